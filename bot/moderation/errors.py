"""What moderation refuses."""

from bot.errors import UserError


class ModeratorsOnly(UserError):
    """Somebody without a moderator's permission or role, or who has lost it since the dialogue was opened."""

    message = "moderation-error-moderators-only"


class AdminsOnly(UserError):
    message = "moderation-error-admins-only"


class MayNotBan(UserError):
    """A moderator who may neither kick nor ban here."""

    message = "moderation-error-may-not-ban"


class NotYourself(UserError):
    message = "moderation-error-not-yourself"


class NotTheBot(UserError):
    message = "moderation-error-not-the-bot"


class NotTheOwner(UserError):
    message = "moderation-error-not-the-owner"


class NotAnEqual(UserError):
    """Whoever has the same highest role, or a higher one."""

    message = "moderation-error-not-an-equal"


class AboveTheBot(UserError):
    """Discord would refuse it: their highest role is not below the bot's."""

    message = "moderation-error-above-the-bot"


class CaseNotFound(UserError):
    message = "moderation-error-case-not-found"


class DraftGone(UserError):
    """A dialogue that was finished, or is too old, or another moderator's."""

    message = "moderation-error-draft-gone"


class AlreadyOver(UserError):
    """A case that has ended or was lifted already."""

    message = "moderation-error-already-over"


class NotLiftable(UserError):
    """A note, or what was done to a channel: there is nothing to take back from a member."""

    message = "moderation-error-not-liftable"
