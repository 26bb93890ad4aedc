"""How Discord shows guidelines."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
