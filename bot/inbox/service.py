"""The inbox, as the rest of the program uses it.

A feature puts a letter in the transaction of the fact it tells of, and registers how letters of its topic are said.
Delivery is a due row, and can be done at once by whoever waits for it (a ban: the member is told before).
"""

from bot.clock import Clock
from bot.db import Database
from bot.due import plan
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.inbox import store
from bot.inbox.model import DELIVER, Delivery, Letter, Renderer, Text
from bot.settings.service import Settings


class Inbox:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self.database = database
        self.clock = clock
        self.settings = settings
        self.renderers: dict[str, Renderer] = {}
        """By topic; features add theirs."""

    async def put(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        member_id: int,
        topic: str,
        subject_id: int,
        channel_id: int | None = None,
    ) -> Letter:
        """Put a letter and plan its delivery; one about the same is not put twice."""
        now = self.clock()
        letter = await store.add(
            connection,
            guild_id=guild_id,
            member_id=member_id,
            topic=topic,
            subject_id=subject_id,
            channel_id=channel_id,
            at=now,
        )
        if letter.delivery is Delivery.WAITING:
            await plan(connection, guild_id=guild_id, kind=DELIVER, subject_id=letter.id, due_at=now)
        return letter

    async def get(self, letter_id: int) -> Letter | None:
        async with self.database.read() as connection:
            return await store.get(connection, letter_id)

    async def text(self, letter: Letter, language: Language) -> Text | None:
        """Return what a letter says now; None where nothing is to be said any more."""
        renderer = self.renderers.get(letter.topic)
        if renderer is None:
            return None
        async with self.database.read() as connection:
            return await renderer(connection, letter, language)

    async def delivered(
        self, letter: Letter, *, delivery: Delivery, channel_id: int | None = None, message_id: int | None = None
    ) -> None:
        """Note how a letter reached its member."""
        async with self.database.write() as connection:
            await store.mark_delivered(
                connection,
                letter_id=letter.id,
                delivery=delivery,
                at=self.clock(),
                channel_id=channel_id,
                message_id=message_id,
            )
