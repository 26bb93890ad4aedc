"""Introductions: what somebody says about themselves, posted as a card by the bot.

Discord goes first: the card is posted, then the row is kept. Where the process dies in between, the card stands there
without a row; its buttons carry whose it is and work all the same, and the next try finds the card among the channel's
latest messages and changes it instead of posting a second one. Removing goes the other way round: the words are deleted
with the planning of the card's removal, in one transaction, so that nothing is left of them whatever Discord says.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.onboarding.greeting import GREET
from bot.onboarding.memory import Memory
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.store import introductions as store
from bot.profiles.model import Field
from bot.profiles.telling import Telling
from bot.settings.service import Settings
from bot.text import clean, letters, one_line

CALLED_MAX = 40
ABOUT_MAX = 700
HOPE_MAX = 400

REMOVE_CARD = "onboarding:remove-card"
"""The due row that deletes a card; its subject is the card's message, its payload says where that is."""


class NothingSaid(UserError):
    """There is no word in it."""

    message = "onboarding-introduce-error-empty"


class TooLong(UserError):
    """`field`, `limit`: of characters."""

    message = "onboarding-introduce-error-long"


class NoIntroductionsChannel(UserError):
    """The server has chosen none, or it was deleted."""

    message = "onboarding-introduce-error-no-channel"


class IntroductionsClosed(UserError):
    """The bot may not post in the channel."""

    message = "onboarding-introduce-error-closed"


class NotYourIntroduction(UserError):
    message = "onboarding-introduce-error-not-yours"


Card = tuple[int, int]
"""A card's channel and message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody says about themselves; `called` may be empty, then it is the name they have on the server."""

    called: str
    about: str
    hope: str

    def __str__(self) -> str:
        """Return all of it, to be given back."""
        return "\n\n".join(part for part in (self.called, self.about, self.hope) if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    guild_id: int
    member_id: int
    words: Words
    channel_id: int | None
    message_id: int | None
    posted_at: datetime


def checked(words: Words) -> Words:
    """Return what is kept of it: cleaned. Raises NothingSaid or TooLong."""
    found = Words(called=one_line(words.called), about=clean(words.about), hope=clean(words.hope))
    if not letters(found.about):
        raise NothingSaid
    for field, text, limit in (
        ("called", found.called, CALLED_MAX),
        ("about", found.about, ABOUT_MAX),
        ("hope", found.hope, HOPE_MAX),
    ):
        if len(text) > limit:
            raise TooLong(field=field, limit=limit)
    return found


class Introductions:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, memory: Memory, telling: Telling
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._memory = memory
        self._telling = telling

    async def of(self, *, guild_id: int, member_id: int) -> Introduction | None:
        async with self._database.read() as connection:
            row = await store.get(connection, guild_id=guild_id, member_id=member_id)
        return None if row is None else _introduction(row)

    async def known(self, *, by: Actor) -> Words | None:
        """Return what somebody said before to begin with: in their introduction, or else in their profile."""
        before = await self.of(guild_id=by.guild_id, member_id=by.id)
        if before is not None:
            return before.words
        profile = await self._telling.profile(of_id=by.id, viewer=by)
        told = {entry.field: entry.value for entry in profile.told}
        if Field.CALLED not in told and Field.ABOUT not in told:
            return None
        return Words(called=told.get(Field.CALLED, ""), about=told.get(Field.ABOUT, ""), hope="")

    async def posted(
        self, words: Words, *, guild_id: int, member_id: int, channel_id: int, message_id: int
    ) -> Introduction:
        """Keep what stands on a card. A new card waits for an answer, and the greeters are told where none comes."""
        now = self._clock()
        hours = (await self._settings.get(guild_id, OnboardingSettings)).greet_after_hours
        async with self._database.write() as connection:
            before = await store.get(connection, guild_id=guild_id, member_id=member_id)
            greeting_id = None
            values = {
                "guild_id": guild_id,
                "member_id": member_id,
                "called": words.called,
                "about": words.about,
                "hope": words.hope,
                "channel_id": channel_id,
                "message_id": message_id,
                "posted_at": now,
                "changed_at": None if before is None else now,
            }
            await store.put(connection, values)
            if before is not None and before.message_id not in (None, message_id):
                # It is gone, or stands where I can't get at it any more: then it should go when I can.
                old = before.channel_id, before.message_id
                await plan_removal(connection, guild_id=guild_id, card=old, at=now)
            if before is None or before.message_id != message_id:
                greeting_id = await store.await_greeting(
                    connection,
                    guild_id=guild_id,
                    member_id=member_id,
                    channel_id=channel_id,
                    message_id=message_id,
                    at=now,
                )
                if greeting_id is not None:
                    due_at = now + timedelta(hours=hours)
                    await plan(connection, guild_id=guild_id, kind=GREET, subject_id=greeting_id, due_at=due_at)
            kept = await store.get(connection, guild_id=guild_id, member_id=member_id)
        if greeting_id is not None:
            self._memory.await_answer(message_id, guild_id=guild_id, member_id=member_id)
        return _introduction(kept)

    async def remove(self, *, guild_id: int, member_id: int, card: Card) -> list[Card]:
        """Delete somebody's introduction and plan the removal of its card, and of `card`, whose button was pressed.

        Returns the cards. They are two where a process died between posting one and keeping it.
        """
        cards = {card}
        async with self._database.write() as connection:
            row = await store.get(connection, guild_id=guild_id, member_id=member_id)
            if row is not None and row.message_id is not None:
                cards.add((row.channel_id, row.message_id))
            await store.remove(connection, guild_id=guild_id, member_id=member_id)
            for one in cards:
                await plan_removal(connection, guild_id=guild_id, card=one, at=self._clock())
        for _, message_id in cards:
            self._memory.greetings.pop(message_id, None)
        return sorted(cards)

    async def removed(self, *, message_id: int) -> None:
        """The card is gone from Discord."""
        async with self._database.write() as connection:
            await cancel(connection, kind=REMOVE_CARD, subject_id=message_id)

    # The step

    async def introduced(
        self, connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
    ) -> Mapping[int, datetime]:
        """Return who of these has introduced themselves, with when they first did."""
        return await store.introduced(connection, guild_id=guild_id, member_ids=member_ids)

    async def has_channel(self, connection: AsyncConnection, guild_id: int) -> bool:
        """Whether the server has a channel for introductions."""
        settings = await self._settings.read(connection, guild_id, OnboardingSettings)
        return settings.introductions_channel_id is not None


async def plan_removal(connection: AsyncConnection, *, guild_id: int, card: Card, at: datetime) -> None:
    """Have a card deleted on Discord. Its message is the subject: no row's number, which might be used again."""
    channel_id, message_id = card
    payload = {"channel_id": channel_id}
    await plan(connection, guild_id=guild_id, kind=REMOVE_CARD, subject_id=message_id, due_at=at, payload=payload)


def _introduction(row: Any) -> Introduction:
    return Introduction(
        guild_id=row.guild_id,
        member_id=row.member_id,
        words=Words(called=row.called, about=row.about, hope=row.hope),
        channel_id=row.channel_id,
        message_id=row.message_id,
        posted_at=row.posted_at,
    )
