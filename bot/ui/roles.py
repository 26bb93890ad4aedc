"""Roles the bot gives and takes: whether it can, and whether somebody may have it do so."""

from collections.abc import Mapping, Sequence

import discord

from bot.i18n import Language
from bot.points.model import NAME_MAX, Rank
from bot.points.roles import RankRoles, Trouble, roles_of
from bot.text import ELLIPSIS
from bot.ui.texts import plain

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
        trouble = trouble_with(guild, rank.role_id)
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
