"""Escalated cases without Discord: opening, working, severity, closing; what they hold meanwhile."""

from datetime import timedelta

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.guidelines.model import DAY
from bot.i18n import Language
from bot.moderation.errors import ModeratorsOnly
from bot.moderation.model import Severity
from bot.moderation.rules import LOG
from bot.playbooks import builtin, errors, rules
from bot.playbooks.model import NOTE_MAX, PlaybookSettings, Step
from bot.queue.errors import NotDismissible
from bot.queue.model import Urgency
from tests.playbooks.desk import (
    ADMIN,
    GUILD,
    LAWYER,
    LEAD,
    MEMBER,
    MODERATOR,
    MODERATOR2,
    STRANGER,
    Desk,
)

SERIOUS, CRITICAL, LEGAL = Severity.SERIOUS, Severity.CRITICAL, Severity.LEGAL


# Opening


async def test_an_escalated_case_has_its_severity_its_steps_and_a_deadline(desk: Desk) -> None:
    case = await desk.case("you fool")
    escalation = await desk.escalated(case, severity=CRITICAL, key="threat")

    assert (await desk.case_now(case.id)).severity is CRITICAL
    assert escalation.deadline_at == desk.clock() + timedelta(hours=4)
    board = await desk.app.playbooks.escalating.board(by=MODERATOR, escalation_id=escalation.id)
    assert [tick.text for tick in board.ticks] == [step.do for step in builtin.playbooks(Language.EN)["threat"].steps]
    assert (board.case_number, board.messages, board.done) == (case.number, 1, 0)
    assert await desk.planned(rules.DEADLINE) == {escalation.id: escalation.deadline_at}
    assert await desk.planned(rules.OPEN) == {escalation.id: desk.clock() + timedelta(minutes=1)}
    assert case.id in await desk.planned(LOG), "the log channel follows"
    history = [(one.field, one.after) for one in reversed(await desk.history(case.id))]
    assert history == [("escalation", "opened"), ("severity", "critical")]


async def test_a_case_is_worked_on_once_at_a_time(desk: Desk) -> None:
    case = await desk.case()
    first = await desk.escalated(case)
    with pytest.raises(errors.AlreadyEscalated):
        await desk.escalated(case, by=MODERATOR2)
    await desk.app.playbooks.escalating.close(by=MODERATOR, escalation_id=first.id, outcome="done")
    assert (await desk.escalated(case)).id != first.id


async def test_later_changes_of_a_playbook_change_no_case(desk: Desk) -> None:
    escalation = await desk.escalated(key="raid")
    await desk.app.playbooks.library.change(
        by=ADMIN, key="raid", language=Language.EN, base=0, steps=(Step(do="only this"),)
    )
    board = await desk.app.playbooks.escalating.board(by=MODERATOR, escalation_id=escalation.id)
    assert len(board.ticks) == len(builtin.playbooks(Language.EN)["raid"].steps)
    assert board.escalation.playbook_version == 0


async def test_who_may_escalate(desk: Desk) -> None:
    await desk.roles()
    case = await desk.case()
    for who in (MEMBER, LEAD, LAWYER):
        with pytest.raises(ModeratorsOnly):
            await desk.escalated(case, by=who)
    with pytest.raises(errors.CaseNotFound):
        await desk.escalated(case, by=STRANGER)
    about_a_moderator = await desk.case(member_id=MODERATOR.id)
    with pytest.raises(errors.NotInvolved):
        await desk.escalated(about_a_moderator, by=MODERATOR)
    assert (await desk.escalated(about_a_moderator, by=MODERATOR2)).is_open


async def test_an_unknown_playbook_escalates_nothing(desk: Desk) -> None:
    case = await desk.case()
    with pytest.raises(errors.PlaybookNotFound):
        await desk.escalated(case, key="own-9")
    assert (await desk.case_now(case.id)).severity is Severity.NORMAL
    assert await desk.history(case.id) == []


