"""Telling the moderators: the form, joining what others have reported, and what comes of one's own reports.

The message is noted when the form is opened, as it may be gone when the form comes; what nobody submits is deleted.
"""

from datetime import datetime, timedelta

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation.model import Snapshot
from bot.reports import errors, rules, store
from bot.reports.desk import Desk
from bot.reports.model import (
    CARD,
    OPEN_A_DAY,
    POST,
    WORDS_ALL_MAX,
    WORDS_MAX,
    Chosen,
    Concern,
    Draft,
    Filed,
    Mine,
    Report,
    ReportSettings,
    Side,
    State,
)
from bot.text import clean, cut, letters

DRAFT_FOR = timedelta(hours=1)
A_DAY = timedelta(days=1)
PER_PAGE = 5


class Reporting:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # The form

    async def begin(self, *, by: Actor, about_id: int | None, snapshot: Snapshot | None, bot_id: int) -> int:
        """Note what a form is opened about; returns the draft's id.

        Raises OwnMessage, AboutTheBot (what the bot posted for somebody can be reported: `about_id` is None then), or
        TooManyReports.
        """
        if about_id == by.id:
            raise errors.OwnMessage
        if about_id == bot_id:
            raise errors.AboutTheBot
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            message_id = None if snapshot is None else snapshot.message_id
            if await self._own_open(connection, by=by, about_id=about_id, message_id=message_id) is None:
                await self._check_limit(connection, by)
            await store.drop_drafts(connection, guild_id=by.guild_id, before=now - DRAFT_FOR)
            return await store.add_draft(
                connection,
                guild_id=by.guild_id,
                reporter_id=by.id,
                about_id=about_id,
                snapshot=snapshot,
                at=now,
            )

    async def whom(self, *, by: Actor, draft_id: int) -> int | None:
        """Return whom a form of somebody's is about; None for what was posted for somebody. Raises DraftGone."""
        async with self._desk.database.read() as connection:
            found = await store.draft(connection, guild_id=by.guild_id, draft_id=draft_id, reporter_id=by.id)
        if found is None:
            raise errors.DraftGone
        return found.about_id

    async def submit(self, *, by: Actor, draft_id: int, chosen: Chosen, side: Side) -> Filed:
        """Make a report of a form, or join the open one. `side`: of the person reported.

        Raises DraftGone, WordsNeeded or TooManyReports.
        """
        words = cut(clean(chosen.words), WORDS_MAX)
        async with self._desk.database.write() as connection:
            taken = await store.take_draft(connection, guild_id=by.guild_id, draft_id=draft_id, reporter_id=by.id)
            if taken is None:
                raise errors.DraftGone
            draft, snapshot = taken
            if draft.message_id is None and not letters(words):
                raise errors.WordsNeeded
            chosen = await self._checked(connection, by.guild_id, chosen, words)
            report = await self._open(connection, about_id=draft.about_id, message_id=draft.message_id, by=by)
            own = report is not None and await store.voice_of(connection, report_id=report.id, reporter_id=by.id)
            if not own:
                await self._check_limit(connection, by)
            evidence_id = await self._keep(connection, by.guild_id, snapshot)
            if report is None:
                report = await self._add(connection, draft, chosen, side=side, evidence_id=evidence_id)
                return Filed(
                    report=await self._join(connection, report, by, chosen, evidence_id), joined=False, again=False
                )
            return Filed(
                report=await self._join(connection, report, by, chosen, evidence_id), joined=True, again=bool(own)
            )

    async def _open(
        self, connection: AsyncConnection, *, about_id: int | None, message_id: int | None, by: Actor
    ) -> Report | None:
        """Return the open report about the same: the same message, or the same member within a day."""
        if message_id is not None:
            return await store.open_about_message(connection, guild_id=by.guild_id, message_id=message_id)
        if about_id is None:
            return None
        since = self._desk.clock() - A_DAY
        return await store.open_about_member(connection, guild_id=by.guild_id, about_id=about_id, since=since)

    async def _own_open(
        self, connection: AsyncConnection, *, by: Actor, about_id: int | None, message_id: int | None
    ) -> Report | None:
        """Return the open report about the same in which somebody has a part already."""
        found = await self._open(connection, about_id=about_id, message_id=message_id, by=by)
        if found is None:
            return None
        return found if await store.voice_of(connection, report_id=found.id, reporter_id=by.id) else None

    async def _checked(self, connection: AsyncConnection, guild_id: int, chosen: Chosen, words: str) -> Chosen:
        """Return what was chosen, where the rules may have changed while the form was open."""
        if chosen.concern is not Concern.RULE:
            return Chosen(concern=chosen.concern, words=words)
        current = await self._desk.moderation.desk.guidelines.reader.current_in(connection, guild_id=guild_id)
        numbers = [] if current is None else [rule.number for rule in current.rules]
        number = rules.known_numbers(numbers, chosen.rule_number)
        return Chosen(concern=Concern.OTHER if number is None else Concern.RULE, rule_number=number, words=words)

    async def _check_limit(self, connection: AsyncConnection, by: Actor) -> None:
        since = self._desk.clock() - A_DAY
        count = await store.count_open_of(connection, guild_id=by.guild_id, reporter_id=by.id, since=since)
        if count >= OPEN_A_DAY:
            raise errors.TooManyReports(limit=OPEN_A_DAY)

    async def _keep(self, connection: AsyncConnection, guild_id: int, snapshot: Snapshot | None) -> int | None:
        if snapshot is None:
            return None
        kept = await self._desk.moderation.evidence.keep_in(connection, guild_id=guild_id, snapshot=snapshot)
        return kept.id

    async def _add(
        self, connection: AsyncConnection, draft: Draft, chosen: Chosen, *, side: Side, evidence_id: int | None
    ) -> Report:
        settings = await self._desk.settings.read(connection, draft.guild_id, ReportSettings)
        reader = self._desk.moderation.desk.guidelines.reader
        current = await reader.current_in(connection, guild_id=draft.guild_id)
        number = chosen.rule_number
        rule = None if current is None or number is None else current.rule(number)
        now = self._desk.clock()
        report_id = await store.add(
            connection,
            guild_id=draft.guild_id,
            about_id=draft.about_id,
            side=side,
            channel_id=draft.channel_id,
            message_id=draft.message_id,
            evidence_id=evidence_id,
            concern=chosen.concern,
            rule_number=number,
            rule_version=None if current is None else current.number,
            rule_key=None if rule is None else rule.key,
            created_at=now,
            due_at=now + rules.span_for(chosen.concern, settings),
        )
        if report_id is None:  # another process was faster
            assert draft.message_id is not None
            found = await store.open_about_message(connection, guild_id=draft.guild_id, message_id=draft.message_id)
            if found is None:
                raise errors.DraftGone
            return found
        await plan(connection, guild_id=draft.guild_id, kind=POST, subject_id=report_id, due_at=now)
        return await self._desk.report(connection, guild_id=draft.guild_id, report_id=report_id)

    async def _join(
        self, connection: AsyncConnection, report: Report, by: Actor, chosen: Chosen, evidence_id: int | None
    ) -> Report:
        """Add somebody's part to a report, or their words to the part they have."""
        now = self._desk.clock()
        voice = await store.voice_of(connection, report_id=report.id, reporter_id=by.id)
        if voice is None:
            await store.add_voice(
                connection,
                guild_id=report.guild_id,
                report_id=report.id,
                reporter_id=by.id,
                concern=chosen.concern,
                rule_number=chosen.rule_number,
                words=chosen.words,
                evidence_id=evidence_id,
                created_at=now,
            )
        else:
            words = rules.added(voice.words, chosen.words, limit=WORDS_ALL_MAX)
            concern = rules.more_urgent(voice.concern, chosen.concern)
            await store.change_voice(connection, voice_id=voice.id, words=words, concern=concern)
        await self._escalate(connection, report, chosen.concern, now)
        if report.queue_message_id is not None:  # else it is still to be posted, and drawn anew if that is under way
            await plan(connection, guild_id=report.guild_id, kind=CARD, subject_id=report.id, due_at=now)
        return await self._desk.report(connection, guild_id=report.guild_id, report_id=report.id)

    async def _escalate(self, connection: AsyncConnection, report: Report, concern: Concern, now: datetime) -> None:
        """Let the more urgent concern count, and the deadline that comes with it."""
        urgent = rules.more_urgent(report.concern, concern)
        if urgent is report.concern:
            return
        settings = await self._desk.settings.read(connection, report.guild_id, ReportSettings)
        due_at = min(report.due_at, now + rules.span_for(urgent, settings))
        await store.change(connection, report_id=report.id, concern=urgent, due_at=due_at)

    # One's own reports

    async def mine(self, *, by: Actor, page: int) -> tuple[list[Mine], int]:
        """Return a page of somebody's reports, latest first, and how many there are."""
        async with self._desk.database.read() as connection:
            return await store.mine(
                connection, guild_id=by.guild_id, reporter_id=by.id, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
            )

    async def check_addable(self, *, by: Actor, report_id: int) -> None:
        """Raises ReportNotFound, also for one somebody has no part in, or AlreadyDecided."""
        async with self._desk.database.read() as connection:
            await self._addable(connection, by=by, report_id=report_id)

    async def add_words(self, *, by: Actor, report_id: int, words: str) -> None:
        """Add to what one has written. Raises ReportNotFound, AlreadyDecided or WordsNeeded."""
        more = cut(clean(words), WORDS_MAX)
        if not letters(more):
            raise errors.WordsNeeded
        async with self._desk.database.write() as connection:
            report = await self._addable(connection, by=by, report_id=report_id)
            await self._join(connection, report, by, Chosen(concern=report.concern, words=more), None)

    async def _addable(self, connection: AsyncConnection, *, by: Actor, report_id: int) -> Report:
        report = await self._desk.report(connection, guild_id=by.guild_id, report_id=report_id)
        voice = await store.voice_of(connection, report_id=report_id, reporter_id=by.id)
        if voice is None:
            raise errors.ReportNotFound
        if report.state is not State.OPEN:
            raise errors.AlreadyDecided
        return report
