"""The NPS by itself: the day's work, the mentions in the channel for surveys, and telling those whose turn it is.

Who is asked learns of it once: by a mention, or below the answer to what they do next with the bot. Never by a direct
message.
"""

import logging
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.surveys import rules
from bot.surveys.inviting import Invitation
from bot.surveys.model import SurveySettings
from bot.surveys.sampling import HERE_FOR
from bot.ui.actions import view_of
from bot.ui.posting import NoChannel, channel_named, post
from bot.ui.replies import NOBODY, can_follow
from bot.ui.roles import available_guild
from bot.ui.texts import language_of
from cogs.surveys.answering import entrance
from cogs.surveys.population import population_of

log = logging.getLogger(__name__)

NAME = "channel for surveys"
LOOK_AFTER_EVERY = timedelta(hours=24)


class AskingForNps(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.NPS, self.go_on)
        self.bot.app.due.handle(rules.NPS_MENTION, self.mention)
        self.bot.app.jobs.declare("nps", self.look_after, every=LOOK_AFTER_EVERY)
        self.bot.router.afterwards.append(self.tell)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("nps")
        self.bot.router.afterwards.remove(self.tell)

    async def look_after(self) -> None:
        """Begin again where a day's work was given up."""
        for guild in self.bot.guilds:
            await self.bot.app.surveys.programme.look_after(guild_id=guild.id)

    async def go_on(self, due: Due) -> None:
        """Do a day's work of a server: open a round, ask whose turn it is."""
        app, guild = self.bot.app, available_guild(self.bot, due.guild_id)
        if guild is None:
            return
        population = await population_of(self.bot, guild, joined_before=app.clock() - HERE_FOR)
        if population is None:
            raise TryLater(f"server {guild.id}: Discord doesn't say who the members are")
        language = await self.bot.public_language(guild)
        await app.surveys.programme.go_on(guild_id=guild.id, population=population, language=language)

    async def mention(self, due: Due) -> None:
        """Mention some of those who don't know yet that they are asked."""
        inviting, guild = self.bot.app.surveys.inviting, available_guild(self.bot, due.guild_id)
        invitation = await inviting.to_mention(guild_id=due.guild_id, survey_id=due.subject_id)
        if guild is None or invitation is None:
            return
        settings = await self.bot.app.settings.get(guild.id, SurveySettings)
        try:
            channel = channel_named(guild, settings.channel_id, name=NAME)
        except NoChannel:
            raise CannotBeDone("no channel for surveys is set") from None
        language = await self.bot.public_language(guild)
        said = mention_text(invitation, language)
        await post(
            channel,
            nonce=due.nonce,
            again=due.attempts > 1,
            is_it=lambda sent: sent.content == said,
            name=NAME,
            content=said,
            view=view_of(entrance(invitation.survey.id, language)),
            allowed_mentions=discord.AllowedMentions(
                everyone=False, roles=False, users=[discord.Object(member_id) for member_id in invitation.member_ids]
            ),
        )
        await inviting.mentioned(invitation)

    # To one -------------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.tell(interaction)

    async def tell(self, interaction: discord.Interaction[Any]) -> None:
        """Ask somebody whose turn it is, once they have got the answer they wanted."""
        inviting = self.bot.app.surveys.inviting
        key = (interaction.guild_id or 0, interaction.user.id)
        survey_id = inviting.untold.get(key)
        if survey_id is None or not can_follow(interaction):
            return
        del inviting.untold[key]  # before anything is awaited: the next press must not ask again
        survey = await inviting.waiting(guild_id=key[0], member_id=key[1], survey_id=survey_id)
        if survey is None:
            return
        language = language_of(interaction)
        try:
            await interaction.followup.send(
                say(language, "surveys-nps-turn"),
                view=view_of(entrance(survey.id, language)),  # type: ignore[arg-type]
                ephemeral=True,
                allowed_mentions=NOBODY,
            )
        except discord.HTTPException as refused:
            log.info("server %s: somebody could not be asked for the NPS: HTTP %s", key[0], refused.status)
            inviting.untold[key] = survey_id
            return
        await inviting.told(member_id=key[1], survey_id=survey_id)


def mention_text(invitation: Invitation, language: Language) -> str:
    between = "、" if language is Language.JA else ", "
    members = between.join(f"<@{member_id}>" for member_id in invitation.member_ids)
    return say(language, "surveys-nps-mention", members=members)
