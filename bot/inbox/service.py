"""The inbox, as the rest of the program uses it.

A feature puts a letter in the transaction of the fact it tells of, and registers how letters of its topic are said.
Delivery is a due row, and can be done at once by whoever waits for it (a ban: the member is told before). Whoever could
not be told at all is told below the answer to what they do next; who that is, is kept in memory, as every press and
command comes by there.
"""

from datetime import timedelta

from bot.clock import Clock
from bot.db import Database
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.inbox import store
from bot.inbox.errors import NotYourLetter
from bot.inbox.model import DELIVER, UNTOLD, Delivery, Follower, Letter, Page, Renderer, Text
from bot.settings.service import Settings

A_PAGE = 5
AT_ONCE = timedelta()


class Inbox:
    def __init__(self, *, database: Database, clock: Clock, settings: Settings) -> None:
        self.database = database
        self.clock = clock
        self.settings = settings
        self.renderers: dict[str, Renderer] = {}
        """By topic; features add theirs."""
        self.followers: list[Follower] = []
        """Told, in order, of letters that reached their member or were read; features add theirs."""
        self._untold: set[tuple[int, int]] = set()
        """Servers and members who are to be told below an answer."""

    async def load(self) -> None:
        """Read who is to be told below an answer. Before the first interaction comes."""
        async with self.database.read() as connection:
            self._untold = set(await store.all_untold(connection))

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased."""
        self._untold.discard((guild_id, member_id))

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
        self._untold = {one for one in self._untold if one[0] != guild_id}

    async def put(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        member_id: int,
        topic: str,
        subject_id: int,
        channel_id: int | None = None,
        after: timedelta = AT_ONCE,
    ) -> Letter:
        """Put a letter and plan its delivery; one about the same is not put twice.

        `after`: when the due row does what whoever put it has not; for those who deliver it themselves.
        """
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
            await plan(connection, guild_id=guild_id, kind=DELIVER, subject_id=letter.id, due_at=now + after)
        return letter

    async def get(self, letter_id: int) -> Letter | None:
        async with self.database.read() as connection:
            return await store.get(connection, letter_id)

    async def about(self, *, guild_id: int, member_id: int, topic: str, subject_id: int) -> Letter | None:
        """Return the letter about something, if there is one."""
        async with self.database.read() as connection:
            return await store.about(
                connection, guild_id=guild_id, member_id=member_id, topic=topic, subject_id=subject_id
            )

    async def reopen(self, connection: AsyncConnection, letter: Letter) -> Letter:
        """Have a letter that did not reach its member delivered anew; by whoever asks for it."""
        return await store.reopen(connection, letter_id=letter.id)

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
            after = await store.mark_delivered(
                connection,
                letter_id=letter.id,
                delivery=delivery,
                at=self.clock(),
                channel_id=channel_id,
                message_id=message_id,
            )
            await cancel(connection, kind=DELIVER, subject_id=letter.id)
            await self._follow(connection, after)
        if delivery in UNTOLD and after is not None:
            self._untold.add((letter.guild_id, letter.member_id))

    async def drop(self, letter: Letter) -> None:
        """Take away a letter that has nothing to say any more."""
        async with self.database.write() as connection:
            await store.remove(connection, letter_id=letter.id)
            await cancel(connection, kind=DELIVER, subject_id=letter.id)

    async def _follow(self, connection: AsyncConnection, letter: Letter | None) -> None:
        if letter is not None:
            for told in self.followers:
                await told(connection, letter)

    # Those who read

    async def page(self, *, guild_id: int, member_id: int, page: int = 1) -> Page:
        """Return one page of somebody's letters, the nearest there is to `page`."""
        async with self.database.read() as connection:
            total = await store.count(connection, guild_id=guild_id, member_id=member_id)
            pages = max(1, -(-total // A_PAGE))
            page = min(max(page, 1), pages)
            found = await store.of_member(
                connection, guild_id=guild_id, member_id=member_id, limit=A_PAGE, offset=(page - 1) * A_PAGE
            )
            unread = await store.count(connection, guild_id=guild_id, member_id=member_id, unread=True)
        return Page(letters=tuple(found), page=page, pages=pages, unread=unread)

    async def read(self, *, guild_id: int, member_id: int, letter_id: int) -> Letter:
        """Return somebody's letter and note that they read it. Raises NotYourLetter."""
        async with self.database.write() as connection:
            letter = await store.get(connection, letter_id)
            if letter is None or (letter.guild_id, letter.member_id) != (guild_id, member_id):
                raise NotYourLetter
            read = await store.mark_read(connection, letter_id=letter_id, at=self.clock())
            await self._follow(connection, read)
        return read or letter

    def may_concern(self, *, guild_id: int, member_id: int) -> bool:
        """Whether somebody is to be told below an answer that something waits for them."""
        return (guild_id, member_id) in self._untold

    async def untold(self, *, guild_id: int, member_id: int) -> list[Letter]:
        """Return the letters somebody is to be told of, latest first; they count as about to be told from now on."""
        self._untold.discard((guild_id, member_id))
        async with self.database.read() as connection:
            return await store.untold(connection, guild_id=guild_id, member_id=member_id)

    def not_told(self, *, guild_id: int, member_id: int) -> None:
        """It could not be said after all: they are told below the next answer."""
        self._untold.add((guild_id, member_id))
