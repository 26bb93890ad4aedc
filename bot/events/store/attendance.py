"""Queries of who was there: stretches in voice, what else is known, the outcome, tries at codes. One query a
function.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, case, delete, func, insert, or_, select, update

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.events.model import DURATION_MAX, Answer, Attended, Occurrence, OccurrenceState, PlaceKind
from bot.events.store.occurrences import occurrence_of
from bot.events.tables import (
    event,
    event_attendance,
    event_attendance_import,
    event_checkin_try,
    event_occurrence,
    event_presence,
    event_rsvp,
)

_kind = func.coalesce(event_occurrence.c.place_kind, event.c.place_kind)
_channel = case(
    (event_occurrence.c.place_kind.is_not(None), event_occurrence.c.place_channel_id), else_=event.c.place_channel_id
)
"""Where an occurrence is: where its series is, unless it is elsewhere this once."""

LINES_MAX = 2_000
"""Members of one list; nobody ticks more by hand."""
WAYS = ("by_voice", "by_code", "by_host", "by_file")


class Venue(NamedTuple):
    """A voice or stage channel in which an occurrence takes place, and since when who is there counts."""

    occurrence_id: int
    guild_id: int
    channel_id: int
    starts_at: datetime
    began_at: datetime | None


class Stretch(NamedTuple):
    """A stretch of time somebody was there."""

    member_id: int
    from_at: datetime
    until_at: datetime


class Seen(NamedTuple):
    """A stretch that is to be kept for an occurrence."""

    guild_id: int
    occurrence_id: int
    stretch: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of somebody at an occurrence."""

    member_id: int
    minutes: int = 0
    by_voice: bool = False
    by_code: bool = False
    by_host: bool = False
    by_file: bool = False
    denied: bool = False
    outcome: Attended | None = None


# Time in voice


async def venues(
    connection: AsyncConnection, *, guild_ids: Collection[int], channel_ids: Collection[int], until: datetime
) -> list[Venue]:
    """Return what takes place in these channels, or has and isn't settled, of what begins before `until`."""
    occurrence = event_occurrence.c
    rows = await connection.execute(
        select(
            occurrence.id,
            occurrence.guild_id,
            _channel,
            occurrence.starts_at,
            occurrence.began_at,
        )
        .join(event, event.c.id == occurrence.event_id)
        .where(
            occurrence.guild_id.in_(list(guild_ids)),
            or_(occurrence.starts_at < until, occurrence.began_at.is_not(None)),
            occurrence.starts_at > until - 2 * DURATION_MAX,
            occurrence.state != OccurrenceState.CANCELLED.value,
            occurrence.settled_at.is_(None),
            _kind.in_([PlaceKind.VOICE.value, PlaceKind.STAGE.value]),
            _channel.in_(list(channel_ids)),
        )
        .limit(200)
    )
    return [Venue(*row) for row in rows]


async def add_stretches(connection: AsyncConnection, seen: Sequence[Seen]) -> None:
    """Keep stretches; one that goes on where the last one ended makes that longer."""
    presence = event_presence.c
    rows = await connection.execute(
        select(presence.id, presence.occurrence_id, presence.member_id, presence.until_at).where(
            presence.occurrence_id.in_({one.occurrence_id for one in seen}),
            presence.member_id.in_({one.stretch.member_id for one in seen}),
            presence.until_at >= min(one.stretch.from_at for one in seen),
        )
    )
    ends = {(row.occurrence_id, row.member_id, row.until_at): row.id for row in rows}
    longer: dict[int, datetime] = {}
    new: list[dict[str, Any]] = []
    for one in seen:
        member_id, from_at, until_at = one.stretch
        goes_on = ends.pop((one.occurrence_id, member_id, from_at), None)
        if goes_on is not None:
            longer[goes_on] = until_at
            ends[one.occurrence_id, member_id, until_at] = goes_on
        else:
            values = {"guild_id": one.guild_id, "occurrence_id": one.occurrence_id, "member_id": member_id}
            new.append({**values, "from_at": from_at, "until_at": until_at})
    if longer:
        await connection.execute(
            update(event_presence).where(presence.id == bindparam("row_id")).values(until_at=bindparam("now_until")),
            [{"row_id": row_id, "now_until": until_at} for row_id, until_at in longer.items()],
        )
    if new:
        await connection.execute(insert(event_presence), new)


async def stretches(connection: AsyncConnection, *, occurrence_id: int) -> list[Stretch]:
    presence = event_presence.c
    rows = await connection.execute(
        select(presence.member_id, presence.from_at, presence.until_at)
        .where(presence.occurrence_id == occurrence_id)
        .limit(20 * LINES_MAX)
    )
    return [Stretch(*row) for row in rows]


