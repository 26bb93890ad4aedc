"""What those who reported are told: that it was looked at, or why nothing was done; never what happened to a member."""

from bot.engine import AsyncConnection
from bot.i18n import Language, say
from bot.inbox.model import Letter, Text
from bot.reports import store
from bot.reports.model import State


async def outcome(connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
    """Return what came of a report; None while it is open."""
    report = await store.get(connection, guild_id=letter.guild_id, report_id=letter.subject_id)
    if report is None or report.state is State.OPEN:
        return None
    return Text(body=said(report.state, report.answer, report.created_at.timestamp(), language))


def said(state: State, answer: str | None, created: float, language: Language) -> str:
    """Return the outcome of a report of a moment (seconds since 1970)."""
    body = say(language, f"reports-letter-{state.value}", at=f"<t:{int(created)}:D>")
    return body if not answer else f"{body}\n" + say(language, "reports-letter-answer", answer=answer)
