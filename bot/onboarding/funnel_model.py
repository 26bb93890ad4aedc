"""What the funnel is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Came(StrEnum):
    """How somebody came."""

    PERSONAL = "personal"
    """By a member's own invite."""
    SOURCE = "source"
    """By a link of the admins."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    came: Came
    label: str | None = None
    """Of a source. Its link may have been made anew: the same label is the same origin."""


class Period(StrEnum):
    """When those who are counted joined."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    ALL = "all"

    @property
    def days(self) -> int | None:
        return None if self is Period.ALL else int(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    start: datetime | None
    """None: since the beginning."""
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    name: str
    of: int
    """Who can have come to it: everybody who joined, or for what takes a week or a month, who has had that time."""
    count: int
    previous: int
    """Of these, who came to the stage before."""
    both: int
    """Of these, who came to both."""

    @property
    def share(self) -> float | None:
        """Of those who joined; None where nobody can have come to it yet."""
        return self.count / self.of if self.of else None

    @property
    def step(self) -> float | None:
        """Of those who came to the stage before."""
        return self.both / self.previous if self.previous else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLine:
    origin: Origin
    joined: int
    counts: Mapping[str, int]
    """By stage; a stage nobody came to is left out."""
    old_enough: Mapping[str, int]
    """Who can have come to the stages that take a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    window: Window
    origin: Origin | None
    joined: int
    rejoined: int
    """Who came back in the period; they are counted nowhere else."""
    stages: Sequence[Stage]
    """From the screening on."""
    origins: Sequence[OriginLine]
    """Most newcomers first."""
