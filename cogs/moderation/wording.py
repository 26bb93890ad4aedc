"""Cases in words for moderators: acts with their lengths, states, people."""

from collections.abc import Sequence

from bot.i18n import Language, say
from bot.moderation.model import Act, Origin, State

DAY, HOUR = 24 * 60, 60


def length_text(minutes: int, language: Language) -> str:
    """Return a length in the largest unit that fits it exactly, as in “3 days”."""
    if minutes % DAY == 0:
        return say(language, "moderation-length-days", count=minutes // DAY)
    if minutes % HOUR == 0:
        return say(language, "moderation-length-hours", count=minutes // HOUR)
    return say(language, "moderation-length-minutes", count=minutes)


def act_text(act: Act, language: Language, *, minutes: int | None = None) -> str:
    """Return what is done, with its length, as in “Timeout for 3 days”."""
    length = "none" if minutes is None else length_text(minutes, language)
    return say(language, f"moderation-act-{act.value}", length=length)


def state_text(state: State, language: Language) -> str:
    return say(language, f"moderation-state-{state.value}")


def origin_text(origin: Origin, language: Language) -> str:
    return say(language, f"moderation-origin-{origin.value}")


def person_text(person_id: int | None, language: Language, *, nobody: str = "moderation-person-erased") -> str:
    """Return a mention, which pings nobody where mentions are not allowed."""
    return say(language, nobody) if person_id is None else f"<@{person_id}>"


def joined(parts: Sequence[str], language: Language) -> str:
    return ("・" if language is Language.JA else " · ").join(parts)
