"""Discord failing at every call: an act is recorded once, then done again with each of its requests failing in each way.

`sweep` gives each case a question of its own. After the failures Discord works again and some time passes, with a
restart; then what people see has to agree with the rows, nothing may have been sent twice, and the person's second try
has to get through. A 404 is made true: what Discord says is gone is deleted at that moment.

ALL_FAULTS=1 in the environment tries all of it, also where another act goes the same way, which takes several times as long.
"""

import logging
import os
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from simcord.backend.errors import BackendError, SetupError
from simcord.http import client, router

from bot.i18n import Language, say
from tests.faults import world
from tests.support.community import Community

EVERY: Final = bool(os.environ.get("ALL_FAULTS"))

Call = tuple[str, str]
"""A request's method and its path with the ids left out."""

CDN: Final[Call] = ("GET", "cdn")
ANSWERS: Final = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One request of an act fails: the `at`th, from 0; all like it from there on; or only its answer is lost."""

    at: int
    call: Call
    status: int
    lasting: bool = False
    lost: bool = False

    @property
    def code(self) -> int:
        return {403: 50013, 404: _unknown(self.call[1])}.get(self.status, 0)

    @property
    def of_answer(self) -> bool:
        """Whether it keeps the bot from telling the person anything."""
        return self.call[1].startswith(ANSWERS)

    @property
    def ends_answering(self) -> bool:
        """Whether Discord would take no other answer either: the token has run out."""
        return self.of_answer and self.status in (403, 404) and "@original" not in self.call[1]

    def __str__(self) -> str:
        kind = "answer lost" if self.lost else "from here on" if self.lasting else "once"
        return f"{self.call[0]} {self.call[1]} (request {self.at}) fails with {self.status}, {kind}"


def _unknown(path: str) -> int:
    if path.startswith("/interactions/"):
        return 10062
    if path.startswith("/webhooks/"):
        return 10008 if "messages" in path else 10015
    return 10008 if "/messages/" in path else 10003


def faults_of(calls: list[Call]) -> Iterator[Fault]:
    """Yield every way in which one request of an act can fail; with ALL_FAULTS really every one.

    Without it 429 and 500 take turns, with 404 too at a route's second call, and all four where what fails is an
    answer, which is the same everywhere.
    """
    for at, call in enumerate(calls):
        if call[1].startswith(ANSWERS) and not EVERY:
            yield Fault(at=at, call=call, status=(403, 404, 429, 500)[(at + len(calls)) % 4])
            continue
        first = calls.index(call) == at
        statuses = (403, 404, 429, 500) if EVERY else (403, 404, (429, 500)[at % 2])
        for status in statuses if first or EVERY else (403, (404, 429, 500)[at % 3]):
            yield Fault(at=at, call=call, status=status)
        if first and (EVERY or calls.count(call) > 1):
            yield Fault(at=at, call=call, status=(403, 500)[at % 2], lasting=True)
        if call[0] == "POST" or (EVERY and call[0] != "GET"):
            yield Fault(at=at, call=call, status=500, lost=True)


@dataclass(slots=True)
class Line:
    """What the bot says to Discord: it is listened to, and cut where a fault says so."""

    calls: list[Call] | None = None
    fault: Fault | None = None
    noting: bool = False
    told: str = ""
    """What the person was answered last."""
    sent: list[tuple[int, str, str]] = field(default_factory=list)
    """Messages that arrived: their id, where they were sent, what they say and whom they may have notified."""
    happened: bool = False
    """Whether the fault was met."""
    deleted: set[int] = field(default_factory=set)
    """What the act is about and was made to be gone, so that a 404 was true."""

    def dispatch(self, backend: Any, method: str, path: str, **request: Any) -> Any:
        call = (method, _template(path))
        fault = self._fails(call)
        if fault is not None and not fault.lost:
            if fault.status == 404:
                self._make_true(backend, method, path)
            raise _refusal(fault)
        answer = _DISPATCH(backend, method, path, **request)
        self._note(path, request.get("json"), answer)
        if fault is not None:
            raise _refusal(fault)
        return answer

    def download(self) -> None:
        fault = self._fails(CDN)
        if fault is not None:
            raise _refusal(fault)

    def _fails(self, call: Call) -> Fault | None:
        if self.calls is None:
            return None
        self.calls.append(call)
        fault, at = self.fault, len(self.calls) - 1
        if fault is None or call != fault.call or not (at == fault.at or (fault.lasting and at > fault.at)):
            return None
        self.happened = True
        return fault

    def _make_true(self, backend: Any, method: str, path: str) -> None:
        """Delete what Discord says is gone: somebody did that at this very moment."""
        found = _IN_CHANNEL.match(path)
        channel = backend.channels.get(int(found[1])) if found else None
        if found is None or channel is None:
            return
        if found[2]:
            with suppress(BackendError):
                backend.delete_message(channel.id, int(found[2]))
            if method == "GET":
                self.deleted.add(int(found[2]))
        elif channel.is_thread:
            self.deleted.add(channel.id)
            backend.delete_channel(channel.id)

    def _note(self, path: str, body: Any, answer: Any) -> None:
        if not isinstance(body, dict):
            return
        if path.startswith(ANSWERS):
            self.told = str(body.get("data", body)) if body.get("type") not in (5, 6) else self.told
        elif self.noting and isinstance(answer, dict) and path.endswith(("/messages", "/threads")):
            inner = body.get("message", body)
            allowed = {key: value for key, value in (inner.get("allowed_mentions") or {}).items() if value}
            shown = inner.get("content"), inner.get("embeds"), inner.get("components")
            said = f"{body.get('name')} {shown} {allowed}"
            self.sent.append((int(answer["id"]), path, said))

    @contextmanager
    def listening(self, fault: Fault | None = None) -> Iterator[list[Call]]:
        """Note the requests of a block, and let one of them fail."""
        self.calls, self.fault, self.happened, self.told = [], fault, False, ""
        try:
            yield self.calls
        finally:
            self.calls = self.fault = None

    def sent_twice(self) -> list[str]:
        ids: dict[tuple[str, str], set[int]] = {}
        for message_id, path, said in self.sent:
            ids.setdefault((path, said), set()).add(message_id)
        return [f"sent {len(found)} times: {where}" for where, found in ids.items() if len(found) > 1]


_DISPATCH = router.dispatch
_IN_CHANNEL = re.compile(r"/channels/(\d+)(?:/messages/(\d+))?")


def _refusal(fault: Fault) -> BackendError:
    return BackendError(fault.status, fault.code, "refused by the test")


def _template(path: str) -> str:
    parts = ["{id}" if part.isdigit() else part for part in path.split("/")]
    if len(parts) > 3 and parts[1] in ("interactions", "webhooks"):
        parts[3] = "{token}"
    return "/".join(parts)


thorough = pytest.mark.skipif(not EVERY, reason="goes the same way as another act; ALL_FAULTS=1 runs it")


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    line = Line()
    monkeypatch.setattr(router, "dispatch", line.dispatch)
    fetch = client.FakeHTTPClient.get_from_cdn

    async def get_from_cdn(self: Any, url: str) -> bytes:
        try:
            line.download()
        except BackendError as refused:
            client._raise_for(refused)
        return await fetch(self, url)

    monkeypatch.setattr(client.FakeHTTPClient, "get_from_cdn", get_from_cdn)
    return line


# Acts -------------------------------------------------------------------------------------------------------------

Situation = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something a person does, or that happens by itself.

    `prepare` makes the situation before it, under a title of its own; `done` says whether what was wanted is so now,
    None that nothing is wanted but an answer.
    """

    prepare: Callable[[Community, str], Awaitable[Situation]]
    do: Callable[[Community, Situation], Awaitable[object]]
    done: Callable[[Community, Situation], Awaitable[bool]] | None = None
    by_itself: bool = False
    """Nobody waits for an answer, and nobody can try again."""
    alone: bool = False
    """Each case runs to its end before the next: where time must pass, or the day allows few."""
    anew: bool = False
    """Doing it again does it once more, as asking does: a second try is only made where the first did nothing."""
    may_stay_undone: Callable[[Fault], bool] = lambda _: False
    """Refusals after which it is rightly left."""
    skip: Callable[[Fault], bool] = lambda _: False

    async def is_done(self, community: Community, situation: Situation) -> bool:
        return self.done is not None and await self.done(community, situation)


