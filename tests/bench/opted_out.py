"""What it costs each message that some people opted out: python -m tests.bench.opted_out

The entry is timed in turns within one run: without the question, with nobody opted out, and with a thousand others.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.activity.model import MessageFact, first_id_at
from bot.app import App
from bot.clock import utc_now
from bot.config import Config

MESSAGES = 50_000
ROUNDS = 15
GUILD = 700000000000000001
PEOPLE = 2_000


def facts() -> list[MessageFact]:
    start = first_id_at(utc_now())
    return [
        MessageFact(
            GUILD, 10 + n % 20, None, start + n, 810000000000000001 + n % PEOPLE, (), None, None, 12, 1, 0, None
        )
        for n in range(MESSAGES)
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Config(_env_file=None, database_url=f"sqlite:///{folder}/x.db", backup_dir=Path(folder))))


async def _measure(config: Config) -> None:
    kinds: dict[str, Callable[[App], None]] = {
        "without the question": _without,
        "nobody opted out": lambda _: None,
        "1,000 others opted out": _others,
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    messages = facts()
    for _ in range(ROUNDS):
        for kind, prepare in kinds.items():
            app = App(config)
            prepare(app)
            take = app.activity.message
            began = time.process_time()
            for fact in messages:
                take(fact)
            times[kind].append((time.process_time() - began) / MESSAGES * 1e9)
            await app.database.close()
    base = statistics.median(times["without the question"])
    for kind, found in times.items():
        median = statistics.median(found)
        print(f"{kind:24} {median:6.0f} ns a message, {median / base:.3f} x")


def _without(app: App) -> None:
    """Take the entry as it was before anybody could opt out."""
    activity = app.activity
    from bot.activity.model import BUFFER_MAX  # noqa: PLC0415 - what the method uses

    def message(fact: MessageFact) -> None:
        if activity._waiting >= BUFFER_MAX:
            activity.cursors.spill(fact.guild_id, fact.channel_id, fact.message_id)
            return
        if activity.cursors.advance(fact.guild_id, fact.channel_id, fact.message_id):
            activity._batch.messages.append(fact)
            activity._added()

    activity.message = message  # type: ignore[method-assign]


def _others(app: App) -> None:
    for number in range(1_000):
        app.activity.ignore(GUILD, 990000000000000001 + number)


if __name__ == "__main__":
    main()
