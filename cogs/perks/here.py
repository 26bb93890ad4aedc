"""Which perk somebody means, and who they are."""

import re

import discord
from discord import app_commands

from bot.actor import Actor
from bot.client import Bot
from bot.perks.errors import AdminsOnly, PerkNotFound
from bot.perks.model import NAME_MAX, Offer, Perk
from bot.text import cut
from bot.ui.actions import BIGGEST_ID
from bot.ui.actors import actor_of, guild_of
from bot.ui.texts import CHOICE_LIMIT

PerkName = app_commands.Range[str, 1, 2 * NAME_MAX]

_CHOSEN = re.compile(r"#(\d{1,19})", re.ASCII)
"""What a choice of our lists stands for: two perks of the archive can have the same name."""


async def admin_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises AdminsOnly for anybody who can't manage the server."""
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise AdminsOnly
    return actor


async def complete_perk(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the perks that can be claimed."""
    return await _choices(interaction, typed, archived=False)


async def complete_any(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest perks to an admin, those of the archive last."""
    if not (await actor_of(interaction)).manages_server:
        return []
    return await _choices(interaction, typed, archived=True)


async def _choices(
    interaction: discord.Interaction[Bot], typed: str, *, archived: bool
) -> list[app_commands.Choice[str]]:
    names = await interaction.client.app.perks.claiming.names(
        guild_id=guild_of(interaction).id, typed=typed, archived=archived
    )
    return [app_commands.Choice(name=cut(name, CHOICE_LIMIT), value=f"#{perk_id}") for perk_id, name in names]


async def offer_named(interaction: discord.Interaction[Bot], typed: str) -> Offer:
    """Return the perk meant by a choice or a name, as the reader finds it. Raises PerkNotFound."""
    actor, claiming = await actor_of(interaction), interaction.client.app.perks.claiming
    chosen = _id_in(typed)
    if chosen is not None:
        return await claiming.offer(by=actor, perk_id=chosen)
    return await claiming.find(by=actor, name=typed)


async def perk_named(interaction: discord.Interaction[Bot], typed: str) -> Perk:
    """The same for an admin, from the archive too. Raises AdminsOnly or PerkNotFound."""
    actor = await admin_of(interaction)
    return await interaction.client.app.perks.offering.get(
        by=actor, perk_id=(await offer_named(interaction, typed)).perk.id
    )


def _id_in(typed: str) -> int | None:
    found = _CHOSEN.fullmatch(typed.strip())
    if found is None:
        return None
    if int(found[1]) > BIGGEST_ID:  # no database takes it
        raise PerkNotFound
    return int(found[1])
