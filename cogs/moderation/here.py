"""Private pages: shown in place of the one whose button it was, beside anything public."""

from typing import Any

import discord
from discord import ui

from bot.ui.replies import edit_in_place, reply, think, think_in_place


async def think_here(interaction: discord.Interaction[Any]) -> None:
    """Say that the page is on its way."""
    if is_private(interaction):
        await think_in_place(interaction)
    else:
        await think(interaction)


async def show_here(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    if is_private(interaction):
        await edit_in_place(interaction, view=view)
    else:
        await reply(interaction, view=view)


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether what was pressed is on a private card."""
    message = interaction.message
    return message is not None and message.flags.ephemeral and message.flags.components_v2
