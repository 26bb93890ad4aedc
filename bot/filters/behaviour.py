"""What can only be seen over several messages: repeats, floods of mentions, the same text by many members.

Kept in small windows in memory, never stored: a restart forgets them, which costs a filter at most one hit. They hold
numbers that are equal for equal texts, not the texts.
"""

import re
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.activity.model import snowflake_ms
from bot.filters.model import Filter
from bot.filters.normalising import plain_width

MEMBERS_MAX = 20_000
"""Members of all servers of whom something is remembered; who was silent for longest is forgotten first."""
REMEMBERED = 20
"""Messages of each; as many as `bot.filters.rules.BOUNDS` lets a filter count."""
SHORTEST = 5
"""Letters of a text that can be a repeat: “ok”, “www” and “草” are said again and again."""

TEXTS_MAX = 2_000
"""Texts of a server that are remembered, for `ALIKE_SECONDS`, for being written by many."""
ALIKE_SHORTEST = 12
ALIKE_MEMBERS = 5
"""So many members with the same text within `ALIKE_SECONDS` are told to who wants to know (raids)."""
ALIKE_SECONDS = 60

Place = tuple[int, int]
"""Channel and message."""


class Written(NamedTuple):
    """A message as filters need it; made for every message of a server that has filters."""

    guild_id: int
    channel_id: int
    parent_id: int | None
    message_id: int
    author_id: int
    text: str


EVERYONE_COUNTS = 10
"""As many mentions as @everyone or @here stands for."""
_MENTIONED = re.compile(r"<@[!&]?(\d{15,25})>|@(everyone|here)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """The same text by several members within a short time."""

    guild_id: int
    member_ids: tuple[int, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a member has done too often: how often, and the earlier messages it was done with."""

    filter: Filter
    times: int
    earlier: tuple[Place, ...] = ()


class _Said(NamedTuple):
    at_ms: int
    key: int
    mentions: int
    place: Place
    parent_id: int | None

    def counts_for(self, one: Filter) -> bool:
        """Whether it was written where a filter looks."""
        exempt = one.exempt_channel_ids
        return not exempt or (self.place[0] not in exempt and self.parent_id not in exempt)


@dataclass(slots=True)
class _Window:
    said: deque[_Said] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    taken: set[int] = field(default_factory=set)
    """Messages that were part of a hit already."""


class _Texts(NamedTuple):
    at_ms: int
    member_id: int
    place: Place


class Behaviour:
    def __init__(self) -> None:
        self.alike: list[Callable[[Alike], None]] = []
        """Told of the same text by many; at once, so they only note it. Features add theirs."""
        self._windows: OrderedDict[tuple[int, int], _Window] = OrderedDict()
        self._texts: dict[int, OrderedDict[int, deque[_Texts]]] = {}

    def see(self, written: Written, *, repeats: Sequence[Filter], mentions: Sequence[Filter]) -> list[Done]:
        """Take a message into account; returns what its author has now done too often."""
        at_ms = snowflake_ms(written.message_id)
        key = key_of(written.text)
        window = self._window(written.guild_id, written.author_id)
        place = written.channel_id, written.message_id
        if any(said.place == place for said in window.said):  # it comes twice after a break of the line
            return []
        named = mentions_in(written.text) if mentions else 0
        said = _Said(at_ms, key, named, place, written.parent_id)
        window.said.append(said)
        window.taken &= {each.place[1] for each in window.said}
        found: list[Done] = []
        for one in repeats:
            if key and said.counts_for(one) and (done := self._repeated(window, one, key, at_ms)):
                found.append(done)
        for one in mentions:
            if named and said.counts_for(one) and (done := self._flooded(window, one, at_ms)):
                found.append(done)
        for done in found:
            window.taken |= {message_id for _, message_id in (*done.earlier, place)}
        return found

    def _repeated(self, window: _Window, one: Filter, key: int, at_ms: int) -> Done | None:
        since = at_ms - one.contents.seconds * 1000
        equal = [said for said in window.said if said.key == key and said.at_ms >= since and said.counts_for(one)]
        if len(equal) < one.contents.count:
            return None
        return Done(filter=one, times=len(equal), earlier=self._earlier(window, equal))

    def _flooded(self, window: _Window, one: Filter, at_ms: int) -> Done | None:
        since = at_ms - one.contents.seconds * 1000
        recent = [said for said in window.said if said.mentions and said.at_ms >= since and said.counts_for(one)]
        times = sum(said.mentions for said in recent)
        if times < one.contents.count:
            return None
        return Done(filter=one, times=times, earlier=self._earlier(window, recent))

    @staticmethod
    def _earlier(window: _Window, said: list[_Said]) -> tuple[Place, ...]:
        return tuple(one.place for one in said[:-1] if one.place[1] not in window.taken)

    def _window(self, guild_id: int, member_id: int) -> _Window:
        key = guild_id, member_id
        window = self._windows.get(key)
        if window is None:
            window = self._windows[key] = _Window()
            if len(self._windows) > MEMBERS_MAX:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(key)
        return window

    # The same text by many

    def compare(self, written: Written) -> None:
        """Take a text into account that many may be writing; tell of it once they are enough."""
        key = key_of(written.text, shortest=ALIKE_SHORTEST)
        if not key:
            return
        at_ms = snowflake_ms(written.message_id)
        texts = self._texts.setdefault(written.guild_id, OrderedDict())
        said = texts.setdefault(key, deque(maxlen=100))
        texts.move_to_end(key)
        since = at_ms - ALIKE_SECONDS * 1000
        while said and said[0].at_ms < since:
            said.popleft()
        said.append(_Texts(at_ms, written.author_id, (written.channel_id, written.message_id)))
        self._drop_over(texts, since)
        members = tuple(dict.fromkeys(one.member_id for one in said))
        if len(members) >= ALIKE_MEMBERS:
            found = Alike(guild_id=written.guild_id, member_ids=members, places=tuple(one.place for one in said))
            for told in self.alike:
                told(found)

    @staticmethod
    def _drop_over(texts: OrderedDict[int, deque[_Texts]], since: int) -> None:
        """Drop texts nobody has written since a moment, longest ago first, so that a server's memory is a minute's."""
        while texts:
            latest = next(iter(texts.values()))
            if len(texts) <= TEXTS_MAX and latest and latest[-1].at_ms >= since:
                return
            texts.popitem(last=False)

    # What is forgotten

    def forget(self, guild_id: int, member_id: int) -> None:
        self._windows.pop((guild_id, member_id), None)
        for said in self._texts.get(guild_id, {}).values():
            for one in [one for one in said if one.member_id == member_id]:
                said.remove(one)

    def forget_server(self, guild_id: int) -> None:
        for key in [key for key in self._windows if key[0] == guild_id]:
            del self._windows[key]
        self._texts.pop(guild_id, None)


def mentions_in(text: str) -> int:
    """Return how many people and roles a text mentions, each once."""
    found = {match.group(1) or "@everyone" for match in _MENTIONED.finditer(text)}
    return len(found) + (EVERYONE_COUNTS - 1 if "@everyone" in found else 0)


def key_of(text: str, *, shortest: int = SHORTEST) -> int:
    """Return a number that is the same for texts that look the same to a reader; 0 for what is too short."""
    shown = text if text.isascii() else plain_width(text).text
    shown = "".join(shown.casefold().split())
    return hash(shown) or 1 if len(shown) >= shortest else 0
