"""One REST request as the bot made it, and the disturbances a test can put in its way."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from tests.wire.things import JSON, Upload


@dataclass(eq=False, slots=True, kw_only=True)
class Call:
    """A recorded request. path is without the API's prefix and still percent-encoded, as on the wire."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    json: Any = None
    # What a multipart body was made of: name, filename, size and (of small text parts) text.
    parts: list[JSON] | None = None
    files: list[Upload] = field(default_factory=list)
    # What the validator cannot see in the request: the interaction that a callback answers.
    context: JSON = field(default_factory=dict)
    arrived_at: float = field(default_factory=time.perf_counter)
    status: int | None = None
    # What Discord answered.
    answer: Any = None

    @property
    def body(self) -> JSON:
        return self.json if isinstance(self.json, dict) else {}

    def argument(self, name: str, default: str | None = None) -> str | None:
        return dict(self.query).get(name, default)

    def is_for(self, method: str, pattern: str) -> bool:
        return self.method == method and fnmatchcase(self.path, pattern)

    def __str__(self) -> str:
        # Interaction tokens are a hundred characters that tell a reader nothing.
        path = "/".join(part if len(part) < 40 else "…" for part in self.path.split("/"))
        return f"{self.method} {path} → {self.status or 'under way'}"


async def read_call(request: web.Request, path: str) -> Call:
    call = Call(
        method=request.method, path=path, query=list(request.query.items()), headers=dict(request.headers.items())
    )
    if request.content_type == "multipart/form-data":
        await _read_parts(request, call)
    elif body := await request.read():
        call.json = json.loads(body)
    return call


async def _read_parts(request: web.Request, call: Call) -> None:
    call.parts = []
    async for part in await request.multipart():
        assert not isinstance(part, Mapping) and part is not None
        content = bytes(await part.read())  # type: ignore[union-attr]
        name, filename = part.name, part.filename  # type: ignore[union-attr]
        described: JSON = {"name": name, "filename": filename, "size": len(content)}
        if filename is None:
            described["text"] = content.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            call.files.append(Upload(filename=filename, content=content, content_type=kind))
        call.parts.append(described)
    call.json = next((json.loads(part["text"]) for part in call.parts if part["name"] == "payload_json"), None)


@dataclass(eq=False, slots=True, kw_only=True)
class Fault:
    """An answer in place of Discord's own, for the next `times` requests that match.

    after_effect: Discord did what was asked and only its answer is lost.
    """

    method: str
    path: str
    status: int
    body: JSON
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    after_effect: bool = False


@dataclass(eq=False, slots=True)
class Gate:
    """Holds matching requests until the test opens it."""

    method: str
    path: str
    waiting: int = 0
    _open: asyncio.Event = field(default_factory=asyncio.Event)

    def open(self) -> None:
        self._open.set()

    async def wait(self) -> None:
        await self._open.wait()


_MESSAGES = {
    401: (0, "401: Unauthorized"),
    403: (50013, "Missing Permissions"),
    404: (10008, "Unknown Message"),
    500: (0, "500: Internal Server Error"),
}


class Faults:
    """The trouble that waits for the bot's requests. Paths are patterns: `/channels/*/messages`."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._gates: list[Gate] = []
        # Added to every answer, in seconds.
        self.latency = 0.0

    def fail(
        self,
        method: str,
        path: str,
        *,
        status: int,
        code: int | None = None,
        times: int = 1,
        after_effect: bool = False,
    ) -> Fault:
        default, message = _MESSAGES.get(status, (0, f"{status}"))
        body: JSON = {"code": default if code is None else code, "message": message}
        return self._add(
            Fault(method=method, path=path, status=status, body=body, times=times, after_effect=after_effect)
        )

    def limit(self, method: str, path: str, *, retry_after: float, everywhere: bool = False, times: int = 1) -> Fault:
        """429, as Discord itself sends it: with Via, without which discord.py takes it for a ban by Cloudflare."""
        body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
        headers = {"Via": "1.1 google", "Retry-After": f"{retry_after:.3f}"}
        headers |= {"X-RateLimit-Global": "true"} if everywhere else {"X-RateLimit-Scope": "user"}
        return self._add(Fault(method=method, path=path, status=429, body=body, headers=headers, times=times))

    def hold(self, method: str, path: str) -> Gate:
        gate = Gate(method, path)
        self._gates.append(gate)
        return gate

    def clear(self) -> None:
        self._faults.clear()
        self.latency = 0.0
        for gate in self._gates:
            gate.open()
        self._gates.clear()

    def take(self, call: Call) -> Fault | None:
        for fault in self._faults:
            if call.is_for(fault.method, fault.path):
                fault.times -= 1
                if not fault.times:
                    self._faults.remove(fault)
                return fault
        return None

    def gate(self, call: Call) -> Gate | None:
        return next((gate for gate in self._gates if call.is_for(gate.method, gate.path)), None)

    def _add(self, fault: Fault) -> Fault:
        self._faults.append(fault)
        return fault
