"""A bot as a process of its own, on a server of its own with a crowd that floods it; how fast it is, and how long people wait meanwhile."""

import asyncio
import math
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.commands import cpu_seconds
from tests.bench.crowd import CHANNELS, ROLES, Crowd, author_id
from tests.wire.calls import Call
from tests.wire.gateway import Session
from tests.wire.interactions import DEFER, Interaction
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.things import Channel, Guild, Member, User

# A busy machine makes figures bad, not missing.
PATIENCE_SECONDS = 90.0
BURSTS_PER_SECOND = 100
IDLE_SECONDS = 0.2
IDLE_CPU_SECONDS = 0.01  # a tick, the finest /proc tells

DATABASE = "engawa.db"  # where BotProcess lets it be

Prepare = Callable[[Path, Guild], Awaitable[None]]


async def prepare_nothing(database: Path, guild: Guild) -> None:
    """As most bots start: without a database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A bot to be flooded."""

    name: str
    arguments: Sequence[str]
    marker: str = ""
    """The command it answers only when every message before it was taken; without one, the process says “took” itself."""
    asked: Sequence[str] = ()
    """What people ask it while it is flooded: the first of these that it has."""
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Prepare = prepare_nothing
    share: float = 1.0
    """How many of a round's events it gets: enough to be measured, and not more than a few seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """What a flood took: `seconds` until the last event was taken, `stored_seconds` until it was in the database."""

    events: int
    seconds: float
    stored_seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        return self.events / self.seconds

    @property
    def stored_per_second(self) -> float:
        return self.events / self.stored_seconds

    @property
    def cpu_of_100_000(self) -> float:
        return self.cpu_seconds / self.events * 100_000


@dataclass(slots=True)
class Waits:
    """Milliseconds people waited: for the first sign of an answer, and for the answer. Infinite where it never came."""

    ack: list[float] = field(default_factory=list)
    reply: list[float] = field(default_factory=list)
    cores: float = 0.0
    """Of the processor, kept busy by the bot meanwhile."""


class Place:
    """Where one candidate lives."""

    def __init__(
        self,
        candidate: Candidate,
        *,
        wire: Wire,
        bot: BotProcess,
        database: Path,
        crowd: Crowd,
        member: Member,
        channel: Channel,
    ) -> None:
        self.candidate = candidate
        self.bot = bot
        self.crowd = crowd
        self.database = database
        self._wire = wire
        self._member = member
        self._channel = channel
        self.ready_seconds = 0.0
        self.idle_megabytes = 0.0

    async def started(self) -> None:
        await self.bot.ready()
        self.ready_seconds = time.perf_counter() - self._wire.gateway.introduced_at
        await self.idle()
        self.idle_megabytes = self.bot.resident_megabytes()

    async def idle(self) -> None:
        """Wait until the process has nothing left to do."""
        until = time.perf_counter() + PATIENCE_SECONDS
        before = cpu_seconds(self.bot.pid)
        while time.perf_counter() < until:
            await asyncio.sleep(IDLE_SECONDS)
            now = cpu_seconds(self.bot.pid)
            if now - before <= IDLE_CPU_SECONDS:
                return
            before = now

    # As fast as it can

    async def flood(self, events: int) -> Flooded:
        payloads = self.crowd.payloads(events)
        stored_before = messages_stored(self.database)
        cpu_before = cpu_seconds(self.bot.pid)
        batch = self._session.pour("MESSAGE_CREATE", payloads)
        took_at = await self._took(events)
        stored_at = await self._stored((stored_before or 0) + events) if stored_before is not None else took_at
        await self.idle()
        assert batch.left_at is not None
        return Flooded(
            events=events,
            seconds=took_at - batch.left_at,
            stored_seconds=max(took_at, stored_at) - batch.left_at,
            cpu_seconds=cpu_seconds(self.bot.pid) - cpu_before,
        )

    async def _took(self, events: int) -> float:
        """Return when the bot had taken every event that was sent by now."""
        if not self.candidate.marker:
            said = sum(line == "took" for line in self.bot.lines)
            await self.bot.says("took", times=said + 1, within_seconds=PATIENCE_SECONDS)
            return time.perf_counter()
        since = len(self._wire.calls)
        marker = self._wire.people.slash(self._member, self._channel, self.candidate.marker)
        call = await self._wire.changes.until(
            lambda: next(iter(self._calls_for(marker, since)), None),
            f"{self.candidate.name} taking {events} messages",
            within_seconds=PATIENCE_SECONDS,
        )
        return call.arrived_at

    async def _stored(self, total: int) -> float:
        until = time.perf_counter() + PATIENCE_SECONDS
        while (stored := messages_stored(self.database) or 0) < total:
            assert time.perf_counter() < until, (
                f"{self.candidate.name} did not store {total - stored} messages:\n{self.bot.output}"
            )
            await asyncio.sleep(0.005)
        return time.perf_counter()

    # At a steady rate

    async def ask_while_flooded(self, *, messages_per_second: int, asked_per_second: int, seconds: float) -> Waits:
        since = len(self._wire.calls)
        self.crowd.back_to(0)
        began, cpu_before = time.perf_counter(), cpu_seconds(self.bot.pid)
        async with self._steadily(messages_per_second):
            await asyncio.sleep(0.5)
            asked = [
                await self._ask(pause=random.uniform(0.5, 1.5) / asked_per_second)
                for _ in range(int(seconds * asked_per_second))
            ]
        with suppress(AssertionError):
            await self._wire.changes.until(
                lambda: all(is_over(self._calls_for(interaction, since)) for interaction in asked),
                "answers",
                within_seconds=PATIENCE_SECONDS,
            )
        times = [waited(interaction, self._calls_for(interaction, since)) for interaction in asked]
        cores = (cpu_seconds(self.bot.pid) - cpu_before) / (time.perf_counter() - began)
        await self.idle()
        return Waits(ack=[ack for ack, _ in times], reply=[reply for _, reply in times], cores=cores)

    async def _ask(self, *, pause: float) -> Interaction:
        asked = self._wire.people.slash(self._member, self._channel, self._command)
        await asyncio.sleep(pause)
        return asked

    def knows(self, command: str) -> bool:
        commands = self._wire.world.commands.values()
        return any(known["name"] == command.partition(" ")[0] for everywhere in commands for known in everywhere)

    @property
    def _command(self) -> str:
        return next(command for command in self.candidate.asked if self.knows(command))

    @asynccontextmanager
    async def _steadily(self, per_second: int) -> AsyncIterator[None]:
        task = asyncio.create_task(self._pour_steadily(per_second))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _pour_steadily(self, per_second: int) -> None:
        started_at, sent = time.perf_counter(), 0
        while True:
            due = int((time.perf_counter() - started_at) * per_second) - sent
            if due:
                self._session.pour("MESSAGE_CREATE", self.crowd.payloads(due))
            sent += due
            await asyncio.sleep(1 / BURSTS_PER_SECOND)

    def _calls_for(self, interaction: Interaction, since: int) -> list[Call]:
        return [call for call in self._wire.calls[since:] if interaction.token in call.path]

    @property
    def _session(self) -> Session:
        session = self._wire.gateway.current.session
        assert session
        return session


def is_over(calls: Sequence[Call]) -> bool:
    """Whether nothing more will come of an interaction that these calls answered: it is answered, or was answered too late."""
    if not calls or calls[0].status is None:
        return False
    return len(calls) > 1 or not is_deferral(calls[0]) or calls[0].status >= 400


def waited(interaction: Interaction, calls: Sequence[Call]) -> tuple[float, float]:
    """Return the milliseconds until the first sign of an answer and until the answer; what came too late for Discord counts as well."""
    times = [(call.arrived_at - interaction.sent_at) * 1000 for call in calls]
    answers = times[1:] if calls and is_deferral(calls[0]) else times
    return (times or [math.inf])[0], (answers or [math.inf])[0]


def is_deferral(callback: Call) -> bool:
    return bool(callback.body["type"] == DEFER)


# Its place ---------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def live(candidate: Candidate, *, members: int, authors: int) -> AsyncIterator[Place]:
    """Start a bot in a server of so many members, of whom so many write."""
    async with Wire() as wire:
        guild = wire.world.add_guild()
        guild.silent_members = members
        roles = [wire.world.add_role(guild, f"Role {number}").id for number in range(ROLES)]
        channels = [wire.world.add_channel(guild, f"channel-{number}").id for number in range(CHANNELS)]
        general = wire.world.add_channel(guild, "general")
        # One of the crowd, so that there is something to show when they ask for their rank.
        member = wire.world.join(guild, User(id=author_id(0), name="Anna"))
        crowd = Crowd(guild, channel_ids=channels, role_ids=roles, authors=authors, spread=max(1, members // authors))
        with TemporaryDirectory() as folder:
            await candidate.prepare(Path(folder) / DATABASE, guild)
            started = BotProcess.start(
                wire, Path(folder), arguments=candidate.arguments, environment=dict(candidate.environment)
            )
            async with await started as bot:
                database = Path(folder) / DATABASE
                place = Place(
                    candidate, wire=wire, bot=bot, database=database, crowd=crowd, member=member, channel=general
                )
                await place.started()
                yield place


def messages_stored(database: Path) -> int | None:
    """Return how many messages the bot has in its database; None where it is not a bot that counts them."""
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        return int(opened.execute("SELECT coalesce(sum(messages), 0) FROM activity_day").fetchone()[0])
    return None
