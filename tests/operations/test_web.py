"""`/healthz` and `/metrics`, asked over HTTP of the bot on a simulated Discord."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from bot import __version__
from bot.due import CannotBeDone, Due, plan
from bot.operations import schema, status, web
from bot.operations.backup import backup_now
from bot.ui.actions import view_of
from tests.support.cards import answer
from tests.support.community import Community


class Watcher:
    """Whoever watches the process: a container's health check, Prometheus."""

    def __init__(self, page: web.Page, session: aiohttp.ClientSession) -> None:
        self.page = page
        self._session = session

    async def ask(self, path: str, method: str = "GET") -> tuple[int, str, str]:
        self.page._stored = None  # not the look of a second ago
        url = f"http://127.0.0.1:{self.page.port}{path}"
        async with self._session.request(method, url) as answer:
            return answer.status, answer.headers["Content-Type"], await answer.text()

    async def health(self) -> tuple[int, dict[str, Any]]:
        self.page._stored = None
        async with self._session.get(f"http://127.0.0.1:{self.page.port}/healthz") as answer:
            return answer.status, await answer.json()

    async def figures(self) -> dict[tuple[str, ...], float]:
        """Return every sample by its name and the values of its labels, sorted by their names."""
        _, _, text = await self.ask("/metrics")
        return {
            (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest_asyncio.fixture
async def watcher(community: Community) -> AsyncIterator[Watcher]:
    page = web.Page(community.bot)
    await page.listen("127.0.0.1", 0)
    async with aiohttp.ClientSession() as session:
        yield Watcher(page, session)
    await page.stop()


async def test_a_bot_that_is_well_says_so(community: Community, watcher: Watcher) -> None:
    backup_now(community.config, clock=community.env.now)

    code, said = await watcher.health()

    assert (code, said["status"], said["wrong"], said["warnings"]) == (200, "well", [], [])
    assert (said["version"], said["revision"]) == (__version__, schema.head())
    assert (said["ready"], said["connected"], said["guilds"]) == (True, True, 1)
    assert [shard["connected"] for shard in said["shards"]] == [True]
    assert said["database"]["answers"] and said["database"]["bytes"] > 0
    assert said["backup"]["age_seconds"] == 0
    assert said["jobs"]["count"] > 0 and said["jobs"]["overdue"] == []


async def test_no_latency_is_no_number_that_is_none(community: Community, watcher: Watcher) -> None:
    """Before the first heartbeat discord.py says NaN, which is not JSON."""
    _, _, text = await watcher.ask("/healthz")

    assert "NaN" not in text and "Infinity" not in text


async def test_a_lost_connection_is_unwell(
    community: Community, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(community.bot), "is_connected", lambda _: False)

    code, said = await watcher.health()

    assert (code, said["status"]) == (503, "unwell")
    assert said["wrong"] == ["not connected to Discord"]


async def test_between_two_looks_into_the_database_the_rest_is_as_it_is_now(
    community: Community, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "LOOK_EVERY_SECONDS", 3_600.0)
    url = f"http://127.0.0.1:{watcher.page.port}/healthz"
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as before:
            assert before.status == 200
        monkeypatch.setattr(type(community.bot), "is_connected", lambda _: False)
        async with session.get(url) as after:
            assert (after.status, (await after.json())["wrong"]) == (503, ["not connected to Discord"])


async def test_a_start_is_unwell_until_the_servers_are_there(
    community: Community, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(community.bot), "is_ready", lambda _: False)

    code, said = await watcher.health()

    assert code == 503
    assert [one.partition(":")[0] for one in said["wrong"]] == ["not ready"]


async def test_a_database_that_does_not_answer_is_unwell(community: Community, watcher: Watcher) -> None:
    await community.app.database.close()

    code, said = await watcher.health()
    figures = await watcher.figures()

    assert code == 503 and "the database does not answer" in said["wrong"]
    assert figures["engawa_database_up",] == 0 and figures["engawa_well",] == 0


async def test_a_database_that_hangs_is_not_waited_for(
    community: Community, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang() -> bool:
        await asyncio.Event().wait()
        return True

    monkeypatch.setattr(community.app.database, "answers", hang)
    monkeypatch.setattr(status, "DATABASE_MAY_TAKE", timedelta(seconds=0.05))

    assert "the database does not answer" in (await watcher.health())[1]["wrong"]


async def test_what_is_overdue_is_unwell_and_named(community: Community, watcher: Watcher) -> None:
    await community.run_due()
    async with community.app.database.write() as connection:
        await plan(connection, guild_id=community.server.id, kind="nobody", subject_id=1, due_at=community.env.now())
    await community.env.advance_time(3_600)

    code, said = await watcher.health()
    figures = await watcher.figures()

    assert code == 503
    assert "overdue due rows: 1" in said["wrong"] and "due" in said["jobs"]["overdue"]
    assert figures["engawa_due_rows", "nobody", "overdue"] == 1
    assert figures["engawa_job_overdue", "due"] == 1


async def test_what_was_given_up_is_a_warning(community: Community, watcher: Watcher) -> None:
    async def refuse(_: Due) -> None:
        raise CannotBeDone("the channel is gone")

    community.app.due.handle("test", refuse)
    async with community.app.database.write() as connection:
        await plan(connection, guild_id=community.server.id, kind="test", subject_id=1, due_at=community.env.now())
    await community.run_due()

    code, said = await watcher.health()
    figures = await watcher.figures()

    assert code == 200 and "due rows given up: 1" in said["warnings"]
    assert figures["engawa_due_rows", "test", "given_up"] == 1
    assert figures["engawa_due_rows_tried_total", "test", "given_up"] == 1


async def test_an_old_backup_is_a_warning(community: Community, watcher: Watcher) -> None:
    backup_now(community.config, clock=community.env.now)
    await community.later(days=3)

    _, said = await watcher.health()

    assert "the newest backup is 72 hours old" in said["warnings"]
    assert (await watcher.figures())["engawa_backup_age_seconds",] == 3 * 86_400


async def test_messages_are_counted_when_they_are_written(community: Community, watcher: Watcher) -> None:
    before = await watcher.figures()
    for number in range(3):
        await community.asker.send(community.general, f"hello {number}")
    waiting = await watcher.figures()
    await community.app.activity.flush()
    after = await watcher.figures()

    assert waiting["engawa_facts_waiting",] >= 3
    assert after["engawa_facts_waiting",] == 0
    assert after["engawa_messages_total", "live"] - before.get(("engawa_messages_total", "live"), 0) == 3
    assert after["engawa_flush_seconds_count",] > before["engawa_flush_seconds_count",]


async def test_commands_presses_and_forms_are_counted_by_outcome(community: Community, watcher: Watcher) -> None:
    checkup = await community.admin.slash(community.general, "doctor")
    await community.admin.click(answer(checkup), custom_id="doctor:again")
    form = await community.asker.slash(community.general, "problem")
    await community.asker.submit_modal(form, {"what": "It hangs"})
    form = await community.asker.slash(community.general, "problem")
    await community.asker.submit_modal(form, {"what": "…"})

    figures = await watcher.figures()

    counted = {key[1:]: value for key, value in figures.items() if key[0] == "engawa_interactions_total"}
    assert counted == {
        ("command", "doctor", "ok"): 1,
        ("component", "doctor:again", "ok"): 1,
        ("command", "problem", "ok"): 2,
        ("form", "problems:report", "ok"): 1,
        ("form", "problems:report", "refused"): 1,
    }
    assert figures["engawa_interaction_acknowledged_seconds_count", "command", "doctor"] == 1
    assert figures["engawa_interaction_acknowledged_seconds_count", "form", "problems:report"] == 2
    assert figures["engawa_problems_open",] == 1


@pytest.mark.expects_errors
async def test_bugs_and_refusals_of_discord_are_errors(
    community: Community, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> bool:
        raise RuntimeError("broken")

    checkup = await community.admin.slash(community.general, "doctor")
    with monkeypatch.context() as patched:
        patched.setattr(community.app.database, "answers", broken)
        await community.admin.click(answer(checkup), custom_id="doctor:again")
    community.fails("POST", "/interactions/*/callback", 404, code=10062)
    await community.asker.slash(community.general, "problem")

    figures = await watcher.figures()

    assert figures["engawa_errors_total", "bug"] == 1
    assert figures["engawa_interactions_total", "component", "doctor:again", "bug"] == 1
    assert figures["engawa_errors_total", "unanswered"] == 1


async def test_what_a_stranger_presses_makes_no_new_series(community: Community, watcher: Watcher) -> None:
    """Custom ids come from outside."""
    for number in range(3):
        forged: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="?", custom_id=f"forged{number}:action:1")
        channel = community.bot.get_partial_messageable(community.general.id)
        sent = await channel.send("?", view=view_of(forged) or discord.utils.MISSING)
        await community.asker.click(sent, custom_id=f"forged{number}:action:1")

    figures = await watcher.figures()

    names = {key[2:] for key in figures if key[:2] == ("engawa_interactions_total", "component")}
    assert names == {("unknown", "refused")}


async def test_jobs_are_counted_with_their_duration(community: Community, watcher: Watcher) -> None:
    await community.run_due()

    figures = await watcher.figures()

    assert figures["engawa_job_runs_total", "due", "ok"] == 1
    assert figures["engawa_job_seconds_count", "due"] == 1


async def test_the_process_is_measured_too(watcher: Watcher) -> None:
    figures = await watcher.figures()

    assert figures["process_resident_memory_bytes",] > 10_000_000
    assert figures["engawa_info", "2.7.1", platform_version(), schema.head(), __version__] == 1


def platform_version() -> str:
    return status.versions()["python"]


async def test_nobody_and_no_server_is_named(community: Community, watcher: Watcher) -> None:
    await community.asker.send(community.general, "a secret recipe")
    await community.admin.slash(community.general, "doctor")
    await community.app.activity.flush()

    said = (await watcher.ask("/metrics"))[2] + (await watcher.ask("/healthz"))[2]

    for name in ("Veranda", "asker", "admin", "general", "recipe"):
        assert name not in said.replace("python_info", "")
    for id_ in (community.server.id, community.asker.id, community.general.id):
        assert str(id_) not in said


async def test_the_format_is_prometheus(watcher: Watcher) -> None:
    code, kind, text = await watcher.ask("/metrics")

    assert code == 200 and kind.startswith("text/plain; version=")
    assert all(
        family.documentation for family in text_string_to_metric_families(text) if family.name.startswith("engawa")
    )


@pytest.mark.parametrize(
    ("path", "method", "code"),
    [("/", "GET", 404), ("/../etc/passwd", "GET", 404), ("/healthz", "POST", 405), ("/metrics", "HEAD", 200)],
)
async def test_nothing_else_is_served(watcher: Watcher, path: str, method: str, code: int) -> None:
    assert (await watcher.ask(path, method))[0] == code


async def test_many_questions_are_one_look(
    community: Community, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    async def counted(*arguments: Any, **named: Any) -> status.Stored:
        nonlocal looks
        looks += 1
        return await status.look(*arguments, **named)

    monkeypatch.setattr(web, "look", counted)
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{watcher.page.port}/healthz"
        codes = [answer.status for answer in await asyncio.gather(*(session.get(url) for _ in range(20)))]

    assert codes == [200] * 20
    assert looks == 1


# Who means no good ------------------------------------------------------------------------------------------------


async def test_who_asks_nothing_is_cut_off(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "CONNECTION_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", watcher.page.port)
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")

    async with asyncio.timeout(5):
        assert await end_of(reader) == b""
    writer.close()
    assert (await watcher.ask("/healthz"))[0] == 200


async def test_who_holds_many_connections_keeps_nobody_out(watcher: Watcher) -> None:
    held = [await asyncio.open_connection("127.0.0.1", watcher.page.port) for _ in range(web.CONNECTIONS_MAX + 10)]

    assert (await watcher.ask("/healthz"))[0] == 200

    assert len(watcher.page._connections) <= web.CONNECTIONS_MAX
    for _, writer in held:
        writer.close()


async def test_what_is_no_http_does_not_reach_the_log(watcher: Watcher, caplog: pytest.LogCaptureFixture) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", watcher.page.port)
    writer.write(b"\x16\x03\x01 token=hunter2\r\n\r\n")

    async with asyncio.timeout(5):
        await end_of(reader)
    writer.close()

    assert "hunter2" not in caplog.text


async def end_of(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


async def test_stopping_does_not_wait_for_who_hangs(community: Community) -> None:
    page = web.Page(community.bot)
    await page.listen("127.0.0.1", 0)
    _, writer = await asyncio.open_connection("127.0.0.1", page.port)
    writer.write(b"GET /healthz HTTP/1.1\r\n")
    await writer.drain()

    async with asyncio.timeout(2 * web.STOP_WITHIN_SECONDS + 1):
        await page.stop()
    writer.close()


@pytest.mark.expects_errors
async def test_a_port_that_is_taken_is_logged_and_tried_again(
    community: Community, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "RETRY_SECONDS", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as other:
        community.config.metrics_port = port = other.getsockname()[1]
        serving = asyncio.create_task(web.serve(community.bot))
        await until(lambda: community.app.tally.page_fault is not None)
    await until(lambda: community.app.tally.page_fault is None)

    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200
    assert [record.levelname for record in caplog.records if "METRICS_PORT" in record.getMessage()] == ["ERROR"]
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def until(true: Any) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - it is what a watcher would do
            await asyncio.sleep(0.005)


async def test_the_answer_that_is_timed_is_the_first(community: Community) -> None:
    """Whatever way discord.py has to answer, it must be seen: a new version may set something else."""
    await community.admin.slash(community.general, "doctor")  # deferred
    await community.asker.slash(community.general, "problem")  # a form

    seen = {name: sum(histogram.counts) for (_, name), histogram in community.app.tally.answers.items()}
    assert seen == {"doctor": 1, "problem": 1}
