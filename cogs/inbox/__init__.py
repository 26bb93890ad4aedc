"""How Discord shows the inbox: `/inbox`, letters, and telling below an answer that one waits."""

from bot.client import Bot
from cogs.inbox.cog import ACTIONS, InboxCog


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.router.add(*ACTIONS)
    await bot.add_cog(InboxCog(bot))
