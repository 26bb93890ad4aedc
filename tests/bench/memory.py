"""Discord in this process: the wire server's community, joined to a bot by function calls instead of a network.

Events go straight to discord.py's parsers, and its HTTP client and webhooks keep all of their own code down to the aiohttp session, which
is `Session` here. So what is measured is the bot and discord.py, neither sockets nor another process.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any

from discord.ext import commands
from discord.http import HTTPClient, Route

from tests.wire.calls import Call
from tests.wire.gateway import Gateway
from tests.wire.people import People
from tests.wire.rest import find_handler
from tests.wire.server import API_PREFIX, Wire
from tests.wire.state import World
from tests.wire.things import JSON

Journal = dict[str, list[float]]
"""By an interaction's token: when its payload was handed to the bot, then when each answer left it (perf_counter)."""


class MemoryGateway(Gateway):
    """A gateway whose events are heard the moment they are sent."""

    bot: commands.AutoShardedBot
    journal: Journal

    @property
    def is_connected(self) -> bool:
        return True

    def dispatch(self, event: str, data: JSON) -> None:
        parser = self.bot._connection.parsers.get(event)
        if event == "INTERACTION_CREATE":
            self.journal[data["token"]] = [time.perf_counter()]
        if parser is not None:
            parser(data)

    async def ready(self) -> None:
        """Say READY and the servers, and wait until the bot is done with them."""
        connection = self.bot._connection
        connection.shard_count, connection.shard_ids = 1, range(1)
        guilds = [{"id": str(guild.id), "unavailable": True} for guild in self.world.guilds.values()]
        self.dispatch("READY", {"shard": [0, 1], "user": self.world.bot.json(), "guilds": guilds})
        for guild in self.world.guilds.values():
            self.dispatch("GUILD_CREATE", guild.create_json(members=[guild.members[self.world.bot.id]]))
        await self.bot.wait_until_ready()


class Response:
    """As much of aiohttp's response as discord.py reads."""

    status = 200
    headers = MappingProxyType({"content-type": "application/json"})

    def __init__(self, body: Any) -> None:
        self._body = json.dumps(body)

    async def text(self, encoding: str = "utf-8") -> str:
        return self._body


class Session:
    """Where requests leave the bot; each is answered at once by the wire server's routes."""

    closed = False

    def __init__(self, world: World, journal: Journal, *, ring: Callable[[], None]) -> None:
        self._world = world
        self._journal = journal
        self._ring = ring
        self.cpu_seconds = 0.0
        """What Discord's own part cost: not to be charged to the bot."""

    @asynccontextmanager
    async def request(self, method: str, url: str, *, data: Any = None, **_: Any) -> AsyncIterator[Response]:
        now, began = time.perf_counter(), time.thread_time()
        path = url.partition(API_PREFIX)[2].partition("?")[0]
        self._note(path, now)
        call = Call(
            method=method, path=path, query=[], headers={}, json=json.loads(data) if data else None, arrived_at=now
        )
        handler, values = find_handler(call)
        response = Response(handler(self._world, call, **values))
        self._ring()
        self.cpu_seconds += time.thread_time() - began
        yield response

    def _note(self, path: str, now: float) -> None:
        kind, *ids = path.strip("/").split("/")
        if kind in ("interactions", "webhooks"):
            self._journal[ids[1]].append(now)

    async def close(self) -> None:
        self.closed = True


class Memory(Wire):
    """A server that is not served: `world` and `people` as ever, and one bot in this process that lives in it."""

    gateway: MemoryGateway

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        super().__init__()
        self.journal: Journal = {}
        self.gateway = MemoryGateway(token=self.token, changes=self.changes)
        self.gateway.bot, self.gateway.journal = bot, self.journal
        self.gateway.world = self.world
        self.world.emit = self.gateway.dispatch
        self.people = People(world=self.world, gateway=self.gateway, changes=self.changes)
        self.bot = bot
        self.session = Session(self.world, self.journal, ring=self.changes.ring)

    async def connect(self) -> None:
        http: HTTPClient = self.bot.http

        async def log_in(token: str) -> Any:
            http.token = token
            http._HTTPClient__session = self.session  # type: ignore[attr-defined]
            http._global_over = asyncio.Event()
            http._global_over.set()
            return await http.request(Route("GET", "/users/@me"))

        http.static_login = log_in  # type: ignore[method-assign]
        await self.bot.login(self.token)
        await self.gateway.ready()
