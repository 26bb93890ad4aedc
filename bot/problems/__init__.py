"""Problems with the bot itself, told to whoever runs it."""
