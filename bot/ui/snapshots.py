"""Messages of Discord as the evidence they become: their words and what their files are called, never the files."""

from collections.abc import Iterator

import discord

from bot.moderation.model import Attachment, Snapshot

FORWARDED = "⤷ "
"""Before each line of what was forwarded."""


def snapshot_of(message: discord.Message) -> Snapshot:
    """Return a message as it is now. What it shows besides words (forwarded, a poll, a sticker) is put into words."""
    return Snapshot(
        author_id=message.author.id,
        channel_id=message.channel.id,
        message_id=message.id,
        written_at=message.created_at,
        text="\n".join(_lines(message)).replace("\0", ""),  # PostgreSQL takes no NUL
        attachments=tuple(_attachments(message)),
    )


def _lines(message: discord.Message) -> Iterator[str]:
    if message.content:
        yield message.content
    for forwarded in message.message_snapshots:
        yield from (f"{FORWARDED}{line}" for line in forwarded.content.splitlines())
    if message.poll is not None:
        yield str(message.poll.question)
        yield from (f"- {answer.text}" for answer in message.poll.answers)


def _attachments(message: discord.Message) -> Iterator[Attachment]:
    parts: tuple[discord.Message | discord.MessageSnapshot, ...] = (message, *message.message_snapshots)
    for part in parts:
        for file in part.attachments:
            yield Attachment(name=file.filename, size=file.size, content_type=file.content_type)
        for sticker in part.stickers:
            yield Attachment(name=sticker.name, size=0, content_type="sticker")
