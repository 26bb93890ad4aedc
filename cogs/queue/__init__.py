"""How Discord shows the one inbox of the moderators."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
