"""Which groups of people may be shown, so that nothing said of fewer than five can be worked out.

Ranks and interests can be seen on Discord by everybody, so whoever looks at results knows who is in a group. What is
shown of groups are sums over people (how many of a rank chose this, how many took part), and sums can be added and
taken from each other: all less one group is the rest, and with enough groups that overlap a rest of one. Hiding small
groups, or the next smallest with each, doesn't prevent that where groups overlap.

So the question is asked as a whole: a set of groups is safe if no combination of their sums (each times any number,
added up) is about one to four people. Each group is a row of ones and zeros with a column for each person; the
combinations are the rows' span, and what must not be in it is a row with one to four places that aren't zero. Groups
are taken one after another as long as that stays so; the rest are hidden. The total of all is always shown and so is
always among the rows.

The choice depends on who is in which group and on nothing else, so each view of one survey makes the same: pictures,
texts, files and what is kept hold the same groups.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.surveys.model import SMALLEST_GROUP

_PRIME = 2**61 - 1
"""Ranks are worked out modulo a prime: exact, quick, and too large for a sum of zeros and ones to vanish by chance."""

STEPS_MAX = 5_000
"""Of one search. Groups that overlap in so many ways that it takes more are hidden."""

GROUPS_MAX = 15
"""Groups of one kind that are looked at: the largest. It bounds the work, and nobody reads more."""


class SegmentKind(StrEnum):
    """In the order in which they are taken: what is shown of the first may hide some of the last."""

    RANK = "rank"
    INTEREST = "interest"
    ROLE = "role"


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A group by its kind and name."""

    kind: SegmentKind
    name: str


Groups = Mapping[Segment, frozenset[int]]
"""Who is in each group."""

Vector = tuple[int, ...]


def visible(groups: Groups, *populations: frozenset[int]) -> list[Segment]:
    """Return the groups that may be shown, sorted; of each population (all asked, all who finished) they are safe.

    A group counts in each population with those of its people who belong to that. Of nobody in it nothing is derived,
    so a group without anybody who finished may be shown as that.
    """
    order = [segment for kind in SegmentKind for segment in _largest(groups, kind)]
    taken: list[Segment] = []
    for segment in order:
        rows = [groups[one] for one in (*taken, segment)]
        if all(is_safe([row & people for row in rows], people) for people in populations):
            taken.append(segment)
    return sorted(taken)


def _largest(groups: Groups, kind: SegmentKind) -> list[Segment]:
    of_kind = [segment for segment in groups if segment.kind is kind]
    return sorted(of_kind, key=lambda one: (-len(groups[one]), one))[:GROUPS_MAX]


def is_safe(groups: Sequence[frozenset[int]], everybody: frozenset[int]) -> bool:
    """Whether no combination of sums over these groups, and over everybody, is about one to four people."""
    if 0 < len(everybody) < SMALLEST_GROUP or any(0 < len(group) < SMALLEST_GROUP for group in groups):
        return False
    return _no_small_combination(_columns(groups, everybody))


def _columns(groups: Sequence[frozenset[int]], everybody: frozenset[int]) -> Counter[Vector]:
    """Return how many people have each pattern of being in groups. The first place is that of everybody."""
    return Counter((1, *(int(member in group) for group in groups)) for member in everybody)


def _no_small_combination(columns: Mapping[Vector, int]) -> bool:
    """Whether every way of weighting the rows that isn't zero everywhere differs from zero for five people or more.

    A weighting is a linear form on columns. On a pattern that five people share it must be zero, if it is to be about
    fewer; so such patterns are divided out, and what becomes the same thereby is counted together, until nothing of
    five is left. Where the rest spans nothing there is no such form; otherwise it is searched for.
    """
    rest, inside = Counter(columns), _Span()
    while large := [column for column, people in rest.items() if people >= SMALLEST_GROUP]:
        for column in large:
            inside.add(column)
        if len(inside) == len(large[0]):
            return True
        rest = _counted_anew(rest, inside)
    return not rest or not _Search(rest, inside).finds()


def _counted_anew(columns: Mapping[Vector, int], inside: "_Span") -> Counter[Vector]:
    """Return the directions of columns beyond a span, with how many people have each."""
    found: Counter[Vector] = Counter()
    for column, people in columns.items():
        direction = inside.beyond(column)
        if any(direction):
            found[direction] += people
    return found


class _Span:
    """A space of columns, by a basis in echelon form."""

    def __init__(self, basis: Iterable[tuple[int, Vector]] = ()) -> None:
        self._basis: list[tuple[int, Vector]] = list(basis)
        """Each with the first place that isn't zero, where it has a one and the others a zero."""

    def beyond(self, column: Vector) -> Vector:
        """Return what of a column is outside, scaled so that two of the same direction are equal."""
        for place, row in self._basis:
            factor = column[place]
            if factor:
                column = tuple((a - factor * b) % _PRIME for a, b in zip(column, row, strict=True))
        first = next((value for value in column if value), 0)
        if first in (0, 1):
            return column
        scale = pow(first, -1, _PRIME)
        return tuple(value * scale % _PRIME for value in column)

    def add(self, column: Vector) -> None:
        new = self.beyond(column)
        place = next((index for index, value in enumerate(new) if value), None)
        if place is None:
            return
        cleared = [
            (at, tuple((a - row[place] * b) % _PRIME for a, b in zip(row, new, strict=True))) for at, row in self._basis
        ]
        self._basis = [*cleared, (place, new)]

    def with_one_more(self, column: Vector) -> "_Span":
        copy = _Span(self._basis)
        copy.add(column)
        return copy

    def __len__(self) -> int:
        return len(self._basis)


class _Search:
    """Looks for a form that is zero on all columns but those of one to four people."""

    def __init__(self, columns: Mapping[Vector, int], inside: _Span) -> None:
        # Those with most people first: they can least often be what the form is about.
        self._columns = sorted(columns.items(), key=lambda one: (-one[1], one[0]))
        self._inside = inside
        everything = inside
        for column, _ in self._columns:
            everything = everything.with_one_more(column)
        self._whole = len(everything)
        self._steps = 0

    def finds(self) -> bool:
        """Whether there is one. Where it takes too long to say, there may be."""
        return self._from(0, self._inside, SMALLEST_GROUP - 1)

    def _from(self, index: int, zero_on: _Span, people_left: int) -> bool:
        """Decide column by column whether the form is zero on it."""
        self._steps += 1
        if self._steps > STEPS_MAX:
            return True
        if len(zero_on) == self._whole:
            return False  # zero on everything: no form at all
        if index == len(self._columns):
            return True
        column, people = self._columns[index]
        if not any(zero_on.beyond(column)):
            return self._from(index + 1, zero_on, people_left)
        if people <= people_left and self._from(index + 1, zero_on, people_left - people):
            return True
        return self._from(index + 1, zero_on.with_one_more(column), people_left)