async def drop_stretches(connection: AsyncConnection, *, occurrence_id: int) -> None:
    await connection.execute(delete(event_presence).where(event_presence.c.occurrence_id == occurrence_id))


async def drop_stretches_of_cancelled(connection: AsyncConnection, *, guild_id: int) -> None:
    """Delete the stretches of what was cancelled while people were there already."""
    occurrence = event_occurrence.c
    cancelled = select(occurrence.id).where(
        occurrence.guild_id == guild_id, occurrence.state == OccurrenceState.CANCELLED.value
    )
    await connection.execute(
        delete(event_presence).where(
            event_presence.c.guild_id == guild_id, event_presence.c.occurrence_id.in_(cancelled)
        )
    )


async def previous_end(connection: AsyncConnection, occurrence: Occurrence, *, channel_id: int) -> datetime | None:
    """Return when the latest occurrence in the same channel ended that began before this one."""
    other = event_occurrence.c
    rows = await connection.execute(
        select(func.coalesce(other.ended_at, other.ends_at))
        .join(event, event.c.id == other.event_id)
        .where(
            other.guild_id == occurrence.guild_id,
            other.id != occurrence.id,
            other.starts_at < occurrence.starts_at,
            other.starts_at > occurrence.starts_at - DURATION_MAX,
            other.state != OccurrenceState.CANCELLED.value,
            _channel == channel_id,
        )
        .order_by(other.starts_at.desc())
        .limit(1)
    )
    found: datetime | None = rows.scalar()
    return found


# What is known of members


async def known(connection: AsyncConnection, *, occurrence_id: int) -> dict[int, Known]:
    """Return what is known, by member; those who were erased are left out."""
    rows = await connection.execute(
        select(event_attendance)
        .where(event_attendance.c.occurrence_id == occurrence_id, event_attendance.c.member_id.is_not(None))
        .order_by(event_attendance.c.id)
        .limit(LINES_MAX)
    )
    return {
        row.member_id: Known(
            member_id=row.member_id,
            minutes=row.minutes,
            by_voice=row.by_voice,
            by_code=row.by_code,
            by_host=row.by_host,
            by_file=row.by_file,
            denied=row.denied,
            outcome=Attended(row.outcome) if row.outcome is not None else None,
        )
        for row in rows
    }


async def save(connection: AsyncConnection, entries: Iterable[Known], *, guild_id: int, occurrence_id: int) -> None:
    """Write what is known of members, in place of what was."""
    values = [
        {
            "guild_id": guild_id,
            "occurrence_id": occurrence_id,
            "member_id": one.member_id,
            "minutes": one.minutes,
            **{way: getattr(one, way) for way in WAYS},
            "denied": one.denied,
            "outcome": one.outcome.value if one.outcome is not None else None,
        }
        for one in entries
    ]
    if not values:
        return
    statement = insert_into(event_attendance, connection)
    changed = ("minutes", *WAYS, "denied", "outcome")
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["occurrence_id", "member_id"],
            set_={name: statement.excluded[name] for name in changed},
        ),
        values,
    )


async def lock(connection: AsyncConnection, *, occurrence_id: int) -> None:
    """Keep an occurrence, and what is known of it, as they are until the transaction ends."""
    await connection.execute(
        select(event_occurrence.c.id).where(event_occurrence.c.id == occurrence_id).with_for_update()
    )


async def mark_settled(connection: AsyncConnection, *, occurrence_id: int, at: datetime) -> bool:
    """Note that attendance is settled; returns whether it wasn't before."""
    done = await connection.execute(
        update(event_occurrence)
        .where(event_occurrence.c.id == occurrence_id, event_occurrence.c.settled_at.is_(None))
        .values(settled_at=at)
    )
    return bool(done.rowcount)


async def answers(connection: AsyncConnection, *, occurrence_id: int) -> dict[int, Answer]:
    """Return what members had answered, in the order of their places."""
    rsvp = event_rsvp.c
    rows = await connection.execute(
        select(rsvp.member_id, rsvp.answer)
        .where(rsvp.occurrence_id == occurrence_id, rsvp.member_id.is_not(None))
        .order_by(rsvp.place, rsvp.id)
        .limit(10_000)
    )
    return {row.member_id: Answer(row.answer) for row in rows}


async def attended(connection: AsyncConnection, *, guild_id: int, occurrence_id: int) -> frozenset[int]:
    rows = await connection.execute(
        select(event_attendance.c.member_id).where(
            event_attendance.c.guild_id == guild_id,
            event_attendance.c.occurrence_id == occurrence_id,
            event_attendance.c.outcome == Attended.ATTENDED.value,
            event_attendance.c.member_id.is_not(None),
        )
    )
    return frozenset(rows.scalars())


