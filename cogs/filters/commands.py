"""`/filter add`, `edit`, `show`, `list`, `mode`, `delete`, `import` and `export`."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.filters.errors import FileTooLarge, NotOfThisKind
from bot.filters.exchanging import text_in
from bot.filters.model import (
    FIELDS,
    FILE_KB,
    FILTERS_A_PAGE,
    WRITTEN_BY_ADMINS,
    Consequence,
    Filter,
    Looks,
    Mode,
    Terms,
)
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.layout import beside, card, layout_of, row, show
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, plain, text
from cogs.filters import wording
from cogs.filters.cards import delete_view, filter_view, read_list
from cogs.filters.group import filter_
from cogs.filters.here import FilterName, admin_of, complete_filter, complete_rule, filter_named, moderator_of

NewName = app_commands.Range[str, 1, 60]
RuleNumber = app_commands.Range[int, 1, 20]
KINDS = [app_commands.Choice(name=text(f"filters-kind-{kind}"), value=kind.value) for kind in Looks]
CONSEQUENCES = [app_commands.Choice(name=text(f"filters-consequence-{one}"), value=one.value) for one in Consequence]
MODES = [app_commands.Choice(name=text(f"filters-mode-{mode}"), value=mode.value) for mode in Mode]


@filter_.command(name=text("filters-command-add.name"), description=text("filters-command-add"))
@app_commands.rename(
    kind=text("filters-option-kind.name"),
    name=text("filters-option-name.name"),
    then=text("filters-option-then.name"),
    rule=text("filters-option-rule.name"),
    file=text("filters-option-file.name"),
)
@app_commands.describe(
    kind=text("filters-option-kind"),
    name=text("filters-option-name"),
    then=text("filters-option-then"),
    rule=text("filters-option-rule"),
    file=text("filters-option-file"),
)
@app_commands.choices(kind=KINDS, then=CONSEQUENCES)
@app_commands.autocomplete(rule=complete_rule)
async def filter_add(
    interaction: discord.Interaction[Bot],
    kind: str,
    name: NewName,
    then: str = Consequence.ALERT.value,
    rule: RuleNumber | None = None,
    file: discord.Attachment | None = None,
) -> None:
    await think(interaction)
    actor, making, language = (
        await admin_of(interaction),
        interaction.client.app.filters.making,
        language_of(interaction),
    )
    rule_key = None if rule is None else await making.rule_key(guild_id=actor.guild_id, number=rule)
    looks_for = Looks(kind)
    if file is not None and looks_for not in WRITTEN_BY_ADMINS:
        raise NotOfThisKind(what="list")
    typed = None if file is None else await _text_of(file)
    added = await making.add(
        Terms(name=name, consequence=Consequence(then), rule_key=rule_key), by=actor, looks_for=looks_for
    )
    if typed is not None:
        contents = await read_list(interaction, typed, added.contents, looks_for)
        if contents is not None:
            added = await making.change(by=actor, filter_id=added.id, contents=contents, mode=Mode.DRY)
    said = say(language, f"filters-added-{added.mode}", filter=plain(added.name, 60))
    await reply(interaction, view=await filter_view(interaction.client, added, language, admin=True, said=said))


async def _text_of(file: discord.Attachment) -> str:
    if file.size > FILE_KB * 1024:
        raise FileTooLarge(limit=FILE_KB)
    return text_in(await file.read())


@filter_.command(name=text("filters-command-edit.name"), description=text("filters-command-edit"))
@app_commands.rename(
    filter_name=text("filters-option-filter.name"),
    name=text("filters-option-new-name.name"),
    then=text("filters-option-then.name"),
    rule=text("filters-option-rule.name"),
    file=text("filters-option-file.name"),
    count=text("filters-option-count.name"),
    seconds=text("filters-option-seconds.name"),
    days=text("filters-option-days.name"),
    messages=text("filters-option-messages.name"),
    only_listed=text("filters-option-only-listed.name"),
    phones=text("filters-option-phones.name"),
    emails=text("filters-option-emails.name"),
)
@app_commands.describe(
    filter_name=text("filters-option-filter"),
    name=text("filters-option-new-name"),
    then=text("filters-option-then"),
    rule=text("filters-option-rule"),
    file=text("filters-option-file"),
    count=text("filters-option-count"),
    seconds=text("filters-option-seconds"),
    days=text("filters-option-days"),
    messages=text("filters-option-messages"),
    only_listed=text("filters-option-only-listed"),
    phones=text("filters-option-phones"),
    emails=text("filters-option-emails"),
)
@app_commands.choices(then=CONSEQUENCES)
@app_commands.autocomplete(filter_name=complete_filter)
@app_commands.autocomplete(rule=complete_rule)
async def filter_edit(
    interaction: discord.Interaction[Bot],
    filter_name: FilterName,
    name: NewName | None = None,
    then: str | None = None,
    rule: app_commands.Range[int, 0, 20] | None = None,
    file: discord.Attachment | None = None,
    count: app_commands.Range[int, 1, 100] | None = None,
    seconds: app_commands.Range[int, 1, 3600] | None = None,
    days: app_commands.Range[int, 1, 365] | None = None,
    messages: app_commands.Range[int, 1, 1000] | None = None,
    only_listed: bool | None = None,
    phones: bool | None = None,
    emails: bool | None = None,
) -> None:
    await think(interaction)
    actor, making, language = (
        await admin_of(interaction),
        interaction.client.app.filters.making,
        language_of(interaction),
    )
    one = await filter_named(interaction, filter_name)
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = name
    if then is not None:
        changes["consequence"] = Consequence(then)
    if rule is not None:
        changes["rule_key"] = None if rule == 0 else await making.rule_key(guild_id=actor.guild_id, number=rule)
    numbers = {"count": count, "seconds": seconds, "days": days, "messages": messages, "phones": phones}
    numbers |= {"emails": emails, "allow": None if only_listed is None else not only_listed}
    changes |= _contents(one, **{what: value for what, value in numbers.items() if value is not None})
    if file is not None:
        contents = changes.get("contents", one.contents)
        listed = await read_list(interaction, await _text_of(file), contents, one.looks_for)
        if listed is None:
            return
        changes["contents"] = listed
    if changes:
        one = await making.change(by=actor, filter_id=one.id, **changes)
    said = say(language, "filters-changed" if changes else "filters-unchanged", filter=plain(one.name, 60))
    await reply(interaction, view=await filter_view(interaction.client, one, language, admin=True, said=said))


def _contents(one: Filter, **given: Any) -> dict[str, Any]:
    """Return numbers and switches as a change of the contents. Raises NotOfThisKind for what its kind doesn't have."""
    if not given:
        return {}
    if not set(given) <= set(FIELDS[one.looks_for]):
        raise NotOfThisKind(what="number")
    return {"contents": replace(one.contents, **given)}


