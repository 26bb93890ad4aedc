"""Questions found again: by id, by thread, in lists, and by what they say.

`channels` are always the ids of the channels whose posts the reader can see; nothing outside them is found. Only a
member's own list needs none.
"""

from collections.abc import Collection, Sequence

from bot.actor import Actor
from bot.questions import errors, rules
from bot.questions.desk import Desk
from bot.questions.model import PAGE_SIZE, QUERY_MAX, SIMILAR_SHOWN, Fact, Page, Question, Similar, Tag
from bot.questions.store import facts, lists, questions
from bot.search.index import Filter
from bot.text import letters, one_line

FOUND_MAX = 100
"""What a search looks through at most: ten pages."""


class Finding:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def get(self, *, guild_id: int, question_id: int) -> Question:
        """Raises QuestionNotFound, also for a question of another server."""
        async with self._desk.database.read() as connection:
            return await self._desk.question(connection, guild_id=guild_id, question_id=question_id)

    async def by_thread(self, *, guild_id: int, thread_id: int) -> Question | None:
        async with self._desk.database.read() as connection:
            return await questions.by_thread(connection, guild_id=guild_id, thread_id=thread_id)

    async def by_message(self, *, guild_id: int, message_id: int) -> Question | None:
        """Return the question that begins with a message, or is solved by it."""
        async with self._desk.database.read() as connection:
            found = await questions.with_message(connection, guild_id=guild_id, message_ids=[message_id])
        return found[0] if found else None

    def is_asker(self, question: Question, member_id: int) -> bool:
        """Whether a member asked it. Of an anonymous question this must be told to that member only."""
        return self._desk.is_asker(question, member_id)

    async def may_accept(self, *, by: Actor, question: Question) -> bool:
        async with self._desk.database.read() as connection:
            return rules.may_accept(question, await self._desk.standing(connection, question, by))

    async def may_close(self, *, by: Actor, question: Question) -> bool:
        async with self._desk.database.read() as connection:
            return rules.may_close(await self._desk.standing(connection, question, by))

    async def facts(self, *, guild_id: int, question_id: int) -> tuple[Fact, ...]:
        """Return what happened to a question, in its order. Raises QuestionNotFound."""
        async with self._desk.database.read() as connection:
            question = await self._desk.question(connection, guild_id=guild_id, question_id=question_id)
            return tuple(await facts.of_question(connection, question_id=question.id))

    async def similar(
        self,
        *,
        guild_id: int,
        text: str,
        channels: Collection[int],
        not_id: int | None = None,
        limit: int = SIMILAR_SHOWN,
    ) -> Similar:
        """Return solved questions that say what `text` says, best first, without the question `not_id` itself."""
        allowed = self._visible(guild_id, channels, solved_only=True, not_id=not_id)
        # The question itself is in the index already: it must not make its own words known ones.
        found = await self._desk.index.search(
            guild_id=guild_id, text=text, limit=limit, allowed=allowed, without=not_id
        )
        return Similar(questions=await self._by_ids(guild_id, found.ids), sure=found.shown)

    async def while_typing(
        self, *, guild_id: int, text: str, channels: Collection[int], limit: int = 25
    ) -> tuple[Question, ...]:
        """Return solved questions for a title that may break off in a word; where it says nothing yet, the newest."""
        allowed = self._visible(guild_id, channels, solved_only=True)
        found = await self._desk.index.search(
            guild_id=guild_id, text=text[:QUERY_MAX], typing=True, limit=limit, allowed=allowed
        )
        if found.hits:
            return await self._by_ids(guild_id, found.ids)
        if letters(text):
            return ()
        async with self._desk.database.read() as connection:
            newest = await lists.newest_solved(connection, guild_id=guild_id, channels=channels, limit=limit)
        return tuple(newest)

    async def search(
        self, *, guild_id: int, text: str, channels: Collection[int], page: int = 1, size: int = PAGE_SIZE
    ) -> Page[Question]:
        """Return questions in any state by titles, bodies and accepted answers, best first. Raises NothingToSearch."""
        wanted = one_line(text)[:QUERY_MAX]
        if not letters(wanted):
            raise errors.NothingToSearch
        allowed = self._visible(guild_id, channels, solved_only=False)
        found = await self._desk.index.search(guild_id=guild_id, text=wanted, limit=FOUND_MAX, allowed=allowed)
        pages = max(1, -(-len(found.ids) // size))
        number = min(max(1, page), pages)
        shown = await self._by_ids(guild_id, found.ids[(number - 1) * size : number * size])
        return Page(items=shown, total=len(found.ids), number=number, pages=pages)

    async def open(
        self, *, guild_id: int, channels: Collection[int], page: int = 1, size: int = PAGE_SIZE
    ) -> Page[Question]:
        """Return open questions: those without an answer first, the longest waiting first."""
        async with self._desk.database.read() as connection:
            return await lists.open_(connection, guild_id=guild_id, channels=channels, number=page, size=size)

    async def mine(self, *, by: Actor, page: int = 1, size: int = PAGE_SIZE) -> Page[Question]:
        """Return a member's own questions, latest first: anonymous ones too, so it is for their eyes only."""
        fingerprint = self._desk.seal.fingerprint(guild_id=by.guild_id, member_id=by.id)
        async with self._desk.database.read() as connection:
            return await lists.mine(
                connection, guild_id=by.guild_id, asker_id=by.id, fingerprint=fingerprint, number=page, size=size
            )

    async def tagged(
        self, *, guild_id: int, tag_id: int, channels: Collection[int], page: int = 1, size: int = PAGE_SIZE
    ) -> Page[Question]:
        """Return the questions of a topic, latest first."""
        async with self._desk.database.read() as connection:
            return await lists.tagged(
                connection, guild_id=guild_id, tag_id=tag_id, channels=channels, number=page, size=size
            )

    async def tags(self, *, guild_id: int) -> tuple[Tag, ...]:
        """Return the topics questions here have had, most used first."""
        async with self._desk.database.read() as connection:
            return tuple(await lists.tags(connection, guild_id=guild_id))

    async def rebuild_outdated_indexes(self) -> int:
        """Index anew the servers whose index another version made; returns how many. For the start of the process."""
        async with self._desk.database.read() as connection:
            outdated = await self._desk.index.outdated(connection)
        for guild_id in outdated:
            async with self._desk.database.write() as connection:
                documents = await lists.documents(connection, guild_id=guild_id)
                await self._desk.index.rebuild(connection, guild_id=guild_id, documents=documents)
        return len(outdated)

    def _visible(
        self, guild_id: int, channels: Collection[int], *, solved_only: bool, not_id: int | None = None
    ) -> Filter:
        async def visible(question_ids: Sequence[int]) -> Collection[int]:
            async with self._desk.database.read() as connection:
                return await lists.which_may_be_found(
                    connection,
                    guild_id=guild_id,
                    question_ids=question_ids,
                    channels=channels,
                    solved_only=solved_only,
                    not_id=not_id,
                )

        return visible

    async def _by_ids(self, guild_id: int, question_ids: Sequence[int]) -> tuple[Question, ...]:
        async with self._desk.database.read() as connection:
            return tuple(await lists.by_ids(connection, guild_id=guild_id, question_ids=question_ids))
