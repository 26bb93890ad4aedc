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


# Organising


class TitleNeeded(UserError):
    message = "events-error-title"


class DurationUnclear(UserError):
    message = "events-error-duration"
    written = frozenset({"typed"})


class CapacityUnclear(UserError):
    message = "events-error-capacity"
    written = frozenset({"typed"})


class RemindersUnclear(UserError):
    message = "events-error-reminders"
    written = frozenset({"typed"})


class StartUnclear(UserError):
    """Of a draft whose start was typed in a way that isn't understood, or that can mean several moments."""

    message = "events-error-start-unclear"


class ZoneUnclear(UserError):
    message = "events-error-zone"
    written = frozenset({"typed"})


class StillOpen(UserError):
    """Something that was typed has to be confirmed in its form."""

    message = "events-error-still-open"


class StartPassed(UserError):
    message = "events-error-start-passed"


class NoDates(UserError):
    """The rule of recurrence has no date that is to come."""

    message = "events-error-no-dates"


class PlaceNeeded(UserError):
    message = "events-error-place"


class HostNeeded(UserError):
    message = "events-error-host-needed"


class HostGone(UserError):
    """Whoever is to host isn't a member of the server (any more), or is a bot."""

    message = "events-error-host-gone"


class NotADraft(UserError):
    """It is published, decided or deleted by now."""

    message = "events-error-not-draft"


class PublishersOnly(UserError):
    """Members propose events; moderators, admins and staff publish them."""

    message = "events-error-publishers-only"


class ChannelNotSet(UserError):
    message = "events-error-channel-not-set"


class ChannelGone(UserError):
    message = "events-error-channel-gone"


class ChannelClosed(UserError):
    """`permissions`: what the bot lacks there."""

    message = "events-error-channel-closed"


class PlaceGone(UserError):
    """The voice or stage channel was deleted."""

    message = "events-error-place-gone"


class AudienceGone(UserError):
    """The role or rank it is for was deleted: it must never be for everybody by that, nor for nobody unseen."""

    message = "events-error-audience-gone"


class TooManyDrafts(UserError):
    message = "events-error-too-many-drafts"


class ProposalsOff(UserError):
    message = "events-error-proposals-off"


class TooManyProposals(UserError):
    message = "events-error-too-many-proposals"


class AlreadyDecided(UserError):
    message = "events-error-decided"


class ReasonNeeded(UserError):
    message = "events-error-reason"


class RecurrenceNotMoved(UserError):
    """A series with a rule of its own can't be moved as a whole by saying one date."""

    message = "events-error-rule-stays"


class MovedNowhere(UserError):
    message = "events-error-moved-nowhere"


class AnswersDropped(UserError):
    """Dates people have answered for would be gone: this has to be agreed to."""

    message = "events-error-answers-dropped"


# Who was there


class NothingToRun(UserError):
    """They hold no event around now."""

    message = "events-error-nothing-to-run"


class SayWhich(UserError):
    """Several dates can be meant."""

    message = "events-error-say-which"


class TooEarlyToTick(UserError):
    """Who was there can't be said before it begins."""

    message = "events-error-too-early-to-tick"


class TooLateToTick(UserError):
    """More than `days` days have passed since the end."""

    message = "events-error-too-late-to-tick"


class NobodyThere(UserError):
    """Of those who were named none can have been there: bots."""

    message = "events-error-nobody-there"


class ListTooLarge(UserError):
    """A file is over `limit` kilobytes."""

    message = "events-error-list-too-large"


class ListUnreadable(UserError):
    message = "events-error-list-unreadable"


class ListEmpty(UserError):
    message = "events-error-list-empty"


class ListColumnMissing(UserError):
    """Several columns, and none is named as that of the names."""

    message = "events-error-list-column"


class ListTooLong(UserError):
    """A file names more than `limit` people."""

    message = "events-error-list-too-long"


class ListIdsRounded(UserError):
    """A spreadsheet has rounded the ids, on `line` first."""

    message = "events-error-list-rounded"


class ListOutdated(UserError):
    message = "events-error-list-outdated"


class CodeWrong(UserError):
    """No event that can be checked in to now has this code; so many tries are `left`."""

    message = "events-error-code-wrong"


class NoCheckin(UserError):
    """No event can be checked in to now."""

    message = "events-error-no-checkin"


class CheckinTooOften(UserError):
    """Too many wrong codes; from `at` on again."""

    message = "events-error-checkin-too-often"


class CheckinBusy(UserError):
    """Many wrong codes were tried in this server."""

    message = "events-error-checkin-busy"


class CheckinClosed(UserError):
    """No code can be made now: it is too early, or over."""

    message = "events-error-checkin-closed"


class CodeSealed(UserError):
    """The code can't be read: the key is another one, or missing."""

    message = "events-error-code-sealed"


# Live questions


class QuestionsClosed(UserError):
    message = "events-error-questions-closed"


class QuestionsElsewhere(UserError):
    """Several events collect questions; which one is meant, their cards tell."""

    message = "events-error-questions-elsewhere"


class QuestionGone(UserError):
    message = "events-error-question-gone"


class QuestionsEnough(UserError):
    """They have `limit` open questions."""

    message = "events-error-questions-enough"


class QuestionEmpty(UserError):
    message = "events-error-question-empty"


class OwnQuestion(UserError):
    """Their own vote is in it from the beginning."""

    message = "events-error-own-question"


class NoPlaceForQuestions(UserError):
    """There is no thread or channel of the event in which questions could be collected."""

    message = "events-error-no-place-for-questions"


# Recurrence


class RuleNotUnderstood(UserError):
    """It is no rule of RFC 5545, or has parts that aren't used here."""

    message = "events-error-rule"


class RuleTooOften(UserError):
    """More often than daily."""

    message = "events-error-rule-often"


class RuleNeverHappens(UserError):
    """30 February, or an end before the start."""

    message = "events-error-rule-never"


class StartNotInRule(UserError):
    """`first`: the first day of the rule, as 2026-12-08."""

    message = "events-error-rule-start"
