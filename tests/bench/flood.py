"""Flood the bot with messages, in turns with an empty discord.py bot and with one that commits each message; print the ratios.

    python -m tests.bench.flood [ROUNDS] [EVENTS]

Every bot is a process of its own on a wire server of its own, and this process is the server: messages are made and compressed before
the clock starts, and leave in one write. The rows “frames split” and “frames decoded” show that the flood is faster than any bot, and
what the fastest Python bot could be.

A flood ends when the bot has *taken* the last message and when that is *stored*. Taken: behind the messages comes a command, and events
are handled in the order they come. A bot that handles them in tasks starts those in order too; so the empty bot and our on_message (which
don't wait for anything) are done with a message before the command, and the committing bot answers its command only when every handler
before it has returned. Stored: the messages counted in our database are all of them; for the committing bot both are the same. cpu is the
user and system time of the whole process until it does nothing any more, so work that is left for later is in it.

Ratios are medians over the rounds of figures taken in the same round.
"""

import asyncio
import math
import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.db import Database
from bot.operations import migrate
from tests.bench.crowd import AUTHORS
from tests.bench.flooding import Candidate, Flooded, Place, Waits, live
from tests.bench.points_alone import ALONE
from tests.bench.startup import EMPTY, OURS
from tests.wire.interactions import SECONDS_TO_ANSWER
from tests.wire.things import Guild

ROUNDS = 3
EVENTS = 15_000
WARM_UP_EVENTS = 2_000
BETWEEN_ROUNDS_SECONDS = 61  # of the crowd's time: every cool-down of a minute is over

MESSAGES_PER_SECOND = 1_000
ASKED_PER_SECOND = 20
ASKING_SECONDS = 6.0

FEW_MEMBERS, MANY_MEMBERS = 2_000, 500_000
AUTHORS_OF_MANY = 50_000
AT_ONCE = 5_000  # what waits to be written is not what members cost

POINTS = ("-m", "tests.bench.points_alone")
COMMIT = ("-m", "tests.bench.commit_bot")
OUR_MARKER = "questions open"
OUR_COMMANDS = ("rank", "questions open")


async def make_database(database: Path, guild: Guild) -> None:
    """Make the database before the bot starts: a first start imports what migrates it, and keeps that in memory."""
    made = Database(f"sqlite:///{database}")
    await migrate.migrate(made)
    await made.close()


async def every_message_awards(database: Path, guild: Guild) -> None:
    """Make the database, with a rule in it that gives points for each message however soon it follows the last."""
    await make_database(database, guild)
    award_every_message(database, guild_id=guild.id)


def award_every_message(database: Path, *, guild_id: int) -> None:
    """Have each message earn a point: no cool-down, no daily cap."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO point_rule (guild_id, kind, points, cooldown_seconds, daily_cap) VALUES (?, 'message', 1, 0, 0)",
            (guild_id,),
        )


def ours(name: str, *, arguments: Sequence[str] = OURS, all_award: bool = False, on_message: bool = False) -> Candidate:
    return Candidate(
        name=f"{name}, all award" if all_award else name,
        arguments=arguments,
        marker=OUR_MARKER if arguments == OURS else "rank",
        asked=OUR_COMMANDS,
        environment={"MESSAGE_ENTRY": "on_message"} if on_message else {},
        prepare=every_message_awards if all_award else make_database,
        share=1 if on_message else 2,
    )


EMPTY_BOT = Candidate(name="empty bot", arguments=EMPTY, marker="ping", asked=("ping",))
COMMIT_BOT = Candidate(name="commit per message", arguments=COMMIT, marker="settled", asked=("rank",), share=0.15)
RAW = ours("ours, raw")
RAW_EVERY = ours("ours, raw", all_award=True)
ON_MESSAGE = ours("ours, on_message", on_message=True)
ON_MESSAGE_EVERY = ours("ours, on_message", on_message=True, all_award=True)
POINTS_ALONE = ours("points alone, raw", arguments=POINTS)
POINTS_ALONE_EVERY = ours("points alone, raw", arguments=POINTS, all_award=True)
BOTS = (EMPTY_BOT, COMMIT_BOT, RAW, ON_MESSAGE, RAW_EVERY, ON_MESSAGE_EVERY)
IF_POINTS = (POINTS_ALONE, POINTS_ALONE_EVERY)
PERCENTS = (50, 90, 99)
ASKED = (EMPTY_BOT, RAW_EVERY, COMMIT_BOT)


def limits(events: int) -> Sequence[Candidate]:
    return (
        Candidate(name="frames split", arguments=("-m", "tests.bench.splitter", str(events))),
        Candidate(name="frames decoded", arguments=("-m", "tests.bench.splitter", str(events), "decode")),
    )


# Measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Resident megabytes."""

    idle: float
    flooded: float


