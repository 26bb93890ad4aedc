"""How Discord shows raids: the alert, its measures, and undoing them."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
