"""Getting questions answered: *I'll take this*, the experts of a topic, and who is called when nobody answers.

Called are, in this order and each once: experts who offered to be, then staff, then the moderators' queue. A server
that has set up none of them is not told that somebody was called.
"""

import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import say
from bot.questions.model import Question, QuestionSettings, QueueEntry, State, Tag
from bot.questions.rules import EXPERTS, QUEUE, STAFF, UNCLAIM
from bot.settings.model import ServerSettings
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import reply, tell, think
from bot.ui.texts import language_of, moment, plain, text
from cogs.questions import card, tags
from cogs.questions.delivering import deliver, queue_channel, reached
from cogs.questions.finding import pick_tag, tag_choices
from cogs.questions.here import question_of

log = logging.getLogger(__name__)


# Claims -----------------------------------------------------------------------------------------------------------


class ClaimButton(Button):
    """*I'll take this*."""

    action = card.CLAIM
    label_id = "questions-card-button-claim"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await take(interaction, await question_of(interaction, question_id))


class ReleaseButton(Button):
    """Gives a claim back."""

    action = card.RELEASE
    label_id = "questions-card-button-release"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        bot, question = interaction.client, await question_of(interaction, question_id)
        released = await bot.app.questions.claims.release(by=await actor_of(interaction), question_id=question.id)
        await card.refresh(bot, released)
        await tell(interaction, "questions-release-done")


async def take(interaction: discord.Interaction[Bot], question: Question) -> Question:
    """Claim the question for this person, show it on the card, and tell them until when."""
    bot = interaction.client
    claimed = await bot.app.questions.claims.claim(by=await actor_of(interaction), question_id=question.id)
    await card.refresh(bot, claimed)
    assert claimed.claim is not None
    await tell(
        interaction, "questions-claim-done", question=card.title_link(claimed), until=moment(claimed.claim.until, "f")
    )
    return claimed


class QueueTakeButton(Button):
    """*Take* on the message in the moderators' queue."""

    action = card.QUEUE_TAKE
    label_id = "questions-queue-take"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await take(interaction, await question_of(interaction, question_id))


# What happens by itself -------------------------------------------------------------------------------------------


