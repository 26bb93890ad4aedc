"""Rules in words: the same in private pages, in the posted messages and in the draft.

What an admin wrote as a rule's text keeps its markup, as in a message of their own; titles show as they are.
"""

from collections.abc import Sequence

from bot.guidelines.model import DAY, HOUR, TITLE_MAX, Penalty, Rule, Version
from bot.i18n import Language, say
from bot.ui.texts import moment, plain

ROOM = 3_400
"""Characters of rules on a page: a heading, a note and the escapes of titles have to fit beside them."""

MOST = 12
"""Texts on a page: with frame, lines and buttons well below Discord's 40 components."""

TITLE_SHOWN = 2 * TITLE_MAX
"""A title whose every character is escaped."""


def title_of(rule: Rule, language: Language, *, limit: int = TITLE_SHOWN) -> str:
    return plain(rule.wording(language).title, limit)


def rule_text(rule: Rule, language: Language) -> str:
    wording = rule.wording(language)
    return f"### {rule.number}. {plain(wording.title, TITLE_SHOWN)}\n{wording.text}"


def version_line(version: Version, language: Language) -> str:
    """Return which version it is, and since when."""
    assert version.published_at is not None
    said = say(language, "guidelines-version-line", number=str(version.number), at=moment(version.published_at, "D"))
    return f"-# {said}"


def penalty_text(penalty: Penalty, language: Language) -> str:
    """Return a default action with its length, as in “timeout for 3 days”."""
    name = f"guidelines-penalty-{penalty.action.value}"
    if penalty.minutes is None:
        return say(language, name, length="none")
    return say(language, name, length=_length(penalty.minutes, language))


def _length(minutes: int, language: Language) -> str:
    if minutes % DAY == 0:
        return say(language, "guidelines-length-days", count=minutes // DAY)
    if minutes % HOUR == 0:
        return say(language, "guidelines-length-hours", count=minutes // HOUR)
    return say(language, "guidelines-length-minutes", count=minutes)


def packed(texts: Sequence[str], *, room: int = ROOM, most: int = MOST) -> list[list[str]]:
    """Return texts in pages, in their order: as many on each as there is room for. At least one page."""
    pages: list[list[str]] = [[]]
    left = room
    for text in texts:
        if pages[-1] and (len(text) > left or len(pages[-1]) >= most):
            pages.append([])
            left = room
        pages[-1].append(text)
        left -= len(text)
    return pages


def joined(parts: Sequence[str], language: Language) -> str:
    return ("・" if language is Language.JA else " · ").join(parts)


def listed(parts: Sequence[str], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(parts)
