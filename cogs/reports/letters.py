"""What those who reported are told: that it was looked at, or why nothing was done; never what happened to a member."""

from bot.client import Bot
from bot.engine import AsyncConnection
from bot.i18n import Language, say
from bot.inbox.model import Letter, Text
from bot.reports.desk import LETTER
from bot.reports.model import ANSWER_MAX
from bot.ui.texts import moment, plain


class ReportLetters:
    """Renders letters about reports (`bot.inbox.model.Renderer`)."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def register(self) -> None:
        self._bot.app.inbox.renderers[LETTER] = self.outcome

    async def outcome(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        report = await self._bot.app.reports.deciding.told(
            connection, guild_id=letter.guild_id, report_id=letter.subject_id
        )
        if report is None:
            return None
        parts = [
            say(language, "reports-letter-title", at=moment(report.created_at, "D")),
            say(language, f"reports-letter-{report.state.value}"),
        ]
        if report.answer:
            parts.append(say(language, "reports-letter-answer", answer=plain(report.answer, 2 * ANSWER_MAX)))
        return Text(body="\n".join(parts))
