"""The bot most servers have: for each message it reads a row, writes it and commits, with aiosqlite as it comes.

`python -m tests.bench.commit_bot` is what our own figures are compared with beside the empty bot. Nothing in it is slow on purpose: it is
what the tutorials show. It loses points too (two messages of a member read the same total), which is not measured here.
"""

import asyncio
import os
from pathlib import Path

import aiosqlite
import discord
from discord import app_commands

from tests.bench.empty_bot import EmptyBot, run


class CommitBot(EmptyBot):
    database: aiosqlite.Connection

    def __init__(self) -> None:
        super().__init__()
        self._under_way = 0
        self._done = asyncio.Event()
        self._done.set()

    async def setup_hook(self) -> None:
        path = Path(os.environ["DATABASE_URL"].removeprefix("sqlite:///")).with_name("commit_bot.db")
        self.database = await aiosqlite.connect(path)
        await self.database.execute(
            "CREATE TABLE IF NOT EXISTS points (guild_id, member_id, points, PRIMARY KEY (guild_id, member_id))"
        )
        self.tree.add_command(rank)
        self.tree.add_command(settled)
        await super().setup_hook()

    async def close(self) -> None:
        await super().close()
        await self.database.close()

    async def on_message(self, message: discord.Message, /) -> None:
        assert message.guild
        self._under_way += 1
        self._done.clear()
        try:
            await self._award(message.guild.id, message.author.id)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._done.set()

    async def all_done(self) -> None:
        """Wait until every message that arrived by now is committed."""
        await self._done.wait()

    async def points_of(self, guild_id: int, member_id: int) -> int:
        found = await self.database.execute(
            "SELECT points FROM points WHERE guild_id = ? AND member_id = ?", (guild_id, member_id)
        )
        row = await found.fetchone()
        return int(row[0]) if row else 0

    async def _award(self, guild_id: int, member_id: int) -> None:
        points = await self.points_of(guild_id, member_id) + 1
        await self.database.execute(
            "INSERT INTO points VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET points = excluded.points",
            (guild_id, member_id, points),
        )
        await self.database.commit()


@app_commands.command(description="Show your points")
async def rank(interaction: discord.Interaction[CommitBot]) -> None:
    assert interaction.guild_id
    points = await interaction.client.points_of(interaction.guild_id, interaction.user.id)
    await interaction.response.send_message(f"{points} points", ephemeral=True)


@app_commands.command(description="Answer when every message before is counted")
async def settled(interaction: discord.Interaction[CommitBot]) -> None:
    await interaction.client.all_done()
    await interaction.response.send_message("done", ephemeral=True)


if __name__ == "__main__":
    asyncio.run(run(CommitBot))
