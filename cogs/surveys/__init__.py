"""How Discord shows surveys."""

from bot.client import Bot
from cogs.surveys.answering import Answering
from cogs.surveys.group import nps, survey


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(survey)
    bot.tree.add_command(nps)
    await bot.add_cog(Answering(bot))
