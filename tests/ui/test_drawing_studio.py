"""The studio: beside the event loop, one at a time, the same picture once."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.ui.drawing.studio import Picture, Studio, Undrawable

PICTURE = Picture(png=b"", width=1, height=1)


class Easel:
    """Counts what it draws, and waits until it may."""

    def __init__(self) -> None:
        self.drawn = 0
        self.at_once = 0
        self.most_at_once = 0
        self.threads: set[int] = set()
        self.may_draw = threading.Event()

    def draw(self) -> Picture:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.threads.add(threading.get_ident())
        self.may_draw.wait(timeout=10)
        self.drawn += 1
        self.at_once -= 1
        return PICTURE


@pytest.fixture
def easel() -> Iterator[Easel]:
    easel = Easel()
    yield easel
    easel.may_draw.set()


@pytest.fixture
def studio() -> Studio:
    return Studio(name="test", kept=3)


async def test_the_loop_goes_on_while_a_picture_is_drawn(studio: Studio, easel: Easel) -> None:
    drawing = asyncio.create_task(studio.picture("a", easel.draw))
    await asyncio.sleep(0)
    # Only the loop, going on, can let the drawing end.
    easel.may_draw.set()
    assert await drawing == PICTURE
    assert threading.get_ident() not in easel.threads


async def test_the_same_picture_is_drawn_once(studio: Studio, easel: Easel) -> None:
    asked = [asyncio.create_task(studio.picture("a", easel.draw)) for _ in range(5)]
    await asyncio.sleep(0)
    easel.may_draw.set()
    await asyncio.gather(*asked, studio.picture("a", easel.draw))
    assert easel.drawn == 1


async def test_one_is_drawn_at_a_time(studio: Studio, easel: Easel) -> None:
    asked = [asyncio.create_task(studio.picture(key, easel.draw)) for key in "abc"]
    await asyncio.sleep(0)
    easel.may_draw.set()
    await asyncio.gather(*asked)
    assert (easel.drawn, easel.most_at_once) == (3, 1)


async def test_the_longest_unasked_is_forgotten_first(studio: Studio, easel: Easel) -> None:
    easel.may_draw.set()
    for key in "abcad":
        await studio.picture(key, easel.draw)
    assert easel.drawn == 4
    await studio.picture("a", easel.draw)
    assert easel.drawn == 4
    await studio.picture("b", easel.draw)
    assert easel.drawn == 5


async def test_who_gives_up_takes_it_from_nobody(studio: Studio, easel: Easel) -> None:
    hasty, patient = (asyncio.create_task(studio.picture("a", easel.draw)) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    await asyncio.sleep(0)
    easel.may_draw.set()
    assert await patient == PICTURE
    assert hasty.cancelled()


async def test_a_failure_is_not_kept(studio: Studio, easel: Easel) -> None:
    def fail() -> Picture:
        raise Undrawable

    with pytest.raises(Undrawable):
        await studio.picture("a", fail)
    easel.may_draw.set()
    assert await studio.picture("a", easel.draw) == PICTURE
