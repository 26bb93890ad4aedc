"""Write the migration that brings the database from the last migration to the tables as they are in the code now.

    make migration NAME="say what it does"

The last migration that was released is never written anew; before that, delete its file and run this.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from bot.db import Database
from bot.operations import migrate, schema


async def write(name: str) -> Path:
    """Return the migration that was written, from a fresh database at the newest migration there is."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/new.db")
        try:
            if any(versions().glob("*.py")):
                await migrate.migrate(database)
            async with database.write() as connection:
                return await connection.run_sync(_write, name)
        finally:
            await database.close()


def versions() -> Path:
    return schema.SCRIPTS / "versions"


def _write(connection: Connection, name: str) -> Path:
    config = schema.alembic_config()
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    number = 1 + max((int(path.name[:4]) for path in versions().glob("[0-9]*.py")), default=0)
    script = command.revision(config, message=name, autogenerate=True, rev_id=f"{number:04}")
    assert script is not None and not isinstance(script, list)
    path = Path(script.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "### " not in line), encoding="utf-8")
    return path


if __name__ == "__main__":
    path = asyncio.run(write(" ".join(sys.argv[1:]) or "initial"))
    ruff = (sys.executable, "-m", "ruff")
    subprocess.run([*ruff, "format", "--quiet", str(path)], check=True)
    subprocess.run([*ruff, "check", "--fix", "--quiet", str(path)], check=True)
    print(path)  # noqa: T201 - a tool for the command line
