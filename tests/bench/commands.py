"""Print the milliseconds in which a slash command is answered, idle and while 1,000 messages a second arrive, beside an empty bot.

    python -m tests.bench.commands [COMMANDS] [MESSAGES_PER_SECOND]

The wire server takes the time from sending the interaction to the arrival of the bot's first answer (ack) and of the message the person
reads (reply), so the loopback and discord.py are in it; the empty discord.py bot of the same run shows how much of it they are.
cpu is the processor time of the bot's process a command (idle), cpu/msg that of one message of the flood, both in milliseconds: the
figures that another program on the machine disturbs least.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.startup import EMPTY, OURS
from tests.wire.community import Community, add_community, card_in, choose_forum
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.things import JSON, Channel, Member

COMMANDS = 300
MESSAGES_PER_SECOND = 1000
WARM_UP = 20
QUESTIONS = 25
# Far enough apart that a command finds the bot at its messages, and not at the command before.
PAUSE_SECONDS = 0.02
BURSTS_PER_SECOND = 100
FLOOD_ALONE_SECONDS = 3.0
# A busy machine makes figures bad, not missing.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    name: str
    arguments: Sequence[str]
    command: str
    options: JSON = field(default_factory=dict)


CANDIDATES = (
    Candidate(name="empty bot /ping", arguments=EMPTY, command="ping"),
    Candidate(name="/questions open", arguments=OURS, command="questions open"),
    Candidate(name="/questions search", arguments=OURS, command="questions search", options={"words": "grinder"}),
)


@dataclass(slots=True)
class Times:
    ack: list[float] = field(default_factory=list)
    reply: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    idle: Times = field(default_factory=Times)
    loaded: Times = field(default_factory=Times)
    cpu: float = 0.0
    cpu_a_message: float = 0.0
    arrived_per_second: float = 0.0


class Bench:
    """One bot on a wire server of its own, in a community with a forum of questions."""

    def __init__(self, wire: Wire, bot: BotProcess, member: Member, channel: Channel) -> None:
        self.wire = wire
        self.bot = bot
        self.member = member
        self.channel = channel

    async def run(self, candidate: Candidate, *, commands: int, per_second: int) -> Result:
        result = Result()
        await self._ask(candidate, commands=WARM_UP)
        before = cpu_seconds(self.bot.pid)
        result.idle = await self._ask(candidate, commands=commands)
        result.cpu = (cpu_seconds(self.bot.pid) - before) / commands * 1000
        async with flooding(self.wire, self.member, self.channel, per_second=per_second) as flood:
            result.cpu_a_message = await self._cpu_a_message(flood)
            result.loaded = await self._ask(candidate, commands=commands)
            result.arrived_per_second = flood.per_second()
        return result

    async def _cpu_a_message(self, flood: "Flood") -> float:
        before, sent = cpu_seconds(self.bot.pid), flood.sent
        await asyncio.sleep(FLOOD_ALONE_SECONDS)
        return (cpu_seconds(self.bot.pid) - before) / (flood.sent - sent) * 1000

    async def _ask(self, candidate: Candidate, *, commands: int) -> Times:
        times = Times()
        for _ in range(commands):
            asked = self.wire.people.slash(self.member, self.channel, candidate.command, **candidate.options)
            await asked.reply(within_seconds=PATIENCE_SECONDS)
            times.ack.append(asked.milliseconds)
            times.reply.append((time.perf_counter() - asked.sent_at) * 1000)
            await asyncio.sleep(PAUSE_SECONDS)
        return times


class Flood:
    """Messages at a steady rate, sent without being stored: the server must not become what is measured."""

    def __init__(self, wire: Wire, member: Member, channel: Channel, *, per_second: int) -> None:
        self._wire = wire
        self._per_second = per_second
        self.sent = 0
        self._started_at = time.perf_counter()
        sample = wire.people.post_message(member, channel, "A sentence as people write them, neither long nor short.")
        self._payload: dict[str, Any] = wire.world.event_json(sample)

    async def pour(self) -> None:
        self._started_at = time.perf_counter()
        while True:
            due = int((time.perf_counter() - self._started_at) * self._per_second)
            for _ in range(due - self.sent):
                self._wire.gateway.dispatch("MESSAGE_CREATE", self._payload | {"id": str(self._wire.world.ids())})
            self.sent = due
            await asyncio.sleep(1 / BURSTS_PER_SECOND)

    def per_second(self) -> float:
        return self.sent / (time.perf_counter() - self._started_at)


@asynccontextmanager
async def flooding(wire: Wire, member: Member, channel: Channel, *, per_second: int) -> AsyncIterator[Flood]:
    flood = Flood(wire, member, channel, per_second=per_second)
    task = asyncio.create_task(flood.pour())
    try:
        yield flood
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(candidate: Candidate, *, commands: int, per_second: int) -> Result:
    async with Wire() as wire:
        community = add_community(wire)
        with tempfile.TemporaryDirectory() as folder:
            async with await BotProcess.start(wire, Path(folder), arguments=candidate.arguments) as bot:
                await bot.ready()
                if candidate.arguments == OURS:
                    await fill(wire, community)
                bench = Bench(wire, bot, community.anna, community.general)
                return await bench.run(candidate, commands=commands, per_second=per_second)


async def fill(wire: Wire, community: Community) -> None:
    await choose_forum(wire, community)
    for number in range(QUESTIONS):
        post = wire.people.create_forum_post(
            community.ben, community.forum, f"How fine do I set grinder {number}?", "It chokes the machine."
        )
        await card_in(wire, post)


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def report(results: dict[str, Result]) -> None:
    print(
        f"{'ms':<20}{'idle ack':>16}{'idle reply':>16}{'loaded ack':>16}{'loaded reply':>16}{'cpu':>7}{'cpu/msg':>9}{'msgs/s':>8}"
    )
    print(f"{'':<20}" + f"{'p50':>8}{'p99':>8}" * 4)
    for name, result in results.items():
        columns = (result.idle.ack, result.idle.reply, result.loaded.ack, result.loaded.reply)
        cells = "".join(f"{percentile(times, 50):>8.2f}{percentile(times, 99):>8.2f}" for times in columns)
        print(f"{name:<20}{cells}{result.cpu:>7.2f}{result.cpu_a_message:>9.3f}{result.arrived_per_second:>8.0f}")
    report_ratios(results)


def report_ratios(results: dict[str, Result]) -> None:
    (_, base), *ours = results.items()
    for name, result in ours:
        ratios = [
            percentile(theirs, percent) / percentile(empty, percent)
            for theirs, empty in ((result.idle.reply, base.idle.reply), (result.loaded.reply, base.loaded.reply))
            for percent in (50, 99)
        ]
        print(
            "{}: {:.2f} × the empty bot's p50 and {:.2f} × its p99 idle, {:.2f} × and {:.2f} × under load".format(
                name, *ratios
            )
        )


async def measure_all(*, commands: int, per_second: int) -> dict[str, Result]:
    return {
        candidate.name: await measure(candidate, commands=commands, per_second=per_second) for candidate in CANDIDATES
    }


def main() -> None:
    commands, per_second, *_ = [int(value) for value in sys.argv[1:]] + [COMMANDS, MESSAGES_PER_SECOND][
        len(sys.argv) - 1 :
    ]
    report(asyncio.run(measure_all(commands=commands, per_second=per_second)))


if __name__ == "__main__":
    main()
