"""The waiting list on Discord: who is offered a place is told in the event's thread; who leaves makes room.

That somebody has left is heard when it happens; what happens while the bot is away, or without the members intent, is
found by asking Discord once a day whether those who answered are still there.
"""

import logging
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.events import rules
from bot.events.model import Event, Occurrence
from bot.events.rsvp_model import News, Untold
from bot.i18n import Language, say
from bot.ui.actions import view_of
from cogs.events import wording
from cogs.events.answering import MineButton, PassOnButton, TakeButton
from cogs.events.below import mentioning, said_before, speak

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=10)
ASK_EVERY = timedelta(days=1)
ASKED_AT_ONCE = 100  # Discord's limit
QUESTIONS_A_RUN = 10
"""Of the 120 a minute that Discord lets a gateway connection send."""

NO_ANSWER = (TimeoutError, discord.DiscordException, OSError, RuntimeError)


class WaitingCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._asked_at: dict[int, datetime] = {}
        self._asked_to: dict[int, int] = {}
        """Up to which member a server's were asked about, where a run wasn't enough for all."""

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.OFFER, self.lapse)
        self.bot.app.due.handle(rules.OFFERED, self.tell)
        self.bot.app.jobs.declare("event-leavers", self.look_who_left, every=LOOK_EVERY, at_start=True)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("event-leavers")

    async def lapse(self, due: Due) -> None:
        await self.bot.app.events.waiting.lapse(guild_id=due.guild_id, rsvp_id=due.subject_id)

    # Telling ------------------------------------------------------------------------------------------------------

    async def tell(self, due: Due) -> None:
        """Mention those who got a place, or are offered one: all of whom the same is true in one message."""
        waiting, guild = self.bot.app.events.waiting, self.bot.get_guild(due.guild_id)
        shown = await self.bot.app.events.announcing.shown(guild_id=due.guild_id, occurrence_id=due.subject_id)
        if guild is None or shown is None or shown.occurrence.channel_id is None:
            return  # what was never announced has no thread; their own answer says it
        untold = await waiting.untold(guild_id=due.guild_id, occurrence_id=due.subject_id)
        if not untold:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        alike = [one for one in untold if (one.news, one.offered_until) == (untold[0].news, untold[0].offered_until)]
        event, occurrence = shown.event, shown.occurrence
        language = await self.bot.public_language(guild)
        known = await self._told_before(event, occurrence, alike) if _is_retried(due) else set()
        left = [one for one in alike if one.member_id not in known]
        if left:
            await speak(
                self.bot,
                event,
                occurrence,
                nonce=due.nonce,
                content=news_text(event, occurrence, left, language),
                allowed_mentions=mentioning([one.member_id for one in left]),
                view=view_of(*_buttons(occurrence, left[0].news, language)),
            )
        await waiting.told(alike, guild_id=due.guild_id, occurrence_id=due.subject_id)

    async def _told_before(self, event: Event, occurrence: Occurrence, untold: list[Untold]) -> set[int]:
        """Return whom an earlier try has mentioned with the buttons of such a message."""
        known: set[int] = set()
        since = min(one.changed_at for one in untold)
        wanted = _custom_id(occurrence, untold[0].news)
        async for sent in said_before(self.bot, event, occurrence, since=since):
            if wanted in str([row.to_dict() for row in sent.components]):
                known.update(sent.raw_mentions)
        return known

    # Leaving ------------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        if not payload.user.bot:
            await self.bot.app.events.answering.left(guild_id=payload.guild_id, member_id=payload.user.id)

    async def look_who_left(self) -> None:
        """Ask about those who answered whether they are still there."""
        now = self.bot.app.clock()
        for guild in self.bot.guilds:
            if self.bot.is_ready() and not guild.unavailable and self._asked_at.get(guild.id, now) <= now:
                await self._ask(guild)

    async def _ask(self, guild: discord.Guild) -> None:
        answering = self.bot.app.events.answering
        for _ in range(QUESTIONS_A_RUN):
            member_ids = await answering.answered(
                guild_id=guild.id, after_id=self._asked_to.get(guild.id, 0), limit=ASKED_AT_ONCE
            )
            if member_ids:
                try:
                    found = await guild.query_members(user_ids=member_ids, limit=len(member_ids), cache=False)
                except NO_ANSWER as error:
                    log.warning("server %s: Discord doesn't say who is there: %s", guild.id, type(error).__name__)
                    return  # the next run asks again
                for member_id in set(member_ids) - {member.id for member in found}:
                    await answering.left(guild_id=guild.id, member_id=member_id)
            if len(member_ids) < ASKED_AT_ONCE:
                self._asked_to.pop(guild.id, None)
                self._asked_at[guild.id] = self.bot.app.clock() + ASK_EVERY
                return
            self._asked_to[guild.id] = member_ids[-1]


def _is_retried(due: Due) -> bool:
    return due.attempts > 1 or due.failure is not None


def _buttons(occurrence: Occurrence, news: News, language: Language) -> list[discord.ui.Item[discord.ui.View]]:
    if news is News.OFFERED:
        return [TakeButton(occurrence.id, language=language), PassOnButton(occurrence.id, language=language)]
    return [MineButton(occurrence.id, language=language)]


def _custom_id(occurrence: Occurrence, news: News) -> str:
    return (TakeButton if news is News.OFFERED else MineButton).make_custom_id(occurrence.id)


def news_text(event: Event, occurrence: Occurrence, untold: list[Untold], language: Language) -> str:
    """Return what those who waited are told; of all of them the same is true."""
    first = untold[0]
    return say(
        language,
        f"events-rsvp-news-{first.news.value}",
        members=" ".join(f"<@{one.member_id}>" for one in untold),
        title=wording.title_of(event),
        at=wording.seconds(occurrence.starts_at),
        until=wording.seconds(first.offered_until or occurrence.starts_at),
    )