async def sweep(community: Community, line: Line, act: Act, *, only: str = "") -> None:
    """Let the act meet every fault. All that goes wrong is reported together."""
    calls = await _recorded(community, line, act)
    faults = [fault for fault in faults_of(calls) if not act.skip(fault) and only in str(fault)]
    cases = [_Case(community, line, act, fault, f"Case number {n}") for n, fault in enumerate(faults)]
    with _errors() as errors:
        problems: list[str] = []
        for together in [[case] for case in cases] if act.alone else [cases]:
            problems += await _run(community, line, together, errors)
            await world.clear(community)
    assert not problems, f"{len(problems)} problems; requests: {calls}\n" + "\n".join(problems)


async def _recorded(community: Community, line: Line, act: Act) -> list[Call]:
    situation = await act.prepare(community, "Nothing fails here")
    with line.listening() as calls:
        await act.do(community, situation)
    assert act.done is None or await act.done(community, situation), f"not even while Discord works: {line.told}"
    assert calls
    await world.clear(community)
    return list(calls)


async def _run(community: Community, line: Line, cases: "list[_Case]", errors: list[str]) -> list[str]:
    line.sent.clear()
    for case in cases:
        await case.fail()
        case.problems += [errors.pop() for _ in list(errors)]
    problems = await _converge(community, line, cases)
    for case in cases:
        await case.again()
        case.problems += [errors.pop() for _ in list(errors)]
    await community.later(minutes=2)
    problems += [f"after the second try: {problem}" for problem in await world.problems(community)]
    return [f"{case.fault}: {problem}" for case in cases for problem in case.problems] + [*problems, *errors]


