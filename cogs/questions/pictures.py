"""Screenshots: which files are taken, under which name, and what is taken out of an anonymous one."""

import io
import re
from dataclasses import dataclass
from enum import StrEnum

import discord

from bot.errors import UserError

MEGABYTE = 1_048_576


class NotAPicture(UserError):
    message = "error-attachment-kind"


class PictureTooLarge(UserError):
    """`limit` in megabytes."""

    message = "error-attachment-size"


class Format(StrEnum):
    """What Discord shows as a picture everywhere; also the file's ending."""

    PNG = "png"
    JPEG = "jpg"
    GIF = "gif"
    WEBP = "webp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    format: Format
    data: bytes

    def file(self) -> discord.File:
        """Return it under a name of ours: people's own file names say who they are."""
        return discord.File(io.BytesIO(self.data), filename=f"screenshot.{self.format}")


async def read(attachment: discord.Attachment, *, limit: int, anonymous: bool = False) -> Picture:
    """Return an uploaded picture; `limit` in bytes. Raises NotAPicture or PictureTooLarge.

    Of an anonymous one what cameras and programs write into it is left out: place, device, author.
    """
    if attachment.size > limit:
        raise PictureTooLarge(limit=limit // MEGABYTE)
    if attachment.content_type is not None and not attachment.content_type.startswith("image/"):
        raise NotAPicture
    data = await attachment.read()
    found = format_of(data)
    if found is None:
        raise NotAPicture
    return Picture(format=found, data=without_metadata(data, found) if anonymous else data)


def format_of(data: bytes) -> Format | None:
    """Return what a file is by its first bytes, whatever its name says."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Format.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Format.WEBP
    return None


def without_metadata(data: bytes, format: Format) -> bytes:
    """Return the picture without EXIF, XMP, comments, texts and what stands behind its end (phones put a film there).

    From where it isn't built as it should be, it is left as it is.
    """
    match format:
        case Format.PNG:
            return _png_without(data)
        case Format.JPEG:
            return _jpeg_without(data)
        case Format.GIF:
            return _gif_without(data)
        case Format.WEBP:
            return _webp_without(data)


_PNG_TEXTS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def _png_without(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunk = data[at : at + 12 + length]
        if chunk[4:8] not in _PNG_TEXTS:
            kept.append(chunk)
        if chunk[4:8] == b"IEND":
            break
        at += 12 + length
    return b"".join(kept)


_JPEG_END, _JPEG_SCAN, _JPEG_COMMENT = 0xD9, 0xDA, 0xFE
_JPEG_APPLICATION = range(0xE0, 0xF0)
_JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without data
_JPEG_COLOURS = ((0xE0, b""), (0xE2, b"ICC_PROFILE"), (0xEE, b""))
"""JFIF, the colour profile, Adobe's colour transform: needed to show it rightly."""
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _jpeg_without(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == _JPEG_END:
            return b"".join([*kept, data[at : at + 2]])
        end = _jpeg_segment_end(data, at, marker)
        if _shows(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at:]])


def _jpeg_segment_end(data: bytes, at: int, marker: int) -> int:
    if marker in _JPEG_ALONE:
        return at + 2
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if marker != _JPEG_SCAN:
        return end
    following = _AFTER_SCAN.search(data, end)
    return following.start() if following else len(data)


def _shows(marker: int, content: bytes) -> bool:
    """Whether the picture needs a segment."""
    if marker in _JPEG_APPLICATION:
        return any(marker == one and content.startswith(begins) for one, begins in _JPEG_COLOURS)
    return marker != _JPEG_COMMENT


_GIF_EXTENSION, _GIF_IMAGE, _GIF_END = 0x21, 0x2C, 0x3B
_GIF_TIMING, _GIF_APPLICATION = 0xF9, 0xFF
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _gif_without(data: bytes) -> bytes:
    at = 13 + _gif_colours(data[10:11])
    kept = [data[:at]]
    while at + 1 < len(data) and data[at] in (_GIF_EXTENSION, _GIF_IMAGE):
        extension = data[at] == _GIF_EXTENSION
        blocks = at + 2 if extension else at + 11 + _gif_colours(data[at + 9 : at + 10])
        end = _gif_blocks_end(data, blocks)
        loops = data[at + 1] == _GIF_APPLICATION and data[at + 3 : at + 14] in _GIF_LOOPS
        if not extension or loops or data[at + 1] == _GIF_TIMING:
            kept.append(data[at:end])
        at = end
    ended = data[at : at + 1] == bytes([_GIF_END])
    return b"".join([*kept, data[at : at + 1] if ended else data[at:]])


def _gif_colours(flags: bytes) -> int:
    """Return the bytes of the table of colours that follows these flags."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _gif_blocks_end(data: bytes, at: int) -> int:
    """Return where blocks, each with its length before it, end with an empty one."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _webp_without(data: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if data[at : at + 4] not in (b"EXIF", b"XMP "):
            kept.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
