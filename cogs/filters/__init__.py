"""How Discord shows filters: making them, watching messages, what moderators make of hits, and AutoMod."""

from bot.client import Bot
from cogs.filters import cards, commands, excepting, hits, testing
from cogs.filters.alerts import Alerts
from cogs.filters.group import filter_
from cogs.filters.watching import Watching


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(filter_)
    testing.join(bot)
    bot.router.add(*cards.ACTIONS, *commands.ACTIONS, *excepting.ACTIONS, *hits.ACTIONS)
    await bot.add_cog(Alerts(bot))
    await bot.add_cog(Watching(bot))
