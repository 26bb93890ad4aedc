"""How far each channel is read: decides, without any I/O, whether a message is counted now, later, or was before."""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.activity.model import GuildSeen, first_id_at, made_at, snowflake_ms

OUT_OF_ORDER_MS = 10_000
"""Discord makes ids on many machines: of two messages in a channel, the later id can arrive first."""

ARCHIVED_WITHIN = timedelta(hours=1)
"""The shortest time after which Discord archives a thread by itself: GUILD_CREATE names only those that are active."""

REMEMBERED = 20_000
"""Ids remembered to tell a late message from one that is delivered twice."""


class OpenGap(NamedTuple):
    """A gap that is about to be written down."""

    guild_id: int
    channel_id: int
    after_id: int
    until_id: int


@dataclass(slots=True)
class Taken:
    """What a flush has to write of the cursors."""

    cursors: dict[int, int]
    """By channel; the server is in `guilds`."""
    guilds: dict[int, int]
    gaps: list[OpenGap]
    spilled: dict[int, OpenGap]
    """By channel: gaps that may still grow where the flush fails."""
    new_guilds: dict[int, datetime]
    archived_since: dict[int, datetime]
    """By server: threads archived since then are to be looked through."""

    def __bool__(self) -> bool:
        return bool(self.cursors or self.gaps or self.spilled or self.new_guilds or self.archived_since)

    @property
    def all_gaps(self) -> list[OpenGap]:
        return [*self.gaps, *self.spilled.values()]


class Cursors:
    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._floors: dict[int, int] = {}
        self._recent: deque[int] = deque(maxlen=REMEMBERED)
        self._dirty: dict[int, int] = {}
        self._gaps: list[OpenGap] = []
        self._counted_since: dict[int, datetime] = {}
        self._new_guilds: dict[int, datetime] = {}
        self._spilled: dict[int, OpenGap] = {}
        self._archived_since: dict[int, datetime] = {}

    def load(self, cursors: Mapping[int, int], counted_since: Mapping[int, datetime]) -> None:
        self._last = dict(cursors)
        # A message that was made before the latest and is delivered after it may come in between two processes.
        self._floors = {channel_id: cursor - (OUT_OF_ORDER_MS << 22) for channel_id, cursor in cursors.items()}
        self._counted_since = dict(counted_since)

    def advance(self, guild_id: int, channel_id: int, message_id: int) -> bool:
        """Note a message that has just come; returns whether it has to be counted now."""
        last = self._last.get(channel_id)
        if last is None or message_id > last:
            self._last[channel_id] = message_id
            self._dirty[channel_id] = guild_id
            self._recent.append(message_id)
            return True
        return self._is_late(channel_id, message_id, last)

    def _is_late(self, channel_id: int, message_id: int, last: int) -> bool:
        if message_id == last or message_id <= self._floors.get(channel_id, 0):
            return False
        if snowflake_ms(last) - snowflake_ms(message_id) > OUT_OF_ORDER_MS or message_id in self._recent:
            return False
        self._recent.append(message_id)
        return True

    def spill(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """Leave a message to be read from the channel's history: there is no room for it now."""
        last = self._last.get(channel_id, message_id - 1)
        if not self.advance(guild_id, channel_id, message_id):
            return
        gap = self._spilled.get(channel_id)
        if message_id < last:  # it came late, and what lies between the two is counted
            self._gaps.append(OpenGap(guild_id, channel_id, message_id - 1, message_id))
            return
        self._floors[channel_id] = message_id
        if gap is not None and gap.until_id == last:
            self._spilled[channel_id] = gap._replace(until_id=message_id)
        else:
            if gap is not None:
                self._gaps.append(gap)
            self._spilled[channel_id] = OpenGap(guild_id, channel_id, last, message_id)

    def guild_seen(self, seen: GuildSeen, *, heard_at: datetime | None = None) -> None:
        """Open gaps for what was written in a server since its cursors; nothing where it is seen for the first time.

        `heard_at` is when anything of it was last heard, where that is known.
        """
        since = self._counted_since.get(seen.guild_id)
        if since is None:
            self._counted_since[seen.guild_id] = self._new_guilds[seen.guild_id] = seen.at
        else:
            self._look_through_archived(seen, since, heard_at)
        for channel_id, top in seen.tops.items():
            after = self._last.get(channel_id)
            if after is None and since is not None:
                after = first_id_at(since)
            if after is not None and top > after:
                self._gaps.append(OpenGap(seen.guild_id, channel_id, after, top))
            self._last[channel_id] = self._floors[channel_id] = max(top, after or 0)
            self._dirty[channel_id] = seen.guild_id

    def _look_through_archived(self, seen: GuildSeen, since: datetime, heard_at: datetime | None) -> None:
        latest = max((last for channel_id in seen.tops if (last := self._last.get(channel_id))), default=0)
        known_until = max(since, made_at(latest), heard_at or since)
        if seen.at - known_until >= ARCHIVED_WITHIN:
            self._archived_since.setdefault(seen.guild_id, known_until)

    def missed(self, guild_id: int, channel_id: int, until_id: int) -> bool:
        """Open a gap for a thread that was archived meanwhile; returns whether anything in it was missed."""
        since = self._counted_since.get(guild_id)
        after = self._last.get(channel_id)
        if after is None and since is not None:
            after = first_id_at(since)
        if after is None or until_id <= after:
            return False
        self._gaps.append(OpenGap(guild_id, channel_id, after, until_id))
        self._last[channel_id] = self._floors[channel_id] = until_id
        self._dirty[channel_id] = guild_id
        return True

    def counted_since(self, guild_id: int) -> datetime | None:
        return self._counted_since.get(guild_id)

    def forget_server(self, guild_id: int, channel_ids: Collection[int]) -> None:
        for channel_id in {*channel_ids, *(known for known, of in self._dirty.items() if of == guild_id)}:
            for known in (self._last, self._floors, self._dirty, self._spilled):
                known.pop(channel_id, None)
        self._gaps = [gap for gap in self._gaps if gap.guild_id != guild_id]
        for by_server in (self._counted_since, self._new_guilds, self._archived_since):
            by_server.pop(guild_id, None)

    def take(self) -> Taken:
        """Return what has changed since the last time."""
        taken = Taken(
            cursors={channel_id: self._last[channel_id] for channel_id in self._dirty if channel_id in self._last},
            guilds=self._dirty,
            gaps=self._gaps,
            spilled=self._spilled,
            new_guilds=self._new_guilds,
            archived_since=self._archived_since,
        )
        self._dirty, self._gaps, self._spilled, self._new_guilds, self._archived_since = {}, [], {}, {}, {}
        return taken

    def put_back(self, taken: Taken) -> None:
        """The flush failed: all of it has to be written by the next."""
        self._dirty = taken.guilds | self._dirty
        self._gaps = taken.gaps + self._gaps
        for channel_id, gap in taken.spilled.items():
            grown = self._spilled.get(channel_id)
            if grown is None:
                self._spilled[channel_id] = gap
            elif grown.after_id == gap.until_id:
                self._spilled[channel_id] = grown._replace(after_id=gap.after_id)
            else:
                self._gaps.append(gap)
        self._new_guilds = self._new_guilds | taken.new_guilds
        self._archived_since = self._archived_since | taken.archived_since