@filter_.command(name=text("filters-command-show.name"), description=text("filters-command-show"))
@app_commands.rename(filter_name=text("filters-option-filter.name"))
@app_commands.describe(filter_name=text("filters-option-filter"))
@app_commands.autocomplete(filter_name=complete_filter)
async def filter_show(interaction: discord.Interaction[Bot], filter_name: FilterName) -> None:
    await think(interaction)
    one, actor = await filter_named(interaction, filter_name), await moderator_of(interaction)
    view = await filter_view(interaction.client, one, language_of(interaction), admin=actor.manages_server)
    await reply(interaction, view=view)


@filter_.command(name=text("filters-command-mode.name"), description=text("filters-command-mode"))
@app_commands.rename(filter_name=text("filters-option-filter.name"), mode=text("filters-option-mode.name"))
@app_commands.describe(filter_name=text("filters-option-filter"), mode=text("filters-option-mode"))
@app_commands.choices(mode=MODES)
@app_commands.autocomplete(filter_name=complete_filter)
async def filter_mode(interaction: discord.Interaction[Bot], filter_name: FilterName, mode: str) -> None:
    await think(interaction)
    actor, language = await admin_of(interaction), language_of(interaction)
    one = await filter_named(interaction, filter_name)
    one = await interaction.client.app.filters.making.change(by=actor, filter_id=one.id, mode=Mode(mode))
    said = say(language, f"filters-now-{one.mode}", filter=plain(one.name, 60))
    await reply(interaction, view=await filter_view(interaction.client, one, language, admin=True, said=said))


@filter_.command(name=text("filters-command-delete.name"), description=text("filters-command-delete"))
@app_commands.rename(filter_name=text("filters-option-filter.name"))
@app_commands.describe(filter_name=text("filters-option-filter"))
@app_commands.autocomplete(filter_name=complete_filter)
async def filter_delete(interaction: discord.Interaction[Bot], filter_name: FilterName) -> None:
    await think(interaction)
    await admin_of(interaction)
    one = await filter_named(interaction, filter_name)
    await reply(interaction, view=delete_view(one, language_of(interaction)))


# All of them --------------------------------------------------------------------------------------------------------


