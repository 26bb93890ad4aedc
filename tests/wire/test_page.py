"""`/healthz` and `/metrics` of the real process: before it is ready, while it runs, and when it is stopped."""

import asyncio
import re
import socket
from typing import Any

import aiohttp

from tests.wire.conftest import StartBot
from tests.wire.server import Wire


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def ask(port: int, path: str = "/healthz") -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await (answer.json() if path == "/healthz" else answer.text())


async def test_a_bot_that_waits_for_discord_says_so_and_then_that_it_is_well(wire: Wire, start_bot: StartBot) -> None:
    wire.world.add_guild()
    gate = wire.faults.hold("GET", "/gateway/bot")
    port = free_port()
    bot = await start_bot(METRICS_PORT=str(port))
    await bot.says("are served on 127.0.0.1")
    await wire.changes.until(lambda: gate.waiting, "the bot asking for the gateway")
    code, said = await ask(port)
    assert (code, said["ready"], said["database"]["answers"]) == (503, False, True)

    wire.faults.clear()
    await bot.ready()
    code, said = await ask(port)
    assert (code, said["wrong"], said["guilds"]) == (200, [], 1)
    _, text = await ask(port, "/metrics")
    assert "engawa_well 1.0" in text and "process_resident_memory_bytes" in text
    assert wire.token not in text


async def test_what_members_do_is_counted_once_it_is_written(wire: Wire, start_bot: StartBot) -> None:
    guild = wire.world.add_guild()
    anna, general = wire.world.add_member(guild, "Anna"), wire.world.add_channel(guild, "general")
    port = free_port()
    await (await start_bot(METRICS_PORT=str(port))).ready()

    for number in range(5):
        wire.people.post_message(anna, general, f"hello {number}")
    form = wire.people.slash(anna, general, "problem")
    await form.modal()

    async with asyncio.timeout(10):
        while 'engawa_messages_total{source="live"} 5.0' not in (text := (await ask(port, "/metrics"))[1]):  # noqa: ASYNC110
            await asyncio.sleep(0.2)  # a look a second is all it takes
    assert 'engawa_interactions_total{kind="command",name="problem",outcome="ok"} 1.0' in text
    waited = re.search(r'acknowledged_seconds_sum\{kind="command",name="problem"\} ([\d.e-]+)', text)
    assert waited is not None and 0 < float(waited[1]) < 3
    assert "Anna" not in text and str(guild.id) not in text


async def test_a_port_that_is_taken_does_not_keep_the_bot_from_running(wire: Wire, start_bot: StartBot) -> None:
    wire.world.add_guild()
    with socket.create_server(("127.0.0.1", 0)) as other:
        bot = await (await start_bot(METRICS_PORT=str(other.getsockname()[1]))).ready()
        said = await bot.says("METRICS_PORT")

    assert "ERROR" in said and "Traceback" not in bot.output
    bot.terminate()
    assert await bot.ended(within_seconds=10) == 0


async def test_who_hangs_on_the_line_does_not_delay_the_end(wire: Wire, start_bot: StartBot) -> None:
    wire.world.add_guild()
    port = free_port()
    bot = await (await start_bot(METRICS_PORT=str(port))).ready()
    hanging = [await asyncio.open_connection("127.0.0.1", port) for _ in range(5)]
    hanging[0][1].write(b"GET /metrics HTTP/1.1\r\nHost: x\r\n")
    await hanging[0][1].drain()

    bot.terminate()

    assert await bot.ended(within_seconds=10) == 0
    assert "Traceback" not in bot.output
    for _, writer in hanging:
        writer.close()


async def test_without_a_port_nothing_listens(wire: Wire, start_bot: StartBot) -> None:
    wire.world.add_guild()
    bot = await (await start_bot()).ready()

    assert "are served" not in bot.output
