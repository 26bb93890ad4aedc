"""Pictures people upload, as they are kept: small enough for everybody, and without what cameras write into files."""

import asyncio
import io
from dataclasses import dataclass

import discord

from bot.errors import UserError

READ_MAX = 8 * 1_048_576
PIXELS_MAX = 40_000_000
"""A small file can hold a picture that fills the memory."""


class NotAPicture(UserError):
    message = "error-attachment-kind"


class PictureTooLarge(UserError):
    """`limit` in megabytes."""

    message = "error-attachment-size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture drawn anew: a PNG where something shows through, else a JPEG."""

    format: str
    data: bytes


async def read(attachment: discord.Attachment, *, side: int) -> Drawn:
    """Return an uploaded picture upright and within `side` pixels. Raises NotAPicture or PictureTooLarge."""
    if attachment.size > READ_MAX:
        raise PictureTooLarge(limit=READ_MAX // 1_048_576)
    data = await attachment.read()
    return await asyncio.to_thread(drawn_anew, data, side=side)


def drawn_anew(data: bytes, *, side: int) -> Drawn:
    """Of moving pictures the first is taken."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - for the few who send one

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                raise PictureTooLarge(limit=READ_MAX // 1_048_576)
            if opened.format == "JPEG":
                opened.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(opened)
            seen_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            drawn = upright.convert("RGBA" if seen_through else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises of broken files
        raise NotAPicture from None
    drawn.thumbnail((side, side))
    clean = Image.new(drawn.mode, drawn.size)
    clean.paste(drawn)
    kept = io.BytesIO()
    if seen_through:
        clean.save(kept, "PNG", optimize=True)
        return Drawn(format="png", data=kept.getvalue())
    clean.save(kept, "JPEG", quality=88, optimize=True)
    return Drawn(format="jpg", data=kept.getvalue())
