"""The editor of an event: its announcement as members will see it, and below it everything that can be changed.

It is private, and everything on it works from the rows alone: after a restart, tomorrow, or opened twice.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.errors import UserError
from bot.events.model import Event, EventState, NativeState, Occurrence, OccurrenceState, Picture
from bot.events.organising import Editing, first_date
from bot.events.typed import START, ZONE
from bot.i18n import Language, say
from bot.profiles import zones
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, Choosing
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, CAREFUL, GOOD, card, layout_of, row
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of
from cogs.events import organising_texts as texts
from cogs.events.announcing import announcement_card, picture_name
from cogs.events.wording import description_text, title_of

PARTS = ("words", "time", "place", "repeats", "people", "more")
"""The forms of the editor, in the order of its buttons."""


async def think_here(interaction: discord.Interaction[Any]) -> None:
    """Say that the answer is on its way: in place of a private card, beside anything public."""
    if _is_private(interaction):
        await think_in_place(interaction)
    else:
        await think(interaction)


async def show_here(
    interaction: discord.Interaction[Any], view: ui.LayoutView, files: list[discord.File] | None = None
) -> None:
    """Show a private card in place of the one whose button or form it was, else as an answer of its own."""
    if _is_private(interaction):
        await edit_in_place(interaction, view=view, files=files or [])
    else:
        await reply(interaction, view=view, files=files or [])


def _is_private(interaction: discord.Interaction[Any]) -> bool:
    message = interaction.message
    return message is not None and message.flags.ephemeral and message.flags.components_v2


async def show_editor(interaction: discord.Interaction[Bot], event_id: int, *, said: str | None = None) -> None:
    """Show an event's editor as it is now; `said`: what has just happened."""
    organising, language = interaction.client.app.events.organising, language_of(interaction)
    actor = await actor_of(interaction)
    editing = await organising.editing(by=actor, event_id=event_id, language=language)
    picture = await organising.picture(guild_id=actor.guild_id, event_id=event_id) if editing.picture else None
    rank = await rank_name(interaction.client, editing.event)
    view = editor_view(editing, language, now=interaction.client.app.clock(), rank=rank, picture=picture, said=said)
    await show_here(interaction, view, [picture_file(picture)] if picture else [])


async def rank_name(bot: Bot, event: Event) -> str | None:
    """Return the name of the rank an event is for."""
    if event.audience_rank_id is None:
        return None
    ranks = await bot.app.points.ranks.list(guild_id=event.guild_id)
    return next((rank.name for rank in ranks if rank.id == event.audience_rank_id), None)


def picture_file(picture: Picture) -> discord.File:
    return discord.File(BytesIO(picture.data), filename=picture_name(picture.format))


def editor_view(
    editing: Editing,
    language: Language,
    *,
    now: datetime,
    rank: str | None = None,
    picture: Picture | None = None,
    said: str | None = None,
) -> ui.LayoutView:
    shown = picture_name(picture.format) if picture is not None else None
    controls = _controls(editing, language, now=now, said=said)
    if START in editing.event.pending and not editing.choices:
        return layout_of(_without_start(editing.event, language, shown), controls)
    preview = announcement_card(
        editing.event,
        as_occurrence(editing),
        language=language,
        rank=rank,
        picture=shown,
        preview=True,
    )
    return layout_of(preview, controls)


def _without_start(event: Event, language: Language, picture: str | None) -> ui.Container[Any]:
    """Return what stands in place of the announcement while nobody knows when it is."""
    gallery: ui.MediaGallery[Any] = ui.MediaGallery()
    if picture is not None:
        gallery.add_item(media=f"attachment://{picture}", description=event.title)
    return card(
        f"## {title_of(event)}",
        gallery if picture is not None else None,
        description_text(event),
        f"-# {say(language, 'events-editor-no-preview')}",
    )


def as_occurrence(editing: Editing) -> Occurrence:
    """Return the first date as its announcement shows it; there is none yet."""
    event = editing.event
    starts_at = editing.dates[0].starts_at if editing.dates else first_date(event)
    if editing.choices:
        starts_at = editing.choices[0].at
    return Occurrence(
        id=event.id,
        guild_id=event.guild_id,
        event_id=event.id,
        original_at=starts_at,
        starts_at=starts_at,
        ends_at=starts_at + event.duration,
        moved=False,
        place_kind=None,
        place_channel_id=None,
        place=None,
        state=OccurrenceState.PLANNED,
        cancelled_reason=None,
        channel_id=None,
        message_id=None,
        thread_id=None,
        native_id=None,
        native_state=NativeState.NONE,
        native_known=None,
        began_at=None,
        ended_at=None,
        sequence=0,
        sealed_code=None,
        settled_at=None,
        follow_up=None,
        recap_thread_id=None,
        survey_id=None,
    )


def _controls(editing: Editing, language: Language, *, now: datetime, said: str | None) -> ui.Container[Any]:
    event = editing.event
    choosing = row(*(ChooseStartButton.of(event.id, one, language=language) for one in editing.choices))
    searched = event.pending.get(ZONE)
    found = zones.find(searched) if searched else []
    return card(
        said,
        f"-# {_head(event, language)}",
        "\n".join(_facts(editing, language, now)),
        texts.troubles_text(editing.troubles, language) or None,
        choosing,
        row(ZoneMenu(event.id, found, now=now, language=language)) if found else None,
        row(*(EditButton.of(event.id, part, language=language) for part in PARTS[:5])),
        row(
            EditButton.of(event.id, PARTS[5], language=language),
            *([RemovePictureButton(event.id, language=language)] if editing.picture else []),
        ),
        row(*_endings(editing, language)),
        colour=CAREFUL if editing.troubles else (CALM if event.edits_id else GOOD),
    )


