"""`/profile show|edit|clear` and the menu on a person: what members say about themselves, and who sees it."""

from typing import Any, Literal

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.profiles.model import LENGTHS, OF_SEVERAL_LINES, Field, Profile, Told, Visibility
from bot.ui.actions import Button, ButtonOutdated, CancelButton, Choosing, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, line, note, row, show
from bot.ui.replies import reply, tell, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain, text
from cogs.profiles.group import profile as group

NAME_SHOWN = 60
DESCRIPTION_LIMIT = 100  # of a modal's Label and of an option, Discord's

FIELDS = [app_commands.Choice(name=text(f"profiles-field-{field.value}"), value=field.value) for field in Field]
FieldName = Literal["called", "about", "products", "place", "skills"]


# Looking ----------------------------------------------------------------------------------------------------------


@group.command(name=text("profiles-command-show.name"), description=text("profiles-command-show"))
@app_commands.rename(member=text("profiles-option-member.name"))
@app_commands.describe(member=text("profiles-option-member"))
async def profile_show(interaction: discord.Interaction[Bot], member: discord.User | None = None) -> None:
    await _show_profile(interaction, member or interaction.user)


async def profile_of_person(interaction: discord.Interaction[Bot], person: discord.User) -> None:
    """The menu on a person."""
    await _show_profile(interaction, person)


async def _show_profile(interaction: discord.Interaction[Bot], person: discord.User | discord.Member) -> None:
    await think(interaction)
    viewer = await actor_of(interaction)
    found = await interaction.client.app.profiles.telling.profile(of_id=person.id, viewer=viewer)
    language = language_of(interaction)
    await reply(interaction, view=own_view(found, language) if found.own else _others_view(found, person, language))


def _others_view(found: Profile, person: discord.User | discord.Member, language: Language) -> ui.LayoutView:
    title = say(language, "profiles-title", name=plain(person.display_name, NAME_SHOWN))
    shown = [f"**{say(language, f'profiles-field-{entry.field}')}**\n{value_text(entry)}" for entry in found.told]
    return layout_of(card(title, *(shown or [say(language, "profiles-nothing-to-see")])))


def value_text(told: Told) -> str:
    """Return what somebody wrote, line by line, so that it shows as it is."""
    limit = 2 * LENGTHS[told.field]  # every sign of it may need a backslash
    return "\n".join(plain(written, limit) for written in told.value.splitlines())


def own_view(found: Profile, language: Language, *, done: str | None = None) -> ui.LayoutView:
    """Return somebody's own profile: each field with its purpose and a menu of who sees it, and how to change it."""
    pieces: list[ui.Item[Any] | str] = []
    for entry in found.told:
        pieces += [line(), _own_text(entry, language)]
        menu = row(VisibilityMenu(entry.field.value, language=language, now=entry.visibility))
        pieces += [menu] if menu else []
    empty = [field for field in Field if found.value(field) is None]
    missing = [
        say(
            language,
            "profiles-own-empty-field",
            field=say(language, f"profiles-field-{field}"),
            purpose=say(language, f"profiles-field-{field}.purpose"),
        )
        for field in empty
    ]
    left = ["\n".join([say(language, "profiles-own-empty"), *missing])] if missing else []
    intro = say(language, "profiles-own-intro" if found.told else "profiles-own-none")
    buttons: list[Button] = [EditButton(language=language)]
    if found.told:
        buttons.append(ClearButton(language=language))
    heading = "\n".join(filter(None, (say(language, "profiles-own-title"), done, intro)))
    return layout_of(card(heading, *pieces, line(), *left, row(*buttons)))


def _own_text(told: Told, language: Language) -> str:
    title = say(language, f"profiles-field-{told.field}")
    purpose = say(language, f"profiles-field-{told.field}.purpose")
    return f"**{title}**\n{value_text(told)}\n-# {purpose}"


# Who sees it ------------------------------------------------------------------------------------------------------


def field_named(name: str) -> Field:
    """Return a field by name. Raises ButtonOutdated for one that isn't there (any more)."""
    if name not in set(Field):
        raise ButtonOutdated
    return Field(name)


class VisibilityMenu(Choosing, ui.Select[ui.LayoutView]):
    """Who sees a field; its argument is the field."""

    action = "profiles:visible"
    arguments = (str,)

    def __init__(self, name: str, *, language: Language, now: Visibility) -> None:
        super().__init__(
            custom_id=self.make_custom_id(name),
            options=[
                discord.SelectOption(
                    label=label(language, f"profiles-visible-{visibility}", OPTION_LABEL_LIMIT),
                    description=label(language, f"profiles-visible-{visibility}.help", DESCRIPTION_LIMIT),
                    value=visibility.value,
                    default=visibility is now,
                )
                for visibility in Visibility
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], name: str) -> None:
        field = field_named(name)
        await think_in_place(interaction)
        chosen = next((visibility for visibility in Visibility if visibility.value in values), None)
        if chosen is None:
            raise ButtonOutdated
        found = await interaction.client.app.profiles.telling.show_to(
            chosen, field=field, by=await actor_of(interaction)
        )
        language = language_of(interaction)
        named = say(language, f"profiles-field-{field}")
        done = say(language, "profiles-did-show", field=named, who=say(language, f"profiles-visible-{chosen}"))
        await show(interaction, own_view(found, language, done=done))


