"""The Net Promoter Score: the share of promoters (9 and 10) less the share of detractors (0 to 6), from −100 to 100.

Its interval is the adjusted Wald interval: three answers are added, three quarters of one promoting, three quarters
detracting, one and a half passive, and the standard error is that of a difference of two shares of one multinomial.
Of the methods B. Rocks compared (“Interval Estimation for the Net Promoter Score”, The American Statistician 70,
2016) it covers best at small numbers, and unlike the plain Wald interval it has a width where everybody says the same:
five promoters give 17 to 100, not 100 to 100. Worked out exactly over all outcomes it holds the true score in 94–96 %
of rounds, and in 89 % at worst, with ten answers or fewer of which nearly all are alike (tests/surveys/test_nps.py).
Adding answers draws its middle towards 0; the score itself is not adjusted. What would reach beyond −100 or 100 is cut
there. Of fewer than five who all say the same the score would lie beyond its own interval: it reaches up to the score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

LOWEST, HIGHEST = 0, 10
DETRACTS_UP_TO = 6
PROMOTES_FROM = 9

Z_95 = 1.959963984540054
"""So many standard errors to each side hold 95 % of a normal distribution."""

ADDED_TO_EACH_SIDE = 0.75
ADDED = 3.0


class Stance(StrEnum):
    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


class Trend(StrEnum):
    """What the interval of a change allows one to say."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"


def stance_of(number: int) -> Stance:
    if number >= PROMOTES_FROM:
        return Stance.PROMOTER
    return Stance.DETRACTOR if number <= DETRACTS_UP_TO else Stance.PASSIVE


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are of each stance."""

    promoters: int
    passives: int
    detractors: int

    @property
    def answered(self) -> int:
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float | None:
        """From −100 to 100; None where nobody answered."""
        if not self.answered:
            return None
        return 100 * (self.promoters - self.detractors) / self.answered

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the score."""
        if self.score is None:
            return None
        middle, error = _adjusted(self)
        low, high = middle - Z_95 * error, middle + Z_95 * error
        return Interval(min(self.score, 100 * max(-1.0, low)), max(self.score, 100 * min(1.0, high)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """By how much the score of one round differs from that of an earlier one, in points."""

    points: float
    interval: Interval

    @property
    def trend(self) -> Trend:
        if self.interval.low > 0:
            return Trend.UP
        return Trend.DOWN if self.interval.high < 0 else Trend.UNCLEAR


def counts_of(numbers: Mapping[int, int]) -> Counts:
    """Return the counts of each stance, given how many gave each number."""
    found = dict.fromkeys(Stance, 0)
    for number, people in numbers.items():
        found[stance_of(number)] += people
    return Counts(promoters=found[Stance.PROMOTER], passives=found[Stance.PASSIVE], detractors=found[Stance.DETRACTOR])


def change(before: Counts, after: Counts) -> Change | None:
    """Return what changed between two rounds, with the 95 % interval of the difference of two adjusted scores.

    The rounds are taken for independent samples: nobody is asked twice within 90 days, few answer both. None where one
    has no answers.
    """
    if before.score is None or after.score is None:
        return None
    (earlier, its_error), (later, later_error) = _adjusted(before), _adjusted(after)
    middle, error = later - earlier, sqrt(its_error**2 + later_error**2)
    low, high = max(-2.0, middle - Z_95 * error), min(2.0, middle + Z_95 * error)
    return Change(points=after.score - before.score, interval=Interval(100 * low, 100 * high))


def _adjusted(counts: Counts) -> tuple[float, float]:
    """Return the adjusted score as a share from −1 to 1, and its standard error."""
    total = counts.answered + ADDED
    promoting = (counts.promoters + ADDED_TO_EACH_SIDE) / total
    detracting = (counts.detractors + ADDED_TO_EACH_SIDE) / total
    score = promoting - detracting
    return score, sqrt((promoting + detracting - score**2) / total)
