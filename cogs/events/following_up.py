"""After an occurrence: thanks in its thread, which becomes the recap, and the button of the short survey."""

import logging

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.events import rules
from bot.events.following_up import FollowUp
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import view_of
from bot.ui.replies import NOBODY
from cogs.events import wording
from cogs.events.below import THREAD_NAME_LIMIT, said_before, speak

log = logging.getLogger(__name__)


class FollowUps(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.FOLLOW_UP, self.follow_up)

    async def follow_up(self, due: Due) -> None:
        """Thank those who came, ask what they thought, and let the thread go on as the recap."""
        following_up, guild = self.bot.app.events.following_up, self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        language = await self.bot.public_language(guild)
        follow_up = await following_up.to_send(due, language=language)
        if follow_up is None:
            return
        place = await self._said_before(due, follow_up, language) or await self._say(due, follow_up, language)
        thread_id = place.id if place.id != follow_up.occurrence.channel_id else None
        await following_up.sent(follow_up, thread_id=thread_id)
        if thread_id is not None:
            await self._rename(guild, thread_id, follow_up, language)

    async def _say(self, due: Due, follow_up: FollowUp, language: Language) -> discord.abc.Snowflake:
        entrance = self.bot.entrances.get("survey")
        buttons = [entrance(follow_up.survey_id, language)] if entrance and follow_up.survey_id is not None else []
        sent = await speak(
            self.bot,
            follow_up.event,
            follow_up.occurrence,
            nonce=due.nonce,
            content=follow_up_text(follow_up, language, asks=bool(buttons)),
            allowed_mentions=NOBODY,
            **({"view": view_of(*buttons)} if buttons else {}),
        )
        return sent.channel

    async def _said_before(self, due: Due, follow_up: FollowUp, language: Language) -> discord.abc.Snowflake | None:
        """Return where an earlier try has said it before that could be noted."""
        if due.attempts == 1 and due.failure is None:
            return None
        occurrence = follow_up.occurrence
        heads = tuple(head_text(follow_up, language, late=late) for late in (False, True))
        since = occurrence.ended_at or occurrence.ends_at
        async for sent in said_before(self.bot, follow_up.event, occurrence, since=since):
            if sent.content.startswith(heads):
                return sent.channel
        return None

    async def _rename(self, guild: discord.Guild, thread_id: int, follow_up: FollowUp, language: Language) -> None:
        """Name the thread the recap. It is nicer so, and no more: where Discord refuses, the old name stays."""
        try:
            thread = guild.get_thread(thread_id) or await self.bot.fetch_channel(thread_id)
            if isinstance(thread, discord.Thread):
                await thread.edit(name=recap_name(follow_up, language))
        except discord.HTTPException as refused:
            log.info("thread %s keeps its name: HTTP %s, code %s", thread_id, refused.status, refused.code)


def recap_name(follow_up: FollowUp, language: Language) -> str:
    day = f"{follow_up.occurrence.starts_at.astimezone(follow_up.event.zone):%Y-%m-%d}"
    return cut(say(language, "events-follow-up-thread", title=follow_up.event.title, day=day), THREAD_NAME_LIMIT)


def head_text(follow_up: FollowUp, language: Language, *, late: bool) -> str:
    which = "events-follow-up-thanks" if follow_up.came else "events-follow-up-over"
    said = say(language, which, title=wording.title_of(follow_up.event), count=follow_up.came)
    return say(language, "events-follow-up-late", said=said) if late else said


def follow_up_text(follow_up: FollowUp, language: Language, *, asks: bool) -> str:
    parts = [head_text(follow_up, language, late=follow_up.late), say(language, "events-follow-up-recap")]
    if asks:
        parts.append(say(language, "events-follow-up-asks"))
    return "\n\n".join(parts)
