"""Pure rules of appeals: which cases can be appealed and until when, who decides, and what makes a case smaller."""

import re
import unicodedata
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.appeals import errors
from bot.appeals.model import Appeal, AppealSettings, Decision, State, stamp_of
from bot.moderation.ending import ENDED_BY
from bot.moderation.lifting import LIFTABLE
from bot.moderation.model import Act, Case
from bot.moderation.model import State as CaseState

_IN_FORCE = frozenset({CaseState.WAITING, CaseState.DONE, CaseState.PARTLY})
_OVER = frozenset({CaseState.LIFTED, CaseState.FAILED})
_STRIKES = re.compile(r"\d{1,3}")


def open_until(case: Case, settings: AppealSettings) -> datetime:
    return case.created_at + timedelta(days=settings.within_days)


def check_appealable(case: Case, *, settings: AppealSettings, now: datetime) -> None:
    """Raises NotAppealable or TooLate."""
    if case.act not in LIFTABLE or is_over(case):
        raise errors.NotAppealable
    if now > open_until(case, settings):
        raise errors.TooLate(days=settings.within_days)


def check_may_take(appeal: Appeal, case: Case, *, by: Actor) -> None:
    """Raises ModeratorsOnly, OwnAppeal, or OwnCase for the moderator who acted.

    An admin who acted may, as there may be nobody else, but has to say why (`check_may_decide`).
    """
    if not (by.moderates or by.manages_server):
        raise errors.ModeratorsOnly
    if by.id in (appeal.member_id, case.member_id):
        raise errors.OwnAppeal
    if by.id == case.moderator_id and not by.manages_server:
        raise errors.OwnCase


def needs_note(case: Case, *, by: Actor) -> bool:
    return by.id == case.moderator_id


def check_may_decide(appeal: Appeal, case: Case, decision: Decision, *, by: Actor, may_ban: bool) -> None:
    """Check what is decided against the case as it is now.

    Raises what `check_may_take` does, NoteNeeded, MayNotUnban, CaseLifted, CaseFailed, CaseChanged or NothingReduced.
    """
    check_may_take(appeal, case, by=by)
    if needs_note(case, by=by) and not decision.note.strip():
        raise errors.NoteNeeded
    if decision.outcome is not State.UPHELD and case.act is Act.BAN and not may_ban:
        raise errors.MayNotUnban
    if is_over(case):
        if decision.outcome is not State.LIFTED:
            raise errors.CaseLifted if case.state is CaseState.LIFTED else errors.CaseFailed
        return
    if decision.stamp != stamp_of(case):
        raise errors.CaseChanged
    if decision.outcome is State.REDUCED and not is_less(case, minutes=decision.minutes, strikes=decision.strikes):
        raise errors.NothingReduced


def is_over(case: Case) -> bool:
    """Whether there is nothing left of it: it was taken back, or Discord never let it happen."""
    return case.state in _OVER


def lasts(case: Case) -> bool:
    """Whether it has a length that can still be made shorter."""
    return case.act in ENDED_BY and case.state in _IN_FORCE


def is_less(case: Case, *, minutes: int | None, strikes: int | None) -> bool:
    """Whether a case would be smaller: nothing of it more, and something less."""
    shorter = minutes is not None and lasts(case) and (case.minutes is None or minutes < case.minutes)
    fewer = strikes is not None and strikes < case.strikes
    longer = minutes is not None and not shorter and minutes != case.minutes
    more = strikes is not None and strikes > case.strikes
    return (shorter or fewer) and not longer and not more


def read_strikes(typed: str) -> int | None:
    """Return a number of strikes as typed, in full width, too; None for nothing. Raises StrikesNotUnderstood."""
    text = unicodedata.normalize("NFKC", typed).strip().removesuffix("点").strip()
    if not text:
        return None
    if not text.isascii() or _STRIKES.fullmatch(text) is None:
        raise errors.StrikesNotUnderstood
    return int(text)
