"""What can be refused in guidelines."""

from bot.errors import UserError


class AdminsOnly(UserError):
    message = "guidelines-error-admins-only"


class NoRules(UserError):
    """Nothing is published yet."""

    message = "guidelines-error-none"


class RuleNotFound(UserError):
    """`number`."""

    message = "guidelines-error-rule-not-found"


class VersionNotFound(UserError):
    message = "guidelines-error-version-not-found"


# Drafts


class NoDraft(UserError):
    """Published or discarded meanwhile."""

    message = "guidelines-error-no-draft"


class DraftChanged(UserError):
    """Somebody else changed it after the button was drawn, or they did themselves on another card."""

    message = "guidelines-error-draft-changed"


class DraftThere(UserError):
    """Somebody else has begun one meanwhile."""

    message = "guidelines-error-draft-there"


class RuleGone(UserError):
    """It is not in the draft any more."""

    message = "guidelines-error-rule-gone"


class TooManyRules(UserError):
    """`limit`."""

    message = "guidelines-error-too-many"


class TitleInvalid(UserError):
    """`limit`."""

    message = "guidelines-error-title"


class TextInvalid(UserError):
    """`limit`."""

    message = "guidelines-error-text"


class HalfTranslated(UserError):
    """One of title and text is missing in the other language."""

    message = "guidelines-error-half"


class PenaltyUnknown(UserError):
    message = "guidelines-error-penalty"


class DraftEmpty(UserError):
    message = "guidelines-error-draft-empty"


class NothingChanged(UserError):
    """The draft is what is published already."""

    message = "guidelines-error-nothing-changed"
