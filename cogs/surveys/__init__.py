"""How Discord shows surveys."""

from bot.client import Bot
from cogs.surveys import building, concept, editor, preview, questions, results, terms
from cogs.surveys import nps as nps_command
from cogs.surveys.answering import Answering
from cogs.surveys.asking import AskingForNps
from cogs.surveys.group import nps, survey
from cogs.surveys.lifecycle import RunningSurveys
from cogs.surveys.posting import SurveyPosts
from cogs.surveys.publishing import Publishing


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(survey)
    bot.tree.add_command(nps)
    await bot.add_cog(Answering(bot))
    bot.router.add(*building.ACTIONS, *editor.ACTIONS, *preview.ACTIONS, *questions.ACTIONS, *terms.ACTIONS)
    await bot.add_cog(RunningSurveys(bot))
    await bot.add_cog(SurveyPosts(bot))
    bot.router.add(*results.ACTIONS, *concept.ACTIONS, *nps_command.ACTIONS)
    await bot.add_cog(Publishing(bot))
    await bot.add_cog(AskingForNps(bot))
