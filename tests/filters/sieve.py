"""A server's filters without Discord: admins make them, messages come in as the cog would bring them."""

from dataclasses import dataclass
from typing import Any

import discord
from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State, due_row
from bot.filters.behaviour import Written
from bot.filters.hitting import Noted
from bot.filters.model import Consequence, Contents, Filter, Finder, Looks, Mode, Terms
from bot.filters.screens import Seen
from bot.inbox.model import Letter
from bot.inbox.store import of_member
from bot.moderation.model import Case, Snapshot
from bot.moderation.store import cases
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
GENERAL, ELSEWHERE = 11, 12
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
STRANGER = Actor(id=8, guild_id=OTHER_GUILD, moderates=True, manages_server=True)
ANA = Actor(id=101, guild_id=GUILD)
BEN = Actor(id=102, guild_id=GUILD)


@dataclass
class Sieve:
    app: App
    clock: MovableClock
    last: int = 0

    async def words(self, *words: str, name: str = "Insults", mode: Mode = Mode.ON, **terms: Any) -> Filter:
        exceptions = terms.pop("exceptions", ())
        contents = Contents(words=words, exceptions=exceptions)
        return await self.make(Looks.WORDS, name=name, mode=mode, contents=contents, **terms)

    async def make(self, looks_for: Looks, *, name: str = "Filter", mode: Mode = Mode.ON, **terms: Any) -> Filter:
        return await self.app.filters.making.add(Terms(name=name, mode=mode, **terms), by=ADMIN, looks_for=looks_for)

    def written(
        self, text: str, *, by: Actor = ANA, channel_id: int = GENERAL, parent_id: int | None = None
    ) -> Written:
        self.last += 1
        message_id = discord.utils.time_snowflake(self.clock()) + self.last
        return Written(by.guild_id, channel_id, parent_id, message_id, by.id, text)

    def look(self, text: str, **where: Any) -> Seen:
        return self.app.filters.screens.look(self.written(text, **where))

    async def write(self, text: str, *, finder: Finder = Finder.BOT, **where: Any) -> Noted | None:
        """Have somebody write; None where nothing was found."""
        written = self.written(text, **where)
        seen = self.app.filters.screens.look(written)
        return None if not seen.found else await self.note(seen, written, finder=finder)

    async def note(self, seen: Seen, written: Written, *, finder: Finder = Finder.BOT) -> Noted:
        snapshot = Snapshot(
            author_id=written.author_id,
            channel_id=written.channel_id,
            message_id=written.message_id,
            written_at=self.clock(),
            text=written.text,
        )
        return await self.app.filters.hitting.note(
            seen.found, guild_id=written.guild_id, snapshot=snapshot, finder=finder
        )

    async def hit(self, consequence: Consequence = Consequence.ALERT, text: str = "rubbish", **terms: Any) -> Noted:
        """Make a filter and have Ana write something it finds."""
        await self.words("rubbish", consequence=consequence, **terms)
        noted = await self.write(text)
        assert noted is not None
        return noted

    async def letters(self, who: Actor = ANA) -> list[Letter]:
        async with self.app.database.read() as connection:
            return await of_member(connection, guild_id=who.guild_id, member_id=who.id, limit=50)

    async def cases(self, who: Actor = ANA) -> list[Case]:
        async with self.app.database.read() as connection:
            return await cases.of_member(connection, guild_id=who.guild_id, member_id=who.id)

    async def planned(self, kind: str) -> list[int]:
        """Return the subjects of what is due of a kind."""
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(due_row.c.subject_id).where(due_row.c.kind == kind, due_row.c.state == State.OPEN)
            )
            return list(rows)

    def later(self, **span: float) -> None:
        self.clock.advance(**span)