# Working


@pytest.mark.parametrize("who", [MEMBER, STRANGER, LAWYER])
async def test_nobody_else_sees_it_or_works_on_it(desk: Desk, who: Actor) -> None:
    await desk.roles()
    escalation = await desk.escalated()
    escalating = desk.app.playbooks.escalating
    refused = (errors.NotInvolved, errors.EscalationNotFound)
    with pytest.raises(refused):
        await escalating.board(by=who, escalation_id=escalation.id)
    with pytest.raises(refused):
        await escalating.tick(by=who, escalation_id=escalation.id, done={1})
    with pytest.raises(refused):
        await escalating.take_lead(by=who, escalation_id=escalation.id, from_id=None)
    with pytest.raises(refused):
        await escalating.note(by=who, escalation_id=escalation.id, text="x")
    with pytest.raises(refused):
        await escalating.set_severity(by=who, escalation_id=escalation.id, severity=LEGAL)
    with pytest.raises(refused):
        await escalating.close(by=who, escalation_id=escalation.id, outcome="x")
    assert (await desk.now(escalation)).is_open


async def test_who_it_is_about_works_on_it_as_nobody_even_as_an_admin(desk: Desk) -> None:
    escalation = await desk.escalated(await desk.case(member_id=ADMIN.id))
    with pytest.raises(errors.NotInvolved):
        await desk.app.playbooks.escalating.board(by=ADMIN, escalation_id=escalation.id)


async def test_roles_that_are_called_work_on_it(desk: Desk) -> None:
    await desk.roles()
    escalation = await desk.escalated(severity=LEGAL)
    board = await desk.app.playbooks.escalating.tick(by=LAWYER, escalation_id=escalation.id, done={2})
    assert board.ticks[1].done_by_id == LAWYER.id
    board = await desk.app.playbooks.escalating.take_lead(by=LEAD, escalation_id=escalation.id, from_id=None)
    assert board.escalation.lead_id == LEAD.id


async def test_ticking_says_who_was_first_and_can_be_taken_back(desk: Desk) -> None:
    escalation = await desk.escalated()
    tick = desk.app.playbooks.escalating.tick
    await tick(by=MODERATOR, escalation_id=escalation.id, done={1, 3})
    desk.clock.advance(minutes=5)
    board = await tick(by=MODERATOR2, escalation_id=escalation.id, done={3, 4}, undone={1})

    assert [step.position for step in board.ticks if step.done_at] == [3, 4]
    assert board.ticks[2].done_by_id == MODERATOR.id, "who ticks what is ticked changes nothing"
    assert board.ticks[3].done_by_id == MODERATOR2.id
    assert escalation.id in await desk.planned(rules.REFRESH)


async def test_steps_there_are_none_of_count_for_nothing(desk: Desk) -> None:
    one, other = await desk.escalated(), await desk.escalated()
    board = await desk.app.playbooks.escalating.tick(by=MODERATOR, escalation_id=one.id, done={0, 99})
    assert board.done == 0
    untouched = await desk.app.playbooks.escalating.board(by=MODERATOR, escalation_id=other.id)
    assert untouched.done == 0


async def test_the_lead_is_taken_once_and_taken_over_on_purpose(desk: Desk) -> None:
    escalation = await desk.escalated()
    take = desk.app.playbooks.escalating.take_lead
    await take(by=MODERATOR, escalation_id=escalation.id, from_id=None)
    with pytest.raises(errors.LedBySomebody):
        await take(by=MODERATOR2, escalation_id=escalation.id, from_id=None)
    board = await take(by=MODERATOR2, escalation_id=escalation.id, from_id=MODERATOR.id)
    assert board.escalation.lead_id == MODERATOR2.id
    [item] = [one for one in await desk.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "escalation"]
    assert item.mark.taken_by_id == MODERATOR2.id, "the queue shows who leads"


