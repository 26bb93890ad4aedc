"""How Discord shows points: the rank card, leaderboards, everybody's history, and what admins rule."""

from bot.client import Bot
from cogs.points import adjusting as _adjusting  # noqa: F401 - its command joins /points
from cogs.points.announcing import Announcing
from cogs.points.auditing import Auditing
from cogs.points.history import History
from cogs.points.importing import ImportingCog
from cogs.points.leaderboard import Leaderboard
from cogs.points.rank import RankCards
from cogs.points.ranks import Ranks
from cogs.points.roles import RankRolesCog
from cogs.points.rulebook import RulebookCog
from cogs.points.seasons import Seasons
from cogs.points.thanking import Thanking


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(Thanking(bot))
    await bot.add_cog(Auditing(bot))
    await bot.add_cog(ImportingCog(bot))
    await bot.add_cog(RulebookCog(bot))
    await bot.add_cog(History(bot))
    await bot.add_cog(Leaderboard(bot))
    await bot.add_cog(RankCards(bot))
    await bot.add_cog(Ranks(bot))
    await bot.add_cog(RankRolesCog(bot))
    await bot.add_cog(Announcing(bot))
    await bot.add_cog(Seasons(bot))
