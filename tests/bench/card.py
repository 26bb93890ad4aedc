"""Print how long a rank card takes, how late the event loop is while cards are drawn, and what the first one adds to memory.

    python -m tests.bench.card [CARDS]

The loop is asked to wake every 2 ms; late is by how much it wakes later, in the same run while it has nothing to do and while one card
after the other is drawn. Every card differs, so none comes from the cache but those of the last line.
"""

import asyncio
import io
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import discord

from bot.ui.drawing.studio import Picture
from cogs.points.card import Card, Labels, Style, render
from tests.bench.commands import percentile

T = TypeVar("T")

CARDS = 40
AWAKE_EVERY_SECONDS = 0.002
IDLE_SECONDS = 3.0

CARD = Card(
    name="縁側の灯 Engawa 🌸",
    rank="縁側の常連",
    next_rank="家守",
    points=12_480,
    threshold=10_000,
    next_threshold=13_000,
    position=12,
    members=340,
    season_points=640,
    accent=0x3498DB,
    labels=Labels(
        points="ポイント", progress="あと520ポイント", position="順位", season="今シーズン", season_place="3位"
    ),
)


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


def portrait() -> bytes:
    """Return an avatar as Discord sends it. Only called once Pillow's memory has been measured."""
    from PIL import Image  # noqa: PLC0415 - its memory is what the first card adds

    file = io.BytesIO()
    Image.effect_noise((256, 256), 60).convert("RGB").save(file, "PNG")
    return file.getvalue()


async def lateness(while_: Callable[[], Coroutine[Any, Any, T]]) -> tuple[list[float], T]:
    late: list[float] = []
    working = asyncio.create_task(while_())
    while not working.done():
        begun = time.perf_counter()
        await asyncio.sleep(AWAKE_EVERY_SECONDS)
        late.append((time.perf_counter() - begun - AWAKE_EVERY_SECONDS) * 1000)
    return late, working.result()


def variant(number: int, avatar: bytes) -> Card:
    style = (Style.DARK, Style.LIGHT)[number % 2]
    return replace(CARD, points=10_000 + number, style=style, avatar=avatar)


async def draw_one(card: Card) -> tuple[float, Picture]:
    begun = time.perf_counter()
    picture = await render(card)
    assert picture is not None
    return (time.perf_counter() - begun) * 1000, picture


async def draw_many(count: int, avatar: bytes) -> list[tuple[float, Picture]]:
    return [await draw_one(variant(number, avatar)) for number in range(count)]


def print_lateness(name: str, late: list[float]) -> None:
    figures = "".join(f"{percentile(late, share):>9.2f}" for share in (50, 95, 99))
    print(f"{name:<24}{figures}{max(late):>9.2f}")


async def measure(count: int) -> None:
    before = resident_megabytes()
    first, _ = await draw_one(CARD)
    added = resident_megabytes() - before
    avatar = portrait()
    idle, _ = await lateness(lambda: asyncio.sleep(IDLE_SECONDS))
    processor = time.process_time()
    drawing, drawn = await lateness(lambda: draw_many(count, avatar))
    processor = (time.process_time() - processor) * 1000 / count
    after = resident_megabytes()
    cached, _ = await draw_one(variant(count - 1, avatar))

    times = [taken for taken, _ in drawn]
    print(f"{'loop late, ms':<24}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}")
    print_lateness("with nothing to do", idle)
    print_lateness("while cards are drawn", drawing)
    print()
    print(
        f"a card             {statistics.median(times):>8.1f} ms, {processor:.1f} ms of a processor, {os.cpu_count()} there"
    )
    print(f"the first          {first:>8.1f} ms")
    print(f"asked for again    {cached:>8.2f} ms")
    print(f"its size           {max(len(picture.png) for _, picture in drawn) / 1024:>8.0f} KB at most")
    print(
        f"memory             {before:>8.1f} MB before, {added:+.1f} MB with the first, {after - before:+.1f} MB after {count}"
    )


def main() -> None:
    print(f"discord.py {discord.__version__}")
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else CARDS))


if __name__ == "__main__":
    main()
