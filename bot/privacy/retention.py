"""How long each kind of data is kept, and taking away what is older: the same conditions count and prune.

Every kind is pruned in short transactions. What goes is noted as a number (`privacy_erasure`).
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, or_, select

from bot import state
from bot.activity.privacy import add_to_totals
from bot.activity.tables import activity_day
from bot.clock import Clock
from bot.db import Database
from bot.due import State, due_row
from bot.engine import AsyncConnection
from bot.events.model import OccurrenceState
from bot.events.tables import event_attendance_import, event_checkin_try, event_occurrence, event_presence
from bot.filters.model import Judgement
from bot.filters.tables import filter_hit
from bot.moderation.tables import moderation_draft, moderation_purge
from bot.onboarding.tables import onboarding_arrival
from bot.privacy.erasing import ENDS_BY_ITSELF, Erasing, log_erasure
from bot.privacy.model import PrivacySettings, UnknownKind, Why
from bot.privacy.tables import privacy_erasure, privacy_server
from bot.problems.tables import problem
from bot.questions.model import UnsealState
from bot.questions.tables import question_unseal
from bot.raids.tables import raid_join
from bot.settings.model import Section, ServerSettings
from bot.settings.service import Settings
from bot.settings.tables import setting_change

log = logging.getLogger(__name__)

AT_ONCE = 1_000
NIGHT_HOUR = 3
"""When the night's run may begin, in the server's time zone."""

DUE_DAYS = 30
FILTER_DAYS = 90
GIVEN_UP_DAYS = 180
CHANGES_DAYS = 730
UNSEAL_DAYS = 730
PROBLEM_DAYS = 180
ATTENDING_DAYS = 1
UNSETTLED_DAYS = 30
RAID_DAYS = 30
PURGE_DAYS = 7
DRAFT_DAYS = 1

Count = Callable[[AsyncConnection, int, datetime], Awaitable[int]]
Prune = Callable[[int, datetime], Awaitable[int]]
Days = Callable[[Any], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of data that is kept for some days. Its name is the message `privacy-kind-<name>`."""

    name: str
    days: Days
    """Of a server's settings in `section`; 0: for ever."""
    section: type[Section] = PrivacySettings
    count: Count
    """Given server and the moment before which it is too old, returns how much there is to prune."""
    prune: Prune
    """Prunes it and returns how much it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a kind stands in a server."""

    name: str
    days: int
    """0: for ever."""
    due: int
    """How much would go now."""
    last_at: datetime | None
    last_rows: int


