"""Carrying cases out on Discord: at once by whoever decided, else by the due row, part by part.

Everything can be done twice: Discord answers that somebody is banned already, a message gone. A refusal (403, 404, 400)
is noted with its status and code; where Discord is busy (429, 5xx) the part stays as it is: the due row tries again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import discord

from bot.client import Bot
from bot.due import MAX_ATTEMPTS, CannotBeDone, Due, TryLater
from bot.i18n import say
from bot.inbox.model import REACHED
from bot.moderation.doing import ACTED, ERASED, REMOVED, STAFF, TOLD, TOLD_FIRST, TOO_LATE, order_of
from bot.moderation.ending import LONGEST
from bot.moderation.model import Act, Case, Progress, State
from bot.text import cut, one_line
from bot.ui.actors import actor_from
from bot.ui.letters import deliver
from bot.ui.roles import available_guild
from cogs.moderation.people import UNKNOWN_MEMBER, member_on
from cogs.moderation.refusals import failure_of, is_final

log = logging.getLogger(__name__)

REASON_LIMIT = 512
"""Of Discord's audit log (`X-Audit-Log-Reason`)."""
TELLING_TRIES = 2
"""After so many a ban or kick is done though nobody could be told: it must not wait for days."""

_under_way: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


class Refused(Exception):
    """Discord will not do it; the reason is kept in the case."""


async def perform(bot: Bot, case: Case, *, tries: int = 1) -> Case:
    """Do what is still to be done about a case; returns it as it is then. What Discord is too busy for stays WAITING.

    Raises TryLater during an outage of the server.
    """
    lock = _under_way.setdefault(case.id, asyncio.Lock())
    async with lock:
        now = await bot.app.moderation.cases.find(guild_id=case.guild_id, case_id=case.id)
        if now is None or now.state is not State.WAITING:
            return now or case
        guild = available_guild(bot, case.guild_id)
        if guild is None:
            return await bot.app.moderation.doing.give_up(now, failure="HTTP 403, code 50001")
        for part in order_of(now.act):
            now = await _part(bot, guild, now, part, tries=tries)
    return now


async def perform_now(bot: Bot, case: Case) -> Case:
    """The same for somebody who waits for it: what can't be done now is the due row's."""
    try:
        return await perform(bot, case)
    except TryLater as reason:
        log.warning("server %s: case %s has to wait: %s", case.guild_id, case.number, reason)
        return case


async def _part(bot: Bot, guild: discord.Guild, case: Case, part: str, *, tries: int) -> Case:
    if not _is_its_turn(case, part):
        return case
    doing = bot.app.moderation.doing
    try:
        return await _PARTS[part](bot, guild, case)
    except Refused as refused:
        return await doing.note(case, part, Progress.FAILED, failure=str(refused))
    except TryLater as reason:
        return await _later(bot, case, part, str(reason), tries=tries)
    except discord.HTTPException as refused:
        said = failure_of(refused)
        if not is_final(refused):
            return await _later(bot, case, part, said, tries=tries)
        log.info("server %s: case %s, %s: %s", case.guild_id, case.number, part, said)
        return await doing.note(case, part, Progress.FAILED, failure=said)


def _is_its_turn(case: Case, part: str) -> bool:
    """Whether it waits, and what has to come before is done: telling before a ban, acting before telling of it."""
    if getattr(case, part) is not Progress.WAITING or case.state is not State.WAITING:
        return False
    if case.act in TOLD_FIRST:
        return part != ACTED or case.told is not Progress.WAITING
    return part != TOLD or case.acted is not Progress.WAITING


async def _later(bot: Bot, case: Case, part: str, said: str, *, tries: int) -> Case:
    log.warning("server %s: case %s, %s has to wait: %s", case.guild_id, case.number, part, said)
    if part == TOLD and case.act in TOLD_FIRST and tries >= TELLING_TRIES:
        return await bot.app.moderation.doing.note(case, TOLD, Progress.FAILED, failure=said)
    return case


# The parts ----------------------------------------------------------------------------------------------------------


async def _remove(bot: Bot, guild: discord.Guild, case: Case) -> Case:
    assert case.channel_id is not None and case.message_id is not None
    with suppress(discord.NotFound):  # somebody was quicker
        await bot.http.delete_message(case.channel_id, case.message_id, reason=await _reason(bot, guild, case))
    return await bot.app.moderation.doing.note(case, REMOVED, Progress.DONE)


async def _tell(bot: Bot, guild: discord.Guild, case: Case) -> Case:
    doing = bot.app.moderation.doing
    if case.acted is Progress.FAILED and case.act not in TOLD_FIRST:
        return await doing.note(case, TOLD, Progress.FAILED)  # of what Discord refused there is nothing to tell
    member = None if case.member_id is None else await member_on(guild, case.member_id)
    if member is not None and member.bot:
        return await doing.note(case, TOLD, Progress.NONE)
    letter = await doing.letter(case)
    if letter is None:
        raise Refused(ERASED)
    delivery = await deliver(bot, letter)
    # Delivering has noted it, if it was done now; after a crash in between it is noted here.
    after = await bot.app.moderation.cases.find(guild_id=case.guild_id, case_id=case.id) or case
    if after.told is not Progress.WAITING:
        return after
    return await doing.note(after, TOLD, Progress.DONE if delivery in REACHED else Progress.FAILED)


