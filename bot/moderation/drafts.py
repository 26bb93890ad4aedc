"""Decisions that are being made: a row each, of one moderator alone, until it is confirmed, dropped, or a day old.

A confirmation carries a mark of everything its preview showed. Where that is another one by then (somebody else has
decided about the same member, the rules were changed, the draft was edited in another window) nothing is done, and the
preview is shown anew.
"""

from datetime import timedelta
from typing import Any

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.guidelines.model import Version
from bot.moderation import errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.drafting import (
    DELETABLE_SECONDS,
    FOR_GOOD,
    JUST_NOW,
    KEPT_FOR,
    NO_RULE,
    Draft,
    Sheet,
    check_minutes,
    meant,
    proposed,
    rule_of,
    with_missing,
)
from bot.moderation.model import REASON_MAX, Act, Case, GuardedSource, ModerationSettings, Origin, Subject
from bot.moderation.opening import Decision, Opening
from bot.moderation.store import drafts, evidence, in_force
from bot.moderation.strikes import Strikes
from bot.text import clean, letters


class Drafts:
    def __init__(self, desk: Desk, opening: Opening, strikes: Strikes) -> None:
        self._desk = desk
        self._opening = opening
        self._strikes = strikes

    # Beginning

    async def begin(
        self,
        *,
        by: Actor,
        member_id: int,
        origin: Origin,
        channel_id: int | None = None,
        message_id: int | None = None,
        evidence_id: int | None = None,
        rule_number: int | None = None,
        act: Act | None = None,
        minutes: int | None = None,
        reason: str = "",
        remove_message: bool = False,
        delete_seconds: int = 0,
    ) -> Draft:
        """Raises ModeratorsOnly, RuleNotFound, LengthOutOfRange."""
        safety.check_moderator(by)
        check_minutes(act, minutes)
        version = await self._desk.guidelines.current(guild_id=by.guild_id)
        if rule_number not in (None, NO_RULE) and (version is None or version.rule(rule_number or 0) is None):
            raise errors.RuleNotFound
        async with self._desk.database.write() as connection:
            return await drafts.add(
                connection,
                guild_id=by.guild_id,
                moderator_id=by.id,
                member_id=member_id,
                origin=origin,
                channel_id=channel_id,
                message_id=message_id,
                evidence_id=evidence_id,
                # Where there are no rules, there is none to choose.
                rule_number=NO_RULE if version is None or not version.rules else rule_number,
                rule_version=None if version is None else version.number,
                act=act,
                minutes=minutes,
                remove_message=int(remove_message),
                delete_seconds=delete_seconds if delete_seconds in DELETABLE_SECONDS else 0,
                reason=clean(reason, limit=REASON_MAX),
                created_at=self._desk.clock(),
            )

    async def begin_from(self, origin: Origin, origin_id: int, *, by: Actor) -> Draft:
        """Begin to decide about what a report, a filter's hit or a raid is about.

        Raises ModeratorsOnly, NothingToDecide, or what the origin raises.
        """
        safety.check_moderator(by)
        source = self._desk.origins.get(origin)
        if source is None:
            raise errors.NothingToDecide
        version = await self._desk.guidelines.current(guild_id=by.guild_id)
        async with self._desk.database.write() as connection:
            await self._check_origin(connection, origin, origin_id, by=by)
            subject = await source.subject(connection, guild_id=by.guild_id, origin_id=origin_id)
            if subject.member_id is None:
                raise errors.NothingToDecide
            known = version is not None and version.rule(subject.rule_number or 0) is not None
            return await drafts.add(
                connection,
                guild_id=by.guild_id,
                moderator_id=by.id,
                member_id=subject.member_id,
                origin=origin,
                origin_id=origin_id,
                channel_id=subject.channel_id,
                message_id=subject.message_id,
                evidence_id=next(iter(subject.evidence_ids), None),
                rule_number=subject.rule_number if known else (NO_RULE if version is None else None),
                rule_version=None if version is None else version.number,
                remove_message=0,
                delete_seconds=0,
                reason="",
                created_at=self._desk.clock(),
            )

    # While it is made

    async def get(self, *, by: Actor, draft_id: int) -> Draft:
        """Raises ModeratorsOnly or DraftGone."""
        async with self._desk.database.read() as connection:
            return await self._own(connection, by=by, draft_id=draft_id)

    async def _own(self, connection: AsyncConnection, *, by: Actor, draft_id: int) -> Draft:
        safety.check_moderator(by)
        found = await drafts.get(connection, guild_id=by.guild_id, draft_id=draft_id)
        if found is None or found.moderator_id != by.id or self._desk.clock() - found.created_at > KEPT_FOR:
            raise errors.DraftGone
        return found

    async def change(self, *, by: Actor, draft_id: int, **values: Any) -> None:
        """Raises ModeratorsOnly or DraftGone."""
        async with self._desk.database.write() as connection:
            draft = await self._own(connection, by=by, draft_id=draft_id)
            if draft.case_id is not None:
                raise errors.DraftGone
            await drafts.change(connection, draft_id=draft_id, **values)

    async def choose_rule(self, number: int, *, by: Actor, draft_id: int) -> None:
        """Choose a rule in force, or `NO_RULE`; what was chosen to be done stays. Raises RuleNotFound."""
        version = await self._desk.guidelines.current(guild_id=by.guild_id)
        if number != NO_RULE and (version is None or version.rule(number) is None):
            raise errors.RuleNotFound
        await self.change(
            by=by,
            draft_id=draft_id,
            rule_number=number,
            rule_version=None if version is None else version.number,
        )

    async def choose_act(self, act: Act, minutes: int | None, *, by: Actor, draft_id: int) -> None:
        """Choose what is done; `minutes`: None for good, or where it has no length. Raises LengthOutOfRange."""
        check_minutes(act, minutes)
        kept = FOR_GOOD if act is Act.BAN and minutes is None else minutes
        await self.change(by=by, draft_id=draft_id, act=act, minutes=kept)

    async def write(self, *, by: Actor, draft_id: int, reason: str, why: str | None) -> None:
        """Write the reason, and why something else is done than was proposed; `why` None leaves that."""
        values: dict[str, Any] = {"reason": clean(reason, limit=REASON_MAX)}
        if why is not None:
            said = clean(why, limit=REASON_MAX)
            values["deviation"] = said if letters(said) else None
        await self.change(by=by, draft_id=draft_id, **values)

    async def drop(self, *, by: Actor, draft_id: int) -> None:
        """Give a dialogue up that was not confirmed. Raises ModeratorsOnly or DraftGone."""
        async with self._desk.database.write() as connection:
            draft = await self._own(connection, by=by, draft_id=draft_id)
            if draft.case_id is not None:
                raise errors.DraftGone
            await drafts.remove(connection, draft_id=draft_id)

    async def sheet(self, *, by: Actor, draft_id: int) -> Sheet:
        """Raises ModeratorsOnly or DraftGone."""
        version = await self._desk.guidelines.current(guild_id=by.guild_id)
        async with self._desk.database.read() as connection:
            draft = await self._own(connection, by=by, draft_id=draft_id)
            return await self._sheet(connection, draft, version)

    async def _sheet(self, connection: AsyncConnection, draft: Draft, version: Version | None) -> Sheet:
        settings = await self._desk.settings.read(connection, draft.guild_id, ModerationSettings)
        standing = await self._strikes.standing_in(connection, guild_id=draft.guild_id, member_id=draft.member_id)
        ladder = await self._desk.ladder(connection, guild_id=draft.guild_id)
        rule = rule_of(draft, version)
        chosen = rule is not None or draft.rule_number == NO_RULE
        proposal = None if rule is None else proposed(rule, draft, standing, ladder, settings)
        act, minutes = meant(draft, proposal, chosen=chosen)
        now = self._desk.clock()
        sheet = Sheet(
            draft=draft,
            version=version,
            rule=rule,
            standing=standing,
            ladder=ladder,
            proposal=proposal,
            act=act,
            minutes=minutes,
            missing=(),
            strikes=0 if act is None else rules.strikes_for(act, settings),
            evidence=None
            if draft.evidence_id is None
            else await evidence.get(connection, guild_id=draft.guild_id, evidence_id=draft.evidence_id),
            cases_before=await in_force.count(connection, guild_id=draft.guild_id, member_id=draft.member_id),
            latest=await in_force.latest(connection, guild_id=draft.guild_id, member_id=draft.member_id),
            deciding=await drafts.others(connection, draft=draft, since=now - JUST_NOW),
            now=now,
            strikes_until=now + timedelta(days=settings.strike_days),
        )
        return with_missing(sheet, chosen=chosen)

    # The end

    async def confirm(self, *, by: Actor, draft_id: int, mark: int, request_id: int) -> Case:
        """Open the case of a draft; the same one however often it is confirmed.

        Raises ModeratorsOnly, DraftGone, NotReady, PreviewOutdated, or what its origin raises where that was decided.
        """
        version = await self._desk.guidelines.current(guild_id=by.guild_id)
        async with self._desk.database.write() as connection:
            draft = await self._own(connection, by=by, draft_id=draft_id)
            if draft.case_id is not None:
                return await self._desk.case(connection, guild_id=by.guild_id, case_id=draft.case_id)
            sheet = await self._sheet(connection, draft, version)
            if sheet.missing:
                raise errors.NotReady
            if sheet.mark != mark:
                raise errors.PreviewOutdated
            if draft.origin_id is not None:
                await self._check_origin(connection, draft.origin, draft.origin_id, by=by)
            decision = await self._decision(connection, sheet, request_id=request_id)
            case = await self._opening.open_in(connection, decision)
            await drafts.change(connection, draft_id=draft.id, case_id=case.id)
        return case

    async def _check_origin(self, connection: AsyncConnection, origin: Origin, origin_id: int, *, by: Actor) -> None:
        """Raises what the origin does where it isn't for this moderator."""
        source = self._desk.origins.get(origin)
        if isinstance(source, GuardedSource):
            await source.check_may_decide(connection, by=by, origin_id=origin_id)

    async def _decision(self, connection: AsyncConnection, sheet: Sheet, *, request_id: int) -> Decision:
        draft = sheet.draft
        assert sheet.act is not None
        subject = Subject(
            member_id=draft.member_id,
            channel_id=draft.channel_id,
            message_id=draft.message_id,
            evidence_ids=() if draft.evidence_id is None else (draft.evidence_id,),
        )
        source = self._desk.origins.get(draft.origin)
        if source is not None and draft.origin_id is not None:
            subject = await source.subject(connection, guild_id=draft.guild_id, origin_id=draft.origin_id)
        deletes = {"delete_seconds": draft.delete_seconds} if draft.delete_seconds and sheet.act is Act.BAN else {}
        return Decision(
            guild_id=draft.guild_id,
            act=sheet.act,
            origin=draft.origin,
            origin_id=draft.origin_id,
            subject=subject,
            moderator_id=draft.moderator_id,
            rule_number=None if sheet.rule is None else sheet.rule.number,
            reason=draft.reason,
            minutes=sheet.minutes if sheet.act in rules.LASTING else None,
            proposed=None if sheet.proposal is None else sheet.proposal.name,
            deviation=draft.deviation if sheet.deviates else None,
            remove_message=sheet.removes_message,
            request_id=request_id,
            details=deletes,
        )
