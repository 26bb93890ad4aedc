"""Who wrote what stands in a channel's history: Discord says nothing there of their roles and since when they belong.

Asked over the gateway, a hundred people at a time, which works without the members intent.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import NamedTuple

import discord

from bot.activity.model import MessageFact
from bot.client import Bot
from cogs.activity.pace import Pace

log = logging.getLogger(__name__)

QUESTIONS_A_SECOND, QUESTIONS_AT_ONCE = 1.5, 15
"""Of the 120 a minute that Discord lets a gateway connection send."""
PEOPLE_A_QUESTION = 100  # Discord's limit
KNOWN_MAX = 30_000
KNOWN_FOR_SECONDS = 900.0
"""Roles change now and then."""
LOOK_EVERY_SECONDS = 0.5
SILENT_SECONDS = 60.0
"""How long nobody is asked about after Discord did not answer."""


class LineDown(Exception):
    """There is no connection now over which anybody could be asked about."""


class Membership(NamedTuple):
    roles: tuple[int, ...] | None
    joined_at: str | None


GONE = Membership(None, None)
"""Of somebody who left, nothing is known any more."""


class Authors:
    """Pages are read faster than questions may be asked: what several pages don't know is asked in one question."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._pace = Pace(per_second=QUESTIONS_A_SECOND, at_once=QUESTIONS_AT_ONCE)
        self._known: dict[tuple[int, int], Membership] = {}
        self._known_since = 0.0
        self._wanted: dict[int, dict[int, None]] = {}
        """People to be asked about, by server, in the order in which they were met."""
        self._asking = asyncio.Lock()
        self._silent_until = 0.0

    def forget(self) -> None:
        self._known.clear()
        self._wanted.clear()

    async def known(self, guild: discord.Guild, facts: Sequence[MessageFact]) -> list[MessageFact]:
        """Return the facts with what can be found out about their authors. Raises LineDown."""
        self._forget_what_is_old()
        author_ids = {fact.author_id for fact in facts}
        while unknown := self._unknown(guild, author_ids):
            wanted = self._wanted.setdefault(guild.id, {})
            wanted.update(dict.fromkeys(unknown))
            async with self._asking:
                if asyncio.get_running_loop().time() < self._silent_until:
                    break
                if self._unknown(guild, author_ids):
                    await self._pace.turn()  # meanwhile other pages come with more people
                    await self._ask(guild, list(wanted)[:PEOPLE_A_QUESTION])
        return [fact._replace(**self._known.get((guild.id, fact.author_id), GONE)._asdict()) for fact in facts]

    def _unknown(self, guild: discord.Guild, author_ids: set[int]) -> list[int]:
        return [author_id for author_id in author_ids if (guild.id, author_id) not in self._known]

    def _forget_what_is_old(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._known_since > KNOWN_FOR_SECONDS or len(self._known) > KNOWN_MAX:
            self._known.clear()
            self._known_since = now

    async def _ask(self, guild: discord.Guild, author_ids: list[int]) -> None:
        try:
            found = await self._answer(guild, author_ids)
        except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
            if not self._bot.is_connected():
                raise LineDown from error
            log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
            self._silent_until = asyncio.get_running_loop().time() + SILENT_SECONDS
            return
        if found is None:
            raise LineDown
        self._known.update({(guild.id, author_id): GONE for author_id in author_ids})
        self._known.update({(guild.id, member.id): _membership(member) for member in found})
        for author_id in author_ids:
            self._wanted.get(guild.id, {}).pop(author_id, None)

    async def _answer(self, guild: discord.Guild, author_ids: list[int]) -> list[discord.Member] | None:
        """Return what Discord says, or None where the line went down before: discord.py would wait for 30 seconds."""
        asking = asyncio.create_task(guild.query_members(user_ids=author_ids, cache=False))
        try:
            while not (await asyncio.wait({asking}, timeout=LOOK_EVERY_SECONDS))[0]:
                if self._bot.app.jobs.stopping or not self._bot.is_connected():
                    return None
            return asking.result()
        finally:
            asking.cancel()


def _membership(member: discord.Member) -> Membership:
    joined_at = member.joined_at.isoformat() if member.joined_at is not None else None
    return Membership(tuple(role.id for role in member.roles if not role.is_default()), joined_at)
