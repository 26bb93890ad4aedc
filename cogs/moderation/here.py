"""Private pages: shown in place of the one whose button it was, beside anything public."""

from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.ui.layout import note
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from cogs.moderation.letters import written

CARD_ROOM = 3_000
"""Characters of a card in whatever language: Japanese letters take three bytes, and Discord's cards some 10,000."""


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


async def reply_whole(interaction: discord.Interaction[Any], text: str, *, file_name: str) -> None:
    """Answer with all that somebody wrote; as a file where its escapes and all make it too long for a card."""
    shown = written(text, 2 * CARD_ROOM)
    if len(shown) <= CARD_ROOM:
        await reply(interaction, view=note(shown or "—"))
    else:
        await reply(interaction, files=[discord.File(BytesIO(text.encode()), filename=file_name)])
