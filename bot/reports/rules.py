"""Pure rules of reports: who may see to one, when it is due, and which concern counts."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.reports import errors
from bot.reports.model import TELLING, URGENT, Concern, Report, ReportSettings, Side, State

_ORDER = tuple(Concern)


def check_may_see(report: Report, *, by: Actor) -> None:
    """Raises ModeratorsOnly, or NotYours: nobody sees to a report about themself, and of moderators only admins do.

    One about an admin is every other moderator's: there may be no other admin. Whoever may not is told the same
    sentence, so that it doesn't say whom it is about.
    """
    if not (by.moderates or by.manages_server):
        raise errors.ModeratorsOnly
    if report.about_id == by.id:
        raise errors.NotYours
    if report.side in (Side.MODERATOR, Side.UNKNOWN) and not by.manages_server:
        raise errors.NotYours


def check_open(report: Report) -> None:
    if report.state is not State.OPEN:
        raise errors.AlreadyDecided


def span_for(concern: Concern, settings: ReportSettings) -> timedelta:
    """Return within which time somebody should look at it."""
    if concern in URGENT:
        return timedelta(minutes=settings.urgent_minutes)
    return timedelta(hours=settings.answer_hours)


def more_urgent(one: Concern, other: Concern) -> Concern:
    """Return the one that counts where reporters name different ones."""
    return min(one, other, key=_ORDER.index)


def is_doubtful(latest: Sequence[State]) -> bool:
    """Whether somebody's latest decided reports were all dismissed."""
    return len(latest) >= TELLING and all(state is State.DISMISSED for state in latest[:TELLING])


def added(words: str, more: str, *, limit: int) -> str:
    """Return what somebody wrote with what they add; the beginning stays where it gets too long."""
    return "\n".join(part for part in (words, more) if part)[:limit]


def side_of(*, moderates: bool, manages_server: bool) -> Side:
    if manages_server:
        return Side.ADMIN
    return Side.MODERATOR if moderates else Side.MEMBER


def known_numbers(numbers: Collection[int], number: int | None) -> int | None:
    """Return a rule's number if there is such a rule; it may have gone while the form was open."""
    return number if number in numbers else None


def decide_by(now: datetime, report: Report, settings: ReportSettings) -> datetime:
    """Return when a report that somebody looks at should be decided: as long again."""
    return now + span_for(report.concern, settings)
