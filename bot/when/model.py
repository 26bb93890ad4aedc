"""What a typed moment was read as."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """What tells one reading from the others: ids of messages without variables, to be said beside the moment."""

    THIS_COMING = "when-why-this-coming"
    """“Next Friday” on a Monday: in four days."""
    ONE_AFTER = "when-why-one-after"
    """… or in eleven."""
    DAY_MONTH = "when-why-day-month"
    """12/11 as the twelfth of November."""
    MONTH_DAY = "when-why-month-day"
    MORNING = "when-why-morning"
    """A bare 7 as 07:00."""
    EVENING = "when-why-evening"
    NIGHT_BEFORE = "when-why-night-before"
    """Midnight, or 1 at night, as the night that leads to the day."""
    NIGHT_AFTER = "when-why-night-after"
    REPEATED_FIRST = "when-why-repeated-first"
    """The clocks go back and show this time twice."""
    REPEATED_SECOND = "when-why-repeated-second"
    SKIPPED = "when-why-skipped"
    """The clocks go forward over this time: the next minute there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    at: datetime
    """In UTC, to the minute."""
    local: datetime
    """Naive: the same by the clocks of `zone`."""
    zone: str
    whys: tuple[Why, ...] = ()
    """All that was chosen for this reading; none where there was nothing to choose."""

    @property
    def why(self) -> str | None:
        """The id of the message that says what this reading takes it for; say all of `whys` where you can."""
        return self.whys[0] if self.whys else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    moments: tuple[Moment, ...]
    """One to four, the earliest first; all of them to come."""

    @property
    def clear(self) -> bool:
        """Whether it was meant as it is, without anything to choose or to say: one moment, on no skipped wall time."""
        return len(self.moments) == 1 and not self.moments[0].whys
