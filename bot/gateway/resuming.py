"""The next process goes on with the gateway session of the one before, so that a restart misses nothing.

Discord keeps a session for a few minutes after its line broke, and sends whoever resumes it what came meanwhile. It
doesn't send again what servers look like. That is asked for by REST, not kept on disk: it is right whatever happened
meanwhile, and nothing about anybody has to be stored. Where there are too many servers to ask about, or Discord
doesn't answer, a new session is begun, and what was missed is read from the channels' history.
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import Shard

from bot.activity.model import Position
from bot.activity.service import Activity
from bot.clock import Clock
from bot.gateway.positions import Positions, shards_of

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=10)
"""Discord says it keeps sessions for “a few minutes”. Trying in vain costs a moment."""
SERVERS_MAX = 20
"""Each is asked about with four requests, of which Discord allows fifty a second."""
ASKING_SECONDS = 10.0
CONNECTING_SECONDS = 20.0
CLOSING_SECONDS = 2.0

KEEPS_SESSION = 4000
"""Any closing code but 1000 and 1001."""


class Resuming:
    def __init__(
        self, client: discord.AutoShardedClient, *, activity: Activity, positions: Positions, clock: Clock
    ) -> None:
        self._client = client
        self._activity = activity
        self._positions = positions
        self._clock = clock
        self._resumable: dict[int, Position] = {}

    async def prepare(self) -> None:
        """Find out which shards can go on, and introduce their servers. Once, before the first shard connects."""
        resumable = await self._fresh()
        if not resumable:
            return
        try:
            async with asyncio.timeout(ASKING_SECONDS):
                servers = await self._servers(resumable)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("the session before is not resumed: Discord didn't say what its servers look like (%r)", error)
            return
        if servers is None:
            log.info("the session before is not resumed: it has more than %s servers", SERVERS_MAX)
            return
        for position in resumable.values():
            self._introduce(position, servers)
        self._resumable = resumable

    async def connect(self, shard_id: int, *, initial: bool) -> bool:
        """Connect a shard by going on with its session; False where it has to begin a new one.

        Discord may still refuse the session. discord.py then begins a new one by itself.
        """
        position = self._resumable.pop(shard_id, None)
        if position is None:
            return False
        self._positions.resume(position)
        connecting = DiscordWebSocket.from_client(
            self._client,
            initial=initial,
            gateway=yarl.URL(position.resume_url),
            shard_id=shard_id,
            session=position.session_id,
            sequence=position.sequence,
            resume=True,
        )
        try:
            websocket = await asyncio.wait_for(connecting, timeout=CONNECTING_SECONDS)
        except (discord.DiscordException, ReconnectWebSocket, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("shard %s: the session before is not resumed: %r", shard_id, error)
            self._positions.began(shard_id)
            return False
        queue: asyncio.PriorityQueue[Any] = getattr(self._client, "_AutoShardedClient__queue")  # noqa: B009 - its name
        shards_of(self._client)[shard_id] = shard = Shard(websocket, self._client, queue.put_nowait)
        shard.launch()
        return True

    async def _fresh(self) -> dict[int, Position]:
        # Where our clock was set back the position seems to be of the future: how old it is nobody can say.
        now = self._clock()
        return {
            position.shard_id: position
            for position in await self._activity.positions()
            if position.shard_count == self._client.shard_count and now - position.stored_at <= FRESH
        }

    # What a RESUME doesn't bring

    async def _servers(self, shard_ids: Collection[int]) -> list[dict[str, Any]] | None:
        """Return the shards' servers as GUILD_CREATE would show them; None where they are too many."""
        http, count = self._client.http, self._client.shard_count or 1
        known: list[Any] = await http.get_guilds(SERVERS_MAX + 1, with_counts=False)
        if len(known) > SERVERS_MAX:
            return None
        guild_ids = [int(guild["id"]) for guild in known]
        return await asyncio.gather(
            *(self._server(guild_id) for guild_id in guild_ids if (guild_id >> 22) % count in shard_ids)
        )

    async def _server(self, guild_id: int) -> dict[str, Any]:
        http, own = self._client.http, self._client.user
        assert own is not None
        guild: Any
        guild, channels, active, member = await asyncio.gather(
            http.get_guild(guild_id),
            http.get_all_guild_channels(guild_id),
            http.get_active_threads(guild_id),
            http.get_member(guild_id, own.id),
        )
        joined = {thread["id"]: thread for thread in active["members"]}
        return {
            **guild,
            "unavailable": False,
            "joined_at": member["joined_at"],
            "member_count": guild.get("approximate_member_count"),
            "members": [member],
            "channels": channels,
            "threads": [
                {**thread, **({"member": joined[thread["id"]]} if thread["id"] in joined else {})}
                for thread in active["threads"]
            ],
        }

    def _introduce(self, position: Position, servers: list[dict[str, Any]]) -> None:
        # Past our entry: these are no events, and nothing in them tells what was missed.
        state, own = self._client._connection, self._client.user
        assert own is not None
        of_shard = [
            server for server in servers if (int(server["id"]) >> 22) % position.shard_count == position.shard_id
        ]
        ready: Any = {
            "v": 10,
            "user": {
                "id": str(own.id),
                "username": own.name,
                "discriminator": own.discriminator,
                "global_name": own.global_name,
                "avatar": own.avatar.key if own.avatar is not None else None,
                "bot": True,
            },
            "guilds": [{"id": server["id"], "unavailable": True} for server in of_shard],
            "session_id": position.session_id,
            "resume_gateway_url": position.resume_url,
            "shard": [position.shard_id, position.shard_count],
        }
        state.parse_ready(ready)
        for server in of_shard:
            state.parse_guild_create(server)


async def hang_up(client: discord.AutoShardedClient) -> None:
    """Close the line and leave the sessions to the next process; every event until now was taken, and none is after.

    Discord takes the bot for lost, not for gone: it is shown online for a little longer, also where it is stopped for
    good.
    """
    shards = list(shards_of(client).values())
    for shard in shards:
        shard._cancel_task()
    closing = [asyncio.create_task(shard.ws.close(KEEPS_SESSION)) for shard in shards]
    if closing:
        _, late = await asyncio.wait(closing, timeout=CLOSING_SECONDS)
        for task in late:
            task.cancel()
