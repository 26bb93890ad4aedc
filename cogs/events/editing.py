"""`/event edit` and `/event delete`: the editor of what is published, and the end of what never was."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.events.model import Event, EventState, Occurrence
from bot.events.moving import Target
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, CancelButton, Choosing, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import CAREFUL, card, layout_of, note, row
from bot.ui.replies import reply, think
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, text
from cogs.events import organising_texts as texts
from cogs.events.group import event as group
from cogs.events.moving import MoveForm
from cogs.events.preview import show_editor, show_here, think_here
from cogs.events.targets import EventName, complete_published, event_choices, event_meant
from cogs.events.wording import title_of

DATES_OFFERED = 10


@group.command(name=text("events-command-edit.name"), description=text("events-command-edit"))
@app_commands.rename(event=text("events-option-event.name"))
@app_commands.describe(event=text("events-option-event"))
@app_commands.autocomplete(event=complete_published)
async def event_edit(interaction: discord.Interaction[Bot], event: EventName) -> None:
    await think(interaction)
    event_id = await event_meant(interaction, event, [EventState.PUBLISHED])
    events, actor = interaction.client.app.events, await actor_of(interaction)
    found = await events.moving.target(by=actor, event_id=event_id)
    dates = await events.moving.dates(by=actor, event_id=event_id, limit=DATES_OFFERED)
    if found.event.rule is None or not dates:
        await _open(interaction, event_id)
        return
    await reply(interaction, view=_which(found, dates, language_of(interaction)))


async def _open(interaction: discord.Interaction[Bot], event_id: int) -> None:
    copy = await interaction.client.app.events.revising.begin(by=await actor_of(interaction), event_id=event_id)
    await show_editor(interaction, copy.id)


def _which(found: Target, dates: list[Occurrence], language: Language) -> ui.LayoutView:
    """Ask whether all that is to come is meant, or one date."""
    asked = say(language, "events-edit-which", title=title_of(found.event))
    everything = EditAllButton(found.event.id, language=language)
    return layout_of(card(asked, row(everything), row(DateMenu(found.event, dates, language=language))))


class EditAllButton(Button):
    action = "events:edit-all"
    label_id = "events-edit-all"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_here(interaction)
        await _open(interaction, event_id)


class DateMenu(Choosing, ui.Select[Any]):
    """The next dates of a series: the chosen one is moved by itself."""

    action = "events:edit-date"

    def __init__(self, event: Event, dates: list[Occurrence], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(event.id),
            placeholder=label(language, "events-edit-one", 150),
            options=[
                discord.SelectOption(
                    label=cut(texts.wall_text(one.starts_at.astimezone(event.zone), language), OPTION_LABEL_LIMIT),
                    value=str(one.id),
                )
                for one in dates
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], event_id: int) -> None:
        if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 18:
            raise ButtonOutdated
        await open_form(interaction, MoveForm(event_id, int(values[0]), language=language_of(interaction)))


# Deleting drafts ----------------------------------------------------------------------------------------------------


async def complete_draft(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest what somebody has begun or proposed."""
    organising, actor = interaction.client.app.events.organising, await actor_of(interaction)
    return event_choices(await organising.own_drafts(by=actor, typed=typed), language_of(interaction))


@group.command(name=text("events-command-delete.name"), description=text("events-command-delete"))
@app_commands.rename(event=text("events-option-event.name"))
@app_commands.describe(event=text("events-option-draft"))
@app_commands.autocomplete(event=complete_draft)
async def event_delete(interaction: discord.Interaction[Bot], event: EventName) -> None:
    await think(interaction)
    language, actor = language_of(interaction), await actor_of(interaction)
    event_id = await event_meant(interaction, event, [EventState.DRAFT, EventState.PROPOSED])
    found = await interaction.client.app.events.organising.deletable(by=actor, event_id=event_id)
    asked = say(language, "events-delete-ask", title=title_of(found), state=texts.state_text(found.state, language))
    buttons = row(DeleteButton(event_id, language=language), CancelButton(language=language))
    await reply(interaction, view=layout_of(card(asked, buttons, colour=CAREFUL)))


class DeleteButton(Button):
    action = "events:delete"
    label_id = "events-delete-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_here(interaction)
        actor = await actor_of(interaction)
        deleted = await interaction.client.app.events.organising.discard(by=actor, event_id=event_id)
        said = say(language_of(interaction), "events-editor-discarded", title=title_of(deleted))
        await show_here(interaction, note(said))


ACTIONS = (EditAllButton, DateMenu, DeleteButton)
