"""A server's events without Discord: dates that run, people in voice, and what hosts and members do about them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.activity.model import GuildSeen, VoiceFact
from bot.actor import Actor
from bot.app import App
from bot.events.model import Answer, Attended, EventState, NativeState, OccurrenceState, PlaceKind
from bot.events.store import attendance, rsvps
from bot.events.tables import event, event_attendance, event_occurrence, event_presence
from bot.points.model import Kind
from bot.points.tables import point_ledger
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1 << 22, 2 << 22
ROOM, OTHER_ROOM = 50, 51
START = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
LENGTH = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

HOST = Actor(id=100, guild_id=GUILD)
COHOST = Actor(id=101, guild_id=GUILD)
ANNA, BEN, MIKA = (Actor(id=id_, guild_id=GUILD) for id_ in (200, 201, 202))
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)


def member(number: int) -> Actor:
    return Actor(id=1_000 + number, guild_id=GUILD)


@dataclass
class Hall:
    app: App
    clock: MovableClock

    async def occurrence(
        self,
        *,
        starts_at: datetime = START,
        length: timedelta = LENGTH,
        room: int | None = ROOM,
        guild_id: int = GUILD,
        event_id: int | None = None,
        **changes: Any,
    ) -> int:
        """Make a date of an event (a new one without `event_id`), planned; returns its id."""
        async with self.app.database.write() as connection:
            if event_id is None:
                values = {
                    "guild_id": guild_id,
                    "state": EventState.PUBLISHED.value,
                    "title": "Tea tasting",
                    "description": "",
                    "starts_local": "2026-01-05T21:00",
                    "second_time": False,
                    "time_zone": "Asia/Tokyo",
                    "duration_minutes": int(length.total_seconds() // 60),
                    "place_kind": (PlaceKind.VOICE if room else PlaceKind.EXTERNAL).value,
                    "place_channel_id": room,
                    "place": None if room else "The café",
                    "needs_rank": False,
                    "host_id": HOST.id,
                    "cohost_id": COHOST.id,
                    "reminders": "",
                    "created_by_id": HOST.id,
                    "created_at": START,
                    "revision": 1,
                } | changes
                event_id = (await connection.execute(insert(event).values(**values).returning(event.c.id))).scalar_one()
            made = await connection.execute(
                insert(event_occurrence)
                .values(
                    guild_id=guild_id,
                    event_id=event_id,
                    original_at=starts_at,
                    starts_at=starts_at,
                    ends_at=starts_at + length,
                    moved=False,
                    state=OccurrenceState.PLANNED.value,
                    native_state=NativeState.OFF.value,
                    sequence=0,
                )
                .returning(event_occurrence.c.id)
            )
            return int(made.scalar_one())

    async def event_of(self, occurrence_id: int) -> int:
        async with self.app.database.read() as connection:
            found = await connection.scalar(
                select(event_occurrence.c.event_id).where(event_occurrence.c.id == occurrence_id)
            )
        assert found is not None
        return int(found)

    async def set(self, occurrence_id: int, **values: Any) -> None:
        async with self.app.database.write() as connection:
            await connection.execute(
                update(event_occurrence).where(event_occurrence.c.id == occurrence_id).values(**values)
            )

    async def begin(self, occurrence_id: int) -> None:
        await self.set(occurrence_id, state=OccurrenceState.RUNNING.value, began_at=self.clock())

    async def end(self, occurrence_id: int, *, at: datetime | None = None) -> None:
        await self.set(occurrence_id, state=OccurrenceState.ENDED.value, ended_at=at or self.clock())

    async def settle(self, occurrence_id: int, *, guild_id: int = GUILD) -> None:
        await self.app.events.attendance.settle(guild_id=guild_id, occurrence_id=occurrence_id)

    async def over(self, occurrence_id: int) -> None:
        """Let a date end when it was to, and settle it."""
        self.clock.now = max(self.clock.now, START + LENGTH)
        await self.end(occurrence_id)
        await self.settle(occurrence_id)

    async def answers(self, occurrence_id: int, *who: Actor, answer: Answer = Answer.GOING) -> None:
        async with self.app.database.write() as connection:
            for place, actor in enumerate(who, start=1):
                await rsvps.put(
                    connection,
                    guild_id=actor.guild_id,
                    occurrence_id=occurrence_id,
                    member_id=actor.id,
                    answer=answer,
                    place=place,
                    at=self.clock(),
                )

    # Voice

    def fact(self, who: Actor, channel_id: int | None, *, session_id: str = "") -> VoiceFact:
        session = session_id or f"session-{who.id}"
        return VoiceFact(who.guild_id, who.id, channel_id, session, False, False, False, (), None, self.clock())

    def joins(self, who: Actor, channel_id: int | None = ROOM, *, at: datetime | None = None) -> None:
        if at is not None:
            self.clock.now = at
        self.app.activity.voice(self.fact(who, channel_id))

    def leaves(self, who: Actor, *, at: datetime | None = None) -> None:
        self.joins(who, None, at=at)

    def back(self, *there: Actor, session_id: str = "") -> None:
        """Have the gateway show the server anew, with those who are in the room now."""
        states = [self.fact(who, ROOM, session_id=session_id) for who in there]
        self.app.activity.guild_seen(GuildSeen(GUILD, {}, self.clock()), states)

    # What came of it

    async def outcomes(self, occurrence_id: int) -> dict[int, Attended | None]:
        async with self.app.database.read() as connection:
            known = await attendance.known(connection, occurrence_id=occurrence_id)
        return {member_id: one.outcome for member_id, one in known.items()}

    async def minutes(self, occurrence_id: int) -> dict[int, int]:
        async with self.app.database.read() as connection:
            known = await attendance.known(connection, occurrence_id=occurrence_id)
        return {member_id: one.minutes for member_id, one in known.items() if one.minutes}

    async def points(self, who: Actor) -> int:
        """Return what they have for events, and not for being in voice."""
        kinds = [kind.value for kind in (Kind.ATTENDED, Kind.HOSTED, Kind.REVERSAL)]
        async with self.app.database.read() as connection:
            found = await connection.scalar(
                select(func.sum(point_ledger.c.points)).where(
                    point_ledger.c.guild_id == who.guild_id,
                    point_ledger.c.member_id == who.id,
                    point_ledger.c.kind.in_(kinds),
                )
            )
        return int(found or 0)

    async def rows(self, table: Any = event_presence) -> int:
        async with self.app.database.read() as connection:
            return len((await connection.execute(select(table))).all())

    async def attendance_rows(self) -> int:
        return await self.rows(event_attendance)
