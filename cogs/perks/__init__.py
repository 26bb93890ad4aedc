"""How Discord shows perks: the list and claiming, one's own claims, and what admins and staff do with them."""

from bot.client import Bot
from cogs.perks import claiming, claims, codes, offering
from cogs.perks.group import perks
from cogs.perks.queue import Queue


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(perks)
    bot.router.add(*claiming.ACTIONS, *claims.ACTIONS, *codes.ACTIONS, *offering.ACTIONS)
    await bot.add_cog(Queue(bot))
