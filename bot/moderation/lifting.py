"""Taking a case back, or making it smaller: by moderators, or by an appeal.

A lifted case stays as it was written, in state LIFTED: its strikes count no more, what it holds on Discord is undone by
a case of its own, and the member is told. One that was reduced keeps what it was in its history.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.actor import Actor
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.moderation import errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.ending import ENDED_BY, Ending
from bot.moderation.model import REASON_MAX, Act, Case, Origin, Progress, State, Subject
from bot.moderation.opening import Decision, Opening
from bot.moderation.store import cases, in_force
from bot.text import clean, letters

LIFTED_TOPIC = "lifted"
"""Letters about a case that moderators have taken back; its subject is the case."""

LIFTABLE = frozenset({Act.WARN, Act.REMOVE, Act.TIMEOUT, Act.KICK, Act.BAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    case: Case
    """As it is now."""
    undoing: Case | None
    """The case that undoes it on Discord; None where there is nothing to undo."""


class Lifting:
    def __init__(self, desk: Desk, opening: Opening, ending: Ending) -> None:
        self._desk = desk
        self._opening = opening
        self._ending = ending

    async def lift(self, *, by: Actor, case_id: int, why: str) -> Lifted:
        """Take a case back and tell the member.

        Raises ModeratorsOnly, WhyMissing, CaseNotFound, NotYourself, NotLiftable or AlreadyOver. Whether they may undo
        a ban is for the caller to check (`safety.check_may` with UNBAN).
        """
        safety.check_moderator(by)
        reason = clean(why, limit=REASON_MAX)
        if not letters(reason):
            raise errors.WhyMissing
        async with self._desk.database.write() as connection:
            case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
            if case.member_id == by.id:
                raise errors.NotYourself
            lifted = await self.lift_in(connection, case, by_id=by.id, why=reason, origin=Origin.COMMAND)
            if case.member_id is not None:
                await self._desk.inbox.put(
                    connection,
                    guild_id=case.guild_id,
                    member_id=case.member_id,
                    topic=LIFTED_TOPIC,
                    subject_id=case.id,
                )
        return lifted

    async def lift_in(
        self, connection: AsyncConnection, case: Case, *, by_id: int | None, why: str, origin: Origin = Origin.APPEAL
    ) -> Lifted:
        """Take a case back in the caller's transaction; who tells the member is the caller.

        Raises NotLiftable or AlreadyOver.
        """
        check_liftable(case)
        now = self._desk.clock()
        await cancel(connection, kind=rules.ACT, subject_id=case.id)
        await cancel(connection, kind=rules.END, subject_id=case.id)
        lifted = await cases.change(connection, case=case, by_id=by_id, at=now, why=why, state=State.LIFTED)
        lifted = await cases.note(connection, case=lifted, at=now, finished_at=now)
        await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        undoing = await self.undo_in(connection, case, by_id=by_id, why=why, origin=origin)
        return Lifted(case=lifted, undoing=undoing)

    async def undo_in(
        self, connection: AsyncConnection, case: Case, *, by_id: int | None, why: str, origin: Origin
    ) -> Case | None:
        """Open the case that undoes on Discord what no case holds any more; None where there is nothing to undo."""
        held = case.acted is Progress.DONE and case.state in (State.DONE, State.PARTLY, State.WAITING)
        return await self._undo(connection, case, by_id=by_id, why=why, origin=origin) if held else None

    async def undo_late_in(self, connection: AsyncConnection, case: Case) -> Case | None:
        """The same for a case that was lifted while Discord was doing it."""
        return await self._undo(connection, case, by_id=None, why="", origin=Origin.COMMAND)

    async def _undo(
        self, connection: AsyncConnection, case: Case, *, by_id: int | None, why: str, origin: Origin
    ) -> Case | None:
        undoes = ENDED_BY.get(case.act)
        if undoes is None or case.member_id is None:
            return None
        others = await in_force.of_member(
            connection, guild_id=case.guild_id, member_id=case.member_id, act=case.act, now=self._desk.clock()
        )
        others = [one for one in others if one.id != case.id]
        for other in others:
            await self._ending.follow_in(connection, other)
        if others:
            return None
        decision = Decision(
            guild_id=case.guild_id,
            act=undoes,
            origin=origin,
            origin_id=case.id,
            subject=Subject(member_id=case.member_id),
            moderator_id=by_id,
            reason=why,
            quiet=True,
        )
        return await self._opening.open_in(connection, decision, by_itself=True)

    async def reduce_in(
        self,
        connection: AsyncConnection,
        case: Case,
        *,
        by_id: int | None,
        why: str,
        minutes: int | None,
        strikes: int | None = None,
    ) -> Case:
        """Make a case shorter, or for fewer strikes, in the caller's transaction; who tells the member is the caller.

        `minutes` counts from when it was decided; None leaves the length, as it does where the act has none. `strikes`:
        None leaves them. What would have been over by now ends at once. Raises NotLiftable or AlreadyOver.
        """
        check_liftable(case)
        values: dict[str, object] = {}
        if minutes is not None and case.act in ENDED_BY:
            values = {"minutes": minutes, "ends_at": case.created_at + timedelta(minutes=minutes)}
        if strikes is not None:
            values["strikes"] = strikes
        now = self._desk.clock()
        reduced = await cases.change(connection, case=case, by_id=by_id, at=now, why=why, **values)
        if "minutes" in values:
            await self._ending.follow_in(connection, reduced)
        await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        return reduced


def check_liftable(case: Case) -> None:
    """Raises NotLiftable for what can't be taken back, AlreadyOver for what was, or never came to be."""
    if case.act not in LIFTABLE:
        raise errors.NotLiftable
    if case.state in (State.LIFTED, State.FAILED):
        raise errors.AlreadyOver
