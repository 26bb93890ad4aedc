"""What reports refuse."""

from bot.errors import UserError


class OwnMessage(UserError):
    """Somebody reports themself."""

    message = "reports-error-yourself"


class AboutTheBot(UserError):
    message = "reports-error-the-bot"


class TooManyReports(UserError):
    """`limit` of one member within a day that nobody has decided yet."""

    message = "reports-error-too-many"


class DraftGone(UserError):
    """A form that was submitted before, is too old, or another member's."""

    message = "reports-error-draft-gone"


class WordsNeeded(UserError):
    """Nothing was written where only words say what it is about."""

    message = "reports-error-words-needed"


class MemberNeeded(UserError):
    message = "reports-error-member-needed"


class ReportNotFound(UserError):
    message = "reports-error-not-found"


class ModeratorsOnly(UserError):
    message = "reports-error-moderators-only"


class NotYours(UserError):
    """A report about the team that this moderator is not to see: about themself, or only for admins."""

    message = "reports-error-not-yours"


class AlreadyDecided(UserError):
    """Another moderator was faster."""

    message = "reports-error-already-decided"


class TakenBySomebody(UserError):
    message = "reports-error-taken"
