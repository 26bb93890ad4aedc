"""Every REST request a test makes is checked against Discord's own description; a request Discord would refuse fails the test.

A pytest plugin: `pytest_plugins = ["tests.support.discord_spec"]` in tests/conftest.py is all it takes. DISCORD_SPEC names a folder with
openapi.json (Discord's OpenAPI description) and validator.py (`Validator(path).check(method, path, query, json_body, parts, headers,
**context)` returns the problems of one request). Without it nothing is checked, and the summary of the run says so.

Requests come from two sides: SimCord's two transports are wrapped for the whole run, and the wire server hands over each finished
request (`Wire(observe=check_call)`). The check does not disturb the request: a bot that swallows the 400 that Discord would have
answered is still found out, when the test ends. All kinds of problems count, also fields that Discord would only ignore: the validator
knows discord.py's own habits, so what remains is ours.
"""

import importlib
import json
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from simcord.http import client as simcord_client

if TYPE_CHECKING:
    from tests.wire.calls import Call

JSON = dict[str, Any]

VARIABLE = "DISCORD_SPEC"
COMPONENT, MODAL_SUBMIT = 3, 5


@dataclass(eq=False, slots=True)
class Checks:
    """The checks of one test process: how many were made, and the problems that no test has answered for yet."""

    folder: Path | None
    count: int = 0
    problems: list[str] = field(default_factory=list)
    _validator: Any = None
    _good_commands: set[str] = field(default_factory=set)
    """Uploads of commands that had no problem: each start of a bot makes the same."""

    def check(
        self,
        method: str,
        path: str,
        *,
        query: list[tuple[str, str]],
        json_body: Any = None,
        parts: list[JSON] | None = None,
        headers: dict[str, str] | None = None,
        context: JSON | None = None,
    ) -> None:
        if self.folder is None:
            return
        self.count += 1
        commands = None
        if method == "PUT" and path.endswith("/commands"):
            commands = json.dumps([path, query, json_body, headers])
        if commands in self._good_commands:
            return
        found = self._load().check(method, path, query, json_body, parts, headers, **context or {})
        self.problems += [f"{method} {path}: {problem}" for problem in found]
        if commands is not None and not found:
            self._good_commands.add(commands)

    def check_answer(self, method: str, path: str, *, status: int, answer: Any) -> list[str]:
        """Return how a simulated answer differs from what Discord describes; for tests of the simulation."""
        if self.folder is None:
            return []
        return [f"{method} {path}: {problem}" for problem in self._load().check_response(method, path, status, answer)]

    def take_problems(self) -> list[str]:
        taken, self.problems = self.problems, []
        return taken

    @contextmanager
    def expecting_problems(self) -> Iterator[list[str]]:
        """Collect the problems of a block that makes bad requests on purpose, instead of failing the test."""
        before, self.problems = self.problems, []
        collected: list[str] = []
        try:
            yield collected
        finally:
            collected += self.problems
            self.problems = before

    def _load(self) -> Any:
        # On the first request, not at start: reading the description takes a moment that runs without Discord need not spend.
        if self._validator is None:
            sys.path.insert(0, str(self.folder))  # validator.py imports its neighbour
            validator = importlib.import_module("validator")
            self._validator = validator.Validator(str(self.folder / "openapi.json"))  # type: ignore[operator]
        return self._validator

    def __str__(self) -> str:
        if self.folder is None:
            return f"Discord request checks: skipped, {VARIABLE} is not set"
        return f"Discord request checks: {self.count} requests checked"


def from_environment() -> Checks:
    named = os.environ.get(VARIABLE)
    return Checks(Path(named).resolve() if named else None)


CHECKS = from_environment()


# The wire server


def check_call(call: "Call") -> None:
    """Check a request that the wire server received."""
    CHECKS.check(
        call.method,
        call.path,
        query=call.query,
        json_body=None if call.parts is not None else call.json,
        parts=call.parts,
        headers=call.headers,
        context=call.context,
    )


# SimCord


