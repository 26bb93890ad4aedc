"""`/event create` and `/event propose`: a form, then the editor. What is begun is found again until it is published."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.events.model import DESCRIPTION_MAX, PLACE_MAX, TITLE_MAX, Event
from bot.events.organising import Words
from bot.i18n import Language, say
from bot.ui.actions import Button, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, row
from bot.ui.replies import reply, reply_error
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, text
from cogs.events.forms import DURATION_MAX, START_MAX, give_back
from cogs.events.group import event as group
from cogs.events.preview import show_editor, think_here
from cogs.events.wording import title_of


@group.command(name=text("events-command-create.name"), description=text("events-command-create"))
async def event_create(interaction: discord.Interaction[Bot]) -> None:
    # Only our own database is read before the form, which has to come at once.
    events, actor = interaction.client.app.events, await actor_of(interaction)
    if not await events.organising.may_publish(actor):
        await _offer_to_propose(interaction)
        return
    await _begin(interaction)


@group.command(name=text("events-command-propose.name"), description=text("events-command-propose"))
async def event_propose(interaction: discord.Interaction[Bot]) -> None:
    events, actor = interaction.client.app.events, await actor_of(interaction)
    if not await events.organising.may_publish(actor):
        await events.proposing.check_open(by=actor)
    await _begin(interaction)


async def _offer_to_propose(interaction: discord.Interaction[Bot]) -> None:
    events, language = interaction.client.app.events, language_of(interaction)
    await events.proposing.check_open(by=await actor_of(interaction))
    said = say(language, "events-create-propose-instead")
    await reply(interaction, view=layout_of(card(said, row(ProposeButton(language=language)))))


async def _begin(interaction: discord.Interaction[Bot]) -> None:
    """Offer to go on with what somebody has begun, else show the form."""
    organising, language = interaction.client.app.events.organising, language_of(interaction)
    begun = await organising.unfinished(by=await actor_of(interaction))
    if begun:
        await reply(interaction, view=_unfinished(begun, language))
        return
    await open_form(interaction, CreateForm(language=language))


def _unfinished(begun: list[Event], language: Language) -> ui.LayoutView:
    goes_on: list[ui.Item[Any]] = [
        GoOnButton(one.id, language=language, label=say(language, "events-create-go-on", title=one.title))
        for one in begun
    ]
    return layout_of(
        card(
            say(language, "events-create-unfinished", count=len(begun), titles=_titles(begun, language)),
            row(*goes_on[:5]),
            row(NewButton(language=language)),
        )
    )


def _titles(begun: list[Event], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(f"**{title_of(one)}**" for one in begun[:5])


class GoOnButton(Button):
    action = "events:go-on"
    label_id = "events-create-go-on"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_here(interaction)
        await show_editor(interaction, event_id)


class NewButton(Button):
    """*Begin another one*."""

    action = "events:new"
    arguments = ()
    label_id = "events-create-new"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await open_form(interaction, CreateForm(language=language_of(interaction)))


class ProposeButton(Button):
    action = "events:propose-instead"
    arguments = ()
    label_id = "events-create-button-propose"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        events, actor = interaction.client.app.events, await actor_of(interaction)
        if not await events.organising.may_publish(actor):
            await events.proposing.check_open(by=actor)
        await _begin(interaction)


class CreateForm(Form):
    """What an event begins with. A start that isn't understood is kept as it was typed."""

    action = "events:create-form"
    arguments = ()
    title_id = "events-create-title"

    def __init__(self, *, language: Language) -> None:
        super().__init__(language=language)
        self.name = self._line("title", TITLE_MAX, required=True)
        self.description = self._line("description", DESCRIPTION_MAX, long=True)
        self.start = self._line("start", START_MAX, required=True)
        self.duration = self._line("duration", DURATION_MAX)
        self.place = self._line("place-words", PLACE_MAX)

    def _line(self, name: str, limit: int, *, required: bool = False, long: bool = False) -> ui.TextInput[Any]:
        style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        made: ui.TextInput[Any] = ui.TextInput(style=style, custom_id=name, max_length=limit, required=required)
        self.add_item(
            ui.Label(
                text=label(self.language, f"events-form-{name}", LABEL_LIMIT),
                description=label(self.language, f"events-form-{name}.help", OPTION_LABEL_LIMIT),
                component=made,
            )
        )
        return made

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        await think_here(interaction)
        words = Words(
            title=self.name.value,
            description=self.description.value,
            start=self.start.value,
            duration=self.duration.value,
            place=self.place.value,
        )
        try:
            begun = await self._begin(interaction, words)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            typed = (words.title, words.description, words.start, words.duration, words.place)
            await give_back(interaction, "\n\n".join(part.strip() for part in typed if part.strip()), self.language)
            return
        await show_editor(interaction, begun.id)

    async def _begin(self, interaction: discord.Interaction[Bot], words: Words) -> Event:
        events, actor = interaction.client.app.events, await actor_of(interaction)
        if not await events.organising.may_publish(actor):
            await events.proposing.check_open(by=actor)
        return await events.organising.begin(words, by=actor, language=self.language)


ACTIONS = (GoOnButton, NewButton, ProposeButton, CreateForm)
