"""How Discord shows reports: telling the moderators of a message or a member, and what they do about it."""

from bot.client import Bot
from cogs.reports.queue import ReportQueue
from cogs.reports.reporting import MemberReports


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(MemberReports(bot))
    await bot.add_cog(ReportQueue(bot))
