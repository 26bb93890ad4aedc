"""`/playbook edit|add|reset`: what admins make of the playbooks. Every version is kept, and can be brought back."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.playbooks import rules
from bot.playbooks.errors import PlaybookNotFound
from bot.playbooks.library import check_admin
from bot.playbooks.model import LIST_MAX, TEXT_MAX, TITLE_MAX, Edition, Entry, Playbook
from bot.ui.actions import Button, CancelButton, Choosing, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.giving_back import GivingBackForm
from bot.ui.layout import CAREFUL, card, layout_of, line, note, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, plain, text
from cogs.playbooks.group import LANGUAGES, Named, complete_playbook, language_in, playbook, playbook_named
from cogs.playbooks.showing import ReadButton
from cogs.playbooks.wording import language_name, pages_of, title_of, version_text


@playbook.command(name=text("playbooks-command-edit.name"), description=text("playbooks-command-edit"))
@app_commands.rename(typed=text("playbooks-option-playbook.name"), language=text("playbooks-option-language.name"))
@app_commands.describe(typed=text("playbooks-option-playbook"), language=text("playbooks-option-language"))
@app_commands.autocomplete(typed=complete_playbook)
@app_commands.choices(language=LANGUAGES)
async def playbook_edit(interaction: discord.Interaction[Bot], typed: Named, language: str | None = None) -> None:
    await think(interaction)
    check_admin(await actor_of(interaction))
    wanted = language_of(interaction) if language is None else Language(language)
    entry = await playbook_named(interaction, typed, wanted)
    await reply(interaction, view=await edit_view(interaction, entry.key, wanted))


@playbook.command(name=text("playbooks-command-add.name"), description=text("playbooks-command-add"))
@app_commands.rename(language=text("playbooks-option-language.name"))
@app_commands.describe(language=text("playbooks-option-language"))
@app_commands.choices(language=LANGUAGES)
async def playbook_add(interaction: discord.Interaction[Bot], language: str | None = None) -> None:
    check_admin(await actor_of(interaction))
    wanted = language_of(interaction) if language is None else Language(language)
    await open_form(interaction, AddForm(wanted.value, language=language_of(interaction)))


@playbook.command(name=text("playbooks-command-reset.name"), description=text("playbooks-command-reset"))
@app_commands.rename(typed=text("playbooks-option-playbook.name"), language=text("playbooks-option-language.name"))
@app_commands.describe(typed=text("playbooks-option-playbook"), language=text("playbooks-option-language"))
@app_commands.autocomplete(typed=complete_playbook)
@app_commands.choices(language=LANGUAGES)
async def playbook_reset(interaction: discord.Interaction[Bot], typed: Named, language: str | None = None) -> None:
    await think(interaction)
    check_admin(await actor_of(interaction))
    wanted = language_of(interaction) if language is None else Language(language)
    entry = await playbook_named(interaction, typed, wanted)
    await reply(interaction, view=reset_view(entry, wanted, language_of(interaction)))


# The card ---------------------------------------------------------------------------------------------------------


async def edit_view(
    interaction: discord.Interaction[Bot], key: str, wanted: Language, *, said: str | None = None
) -> ui.LayoutView:
    """Return a playbook as admins change it; `said`: what has just happened."""
    actor, language = await actor_of(interaction), language_of(interaction)
    check_admin(actor)
    base, entry = await interaction.client.app.playbooks.library.base(guild_id=actor.guild_id, key=key, language=wanted)
    named = language_name(wanted, language)
    other = next(one for one in Language if one is not wanted)
    head = say(language, "playbooks-edit-title", playbook=title_of(entry), language=named)
    small = [version_text(entry, language), say(language, "playbooks-edit-help")]
    if entry.language is not wanted:
        lacking = say(language, "playbooks-other-language", language=language_name(entry.language, language))
        small.insert(0, lacking)
    lines = "\n".join(f"-# {part}" for part in small)
    first = row(
        SituationButton(key, wanted.value, base, language=language),
        StepsButton(key, wanted.value, base, language=language),
    )
    second: list[ui.Item[Any]] = [
        ReadButton(key, wanted.value, language=language),
        VersionsButton(key, wanted.value, language=language, disabled=base == 0),
        AskResetButton(
            key,
            wanted.value,
            language=language,
            disabled=entry.built_in and not entry.is_changed,
            label=say(language, "playbooks-button-reset" if entry.built_in else "playbooks-button-remove"),
        ),
        OtherLanguageButton(
            key, other.value, language=language, label=say(language, f"playbooks-button-language-{other.value}")
        ),
    ]
    return layout_of(card(said, head, lines, line(), _outline(entry.playbook, entry.language), first, row(*second)))


def _outline(playbook: Playbook, language: Language) -> str:
    """Return how much there is of each part."""
    parts = (
        ("playbooks-first", len(playbook.first)),
        ("playbooks-steps", len(playbook.steps)),
        ("playbooks-dont", len(playbook.dont)),
        ("playbooks-say", len(playbook.say)),
        ("playbooks-call", len(playbook.call)),
    )
    colon = "：" if language is Language.JA else ": "
    return "\n".join(f"- {say(language, name)}{colon}{count}" for name, count in parts)


class OtherLanguageButton(Button):
    action = "playbooks:edit-language"
    arguments = (str, str)
    label_id = "playbooks-button-language-en"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str) -> None:
        await think_in_place(interaction)
        await show(interaction, await edit_view(interaction, key, language_in(wanted)))


# The forms --------------------------------------------------------------------------------------------------------


EMPTY = Playbook(title="", when="")


class _Fields(GivingBackForm):
    """Inputs of a playbook in one language; the version it begins from is in the form's id."""

    arguments = (str, str, int)

    def __init__(
        self, key: str, wanted: str, base: int, *, language: Language, playbook: Playbook | None = None
    ) -> None:
        super().__init__(key, wanted, base, language=language)
        self.add_inputs(playbook)

    def add_inputs(self, playbook: Playbook | None) -> None:
        raise NotImplementedError

    def fields(self) -> dict[str, Any]:
        """Return what was typed as fields of a playbook."""
        raise NotImplementedError

    def input(self, name: str, *, default: str | None, limit: int, required: bool = False) -> ui.TextInput[Any]:
        return _add_input(self, name, default=default, limit=limit, required=required)

    async def take(self, interaction: discord.Interaction[Bot], key: str, wanted: str, base: int) -> None:
        await think_in_place(interaction)
        actor, language = await actor_of(interaction), language_of(interaction)
        await interaction.client.app.playbooks.library.change(
            by=actor, key=key, language=language_in(wanted), base=base, **self.fields()
        )
        said = say(language, "playbooks-edited")
        await show(interaction, await edit_view(interaction, key, language_in(wanted), said=said))


