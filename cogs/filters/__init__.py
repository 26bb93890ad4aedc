"""How Discord shows filters: setting them up, trying them, and what happens on a hit."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
