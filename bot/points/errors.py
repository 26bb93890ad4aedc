"""What can be refused in points."""

from bot.errors import UserError


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


class ThankGone(UserError):
    """Who is to be thanked isn't in the server any more."""

    message = "points-error-thank-gone"


class HasLeft(UserError):
    """`member`."""

    message = "points-error-left"


class IsHidden(UserError):
    """Somebody hid themselves; only they are told where they stand. `member`."""

    message = "points-error-hidden"


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


class TooManyRanks(UserError):
    """There are RANKS_MAX already. `limit`: that number."""

    message = "points-error-ranks-full"


class RankNameMissing(UserError):
    """A name of nothing but spaces, or longer than NAME_MAX. `limit`: that number."""

    message = "points-error-rank-name"


class ThresholdOutOfRange(UserError):
    """`limit`: THRESHOLD_MAX."""

    message = "points-error-rank-threshold"


class RanksThere(UserError):
    """The suggested ranks were to be made where there are some already."""

    message = "points-error-ranks-there"


class RuleOutOfRange(UserError):
    message = "points-error-rule-range"


class WeightOutOfRange(UserError):
    message = "points-error-weight-range"


class TooManyWeights(UserError):
    message = "points-error-weights"


class NotAnImport(UserError):
    """No line of the file has an id and points."""

    message = "points-error-import"


class ImportEmpty(UserError):
    message = "points-error-import-empty"


class ImportTooLong(UserError):
    message = "points-error-import-long"


class RoundedIds(UserError):
    """A spreadsheet has rounded the ids (1.23457E+17)."""

    message = "points-error-import-rounded"


class NoImport(UserError):
    """What should be undone isn't there, or was undone already."""

    message = "points-error-import-gone"


class BotsHaveNone(UserError):
    message = "points-error-bots"
