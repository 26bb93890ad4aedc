"""What the parts of playbooks share: the database, the settings, moderation, and looking rows up."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.moderation.model import Case
from bot.moderation.service import Moderation
from bot.moderation.store import cases
from bot.playbooks import errors
from bot.playbooks.model import Escalation
from bot.playbooks.store import escalations
from bot.seal import Seal
from bot.settings.service import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    moderation: Moderation
    seal: Seal

    async def escalation(self, connection: AsyncConnection, *, guild_id: int, escalation_id: int) -> Escalation:
        """Raises EscalationNotFound."""
        found = await escalations.get(connection, guild_id=guild_id, escalation_id=escalation_id)
        if found is None:
            raise errors.EscalationNotFound
        return found

    async def case(self, connection: AsyncConnection, *, guild_id: int, case_id: int) -> Case:
        """Raises CaseNotFound."""
        found = await cases.get(connection, guild_id=guild_id, case_id=case_id)
        if found is None:
            raise errors.CaseNotFound
        return found