@dataclass(slots=True)
class Figures:
    """By a candidate's name."""

    floods: dict[str, list[Flooded]] = field(default_factory=dict)
    waits: dict[str, list[Waits]] = field(default_factory=dict)
    ready_seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[tuple[str, int], Memory] = field(default_factory=dict)


async def measure_all(*, rounds: int, events: int) -> Figures:
    figures = Figures()
    async with AsyncExitStack() as living:
        started = [
            await living.enter_async_context(live(candidate, members=FEW_MEMBERS, authors=AUTHORS))
            for candidate in candidates(events)
        ]
        places = [place for place in started if not place.candidate.marker or place.knows(place.candidate.marker)]
        await flood_in_turns(places, figures, rounds=rounds, events=events)
        for place in places:
            if not place.candidate.marker:
                continue  # no bot
            figures.ready_seconds[place.candidate.name] = place.ready_seconds
            figures.memory[place.candidate.name, FEW_MEMBERS] = memory_of(place)
        asked = [place for place in places if place.candidate in ASKED]
        await ask_in_turns(asked, figures, rounds=rounds)
    for candidate in (EMPTY_BOT, RAW):
        await flood_by_many(candidate, figures)
    return figures


def candidates(events: int) -> Sequence[Candidate]:
    return (*limits(events), *BOTS, *(IF_POINTS if ALONE else ()))


async def flood_in_turns(places: Sequence[Place], figures: Figures, *, rounds: int, events: int) -> None:
    for place in places:
        place.crowd.back_to((rounds + 2) * (BETWEEN_ROUNDS_SECONDS + 2 * events / MESSAGES_PER_SECOND))
        if place.candidate.marker:
            await place.flood(WARM_UP_EVENTS)
        figures.floods[place.candidate.name] = []
    for _ in range(rounds):
        for place in places:
            place.crowd.pause(BETWEEN_ROUNDS_SECONDS)
            flooded = await place.flood(int(events * place.candidate.share))
            figures.floods[place.candidate.name].append(flooded)


async def ask_in_turns(places: Sequence[Place], figures: Figures, *, rounds: int) -> None:
    for number in range(rounds):
        for place in places:
            # The committing bot takes long to recover, and nobody needs its figure more than once.
            if place.candidate is COMMIT_BOT and number:
                continue
            waits = await place.ask_while_flooded(
                messages_per_second=MESSAGES_PER_SECOND, asked_per_second=ASKED_PER_SECOND, seconds=ASKING_SECONDS
            )
            figures.waits.setdefault(place.candidate.name, []).append(waits)


async def flood_by_many(candidate: Candidate, figures: Figures) -> None:
    """Let a tenth of a very large server write once each."""
    async with live(candidate, members=MANY_MEMBERS, authors=AUTHORS_OF_MANY) as place:
        place.crowd.back_to(AUTHORS_OF_MANY / MESSAGES_PER_SECOND)
        for _ in range(0, AUTHORS_OF_MANY, AT_ONCE):
            await place.flood(AT_ONCE)
        figures.memory[candidate.name, MANY_MEMBERS] = memory_of(place)


def memory_of(place: Place) -> Memory:
    return Memory(idle=place.idle_megabytes, flooded=place.bot.resident_megabytes())


# Printing ---------------------------------------------------------------------------------------------------------


Figure = Callable[[Flooded], float]
FIGURES: Mapping[str, Figure] = {
    "taken/s": lambda flooded: flooded.per_second,
    "stored/s": lambda flooded: flooded.stored_per_second,
    "cpu s/100,000": lambda flooded: flooded.cpu_of_100_000,
}


def report(figures: Figures) -> None:
    report_floods(figures.floods)
    report_waits(figures.waits)
    report_memory(figures.memory)
    report_ready(figures.ready_seconds)
    report_goals(figures)


def report_floods(floods: Mapping[str, Sequence[Flooded]]) -> None:
    print(f"Flooded with messages ({len(floods[EMPTY_BOT.name])} rounds):")
    print(f"{'':<30}" + "".join(f"{name:>14}{'× empty':>9}" for name in FIGURES))
    for name, taken in floods.items():
        cells = [
            f"{statistics.median(map(figure, taken)):>14,.{1 if column.startswith('cpu') else 0}f}"
            f"{ratio(floods, name, EMPTY_BOT.name, figure):>9.2f}"
            for column, figure in FIGURES.items()
        ]
        print(f"{name:<30}" + "".join(cells))
    print()


def ratio(floods: Mapping[str, Sequence[Flooded]], name: str, base: str, figure: Figure) -> float:
    pairs = zip(floods[name], floods[base], strict=True)
    return statistics.median(figure(one) / figure(other) for one, other in pairs)


