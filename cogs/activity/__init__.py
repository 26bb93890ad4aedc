"""Reading what members wrote while the bot was away."""

from bot.client import Bot
from cogs.activity.cog import ActivityCog


async def setup(bot: Bot) -> None:
    await bot.add_cog(ActivityCog(bot))
