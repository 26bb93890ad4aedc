"""What a reported problem is, and what is refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import UserError

TEXT_MAX = 1_500
REFERENCE_MAX = 20
A_DAY = 5
"""Reports of one member."""
NAMELESS_A_DAY = 50
"""Reports without a name, of one server."""
DAY = timedelta(days=1)

TELL = "problems:tell"
"""The due row that tells the operator; its subject is the problem."""
UNNAME = "problems:unname"
"""The due row that takes the reporter's name out of what was posted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    id: int
    guild_id: int
    member_id: int | None
    """None: they left their name out, or were erased since."""
    reference: str | None
    text: str
    reported_at: datetime
    told_at: datetime | None
    channel_id: int | None
    message_id: int | None
    """What was posted of it, and where."""
    closed_at: datetime | None


class NothingSaid(UserError):
    message = "problems-error-nothing-said"


class TooManyProblems(UserError):
    """`limit`: how many a day."""

    message = "problems-error-too-many"


class TooManyNameless(UserError):
    """The server has sent as many without a name as a day takes."""

    message = "problems-error-too-many-nameless"
