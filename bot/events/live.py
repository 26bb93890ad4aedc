"""Live questions: members ask and vote, the host takes the top one, marks it answered or sets it aside.

A question has its author's vote from the beginning, so that nobody's counts twice for their own. The card in the
event's thread shows the first few; it is edited a second after a change at the earliest, however many ask and vote
(`bot.events.announcing` says how that goes). It closes with the event; the questions stay as rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.events import errors, rules
from bot.events.announcing import BUSY_PAUSE, LOOKED_AT_AGAIN, SHOW_AFTER, Announcing
from bot.events.answering import Answering
from bot.events.desk import Desk, check_manages, may_manage
from bot.events.model import QUESTION_MAX, Event, EventState, LiveState, Occurrence, OccurrenceState
from bot.events.store import live as store
from bot.events.store import rsvps
from bot.events.store.live import Board, Question
from bot.text import cut, letters, one_line

OPEN_MAX = 3
"""Open questions of one member."""
PAGE_SIZE = 5
SHOWN = 5
"""On the card."""
END_LOOKED_AT_AFTER = timedelta(seconds=5)
STILL_RUNNING = timedelta(minutes=5)
"""When it is looked again whether an event that goes on for longer is over."""
DECIDED = (LiveState.ANSWERED, LiveState.HIDDEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The card, or a page of all questions as one member sees it."""

    event: Event
    occurrence: Occurrence
    board: Board | None
    questions: Sequence[Question]
    open_count: int
    answered_count: int
    hidden_count: int
    is_open: bool
    page: int = 1
    pages: int = 1
    may_manage: bool = False
    decided: bool = False
    """Whether these are the ones that were answered or set aside."""


