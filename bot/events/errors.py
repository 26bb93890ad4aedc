"""What can be refused about events; whoever tried is told privately."""

from bot.errors import UserError


class EventNotFound(UserError):
    message = "events-error-not-found"


class OccurrenceNotFound(UserError):
    message = "events-error-occurrence-not-found"


class NotTheHost(UserError):
    """Only the host, the co-host, moderators and admins may."""

    message = "events-error-not-host"


class ModeratorsOnly(UserError):
    message = "events-error-moderators-only"


class NotInAudience(UserError):
    message = "events-error-audience"


class AlreadyOver(UserError):
    """The occurrence has ended, or was cancelled."""

    message = "events-error-over"


class ChangedMeanwhile(UserError):
    """Somebody else changed it since this was shown."""

    message = "events-error-changed"