def report_waits(waits: Mapping[str, Sequence[Waits]]) -> None:
    print(
        f"Milliseconds people wait while {MESSAGES_PER_SECOND:,} messages a second arrive, {ASKED_PER_SECOND} asked a second:"
    )
    print(f"{'':<30}{'first sign':>27}{'answer':>27}{'too late':>10}{'cores':>7}")
    print(f"{'':<30}" + "".join(f"{'p' + str(percent):>9}" for percent in PERCENTS) * 2)
    for name, taken in waits.items():
        acks, replies = [wait.ack for wait in taken], [wait.reply for wait in taken]
        late = sum(ack > SECONDS_TO_ANSWER * 1000 for round_acks in acks for ack in round_acks)
        cores = statistics.median(wait.cores for wait in taken)
        cells = [
            statistics.median(percentile(times, p) for times in rounds) for rounds in (acks, replies) for p in PERCENTS
        ]
        print(f"{name:<30}" + "".join(f"{cell:>9.1f}" for cell in cells) + f"{late:>10}{cores:>7.2f}")
    print()


def report_memory(memory: Mapping[tuple[str, int], Memory]) -> None:
    print(f"{'Megabytes':<30}{'idle':>9}{'flooded':>9}{'over the empty bot’s':>25}")
    for (name, members), taken in memory.items():
        if base := memory.get((EMPTY_BOT.name, members)):
            more = f"{taken.idle - base.idle:>+16.0f}{taken.flooded - base.flooded:>+9.0f}"
            print(f"{f'{name}, {members:,}':<30}{taken.idle:>9.0f}{taken.flooded:>9.0f}{more}")
    print()


def report_ready(seconds: Mapping[str, float]) -> None:
    print("Seconds from the last GUILD_CREATE to being ready:")
    for name, taken in seconds.items():
        print(f"{name:<30}{taken:>9.3f}")
    print()


def report_goals(figures: Figures) -> None:
    floods = figures.floods

    def of_empty(name: str, column: str) -> float:
        return ratio(floods, name, EMPTY_BOT.name, FIGURES[column])

    print(f"{'Goals':<66}{'goal':>8}{'now':>8}")
    for name, rate, cpu in ((RAW.name, 2.0, 0.5), (ON_MESSAGE.name, 0.9, 1.15)):
        for variant in (name, f"{name}, all award"):
            print_goal(f"{variant}: messages a second, × empty", f"≥ {rate}", of_empty(variant, "taken/s"))
            print_goal(f"{variant}: cpu, × empty", f"≤ {cpu}", of_empty(variant, "cpu s/100,000"))
    for alone, whole in ((POINTS_ALONE, RAW), (POINTS_ALONE_EVERY, RAW_EVERY)):
        if alone.name in floods:
            taken = ratio(floods, whole.name, alone.name, FIGURES["cpu s/100,000"])
            print_goal(f"{whole.name}: cpu, × points alone", "≤ 1.3", taken)
    for percent in PERCENTS:
        print_goal(f"wait for the first sign, p{percent}, × empty", "≤ 1.25", ratio_of_waits(figures, percent))
    over = figures.memory[RAW.name, MANY_MEMBERS].flooded - figures.memory[EMPTY_BOT.name, MANY_MEMBERS].flooded
    print_goal(f"megabytes over the empty bot’s, flooded, {MANY_MEMBERS:,} members", "≤ 30", over)
    print_goal("seconds from the last GUILD_CREATE to ready", "≤ 0.5", figures.ready_seconds[RAW.name])


def ratio_of_waits(figures: Figures, percent: int) -> float:
    pairs = zip(figures.waits[RAW_EVERY.name], figures.waits[EMPTY_BOT.name], strict=True)
    return statistics.median(percentile(one.ack, percent) / percentile(other.ack, percent) for one, other in pairs)


def print_goal(what: str, goal: str, now: float) -> None:
    print(f"{what:<66}{goal:>8}{now:>8.2f}")


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the nearest value: some may be infinite."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def main() -> None:
    rounds, events, *_ = [int(value) for value in sys.argv[1:]] + [ROUNDS, EVENTS][len(sys.argv) - 1 :]
    began, others = time.perf_counter(), cpu_seconds_of_others()
    report(asyncio.run(measure_all(rounds=rounds, events=events)))
    cores = (cpu_seconds_of_others() - others) / (time.perf_counter() - began)
    print(
        f"Meanwhile other programs kept {cores:.1f} of {os.cpu_count()} cores busy: with more than 0.1, only cpu tells much."
    )


def cpu_seconds_of_others() -> float:
    """Return the processor time everything took that is neither this process nor a bot that has ended."""
    user, nice, system, _, _, irq, softirq, *_ = Path("/proc/stat").read_text().split()[1:]
    busy = sum(map(int, (user, nice, system, irq, softirq))) / os.sysconf("SC_CLK_TCK")
    own = os.times()
    return busy - (own.user + own.system + own.children_user + own.children_system)


if __name__ == "__main__":
    main()
