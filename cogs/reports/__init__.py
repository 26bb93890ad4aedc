"""How Discord shows reports: telling the moderators of a message or a member."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