# Figures


class Turnout(NamedTuple):
    """How an occurrence went, in numbers; nobody is named."""

    occurrence_id: int
    starts_at: datetime
    going: int
    came: int
    """Of those who had said they would."""
    missing: int
    """Of those, who is known not to have come."""
    unannounced: int
    """Came without having said so."""


async def turnouts(connection: AsyncConnection, *, guild_id: int, event_id: int, limit: int) -> list[Turnout]:
    """Return the occurrences of an event whose attendance is settled, latest first."""
    occurrence, rsvp, there = event_occurrence.c, event_rsvp.c, event_attendance.c
    came, missing = there.outcome == Attended.ATTENDED.value, there.outcome == Attended.NO_SHOW.value
    of_going = (
        select(
            rsvp.occurrence_id,
            func.count().label("going"),
            func.coalesce(func.sum(case((came, 1), else_=0)), 0).label("came"),
            func.coalesce(func.sum(case((missing, 1), else_=0)), 0).label("missing"),
        )
        .outerjoin(
            event_attendance,
            and_(there.occurrence_id == rsvp.occurrence_id, there.member_id == rsvp.member_id),
        )
        .where(rsvp.guild_id == guild_id, rsvp.answer == Answer.GOING.value, rsvp.member_id.is_not(None))
        .group_by(rsvp.occurrence_id)
        .subquery()
    )
    everybody = (
        select(there.occurrence_id, func.count().label("came"))
        .where(there.guild_id == guild_id, came, there.member_id.is_not(None))
        .group_by(there.occurrence_id)
        .subquery()
    )
    rows = await connection.execute(
        select(
            occurrence.id,
            occurrence.starts_at,
            func.coalesce(of_going.c.going, 0).label("going"),
            func.coalesce(of_going.c.came, 0).label("came"),
            func.coalesce(of_going.c.missing, 0).label("missing"),
            func.coalesce(everybody.c.came, 0).label("everybody"),
        )
        .outerjoin(of_going, of_going.c.occurrence_id == occurrence.id)
        .outerjoin(everybody, everybody.c.occurrence_id == occurrence.id)
        .where(occurrence.guild_id == guild_id, occurrence.event_id == event_id, occurrence.settled_at.is_not(None))
        .order_by(occurrence.starts_at.desc(), occurrence.id.desc())
        .limit(limit)
    )
    return [Turnout(row.id, row.starts_at, row.going, row.came, row.missing, row.everybody - row.came) for row in rows]


class Visit(NamedTuple):
    """An event somebody had said they would come to, or came to."""

    title: str
    starts_at: datetime
    answer: Answer | None
    outcome: Attended | None


async def visits(connection: AsyncConnection, *, guild_id: int, member_id: int, limit: int) -> list[Visit]:
    """Return somebody's latest events whose attendance is settled, latest first."""
    occurrence, rsvp, there = event_occurrence.c, event_rsvp.c, event_attendance.c
    rows = await connection.execute(
        select(event.c.title, occurrence.starts_at, rsvp.answer, there.outcome)
        .select_from(event_occurrence)
        .join(event, event.c.id == occurrence.event_id)
        .outerjoin(event_rsvp, and_(rsvp.occurrence_id == occurrence.id, rsvp.member_id == member_id))
        .outerjoin(event_attendance, and_(there.occurrence_id == occurrence.id, there.member_id == member_id))
        .where(
            occurrence.guild_id == guild_id,
            occurrence.settled_at.is_not(None),
            or_(rsvp.answer == Answer.GOING.value, there.outcome.is_not(None)),
        )
        .order_by(occurrence.starts_at.desc(), occurrence.id.desc())
        .limit(limit)
    )
    return [
        Visit(
            row.title,
            row.starts_at,
            Answer(row.answer) if row.answer is not None else None,
            Attended(row.outcome) if row.outcome is not None else None,
        )
        for row in rows
    ]


# Codes


async def with_code(
    connection: AsyncConnection, *, guild_id: int, now: datetime, around: timedelta
) -> list[Occurrence]:
    """Return the occurrences that can be checked in to now: from `around` before the start until `around` after."""
    occurrence = event_occurrence.c
    rows = await connection.execute(
        select(event_occurrence)
        .where(
            occurrence.guild_id == guild_id,
            occurrence.sealed_code.is_not(None),
            occurrence.state != OccurrenceState.CANCELLED.value,
            or_(occurrence.starts_at <= now + around, occurrence.began_at.is_not(None)),
            func.coalesce(occurrence.ended_at, occurrence.ends_at) >= now - around,
        )
        .order_by(occurrence.starts_at, occurrence.id)
        .limit(50)
    )
    return [occurrence_of(row) for row in rows]


