"""Solved questions under a name that everybody can call up anywhere. Naming one is staff's decision to show it to all,
also where its channel isn't visible to all."""

from bot.actor import Actor
from bot.questions import errors, rules
from bot.questions.desk import Desk
from bot.questions.model import PAGE_SIZE, FaqEntry, Page, State
from bot.questions.store import faq


class Faq:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def promote(self, *, by: Actor, question_id: int, name: str) -> FaqEntry:
        """Give a solved question a name.

        Raises StaffOnly, QuestionNotFound, QuestionGone, NotSolved, FaqNameInvalid or FaqNameTaken.
        """
        shown = rules.checked_faq_name(name)
        async with self._desk.database.write() as connection:
            await self._desk.check_staff(connection, by)
            question = await self._desk.question(connection, guild_id=by.guild_id, question_id=question_id)
            rules.check_there(question)
            if question.state is not State.SOLVED:
                raise errors.NotSolved
            key = rules.faq_key(shown)
            if await faq.taken(connection, guild_id=by.guild_id, name_key=key) is not None:
                raise errors.FaqNameTaken(name=shown)
            await faq.add(
                connection,
                guild_id=by.guild_id,
                question_id=question.id,
                name=shown,
                name_key=key,
                added_by_id=by.id,
                added_at=self._desk.clock(),
            )
            entry = await faq.find(connection, guild_id=by.guild_id, name_key=key)
        assert entry is not None, "a solved question's entry is shown"
        return entry

    async def rename(self, *, by: Actor, name: str, new_name: str) -> str:
        """Give an entry another name, and return it as it is shown.

        Raises StaffOnly, FaqNotFound, FaqNameInvalid or FaqNameTaken.
        """
        shown = rules.checked_faq_name(new_name)
        key = rules.faq_key(shown)
        async with self._desk.database.write() as connection:
            await self._desk.check_staff(connection, by)
            entry_id = await faq.taken(connection, guild_id=by.guild_id, name_key=rules.faq_key(name))
            if entry_id is None:
                raise errors.FaqNotFound
            if await faq.taken(connection, guild_id=by.guild_id, name_key=key) not in (None, entry_id):
                raise errors.FaqNameTaken(name=shown)
            await faq.rename(connection, entry_id=entry_id, name=shown, name_key=key)
        return shown

    async def drop(self, *, by: Actor, name: str) -> None:
        """Take an entry out; its question stays. Raises StaffOnly or FaqNotFound."""
        async with self._desk.database.write() as connection:
            await self._desk.check_staff(connection, by)
            if not await faq.drop(connection, guild_id=by.guild_id, name_key=rules.faq_key(name)):
                raise errors.FaqNotFound

    async def find(self, *, guild_id: int, name: str) -> FaqEntry:
        """Return an entry by its name, however it is typed.

        Raises FaqNotFound, also while its question is not solved: there would be no answer to show.
        """
        async with self._desk.database.read() as connection:
            entry = await faq.find(connection, guild_id=guild_id, name_key=rules.faq_key(name))
        if entry is None:
            raise errors.FaqNotFound
        return entry

    async def names(self, *, guild_id: int, typed: str = "", limit: int = 25) -> tuple[str, ...]:
        """Return the names that contain what was typed, those that begin with it first."""
        async with self._desk.database.read() as connection:
            return tuple(await faq.names(connection, guild_id=guild_id, part=rules.faq_key(typed), limit=limit))

    async def list(self, *, guild_id: int, page: int = 1, size: int = PAGE_SIZE) -> Page[FaqEntry]:
        """Return the entries by name."""
        async with self._desk.database.read() as connection:
            return await faq.page(connection, guild_id=guild_id, number=page, size=size)