@filter_.command(name=text("filters-command-list.name"), description=text("filters-command-list"))
async def filter_list(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await reply(interaction, view=await list_view(interaction, page=1))


async def list_view(interaction: discord.Interaction[Bot], *, page: int) -> ui.LayoutView:
    language, actor = language_of(interaction), await moderator_of(interaction)
    app = interaction.client.app
    filters = await app.filters.making.all_of(by=actor)
    notes = _notes(interaction.client, language)
    if not filters:
        return layout_of(card(say(language, "filters-list-none"), *notes))
    precision = await app.filters.judging.precision(guild_id=actor.guild_id)
    known = await app.filters.handing.known(guild_id=actor.guild_id)
    pages = pages_for(len(filters), FILTERS_A_PAGE)
    page = min(max(1, page), pages)
    pieces: list[ui.Item[Any] | str | None] = [say(language, "filters-list-title", count=len(filters)), *notes]
    for one in filters[(page - 1) * FILTERS_A_PAGE : page * FILTERS_A_PAGE]:
        lines = [
            f"**{plain(one.name, 100)}** · {say(language, f'filters-mode-{one.mode}')}",
            f"{wording.kind_of(one.looks_for, language)} → {say(language, f'filters-consequence-{one.consequence}')}",
            f"-# {wording.precision_line(precision.get(one.id), language)}",
        ]
        obstacle = await app.filters.handing.obstacle(one)
        lines.append(f"-# {wording.automod_line(one, known.get(one.id), obstacle, language)}")
        pieces.append(beside("\n".join(lines), OpenButton(one.id, language=language)))
    turning = page_buttons(ListPage, page=page, pages=pages, language=language)
    if turning:
        pieces.append(position(page, pages, language))
        pieces.append(row(*turning))
    return layout_of(card(*pieces))


def _notes(bot: Bot, language: Language) -> list[str]:
    """Return what has to be known of all filters: that texts can't be read, for instance."""
    return [] if bot.intents.message_content else [say(language, "filters-no-content")]


class ListPage(PageButton):
    action = "filters:list-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await show(interaction, await list_view(interaction, page=page))


class OpenButton(Button):
    """Opens a filter's card from the list."""

    action = "filters:open"
    label_id = "filters-button-open"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], filter_id: int) -> None:
        await think_in_place(interaction)
        actor = await moderator_of(interaction)
        one = await interaction.client.app.filters.making.get(by=actor, filter_id=filter_id)
        view = await filter_view(interaction.client, one, language_of(interaction), admin=actor.manages_server)
        await show(interaction, view)


# Files --------------------------------------------------------------------------------------------------------------


@filter_.command(name=text("filters-command-export.name"), description=text("filters-command-export"))
@app_commands.rename(filter_name=text("filters-option-filter.name"))
@app_commands.describe(filter_name=text("filters-option-one-filter"))
@app_commands.autocomplete(filter_name=complete_filter)
async def filter_export(interaction: discord.Interaction[Bot], filter_name: FilterName | None = None) -> None:
    await think(interaction)
    actor, language = await admin_of(interaction), language_of(interaction)
    if filter_name is None:
        written = await interaction.client.app.filters.exchanging.export(by=actor)
        file = discord.File(BytesIO(written), filename="filters.json")
        await reply(interaction, say(language, "filters-exported"), files=[file])
        return
    one = await filter_named(interaction, filter_name)
    file = discord.File(BytesIO(interaction.client.app.filters.exchanging.list_of(one)), filename="filter.txt")
    await reply(interaction, say(language, "filters-exported-one", filter=plain(one.name, 60)), files=[file])


@filter_.command(name=text("filters-command-import.name"), description=text("filters-command-import"))
@app_commands.rename(file=text("filters-option-export.name"))
@app_commands.describe(file=text("filters-option-export"))
async def filter_import(interaction: discord.Interaction[Bot], file: discord.Attachment) -> None:
    await think(interaction)
    actor, language = await admin_of(interaction), language_of(interaction)
    if file.size > FILE_KB * 1024:
        raise FileTooLarge(limit=FILE_KB)
    taken = await interaction.client.app.filters.exchanging.take(await file.read(), by=actor)
    lines = [say(language, "filters-imported", count=len(taken.added))]
    if taken.known:
        names = ", ".join(plain(name, 60) for name in taken.known[:10])
        lines.append(say(language, "filters-imported-known", count=len(taken.known), names=names))
    await reply(interaction, view=layout_of(card("\n".join(lines))))


ACTIONS = (ListPage, OpenButton)
