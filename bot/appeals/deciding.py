"""What moderators do about an appeal: take it, and uphold, reduce or lift the case; never the one who had acted.

Where an admin has acted and nobody else could decide, they may, and say why: that stands with the appeal.
"""

from bot.actor import Actor
from bot.appeals import errors, rules, store
from bot.appeals.desk import LETTER, Desk
from bot.appeals.model import ANSWER_MAX, NOTE_MAX, POST, Appeal, Decision, Sheet, State
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation.model import Case, Origin
from bot.queue import store as queue_store
from bot.text import clean, cut, letters, one_line


class Deciding:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Looking

    async def look(self, *, by: Actor, appeal_id: int) -> Sheet:
        """Raises AppealNotFound or ModeratorsOnly."""
        if not (by.moderates or by.manages_server):
            raise errors.ModeratorsOnly
        async with self._desk.database.read() as connection:
            return await self._sheet(connection, guild_id=by.guild_id, appeal_id=appeal_id)

    async def check(self, *, by: Actor, appeal_id: int) -> Sheet:
        """Return an appeal that somebody may decide now, before they type for nothing.

        Raises AppealNotFound, ModeratorsOnly, OwnAppeal, OwnCase, AlreadyDecided or TakenBySomebody.
        """
        async with self._desk.database.read() as connection:
            sheet = await self._sheet(connection, guild_id=by.guild_id, appeal_id=appeal_id)
        self._check(sheet.appeal, sheet.case, by)
        return sheet

    def _check(self, appeal: Appeal, case: Case, by: Actor) -> None:
        rules.check_may_take(appeal, case, by=by)
        if appeal.state is not State.OPEN:
            raise errors.AlreadyDecided
        if appeal.taken_by_id not in (None, by.id):
            raise errors.TakenBySomebody

    async def find(self, *, guild_id: int, appeal_id: int) -> Sheet | None:
        """Return an appeal for its card."""
        async with self._desk.database.read() as connection:
            found = await store.get(connection, guild_id=guild_id, appeal_id=appeal_id)
            return None if found is None else await self._desk.sheet(connection, found)

    async def _sheet(self, connection: AsyncConnection, *, guild_id: int, appeal_id: int) -> Sheet:
        found = await self._desk.appeal(connection, guild_id=guild_id, appeal_id=appeal_id)
        return await self._desk.sheet(connection, found)

    async def posted(self, shown: Sheet, *, channel_id: int, message_id: int) -> None:
        """Note where the card is; it is drawn anew where something happened while it was under way."""
        appeal = shown.appeal
        async with self._desk.database.write() as connection:
            now = await self._sheet(connection, guild_id=appeal.guild_id, appeal_id=appeal.id)
            await store.change(
                connection, appeal_id=appeal.id, queue_channel_id=channel_id, queue_message_id=message_id
            )
            if now != shown:
                await self._desk.plan_card(connection, appeal)

    async def post_again(self, *, guild_id: int, appeal_id: int) -> None:
        """Have a card put into the queue in place of one that was deleted."""
        async with self._desk.database.write() as connection:
            await store.change(connection, appeal_id=appeal_id, queue_channel_id=None, queue_message_id=None)
            now = self._desk.clock()
            await plan(connection, guild_id=guild_id, kind=POST, subject_id=appeal_id, due_at=now)

    async def told(self, connection: AsyncConnection, *, guild_id: int, appeal_id: int) -> tuple[Appeal, Case] | None:
        """Return an appeal that was decided and its case as it is now; None where there is nothing to say."""
        found = await store.get(connection, guild_id=guild_id, appeal_id=appeal_id)
        if found is None or found.answer is None:
            return None
        return found, await self._desk.case(connection, guild_id=guild_id, case_id=found.case_id)

    # Taking

    async def take(self, *, by: Actor, appeal_id: int, from_id: int | None = None) -> Sheet:
        """Take an appeal on; `from_id`: from whom, where it is taken over on purpose.

        Raises AppealNotFound, ModeratorsOnly, OwnAppeal, OwnCase, AlreadyDecided or TakenBySomebody.
        """
        async with self._desk.database.write() as connection:
            appeal = await self._desk.appeal(connection, guild_id=by.guild_id, appeal_id=appeal_id)
            await self.handed(connection, appeal, by=by, taken=True)
            if appeal.taken_by_id != by.id and not await queue_store.take(
                connection,
                guild_id=by.guild_id,
                key=(store.KIND, appeal_id),
                by_id=by.id,
                at=self._desk.clock(),
                from_id=from_id,
            ):
                raise errors.TakenBySomebody
            return await self._sheet(connection, guild_id=by.guild_id, appeal_id=appeal_id)

    async def handed(self, connection: AsyncConnection, appeal: Appeal, *, by: Actor, taken: bool) -> None:
        """Follow that an appeal was taken, or given back, wherever that was done.

        Raises ModeratorsOnly, OwnAppeal, OwnCase or AlreadyDecided.
        """
        case = await self._desk.case(connection, guild_id=appeal.guild_id, case_id=appeal.case_id)
        if taken:
            rules.check_may_take(appeal, case, by=by)
            await store.note_response(connection, appeal_id=appeal.id, at=self._desk.clock())
        if appeal.state is not State.OPEN:
            raise errors.AlreadyDecided
        await self._desk.plan_card(connection, appeal)

    # Deciding

    async def decide(self, decision: Decision, *, by: Actor, appeal_id: int, may_ban: bool) -> Sheet:
        """Decide an appeal, change the case, and have the member told: all of it or nothing.

        Raises what `check` does, WordsNeeded, NoteNeeded, MayNotUnban, CaseLifted, CaseFailed, CaseChanged or
        NothingReduced.
        """
        answer = cut(clean(decision.answer), ANSWER_MAX)
        if not letters(answer):
            raise errors.WordsNeeded
        async with self._desk.database.write() as connection:
            appeal = await self._desk.appeal(connection, guild_id=by.guild_id, appeal_id=appeal_id)
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=appeal.case_id)
            self._check(appeal, case, by)
            rules.check_may_decide(appeal, case, decision, by=by, may_ban=may_ban)
            await self._close(connection, appeal, case, decision, by=by, answer=answer)
            await self._change(connection, case, decision, by=by, why=one_line(answer))
            return await self._sheet(connection, guild_id=by.guild_id, appeal_id=appeal_id)

    async def _close(
        self, connection: AsyncConnection, appeal: Appeal, case: Case, decision: Decision, *, by: Actor, answer: str
    ) -> None:
        now = self._desk.clock()
        reduced = decision.outcome is State.REDUCED
        decided = await store.decide(
            connection,
            appeal_id=appeal.id,
            state=decision.outcome,
            by_id=by.id,
            at=now,
            answer=answer,
            note=cut(one_line(decision.note), NOTE_MAX) if rules.needs_note(case, by=by) else None,
            minutes=decision.minutes if reduced and rules.lasts(case) else None,
            strikes=decision.strikes if reduced else None,
        )
        if not decided:
            raise errors.AlreadyDecided
        await store.note_response(connection, appeal_id=appeal.id, at=now)
        if appeal.member_id is not None:
            await self._desk.inbox.put(
                connection,
                guild_id=appeal.guild_id,
                member_id=appeal.member_id,
                topic=LETTER,
                subject_id=appeal.id,
            )
        await self._desk.plan_card(connection, appeal)

    async def _change(
        self, connection: AsyncConnection, case: Case, decision: Decision, *, by: Actor, why: str
    ) -> None:
        """Do to the case what was decided; one that was lifted meanwhile, or failed, stays so."""
        lifting = self._desk.moderation.lifting
        if rules.is_over(case):
            return
        if decision.outcome is State.LIFTED:
            await lifting.lift_in(connection, case, by_id=by.id, why=why, origin=Origin.APPEAL)
        elif decision.outcome is State.REDUCED:
            await lifting.reduce_in(
                connection,
                case,
                by_id=by.id,
                why=why,
                minutes=decision.minutes if rules.lasts(case) else None,
                strikes=decision.strikes,
            )
