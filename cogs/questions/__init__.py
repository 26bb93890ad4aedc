"""How Discord shows questions and answers: asking, helping, solving, closing, finding."""

from bot.client import Bot
from cogs.questions.asking import Asking


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(Asking(bot))
