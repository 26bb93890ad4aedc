"""Numbers of cases, looking at them, and what is done about those that went wrong."""

import asyncio

import pytest

from bot.engine import AsyncConnection
from bot.moderation import errors
from bot.moderation.cases import CHANGES_A_PAGE
from bot.moderation.model import Act, Case, Criteria, Origin, Place, Progress, Severity, State
from bot.moderation.rules import ACT, END, LOG
from bot.queue.model import Urgency
from tests.moderation.office import BEN, ELSEWHERE, GUILD, MEMBER, MODERATOR, SECOND, Office


class Refusal(Exception):
    """What a feature raises in the middle of a decision."""


async def _numbers(office: Office) -> list[int]:
    found = await office.app.moderation.cases.latest(Criteria(), by=MODERATOR, limit=1_000)
    return sorted(case.number for case in found)


async def test_fifty_decisions_at_once_are_numbered_without_gaps_or_doubles_though_some_fail(office: Office) -> None:
    async def fails_for_some(_connection: AsyncConnection, case: Case) -> None:
        if case.member_id is not None and case.member_id % 5 == 0:
            raise Refusal

    office.app.moderation.desk.after_case.append(fails_for_some)
    results = await asyncio.gather(
        *(office.open(member_id=1_000 + number, by=MODERATOR if number % 2 else ELSEWHERE) for number in range(50)),
        return_exceptions=True,
    )

    assert sum(isinstance(result, Refusal) for result in results) == 10
    here = sorted(case.number for case in results if isinstance(case, Case) and case.guild_id == GUILD)
    there = sorted(case.number for case in results if isinstance(case, Case) and case.guild_id != GUILD)
    assert here == list(range(1, len(here) + 1)) and there == list(range(1, len(there) + 1))
    assert len(here) + len(there) == 40 and await _numbers(office) == here


async def test_one_confirmation_pressed_twice_is_one_case(office: Office) -> None:
    first, second = await asyncio.gather(office.open(request_id=5), office.open(request_id=5))

    assert first.id == second.id and await _numbers(office) == [1]


async def test_a_case_is_found_by_its_number_on_its_own_server_only(office: Office) -> None:
    case = await office.case()

    assert (await office.app.moderation.cases.numbered(1, by=MODERATOR)).id == case.id
    with pytest.raises(errors.CaseNotFound):
        await office.app.moderation.cases.numbered(1, by=ELSEWHERE)
    with pytest.raises(errors.CaseNotFound):
        await office.app.moderation.cases.file(case.id, by=ELSEWHERE)


async def test_members_look_at_no_case(office: Office) -> None:
    case = await office.case()

    with pytest.raises(errors.ModeratorsOnly):
        await office.app.moderation.cases.file(case.id, by=MEMBER)
    with pytest.raises(errors.ModeratorsOnly):
        await office.app.moderation.cases.changes(case.id, by=MEMBER, page=1)


async def test_a_case_shows_its_rule_as_it_was_said_then(office: Office) -> None:
    await office.rules("Be kind", "No spam")
    case = await office.case(rule_number=2)

    file = await office.app.moderation.cases.file(case.id, by=MODERATOR)

    assert file.rule is not None and file.rule.number == 2
    assert (case.rule_version, case.rule_key) == (1, file.rule.key)


async def test_a_case_that_takes_another_back_names_it(office: Office) -> None:
    ban = await office.case(Act.BAN)
    lifted = await office.app.moderation.lifting.lift(by=SECOND, case_id=ban.id, why="Wrong person")
    assert lifted.undoing is not None

    file = await office.app.moderation.cases.file(lifted.undoing.id, by=MODERATOR)

    assert file.because_of is not None and file.because_of.number == ban.number


async def test_changes_come_in_pages_the_latest_first(office: Office) -> None:
    case = await office.case()
    for number in range(CHANGES_A_PAGE + 1):
        await office.app.moderation.editing.note(f"Note {number}", by=MODERATOR, case_id=case.id)

    first = await office.app.moderation.cases.changes(case.id, by=MODERATOR, page=1)
    last = await office.app.moderation.cases.changes(case.id, by=MODERATOR, page=99)

    assert (first.page, first.pages, last.page) == (1, 2, 2)
    assert first.items[0].after == f"Note {CHANGES_A_PAGE}" and [one.after for one in last.items] == ["Note 0"]


# What went wrong


async def test_the_queue_has_what_discord_refused_until_somebody_has_seen_to_it(office: Office) -> None:
    await office.case()
    refused = await office.refused(Act.BAN)

    (item,) = await office.app.queue.waiting(by=MODERATOR)
    assert (item.waiting.kind, item.waiting.subject_id, item.waiting.entrance) == ("case", refused.id, "case")
    assert item.waiting.urgency is Urgency.HIGH

    await office.app.queue.done(by=MODERATOR, kind="case", subject_id=refused.id)
    assert await office.app.queue.waiting(by=MODERATOR) == []
    assert (await office.app.moderation.cases.file(refused.id, by=MODERATOR)).settled
    assert (await office.again(refused)).state is State.FAILED


