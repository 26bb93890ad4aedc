"""Noting how a case is carried out: told, acted, removed, each as soon as it is known, so that no crash loses it.

A member is told before a kick or a ban: afterwards nobody reaches them. What is done otherwise is done first and told
then, so that nobody is told of what Discord refused. A message is removed before anything else.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.inbox.model import REACHED, UNTOLD, Letter
from bot.moderation import rules
from bot.moderation.desk import Desk
from bot.moderation.ending import ENDED_BY, Ending
from bot.moderation.lifting import LIFTABLE, Lifting
from bot.moderation.model import Act, Case, Origin, Progress, State
from bot.moderation.store import cases, in_force

TOPIC = "case"
"""Letters about a case; its subject is the case."""
DELIVERED_BY_DUE_ROW_AFTER = timedelta(minutes=2)

TOLD, ACTED, REMOVED = "told", "acted", "removed"
TOLD_FIRST = frozenset({Act.KICK, Act.BAN})

STAFF = "staff"
"""In place of Discord's status: what nobody has decided about just them never reaches moderators, admins or seniors."""
TOO_LATE = "too-late"
"""Its time was over before it could be done."""
ERASED = "erased"
"""Whom it was about has had their data erased."""


def order_of(act: Act) -> tuple[str, str, str]:
    """Return the parts of a case in the order in which they are done."""
    return (REMOVED, TOLD, ACTED) if act in TOLD_FIRST else (REMOVED, ACTED, TOLD)


def outcome(case: Case) -> State:
    """Return the state that the parts of a case make.

    What is only noted (a warning) is in force whoever could be told of it; what Discord was to do and refused is not.
    """
    parts = (case.told, case.acted, case.removed)
    if Progress.WAITING in parts:
        return State.WAITING
    if Progress.FAILED not in parts:
        return State.DONE
    something = Progress.DONE in parts or case.acted is Progress.NONE
    return State.PARTLY if something else State.FAILED


class Doing:
    def __init__(self, desk: Desk, ending: Ending, lifting: Lifting) -> None:
        self._desk = desk
        self._ending = ending
        self._lifting = lifting
        desk.inbox.followers.append(self.follow)

    async def letter(self, case: Case) -> Letter | None:
        """Return the letter that tells the member, putting it where there is none; None where nobody is to be told."""
        if case.member_id is None:
            return None
        async with self._desk.database.write() as connection:
            letter = await self._desk.inbox.put(
                connection,
                guild_id=case.guild_id,
                member_id=case.member_id,
                topic=TOPIC,
                subject_id=case.id,
                channel_id=case.channel_id,
                after=DELIVERED_BY_DUE_ROW_AFTER,
            )
            if letter.delivery in UNTOLD:
                letter = await self._desk.inbox.reopen(connection, letter)
        return letter

    async def how_told(self, case: Case) -> Letter | None:
        """Return the letter of a case, if there is one: it says how it reached the member."""
        if case.member_id is None:
            return None
        return await self._desk.inbox.about(
            guild_id=case.guild_id, member_id=case.member_id, topic=TOPIC, subject_id=case.id
        )

    async def note(self, case: Case, part: str, progress: Progress, *, failure: str | None = None) -> Case:
        """Note how one part went, and where that was the last of them how the whole did; returns the case then."""
        async with self._desk.database.write() as connection:
            now = await self._desk.case(connection, guild_id=case.guild_id, case_id=case.id)
            return await self._note(connection, now, {part: progress}, failure=failure)

    async def give_up(self, case: Case, *, failure: str) -> Case:
        """Note that what still waits could not be done in spite of trying for days."""
        async with self._desk.database.write() as connection:
            now = await self._desk.case(connection, guild_id=case.guild_id, case_id=case.id)
            waiting = [part for part in (TOLD, ACTED, REMOVED) if getattr(now, part) is Progress.WAITING]
            return await self._note(connection, now, dict.fromkeys(waiting, Progress.FAILED), failure=failure)

    async def _note(
        self, connection: AsyncConnection, case: Case, parts: Mapping[str, Progress], *, failure: str | None
    ) -> Case:
        at = self._desk.clock()
        values: dict[str, Any] = dict(parts)
        if failure is not None:
            values["failure"] = failure if not case.failure else f"{case.failure}; {failure}"
        after = await cases.note(connection, case=case, at=at, **values)
        if parts.get(ACTED) is Progress.DONE:
            await self._acted(connection, after)
        return await self._settle(connection, after)

    async def _acted(self, connection: AsyncConnection, case: Case) -> None:
        await self._ending.ended_before_in(connection, case)
        if case.state is State.LIFTED and case.act in ENDED_BY:
            # Lifted while Discord was doing it: there was nothing to undo yet.
            await self._lifting.undo_late_in(connection, case)

    async def _settle(self, connection: AsyncConnection, case: Case) -> Case:
        """Give a case the state that its parts make, unless it is over."""
        if case.state in (State.LIFTED, State.ENDED):
            return case
        state = outcome(case)
        if state is State.WAITING:
            return case
        at = self._desk.clock()
        settled = await cases.note(connection, case=case, at=at, state=state)
        await cancel(connection, kind=rules.ACT, subject_id=case.id)
        if case.acted is Progress.FAILED:  # nothing is in force that could end
            await cancel(connection, kind=rules.END, subject_id=case.id)
        await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=at)
        return settled

    async def follow(self, connection: AsyncConnection, letter: Letter) -> None:
        """Note in a case how its letter reached the member; also later, when they have read it after all."""
        if letter.topic != TOPIC:
            return
        case = await cases.get(connection, guild_id=letter.guild_id, case_id=letter.subject_id)
        if case is None or case.told is Progress.NONE:
            return
        reached = letter.delivery in REACHED or letter.read_at is not None
        told = Progress.DONE if reached else Progress.FAILED
        if case.told is not told:
            await self._note(connection, case, {TOLD: told}, failure=None)

    async def followed_by(self, case: Case) -> list[Case]:
        """Return what the ladder opened by itself because of a case."""
        async with self._desk.database.read() as connection:
            return await in_force.led_to(connection, guild_id=case.guild_id, case_id=case.id, origin=Origin.LADDER)

    def spares_staff(self, case: Case) -> bool:
        """Whether nobody has looked at just this member: it is by itself, or one of hundreds who joined in a raid."""
        return self.is_by_itself(case) or (case.origin is Origin.RAID and case.act in LIFTABLE)

    def is_by_itself(self, case: Case) -> bool:
        """Whether no moderator stands behind it: staff are safe from what the bot does alone."""
        return case.moderator_id is None and case.origin in (Origin.LADDER, Origin.FILTER, Origin.RAID)
