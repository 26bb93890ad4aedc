"""Telling a raid from many guests: which of those who joined in a short while look as if one hand had made them.

Nothing of this is certain, so nobody is thrown out by it: it decides whom moderators are shown, and whether the doors
are closed for a while. The signs:

    alike    a name of the same make as many others' (`makes`)
    batch    an account made within hours of several others
    blank    an account younger than FRESH without a picture

The last two together make nobody a suspect: customers who read of a community in a newsletter make their accounts on
the same evening. A suspect is who is `alike` and has one of the others, or whose name so many share that it says it
alone. How many that takes grows with how many join: among three hundred people five are called Yuki.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

FRESH = timedelta(days=7)
BATCH_WITHIN = timedelta(hours=3)
ALIKE_FROM = 5
ALIKE_SHARE = 0.08
NAME_ALONE_FROM = 12
NAME_ALONE_SHARE = 0.2
RUSH_FACTOR = 3
"""So many times the number that makes a raid, but not alike: a rush, of which moderators are only told."""
STEM_MIN = 3
MIXED_FROM = 3
"""So many changes between letters and figures make a name a random one: `x7f3kq` has four, `yuki1234` one."""
MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Somebody who joined, as far as it tells raids from guests."""

    member_id: int
    joined_at: datetime
    made_at: datetime
    """When the account was made."""
    name: str
    """The account's own name; `shown` is the one it chose to show, where it has one."""
    shown: str | None
    has_picture: bool
    makes: frozenset[str] = field(init=False, compare=False, repr=False)
    """Of both names. Found out once: it is most of the work of looking at a crowd, which is done again and again."""

    def __post_init__(self) -> None:
        names = [self.name] if self.shown is None else [self.name, self.shown]
        object.__setattr__(self, "makes", frozenset(make for name in names for make in makes(name)))


class Sign(StrEnum):
    ALIKE = "alike"
    BATCH = "batch"
    BLANK = "blank"


class Verdict(StrEnum):
    QUIET = "quiet"
    RUSH = "rush"
    """Very many at once who are not alike."""
    RAID = "raid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    verdict: Verdict
    joined: int
    """Within the time that is looked at."""
    suspects: Mapping[int, frozenset[Sign]]
    """Who looks as if one hand had made them, with the signs of it."""


def look(joins: Sequence[Join], *, now: datetime, within: timedelta, threshold: int) -> Finding:
    """Judge those who joined since `now - within`; `threshold` suspects are a raid."""
    recent = [join for join in joins if join.joined_at > now - within]
    suspects = find_suspects(recent, now=now) if len(recent) >= min(threshold, ALIKE_FROM) else {}
    if len(suspects) >= threshold:
        verdict = Verdict.RAID
    elif len(recent) >= RUSH_FACTOR * threshold:
        verdict = Verdict.RUSH
    else:
        verdict = Verdict.QUIET
    return Finding(verdict=verdict, joined=len(recent), suspects=suspects)


def find_suspects(joins: Sequence[Join], *, now: datetime) -> Mapping[int, frozenset[Sign]]:
    """Return those who look made by one hand, with the signs of it. Everybody is among `joins` once."""
    alike_from = max(ALIKE_FROM, ceil(ALIKE_SHARE * len(joins)))
    alone_from = max(NAME_ALONE_FROM, ceil(NAME_ALONE_SHARE * len(joins)))
    sizes = Counter(make for join in joins for make in join.makes)
    batches = _batches(joins)
    found: dict[int, frozenset[Sign]] = {}
    for join in joins:
        stems = max((sizes[make] for make in join.makes if make != MIXED), default=0)
        family = max(stems, sizes[MIXED] if MIXED in join.makes else 0)
        if family < alike_from:
            continue
        signs = {Sign.ALIKE}
        if join.member_id in batches:
            signs.add(Sign.BATCH)
        if now - join.made_at < FRESH and not join.has_picture:
            signs.add(Sign.BLANK)
        if len(signs) >= 2 or stems >= alone_from:
            found[join.member_id] = frozenset(signs)
    return found


def makes(name: str) -> frozenset[str]:
    """Return what names of one make have in common: the letters without figures and signs, or that it is random."""
    text = unicodedata.normalize("NFKC", name).casefold()
    folded = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Mn", "Cc"))
    if len(_CHANGE.findall(folded)) >= MIXED_FROM:
        return frozenset({MIXED})
    stem = _NO_LETTERS.sub("", folded)
    long_enough = len(stem) >= STEM_MIN or (stem and not stem.isascii())
    return frozenset({f"stem {stem}"}) if long_enough else frozenset()


_NO_LETTERS = re.compile(r"[\W_\d]+")
_CHANGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Between a letter and a figure."""


def _batches(joins: Sequence[Join]) -> frozenset[int]:
    """Return those whose account was made within BATCH_WITHIN of at least ALIKE_FROM, themselves included."""
    made = [(join.made_at.timestamp(), join.member_id) for join in joins]
    times = sorted(at for at, _ in made)
    half = BATCH_WITHIN.total_seconds() / 2
    return frozenset(
        member_id
        for at, member_id in made
        if bisect_right(times, at + half) - bisect_left(times, at - half) >= ALIKE_FROM
    )
