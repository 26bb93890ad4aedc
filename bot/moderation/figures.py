"""What the cases of a period amount to. Each figure's definition stands beside it.

A *sanction* is a warning, a removed message, a timeout, a kick or a ban that was not refused by Discord; what was
lifted since is one, too: it was decided. A period is the moments from `start` up to, not including, `end`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.moderation.desk import Desk
from bot.moderation.model import Act, Origin, State
from bot.moderation.store import figures as store
from bot.moderation.tables import moderation_case

REPEAT_DAYS = 180
RULES_MAX = 20

_FOUND_BY = {
    Origin.REPORT: "members",
    Origin.FILTER: "filters",
    Origin.COMMAND: "moderators",
    Origin.MENU: "moderators",
    Origin.NATIVE: "moderators",
}
"""Who noticed it. What follows by itself from something else (the ladder, an appeal, a raid) was found by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigures:
    start: datetime
    end: datetime
    sanctions: int
    acts: Mapping[Act, int]
    """Sanctions by what was done."""
    rules: Sequence[tuple[int | None, int]]
    """Sanctions by the rule's key, most first; None: without a rule."""
    found_by: Mapping[str, int]
    """Sanctions by who noticed it: members (reports), filters, moderators."""
    members: int
    """How many members they are about; those who were erased are not counted."""
    repeaters: int
    """Of these, how many had one before, since `REPEAT_DAYS` days before the period."""
    proposed: int
    """Decisions of moderators for which the rules had a proposal."""
    deviated: int
    """Of these, how many did otherwise, with a reason."""
    lifted: int
    """Sanctions of the period that were taken back since."""

    @property
    def found(self) -> int:
        return sum(self.found_by.values())


class Figures:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def read(self, *, guild_id: int, start: datetime, end: datetime) -> CaseFigures:
        async with self._desk.database.read() as connection:
            acts = await store.by(connection, moderation_case.c.act, guild_id=guild_id, start=start, end=end)
            origins = await store.by(connection, moderation_case.c.origin, guild_id=guild_id, start=start, end=end)
            states = await store.by(connection, moderation_case.c.state, guild_id=guild_id, start=start, end=end)
            proposed, deviated = await store.proposed(connection, guild_id=guild_id, start=start, end=end)
            found_by: dict[str, int] = {}
            for origin, count in origins.items():
                who = _FOUND_BY.get(Origin(origin))
                if who is not None:
                    found_by[who] = found_by.get(who, 0) + count
            return CaseFigures(
                start=start,
                end=end,
                sanctions=sum(acts.values()),
                acts={Act(act): count for act, count in acts.items()},
                rules=await store.by_rule(connection, guild_id=guild_id, start=start, end=end, limit=RULES_MAX),
                found_by=found_by,
                members=await store.members(connection, guild_id=guild_id, start=start, end=end),
                repeaters=await store.repeaters(
                    connection, guild_id=guild_id, start=start, end=end, within=timedelta(days=REPEAT_DAYS)
                ),
                proposed=proposed,
                deviated=deviated,
                lifted=states.get(State.LIFTED.value, 0),
            )
