"""`/perks codes`: how a perk's codes stand, and adding those of a file. No code is ever shown here."""

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.perks.errors import CodeFileTooLarge
from bot.perks.model import FILE_KB, Codes, Staged
from bot.ui.actions import Button, CancelButton
from bot.ui.layout import card, layout_of, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, plain, text
from cogs.perks import cards
from cogs.perks.group import perks
from cogs.perks.here import PerkName, admin_of, complete_any, perk_named


@perks.command(name=text("perks-command-codes.name"), description=text("perks-command-codes"))
@app_commands.rename(perk=text("perks-option-perk.name"), file=text("perks-option-file.name"))
@app_commands.describe(perk=text("perks-option-perk"), file=text("perks-option-file"))
@app_commands.autocomplete(perk=complete_any)
async def perks_codes(
    interaction: discord.Interaction[Bot], perk: PerkName, file: discord.Attachment | None = None
) -> None:
    await think(interaction)
    found, actor = await perk_named(interaction, perk), await admin_of(interaction)
    importing, language = interaction.client.app.perks.importing, language_of(interaction)
    if file is None:
        status = await importing.status(by=actor, perk_id=found.id)
        await reply(interaction, view=status_view(status, language))
        return
    if file.size > FILE_KB * 1024:
        raise CodeFileTooLarge(limit=FILE_KB)
    staged = await importing.stage(await file.read(), by=actor, perk_id=found.id)
    await reply(interaction, view=staged_view(staged, language))


def status_view(status: Codes, language: Language) -> ui.LayoutView:
    said = say(
        language,
        "perks-codes-status",
        perk=cards.name_of(status.perk),
        free=status.free,
        claimed=status.claimed,
        erased=status.erased,
    )
    remove = row(RemoveFreeButton(status.perk.id, language=language)) if status.free else None
    return layout_of(card(said, remove, colour=cards.COLOUR))


def staged_view(staged: Staged, language: Language) -> ui.LayoutView:
    """Return what a file would add, with the question whether it shall."""
    said = say(
        language,
        "perks-codes-preview",
        perk=cards.name_of(staged.perk),
        new=staged.new,
        known=staged.known,
        repeated=staged.repeated,
        length=staged.first_length,
        ending=plain(staged.first_ending, 8) or "–",
    )
    buttons = row(
        AddCodesButton(staged.id, language=language, disabled=not staged.new),
        DropCodesButton(staged.id, language=language),
    )
    return layout_of(card(said, buttons, colour=cards.COLOUR))


class AddCodesButton(Button):
    action = "perks:add-codes"
    label_id = "perks-button-add-codes"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], import_id: int) -> None:
        await think_in_place(interaction)
        added = await interaction.client.app.perks.importing.add(by=await admin_of(interaction), import_id=import_id)
        said = say(
            language_of(interaction),
            "perks-codes-added",
            perk=cards.name_of(added.perk),
            added=added.added,
            left=added.perk.codes_left,
        )
        await show(interaction, layout_of(card(said)))


class DropCodesButton(Button):
    action = "perks:drop-codes"
    label_id = "confirm-no"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], import_id: int) -> None:
        await think_in_place(interaction)
        await interaction.client.app.perks.importing.take_back(by=await admin_of(interaction), import_id=import_id)
        await show(interaction, layout_of(card(say(language_of(interaction), "perks-codes-dropped"))))


class RemoveFreeButton(Button):
    """Asks before codes nobody has claimed are deleted."""

    action = "perks:remove-free"
    label_id = "perks-button-remove-free"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int) -> None:
        await think_in_place(interaction)
        language = language_of(interaction)
        status = await interaction.client.app.perks.importing.status(by=await admin_of(interaction), perk_id=perk_id)
        asked = say(language, "perks-codes-remove-ask", perk=cards.name_of(status.perk), free=status.free)
        buttons = row(RemoveFreeYesButton(perk_id, language=language), CancelButton(language=language))
        await show(interaction, layout_of(card(asked, buttons, colour=cards.COLOUR)))


class RemoveFreeYesButton(Button):
    action = "perks:remove-free-yes"
    label_id = "perks-button-remove-free-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int) -> None:
        await think_in_place(interaction)
        importing = interaction.client.app.perks.importing
        removed = await importing.remove_free(by=await admin_of(interaction), perk_id=perk_id)
        said = say(language_of(interaction), "perks-codes-removed", count=removed)
        await show(interaction, layout_of(card(said)))


ACTIONS = (AddCodesButton, DropCodesButton, RemoveFreeButton, RemoveFreeYesButton)
