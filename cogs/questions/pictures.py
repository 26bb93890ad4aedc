"""Screenshots: which files are taken, under which name, and what is taken out of an anonymous one."""

import io
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
    """Return the picture without EXIF, XMP, comments and texts; as it is where it isn't built as it should be."""
    match format:
        case Format.PNG:
            return _png_without(data)
        case Format.JPEG:
            return _jpeg_without(data)
        case Format.WEBP:
            return _webp_without(data)
    return data  # GIF has no place for a camera's data


_PNG_TEXTS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def _png_without(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunk = data[at : at + 12 + length]
        if chunk[4:8] not in _PNG_TEXTS:
            kept.append(chunk)
        at += 12 + length
    return b"".join(kept)


_JPEG_SCAN = 0xDA
_JPEG_COMMENT = 0xFE
_JPEG_COLOURS = {0xE0, 0xE2, 0xEE}  # JFIF, the colour profile, Adobe's colour transform: needed to show it rightly


def _jpeg_without(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _JPEG_SCAN:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF or marker == _JPEG_COMMENT) or marker in _JPEG_COLOURS:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, data[at:]])


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
