"""The panel: a page for each section's settings, the form in which one of them is changed, and the change log."""

from typing import Any

import discord
from discord import ui

from bot.app import SECTIONS
from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.reduced import reductions
from bot.settings.fields import Setting, setting_of, settings_of
from bot.settings.model import Change, Kind, Section, UnknownSetting
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form
from bot.ui.actors import admin_of, guild_of, member_of
from bot.ui.layout import beside, card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons, pages_for
from bot.ui.replies import think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, language_of, moment
from cogs.settings.files import ExportButton, ImportButton
from cogs.settings.inputs import hint_for, input_for, read_input
from cogs.settings.values import (
    bounds_text,
    change_text,
    explained,
    help_of,
    name_of,
    section_help,
    section_name,
    shown_value,
)

PER_PAGE = 7
"""A section of the message takes three of its 40 components, and seven are a good read on a phone."""

CHANGES_PER_PAGE = 8
LAST_LOG_PAGE = 1_000

DESCRIPTION_LIMIT = 100  # Discord's, for a label's and an option's second line


def section_named(name: str) -> type[Section]:
    """Return a section. Raises ButtonOutdated for one that is no longer there, or forged."""
    section = next((found for found in SECTIONS if found.section == name), None)
    if section is None:
        raise ButtonOutdated
    return section


def setting_named(section: str, key: str) -> Setting:
    try:
        return setting_of(section_named(section), key)
    except UnknownSetting:
        raise ButtonOutdated from None


def page_of(setting: Setting) -> int:
    """Return the page of its section a setting is on."""
    keys = [found.key for found in settings_of(section_named(setting.section))]
    return keys.index(setting.key) // PER_PAGE + 1


# What the panel shows ---------------------------------------------------------------------------------------------


async def panel(interaction: discord.Interaction[Bot], section_id: str, page: int = 1) -> ui.LayoutView:
    """Return one page of the panel as it stands now."""
    section, language, reader = section_named(section_id), language_of(interaction), member_of(interaction)
    values = (await interaction.client.app.settings.get(reader.guild.id, section)).model_dump(mode="json")
    settings = settings_of(section)
    pages = pages_for(len(settings), PER_PAGE)
    page = min(max(page, 1), pages)
    shown = settings[(page - 1) * PER_PAGE : page * PER_PAGE]
    heading = say(language, "settings-title", section=section_name(section_id, language))
    return layout_of(
        card(
            "\n".join(
                filter(
                    None,
                    (
                        heading,
                        section_help(section_id, language),
                        say(language, "settings-intro"),
                        *_reduced(interaction.client, section_id, language),
                    ),
                )
            ),
            line(),
            *(_entry(setting, values[setting.key], language, reader) for setting in shown),
            line(),
            row(SectionMenu(section_id, language=language)),
            row(
                *page_buttons(SectionPage, section_id, page=page, pages=pages, language=language),
                LogButton(language=language),
                ExportButton(language=language),
                ImportButton(language=language),
            ),
        )
    )


def _reduced(bot: Bot, section_id: str, language: Language) -> list[str]:
    """Say what the feature can't do, where the operator has not all intents."""
    found = reductions(bot.app.config, feature=section_id)
    return [
        say(
            language,
            "settings-reduced",
            intent=say(language, f"reduced-intent-{reduction.intent}"),
            how=say(language, reduction.message_id),
        )
        for reduction in found
    ]


def _entry(setting: Setting, value: Any, language: Language, reader: discord.Member) -> ui.Section[Any]:
    meaning = "\u2002".join(filter(None, (help_of(setting, language), bounds_text(setting, language))))
    text = f"**{name_of(setting, language)}**\n{shown_value(setting, value, language, reader)}"
    return beside(f"{text}\n-# {meaning}" if meaning else text, _changer(setting, value, language))


def _changer(setting: Setting, value: Any, language: Language) -> Button:
    if setting.kind is Kind.TOGGLE:
        wanted = not value
        label = say(language, "settings-turn-on" if wanted else "settings-turn-off")
        return Toggle(setting.section, setting.key, int(wanted), language=language, label=label)
    return ChangeButton(setting.section, setting.key, language=language)


