"""`/settings`: what a server's admins choose, in one panel that is generated from the features' sections."""

from bot.client import Bot
from cogs.settings.cog import SettingsCog


async def setup(bot: Bot) -> None:
    await bot.add_cog(SettingsCog(bot))
