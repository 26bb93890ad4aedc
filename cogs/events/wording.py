"""Events in words: the same on announcements, in private answers and in threads."""

from datetime import datetime, timedelta

from bot.events.model import TITLE_MAX, Event, Occurrence, PlaceKind
from bot.i18n import Language, say
from bot.ui.texts import moment, plain

LINE_SHOWN = 150
"""Of a place, a sponsor, a price or a rank, escapes included."""
LINE_LIMIT = 1_500
DESCRIPTION_SHOWN = 1_500
"""Escapes included: with twenty names and the longest lines a card stays below Discord's 4,000 characters."""
ONE_DAY = timedelta(hours=24)


def title_of(event: Event) -> str:
    return plain(event.title, 2 * TITLE_MAX)


def seconds(at: datetime) -> str:
    """Return a moment as Discord's time stamps take it; as text, or Fluent would group its digits."""
    return str(int(at.timestamp()))


def when_text(occurrence: Occurrence) -> str:
    """Return from when to when it is, in each reader's own zone."""
    same_day = occurrence.ends_at - occurrence.starts_at < ONE_DAY
    end = moment(occurrence.ends_at, "t" if same_day else "F")
    return f"{moment(occurrence.starts_at, 'F')} – {end} ({moment(occurrence.starts_at, 'R')})"


def place_text(event: Event) -> str:
    """Return where it is: a channel to click on, or what the organiser wrote."""
    if event.place_kind is not PlaceKind.EXTERNAL and event.place_channel_id is not None:
        return f"<#{event.place_channel_id}>"
    return plain(event.place or "", LINE_SHOWN)


def hosts_text(event: Event, language: Language) -> str:
    """Return who hosts it; nobody is notified where messages mention nobody."""
    hosts = [f"<@{host_id}>" for host_id in (event.host_id, event.cohost_id) if host_id is not None]
    if not hosts:
        return say(language, "events-rsvp-host-former")
    return names_text(hosts, language)


def names_text(names: list[str], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(names)


def audience_text(event: Event, rank: str | None, language: Language) -> str | None:
    """Return who it is for; None where it is for everybody."""
    role, named = event.audience_role_id, plain(rank, LINE_SHOWN) if rank is not None else None
    if role is not None and named is not None:
        return say(language, "events-rsvp-for-both", role=str(role), rank=named)
    if role is not None:
        return say(language, "events-rsvp-for-role", role=str(role))
    if named is not None:
        return say(language, "events-rsvp-for-rank", rank=named)
    return say(language, "events-rsvp-for-rank-gone") if event.needs_rank else None


def description_text(event: Event) -> str | None:
    """Return what the organiser wrote, in its own lines, without anything that notifies or hides a link."""
    lines = [plain(line, LINE_LIMIT) for line in event.description.splitlines()]
    return "\n".join(lines).strip()[:DESCRIPTION_SHOWN] or None
