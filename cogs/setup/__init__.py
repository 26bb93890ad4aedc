"""`/setup`: proposes what the features need on a server, makes it, and can be run again at any time."""

from bot.client import Bot
from cogs.setup.cog import SetupCog


async def setup(bot: Bot) -> None:
    await bot.add_cog(SetupCog(bot))
