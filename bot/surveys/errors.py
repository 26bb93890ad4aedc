"""What can be refused about surveys; whoever tried is told privately."""

from bot.errors import UserError


class SurveyNotFound(UserError):
    message = "surveys-error-not-found"


class AdminsOnly(UserError):
    message = "surveys-error-admins-only"


class NotAsked(UserError):
    """It is for others: another role, a sample …"""

    message = "surveys-error-not-asked"


class SurveyClosed(UserError):
    message = "surveys-error-closed"


class NotOpenYet(UserError):
    message = "surveys-error-not-open"


class ChangedMeanwhile(UserError):
    """Somebody else changed it since this was shown."""

    message = "surveys-error-changed"
