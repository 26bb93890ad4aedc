"""What can be refused in profiles."""

from bot.errors import UserError


class FieldTooLong(UserError):
    """`field` is its number in a menu of words; `limit` characters."""

    message = "profiles-error-too-long"


class FieldEmpty(UserError):
    """Who may see it can be said only of what is filled in."""

    message = "profiles-error-empty"


class NotATime(UserError):
    """`value`: what was typed."""

    message = "profiles-error-time"
    written = frozenset({"value"})


class QuietHoursIncomplete(UserError):
    """A beginning without an end, or the other way round."""

    message = "profiles-error-quiet-incomplete"


class QuietAllDay(UserError):
    """They would begin when they end."""

    message = "profiles-error-quiet-all-day"


class UnknownZone(UserError):
    """`value`: what was typed."""

    message = "profiles-error-zone"
    written = frozenset({"value"})


class NoInterests(UserError):
    """The server has none one could choose."""

    message = "profiles-error-no-interests"
