"""Queries of activity."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, select, text, update

from bot.activity.cursors import OpenGap, Taken
from bot.activity.model import Gap, Position
from bot.activity.tables import (
    activity_channel,
    activity_day,
    activity_gap,
    activity_guild,
    activity_member,
    activity_voice,
    gateway_position,
)
from bot.activity.voice import Key, Presence
from bot.bulk import Bulk
from bot.db import insert_into
from bot.engine import AsyncConnection

COUNTED = ("messages", "replies", "reactions_given", "reactions_received", "voice_seconds", "voice_active_seconds")
NOTHING = (0,) * len(COUNTED)


# Days


_add_days = Bulk(
    activity_day,
    ("guild_id", "member_id", "day", *COUNTED),
    key=("guild_id", "day", "member_id"),
    change=lambda row, new: {
        # CASE, since SQLite's MAX is GREATEST elsewhere.
        name: case((row[name] + new[name] < text("0"), text("0")), else_=row[name] + new[name])
        if name.startswith("reactions")
        else row[name] + new[name]
        for name in COUNTED
    },
)


async def add_days(connection: AsyncConnection, sums: Mapping[tuple[int, int, date], Sequence[int]]) -> None:
    """Add to what members did on days; a sum of reactions can be negative, a day's never is."""
    lowered = [(*key, *NOTHING) for key, counts in sums.items() if min(counts) < 0]
    await _add_days.run(connection, lowered)  # so that a row is there, and the condition is asked
    await _add_days.run(connection, [(*key, *counts) for key, counts in sums.items()])


async def day_of_member(
    connection: AsyncConnection, *, guild_id: int, member_id: int, day: date
) -> Mapping[str, Any] | None:
    row = (
        await connection.execute(
            select(activity_day).where(
                activity_day.c.guild_id == guild_id,
                activity_day.c.day == day,
                activity_day.c.member_id == member_id,
            )
        )
    ).one_or_none()
    return None if row is None else dict(row._mapping)


_note_first_posts = Bulk(
    activity_member,
    ("guild_id", "member_id", "first_post_at"),
    key=("guild_id", "member_id"),
    change=lambda row, new: {
        "first_post_at": case((new.first_post_at < row.first_post_at, new.first_post_at), else_=row.first_post_at)
    },
)


async def note_first_posts(connection: AsyncConnection, moments: Mapping[tuple[int, int], datetime]) -> None:
    """Note when members wrote, where that is earlier than what is known."""
    await _note_first_posts.run(connection, [(*key, moment) for key, moment in moments.items()])


async def first_post(connection: AsyncConnection, *, guild_id: int, member_id: int) -> datetime | None:
    found: datetime | None = await connection.scalar(
        select(activity_member.c.first_post_at).where(
            activity_member.c.guild_id == guild_id, activity_member.c.member_id == member_id
        )
    )
    return found


# Cursors and gaps


async def cursors(connection: AsyncConnection) -> dict[int, int]:
    rows = await connection.execute(select(activity_channel.c.channel_id, activity_channel.c.cursor_id))
    return {row.channel_id: row.cursor_id for row in rows}


async def counted_since(connection: AsyncConnection) -> dict[int, datetime]:
    rows = await connection.execute(select(activity_guild.c.guild_id, activity_guild.c.counted_since))
    return {row.guild_id: row.counted_since for row in rows}


async def latest_cursors(connection: AsyncConnection) -> dict[int, int]:
    """Return the latest message that is known of each server."""
    rows = await connection.execute(
        select(activity_channel.c.guild_id, func.max(activity_channel.c.cursor_id).label("cursor_id")).group_by(
            activity_channel.c.guild_id
        )
    )
    return {row.guild_id: row.cursor_id for row in rows}


async def write_cursors(connection: AsyncConnection, taken: Taken, *, now: datetime) -> None:
    if taken.new_guilds:
        await connection.execute(
            insert_into(activity_guild, connection).on_conflict_do_nothing(),
            [{"guild_id": guild_id, "counted_since": since} for guild_id, since in taken.new_guilds.items()],
        )
    if taken.cursors:
        statement = insert_into(activity_channel, connection)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["channel_id"], set_={"cursor_id": statement.excluded.cursor_id}
            ),
            [
                {"channel_id": channel_id, "guild_id": taken.guilds[channel_id], "cursor_id": cursor_id}
                for channel_id, cursor_id in taken.cursors.items()
            ],
        )
    if taken.all_gaps:
        await connection.execute(activity_gap.insert(), [_gap_values(gap, now) for gap in taken.all_gaps])
    for guild_id, since in taken.archived_since.items():
        # An earlier look that is still to be taken goes further back.
        await connection.execute(
            update(activity_guild)
            .where(activity_guild.c.guild_id == guild_id, activity_guild.c.archived_since.is_(None))
            .values(archived_since=since)
        )


