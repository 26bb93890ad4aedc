"""Locks and slow mode on Discord: doing it, giving back what was there before, and going on where that was cut off.

Overwrites are changed one by one, never all of a channel's at once: what an admin changes at the same moment stays.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.moderation import overwrites
from bot.moderation.channel_errors import NeedsPermission, NoSuchChannel
from bot.moderation.holding import HOLD, PIECES, SECONDS, SECONDS_SET, THREAD_LOCKED, Holding
from bot.moderation.model import Act, Case, Hold
from bot.moderation.overwrites import Overwrite, Piece
from bot.settings.model import ServerSettings
from bot.ui.replies import NOBODY
from bot.ui.texts import plain
from cogs.moderation.acting import audit_reason, reason_of_end
from cogs.moderation.refusals import failure_of, is_final

log = logging.getLogger(__name__)

REASON_SHOWN = 500
WRITING = discord.Permissions(
    send_messages=True, send_messages_in_threads=True, create_public_threads=True, create_private_threads=True
)
UNKNOWN_OVERWRITE_CODE = 10009  # Discord's
ARCHIVED_CODE = 50083
"""Discord's, for changing a thread that is archived."""

Lockable = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """How giving back went."""

    left: int = 0
    """What somebody had changed meanwhile, and what was left as they made it."""
    gone: bool = False
    """The channel was deleted."""


# What a channel is like -------------------------------------------------------------------------------------------


def channel_to_hold(channel: Any, *, by: discord.Member) -> Lockable:
    """Return a channel that can be locked and slowed down, and that who acts can see. Raises NoSuchChannel."""
    if not isinstance(channel, Lockable) or not channel.permissions_for(by).view_channel:
        raise NoSuchChannel
    return channel


def check_bot(channel: Lockable, act: Act) -> None:
    """Raises NeedsPermission where the bot lacks what an act needs in a channel."""
    held = channel.permissions_for(channel.guild.me)
    if isinstance(channel, discord.Thread):
        needed = "manage_threads"
    else:
        needed = "manage_roles" if act is Act.LOCK else "manage_channels"
    if not getattr(held, needed):
        raise NeedsPermission(permission=needed)


def lock_of(channel: Lockable, settings: ServerSettings) -> Mapping[str, Any]:
    """Return what a channel is like, and what locks it for everybody but moderators and the bot."""
    if isinstance(channel, discord.Thread):
        return {THREAD_LOCKED: channel.locked}
    me, everyone = channel.guild.me, channel.guild.default_role
    roles = [role_id for role_id in settings.moderator_role_ids if channel.guild.get_role(role_id) is not None]
    # Discord lets nobody allow or deny what they may not do themselves.
    mask = WRITING.value & channel.permissions_for(me).value
    pieces = overwrites.locking(
        _overwrites(channel),
        everyone_id=everyone.id,
        writers=[(me.id, True), *((role_id, False) for role_id in roles)],
        mask=mask,
    )
    return {PIECES: [piece.as_json() for piece in pieces]}


def slow_mode_of(channel: Lockable, seconds: int) -> Mapping[str, Any]:
    return {SECONDS: channel.slowmode_delay, SECONDS_SET: seconds}


def still_writing(channel: Lockable, settings: ServerSettings) -> list[discord.Role]:
    """Return roles that may write in a locked channel all the same: an overwrite of their own allows it."""
    if isinstance(channel, discord.Thread):
        return []
    found = [
        role
        for role, allowed in channel.overwrites.items()
        if isinstance(role, discord.Role) and allowed.send_messages and not role.is_default()
    ]
    return [role for role in found if role.id not in settings.moderator_role_ids and not role.is_bot_managed()]


def _overwrites(channel: discord.abc.GuildChannel) -> dict[int, Overwrite]:
    found: dict[int, Overwrite] = {}
    for target, overwrite in channel.overwrites.items():
        allow, deny = overwrite.pair()
        kind = target.type if isinstance(target, discord.Object) else type(target)
        is_member = not issubclass(kind, discord.Role)
        found[target.id] = Overwrite(target_id=target.id, is_member=is_member, allow=allow.value, deny=deny.value)
    return found


# On Discord -------------------------------------------------------------------------------------------------------


async def apply(bot: Bot, hold: Hold, *, reason: str) -> None:
    """Lock a channel or slow it down, as its hold says; what is so already stays. Raises discord.HTTPException."""
    if PIECES in hold.before:
        channel = await channel_of(bot, hold)
        there = _overwrites(channel) if isinstance(channel, discord.abc.GuildChannel) else {}
        for piece in _pieces(hold):
            wanted = overwrites.set_by(piece, there.get(piece.target_id))
            if wanted is not None:
                await _put(bot, hold, wanted, reason=reason)
    elif hold.act is Act.SLOW_MODE:
        await bot.http.edit_channel(hold.channel_id, rate_limit_per_user=hold.before[SECONDS_SET], reason=reason)
    else:
        await bot.http.edit_channel(hold.channel_id, locked=True, archived=False, reason=reason)


