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


# Building


class NotADraft(UserError):
    """It was opened or planned meanwhile."""

    message = "surveys-error-not-a-draft"


class NotPlanned(UserError):
    message = "surveys-error-not-planned"


class NotOpen(UserError):
    message = "surveys-error-is-not-open"


class StillRunning(UserError):
    """An open or planned survey isn't deleted; it is closed first."""

    message = "surveys-error-still-running"


class QuestionsLocked(UserError):
    """Somebody may have answered."""

    message = "surveys-error-questions-locked"


class NoChannel(UserError):
    """The server has named none for surveys."""

    message = "surveys-error-no-channel"


class AudienceGone(UserError):
    """Its role or rank was deleted, or no role was chosen yet."""

    message = "surveys-error-audience-gone"


class TitleEmpty(UserError):
    message = "surveys-error-title-empty"


class WhyEmpty(UserError):
    message = "surveys-error-why-empty"


class NoQuestions(UserError):
    message = "surveys-error-no-questions"


class TooManyQuestions(UserError):
    """`limit`."""

    message = "surveys-error-too-many-questions"


class QuestionGone(UserError):
    message = "surveys-error-question-gone"


class QuestionEmpty(UserError):
    message = "surveys-error-question-empty"


class TooLong(UserError):
    """`text`, `limit`, `length`."""

    message = "surveys-error-too-long"
    written = frozenset({"text"})


class TooFewOptions(UserError):
    message = "surveys-error-too-few-options"


class TooManyOptions(UserError):
    """`limit`, `count`."""

    message = "surveys-error-too-many-options"


class OptionTwice(UserError):
    """`option`."""

    message = "surveys-error-option-twice"
    written = frozenset({"option"})


class MostWrong(UserError):
    """`typed`, `options`: how many there are."""

    message = "surveys-error-most"
    written = frozenset({"typed"})


class PictureMissing(UserError):
    """`option`."""

    message = "surveys-error-picture-missing"
    written = frozenset({"option"})


class NoConcept(UserError):
    """A test of concepts without any."""

    message = "surveys-error-no-concept"


class OneConceptOnly(UserError):
    message = "surveys-error-one-concept"


class ClosesTooSoon(UserError):
    message = "surveys-error-closes-too-soon"


class ClosesTooLate(UserError):
    """`days`: how long a survey is open at most."""

    message = "surveys-error-closes-too-late"


class PointsWrong(UserError):
    """`limit`."""

    message = "surveys-error-points"


class SampleWrong(UserError):
    message = "surveys-error-sample"


class SampleTooSmall(UserError):
    """Fewer than `limit` would be asked, of whom nothing could ever be shown."""

    message = "surveys-error-sample-small"


class DoesNotFit(UserError):
    """An answer that the question doesn't take: made up, or from before the survey was changed."""

    message = "surveys-error-does-not-fit"


class AnswerNeeded(UserError):
    """A question that must be answered was to be skipped."""

    message = "surveys-error-answer-needed"


class AnswersMissing(UserError):
    """It can't be sent yet: `number` is the first question that must still be answered."""

    message = "surveys-error-answers-missing"


class KeyMissing(UserError):
    """Answers can't be read: the key file (`bot.seal`) is missing or another one."""

    message = "surveys-error-key"


# Results


class NothingToDecide(UserError):
    """Decisions belong to tests of concepts that have closed."""

    message = "surveys-error-nothing-to-decide"


class DecisionEmpty(UserError):
    message = "surveys-error-decision-empty"


# NPS


class RoundRunning(UserError):
    """One round at a time."""

    message = "surveys-error-round-running"


class NobodyToAsk(UserError):
    """Everybody was asked within 90 days, is staff, or has joined only lately."""

    message = "surveys-error-nobody-to-ask"
