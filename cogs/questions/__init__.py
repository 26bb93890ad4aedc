"""How Discord shows questions and answers: asking, helping, solving, closing, finding."""

from bot.client import Bot
from cogs.questions import stats as _stats  # noqa: F401 - its command joins /questions
from cogs.questions.adopting import Adopting
from cogs.questions.asking import Asking
from cogs.questions.closing import Closing
from cogs.questions.converting import Converting
from cogs.questions.faq import Faq
from cogs.questions.finding import Finding
from cogs.questions.helping import Helping
from cogs.questions.known import KnownThreads
from cogs.questions.reminding import Reminding
from cogs.questions.sealing import Sealing
from cogs.questions.solving import Solving
from cogs.questions.watching import Watching


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    known = KnownThreads(bot)
    await bot.add_cog(Adopting(bot, known))
    await bot.add_cog(Asking(bot))
    await bot.add_cog(Closing(bot))
    await bot.add_cog(Converting(bot))
    await bot.add_cog(Faq(bot))
    await bot.add_cog(Finding(bot))
    await bot.add_cog(Helping(bot))
    await bot.add_cog(Reminding(bot))
    await bot.add_cog(Sealing(bot))
    await bot.add_cog(Solving(bot))
    await bot.add_cog(Watching(bot, known))
