"""The members' role: who is to be given it. It is never taken: who agreed once is a member."""

from collections.abc import Sequence
from datetime import timedelta

from bot import due
from bot.engine import AsyncConnection
from bot.guidelines import rules
from bot.guidelines.desk import Desk
from bot.guidelines.model import GuidelineSettings
from bot.guidelines.store import agreements

PAGE = 100
"""Members that Discord tells about at once."""

APART = timedelta(seconds=1.5)
"""Between two members: Discord allows some ten changes in ten seconds."""

Row = tuple[int, int]
"""An agreement and who agreed."""


class MemberRole:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def role_id(self, *, guild_id: int) -> int | None:
        return (await self._desk.settings.get(guild_id, GuidelineSettings)).member_role_id

    async def member_of(self, *, guild_id: int, agreement_id: int) -> int | None:
        """Return who agreed; None where they were erased."""
        async with self._desk.database.read() as connection:
            return await agreements.member_of(connection, guild_id=guild_id, agreement_id=agreement_id)

    async def page(self, *, guild_id: int, after_id: int) -> list[Row]:
        """Return the next members who ever agreed."""
        async with self._desk.database.read() as connection:
            return await agreements.page(connection, guild_id=guild_id, after_id=after_id, limit=PAGE)

    async def plan_for(self, *, guild_id: int, member_id: int) -> None:
        """Have somebody given the role who agreed before: their screening is over, for instance."""
        if await self.role_id(guild_id=guild_id) is None:
            return
        async with self._desk.database.write() as connection:
            await self.plan_in(connection, guild_id=guild_id, member_id=member_id)

    async def plan_in(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Have somebody given the role who agreed before and is back, should there be a role by then."""
        agreement_id = await agreements.latest_id(connection, guild_id=guild_id, member_id=member_id)
        if agreement_id is not None:
            await due.plan(
                connection, guild_id=guild_id, kind=rules.ROLE, subject_id=agreement_id, due_at=self._desk.clock()
            )

    async def plan(
        self, agreement_ids: Sequence[int], *, guild_id: int, after: timedelta = timedelta(), then: int | None = None
    ) -> None:
        """Have these given the role, one after the other; `then`: go on with the members after that id."""
        start = self._desk.clock() + after
        async with self._desk.database.write() as connection:
            for place, agreement_id in enumerate(agreement_ids):
                await due.plan(
                    connection,
                    guild_id=guild_id,
                    kind=rules.ROLE,
                    subject_id=agreement_id,
                    due_at=start + place * APART,
                )
            if then is not None:
                await due.plan(
                    connection,
                    guild_id=guild_id,
                    kind=rules.ROLES,
                    subject_id=guild_id,
                    due_at=start + len(agreement_ids) * APART,
                    payload={"after_id": then},
                )

    async def walk(self, *, guild_id: int) -> None:
        """Have everybody looked at who ever agreed, from the first, unless they are being looked at."""
        async with self._desk.database.write() as connection:
            planned = await due.unfinished(connection, kind=rules.ROLES, subject_ids=[guild_id])
            if any(not row.given_up for row in planned):
                return
            await due.plan(
                connection, guild_id=guild_id, kind=rules.ROLES, subject_id=guild_id, due_at=self._desk.clock()
            )

    async def failed(self, *, guild_id: int) -> bool:
        """Whether giving the role was given up, for all."""
        async with self._desk.database.read() as connection:
            planned = await due.unfinished(connection, kind=rules.ROLES, subject_ids=[guild_id])
        return any(row.given_up for row in planned)
