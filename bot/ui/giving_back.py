"""Giving people back what they typed, where nothing could be done with it."""

import logging
from io import BytesIO
from typing import Any

import discord

from bot.ui.replies import reply

log = logging.getLogger(__name__)

ECHO_LIMIT = 1_500


async def give_back(
    interaction: discord.Interaction[Any], typed: str, *, said: str, file_name: str = "text.txt"
) -> None:
    """Send somebody privately what they typed: to copy from the message, or as a file where it is long."""
    if not typed.strip():
        return
    try:
        if len(typed) <= ECHO_LIMIT and "```" not in typed:
            await reply(interaction, f"{said}\n```\n{typed}\n```")
        else:
            await reply(interaction, said, files=[discord.File(BytesIO(typed.encode()), filename=file_name)])
    except discord.HTTPException as refused:
        log.warning("a text could not be given back: HTTP %s", refused.status)