def install_in_simcord() -> None:
    """Check whatever goes through SimCord's transports: bot requests, and the webhook routes of interactions."""
    http_request = simcord_client.FakeHTTPClient.request
    webhook_request = simcord_client.FakeWebhookAdapter.request

    async def checked_http_request(self: Any, route: Any, *, files: Any = None, form: Any = None, **rest: Any) -> Any:
        _check_simcord(self.backend, route, body=rest.get("json"), form=form, authorized=True, **_common(rest))
        return await http_request(self, route, files=files, form=form, **rest)

    async def checked_webhook_request(
        self: Any, route: Any, session: Any, *, payload: Any = None, multipart: Any = None, **rest: Any
    ) -> Any:
        authorized = bool(rest.get("auth_token"))
        _check_simcord(self.backend, route, body=payload, form=multipart, authorized=authorized, **_common(rest))
        return await webhook_request(self, route, session, payload=payload, multipart=multipart, **rest)

    simcord_client.FakeHTTPClient.request = checked_http_request  # type: ignore[method-assign]
    simcord_client.FakeWebhookAdapter.request = checked_webhook_request  # type: ignore[method-assign]


def _common(rest: JSON) -> JSON:
    return {"params": rest.get("params"), "reason": rest.get("reason")}


def _check_simcord(
    backend: Any, route: Any, *, body: Any, form: Any, authorized: bool, params: Any, reason: str | None
) -> None:
    path = simcord_client._path_of(route.url)
    headers = {"Authorization": "Bot simulated"} if authorized else {}
    if reason:
        headers["X-Audit-Log-Reason"] = quote(reason, safe="/ ")
    CHECKS.check(
        route.method,
        path,
        query=_query(params or {}),
        # Through JSON and back, as discord.py's own client would send it.
        json_body=json.loads(json.dumps(body)) if body is not None else None,
        parts=[_part(item) for item in form] if form else None,
        headers=headers,
        context={"now": backend.clock.now()} | _callback_context(backend, path),
    )


def _query(params: JSON) -> list[tuple[str, str]]:
    pairs = []
    for key, value in params.items():
        pairs += [(key, str(item)) for item in (value if isinstance(value, list | tuple) else [value])]
    return pairs


def _part(item: JSON) -> JSON:
    described = {"name": item["name"], "filename": item.get("filename")}
    value = item["value"]
    if isinstance(value, str):
        return described | {"text": value, "size": len(value.encode())}
    return described | {"size": _size(value)}


def _size(value: Any) -> int:
    if isinstance(value, bytes):
        return len(value)
    here = value.tell()
    size = int(value.seek(0, os.SEEK_END))
    value.seek(here)
    return size


def _callback_context(backend: Any, path: str) -> JSON:
    segments = path.strip("/").split("/")
    if segments[0] != "interactions" or not segments[1].isdecimal():
        return {}
    interaction = backend.interactions.get(int(segments[1]))
    if interaction is None:
        return {}
    via_component = interaction.type == COMPONENT
    if interaction.type == MODAL_SUBMIT:
        via_component = interaction.source_message_id is not None
    return {"interaction_type": int(interaction.type), "via_component": via_component}


# pytest


def pytest_configure(config: pytest.Config) -> None:
    if CHECKS.folder is not None:
        install_in_simcord()


def pytest_report_header(config: pytest.Config) -> str:
    return str(CHECKS) if CHECKS.folder is None else f"Discord request checks: on, {VARIABLE} is set"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    yield
    _fail_on_problems()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield
    _fail_on_problems()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    yield
    _fail_on_problems()


def _fail_on_problems() -> None:
    if problems := CHECKS.take_problems():
        pytest.fail("Discord would refuse or ignore this:\n" + "\n".join(problems), pytrace=False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # in a worker of pytest-xdist: the count goes to who prints it
        session.config.workeroutput["discord_requests_checked"] = CHECKS.count


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    CHECKS.count += getattr(node, "workeroutput", {}).get("discord_requests_checked", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(str(CHECKS))
