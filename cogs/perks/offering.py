"""`/perks add|edit|archive`: what admins offer."""

from typing import Any, Literal

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.perks.model import (
    DESCRIPTION_MAX,
    NAME_MAX,
    PER_MEMBER_MAX,
    STOCK_MAX,
    Gives,
    Period,
    Perk,
    Terms,
)
from bot.perks.rules import read_moment
from bot.points.model import POINTS_MAX
from bot.settings.model import ServerSettings
from bot.text import cut
from bot.ui.actions import Button, CancelButton
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import card, layout_of, line, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import CHOICE_LIMIT, language_of, text
from cogs.perks import cards
from cogs.perks.group import perks
from cogs.perks.here import PerkName, admin_of, complete_any, complete_perk, perk_named

Name = app_commands.Range[str, 1, NAME_MAX]
Description = app_commands.Range[str, 1, DESCRIPTION_MAX]
Price = app_commands.Range[int, 0, POINTS_MAX]
Stock = app_commands.Range[int, 0, STOCK_MAX]
PerMember = app_commands.Range[int, 0, PER_MEMBER_MAX]
Day = app_commands.Range[str, 1, 40]

GIVES = [app_commands.Choice(name=text(f"perks-gives-{gives.value}"), value=gives.value) for gives in Gives]
PERIODS = [app_commands.Choice(name=text(f"perks-period-{period.value}"), value=period.value) for period in Period]
REMOVABLE = ("description", "rank", "stock", "opens", "closes")
REMOVALS = [app_commands.Choice(name=text(f"perks-remove-{field}"), value=field) for field in REMOVABLE]


