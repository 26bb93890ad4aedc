"""Giving newcomers back what they typed, where nothing could be done with it."""

import discord

from bot.client import Bot
from bot.i18n import say
from bot.ui import giving_back
from bot.ui.texts import language_of


async def give_back(interaction: discord.Interaction[Bot], written: str) -> None:
    """Send somebody privately what they typed."""
    said = say(language_of(interaction), "onboarding-introduce-text-back")
    await giving_back.give_back(interaction, written, said=said)
