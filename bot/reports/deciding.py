"""What moderators do about a report: take it, decide it by a case, or close it without one."""

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation.model import Case, Origin, Subject
from bot.queue import store as queue_store
from bot.reports import errors, rules, store
from bot.reports.desk import LETTER, Desk
from bot.reports.model import ANSWER_MAX, CARD, POST, Report, ReportSettings, Sheet, Side, State
from bot.text import cut, letters, one_line


class Deciding:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Looking

    async def look(self, *, by: Actor, report_id: int) -> Sheet:
        """Raises ReportNotFound, ModeratorsOnly or NotYours."""
        async with self._desk.database.read() as connection:
            return await self._desk.sheet(connection, await self._desk.visible(connection, by=by, report_id=report_id))

    async def find(self, *, guild_id: int, report_id: int) -> Sheet | None:
        """Return a report for its card."""
        async with self._desk.database.read() as connection:
            found = await store.get(connection, guild_id=guild_id, report_id=report_id)
            return None if found is None else await self._desk.sheet(connection, found)

    async def learn_side(self, *, guild_id: int, report_id: int, side: Side) -> None:
        """Note whether the person reported is of the team, where Discord hadn't said."""
        async with self._desk.database.write() as connection:
            report = await self._desk.report(connection, guild_id=guild_id, report_id=report_id)
            if report.side is Side.UNKNOWN:
                await store.change(connection, report_id=report_id, side=side)

    async def posted(self, shown: Sheet, *, channel_id: int, message_id: int) -> None:
        """Note where the card is; it is drawn anew where something happened while it was under way."""
        report = shown.report
        async with self._desk.database.write() as connection:
            now = await self._desk.report(connection, guild_id=report.guild_id, report_id=report.id)
            changed = await self._desk.sheet(connection, now) != shown
            await store.change(
                connection, report_id=report.id, queue_channel_id=channel_id, queue_message_id=message_id
            )
            if changed:
                await self._plan_card(connection, report.guild_id, report.id)

    async def post_again(self, *, guild_id: int, report_id: int) -> None:
        """Have a card put into the queue in place of one that was deleted."""
        async with self._desk.database.write() as connection:
            await store.change(connection, report_id=report_id, queue_channel_id=None, queue_message_id=None)
            now = self._desk.clock()
            await plan(connection, guild_id=guild_id, kind=POST, subject_id=report_id, due_at=now)

    async def told(self, connection: AsyncConnection, *, guild_id: int, report_id: int) -> Report | None:
        """Return a decided report, for those who reported it; None while it is open."""
        found = await store.get(connection, guild_id=guild_id, report_id=report_id)
        return None if found is None or found.state is State.OPEN else found

    # Taking

    async def take(self, *, by: Actor, report_id: int, from_id: int | None = None) -> Sheet:
        """Take a report on; `from_id`: from whom, where it is taken over on purpose.

        Raises ReportNotFound, ModeratorsOnly, NotYours, AlreadyDecided or TakenBySomebody.
        """
        async with self._desk.database.write() as connection:
            report = await self._desk.visible(connection, by=by, report_id=report_id)
            rules.check_open(report)
            if report.taken_by_id != by.id:
                await self._take(connection, report, by, from_id)
            return await self._desk.sheet(
                connection, await self._desk.report(connection, guild_id=by.guild_id, report_id=report_id)
            )

    async def _take(self, connection: AsyncConnection, report: Report, by: Actor, from_id: int | None) -> None:
        now = self._desk.clock()
        key = (store.KIND, report.id)
        if not await queue_store.take(connection, guild_id=by.guild_id, key=key, by_id=by.id, at=now, from_id=from_id):
            raise errors.TakenBySomebody
        await self.handed(connection, report, by=by, taken=True)

    async def handed(self, connection: AsyncConnection, report: Report, *, by: Actor, taken: bool) -> None:
        """Follow that a report was taken, or given back, wherever that was done.

        Raises ModeratorsOnly, NotYours or AlreadyDecided.
        """
        rules.check_may_see(report, by=by)
        rules.check_open(report)
        if taken:
            now = self._desk.clock()
            settings = await self._desk.settings.read(connection, report.guild_id, ReportSettings)
            await store.note_response(connection, report_id=report.id, at=now)
            await store.change(connection, report_id=report.id, decide_by=rules.decide_by(now, report, settings))
        await self._plan_card(connection, report.guild_id, report.id)

    # Deciding

    async def close(self, *, by: Actor, report_id: int, dismissed: bool, answer: str) -> Sheet:
        """Close a report without a case; those who reported are told `answer`.

        Raises ReportNotFound, ModeratorsOnly, NotYours, AlreadyDecided, TakenBySomebody or WordsNeeded.
        """
        said = cut(one_line(answer), ANSWER_MAX)
        if dismissed and not letters(said):
            raise errors.WordsNeeded
        async with self._desk.database.write() as connection:
            report = await self._desk.visible(connection, by=by, report_id=report_id)
            rules.check_open(report)
            if report.taken_by_id not in (None, by.id):
                raise errors.TakenBySomebody
            await self._decide(
                connection,
                report,
                state=State.DISMISSED if dismissed else State.RESOLVED,
                by_id=by.id,
                answer=said or None,
            )
            return await self._desk.sheet(
                connection, await self._desk.report(connection, guild_id=by.guild_id, report_id=report_id)
            )

    async def _decide(
        self,
        connection: AsyncConnection,
        report: Report,
        *,
        state: State,
        by_id: int | None,
        answer: str | None = None,
        case_id: int | None = None,
    ) -> None:
        decided = await store.decide(
            connection,
            report_id=report.id,
            state=state,
            by_id=by_id,
            at=self._desk.clock(),
            answer=answer,
            case_id=case_id,
        )
        if not decided:
            raise errors.AlreadyDecided
        for reporter_id in await store.reporters(connection, report_id=report.id):
            await self._desk.inbox.put(
                connection, guild_id=report.guild_id, member_id=reporter_id, topic=LETTER, subject_id=report.id
            )
        await self._plan_card(connection, report.guild_id, report.id)

    async def _plan_card(self, connection: AsyncConnection, guild_id: int, report_id: int) -> None:
        now = self._desk.clock()
        await plan(connection, guild_id=guild_id, kind=CARD, subject_id=report_id, due_at=now)

    # For the dialogue in which a case is decided

    async def check_may_decide(self, connection: AsyncConnection, *, by: Actor, origin_id: int) -> None:
        """Raises ReportNotFound, ModeratorsOnly or NotYours."""
        await self._desk.visible(connection, by=by, report_id=origin_id)

    async def subject(self, connection: AsyncConnection, *, guild_id: int, origin_id: int) -> Subject:
        """Return whom and what a report is about. Raises ReportNotFound or AlreadyDecided."""
        report = await self._desk.report(connection, guild_id=guild_id, report_id=origin_id)
        rules.check_open(report)
        return Subject(
            member_id=report.about_id,
            channel_id=report.channel_id,
            message_id=report.message_id,
            rule_number=await self._rule_now(connection, report),
            evidence_ids=tuple(await store.evidence_ids(connection, report)),
        )

    async def _rule_now(self, connection: AsyncConnection, report: Report) -> int | None:
        """Return the number that the reported rule has in the version in force."""
        reader = self._desk.moderation.desk.guidelines.reader
        current = await reader.current_in(connection, guild_id=report.guild_id)
        if report.rule_key is None or current is None:
            return None
        return next((rule.number for rule in current.rules if rule.key == report.rule_key), None)

    async def after_case(self, connection: AsyncConnection, case: Case) -> None:
        """Close the report a case was made from. Raises AlreadyDecided where another moderator was faster."""
        if case.origin is not Origin.REPORT or case.origin_id is None:
            return
        report = await store.get(connection, guild_id=case.guild_id, report_id=case.origin_id)
        if report is not None:
            await self._decide(connection, report, state=State.RESOLVED, by_id=case.moderator_id, case_id=case.id)
