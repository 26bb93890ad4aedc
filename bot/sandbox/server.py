"""Serves the sandbox's page, on this machine only and to nobody but the page itself.

SimCord's preview refuses to be framed, and says nothing about message menus. So this server stands before it: it hands
requests on to whichever preview is open, and adds a style sheet and a script that bring message menus and links to
life.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path

import aiohttp
from aiohttp import web
from simcord.backend.errors import BackendError, SetupError

from bot.i18n import Language
from bot.sandbox.page import Page

STATIC = Path(__file__).parent / "static"
CONTENT_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

LONGEST_WAIT = timedelta(days=31)

HEADER = "X-Engawa-Sandbox"
"""Only our own script sends it: other pages in the same browser can't act here."""

SECURITY = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
    ),
}


class Server:
    """One page, for one visitor."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._busy = asyncio.Lock()
        self._session: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self, port: int) -> None:
        """Listen on this machine. Raises OSError where the port is taken."""
        self._session = aiohttp.ClientSession(auto_decompress=False)
        await self.page.open()
        self._runner = web.AppRunner(self.application(), access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self._port = int(self._runner.addresses[0][1])

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        await self.page.close()
        if self._session is not None:
            await self._session.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def application(self) -> web.Application:
        application = web.Application(middlewares=[self._guard], client_max_size=30 * 1024**2)
        application.add_routes(
            [
                web.get("/", self._index),
                web.get("/sandbox/state", self._get_state),
                web.get("/sandbox/version", self._get_version),
                web.get("/sandbox/picture/{name}.png", self._picture),
                web.post("/sandbox/{action}", self._act),
                web.get("/sandbox/{file}", self._static),
                web.get("/discord/", self._frame),
                web.route("*", "/{path:.*}", self._hand_on),
            ]
        )
        return application

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        # A name that resolves to this machine (DNS rebinding) must not open the door.
        if request.host not in {f"127.0.0.1:{self._port}", f"localhost:{self._port}"}:
            raise web.HTTPForbidden(text="ask for 127.0.0.1")
        if request.method == "POST" and request.path.startswith("/sandbox/") and HEADER not in request.headers:
            raise web.HTTPForbidden(text="only the sandbox's own page may do that")
        return await handler(request)

    async def _index(self, _: web.Request) -> web.Response:
        return _file("index.html", "text/html")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        kind = CONTENT_TYPES.get(Path(name).suffix)
        if kind is None or not (STATIC / name).is_file():
            raise web.HTTPNotFound
        return _file(name, kind)

    async def _picture(self, request: web.Request) -> web.Response:
        wanted = request.match_info["name"] + ".png"
        for name, content in self.page.house.world.assets.values():
            if name == wanted:
                return web.Response(body=content, content_type="image/png", headers={"Cache-Control": "max-age=3600"})
        raise web.HTTPNotFound

    async def _get_version(self, _: web.Request) -> web.Response:
        return web.json_response({"version": self.page.version}, headers=SECURITY)

    async def _get_state(self, request: web.Request) -> web.Response:
        return web.json_response(await self.page.state(_language(request)), headers=SECURITY)

    async def _act(self, request: web.Request) -> web.Response:
        """Do something, and return the new state; 409 with the reason where it can't be done."""
        answered = found = True
        try:
            wanted = await request.json()
            async with self._busy:
                match request.match_info["action"]:
                    case "go":
                        await self.page.go(int(wanted["channel"]))
                    case "be":
                        await self.page.be(str(wanted["person"]))
                    case "join":
                        await self.page.join()
                    case "accept":
                        await self.page.accept()
                    case "answer-me":
                        found = await self.page.answer_me()
                    case "wait":
                        await self.page.wait(min(timedelta(hours=float(wanted["hours"])), LONGEST_WAIT))
                    case "post":
                        await self.page.post(str(wanted["title"]), str(wanted["body"]), list(wanted["tags"]))
                    case "menu":
                        answered = await self.page.menu(
                            int(wanted["message"]), str(wanted["command"]), on=str(wanted.get("on", "message"))
                        )
                    case "react":
                        await self.page.react(int(wanted["message"]), str(wanted["emoji"]))
                    case _:
                        raise web.HTTPNotFound
        except (SetupError, BackendError) as refused:
            return web.json_response({"refused": str(refused)}, status=409, headers=SECURITY)
        except (KeyError, ValueError, TypeError) as unreadable:
            raise web.HTTPBadRequest(text=repr(unreadable)) from None
        state = await self.page.state(_language(request))
        return web.json_response({**state, "answered": answered, "found": found}, headers=SECURITY)

    async def _frame(self, request: web.Request) -> web.Response:
        response = await self._ask_preview(request, "/")
        html = response.text or ""
        html = html.replace("</head>", '<link rel="stylesheet" href="/sandbox/discord.css"></head>')
        html = html.replace("</body>", '<script type="module" src="/sandbox/discord.js"></script></body>')
        return web.Response(text=html, content_type="text/html", headers=SECURITY)

    async def _hand_on(self, request: web.Request) -> web.Response:
        """Ask the preview that is open. What people do in it takes turns with what the page does."""
        if request.method == "POST" and request.path == "/api/action":
            async with self._busy:
                response = await self._ask_preview(request, request.path_qs)
                await self.page.house.catch_up()
            self.page.version += 1
            return response
        return await self._ask_preview(request, request.path_qs)

    async def _ask_preview(self, request: web.Request, path: str) -> web.Response:
        address, session = self.page.preview_address, self._session
        if address is None or session is None:
            raise web.HTTPGone(text="no channel is open")
        passed = ("Content-Type", "X-Simcord-Capability", "X-Simcord-Context", "Accept")
        headers = {name: request.headers[name] for name in passed if name in request.headers}
        body = await request.read() if request.can_read_body else None
        try:
            async with session.request(request.method, address + path, headers=headers, data=body) as answer:
                content = await answer.read()
        except aiohttp.ClientError:
            # The preview was closed for another one while its page still asked.
            raise web.HTTPGone(text="another channel was opened") from None
        kept: Mapping[str, str] = {
            name: value
            for name, value in answer.headers.items()
            if name.startswith("X-") or name in ("Content-Type", "Content-Disposition")
        }
        return web.Response(status=answer.status, body=content, headers={**kept, **SECURITY})


def _language(request: web.Request) -> Language:
    return Language.of_locale(request.query.get("language", ""))


def _file(name: str, kind: str) -> web.Response:
    return web.Response(text=(STATIC / name).read_text(encoding="utf-8"), content_type=kind, headers=SECURITY)
