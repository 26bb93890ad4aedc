"""Erasing a member from events: places become free, votes are taken out, and nobody else loses anything."""

import pytest
from sqlalchemy import insert, select

from bot.actor import Actor
from bot.app import App
from bot.due import due_row
from bot.events import rules
from bot.events.importing import Matching
from bot.events.model import Answer, Attended, EventState
from bot.events.rsvp_model import Wish
from bot.events.store import rsvps
from bot.events.tables import event, event_attendance, event_attendance_import, event_question_vote
from bot.i18n import Language
from tests.events.hall import ANNA, BEN, COHOST, GUILD, HOST, MIKA, OTHER_GUILD, START, Hall
from tests.support.clock import MovableClock

ELSEWHERE = Actor(id=ANNA.id, guild_id=OTHER_GUILD)


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START
    return Hall(app=app, clock=clock)


async def erase(hall: Hall, who: Actor = ANNA) -> None:
    await hall.app.privacy.erasing.erase(guild_id=who.guild_id, member_id=who.id)


async def planned(hall: Hall, kind: str) -> set[int]:
    async with hall.app.database.read() as connection:
        rows = await connection.execute(select(due_row.c.subject_id).where(due_row.c.kind == kind))
        return set(rows.scalars())


async def answer_of(hall: Hall, occurrence_id: int, who: Actor) -> Answer | None:
    async with hall.app.database.read() as connection:
        found = await rsvps.get(connection, occurrence_id=occurrence_id, member_id=who.id)
    return found.answer if found else None


async def test_the_next_in_line_gets_the_place_and_the_other_server_keeps_everything(hall: Hall) -> None:
    here = await hall.occurrence(capacity=1)
    there = await hall.occurrence(guild_id=OTHER_GUILD)
    answering = hall.app.events.answering
    await answering.answer(by=ANNA, occurrence_id=here, wish=Wish.GOING)
    await answering.answer(by=BEN, occurrence_id=here, wish=Wish.GOING)
    await answering.answer(by=ELSEWHERE, occurrence_id=there, wish=Wish.GOING)
    assert await answer_of(hall, here, BEN) is Answer.WAITING

    await erase(hall)

    assert await answer_of(hall, here, ANNA) is None
    assert await answer_of(hall, here, BEN) in (Answer.GOING, Answer.OFFERED)
    assert await answer_of(hall, there, ELSEWHERE) is Answer.GOING


async def test_what_came_of_past_events_stays_without_the_name(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA, BEN)
    hall.joins(ANNA, at=START)
    await hall.over(occurrence_id)

    await erase(hall)

    assert await hall.outcomes(occurrence_id) == {BEN.id: Attended.NO_SHOW}
    async with hall.app.database.read() as connection:
        rows = (await connection.execute(select(event_attendance.c.member_id, event_attendance.c.outcome))).all()
    assert (None, Attended.ATTENDED.value) in [tuple(row) for row in rows], "the figures stay"


async def test_presence_tries_and_lists_that_name_somebody_go(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    hall.joins(ANNA, at=START)
    hall.joins(BEN, at=START)
    hall.clock.advance(minutes=10)
    await hall.app.activity.count_voice()
    for members in ((ANNA.id, BEN.id), (BEN.id,)):
        await hall.app.events.importing.stage(Matching(member_ids=members), by=HOST, occurrence_id=occurrence_id)

    await erase(hall)

    assert await hall.rows() == 1 and await hall.rows(event_attendance_import) == 1


async def test_questions_and_votes_go_and_the_counts_stay_right(hall: Hall) -> None:
    live, occurrence_id = hall.app.events.live, await hall.occurrence()
    await live.opened(by=HOST, occurrence_id=occurrence_id, channel_id=7, message_id=8, instead_of=None)
    mine = await live.ask("Mine?", by=ANNA, occurrence_id=occurrence_id)
    theirs = await live.ask("Theirs?", by=BEN, occurrence_id=occurrence_id)
    await live.vote(by=BEN, question_id=mine.id)
    await live.vote(by=ANNA, question_id=theirs.id)
    await live.vote(by=MIKA, question_id=theirs.id)
    async with hall.app.database.write() as connection:
        await connection.execute(due_row.delete())

    await erase(hall)

    shown = await live.shown(guild_id=GUILD, occurrence_id=occurrence_id)
    assert shown is not None and [(one.text, one.votes) for one in shown.questions] == [("Theirs?", 2)]
    assert await hall.rows(event_question_vote) == 2
    assert occurrence_id in await planned(hall, rules.LIVE), "the card is drawn without them"


async def test_drafts_go_proposals_are_emptied_and_what_others_come_to_stays(hall: Hall) -> None:
    draft = await hall.occurrence(state=EventState.DRAFT.value, created_by_id=ANNA.id)
    proposed = await hall.occurrence(state=EventState.PROPOSED.value, created_by_id=ANNA.id, description="At mine")
    published = await hall.occurrence(created_by_id=ANNA.id, host_id=ANNA.id)
    ids = [await hall.event_of(one) for one in (draft, proposed, published)]
    async with hall.app.database.write() as connection:
        await connection.execute(
            insert(event).values(
                **{
                    name: value
                    for name, value in (await connection.execute(select(event).where(event.c.id == ids[0])))
                    .one()
                    ._mapping.items()
                    if name not in ("id", "created_by_id")
                },
                created_by_id=BEN.id,
            )
        )

    await erase(hall)

    async with hall.app.database.read() as connection:
        rows = {row.id: row for row in (await connection.execute(select(event))).all()}
    assert ids[0] not in rows
    assert (rows[ids[1]].state, rows[ids[1]].description) == (EventState.DECLINED.value, "")
    assert "Tea" not in rows[ids[1]].title and ids[1] in await planned(hall, rules.PROPOSAL_CARD)
    assert rows[ids[2]].host_id == COHOST.id, "the co-host holds it now"
    assert len(rows) == 3, "somebody else's draft stays"


async def test_no_code_is_exported(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    card = await hall.app.events.codes.renew(by=HOST, occurrence_id=occurrence_id)
    await hall.app.events.codes.check_in(card.code or "", by=ANNA)
    for who in (HOST, ANNA):
        hall.clock.advance(days=1)
        files = await hall.app.privacy.exporting.export(guild_id=GUILD, member_id=who.id, language=Language.EN)
        exported = "".join(file.content.decode() for file in files)
        assert card.code is not None and card.code not in exported and "sealed_code" not in exported
        assert ('"by_code": true' in exported) == (who is ANNA), "that they were there is theirs"
