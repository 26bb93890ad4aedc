"""How Discord shows events."""

from bot.client import Bot
from cogs.events.group import event


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(event)