class SectionMenu(Choosing, ui.Select[ui.LayoutView]):
    """Goes to another section."""

    action = "settings:section"
    arguments = ()

    def __init__(self, current: str, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(),
            placeholder=say(language, "settings-menu"),
            options=[
                discord.SelectOption(
                    label=cut(section_name(section.section, language), OPTION_LABEL_LIMIT),
                    description=cut(section_help(section.section, language), DESCRIPTION_LIMIT) or None,
                    value=section.section,
                    default=section.section == current,
                )
                for section in SECTIONS
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await show(interaction, await panel(interaction, values[0] if values else ""))


class SectionPage(PageButton):
    action = "settings:page"
    arguments = (int, str)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, section: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await show(interaction, await panel(interaction, section, page))


# Changing ---------------------------------------------------------------------------------------------------------


class Toggle(Button):
    """Turns a setting on or off: which of them is in the id, so that two presses do not undo each other."""

    action = "settings:set"
    arguments = (str, str, int)
    label_id = "settings-turn-on"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], section: str, key: str, on: int) -> None:
        setting = setting_named(section, key)
        if setting.kind is not Kind.TOGGLE or on not in (0, 1):
            raise ButtonOutdated
        await admin_of(interaction)
        await think_in_place(interaction)
        await _store(interaction, setting, bool(on))


class ChangeButton(Button):
    """Opens the form for one setting."""

    action = "settings:edit"
    arguments = (str, str)
    label_id = "settings-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], section: str, key: str) -> None:
        setting, guild = setting_named(section, key), guild_of(interaction)
        await admin_of(interaction)
        stored = await interaction.client.app.settings.get(guild.id, section_named(section))
        value = stored.model_dump(mode="json")[setting.key]
        form = ValueForm(section, key, language=language_of(interaction), value=value, guild=guild)
        await open_form(interaction, form)


class ValueForm(Form):
    """The form for one setting: what it means, what it takes, and the input that suits it."""

    action = "settings:value"
    arguments = (str, str)
    title_id = "settings-form-value"

    def __init__(
        self, section: str, key: str, *, language: Language, value: Any = None, guild: discord.Guild | None = None
    ) -> None:
        self.setting = setting_named(section, key)
        super().__init__(section, key, language=language, title=name_of(self.setting, language))
        self.input = input_for(self.setting, value, language, guild)
        meaning = help_of(self.setting, language)
        if meaning:
            self.add_item(ui.TextDisplay(meaning))
        self.add_item(
            ui.Label(
                text=cut(say(language, "settings-form-value"), LABEL_LIMIT),
                description=cut(hint_for(self.setting, language), DESCRIPTION_LIMIT),
                component=self.input,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], section: str, key: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await _store(interaction, self.setting, read_input(self.setting, self.input, interaction))


async def _store(interaction: discord.Interaction[Bot], setting: Setting, value: Any) -> None:
    """Change one setting and show its page again. What is refused is said in the reader's words."""
    settings, language = interaction.client.app.settings, language_of(interaction)
    try:
        await settings.change(
            guild_of(interaction).id, section_named(setting.section), {setting.key: value}, by=interaction.user.id
        )
    except UserError as error:
        raise explained(error, settings.sections, language) from None
    await show(interaction, await panel(interaction, setting.section, page_of(setting)))


# The change log ---------------------------------------------------------------------------------------------------


async def log_page(interaction: discord.Interaction[Bot], page: int) -> ui.LayoutView:
    """Return a page of the change log, latest first."""
    language, guild, settings = language_of(interaction), guild_of(interaction), interaction.client.app.settings
    page = min(max(page, 1), LAST_LOG_PAGE)
    # One more than is shown says whether there is a next page.
    found = await settings.changes(guild.id, limit=CHANGES_PER_PAGE + 1, offset=(page - 1) * CHANGES_PER_PAGE)
    pages = page + 1 if len(found) > CHANGES_PER_PAGE else page
    entries = [_log_entry(change, interaction, language) for change in found[:CHANGES_PER_PAGE]]
    return layout_of(
        card(
            say(language, "settings-log-title"),
            line(),
            "\n".join(entries) if entries else say(language, "settings-log-empty"),
            line(),
            row(
                BackButton(SECTIONS[0].section, language=language),
                *page_buttons(LogPage, page=page, pages=pages, language=language),
            ),
        )
    )


def _log_entry(change: Change, interaction: discord.Interaction[Bot], language: Language) -> str:
    words = change_text(change, interaction.client.app.settings.sections, language, member_of(interaction))
    who = f"<@{change.changed_by}>" if change.changed_by else say(language, "settings-log-nobody")
    return say(language, "settings-log-entry", who=who, when=moment(change.changed_at), **words)


class LogButton(Button):
    action = "settings:log"
    arguments = ()
    label_id = "settings-log"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await LogPage.press(interaction, 1)


class LogPage(PageButton):
    action = "settings:log-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await show(interaction, await log_page(interaction, page))


class BackButton(Button):
    """Goes back to a section of the panel."""

    action = "settings:back"
    arguments = (str,)
    label_id = "settings-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], section: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await show(interaction, await panel(interaction, section))


ACTIONS = (SectionMenu, SectionPage, Toggle, ChangeButton, ValueForm, LogButton, LogPage, BackButton)
