"""Noticing raids as people join, the card in the moderators' queue, and what is due."""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language, say
from bot.operations.doctor import Finding, warning
from bot.playbooks.model import PlaybookSettings
from bot.queue.model import QueueSettings
from bot.raids.detecting import Join
from bot.raids.model import CALL, CARD, CARRY_OUT, END, NoRaid, Raid, RaidSettings, Reaction, State
from bot.settings.model import ServerSettings
from bot.ui import queue
from bot.ui.layout import card, layout_of, row
from cogs.raids import measures
from cogs.raids.views import ACTIONS, OverButton, SeeRaidButton, act, raid_view

SOON_EVERY = timedelta(seconds=2)
STALE_AFTER = timedelta(hours=1)
"""An alert of Discord's that is older is only told again."""


class RaidsCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.entrances["raid"] = lambda raid_id, language: SeeRaidButton(raid_id, language=language)
        self.bot.app.due.handle(CARRY_OUT, self.carry_out)
        self.bot.app.due.handle(CARD, self.draw)
        self.bot.app.due.handle(CALL, self.call)
        self.bot.app.due.handle(END, self.end)
        self.bot.app.jobs.declare("raids-soon", self.soon, every=SOON_EVERY)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        self.bot.app.jobs.withdraw("raids-soon")
        del self.bot.entrances["raid"]
        self.bot.checks.remove(self.check)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        if member.bot or member.joined_at is None:
            return
        join = Join(
            member_id=member.id,
            joined_at=member.joined_at,
            made_at=member.created_at,
            name=member.name,
            shown=member.global_name,
            has_picture=member.avatar is not None,
        )
        await self._meet(await self.bot.app.raids.watching.joined(member.guild.id, join))

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Take Discord's own alert for one, too: it comes without the members intent as well."""
        detected_at = after.raid_detected_at
        if detected_at is None or detected_at == before.raid_detected_at:
            return
        if self.bot.app.clock() - detected_at < STALE_AFTER:
            await self._meet(await self.bot.app.raids.watching.alerted(after.id))

    async def soon(self) -> None:
        """Look at who joined since the last look, and do what that has planned. Where nobody joins it costs nothing."""
        for guild_id in self.bot.app.raids.watching.unlooked():
            await self._meet(await self.bot.app.raids.watching.look(guild_id))
        if self.bot.app.raids.is_soon():
            await self.bot.app.due.sweep()

    async def _meet(self, raid: Raid | None) -> None:
        """Take the measures against a raid where the settings say so and they have not been taken."""
        acting = self.bot.app.raids.acting
        guild = None if raid is None else self.bot.get_guild(raid.guild_id)
        if raid is None or guild is None or not await acting.wants_measures(raid):
            return
        noted = say(await self.bot.public_language(guild), "raids-case-begun")
        await acting.protect(raid, doors=measures.doors_of(guild), noted=noted)
        await act(self.bot, raid)

    # What is due ------------------------------------------------------------------------------------------------

    async def carry_out(self, due: Due) -> None:
        raid, _ = await self.bot.app.raids.acting.steps(guild_id=due.guild_id, raid_id=due.subject_id)
        if raid is not None:
            await measures.carry_out(self.bot, raid)

    async def end(self, due: Due) -> None:
        """End a raid whose time is over."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            raise TryLater("the server isn't there")
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
        await self._meet(whole.raid)  # whoever noticed it may have died before
        channel = await self._queue(whole.raid)
        if channel is None:
            return
        whole = await acting.whole(guild_id=due.guild_id, raid_id=due.subject_id)
        view = raid_view(whole, await self.bot.public_language(channel.guild))
        raid = whole.raid
        place = (raid.queue_channel_id, raid.queue_message_id)
        stays = raid.queue_channel_id == channel.id
        if stays and await queue.redraw(channel.guild, place, view, what=f"raid {raid.id}"):
            return
        if raid.queue_message_id is None or raid.state is State.RUNNING:
            # Who joins, and each measure, plan this row anew: it doesn't know of a try whose answer was lost.
            sent = await queue.put(due, channel, view, mark=OverButton.make_custom_id(raid.id), again=True)
            await acting.carded(raid, channel_id=channel.id, message_id=sent.id)

    async def _queue(self, raid: Raid) -> discord.TextChannel | None:
        """Return where cards stand; None where no channel is set, as `/doctor` says. Raises CannotBeDone, TryLater."""
        server = await self.bot.app.settings.get(raid.guild_id, ServerSettings)
        if server.queue_channel_id is None:
            return None
        return await queue.queue_of(self.bot, raid.guild_id, what=f"raid {raid.id}")

    async def call(self, due: Due) -> None:
        """Mention those on duty, once, where roles are named for that."""
        acting = self.bot.app.raids.acting
        try:
            raid = (await acting.whole(guild_id=due.guild_id, raid_id=due.subject_id)).raid
        except NoRaid:
            return
        role_ids = await self._on_duty(due.guild_id)
        channel = await self._queue(raid)
        if raid.called_at is not None or raid.state is not State.RUNNING or not role_ids or channel is None:
            return
        roles = " ".join(f"<@&{role_id}>" for role_id in role_ids)
        language = await self.bot.public_language(channel.guild)
        said = say(language, "raids-call", roles=roles, joined=raid.joined)
        mentions = discord.AllowedMentions(
            everyone=False, users=False, roles=[discord.Object(role_id) for role_id in role_ids]
        )
        see = SeeRaidButton(raid.id, language=language)
        await queue.put(due, channel, layout_of(card(said, row(see))), mark=see.custom_id or "", mentions=mentions)
        await acting.called(raid)

    async def _on_duty(self, guild_id: int) -> list[int]:
        reminded = (await self.bot.app.settings.get(guild_id, QueueSettings)).remind_role_id
        leads = (await self.bot.app.settings.get(guild_id, PlaybookSettings)).lead_role_ids
        return sorted(leads | ({reminded} if reminded is not None else set()))

    async def check(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        """Say for `/doctor` what a raid would find shut."""
        settings = await self.bot.app.settings.get(reader.guild.id, RaidSettings)
        if settings.reaction is not Reaction.PROTECT:
            return []
        may, found = reader.guild.me.guild_permissions, []
        if not may.manage_guild:
            found.append(warning("raids-doctor-invites"))
        if not may.manage_channels and settings.slow_mode_seconds:
            found.append(warning("raids-doctor-slow-mode"))
        return found
