"""Arrivals, as Discord tells of them, and as it answers when it is asked."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.gateway.members import SEEN
from bot.i18n import Language
from bot.onboarding.arrivals import ASKED_AT_ONCE, Join
from bot.onboarding.model import Arrival, OnboardingSettings
from bot.operations.doctor import Finding, hint, warning
from bot.ui.texts import channel_text, permission_names

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=1)
ASK_EVERY = timedelta(minutes=30)
"""How often Discord is asked about those whose screening lasts. Its events say it at once."""
ASK_WHO_LEFT_EVERY = timedelta(days=1)
"""How often Discord is asked who is still there where it doesn't tell of those who leave."""
QUESTIONS_A_RUN = 10
"""Of the 120 a minute that Discord lets a gateway connection send."""

NO_ANSWER = (TimeoutError, discord.DiscordException, OSError, RuntimeError)

Joined = Callable[[discord.Member, Arrival], Awaitable[None]]
"""Is called when somebody's joining is written down, before they count as arrived; more than once after a break."""


class ArrivalsCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.joined: list[Joined] = []
        self._waiting: list[discord.Member] = []
        """Who has joined and isn't written down yet: those who join together are written together."""
        self._writing = asyncio.Lock()
        self._ask_at: dict[int, datetime] = {}
        self._asked_to: dict[int, int] = {}
        """Up to which row a server's were asked about, where a run wasn't enough for all."""
        self._who_left_at: dict[int, datetime] = {}
        self._who_left_to: dict[int, int] = {}

    async def cog_load(self) -> None:
        self.bot.app.jobs.declare("arrivals", self.look, every=LOOK_EVERY, at_start=True)
        if not self.bot.app.config.members:
            self.bot.app.jobs.declare("leavers", self.look_who_left, every=LOOK_EVERY)
        self.bot.members.watchers.append(self.wants)
        self.bot.checks.append(self.check)
        self.bot.add_listener(self.on_member_seen, f"on_{SEEN}")

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("arrivals")
        self.bot.app.jobs.withdraw("leavers")
        self.bot.members.watchers.remove(self.wants)
        self.bot.checks.remove(self.check)
        self.bot.remove_listener(self.on_member_seen, f"on_{SEEN}")

    # Events -------------------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        if member.bot or member.joined_at is None:
            return
        self._waiting.append(member)
        async with self._writing:
            await self._write_waiting()

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        if payload.user.bot:
            return
        async with self._writing:
            await self._write_waiting()  # who joined and left at once did so in this order
            await self.bot.app.onboarding.arrivals.left(guild_id=payload.guild_id, member_id=payload.user.id)

    async def on_member_seen(self, member: discord.Member) -> None:
        """Discord tells of a change to somebody: their screening is over, or nothing was known of them."""
        await self._see(member)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Bot]) -> None:
        if isinstance(interaction.user, discord.Member) and not interaction.user.bot:
            await self._see(interaction.user)

    def wants(self, guild_id: int, member_id: int, joined_at: str | None, pending: bool) -> bool:
        """Whether a change to a member says something of their arrival."""
        if joined_at is None:
            return False
        moment = datetime.fromisoformat(joined_at)
        join = Join(guild_id=guild_id, member_id=member_id, joined_at=moment, pending=pending)
        return self.bot.app.onboarding.arrivals.is_news(join)

    async def _see(self, member: discord.Member) -> None:
        join = join_of(member)
        if join is not None and self.bot.app.onboarding.arrivals.is_news(join):
            async with self._writing:
                await self._write_waiting()
                await self.bot.app.onboarding.arrivals.seen([join])

    async def _write_waiting(self) -> None:
        """Write down who has joined, tell those who want to know how, and have those arrive who aren't screened."""
        members, self._waiting = self._waiting, []
        if not members:
            return
        try:
            await self._write(members)
        except BaseException:
            self._waiting[:0] = members  # the next one, or the next look, tries it again
            raise

    async def _write(self, members: Sequence[discord.Member]) -> None:
        arrivals = self.bot.app.onboarding.arrivals
        by_key = {(member.guild.id, member.id): member for member in members}
        joins = [join for member in by_key.values() if (join := join_of(member)) is not None]
        written = await arrivals.joined(joins)
        pairs = [(by_key[one.guild_id, one.member_id or 0], one) for one in written]
        await self._tell([(member, arrival) for member, arrival in pairs if arrival.traced_at is None])
        await arrivals.screened(
            [arrival for member, arrival in pairs if not member.pending and arrival.arrived_at is None]
        )

    async def _tell(self, pairs: Sequence[tuple[discord.Member, Arrival]]) -> None:
        told = [hook(member, arrival) for member, arrival in pairs for hook in self.joined]
        for failure in await asyncio.gather(*told, return_exceptions=True):
            if isinstance(failure, BaseException):
                log.error("nobody knows how somebody joined", exc_info=failure)

    # Asking -------------------------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Ask about those of whom it isn't known that their screening is over: all at the start, then now and then."""
        if not self.bot.is_ready():
            return
        async with self._writing:
            await self._write_waiting()
        arrivals, now = self.bot.app.onboarding.arrivals, self.bot.app.clock()
        arrivals.prune()
        questions = QUESTIONS_A_RUN
        for guild in self.bot.guilds:
            if guild.unavailable or not (arrivals.ask_soon(guild.id) or self._ask_at.get(guild.id, now) <= now):
                continue
            questions -= await self._ask(guild, questions)
            if questions <= 0:
                return  # the next run goes on
        if all(self._ask_at.get(guild.id, now) > now for guild in self.bot.guilds if not guild.unavailable):
            await arrivals.looked()

    async def _ask(self, guild: discord.Guild, at_most: int) -> int:
        """Ask about a server's, a hundred at a time; returns how many questions it took."""
        arrivals = self.bot.app.onboarding.arrivals
        for question in range(at_most):
            asked = await arrivals.to_ask(guild_id=guild.id, after_id=self._asked_to.get(guild.id, 0))
            if not asked:
                self._done_with(guild)
                return question
            members = await self._answer(guild, [one.member_id for one in asked if one.member_id is not None])
            if members is None:
                self._ask_at[guild.id] = self.bot.app.clock() + LOOK_EVERY
                return at_most
            await arrivals.answered(asked, members)
            self._asked_to[guild.id] = asked[-1].id
            if len(asked) < ASKED_AT_ONCE:
                self._done_with(guild)
                return question + 1
        return at_most

    def _done_with(self, guild: discord.Guild) -> None:
        self._asked_to.pop(guild.id, None)
        self._ask_at[guild.id] = self.bot.app.clock() + ASK_EVERY
        self.bot.app.onboarding.arrivals.asked(guild.id)

    async def look_who_left(self) -> None:
        """Ask about everybody whether they are still there, a thousand in a run."""
        now = self.bot.app.clock()
        for guild in self.bot.guilds:
            if self.bot.is_ready() and not guild.unavailable and self._who_left_at.get(guild.id, now) <= now:
                await self._ask_who_left(guild)

    async def _ask_who_left(self, guild: discord.Guild) -> None:
        arrivals = self.bot.app.onboarding.arrivals
        for _ in range(QUESTIONS_A_RUN):
            page = await arrivals.present(guild_id=guild.id, after_id=self._who_left_to.get(guild.id, 0))
            by_id = {one.member_id: one for one in page if one.member_id is not None}
            members = await self._answer(guild, list(by_id)) if page else {}
            if members is None:
                return  # the next run asks again
            for member_id in by_id.keys() - members.keys():
                await arrivals.left(guild_id=guild.id, member_id=member_id)
            if len(page) < ASKED_AT_ONCE:
                self._who_left_to.pop(guild.id, None)
                self._who_left_at[guild.id] = self.bot.app.clock() + ASK_WHO_LEFT_EVERY
                return
            self._who_left_to[guild.id] = page[-1].id

    async def _answer(self, guild: discord.Guild, member_ids: list[int]) -> dict[int, Join] | None:
        """Return those of the people who are members; None where Discord doesn't say."""
        try:
            found = await guild.query_members(user_ids=member_ids, limit=len(member_ids), cache=False)
        except NO_ANSWER as error:
            log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
            return None
        return {member.id: join for member in found if (join := join_of(member)) is not None}

    # /doctor ------------------------------------------------------------------------------------------------------

    async def check(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        """Say where arrivals can't be found that happen while the bot is away: that takes the join messages."""
        guild = reader.guild
        settings = await self.bot.app.settings.get(guild.id, OnboardingSettings)
        if settings.welcome_channel_id is None or not self.bot.app.config.members:
            return []  # they aren't welcomed anyhow, or nobody is told of who joins
        channel = guild.system_channel
        if channel is None or not guild.system_channel_flags.join_notifications:
            return [hint("arrivals-doctor-no-join-messages")]
        permissions = channel.permissions_for(guild.me)
        lacking = [name for name in ("view_channel", "read_message_history") if not getattr(permissions, name)]
        if not lacking:
            return []
        return [
            warning(
                "arrivals-doctor-join-messages-closed",
                channel=channel_text(channel, reader),
                permissions=permission_names(lacking, language),
            )
        ]


def join_of(member: discord.Member) -> Join | None:
    """Return what Discord says of somebody's joining; None for a guest, who never joined."""
    if member.joined_at is None or member.bot:
        return None
    return Join(
        guild_id=member.guild.id,
        member_id=member.id,
        joined_at=member.joined_at,
        pending=member.pending,
        rejoined=member.flags.did_rejoin,
    )
