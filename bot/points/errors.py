"""What can be refused in points."""

from bot.errors import UserError


class NotEnoughPoints(UserError):
    message = "points-error-not-enough"


class PointsOutOfRange(UserError):
    """An amount beyond POINTS_MAX, or nothing at all. `limit`."""

    message = "points-error-range"


class ThankYourself(UserError):
    message = "points-error-thank-yourself"


class ThankBot(UserError):
    message = "points-error-thank-bot"


class ThankTooNew(UserError):
    """Who gives is too new in the server, or their account is."""

    message = "points-error-thank-too-new"


class ThankedEnough(UserError):
    """THANKS_A_DAY is used up. `limit`."""

    message = "points-error-thanked-enough"


class AlreadyThanked(UserError):
    """The same person for the same message."""

    message = "points-error-already-thanked"


class RankNotFound(UserError):
    message = "points-error-rank-not-found"


class RankExists(UserError):
    """Another rank has this name or this threshold."""

    message = "points-error-rank-exists"


class ReasonMissing(UserError):
    """`limit`."""

    message = "points-error-reason"


class AdminsOnly(UserError):
    message = "points-error-admins-only"


class ModeratorsOnly(UserError):
    message = "points-error-moderators-only"
