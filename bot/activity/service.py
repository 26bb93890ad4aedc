"""The buffer and the group commit.

A fact goes into the buffer synchronously and leaves it only after its commit. One flush at a time takes all there is,
together with the cursors and the gateway position of that very moment, and writes it in one transaction: what a
process that dies has not committed, its gateway session or the channels' history brings again, and nothing twice.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
    Progress,
    ReactionFact,
    Recorder,
    Snapshot,
    VoiceFact,
    made_at,
)
from bot.activity.voice import Key, Presence, VoiceTracker
from bot.clock import Clock
from bot.db import Database, DatabaseClosed, StorageTrouble
from bot.engine import AsyncConnection
from bot.errors import new_reference
from bot.settings.model import ServerSettings
from bot.settings.service import Settings
from bot.tally import Tally

log = logging.getLogger(__name__)

POSITION_EVERY_SECONDS = 2.0
"""How often the gateway position is stored when nothing else is: events of other kinds also move it."""

RETRY_SECONDS = (0.5, 1, 2, 5, 10, 30)

PAGES_AT_ONCE = 3
"""Pages of history written together: more would hold up those who wait for an answer meanwhile."""

HISTORY_RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360))
"""Pauses after which a channel's history is asked for again."""
CLOSED_RETRY = timedelta(days=1)
"""The same where Discord doesn't let us read the channel: an admin has to do something first."""


class _TakenBack(Exception):
    """What was tried is not to stay."""


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


