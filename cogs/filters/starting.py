"""`/filter suggested`: filters a server can start with, each only trying at first."""

import discord
from discord import ui

from bot.client import Bot
from bot.filters.model import Consequence, Contents, Looks, Mode, Terms
from bot.filters.suggesting import groups
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import ButtonOutdated, Choosing
from bot.ui.layout import card, layout_of, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, plain, text
from cogs.filters.cards import filter_view
from cogs.filters.group import filter_
from cogs.filters.here import admin_of

BEHAVIOUR = (Looks.INVITES, Looks.REPEATS, Looks.MENTIONS, Looks.PROMOTION, Looks.PERSONAL)
"""Suggested without any list."""


def suggestions() -> list[str]:
    """Return what can be started with: `words-<language>-<group>`, or a kind."""
    lists = [f"words-{language}-{group.name}" for language in Language for group in groups(language.value)]
    return [*lists, *(kind.value for kind in BEHAVIOUR)]


def name_of(suggestion: str, language: Language) -> str:
    if not suggestion.startswith("words-"):
        return say(language, f"filters-kind-{suggestion}")
    _, written, group = suggestion.split("-")
    return say(language, f"filters-suggested-{group}", language=written)


def terms_of(suggestion: str, language: Language) -> tuple[Looks, Terms]:
    """Return a suggestion as a filter. Raises ButtonOutdated for one that isn't there (any more)."""
    if suggestion not in suggestions():
        raise ButtonOutdated
    name = name_of(suggestion, language)
    if not suggestion.startswith("words-"):
        return Looks(suggestion), Terms(name=name, consequence=Consequence.ALERT, mode=Mode.DRY)
    _, written, wanted = suggestion.split("-")
    group = next(group for group in groups(written) if group.name == wanted)
    contents = Contents(words=group.words, exceptions=group.exceptions)
    return Looks.WORDS, Terms(name=name, consequence=Consequence.ALERT, mode=Mode.DRY, contents=contents)


@filter_.command(name=text("filters-command-suggested.name"), description=text("filters-command-suggested"))
async def filter_suggested(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await admin_of(interaction)
    language = language_of(interaction)
    said = say(language, "filters-suggested-title")
    await reply(interaction, view=layout_of(card(said, row(SuggestionMenu(language=language)))))


class SuggestionMenu(Choosing, ui.Select[ui.LayoutView]):
    """Makes the filter that is chosen."""

    action = "filters:suggest"
    arguments = ()

    def __init__(self, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(),
            placeholder=label(language, "filters-suggested-choose", OPTION_LABEL_LIMIT),
            options=[
                discord.SelectOption(label=cut(name_of(one, language), OPTION_LABEL_LIMIT), value=one)
                for one in suggestions()
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str]) -> None:
        await think_in_place(interaction)
        actor, language = await admin_of(interaction), language_of(interaction)
        looks_for, terms = terms_of(values[0] if values else "", language)
        made = await interaction.client.app.filters.making.add(terms, by=actor, looks_for=looks_for)
        said = say(language, f"filters-added-{made.mode}", filter=plain(made.name, 60))
        await show(interaction, await filter_view(interaction.client, made, language, admin=True, said=said))


ACTIONS = (SuggestionMenu,)
