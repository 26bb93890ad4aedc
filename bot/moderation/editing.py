"""Changing a case afterwards: every change is kept with who made it, what it was before, and why. Nothing is deleted.

What counts is reckoned from the cases each time, so that changed strikes count as they are from then on; a changed
length is carried to Discord by the same due row that ends it. What the ladder did by itself before is not undone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.moderation import errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.ending import OVER, Ending
from bot.moderation.model import NOTED, REASON_MAX, Act, Case, ModerationSettings, Progress, State
from bot.moderation.store import cases, lists
from bot.text import clean, letters

CHANGED_TOPIC = "changed"
"""Letters about a case that was changed after its member was told of it; the subject is the latest change."""

STRIKES_MAX = 10
WHY_MAX = 500
NOTE_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """How a case is to be; what is as it was isn't changed."""

    reason: str
    rule_number: int | None
    """Of the rules in force; `KEPT`: the rule as it is."""
    strikes: int
    minutes: int | None
    """None: for good, or it has no length."""
    keeps_length: bool = False
    """Whether its length stays as it is, whatever `minutes` says."""


KEPT = 0
"""In place of a rule's number: the rule it has, whose number may be another one by now."""


def has_strikes(case: Case) -> bool:
    """Whether strikes can be given with a case."""
    return case.member_id is not None and case.act in rules.PUNISHES


def has_length(case: Case) -> bool:
    """Whether how long it lasts can still be changed."""
    return case.act in rules.LASTING and case.state not in OVER


class Editing:
    def __init__(self, desk: Desk, ending: Ending) -> None:
        self._desk = desk
        self._ending = ending

    async def revise(self, revision: Revision, *, by: Actor, case_id: int, stamp: int, why: str) -> Case:
        """Change a case as it was when its form was opened (`stamp`).

        Raises ModeratorsOnly, CaseNotFound, NotYourself, WhyMissing, NothingChanged, CaseChanged, RuleNotFound,
        StrikesOutOfRange or LengthOutOfRange.
        """
        reason = clean(why, limit=WHY_MAX)
        if not letters(reason):
            raise errors.WhyMissing
        async with self._desk.database.write() as connection:
            case = await self._own_to_change(connection, by=by, case_id=case_id)
            if stamp != await self.stamp_in(connection, case):
                raise errors.CaseChanged
            values = await self._values(connection, case, revision)
            changed = {name: value for name, value in values.items() if getattr(case, name) != value}
            if not changed:
                raise errors.NothingChanged
            now = self._desk.clock()
            revised = await cases.change(connection, case=case, by_id=by.id, at=now, why=reason, **changed)
            if "minutes" in changed:
                await self._ending.follow_in(connection, revised)
            if revised.told is Progress.DONE and revised.state is not State.LIFTED:
                await self._tell(connection, revised)
            await plan(connection, guild_id=case.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        return revised

    async def _tell(self, connection: AsyncConnection, case: Case) -> None:
        """Have the member told of what was changed: each time, by a letter of its own."""
        assert case.member_id is not None
        await self._desk.inbox.put(
            connection,
            guild_id=case.guild_id,
            member_id=case.member_id,
            topic=CHANGED_TOPIC,
            subject_id=await self.stamp_in(connection, case),
        )

    async def _values(self, connection: AsyncConnection, case: Case, revision: Revision) -> dict[str, Any]:
        values: dict[str, Any] = {"reason": clean(revision.reason, limit=REASON_MAX)}
        if revision.rule_number != KEPT:
            values |= await self._rule(case, revision.rule_number)
        if has_strikes(case):
            if not 0 <= revision.strikes <= STRIKES_MAX:
                raise errors.StrikesOutOfRange(most=STRIKES_MAX)
            values["strikes"] = revision.strikes
            values["strikes_until"] = await self._lapse(connection, case, revision.strikes)
        if has_length(case) and not revision.keeps_length:
            values |= self._length(case, revision.minutes)
        return values

    async def _rule(self, case: Case, number: int | None) -> dict[str, Any]:
        if number is None:
            return {"rule_number": None, "rule_version": None, "rule_key": None}
        version = await self._desk.guidelines.current(guild_id=case.guild_id)
        rule = None if version is None else version.rule(number)
        if version is None or rule is None:
            raise errors.RuleNotFound
        if rule.key == case.rule_key:
            return {}
        return {"rule_number": rule.number, "rule_version": version.number, "rule_key": rule.key}

    async def _lapse(self, connection: AsyncConnection, case: Case, strikes: int) -> datetime | None:
        if not strikes:
            return None
        if case.strikes_until is not None:
            return case.strikes_until
        settings = await self._desk.settings.read(connection, case.guild_id, ModerationSettings)
        return case.created_at + timedelta(days=settings.strike_days)

    @staticmethod
    def _length(case: Case, minutes: int | None) -> dict[str, Any]:
        if minutes is None and case.act is Act.TIMEOUT:
            raise errors.LengthOutOfRange(most_days=rules.MINUTES_MAX // (24 * 60))
        if minutes is not None and not 1 <= minutes <= rules.MINUTES_MAX:
            raise errors.LengthOutOfRange(most_days=rules.MINUTES_MAX // (24 * 60))
        ends_at = None if minutes is None else case.created_at + timedelta(minutes=minutes)
        return {"minutes": minutes, "ends_at": ends_at}

    async def note(self, text: str, *, by: Actor, case_id: int) -> Case:
        """Note something about a case, for moderators.

        Raises ModeratorsOnly, CaseNotFound, NotYourself or NoteEmpty.
        """
        written = clean(text, limit=NOTE_MAX)
        if not letters(written):
            raise errors.NoteEmpty
        async with self._desk.database.write() as connection:
            case = await self._own_to_change(connection, by=by, case_id=case_id)
            await lists.add_change(
                connection, case=case, by_id=by.id, at=self._desk.clock(), field=NOTED, after=written
            )
        return case

    async def stamp_in(self, connection: AsyncConnection, case: Case) -> int:
        """Return a number that is another one after every change of a case."""
        return await lists.latest_change(connection, guild_id=case.guild_id, case_id=case.id)

    async def _own_to_change(self, connection: AsyncConnection, *, by: Actor, case_id: int) -> Case:
        safety.check_moderator(by)
        case = await self._desk.case(connection, guild_id=by.guild_id, case_id=case_id)
        if case.member_id == by.id:
            raise errors.NotYourself
        return case
