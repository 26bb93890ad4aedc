"""How Discord shows the inbox: delivering letters, and reading them."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