# Filling in -------------------------------------------------------------------------------------------------------


@group.command(name=text("profiles-command-edit.name"), description=text("profiles-command-edit"))
async def profile_edit(interaction: discord.Interaction[Bot]) -> None:
    await _open_form(interaction)


async def _open_form(interaction: discord.Interaction[Bot]) -> None:
    actor = await actor_of(interaction)
    found = await interaction.client.app.profiles.telling.profile(of_id=actor.id, viewer=actor)
    await open_form(interaction, ProfileForm(language=language_of(interaction), found=found))


class EditButton(Button):
    action = "profiles:edit"
    arguments = ()
    label_id = "profiles-button-edit"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await _open_form(interaction)


class ProfileForm(Form):
    """Every field with what it is for; Discord's form holds five. What is left empty is not kept."""

    action = "profiles:form"
    arguments = ()
    title_id = "profiles-form-title"

    def __init__(self, *, language: Language, found: Profile | None = None) -> None:
        super().__init__(language=language)
        self.inputs = {field: _input(field, found) for field in Field}
        for field, item in self.inputs.items():
            self.add_item(
                ui.Label(
                    text=label(language, f"profiles-field-{field}", LABEL_LIMIT),
                    description=_described(field, found, language),
                    component=item,
                )
            )

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        if interaction.message is None:
            await think(interaction)
        else:
            await think_in_place(interaction)
        values = {field: item.value for field, item in self.inputs.items()}
        found = await interaction.client.app.profiles.telling.tell(values, by=await actor_of(interaction))
        language = language_of(interaction)
        await show(interaction, own_view(found, language, done=say(language, "profiles-did-tell")))


def _input(field: Field, found: Profile | None) -> ui.TextInput[ProfileForm]:
    return ui.TextInput(
        custom_id=field.value,
        style=discord.TextStyle.long if field in OF_SEVERAL_LINES else discord.TextStyle.short,
        default=found.value(field) if found else None,
        required=False,
        max_length=LENGTHS[field],
    )


def _described(field: Field, found: Profile | None, language: Language) -> str:
    """Say what a field is for, who sees it, and how it is deleted."""
    now = next((entry.visibility for entry in found.told if entry.field is field), None) if found else None
    purpose = say(language, f"profiles-field-{field}.purpose")
    who = say(language, f"profiles-visible-{now or Visibility.NOBODY}")
    return label(language, "profiles-form-described", DESCRIPTION_LIMIT, purpose=purpose, who=who)


# Deleting ---------------------------------------------------------------------------------------------------------


@group.command(name=text("profiles-command-clear.name"), description=text("profiles-command-clear"))
@app_commands.rename(field=text("profiles-option-field.name"))
@app_commands.describe(field=text("profiles-option-field"))
@app_commands.choices(field=FIELDS)
async def profile_clear(interaction: discord.Interaction[Bot], field: FieldName | None = None) -> None:
    await think(interaction)
    actor, language = await actor_of(interaction), language_of(interaction)
    if field is None:
        found = await interaction.client.app.profiles.telling.profile(of_id=actor.id, viewer=actor)
        await reply(interaction, view=_ask(found, language))
        return
    named = say(language, f"profiles-field-{field}")
    cleared = await interaction.client.app.profiles.telling.clear([Field(field)], by=actor)
    await tell(interaction, "profiles-did-clear-one" if cleared else "profiles-was-empty", field=named)


def _ask(found: Profile, language: Language) -> ui.LayoutView:
    """Ask whether everything is to be deleted."""
    if not found.told:
        return note(say(language, "profiles-was-all-empty"))
    asked = say(language, "profiles-clear-ask", count=len(found.told))
    return layout_of(card(asked, row(ClearAllButton(language=language), CancelButton(language=language))))


class ClearButton(Button):
    """Asks first: nothing of it can be had back."""

    action = "profiles:clear"
    arguments = ()
    label_id = "profiles-button-clear"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        found = await interaction.client.app.profiles.telling.profile(of_id=actor.id, viewer=actor)
        await show(interaction, _ask(found, language_of(interaction)))


class ClearAllButton(Button):
    action = "profiles:clear-all"
    arguments = ()
    label_id = "profiles-button-clear-all"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think_in_place(interaction)
        cleared = await interaction.client.app.profiles.telling.clear(by=await actor_of(interaction))
        said = "profiles-did-clear" if cleared else "profiles-was-all-empty"
        await show(interaction, note(say(language_of(interaction), said)))


ACTIONS = (VisibilityMenu, EditButton, ProfileForm, ClearButton, ClearAllButton)
