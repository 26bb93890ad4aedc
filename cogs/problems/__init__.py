"""How Discord shows problems with the bot: the form, and what its operator is told."""

from bot.client import Bot
from cogs.problems.reporting import Reporting
from cogs.problems.telling import Telling


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(Reporting(bot))
    await bot.add_cog(Telling(bot))
