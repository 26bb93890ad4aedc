"""`/perks claims`: who claimed what, for admins, with the file of it. Codes are in neither."""

from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import say
from bot.perks.model import State
from bot.ui.actions import Button
from bot.ui.layout import beside, card, layout_of, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.perks import cards
from cogs.perks.group import perks
from cogs.perks.here import PerkName, admin_of, complete_any, perk_named
from cogs.perks.queue import SeeButton

ALL = 0
"""In place of a perk's id: the claims of every perk."""

FILE_NAME = "perk-claims.csv"


@perks.command(name=text("perks-command-claims.name"), description=text("perks-command-claims"))
@app_commands.rename(perk=text("perks-option-perk.name"))
@app_commands.describe(perk=text("perks-option-claims-perk"))
@app_commands.autocomplete(perk=complete_any)
async def perks_claims(interaction: discord.Interaction[Bot], perk: PerkName | None = None) -> None:
    await think(interaction)
    await admin_of(interaction)
    perk_id = ALL if perk is None else (await perk_named(interaction, perk)).id
    await reply(interaction, view=await claims_view(interaction, 1, perk_id))


async def claims_view(interaction: discord.Interaction[Bot], page: int, perk_id: int) -> ui.LayoutView:
    language, actor = language_of(interaction), await admin_of(interaction)
    claims = await interaction.client.app.perks.fulfilling.page(by=actor, perk_id=perk_id or None, page=page)
    pieces: list[ui.Item[Any] | str | None] = [say(language, "perks-claims-title", count=claims.total)]
    for claim in claims.items:
        said = cards.staff_line(claim, language)
        waits = claim.state is State.WAITING
        pieces.append(beside(said, SeeButton(claim.id, language=language)) if waits else said)
    if claims.pages > 1:
        pieces.append(position(claims.number, claims.pages, language))
    turning = page_buttons(ClaimsPage, perk_id, page=claims.number, pages=claims.pages, language=language)
    if claims.items:
        pieces.append(row(*turning, ExportButton(perk_id, language=language)))
    return layout_of(card(*pieces, colour=cards.COLOUR))


class ClaimsPage(PageButton):
    action = "perks:claims"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, perk_id: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await claims_view(interaction, page, perk_id))


class ExportButton(Button):
    action = "perks:export"
    label_id = "perks-button-export"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int) -> None:
        await think(interaction)
        actor = await admin_of(interaction)
        content = await interaction.client.app.perks.fulfilling.export(by=actor, perk_id=perk_id or None)
        said = say(language_of(interaction), "perks-exported")
        await reply(interaction, said, files=[discord.File(BytesIO(content), filename=FILE_NAME)])


ACTIONS = (ClaimsPage, ExportButton)
