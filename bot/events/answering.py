"""Answers: who comes, who may come, who can't.

An answer is decided and written in one transaction that has the occurrence to itself, so that there are never more
people than places, however many press at once; whoever presses later stands behind. Whoever frees a place has it
offered to the first who waits (`waiting`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actor import Actor
from bot.due import cancel
from bot.engine import AsyncConnection
from bot.events import errors, rsvp_errors, rules
from bot.events.announcing import Announcing
from bot.events.desk import Desk, may_manage, placed
from bot.events.model import Answer, Event, EventState, Occurrence, Rsvp
from bot.events.rsvp_model import PEOPLE_A_PAGE, Answered, Counts, People, Wish
from bot.events.store import announcements, rsvps
from bot.events.waiting import Waiting, is_open
from bot.points.store import derived

GOING_MAX = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """How things stand for somebody who answers, while nobody else can."""

    by: Actor
    event: Event
    occurrence: Occurrence
    rsvp: Rsvp | None
    counts: Counts
    highest: int
    """The highest place of all."""

    @property
    def answer(self) -> Answer | None:
        return None if self.rsvp is None else self.rsvp.answer


class Answering:
    def __init__(self, desk: Desk, announcing: Announcing, waiting: Waiting) -> None:
        self._desk = desk
        self._announcing = announcing
        self._waiting = waiting

    # One's own answer

    async def answer(self, *, by: Actor, occurrence_id: int, wish: Wish) -> Answered:
        """Answer; whoever wants to come where no place is free is put on the waiting list.

        Raises OccurrenceNotFound, NotOpen, AlreadyOver or one of NotInAudience; then nothing was changed.
        """
        async with self._desk.database.write() as connection:
            asked = await self._begin(connection, by=by, occurrence_id=occurrence_id)
            self._check_open(asked)
            if wish is Wish.GOING:
                await self.check_audience(connection, asked.event, asked.rsvp, by=by)
            return await self._answered(connection, await self._decide(connection, asked, wish), asked)

    async def take(self, *, by: Actor, occurrence_id: int) -> Answered:
        """Take the place one was offered. Raises OfferOver, NotOpen or AlreadyOver."""
        return await self._decide_offer(by=by, occurrence_id=occurrence_id, wish=Wish.GOING)

    async def pass_on(self, *, by: Actor, occurrence_id: int) -> Answered:
        """Leave the place one was offered to the next. Raises OfferOver, NotOpen or AlreadyOver."""
        return await self._decide_offer(by=by, occurrence_id=occurrence_id, wish=Wish.CANNOT)

    async def _decide_offer(self, *, by: Actor, occurrence_id: int, wish: Wish) -> Answered:
        async with self._desk.database.write() as connection:
            asked = await self._begin(connection, by=by, occurrence_id=occurrence_id)
            self._check_open(asked)
            if asked.answer not in (Answer.OFFERED, Answer(wish.value)):
                raise rsvp_errors.OfferOver
            return await self._answered(connection, await self._decide(connection, asked, wish), asked)

    async def mine(self, *, by: Actor, occurrence_id: int) -> Answered:
        """Return somebody's answer as it stands. Raises OccurrenceNotFound or NotOpen."""
        async with self._desk.database.read() as connection:
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=occurrence_id
            )
            _check_published(event)
            asked = await self._asked(connection, event, occurrence, by=by)
            return await self._answered(connection, asked, asked)

    async def _begin(self, connection: AsyncConnection, *, by: Actor, occurrence_id: int) -> _Asked:
        """Have the occurrence to ourselves until the transaction ends. Raises OccurrenceNotFound."""
        occurrence = await rsvps.lock(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        if occurrence is None:
            raise errors.OccurrenceNotFound
        event = await self._desk.event(connection, guild_id=by.guild_id, event_id=occurrence.event_id)
        return await self._asked(connection, placed(event, occurrence), occurrence, by=by)

    async def _asked(self, connection: AsyncConnection, event: Event, occurrence: Occurrence, *, by: Actor) -> _Asked:
        rsvp = await rsvps.get(connection, occurrence_id=occurrence.id, member_id=by.id)
        counts, highest = await rsvps.tally(connection, occurrence_id=occurrence.id)
        return _Asked(by=by, event=event, occurrence=occurrence, rsvp=rsvp, counts=counts, highest=highest)

    def _check_open(self, asked: _Asked) -> None:
        _check_published(asked.event)
        if not is_open(asked.event, asked.occurrence, now=self._desk.clock()):
            raise errors.AlreadyOver

    async def check_audience(
        self, connection: AsyncConnection, event: Event, before: Rsvp | None, *, by: Actor
    ) -> None:
        """Raises one of NotInAudience. Hosts are always welcome, and so is who has a place or waits for one."""
        role_id = event.audience_role_id
        if role_id is None and not event.needs_rank:
            return
        if by.id in (event.host_id, event.cohost_id) or (role_id is not None and role_id in by.role_ids):
            return
        if before is not None and before.answer in (Answer.GOING, Answer.WAITING, Answer.OFFERED):
            return
        rank = None
        if event.audience_rank_id is not None:
            rank = await announcements.rank(connection, guild_id=event.guild_id, rank_id=event.audience_rank_id)
        if rank is None:
            raise rsvp_errors.RankGone if role_id is None else rsvp_errors.RoleNeeded(role=str(role_id))
        standing = await derived.standing(connection, guild_id=by.guild_id, member_id=by.id)
        missing = rank.threshold - (0 if standing is None else standing.points)
        if missing <= 0:
            return
        if role_id is None:
            raise rsvp_errors.RankNeeded(rank=rank.name, missing=missing)
        raise rsvp_errors.RoleOrRankNeeded(role=str(role_id), rank=rank.name, missing=missing)

    async def _decide(self, connection: AsyncConnection, asked: _Asked, wish: Wish) -> _Asked:
        """Do what somebody wishes; returns how things stand then."""
        if wish is Wish.GOING:
            return await self._come(connection, asked)
        return await self._stay_away(connection, asked, Answer(wish.value))

    async def _come(self, connection: AsyncConnection, asked: _Asked) -> _Asked:
        if asked.answer in (Answer.GOING, Answer.WAITING):
            return asked
        if asked.answer is Answer.OFFERED:
            return await self._put(connection, asked, Answer.GOING)
        asked = await self._fill(connection, asked)  # places that have become free belong to those who wait
        is_full = asked.counts.free(asked.event.capacity) == 0 or asked.counts.waiting > 0
        return await self._put(connection, asked, Answer.WAITING if is_full else Answer.GOING)

    async def _stay_away(self, connection: AsyncConnection, asked: _Asked, answer: Answer) -> _Asked:
        if asked.answer is answer:
            return asked
        put = await self._put(connection, asked, answer)
        return await self._fill(connection, put) if asked.answer in (Answer.GOING, Answer.OFFERED) else put

    async def _fill(self, connection: AsyncConnection, asked: _Asked) -> _Asked:
        """Offer free places to those who wait; most of the time nobody does."""
        if not asked.counts.waiting or asked.counts.free(asked.event.capacity) == 0:
            return asked
        await self._waiting.fill(connection, asked.event, asked.occurrence, asked.counts)
        counts, highest = await rsvps.tally(connection, occurrence_id=asked.occurrence.id)
        return replace(asked, counts=counts, highest=highest)

    async def _put(self, connection: AsyncConnection, asked: _Asked, answer: Answer) -> _Asked:
        """Write the answer behind all others."""
        occurrence, counts = asked.occurrence, asked.counts.after(asked.answer, answer)
        rsvp = await rsvps.put(
            connection,
            guild_id=occurrence.guild_id,
            occurrence_id=occurrence.id,
            member_id=asked.by.id,
            answer=answer,
            place=asked.highest + 1,
            at=self._desk.clock(),
        )
        if asked.rsvp is not None and asked.answer is Answer.OFFERED:
            await cancel(connection, kind=rules.OFFER, subject_id=asked.rsvp.id)
        await self._announcing.plan_show(connection, guild_id=occurrence.guild_id, occurrence_id=occurrence.id)
        return replace(asked, rsvp=rsvp, counts=counts, highest=rsvp.place)

    async def _answered(self, connection: AsyncConnection, now: _Asked, before: _Asked) -> Answered:
        """Return somebody's answer as it stands `now`, for them alone."""
        by = now.by
        return Answered(
            event=now.event,
            occurrence=now.occurrence,
            rsvp=now.rsvp,
            before=before.answer,
            position=await self._position(connection, now),
            counts=now.counts,
            by_message=await rsvps.by_message(connection, guild_id=by.guild_id, member_id=by.id),
            may_manage=may_manage(now.event, by=by),
            open=is_open(now.event, now.occurrence, now=self._desk.clock()),
        )

    async def _position(self, connection: AsyncConnection, now: _Asked) -> int | None:
        if now.rsvp is None or now.rsvp.answer not in (Answer.GOING, Answer.WAITING):
            return None
        if now.rsvp.place == now.highest:  # behind all others: nobody has to be counted again
            return _count(now.counts, now.rsvp.answer)
        return await rsvps.position(connection, now.rsvp)

    async def set_by_message(self, *, by: Actor, occurrence_id: int, by_message: bool) -> Answered:
        """Choose how one is reminded, of all events of the server; returns one's answer to this one."""
        async with self._desk.database.write() as connection:
            await rsvps.set_by_message(connection, guild_id=by.guild_id, member_id=by.id, by_message=by_message)
        return await self.mine(by=by, occurrence_id=occurrence_id)

    # Who comes

    async def going(self, connection: AsyncConnection, occurrence_id: int) -> list[int]:
        """Return who comes, in the order of their places. Who waits or may come is not among them."""
        return await rsvps.members(connection, occurrence_id=occurrence_id, answers=[Answer.GOING], limit=GOING_MAX)

    async def counts(self, *, guild_id: int, occurrence_id: int) -> Counts:
        """Raises OccurrenceNotFound."""
        async with self._desk.database.read() as connection:
            await self._desk.occurrence(connection, guild_id=guild_id, occurrence_id=occurrence_id)
            return await rsvps.counts(connection, occurrence_id=occurrence_id)

    async def people(self, *, by: Actor, occurrence_id: int, answer: Answer = Answer.GOING, page: int = 1) -> People:
        """Return a page of those with an answer; who doesn't run the event sees who comes, whatever they ask for.

        Raises OccurrenceNotFound or NotOpen.
        """
        async with self._desk.database.read() as connection:
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=occurrence_id
            )
            _check_published(event)
            sees_all = may_manage(event, by=by)
            wanted = answer if sees_all else Answer.GOING
            answers = (Answer.OFFERED, Answer.WAITING) if wanted is Answer.WAITING else (wanted,)
            counts = await rsvps.counts(connection, occurrence_id=occurrence_id)
            total = sum(_count(counts, one) for one in answers)
            pages = max(1, -(-total // PEOPLE_A_PAGE))
            number = min(max(1, page), pages)
            found = await rsvps.members(
                connection,
                occurrence_id=occurrence_id,
                answers=answers,
                limit=PEOPLE_A_PAGE,
                offset=(number - 1) * PEOPLE_A_PAGE,
            )
        return People(
            event=event,
            occurrence=occurrence,
            counts=counts,
            answer=wanted,
            member_ids=found,
            number=number,
            pages=pages,
            sees_all=sees_all,
        )

    # Who leaves

    async def left(self, *, guild_id: int, member_id: int) -> None:
        """Withdraw the answers of somebody who has left the server."""
        async with self._desk.database.read() as connection:
            found = await self._upcoming(connection, guild_id=guild_id, member_id=member_id)
        if found:  # most who leave have answered nothing, and needn't wait for the lock
            async with self._desk.database.write() as connection:
                await self.withdraw(connection, guild_id=guild_id, member_id=member_id)

    async def answered(self, *, guild_id: int, after_id: int, limit: int) -> list[int]:
        """Return who has answered to something that isn't over, by id, those with a higher one than `after_id`."""
        async with self._desk.database.read() as connection:
            return await rsvps.answered(
                connection, guild_id=guild_id, after=self._desk.clock(), after_id=after_id, limit=limit
            )

    async def withdraw(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Take somebody out of everything that isn't over; their places are offered to the next in line."""
        by = Actor(id=member_id, guild_id=guild_id)
        for rsvp in await self._upcoming(connection, guild_id=guild_id, member_id=member_id):
            asked = await self._begin(connection, by=by, occurrence_id=rsvp.occurrence_id)
            await self._stay_away(connection, asked, Answer.CANNOT)

    async def _upcoming(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> Sequence[Rsvp]:
        now: datetime = self._desk.clock()
        return await rsvps.upcoming(connection, guild_id=guild_id, member_id=member_id, after=now)


def _check_published(event: Event) -> None:
    """Raises NotOpen: a draft or a proposal is nobody else's business."""
    if event.state in (EventState.DRAFT, EventState.PROPOSED, EventState.DECLINED):
        raise rsvp_errors.NotOpen


def _count(counts: Counts, answer: Answer) -> int:
    return int(getattr(counts, answer.value))
