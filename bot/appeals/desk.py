"""What the parts of appeals share, and the reading of an appeal as moderators need it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.appeals import errors, store
from bot.appeals.model import CARD, Appeal, Sheet
from bot.clock import Clock
from bot.db import Database
from bot.due import plan
from bot.engine import AsyncConnection
from bot.guidelines.model import Rule
from bot.inbox.service import Inbox
from bot.moderation import rules as moderation_rules
from bot.moderation.model import Case
from bot.moderation.service import Moderation
from bot.moderation.store import cases, evidence
from bot.settings.service import Settings

LETTER = "appeal"
"""The topic of letters that tell the decision; their subject is the appeal."""

EVIDENCE_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    moderation: Moderation
    inbox: Inbox

    async def appeal(self, connection: AsyncConnection, *, guild_id: int, appeal_id: int) -> Appeal:
        """Raises AppealNotFound."""
        found = await store.get(connection, guild_id=guild_id, appeal_id=appeal_id)
        if found is None:
            raise errors.AppealNotFound
        return found

    async def case(self, connection: AsyncConnection, *, guild_id: int, case_id: int) -> Case:
        """Raises CaseNotFound."""
        found = await cases.get(connection, guild_id=guild_id, case_id=case_id)
        if found is None:
            raise errors.CaseNotFound
        return found

    async def rules(self, connection: AsyncConnection, found: Sequence[Case], *, guild_id: int) -> list[Rule | None]:
        """Return the rules of cases as they were then, in the same order."""
        named = [(case.rule_number, case.rule_version) for case in found]
        return await self.moderation.desk.guidelines.reader.rules_in(connection, guild_id=guild_id, named=named)

    async def sheet(self, connection: AsyncConnection, appeal: Appeal) -> Sheet:
        guild_id = appeal.guild_id
        case = await self.case(connection, guild_id=guild_id, case_id=appeal.case_id)
        standing, count, appeals = None, 0, 0
        if appeal.member_id is not None:
            found = await cases.of_member(connection, guild_id=guild_id, member_id=appeal.member_id)
            standing, count = moderation_rules.standing(found, now=self.clock()), len(found)
            appeals = await store.count_of(connection, guild_id=guild_id, member_id=appeal.member_id)
        [rule] = await self.rules(connection, [case], guild_id=guild_id)
        return Sheet(
            appeal=appeal,
            case=case,
            rule=rule,
            evidence=await evidence.of_case(connection, guild_id=guild_id, case_id=case.id, limit=EVIDENCE_SHOWN),
            standing=standing,
            cases=count,
            appeals=appeals,
        )

    async def plan_card(self, connection: AsyncConnection, appeal: Appeal) -> None:
        await plan(connection, guild_id=appeal.guild_id, kind=CARD, subject_id=appeal.id, due_at=self.clock())
