"""What a member is told of the decision about their appeal."""

from bot.appeals import store
from bot.appeals.model import Appeal, State
from bot.engine import AsyncConnection
from bot.i18n import Language, say
from bot.inbox.model import Letter, Text
from bot.moderation.model import Case
from bot.moderation.store import cases


async def decision(connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
    """Return the decision; None where there is none (any more)."""
    appeal = await store.get(connection, guild_id=letter.guild_id, appeal_id=letter.subject_id)
    if appeal is None or appeal.answer is None:
        return None
    case = await cases.get(connection, guild_id=letter.guild_id, case_id=appeal.case_id)
    return None if case is None else Text(body=said(appeal, case, language))


def said(appeal: Appeal, case: Case, language: Language) -> str:
    """Return the decision in words, with what holds of the case now."""
    parts = [say(language, f"appeals-letter-{appeal.state.value}", number=case.number)]
    if appeal.state is State.REDUCED:
        if appeal.minutes is not None and case.ends_at is not None:
            parts.append(say(language, "appeals-letter-until", at=f"<t:{int(case.ends_at.timestamp())}:f>"))
        if appeal.strikes is not None:
            parts.append(say(language, "appeals-letter-strikes", strikes=appeal.strikes))
    if appeal.answer:
        quoted = "\n".join(f"> {line}" for line in appeal.answer.splitlines())
        parts.append(f"{say(language, 'appeals-letter-answer')}\n{quoted}")
    return "\n".join(parts)
