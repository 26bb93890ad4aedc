"""Print the bot's own milliseconds for a slash command, without a network: idle, and while 1,000 messages a second arrive.

    python -m tests.bench.in_process [ROUNDS] [MESSAGES_PER_SECOND]

The clock starts when an interaction's payload is handed to discord.py's parser; ack is when the first answer leaves the bot, reply when
the one the person reads does. cpu is the processor time a command takes, all threads, Discord's part left out; the last line has that of
a message outside of questions.
The empty discord.py bot lives in the same process and is asked in turns with ours, so that ratios compare the same moments.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.actor import Actor
from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.operations import migrate
from bot.questions.model import Post, QuestionSettings, Tag, Written
from tests.bench.commands import MESSAGES_PER_SECOND, PATIENCE_SECONDS, PAUSE_SECONDS, Times, flooding, percentile
from tests.bench.empty_bot import EmptyBot
from tests.bench.memory import Memory
from tests.wire.interactions import AUTOCOMPLETE, Interaction
from tests.wire.things import FORUM, Channel, Member

ROUNDS = 8
COMMANDS_A_ROUND = 30
WARM_UP = 10
FLOOD_ALONE_SECONDS = 2.0

QUESTIONS = 60
CHANNELS = 40
ROLES = 20
ROLES_OF_A_MEMBER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A bot in a server of believable size, and who asks it."""

    memory: Memory
    member: Member
    general: Channel
    forum: Channel


Act = Callable[[Place], Interaction]


def slash(command: str, **options: object) -> Act:
    return lambda place: place.memory.people.slash(place.member, place.general, command, **options)


def typing(title: str) -> Act:
    def act(place: Place) -> Interaction:
        return place.memory.people.autocomplete(place.member, place.general, "ask", focused="title", typed=title)

    return act


ACTS: Mapping[str, Act] = {
    "/questions open": slash("questions open"),
    "/questions search": slash("questions search", words="grinder chokes"),
    "/ask, typing": typing("how fine do I set the gri"),
    "/faq show": slash("faq show", name="descaling"),
}


# The two bots -----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def our_place(folder: Path) -> AsyncIterator[Place]:
    config = Config(_env_file=None, database_url=f"sqlite:///{folder / 'engawa.db'}", backup_dir=folder)
    app = App(config)
    await migrate.migrate(app.database)
    bot = Bot(app)
    try:
        async with bot:
            place = furnish(Memory(bot))
            await place.memory.connect()
            await fill(app, place)
            yield place
    finally:
        await app.close()


@asynccontextmanager
async def empty_place() -> AsyncIterator[Place]:
    async with EmptyBot() as bot:
        place = furnish(Memory(bot))
        await place.memory.connect()
        yield place


def furnish(memory: Memory) -> Place:
    world = memory.world
    guild = world.add_guild(announce=False)
    world.emit = lambda event, data: None  # nobody is connected yet
    roles = [world.add_role(guild, f"Role {number}") for number in range(ROLES)]
    for number in range(CHANNELS):
        world.add_channel(guild, f"channel-{number}")
    general = world.add_channel(guild, "general")
    forum = world.add_channel(guild, "questions", type=FORUM, tags=["Grinder", "Machine"])
    member = world.add_member(guild, "Anna", roles=roles[:ROLES_OF_A_MEMBER])
    world.emit = memory.gateway.dispatch
    return Place(memory=memory, member=member, general=general, forum=forum)


async def fill(app: App, place: Place) -> None:
    """Give the server questions, every second one solved, and an entry of the FAQ."""
    guild, ids = place.member.guild, place.memory.world.ids
    admin = Actor(id=guild.owner_id, guild_id=guild.id, manages_server=True)
    await app.settings.change(guild.id, QuestionSettings, {"forum_channel_id": place.forum.id}, by=admin.id)
    tag = Tag(id=place.forum.tag("Grinder"), name="Grinder")
    solved = []
    for number in range(QUESTIONS):
        thread_id = ids()
        adopted = await app.questions.asking.adopt(
            Post(channel_id=place.forum.id, thread_id=thread_id, starter_message_id=thread_id, tags=(tag,)),
            guild_id=guild.id,
            author_id=place.member.id,
            title=f"How fine do I set grinder {number} for machine {number % 7}?",
            body="It chokes the machine, and coarser than that it runs like water.",
            asked_at=datetime.now(UTC),
        )
        if number % 2:
            answer = Written(
                message_id=ids(),
                channel_id=thread_id,
                author_id=ids(),
                author_role_ids=frozenset(),
                author_is_bot=False,
                text="Two steps finer, and less coffee: fourteen grams are plenty.",
                written_at=datetime.now(UTC),
            )
            await app.questions.solving.accept(by=admin, question_id=adopted.question.id, answer=answer)
            solved.append(adopted.question.id)
    await app.questions.faq.promote(by=admin, question_id=solved[0], name="descaling")


# Measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    name: str
    place: Place
    act: Act


