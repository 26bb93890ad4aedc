"""The queue, as the rest of the program uses it: a feature adds a `Source`, and that is all.

What waits is asked of the features each time, so that it is never out of date; only who took it, and what was done
about it and when, is kept here. What is escalated becomes more urgent, and somebody is called; what then happens to a
case or a report is the playbooks' part.
"""

from datetime import datetime, timedelta

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.due import plan, unfinished
from bot.engine import AsyncConnection
from bot.queue import errors, store
from bot.queue.model import (
    CALL,
    OCCASION,
    REMIND,
    HandedSource,
    Item,
    Kinds,
    Mark,
    QueueSettings,
    Source,
    Summary,
    Waiting,
)
from bot.settings.service import Settings

A_SOURCE = 1_000
"""How many things one source is asked for at once; what is beyond is hidden, so it is more than anybody lets wait."""

NO_MARK = Mark()


class Queue:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self.sources: list[Source] = []
        """In the order in which features were built; they add theirs."""

    async def waiting(self, *, by: Actor) -> list[Item]:
        """Return everything that waits, the most urgent first, then what is due soonest. Raises ModeratorsOnly."""
        check_moderator(by)
        async with self._database.read() as connection:
            return await self._items(connection, guild_id=by.guild_id)

    async def get(self, *, by: Actor, kind: str, subject_id: int) -> Item:
        """Raises ModeratorsOnly or NothingThere."""
        check_moderator(by)
        async with self._database.read() as connection:
            return await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)

    async def take(self, *, by: Actor, kind: str, subject_id: int, from_id: int | None = None) -> Item:
        """Take something on; `from_id`: from whom, where it is taken over on purpose.

        Raises ModeratorsOnly, NothingThere, TakenBySomebody, or what its source raises.
        """
        check_moderator(by)
        async with self._database.write() as connection:
            await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)
            taken = await store.take(
                connection,
                guild_id=by.guild_id,
                key=(kind, subject_id),
                by_id=by.id,
                at=self._clock(),
                from_id=from_id,
            )
            if not taken:
                raise errors.TakenBySomebody
            await self._hand(connection, by=by, kind=kind, subject_id=subject_id, taken=True)
            return await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)

    async def give_back(self, *, by: Actor, kind: str, subject_id: int) -> Item:
        """Leave something one has taken to the others. Raises ModeratorsOnly, NothingThere or TakenBySomebody."""
        check_moderator(by)
        async with self._database.write() as connection:
            item = await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)
            if item.mark.taken_by_id not in (by.id, None):
                raise errors.TakenBySomebody
            await store.note(connection, guild_id=by.guild_id, key=(kind, subject_id), taken_by_id=None, taken_at=None)
            await self._hand(connection, by=by, kind=kind, subject_id=subject_id, taken=False)
            return await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)

    async def escalate(self, *, by: Actor, kind: str, subject_id: int) -> Item:
        """Make something more urgent and have somebody called to it, once. Raises ModeratorsOnly or NothingThere."""
        check_moderator(by)
        async with self._database.write() as connection:
            item = await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)
            if item.mark.escalated_at is not None:
                return item
            now, key = self._clock(), (kind, subject_id)
            await store.note(connection, guild_id=by.guild_id, key=key, escalated_at=now, escalated_by_id=by.id)
            mark_id = await store.mark_id(connection, guild_id=by.guild_id, key=key)
            await _plan(connection, guild_id=by.guild_id, kind=CALL, subject_id=mark_id, now=now)
            return await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)

    async def done(self, *, by: Actor, kind: str, subject_id: int) -> None:
        """End what can just be ended. Raises ModeratorsOnly, NothingThere, NotDismissible, or its source's."""
        check_moderator(by)
        async with self._database.write() as connection:
            item = await self._item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)
            if not item.waiting.dismissible:
                raise errors.NotDismissible
            source = next(source for source in self.sources if source.kind == kind)
            await source.dismiss(connection, guild_id=by.guild_id, subject_id=subject_id, by=by)
            await store.note(
                connection,
                guild_id=by.guild_id,
                key=(kind, subject_id),
                done_by_id=by.id,
                done_at=self._clock(),
            )

    async def _hand(self, connection: AsyncConnection, *, by: Actor, kind: str, subject_id: int, taken: bool) -> None:
        """Let its source follow who has it now, or refuse that."""
        for source in self.sources:
            if source.kind == kind and isinstance(source, HandedSource):
                await source.handed(connection, guild_id=by.guild_id, subject_id=subject_id, by=by, taken=taken)

    # For handing over a shift

    async def summary(self, *, by: Actor) -> Summary:
        """Return how things stand, and what was taken and done in the hours that the settings name.

        Raises ModeratorsOnly.
        """
        check_moderator(by)
        guild_id = by.guild_id
        settings = await self._settings.get(guild_id, QueueSettings)
        now = self._clock()
        since = now - timedelta(hours=settings.summary_hours)
        async with self._database.read() as connection:
            items = await self._items(connection, guild_id=guild_id)
            taken, done = await store.since(connection, guild_id=guild_id, moment=since)
        kinds: dict[str, Kinds] = {}
        for item in items:
            before = kinds.get(item.waiting.kind, Kinds(waiting=0, overdue=0))
            kinds[item.waiting.kind] = Kinds(waiting=before.waiting + 1, overdue=before.overdue + item.overdue)
        return Summary(since=since, items=tuple(items), kinds=kinds, taken=taken, done=done)

    # What is overdue

    async def plan_reminder(self, *, guild_id: int) -> bool:
        """Have those on duty told of what is overdue since the last time; returns whether anything is."""
        async with self._database.read() as connection:
            late = await self._late(connection, guild_id)
            # One that is on its way stays the same: it is known by its nonce, should its answer have been lost.
            under_way = [
                row for row in await unfinished(connection, kind=REMIND, subject_ids=[guild_id]) if not row.given_up
            ]
        if late and not under_way:
            async with self._database.write() as connection:
                await _plan(connection, guild_id=guild_id, kind=REMIND, subject_id=guild_id, now=self._clock())
        return bool(late)

    async def late(self, *, guild_id: int) -> list[Item]:
        """Return what is overdue and was not reminded of yet."""
        async with self._database.read() as connection:
            return await self._late(connection, guild_id)

    async def reminded(self, items: list[Item], *, guild_id: int) -> None:
        async with self._database.write() as connection:
            keys = [(item.waiting.kind, item.waiting.subject_id) for item in items]
            await store.note_reminded(connection, guild_id=guild_id, keys=keys, at=self._clock())

    async def called(self, *, guild_id: int, mark_id: int) -> Item | None:
        """Return what somebody is to be called to; None where it was dealt with meanwhile."""
        async with self._database.read() as connection:
            key = await store.key_of(connection, guild_id=guild_id, mark_id=mark_id)
            if key is None:
                return None
            try:
                return await self._item(connection, guild_id=guild_id, kind=key[0], subject_id=key[1])
            except errors.NothingThere:
                return None

    async def _late(self, connection: AsyncConnection, guild_id: int) -> list[Item]:
        items = await self._items(connection, guild_id=guild_id)
        return [item for item in items if item.overdue and item.mark.reminded_at is None]

    async def _items(self, connection: AsyncConnection, *, guild_id: int, kind: str | None = None) -> list[Item]:
        """Return what waits, in its order: all of it, or what one source has."""
        now = self._clock()
        found: list[Waiting] = []
        for source in (one for one in self.sources if kind in (None, one.kind)):
            found += await source.waiting(connection, guild_id=guild_id, now=now, limit=A_SOURCE)
        marks = await store.marks(connection, guild_id=guild_id, keys=[(one.kind, one.subject_id) for one in found])
        items = [
            Item(
                waiting=one,
                mark=marks.get((one.kind, one.subject_id), NO_MARK),
                overdue=one.due_at is not None and one.due_at <= now,
            )
            for one in found
        ]
        return sorted(items, key=_order)

    async def _item(self, connection: AsyncConnection, *, guild_id: int, kind: str, subject_id: int) -> Item:
        for one in await self._items(connection, guild_id=guild_id, kind=kind):
            if one.waiting.subject_id == subject_id:
                return one
        raise errors.NothingThere


async def _plan(connection: AsyncConnection, *, guild_id: int, kind: str, subject_id: int, now: datetime) -> None:
    # The same row serves every time; this number tells the message of this time from those before it.
    payload = {OCCASION: int(now.timestamp())}
    await plan(connection, guild_id=guild_id, kind=kind, subject_id=subject_id, due_at=now, payload=payload)


def check_moderator(by: Actor) -> None:
    """Raises ModeratorsOnly."""
    if not (by.moderates or by.manages_server):
        raise errors.ModeratorsOnly


def _order(item: Item) -> tuple[int, bool, datetime]:
    escalated = item.mark.escalated_at is not None
    waiting = item.waiting
    return (-(waiting.urgency + escalated), waiting.due_at is None, waiting.due_at or waiting.since)
