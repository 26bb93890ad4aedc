"""Pictures of events: what is taken, and what is made of it: small enough for everybody, and without its metadata."""

import asyncio
import io

import discord

from bot.errors import UserError
from bot.events.model import Picture

READ_MAX = 8 * 1_048_576
SIDE_MAX = 1_600
PIXELS_MAX = 40_000_000
"""A small file can hold a picture that fills the memory."""


class NotAPicture(UserError):
    message = "error-attachment-kind"


class PictureTooLarge(UserError):
    """`limit` in megabytes."""

    message = "error-attachment-size"


async def read_picture(attachment: discord.Attachment) -> Picture:
    """Return an uploaded picture as it is kept. Raises NotAPicture or PictureTooLarge."""
    if attachment.size > READ_MAX:
        raise PictureTooLarge(limit=READ_MAX // 1_048_576)
    data = await attachment.read()
    return await asyncio.to_thread(made_small, data)


def made_small(data: bytes) -> Picture:
    """Return a picture upright and within 1,600 pixels: a PNG where something shows through, else a JPEG.

    It is drawn anew, so nothing of what cameras write into files is left. Of moving ones the first picture is taken.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - for the few who send one

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                raise PictureTooLarge(limit=READ_MAX // 1_048_576)
            if opened.format == "JPEG":
                opened.draft("RGB", (SIDE_MAX, SIDE_MAX))
            upright = ImageOps.exif_transpose(opened)
            seen_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            drawn = upright.convert("RGBA" if seen_through else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises of broken files
        raise NotAPicture from None
    drawn.thumbnail((SIDE_MAX, SIDE_MAX))
    clean = Image.new(drawn.mode, drawn.size)
    clean.paste(drawn)
    kept = io.BytesIO()
    if seen_through:
        clean.save(kept, "PNG", optimize=True)
        return Picture(format="png", data=kept.getvalue())
    clean.save(kept, "JPEG", quality=88, optimize=True)
    return Picture(format="jpg", data=kept.getvalue())
