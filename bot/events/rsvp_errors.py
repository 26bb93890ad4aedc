"""What can be refused to those who answer an event."""

from bot.errors import UserError
from bot.events.errors import NotInAudience


class RoleNeeded(NotInAudience):
    """`role`: its id."""

    message = "events-rsvp-error-role"


class RankNeeded(NotInAudience):
    """`rank`, `missing`: points."""

    message = "events-rsvp-error-rank"
    written = frozenset({"rank"})


class RoleOrRankNeeded(NotInAudience):
    """`role`: its id; `rank`, `missing`: points."""

    message = "events-rsvp-error-role-or-rank"
    written = frozenset({"rank"})


class RankGone(NotInAudience):
    """The rank it is for was deleted: nobody can answer until its host has looked at it."""

    message = "events-rsvp-error-rank-gone"


class NotOpen(UserError):
    """It isn't published (yet), or no more."""

    message = "events-rsvp-error-not-open"


class OfferOver(UserError):
    """No place is offered to whoever pressed: it never was, or it has gone to somebody else."""

    message = "events-rsvp-error-offer-over"


class NotGone(UserError):
    """The announcement is still there."""

    message = "events-rsvp-error-not-gone"
