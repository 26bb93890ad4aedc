"""Shapes with smooth edges, and pictures from outside, which may be anything."""

import io
import struct
import zlib
from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps

from bot.ui.drawing.colours import Colour

SMOOTH = 4
"""Pillow's shapes have ragged edges: curves are drawn this much larger, and made small."""

PICTURE_BYTES = 8 * 1024 * 1024
PICTURE_SIDE = 2048
"""Discord sends avatars of at most 4096 pixels a side, and as small as one asks for. Pixels cost four bytes each."""
_FORMATS = ("PNG", "WEBP", "JPEG", "GIF")

_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow raises for files that are not what they say."""


@lru_cache(maxsize=16)
def rounded_mask(width: int, height: int, radius: int) -> Image.Image:
    """Return white where a rounded rectangle is. To be read only: it is kept."""
    radius = min(radius, width // 2, height // 2)
    mask = Image.new("L", (width, height), 255)
    if radius > 0:
        large = Image.new("L", (radius * SMOOTH, radius * SMOOTH))
        ImageDraw.Draw(large).ellipse((0, 0, 2 * radius * SMOOTH - 1, 2 * radius * SMOOTH - 1), fill=255)
        corner = large.resize((radius, radius), Image.Resampling.BOX)
        mask.paste(corner, (0, 0))
        mask.paste(ImageOps.mirror(corner), (width - radius, 0))
        mask.paste(ImageOps.flip(corner), (0, height - radius))
        mask.paste(ImageOps.mirror(ImageOps.flip(corner)), (width - radius, height - radius))
    return mask


def fill(image: Image.Image, box: tuple[int, int, int, int], colour: Colour, *, radius: int = 0) -> None:
    """Fill a box (left, top, right, bottom) with rounded corners."""
    left, top, right, bottom = box
    if right > left and bottom > top:
        image.paste(colour, box, rounded_mask(right - left, bottom - top, radius))


def slope(size: tuple[int, int], first: Colour, second: Colour) -> Image.Image:
    """Return `first` that turns into `second` from the left to the right."""
    width, height = size
    ramp = Image.linear_gradient("L").rotate(90).resize((width, 1), Image.Resampling.BILINEAR)
    row = Image.composite(Image.new("RGB", ramp.size, second), Image.new("RGB", ramp.size, first), ramp)
    return row.resize((width, height), Image.Resampling.NEAREST)


def open_picture(data: bytes, *, side: int) -> Image.Image | None:
    """Return the first frame of a picture cut to a square, or None where it is broken, huge or of no known kind."""
    if len(data) > PICTURE_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if max(picture.size) > PICTURE_SIDE:
                return None
            return ImageOps.fit(picture.convert("RGBA"), (side, side), Image.Resampling.LANCZOS)
    except _BROKEN:
        return None


def png(image: Image.Image) -> bytes:
    """Return the picture as PNG."""
    file = io.BytesIO()
    # The usual 6 saves a twelfth of the bytes for a third more time.
    image.save(file, "PNG", compress_level=3)
    return file.getvalue()
