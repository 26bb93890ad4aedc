"""The announcement of an event as people see it: what, when, where, who comes, and the buttons to answer with."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.events.model import Event, EventState, Occurrence, OccurrenceState
from bot.events.rsvp_model import NAMES_SHOWN, Counts, Shown
from bot.i18n import Language, say
from bot.ui.layout import BAD, CALM, CAREFUL, GOOD, card, layout_of, line, row
from bot.ui.texts import moment, plain
from cogs.events import wording
from cogs.events.answering import CannotButton, GoingButton, MaybeButton, PeopleButton
from cogs.events.calendar import IcsButton

REASON_SHOWN = 600

_COLOURS = {
    OccurrenceState.PLANNED: GOOD,
    OccurrenceState.RUNNING: CAREFUL,
    OccurrenceState.ENDED: CALM,
    OccurrenceState.CANCELLED: BAD,
}


def announcement(
    event: Event,
    occurrence: Occurrence,
    *,
    language: Language,
    counts: Counts = Counts(),  # noqa: B008 - frozen
    going: Sequence[int] = (),
    rank: str | None = None,
    picture: str | None = None,
    preview: bool = False,
) -> ui.LayoutView:
    """Return the announcement as a message of its own; see `announcement_card`."""
    return layout_of(
        announcement_card(
            event,
            occurrence,
            language=language,
            counts=counts,
            going=going,
            rank=rank,
            picture=picture,
            preview=preview,
        )
    )


def announcement_card(
    event: Event,
    occurrence: Occurrence,
    *,
    language: Language,
    counts: Counts = Counts(),  # noqa: B008 - frozen
    going: Sequence[int] = (),
    rank: str | None = None,
    picture: str | None = None,
    preview: bool = False,
) -> ui.Container[Any]:
    """Return what members see of an occurrence.

    `going`: the first of those who come; `rank`: the name of the rank it is for; `picture`: the name of the file that
    is sent along. A `preview` has its buttons, and they can't be pressed.
    """
    return card(
        _head(event, occurrence, language),
        _gallery(event, picture),
        wording.description_text(event),
        "\n".join(_facts(event, occurrence, rank, language)),
        line(),
        "\n".join(_who(event, counts, going, language)),
        row(*_buttons(event, occurrence, language, preview=preview)),
        colour=BAD if event.state is EventState.CANCELLED else _COLOURS[occurrence.state],
    )


def shown_view(shown: Shown, language: Language) -> ui.LayoutView:
    """Return an announcement from what is kept of it."""
    return announcement(
        shown.event,
        shown.occurrence,
        language=language,
        counts=shown.counts,
        going=shown.going,
        rank=shown.rank,
        picture=picture_name(shown.picture[0]) if shown.picture is not None else None,
    )


def picture_name(kind: str) -> str:
    """Return what the picture's file is called, which the card names."""
    return f"event.{kind}"


def _head(event: Event, occurrence: Occurrence, language: Language) -> str:
    lines = [f"## {wording.title_of(event)}"]
    if occurrence.state is OccurrenceState.CANCELLED:
        lines.insert(0, say(language, "events-rsvp-card-cancelled"))
        if occurrence.cancelled_reason:
            reason = plain(occurrence.cancelled_reason, REASON_SHOWN)
            lines.append(say(language, "events-rsvp-reason", reason=reason))
    elif occurrence.state is OccurrenceState.ENDED:
        lines.insert(0, say(language, "events-rsvp-card-ended"))
    elif occurrence.state is OccurrenceState.RUNNING:
        lines.insert(0, say(language, "events-rsvp-card-running"))
    return "\n".join(lines)


def _gallery(event: Event, picture: str | None) -> ui.MediaGallery[Any] | None:
    if picture is None:
        return None
    gallery: ui.MediaGallery[Any] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{picture}", description=event.title)
    return gallery


def _facts(event: Event, occurrence: Occurrence, rank: str | None, language: Language) -> list[str]:
    when = say(language, "events-rsvp-fact-when", when=wording.when_text(occurrence))
    if occurrence.moved and occurrence.starts_at != occurrence.original_at:
        when += "\n" + say(language, "events-rsvp-fact-moved", at=moment(occurrence.original_at, "F"))
    facts = [
        when,
        say(language, "events-rsvp-fact-where", place=wording.place_text(event)),
        say(language, "events-rsvp-fact-host", hosts=wording.hosts_text(event, language)),
    ]
    audience = wording.audience_text(event, rank, language)
    if audience is not None:
        facts.append(say(language, "events-rsvp-fact-for", audience=audience))
    if event.price:
        facts.append(say(language, "events-rsvp-fact-price", price=plain(event.price, wording.LINE_SHOWN)))
    if event.sponsor:
        facts.append(say(language, "events-rsvp-fact-sponsor", sponsor=plain(event.sponsor, wording.LINE_SHOWN)))
    return facts


def _who(event: Event, counts: Counts, going: Sequence[int], language: Language) -> list[str]:
    lines = [counted(event, counts, language)]
    if going:
        names = [f"<@{member_id}>" for member_id in going[:NAMES_SHOWN]]
        said = wording.names_text(names, language)
        more = counts.going - len(names)
        lines.append(say(language, "events-rsvp-names-more", names=said, more=more) if more > 0 else said)
    others = []
    if counts.in_line:
        others.append(say(language, "events-rsvp-card-waiting", count=counts.in_line))
    if counts.maybe:
        others.append(say(language, "events-rsvp-card-maybe", count=counts.maybe))
    if others:
        lines.append(("・" if language is Language.JA else " · ").join(others))
    return lines


def counted(event: Event, counts: Counts, language: Language) -> str:
    """Return how many come, of how many who can."""
    if event.capacity is None:
        return say(language, "events-rsvp-card-going", count=counts.going)
    return say(language, "events-rsvp-card-going-of", count=counts.going, capacity=event.capacity)


def _buttons(event: Event, occurrence: Occurrence, language: Language, *, preview: bool) -> list[ui.Item[Any]]:
    over = occurrence.state in (OccurrenceState.ENDED, OccurrenceState.CANCELLED)
    shut = preview or over or event.state is EventState.CANCELLED
    buttons: list[ui.Item[Any]] = [
        GoingButton(occurrence.id, language=language, disabled=shut),
        MaybeButton(occurrence.id, language=language, disabled=shut),
        CannotButton(occurrence.id, language=language, disabled=shut),
        PeopleButton(occurrence.id, language=language, disabled=preview),
        IcsButton(occurrence.id, language=language, disabled=preview),
    ]
    return buttons


def file_of(shown: Shown) -> list[discord.File]:
    """Return the picture to send along, if there is one."""
    if shown.picture is None:
        return []

    kind, data = shown.picture
    return [discord.File(BytesIO(data), filename=picture_name(kind))]