async def test_taking_it_in_the_queue_is_leading_it(desk: Desk) -> None:
    escalation = await desk.escalated()
    await desk.app.queue.take(by=MODERATOR2, kind="escalation", subject_id=escalation.id)
    assert (await desk.now(escalation)).lead_id == MODERATOR2.id


async def test_notes_are_kept_once_and_the_latest_shown(desk: Desk) -> None:
    escalation = await desk.escalated()
    note = desk.app.playbooks.escalating.note
    for number in range(5):
        await note(by=MODERATOR, escalation_id=escalation.id, text=f"note {number}", request_id=number)
    await note(by=MODERATOR, escalation_id=escalation.id, text="note 4", request_id=4)
    await note(by=MODERATOR, escalation_id=escalation.id, text=" \u200b ", request_id=50)
    board = await note(by=MODERATOR, escalation_id=escalation.id, text="y" * 5000, request_id=51)

    assert board.note_count == 6
    assert [one.text for one in board.notes] == ["note 3", "note 4", "y" * NOTE_MAX]


# Severity


async def test_a_change_of_severity_is_in_the_cases_history_and_moves_the_deadline(desk: Desk) -> None:
    escalation = await desk.escalated()
    desk.clock.advance(hours=1)
    board = await desk.app.playbooks.escalating.set_severity(
        by=MODERATOR, escalation_id=escalation.id, severity=CRITICAL, why="it goes on"
    )

    assert board.escalation.deadline_at == desk.clock() + timedelta(hours=4)
    assert await desk.planned(rules.DEADLINE) == {escalation.id: board.escalation.deadline_at}
    assert await desk.planned(rules.CALL) == {escalation.id: desk.clock()}, "it got more serious: people are called"
    latest = (await desk.history(escalation.case_id))[0]
    assert (latest.field, latest.before, latest.after, latest.why) == ("severity", "serious", "critical", "it goes on")
    assert (await desk.case_now(escalation.case_id)).severity is CRITICAL


async def test_the_same_severity_again_changes_nothing(desk: Desk) -> None:
    escalation = await desk.escalated()
    before = await desk.history(escalation.case_id)
    board = await desk.app.playbooks.escalating.set_severity(
        by=MODERATOR, escalation_id=escalation.id, severity=SERIOUS
    )
    assert board.escalation.deadline_at == escalation.deadline_at
    assert await desk.history(escalation.case_id) == before
    assert await desk.planned(rules.CALL) == {}


async def test_what_got_less_serious_calls_nobody(desk: Desk) -> None:
    escalation = await desk.escalated(severity=CRITICAL)
    await desk.app.playbooks.escalating.set_severity(by=MODERATOR, escalation_id=escalation.id, severity=SERIOUS)
    assert await desk.planned(rules.CALL) == {}


async def test_only_admins_close_what_is_legal_or_make_it_less(desk: Desk) -> None:
    escalation = await desk.escalated(severity=LEGAL)
    escalating = desk.app.playbooks.escalating
    with pytest.raises(errors.LegalNeedsAdmin):
        await escalating.close(by=MODERATOR, escalation_id=escalation.id, outcome="x")
    with pytest.raises(errors.LegalNeedsAdmin):
        await escalating.set_severity(by=MODERATOR, escalation_id=escalation.id, severity=SERIOUS)
    board = await escalating.close(by=ADMIN, escalation_id=escalation.id, outcome="Answered by our lawyers.")
    assert not board.escalation.is_open


# Closing


