"""Pictures of events, as they are kept."""

import discord

from bot.events.model import Picture
from bot.ui import pictures

SIDE_MAX = 1_600
"""Pixels."""


async def read_picture(attachment: discord.Attachment) -> Picture:
    """Return an uploaded picture as it is kept. Raises NotAPicture or PictureTooLarge (`bot.ui.pictures`)."""
    drawn = await pictures.read(attachment, side=SIDE_MAX)
    return Picture(format=drawn.format, data=drawn.data)