def _add_input(form: Form, name: str, *, default: str | None, limit: int, required: bool) -> ui.TextInput[Any]:
    long = limit > TITLE_MAX
    component: ui.TextInput[Any] = ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        max_length=limit,
        required=required,
        default=(default or "")[:limit] or None,
    )
    helped = {"steps": "playbooks-form-steps-help"}.get(name, "playbooks-form-list-help")
    form.add_item(
        ui.Label(
            text=label(form.language, f"playbooks-form-{name}", LABEL_LIMIT),
            description=label(form.language, helped, OPTION_LABEL_LIMIT) if limit == LIST_MAX else None,
            component=component,
        )
    )
    return component


class SituationForm(_Fields):
    action = "playbooks:situation-form"
    title_id = "playbooks-form-situation"

    def add_inputs(self, playbook: Playbook | None) -> None:
        was = playbook or EMPTY
        self.title_input = self.input("title", default=was.title, limit=TITLE_MAX, required=True)
        self.when = self.input("when", default=was.when, limit=TEXT_MAX)
        self.first = self.input("first", default=rules.typed_items(was.first), limit=LIST_MAX)
        self.dont = self.input("dont", default=rules.typed_items(was.dont), limit=LIST_MAX)
        self.close = self.input("close", default=was.close, limit=TEXT_MAX)

    def fields(self) -> dict[str, Any]:
        return {
            "title": self.title_input.value,
            "when": self.when.value,
            "first": rules.items_of(self.first.value),
            "dont": rules.items_of(self.dont.value),
            "close": self.close.value,
        }


