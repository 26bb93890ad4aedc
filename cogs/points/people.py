"""Who some people are, and whether they are still here: asked of Discord for the few that a list shows.

Members aren't cached (see `bot.client`), and the mention of somebody who left shows as a number.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping

import discord

from bot.i18n import Language, say
from bot.text import cut
from bot.ui.texts import plain

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
ASKED_AT_ONCE = 100  # Discord's limit
NAME_SHOWN = 32  # Discord's limit of names

FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"

People = Mapping[int, discord.Member | None]
"""Members by their id; None for who isn't in the server, nothing for whom Discord didn't tell in time."""


async def people_of(guild: discord.Guild, member_ids: Collection[int]) -> People:
    """Ask Discord for members, up to ASKED_AT_ONCE."""
    wanted = sorted(set(member_ids))[:ASKED_AT_ONCE]
    if not wanted:
        return {}
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            found = await guild.query_members(user_ids=wanted, limit=len(wanted), cache=False)
    except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
        log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
        return {}
    members = {member.id: member for member in found}
    return {id_: members.get(id_) for id_ in wanted}


async def still_here(guild: discord.Guild, member_ids: Collection[int]) -> frozenset[int]:
    """Return those who are members; all of them where Discord doesn't say."""
    people = await people_of(guild, member_ids)
    return frozenset(id_ for id_ in member_ids if not has_left(people, id_))


def name_in(people: People, member_id: int, language: Language) -> str:
    """Return how somebody is called in a list; a mention where nobody knows."""
    if has_left(people, member_id):
        return say(language, "points-former-member")
    member = people.get(member_id)
    return f"<@{member_id}>" if member is None else name_of(member)


def has_left(people: People, member_id: int) -> bool:
    return member_id in people and people[member_id] is None


def name_of(member: discord.Member | discord.User) -> str:
    """Return a name that shows as it is, whichever way it is written; a mention where nothing of it can be seen."""
    name = plain(cut(member.display_name, NAME_SHOWN), 3 * NAME_SHOWN)
    return f"{FIRST_STRONG_ISOLATE}{name}{END_OF_ISOLATE}" if name else member.mention


def role_ids(member: discord.Member) -> frozenset[int]:
    return frozenset(member._roles)  # private, but `roles` builds and sorts Role objects from the cache