def _gap_values(gap: OpenGap, now: datetime) -> dict[str, object]:
    return {**gap._asdict(), "opened_at": now, "attempts": 0, "closed": False}


async def gaps(
    connection: AsyncConnection,
    *,
    guild_id: int | None = None,
    limit: int = 100_000,
) -> list[Gap]:
    """Return what is still to be read, in the order in which it was found missing."""
    query = select(activity_gap).order_by(activity_gap.c.id).limit(limit)
    if guild_id is not None:
        query = query.where(activity_gap.c.guild_id == guild_id)
    return [Gap(**row._mapping) for row in await connection.execute(query)]


async def move_gap(connection: AsyncConnection, gap: Gap, *, read_until: int) -> bool:
    """Note that a gap is read up to a message; False where somebody else has read on meanwhile."""
    same = (activity_gap.c.id == gap.id) & (activity_gap.c.after_id == gap.after_id)
    if read_until >= gap.until_id:
        done = await connection.execute(delete(activity_gap).where(same))
    else:
        read = update(activity_gap).where(same).values(after_id=read_until, attempts=0, retry_at=None, closed=False)
        done = await connection.execute(read)
    return bool(done.rowcount)


async def postpone_channel(
    connection: AsyncConnection, *, channel_id: int, retry_at: datetime, closed: bool, attempts: int
) -> None:
    """Leave all that is missing of a channel until a moment."""
    await connection.execute(
        update(activity_gap)
        .where(activity_gap.c.channel_id == channel_id)
        .values(retry_at=retry_at, closed=closed, attempts=attempts)
    )


async def retry_closed(connection: AsyncConnection, *, guild_id: int | None) -> None:
    query = update(activity_gap).where(activity_gap.c.closed).values(retry_at=None)
    await connection.execute(query if guild_id is None else query.where(activity_gap.c.guild_id == guild_id))


async def drop_gaps(connection: AsyncConnection, *, channel_id: int) -> int:
    """Forget what is missing of a channel; returns how many gaps there were."""
    done = await connection.execute(delete(activity_gap).where(activity_gap.c.channel_id == channel_id))
    return done.rowcount


async def archived_since(connection: AsyncConnection) -> dict[int, datetime]:
    """Return the servers whose archived threads are to be looked through, and since when they were archived."""
    rows = await connection.execute(select(activity_guild).where(activity_guild.c.archived_since.is_not(None)))
    return {row.guild_id: row.archived_since for row in rows}


async def archived_looked_through(connection: AsyncConnection, *, guild_id: int, since: datetime) -> None:
    await connection.execute(
        update(activity_guild)
        .where(activity_guild.c.guild_id == guild_id, activity_guild.c.archived_since == since)
        .values(archived_since=None)
    )


# Voice


async def presences(connection: AsyncConnection) -> list[Presence]:
    return [Presence(**row._mapping) for row in await connection.execute(select(activity_voice))]


async def write_presences(connection: AsyncConnection, changed: Mapping[Key, Presence | None]) -> None:
    gone = [
        {"gone_guild": guild_id, "gone_member": member_id}
        for (guild_id, member_id), now in changed.items()
        if now is None
    ]
    if gone:
        await connection.execute(
            delete(activity_voice).where(
                activity_voice.c.guild_id == bindparam("gone_guild"),
                activity_voice.c.member_id == bindparam("gone_member"),
            ),
            gone,
        )
    there = [presence for presence in changed.values() if presence is not None]
    if there:
        statement = insert_into(activity_voice, connection)
        names = ("channel_id", "session_id", "deaf", "mute", "afk", "counted_until")
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["guild_id", "member_id"], set_={name: statement.excluded[name] for name in names}
            ),
            [{name: getattr(presence, name) for name in ("guild_id", "member_id", *names)} for presence in there],
        )


# The gateway's position


async def positions(connection: AsyncConnection) -> list[Position]:
    return [Position(**row._mapping) for row in await connection.execute(select(gateway_position))]


async def write_positions(connection: AsyncConnection, found: Iterable[Position]) -> None:
    rows = [{name: getattr(position, name) for name in _POSITION} for position in found]
    if not rows:
        return
    statement = insert_into(gateway_position, connection)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["shard_id"],
            set_={name: statement.excluded[name] for name in _POSITION if name != "shard_id"},
        ),
        rows,
    )


_POSITION = ("shard_id", "shard_count", "session_id", "resume_url", "sequence", "counted", "stored_at")


async def forget_positions(connection: AsyncConnection) -> None:
    await connection.execute(delete(gateway_position))
