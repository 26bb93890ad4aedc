"""Small facts the process keeps about itself, such as the hash of the commands that were synced last."""

from sqlalchemy import Column, String, Table, Text, delete, select

from bot.db import metadata, upsert
from bot.engine import AsyncConnection

process_state = Table(
    "process_state",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)


async def get(connection: AsyncConnection, key: str) -> str | None:
    value = await connection.scalar(select(process_state.c.value).where(process_state.c.key == key))
    return None if value is None else str(value)


async def put(connection: AsyncConnection, key: str, value: str) -> None:
    await upsert(connection, process_state, {"key": key, "value": value}, key=["key"], update=["value"])


async def forget(connection: AsyncConnection, key: str) -> None:
    await connection.execute(delete(process_state).where(process_state.c.key == key))