async def complete_rank(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    ranks = await interaction.client.app.perks.offering.ranks(guild_id=guild_of(interaction).id)
    return [
        app_commands.Choice(name=cut(rank.name, CHOICE_LIMIT), value=str(rank.id))
        for rank in ranks
        if typed.casefold() in rank.name.casefold()
    ][:25]


def kept_view(perk: Perk, language: Language, *, title: str) -> ui.LayoutView:
    """Return a perk as members will find it, under what was done, with what is to do next."""
    codes = say(language, "perks-next-codes") if perk.gives is Gives.CODE and not perk.codes_left else None
    return layout_of(card(title, line(), cards.perk_text(perk, language), codes, colour=cards.COLOUR))


@perks.command(name=text("perks-command-add.name"), description=text("perks-command-add"))
@app_commands.rename(
    name=text("perks-option-name.name"),
    gives=text("perks-option-gives.name"),
    description=text("perks-option-description.name"),
    price=text("perks-option-price.name"),
    rank=text("perks-option-rank.name"),
    stock=text("perks-option-stock.name"),
    per_member=text("perks-option-per-member.name"),
    period=text("perks-option-period.name"),
    opens=text("perks-option-opens.name"),
    closes=text("perks-option-closes.name"),
)
@app_commands.describe(
    name=text("perks-option-name"),
    gives=text("perks-option-gives"),
    description=text("perks-option-description"),
    price=text("perks-option-price"),
    rank=text("perks-option-rank"),
    stock=text("perks-option-stock"),
    per_member=text("perks-option-per-member"),
    period=text("perks-option-period"),
    opens=text("perks-option-opens"),
    closes=text("perks-option-closes"),
)
@app_commands.choices(gives=GIVES, period=PERIODS)
@app_commands.autocomplete(rank=complete_rank)
async def perks_add(
    interaction: discord.Interaction[Bot],
    name: Name,
    gives: Literal["code", "staff"],
    description: Description = "",
    price: Price = 0,
    rank: app_commands.Range[str, 1, 100] | None = None,
    stock: Stock | None = None,
    per_member: PerMember = 1,
    period: Literal["ever", "month", "season"] = "ever",
    opens: Day | None = None,
    closes: Day | None = None,
) -> None:
    await think(interaction)
    actor = await admin_of(interaction)
    changes = await read_changes(
        interaction,
        name=name,
        description=description,
        price=price,
        rank=rank,
        stock=stock,
        per_member=per_member,
        period=period,
        opens=opens,
        closes=closes,
    )
    perk = await interaction.client.app.perks.offering.add(Terms(**changes), by=actor, gives=Gives(gives))
    language = language_of(interaction)
    await reply(interaction, view=kept_view(perk, language, title=say(language, "perks-added")))


async def read_changes(interaction: discord.Interaction[Bot], **given: Any) -> dict[str, Any]:
    """Return what was typed as fields of Terms; what was left out isn't in it."""
    guild_id = guild_of(interaction).id
    zone = (await interaction.client.app.settings.get(guild_id, ServerSettings)).zone
    changes: dict[str, Any] = {}
    for option, value in given.items():
        match option, value:
            case _, None:
                continue
            case "rank", str():
                rank = await interaction.client.app.perks.offering.rank_named(guild_id=guild_id, typed=value)
                changes["rank_id"] = rank.id
            case "per_member", int():
                changes["per_member"] = value or None
            case "period", str():
                changes["period"] = Period(value)
            case "opens" | "closes", str():
                changes[f"{option}_at"] = read_moment(value, zone=zone, end=option == "closes")
            case _:
                changes[option] = value
    return changes


_REMOVED: dict[str, dict[str, Any]] = {
    "description": {"description": ""},
    "rank": {"rank_id": None},
    "stock": {"stock": None},
    "opens": {"opens_at": None},
    "closes": {"closes_at": None},
}


@perks.command(name=text("perks-command-edit.name"), description=text("perks-command-edit"))
@app_commands.rename(
    perk=text("perks-option-perk.name"),
    name=text("perks-option-new-name.name"),
    description=text("perks-option-description.name"),
    price=text("perks-option-price.name"),
    rank=text("perks-option-rank.name"),
    stock=text("perks-option-stock.name"),
    per_member=text("perks-option-per-member.name"),
    period=text("perks-option-period.name"),
    opens=text("perks-option-opens.name"),
    closes=text("perks-option-closes.name"),
    remove=text("perks-option-remove.name"),
)
@app_commands.describe(
    perk=text("perks-option-perk"),
    name=text("perks-option-new-name"),
    description=text("perks-option-description"),
    price=text("perks-option-price"),
    rank=text("perks-option-rank"),
    stock=text("perks-option-stock"),
    per_member=text("perks-option-per-member"),
    period=text("perks-option-period"),
    opens=text("perks-option-opens"),
    closes=text("perks-option-closes"),
    remove=text("perks-option-remove"),
)
@app_commands.choices(period=PERIODS, remove=REMOVALS)
@app_commands.autocomplete(perk=complete_perk, rank=complete_rank)
async def perks_edit(
    interaction: discord.Interaction[Bot],
    perk: PerkName,
    name: Name | None = None,
    description: Description | None = None,
    price: Price | None = None,
    rank: app_commands.Range[str, 1, 100] | None = None,
    stock: Stock | None = None,
    per_member: PerMember | None = None,
    period: Literal["ever", "month", "season"] | None = None,
    opens: Day | None = None,
    closes: Day | None = None,
    remove: Literal["description", "rank", "stock", "opens", "closes"] | None = None,
) -> None:
    await think(interaction)
    found = await perk_named(interaction, perk)
    changes = await read_changes(
        interaction,
        name=name,
        description=description,
        price=price,
        rank=rank,
        stock=stock,
        per_member=per_member,
        period=period,
        opens=opens,
        closes=closes,
    )
    changes |= _REMOVED.get(remove or "", {})
    language, offering = language_of(interaction), interaction.client.app.perks.offering
    if not changes:
        await reply(interaction, view=kept_view(found, language, title=say(language, "perks-edit-nothing")))
        return
    changed = await offering.change(by=await actor_of(interaction), perk_id=found.id, **changes)
    await reply(interaction, view=kept_view(changed, language, title=say(language, "perks-edited")))


# The archive ------------------------------------------------------------------------------------------------------


@perks.command(name=text("perks-command-archive.name"), description=text("perks-command-archive"))
@app_commands.rename(perk=text("perks-option-perk.name"))
@app_commands.describe(perk=text("perks-option-perk"))
@app_commands.autocomplete(perk=complete_any)
async def perks_archive(interaction: discord.Interaction[Bot], perk: PerkName) -> None:
    await think(interaction)
    found, language = await perk_named(interaction, perk), language_of(interaction)
    if found.archived_at is not None:
        said = say(language, "perks-archived-already", perk=cards.name_of(found))
        await reply(interaction, view=layout_of(card(said, row(BringBackButton(found.id, language=language)))))
        return
    asked = say(
        language,
        "perks-archive-ask",
        perk=cards.name_of(found),
        claimed=found.claimed,
        codes=found.codes_left,
    )
    buttons = row(ArchiveButton(found.id, language=language), CancelButton(language=language))
    await reply(interaction, view=layout_of(card(asked, buttons, colour=cards.COLOUR)))


class ArchiveButton(Button):
    action = "perks:archive"
    label_id = "perks-button-archive"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int) -> None:
        await think_in_place(interaction)
        actor, language = await admin_of(interaction), language_of(interaction)
        archived = await interaction.client.app.perks.offering.archive(by=actor, perk_id=perk_id)
        if archived is None:
            await show(interaction, layout_of(card(say(language, "perks-deleted"))))
            return
        said = say(language, "perks-archived", perk=cards.name_of(archived))
        await show(interaction, layout_of(card(said, row(BringBackButton(perk_id, language=language)))))


class BringBackButton(Button):
    action = "perks:bring-back"
    label_id = "perks-button-bring-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int) -> None:
        await think_in_place(interaction)
        actor, language = await admin_of(interaction), language_of(interaction)
        perk = await interaction.client.app.perks.offering.bring_back(by=actor, perk_id=perk_id)
        await show(interaction, kept_view(perk, language, title=say(language, "perks-brought-back")))


ACTIONS = (ArchiveButton, BringBackButton)
