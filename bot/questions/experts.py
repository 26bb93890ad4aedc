"""Members who offered to be called when nobody knows the answer in their topic. Nobody is called unasked."""

from bot.actor import Actor
from bot.questions import errors
from bot.questions.desk import Desk
from bot.questions.model import Tag
from bot.questions.store import experts, lists


class Experts:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def join(self, *, by: Actor, tag: Tag) -> tuple[Tag, ...]:
        """Be called for a topic from now on; returns all topics of the member. Raises AlreadyExpert."""
        async with self._desk.database.write() as connection:
            mine = await experts.tags_of(connection, guild_id=by.guild_id, member_id=by.id)
            if tag.id in {one.id for one in mine}:
                raise errors.AlreadyExpert(tag=tag.name)
            await experts.join(connection, guild_id=by.guild_id, member_id=by.id, tag=tag, joined_at=self._desk.clock())
            return tuple(await experts.tags_of(connection, guild_id=by.guild_id, member_id=by.id))

    async def leave(self, *, by: Actor, tag_id: int) -> tuple[Tag, ...]:
        """Not be called for a topic any more; returns the topics that remain. Raises NotExpert."""
        async with self._desk.database.write() as connection:
            if not await experts.leave(connection, guild_id=by.guild_id, member_id=by.id, tag_id=tag_id):
                raise errors.NotExpert
            return tuple(await experts.tags_of(connection, guild_id=by.guild_id, member_id=by.id))

    async def tags_of(self, *, guild_id: int, member_id: int) -> tuple[Tag, ...]:
        """Return the topics somebody is called for."""
        async with self._desk.database.read() as connection:
            return tuple(await experts.tags_of(connection, guild_id=guild_id, member_id=member_id))

    async def count(self, *, guild_id: int) -> dict[int, int]:
        """Return how many experts each topic has."""
        async with self._desk.database.read() as connection:
            return await experts.count(connection, guild_id=guild_id)

    async def tags(self, *, guild_id: int) -> tuple[Tag, ...]:
        """Return the topics questions here have had, most used first."""
        async with self._desk.database.read() as connection:
            return tuple(await lists.tags(connection, guild_id=guild_id))
