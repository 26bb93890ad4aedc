"""How many strikes of a member count now, and what the rules of the server ask for next."""

from collections.abc import Sequence

from bot.engine import AsyncConnection
from bot.moderation import rules
from bot.moderation.desk import Desk
from bot.moderation.model import Case, LadderMode, ModerationSettings, Origin, Rung, Standing, Subject
from bot.moderation.opening import Decision, Opening
from bot.moderation.store import lists

_NEVER_FOLLOWED = frozenset({Origin.LADDER, Origin.NATIVE, Origin.APPEAL})
"""What the ladder itself did, what was done past the bot, and what takes back: nothing follows by itself."""


class Strikes:
    def __init__(self, desk: Desk, opening: Opening) -> None:
        self._desk = desk
        self._opening = opening

    async def standing(self, *, guild_id: int, member_id: int) -> Standing:
        async with self._desk.database.read() as connection:
            return await self.standing_in(connection, guild_id=guild_id, member_id=member_id)

    async def standing_in(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> Standing:
        now = self._desk.clock()
        found = await lists.counting(connection, guild_id=guild_id, member_id=member_id, now=now)
        return rules.standing(found, now=now)

    async def follow(self, connection: AsyncConnection, case: Case) -> None:
        """Do by itself what the ladder asks for after a new case, where the server wants that: `AfterCase`.

        A moderator who has looked at the proposal and said why something else was done is not overruled.
        """
        if case.member_id is None or not case.strikes or case.origin in _NEVER_FOLLOWED or case.deviation is not None:
            return
        settings = await self._desk.settings.read(connection, case.guild_id, ModerationSettings)
        if settings.ladder is not LadderMode.AUTOMATIC:
            return
        standing = await self.standing_in(connection, guild_id=case.guild_id, member_id=case.member_id)
        ladder = await self._desk.ladder(connection, guild_id=case.guild_id)
        rung = step_after(case, standing=standing, ladder=ladder)
        if rung is not None:
            await self._opening.open_in(connection, self._next(case, rung), by_itself=True)

    @staticmethod
    def _next(case: Case, rung: Rung) -> Decision:
        """Return what the ladder does after a case: for the same rule, and without strikes of its own."""
        return Decision(
            guild_id=case.guild_id,
            act=rung.act,
            minutes=rung.minutes,
            origin=Origin.LADDER,
            origin_id=case.id,
            subject=Subject(member_id=case.member_id),
            rule_number=case.rule_number,
            severity=case.severity,
            strikes=0,
        )


def step_after(case: Case, *, standing: Standing, ladder: Sequence[Rung]) -> Rung | None:
    """Return the rung that a case leads to, where it asks for more than the case itself did.

    `standing` has the case in it.
    """
    reached = [rung for rung in ladder if rung.strikes <= standing.strikes]
    rung = max(reached, key=lambda each: each.strikes, default=None)
    if rung is None or rules.hardness(rung.act, rung.minutes) <= rules.hardness(case.act, case.minutes):
        return None
    return rung
