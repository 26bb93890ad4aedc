"""What playbooks, escalation and bundles refuse."""

from typing import ClassVar

from bot.errors import UserError


class PlaybookNotFound(UserError):
    message = "playbooks-error-not-found"


class TooManyOwn(UserError):
    """The menus would not hold more."""

    message = "playbooks-error-too-many"


class PlaybookChanged(UserError):
    """Somebody else changed it while it was being written."""

    message = "playbooks-error-changed"


class TitleMissing(UserError):
    message = "playbooks-error-title"


class StepsMissing(UserError):
    """An escalation lives by its steps."""

    message = "playbooks-error-steps"


class TooManyItems(UserError):
    message = "playbooks-error-items"


class ItemTooLong(UserError):
    message = "playbooks-error-item-long"
    written: ClassVar[frozenset[str]] = frozenset({"begins"})


class NothingToReset(UserError):
    message = "playbooks-error-nothing-to-reset"


class AdminsOnly(UserError):
    message = "playbooks-error-admins-only"


class NotInvolved(UserError):
    """Neither a moderator, nor somebody with a role that is called for cases like this."""

    message = "playbooks-error-not-involved"


class CaseNotFound(UserError):
    message = "playbooks-error-case"


class EscalationNotFound(UserError):
    message = "playbooks-error-escalation"


class AlreadyEscalated(UserError):
    message = "playbooks-error-already"


class AlreadyClosed(UserError):
    message = "playbooks-error-closed"


class LedBySomebody(UserError):
    """Another one has taken the lead meanwhile."""

    message = "playbooks-error-lead"


class LegalNeedsAdmin(UserError):
    """Only admins close what may have legal consequences, or make it less."""

    message = "playbooks-error-legal"


class BundleNotFound(UserError):
    message = "playbooks-error-bundle"


class BundleExpired(UserError):
    """The file is gone after its time; its hash stays in the case."""

    message = "playbooks-error-bundle-expired"


class BundleDamaged(UserError):
    """What is kept is not what was made, or can't be opened with this key."""

    message = "playbooks-error-bundle-damaged"


class UnderEscalation(UserError):
    """Somebody wants their data erased while a serious case about them is open."""

    message = "playbooks-error-under-escalation"