@dataclass(slots=True)
class Result:
    """Milliseconds: one of each a command, of `cpu` one a round."""

    idle: Times = field(default_factory=Times)
    loaded: Times = field(default_factory=Times)
    cpu: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Figures:
    commands: dict[str, Result]
    messages_empty: list[float] = field(default_factory=list)
    messages_ours: list[float] = field(default_factory=list)


async def measure(candidate: Candidate, result: Result, *, per_second: int) -> None:
    """Do one round."""
    place = candidate.place
    before = cpu_seconds(place)
    await ask(candidate, result.idle)
    result.cpu.append((cpu_seconds(place) - before) / COMMANDS_A_ROUND * 1000)
    async with flooding(place.memory, place.member, place.general, per_second=per_second):
        await ask(candidate, result.loaded)


async def cpu_a_message(place: Place, *, per_second: int) -> float:
    """Return the milliseconds a message takes while nobody asks anything."""
    async with flooding(place.memory, place.member, place.general, per_second=per_second) as flood:
        before, sent = cpu_seconds(place), flood.sent
        await asyncio.sleep(FLOOD_ALONE_SECONDS)
        return (cpu_seconds(place) - before) / (flood.sent - sent) * 1000


def cpu_seconds(place: Place) -> float:
    return time.process_time() - place.memory.session.cpu_seconds


async def ask(candidate: Candidate, times: Times, *, commands: int = COMMANDS_A_ROUND) -> None:
    for _ in range(commands):
        asked = candidate.act(candidate.place)
        await answered(asked)
        handed_over, *left = candidate.place.memory.journal.pop(asked.token)
        times.ack.append((left[0] - handed_over) * 1000)
        times.reply.append((left[-1] - handed_over) * 1000)
        # Uneven, as messages come in even bursts: in step with them, all commands would meet the same moment.
        await asyncio.sleep(PAUSE_SECONDS * random.uniform(0.5, 1.5))


async def answered(asked: Interaction) -> None:
    if asked.kind == AUTOCOMPLETE:
        assert await asked.choices(), "nothing was suggested: that would be measured"
    else:
        await asked.reply(within_seconds=PATIENCE_SECONDS)


async def measure_all(*, rounds: int, per_second: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        async with empty_place() as empty, our_place(Path(folder)) as ours:
            candidates = [Candidate(name="empty bot /ping", place=empty, act=slash("ping"))]
            candidates += [Candidate(name=name, place=ours, act=act) for name, act in ACTS.items()]
            for candidate in candidates:
                await ask(candidate, Times(), commands=WARM_UP)
            figures = Figures({candidate.name: Result() for candidate in candidates})
            for _ in range(rounds):
                for candidate in candidates:
                    await measure(candidate, figures.commands[candidate.name], per_second=per_second)
                figures.messages_empty.append(await cpu_a_message(empty, per_second=per_second))
                figures.messages_ours.append(await cpu_a_message(ours, per_second=per_second))
            return figures


# Printing ---------------------------------------------------------------------------------------------------------


def report(figures: Figures) -> None:
    base = next(iter(figures.commands.values()))
    print("In process, milliseconds:")
    print(f"{'':<20}{'idle ack':>16}{'idle reply':>16}{'loaded ack':>16}{'loaded reply':>16}{'cpu':>7}")
    print(f"{'':<20}" + f"{'p50':>8}{'p99':>8}" * 4)
    for name, result in figures.commands.items():
        print_row(name, *percentiles(result), statistics.median(result.cpu))
    print("times the empty bot's:")
    for name, result in list(figures.commands.items())[1:]:
        ratios = [ours / empty for ours, empty in zip(percentiles(result), percentiles(base), strict=True)]
        print_row(name, *ratios, of_same_rounds(result.cpu, base.cpu))
    ours, empty = figures.messages_ours, figures.messages_empty
    print(
        f"cpu of a message outside of questions: {statistics.median(ours):.3f} ms, the empty bot's"
        f" {statistics.median(empty):.3f}; {of_same_rounds(ours, empty):.2f} × it"
    )


def percentiles(result: Result) -> list[float]:
    columns = (result.idle.ack, result.idle.reply, result.loaded.ack, result.loaded.reply)
    return [percentile(times, percent) for times in columns for percent in (50, 99)]


def print_row(name: str, *values: float) -> None:
    *times, cpu = values
    print(f"{name:<20}" + "".join(f"{value:>8.2f}" for value in times) + f"{cpu:>7.2f}")


def of_same_rounds(ours: list[float], empty: list[float]) -> float:
    """Return the median ratio of two figures that were taken in turns."""
    return statistics.median(one / other for one, other in zip(ours, empty, strict=True))


def main() -> None:
    rounds, per_second, *_ = [int(value) for value in sys.argv[1:]] + [ROUNDS, MESSAGES_PER_SECOND][len(sys.argv) - 1 :]
    report(asyncio.run(measure_all(rounds=rounds, per_second=per_second)))


if __name__ == "__main__":
    main()
