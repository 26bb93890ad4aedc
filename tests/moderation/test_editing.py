"""Changing cases: who changed what, when and why stays, what counts follows, and nothing is lost."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.actor import Actor
from bot.due import due_row
from bot.moderation import errors
from bot.moderation.editing import KEPT, Revision, has_length, has_strikes
from bot.moderation.model import NOTED, Act, Case, Change, Progress, State
from bot.moderation.rules import END, LOG, MINUTES_MAX
from tests.moderation.office import ANA, ELSEWHERE, MEMBER, MODERATOR, SECOND, Office


async def revise(office: Office, case: Case, *, by: Actor = SECOND, why: str = "A slip", **changed: Any) -> Case:
    """Change a case as somebody who has just opened its form."""
    values: dict[str, Any] = {
        "reason": case.reason,
        "rule_number": KEPT,
        "strikes": case.strikes,
        "minutes": case.minutes,
    }
    stamp = (await office.app.moderation.cases.file(case.id, by=MODERATOR)).stamp
    revision = Revision(**{**values, **changed})
    return await office.app.moderation.editing.revise(revision, by=by, case_id=case.id, stamp=stamp, why=why)


async def changes_of(office: Office, case: Case) -> list[Change]:
    return list((await office.app.moderation.cases.changes(case.id, by=MODERATOR, page=1)).items)


async def test_a_change_keeps_who_what_when_and_why(office: Office) -> None:
    case = await office.case(reason="Insulted Ben")
    office.clock.advance(hours=1)

    revised = await revise(office, case, reason="Insulted Ben twice", why="There was a second message")

    (change,) = await changes_of(office, case)
    assert revised.reason == "Insulted Ben twice" and revised.number == case.number
    assert (change.changed_by_id, change.field, change.before, change.after, change.why, change.changed_at) == (
        SECOND.id,
        "reason",
        "Insulted Ben",
        "Insulted Ben twice",
        "There was a second message",
        office.clock(),
    )


async def test_changed_strikes_count_as_they_are_from_then_on(office: Office) -> None:
    case = await office.case(Act.TIMEOUT, minutes=60)
    assert (await office.standing()).strikes == 2

    await revise(office, case, strikes=5)
    assert (await office.standing()).strikes == 5

    await revise(office, await office.again(case), strikes=0)
    assert (await office.standing()).strikes == 0 and (await office.again(case)).strikes_until is None

    await revise(office, await office.again(case), strikes=1)
    (lapse,) = (await office.standing()).lapses
    assert lapse == (case.created_at + timedelta(days=90), 1)


async def test_a_changed_length_moves_the_end_and_has_it_done_on_discord_at_once(office: Office) -> None:
    case = await office.case(Act.TIMEOUT, minutes=60)
    office.clock.advance(minutes=10)

    revised = await revise(office, case, minutes=180)

    assert revised.ends_at == case.created_at + timedelta(hours=3)
    async with office.app.database.read() as connection:
        due_at = await connection.scalar(
            select(due_row.c.due_at).where(due_row.c.kind == END, due_row.c.subject_id == case.id)
        )
    assert due_at == office.clock()


async def test_a_ban_can_be_made_one_for_good_and_a_timeout_can_not(office: Office) -> None:
    ban = await office.case(Act.BAN, minutes=60)
    timeout = await office.case(Act.TIMEOUT, minutes=60)

    assert (await revise(office, ban, minutes=None)).ends_at is None
    for minutes in (None, 0, -5, MINUTES_MAX + 1):
        with pytest.raises(errors.LengthOutOfRange):
            await revise(office, timeout, minutes=minutes)
    assert (await office.again(timeout)).minutes == 60


async def test_a_length_of_what_discord_refused_ends_nothing(office: Office) -> None:
    case = await office.open(Act.BAN, minutes=60)
    await office.app.moderation.doing.note(case, "told", Progress.DONE)
    await office.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")

    revised = await revise(office, await office.again(case), minutes=120)

    assert (revised.state, revised.minutes) == (State.PARTLY, 120)
    assert await office.planned(END) == []


async def test_what_is_over_keeps_its_length(office: Office) -> None:
    case = await office.case(Act.BAN, minutes=60)
    await office.app.moderation.ending.ended(case)
    over = await office.again(case)

    assert not has_length(over)
    with pytest.raises(errors.NothingChanged):
        await revise(office, over, minutes=600)


async def test_another_rule_is_the_one_in_force_and_none_is_none(office: Office) -> None:
    version = await office.rules("Be kind", "No spam")
    case = await office.case(rule_number=1)

    revised = await revise(office, case, rule_number=2)
    assert (revised.rule_number, revised.rule_version, revised.rule_key) == (2, 1, version.rules[1].key)
    (change,) = await changes_of(office, case)
    assert (change.field, change.before, change.after) == ("rule_number", "1", "2")

    assert (await revise(office, revised, rule_number=None)).rule_key is None
    with pytest.raises(errors.RuleNotFound):
        await revise(office, await office.again(case), rule_number=9)


@pytest.mark.parametrize("why", ["", "  ", "…", "\u200b"])
async def test_nothing_is_changed_without_a_word_on_why(office: Office, why: str) -> None:
    case = await office.case(reason="Spam")

    with pytest.raises(errors.WhyMissing):
        await revise(office, case, reason="Other", why=why)
    assert (await office.again(case)).reason == "Spam"


async def test_a_form_left_as_it_was_changes_nothing(office: Office) -> None:
    case = await office.case(reason="Spam")

    with pytest.raises(errors.NothingChanged):
        await revise(office, case)
    assert await changes_of(office, case) == []


@pytest.mark.parametrize("strikes", [-1, 11, 1_000])
async def test_strikes_have_their_range(office: Office, strikes: int) -> None:
    case = await office.case()

    with pytest.raises(errors.StrikesOutOfRange):
        await revise(office, case, strikes=strikes)


async def test_of_two_who_change_a_case_at_once_the_second_is_asked_to_look_again(office: Office) -> None:
    case = await office.case(reason="Spam")
    stamp = (await office.app.moderation.cases.file(case.id, by=MODERATOR)).stamp

    async def change(by: Actor, reason: str) -> Case:
        revision = Revision(reason=reason, rule_number=KEPT, strikes=case.strikes, minutes=None)
        return await office.app.moderation.editing.revise(revision, by=by, case_id=case.id, stamp=stamp, why="Why")

    results = await asyncio.gather(change(MODERATOR, "First"), change(SECOND, "Second"), return_exceptions=True)

    assert sum(isinstance(result, errors.CaseChanged) for result in results) == 1
    assert len(await changes_of(office, case)) == 1


async def test_nobody_changes_a_case_about_themselves_or_of_another_server(office: Office) -> None:
    case = await office.case(member_id=SECOND.id)

    for by, error in (
        (SECOND, errors.NotYourself),
        (ELSEWHERE, errors.CaseNotFound),
        (MEMBER, errors.ModeratorsOnly),
    ):
        with pytest.raises(error):
            await revise(office, case, by=by, strikes=0)
        with pytest.raises(error):
            await office.app.moderation.editing.note("Nothing to see", by=by, case_id=case.id)
    assert (await office.again(case)).strikes == 1 and await changes_of(office, case) == []


async def test_notes_stand_with_the_changes_and_change_nothing(office: Office) -> None:
    case = await office.case()

    await office.app.moderation.editing.note("Has apologised\nto Ben", by=SECOND, case_id=case.id)

    (note,) = await changes_of(office, case)
    assert (note.field, note.after, note.changed_by_id) == (NOTED, "Has apologised\nto Ben", SECOND.id)
    assert await office.again(case) == case


async def test_a_change_brings_the_post_in_the_log_up_to_date(office: Office) -> None:
    case = await office.case()
    await office.app.due.sweep()
    assert await office.planned(LOG) in ([], [case.id])

    await revise(office, case, reason="Other")

    assert await office.planned(LOG) == [case.id]


async def test_a_lifted_case_can_still_be_put_into_better_words_and_counts_nothing(office: Office) -> None:
    case = await office.case(reason="Spam")
    await office.app.moderation.lifting.lift(by=SECOND, case_id=case.id, why="Not them")

    revised = await revise(office, await office.again(case), reason="Taken for somebody else", strikes=9)

    assert revised.state is State.LIFTED and (await office.standing()).strikes == 0


async def test_a_reason_of_four_thousand_characters_is_kept_whole_with_its_mentions(office: Office) -> None:
    case = await office.case()
    long = ("@everyone **<@5>** [x](http://y) " * 130)[:4_000].strip()

    assert (await revise(office, case, reason=long)).reason == long


async def test_only_what_punishes_has_strikes_and_only_what_lasts_has_a_length(office: Office) -> None:
    made = {act: await office.open(act, minutes=60 if act is Act.TIMEOUT else None) for act in Act}

    assert {act for act, case in made.items() if has_strikes(case)} == {
        Act.WARN,
        Act.REMOVE,
        Act.TIMEOUT,
        Act.KICK,
        Act.BAN,
    }
    assert {act for act, case in made.items() if has_length(case)} == {Act.TIMEOUT, Act.BAN}
    assert all(case.member_id == ANA for case in made.values())
