"""What the queue refuses."""

from bot.errors import UserError


class ModeratorsOnly(UserError):
    message = "queue-error-moderators-only"


class NothingThere(UserError):
    """It was dealt with meanwhile, or never was there."""

    message = "queue-error-nothing-there"


class TakenBySomebody(UserError):
    """Another moderator has it."""

    message = "queue-error-taken"


class NotDismissible(UserError):
    """It ends by what is done about it, not by *Done*."""

    message = "queue-error-not-dismissible"


class NoChannel(UserError):
    """No channel is set for the queue, or it was deleted."""

    message = "queue-error-no-channel"
