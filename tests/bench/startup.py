"""Print the time from starting the process to being ready, and its memory then, beside an empty discord.py bot.

    python -m tests.bench.startup [RUNS]

Both talk to the wire server on this machine, in turns, each run in a fresh folder; ours also once more on the database it made (the
usual start: nothing to migrate, no commands to send). Figures are medians; the goal is 30 MB over the empty bot at most.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.wire.process import BotProcess
from tests.wire.server import Wire

OURS = ("-m", "bot", "run")
EMPTY = ("-m", "tests.bench.empty_bot")
RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    seconds: float
    megabytes: float


async def start_once(wire: Wire, folder: Path, arguments: Sequence[str]) -> Start:
    async with await BotProcess.start(wire, folder, arguments=arguments) as bot:
        await bot.ready()
        taken = Start(seconds=time.perf_counter() - bot.started_at, megabytes=bot.resident_megabytes())
        bot.terminate()
        await bot.ended()
    return taken


async def measure(runs: int) -> dict[str, list[Start]]:
    taken: dict[str, list[Start]] = {"empty bot": [], "first start": [], "next start": []}
    for _ in range(runs):
        async with Wire() as wire:
            wire.world.add_guild()
            with tempfile.TemporaryDirectory() as folder:
                taken["empty bot"].append(await start_once(wire, Path(folder), EMPTY))
                taken["first start"].append(await start_once(wire, Path(folder), OURS))
                taken["next start"].append(await start_once(wire, Path(folder), OURS))
    return taken


def report(taken: dict[str, list[Start]]) -> None:
    seconds = {name: statistics.median(start.seconds for start in starts) for name, starts in taken.items()}
    megabytes = {name: statistics.median(start.megabytes for start in starts) for name, starts in taken.items()}
    print(f"{'start to ready':<16}{'seconds':>9}{'ratio':>8}{'memory':>10}{'ratio':>8}{'over empty':>13}")
    for name in taken:
        print(
            f"{name:<16}{seconds[name]:>9.2f}{seconds[name] / seconds['empty bot']:>8.2f}"
            f"{megabytes[name]:>7.0f} MB{megabytes[name] / megabytes['empty bot']:>8.2f}"
            f"{megabytes[name] - megabytes['empty bot']:>+10.1f} MB"
        )


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    report(asyncio.run(measure(runs)))


if __name__ == "__main__":
    main()
