"""What the parts of reports share, and the reading of a report as moderators need it."""

from dataclasses import dataclass

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.inbox.service import Inbox
from bot.moderation import rules as moderation_rules
from bot.moderation.model import Standing
from bot.moderation.service import Moderation
from bot.moderation.store import cases, evidence
from bot.reports import errors, rules, store
from bot.reports.model import TELLING, Report, Said, Sheet
from bot.settings.service import Settings

VOICES_SHOWN = 5

LETTER = "report"
"""The topic of letters to those who reported; their subject is the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    moderation: Moderation
    inbox: Inbox

    async def report(self, connection: AsyncConnection, *, guild_id: int, report_id: int) -> Report:
        """Raises ReportNotFound."""
        found = await store.get(connection, guild_id=guild_id, report_id=report_id)
        if found is None:
            raise errors.ReportNotFound
        return found

    async def visible(self, connection: AsyncConnection, *, by: Actor, report_id: int) -> Report:
        """Raises ReportNotFound, ModeratorsOnly or NotYours."""
        found = await self.report(connection, guild_id=by.guild_id, report_id=report_id)
        rules.check_may_see(found, by=by)
        return found

    async def sheet(self, connection: AsyncConnection, report: Report) -> Sheet:
        voices = await store.voices(connection, report_id=report.id, limit=VOICES_SHOWN)
        kept = None
        if report.evidence_id is not None:
            kept = await evidence.get(connection, guild_id=report.guild_id, evidence_id=report.evidence_id)
        standing, count, earlier = await self._history(connection, report)
        numbers = [report.rule_number, *(voice.rule_number for voice in voices)]
        rule, *others = await self.moderation.desk.guidelines.reader.rules_in(
            connection, guild_id=report.guild_id, named=[(number, report.rule_version) for number in numbers]
        )
        return Sheet(
            report=report,
            rule=rule,
            evidence=kept,
            voices=[
                Said(concern=voice.concern, rule=named, words=voice.words)
                for voice, named in zip(voices, others, strict=True)
            ],
            count=await store.count_voices(connection, report_id=report.id),
            standing=standing,
            cases=count,
            earlier=earlier[0],
            earlier_dismissed=earlier[1],
            doubtful=await self._doubtful(connection, report),
        )

    async def _history(
        self, connection: AsyncConnection, report: Report
    ) -> tuple[Standing | None, int, tuple[int, int]]:
        if report.about_id is None:
            return None, 0, (0, 0)
        found = await cases.of_member(connection, guild_id=report.guild_id, member_id=report.about_id)
        standing = moderation_rules.standing(found, now=self.clock())
        earlier = await store.decided_about(connection, guild_id=report.guild_id, about_id=report.about_id)
        return standing, len(found), earlier

    async def _doubtful(self, connection: AsyncConnection, report: Report) -> int:
        """Return how many of those who reported have had their latest reports all dismissed."""
        found = await store.latest_decided_of_reporters(
            connection, guild_id=report.guild_id, report_id=report.id, limit=TELLING
        )
        return sum(rules.is_doubtful(latest) for latest in found)
