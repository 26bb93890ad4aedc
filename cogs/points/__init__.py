"""How Discord shows points: the rank card, leaderboards, everybody's history, and what admins rule."""

from bot.client import Bot
from cogs.points.group import points


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    if points.commands:  # Discord takes no empty group
        bot.tree.add_command(points)
