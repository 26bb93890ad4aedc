"""What happens in questions' threads: messages, edits, deletions, reactions, and people who leave.

Every listener leaves all other channels after one look-up, and messages elsewhere are not even made into objects.
"""

import logging

import discord
from discord.ext import commands

from bot.client import Bot
from bot.questions.model import QuestionSettings, Tag
from cogs.questions import card, solving, tags
from cogs.questions.adopting import adopt
from cogs.questions.known import KnownThreads
from cogs.questions.places import written_of

log = logging.getLogger(__name__)


class Watching(commands.Cog):
    def __init__(self, bot: Bot, known: KnownThreads) -> None:
        self.bot = bot
        self.known = known

    async def cog_load(self) -> None:
        self.bot.messages.watch(self.known.may_concern, self.message)

    async def cog_unload(self) -> None:
        self.bot.messages.unwatch(self.message)

    # Messages

    async def message(self, message: discord.Message) -> None:
        """Take a message that a person wrote in a thread."""
        guild = message.guild
        if guild is None:
            return
        if message.id == message.channel.id:
            await self._adopt(guild, message)
        elif await self.known.is_question(guild_id=guild.id, thread_id=message.channel.id):
            await self._record(guild, message)

    async def _adopt(self, guild: discord.Guild, starter: discord.Message) -> None:
        """Adopt a forum's post by its first message: the thread itself may not have been announced yet."""
        settings = await self.bot.app.settings.get(guild.id, QuestionSettings)
        thread = await self._thread(guild, starter.channel.id)
        if thread is None or thread.parent_id != settings.forum_channel_id:
            return
        if not isinstance(thread.parent, discord.ForumChannel):
            return
        if await adopt(self.bot, thread, starter) is not None:
            self.known.add(thread.id)

    async def _thread(self, guild: discord.Guild, thread_id: int) -> discord.Thread | None:
        cached = guild.get_thread(thread_id)
        if cached is not None:
            return cached
        try:
            channel = await guild.fetch_channel(thread_id)
        except discord.HTTPException as refused:
            # The sweep finds it later.
            log.warning("thread %s could not be read: HTTP %s", thread_id, refused.status)
            return None
        return channel if isinstance(channel, discord.Thread) else None

    async def _record(self, guild: discord.Guild, message: discord.Message) -> None:
        recorded = await self.bot.app.questions.answers.record(written_of(message), guild_id=guild.id)
        if recorded is None:
            return
        if recorded.first:
            await card.refresh(self.bot, recorded.question)
        if recorded.offer_accept:
            await solving.offer(self.bot, recorded.question, message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        # Without an edit time it is Discord that changed something: a preview was added.
        if payload.guild_id is None or message.author.bot or message.edited_at is None:
            return
        # Without the content intent Discord sends no text, which must not be taken for an empty one.
        if not message.content and not self.bot.intents.message_content:
            return
        if await self._in_question(payload.guild_id, payload.channel_id):
            await self.bot.app.questions.answers.edited(
                guild_id=payload.guild_id, message_id=message.id, text=message.content
            )

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.channel_id, {payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.channel_id, payload.message_ids)

    async def _deleted(self, guild_id: int | None, channel_id: int, message_ids: set[int]) -> None:
        if guild_id is None or not await self._concerns_questions(guild_id, channel_id):
            return
        for lost in await self.bot.app.questions.answers.deleted(guild_id=guild_id, message_ids=message_ids):
            await card.refresh(self.bot, lost.question)
            if lost.solution:
                await solving.answer_lost(self.bot, lost.question)

    async def _concerns_questions(self, guild_id: int, channel_id: int) -> bool:
        """Whether a deleted message may be one of a question's: in a text channel they begin outside their threads."""
        settings = await self.bot.app.settings.get(guild_id, QuestionSettings)
        return channel_id == settings.forum_channel_id or await self._in_question(guild_id, channel_id)

    async def _in_question(self, guild_id: int, channel_id: int) -> bool:
        guild = self.bot.get_guild(guild_id)
        if guild is None or guild.get_channel(channel_id) is not None:
            return False
        return await self.known.is_question(guild_id=guild_id, thread_id=channel_id)

    # Threads

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """Follow a changed title and changed topics. State tags say nothing: they follow the row, not the row them."""
        guild_id, thread_id = payload.guild_id, payload.thread_id
        if not await self.known.is_question(guild_id=guild_id, thread_id=thread_id):
            return
        question = await self.bot.app.questions.finding.by_thread(guild_id=guild_id, thread_id=thread_id)
        if question is None:
            return
        asking = self.bot.app.questions.asking
        if payload.data["name"] != question.title:
            await asking.edited(guild_id=guild_id, thread_id=thread_id, title=payload.data["name"])
        topics = self._topics(payload)
        if topics is not None and set(topics) != set(question.tags):
            await asking.retag(guild_id=guild_id, thread_id=thread_id, tags=topics)

    def _topics(self, payload: discord.RawThreadUpdateEvent) -> tuple[Tag, ...] | None:
        """Return the topics the post now has; None where its channel is no forum."""
        guild = self.bot.get_guild(payload.guild_id)
        forum = guild.get_channel(payload.parent_id) if guild else None
        if not isinstance(forum, discord.ForumChannel):
            return None
        applied = {int(tag_id) for tag_id in payload.data.get("applied_tags", [])}
        return tags.topics(tag for tag in forum.available_tags if tag.id in applied)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        guild_id, thread_id = payload.guild_id, payload.thread_id
        if not await self.known.is_question(guild_id=guild_id, thread_id=thread_id):
            return
        gone = await self.bot.app.questions.answers.thread_deleted(guild_id=guild_id, thread_id=thread_id)
        if gone is not None and gone.queue_entry is not None:
            await card.refresh(self.bot, gone)

    # Reactions

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        if payload.guild_id is not None and await self._in_question(payload.guild_id, payload.channel_id):
            await self.bot.app.questions.answers.upvote(
                guild_id=payload.guild_id,
                message_id=payload.message_id,
                member_id=payload.user_id,
                emoji=str(payload.emoji),
                is_bot=payload.member is not None and payload.member.bot,
                joined_at=payload.member.joined_at if payload.member is not None else None,
            )

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        if payload.guild_id is not None and await self._in_question(payload.guild_id, payload.channel_id):
            await self.bot.app.questions.answers.take_back_upvote(
                guild_id=payload.guild_id,
                message_id=payload.message_id,
                member_id=payload.user_id,
                emoji=str(payload.emoji),
            )

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        await self._cleared(payload.guild_id, payload.channel_id, payload.message_id, None)

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(self, payload: discord.RawReactionClearEmojiEvent) -> None:
        await self._cleared(payload.guild_id, payload.channel_id, payload.message_id, str(payload.emoji))

    async def _cleared(self, guild_id: int | None, channel_id: int, message_id: int, emoji: str | None) -> None:
        if guild_id is not None and await self._in_question(guild_id, channel_id):
            await self.bot.app.questions.answers.clear_upvotes(guild_id=guild_id, message_id=message_id, emoji=emoji)

    # People

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        await self.bot.app.questions.asking.member_left(guild_id=payload.guild_id, member_id=payload.user.id)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        await self.bot.app.questions.asking.member_joined(guild_id=member.guild.id, member_id=member.id)
