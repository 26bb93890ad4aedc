"""Announcements: what they show, when they are brought up to date, and who is told what below them.

Five hundred answers in a few seconds make a handful of edits. An answer plans the edit a second ahead, unless one is
planned already; one that is under way may not show it, and is followed by another. The due row is what a crash can't
lose; `is_soon` tells a running bot that something is due before its slow sweep comes by.

An announcement that somebody deleted is not posted again by itself: they may have meant it. Its place stays known
(`channel_id` without `message_id`), admins find it in `/doctor`, and who may run the event can have it posted again.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events import errors, rsvp_errors, rules
from bot.events.desk import Desk, check_manages
from bot.events.model import Answer, Event, NativeState, Occurrence, OccurrenceState
from bot.events.rsvp_model import NAMES_SHOWN, Shown, Told
from bot.events.store import announcements, occurrences, rsvps

SHOW_AFTER = timedelta(seconds=1)
"""So long answers are collected for one edit."""
BUSY_PAUSE = timedelta(seconds=2)
"""When it is looked again whether the edit before is done: Discord may make us wait for our turn."""
LOOKED_AT_AGAIN = timedelta(minutes=1)
"""How long an edit that Discord refused is left alone, whoever answers meanwhile."""
AGAIN = "again"
"""In the payload of `rules.ANNOUNCE`: also where an announcement was deleted."""

CONCERNED = {
    Told.MOVED: (Answer.GOING, Answer.OFFERED, Answer.WAITING, Answer.MAYBE),
    Told.PLACE: (Answer.GOING, Answer.OFFERED),
    Told.HOST: (),
    Told.CANCELLED: (Answer.GOING, Answer.OFFERED, Answer.WAITING, Answer.MAYBE),
}
"""Who is mentioned; of a new host that is only the host, who may not know of it yet."""
CONCERNED_MAX = 2_000


class Announcing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.soon: dict[tuple[str, int], datetime] = {}
        """What is planned for a moment close by: kind and occurrence."""

    # Planning

    async def plan_show(self, connection: AsyncConnection, *, guild_id: int, occurrence_id: int) -> None:
        """Have the announcement brought up to date soon, in the transaction of what changed."""
        now = self._desk.clock()
        for row in await due.unfinished(connection, kind=rules.SHOW, subject_ids=[occurrence_id]):
            refused = row.failure is not None and not row.given_up and row.due_at - now <= LOOKED_AT_AGAIN
            if not row.under_way and not row.given_up and (refused or row.due_at <= now + SHOW_AFTER):
                return
        await self._plan(connection, guild_id, rules.SHOW, occurrence_id, now + SHOW_AFTER)

    async def plan_show_later(self, *, guild_id: int, occurrence_id: int) -> None:
        """The same while an edit is under way, in a transaction of its own."""
        async with self._desk.database.write() as connection:
            at = self._desk.clock() + BUSY_PAUSE
            await self._plan(connection, guild_id, rules.SHOW, occurrence_id, at)

    async def plan_now(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        kind: str,
        occurrence_id: int,
        at: datetime,
        payload: dict[str, Any] | None = None,
    ) -> None:
        """Plan a row that a running bot does within seconds."""
        await self._plan(connection, guild_id, kind, occurrence_id, at, payload)

    async def plan_tell(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        occurrence_id: int,
        what: Told,
        before: datetime | None = None,
    ) -> None:
        """Have those concerned told of a change; of several before it is told, all at once, with the first start."""
        payload: dict[str, Any] = {}
        told = {what}
        for row in await due.unfinished(connection, kind=rules.TELL, subject_ids=[occurrence_id]):
            if not row.under_way:
                payload |= row.payload
                told |= told_of(row.payload)
        payload |= {"what": [one.value for one in Told if one in told]}
        if before is not None:
            payload.setdefault("from", before.isoformat())
        await self._plan(connection, guild_id, rules.TELL, occurrence_id, self._desk.clock(), payload)

    async def _plan(
        self,
        connection: AsyncConnection,
        guild_id: int,
        kind: str,
        occurrence_id: int,
        due_at: datetime,
        payload: dict[str, Any] | None = None,
    ) -> None:
        await due.plan(
            connection, guild_id=guild_id, kind=kind, subject_id=occurrence_id, due_at=due_at, payload=payload
        )
        self.soon[kind, occurrence_id] = due_at

    def is_soon(self) -> bool:
        """Whether something is due by now; it is asked once."""
        now = self._desk.clock()
        by_now = [key for key, due_at in self.soon.items() if due_at <= now]
        for key in by_now:
            del self.soon[key]
        return bool(by_now)

    # What it shows

    async def shown(self, *, guild_id: int, occurrence_id: int) -> Shown | None:
        """Return what the announcement of an occurrence shows now; None for one that isn't there."""
        async with self._desk.database.read() as connection:
            try:
                event, occurrence = await self._desk.occurrence(
                    connection, guild_id=guild_id, occurrence_id=occurrence_id
                )
            except (errors.EventNotFound, errors.OccurrenceNotFound):
                return None
            return Shown(
                event=event,
                occurrence=occurrence,
                counts=await rsvps.counts(connection, occurrence_id=occurrence_id),
                going=await rsvps.members(
                    connection, occurrence_id=occurrence_id, answers=[Answer.GOING], limit=NAMES_SHOWN
                ),
                rank=await self.rank_name(connection, event),
                picture=await announcements.picture(connection, event_id=event.id),
            )

    async def rank_name(self, connection: AsyncConnection, event: Event) -> str | None:
        """Return the rank an event is for; None where it is for none, or for one that was deleted."""
        if event.audience_rank_id is None:
            return None
        rank = await announcements.rank(connection, guild_id=event.guild_id, rank_id=event.audience_rank_id)
        return None if rank is None else rank.name

    # What became of it on Discord

    async def posted(self, *, guild_id: int, occurrence_id: int, channel_id: int, message_id: int) -> None:
        """Note the message; its thread comes next, where an earlier announcement has none."""
        async with self._desk.database.write() as connection:
            await announcements.set_message(
                connection, occurrence_id=occurrence_id, channel_id=channel_id, message_id=message_id
            )
            occurrence = await occurrences.get(connection, guild_id=guild_id, occurrence_id=occurrence_id)
            if occurrence is not None and occurrence.thread_id is None:
                await self._plan(connection, guild_id, rules.THREAD, occurrence_id, self._desk.clock())
            if occurrence is not None and occurrence.native_state is NativeState.KEPT:
                # Discord's own event says where one answers.
                await self._plan(connection, guild_id, rules.NATIVE, occurrence_id, self._desk.clock())

    async def threaded(self, *, occurrence_id: int, thread_id: int | None, instead_of: int | None = None) -> bool:
        """Note the thread, or with None that it was deleted; returns whether nothing else was noted meanwhile."""
        async with self._desk.database.write() as connection:
            return await announcements.set_thread(
                connection, occurrence_id=occurrence_id, thread_id=thread_id, instead_of=instead_of
            )

    async def lost(self, *, occurrence_id: int, message_id: int) -> None:
        """Note that somebody deleted the announcement."""
        async with self._desk.database.write() as connection:
            await announcements.lose_message(connection, occurrence_id=occurrence_id, message_id=message_id)

    async def of_message(self, *, guild_id: int, message_id: int) -> Occurrence | None:
        """Return what a message announces, unless that is over."""
        async with self._desk.database.read() as connection:
            return await announcements.of_message(connection, guild_id=guild_id, message_id=message_id)

    async def gone(self, *, guild_id: int) -> list[tuple[Event, Occurrence]]:
        """Return what is to come and whose announcement was deleted."""
        async with self._desk.database.read() as connection:
            found = await announcements.gone(connection, guild_id=guild_id, after=self._desk.clock())
            return [
                (await self._desk.event(connection, guild_id=guild_id, event_id=one.event_id), one) for one in found
            ]

    async def post_again(self, *, by: Actor, occurrence_id: int) -> None:
        """Have a deleted announcement posted again. Raises NotTheHost, NotGone or AlreadyOver."""
        async with self._desk.database.write() as connection:
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=occurrence_id
            )
            check_manages(event, by=by)
            if occurrence.state in (OccurrenceState.ENDED, OccurrenceState.CANCELLED):
                raise errors.AlreadyOver
            if occurrence.message_id is not None:
                raise rsvp_errors.NotGone
            await self._plan(connection, by.guild_id, rules.ANNOUNCE, occurrence_id, self._desk.clock(), {AGAIN: True})

    async def concerned(self, *, occurrence_id: int, what: Collection[Told]) -> list[int]:
        """Return who is mentioned when something happens to an occurrence, in the order of their places."""
        answers = {answer for one in what for answer in CONCERNED[one]}
        async with self._desk.database.read() as connection:
            return await rsvps.members(connection, occurrence_id=occurrence_id, answers=answers, limit=CONCERNED_MAX)


def told_of(payload: Mapping[str, Any]) -> set[Told]:
    """Return what a row of `rules.TELL` is to tell. Raises ValueError where nobody knows that."""
    what = payload.get("what", "")
    return {Told(one) for one in (what if isinstance(what, list) else [what])}
