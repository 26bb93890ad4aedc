"""One filter as admins see it, with everything that can be done about it."""

import asyncio
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.filters.errors import LineRefused
from bot.filters.model import EXEMPT_MAX, WRITTEN_BY_ADMINS, Contents, Filter, Handed, Looks, Mode
from bot.filters.rules import as_text, from_text
from bot.i18n import Language, say
from bot.ui.actions import Button, CancelButton, Choosing, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.giving_back import give_back
from bot.ui.layout import card, layout_of, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain
from cogs.filters import wording
from cogs.filters.here import admin_of

LIST_MAX = 4_000
"""Characters a form's input takes; longer lists are files."""


async def filter_view(
    bot: Bot, one: Filter, language: Language, *, admin: bool, said: str | None = None
) -> ui.LayoutView:
    """Return a filter's card; `said` is what has just been done. Only admins get the buttons that change it."""
    filters = bot.app.filters
    version = await bot.app.guidelines.current(guild_id=one.guild_id)
    how = (await filters.judging.precision(guild_id=one.guild_id)).get(one.id)
    known = (await filters.handing.known(guild_id=one.guild_id)).get(one.id)
    lines = wording.filter_lines(one, language, version=version)
    lines.append(wording.precision_line(how, language))
    lines.append(wording.automod_line(one, known, await filters.handing.obstacle(one), language))
    loaded = filters.screens.loaded.get(one.guild_id)
    if loaded is not None and one.id in loaded.broken:
        lines.append(say(language, "filters-line-broken"))
    pieces: list[ui.Item[Any] | str | None] = [said] if said else []
    pieces.append("\n".join(lines))
    if admin:
        pieces.append(row(*(_mode_button(mode, one, language) for mode in Mode)))
        taken = known is not None and known.state in (Handed.THEIRS, Handed.DELETED)
        pieces.append(row(*_more(one, language, taken=taken)))
        pieces.append(row(ExemptRoles(one, language=language)))
        pieces.append(row(ExemptChannels(one, language=language)))
    return layout_of(card(*pieces, colour=wording.COLOURS[one.mode]))


def _mode_button(mode: Mode, one: Filter, language: Language) -> Button:
    button: type[Button] = {Mode.OFF: OffButton, Mode.DRY: DryButton, Mode.ON: OnButton}[mode]
    return button(one.id, language=language, disabled=one.mode is mode)


def _more(one: Filter, language: Language, *, taken: bool) -> list[Button]:
    found: list[Button] = []
    if one.looks_for in WRITTEN_BY_ADMINS:
        found.append(ContentsButton(one.id, language=language))
    if taken:
        found.append(HandAgainButton(one.id, language=language))
    return [*found, HitsOfButton(one.id, language=language), DeleteButton(one.id, language=language)]


async def _show_changed(
    interaction: discord.Interaction[Bot], one: Filter, message_id: str = "filters-changed"
) -> None:
    language = language_of(interaction)
    said = say(language, message_id, filter=plain(one.name, 60))
    await show(interaction, await filter_view(interaction.client, one, language, admin=True, said=said))


class _ModeButton(Button):
    mode: Mode

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think_in_place(interaction)
        making = interaction.client.app.filters.making
        changed = await making.change(by=await admin_of(interaction), filter_id=filter_id, mode=cls.mode)
        await _show_changed(interaction, changed, f"filters-now-{cls.mode}")


class OffButton(_ModeButton):
    action = "filters:off"
    label_id = "filters-mode-off"
    mode = Mode.OFF


class DryButton(_ModeButton):
    action = "filters:dry"
    label_id = "filters-mode-dry"
    mode = Mode.DRY


class OnButton(_ModeButton):
    action = "filters:on"
    label_id = "filters-mode-on"
    look = discord.ButtonStyle.success
    mode = Mode.ON


# What it looks for --------------------------------------------------------------------------------------------------


class ContentsButton(Button):
    """Opens a filter's list as a form; one that is too long for it comes as a file."""

    action = "filters:contents"
    label_id = "filters-button-contents"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        language, actor = language_of(interaction), await admin_of(interaction)
        one = await interaction.client.app.filters.making.get(by=actor, filter_id=filter_id)
        text = as_text(one.contents, one.looks_for)
        if len(text) > LIST_MAX:
            file = discord.File(BytesIO(text.encode()), filename="filter.txt")
            await reply(interaction, say(language, "filters-contents-long", entries=one.entries), files=[file])
            return
        await open_form(interaction, ContentsForm(filter_id, language=language, looks_for=one.looks_for, text=text))