async def test_closing_keeps_the_outcome_and_ends_everything_planned(desk: Desk) -> None:
    escalation = await desk.escalated()
    escalating = desk.app.playbooks.escalating
    board = await escalating.close(by=MODERATOR, escalation_id=escalation.id, outcome="They made up.")

    assert (board.escalation.outcome, board.escalation.closed_by_id) == ("They made up.", MODERATOR.id)
    assert await desk.planned(rules.DEADLINE) == {} and await desk.planned(rules.CALL) == {}
    latest = (await desk.history(escalation.case_id))[0]
    assert (latest.field, latest.after, latest.why) == ("escalation", "closed", "They made up.")
    for again in (
        escalating.close(by=MODERATOR2, escalation_id=escalation.id, outcome="x"),
        escalating.tick(by=MODERATOR2, escalation_id=escalation.id, done={1}),
        escalating.take_lead(by=MODERATOR2, escalation_id=escalation.id, from_id=None),
        escalating.set_severity(by=MODERATOR2, escalation_id=escalation.id, severity=CRITICAL),
    ):
        with pytest.raises(errors.AlreadyClosed):
            await again
    noted = await escalating.note(by=MODERATOR2, escalation_id=escalation.id, text="a letter came later")
    assert noted.note_count == 1, "what is learnt later can still be noted"


# The queue


async def test_the_queue_shows_it_with_deadline_and_progress_until_it_is_closed(desk: Desk) -> None:
    escalation = await desk.escalated(severity=LEGAL, key="leak")
    await desk.app.playbooks.escalating.tick(by=MODERATOR, escalation_id=escalation.id, done={1, 2})
    [item] = [one for one in await desk.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "escalation"]

    assert (item.waiting.urgency, item.waiting.due_at, item.overdue) == (Urgency.LEGAL, escalation.deadline_at, False)
    assert item.waiting.params["severity"] == "legal" and item.waiting.params["done"] == 2
    assert (item.waiting.entrance, item.waiting.link) == ("escalation", None)
    with pytest.raises(NotDismissible):
        await desk.app.queue.done(by=MODERATOR, kind="escalation", subject_id=escalation.id)

    desk.clock.advance(hours=24)
    [item] = [one for one in await desk.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "escalation"]
    assert item.overdue
    await desk.app.playbooks.escalating.close(by=ADMIN, escalation_id=escalation.id, outcome="")
    assert [one for one in await desk.app.queue.waiting(by=MODERATOR) if one.waiting.kind == "escalation"] == []


# What it holds


async def test_evidence_does_not_expire_while_it_is_open(desk: Desk) -> None:
    case, other = await desk.case("the words"), await desk.case("other words")
    escalation = await desk.escalated(case, severity=LEGAL)
    desk.clock.advance(days=100)
    await desk.app.moderation.evidence.expire(GUILD, desk.clock() - timedelta(days=90))

    async def text_of(case_id: int) -> str | None:
        [kept] = await desk.app.moderation.evidence.of_case(guild_id=GUILD, case_id=case_id)
        return kept.text

    assert (await text_of(case.id), await text_of(other.id)) == ("the words", None)
    await desk.app.playbooks.escalating.close(by=ADMIN, escalation_id=escalation.id, outcome="")
    await desk.app.moderation.evidence.expire(GUILD, desk.clock() - timedelta(days=90))
    assert await text_of(case.id) is None


async def test_nobody_erases_their_data_away_from_under_a_serious_case(desk: Desk) -> None:
    escalation = await desk.escalated(await desk.case(minutes=DAY))
    with pytest.raises(errors.UnderEscalation):
        async with desk.app.database.read() as connection:
            await desk.app.playbooks.privacy.guard(connection, GUILD, MEMBER.id)
    with pytest.raises(UserError):
        await desk.app.privacy.erasing.erase(guild_id=GUILD, member_id=MEMBER.id)
    await desk.app.playbooks.escalating.close(by=MODERATOR, escalation_id=escalation.id, outcome="")
    async with desk.app.database.read() as connection:
        await desk.app.playbooks.privacy.guard(connection, GUILD, MEMBER.id)


async def test_the_settings_decide_deadlines(desk: Desk) -> None:
    await desk.app.settings.change(GUILD, PlaybookSettings, {"critical_hours": 1}, by=ADMIN.id)
    escalation = await desk.escalated(severity=CRITICAL)
    assert escalation.deadline_at == desk.clock() + timedelta(hours=1)
