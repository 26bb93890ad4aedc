"""Which occurrence a changed series has in place of which: those who answered keep their places when it moves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise


def refit(orphans: Sequence[datetime], free: Sequence[datetime]) -> Mapping[datetime, datetime]:
    """Return where occurrences go that their series doesn't have any more, by what it has instead.

    Both are in order, and so are the pairs. Nobody's answer is carried further than the series repeats: what was on
    Friday can become the Tuesday after, but not next month's. What is left out finds no place.
    """
    furthest = min(_least_gap(orphans), _least_gap(free))
    found: dict[datetime, datetime] = {}
    left = list(free)
    for orphan in orphans:
        while left and orphan - left[0] > furthest:
            left.pop(0)
        if left and left[0] - orphan <= furthest:
            found[orphan] = left.pop(0)
    return found


def _least_gap(moments: Sequence[datetime]) -> timedelta:
    gaps = [after - before for before, after in pairwise(moments)]
    return min(gaps, default=timedelta.max)
