"""A small Discord on this machine: a real HTTP and WebSocket server for discord.py's real client in another process.

    async with Wire() as wire:
        guild = wire.world.add_guild()
        ...                                  # start the bot with DISCORD_API_URL=wire.api_url and DISCORD_TOKEN=wire.token
        interaction = wire.people.slash(alice, channel, "ask", title="How fine do I grind?")
        assert "Posted" in (await interaction.reply()).text

world is what exists, people what they do, gateway the line to the bot, faults the trouble on it, and calls every REST request so far.
Nothing sleeps: tests wait with wire.changes.until(...), which looks again whenever anything changed.
Use SimCord for behaviour; this is for what needs a process: signals, kill -9, RESUME, floods, rate limits.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any, Self

from aiohttp import web

from tests.wire import interactions as _interactions  # registers its routes
from tests.wire import moderation as _moderation  # noqa: F401 - registers its routes
from tests.wire.calls import Call, Fault, Faults, read_call
from tests.wire.changes import Changes
from tests.wire.gateway import PRIVILEGED, Gateway
from tests.wire.people import People, context_of
from tests.wire.rest import NoSuchRoute, find_handler
from tests.wire.state import World
from tests.wire.things import JSON, Refused

API_PREFIX = "/api/v10"
# In the shape of a real token, so that whatever hides tokens from logs hides this one; no other server knows it.
TOKEN = "MDAwMDAwMDAwMDAwMDAwMDAwMDA.Wired0.only-the-wire-server-knows-this"

# discord.py compares the content type with ==: a charset behind it would turn the body into a str (http.json_or_text).
_JSON_HEADERS = {"Content-Type": "application/json"}


class Wire:
    """The server. observe is called with every finished request (the request checker listens there)."""

    def __init__(self, *, token: str = TOKEN, observe: Callable[[Call], None] = lambda call: None) -> None:
        self.token = token
        self.changes = Changes()
        self.calls: list[Call] = []
        self.faults = Faults()
        self.unknown_routes: list[str] = []
        self.crashes: list[BaseException] = []
        self.gateway = Gateway(token=token, changes=self.changes)
        self.world = World(emit=self.gateway.dispatch)
        self.world.interactions = _interactions.Interactions()
        self.world.enabled_intents = PRIVILEGED
        self.gateway.world = self.world
        self.people = People(world=self.world, gateway=self.gateway, changes=self.changes)
        self.changes.explain.append(lambda: "requests: " + ", ".join(str(call) for call in self.calls[-20:]))
        self._observe = observe
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """What DISCORD_API_URL must be: the base that REST paths are appended to."""
        return self.world.base_url + API_PREFIX

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", self._attachment)
        app.router.add_route("*", API_PREFIX + "/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        self.world.gateway_url = self.gateway.url = f"ws://{host}:{port}/gateway"
        return self

    async def __aexit__(self, *failure: object) -> None:
        self.faults.clear()
        for connection in list(self.gateway.connections):
            connection.abort()
        if self._runner is not None:
            await self._runner.cleanup()

    # What tests ask

    def find(self, method: str, pattern: str, *, since: int = 0) -> list[Call]:
        """Return the finished requests to paths like the pattern, oldest first."""
        return [call for call in self.calls[since:] if call.status and call.is_for(method, pattern)]

    async def called(self, method: str, pattern: str, *, times: int = 1, since: int = 0) -> Call:
        """Wait until such a request was made and answered; return the last of them."""

        def last() -> Call | None:
            found = self.find(method, pattern, since=since)
            return found[-1] if len(found) >= times else None

        return await self.changes.until(last, f"request {times} to {method} {pattern}")

    async def connected(self) -> None:
        await self.changes.until(lambda: self.gateway.is_connected, "the bot on the gateway")

    async def disconnected(self) -> None:
        await self.changes.until(lambda: not self.gateway.connections, "the bot off the gateway")

    async def resumed(self, *, times: int) -> None:
        await self.changes.until(lambda: len(self.gateway.resumed_with) >= times, f"RESUME number {times}")

    # HTTP

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.raw_path.removeprefix(API_PREFIX).partition("?")[0].strip("/")
        call = await read_call(request, path)
        call.context = context_of(self.world, call)
        self.calls.append(call)
        self.changes.ring()
        try:
            status, body, headers = await self._answer(call, request)
        except Exception as error:  # noqa: BLE001  a bug of the server itself must reach the test, not look like Discord's
            self.crashes.append(error)
            status, body, headers = 400, {"code": 0, "message": f"the wire server failed: {error!r}"}, {}
        call.status, call.answer = status, body
        self._observe(call)
        self.changes.ring()
        if body is None:
            return web.Response(status=status, headers=headers)
        return web.Response(status=status, body=json.dumps(body).encode(), headers=_JSON_HEADERS | headers)

    async def _answer(self, call: Call, request: web.Request) -> tuple[int, Any, dict[str, str]]:
        if self.faults.latency:
            await asyncio.sleep(self.faults.latency)
        if gate := self.faults.gate(call):
            gate.waiting += 1
            self.changes.ring()
            await gate.wait()
            if request.transport is None or request.transport.is_closing():
                # Who asked was killed meanwhile: held means that the request never arrived.
                return 499, None, {}
        if not self._is_authorized(call):
            return 401, {"code": 0, "message": "401: Unauthorized"}, {}
        fault = self.faults.take(call)
        if fault and not fault.after_effect:
            return _disturbed(fault)
        try:
            handler, values = find_handler(call)
            body = handler(self.world, call, **values)
        except NoSuchRoute as refusal:
            self.unknown_routes.append(f"{call.method} {call.path}")
            return refusal.status, refusal.body, {}
        except Refused as refusal:
            return refusal.status, refusal.body, {}
        if fault:
            return _disturbed(fault)
        return (204, None, {}) if body is None else (200, body, {})

    def _is_authorized(self, call: Call) -> bool:
        with_token_in_path = call.path.startswith(("/interactions/", "/webhooks/"))
        return with_token_in_path or call.headers.get("Authorization") == f"Bot {self.token}"

    async def _attachment(self, request: web.Request) -> web.Response:
        file = self.world.files.get(int(request.match_info["attachment_id"]))
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.content_type)

    # The end of a test

    def complaints(self) -> Sequence[str]:
        """Return what makes a test worthless however it ended: routes that are not simulated, crashes of the server itself."""
        unknown = [f"not simulated: {route}" for route in self.unknown_routes]
        return unknown + [f"the wire server failed: {crash!r}" for crash in self.crashes]


def _disturbed(fault: Fault) -> tuple[int, JSON, dict[str, str]]:
    return fault.status, fault.body, fault.headers
