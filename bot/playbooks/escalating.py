"""Escalated cases: from opening one to its end. What is done on Discord about it, the cogs do; what it says is here.

A case is worked on once at a time. Its severity is the case's own, with the case's history; who leads has taken it in
the queue. The steps are copied from the playbook when it is opened: what is changed of that later, changes no case.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.actor import Actor
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.moderation.model import Act, Case, Origin, Severity, Subject
from bot.moderation.opening import Decision
from bot.moderation.rules import LOG
from bot.moderation.safety import check_moderator
from bot.moderation.store import cases, lists
from bot.moderation.store import evidence as evidence_store
from bot.playbooks import errors, rules
from bot.playbooks.desk import Desk
from bot.playbooks.library import Library
from bot.playbooks.model import NOTE_MAX, OUTCOME_MAX, SEVERITIES, Board, Escalation, PlaybookSettings
from bot.playbooks.store import bundles, escalations
from bot.queue import store as queue_store
from bot.reports import rules as report_rules
from bot.reports import store as reports
from bot.reports.model import CARD as REPORT_CARD
from bot.reports.model import Report
from bot.text import clean

NOTES_SHOWN = 3
BUNDLES_SHOWN = 3
EVIDENCE_MAX = 1_000
PICKED_UP_AFTER = timedelta(minutes=1)
"""When the due row makes the thread that whoever opened it has not."""

FIELD = "escalation"
"""Of a case's history: that it was escalated, and how that ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an escalation is shown."""

    channel_id: int
    thread_id: int | None
    message_id: int | None


