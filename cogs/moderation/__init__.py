"""How Discord shows moderation: deciding and acting, cases, members' histories, the ladder, channels."""

from bot.client import Bot
from cogs.moderation import cases, editing, history, ladder, locking, notes, searching
from cogs.moderation.group import mod
from cogs.moderation.history import History
from cogs.moderation.holding_back import HoldingBack
from cogs.moderation.logging import Log
from cogs.moderation.native import NativeActs


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(mod)
    await bot.add_cog(NativeActs(bot))
    bot.router.add(*locking.ACTIONS)
    await bot.add_cog(HoldingBack(bot))
