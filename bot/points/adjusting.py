"""Points an admin gives or takes by hand, with a reason everybody concerned can read."""

from bot.clock import Clock
from bot.db import Database
from bot.points.errors import PointsOutOfRange, ReasonMissing
from bot.points.ledger import Ledger
from bot.points.model import POINTS_MAX, REASON_MAX, Entry, Kind, Standing
from bot.points.store import derived
from bot.text import letters, one_line


class Adjusting:
    def __init__(self, database: Database, clock: Clock, ledger: Ledger) -> None:
        self._database = database
        self._clock = clock
        self._ledger = ledger

    async def adjust(
        self, *, guild_id: int, member_id: int, points: int, reason: str, by_id: int, request_id: int
    ) -> Standing:
        """Give points, or take them (a negative number); returns where the member stands then.

        `request_id` names the request: what comes twice is done once. Raises PointsOutOfRange or ReasonMissing.
        """
        if not points or abs(points) > POINTS_MAX:
            raise PointsOutOfRange(limit=POINTS_MAX)
        said = one_line(reason)
        if not letters(said) or len(said) > REASON_MAX:
            raise ReasonMissing(limit=REASON_MAX)
        entry = Entry(
            guild_id=guild_id,
            member_id=member_id,
            kind=Kind.ADJUSTMENT,
            source_id=request_id,
            giver_id=by_id,
            points=points,
            happened_at=self._clock(),
            reason=said,
        )
        async with self._database.write() as connection:
            await self._ledger.post(connection, [entry])
            standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        assert standing is not None
        return standing
