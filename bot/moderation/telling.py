"""What members are told of cases: the facts, for whoever says them in a language."""

from dataclasses import dataclass
from datetime import datetime

from bot.engine import AsyncConnection
from bot.guidelines.model import Rule
from bot.moderation import errors
from bot.moderation.desk import Desk
from bot.moderation.lifting import LIFTABLE
from bot.moderation.model import Act, Case, Progress, State
from bot.moderation.store import cases, in_force, lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a member reads of one case."""

    case_id: int | None
    """None: it isn't decided yet."""
    number: int | None
    act: Act
    minutes: int | None
    ends_at: datetime | None
    rule: Rule | None
    """As it was said then."""
    reason: str
    removes_message: bool
    strikes: int
    strikes_until: datetime | None
    is_lifted: bool = False

    @property
    def is_appealable(self) -> bool:
        return self.act in LIFTABLE and not self.is_lifted


class Telling:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def told(self, connection: AsyncConnection, *, guild_id: int, case_id: int) -> Told | None:
        """Return what the member is told of a case; None where it is gone."""
        case = await cases.get(connection, guild_id=guild_id, case_id=case_id)
        return None if case is None else told_of(case, await self._desk.rule_of(case))

    async def told_of_change(self, connection: AsyncConnection, *, guild_id: int, change_id: int) -> Told | None:
        """Return what the member is told of a case that was changed, as it is now; None where it is gone."""
        case_id = await lists.changed_case(connection, guild_id=guild_id, change_id=change_id)
        return None if case_id is None else await self.told(connection, guild_id=guild_id, case_id=case_id)

    async def reason_for(self, *, member_id: int, case_id: int) -> str:
        """Return the whole reason of a case, to its member. Raises CaseNotFound for anybody else."""
        async with self._desk.database.read() as connection:
            case = await in_force.by_id(connection, case_id=case_id)
        if case is None or case.member_id != member_id or case.told is Progress.NONE:
            raise errors.CaseNotFound
        return case.reason


def told_of(case: Case, rule: Rule | None) -> Told:
    return Told(
        case_id=case.id,
        number=case.number,
        act=case.act,
        minutes=case.minutes,
        ends_at=case.ends_at,
        rule=rule,
        reason=case.reason,
        removes_message=case.removed in (Progress.WAITING, Progress.DONE),
        strikes=case.strikes,
        strikes_until=case.strikes_until,
        is_lifted=case.state is State.LIFTED,
    )