class Helping(commands.Cog):
    """`/expert`, the buttons around claims, and the calls for help."""

    ACTIONS = (ClaimButton, ReleaseButton, QueueTakeButton)

    expert = app_commands.Group(
        name=text("questions-command-expert.name"), description=text("questions-command-expert"), guild_only=True
    )

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.app.due.handle(EXPERTS, self.call_experts)
        self.bot.app.due.handle(STAFF, self.call_staff)
        self.bot.app.due.handle(QUEUE, self.put_in_queue)
        self.bot.app.due.handle(UNCLAIM, self.release_expired)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    async def call_experts(self, due: Due) -> None:
        reminders = self.bot.app.questions.reminders
        call = await reminders.call_experts(guild_id=due.guild_id, question_id=due.subject_id)
        if call is None:
            return
        if call.member_ids:
            named = " ".join(f"<@{member_id}>" for member_id in call.member_ids)
            mentions = discord.AllowedMentions(users=[discord.Object(member_id) for member_id in call.member_ids])
            await self._call(due, call.question, "questions-experts-call", named, mentions)
        await reminders.experts_told(guild_id=due.guild_id, question_id=due.subject_id)

    async def call_staff(self, due: Due) -> None:
        reminders = self.bot.app.questions.reminders
        question = await reminders.for_staff(guild_id=due.guild_id, question_id=due.subject_id)
        if question is None:
            return
        roles = await self._staff_roles(due.guild_id)
        if roles:
            named = " ".join(role.mention for role in roles)
            await self._call(due, question, "questions-staff-call", named, discord.AllowedMentions(roles=roles))
        await reminders.staff_told(guild_id=due.guild_id, question_id=due.subject_id)

    async def _staff_roles(self, guild_id: int) -> list[discord.Role]:
        guild, server = self.bot.get_guild(guild_id), await self.bot.app.settings.get(guild_id, ServerSettings)
        found = [guild.get_role(role_id) for role_id in sorted(server.staff_role_ids)] if guild else []
        return [role for role in found if role is not None]

    async def _call(
        self, due: Due, question: Question, message_id: str, named: str, mentions: discord.AllowedMentions
    ) -> None:
        """Send a call into the question's thread. A thread that is gone or locked is left: nobody could answer."""
        thread = await reached(self.bot, question)
        if thread is None or thread.locked:
            return
        language = await self.bot.public_language(thread.guild)
        topics = ", ".join(plain(tag.name, 20) for tag in question.tags)
        said = say(language, message_id, members=named, tags=topics)
        await deliver(due, thread, said, mentions=mentions)

    async def put_in_queue(self, due: Due) -> None:
        reminders = self.bot.app.questions.reminders
        question = await reminders.for_queue(guild_id=due.guild_id, question_id=due.subject_id)
        if question is None:
            return
        channel = await queue_channel(self.bot, due.guild_id)
        entry: QueueEntry | None = None
        if channel is not None:
            said, view = card.queue_entry(question, language=await self.bot.public_language(channel.guild))
            sent = await deliver(due, channel, said, view=view)
            entry = QueueEntry(channel_id=channel.id, message_id=sent.id) if sent else None
        after = await reminders.queued(guild_id=due.guild_id, question_id=due.subject_id, entry=entry)
        if entry is not None and (after.state, after.first_answer, after.claim) != (State.OPEN, None, None):
            await card.refresh(self.bot, after)  # it was answered while the entry was under way

    async def release_expired(self, due: Due) -> None:
        question = await self.bot.app.questions.reminders.release_expired(
            guild_id=due.guild_id, question_id=due.subject_id
        )
        if question is not None:
            await card.refresh(self.bot, question)

    # Experts

    @expert.command(name=text("questions-command-expert-join.name"), description=text("questions-command-expert-join"))
    @app_commands.rename(tag=text("questions-option-tag.name"))
    @app_commands.describe(tag=text("questions-option-expert-tag"))
    async def join(self, interaction: discord.Interaction[Bot], tag: app_commands.Range[str, 1, 100]) -> None:
        await think(interaction)
        chosen = pick_tag(await self._topics(guild_of(interaction)), tag)
        await self.bot.app.questions.experts.join(by=await actor_of(interaction), tag=chosen)
        settings = await self.bot.app.settings.get(guild_of(interaction).id, QuestionSettings)
        await tell(
            interaction,
            "questions-expert-joined",
            tag=plain(chosen.name, 50),
            cap=settings.expert_notices_per_day,
        )

    @expert.command(
        name=text("questions-command-expert-leave.name"), description=text("questions-command-expert-leave")
    )
    @app_commands.rename(tag=text("questions-option-tag.name"))
    @app_commands.describe(tag=text("questions-option-expert-tag"))
    async def leave(self, interaction: discord.Interaction[Bot], tag: app_commands.Range[str, 1, 100]) -> None:
        await think(interaction)
        chosen = pick_tag(await self._own(interaction), tag)
        await self.bot.app.questions.experts.leave(by=await actor_of(interaction), tag_id=chosen.id)
        await tell(interaction, "questions-expert-left", tag=plain(chosen.name, 50))

    @expert.command(name=text("questions-command-expert-list.name"), description=text("questions-command-expert-list"))
    async def list_(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        own = await self._own(interaction)
        counts = await self.bot.app.questions.experts.count(guild_id=guild.id)
        settings = await self.bot.app.settings.get(guild.id, QuestionSettings)
        lines = [
            say(language, "questions-expert-line", tag=plain(tag.name, 50), count=counts.get(tag.id, 0))
            for tag in await self._topics(guild)
        ]
        mine = ", ".join(plain(tag.name, 50) for tag in own)
        embed = discord.Embed(
            title=say(language, "questions-expert-title"),
            description="\n".join(lines) or say(language, "questions-expert-no-tags"),
            colour=0xF2A93B,
        )
        embed.add_field(
            name=say(language, "questions-expert-mine"),
            value=mine or say(language, "questions-expert-mine-none"),
            inline=False,
        )
        embed.set_footer(text=say(language, "questions-expert-cap", cap=settings.expert_notices_per_day))
        await reply(interaction, embeds=[embed])

    @join.autocomplete("tag")
    async def complete_topic(self, interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
        return tag_choices(await self._topics(guild_of(interaction)), typed)

    @leave.autocomplete("tag")
    async def complete_own(self, interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
        return tag_choices(await self._own(interaction), typed)

    async def _own(self, interaction: discord.Interaction[Bot]) -> tuple[Tag, ...]:
        guild_id = guild_of(interaction).id
        return await self.bot.app.questions.experts.tags_of(guild_id=guild_id, member_id=interaction.user.id)

    async def _topics(self, guild: discord.Guild) -> tuple[Tag, ...]:
        """Return the forum's topics as they are now; in a text channel, those that questions have had."""
        settings = await self.bot.app.settings.get(guild.id, QuestionSettings)
        forum = guild.get_channel(settings.forum_channel_id or 0)
        if isinstance(forum, discord.ForumChannel):
            return tags.topics(forum.available_tags)
        return await self.bot.app.questions.finding.tags(guild_id=guild.id)
