"""How Discord shows raids: noticing them, the alert with its buttons, the measures, and giving everything back."""

from bot.client import Bot
from cogs.raids.cog import RaidsCog
from cogs.raids.group import raid


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(raid)
    await bot.add_cog(RaidsCog(bot))
