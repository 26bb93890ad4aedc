"""What the parts of moderation share: the database, the rules in force, the ladder, and who is told of cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.guidelines.model import Rule
from bot.guidelines.service import Guidelines
from bot.inbox.service import Inbox
from bot.moderation import errors
from bot.moderation.model import DEFAULT_LADDER, AfterCase, Case, OriginSource, Rung
from bot.moderation.store import cases, ladder
from bot.settings.service import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    guidelines: Guidelines
    inbox: Inbox
    origins: dict[str, OriginSource] = field(default_factory=dict)
    """By `Origin`; features that decisions can come from add theirs."""
    after_case: list[AfterCase] = field(default_factory=list)
    """Told, in order, of every new case in its transaction; features add theirs."""

    async def case(self, connection: AsyncConnection, *, guild_id: int, case_id: int) -> Case:
        """Raises CaseNotFound."""
        found = await cases.get(connection, guild_id=guild_id, case_id=case_id)
        if found is None:
            raise errors.CaseNotFound
        return found

    async def rule_of(self, case: Case) -> Rule | None:
        """Return the rule of a case as it was said then; None: none was named, or its version is gone."""
        if case.rule_number is None:
            return None
        return await self.guidelines.rule(guild_id=case.guild_id, number=case.rule_number, version=case.rule_version)

    async def ladder(self, connection: AsyncConnection, *, guild_id: int) -> Sequence[Rung]:
        """Return the server's ladder, lowest rung first."""
        return await ladder.get(connection, guild_id=guild_id) or DEFAULT_LADDER
