"""The filters of every server as they are asked for each message: compiled, in memory, exchanged as a whole.

Compiling ten thousand words takes a while, so that is done beside the event loop; until it is done the filters of
before go on looking.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.errors import UserError
from bot.filters import screen
from bot.filters.behaviour import Behaviour, Written
from bot.filters.desk import Desk
from bot.filters.model import Filter, Found, Looks, Mode
from bot.filters.rules import asks
from bot.filters.screen import Kind, Screen
from bot.filters.store import definitions

log = logging.getLogger(__name__)

LONG = 500
"""Entries of a server's lists from which on compiling is done in a thread; patterns, of which each may be costly, are
always compiled there."""

PROMOTION_KINDS = frozenset({Kind.LINK, Kind.INVITE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A server's filters that are on, in earnest or for trying."""

    screen: Screen
    filters: Mapping[int, Filter]
    repeats: tuple[Filter, ...] = ()
    mentions: tuple[Filter, ...] = ()
    promotion: tuple[Filter, ...] = ()
    broken: tuple[int, ...] = ()
    """Filters that can't be compiled (any more)."""

    @property
    def looks_at_all(self) -> bool:
        """Whether messages in which no text hits are of interest, too."""
        return bool(self.promotion or self.repeats or self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found in one message, and the earlier messages that are part of it."""

    found: tuple[Found, ...]
    earlier: tuple[tuple[int, int], ...] = ()
    """Channel and message of each."""
    promotion: tuple[Found, ...] = field(default=())
    """What counts only if the author has hardly taken part; somebody has to look that up."""

    def __bool__(self) -> bool:
        return bool(self.found or self.promotion)


NOTHING = Seen(found=())


class Screens:
    def __init__(self, desk: Desk, behaviour: Behaviour) -> None:
        self._desk = desk
        self._behaviour = behaviour
        self.loaded: dict[int, Loaded] = {}
        """By server; one without filters isn't in it."""
        self._asked: dict[int, int] = {}
        """How often a server was to be compiled anew: of two that run at once the later one counts."""

    async def load(self) -> None:
        """Compile the filters of every server."""
        async with self._desk.database.read() as connection:
            guild_ids = await definitions.servers(connection)
        for guild_id in guild_ids:
            await self.rebuild(guild_id)

    async def rebuild(self, guild_id: int) -> None:
        """Compile a server's filters as they are now. After the commit of what has changed."""
        turn = self._asked[guild_id] = self._asked.get(guild_id, 0) + 1
        async with self._desk.database.read() as connection:
            filters = await definitions.all_of(connection, guild_id=guild_id)
        active = [one for one in filters if one.mode is not Mode.OFF]
        if sum(one.entries for one in active) >= LONG or _of_kind(active, Looks.PATTERNS):
            loaded = await asyncio.to_thread(compiled, active)
        else:
            loaded = compiled(active)
        if self._asked.get(guild_id) != turn:
            return
        if loaded.filters:
            self.loaded[guild_id] = loaded
        else:
            self.loaded.pop(guild_id, None)

    def forget_server(self, guild_id: int) -> None:
        self.loaded.pop(guild_id, None)
        self._asked[guild_id] = self._asked.get(guild_id, 0) + 1

    def glance(self, texts: Sequence[tuple[int, str]]) -> dict[int, bool]:
        """Return the places of the texts, each with its server, that `look` is to look at, and whether one may hit."""
        of_server: dict[int, list[int]] = {}
        for place, (guild_id, text) in enumerate(texts):
            if text and guild_id in self.loaded:
                of_server.setdefault(guild_id, []).append(place)
        found: dict[int, bool] = {}
        for guild_id, places in of_server.items():
            loaded = self.loaded[guild_id]
            may_hit = loaded.screen.which_may_hit([texts[place][1] for place in places])
            looked_at = range(len(places)) if loaded.looks_at_all else sorted(may_hit)
            found.update((places[number], number in may_hit) for number in looked_at)
        return found

    def look(self, written: Written, *, again: bool = False, may_hit: bool = True) -> Seen:
        """Return what is found in a message: at once, without any I/O. `again`: it was edited, or is only tried."""
        loaded = self.loaded.get(written.guild_id)
        if loaded is None:
            return NOTHING
        hits = loaded.screen.look_all(written.text) if may_hit else ()
        if not (hits or loaded.looks_at_all):
            return NOTHING  # nearly always
        found = [
            Found(filter=loaded.filters[hit.filter_id], what=hit.rule)
            for hit in _first_of_each(hits)
            if not is_exempt_channel(loaded.filters[hit.filter_id], written)
        ]
        promoting = [one for one in loaded.promotion if not is_exempt_channel(one, written)]
        promotion = (
            tuple(Found(filter=one, what="") for one in promoting) if promoting and links_in(written.text) else ()
        )
        earlier: tuple[tuple[int, int], ...] = ()
        if not again and (loaded.repeats or loaded.mentions):
            for done in self._behaviour.see(written, repeats=loaded.repeats, mentions=loaded.mentions):
                found.append(Found(filter=done.filter, what=str(done.times)))
                earlier += done.earlier
        if not (found or promotion):
            return NOTHING
        return Seen(found=tuple(found), earlier=tuple(dict.fromkeys(earlier)), promotion=promotion)


def compiled(filters: Sequence[Filter]) -> Loaded:
    """Return filters compiled; one that can't be is left out and named in `broken`."""
    asked: list[screen.Filter] = []
    broken: list[int] = []
    for one in filters:
        wanted = asks(one.looks_for, one.contents, filter_id=one.id)
        if wanted is None:
            continue
        try:
            Screen([wanted])
        except UserError as refused:
            # It was checked when it was made: a newer version may understand a pattern in another way.
            log.warning("filter %s can't be compiled: %s", one.id, type(refused).__name__)
            broken.append(one.id)
        else:
            asked.append(wanted)
    return Loaded(
        screen=_together(asked, broken),
        filters={one.id: one for one in filters},
        repeats=_of_kind(filters, Looks.REPEATS),
        mentions=_of_kind(filters, Looks.MENTIONS),
        promotion=_of_kind(filters, Looks.PROMOTION),
        broken=tuple(broken),
    )


def _together(asked: list[screen.Filter], broken: list[int]) -> Screen:
    """Return a screen of all these filters; of those that are too much together the last are named in `broken`."""
    while True:
        try:
            return Screen(asked)
        except UserError as refused:
            log.warning("filter %s can't be compiled with the others: %s", asked[-1].filter_id, type(refused).__name__)
            broken.append(asked.pop().filter_id)


@cache
def _links() -> Screen:
    # Made when it is first needed: a start loads no automaton.
    return Screen([screen.Links(filter_id=1), screen.Invites(filter_id=2)])


def links_in(text: str) -> bool:
    """Whether there is any link to another site, or an invite, in a text."""
    return _links().look(text) is not None


def is_exempt_channel(one: Filter, written: Written) -> bool:
    return written.channel_id in one.exempt_channel_ids or written.parent_id in one.exempt_channel_ids


def _of_kind(filters: Sequence[Filter], looks_for: Looks) -> tuple[Filter, ...]:
    return tuple(one for one in filters if one.looks_for is looks_for)


def _first_of_each(hits: Sequence[screen.Hit]) -> list[screen.Hit]:
    """Return the first hit of each filter."""
    found: dict[int, screen.Hit] = {}
    for hit in hits:
        found.setdefault(hit.filter_id, hit)
    return list(found.values())
