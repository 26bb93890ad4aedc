"""What appeals refuse."""

from bot.errors import UserError


class CaseNotFound(UserError):
    """No such case, or another member's."""

    message = "appeals-error-case-not-found"


class NotAppealable(UserError):
    """A note, or something that was lifted or never came to be."""

    message = "appeals-error-not-appealable"


class TooLate(UserError):
    """More than `days` after the case."""

    message = "appeals-error-too-late"


class AlreadyAppealed(UserError):
    message = "appeals-error-already-appealed"


class WordsNeeded(UserError):
    message = "appeals-error-words-needed"


class AppealNotFound(UserError):
    message = "appeals-error-not-found"


class ModeratorsOnly(UserError):
    message = "appeals-error-moderators-only"


class OwnAppeal(UserError):
    """The case is about this moderator."""

    message = "appeals-error-own-appeal"


class OwnCase(UserError):
    """This moderator has decided the case: another one has to look at it."""

    message = "appeals-error-own-case"


class NoteNeeded(UserError):
    """An admin decides about a case of their own and doesn't say why nobody else can."""

    message = "appeals-error-note-needed"


class MayNotUnban(UserError):
    """A moderator who may not ban doesn't lift a ban either."""

    message = "appeals-error-may-not-unban"


class AlreadyDecided(UserError):
    """Decided by another moderator, or withdrawn."""

    message = "appeals-error-already-decided"


class TakenBySomebody(UserError):
    message = "appeals-error-taken"


class CaseChanged(UserError):
    """The case was changed after the moderator had read it."""

    message = "appeals-error-case-changed"


class CaseLifted(UserError):
    """The case was lifted meanwhile: there is nothing left to uphold or reduce."""

    message = "appeals-error-case-lifted"


class CaseFailed(UserError):
    """Discord never let the case happen: there is nothing to uphold or reduce."""

    message = "appeals-error-case-failed"


class NothingReduced(UserError):
    """Neither the time nor the strikes would be less."""

    message = "appeals-error-nothing-reduced"


class StrikesNotUnderstood(UserError):
    message = "appeals-error-strikes"
