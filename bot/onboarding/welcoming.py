"""Welcoming those who have arrived: one message for all who come together.

Who goes into a message is marked before it is sent, so that whoever retries it tells the same people, and nobody is
mentioned twice. Nobody is forgotten while a channel can't be used; who has waited for two days is left out, and their
row says so (`to_welcome` is taken back, `welcomed_at` stays empty).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import due
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.steps import Steps
from bot.onboarding.store import arrivals
from bot.onboarding.store import welcomes as store
from bot.settings.model import Change
from bot.settings.service import Settings

WELCOME = "onboarding:welcome"

BUNDLE_MAX = 40
"""Mentions in one message: a thousand characters, and fewer than Discord's filters take for spam."""

AT_MOST_EVERY = timedelta(seconds=10)
"""Messages in one server: two hundred arrivals in a minute are seven or eight."""

SENDING_PAUSE = timedelta(seconds=2)
"""When it is looked again whether the message before is sent: Discord may make us wait for our turn."""

STALE_AFTER = timedelta(hours=48)
"""Who arrived longer ago is not greeted any more."""

DOORS = ("agree", "interests", "introduce", "question")
"""What a welcome offers, by the names of the first steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Those whom one message welcomes."""

    guild_id: int
    arrival_ids: Sequence[int]
    member_ids: Sequence[int]
    """Everybody whom an earlier try may have mentioned."""
    present_ids: Sequence[int]
    """Those of them who are still here."""
    begun_at: datetime
    again: bool
    """Whether a message may have been sent already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    count: int
    since: datetime | None
    """When the first of them arrived."""


class Welcoming:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, steps: Steps) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._steps = steps
        self._tried_at: dict[int, datetime] = {}
        self.sending: set[int] = set()
        """Servers in which a message is being sent."""
        self.soon: dict[int, datetime] = {}
        """Servers in which a message is planned, and when: nobody should have to wait for the slow sweep."""

    async def plan_in(self, connection: AsyncConnection, *, guild_id: int) -> None:
        """Have those who wait welcomed, in a transaction that is open. Without a channel they wait for one."""
        settings = await self._settings.read(connection, guild_id, OnboardingSettings)
        if settings.welcome_channel_id is not None and not await self._is_planned(connection, guild_id):
            await self._plan(connection, guild_id)

    async def plan(self, *, guild_id: int) -> None:
        """Have those who wait welcomed now, also where that was given up."""
        async with self._database.write() as connection:
            await self._plan(connection, guild_id)

    async def _plan(self, connection: AsyncConnection, guild_id: int) -> None:
        now = self._clock()
        tried_at = self._tried_at.get(guild_id)
        due_at = max(now, tried_at + AT_MOST_EVERY) if tried_at is not None else now
        if guild_id in self.sending:
            due_at = max(due_at, now + SENDING_PAUSE)
        await due.plan(connection, guild_id=guild_id, kind=WELCOME, subject_id=guild_id, due_at=due_at)
        self.soon[guild_id] = due_at

    async def _is_planned(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether a message is to be sent anyhow, or can't be: what is mended is looked after, not each arrival.

        One that is being sent at this moment doesn't count: it may have been decided already whom it mentions.
        """
        return await arrivals.is_waiting(connection, kind=WELCOME, subject_id=guild_id)

    def is_soon(self) -> bool:
        """Whether a message is due by now; it is asked once."""
        now = self._clock()
        by_now = [guild_id for guild_id, due_at in self.soon.items() if due_at <= now]
        for guild_id in by_now:
            del self.soon[guild_id]
        return bool(by_now)

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Welcome in a channel that was chosen just now who has waited for one."""
        for change in changes:
            if (change.section, change.key) == (OnboardingSettings.section, "welcome_channel_id") and change.new:
                count, _ = await store.waiting(connection, guild_id=guild_id)
                if count:
                    await self._plan(connection, guild_id)

    def is_too_soon(self, guild_id: int) -> bool:
        """Whether a message is being sent, or was tried a moment ago."""
        tried_at = self._tried_at.get(guild_id)
        lately = tried_at is not None and self._clock() - tried_at < AT_MOST_EVERY
        return lately or guild_id in self.sending

    @contextmanager
    def trying(self, guild_id: int) -> Iterator[None]:
        """Send a message meanwhile: no other one of this server."""
        self._tried_at[guild_id] = self._clock()
        self.sending.add(guild_id)
        try:
            yield
        finally:
            self.sending.discard(guild_id)

    async def waiting(self, *, guild_id: int) -> Waiting:
        """Return who is to be welcomed, without those who arrived too long ago."""
        async with self._database.write() as connection:
            await store.skip(connection, guild_id=guild_id, arrived_before=self._clock() - STALE_AFTER)
            count, since = await store.waiting(connection, guild_id=guild_id)
        return Waiting(count=count, since=since)

    async def guilds_waiting(self) -> set[int]:
        """Return the servers in which somebody is to be welcomed, or a message could not be sent."""
        async with self._database.read() as connection:
            planned = await arrivals.guilds_with_due(connection, kind=WELCOME)
            return planned | await store.guilds_waiting(connection)

    async def bundle(self, *, guild_id: int) -> Bundle | None:
        """Return whom the next message welcomes. Until it is `welcomed` it is the same."""
        now = self._clock()
        async with self._database.write() as connection:
            await store.skip(connection, guild_id=guild_id, arrived_before=now - STALE_AFTER)
            rows = await store.bundled(connection, guild_id=guild_id)
            again = bool(rows)
            if not again:
                rows = await store.bundle(connection, guild_id=guild_id, at=now, limit=BUNDLE_MAX)
        if not rows:
            return None
        return Bundle(
            guild_id=guild_id,
            arrival_ids=[row.id for row in rows],
            member_ids=list(dict.fromkeys(row.member_id for row in rows)),
            present_ids=list(dict.fromkeys(row.member_id for row in rows if row.left_at is None)),
            begun_at=rows[0].bundled_at,
            again=again,
        )

    async def welcomed(self, bundle: Bundle) -> bool:
        """Note that a message has welcomed these; returns whether others are waiting."""
        async with self._database.write() as connection:
            await store.mark_welcomed(connection, bundle.arrival_ids, at=self._clock())
            count, _ = await store.waiting(connection, guild_id=bundle.guild_id)
        return count > 0

    async def give_up(self, bundle: Bundle) -> None:
        """All of them have left."""
        async with self._database.write() as connection:
            await store.drop(connection, bundle.arrival_ids)

    async def is_on_its_way(self, guild_id: int) -> bool:
        """Whether a message is planned; one that was given up is not."""
        async with self._database.read() as connection:
            rows = await due.unfinished(connection, kind=WELCOME, subject_ids=[guild_id])
        return any(not row.given_up for row in rows)

    async def offered(self, *, guild_id: int) -> list[str]:
        """Return the names of the doors a welcome has on this server."""
        async with self._database.read() as connection:
            names = {step.name for step in await self._steps.offered(connection, guild_id)}
        return [name for name in DOORS if name in names]
