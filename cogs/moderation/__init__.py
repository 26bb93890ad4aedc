"""How Discord shows moderation: deciding and acting, cases, members' histories, the ladder, channels."""

from bot.client import Bot
from cogs.moderation.group import mod
from cogs.moderation.native import NativeActs


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(mod)
    await bot.add_cog(NativeActs(bot))
