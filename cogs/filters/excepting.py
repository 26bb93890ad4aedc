"""Teaching a filter what is harmless, from where it was wrong."""

from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.filters.model import Contents, Filter, Looks
from bot.filters.rules import code_of
from bot.i18n import Language, say
from bot.ui.actions import Button, Form, open_form
from bot.ui.replies import reply, think
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain
from cogs.filters.here import admin_of

LONGEST = 300


class ExceptionButton(Button):
    action = "filters:except"
    label_id = "filters-button-except"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await admin_of(interaction)  # told before anything is typed
        await open_form(interaction, ExceptionForm(filter_id, language=language_of(interaction)))


class ExceptionForm(Form):
    """A harmless word, a site or an invite that a filter is to let pass from now on."""

    action = "filters:except-form"
    title_id = "filters-except-title"

    def __init__(self, filter_id: int, *, language: Language) -> None:
        super().__init__(filter_id, language=language)
        self.entry: ui.TextInput[Any] = ui.TextInput(custom_id="entry", max_length=LONGEST, required=True)
        self.add_item(
            ui.Label(
                text=label(language, "filters-except-entry", LABEL_LIMIT),
                description=label(language, "filters-except-entry.help", OPTION_LABEL_LIMIT),
                component=self.entry,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think(interaction)
        actor, making = await admin_of(interaction), interaction.client.app.filters.making
        before = await making.get(by=actor, filter_id=filter_id)
        entry = self.entry.value.strip()
        changed = await making.change(by=actor, filter_id=filter_id, contents=taught(before, entry))
        said = say(
            language_of(interaction), "filters-excepted", filter=plain(changed.name, 60), entry=plain(entry, LONGEST)
        )
        await reply(interaction, said)


def taught(one: Filter, entry: str) -> Contents:
    """Return a filter's contents with an exception more."""
    contents = one.contents
    match one.looks_for:
        case Looks.WORDS:
            return replace(contents, exceptions=(*contents.exceptions, entry))
        case Looks.INVITES:
            return replace(contents, codes=(*contents.codes, code_of(entry)))
        case Looks.LINKS if contents.allow:
            return replace(contents, domains=(*contents.domains, entry))
        case Looks.LINKS:
            return replace(contents, domains=tuple(domain for domain in contents.domains if domain != entry))
    return contents


ACTIONS = (ExceptionButton, ExceptionForm)
