"""What filters refuse: first what is wrong with what one is to look for, then the rest. Nothing was changed."""

from bot.errors import UserError


class WordTooLong(UserError):
    """Params: word, limit."""

    message = "filters-error-word-long"
    written = frozenset({"word"})


class WordTooShort(UserError):
    """A word of one letter would hit in every sentence. Params: word."""

    message = "filters-error-word-short"
    written = frozenset({"word"})


class WordSaysNothing(UserError):
    """Nothing is left of it but signs. Params: word."""

    message = "filters-error-word-empty"
    written = frozenset({"word"})


class WildcardInside(UserError):
    """`*` may stand before and behind a word. Params: word."""

    message = "filters-error-word-wildcard"
    written = frozenset({"word"})


class TooManyWords(UserError):
    """Params: limit."""

    message = "filters-error-words-many"


class TooManyPatterns(UserError):
    """Params: limit."""

    message = "filters-error-patterns-many"


class PatternTooLong(UserError):
    """Params: pattern, limit."""

    message = "filters-error-pattern-long"
    written = frozenset({"pattern"})


class PatternNotUnderstood(UserError):
    """Params: pattern; part (what of it), place (its first character, from 1 on; 0 where it is the whole)."""

    message = "filters-error-pattern-syntax"
    written = frozenset({"pattern", "part"})


class PatternUnsupported(UserError):
    """It looks around or back, which no search in bounded time can. Params: pattern, what (`around`, `back`), place."""

    message = "filters-error-pattern-unsupported"
    written = frozenset({"pattern"})


class PatternMatchesNothing(UserError):
    """It is found in an empty text, and so in every text. Params: pattern."""

    message = "filters-error-pattern-empty"
    written = frozenset({"pattern"})


class PatternMatchesEverything(UserError):
    """It is found in each of several texts that have nothing in common. Params: pattern."""

    message = "filters-error-pattern-everything"
    written = frozenset({"pattern"})


class PatternTooCostly(UserError):
    """Its repetitions of repetitions take more memory than a server is given. Params: pattern."""

    message = "filters-error-pattern-costly"
    written = frozenset({"pattern"})


class NotADomain(UserError):
    """Params: domain."""

    message = "filters-error-domain"
    written = frozenset({"domain"})


# What is done with filters and hits ------------------------------------------------------------------------------


class AdminsOnly(UserError):
    message = "filters-error-admins-only"


class ModeratorsOnly(UserError):
    message = "filters-error-moderators-only"


class FilterNotFound(UserError):
    message = "filters-error-not-found"


class NameTaken(UserError):
    """Params: name."""

    message = "filters-error-name-taken"
    written = frozenset({"name"})


class NameEmpty(UserError):
    message = "filters-error-name-empty"


class TooManyFilters(UserError):
    """Params: limit."""

    message = "filters-error-many"


class TooManyEntries(UserError):
    """Of domains, invites or exceptions. Params: limit."""

    message = "filters-error-entries-many"


class LineRefused(UserError):
    """Params: line (counted from 1), why (the sentence of what is wrong with it, in the reader's language)."""

    message = "filters-error-line"
    written = frozenset()

    def __init__(self, *, line: int, cause: UserError) -> None:
        super().__init__(line=line)
        self.line = line
        self.cause = cause


class NothingToLookFor(UserError):
    """A filter whose list is empty can't be switched on."""

    message = "filters-error-empty"


class NumberOutside(UserError):
    """Params: what (`count`, `seconds`, `days`, `messages`), least, most."""

    message = "filters-error-number"


class NotOfThisKind(UserError):
    """Params: what (`list`, `number`, `exceptions`)."""

    message = "filters-error-kind"


class ExemptTooMany(UserError):
    """Params: limit."""

    message = "filters-error-exempt-many"


class RuleUnknown(UserError):
    """Params: number."""

    message = "filters-error-rule"


class FileTooLarge(UserError):
    """Params: limit (in KB)."""

    message = "filters-error-file-large"


class FileUnreadable(UserError):
    """It is no text in UTF-8, or no file that `/filter export` has made."""

    message = "filters-error-file"


class HitNotFound(UserError):
    message = "filters-error-hit-not-found"


class AlreadyJudged(UserError):
    """Somebody has decided about it meanwhile."""

    message = "filters-error-judged"


class NobodyThere(UserError):
    """The member has had their data erased: there is nobody left to decide about."""

    message = "filters-error-nobody"


class StillWaits(UserError):
    """An alert about them waits for moderators: their data is erased once that is decided."""

    message = "filters-error-still-waits"