async def _converge(community: Community, line: Line, cases: "list[_Case]") -> list[str]:
    """Let Discord work again and some time pass, with a restart; returns what isn't right then."""
    line.noting = True
    await community.later(minutes=2)
    if cases[0].fault.lost or len(cases) > 1:
        await community.restart()
    await community.later(minutes=10)
    if cases[0].act.by_itself:
        await _have_admins_retry(community)
    line.noting = False
    about = f"{cases[0].fault}: " if len(cases) == 1 else ""
    return [f"{about}{problem}" for problem in [*await world.problems(community), *line.sent_twice()]]


async def _have_admins_retry(community: Community) -> None:
    """Press the check-up's button: what Discord doesn't allow is given up and shown to the admins."""
    due = community.app.due
    for row in await due.given_up(guild_id=community.server.id):
        await due.retry(guild_id=row.guild_id, due_id=row.id)
    for _ in range(2):  # what follows from it is planned by the first
        await community.later(minutes=1)


@dataclass(slots=True)
class _Case:
    community: Community
    line: Line
    act: Act
    fault: Fault
    title: str
    problems: list[str] = field(default_factory=list)
    situation: Situation = None
    settled: bool = False
    """Nothing is left to check: the fault wasn't met, or the post was deleted meanwhile."""

    async def fail(self) -> None:
        """Do it while Discord fails."""
        self.title = f"{self.title}: {self.fault}"[:80].strip()
        self.situation = await self.act.prepare(self.community, self.title)
        self.line.noting, self.line.deleted = True, set()
        with self.line.listening(self.fault):
            await self._try()
        self.line.noting = False
        self.settled = not self.line.happened or bool(self.line.deleted)
        if self.line.happened and not self.act.by_itself:
            self._check_told(await self.act.is_done(self.community, self.situation))

    async def _try(self) -> None:
        # What a person would have pressed next may never have been shown.
        with suppress(SetupError, AssertionError, BackendError, KeyError):
            await self.act.do(self.community, self.situation)

    def _check_told(self, done: bool) -> None:
        told = self.line.told
        if not told and not self.fault.of_answer and not self.line.deleted:
            self.problems.append("the person was told nothing")
        for name in ("error-discord-forbidden", "error-discord-gone", "error-bug"):
            if done and not self.fault.ends_answering and _sounds_like(name, told):
                self.problems.append(f"it was done, and the person was told: {told}")

    async def again(self) -> None:
        """Check that it is done by now, or let the person try once more."""
        if self.settled:
            return
        done = await self.act.is_done(self.community, self.situation)
        if self.act.by_itself or (done and (self.act.anew or not (EVERY or self.fault.lost))):
            if not done and not self.act.may_stay_undone(self.fault):
                self.problems.append("it never happened")
            return
        with self.line.listening():
            await self._try()
        if self.act.done is not None and not await self.act.is_done(self.community, self.situation):
            self.problems.append(f"a second try {'undid' if done else 'did not do'} it: {self.line.told}")
        elif not done and not self.fault.lost and not self.line.told:
            self.problems.append("a second try was not answered")


class _Errors(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.getMessage()}: {record.exc_info}")


@contextmanager
def _errors() -> Iterator[list[str]]:
    """Collect what is logged as an error, case by case."""
    handler = _Errors([])
    logging.getLogger().addHandler(handler)
    try:
        yield handler.found
    finally:
        logging.getLogger().removeHandler(handler)


def _sounds_like(message_id: str, told: str) -> bool:
    return any(say(language, message_id, reference="\0").partition("\0")[0] in told for language in Language)


def custom_id(message: Any, action: str) -> str:
    """Return the custom id of a message's button or menu that does `action`."""
    ids: list[str] = re.findall(r"'custom_id': '([^']+)'", str(_raw(message)))
    found = [one for one in ids if one == action or one.startswith(f"{action}:")]
    assert found, f"no {action} among {ids}"
    return found[0]


def _raw(message: Any) -> list[Any]:
    return [part if isinstance(part, dict) else part.to_dict() for part in message.components]
