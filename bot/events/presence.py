"""Who is in an event's voice or stage channel, and for how long.

The time in voice is followed by `bot.activity` (one entry for the gateway): it cuts it into stretches at every
change and every minute, leaves out bots and those who want nothing recorded, goes on after a restart with whoever
never hung up (the same voice session) and counts the others up to when they were last seen. Here a stretch is kept
for the events it falls into, in the transaction in which it is counted: none is lost, and none counts twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.activity.model import AfterCommit, Batch, VoiceTime
from bot.engine import AsyncConnection
from bot.events.model import Occurrence
from bot.events.store import attendance as store
from bot.events.store.attendance import Seen, Stretch, Venue

EARLY = timedelta(minutes=15)
"""Who comes so much before the start is there for the event already."""

SECOND = timedelta(seconds=1)


class PresenceRecorder:
    """The events' part in a flush of activity."""

    async def record(self, connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        if not batch.voice:
            return None
        venues = await store.venues(
            connection,
            guild_ids={time.guild_id for time in batch.voice},
            channel_ids={time.channel_id for time in batch.voice},
            until=max(_end_of(time) for time in batch.voice) + EARLY,
        )
        seen = [found for venue in venues for time in batch.voice if (found := _seen_at(venue, time)) is not None]
        if seen:
            await store.add_stretches(connection, seen)
        return None


def _seen_at(venue: Venue, time: VoiceTime) -> Seen | None:
    if (time.guild_id, time.channel_id) != (venue.guild_id, venue.channel_id):
        return None
    from_at, until_at = max(time.started_at, opens_at(venue)), _end_of(time)
    if from_at >= until_at:
        return None
    return Seen(venue.guild_id, venue.occurrence_id, Stretch(time.member_id, from_at, until_at))


def _end_of(time: VoiceTime) -> datetime:
    return time.started_at + timedelta(seconds=time.seconds)


def opens_at(of: Venue | Occurrence) -> datetime:
    """Return from when presence counts: a little before the start, or when it really began."""
    early = of.starts_at - EARLY
    return early if of.began_at is None else min(early, of.began_at)


def window(occurrence: Occurrence, *, now: datetime, previous_end: datetime | None) -> tuple[datetime, datetime]:
    """Return from when until when presence counts.

    Where another event was held in the same channel before, who stayed for that one isn't early for this one: it
    counts from that one's end, at the latest from its own start.
    """
    opens = opens_at(occurrence)
    if previous_end is not None:
        started = occurrence.began_at or occurrence.starts_at
        opens = max(opens, min(previous_end, started))
    return opens, occurrence.ended_at or now


def minutes_by_member(stretches: Iterable[Stretch], *, opens: datetime, closes: datetime) -> dict[int, int]:
    """Return how many whole minutes each was there, all their stretches together; who wasn't is left out."""
    sums: dict[int, timedelta] = {}
    for member_id, from_at, until_at in stretches:
        inside = min(until_at, closes) - max(from_at, opens)
        if inside >= SECOND:
            sums[member_id] = sums.get(member_id, timedelta()) + inside
    return {member_id: int(total.total_seconds()) // 60 for member_id, total in sums.items()}