class Escalating:
    def __init__(self, desk: Desk, library: Library) -> None:
        self._desk = desk
        self._library = library

    # Opening

    async def case_numbered(self, number: int, *, by: Actor) -> Case:
        """Raises ModeratorsOnly or CaseNotFound."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            found = await cases.numbered(connection, guild_id=by.guild_id, number=number)
        if found is None:
            raise errors.CaseNotFound
        return found

    async def check_case(self, *, by: Actor, case_id: int) -> Case:
        """Return a case that can be escalated. Raises ModeratorsOnly, NotInvolved, CaseNotFound or AlreadyEscalated."""
        async with self._desk.database.read() as connection:
            return await self._escalatable(connection, by=by, case_id=case_id)

    async def check_report(self, *, by: Actor, report_id: int) -> None:
        """Raises ModeratorsOnly, EscalationNotFound, what reports refuse, or AlreadyEscalated."""
        async with self._desk.database.read() as connection:
            await self._report(connection, by=by, report_id=report_id)

    async def open(
        self,
        *,
        by: Actor,
        case_id: int,
        severity: Severity,
        playbook_key: str,
        language: Language,
        why: str = "",
    ) -> Escalation:
        """Escalate a case. Raises ModeratorsOnly, NotInvolved, CaseNotFound, AlreadyEscalated or PlaybookNotFound."""
        async with self._desk.database.write() as connection:
            case = await self._escalatable(connection, by=by, case_id=case_id)
            return await self._open(
                connection, case, by=by, severity=severity, playbook_key=playbook_key, language=language, why=why
            )

    async def open_report(
        self,
        *,
        by: Actor,
        report_id: int,
        severity: Severity,
        playbook_key: str,
        language: Language,
        reason: str,
    ) -> Escalation:
        """Escalate a report, which stays open: a note of a case is made for it, with its evidence lent.

        Raises ModeratorsOnly, EscalationNotFound, what reports refuse, AlreadyEscalated or PlaybookNotFound.
        """
        async with self._desk.database.write() as connection:
            report, subject = await self._report(connection, by=by, report_id=report_id)
            # Not by origin “report”: that would close the report. Its evidence stays free for the case that decides it.
            case = await self._desk.moderation.opening.open_in(
                connection,
                Decision(
                    guild_id=by.guild_id,
                    act=Act.NOTE,
                    origin=Origin.COMMAND,
                    # every moderator finds cases, and is not to find one about a colleague
                    subject=Subject(member_id=None) if report.is_about_the_team else replace(subject, evidence_ids=()),
                    moderator_id=by.id,
                    rule_number=subject.rule_number,
                    reason=reason,
                    details={"report_id": report_id},
                ),
            )
            escalation = await self._open(
                connection,
                case,
                by=by,
                severity=severity,
                playbook_key=playbook_key,
                language=language,
                report_id=report_id,
                evidence_ids=subject.evidence_ids,
            )
            await self._respond(connection, report, escalation)
            return escalation

    async def _respond(self, connection: AsyncConnection, report: Report, escalation: Escalation) -> None:
        """Note that somebody has looked at a report; from now on it has as long as its escalation."""
        now = self._desk.clock()
        await reports.note_response(connection, report_id=report.id, at=now)
        await reports.change(connection, report_id=report.id, decide_by=escalation.deadline_at)
        await plan(connection, guild_id=report.guild_id, kind=REPORT_CARD, subject_id=report.id, due_at=now)

    async def _escalatable(self, connection: AsyncConnection, *, by: Actor, case_id: int) -> Case:
        check_moderator(by)
        case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
        if case.member_id == by.id:
            raise errors.NotInvolved
        found = await escalations.open_of_case(connection, guild_id=by.guild_id, case_id=case_id)
        if found is not None:
            raise errors.AlreadyEscalated(where=_where(found))
        return case

    async def _report(self, connection: AsyncConnection, *, by: Actor, report_id: int) -> tuple[Report, Subject]:
        check_moderator(by)
        report = await reports.get(connection, guild_id=by.guild_id, report_id=report_id)
        if report is None:
            raise errors.EscalationNotFound
        report_rules.check_may_see(report, by=by)
        report_rules.check_open(report)
        found = await escalations.open_of_report(connection, guild_id=by.guild_id, report_id=report_id)
        if found is not None:
            raise errors.AlreadyEscalated(where=_where(found))
        source = self._desk.moderation.desk.origins["report"]
        return report, await source.subject(connection, guild_id=by.guild_id, origin_id=report_id)

    async def _open(
        self,
        connection: AsyncConnection,
        case: Case,
        *,
        by: Actor,
        severity: Severity,
        playbook_key: str,
        language: Language,
        report_id: int | None = None,
        evidence_ids: Sequence[int] = (),
        why: str = "",
    ) -> Escalation:
        now, guild_id = self._desk.clock(), by.guild_id
        entry = await self._library.get_in(connection, guild_id=guild_id, key=playbook_key, language=language)
        settings = await self._desk.settings.read(connection, guild_id, PlaybookSettings)
        escalation_id = await escalations.add(
            connection,
            guild_id=guild_id,
            case_id=case.id,
            report_id=report_id,
            evidence_ids=list(evidence_ids),
            severity=severity,
            playbook_key=entry.key,
            playbook_title=entry.playbook.title,
            playbook_version=entry.version,
            language=language.value,
            opened_by_id=by.id,
            opened_at=now,
            deadline_at=rules.deadline(severity, settings, at=now),
        )
        if escalation_id is None:
            raise errors.AlreadyEscalated(where="")
        await escalations.add_steps(
            connection, guild_id=guild_id, escalation_id=escalation_id, steps=entry.playbook.steps
        )
        await self._note_in_case(connection, case, by=by, after="opened", why=entry.playbook.title)
        await self._set_severity(connection, case, severity, by=by, why=why)
        escalation = await self._desk.escalation(connection, guild_id=guild_id, escalation_id=escalation_id)
        for kind, due_at in ((rules.OPEN, now + PICKED_UP_AFTER), (rules.DEADLINE, escalation.deadline_at)):
            await plan(connection, guild_id=guild_id, kind=kind, subject_id=escalation_id, due_at=due_at)
        return escalation

    async def _note_in_case(self, connection: AsyncConnection, case: Case, *, by: Actor, after: str, why: str) -> None:
        await lists.add_change(
            connection, case=case, by_id=by.id, at=self._desk.clock(), field=FIELD, after=after, why=why
        )

    async def _set_severity(
        self, connection: AsyncConnection, case: Case, severity: Severity, *, by: Actor, why: str
    ) -> None:
        now = self._desk.clock()
        await cases.change(connection, case=case, by_id=by.id, at=now, why=why, severity=severity)
        await plan(connection, guild_id=case.guild_id, kind=LOG, subject_id=case.id, due_at=now)

    # Looking

    async def board(self, *, by: Actor, escalation_id: int) -> Board:
        """Raises EscalationNotFound or NotInvolved."""
        async with self._desk.database.read() as connection:
            await self._involved(connection, by=by, escalation_id=escalation_id)
            return await self._board(connection, guild_id=by.guild_id, escalation_id=escalation_id)

    async def find(self, *, guild_id: int, escalation_id: int) -> Board | None:
        """Return an escalation for its board, by the bot itself."""
        async with self._desk.database.read() as connection:
            try:
                return await self._board(connection, guild_id=guild_id, escalation_id=escalation_id)
            except (errors.EscalationNotFound, errors.CaseNotFound):
                return None

    async def of_case(self, *, guild_id: int, case_id: int) -> Escalation | None:
        """Return the latest escalation of a case."""
        async with self._desk.database.read() as connection:
            return await escalations.latest_of_case(connection, guild_id=guild_id, case_id=case_id)

    async def _involved(self, connection: AsyncConnection, *, by: Actor, escalation_id: int) -> Escalation:
        """Return an escalation that somebody may work on. Raises EscalationNotFound, or see `Desk.check_involved`."""
        found = await self._desk.escalation(connection, guild_id=by.guild_id, escalation_id=escalation_id)
        await self._desk.check_involved(connection, found, by=by)
        return found

    async def _board(self, connection: AsyncConnection, *, guild_id: int, escalation_id: int) -> Board:
        escalation = await self._desk.escalation(connection, guild_id=guild_id, escalation_id=escalation_id)
        case = await self._desk.case(connection, guild_id=guild_id, case_id=escalation.case_id)
        kept = await evidence_store.of_case(connection, guild_id=guild_id, case_id=case.id, limit=EVIDENCE_MAX)
        report = await self._desk.report(connection, escalation)
        return Board(
            escalation=escalation,
            case_number=case.number,
            act=case.act.value,
            member_id=case.member_id,
            rule=await self._rule_text(connection, case, escalation.language),
            reason=case.reason,
            messages=len({one.id for one in kept} | set(escalation.evidence_ids)),
            ticks=await escalations.steps(connection, escalation_id=escalation_id),
            notes=await escalations.notes(connection, escalation_id=escalation_id, limit=NOTES_SHOWN),
            note_count=await escalations.count_notes(connection, escalation_id=escalation_id),
            bundles=await bundles.of_case(connection, guild_id=guild_id, case_id=case.id, limit=BUNDLES_SHOWN),
            about_team=report is not None and report.is_about_the_team,
        )

    async def _rule_text(self, connection: AsyncConnection, case: Case, language: Language) -> str | None:
        if case.rule_number is None:
            return None
        rule = await self._desk.moderation.desk.guidelines.reader.rule_in(
            connection, guild_id=case.guild_id, number=case.rule_number, version=case.rule_version
        )
        return str(case.rule_number) if rule is None else f"{rule.number}. {rule.wording(language).title}"

    # Working on it

    async def take_lead(self, *, by: Actor, escalation_id: int, from_id: int | None) -> Board:
        """Take the lead; `from_id`: from whom, where it is taken over on purpose.

        Raises EscalationNotFound, NotInvolved, AlreadyClosed or LedBySomebody.
        """
        async with self._desk.database.write() as connection:
            escalation = await self._involved(connection, by=by, escalation_id=escalation_id)
            rules.check_open(escalation)
            taken = await queue_store.take(
                connection,
                guild_id=by.guild_id,
                key=(escalations.KIND, escalation_id),
                by_id=by.id,
                at=self._desk.clock(),
                from_id=from_id,
            )
            if not taken:
                raise errors.LedBySomebody
            return await self._changed(connection, escalation)

    async def tick(
        self, *, by: Actor, escalation_id: int, done: Collection[int] = (), undone: Collection[int] = ()
    ) -> Board:
        """Tick steps, or take ticks away; positions there are none of count for nothing.

        Raises EscalationNotFound, NotInvolved or AlreadyClosed.
        """
        async with self._desk.database.write() as connection:
            escalation = await self._involved(connection, by=by, escalation_id=escalation_id)
            rules.check_open(escalation)
            await escalations.tick(
                connection, escalation_id=escalation_id, positions=done, by_id=by.id, at=self._desk.clock()
            )
            await escalations.untick(connection, escalation_id=escalation_id, positions=undone)
            return await self._changed(connection, escalation)

    async def note(self, *, by: Actor, escalation_id: int, text: str, request_id: int | None = None) -> Board:
        """Add a note. Raises EscalationNotFound or NotInvolved; one that is closed can still be noted something of."""
        async with self._desk.database.write() as connection:
            escalation = await self._involved(connection, by=by, escalation_id=escalation_id)
            written = clean(text)[:NOTE_MAX]
            if written:
                await escalations.add_note(
                    connection,
                    guild_id=by.guild_id,
                    escalation_id=escalation_id,
                    author_id=by.id,
                    text=written,
                    at=self._desk.clock(),
                    request_id=request_id,
                )
            return await self._changed(connection, escalation)

    async def set_severity(self, *, by: Actor, escalation_id: int, severity: Severity, why: str = "") -> Board:
        """Change the severity, and with it the deadline and who is called.

        Raises EscalationNotFound, NotInvolved, AlreadyClosed, or LegalNeedsAdmin for making less what is legal.
        """
        async with self._desk.database.write() as connection:
            escalation = await self._involved(connection, by=by, escalation_id=escalation_id)
            rules.check_open(escalation)
            if severity is escalation.severity:
                return await self._board(connection, guild_id=by.guild_id, escalation_id=escalation_id)
            rules.check_may_end_legal(escalation, by=by)
            settings = await self._desk.settings.read(connection, by.guild_id, PlaybookSettings)
            now = self._desk.clock()
            due_at = rules.new_deadline(escalation, severity, settings, at=now)
            await escalations.set_open(
                connection, escalation_id=escalation_id, severity=severity, deadline_at=due_at, reminded_at=None
            )
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=escalation.case_id)
            await self._set_severity(connection, case, severity, by=by, why=why)
            planned = [(rules.DEADLINE, due_at)]
            if SEVERITIES.index(severity) > SEVERITIES.index(escalation.severity):
                planned.append((rules.CALL, now))
            for kind, at in planned:
                await plan(connection, guild_id=by.guild_id, kind=kind, subject_id=escalation_id, due_at=at)
            return await self._changed(connection, escalation)

    async def close(self, *, by: Actor, escalation_id: int, outcome: str) -> Board:
        """Close it with what came of it. Raises EscalationNotFound, NotInvolved, AlreadyClosed or LegalNeedsAdmin."""
        async with self._desk.database.write() as connection:
            escalation = await self._involved(connection, by=by, escalation_id=escalation_id)
            rules.check_open(escalation)
            rules.check_may_end_legal(escalation, by=by)
            now, written = self._desk.clock(), clean(outcome)[:OUTCOME_MAX]
            if not await escalations.close(
                connection, escalation_id=escalation_id, by_id=by.id, at=now, outcome=written
            ):
                raise errors.AlreadyClosed
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=escalation.case_id)
            await self._note_in_case(connection, case, by=by, after="closed", why=written)
            for kind in (rules.DEADLINE, rules.CALL):
                await cancel(connection, kind=kind, subject_id=escalation_id)
            key = (escalations.KIND, escalation_id)
            await queue_store.note(connection, guild_id=by.guild_id, key=key, done_by_id=by.id, done_at=now)
            return await self._changed(connection, escalation)

    async def _changed(self, connection: AsyncConnection, escalation: Escalation) -> Board:
        """Have the board follow, wherever it was changed from."""
        await plan(
            connection,
            guild_id=escalation.guild_id,
            kind=rules.REFRESH,
            subject_id=escalation.id,
            due_at=self._desk.clock(),
        )
        return await self._board(connection, guild_id=escalation.guild_id, escalation_id=escalation.id)

    # What the bot did on Discord

    async def placed(self, escalation: Escalation, place: Place, *, failure: str | None = None) -> None:
        """Note where it is shown; `failure`: why it is not in a thread."""
        await self._note(
            escalation,
            channel_id=place.channel_id,
            thread_id=place.thread_id,
            message_id=place.message_id,
            failure=failure,
        )

    async def begun(self, escalation: Escalation, place: Place) -> None:
        """Note a new thread, in which nothing is shown yet and to which nobody was called."""
        await self._note(
            escalation,
            channel_id=place.channel_id,
            thread_id=place.thread_id,
            message_id=None,
            called_at=None,
            failure=None,
        )

    async def nowhere(self, escalation: Escalation, *, failure: str) -> None:
        """Note that it is shown nowhere (any more)."""
        await self._note(escalation, channel_id=None, thread_id=None, message_id=None, called_at=None, failure=failure)

    async def called(self, escalation: Escalation) -> None:
        await self._note(escalation, called_at=self._desk.clock())

    async def reminded(self, escalation: Escalation) -> None:
        await self._note(escalation, reminded_at=self._desk.clock())

    async def _note(self, escalation: Escalation, **values: Any) -> None:
        async with self._desk.database.write() as connection:
            await escalations.note_place(connection, escalation_id=escalation.id, **values)

    async def plan_open(self, escalation: Escalation) -> None:
        """Have the thread made anew: it was deleted."""
        async with self._desk.database.write() as connection:
            await plan(
                connection,
                guild_id=escalation.guild_id,
                kind=rules.OPEN,
                subject_id=escalation.id,
                due_at=self._desk.clock(),
            )


def _where(escalation: Escalation) -> str:
    place = escalation.thread_id or escalation.channel_id
    return "" if place is None else f"<#{place}>"
