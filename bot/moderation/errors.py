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


class DateNotUnderstood(UserError):
    """`typed`."""

    message = "moderation-error-date"
    written = frozenset({"typed"})


class WhyMissing(UserError):
    """A change of a case without a word on why."""

    message = "moderation-error-why-missing"


class NothingChanged(UserError):
    message = "moderation-error-nothing-changed"


class CaseChanged(UserError):
    """Somebody else has changed the case since the form was opened."""

    message = "moderation-error-case-changed"


class NothingToTry(UserError):
    """There is nothing in the case that went wrong (any more)."""

    message = "moderation-error-nothing-to-try"


class StrikesOutOfRange(UserError):
    """`most`."""

    message = "moderation-error-strikes"
    written = frozenset({"typed"})


class LengthOutOfRange(UserError):
    """`most_days`."""

    message = "moderation-error-length"


class NoteEmpty(UserError):
    message = "moderation-error-note-empty"


class RuleNotFound(UserError):
    message = "moderation-error-rule-not-found"


class RungTwice(UserError):
    """Two rungs of the ladder at as many strikes. `strikes`."""

    message = "moderation-error-rung-twice"


class RungSofter(UserError):
    """A rung that asks for no more than one below it. `strikes` of the softer, `below` of the other."""

    message = "moderation-error-rung-softer"


class RungOutOfRange(UserError):
    """`most`."""

    message = "moderation-error-rung-range"


class TooManyRungs(UserError):
    """`most`."""

    message = "moderation-error-too-many-rungs"


class LadderChanged(UserError):
    """Another admin has changed the ladder since this page was opened."""

    message = "moderation-error-ladder-changed"


class CountsUntil(UserError):
    """Erasing would let somebody escape what counts. `at`: Unix seconds, as text."""

    message = "moderation-error-counts-until"


class CountsForGood(UserError):
    """… a ban for good, or a case that is being carried out."""

    message = "moderation-error-counts-for-good"


class CaseUnderWay(UserError):
    """… a case that is being carried out at this moment."""

    message = "moderation-error-case-under-way"


class NothingToDecide(UserError):
    """What it was about is gone, or was decided already."""

    message = "moderation-error-nothing-to-decide"


class NotReady(UserError):
    """A decision that still lacks something: a rule, a length, a reason."""

    message = "moderation-error-not-ready"


class PreviewOutdated(UserError):
    """Something has changed since the preview: another decision, the rules, the draft itself."""

    message = "moderation-error-preview-outdated"


class NotHere(UserError):
    """Whoever is to be timed out or kicked isn't on the server."""

    message = "moderation-error-not-here"


class NotBanned(UserError):
    message = "moderation-error-not-banned"


class NotTimedOut(UserError):
    message = "moderation-error-not-timed-out"