class Live:
    """`app.events.live`."""

    def __init__(self, desk: Desk, announcing: Announcing, answering: Answering) -> None:
        self._desk = desk
        self._announcing = announcing
        self._answering = answering

    # The card

    async def to_open(self, *, by: Actor, occurrence_id: int) -> Questions:
        """Return what a card would show. Raises OccurrenceNotFound, NotTheHost or AlreadyOver."""
        async with self._desk.database.read() as connection:
            event, occurrence = await self._managed(connection, by=by, occurrence_id=occurrence_id)
            if not _goes_on(event, occurrence):
                raise errors.AlreadyOver
            return await self._card(connection, event, occurrence)

    async def opened(
        self, *, by: Actor, occurrence_id: int, channel_id: int, message_id: int, instead_of: int | None
    ) -> bool:
        """Note the card that was sent; False where somebody else has opened one meanwhile."""
        new = Board(occurrence_id, by.guild_id, channel_id, message_id, True)
        async with self._desk.database.write() as connection:
            if instead_of is None:
                done = await store.add_board(connection, new)
            else:
                done = await store.move_board(connection, new, instead_of=instead_of)
            if done:
                await self._plan(connection, by.guild_id, occurrence_id)
        return done

    async def set_open(self, *, by: Actor, occurrence_id: int, is_open: bool) -> None:
        """Take questions again, or no more. Raises OccurrenceNotFound, NotTheHost or AlreadyOver."""
        async with self._desk.database.write() as connection:
            event, occurrence = await self._managed(connection, by=by, occurrence_id=occurrence_id)
            if is_open and not _goes_on(event, occurrence):
                raise errors.AlreadyOver
            if await store.set_open(connection, occurrence_id=occurrence_id, is_open=is_open):
                await self._plan(connection, by.guild_id, occurrence_id)

    async def shown(self, *, guild_id: int, occurrence_id: int) -> Questions | None:
        """Return the card as it has to be now; what is over is closed. None where there is no card."""
        async with self._desk.database.write() as connection:
            try:
                event, occurrence = await self._desk.occurrence(
                    connection, guild_id=guild_id, occurrence_id=occurrence_id
                )
            except (errors.EventNotFound, errors.OccurrenceNotFound):
                return None
            if not _goes_on(event, occurrence):
                await store.set_open(connection, occurrence_id=occurrence_id, is_open=False)
            card = await self._card(connection, event, occurrence)
        return card if card.board is not None else None

    async def plan_end(self, card: Questions) -> None:
        """Have the card of an open queue closed when the event ends, unless something is planned for it before."""
        if not card.is_open:
            return
        occurrence, now = card.occurrence, self._desk.clock()
        at = occurrence.ends_at + END_LOOKED_AT_AFTER
        async with self._desk.database.write() as connection:
            rows = await due.unfinished(connection, kind=rules.LIVE, subject_ids=[occurrence.id])
            if all(row.under_way for row in rows):
                await due.plan(
                    connection,
                    guild_id=occurrence.guild_id,
                    kind=rules.LIVE,
                    subject_id=occurrence.id,
                    due_at=at if at > now else now + STILL_RUNNING,
                )

    async def plan_later(self, *, guild_id: int, occurrence_id: int) -> None:
        """Have the card drawn once more when the edit that is under way is done."""
        async with self._desk.database.write() as connection:
            await self._announcing.plan_now(
                connection,
                guild_id=guild_id,
                kind=rules.LIVE,
                occurrence_id=occurrence_id,
                at=self._desk.clock() + BUSY_PAUSE,
            )

    async def _card(self, connection: AsyncConnection, event: Event, occurrence: Occurrence) -> Questions:
        board = await store.board(connection, guild_id=event.guild_id, occurrence_id=occurrence.id)
        shown = await store.page(
            connection, occurrence_id=occurrence.id, states=[LiveState.OPEN], reader_id=0, limit=SHOWN
        )
        counts = await store.counts(connection, occurrence_id=occurrence.id)
        return Questions(
            event=event,
            occurrence=occurrence,
            board=board,
            questions=shown,
            open_count=counts[LiveState.OPEN],
            answered_count=counts[LiveState.ANSWERED],
            hidden_count=counts[LiveState.HIDDEN],
            is_open=_takes(event, occurrence, board),
        )

    async def near(self, *, by: Actor, channel_id: int) -> int | None:
        """Return the occurrence a member means: whose card is in this channel, or the only one that takes questions."""
        async with self._desk.database.read() as connection:
            boards = await store.open_boards(connection, guild_id=by.guild_id)
            here = [board for board in boards if board.channel_id == channel_id]
            meant = here if here else boards
            if len(meant) != 1:
                return None
            event, _ = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=meant[0].occurrence_id
            )
        return meant[0].occurrence_id if here or not may_manage(event, by=by) else None

    async def why_none_near(self, *, by: Actor) -> UserError:
        """Return why `near` found nothing for somebody who runs no event."""
        async with self._desk.database.read() as connection:
            boards = await store.open_boards(connection, guild_id=by.guild_id)
        return errors.QuestionsElsewhere() if boards else errors.QuestionsClosed()

    # Members

    async def page(self, *, by: Actor, occurrence_id: int, page: int, decided: bool = False) -> Questions:
        """Return a page of the open questions, or for hosts of the others. Raises OccurrenceNotFound."""
        async with self._desk.database.read() as connection:
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=occurrence_id
            )
            manages = may_manage(event, by=by)
            counts = await store.counts(connection, occurrence_id=occurrence_id)
            states = DECIDED if decided and manages else (LiveState.OPEN,)
            pages = max(1, -(-sum(counts[state] for state in states) // PAGE_SIZE))
            number = min(max(page, 1), pages)
            shown = await store.page(
                connection,
                occurrence_id=occurrence_id,
                states=states,
                reader_id=by.id,
                limit=PAGE_SIZE,
                offset=(number - 1) * PAGE_SIZE,
            )
            board = await store.board(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        return Questions(
            event=event,
            occurrence=occurrence,
            board=board,
            questions=shown,
            open_count=counts[LiveState.OPEN],
            answered_count=counts[LiveState.ANSWERED],
            hidden_count=counts[LiveState.HIDDEN],
            is_open=_takes(event, occurrence, board),
            page=number,
            pages=pages,
            may_manage=manages,
            decided=states is DECIDED,
        )

    async def ask(self, text: str, *, by: Actor, occurrence_id: int) -> Question:
        """Raises OccurrenceNotFound, QuestionsClosed, QuestionEmpty, QuestionsEnough or one of NotInAudience."""
        said = cut(one_line(text), QUESTION_MAX)
        if not letters(said):
            raise errors.QuestionEmpty
        async with self._desk.database.write() as connection:
            if not await rsvps.lock(connection, guild_id=by.guild_id, occurrence_id=occurrence_id):
                raise errors.OccurrenceNotFound
            await self._taking_part(connection, by=by, occurrence_id=occurrence_id)
            mine = await store.open_of(connection, occurrence_id=occurrence_id, member_id=by.id)
            if mine >= OPEN_MAX:
                raise errors.QuestionsEnough(limit=OPEN_MAX)
            question_id = await store.add(
                connection,
                guild_id=by.guild_id,
                occurrence_id=occurrence_id,
                member_id=by.id,
                text=said,
                at=self._desk.clock(),
            )
            await self._plan(connection, by.guild_id, occurrence_id)
            return await self._question(connection, by=by, question_id=question_id)

    async def vote(self, *, by: Actor, question_id: int) -> Question:
        """Raises QuestionGone, OwnQuestion, QuestionsClosed or one of NotInAudience. A second vote changes nothing."""
        async with self._desk.database.write() as connection:
            found = await self._to_vote(connection, by=by, question_id=question_id)
            if await store.vote(connection, guild_id=by.guild_id, question_id=question_id, member_id=by.id):
                await self._plan(connection, by.guild_id, found.occurrence_id)
        return found

    async def unvote(self, *, by: Actor, question_id: int) -> Question:
        """Take one's vote back. Raises as `vote` does."""
        async with self._desk.database.write() as connection:
            found = await self._to_vote(connection, by=by, question_id=question_id)
            if await store.unvote(connection, question_id=question_id, member_id=by.id):
                await self._plan(connection, by.guild_id, found.occurrence_id)
        return found

    async def _to_vote(self, connection: AsyncConnection, *, by: Actor, question_id: int) -> Question:
        found = await self._question(connection, by=by, question_id=question_id)
        if found.state is not LiveState.OPEN:
            raise errors.QuestionGone
        if found.member_id == by.id:
            raise errors.OwnQuestion
        await self._taking_part(connection, by=by, occurrence_id=found.occurrence_id)
        return found

    async def withdraw(self, *, by: Actor, question_id: int) -> Question:
        """Delete one's own question. Raises QuestionGone, also for anybody else's."""
        async with self._desk.database.write() as connection:
            found = await self._question(connection, by=by, question_id=question_id)
            if found.member_id != by.id:
                raise errors.QuestionGone
            await store.remove(connection, question_id=question_id)
            await self._plan(connection, by.guild_id, found.occurrence_id)
        return found

    async def _taking_part(self, connection: AsyncConnection, *, by: Actor, occurrence_id: int) -> None:
        event, occurrence = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        board = await store.board(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        if not _takes(event, occurrence, board):
            raise errors.QuestionsClosed
        answer = await rsvps.get(connection, occurrence_id=occurrence_id, member_id=by.id)
        await self._answering.check_audience(connection, event, answer, by=by)

    # Hosts

    async def decide(self, *, by: Actor, question_id: int, state: LiveState) -> Question:
        """Mark a question answered, set it aside, or put it back. Raises QuestionGone or NotTheHost."""
        async with self._desk.database.write() as connection:
            found = await self._question(connection, by=by, question_id=question_id)
            await self._managed(connection, by=by, occurrence_id=found.occurrence_id)
            if found.state is not state:
                at = None if state is LiveState.OPEN else self._desk.clock()
                await store.decide(connection, question_id=question_id, state=state, at=at)
                await self._plan(connection, by.guild_id, found.occurrence_id)
        return found

    async def _managed(self, connection: AsyncConnection, *, by: Actor, occurrence_id: int) -> tuple[Event, Occurrence]:
        event, occurrence = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        check_manages(event, by=by)
        return event, occurrence

    async def _question(self, connection: AsyncConnection, *, by: Actor, question_id: int) -> Question:
        found = await store.get(connection, guild_id=by.guild_id, question_id=question_id)
        if found is None:
            raise errors.QuestionGone
        return found

    # Erasing

    async def forget(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Take somebody's votes out of the counts, and have the cards drawn without what was theirs."""
        boards = await store.boards_with(connection, guild_id=guild_id, member_id=member_id)
        await store.take_votes_of(connection, guild_id=guild_id, member_id=member_id)
        for occurrence_id in boards:
            await self._plan(connection, guild_id, occurrence_id)

    async def _plan(self, connection: AsyncConnection, guild_id: int, occurrence_id: int) -> None:
        """Have the card brought up to date soon, in the transaction of what changed."""
        now = self._desk.clock()
        for row in await due.unfinished(connection, kind=rules.LIVE, subject_ids=[occurrence_id]):
            refused = row.failure is not None and not row.given_up and row.due_at - now <= LOOKED_AT_AGAIN
            if not row.under_way and not row.given_up and (refused or row.due_at <= now + SHOW_AFTER):
                return
        await self._announcing.plan_now(
            connection, guild_id=guild_id, kind=rules.LIVE, occurrence_id=occurrence_id, at=now + SHOW_AFTER
        )


def _goes_on(event: Event, occurrence: Occurrence) -> bool:
    return event.state in (EventState.PUBLISHED, EventState.OVER) and occurrence.state in (
        OccurrenceState.PLANNED,
        OccurrenceState.RUNNING,
    )


def _takes(event: Event, occurrence: Occurrence, board: Board | None) -> bool:
    return board is not None and board.open and _goes_on(event, occurrence)