class Retention:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings, erasing: Erasing) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._erasing = erasing
        self.kinds: list[Kind] = [
            Kind(name="activity", days=_activity_days, count=_count_activity, prune=self._prune_activity),
            Kind(name="leavers", days=_leavers_days, count=_count_leavers, prune=self._prune_leavers),
            self._rows("due", due_row, _finished, days=DUE_DAYS),
            self._rows("changes", setting_change, _changes, days=CHANGES_DAYS),
            self._rows("unsealing", question_unseal, _unsealed, days=UNSEAL_DAYS),
            self._rows("problems", problem, _closed_problems, days=PROBLEM_DAYS),
            self._rows("checkins", event_checkin_try, _tried, days=ATTENDING_DAYS),
            self._rows("lists", event_attendance_import, _staged, days=ATTENDING_DAYS),
            self._rows("presence", event_presence, _left_over, days=ATTENDING_DAYS),
            self._rows("purges", moderation_purge, _looked_at, days=PURGE_DAYS),
            self._rows("drafts", moderation_draft, _begun, days=DRAFT_DAYS),
            self._rows("filters", filter_hit, _hit, days=FILTER_DAYS),
            self._rows("raids", raid_join, _joined_in_raid, days=RAID_DAYS),
        ]
        """In the order in which they are shown; features may add theirs."""

    # For admins

    async def overview(self, *, guild_id: int) -> list[Kept]:
        """Return each kind with what would go now, and what went last time."""
        found: list[Kept] = []
        async with self._database.read() as connection:
            for kind in self.kinds:
                last = await _last(connection, guild_id=guild_id, kind=kind.name)
                days = kind.days(await self._settings.read(connection, guild_id, kind.section))
                before = self._before(days)
                found.append(
                    Kept(
                        name=kind.name,
                        days=days,
                        due=0 if before is None else await kind.count(connection, guild_id, before),
                        last_at=last[0] if last else None,
                        last_rows=last[1] if last else 0,
                    )
                )
        return found

    async def run(self, *, guild_id: int, names: Collection[str] | None = None) -> dict[str, int]:
        """Prune all kinds of a server, or some; returns how much went of each. Raises UnknownKind."""
        if names is not None and not set(names) <= {kind.name for kind in self.kinds}:
            raise UnknownKind
        gone: dict[str, int] = {}
        for kind in self.kinds:
            before = self._before(kind.days(await self._settings.get(guild_id, kind.section)))
            if before is None or (names is not None and kind.name not in names):
                continue
            gone[kind.name] = rows = await kind.prune(guild_id, before)
            if rows:
                async with self._database.write() as connection:
                    await log_erasure(
                        connection, guild_id=guild_id, why=Why.RETENTION, rows=rows, at=self._clock(), kind=kind.name
                    )
        return gone

    def _before(self, days: int) -> datetime | None:
        return self._clock() - timedelta(days=days) if days else None

    # Every night

    async def nightly(self) -> None:
        """Prune each server once a night; what the night before was missed is made up for at the next look."""
        async with self._database.read() as connection:
            guild_ids = list(await connection.scalars(select(privacy_server.c.guild_id)))
        for guild_id in guild_ids:
            if await self._is_time(guild_id):
                gone = await self.run(guild_id=guild_id)
                log.info("server %s: taken away after its time: %s", guild_id, sum(gone.values()))
                async with self._database.write() as connection:
                    await state.put(connection, _key(guild_id), self._clock().astimezone(UTC).isoformat())

    async def _is_time(self, guild_id: int) -> bool:
        zone = (await self._settings.get(guild_id, ServerSettings)).zone
        now = self._clock().astimezone(zone)
        night = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
        if now < night:
            night -= timedelta(days=1)
        async with self._database.read() as connection:
            value = await state.get(connection, _key(guild_id))
        return value is None or datetime.fromisoformat(value) < night

    # The kinds

    def _rows(self, name: str, table: Table, old: Callable[[datetime], ColumnElement[bool]], *, days: int) -> Kind:
        """Return a kind of which rows with an `id` are deleted by a condition."""

        def such(guild_id: int, before: datetime) -> ColumnElement[bool]:
            return and_(table.c.guild_id == guild_id, old(before))

        async def count(connection: AsyncConnection, guild_id: int, before: datetime) -> int:
            return int(
                await connection.scalar(select(func.count()).select_from(table).where(such(guild_id, before))) or 0
            )

        async def prune(guild_id: int, before: datetime) -> int:
            total = 0
            while True:
                ids = select(table.c.id).where(such(guild_id, before)).limit(AT_ONCE)
                async with self._database.write() as connection:
                    gone = (await connection.execute(delete(table).where(table.c.id.in_(ids)))).rowcount
                total += gone
                if gone < AT_ONCE:
                    return total

        return Kind(name=name, days=lambda _: days, count=count, prune=prune)

    async def _prune_activity(self, guild_id: int, before: datetime) -> int:
        """Make sums of the days that are too old."""
        total = 0
        async with self._database.read() as connection:
            days = await connection.scalars(
                select(activity_day.c.day).where(*_old_days(guild_id, before)).distinct().order_by(activity_day.c.day)
            )
        for day in days:
            total += await self._prune_day(guild_id, day)
        return total

    async def _prune_day(self, guild_id: int, day: date) -> int:
        of_day = and_(activity_day.c.guild_id == guild_id, activity_day.c.day == day)
        next_ones = select(activity_day.c.member_id).where(of_day).order_by(activity_day.c.member_id).limit(AT_ONCE)
        total = 0
        while True:
            async with self._database.write() as connection:
                last_id = await connection.scalar(select(func.max(next_ones.subquery().c.member_id)))
                if last_id is None:
                    return total
                such = and_(of_day, activity_day.c.member_id <= last_id)
                await add_to_totals(connection, such)
                total += (await connection.execute(delete(activity_day).where(such))).rowcount

    async def _prune_leavers(self, guild_id: int, before: datetime) -> int:
        """Erase those who left too long ago; returns how many they were."""
        async with self._database.read() as connection:
            members = await _leavers(connection, guild_id, before)
        erased = 0
        for member_id in members:
            async with self._database.read() as connection:
                # Again: those before them took their time, and they may have come back.
                is_due = bool(await _leavers(connection, guild_id, before, onboarding_arrival.c.member_id == member_id))
            if is_due:
                await self._erasing.carry_out(guild_id=guild_id, member_id=member_id, why=Why.RETENTION, logged=False)
                erased += 1
        return erased


def _activity_days(settings: PrivacySettings) -> int:
    return settings.activity_days


def _leavers_days(settings: PrivacySettings) -> int:
    return settings.leavers_days


