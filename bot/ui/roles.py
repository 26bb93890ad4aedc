"""Roles the bot gives and takes: whether it can, and whether somebody may have it do so."""

import logging
from collections.abc import Awaitable, Mapping, Sequence

import discord

from bot.due import TryLater
from bot.i18n import Language
from bot.points.model import NAME_MAX, Rank
from bot.points.roles import RankRoles, Trouble, roles_of
from bot.text import ELLIPSIS
from bot.ui.texts import plain

log = logging.getLogger(__name__)

UNKNOWN_ROLE = 10011

POWERS = discord.Permissions(
    administrator=True,
    manage_guild=True,
    manage_roles=True,
    manage_channels=True,
    manage_webhooks=True,
    manage_messages=True,
    manage_threads=True,
    moderate_members=True,
    kick_members=True,
    ban_members=True,
    mention_everyone=True,
    view_audit_log=True,
)
"""What nobody should come by through being busy."""

RANKS_NAMED = 3
"""Of those a trouble is about: a card has to hold all kinds of them."""


def trouble_with(guild: discord.Guild, role_id: int) -> Trouble | None:
    """Return why the bot can't give a role, as far as Discord shows; None where it can."""
    if not guild.me.guild_permissions.manage_roles:
        return Trouble.PERMISSION
    role = guild.get_role(role_id)
    if role is None:
        return Trouble.GONE
    if role.managed or role.is_default():
        return Trouble.MANAGED
    if role >= guild.me.top_role and guild.owner_id != guild.me.id:
        return Trouble.ABOVE
    return None


def obstacle(guild: discord.Guild, role_id: int) -> Trouble | None:
    """Return why a role can't, or must not, be given to whoever comes by it, as far as Discord shows."""
    trouble, role = trouble_with(guild, role_id), guild.get_role(role_id)
    if trouble is None and role is not None and is_powerful(role):
        return Trouble.POWERFUL
    return trouble


def available_guild(client: discord.Client, guild_id: int) -> discord.Guild | None:
    """Return the server; None where the bot is there no more. Raises TryLater during an outage."""
    guild = client.get_guild(guild_id)
    if guild is not None and guild.unavailable:
        raise TryLater(f"server {guild_id} is not available")
    return guild


async def fetch_member(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """Return a member; None for one who left. Raises TryLater."""
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound:
        return None
    except discord.HTTPException as refused:
        raise TryLater(f"member {member_id}: HTTP {refused.status}") from None


async def change_role(guild: discord.Guild, role_id: int, request: Awaitable[None]) -> Trouble | None:
    """Send a change of somebody's role; returns what is wrong with the role, None also for who has left meanwhile.

    Raises TryLater for other refusals.
    """
    try:
        await request
    except discord.NotFound as refused:
        return Trouble.GONE if refused.code == UNKNOWN_ROLE else None
    except discord.Forbidden as refused:
        log.warning("role %s in server %s: HTTP 403, code %s", role_id, guild.id, refused.code)
        return trouble_with(guild, role_id) or Trouble.REFUSED
    except discord.HTTPException as refused:
        raise TryLater(f"role {role_id}: HTTP {refused.status}") from None
    return None


def is_powerful(role: discord.Role) -> bool:
    return bool(role.permissions.value & POWERS.value)


def may_hand_out(member: discord.Member, role: discord.Role) -> bool:
    """Whether somebody could give the role by hand, as far as its place goes: what I give for them must not be more."""
    return member.guild.owner_id == member.id or role < member.top_role


async def troubles_of(
    rank_roles: RankRoles, guild: discord.Guild, ranks: Sequence[Rank]
) -> Mapping[Trouble, Sequence[Rank]]:
    """Return the ranks whose roles can't be given, by reason: what can be seen, and what Discord refused."""
    met = await rank_roles.troubles(guild_id=guild.id, role_ids=roles_of(ranks))
    found: dict[Trouble, list[Rank]] = {}
    for rank in ranks:
        if rank.role_id is None:
            continue
        trouble = obstacle(guild, rank.role_id)
        if trouble is None and met.get(rank.role_id) is Trouble.REFUSED:
            trouble = Trouble.REFUSED
        if trouble is not None:
            found.setdefault(trouble, []).append(rank)
    return found


def trouble_params(ranks: Sequence[Rank], guild: discord.Guild, language: Language) -> dict[str, str]:
    """Return what the messages `doctor-rank-roles-<trouble>` are filled with."""
    comma = "、" if language is Language.JA else ", "
    more = [ELLIPSIS] if len(ranks) > RANKS_NAMED else []
    named = ranks[:RANKS_NAMED]
    return {
        "ranks": comma.join([*(plain(rank.name, NAME_MAX) for rank in named), *more]),
        "roles": comma.join([*dict.fromkeys(f"<@&{rank.role_id}>" for rank in named), *more]),
        "role": plain(guild.self_role.name if guild.self_role else guild.me.display_name, 60),
    }
