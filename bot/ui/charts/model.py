"""What charts show: texts that are ready to be written, and shares and scores to be drawn."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour stands for."""

    PLAIN = "plain"
    BEST = "best"
    """The option with most votes."""
    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1 with its name and its figure."""

    label: str
    share: float
    figure: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Answers one below the other, each with a bar as long as its share."""

    title: str
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Numbers side by side, each with a column as high as its share."""

    title: str
    columns: tuple[Bar, ...]
    note: str
    lowest_means: str = ""
    highest_means: str = ""
    mean: float | None = None
    """Where it lies between the first column (0) and the last (1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """Parts of one whole in one bar."""

    title: str
    parts: tuple[Bar, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Point:
    """A score between `low` and `high`, from −100 to 100. The label may have two lines."""

    label: str
    figure: str
    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Scores one after another, with the interval of each as whiskers."""

    title: str
    points: tuple[Point, ...]
    note: str


Chart = Bars | Columns | Stacked | Trend
