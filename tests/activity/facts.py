"""Facts as the gateway and a channel's history bring them, for the tests of activity."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.activity import store
from bot.activity.model import GuildSeen, MessageFact, ReactionFact, VoiceFact, VoiceTime, first_id_at
from bot.app import App

GUILD, OTHER_GUILD = 1 << 22, 2 << 22
CHANNEL, SECOND_CHANNEL, THREAD = 10, 11, 12
VOICE_CHANNEL, OTHER_VOICE_CHANNEL = 50, 51
ANNA, BEN, MIKA = 100, 101, 102
NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
TODAY = date(2026, 1, 5)


def id_at(seconds: float = 0.0, *, nth: int = 0, day: datetime = NOON) -> int:
    """Return the id of a message written so many seconds after noon."""
    return first_id_at(day + timedelta(seconds=seconds)) + nth


def message(
    message_id: int,
    *,
    author_id: int = ANNA,
    guild_id: int = GUILD,
    channel_id: int = CHANNEL,
    replied_to_id: int | None = None,
    replied_message_id: int | None = None,
    joined_at: datetime | None = None,
) -> MessageFact:
    joined = joined_at.isoformat() if joined_at is not None else None
    return MessageFact(
        guild_id, channel_id, None, message_id, author_id, (), joined, replied_to_id, 12, 1, 0, replied_message_id
    )


def reaction(
    *,
    by: int = BEN,
    under: int | None = ANNA,
    added: bool = True,
    at: datetime = NOON,
    message_id: int = 5,
    guild_id: int = GUILD,
) -> ReactionFact:
    at_ms = int(at.timestamp() * 1000)
    return ReactionFact(guild_id, CHANNEL, None, message_id, by, under, (), None, added, at_ms)


def voice(
    member_id: int,
    channel_id: int | None,
    at: datetime,
    *,
    session_id: str = "",
    deaf: bool = False,
    mute: bool = False,
    afk: bool = False,
    guild_id: int = GUILD,
) -> VoiceFact:
    session_id = session_id or f"session-{member_id}"
    return VoiceFact(guild_id, member_id, channel_id, session_id, deaf, mute, afk, (), None, at)


def stretch(started_at: datetime, seconds: int) -> VoiceTime:
    return VoiceTime(GUILD, ANNA, VOICE_CHANNEL, started_at, seconds, False, False, False, False, ())


def seen(tops: Mapping[int, int], at: datetime = NOON, *, guild_id: int = GUILD) -> GuildSeen:
    return GuildSeen(guild_id, dict(tops), at)


async def day_of(app: App, member_id: int = ANNA, day: date = TODAY, *, guild_id: int = GUILD) -> dict[str, int]:
    """Return what is stored of a member's day, without what is none."""
    async with app.database.read() as connection:
        found: Mapping[str, Any] | None = await store.day_of_member(
            connection, guild_id=guild_id, member_id=member_id, day=day
        )
    return {name: found[name] for name in store.COUNTED if found[name]} if found is not None else {}


async def messages_of(app: App, member_id: int = ANNA, *, guild_id: int = GUILD) -> int:
    return (await day_of(app, member_id, guild_id=guild_id)).get("messages", 0)
