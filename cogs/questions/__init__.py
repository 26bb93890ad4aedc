"""How Discord shows questions and answers: asking, helping, solving, closing, finding."""

from bot.client import Bot

# from cogs.questions.… import …: one cog for each part, added below


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