def _head(event: Event, language: Language) -> str:
    if event.edits_id is not None:
        return say(language, "events-editor-copy")
    if event.state is EventState.PROPOSED:
        return say(language, "events-editor-proposal")
    return say(language, "events-editor-draft")


def _facts(editing: Editing, language: Language, now: datetime) -> list[str]:
    event = editing.event
    facts = []
    if START not in event.pending:
        facts.append(texts.start_text(event, language))
    facts.append(say(language, "events-editor-duration", span=texts.span_text(event.duration, language)))
    facts.append(texts.repeats_text(event, now, language))
    facts.append(say(language, "events-editor-reminders", reminders=texts.reminders_text(event.reminders, language)))
    return facts


def _endings(editing: Editing, language: Language) -> list[ui.Item[Any]]:
    """Return what one can do with the whole of it."""
    event, unready = editing.event, bool(editing.troubles)
    if event.edits_id is not None:
        return [
            EndButton.of(event.id, "save", language=language, disabled=unready),
            EndButton.of(event.id, "leave", language=language),
        ]
    if event.state is EventState.PROPOSED:
        return [EndButton.of(event.id, "approve", language=language, disabled=unready)]
    ready = "publish" if editing.may_publish else "propose"
    return [
        EndButton.of(event.id, ready, language=language, disabled=unready),
        EndButton.of(event.id, "discard", language=language),
    ]


class EditButton(Button):
    """Opens one of the editor's forms."""

    action = "events:edit-open"
    arguments = (int, str)

    @classmethod
    def of(cls, event_id: int, part: str, *, language: Language) -> "EditButton":
        return cls(event_id, part, language=language, label=say(language, f"events-editor-button-{part}"))

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int, part: str) -> None:
        from cogs.events.forms import open_part  # noqa: PLC0415 - the forms show the editor again

        if part not in PARTS:
            raise ButtonOutdated
        await open_part(interaction, event_id, part)


class ChooseStartButton(Button):
    """One of the moments that a typed start can mean."""

    action = "events:choose-start"
    arguments = (int, int)
    look = discord.ButtonStyle.primary

    @classmethod
    def of(cls, event_id: int, meant: Any, *, language: Language) -> "ChooseStartButton":
        said = texts.moment_label(meant, language)
        return cls(event_id, int(meant.at.timestamp()), language=language, label=said)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int, seconds: int) -> None:
        await think_here(interaction)
        drafting, actor = interaction.client.app.events.drafting, await actor_of(interaction)
        at = moment_of(seconds)
        await drafting.choose_start(at, by=actor, event_id=event_id, language=language_of(interaction))
        await show_editor(interaction, event_id)


def moment_of(seconds: int) -> datetime:
    """Return the moment in a custom id. Raises ButtonOutdated for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise ButtonOutdated from None


class ZoneMenu(Choosing, ui.Select[Any]):
    """The zones that what was typed can mean."""

    action = "events:choose-zone"

    def __init__(self, event_id: int, found: list[zones.Place], *, now: datetime, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(event_id),
            placeholder=label(language, "events-editor-zone-menu", 150),
            options=[
                discord.SelectOption(
                    label=cut(texts.zone_text(place.zone, now, language), OPTION_LABEL_LIMIT), value=place.zone
                )
                for place in found[:25]
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], event_id: int) -> None:
        await think_here(interaction)
        if len(values) != 1:
            raise ButtonOutdated
        drafting, actor = interaction.client.app.events.drafting, await actor_of(interaction)
        await drafting.choose_zone(values[0], by=actor, event_id=event_id)
        await show_editor(interaction, event_id)


class RemovePictureButton(Button):
    action = "events:remove-picture"
    label_id = "events-editor-button-remove-picture"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_here(interaction)
        await interaction.client.app.events.drafting.remove_picture(by=await actor_of(interaction), event_id=event_id)
        await show_editor(interaction, event_id)


class EndButton(Button):
    """Publishes, proposes, approves, saves or discards what the editor shows."""

    action = "events:editor-end"
    arguments = (int, str)

    @classmethod
    def of(cls, event_id: int, what: str, *, language: Language, disabled: bool = False) -> "EndButton":
        made = cls(
            event_id, what, language=language, disabled=disabled, label=say(language, f"events-editor-button-{what}")
        )
        if what in ("publish", "propose", "approve", "save"):
            made.style = discord.ButtonStyle.success
        elif what == "discard":
            made.style = discord.ButtonStyle.danger
        return made

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int, what: str) -> None:
        from cogs.events.ending import ENDINGS  # noqa: PLC0415 - the endings show the editor again

        ending = ENDINGS.get(what)
        if ending is None:
            raise ButtonOutdated
        await think_here(interaction)
        try:
            await ending(interaction, event_id)
        except UserError as refused:
            # What keeps it from being published is said on the editor, where it can be mended at once.
            await show_editor(interaction, event_id, said=texts.trouble_text(refused, language_of(interaction)))


ACTIONS = (EditButton, ChooseStartButton, ZoneMenu, RemovePictureButton, EndButton)
