"""Greeters: they are told of introductions and first posts that nobody has answered.

Each greeting has a due row of its own (`GREET`) for the moment its time is up. That only plans the one message of the
server (`TELL_GREETERS`): what falls due together, or during the night, is told together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.db import Database
from bot.due import Due, plan, unfinished
from bot.engine import AsyncConnection
from bot.onboarding.hours import greeters_told_at
from bot.onboarding.model import GreetingKind, OnboardingSettings
from bot.onboarding.store import arrivals
from bot.onboarding.store import introductions as store
from bot.settings.model import ServerSettings
from bot.settings.service import Settings

GREET = "onboarding:greet"
TELL_GREETERS = "onboarding:tell-greeters"

TOLD_AT_ONCE = 10
"""Posts in one message to the greeters."""

STALE_AFTER = timedelta(days=7)
"""A post that was not told of for so long (no channel was set, or none could be used) is no news any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """Something a newcomer posted that somebody should answer."""

    id: int
    guild_id: int
    member_id: int
    kind: GreetingKind
    channel_id: int
    message_id: int
    posted_at: datetime

    @property
    def link(self) -> str:
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"


class Greeters:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    async def overdue(self, *, guild_id: int, greeting_id: int) -> None:
        """Have the greeters told, where a greeting is still unanswered: now, or in the morning."""
        settings = await self._settings.get(guild_id, OnboardingSettings)
        if settings.greeter_role_id is None or settings.greeter_channel_id is None:
            return
        zone = (await self._settings.get(guild_id, ServerSettings)).zone
        async with self._database.write() as connection:
            row = await store.greeting(connection, guild_id=guild_id, greeting_id=greeting_id)
            if row is None or row.answered_at is not None or row.told_at is not None:
                return
            ready_at = row.posted_at + timedelta(hours=settings.greet_after_hours)
            if ready_at > self._clock():  # the admins have given everybody more time meanwhile
                await plan(connection, guild_id=guild_id, kind=GREET, subject_id=greeting_id, due_at=ready_at)
                return
            if await self._is_planned(connection, guild_id):
                return
            due_at = greeters_told_at(self._clock(), zone)
            await plan(connection, guild_id=guild_id, kind=TELL_GREETERS, subject_id=guild_id, due_at=due_at)

    async def _is_planned(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether a message is to be sent anyhow: planning it anew would forget that it may have been sent.

        One that is being sent may not tell of what comes now, and is no longer planned when it is.
        """
        rows = await unfinished(connection, kind=TELL_GREETERS, subject_ids=[guild_id])
        return any(not row.given_up and not row.under_way for row in rows)

    async def stuck(self) -> Sequence[Due]:
        """Return the messages that were given up, where greeters may be spoken to at this hour."""
        async with self._database.read() as connection:
            guild_ids = await arrivals.guilds_with_due(connection, kind=TELL_GREETERS)
            rows = await unfinished(connection, kind=TELL_GREETERS, subject_ids=guild_ids)
        now, found = self._clock(), []
        for row in rows:
            zone = (await self._settings.get(row.guild_id, ServerSettings)).zone
            if row.given_up and greeters_told_at(now, zone) == now:
                found.append(row)
        return found

    async def waiting(self, *, guild_id: int) -> Sequence[Greeting]:
        """Return what the greeters are to be told of now, oldest first."""
        now = self._clock()
        hours = (await self._settings.get(guild_id, OnboardingSettings)).greet_after_hours
        async with self._database.read() as connection:
            rows = await store.unanswered(
                connection,
                guild_id=guild_id,
                after=now - STALE_AFTER,
                before=now - timedelta(hours=hours),
                limit=TOLD_AT_ONCE,
            )
        return [_greeting(row) for row in rows]

    async def told(self, greetings: Sequence[Greeting], *, guild_id: int) -> None:
        """Note that the greeters know, or that there is nothing left to know; what still waits is told next."""
        async with self._database.write() as connection:
            await store.set_told(
                connection, guild_id=guild_id, ids=[greeting.id for greeting in greetings], at=self._clock()
            )

    async def plan_more(self, *, guild_id: int) -> None:
        """Have the rest told in a message of its own."""
        async with self._database.write() as connection:
            due_at = self._clock() + timedelta(minutes=1)
            await plan(connection, guild_id=guild_id, kind=TELL_GREETERS, subject_id=guild_id, due_at=due_at)


def _greeting(row: Any) -> Greeting:
    return Greeting(
        id=row.id,
        guild_id=row.guild_id,
        member_id=row.member_id,
        kind=GreetingKind(row.kind),
        channel_id=row.channel_id,
        message_id=row.message_id,
        posted_at=row.posted_at,
    )