async def _act(bot: Bot, guild: discord.Guild, case: Case) -> Case:
    if case.member_id is None:
        raise Refused(ERASED)
    if case.ends_at is not None and case.ends_at <= bot.app.clock():
        raise Refused(TOO_LATE)
    await _spare_staff(bot, guild, case)
    await _ACTS[case.act](bot, guild, case, discord.Object(case.member_id), await _reason(bot, guild, case))
    return await bot.app.moderation.doing.note(case, ACTED, Progress.DONE)


async def _spare_staff(bot: Bot, guild: discord.Guild, case: Case) -> None:
    """Raises Refused where a moderator, an admin or a senior would be met whom nobody has looked at."""
    if case.member_id is None or not bot.app.moderation.doing.spares_staff(case):
        return
    member = await member_on(guild, case.member_id)
    if member is None:
        return
    actor = await actor_from(bot, member)
    if actor.moderates or actor.manages_server or await _is_senior(guild, member, case.moderator_id):
        raise Refused(STAFF)


async def _is_senior(guild: discord.Guild, member: discord.Member, moderator_id: int | None) -> bool:
    """Whether somebody stands as high as who decided, or higher; most of those who have just joined hold no role."""
    if moderator_id is None or member.top_role.is_default():
        return False
    moderator = await member_on(guild, moderator_id)
    return moderator is not None and guild.owner_id != moderator.id and member.top_role >= moderator.top_role


_PARTS: dict[str, Callable[[Bot, discord.Guild, Case], Awaitable[Case]]] = {
    REMOVED: _remove,
    TOLD: _tell,
    ACTED: _act,
}


# The acts -----------------------------------------------------------------------------------------------------------


async def _time_out(bot: Bot, guild: discord.Guild, case: Case, member: discord.Object, reason: str) -> None:
    found = await member_on(guild, member.id)
    if found is None:
        raise Refused(f"HTTP 404, code {UNKNOWN_MEMBER}")
    bound = await bot.app.moderation.ending.binding(case)
    longest = longest_until(bot.app.clock())
    await found.timeout(longest if bound.until is None else min(bound.until, longest), reason=reason)


def longest_until(now: datetime) -> datetime:
    """Return the end of Discord's longest timeout, a little less: its clock isn't ours."""
    return now + LONGEST - timedelta(seconds=5)


async def _kick(_bot: Bot, guild: discord.Guild, _case: Case, member: discord.Object, reason: str) -> None:
    with suppress(discord.NotFound):  # they have left
        await guild.kick(member, reason=reason)


async def _ban(_bot: Bot, guild: discord.Guild, case: Case, member: discord.Object, reason: str) -> None:
    seconds = int(case.details.get("delete_seconds", 0))
    await guild.ban(member, reason=reason, delete_message_seconds=seconds)


async def _unban(_bot: Bot, guild: discord.Guild, _case: Case, member: discord.Object, reason: str) -> None:
    await unban(guild, member.id, reason=reason)


async def unban(guild: discord.Guild, member_id: int, *, reason: str) -> None:
    """Raises discord.HTTPException."""
    with suppress(discord.NotFound):  # there is no such ban any more
        await guild.unban(discord.Object(member_id), reason=reason)


async def _end_timeout(bot: Bot, guild: discord.Guild, _case: Case, member: discord.Object, reason: str) -> None:
    found = await member_on(guild, member.id)
    if found is None:
        raise Refused(f"HTTP 404, code {UNKNOWN_MEMBER}")
    await found.timeout(None, reason=reason)


_ACTS: dict[Act, Callable[[Bot, discord.Guild, Case, discord.Object, str], Awaitable[None]]] = {
    Act.TIMEOUT: _time_out,
    Act.KICK: _kick,
    Act.BAN: _ban,
    Act.UNBAN: _unban,
    Act.END_TIMEOUT: _end_timeout,
}


async def _reason(bot: Bot, guild: discord.Guild, case: Case) -> str:
    return audit_reason(case, by=await _name_of(bot, guild, case.moderator_id))


async def _name_of(bot: Bot, guild: discord.Guild, moderator_id: int | None) -> str:
    if moderator_id is None:
        return say(await bot.public_language(guild), "moderation-audit-by-itself")
    known = guild.get_member(moderator_id) or bot.get_user(moderator_id)
    return str(moderator_id) if known is None else f"{known.name} ({moderator_id})"


async def reason_of_end(bot: Bot, case: Case) -> str:
    """Return what stands in Discord's audit log of the end of a case."""
    guild = bot.get_guild(case.guild_id)
    return audit_reason(
        case, by="" if guild is None else say(await bot.public_language(guild), "moderation-audit-ends")
    )


def audit_reason(case: Case, *, by: str) -> str:
    """Return what stands in Discord's audit log."""
    parts = (f"#{case.number}", by, one_line(case.reason))
    return cut(" · ".join(part for part in parts if part), REASON_LIMIT)


# The due row --------------------------------------------------------------------------------------------------------


class Acting:
    """Carries out what whoever opened a case has not, and what comes by itself."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def act(self, due: Due) -> None:
        doing = self.bot.app.moderation.doing
        case = await self.bot.app.moderation.cases.find(guild_id=due.guild_id, case_id=due.subject_id)
        if case is None or case.state is not State.WAITING:
            return
        # Who opened it has tried once, a minute ago; nobody has where it comes by itself.
        tries = due.attempts + (0 if doing.is_by_itself(case) else 1)
        case = await perform(self.bot, case, tries=tries)
        if case.state is not State.WAITING:
            return
        if due.attempts < MAX_ATTEMPTS:
            raise TryLater(f"case {case.number}: Discord is busy")
        await doing.give_up(case, failure="HTTP 5xx")
        raise CannotBeDone(f"case {case.number}: Discord was busy for days")
