"""Telling the greeters of newcomers whom nobody has answered, and what `/doctor` finds of all this."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.onboarding.greeting import GREET, TELL_GREETERS, Greeting
from bot.onboarding.model import OnboardingSettings
from bot.operations.doctor import Finding, fine, hint, warning
from bot.ui.posting import channel_named
from bot.ui.texts import moment

LOOKED_AT = 25
LOOK_EVERY = timedelta(minutes=15)
TRIED_AGAIN_AFTER = timedelta(hours=6)
"""Where Discord refuses it for a reason that can't be seen."""


class Greeters(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._refused_at: dict[int, datetime] = {}
        """When Discord last refused it though nothing was seen to be in the way, by server."""

    async def cog_load(self) -> None:
        self.bot.app.due.handle(GREET, self.overdue)
        self.bot.app.due.handle(TELL_GREETERS, self.tell)
        self.bot.app.jobs.declare("greeters", self.look_after, every=LOOK_EVERY)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("greeters")
        self.bot.checks.remove(self.check)

    async def overdue(self, due: Due) -> None:
        await self.bot.app.onboarding.greeters.overdue(guild_id=due.guild_id, greeting_id=due.subject_id)

    async def tell(self, due: Due) -> None:
        """Mention the greeters once, with links to all that waits for them."""
        greeters, guild = self.bot.app.onboarding.greeters, self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        settings = await self.bot.app.settings.get(guild.id, OnboardingSettings)
        if settings.greeter_channel_id is None or settings.greeter_role_id is None:
            return
        channel, role = _place(guild, settings.greeter_channel_id, settings.greeter_role_id)
        waiting = await greeters.waiting(guild_id=guild.id)
        try:
            known = await _told_before(channel) if due.attempts > 1 or due.failure is not None else ""
            left = [one for one in waiting if one.link not in known and await self._is_there(one)]
            if left:
                language = await self.bot.public_language(guild)
                await channel.send(
                    call(left, role, language),
                    allowed_mentions=discord.AllowedMentions(roles=[role]),
                    suppress_embeds=True,
                    nonce=due.nonce,
                )
        except (discord.Forbidden, discord.NotFound) as refused:
            self._refused_at[guild.id] = self.bot.app.clock()
            raise CannotBeDone(f"the greeters can't be told in channel {channel.id}: {refused.text}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None
        await greeters.told(waiting, guild_id=guild.id)
        if await greeters.waiting(guild_id=guild.id):
            await greeters.plan_more(guild_id=guild.id)

    async def look_after(self) -> None:
        """Tell what was given up, where what was in the way is gone."""
        now = self.bot.app.clock()
        for due in await self.bot.app.onboarding.greeters.stuck():
            guild, refused_at = self.bot.get_guild(due.guild_id), self._refused_at.get(due.guild_id)
            if guild is None or guild.unavailable:
                continue
            if refused_at is not None and now - refused_at < TRIED_AGAIN_AFTER:
                continue
            if await self._can_tell(guild):
                await self.bot.app.due.retry(guild_id=guild.id, due_id=due.id)

    async def _can_tell(self, guild: discord.Guild) -> bool:
        """Whether nothing is seen to be in the way; where greeters aren't wanted any more, nothing is."""
        settings = await self.bot.app.settings.get(guild.id, OnboardingSettings)
        if settings.greeter_channel_id is None or settings.greeter_role_id is None:
            return True
        try:
            _place(guild, settings.greeter_channel_id, settings.greeter_role_id)
        except CannotBeDone:
            return False
        return True

    async def _is_there(self, greeting: Greeting) -> bool:
        """Whether the post wasn't deleted; one that can't be seen counts as being there."""
        channel = self.bot.get_partial_messageable(greeting.channel_id, guild_id=greeting.guild_id)
        try:
            await channel.fetch_message(greeting.message_id)
        except discord.NotFound:
            return False
        except discord.Forbidden:
            return True
        return True

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Look whether what is set fits together; a server that uses nothing of it hears nothing."""
        settings = await self.bot.app.settings.get(reader.guild.id, OnboardingSettings)
        used = settings.introductions_channel_id or settings.welcome_channel_id
        role, channel = settings.greeter_role_id, settings.greeter_channel_id
        found: list[Finding] = []
        if role is not None and channel is None:
            found.append(warning("onboarding-doctor-greeters-channel"))
        if channel is not None and role is None:
            found.append(warning("onboarding-doctor-greeters-role"))
        if used and settings.nudge_after_days and settings.welcome_channel_id is None:
            found.append(warning("onboarding-doctor-nudges"))
        if used and not await self.bot.app.onboarding.about.all(guild_id=reader.guild.id):
            found.append(hint("onboarding-doctor-about"))
        return found or ([fine("onboarding-doctor-fine")] if used else [])


def _place(guild: discord.Guild, channel_id: int, role_id: int) -> tuple[discord.TextChannel, discord.Role]:
    """Return where greeters are told, and who they are. Raises CannotBeDone."""
    channel, role = channel_named(guild, channel_id, name="greeters' channel"), guild.get_role(role_id)
    if role is None:
        raise CannotBeDone("the greeters' role was deleted")
    return channel, role


def call(greetings: Sequence[Greeting], role: discord.Role, language: Language) -> str:
    """Return what the greeters are told."""
    lines = [say(language, "onboarding-greet-head", role=role.mention, count=len(greetings))]
    lines += [
        say(
            language,
            f"onboarding-greet-{one.kind.value}",
            member=f"<@{one.member_id}>",
            at=moment(one.posted_at),
            link=one.link,
        )
        for one in greetings
    ]
    return "\n".join(lines)


async def _told_before(channel: discord.TextChannel) -> str:
    """Return my latest messages there: an earlier try may have told of some before that could be noted."""
    me = channel.guild.me.id
    try:
        return "\n".join([sent.content async for sent in channel.history(limit=LOOKED_AT) if sent.author.id == me])
    except discord.Forbidden:
        return ""  # without Read Message History: twice is better than never
