"""How Discord shows filters: making them, watching messages, what moderators make of hits, and AutoMod."""

from bot.client import Bot
from cogs.filters import cards, commands, excepting, hits, starting, testing
from cogs.filters.alerts import Alerts
from cogs.filters.automod import InAutoMod
from cogs.filters.checks import FilterCheck
from cogs.filters.group import filter_
from cogs.filters.watching import FilterWatching


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(filter_)
    testing.join(bot)
    bot.router.add(*cards.ACTIONS, *commands.ACTIONS, *excepting.ACTIONS, *hits.ACTIONS, *starting.ACTIONS)
    await bot.add_cog(Alerts(bot))
    await bot.add_cog(FilterWatching(bot))
    await bot.add_cog(InAutoMod(bot))
    await bot.add_cog(FilterCheck(bot))
