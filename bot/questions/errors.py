"""What can be refused about questions, each named for what happened. Nothing was changed where one is raised.

Parameters that are moments are Unix seconds as text, for Discord's `<t:…>`.
"""

from bot.errors import UserError


class QuestionNotFound(UserError):
    """There is no such question here; also for ids of other servers."""

    message = "questions-error-not-found"


class QuestionGone(UserError):
    """The question's thread was deleted."""

    message = "questions-error-gone"


# Asking


class NoQuestionChannel(UserError):
    message = "questions-error-no-channel"


class TitleTooShort(UserError):
    message = "questions-error-title-short"


class TitleTooLong(UserError):
    """`limit`, `length`."""

    message = "questions-error-title-long"


class TitleWithoutWords(UserError):
    message = "questions-error-title-words"


class BodyTooLong(UserError):
    """`limit`."""

    message = "questions-error-body-long"


class AnonymousNotAllowed(UserError):
    message = "questions-error-anonymous-off"


class TooManyQuestions(UserError):
    """`limit`, `again` (moment)."""

    message = "questions-error-limit"


class TooManyAnonymous(UserError):
    """`limit`, `again` (moment)."""

    message = "questions-error-anonymous-limit"


class BotMessage(UserError):
    """A bot's message was to be made a question."""

    message = "questions-error-bot-message"


class NotYoursToConvert(UserError):
    message = "questions-error-convert-not-yours"


class AlreadyAQuestion(UserError):
    """`thread`: a mention of the thread."""

    message = "questions-error-already-question"


# Solving


class NotYours(UserError):
    """Only the asker, staff and trusted members accept."""

    message = "questions-error-not-yours"


class NotTheAsker(UserError):
    message = "questions-error-not-asker"


class AlreadySolved(UserError):
    message = "questions-error-already-solved"


class NotSolved(UserError):
    message = "questions-error-not-solved"


class OwnAnswer(UserError):
    message = "questions-error-own-answer"


class BotAnswer(UserError):
    message = "questions-error-bot-answer"


class AnswerGone(UserError):
    message = "questions-error-answer-gone"


class NotAnAnswer(UserError):
    """The message is not in the question's thread, or is the question itself."""

    message = "questions-error-not-an-answer"


class NoHelpers(UserError):
    message = "questions-error-no-helpers"


class HelperNotFound(UserError):
    """Somebody to be thanked wrote no answer here."""

    message = "questions-error-helper-not-found"


# Closing


class AlreadyClosed(UserError):
    message = "questions-error-already-closed"


class AlreadyOpen(UserError):
    message = "questions-error-already-open"


class NotYoursToClose(UserError):
    message = "questions-error-close-not-yours"


class NotYoursToReopen(UserError):
    message = "questions-error-reopen-not-yours"


class ReasonNeeded(UserError):
    """`limit`."""

    message = "questions-error-reason-needed"


class DuplicateOfItself(UserError):
    message = "questions-error-duplicate-itself"


class DuplicateCycle(UserError):
    """The other question is itself a duplicate of this one."""

    message = "questions-error-duplicate-cycle"


class TooLateToDeflect(UserError):
    message = "questions-error-deflect-late"


# Helping


class StaffOnly(UserError):
    message = "questions-error-staff-only"


class OwnQuestion(UserError):
    message = "questions-error-own-question"


class AlreadyClaimed(UserError):
    """`member`: a mention; `until` (moment)."""

    message = "questions-error-already-claimed"


class NotClaimed(UserError):
    message = "questions-error-not-claimed"


class AlreadyExpert(UserError):
    """`tag`."""

    message = "questions-error-already-expert"


class NotExpert(UserError):
    message = "questions-error-not-expert"


# Finding


class NothingToSearch(UserError):
    message = "questions-error-search-empty"


class BadPeriod(UserError):
    message = "questions-error-period"


class FaqNameInvalid(UserError):
    """`limit`."""

    message = "questions-error-faq-name"


class FaqNameTaken(UserError):
    """`name`."""

    message = "questions-error-faq-taken"
    written = frozenset({"name"})


class FaqNotFound(UserError):
    message = "questions-error-faq-not-found"


# Unsealing


class NotAnonymous(UserError):
    message = "questions-error-not-anonymous"


class ModeratorsOnly(UserError):
    message = "questions-error-moderators-only"


class UnsealOwn(UserError):
    """A moderator's own question: somebody else has to decide."""

    message = "questions-error-unseal-own"


class UnsealNeedsAnother(UserError):
    message = "questions-error-unseal-another"


class UnsealRequested(UserError):
    """Somebody has asked for it already; `until` (moment)."""

    message = "questions-error-unseal-requested"


class UnsealDone(UserError):
    message = "questions-error-unseal-done"


class UnsealExpired(UserError):
    message = "questions-error-unseal-expired"


class UnsealNotFound(UserError):
    message = "questions-error-unseal-not-found"


class AuthorForgotten(UserError):
    """The author had their data erased, or the key was replaced: nobody can tell any more who it was."""

    message = "questions-error-author-forgotten"