async def set_code(connection: AsyncConnection, *, occurrence_id: int, sealed: str | None) -> None:
    await connection.execute(
        update(event_occurrence).where(event_occurrence.c.id == occurrence_id).values(sealed_code=sealed)
    )


async def tries_since(
    connection: AsyncConnection, *, guild_id: int, since: datetime, member_id: int | None = None
) -> Sequence[datetime]:
    """Return when wrong codes were tried, oldest first: by a member, or by anybody."""
    tried = event_checkin_try.c
    by = [] if member_id is None else [tried.member_id == member_id]
    rows = await connection.execute(
        select(tried.tried_at)
        .where(tried.guild_id == guild_id, tried.tried_at > since, *by)
        .order_by(tried.tried_at)
        .limit(500)
    )
    return list(rows.scalars())


async def add_try(connection: AsyncConnection, *, guild_id: int, member_id: int, at: datetime) -> None:
    await connection.execute(insert(event_checkin_try).values(guild_id=guild_id, member_id=member_id, tried_at=at))


async def drop_tries(connection: AsyncConnection, *, guild_id: int, before: datetime) -> None:
    tried = event_checkin_try.c
    await connection.execute(delete(event_checkin_try).where(tried.guild_id == guild_id, tried.tried_at <= before))


# Which occurrence somebody means


class Meant(NamedTuple):
    occurrence: Occurrence
    title: str
    time_zone: str

    @property
    def starts_local(self) -> datetime:
        """The wall time in the event's own zone."""
        return self.occurrence.starts_at.astimezone(ZoneInfo(self.time_zone))


async def around_now(
    connection: AsyncConnection,
    *,
    guild_id: int,
    since: datetime,
    until: datetime,
    host_id: int | None,
    typed: str = "",
    limit: int = 25,
) -> list[Meant]:
    """Return the occurrences that end after `since` and start before `until`, with `host_id` those somebody holds."""
    occurrence = event_occurrence.c
    held = [] if host_id is None else [or_(event.c.host_id == host_id, event.c.cohost_id == host_id)]
    named = [event.c.title.icontains(typed, autoescape=True)] if typed else []
    rows = await connection.execute(
        select(event_occurrence, event.c.title.label("of_title"), event.c.time_zone.label("of_zone"))
        .join(event, event.c.id == occurrence.event_id)
        .where(
            occurrence.guild_id == guild_id,
            occurrence.state != OccurrenceState.CANCELLED.value,
            func.coalesce(occurrence.ended_at, occurrence.ends_at) > since,
            occurrence.starts_at < until,
            *held,
            *named,
        )
        .order_by(occurrence.starts_at, occurrence.id)
        .limit(limit)
    )
    return [Meant(occurrence_of(row), row.of_title, row.of_zone) for row in rows]


# Lists from files


class List(NamedTuple):
    """A list that waits for a host's yes."""

    occurrence_id: int
    member_ids: tuple[int, ...]


async def stage(
    connection: AsyncConnection,
    *,
    guild_id: int,
    occurrence_id: int,
    by_id: int,
    member_ids: Collection[int],
    at: datetime,
) -> int:
    """Keep a list until somebody says yes; returns its id."""
    done = await connection.execute(
        insert(event_attendance_import).values(
            guild_id=guild_id,
            occurrence_id=occurrence_id,
            by_id=by_id,
            matched=json.dumps(list(member_ids)),
            staged_at=at,
        )
    )
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


async def staged(connection: AsyncConnection, *, guild_id: int, import_id: int) -> List | None:
    rows = await connection.execute(
        select(event_attendance_import.c.occurrence_id, event_attendance_import.c.matched).where(
            event_attendance_import.c.guild_id == guild_id, event_attendance_import.c.id == import_id
        )
    )
    row = rows.first()
    return None if row is None else List(row.occurrence_id, tuple(json.loads(row.matched)))


async def unstage(connection: AsyncConnection, *, guild_id: int, import_id: int) -> bool:
    """Forget a list; returns whether it was there."""
    done = await connection.execute(
        delete(event_attendance_import).where(
            event_attendance_import.c.guild_id == guild_id, event_attendance_import.c.id == import_id
        )
    )
    return bool(done.rowcount)


async def unstage_naming(connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
    """Forget the lists that name a member."""
    rows = await connection.execute(
        select(event_attendance_import.c.id, event_attendance_import.c.matched).where(
            event_attendance_import.c.guild_id == guild_id
        )
    )
    naming = [row.id for row in rows if member_id in json.loads(row.matched)]
    await connection.execute(delete(event_attendance_import).where(event_attendance_import.c.id.in_(naming)))