async def give_back(bot: Bot, hold: Hold, *, reason: str) -> Back:
    """Make a channel as it was, but for what somebody else has changed meanwhile.

    Raises discord.HTTPException; a channel that was deleted is no trouble.
    """
    try:
        channel = await channel_of(bot, hold)
        if PIECES in hold.before and isinstance(channel, discord.abc.GuildChannel):
            return await _give_back_overwrites(bot, hold, channel, reason)
        if hold.act is Act.SLOW_MODE:
            return await _give_back_slow_mode(bot, hold, channel, reason)
        return await _give_back_thread(bot, hold, channel, reason)
    except discord.NotFound:
        guild = bot.get_guild(hold.guild_id)
        if guild is not None and guild.get_channel_or_thread(hold.channel_id) is not None:
            raise  # the event of its deletion is yet to come, or it is something else that is gone
        return Back(gone=True)


async def _give_back_overwrites(bot: Bot, hold: Hold, channel: discord.abc.GuildChannel, reason: str) -> Back:
    left, there = 0, _overwrites(channel)
    for piece in reversed(_pieces(hold)):
        if piece.target_id not in there and _is_gone(channel.guild, piece):
            continue
        try:
            wanted = overwrites.given_back(piece, there.get(piece.target_id))
        except overwrites.ChangedMeanwhile:
            left += 1
            continue
        if wanted is None:
            continue
        if overwrites.is_to_go(piece, wanted):
            await _delete(bot, hold, piece.target_id, reason=reason)
        else:
            await _put(bot, hold, wanted, reason=reason)
    return Back(left=left)


def _is_gone(guild: discord.Guild, piece: Piece) -> bool:
    return not piece.is_member and guild.get_role(piece.target_id) is None


async def _give_back_slow_mode(bot: Bot, hold: Hold, channel: Any, reason: str) -> Back:
    now = channel.slowmode_delay
    if now == hold.before[SECONDS]:
        return Back()
    if now != hold.before[SECONDS_SET]:
        return Back(left=1)
    try:
        await bot.http.edit_channel(hold.channel_id, rate_limit_per_user=hold.before[SECONDS], reason=reason)
    except discord.HTTPException as refused:
        if refused.code != ARCHIVED_CODE:
            raise
        await bot.http.edit_channel(
            hold.channel_id, archived=False, rate_limit_per_user=hold.before[SECONDS], reason=reason
        )
    return Back()


async def _give_back_thread(bot: Bot, hold: Hold, channel: Any, reason: str) -> Back:
    if not channel.locked:
        return Back(left=0 if hold.before[THREAD_LOCKED] is False else 1)
    if not hold.before[THREAD_LOCKED]:
        await bot.http.edit_channel(hold.channel_id, locked=False, archived=False, reason=reason)
    return Back()


def _pieces(hold: Hold) -> list[Piece]:
    return [Piece(**piece) for piece in hold.before[PIECES]]


async def _put(bot: Bot, hold: Hold, wanted: Overwrite, *, reason: str) -> None:
    await bot.http.edit_channel_permissions(
        hold.channel_id,
        wanted.target_id,
        str(wanted.allow),
        str(wanted.deny),
        1 if wanted.is_member else 0,
        reason=reason,
    )


async def _delete(bot: Bot, hold: Hold, target_id: int, *, reason: str) -> None:
    try:
        await bot.http.delete_channel_permissions(hold.channel_id, target_id, reason=reason)
    except discord.NotFound as refused:
        if refused.code != UNKNOWN_OVERWRITE_CODE:
            raise


async def channel_of(bot: Bot, hold: Hold) -> discord.abc.GuildChannel | discord.Thread:
    """Return the channel of a hold. Raises TryLater during an outage, discord.NotFound where it was deleted."""
    guild = bot.get_guild(hold.guild_id)
    if guild is None or guild.unavailable:
        raise TryLater(f"server {hold.guild_id} isn't there")
    return guild.get_channel_or_thread(hold.channel_id) or await guild.fetch_channel(hold.channel_id)


# Announcing -------------------------------------------------------------------------------------------------------


async def announce(bot: Bot, hold: Hold, message_id: str, *, reason: str = "", **params: Any) -> bool:
    """Say in the channel what happens to it, in the server's language and nobody's name; returns whether it could."""
    guild = bot.get_guild(hold.guild_id)
    channel = None if guild is None else guild.get_channel_or_thread(hold.channel_id)
    if guild is None or channel is None or not isinstance(channel, discord.abc.Messageable):
        return False
    language = await bot.public_language(guild)
    said = say(language, message_id, **params)
    if reason.strip():
        said += f"\n> {plain(reason, REASON_SHOWN)}"
    nonce = f"{message_id[-10:]}-{hold.id}"[-25:]
    try:
        await channel.send(said, allowed_mentions=NOBODY, nonce=nonce)
    except discord.HTTPException as refused:
        log.info("channel %s: nothing could be announced: HTTP %s", hold.channel_id, refused.status)
        return False
    return True


