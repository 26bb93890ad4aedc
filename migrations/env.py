"""What Alembic runs for every command: it migrates the connection it is given by `bot/operations/migrate.py`.

On the command line (`alembic …`, `make migration`) there is no such connection; then one is made for DATABASE_URL.
Nothing is ever generated offline.
"""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.config import read_config
from bot.db import Database
from bot.operations import schema


def run(connection: Connection) -> None:
    context.configure(connection=connection, **schema.options())
    with context.begin_transaction():
        context.run_migrations()


async def run_on_own_connection() -> None:
    database = Database(read_config().database_url)
    try:
        async with database.write() as connection:
            await connection.run_sync(run)
    finally:
        await database.close()


given = context.config.attributes.get("connection")
if given is None:
    asyncio.run(run_on_own_connection())
else:
    run(given)
