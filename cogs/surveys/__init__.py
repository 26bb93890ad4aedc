"""How Discord shows surveys."""

from bot.client import Bot
from cogs.surveys import building, editor, preview, questions, terms
from cogs.surveys.answering import Answering
from cogs.surveys.group import nps, survey
from cogs.surveys.lifecycle import Running
from cogs.surveys.posting import Posts


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(survey)
    bot.tree.add_command(nps)
    await bot.add_cog(Answering(bot))
    bot.router.add(*building.ACTIONS, *editor.ACTIONS, *preview.ACTIONS, *questions.ACTIONS, *terms.ACTIONS)
    await bot.add_cog(Running(bot))
    await bot.add_cog(Posts(bot))
