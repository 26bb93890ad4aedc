"""Kinds of due rows, and the pure rules: deadlines, who may do what, and playbooks as they are typed."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.moderation.model import Severity
from bot.playbooks import errors
from bot.playbooks.model import (
    ITEM_MAX,
    ITEMS_MAX,
    LIST_MAX,
    SEVERITIES,
    TEXT_MAX,
    TITLE_MAX,
    WHO_MAX,
    Escalation,
    Playbook,
    PlaybookSettings,
    Step,
)
from bot.text import clean, cut, one_line

OPEN = "playbooks:open"
"""Makes the thread of an escalation, shows its board there and calls the roles; its subject is the escalation."""
REFRESH = "playbooks:refresh"
"""Brings the board up to date."""
DEADLINE = "playbooks:deadline"
"""Says in the thread that the deadline is over."""
CALL = "playbooks:call"
"""Calls the roles of a severity that an escalation has come to."""


def hours_for(severity: Severity, settings: PlaybookSettings) -> int:
    return {
        Severity.SERIOUS: settings.serious_hours,
        Severity.CRITICAL: settings.critical_hours,
        Severity.LEGAL: settings.legal_hours,
    }[severity]


def deadline(severity: Severity, settings: PlaybookSettings, *, at: datetime) -> datetime:
    return at + timedelta(hours=hours_for(severity, settings))


def new_deadline(escalation: Escalation, severity: Severity, settings: PlaybookSettings, *, at: datetime) -> datetime:
    """Return the deadline after a change of severity: what gets more serious gets no more time than it had."""
    found = deadline(severity, settings, at=at)
    if SEVERITIES.index(severity) > SEVERITIES.index(escalation.severity):
        return min(found, max(escalation.deadline_at, at))
    return found


def called_roles(severity: Severity, settings: PlaybookSettings) -> frozenset[int]:
    """Return who is called for a severity."""
    return settings.lead_role_ids | (settings.legal_role_ids if severity is Severity.LEGAL else frozenset())


def is_involved(by: Actor, severity: Severity, settings: PlaybookSettings) -> bool:
    return by.moderates or by.manages_server or by.has_any(called_roles(severity, settings))


def check_involved(by: Actor, severity: Severity, settings: PlaybookSettings) -> None:
    """Raises NotInvolved."""
    if not is_involved(by, severity, settings):
        raise errors.NotInvolved


def check_open(escalation: Escalation) -> None:
    """Raises AlreadyClosed."""
    if not escalation.is_open:
        raise errors.AlreadyClosed


def check_may_end_legal(escalation: Escalation, *, by: Actor) -> None:
    """Raises LegalNeedsAdmin where somebody else than an admin closes what is legal, or makes it less."""
    if escalation.severity is Severity.LEGAL and not by.manages_server:
        raise errors.LegalNeedsAdmin


# Playbooks as they are typed

_BULLET = re.compile(r"^(?:[-*•・□☐]\s*|\d{1,2}[.)．）、]\s*)")
_BAR = re.compile(r"\s*[|｜]\s*")


def items_of(typed: str) -> tuple[str, ...]:
    """Return the items of a list, one a line, with or without bullets. Raises TooManyItems or ItemTooLong."""
    lines = [_BULLET.sub("", one_line(part)) for part in clean(typed).split("\n")]
    items = tuple(line for line in lines if line)
    if len(items) > ITEMS_MAX:
        raise errors.TooManyItems(count=len(items), limit=ITEMS_MAX)
    for item in items:
        if len(item) > ITEM_MAX:
            raise errors.ItemTooLong(begins=cut(item, 40), limit=ITEM_MAX)
    return items


def steps_of(typed: str) -> tuple[Step, ...]:
    """Return steps, one a line, who does it after a bar. Raises TooManyItems or ItemTooLong."""
    return tuple(_step(item) for item in items_of(typed))


def _step(item: str) -> Step:
    do, *who = _BAR.split(item, maxsplit=1)
    return Step(do=do, who=cut(who[0], WHO_MAX) if who else "")


def typed_items(items: Sequence[str]) -> str:
    return "\n".join(items)


def typed_steps(steps: Sequence[Step]) -> str:
    """Return steps as they are typed; never longer than what can be typed."""
    loose = "\n".join(f"{step.do} | {step.who}" if step.who else step.do for step in steps)
    return loose if len(loose) <= LIST_MAX else loose.replace(" | ", "|")


def checked(playbook: Playbook) -> Playbook:
    """Return a playbook as it is kept. Raises TitleMissing or StepsMissing."""
    title = one_line(playbook.title)[:TITLE_MAX]
    if not title:
        raise errors.TitleMissing
    if not playbook.steps:
        raise errors.StepsMissing
    return Playbook(
        title=title,
        when=clean(playbook.when)[:TEXT_MAX],
        first=playbook.first,
        steps=playbook.steps,
        dont=playbook.dont,
        say=playbook.say,
        call=playbook.call,
        close=clean(playbook.close)[:TEXT_MAX],
    )
