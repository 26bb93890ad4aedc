"""The events that were, as surveys ask those who attended them."""

from sqlalchemy import select

from bot.engine import AsyncConnection
from bot.events.model import OccurrenceState
from bot.events.tables import event, event_occurrence
from bot.surveys.desk import Gathering

LIMIT = 25
"""What a menu of Discord holds."""


async def latest(connection: AsyncConnection, guild_id: int) -> list[Gathering]:
    """Return the latest events of a server that are over, the last one first."""
    rows = await connection.execute(
        select(event_occurrence.c.id, event.c.title, event_occurrence.c.starts_at)
        .join(event, event.c.id == event_occurrence.c.event_id)
        .where(event_occurrence.c.guild_id == guild_id, event_occurrence.c.state == OccurrenceState.ENDED.value)
        .order_by(event_occurrence.c.starts_at.desc())
        .limit(LIMIT)
    )
    return [Gathering(occurrence_id=row.id, title=row.title, began_at=row.starts_at) for row in rows]
