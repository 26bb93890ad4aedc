"""Giving people back what they typed, where nothing could be done with it."""

import logging
from io import BytesIO

import discord

from bot.client import Bot
from bot.i18n import say
from bot.ui.replies import reply
from bot.ui.texts import language_of

log = logging.getLogger(__name__)

ECHO_LIMIT = 1_500


async def give_back(interaction: discord.Interaction[Bot], written: str) -> None:
    """Send somebody privately what they typed: to copy from the message, or as a file where it is long."""
    if not written.strip():
        return
    said = say(language_of(interaction), "onboarding-introduce-text-back")
    try:
        if len(written) <= ECHO_LIMIT and "```" not in written:
            await reply(interaction, f"{said}\n```\n{written}\n```")
        else:
            await reply(interaction, said, files=[discord.File(BytesIO(written.encode()), filename="text.txt")])
    except discord.HTTPException as refused:
        log.warning("a text could not be given back: HTTP %s", refused.status)
