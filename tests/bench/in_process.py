"""Print the bot's own milliseconds for a slash command, without a network: idle, and while 1,000 messages a second arrive.

    python -m tests.bench.in_process [ROUNDS] [MESSAGES_PER_SECOND]

The clock starts when an interaction's payload is handed to discord.py's parser; ack is when the first answer leaves the bot, reply when
the one the person reads does. cpu is the processor time a command takes, all threads, Discord's part left out; cpu/msg that of a message.
The empty discord.py bot lives in the same process and is asked in turns with ours, so that ratios compare the same moments.
"""

import asyncio
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
from tests.wire.state import FORUM, Channel, Member

ROUNDS = 8
COMMANDS_A_ROUND = 30
WARM_UP = 10
FLOOD_ALONE_SECONDS = 1.0

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
    cpu_a_message: list[float] = field(default_factory=list)


async def measure(candidate: Candidate, result: Result, *, per_second: int) -> None:
    """Do one round."""
    place = candidate.place
    before = cpu_seconds(place)
    await ask(candidate, result.idle)
    result.cpu.append((cpu_seconds(place) - before) / COMMANDS_A_ROUND * 1000)
    async with flooding(place.memory, place.member, place.general, per_second=per_second) as flood:
        before, sent = cpu_seconds(place), flood.sent
        await asyncio.sleep(FLOOD_ALONE_SECONDS)
        result.cpu_a_message.append((cpu_seconds(place) - before) / (flood.sent - sent) * 1000)
        await ask(candidate, result.loaded)


def cpu_seconds(place: Place) -> float:
    return time.process_time() - place.memory.session.cpu_seconds


async def ask(candidate: Candidate, times: Times, *, commands: int = COMMANDS_A_ROUND) -> None:
    for _ in range(commands):
        asked = candidate.act(candidate.place)
        await answered(asked)
        handed_over, *left = candidate.place.memory.journal.pop(asked.token)
        times.ack.append((left[0] - handed_over) * 1000)
        times.reply.append((left[-1] - handed_over) * 1000)
        await asyncio.sleep(PAUSE_SECONDS)


async def answered(asked: Interaction) -> None:
    if asked.kind == AUTOCOMPLETE:
        assert await asked.choices(), "nothing was suggested: that would be measured"
    else:
        await asked.reply(within_seconds=PATIENCE_SECONDS)


async def measure_all(*, rounds: int, per_second: int) -> dict[str, Result]:
    with tempfile.TemporaryDirectory() as folder:
        async with empty_place() as empty, our_place(Path(folder)) as ours:
            candidates = [Candidate(name="empty bot /ping", place=empty, act=slash("ping"))]
            candidates += [Candidate(name=name, place=ours, act=act) for name, act in ACTS.items()]
            for candidate in candidates:
                await ask(candidate, Times(), commands=WARM_UP)
            results = {candidate.name: Result() for candidate in candidates}
            for _ in range(rounds):
                for candidate in candidates:
                    await measure(candidate, results[candidate.name], per_second=per_second)
            return results


# Printing ---------------------------------------------------------------------------------------------------------


def report(results: dict[str, Result]) -> None:
    print("In process, milliseconds:")
    print(f"{'':<20}{'idle ack':>16}{'idle reply':>16}{'loaded ack':>16}{'loaded reply':>16}{'cpu':>7}{'cpu/msg':>9}")
    print(f"{'':<20}" + f"{'p50':>8}{'p99':>8}" * 4)
    for name, result in results.items():
        columns = (result.idle.ack, result.idle.reply, result.loaded.ack, result.loaded.reply)
        cells = "".join(f"{percentile(times, 50):>8.2f}{percentile(times, 99):>8.2f}" for times in columns)
        print(f"{name:<20}{cells}{statistics.median(result.cpu):>7.2f}{statistics.median(result.cpu_a_message):>9.3f}")
    print("times the empty bot's:")
    base = next(iter(results.values()))
    for name, result in list(results.items())[1:]:
        pairs = [(result.idle.ack, base.idle.ack), (result.idle.reply, base.idle.reply)]
        pairs += [(result.loaded.ack, base.loaded.ack), (result.loaded.reply, base.loaded.reply)]
        cells = "".join(
            f"{percentile(theirs, percent) / percentile(empty, percent):>8.2f}"
            for theirs, empty in pairs
            for percent in (50, 99)
        )
        print(
            f"{name:<20}{cells}{of_same_rounds(result.cpu, base.cpu):>7.2f}{of_same_rounds(result.cpu_a_message, base.cpu_a_message):>9.2f}"
        )


def of_same_rounds(ours: list[float], empty: list[float]) -> float:
    """Return the median ratio of two figures that were taken in turns."""
    return statistics.median(one / other for one, other in zip(ours, empty, strict=True))


def main() -> None:
    rounds, per_second, *_ = [int(value) for value in sys.argv[1:]] + [ROUNDS, MESSAGES_PER_SECOND][len(sys.argv) - 1 :]
    report(asyncio.run(measure_all(rounds=rounds, per_second=per_second)))


if __name__ == "__main__":
    main()
