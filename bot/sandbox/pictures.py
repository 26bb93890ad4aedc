"""The pictures people and the bot have in the sandbox, drawn on the spot: nothing is fetched."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import simcord
from PIL import Image, ImageColor, ImageDraw, ImageFont

SIZE = 96
_FONT = Path(simcord.__file__).parent / "preview" / "static" / "fonts" / "noto-sans-sc-v2.004.ttf"

BOT_COLOUR = "#2f5d50"


def portraits(wanted: Iterable[tuple[str, str]]) -> list[bytes]:
    """Return a PNG for each (glyph, colour)."""
    font = ImageFont.truetype(str(_FONT), 46)
    font.set_variation_by_name("Medium")
    return [_portrait(glyph, colour, font) for glyph, colour in wanted]


def _portrait(glyph: str, colour: str, font: ImageFont.FreeTypeFont) -> bytes:
    picture, draw = _ground(colour)
    draw.text((SIZE / 2, SIZE / 2), glyph, font=font, anchor="mm", fill="#fffaf2")
    return _png(picture)


def poster(glyph: str, colour: str, *, width: int = 960, height: int = 384) -> bytes:
    """Return a PNG with a glyph on a wide ground, for an event or for something to choose from."""
    font = ImageFont.truetype(str(_FONT), height // 3)
    font.set_variation_by_name("Medium")
    picture, draw = _ground(colour, width=width, height=height)
    draw.text((width / 2, height / 2), glyph, font=font, anchor="mm", fill="#fffaf2")
    return _png(picture)


def veranda() -> bytes:
    """Return the bot's own picture: a roof, a post, and the boards one sits on."""
    picture, draw = _ground(BOT_COLOUR)
    light = "#fffaf2"
    draw.polygon([(14, 40), (48, 20), (82, 40)], fill=light)
    draw.rectangle((24, 40, 29, 66), fill=light)
    draw.rectangle((67, 40, 72, 66), fill=light)
    for top in (66, 73):
        draw.rectangle((14, top, 82, top + 4), fill=light)
    return _png(picture)


def _ground(colour: str, *, width: int = SIZE, height: int = SIZE) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an even ground that gets a little darker towards the bottom."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        shade = 1.08 - 0.22 * y / height
        draw.line((0, y, width, y), fill=tuple(min(255, round(part * shade)) for part in (red, green, blue)))
    return picture, draw


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