async def test_who_was_only_not_told_is_less_urgent_and_what_is_legal_most(office: Office) -> None:
    untold = await office.open()
    await office.app.moderation.doing.note(untold, "told", Progress.FAILED)
    legal = await office.refused(Act.TIMEOUT, minutes=60, severity=Severity.LEGAL)

    items = await office.app.queue.waiting(by=MODERATOR)

    assert [(item.waiting.subject_id, item.waiting.urgency) for item in items] == [
        (legal.id, Urgency.LEGAL),
        (untold.id, Urgency.NORMAL),
    ]


async def test_trying_again_lets_only_what_failed_wait_anew(office: Office) -> None:
    case = await office.open(Act.TIMEOUT, minutes=60)
    await office.app.moderation.doing.note(case, "told", Progress.DONE)
    await office.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")

    again = await office.app.moderation.cases.try_again(case.id, by=MODERATOR)

    assert (again.state, again.told, again.acted, again.failure) == (
        State.WAITING,
        Progress.DONE,
        Progress.WAITING,
        None,
    )
    assert case.id in await office.planned(ACT)
    assert await office.app.queue.waiting(by=MODERATOR) == []


@pytest.mark.parametrize("told", [Progress.DONE, Progress.FAILED])
async def test_what_was_refused_has_no_end_until_it_is_tried_again(office: Office, told: Progress) -> None:
    case = await office.open(Act.BAN, minutes=60)
    await office.app.moderation.doing.note(case, "told", told)
    await office.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")
    assert await office.planned(END) == []

    await office.work(await office.app.moderation.cases.try_again(case.id, by=MODERATOR))

    assert await office.planned(END) == [case.id]


async def test_what_was_seen_to_and_fails_again_is_in_the_queue_again(office: Office) -> None:
    case = await office.refused()
    await office.app.queue.done(by=MODERATOR, kind="case", subject_id=case.id)

    await office.work(
        await office.app.moderation.cases.try_again(case.id, by=MODERATOR), how=Progress.FAILED, failure="HTTP 403"
    )

    assert [item.waiting.subject_id for item in await office.app.queue.waiting(by=MODERATOR)] == [case.id]


async def test_there_is_nothing_to_try_where_everything_worked(office: Office) -> None:
    case = await office.case()

    with pytest.raises(errors.NothingToTry):
        await office.app.moderation.cases.try_again(case.id, by=MODERATOR)


@pytest.mark.parametrize("act", [Act.LOCK, Act.UNLOCK, Act.SLOW_MODE, Act.PURGE])
async def test_what_discord_refused_of_a_channel_is_not_tried_by_what_is_for_members(office: Office, act: Act) -> None:
    case = await office.open(act, member_id=None, channel_id=5)
    case = await office.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")
    assert case.state is State.FAILED

    with pytest.raises(errors.NothingToTry):
        await office.app.moderation.cases.try_again(case.id, by=MODERATOR)

    assert [item.waiting.subject_id for item in await office.app.queue.waiting(by=MODERATOR)] == [case.id]


async def test_two_moderators_who_try_again_at_once_do_it_once(office: Office) -> None:
    case = await office.refused()

    results = await asyncio.gather(
        *(office.app.moderation.cases.try_again(case.id, by=by) for by in (MODERATOR, SECOND)), return_exceptions=True
    )

    assert [type(result) for result in results] == [Case, errors.NothingToTry]


async def test_where_a_case_was_posted_is_kept(office: Office) -> None:
    case = await office.case()
    assert case.id in await office.planned(LOG)

    await office.app.moderation.cases.posted(case, Place(channel_id=5, message_id=6))

    assert await office.app.moderation.cases.place(case) == Place(channel_id=5, message_id=6)


# Notes


async def test_a_note_does_nothing_and_counts_nothing(office: Office) -> None:
    note = await office.app.moderation.noting.note("Prefers 敬語", by=MODERATOR, member_id=BEN, request_id=1)
    again = await office.app.moderation.noting.note("Prefers 敬語", by=MODERATOR, member_id=BEN, request_id=1)

    assert (note.act, note.state, note.strikes, note.told) == (Act.NOTE, State.DONE, 0, Progress.NONE)
    assert note.origin is Origin.COMMAND and again.id == note.id
    assert await office.planned(ACT) == []


async def test_nobody_notes_something_about_themselves_or_nothing_at_all(office: Office) -> None:
    noting = office.app.moderation.noting
    with pytest.raises(errors.NotYourself):
        await noting.note("I'm great", by=MODERATOR, member_id=MODERATOR.id, request_id=1)
    with pytest.raises(errors.NoteEmpty):
        await noting.note(" \u200b ", by=MODERATOR, member_id=BEN, request_id=2)
    with pytest.raises(errors.ModeratorsOnly):
        await noting.note("He did it", by=MEMBER, member_id=BEN, request_id=3)
    assert await _numbers(office) == []
