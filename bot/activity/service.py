"""The buffer and the group commit.

A fact goes into the buffer synchronously and leaves it only after its commit. One flush at a time takes all there is,
together with the cursors and the gateway position of that very moment, and writes it in one transaction: what a
process that dies has not committed, its gateway session or the channels' history brings again, and nothing twice.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.activity import store
from bot.activity.cursors import Cursors, Taken
from bot.activity.days import Days, within_days
from bot.activity.model import (
    BUFFER_MAX,
    FLUSH_AT,
    FLUSH_EVERY,
    AfterCommit,
    Batch,
    DeletionFact,
    Gap,
    GuildSeen,
    MessageFact,
    Position,
    ReactionFact,
    Recorder,
    Snapshot,
    VoiceFact,
)
from bot.activity.voice import Key, Presence, VoiceTracker
from bot.clock import Clock
from bot.db import Database, DatabaseClosed, StorageTrouble
from bot.engine import AsyncConnection
from bot.errors import new_reference
from bot.settings.model import ServerSettings
from bot.settings.service import Settings

log = logging.getLogger(__name__)

POSITION_EVERY_SECONDS = 2.0
"""How often the gateway position is stored when nothing else is: events of other kinds also move it."""

RETRY_SECONDS = (0.5, 1, 2, 5, 10, 30)


class AlreadyRead(Exception):
    """A part of a gap was read by somebody else meanwhile; nothing was recorded."""


@dataclass(slots=True)
class _Taken:
    """Everything one flush writes."""

    batch: Batch
    cursors: Taken
    presences: dict[Key, Presence | None]
    positions: Sequence[Position]

    def __bool__(self) -> bool:
        return bool(len(self.batch) or self.cursors or self.presences or self.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the writing goes; for `/doctor`."""

    waiting: int
    """Facts in the buffer."""
    failing_since: datetime | None
    reference: str | None
    """Under which the latest failure is in the log."""


@dataclass(slots=True)
class _Trouble:
    failures: int = 0
    since: datetime | None = None
    reference: str | None = None