class ContentsForm(Form):
    action = "filters:contents-form"
    title_id = "filters-contents-title"

    def __init__(
        self, filter_id: int, *, language: Language, looks_for: Looks = Looks.WORDS, text: str | None = None
    ) -> None:
        super().__init__(filter_id, language=language)
        self.entries: ui.TextInput[Any] = ui.TextInput(
            custom_id="entries",
            style=discord.TextStyle.paragraph,
            max_length=LIST_MAX,
            required=False,
            default=text or None,
        )
        self.add_item(
            ui.Label(
                text=label(language, "filters-contents-entries", LABEL_LIMIT),
                description=label(language, f"filters-contents-help-{looks_for}", OPTION_LABEL_LIMIT),
                component=self.entries,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think_in_place(interaction)
        one = await interaction.client.app.filters.making.get(by=await admin_of(interaction), filter_id=filter_id)
        contents = await read_list(interaction, self.entries.value, one.contents, one.looks_for)
        if contents is not None:
            making = interaction.client.app.filters.making
            changed = await making.change(by=await actor_of(interaction), filter_id=filter_id, contents=contents)
            await _show_changed(interaction, changed)


async def read_list(
    interaction: discord.Interaction[Bot], text: str, contents: Contents, looks_for: Looks
) -> Contents | None:
    """Return the contents with a list that was typed; None where a line was refused, which the admin was told.

    Raises NotOfThisKind.
    """
    language = language_of(interaction)
    try:
        # Each line is compiled by itself: ten thousand take seconds, in which nobody else is to wait.
        return await asyncio.to_thread(from_text, text, contents, looks_for)
    except LineRefused as refused:
        cause = refused.cause
        safe = {name: plain(str(value)) if name in cause.written else value for name, value in cause.params.items()}
        await reply(interaction, refused_line(refused.line, say(language, cause.message, **safe), language))
        await give_back(interaction, text, said=say(language, "filters-typed"), file_name="filter.txt")
        return None


def refused_line(line: int, why: str, language: Language) -> str:
    return say(language, "filters-error-line", line=line, why=why)


# Who is exempt ------------------------------------------------------------------------------------------------------


class ExemptRoles(Choosing, ui.RoleSelect[ui.LayoutView]):
    action = "filters:exempt-roles"

    def __init__(self, one: Filter, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(one.id),
            placeholder=label(language, "filters-exempt-roles", OPTION_LABEL_LIMIT),
            min_values=0,
            max_values=EXEMPT_MAX,
            default_values=[
                discord.SelectDefaultValue.from_role(discord.Object(role_id)) for role_id in sorted(one.exempt_role_ids)
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: Sequence[str], filter_id: int) -> None:
        await _exempt(interaction, filter_id, exempt_role_ids=frozenset(map(int, values)))


class ExemptChannels(Choosing, ui.ChannelSelect[ui.LayoutView]):
    action = "filters:exempt-channels"

    def __init__(self, one: Filter, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(one.id),
            placeholder=label(language, "filters-exempt-channels", OPTION_LABEL_LIMIT),
            min_values=0,
            max_values=EXEMPT_MAX,
            channel_types=[
                discord.ChannelType.text,
                discord.ChannelType.news,
                discord.ChannelType.forum,
                discord.ChannelType.voice,
                discord.ChannelType.public_thread,
            ],
            default_values=[
                discord.SelectDefaultValue.from_channel(discord.Object(channel_id))
                for channel_id in sorted(one.exempt_channel_ids)
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: Sequence[str], filter_id: int) -> None:
        await _exempt(interaction, filter_id, exempt_channel_ids=frozenset(map(int, values)))


async def _exempt(interaction: discord.Interaction[Bot], filter_id: int, **changes: frozenset[int]) -> None:
    await think_in_place(interaction)
    making = interaction.client.app.filters.making
    changed = await making.change(by=await admin_of(interaction), filter_id=filter_id, **changes)
    await _show_changed(interaction, changed)


# AutoMod, hits, taking it away --------------------------------------------------------------------------------------


class HandAgainButton(Button):
    """Hands a filter to AutoMod again, over what an admin has done there."""

    action = "filters:hand-again"
    label_id = "filters-button-hand-again"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think_in_place(interaction)
        one = await interaction.client.app.filters.handing.again(by=await admin_of(interaction), filter_id=filter_id)
        await _show_changed(interaction, one, "filters-handed-again")


class HitsOfButton(Button):
    """Shows privately what one filter has found."""

    action = "filters:hits-of"
    label_id = "filters-button-hits"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        from cogs.filters.hits import hits_view  # noqa: PLC0415 - the two lead to each other

        await think(interaction)
        view = await hits_view(interaction, page=1, filter_id=filter_id)
        await reply(interaction, view=view)


class DeleteButton(Button):
    """Asks before a filter is taken away."""

    action = "filters:delete"
    label_id = "filters-button-delete"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think_in_place(interaction)
        one = await interaction.client.app.filters.making.get(by=await admin_of(interaction), filter_id=filter_id)
        await show(interaction, delete_view(one, language_of(interaction)))


def delete_view(one: Filter, language: Language) -> ui.LayoutView:
    asked = say(language, "filters-delete-ask", filter=plain(one.name, 60), entries=one.entries)
    buttons = row(DeleteYesButton(one.id, language=language), CancelButton(language=language))
    return layout_of(card(asked, buttons))


class DeleteYesButton(Button):
    action = "filters:delete-yes"
    label_id = "filters-button-delete-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think_in_place(interaction)
        gone = await interaction.client.app.filters.making.delete(by=await admin_of(interaction), filter_id=filter_id)
        said = say(language_of(interaction), "filters-deleted", filter=plain(gone.name, 60))
        await show(interaction, layout_of(card(said)))


ACTIONS = (
    OffButton,
    DryButton,
    OnButton,
    ContentsButton,
    ContentsForm,
    ExemptRoles,
    ExemptChannels,
    HandAgainButton,
    HitsOfButton,
    DeleteButton,
    DeleteYesButton,
)
