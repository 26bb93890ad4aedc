"""Giving points by hand, for tests about what follows from them."""

from datetime import datetime
from itertools import count

from bot.app import App
from bot.points.model import Entry, Kind, Standing
from bot.points.store import derived

_sources = count(1)


async def give(
    app: App,
    member_id: int,
    points: int,
    *,
    guild_id: int = 1,
    at: datetime | None = None,
    helping: bool = False,
) -> None:
    entry = Entry(
        guild_id=guild_id,
        member_id=member_id,
        kind=Kind.ADJUSTMENT,
        source_id=next(_sources),
        giver_id=member_id,
        points=points,
        happened_at=at or app.clock(),
        helping=helping,
    )
    async with app.database.write() as connection:
        await app.points.ledger.post(connection, [entry])


async def standing(app: App, member_id: int, *, guild_id: int = 1) -> Standing:
    async with app.database.read() as connection:
        found = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
    assert found is not None
    return found
