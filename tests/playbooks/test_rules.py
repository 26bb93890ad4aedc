"""Deadlines, who may do what, and lists as people type them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actor import Actor
from bot.i18n import Language
from bot.moderation.model import Severity
from bot.playbooks import errors, rules
from bot.playbooks.model import ITEM_MAX, ITEMS_MAX, LIST_MAX, Escalation, Playbook, PlaybookSettings, Step
from cogs.playbooks.wording import PAGE_BYTES_MAX, PAGE_MAX, pages_of
from tests.playbooks.desk import ADMIN, LAWYER, LAWYERS, LEAD, LEADS, MEMBER, MODERATOR

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
SETTINGS = PlaybookSettings(lead_role_ids=frozenset({LEADS}), legal_role_ids=frozenset({LAWYERS}))


def escalation(severity: Severity, *, deadline: datetime) -> Escalation:
    return Escalation(
        id=1,
        guild_id=1,
        case_id=1,
        report_id=None,
        evidence_ids=(),
        severity=severity,
        playbook_key="raid",
        playbook_title="Raid",
        playbook_version=0,
        language=Language.EN,
        opened_by_id=8,
        opened_at=NOW,
        deadline_at=deadline,
        reminded_at=None,
        lead_id=None,
        channel_id=None,
        thread_id=None,
        message_id=None,
        called_at=None,
        failure=None,
        closed_by_id=None,
        closed_at=None,
        outcome=None,
    )


@pytest.mark.parametrize(("severity", "hours"), [(Severity.SERIOUS, 24), (Severity.CRITICAL, 4), (Severity.LEGAL, 24)])
def test_each_severity_has_its_deadline(severity: Severity, hours: int) -> None:
    assert rules.deadline(severity, SETTINGS, at=NOW) == NOW + timedelta(hours=hours)


def test_what_gets_more_serious_never_gets_more_time() -> None:
    later = NOW + timedelta(hours=23)
    serious = escalation(Severity.SERIOUS, deadline=NOW + timedelta(hours=24))
    critical = escalation(Severity.CRITICAL, deadline=NOW + timedelta(hours=4))
    overdue = escalation(Severity.SERIOUS, deadline=NOW - timedelta(hours=1))

    assert rules.new_deadline(serious, Severity.CRITICAL, SETTINGS, at=NOW) == NOW + timedelta(hours=4)
    assert rules.new_deadline(serious, Severity.CRITICAL, SETTINGS, at=later) == NOW + timedelta(hours=24)
    assert rules.new_deadline(critical, Severity.LEGAL, SETTINGS, at=NOW) == NOW + timedelta(hours=4)
    assert rules.new_deadline(critical, Severity.SERIOUS, SETTINGS, at=NOW) == NOW + timedelta(hours=24)
    assert rules.new_deadline(overdue, Severity.LEGAL, SETTINGS, at=NOW) == NOW, "not in the past"


def test_lawyers_are_called_for_legal_matters_only() -> None:
    assert rules.called_roles(Severity.CRITICAL, SETTINGS) == {LEADS}
    assert rules.called_roles(Severity.LEGAL, SETTINGS) == {LEADS, LAWYERS}


@pytest.mark.parametrize(
    ("who", "severity", "may"),
    [
        (ADMIN, Severity.SERIOUS, True),
        (MODERATOR, Severity.LEGAL, True),
        (LEAD, Severity.SERIOUS, True),
        (LAWYER, Severity.LEGAL, True),
        (LAWYER, Severity.CRITICAL, False),
        (MEMBER, Severity.SERIOUS, False),
    ],
)
def test_who_is_called_may_work_on_it_and_nobody_else(who: Actor, severity: Severity, may: bool) -> None:
    assert rules.is_involved(who, severity, SETTINGS) is may


def test_only_admins_end_what_is_legal() -> None:
    legal = escalation(Severity.LEGAL, deadline=NOW)
    rules.check_may_end_legal(legal, by=ADMIN)
    rules.check_may_end_legal(replace(legal, severity=Severity.CRITICAL), by=MODERATOR)
    with pytest.raises(errors.LegalNeedsAdmin):
        rules.check_may_end_legal(legal, by=MODERATOR)


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("one\n\n  two  \r\nthree", ("one", "two", "three")),
        ("- one\n* two\n• three\n・四\n□五", ("one", "two", "three", "四", "五")),
        ("1. one\n2) two\n3．三\n10. ten", ("one", "two", "三", "ten")),
        ("119に電話\n24 hours later", ("119に電話", "24 hours later")),
        ("zero\u200bwidth", ("zerowidth",)),
        ("", ()),
        (" \n \n", ()),
    ],
)
def test_lists_are_read_with_or_without_bullets(typed: str, items: tuple[str, ...]) -> None:
    assert rules.items_of(typed) == items


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("Keep it | Moderator", Step(do="Keep it", who="Moderator")),
        ("残します ｜ 責任者", Step(do="残します", who="責任者")),
        ("Keep it", Step(do="Keep it")),
        ("a | b | c", Step(do="a", who="b | c")),
        ("Call | " + "x" * 100, Step(do="Call", who="x" * 59 + "…")),
    ],
)
def test_a_step_may_name_who_does_it(typed: str, step: Step) -> None:
    assert rules.steps_of(typed) == (step,)


def test_lists_have_limits_that_are_said() -> None:
    with pytest.raises(errors.TooManyItems) as many:
        rules.items_of("\n".join(f"item {number}" for number in range(ITEMS_MAX + 1)))
    assert many.value.params == {"count": ITEMS_MAX + 1, "limit": ITEMS_MAX}
    with pytest.raises(errors.ItemTooLong) as long:
        rules.items_of("x" * (ITEM_MAX + 1))
    assert long.value.params["begins"] == "x" * 39 + "…"


def test_steps_never_grow_beyond_what_a_form_takes() -> None:
    typed = "\n".join("x" * 228 + "|who" for _ in range(15))
    assert len(typed) <= LIST_MAX
    steps = rules.steps_of(typed)
    assert len(rules.typed_steps(steps)) <= LIST_MAX and rules.steps_of(rules.typed_steps(steps)) == steps


def test_a_playbook_needs_a_title_and_a_step() -> None:
    whole = Playbook(title="  Fire  ", when="smoke", steps=(Step(do="leave"),))
    assert rules.checked(whole).title == "Fire"
    with pytest.raises(errors.TitleMissing):
        rules.checked(replace(whole, title=" \u200b "))
    with pytest.raises(errors.StepsMissing):
        rules.checked(replace(whole, steps=()))


@pytest.mark.parametrize("letter", ["x", "長", "😀"])
def test_the_fullest_playbook_is_shown_in_pages_that_fit(letter: str) -> None:
    items = tuple(letter * (ITEM_MAX - 10) + f" {number}" for number in range(7))
    full = Playbook(
        title="t",
        when=letter * 1000,
        first=items,
        steps=tuple(Step(do=item, who="who") for item in items),
        dont=items,
        say=items,
        call=items,
        close=letter * 1000,
    )
    pages = pages_of(full, Language.JA)
    assert len(pages) > 3
    assert all(len(page) <= PAGE_MAX and len(page.encode()) <= PAGE_BYTES_MAX for page in pages)
    assert sum(page.count(items[3]) for page in pages) == 5


def test_an_empty_playbook_is_one_empty_page() -> None:
    assert pages_of(Playbook(title="t", when=""), Language.EN) == [""]
