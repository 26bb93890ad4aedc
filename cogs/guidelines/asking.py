"""Asking members to agree, privately, below the answer to whatever they have just done. Never by a direct message."""

import logging
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.guidelines.asking import Question
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.layout import card, layout_of, row
from bot.ui.replies import NOBODY, can_follow
from bot.ui.texts import language_of, moment
from cogs.guidelines.differing import SeeChangesButton
from cogs.guidelines.reading import GuidelinesButton

log = logging.getLogger(__name__)

SETTLING_IN = timedelta(days=1)
"""Newcomers have just been welcomed with the same question."""

DOOR = "agree"
"""The name of the first step, and of the button to the rules on messages of other features."""

OWN_ACTIONS = "guidelines:"


class AskingToAgree(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.afterwards.append(self.ask)
        self.bot.doors[DOOR] = lambda language: GuidelinesButton(language=language)

    async def cog_unload(self) -> None:
        self.bot.router.afterwards.remove(self.ask)
        del self.bot.doors[DOOR]

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.ask(interaction)

    async def ask(self, interaction: discord.Interaction[Any]) -> None:
        """Ask somebody who has not agreed to what is in force, once they have got the answer they wanted."""
        asking, guild_id, member = self.bot.app.guidelines.asking, interaction.guild_id, interaction.user
        if guild_id is None or not asking.may_concern(guild_id=guild_id, member_id=member.id):
            return
        if not can_follow(interaction) or _is_about_rules(interaction) or self._settles_in(member):
            return
        question = await asking.question(guild_id=guild_id, member_id=member.id)
        if question is None:
            return
        try:
            await interaction.followup.send(
                view=question_view(question, language_of(interaction)), ephemeral=True, allowed_mentions=NOBODY
            )
        except discord.HTTPException as refused:
            log.info("server %s: somebody could not be asked to agree: HTTP %s", guild_id, refused.status)
            asking.not_asked(question)
            return
        await asking.asked(question)

    def _settles_in(self, member: discord.Member | discord.User) -> bool:
        if member.bot or not isinstance(member, discord.Member):
            return True
        return member.joined_at is not None and self.bot.app.clock() - member.joined_at < SETTLING_IN


def question_view(question: Question, language: Language) -> ui.LayoutView:
    """Return the question: what changed for those who agreed before, what it is for everybody else."""
    read = GuidelinesButton(language=language)
    if question.agreement is None:
        return layout_of(card(say(language, "guidelines-ask-first"), row(read)))
    buttons: list[Button] = [read]
    before = question.agreement.version_number
    buttons.append(SeeChangesButton(before, question.number, language=language))
    said = say(language, "guidelines-ask-again", number=str(before), at=moment(question.agreement.agreed_at, "D"))
    return layout_of(card(said, row(*buttons)))


def _is_about_rules(interaction: discord.Interaction[Any]) -> bool:
    """Whether somebody is reading, agreeing, or writing rules right now."""
    if interaction.command is not None:
        return interaction.command.qualified_name.startswith("rules ")
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "")).startswith(OWN_ACTIONS)
