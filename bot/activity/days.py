"""What members did each day, as sums: the facts that figures are made of."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.activity import store
from bot.activity.model import DISCORD_EPOCH_MS, AfterCommit, Batch, VoiceTime, made_at
from bot.engine import AsyncConnection

KNOWN_MAX = 20_000
"""Members known to have written before: some 3 MB. Beyond, the database is asked to note it again."""
MESSAGES, REPLIES, GIVEN, RECEIVED, VOICE, VOICE_ACTIVE = range(6)
NONE = (0, 0, 0, 0, 0, 0)


class Calendar:
    """The day of a moment in one time zone, without asking the zone each time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._from_ms = self._to_ms = 0
        self._day = date.min

    def day_of(self, moment_ms: int) -> date:
        if not self._from_ms <= moment_ms < self._to_ms:
            local = datetime.fromtimestamp(moment_ms / 1000, self._zone)
            self._day = local.date()
            self._from_ms = _midnight_ms(self._day, self._zone)
            self._to_ms = _midnight_ms(self._day + timedelta(days=1), self._zone)
        return self._day

    def around(self, moment_ms: int) -> tuple[date, int, int]:
        """Return the day of a moment, when it begins and when it ends."""
        return self.day_of(moment_ms), self._from_ms, self._to_ms


def _midnight_ms(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)


def within_days(time: VoiceTime, zone: ZoneInfo) -> list[VoiceTime]:
    """Cut a stretch of voice time at the server's midnights."""
    parts: list[VoiceTime] = []
    rest = time
    while rest.seconds > 0:
        local = rest.started_at.astimezone(zone)
        midnight = datetime(local.year, local.month, local.day, tzinfo=zone) + timedelta(days=1)
        until_midnight = -int(-(midnight.astimezone(UTC) - rest.started_at).total_seconds() // 1)
        seconds = min(rest.seconds, max(1, until_midnight))
        parts.append(rest._replace(seconds=seconds))
        rest = rest._replace(started_at=rest.started_at + timedelta(seconds=seconds), seconds=rest.seconds - seconds)
    return parts


class Days:
    """The recorder of daily facts."""

    def __init__(self, zone_of: Callable[[int], ZoneInfo]) -> None:
        self._zone_of = zone_of
        self._known: set[tuple[int, int]] = set()
        """Members whose first post is stored."""

    async def record(self, connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        await store.add_days(connection, _sums(batch, self._calendars(batch)))
        return await self._note_first_posts(connection, batch)

    def forget(self, guild_id: int, member_id: int) -> None:
        self._known.discard((guild_id, member_id))

    def forget_server(self, guild_id: int) -> None:
        self._known = {key for key in self._known if key[0] != guild_id}

    def _calendars(self, batch: Batch) -> dict[int, Calendar]:
        return {guild_id: Calendar(self._zone_of(guild_id)) for guild_id in batch.guild_ids}

    async def _note_first_posts(self, connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        authors = {(fact.guild_id, fact.author_id) for fact in batch.messages}
        # What is read from history may be older than what is known.
        wanted = authors if batch.history else authors - self._known
        if not wanted:
            return None
        first: dict[tuple[int, int], int] = {}
        for fact in batch.messages:
            key = (fact.guild_id, fact.author_id)
            if key in wanted and fact.message_id < first.get(key, fact.message_id + 1):
                first[key] = fact.message_id
        await store.note_first_posts(connection, {key: made_at(message_id) for key, message_id in first.items()})

        def remember() -> None:
            if len(self._known) > KNOWN_MAX:
                self._known.clear()
            self._known.update(first)

        return remember


Sums = dict[tuple[int, int, date], list[int]]


def _sums(batch: Batch, calendars: Mapping[int, Calendar]) -> Sums:
    sums: Sums = {}

    def row(guild_id: int, member_id: int, moment_ms: int) -> list[int]:
        key = (guild_id, member_id, calendars[guild_id].day_of(moment_ms))
        found = sums.get(key)
        if found is None:
            found = sums[key] = list(NONE)
        return found

    # Without `row`, which is a third of the whole time: messages come by the thousand, nearly all on the same day.
    guild_id, from_ms, to_ms, day = 0, 0, 0, date.min
    for message in batch.messages:
        author_id, at_ms = message.author_id, (message.message_id >> 22) + DISCORD_EPOCH_MS
        if message.guild_id != guild_id or not from_ms <= at_ms < to_ms:
            guild_id = message.guild_id
            day, from_ms, to_ms = calendars[guild_id].around(at_ms)
        key = (guild_id, author_id, day)
        counts = sums.get(key)
        if counts is None:
            counts = sums[key] = list(NONE)
        counts[MESSAGES] += 1
        if message.replied_to_id is not None and message.replied_to_id != author_id:
            counts[REPLIES] += 1
    for reaction in batch.reactions:
        if reaction.author_id == reaction.member_id:
            continue
        change = 1 if reaction.added else -1
        row(reaction.guild_id, reaction.member_id, reaction.at_ms)[GIVEN] += change
        if reaction.author_id is not None:
            row(reaction.guild_id, reaction.author_id, reaction.at_ms)[RECEIVED] += change
    for time in batch.voice:
        counts = row(time.guild_id, time.member_id, int(time.started_at.timestamp() * 1000))
        counts[VOICE] += time.seconds
        if not (time.alone or time.deaf or time.afk):
            counts[VOICE_ACTIVE] += time.seconds
    return sums
