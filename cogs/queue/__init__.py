"""How Discord shows the one inbox of the moderators: `/queue`, its items, the summary, and the reminders."""

from bot.client import Bot
from cogs.queue.cog import QueueCog
from cogs.queue.reminding import QueueReminding


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(QueueCog(bot))
    await bot.add_cog(QueueReminding(bot))
