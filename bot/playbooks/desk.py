"""What the parts of playbooks share: the database, the settings, moderation, and looking rows up."""

from dataclasses import dataclass

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.moderation.model import Case
from bot.moderation.service import Moderation
from bot.moderation.store import cases
from bot.playbooks import errors, rules
from bot.playbooks.model import Escalation, PlaybookSettings
from bot.playbooks.store import escalations
from bot.reports import rules as report_rules
from bot.reports import store as reports
from bot.reports.model import Report
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

    async def check_involved(self, connection: AsyncConnection, escalation: Escalation, *, by: Actor) -> None:
        """Raises NotInvolved, or what reports refuse: nobody works on what is about themself.

        What comes from a report is for those who may see that, and for the roles that are called.
        """
        settings = await self.settings.read(connection, by.guild_id, PlaybookSettings)
        rules.check_involved(by, escalation.severity, settings)
        case = await self.case(connection, guild_id=by.guild_id, case_id=escalation.case_id)
        report = await self.report(connection, escalation)
        if by.id in (case.member_id, None if report is None else report.about_id):
            raise errors.NotInvolved
        if report is not None and not by.has_any(rules.called_roles(escalation.severity, settings)):
            report_rules.check_may_see(report, by=by)

    async def report(self, connection: AsyncConnection, escalation: Escalation) -> Report | None:
        """Return the report an escalation comes from, if it does."""
        if escalation.report_id is None:
            return None
        return await reports.get(connection, guild_id=escalation.guild_id, report_id=escalation.report_id)

    async def case(self, connection: AsyncConnection, *, guild_id: int, case_id: int) -> Case:
        """Raises CaseNotFound."""
        found = await cases.get(connection, guild_id=guild_id, case_id=case_id)
        if found is None:
            raise errors.CaseNotFound
        return found