def _old_days(guild_id: int, before: datetime) -> tuple[ColumnElement[bool], ...]:
    # Days are the server's own; one that began less than a day before the moment may not be over there.
    return activity_day.c.guild_id == guild_id, activity_day.c.day < (before - timedelta(days=1)).date()


async def _count_activity(connection: AsyncConnection, guild_id: int, before: datetime) -> int:
    query = select(func.count()).select_from(activity_day).where(*_old_days(guild_id, before))
    return int(await connection.scalar(query) or 0)


async def _count_leavers(connection: AsyncConnection, guild_id: int, before: datetime) -> int:
    return len(await _leavers(connection, guild_id, before))


async def _leavers(
    connection: AsyncConnection, guild_id: int, before: datetime, *such: ColumnElement[bool]
) -> Sequence[int]:
    """Return those, or such of those, who left before a moment and didn't come back."""
    arrival = onboarding_arrival.c
    later = onboarding_arrival.alias("later")
    came_back = exists(
        select(later.c.id).where(
            later.c.guild_id == arrival.guild_id, later.c.member_id == arrival.member_id, later.c.id > arrival.id
        )
    )
    found = await connection.scalars(
        select(arrival.member_id)
        .where(
            arrival.guild_id == guild_id, arrival.member_id.is_not(None), arrival.left_at < before, ~came_back, *such
        )
        .distinct()
        .order_by(arrival.member_id)
    )
    return list(found)


def _joined_in_raid(before: datetime) -> ColumnElement[bool]:
    return raid_join.c.joined_at < before


def _finished(before: datetime) -> ColumnElement[bool]:
    long_before = before - timedelta(days=GIVEN_UP_DAYS - DUE_DAYS)
    # What was given up is kept longer, for the check-up: but not where it names somebody who was erased.
    soon = or_(due_row.c.state == State.DONE, due_row.c.kind.in_(ENDS_BY_ITSELF))
    return or_(
        and_(soon, due_row.c.finished_at < before),
        and_(due_row.c.state == State.GIVEN_UP, due_row.c.finished_at < long_before),
    )


def _changes(before: datetime) -> ColumnElement[bool]:
    return setting_change.c.changed_at < before


def _unsealed(before: datetime) -> ColumnElement[bool]:
    # Whoever was unsealed and couldn't be told so far is told first.
    return and_(
        question_unseal.c.requested_at < before,
        or_(question_unseal.c.state == UnsealState.REQUESTED, question_unseal.c.told_at.is_not(None)),
    )


def _closed_problems(before: datetime) -> ColumnElement[bool]:
    return problem.c.closed_at < before


def _begun(before: datetime) -> ColumnElement[bool]:
    return moderation_draft.c.created_at < before


def _hit(before: datetime) -> ColumnElement[bool]:
    # What still waits for a moderator is kept until somebody has looked at it.
    return and_(filter_hit.c.hit_at < before, filter_hit.c.judgement != Judgement.WAITING)


def _tried(before: datetime) -> ColumnElement[bool]:
    return event_checkin_try.c.tried_at < before


def _staged(before: datetime) -> ColumnElement[bool]:
    # A due row takes them away after an hour; this is for where that was given up.
    return event_attendance_import.c.staged_at < before


def _looked_at(before: datetime) -> ColumnElement[bool]:
    return moderation_purge.c.created_at < before


def _left_over(before: datetime) -> ColumnElement[bool]:
    """Return what settling attendance leaves: of what was cancelled, or what nobody could settle for a month."""
    occurrence = event_occurrence.c
    needed = exists().where(
        occurrence.id == event_presence.c.occurrence_id,
        occurrence.settled_at.is_(None),
        occurrence.state != OccurrenceState.CANCELLED.value,
    )
    long_before = before - timedelta(days=UNSETTLED_DAYS - ATTENDING_DAYS)
    until_at = event_presence.c.until_at
    return and_(until_at < before, or_(~needed, until_at < long_before))


async def _last(connection: AsyncConnection, *, guild_id: int, kind: str) -> tuple[datetime, int] | None:
    """Return when something of a kind went last, and how much."""
    row: Any = (
        await connection.execute(
            select(privacy_erasure.c.happened_at, privacy_erasure.c.rows)
            .where(
                privacy_erasure.c.guild_id == guild_id,
                privacy_erasure.c.why == Why.RETENTION.value,
                privacy_erasure.c.kind == kind,
            )
            .order_by(privacy_erasure.c.id.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else (row.happened_at, row.rows)


def _key(guild_id: int) -> str:
    return f"privacy:retention:{guild_id}"
