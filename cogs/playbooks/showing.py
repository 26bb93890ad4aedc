"""`/playbook show|list`: reading playbooks, for moderators."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation.model import Severity
from bot.moderation.safety import check_moderator
from bot.playbooks import rules
from bot.playbooks.model import Entry, PlaybookSettings
from bot.text import cut
from bot.ui.actions import Button, Choosing
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, text
from cogs.playbooks.group import LANGUAGES, Named, complete_playbook, language_in, playbook, playbook_named
from cogs.playbooks.wording import language_name, pages_of, title_of, version_text


@playbook.command(name=text("playbooks-command-show.name"), description=text("playbooks-command-show"))
@app_commands.rename(typed=text("playbooks-option-playbook.name"), language=text("playbooks-option-language.name"))
@app_commands.describe(typed=text("playbooks-option-playbook"), language=text("playbooks-option-language"))
@app_commands.autocomplete(typed=complete_playbook)
@app_commands.choices(language=LANGUAGES)
async def playbook_show(interaction: discord.Interaction[Bot], typed: Named, language: str | None = None) -> None:
    await think(interaction)
    wanted = language_of(interaction) if language is None else Language(language)
    entry = await playbook_named(interaction, typed, wanted)
    await reply(interaction, view=await entry_view(interaction, entry, 1, wanted))


@playbook.command(name=text("playbooks-command-list.name"), description=text("playbooks-command-list"))
async def playbook_list(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await reply(interaction, view=await list_view(interaction))


async def list_view(interaction: discord.Interaction[Bot]) -> ui.LayoutView:
    actor, language = await actor_of(interaction), language_of(interaction)
    check_moderator(actor)
    entries = await interaction.client.app.playbooks.library.all(guild_id=actor.guild_id, language=language)
    lines = "\n".join(_line(entry, language) for entry in entries)
    head = f"{say(language, 'playbooks-list-title')}\n{say(language, 'playbooks-list-help')}"
    return layout_of(card(head, line(), lines, row(PlaybookMenu(entries, language=language))))


def _line(entry: Entry, language: Language) -> str:
    mark = ""
    if not entry.built_in:
        mark = say(language, "playbooks-list-own")
    elif entry.is_changed:
        mark = say(language, "playbooks-list-changed")
    return f"- {title_of(entry)}" + (f" · *{mark}*" if mark else "")


async def entry_view(interaction: discord.Interaction[Bot], entry: Entry, page: int, wanted: Language) -> ui.LayoutView:
    """Return a page of a playbook; `wanted`: the language that was asked for."""
    actor, language = await actor_of(interaction), language_of(interaction)
    pages = pages_of(entry.playbook, entry.language)
    number = min(max(1, page), len(pages))
    other = next(one for one in Language if one is not wanted)
    foot = [version_text(entry, language)]
    if entry.language is not wanted:
        named = language_name(entry.language, language)
        foot.insert(0, say(language, "playbooks-other-language", language=named))
    if len(pages) > 1:
        foot.append(position(number, len(pages), language))
    buttons: list[ui.Item[Any]] = [
        *page_buttons(EntryPage, entry.key, wanted.value, page=number, pages=len(pages), language=language),
        ReadButton(
            entry.key, other.value, language=language, label=say(language, f"playbooks-button-language-{other.value}")
        ),
    ]
    if actor.manages_server:
        buttons.append(EditButton(entry.key, wanted.value, language=language))
    small = "\n".join(f"-# {part}" for part in foot)
    return layout_of(card(f"## {title_of(entry)}", pages[number - 1], line(), small, row(*buttons)))


async def _read(interaction: discord.Interaction[Bot], key: str, wanted: Language, page: int) -> ui.LayoutView:
    actor, app = await actor_of(interaction), interaction.client.app
    settings = await app.settings.get(actor.guild_id, PlaybookSettings)
    if not rules.is_involved(actor, Severity.LEGAL, settings):  # who is called to a case turns the pages, too
        check_moderator(actor)
    entry = await app.playbooks.library.get(guild_id=actor.guild_id, key=key, language=wanted)
    return await entry_view(interaction, entry, page, wanted)


class EntryPage(PageButton):
    action = "playbooks:page"
    arguments = (int, str, str)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, key: str, wanted: str) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await _read(interaction, key, language_in(wanted), page))


class ReadButton(Button):
    """A playbook in another language, in place of the card; or beside a card of something else (`BesideButton`)."""

    action = "playbooks:read"
    arguments = (str, str)
    label_id = "playbooks-button-read"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str) -> None:
        await think_in_place(interaction)
        await show(interaction, await _read(interaction, key, language_in(wanted), 1))


class BesideButton(Button):
    """The whole playbook of an escalated case, privately, in the reader's language."""

    action = "playbooks:beside"
    arguments = (int, str)
    label_id = "playbooks-button-playbook"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], escalation_id: int, key: str) -> None:
        await think(interaction)
        actor, language = await actor_of(interaction), language_of(interaction)
        playbooks = interaction.client.app.playbooks
        await playbooks.escalating.board(by=actor, escalation_id=escalation_id)  # whoever may see that, may read it
        entry = await playbooks.library.get(guild_id=actor.guild_id, key=key, language=language)
        await reply(interaction, view=await entry_view(interaction, entry, 1, language))


class EditButton(Button):
    """To the card where admins change it."""

    action = "playbooks:edit"
    arguments = (str, str)
    label_id = "playbooks-button-edit"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str) -> None:
        from cogs.playbooks.editing import edit_view  # noqa: PLC0415 - each leads to the other

        await think_in_place(interaction)
        await show(interaction, await edit_view(interaction, key, language_in(wanted)))


class PlaybookMenu(Choosing, ui.Select[Any]):
    action = "playbooks:menu"
    arguments = ()

    def __init__(self, entries: Sequence[Entry], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(),
            placeholder=label(language, "playbooks-list-menu", 150),
            options=[option_of(entry) for entry in entries],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str]) -> None:
        await think(interaction)
        await reply(interaction, view=await _read(interaction, values[0], language_of(interaction), 1))


def option_of(entry: Entry, *, chosen: bool = False) -> discord.SelectOption:
    return discord.SelectOption(
        label=cut(entry.playbook.title, OPTION_LABEL_LIMIT),
        value=entry.key,
        description=cut(entry.playbook.when.replace("\n", " "), OPTION_LABEL_LIMIT) or None,
        default=chosen,
    )


ACTIONS = (EntryPage, ReadButton, BesideButton, EditButton, PlaybookMenu)
