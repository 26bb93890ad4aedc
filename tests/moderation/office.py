"""A server's cases without Discord: moderators decide, and what Discord would do is noted as done."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.guidelines.model import Version
from bot.moderation.model import Act, Case, ModerationSettings, Origin, Progress, Rung, Standing, Subject
from bot.moderation.opening import Decision
from bot.moderation.store import cases, ladder
from tests.guidelines.house import House
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
SECOND = Actor(id=7, guild_id=GUILD, moderates=True)
ELSEWHERE = Actor(id=8, guild_id=OTHER_GUILD, moderates=True)
MEMBER = Actor(id=101, guild_id=GUILD)
ANA, BEN = 101, 102


@dataclass
class Office:
    app: App
    clock: MovableClock
    last_id: int = 70_000

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    async def open(
        self,
        act: Act = Act.WARN,
        *,
        member_id: int | None = ANA,
        by: Actor = MODERATOR,
        origin: Origin = Origin.COMMAND,
        message_id: int | None = None,
        channel_id: int | None = None,
        **decided: Any,
    ) -> Case:
        """Open a case; what Discord does of it still waits."""
        return await self.app.moderation.opening.open(
            Decision(
                guild_id=by.guild_id,
                act=act,
                origin=origin,
                subject=Subject(member_id=member_id, message_id=message_id, channel_id=channel_id),
                moderator_id=by.id,
                **decided,
            )
        )

    async def case(self, act: Act = Act.WARN, **decided: Any) -> Case:
        """Open a case of which everything works."""
        return await self.work(await self.open(act, **decided))

    async def work(self, case: Case, *, how: Progress = Progress.DONE, failure: str | None = None) -> Case:
        for part in ("removed", "told", "acted"):
            if getattr(case, part) is Progress.WAITING:
                case = await self.app.moderation.doing.note(case, part, how, failure=failure)
        return case

    async def refused(self, act: Act = Act.BAN, **decided: Any) -> Case:
        """Open a case that Discord refuses."""
        case = await self.open(act, **decided)
        return await self.work(case, how=Progress.FAILED, failure="HTTP 403, code 50013")

    async def again(self, case: Case) -> Case:
        """Return a case as it is now."""
        async with self.app.database.read() as connection:
            found = await cases.get(connection, guild_id=case.guild_id, case_id=case.id)
        assert found is not None
        return found

    async def set(self, **values: Any) -> None:
        await self.app.settings.change(GUILD, ModerationSettings, values, by=ADMIN.id)

    async def standing(self, member_id: int = ANA) -> Standing:
        return await self.app.moderation.strikes.standing(guild_id=GUILD, member_id=member_id)

    async def ladder(self, *rungs: Rung) -> None:
        async with self.app.database.write() as connection:
            await ladder.replace(connection, guild_id=GUILD, rungs=rungs)

    async def rules(self, *titles: str) -> Version:
        """Publish rules, numbered from 1."""
        return await House(app=self.app, clock=self.clock).published(*titles)

    async def planned(self, kind: str) -> list[int]:
        """Return the subjects of the rows of a kind that are still to be done."""
        async with self.app.database.read() as connection:
            found = await connection.scalars(
                select(due_row.c.subject_id)
                .where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN)
                .order_by(due_row.c.id)
            )
            return list(found)
