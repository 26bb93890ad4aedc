"""Colours, shapes, and pictures from outside."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.ui.drawing.colours import BLACK, TEXT_CONTRAST, WHITE, contrast, from_int, mix, readable
from bot.ui.drawing.shapes import PICTURE_BYTES, PICTURE_SIDE, open_picture, rounded_mask

colours = st.integers(min_value=0, max_value=0xFFFFFF).map(from_int)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast(from_int(0x767676), WHITE) == pytest.approx(4.54, abs=0.01)


@given(colours, colours)
def test_any_colour_can_be_made_readable_on_any_other(
    colour: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    assert contrast(readable(colour, on=[ground]), ground) >= TEXT_CONTRAST


def test_a_readable_colour_is_left_alone() -> None:
    assert readable(from_int(0x005500), on=[WHITE]) == from_int(0x005500)


def test_colours_are_mixed_by_shares() -> None:
    assert mix(BLACK, WHITE, 0) == BLACK
    assert mix(BLACK, WHITE, 1) == WHITE
    assert mix(BLACK, WHITE, 0.5) == (128, 128, 128)


def test_a_rounded_mask_is_empty_in_its_corners_and_full_inside() -> None:
    mask = rounded_mask(100, 40, 20)
    corners = [mask.getpixel(at) for at in ((0, 0), (99, 0), (0, 39), (99, 39))]
    assert corners == [0, 0, 0, 0]
    assert mask.getpixel((50, 20)) == 255


def _encoded(size: tuple[int, int], kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG", "GIF"])
def test_pictures_discord_sends_are_opened_as_squares(kind: str) -> None:
    picture = open_picture(_encoded((60, 30), kind), side=20)
    assert picture is not None
    assert picture.size == (20, 20)


def test_the_first_frame_of_a_moving_picture_is_taken() -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    picture = open_picture(file.getvalue(), side=16)
    assert picture is not None
    assert picture.getpixel((8, 8)) == (255, 0, 0, 255)


def _png_that_says_it_is(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        _encoded((60, 60), "PNG")[:90],
        _encoded((60, 60), "WEBP")[:40],
        _encoded((60, 60), "BMP"),
        _png_that_says_it_is(60, 60),
    ],
    ids=["empty", "text", "half a PNG", "half a WebP", "another format", "too few pixels"],
)
def test_broken_pictures_are_refused(data: bytes) -> None:
    assert open_picture(data, side=20) is None


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert open_picture(_png_that_says_it_is(PICTURE_SIDE + 1, 10), side=20) is None
    assert open_picture(_png_that_says_it_is(30_000, 30_000), side=20) is None
    assert open_picture(_encoded((10, 10), "PNG") + bytes(PICTURE_BYTES), side=20) is None
