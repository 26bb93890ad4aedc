"""How Discord shows appeals: asking for a case to be looked at again, and deciding that."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
