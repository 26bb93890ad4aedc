"""Members' proposals in the moderators' queue, telling those who proposed, and events whose host has left.

Who proposed something is told below the answer to what they do next: never by a message they didn't ask for.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.events import rules
from bot.events.model import REASON_MAX, Event, EventState
from bot.i18n import Language, say
from bot.ui import queue
from bot.ui.layout import note
from bot.ui.replies import NOBODY, can_follow
from bot.ui.roles import available_guild
from bot.ui.texts import language_of, plain
from cogs.events.preview import rank_name
from cogs.events.proposal_views import (
    ACTIONS,
    ApproveButton,
    HostMenu,
    SeeProposalButton,
    declined,
    host_view,
    proposal_view,
    taken_back,
)
from cogs.events.wording import title_of

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=10)
ASK_EVERY = timedelta(days=1)
ASKED_AT_ONCE = 100  # Discord's limit
NO_ANSWER = (TimeoutError, discord.DiscordException, OSError, RuntimeError)


class Proposals(commands.Cog):
    """Cards in the queue, those who are told what was decided, and hosts who leave."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._asked_at: dict[int, datetime] = {}
        """When a server's hosts are asked about again."""

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.router.afterwards.append(self.tell)
        self.bot.entrances["proposal"] = lambda event_id, language: SeeProposalButton(event_id, language=language)
        self.bot.app.due.handle(rules.PROPOSE, self.post)
        self.bot.app.due.handle(rules.PROPOSAL_CARD, self.draw)
        self.bot.app.due.handle(rules.HOST_LOST, self.post_host_lost)
        self.bot.app.jobs.declare("event-hosts", self.look_for_hosts, every=LOOK_EVERY, at_start=True)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        self.bot.router.afterwards.remove(self.tell)
        del self.bot.entrances["proposal"]
        self.bot.app.jobs.withdraw("event-hosts")

    async def post(self, due: Due) -> None:
        """Put a proposal that nobody has decided on into the queue."""
        found = await self.bot.app.events.proposing.find(guild_id=due.guild_id, event_id=due.subject_id)
        if found is None or found.state is not EventState.PROPOSED or found.queue_message_id is not None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"proposal {found.id} of an event")
        language = await self.bot.public_language(channel.guild)
        rank = await rank_name(self.bot, found)
        view = proposal_view(found, language, now=self.bot.app.clock(), rank=rank)
        await self._post(due, channel, view, mark=ApproveButton.make_custom_id(found.id))

    async def post_host_lost(self, due: Due) -> None:
        """Tell moderators that an event's host has left."""
        found = await self.bot.app.events.proposing.find(guild_id=due.guild_id, event_id=due.subject_id)
        if found is None or found.state is not EventState.PUBLISHED or found.host_id is not None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"event {found.id}, whose host has left,")
        language = await self.bot.public_language(channel.guild)
        await self._post(due, channel, host_view(found, language), mark=HostMenu.make_custom_id(found.id))

    async def _post(self, due: Due, channel: discord.TextChannel, view: ui.LayoutView, *, mark: str) -> None:
        sent = await queue.put(due, channel, view, mark=mark)
        await self.bot.app.events.proposing.posted(
            guild_id=due.guild_id, event_id=due.subject_id, channel_id=channel.id, message_id=sent.id
        )

    async def draw(self, due: Due) -> None:
        """Show on a proposal's card what was decided. A card somebody deleted is left."""
        found = await self.bot.app.events.proposing.find(guild_id=due.guild_id, event_id=due.subject_id)
        guild = available_guild(self.bot, due.guild_id)
        if guild is None:
            return
        language = await self.bot.public_language(guild)
        if found is None:
            view, channel_id, message_id = taken_back(language), due.payload.get("channel"), due.payload.get("message")
        elif found.decided_at is None:
            return
        else:
            rank = await rank_name(self.bot, found)
            view = proposal_view(found, language, now=self.bot.app.clock(), rank=rank)
            channel_id, message_id = found.queue_channel_id, found.queue_message_id
        await queue.redraw(guild, (channel_id, message_id), view, what=f"event {due.subject_id}")

    # Those who proposed

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.tell(interaction)

    async def tell(self, interaction: discord.Interaction[Any]) -> None:
        """Tell somebody what became of their proposal, once they have got the answer they wanted."""
        proposing = self.bot.app.events.proposing
        key = (interaction.guild_id or 0, interaction.user.id)
        if key not in proposing.untold or not can_follow(interaction):
            return
        proposing.untold.discard(key)  # before anything is awaited: the next press must not tell it too
        news = await proposing.news(guild_id=key[0], member_id=key[1])
        if not news:
            return
        said = "\n".join(news_text(event, language_of(interaction)) for event in news)
        try:
            await interaction.followup.send(view=note(said), ephemeral=True, allowed_mentions=NOBODY)
        except discord.HTTPException as refused:
            log.info("server %s: a proposer could not be told: HTTP %s", key[0], refused.status)
            proposing.untold.add(key)
            return
        await proposing.told(news)

    # Hosts who leave

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        await self.bot.app.events.proposing.left(guild_id=payload.guild_id, member_id=payload.user.id)

    async def look_for_hosts(self) -> None:
        """Ask once a day whether hosts are still there: they may leave while the bot is away, or isn't told of it."""
        now = self.bot.app.clock()
        for guild in self.bot.guilds:
            if self.bot.is_ready() and not guild.unavailable and self._asked_at.get(guild.id, now) <= now:
                await self._ask(guild)

    async def _ask(self, guild: discord.Guild) -> None:
        proposing, after_id = self.bot.app.events.proposing, 0
        while host_ids := await proposing.hosts(guild_id=guild.id, after_id=after_id, limit=ASKED_AT_ONCE):
            try:
                found = await guild.query_members(user_ids=host_ids, limit=len(host_ids), cache=False)
            except NO_ANSWER as error:
                log.warning("server %s: Discord doesn't say who is there: %s", guild.id, type(error).__name__)
                return  # the next run asks again
            for member_id in set(host_ids) - {member.id for member in found}:
                await proposing.left(guild_id=guild.id, member_id=member_id)
            after_id = host_ids[-1]
        self._asked_at[guild.id] = self.bot.app.clock() + ASK_EVERY


def news_text(event: Event, language: Language) -> str:
    """Return what became of a proposal, for who made it."""
    if not declined(event):
        return say(language, "events-news-approved", title=title_of(event))
    said = say(language, "events-news-declined", title=title_of(event))
    if event.reason:
        said += "\n" + say(language, "events-reason", reason=plain(event.reason, 2 * REASON_MAX))
    return said
