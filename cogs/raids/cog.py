"""Noticing raids as people join, the card in the moderators' queue, and what is due."""

import logging
from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language, say
from bot.operations.doctor import Finding, warning
from bot.playbooks.model import PlaybookSettings
from bot.queue.model import QueueSettings
from bot.raids.detecting import Join
from bot.raids.model import CARD, CARRY_OUT, END, Cause, NoRaid, RaidSettings, Reaction, State, Whole
from bot.settings.model import ServerSettings
from bot.ui import queue
from bot.ui.layout import card, layout_of
from bot.ui.replies import NOBODY
from cogs.raids import measures
from cogs.raids.views import ACTIONS, OverButton, SeeRaidButton, act, raid_view

log = logging.getLogger(__name__)


class RaidsCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.entrances["raid"] = lambda raid_id, language: SeeRaidButton(raid_id, language=language)
        self.bot.app.due.handle(CARRY_OUT, self.carry_out)
        self.bot.app.due.handle(CARD, self.draw)
        self.bot.app.due.handle(END, self.end)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        del self.bot.entrances["raid"]
        self.bot.checks.remove(self.check)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        if member.bot or member.joined_at is None:
            return
        noticed = await self.bot.app.raids.watching.joined(
            member.guild.id,
            Join(
                member_id=member.id,
                joined_at=member.joined_at,
                made_at=member.created_at,
                name=member.name,
                shown=member.global_name,
                has_picture=member.avatar is not None,
            ),
        )
        if noticed is None or not noticed.anew:
            return
        if await self.bot.app.raids.acting.wants_measures(noticed.raid):
            noted = say(await self.bot.public_language(member.guild), "raids-case-begun")
            channels = measures.slowable(member.guild)
            await self.bot.app.raids.acting.protect(noticed.raid, channels=channels, noted=noted)
            await act(self.bot, noticed.raid)
        await self.bot.app.due.sweep()  # the card: moderators should not wait for it

    # What is due ------------------------------------------------------------------------------------------------

    async def carry_out(self, due: Due) -> None:
        raid, _ = await self.bot.app.raids.acting.steps(guild_id=due.guild_id, raid_id=due.subject_id)
        if raid is not None:
            await measures.carry_out(self.bot, raid)

    async def end(self, due: Due) -> None:
        """End a raid whose time is over."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        noted = say(await self.bot.public_language(guild), "raids-case-time")
        raid = await self.bot.app.raids.acting.time_is_over(guild_id=due.guild_id, raid_id=due.subject_id, noted=noted)
        if raid is not None:
            await act(self.bot, raid)

    async def draw(self, due: Due) -> None:
        """Post the card of a raid, or bring it up to date; one that somebody deleted is posted again while it runs."""
        acting = self.bot.app.raids.acting
        try:
            whole = await acting.whole(guild_id=due.guild_id, raid_id=due.subject_id)
        except NoRaid:
            return
        server = await self.bot.app.settings.get(due.guild_id, ServerSettings)
        guild = self.bot.get_guild(due.guild_id)
        if server.queue_channel_id is None and whole.raid.queue_message_id is None:
            return  # `/doctor` says that no channel is set for the queue
        channel = queue.queue_of(guild, server, what=f"raid {whole.raid.id}")
        view = raid_view(whole, await self.bot.public_language(channel.guild))
        if not await self._edit(channel, whole, view):
            if whole.raid.queue_message_id is not None and whole.raid.state is not State.RUNNING:
                return
            mark = OverButton.make_custom_id(whole.raid.id)
            sent = await queue.put(due, channel, view, mark=mark)
            await acting.carded(whole.raid, channel_id=channel.id, message_id=sent.id)
        if whole.raid.called_at is None and whole.raid.cause is not Cause.RUSH:
            await self._call(due, channel, whole)

    async def _edit(self, channel: discord.TextChannel, whole: Whole, view: discord.ui.LayoutView) -> bool:
        """Bring the card up to date; returns whether there is one."""
        raid = whole.raid
        if raid.queue_message_id is None or raid.queue_channel_id != channel.id:
            return False
        try:
            await channel.get_partial_message(raid.queue_message_id).edit(view=view, allowed_mentions=NOBODY)
        except discord.NotFound:
            return False
        except discord.Forbidden as refused:
            log.info("card of raid %s stays: HTTP %s, code %s", raid.id, refused.status, refused.code)
        except discord.HTTPException as refused:
            raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None
        return True

    async def _call(self, due: Due, channel: discord.TextChannel, whole: Whole) -> None:
        """Mention those on duty, once, where roles are named for that."""
        on_duty = (await self.bot.app.settings.get(due.guild_id, QueueSettings)).remind_role_id
        leads = (await self.bot.app.settings.get(due.guild_id, PlaybookSettings)).lead_role_ids
        role_ids = sorted(leads | ({on_duty} if on_duty is not None else set()))
        if role_ids:
            language = await self.bot.public_language(channel.guild)
            roles = " ".join(f"<@&{role_id}>" for role_id in role_ids)
            mentions = discord.AllowedMentions(
                everyone=False, users=False, roles=[discord.Object(role_id) for role_id in role_ids]
            )
            said = say(language, "raids-call", roles=roles, joined=whole.raid.joined)
            await queue.send(due, channel, layout_of(card(said)), mentions=mentions)
        await self.bot.app.raids.acting.called(whole.raid)

    async def check(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        """Say for `/doctor` what a raid would find shut."""
        settings = await self.bot.app.settings.get(reader.guild.id, RaidSettings)
        if settings.reaction is not Reaction.PROTECT or reader.guild.me.guild_permissions.manage_guild:
            return []
        return [warning("raids-doctor-invites")]
