"""How Discord shows appeals: asking for a case to be looked at again, and deciding that."""

from bot.client import Bot
from cogs.appeals.appealing import MemberAppeals
from cogs.appeals.queue import AppealQueue


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(MemberAppeals(bot))
    await bot.add_cog(AppealQueue(bot))
