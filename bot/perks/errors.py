"""What can be refused in perks."""

from bot.errors import UserError

# Claiming


class PerkNotFound(UserError):
    """Also for another server's."""

    message = "perks-error-not-found"


class PerkArchived(UserError):
    message = "perks-error-archived"


class NotOpenYet(UserError):
    """`at`: Unix seconds."""

    message = "perks-error-not-open-yet"


class OpenNoMore(UserError):
    """`at`: Unix seconds."""

    message = "perks-error-open-no-more"


class RankNeeded(UserError):
    """`rank`, `missing`: points."""

    message = "perks-error-rank-needed"
    written = frozenset({"rank"})


class RankGone(UserError):
    """The rank a perk asks for was deleted: nobody gets it until an admin has looked at it."""

    message = "perks-error-rank-gone"


class ClaimedEnough(UserError):
    """`limit`, `period`."""

    message = "perks-error-claimed-enough"


class NoneLeft(UserError):
    message = "perks-error-none-left"


class TooFewPoints(UserError):
    """`price`, `balance`."""

    message = "perks-error-too-few-points"


# Codes


class ClaimNotFound(UserError):
    """Also for somebody else's."""

    message = "perks-error-claim-not-found"


class CodeErased(UserError):
    message = "perks-error-code-erased"


class CodeUnreadable(UserError):
    """It was sealed with another key, or the key can't be used: nothing was changed."""

    message = "perks-error-code-unreadable"


class NoCodes(UserError):
    """The perk isn't one with codes."""

    message = "perks-error-no-codes"


class CodeFileUnreadable(UserError):
    message = "perks-error-file"


class CodeFileTooLarge(UserError):
    """`limit`: kilobytes."""

    message = "perks-error-file-size"


class CodeFileEmpty(UserError):
    message = "perks-error-file-empty"


class CodeColumnMissing(UserError):
    """There are several columns, and none is named as the codes'."""

    message = "perks-error-file-column"


class CodeInvalid(UserError):
    """`line`, `limit`: of a code's characters. Never the code."""

    message = "perks-error-file-code"


class CodesRounded(UserError):
    """A spreadsheet has made numbers of the codes: 1.23E+15. `line`."""

    message = "perks-error-file-rounded"


class TooManyCodes(UserError):
    """`limit`."""

    message = "perks-error-file-many"


class ImportOutdated(UserError):
    """Taken back, added already, or left for too long."""

    message = "perks-error-import-outdated"


# For staff


class AdminsOnly(UserError):
    message = "perks-error-admins-only"


class StaffOnly(UserError):
    message = "perks-error-staff-only"


class AlreadyDecided(UserError):
    message = "perks-error-already-decided"


class ReasonNeeded(UserError):
    """`limit`."""

    message = "perks-error-reason"


class NameInvalid(UserError):
    """`limit`."""

    message = "perks-error-name"


class NameTaken(UserError):
    """`name`."""

    message = "perks-error-name-taken"
    written = frozenset({"name"})


class DescriptionTooLong(UserError):
    """`limit`."""

    message = "perks-error-description"


class RankUnknown(UserError):
    message = "perks-error-rank-unknown"


class PriceOutOfRange(UserError):
    """`limit`."""

    message = "perks-error-price"


class StockOutOfRange(UserError):
    """`limit`."""

    message = "perks-error-stock"


class LimitOutOfRange(UserError):
    """`limit`."""

    message = "perks-error-limit"


class StockIsCodes(UserError):
    """A perk with codes has as many as there are codes."""

    message = "perks-error-stock-is-codes"


class NotAMoment(UserError):
    """`typed`: a day, or a day and a time, that can't be read."""

    message = "perks-error-moment"


class ClosesBeforeOpening(UserError):
    message = "perks-error-closes-before"


class TooManyPerks(UserError):
    """`limit`."""

    message = "perks-error-too-many"