class Activity:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._zones: dict[int, ZoneInfo] = {}
        self._batch = Batch()
        self._waiting = 0
        self.cursors = Cursors()
        self.voices = VoiceTracker()
        self.recorders: list[Recorder] = [Days(self._zones.__getitem__)]
        """In the order they write; features add theirs in `app.py`."""
        self.snapshot: Snapshot | None = None
        """Set by whoever holds the gateway."""
        self._stored: dict[int, tuple[str, int, int]] = {}
        self._writing = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._flushes: set[asyncio.Task[None]] = set()
        self._trouble = _Trouble()

    # What comes in: no await in here

    def message(self, fact: MessageFact) -> None:
        """Count a message, unless it is counted already or its channel's history will bring it."""
        if self._waiting >= BUFFER_MAX:
            self.cursors.spill(fact.guild_id, fact.channel_id, fact.message_id)
            return
        if self.cursors.advance(fact.guild_id, fact.channel_id, fact.message_id):
            self._batch.messages.append(fact)
            self._added()

    def unseen(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """Note a message that doesn't count (a bot's), so that no history is read for its sake."""
        self.cursors.advance(guild_id, channel_id, message_id)

    def reaction(self, fact: ReactionFact) -> None:
        self._batch.reactions.append(fact)
        self._added()

    def deletion(self, fact: DeletionFact) -> None:
        self._batch.deletions.append(fact)
        self._added()

    def voice(self, fact: VoiceFact) -> None:
        self.voices.heard(fact)
        self._added()

    def guild_seen(self, seen: GuildSeen, voice_states: Iterable[VoiceFact]) -> None:
        """Note a server as it is at the start of a gateway session (GUILD_CREATE as Discord sends it, not a copy)."""
        self.cursors.guild_seen(seen)
        self.voices.guild_seen(seen.guild_id, voice_states, at=seen.at)
        self._added()

    def _added(self) -> None:
        self._waiting += 1
        if self._loop is None:
            return
        if self._timer is None:
            self._timer = self._loop.call_later(self._pause(), self._start_flush)
        if self._waiting == FLUSH_AT and not self._trouble.failures:
            self._start_flush()

    # Writing

    async def load(self) -> None:
        """Read how far everything was counted. Before the first event comes."""
        async with self._database.read() as connection:
            self.cursors.load(await store.cursors(connection), await store.counted_since(connection))
            self.voices.load(await store.presences(connection))

    def start(self) -> None:
        """Flush by a timer from now on. Where nobody calls this (tests), `flush()` is called."""
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(FLUSH_EVERY.total_seconds(), self._start_flush)

    async def stop(self) -> None:
        """Write what is left, and set no timer again."""
        self._loop = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._flushes:
            await asyncio.gather(*self._flushes, return_exceptions=True)
        try:
            await self.flush()
        except (StorageTrouble, DatabaseClosed):
            log.warning("stopped with %s facts unwritten; the next start reads them again", self._waiting)

    async def flush(self) -> None:
        """Write all that has come in so far; returns when it is committed. Raises StorageTrouble where it can't be.

        Whoever promised something calls this before they say so.
        """
        async with self._writing:
            taken = self._take()
            if not taken:
                return
            try:
                await self._write(taken)
            except BaseException as error:
                self._put_back(taken)
                self._failed(error)
                if isinstance(error, StorageTrouble | DatabaseClosed) or not isinstance(error, Exception):
                    raise
                await self._write_singly()
            self._worked()

    def health(self) -> Health:
        return Health(waiting=self._waiting, failing_since=self._trouble.since, reference=self._trouble.reference)

    def _start_flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._loop is None:
            return
        task = self._loop.create_task(self._flush_by_timer(), name="activity-flush")
        self._flushes.add(task)
        task.add_done_callback(self._flushes.discard)

    async def _flush_by_timer(self) -> None:
        try:
            await self.flush()
        except (StorageTrouble, DatabaseClosed):
            pass  # said in `_failed`; it is tried again below
        except Exception:
            log.exception("a flush failed (%s); it is tried again", self._trouble.reference)
        if self._loop is not None and self._timer is None:
            pause = self._pause() if self._waiting else max(self._pause(), POSITION_EVERY_SECONDS)
            self._timer = self._loop.call_later(pause, self._start_flush)

    def _pause(self) -> float:
        failures = self._trouble.failures
        return RETRY_SECONDS[min(failures, len(RETRY_SECONDS)) - 1] if failures else FLUSH_EVERY.total_seconds()

    def _take(self) -> _Taken:
        """Take everything, with the position of this very moment: nothing is awaited between the two."""
        self.voices.cut_all(self._clock())
        batch, self._batch, self._waiting = self._batch, Batch(), 0
        batch.voice, presences = self.voices.take()
        positions = [
            position
            for position in (self.snapshot() if self.snapshot else ())
            if self._stored.get(position.shard_id) != _essence(position)
        ]
        return _Taken(batch=batch, cursors=self.cursors.take(), presences=presences, positions=positions)

    def _put_back(self, taken: _Taken) -> None:
        self._batch.messages[:0] = taken.batch.messages
        self._batch.reactions[:0] = taken.batch.reactions
        self._batch.deletions[:0] = taken.batch.deletions
        self._waiting += len(taken.batch.messages) + len(taken.batch.reactions) + len(taken.batch.deletions)
        self.voices.put_back(taken.batch.voice, taken.presences)
        self.cursors.put_back(taken.cursors)

    async def _write(self, taken: _Taken) -> None:
        batch = taken.batch
        await self._read_zones(batch.guild_ids)
        batch.voice = [part for time in batch.voice for part in within_days(time, self._zones[time.guild_id])]
        async with self._database.write() as connection:
            await store.write_cursors(connection, taken.cursors, now=self._clock())
            await store.write_presences(connection, taken.presences)
            after = await self._record(connection, batch)
            await store.write_positions(connection, taken.positions)
        _call(after)
        for position in taken.positions:
            self._stored[position.shard_id] = _essence(position)

    async def _record(self, connection: AsyncConnection, batch: Batch) -> list[AfterCommit]:
        if not len(batch):
            return []
        after = [await recorder.record(connection, batch) for recorder in self.recorders]
        return [remember for remember in after if remember is not None]

    async def _write_singly(self) -> None:
        """Write fact by fact: one that can't be written is set aside, its ids in the log, and holds up no other."""
        taken = self._take()
        parts = _singly(taken.batch)
        while parts:
            taken.batch = Batch()
            try:
                await self._write(_Taken(batch=parts[0], cursors=Taken({}, {}, [], {}), presences={}, positions=()))
            except (StorageTrouble, DatabaseClosed):
                for part in parts:
                    _join(taken.batch, part)
                self._put_back(taken)
                raise
            except Exception:
                log.exception("a fact was set aside: %s", _ids_of(parts[0]))
            parts.pop(0)
        await self._write(taken)

    async def _read_zones(self, guild_ids: Iterable[int]) -> None:
        for guild_id in guild_ids:
            self._zones[guild_id] = (await self._settings.get(guild_id, ServerSettings)).zone

    def _failed(self, error: BaseException) -> None:
        self._trouble.failures += 1
        if self._trouble.since is None:
            self._trouble.since, self._trouble.reference = self._clock(), new_reference()
            if isinstance(error, StorageTrouble):
                log.error(
                    "activity can't be written (%s): %s; it is kept and tried again", self._trouble.reference, error
                )
            else:
                log.error("a flush failed (%s)", self._trouble.reference, exc_info=error)

    def _worked(self) -> None:
        if self._trouble.failures:
            log.info("activity is written again (%s)", self._trouble.reference)
        self._trouble = _Trouble()

    # What was missed

    async def gaps(self, *, guild_id: int | None = None) -> list[Gap]:
        """Return what is still to be read, oldest first."""
        async with self._database.read() as connection:
            return await store.gaps(connection, guild_id=guild_id)

    async def record_history(self, gap: Gap, facts: Sequence[MessageFact], *, read_until: int) -> None:
        """Count what was read of a gap, and note that it is read up to a message; both or neither.

        Facts after the gap's end are left out: they came as events. Raises AlreadyRead.
        """
        wanted = sorted(
            (fact for fact in facts if gap.after_id < fact.message_id <= gap.until_id),
            key=lambda fact: fact.message_id,
        )
        batch = Batch(messages=wanted, history=True)
        await self._read_zones(batch.guild_ids)
        async with self._database.write() as connection:
            if not await store.move_gap(connection, gap, read_until=read_until):
                raise AlreadyRead
            after = await self._record(connection, batch)
        _call(after)

    async def positions(self) -> list[Position]:
        """Return the gateway positions of the process before."""
        async with self._database.read() as connection:
            return await store.positions(connection)

    async def forget_positions(self) -> None:
        """The sessions are gone: nobody should try to resume them."""
        self._stored = {}
        async with self._database.write() as connection:
            await store.forget_positions(connection)


def _essence(position: Position) -> tuple[str, int, int]:
    return position.session_id, position.sequence, position.counted


def _call(after: Iterable[AfterCommit]) -> None:
    for remember in after:
        remember()


def _singly(batch: Batch) -> list[Batch]:
    return [
        *(Batch(messages=[fact]) for fact in batch.messages),
        *(Batch(reactions=[fact]) for fact in batch.reactions),
        *(Batch(deletions=[fact]) for fact in batch.deletions),
        *(Batch(voice=[time]) for time in batch.voice),
    ]


def _join(batch: Batch, part: Batch) -> None:
    batch.messages += part.messages
    batch.reactions += part.reactions
    batch.deletions += part.deletions
    batch.voice += part.voice


def _ids_of(part: Batch) -> list[tuple[object, ...]]:
    return [
        tuple(fact[:5])  # server, channel or member, message, author
        for facts in (part.messages, part.reactions, part.deletions, part.voice)
        for fact in facts
    ]
