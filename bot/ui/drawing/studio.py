"""Where pictures are drawn: beside the event loop, one at a time, and the same picture only once.

In a thread, measured on 2 cores (`python -m tests.bench.card`): a rank card takes 50 ms, and the loop, asked to wake
every 2 ms meanwhile, is late by 2 to 3 ms at p99, where it is 0.5 to 3 ms late with nothing to do; for Pillow lets go
of the interpreter's lock while it packs the PNG, and `lines` between two runs of text (before it did, p99 was 12 ms).
A process of its own came to 2 ms at p99, but took a second and 50 to 100 MB for its first card, where the thread takes
0.2 s and 22 MB, and it would have to be looked after.

Importing this module costs nothing: Pillow comes with what is drawn.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG."""

    png: bytes
    width: int
    height: int


class Undrawable(Exception):
    """No font there is has a letter of the text; it has to be said in writing."""


class Studio:
    """Draws pictures and keeps the newest of them."""

    def __init__(self, *, name: str, kept: int) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._pictures: OrderedDict[Hashable, Future[Picture]] = OrderedDict()
        self._kept = kept

    async def picture(self, key: Hashable, draw: Callable[[], Picture]) -> Picture:
        """Return what `draw` makes, or made before for the same key. Raises what `draw` raises."""
        drawing = self._pictures.get(key)
        if drawing is None or _failed(drawing):
            drawing = self._pictures[key] = self._thread.submit(draw)
        self._pictures.move_to_end(key)
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        # Shielded: others may wait for the same picture when one of them gives up.
        return await asyncio.shield(asyncio.wrap_future(drawing))


def _failed(drawing: Future[Picture]) -> bool:
    return drawing.done() and (drawing.cancelled() or drawing.exception() is not None)
