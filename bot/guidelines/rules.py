"""What a rule may be, and how two versions differ: pure functions."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.guidelines import errors
from bot.guidelines.model import (
    PENALTIES,
    TEXT_MAX,
    TITLE_MAX,
    Changed,
    Difference,
    Penalty,
    Rule,
    Terms,
    Version,
    Wording,
)
from bot.i18n import Language
from bot.text import clean, letters, one_line

POST = "guidelines:post"
"""The posted rules of a server have to show what is published, by the server's id."""
TAKE_DOWN = "guidelines:take-down"
"""A message of the posted rules that is one no more, by its id; the payload names its channel."""
ROLE = "guidelines:role"
"""Somebody who agreed gets the members' role, by the agreement's id."""
ROLES = "guidelines:roles"
"""Everybody who agreed is looked at for the members' role, by the server's id; the payload says how far it has come."""

ASK_AGAIN_AFTER = timedelta(days=7)
"""Until they agree; Discord doesn't say what somebody has overlooked."""


def checked(terms: Terms, *, main: Language) -> Terms:
    """Return what an admin typed, tidied; `main`: the language it must be in.

    Raises the error of the first thing that can't be.
    """
    if terms.penalty not in PENALTIES:
        raise errors.PenaltyUnknown
    wordings = {main: _checked_wording(terms.wordings.get(main, Wording(title="", text="")))}
    for language, wording in terms.wordings.items():
        if language is main or not (letters(wording.title) or letters(wording.text)):
            continue
        if not (letters(wording.title) and letters(wording.text)):
            raise errors.HalfTranslated
        wordings[language] = _checked_wording(wording)
    return Terms(penalty=terms.penalty, wordings=wordings)


def _checked_wording(wording: Wording) -> Wording:
    title, text = one_line(wording.title), clean(wording.text)
    if not letters(title) or len(title) > TITLE_MAX:
        raise errors.TitleInvalid(limit=TITLE_MAX)
    if not letters(text) or len(text) > TEXT_MAX:
        raise errors.TextInvalid(limit=TEXT_MAX)
    return Wording(title=title, text=text)


def penalty_named(name: str) -> Penalty:
    """Return the penalty of that name. Raises PenaltyUnknown."""
    for penalty in PENALTIES:
        if penalty.name == name:
            return penalty
    raise errors.PenaltyUnknown


def difference(old: Version | None, new: Version) -> Difference:
    """Return what `new` changes of `old`, in the order of the new numbers; removed rules in that of the old ones."""
    before: Mapping[int, Rule] = {rule.key: rule for rule in old.rules} if old is not None else {}
    after = {rule.key: rule for rule in new.rules}
    both = [(before[rule.key], rule) for rule in new.rules if rule.key in before]
    return Difference(
        added=tuple(rule for rule in new.rules if rule.key not in before),
        removed=tuple(rule for rule in before.values() if rule.key not in after),
        changed=tuple(Changed(old=was, new=now) for was, now in both if _differs(was, now)),
        renumbered=tuple((was, now) for was, now in both if was.number != now.number),
    )


def _differs(was: Rule, now: Rule) -> bool:
    return was.penalty != now.penalty or dict(was.wordings) != dict(now.wordings)


def next_change(now: datetime, *, last: datetime) -> datetime:
    """Return when a draft changes now: always later than its last change, also where the clock stood still."""
    return max(now, last + timedelta(microseconds=1))