def until_param(case: Case) -> str:
    return "none" if case.ends_at is None else str(int(case.ends_at.timestamp()))


async def announce_begun(bot: Bot, holding: Holding) -> bool:
    hold, case = holding.hold, holding.case
    if hold.act is Act.LOCK:
        return await announce(bot, hold, "moderation-channel-locked", reason=case.reason, until=until_param(case))
    seconds = hold.before[SECONDS_SET]
    if not seconds:
        return await announce(bot, hold, "moderation-channel-slow-off", reason=case.reason)
    return await announce(
        bot,
        hold,
        "moderation-channel-slow",
        reason=case.reason,
        until=until_param(case),
        amount=amount(seconds)[0],
        unit=amount(seconds)[1],
    )


async def announce_over(bot: Bot, hold: Hold, *, reason: str = "") -> bool:
    if hold.act is Act.LOCK:
        return await announce(bot, hold, "moderation-channel-open", reason=reason)
    return await announce(bot, hold, "moderation-channel-slow-over", reason=reason)


def amount(seconds: int) -> tuple[int, str]:
    """Return a slow mode in the largest unit that fits it exactly."""
    for unit, length in (("hours", 3600), ("minutes", 60)):
        if seconds and seconds % length == 0:
            return seconds // length, unit
    return seconds, "seconds"


# Ends, and what was cut off -----------------------------------------------------------------------------------------


async def end(bot: Bot, case: Case) -> None:
    """Give back what a case holds because its time is over. Raises TryLater or CannotBeDone."""
    held = await bot.app.moderation.holds.of_case(case)
    if not held:
        await bot.app.moderation.ending.ended(case)
    for hold in held:
        back = await _tried(give_back(bot, hold, reason=await reason_of_end(bot, case)), hold)
        await bot.app.moderation.holds.over(case, hold, left=back.left)
        if not back.gone and not back.left:
            await announce_over(bot, hold)


def name_of(case: Case) -> str:
    """Return who decided, for Discord's audit log, where nobody is there to be named."""
    return "" if case.moderator_id is None else str(case.moderator_id)


async def _tried(giving_back: Any, hold: Hold) -> Back:
    try:
        back: Back = await giving_back
    except discord.HTTPException as refused:
        raise trouble(refused, hold) from None
    return back


def trouble(refused: discord.HTTPException, hold: Hold) -> TryLater | CannotBeDone:
    """Return what a refusal means for a due row."""
    said = f"channel {hold.channel_id}: {failure_of(refused)}"
    return CannotBeDone(said) if refused.status in (400, 403) else TryLater(said)


class HoldingBack(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(HOLD, self.go_on)

    async def go_on(self, due: Due) -> None:
        """Go on with what whoever began it has not come to the end of."""
        service = self.bot.app.moderation.holds
        holding, unlocking = await service.cut_off(due)
        if holding is None:
            return
        if unlocking is not None:
            await open_again(self.bot, unlocking, holding.hold, by=name_of(unlocking), last=True)
        else:
            await carry_out(self.bot, holding, by=name_of(holding.case), last=True)


async def carry_out(bot: Bot, holding: Holding, *, by: str, last: bool = False) -> Case:
    """Do what a hold says and note how it went; returns the case as it is then.

    Where Discord can't just now it stays as it is and the due row goes on; `last`: that is this very row, which is
    told so (TryLater).
    """
    try:
        await apply(bot, holding.hold, reason=audit_reason(holding.case, by=by))
    except discord.HTTPException as refused:
        if is_final(refused):
            return await bot.app.moderation.holds.failed(holding, failure=failure_of(refused))
        if last:
            raise TryLater(failure_of(refused)) from None
        return holding.case
    case = await bot.app.moderation.holds.done(holding)
    await announce_begun(bot, holding)
    return case


async def open_again(bot: Bot, case: Case, hold: Hold, *, by: str, last: bool = False) -> tuple[Case, Back]:
    """Give back what a lock took and note how it went; see `carry_out`."""
    try:
        back = await give_back(bot, hold, reason=audit_reason(case, by=by))
    except discord.HTTPException as refused:
        if is_final(refused):
            failed = await bot.app.moderation.holds.not_unlocked(case, hold, failure=failure_of(refused))
            return failed, Back()
        if last:
            raise TryLater(failure_of(refused)) from None
        return case, Back()
    noted = await bot.app.moderation.holds.unlocked(case, hold, left=back.left)
    if not back.gone:
        await announce_over(bot, hold, reason=case.reason)
    return noted, back


def roles_text(roles: Sequence[discord.Role], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(role.mention for role in roles)
