"""What moderators type or choose in commands and forms: lengths, and rules by their number."""

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from bot import when
from bot.client import Bot
from bot.moderation.model import Act
from bot.text import clean, cut
from bot.ui.actors import guild_of
from bot.ui.texts import CHOICE_LIMIT, language_of
from cogs.moderation.wording import act_text, joined

CHOICES_MAX = 25


def minutes_of(typed: str) -> int:
    """Return a length in minutes. Raises DurationNotUnderstood."""
    return when.read_duration(typed) // timedelta(minutes=1)


async def complete_rule(interaction: discord.Interaction[Bot], typed: Any) -> list[app_commands.Choice[int]]:
    """Offer the rules in force, each with its default action."""
    version = await interaction.client.app.guidelines.current(guild_id=guild_of(interaction).id)
    language, wanted = language_of(interaction), clean(str(typed)).casefold()
    found = []
    for rule in () if version is None else version.rules:
        own = act_text(Act(rule.action.value), language, minutes=rule.action_minutes)
        said = cut(joined([f"{rule.number}. {rule.wording(language).title}", own], language), CHOICE_LIMIT)
        if wanted in said.casefold():
            found.append(app_commands.Choice(name=said, value=rule.number))
    return found[:CHOICES_MAX]
