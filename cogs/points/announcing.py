"""Telling of rank-ups: in the announcement channel, all of a minute in one message, or privately to the member.

Privately means: below the answer to whatever the member does next with the bot. Nobody gets a direct message for it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due
from bot.i18n import Language, say
from bot.points.announcing import STALE_AFTER
from bot.points.model import Announcement, PointsSettings, RankUp
from bot.points.rules import ANNOUNCE, RANK_UP
from bot.ui.replies import NOBODY, can_follow
from bot.ui.texts import language_of, plain
from cogs.points.posting import NoChannel, announcement_channel, post

log = logging.getLogger(__name__)

AT_MOST_EVERY = timedelta(minutes=1)
"""Messages about rank-ups in one server."""

LOOK_AFTER_EVERY = timedelta(hours=6)


class Announcing(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._tried_at: dict[int, datetime] = {}

    async def cog_load(self) -> None:
        self.bot.app.due.handle(RANK_UP, self.reached)
        self.bot.app.due.handle(ANNOUNCE, self.announce)
        self.bot.app.jobs.declare("rank-announcements", self.look_after, every=LOOK_AFTER_EVERY)
        self.bot.router.afterwards.append(self.tell)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("rank-announcements")
        self.bot.router.afterwards.remove(self.tell)

    # To all -------------------------------------------------------------------------------------------------------

    async def reached(self, due: Due) -> None:
        await self.bot.app.points.announcing.reached(guild_id=due.guild_id, standing_id=due.subject_id)

    async def announce(self, due: Due) -> None:
        """Tell of everybody who reached a rank since the last message; within a minute of that: a little later."""
        announcing, guild = self.bot.app.points.announcing, self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        now = self.bot.app.clock()
        tried_at = self._tried_at.get(guild.id)
        if tried_at is not None and now - tried_at < AT_MOST_EVERY:
            await announcing.plan(guild_id=guild.id, after=tried_at + AT_MOST_EVERY - now)
            return
        self._tried_at[guild.id] = now
        settings = await self.bot.app.settings.get(guild.id, PointsSettings)
        if settings.announcements is not Announcement.CHANNEL:
            await announcing.tell_privately(guild_id=guild.id)
            return
        try:
            channel = await announcement_channel(self.bot, guild)
        except NoChannel:
            await announcing.tell_privately(guild_id=guild.id)
            return
        except CannotBeDone:
            await announcing.tell_privately(guild_id=guild.id, older_than=STALE_AFTER)
            raise
        await self._post(guild, channel)

    async def _post(self, guild: discord.Guild, channel: discord.TextChannel) -> None:
        announcing = self.bot.app.points.announcing
        bundle = await announcing.bundle(guild_id=guild.id)
        if bundle is None:
            return
        said = announcement(bundle.rank_ups, await self.bot.public_language(guild))
        await post(
            channel,
            nonce=f"ranks-{int(bundle.begun_at.timestamp() * 1000)}",
            again=bundle.again,
            is_it=lambda sent: sent.content == said,
            content=said,
            allowed_mentions=discord.AllowedMentions(users=[discord.Object(one.member_id) for one in bundle.rank_ups]),
        )
        if await announcing.told(bundle.rank_ups):
            await announcing.plan(guild_id=guild.id, after=AT_MOST_EVERY)

    async def look_after(self) -> None:
        """Try again what waits for a channel; what has waited for too long is told privately."""
        announcing, now = self.bot.app.points.announcing, self.bot.app.clock()
        for guild_id in await announcing.guilds_waiting():
            await announcing.tell_privately(guild_id=guild_id, older_than=STALE_AFTER)
            tried_at = self._tried_at.get(guild_id)
            if tried_at is None or now - tried_at >= LOOK_AFTER_EVERY:
                await announcing.plan(guild_id=guild_id)

    # To one -------------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.tell(interaction)

    async def tell(self, interaction: discord.Interaction[Any]) -> None:
        """Tell somebody of the rank they have reached, once they have got the answer they wanted."""
        announcing = self.bot.app.points.announcing
        key = (interaction.guild_id or 0, interaction.user.id)
        if key not in announcing.untold or not can_follow(interaction):
            return
        announcing.untold.discard(key)  # before anything is awaited: the next press must not tell it too
        rank_up = await announcing.private_of(guild_id=key[0], member_id=key[1])
        if rank_up is None:
            return
        try:
            await interaction.followup.send(
                congratulation(rank_up, language_of(interaction)), ephemeral=True, allowed_mentions=NOBODY
            )
        except discord.HTTPException as refused:
            log.info("server %s: somebody could not be told of a rank: HTTP %s", key[0], refused.status)
            announcing.untold.add(key)
            return
        await announcing.told([rank_up])


def announcement(rank_ups: Sequence[RankUp], language: Language) -> str:
    if len(rank_ups) == 1:
        one = rank_ups[0]
        return say(language, "ranks-reached", member=f"<@{one.member_id}>", rank=plain(one.rank.name))
    lines = [
        say(language, "ranks-reached-line", member=f"<@{one.member_id}>", rank=plain(one.rank.name))
        for one in sorted(rank_ups, key=lambda one: (-one.rank.threshold, one.id))
    ]
    return "\n".join([say(language, "ranks-reached-several", count=len(lines)), *lines])


def congratulation(rank_up: RankUp, language: Language) -> str:
    return say(language, "ranks-reached-private", rank=plain(rank_up.rank.name), points=rank_up.rank.threshold)
