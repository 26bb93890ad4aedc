"""Queries of how far a server's audit log has become cases."""

from sqlalchemy import func, select

from bot.db import insert_into
from bot.engine import AsyncConnection
from bot.moderation.tables import moderation_case, moderation_counter


async def read_until(connection: AsyncConnection, *, guild_id: int) -> int | None:
    """Return up to which entry it was read; None where it never was."""
    found = await connection.scalar(
        select(moderation_counter.c.audit_entry_id).where(moderation_counter.c.guild_id == guild_id)
    )
    return None if found is None else int(found)


async def take_turn(connection: AsyncConnection, *, guild_id: int) -> None:
    """Wait for whoever makes cases of the same log: what this transaction then looks up is as they left it."""
    statement = insert_into(moderation_counter, connection).values(guild_id=guild_id, latest=0)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["guild_id"], set_={"latest": moderation_counter.c.latest})
    )


async def advance(connection: AsyncConnection, *, guild_id: int, entry_id: int) -> None:
    """Note that the log was read up to an entry; it never goes back."""
    statement = insert_into(moderation_counter, connection).values(guild_id=guild_id, latest=0, audit_entry_id=entry_id)
    before = func.coalesce(moderation_counter.c.audit_entry_id, 0)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id"],
            set_={"audit_entry_id": entry_id},
            where=before < entry_id,
        )
    )


async def is_case(connection: AsyncConnection, *, guild_id: int, entry_id: int) -> bool:
    """Whether an entry is a case already."""
    found = await connection.scalar(
        select(moderation_case.c.id).where(
            moderation_case.c.guild_id == guild_id, moderation_case.c.audit_entry_id == entry_id
        )
    )
    return found is not None
