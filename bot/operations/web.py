"""The small web server inside the process: `/healthz` and `/metrics`, for whoever watches it. Only where a port is set.

It must never harm the bot. A port that is taken is logged, shown by the doctor and tried again; the bot runs on. Each
connection answers one request and is cut after `CONNECTION_SECONDS`, whether it asks, reads or does nothing; there are
at most `CONNECTIONS_MAX`. However often it is asked, the database and the folders are looked into once a second.
"""

import asyncio
import json
import logging
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.web_protocol import RequestHandler
from aiohttp.web_request import BaseRequest

from bot.operations import metrics
from bot.operations.status import Stored, look, status_of

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

CONNECTION_SECONDS = 10.0
CONNECTIONS_MAX = 32
LOOK_EVERY_SECONDS = 1.0
RETRY_SECONDS = 60.0
STOP_WITHIN_SECONDS = 1.0

# What strangers send is nothing for our log; what goes wrong in here we log ourselves.
_silent = logging.getLogger(f"{__name__}.protocol")
_silent.propagate = False
_silent.addHandler(logging.NullHandler())


class Page:
    """Serves how the bot is, from `start` until `stop`."""

    def __init__(self, bot: "Bot") -> None:
        self._bot = bot
        self._started_at = bot.app.clock()
        self._metrics = metrics.Metrics(bot.app.tally)
        self._server = web.Server(self._answer, access_log=None, logger=_silent, keepalive_timeout=0)
        self._connections: dict[asyncio.BaseProtocol, asyncio.TimerHandle] = {}
        self._listening: asyncio.Server | None = None
        self._looking = asyncio.Lock()
        self._stored: Stored | None = None
        self._looked_at = 0.0

    @property
    def port(self) -> int:
        """The port it listens on. Only while it does."""
        assert self._listening is not None
        return int(self._listening.sockets[0].getsockname()[1])

    async def listen(self, host: str, port: int) -> None:
        """Begin to serve. Raises OSError where it can't."""
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(self._connection, host, port, backlog=CONNECTIONS_MAX)

    async def stop(self) -> None:
        """Take no more questions, and cut off who is still asking."""
        if self._listening is not None:
            self._listening.close()
        for timer in self._connections.values():
            timer.cancel()
        self._connections.clear()
        await self._server.shutdown(STOP_WITHIN_SECONDS)

    def _connection(self) -> asyncio.BaseProtocol:
        connected = set(self._server.connections)
        for gone in [protocol for protocol in self._connections if protocol not in connected]:
            self._connections.pop(gone).cancel()
        if len(self._connections) >= CONNECTIONS_MAX:  # whoever came first has had the most time
            self._cut(next(iter(self._connections)))
        protocol = self._server()
        loop = asyncio.get_running_loop()
        self._connections[protocol] = loop.call_later(CONNECTION_SECONDS, self._cut, protocol)
        return protocol

    def _cut(self, protocol: asyncio.BaseProtocol) -> None:
        timer = self._connections.pop(protocol, None)
        if timer is not None:
            timer.cancel()
        assert isinstance(protocol, RequestHandler)
        transport = protocol.transport
        protocol.force_close()
        if isinstance(transport, asyncio.Transport):
            transport.abort()  # closing would wait for who doesn't read

    async def _answer(self, request: BaseRequest) -> web.StreamResponse:
        if request.path not in ("/healthz", "/metrics"):
            return _said(404, "There are /healthz and /metrics here.")
        if request.method not in ("GET", "HEAD"):
            return _said(405, "Only GET.", Allow="GET, HEAD")
        try:
            status = status_of(self._bot, await self._look(), started_at=self._started_at)
            if request.path == "/healthz":
                body = json.dumps(status.as_json(), indent=2).encode()
                return _response(503 if status.wrong() else 200, body, "application/json")
            return _response(200, self._metrics.render(status), metrics.CONTENT_TYPE)
        except Exception:
            log.exception("%s could not be answered", request.path)
            return _said(500, "The reason is in the log.")

    async def _look(self) -> Stored:
        loop = asyncio.get_running_loop()
        async with self._looking:
            if self._stored is None or loop.time() - self._looked_at >= LOOK_EVERY_SECONDS:
                self._stored = await look(self._bot)
                self._looked_at = loop.time()
            return self._stored


def _said(code: int, text: str, **headers: str) -> web.Response:
    response = _response(code, f"{text}\n".encode(), "text/plain; charset=utf-8")
    response.headers.update(headers)
    return response


def _response(code: int, body: bytes, kind: str) -> web.Response:
    response = web.Response(status=code, body=body, headers={"Content-Type": kind, "Cache-Control": "no-store"})
    response.force_close()
    return response


async def serve(bot: "Bot") -> None:
    """Serve on the port that is set until cancelled; a port that is taken is waited for."""
    config, tally = bot.app.config, bot.app.tally
    assert config.metrics_port is not None
    page = Page(bot)
    try:
        while True:
            try:
                await page.listen(config.metrics_host, config.metrics_port)
            except OSError as error:
                if tally.page_fault is None:
                    log.error(
                        "/healthz and /metrics can't be served on %s port %s (%s): see METRICS_HOST and METRICS_PORT. "
                        "The bot runs without them, and tries again.",
                        config.metrics_host,
                        config.metrics_port,
                        _reason(error),
                    )
                tally.page_fault = _reason(error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                break
        tally.page_fault = None
        log.info("/healthz and /metrics are served on %s port %s", config.metrics_host, page.port)
        await asyncio.Event().wait()
    finally:
        with suppress(Exception):
            await page.stop()


def _reason(error: OSError) -> str:
    return "unknown host" if isinstance(error, socket.gaierror) else str(error.strerror or error)
