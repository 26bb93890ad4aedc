"""Which filter or rule somebody means, and who they are."""

import re

import discord
from discord import app_commands

from bot.actor import Actor
from bot.client import Bot
from bot.filters.errors import AdminsOnly, FilterNotFound, ModeratorsOnly
from bot.filters.model import NAME_MAX, Filter
from bot.filters.rules import name_key
from bot.text import cut
from bot.ui.actions import BIGGEST_ID
from bot.ui.actors import actor_of, guild_of
from bot.ui.texts import CHOICE_LIMIT, language_of

FilterName = app_commands.Range[str, 1, 2 * NAME_MAX]

_CHOSEN = re.compile(r"#(\d{1,19})", re.ASCII)
CHOICES_MAX = 25


async def admin_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises AdminsOnly for anybody who can't manage the server."""
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise AdminsOnly
    return actor


async def moderator_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises ModeratorsOnly."""
    actor = await actor_of(interaction)
    if not (actor.moderates or actor.manages_server):
        raise ModeratorsOnly
    return actor


async def complete_filter(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the server's filters to moderators and admins; nobody else learns their names."""
    actor = await actor_of(interaction)
    if not (actor.moderates or actor.manages_server):
        return []
    part = name_key(typed)
    return [
        app_commands.Choice(name=cut(name, CHOICE_LIMIT), value=f"#{filter_id}")
        for filter_id, name in await interaction.client.app.filters.making.names(by=actor)
        if part in name_key(name)
    ][:CHOICES_MAX]


async def complete_rule(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[int]]:
    """Suggest the rules in force."""
    version = await interaction.client.app.guidelines.current(guild_id=guild_of(interaction).id)
    if version is None:
        return []
    language, part = language_of(interaction), typed.casefold()
    named = [(rule.number, f"{rule.number}. {rule.wording(language).title}") for rule in version.rules]
    return [
        app_commands.Choice(name=cut(name, CHOICE_LIMIT), value=number)
        for number, name in named
        if part in name.casefold()
    ][:CHOICES_MAX]


async def filter_named(interaction: discord.Interaction[Bot], typed: str) -> Filter:
    """Return the filter meant by a choice or a name. Raises ModeratorsOnly or FilterNotFound."""
    actor, making = await moderator_of(interaction), interaction.client.app.filters.making
    chosen = _CHOSEN.fullmatch(typed.strip())
    if chosen is None:
        return await making.find(by=actor, name=typed)
    if int(chosen[1]) > BIGGEST_ID:  # no database takes it
        raise FilterNotFound
    return await making.get(by=actor, filter_id=int(chosen[1]))
