"""A server's cases and appeals without Discord: moderators decide, members appeal, others look at it again."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.appeals.model import Appeal, Decision, Sheet, State, stamp_of
from bot.due import State as DueState
from bot.due import due_row
from bot.inbox.tables import inbox_letter
from bot.moderation.model import Act, Case, Origin, Progress, Subject
from bot.moderation.model import State as CaseState
from bot.moderation.opening import Decision as CaseDecision
from bot.moderation.store import cases
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
MODERATOR2 = Actor(id=7, guild_id=GUILD, moderates=True)
ANA, BEN = 101, 102


@dataclass
class Court:
    app: App
    clock: MovableClock

    async def case(
        self,
        *,
        member_id: int = ANA,
        by: Actor = MODERATOR,
        act: Act = Act.TIMEOUT,
        minutes: int | None = 3 * 1440,
        state: CaseState = CaseState.DONE,
        **values: Any,
    ) -> Case:
        """Have a case that was carried out."""
        opened = await self.app.moderation.opening.open(
            CaseDecision(
                guild_id=by.guild_id,
                act=act,
                origin=Origin.COMMAND,
                subject=Subject(member_id=member_id),
                moderator_id=by.id,
                minutes=minutes if act in (Act.TIMEOUT, Act.BAN) else None,
                reason="Insulting words.",
                **values,
            )
        )
        async with self.app.database.write() as connection:
            acted = Progress.WAITING if state is CaseState.WAITING else Progress.DONE
            return await cases.note(connection, case=opened, at=self.clock(), state=state, acted=acted)

    async def case_now(self, case: Case) -> Case:
        async with self.app.database.read() as connection:
            return await self.app.moderation.desk.case(connection, guild_id=case.guild_id, case_id=case.id)

    async def appeal(self, case: Case, *, member_id: int = ANA, text: str = "It was a quotation.") -> Appeal:
        return await self.app.appeals.appealing.appeal(member_id=member_id, case_id=case.id, text=text)

    async def decide(
        self,
        appeal: Appeal,
        outcome: State,
        *,
        by: Actor = MODERATOR2,
        may_ban: bool = True,
        stamp: int | None = None,
        answer: str = "We have looked at it.",
        **values: Any,
    ) -> Sheet:
        read = (await self.sheet(appeal)).case
        decision = Decision(outcome=outcome, answer=answer, stamp=stamp_of(read) if stamp is None else stamp, **values)
        return await self.app.appeals.deciding.decide(decision, by=by, appeal_id=appeal.id, may_ban=may_ban)

    async def sheet(self, appeal: Appeal) -> Sheet:
        found = await self.app.appeals.deciding.find(guild_id=appeal.guild_id, appeal_id=appeal.id)
        assert found is not None
        return found

    async def letters(self, topic: str = "appeal") -> list[tuple[int, int]]:
        """Return who is told of what, by topic."""
        async with self.app.database.read() as connection:
            rows = await connection.execute(
                select(inbox_letter.c.member_id, inbox_letter.c.subject_id)
                .where(inbox_letter.c.topic == topic)
                .order_by(inbox_letter.c.id)
            )
            return [(row.member_id, row.subject_id) for row in rows]

    async def planned(self, kind: str) -> list[int]:
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(due_row.c.subject_id).where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN)
            )
            return sorted(rows)

    async def undoing(self, case: Case) -> list[Act]:
        """Return what was opened to undo a case on Discord."""
        async with self.app.database.read() as connection:
            found = await cases.of_member(connection, guild_id=case.guild_id, member_id=case.member_id or 0)
        return [one.act for one in found if one.origin is Origin.APPEAL and one.origin_id == case.id]
