"""The queue, as the rest of the program uses it: a feature adds a `Source`, and that is all."""

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.queue import errors, store
from bot.queue.model import Item, Mark, Source, Waiting
from bot.settings.service import Settings

A_SOURCE = 100
"""How many things one source is asked for at once."""

NO_MARK = Mark()


class Queue:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self.database = database
        self.clock = clock
        self.settings = settings
        self.sources: list[Source] = []
        """In the order in which features were built; they add theirs."""

    async def waiting(self, *, by: Actor) -> list[Item]:
        """Return everything that waits, the most urgent first, then what is due soonest. Raises ModeratorsOnly."""
        check_moderator(by)
        async with self.database.read() as connection:
            return await self.items(connection, guild_id=by.guild_id)

    async def items(self, connection: AsyncConnection, *, guild_id: int) -> list[Item]:
        now = self.clock()
        found: list[Waiting] = []
        for source in self.sources:
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

    async def item(self, connection: AsyncConnection, *, guild_id: int, kind: str, subject_id: int) -> Item:
        """Raises NothingThere."""
        for one in await self.items(connection, guild_id=guild_id):
            if (one.waiting.kind, one.waiting.subject_id) == (kind, subject_id):
                return one
        raise errors.NothingThere

    async def take(self, *, by: Actor, kind: str, subject_id: int, from_id: int | None = None) -> Item:
        """Take something on; `from_id`: from whom, if somebody has it and it is taken over on purpose.

        Raises ModeratorsOnly, NothingThere or TakenBySomebody.
        """
        check_moderator(by)
        async with self.database.write() as connection:
            await self.item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)
            taken = await store.take(
                connection,
                guild_id=by.guild_id,
                key=(kind, subject_id),
                by_id=by.id,
                at=self.clock(),
                from_id=from_id,
            )
            if not taken:
                raise errors.TakenBySomebody
            return await self.item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)

    async def done(self, *, by: Actor, kind: str, subject_id: int) -> None:
        """End something that can just be ended. Raises ModeratorsOnly, NothingThere, NotDismissible, or its source's."""
        check_moderator(by)
        async with self.database.write() as connection:
            item = await self.item(connection, guild_id=by.guild_id, kind=kind, subject_id=subject_id)
            if not item.waiting.dismissible:
                raise errors.NotDismissible
            source = next(source for source in self.sources if source.kind == kind)
            await source.dismiss(connection, guild_id=by.guild_id, subject_id=subject_id, by=by)
            await store.note(
                connection,
                guild_id=by.guild_id,
                key=(kind, subject_id),
                done_by_id=by.id,
                done_at=self.clock(),
            )


def check_moderator(by: Actor) -> None:
    if not (by.moderates or by.manages_server):
        raise errors.ModeratorsOnly


def _order(item: Item) -> tuple[int, bool, float]:
    escalated = 1 if item.mark.escalated_at is not None else 0
    waiting = item.waiting
    due = waiting.due_at or waiting.since
    return (-(waiting.urgency + escalated), waiting.due_at is None, due.timestamp())
