"""`/rules test`: what the filters would say to a text, also those that are off, without anything happening."""

import asyncio
from dataclasses import dataclass

from bot.actor import Actor
from bot.filters.desk import Desk, check_moderator
from bot.filters.model import Filter, Found, Looks
from bot.filters.normalising import BREAK, fold
from bot.filters.screens import compiled, links_in
from bot.filters.store import definitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    found: tuple[Found, ...]
    newcomers: tuple[Filter, ...]
    """What would hit only if the author were new."""
    untried: int
    """Filters that look at how often something is done, which one text doesn't tell."""
    read_as: str
    """The text as filters read it."""


class Trying:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def test(self, text: str, *, by: Actor) -> Tried:
        """Raises ModeratorsOnly."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            filters = await definitions.all_of(connection, guild_id=by.guild_id)
        everything = await asyncio.to_thread(compiled, filters)
        hits: dict[int, str] = {}
        for hit in everything.screen.look_all(text):
            hits.setdefault(hit.filter_id, hit.rule)
        return Tried(
            found=tuple(Found(filter=one, what=hits[one.id]) for one in filters if one.id in hits),
            newcomers=everything.promotion if links_in(text) else (),
            untried=sum(one.looks_for in (Looks.REPEATS, Looks.MENTIONS) for one in filters),
            read_as=fold(text).text.replace(BREAK, "·"),
        )