class StepsForm(_Fields):
    action = "playbooks:steps-form"
    title_id = "playbooks-form-steps-title"

    def add_inputs(self, playbook: Playbook | None) -> None:
        was = playbook or EMPTY
        self.steps = self.input("steps", default=rules.typed_steps(was.steps), limit=LIST_MAX, required=True)
        self.say_input = self.input("say", default=rules.typed_items(was.say), limit=LIST_MAX)
        self.call = self.input("call", default=rules.typed_items(was.call), limit=LIST_MAX)

    def fields(self) -> dict[str, Any]:
        return {
            "steps": rules.steps_of(self.steps.value),
            "say": rules.items_of(self.say_input.value),
            "call": rules.items_of(self.call.value),
        }


async def _open(form: type[_Fields], interaction: discord.Interaction[Bot], key: str, wanted: str, base: int) -> None:
    """Show a form with what there is now: it must be the first answer, and this is a few local rows."""
    actor = await actor_of(interaction)
    check_admin(actor)
    _, entry = await interaction.client.app.playbooks.library.base(
        guild_id=actor.guild_id, key=key, language=language_in(wanted)
    )
    await open_form(interaction, form(key, wanted, base, language=language_of(interaction), playbook=entry.playbook))


class SituationButton(Button):
    action = "playbooks:situation"
    arguments = (str, str, int)
    label_id = "playbooks-button-edit-situation"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str, base: int) -> None:
        await _open(SituationForm, interaction, key, wanted, base)


class StepsButton(Button):
    action = "playbooks:steps-edit"
    arguments = (str, str, int)
    label_id = "playbooks-button-edit-steps"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str, base: int) -> None:
        await _open(StepsForm, interaction, key, wanted, base)


class AddForm(GivingBackForm):
    """A playbook of the server's own: what it can't be without; the rest is filled in on its card."""

    action = "playbooks:add-form"
    arguments = (str,)
    title_id = "playbooks-form-add"

    def __init__(self, wanted: str, *, language: Language) -> None:
        super().__init__(wanted, language=language)
        self.title_input = _add_input(self, "title", default=None, limit=TITLE_MAX, required=True)
        self.when = _add_input(self, "when", default=None, limit=TEXT_MAX, required=True)
        self.steps = _add_input(self, "steps", default=None, limit=LIST_MAX, required=True)

    async def take(self, interaction: discord.Interaction[Bot], wanted: str) -> None:
        await think(interaction)
        entry = await interaction.client.app.playbooks.library.add(
            by=await actor_of(interaction),
            language=language_in(wanted),
            title=self.title_input.value,
            when=self.when.value,
            steps=rules.steps_of(self.steps.value),
        )
        said = say(language_of(interaction), "playbooks-added")
        await reply(interaction, view=await edit_view(interaction, entry.key, language_in(wanted), said=said))


# Earlier versions -------------------------------------------------------------------------------------------------


class VersionsButton(Button):
    action = "playbooks:versions"
    arguments = (str, str)
    label_id = "playbooks-button-versions"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str) -> None:
        await think(interaction)
        actor, language = await actor_of(interaction), language_of(interaction)
        editions = await interaction.client.app.playbooks.library.history(
            by=actor, key=key, language=language_in(wanted)
        )
        if not editions:
            await reply(interaction, view=note(say(language, "playbooks-versions-none")))
            return
        menu = VersionMenu(key, wanted, editions=editions, language=language)
        await reply(interaction, view=layout_of(card(say(language, "playbooks-versions-help"), row(menu))))