@dataclass(slots=True, kw_only=True, eq=False)
class _Page:
    """A part of a channel's history that is to be counted, and what came of it."""

    gap: Gap
    facts: list[MessageFact]
    read_until: int
    written: bool = False
    error: Exception | None = None

    def left(self) -> Gap | None:
        """Return what is left of the gap. Raises what kept the page from being counted."""
        if self.error is not None:
            raise self.error
        if self.read_until >= self.gap.until_id:
            return None
        return replace(self.gap, after_id=self.read_until, attempts=0, retry_at=None, closed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the writing goes; for `/doctor`."""

    waiting: int
    """Facts that are not written yet."""
    dropped: int
    """Facts there was no room for and that no history brings: reactions, deletions."""
    failing_since: datetime | None
    reference: str | None
    """Under which the latest failure is in the log."""


@dataclass(slots=True)
class _Trouble:
    failures: int = 0
    since: datetime | None = None
    reference: str | None = None


class Activity:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, tally: Tally | None = None) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self.tally = tally or Tally()
        self._zones: dict[int, ZoneInfo] = {}
        self._batch = Batch()
        self._waiting = 0
        self._under_way = 0
        """Facts a flush is trying to write: on a database that is locked, that takes most of the time."""
        self.cursors = Cursors()
        self._ignored: set[Key] = set()
        self._ignored_ids: set[int] = set()
        self._not_before: dict[Key, datetime] = {}
        """Who was erased or has stopped or resumed recording, and when: what is found late of before doesn't count."""
        """The same without the servers: one look-up of a number tells nearly all others apart."""
        self.voices = VoiceTracker(self._ignored)
        self._days = Days(self._zones.__getitem__)
        self.recorders: list[Recorder] = [self._days]
        """In the order they write; features add theirs in `app.py`."""
        self.snapshot: Snapshot | None = None
        """Set by whoever holds the gateway."""
        self._stored: dict[int, tuple[str, int, int]] = {}
        self._heard: dict[tuple[int, int], datetime] = {}
        """When anything was last heard on a shard, by its number and how many there are."""
        self._silent_since: dict[int, datetime] = {}
        """Servers of which nothing is heard right now."""
        self._read: Counter[int] = Counter()
        """Messages read from history since something of a server was last missing."""
        self._pages: list[_Page] = []
        self._dropped = 0
        self.misses_something = True
        """Whether anything may be left to be read from history."""
        self._missing_written = 0
        self._writing = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._resting = False
        """Whether the timer is a long one, since nothing waits."""
        self._flushes: set[asyncio.Task[None]] = set()
        self._trouble = _Trouble()
        self._gave_up = False
        """Whether the last flush of all has failed: it is not tried again each time somebody says stop."""

    # What comes in: no await in here

    def message(self, fact: MessageFact) -> None:
        """Count a message, unless it is counted already or its channel's history will bring it."""
        if fact.author_id in self._ignored_ids and (fact.guild_id, fact.author_id) in self._ignored:
            self.unseen(fact.guild_id, fact.channel_id, fact.message_id)
            return
        if self._waiting >= BUFFER_MAX:
            self.cursors.spill(fact.guild_id, fact.channel_id, fact.message_id)
            return
        if self.cursors.advance(fact.guild_id, fact.channel_id, fact.message_id):
            self._batch.messages.append(fact)
            self._added()

    def unseen(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """Note a message that doesn't count (a bot's, or of somebody who wants nothing recorded).

        So no history is read for its sake.
        """
        self.cursors.advance(guild_id, channel_id, message_id)

    def reaction(self, fact: ReactionFact) -> None:
        wanted = self._of_others(fact) if self._ignored else fact
        if wanted is not None and self._has_room():
            self._batch.reactions.append(wanted)
            self._added()

    def _of_others(self, fact: ReactionFact) -> ReactionFact | None:
        """Return what may be recorded of a reaction: nothing of who gave it, or of whose message it is."""
        if (fact.guild_id, fact.member_id) in self._ignored:
            return None
        return _without_author(fact) if (fact.guild_id, fact.author_id) in self._ignored else fact

    def deletion(self, fact: DeletionFact) -> None:
        if self._has_room():
            self._batch.deletions.append(fact)
            self._added()

    def _has_room(self) -> bool:
        if self._waiting < BUFFER_MAX:
            return True
        self._dropped += 1
        return False

    def voice(self, fact: VoiceFact) -> None:
        self.voices.heard(fact)
        self._added()

    def guild_seen(self, seen: GuildSeen, voice_states: Iterable[VoiceFact]) -> None:
        """Note a server as it is at the start of a gateway session (GUILD_CREATE as Discord sends it, not a copy)."""
        self.cursors.guild_seen(seen, heard_at=self._last_heard(seen.guild_id))
        self._silent_since.pop(seen.guild_id, None)
        self.voices.guild_seen(seen.guild_id, voice_states, at=seen.at)
        self._added()

    def silent(self, guild_id: int) -> None:
        """The line is down: from now on nothing is heard of a server, until it is `heard` or seen again."""
        self._silent_since.setdefault(guild_id, self._clock())

    def heard(self, guild_id: int) -> None:
        """The session was resumed, and all that had come meanwhile has been sent."""
        self._silent_since.pop(guild_id, None)

    def _last_heard(self, guild_id: int) -> datetime | None:
        return max(
            (at for (shard_id, count), at in self._heard.items() if (guild_id >> 22) % count == shard_id), default=None
        )

    def continued(self, guild_ids: Iterable[int]) -> None:
        """Note that Discord goes on where the process before was: nothing of these servers is missed."""
        for guild_id in guild_ids:
            self.voices.wake(guild_id)

    def _added(self) -> None:
        self._waiting += 1
        if self._loop is None:
            return
        if self._timer is None or self._resting:
            self._flush_in(self._pause())
        if self._waiting == FLUSH_AT and not self._trouble.failures:
            self._start_flush()

    # Those of whom nothing is recorded

    def ignore(self, guild_id: int, member_id: int) -> None:
        """Record nothing a member does from now on; what waits to be written goes with `forget`."""
        self._ignored.add((guild_id, member_id))
        self._ignored_ids.add(member_id)

    def heed(self, guild_id: int, member_id: int) -> None:
        """Record again what a member does."""
        self._not_before[guild_id, member_id] = self._clock()
        self._ignored.discard((guild_id, member_id))
        self._ignored_ids = {ignored_id for _, ignored_id in self._ignored}

    def _may_come_late(self, guild_id: int, member_id: int, at: datetime) -> bool:
        """Whether something a member did may still be recorded, though it was done some time ago."""
        key = (guild_id, member_id)
        return key not in self._ignored and (key not in self._not_before or at >= self._not_before[key])

    def is_ignored(self, guild_id: int, member_id: int) -> bool:
        return (guild_id, member_id) in self._ignored

    @asynccontextmanager
    async def holding_still(self) -> AsyncIterator[None]:
        """Write what has come so far, and nothing meanwhile: for whoever takes away what a flush would bring again."""
        await self.flush()
        async with self._writing:
            yield

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what waits of a member and what is remembered of them. While `holding_still`, when the rows are gone."""
        self._not_before[guild_id, member_id] = self._clock()
        batch = self._batch
        before = len(batch.messages) + len(batch.reactions)
        batch.messages[:] = [
            fact for fact in batch.messages if (fact.guild_id, fact.author_id) != (guild_id, member_id)
        ]
        batch.reactions[:] = [
            _without_author(fact) if (fact.guild_id, fact.author_id) == (guild_id, member_id) else fact
            for fact in batch.reactions
            if (fact.guild_id, fact.member_id) != (guild_id, member_id)
        ]
        self._waiting -= before - len(batch.messages) - len(batch.reactions)
        self.voices.forget(guild_id, member_id, at=self._clock())
        self._days.forget(guild_id, member_id)

    def forget_server(self, guild_id: int, *, channel_ids: Collection[int]) -> None:
        """Forget a server the bot left long ago: should it come back, it is seen for the first time."""
        self.cursors.forget_server(guild_id, channel_ids)
        self.voices.forget_server(guild_id)
        self._days.forget_server(guild_id)
        self._silent_since.pop(guild_id, None)
        self._read.pop(guild_id, None)
        self._zones.pop(guild_id, None)
        for key in [key for key in self._ignored if key[0] == guild_id]:
            self.heed(*key)
        self._not_before = {key: moment for key, moment in self._not_before.items() if key[0] != guild_id}

    # Writing

    async def load(self) -> None:
        """Read how far everything was counted. Before the first event comes."""
        async with self._database.read() as connection:
            self.cursors.load(await store.cursors(connection), await store.counted_since(connection))
            self.voices.load(await store.presences(connection))
            for position in await store.positions(connection):
                self._heard[position.shard_id, position.shard_count] = position.stored_at
            latest = await store.latest_cursors(connection)
        for guild_id, cursor_id in latest.items():
            self._silent_since.setdefault(guild_id, made_at(cursor_id))

    def start(self) -> None:
        """Flush by a timer from now on. Where nobody calls this (tests), `flush()` is called."""
        self._loop = asyncio.get_running_loop()
        self._flush_in(FLUSH_EVERY.total_seconds())

    async def stop(self) -> None:
        """Write what is left, and set no timer again."""
        self._loop = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        tried = bool(self._flushes)
        if tried:
            await asyncio.gather(*self._flushes, return_exceptions=True)
        if self._gave_up:
            return
        if tried and self._trouble.failures:
            # It has just waited for as long as it may, and whoever stops us gives us ten seconds in all.
            self._give_up("it was just tried")
            return
        try:
            await self.flush()
        except Exception as error:  # noqa: BLE001 - whatever it is: what comes after us has to be closed, too
            self._give_up(error)

    def _give_up(self, why: object) -> None:
        self._gave_up = True
        log.warning("stopped with %s facts unwritten (%s); the next start reads them again", self._waiting, why)

    async def flush(self) -> None:
        """Write all that has come in so far; returns when it is committed. Raises StorageTrouble where it can't be.

        Whoever promised something calls this before they say so.
        """
        self._database.refuse_inside_write()
        # Not to be cancelled: whether a commit that was cut off took place nobody could say.
        await asyncio.shield(asyncio.create_task(self._flush(), name="activity-flush-now"))

    async def _flush(self) -> None:
        async with self._writing:
            taken = self._take()
            if not taken:
                return
            self._under_way = len(taken.batch)
            began = time.perf_counter()
            try:
                await self._write_what_can_be(taken)
            except BaseException as error:
                self._put_back(taken)
                self._failed(error)
                raise
            finally:
                self._under_way = 0
            self.tally.flushed(messages=len(taken.batch.messages), seconds=time.perf_counter() - began)
            self._worked()

    async def count_voice(self) -> None:
        """Write everybody's time in voice up to this moment. Raises StorageTrouble as `flush` does."""
        self.voices.cut_all(self._clock(), at_once=True)
        await self.flush()

    def follows_voice(self, guild_id: int) -> bool:
        """Whether it is known right now who is in voice in a server: not while the line is down, or just after."""
        return guild_id not in self._silent_since and not self.voices.is_asleep(guild_id)

    def health(self) -> Health:
        return Health(
            waiting=self._waiting + self._under_way,
            dropped=self._dropped,
            failing_since=self._trouble.since,
            reference=self._trouble.reference,
        )

    def _start_flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._loop is None or self._flushes:
            return  # the one that is under way sets the next timer
        task = self._loop.create_task(self._flush_by_timer(), name="activity-flush")
        self._flushes.add(task)
        task.add_done_callback(self._flushes.discard)

    async def _flush_by_timer(self) -> None:
        try:
            await self._flush()
        except (StorageTrouble, DatabaseClosed):
            pass  # said in `_failed`; it is tried again below
        except Exception:
            log.exception("a flush failed (%s); it is tried again", self._trouble.reference)
        if self._loop is not None and self._timer is None:
            if self._trouble.failures or 0 < self._waiting < FLUSH_AT:
                self._flush_in(self._pause())
            else:
                self._flush_in(0 if self._waiting else POSITION_EVERY_SECONDS, resting=not self._waiting)

    def _flush_in(self, seconds: float, *, resting: bool = False) -> None:
        assert self._loop is not None
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(seconds, self._start_flush)
        self._resting = resting

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
        batch = self._still_wanted(taken.batch)
        self._batch.messages[:0] = batch.messages
        self._batch.reactions[:0] = batch.reactions
        self._batch.deletions[:0] = batch.deletions
        self._waiting += len(batch.messages) + len(batch.reactions) + len(batch.deletions)
        self.voices.put_back(batch.voice, taken.presences)
        self.cursors.put_back(taken.cursors)

    def _still_wanted(self, batch: Batch) -> Batch:
        """Return a batch without what somebody did who has opted out since."""
        reactions = (self._of_others(fact) for fact in batch.reactions)
        return replace(
            batch,
            messages=[fact for fact in batch.messages if not self.is_ignored(fact.guild_id, fact.author_id)],
            reactions=[fact for fact in reactions if fact is not None],
            voice=[time for time in batch.voice if not self.is_ignored(time.guild_id, time.member_id)],
        )

    async def _write_what_can_be(self, taken: _Taken) -> None:
        """Write it all, without the facts that can't be written: those are set aside, their ids in the log."""
        try:
            await self._write(taken)
        except (StorageTrouble, DatabaseClosed):
            raise
        except Exception as error:
            self._failed(error)
            poison = await self._poison(taken.batch)
            if not poison:
                raise
            taken.batch = _without(taken.batch, poison)
            await self._write(taken)

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
        if taken.cursors.all_gaps or taken.cursors.archived_since:
            self.misses_something = True
            self._missing_written += 1
        for position in taken.positions:
            self._stored[position.shard_id] = _essence(position)
            self._heard[position.shard_id, position.shard_count] = position.stored_at

    async def _record(self, connection: AsyncConnection, batch: Batch) -> list[AfterCommit]:
        if not len(batch):
            return []
        after = [await recorder.record(connection, batch) for recorder in self.recorders]
        return [remember for remember in after if remember is not None]

    async def _poison(self, batch: Batch) -> list[Batch]:
        """Return the facts that can't be written, each by itself, found by trying ever smaller parts."""
        parts, poison = [batch], []
        while parts:
            part = parts.pop()
            try:
                await self._try(part)
            except (StorageTrouble, DatabaseClosed):
                raise
            except Exception:
                if len(part) > 1:
                    parts += _halves(part)
                    continue
                log.exception("a fact was set aside: %s", _ids_of(part))
                poison.append(part)
        return poison

    async def _try(self, batch: Batch) -> None:
        """Write a batch and take it back."""
        try:
            async with self._database.write() as connection:
                await self._record(connection, batch)
                raise _TakenBack
        except _TakenBack:
            pass

    async def _read_zones(self, guild_ids: Iterable[int]) -> None:
        for guild_id in guild_ids:
            self._zones[guild_id] = (await self._settings.get(guild_id, ServerSettings)).zone

    def _failed(self, error: BaseException) -> None:
        self._trouble.failures += 1
        if self._trouble.since is None:
            self._trouble.since, self._trouble.reference = self._clock(), new_reference()
            self.tally.errors["flush"] += 1
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

    async def record_history(self, gap: Gap, facts: Sequence[MessageFact], *, read_until: int) -> Gap | None:
        """Count what was read of a gap, and note that it is read up to a message; both or neither.

        Returns what is left of it, or None. Facts after its end are left out: they came as events. Raises AlreadyRead.
        """
        wanted = [fact for fact in facts if gap.after_id < fact.message_id <= gap.until_id]
        page = _Page(gap=gap, facts=wanted, read_until=read_until)
        self._pages.append(page)
        async with self._writing:
            if not page.written:  # with the pages that came while one of them waited for its turn
                others = [other for other in self._pages if other is not page][: PAGES_AT_ONCE - 1]
                pages = [page, *others]
                self._pages = [other for other in self._pages if other not in pages]
                await self._write_pages(pages)
        return page.left()

    async def _write_pages(self, pages: Sequence[_Page]) -> None:
        try:
            await self._write_history_that_can_be(pages)
        except Exception as error:  # noqa: BLE001 - each of those who wait raises it
            for page in pages:
                page.written, page.error = True, error
        except BaseException:  # we are cancelled, the others are not
            self._pages[:0] = pages
            raise

    async def _write_history_that_can_be(self, pages: Sequence[_Page]) -> None:
        try:
            await self._write_history(pages)
        except (StorageTrouble, DatabaseClosed):
            raise
        except Exception:
            poison = await self._poison(self._history_of(pages))
            if not poison:
                raise
            await self._write_history(pages, poison=poison)

    async def _write_history(self, pages: Sequence[_Page], *, poison: Sequence[Batch] = ()) -> None:
        await self._read_zones({page.gap.guild_id for page in pages})
        async with self._database.write() as connection:
            moved = [page for page in pages if await store.move_gap(connection, page.gap, read_until=page.read_until)]
            after = await self._record(connection, _without(self._history_of(moved), poison))
        _call(after)
        for page in pages:
            page.written = True
            page.error = None if page in moved else AlreadyRead()
        for page in moved:
            self._read[page.gap.guild_id] += len(page.facts)
            self.tally.messages["history"] += len(page.facts)

    def _history_of(self, pages: Iterable[_Page]) -> Batch:
        facts = (
            fact
            for page in pages
            for fact in page.facts
            if self._may_come_late(fact.guild_id, fact.author_id, made_at(fact.message_id))
        )
        return Batch(messages=sorted(facts, key=lambda fact: fact.message_id), history=True)

    async def due_gaps(self) -> list[Gap]:
        """Return what is to be read by now, in the order in which it was found missing."""
        written = self._missing_written
        async with self._database.read() as connection:
            missing = await store.gaps(connection)
            misses_something = bool(missing or await store.archived_since(connection))
        if written == self._missing_written:  # otherwise a flush wrote more meanwhile
            self.misses_something = misses_something
        now = self._clock()
        return [gap for gap in missing if gap.retry_at is None or gap.retry_at <= now]

    async def postpone(self, gap: Gap, *, closed: bool) -> timedelta:
        """Leave what is missing of a gap's channel for later, and return for how long."""
        attempts = 0 if closed else gap.attempts + 1
        pause = CLOSED_RETRY if closed else HISTORY_RETRIES[min(attempts, len(HISTORY_RETRIES)) - 1]
        async with self._database.write() as connection:
            await store.postpone_channel(
                connection,
                channel_id=gap.channel_id,
                retry_at=self._clock() + pause,
                closed=closed,
                attempts=attempts,
            )
        return pause

    async def retry_closed(self, guild_id: int | None = None) -> None:
        """Try channels again that Discord didn't let us read: of one server, or of all."""
        async with self._database.write() as connection:
            await store.retry_closed(connection, guild_id=guild_id)

    async def give_up(self, channel_id: int) -> None:
        """Forget what is missing of a channel: nobody can read it any more."""
        async with self._database.write() as connection:
            await store.drop_gaps(connection, channel_id=channel_id)

    async def archived_since(self) -> dict[int, datetime]:
        """Return the servers whose archived threads are to be looked through, and since when they were archived."""
        async with self._database.read() as connection:
            return await store.archived_since(connection)

    async def archived_looked_through(self, guild_id: int, *, since: datetime) -> None:
        """All threads in which something was `cursors.missed` are written down."""
        await self.flush()
        async with self._database.write() as connection:
            await store.archived_looked_through(connection, guild_id=guild_id, since=since)

    async def progress(self, guild_id: int) -> Progress:
        """Return how far what was missed in a server is read."""
        missing = await self.gaps(guild_id=guild_id)
        to_read = [gap for gap in missing if not gap.closed]
        if not to_read:
            self._read.pop(guild_id, None)
        return Progress(
            channels=len({gap.channel_id for gap in to_read}),
            messages=self._read[guild_id],
            since=min((gap.opened_at for gap in to_read), default=None),
            closed_channel_ids=tuple(dict.fromkeys(gap.channel_id for gap in missing if gap.closed)),
        )

    async def caught_up_until(self, guild_id: int) -> datetime | None:
        """Return the moment up to which everything that members wrote is counted; None: up to now.

        What stands in channels that Discord doesn't let us read is not waited for. Raises StorageTrouble.
        """
        await self.flush()
        async with self._database.read() as connection:
            missing = await store.gaps(connection, guild_id=guild_id)
            archived = (await store.archived_since(connection)).get(guild_id)
        moments = [made_at(gap.after_id) for gap in missing if not gap.closed]
        moments += [moment for moment in (archived, self._silent_since.get(guild_id)) if moment is not None]
        return min(moments, default=None)

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


def _without_author(fact: ReactionFact) -> ReactionFact:
    return fact._replace(author_id=None)


def _call(after: Iterable[AfterCommit]) -> None:
    for remember in after:
        remember()


def _halves(batch: Batch) -> list[Batch]:
    """Return a batch in two parts, the later one first."""
    middle = len(batch) // 2
    parts = [Batch(history=batch.history), Batch(history=batch.history)]
    number = 0
    for name in _KINDS:
        for fact in getattr(batch, name):
            getattr(parts[number >= middle], name).append(fact)
            number += 1
    return parts[::-1]


def _without(batch: Batch, poison: Iterable[Batch]) -> Batch:
    left = Batch(history=batch.history)
    bad = {id(fact) for part in poison for name in _KINDS for fact in getattr(part, name)}
    for name in _KINDS:
        getattr(left, name).extend(fact for fact in getattr(batch, name) if id(fact) not in bad)
    return left


_KINDS = ("messages", "reactions", "deletions", "voice")


def _ids_of(part: Batch) -> list[tuple[object, ...]]:
    return [
        tuple(fact[:5])  # server, channel or member, message, author
        for facts in (part.messages, part.reactions, part.deletions, part.voice)
        for fact in facts
    ]
