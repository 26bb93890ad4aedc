"""The bot that does nothing, on the same discord.py: what our figures are compared with.

`python -m tests.bench.empty_bot` answers /ping and says when it is ready. Its settings are those of ours that decide about time and
memory (no member chunks, no message cache, the same wait for servers), so that a ratio shows our own code and libraries.
"""

import asyncio
import os
import sys
from collections.abc import Callable

import discord
from discord import app_commands
from discord.ext import commands
from discord.http import Route


class EmptyBot(commands.AutoShardedBot):
    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, members=True, guild_messages=True, message_content=True)
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=intents,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            guild_ready_timeout=0.3,
        )

    async def setup_hook(self) -> None:
        self.tree.add_command(ping)
        await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing, as ours has no prefix commands either."""

    async def on_ready(self) -> None:
        sys.stdout.write(f"ready: {len(self.guilds)} servers\n")
        sys.stdout.flush()


@app_commands.command(description="Answer")
async def ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pong", ephemeral=True)


async def run(make: Callable[[], EmptyBot]) -> None:
    Route.BASE = os.environ["DISCORD_API_URL"]
    async with make() as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(run(EmptyBot))
