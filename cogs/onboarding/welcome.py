"""The welcome: one message for all who have arrived since the last, in the channel for it, with the first steps below.

Nobody gets a direct message.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.welcoming import WELCOME
from bot.operations.doctor import Finding, problem
from bot.ui.actions import view_of
from bot.ui.posting import NoChannel, channel_named, post
from bot.ui.texts import moment, plain

SOON_EVERY = timedelta(seconds=3)
"""How long a newcomer waits at most until the message is tried."""
LOOK_AFTER_EVERY = timedelta(minutes=15)
TRIED_AGAIN_AFTER = timedelta(hours=6)
"""Where Discord refuses it for a reason that can't be seen."""

FEW = 5
"""Up to so many are greeted as a few."""
OUR_CLOCKS_ERROR = timedelta(minutes=1)
NAME_LIMIT = 100  # a server's


class WelcomeCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._tried_at: dict[int, datetime] = {}
        """When what can't be sent was last tried, by server."""
        self._changed: set[int] = set()
        """Servers in which something was changed that may let us send what we could not."""

    async def cog_load(self) -> None:
        self.bot.app.due.handle(WELCOME, self.welcome)
        self.bot.app.jobs.declare("welcomes-soon", self.soon, every=SOON_EVERY)
        self.bot.app.jobs.declare("welcomes", self.look_after, every=LOOK_AFTER_EVERY)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("welcomes-soon")
        self.bot.app.jobs.withdraw("welcomes")
        self.bot.checks.remove(self.check)

    async def soon(self) -> None:
        """Send what is due by now. Where nobody has arrived this costs nothing."""
        changed, self._changed = self._changed, set()
        for guild_id in changed & await self._waiting_guilds() if changed else ():
            await self._mend(guild_id)
        if self.bot.app.onboarding.welcoming.is_soon():
            await self.bot.app.due.sweep()

    # The message --------------------------------------------------------------------------------------------------

    async def welcome(self, due: Due) -> None:
        """Welcome everybody who has arrived since the last message; so soon after that: a little later."""
        welcoming, guild = self.bot.app.onboarding.welcoming, self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if welcoming.is_too_soon(guild.id):
            await welcoming.plan(guild_id=guild.id)
            return
        try:
            channel = await self._channel(guild)
        except NoChannel:
            return  # they wait for one to be chosen
        except CannotBeDone:
            self._tried_at[guild.id] = self.bot.app.clock()
            if not (await welcoming.waiting(guild_id=guild.id)).count:
                return
            raise
        with welcoming.trying(guild.id):
            await self._post(guild, channel)

    async def _channel(self, guild: discord.Guild) -> discord.TextChannel:
        settings = await self.bot.app.settings.get(guild.id, OnboardingSettings)
        return channel_named(guild, settings.welcome_channel_id, name="welcome channel")

    async def _post(self, guild: discord.Guild, channel: discord.TextChannel) -> None:
        welcoming = self.bot.app.onboarding.welcoming
        bundle = await welcoming.bundle(guild_id=guild.id)
        if bundle is None:
            return
        if not bundle.present_ids:
            await welcoming.give_up(bundle)
            await welcoming.plan(guild_id=guild.id)
            return
        language = await self.bot.public_language(guild)
        buttons = await self._buttons(guild, language)
        view = view_of(*buttons)
        known = set(bundle.member_ids)
        self._tried_at[guild.id] = self.bot.app.clock()
        await post(
            channel,
            name="welcome channel",
            nonce=f"welcome-{int(bundle.begun_at.timestamp() * 1000)}",
            again=bundle.again,
            since=bundle.begun_at - OUR_CLOCKS_ERROR,
            is_it=lambda sent: not known.isdisjoint(sent.raw_mentions),
            content=greeting(bundle.present_ids, guild.name, language, with_buttons=bool(buttons)),
            allowed_mentions=discord.AllowedMentions(
                everyone=False, roles=False, users=[discord.Object(member_id) for member_id in bundle.present_ids]
            ),
            **({"view": view} if view is not None else {}),
        )
        if await welcoming.welcomed(bundle):
            await welcoming.plan(guild_id=guild.id)

    async def _buttons(self, guild: discord.Guild, language: Language) -> list[discord.ui.Item[discord.ui.View]]:
        """Return the ways into the first steps that the server offers and that lead somewhere."""
        offered = await self.bot.app.onboarding.welcoming.offered(guild_id=guild.id)
        return [self.bot.doors[name](language) for name in offered if name in self.bot.doors]

    # A channel that can't be used ---------------------------------------------------------------------------------

    async def look_after(self) -> None:
        """Try again what waits for a channel, and let go of what has waited for too long."""
        for guild_id in await self._waiting_guilds():
            waiting = await self.bot.app.onboarding.welcoming.waiting(guild_id=guild_id)
            tried_at = self._tried_at.get(guild_id)
            now = self.bot.app.clock()
            if waiting.count and tried_at is not None and now - tried_at < TRIED_AGAIN_AFTER:
                continue
            await self._mend(guild_id)

    async def _waiting_guilds(self) -> set[int]:
        return await self.bot.app.onboarding.welcoming.guilds_waiting()

    async def _mend(self, guild_id: int) -> None:
        """Plan what was given up, or never planned, where the channel can be used, or nobody waits any more."""
        welcoming, guild = self.bot.app.onboarding.welcoming, self.bot.get_guild(guild_id)
        if guild is None or await welcoming.is_on_its_way(guild_id):
            return
        try:
            await self._channel(guild)
        except (NoChannel, TryLater):
            return
        except CannotBeDone:
            if (await welcoming.waiting(guild_id=guild_id)).count:
                return
        await welcoming.plan(guild_id=guild_id)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        self._changed.add(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        self._changed.add(after.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        if after.id == after.guild.me.id:
            self._changed.add(after.guild.id)

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Say where newcomers wait in vain for their welcome. What is wrong with the channel is said elsewhere."""
        settings = await self.bot.app.settings.get(reader.guild.id, OnboardingSettings)
        if settings.welcome_channel_id is None:
            return []
        waiting = await self.bot.app.onboarding.welcoming.waiting(guild_id=reader.guild.id)
        if waiting.since is None or await self.bot.app.onboarding.welcoming.is_on_its_way(reader.guild.id):
            return []
        return [problem("arrivals-doctor-unwelcomed", count=waiting.count, since=moment(waiting.since))]


def greeting(member_ids: Sequence[int], server: str, language: Language, *, with_buttons: bool) -> str:
    mentions = [f"<@{member_id}>" for member_id in member_ids]
    size = "one" if len(mentions) == 1 else "few" if len(mentions) <= FEW else "many"
    message = f"arrivals-welcome-{size}"
    who, where = joined(mentions, language), plain(server, NAME_LIMIT)
    said = [say(language, message, members=who, server=where, count=len(mentions))]
    if with_buttons:
        said.append(say(language, "arrivals-welcome-doors"))
    return "\n".join(said)


def joined(mentions: Sequence[str], language: Language) -> str:
    """Return people's mentions as one reads them out."""
    if language is Language.JA:
        return " ".join(f"{mention}さん" for mention in mentions)
    if len(mentions) < 2 or len(mentions) > FEW:
        return " ".join(mentions)
    return f"{', '.join(mentions[:-1])} and {mentions[-1]}"
