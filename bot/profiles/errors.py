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


class StillScreened(UserError):
    """Discord's own screening isn't over, and a role would end it."""

    message = "profiles-error-screened"


class DiscordSilent(UserError):
    """Discord doesn't say what roles somebody has, so none was changed."""

    message = "profiles-error-silent"


class MemberGone(UserError):
    message = "error-discord-gone"


class NoInterests(UserError):
    """The server has none one could choose."""

    message = "profiles-error-no-interests"
