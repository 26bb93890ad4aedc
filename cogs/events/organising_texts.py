"""What organisers read: moments with their zone, spans, repetitions, states; the same words in all their screens."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.events import recurring
from bot.events.model import Event, EventState
from bot.events.organising import DATES_SHOWN, first_date, next_dates
from bot.i18n import Language, say
from bot.profiles import zones
from bot.text import cut
from bot.ui.texts import moment, plain
from bot.when import Moment

TROUBLES_SHOWN = 3
SEPARATOR = {Language.EN: ", ", Language.JA: "、"}


def wall_text(local: datetime, language: Language) -> str:
    """Return a wall time in words: Fri 27 Nov 2026, 20:00."""
    # Half a second of everybody's start otherwise.
    from babel.dates import format_datetime  # noqa: PLC0415

    pattern = "y年M月d日(E) H:mm" if language is Language.JA else "EEE d MMM y, HH:mm"
    return str(format_datetime(local, pattern, locale=language.value))


def zone_text(zone: str, at: datetime, language: Language) -> str:
    """Return a zone by its city, its name and how far it is from UTC at a moment."""
    return say(
        language, "events-organising-zone", city=zones.city(zone, language), zone=zone, offset=zones.offset(zone, at)
    )


def start_text(event: Event, language: Language) -> str:
    """Return a start as everybody will see it, and as it was meant: wall time and zone."""
    at = first_date(event)
    return say(
        language,
        "events-organising-start",
        at=moment(at, "F"),
        relative=moment(at, "R"),
        wall=wall_text(event.starts_local, language),
        zone=zone_text(event.time_zone, at, language),
    )


def moment_label(meant: Moment, language: Language) -> str:
    """Return one reading of a typed start, for a button, with what tells it from the others."""
    said = wall_text(meant.local, language)
    whys = SEPARATOR[language].join(say(language, why.value) for why in meant.whys)
    if not whys:
        return said
    return f"{said}（{whys}）" if language is Language.JA else f"{said} ({whys})"


def span_text(span: timedelta, language: Language) -> str:
    minutes = int(span.total_seconds() // 60)
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [
        say(language, f"events-organising-span-{unit}", count=count)
        for unit, count in (("days", days), ("hours", hours), ("minutes", left))
        if count
    ]
    return ("" if language is Language.JA else " ").join(parts)


def reminders_text(spans: Sequence[timedelta], language: Language) -> str:
    if not spans:
        return say(language, "events-organising-none")
    said = [say(language, "events-organising-before", span=span_text(span, language)) for span in spans]
    return SEPARATOR[language].join(said)


def repeats_text(event: Event, now: datetime, language: Language) -> str:
    """Return how an event repeats, in words, with its next dates."""
    if event.rule is None:
        return say(language, "events-organising-happens-once")
    try:
        rule = recurring.describe(event.rule, language)
    except ValueError:
        rule = event.rule
    dates = SEPARATOR[language].join(
        moment(one.starts_at, "f") for one in next_dates(event, now=now, limit=DATES_SHOWN)
    )
    return say(language, "events-organising-repeats", rule=plain(rule, 200), dates=dates or "–")


def trouble_text(error: UserError, language: Language) -> str:
    params = {name: plain(str(value), 100) if name in error.written else value for name, value in error.params.items()}
    return f"⚠️ {say(language, error.message, **params)}"


def troubles_text(troubles: Sequence[UserError], language: Language) -> str:
    return "\n".join(trouble_text(error, language) for error in troubles[:TROUBLES_SHOWN])


def state_text(state: EventState, language: Language) -> str:
    return say(language, f"events-organising-state-{state.value}")


def choice_text(event: Event, language: Language, *, limit: int = 100) -> str:
    """Return an event for a list of suggestions: its title, and its state where it isn't public."""
    if event.state is EventState.PUBLISHED:
        return cut(event.title, limit)
    return cut(
        say(language, "events-organising-choice", title=event.title, state=state_text(event.state, language)), limit
    )


def preset_text(rule: str | None, language: Language) -> str:
    """Return a preset in words, for a menu."""
    return say(language, "events-organising-once") if rule is None else recurring.describe(rule, language)