class VersionMenu(Choosing, ui.Select[Any]):
    action = "playbooks:version-menu"
    arguments = (str, str)

    def __init__(self, key: str, wanted: str, *, editions: Sequence[Edition], language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(key, wanted),
            placeholder=label(language, "playbooks-versions-menu", 150),
            options=[_option(edition, language) for edition in editions],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], key: str, wanted: str) -> None:
        await think(interaction)
        actor, language = await actor_of(interaction), language_of(interaction)
        editions = await interaction.client.app.playbooks.library.history(
            by=actor, key=key, language=language_in(wanted)
        )
        edition = next((one for one in editions if str(one.number) == values[0]), None)
        if edition is None:
            raise PlaybookNotFound
        if edition.playbook is None:
            await reply(interaction, view=note(_option(edition, language).label))
            return
        title = say(
            language,
            "playbooks-version-title",
            number=edition.number,
            playbook=plain(edition.playbook.title),
            at=moment(edition.changed_at, "f"),
        )
        pages = pages_of(edition.playbook, language_in(wanted))
        again = row(BringBackButton(key, wanted, edition.number, language=language))
        await reply(interaction, view=layout_of(card(title, line(), pages[0], again)))


def _option(edition: Edition, language: Language) -> discord.SelectOption:
    # Options show no timestamps of Discord's: the date is said in UTC.
    name = "playbooks-versions-option" if edition.playbook is not None else "playbooks-versions-option-reset"
    date = f"{edition.changed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return discord.SelectOption(
        label=label(language, name, OPTION_LABEL_LIMIT, number=edition.number, date=date), value=str(edition.number)
    )


class BringBackButton(Button):
    action = "playbooks:bring-back"
    arguments = (str, str, int)
    label_id = "playbooks-button-bring-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str, number: int) -> None:
        await think_in_place(interaction)
        await interaction.client.app.playbooks.library.bring_back(
            by=await actor_of(interaction), key=key, language=language_in(wanted), number=number
        )
        said = say(language_of(interaction), "playbooks-brought-back")
        await show(interaction, await edit_view(interaction, key, language_in(wanted), said=said))


# Going back -------------------------------------------------------------------------------------------------------


def reset_view(entry: Entry, wanted: Language, language: Language) -> ui.LayoutView:
    """Return the question whether to go back, or to take one's own away."""
    named, title = language_name(wanted, language), title_of(entry)
    if entry.built_in:
        asked = say(language, "playbooks-reset-ask", playbook=title, language=named)
        yes = say(language, "playbooks-button-reset")
    else:
        asked = say(language, "playbooks-remove-ask", playbook=title)
        yes = say(language, "playbooks-button-remove")
    buttons = row(ResetButton(entry.key, wanted.value, language=language, label=yes), CancelButton(language=language))
    return layout_of(card(asked, buttons, colour=CAREFUL))


class AskResetButton(Button):
    action = "playbooks:ask-reset"
    arguments = (str, str)
    label_id = "playbooks-button-reset"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        check_admin(actor)
        entry = await interaction.client.app.playbooks.library.get(
            guild_id=actor.guild_id, key=key, language=language_in(wanted)
        )
        await show(interaction, reset_view(entry, language_in(wanted), language_of(interaction)))


class ResetButton(Button):
    action = "playbooks:reset"
    arguments = (str, str)
    label_id = "playbooks-button-reset"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: str, wanted: str) -> None:
        await think_in_place(interaction)
        actor, language = await actor_of(interaction), language_of(interaction)
        library = interaction.client.app.playbooks.library
        before = await library.get(guild_id=actor.guild_id, key=key, language=language_in(wanted))
        entry = await library.reset(by=actor, key=key, language=language_in(wanted))
        if entry is None:
            await show(interaction, note(say(language, "playbooks-removed", playbook=title_of(before))))
        else:
            said = say(language, "playbooks-reset-done", playbook=title_of(entry))
            await show(interaction, await edit_view(interaction, key, language_in(wanted), said=said))


ACTIONS = (
    OtherLanguageButton,
    SituationButton,
    SituationForm,
    StepsButton,
    StepsForm,
    AddForm,
    VersionsButton,
    VersionMenu,
    BringBackButton,
    AskResetButton,
    ResetButton,
)
