"""The Discord pieces all cogs share: texts, replies, buttons and forms, pages, confirmations, actors."""
