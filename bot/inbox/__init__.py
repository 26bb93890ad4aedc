"""What is told to one member alone: by direct message, and where that is closed in `/inbox`, with a mention."""
