"""Print how many answers to one event are taken a second, and how many edits of its announcement they make.

    python -m tests.bench.rsvp [CLICKS] [PLACES] [ROUNDS]

All clicks come at once, each in a transaction of its own on a database file of its own, as in the bot. The baseline of the first line is
taken in the same run, in turns: as many bare inserts of a row with an answer, each committed, which is as fast as the disk and the driver let
anybody be who keeps what was clicked. For the second line the clicks come within five seconds, and the timers run as in a running bot; its
baseline is the edit a click of bots that draw the card anew each time. Afterwards places, order and what everybody was told are compared.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import insert

from bot.actor import Actor
from bot.app import App
from bot.config import Config
from bot.db import Database
from bot.events.model import Answer
from bot.events.rsvp_model import Answered, Wish
from bot.events.tables import event_rsvp
from bot.operations import migrate
from cogs.events.posting import SOON_EVERY
from tests.events.answering import announced, text_of
from tests.events.gathering import GUILD, published
from tests.support.clock import MovableClock
from tests.support.community import Community, open_community

CLICKS, PLACES, ROUNDS = 500, 50, 5
CLICKED_WITHIN = timedelta(seconds=5)
TICK = timedelta(seconds=0.25)


async def answers_a_second(folder: Path, *, clicks: int, places: int, rounds: int) -> tuple[float, float]:
    """Return answers and bare inserts a second, the medians of all rounds."""
    answered, inserted = [], []
    async with _app(folder) as app:
        for _ in range(rounds):
            answered.append(clicks / await _answer(app, clicks=clicks, places=places))
            inserted.append(clicks / await _insert(app, clicks=clicks))
    return statistics.median(answered), statistics.median(inserted)


async def _answer(app: App, *, clicks: int, places: int) -> float:
    _, occurrence = await published(app, app.clock, capacity=places)
    answering = app.events.answering
    began = time.perf_counter()
    told = await asyncio.gather(
        *(
            answering.answer(by=Actor(id=1_000 + number, guild_id=GUILD), occurrence_id=occurrence.id, wish=Wish.GOING)
            for number in range(clicks)
        )
    )
    seconds = time.perf_counter() - began
    check(told, clicks=clicks, places=places)
    return seconds


def check(told: Sequence[Answered], *, clicks: int, places: int) -> None:
    """Raise AssertionError unless everybody was told another place, and no place was given twice."""
    for answer, count in ((Answer.GOING, min(places, clicks)), (Answer.WAITING, max(0, clicks - places))):
        positions = sorted(one.position or 0 for one in told if one.answer is answer)
        assert positions == list(range(1, count + 1)), f"{answer}: {len(positions)} of {count}"


async def _insert(app: App, *, clicks: int) -> float:
    _, occurrence = await published(app, app.clock)
    now = app.clock()

    async def add(number: int) -> None:
        async with app.database.write() as connection:
            await connection.execute(
                insert(event_rsvp).values(
                    guild_id=GUILD,
                    occurrence_id=occurrence.id,
                    member_id=1_000 + number,
                    answer=Answer.GOING.value,
                    place=number,
                    answered_at=now,
                    changed_at=now,
                )
            )

    began = time.perf_counter()
    await asyncio.gather(*(add(number) for number in range(clicks)))
    return time.perf_counter() - began


async def edits(folder: Path, *, clicks: int, places: int) -> tuple[int, timedelta]:
    """Return how often the announcement was edited, and how long after the last click it showed everything."""
    async with open_community(await _config(folder)) as community:
        with community.env.time_context():
            event = await announced(community, capacity=places)
            before = len(community.env.http_requests)
            ticks = int(CLICKED_WITHIN / TICK)
            timer, waited = timedelta(), timedelta()
            for tick in range(ticks):
                people = range(clicks * tick // ticks, clicks * (tick + 1) // ticks)
                await asyncio.gather(*(_click(community.app, community.server.id, event.id, one) for one in people))
                timer = await _pass(community, timer)
            wanted = [f"{min(clicks, places)} of {places}", *([f"list: {clicks - places}"] if clicks > places else [])]
            while not all(part in text_of(event.card) for part in wanted):
                timer, waited = await _pass(community, timer), waited + TICK
                assert waited < timedelta(minutes=1), "the card never showed everything"
            sent = community.env.http_requests[before:]
            return sum(request.method == "PATCH" for request in sent), waited


async def _click(app: App, guild_id: int, occurrence_id: int, number: int) -> None:
    by = Actor(id=1_456_074_443_990_000_000 + number, guild_id=guild_id)
    await app.events.answering.answer(by=by, occurrence_id=occurrence_id, wish=Wish.GOING)


async def _pass(community: Community, timer: timedelta) -> timedelta:
    """Let a tick pass; the timer that looks for cards to edit runs as often as in a running bot."""
    await community.env.pass_time(TICK)
    timer += TICK
    if timer < SOON_EVERY:
        return timer
    await community.run_due()
    return timedelta()


@asynccontextmanager
async def _app(folder: Path) -> AsyncIterator[App]:
    app = App(await _config(folder), clock=MovableClock())
    yield app
    await app.close()


async def _config(folder: Path) -> Config:
    path = Path(tempfile.mkdtemp(dir=folder)) / "engawa.db"
    database = Database(f"sqlite:///{path}")
    await migrate.migrate(database)
    await database.close()
    return Config(
        message_content=True,
        members=True,
        _env_file=None,
        discord_token=SecretStr("test-token"),
        database_url=f"sqlite:///{path}",
        backup_dir=path.parent / "backups",
    )


async def measure(*, clicks: int, places: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = await answers_a_second(Path(folder), clicks=clicks, places=places, rounds=rounds)
        print(f"{clicks} clicks at once on {places} places, median of {rounds} rounds")
        print(f"  answers a second      {ours:>8,.0f}   bare committed inserts {bare:>8,.0f}   ratio {ours / bare:.2f}")
        made, waited = await edits(Path(folder), clicks=clicks, places=places)
        print(f"{clicks} clicks within {CLICKED_WITHIN.seconds} seconds")
        print(f"  edits of the card     {made:>8}   one edit a click       {clicks:>8}   ratio 1 : {clicks / made:.0f}")
        print(f"  all shown after the last click: {waited.total_seconds():.2f} s")


def main() -> None:
    clicks, places, rounds, *_ = [int(value) for value in sys.argv[1:]] + [CLICKS, PLACES, ROUNDS][len(sys.argv) - 1 :]
    asyncio.run(measure(clicks=clicks, places=places, rounds=rounds))


if __name__ == "__main__":
    main()
