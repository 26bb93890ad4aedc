"""What can be refused about what a filter is to look for; nothing was changed."""

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
