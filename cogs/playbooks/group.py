"""The command `/playbook`: its subcommands are in the modules of what they do, and join it when those are imported.

Discord shows it to those who may time members out; who may do what is checked with every use.
"""

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import Language
from bot.moderation.safety import check_moderator
from bot.playbooks.model import Entry
from bot.text import cut
from bot.ui.actions import ButtonOutdated
from bot.ui.actors import actor_of, guild_of
from bot.ui.texts import CHOICE_LIMIT, language_of, text

playbook = app_commands.Group(
    name=text("playbooks-command.name"),
    description=text("playbooks-command"),
    guild_only=True,
    default_permissions=discord.Permissions(moderate_members=True),
)

Named = app_commands.Range[str, 1, 100]
LANGUAGES = [app_commands.Choice(name=text(f"playbooks-language-{one.value}"), value=one.value) for one in Language]


async def complete_playbook(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest playbooks to moderators."""
    actor = await actor_of(interaction)
    if not (actor.moderates or actor.manages_server):
        return []
    entries = await interaction.client.app.playbooks.library.all(
        guild_id=actor.guild_id, language=language_of(interaction)
    )
    wanted = typed.strip().casefold()
    return [
        app_commands.Choice(name=cut(entry.playbook.title, CHOICE_LIMIT), value=entry.key)
        for entry in entries
        if wanted in entry.playbook.title.casefold() or wanted in entry.key
    ][:25]


async def playbook_named(interaction: discord.Interaction[Bot], typed: str, language: Language | None = None) -> Entry:
    """Return the playbook meant by a choice or a title, for moderators. Raises ModeratorsOnly or PlaybookNotFound."""
    check_moderator(await actor_of(interaction))
    return await interaction.client.app.playbooks.library.named(
        typed, guild_id=guild_of(interaction).id, language=language or language_of(interaction)
    )


def language_in(value: str) -> Language:
    """Return the language in a custom id. Raises ButtonOutdated."""
    if value not in list(Language):
        raise ButtonOutdated
    return Language(value)
