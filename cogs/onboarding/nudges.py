"""Reminding newcomers of their next step, and what they answer."""

from datetime import timedelta

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.nudging import NUDGE, NotForYou, Nudge, begun_at
from bot.ui.actions import Button, view_of
from bot.ui.actors import guild_of
from bot.ui.posting import channel_named, custom_ids
from bot.ui.replies import tell, think

LOOK_EVERY = timedelta(minutes=10)
LOOKED_AT = 25


class LaterButton(Button):
    """*Not now*: asks once more after a while."""

    action = "onboarding:nudge-later"
    arguments = ()
    label_id = "onboarding-nudge-later"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        _check_meant(interaction)
        again = await interaction.client.app.onboarding.nudging.not_now(
            guild_id=guild_of(interaction).id, member_id=interaction.user.id
        )
        await tell(interaction, "onboarding-nudge-later-done" if again else "onboarding-nudge-later-last")


class NeverButton(Button):
    """*Don't remind me*."""

    action = "onboarding:nudge-off"
    arguments = ()
    label_id = "onboarding-nudge-off"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        _check_meant(interaction)
        await interaction.client.app.onboarding.nudging.never(
            guild_id=guild_of(interaction).id, member_id=interaction.user.id
        )
        await tell(interaction, "onboarding-nudge-off-done")


def _check_meant(interaction: discord.Interaction[Bot]) -> None:
    """Raise NotForYou for whom the message doesn't mention."""
    message = interaction.message
    if message is None or _mention(interaction.user.id) not in message.content:
        raise NotForYou


class Nudges(commands.Cog):
    ACTIONS = (LaterButton, NeverButton)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.app.due.handle(NUDGE, self.say)
        self.bot.app.jobs.declare("newcomer-reminders", self.sweep, every=LOOK_EVERY)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
        self.bot.app.jobs.withdraw("newcomer-reminders")

    async def sweep(self) -> None:
        await self.bot.app.onboarding.nudging.sweep(speaks_in=self._speaks_in)

    def _speaks_in(self, guild_id: int, channel_id: int) -> bool:
        guild = self.bot.get_guild(guild_id)
        if guild is None:
            return False
        try:
            channel_named(guild, channel_id, name="welcome channel")
        except (CannotBeDone, TryLater):
            return False  # `/doctor` shows what is wrong with a channel that a setting names
        return True

    async def say(self, due: Due) -> None:
        """Address the members a nudge is for, as many as still need it, in one message."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        nudge = await self.bot.app.onboarding.nudging.to_say(due)
        if nudge is None:
            return
        place = await self._place(guild, nudge)
        language = await self.bot.public_language(guild)
        try:
            if due.attempts > 1 and await _said_before(due, place, nudge):
                return
            await place.send(
                said(nudge, language),
                view=self._buttons(nudge, language),
                allowed_mentions=discord.AllowedMentions(users=[discord.Object(one) for one in nudge.member_ids]),
                nonce=due.nonce,
            )
        except (discord.Forbidden, discord.NotFound) as refused:
            raise CannotBeDone(f"newcomers can't be reminded in channel {place.id}: {refused.text}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {place.id}: HTTP {refused.status}") from None

    async def _place(self, guild: discord.Guild, nudge: Nudge) -> discord.TextChannel | discord.Thread:
        """Return where to address them: the thread below their introduction, or else the welcome channel."""
        # A thread that was opened on a message has its id; only threads that are open are in memory.
        thread = guild.get_thread(nudge.introduction_id or 0)
        if thread is not None and not thread.locked and thread.permissions_for(guild.me).send_messages_in_threads:
            return thread
        settings = await self.bot.app.settings.get(guild.id, OnboardingSettings)
        channel = guild.get_channel(settings.welcome_channel_id or 0)
        if not isinstance(channel, discord.TextChannel):
            raise CannotBeDone("newcomers can't be reminded: there is no welcome channel any more")
        return channel

    def _buttons(self, nudge: Nudge, language: Language) -> ui.View:
        door = self.bot.doors.get(nudge.step)
        buttons = [] if door is None else [door(language)]
        for button in buttons:
            button.style = discord.ButtonStyle.primary  # what is suggested, before the two ways of saying no
        view = view_of(*buttons, LaterButton(language=language), NeverButton(language=language))
        assert view is not None
        return view


def said(nudge: Nudge, language: Language) -> str:
    """Return what is said to the newcomers, with their mentions."""
    name = f"onboarding-step-{nudge.step}"
    honorific = "さん" if language is Language.JA else ""
    return say(
        language,
        "onboarding-nudge",
        members=" ".join(_mention(member_id) + honorific for member_id in nudge.member_ids),
        step=say(language, name),
        help=say(language, f"{name}.help"),
    )


def _mention(member_id: int) -> str:
    return f"<@{member_id}>"


async def _said_before(due: Due, place: discord.TextChannel | discord.Thread, nudge: Nudge) -> bool:
    """Whether an earlier try has said it before that could be noted: Discord knows a nonce for some minutes only."""
    mine = NeverButton.make_custom_id()
    try:
        async for sent in place.history(
            limit=LOOKED_AT, after=begun_at(due) - timedelta(minutes=1), oldest_first=False
        ):
            if sent.author.id != place.guild.me.id or mine not in custom_ids(sent.components):
                continue
            if any(_mention(member_id) in sent.content for member_id in nudge.member_ids):
                return True
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return False
