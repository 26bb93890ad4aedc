"""The question in the queue when somebody has deleted Discord's own event: it is never made again unasked."""

from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.events import rules
from bot.events.model import Event, NativeState, Occurrence
from bot.events.native import AlreadyDecided
from bot.i18n import Language, say
from bot.settings.model import ServerSettings
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, CAREFUL, card, layout_of, row, show
from bot.ui.replies import NOBODY, think_in_place
from cogs.events import wording

LOOKED_AT = 25
"""Latest messages among which a question is looked for that was asked before."""


class AgainButton(Button):
    """*Make it again*."""

    action = "events:native-again"
    label_id = "events-native-again"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await _decide(interaction, occurrence_id, again=True)


class LeaveButton(Button):
    """*Leave it off*."""

    action = "events:native-leave"
    label_id = "events-native-leave"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await _decide(interaction, occurrence_id, again=False)


ACTIONS = (AgainButton, LeaveButton)


class NativeQuestions(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.NATIVE_ASK, self.ask)
        self.bot.router.add(*ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)

    async def ask(self, due: Due) -> None:
        """Ask those who look after the queue what is to become of it."""
        guild = self.bot.get_guild(due.guild_id)
        found = await self.bot.app.events.native.asked(guild_id=due.guild_id, occurrence_id=due.subject_id)
        if guild is None or found is None or found[1].native_state is not NativeState.GONE:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        settings = await self.bot.app.settings.get(guild.id, ServerSettings)
        channel = guild.get_channel(settings.queue_channel_id or 0)
        if not isinstance(channel, discord.TextChannel):
            raise CannotBeDone("nobody can be asked about a deleted event: no channel is set for the queue")
        view = question_view(*found, await self.bot.public_language(guild), what=due.payload["what"])
        try:
            if due.attempts > 1 and await _asked_before(channel, due.subject_id):
                return
            await channel.send(view=view, allowed_mentions=NOBODY, nonce=due.nonce)
        except (discord.Forbidden, discord.NotFound) as refused:
            reason = f"no message may be sent in channel {channel.id}: HTTP {refused.status}, code {refused.code}"
            raise CannotBeDone(reason) from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None


async def _decide(interaction: discord.Interaction[Bot], occurrence_id: int, *, again: bool) -> None:
    await think_in_place(interaction)
    actor, native = await actor_of(interaction), interaction.client.app.events.native
    guild = interaction.guild
    assert guild is not None
    language = await interaction.client.public_language(guild)
    try:
        event, occurrence = await native.decide(by=actor, occurrence_id=occurrence_id, again=again)
    except AlreadyDecided:
        found = await native.asked(guild_id=guild.id, occurrence_id=occurrence_id)
        if found is not None and found[1].native_state is not NativeState.GONE:
            await show(interaction, _note(*found, language, "events-native-decided"))
        raise
    done = "events-native-again-done" if again else "events-native-leave-done"
    await show(interaction, _note(event, occurrence, language, done, member=interaction.user.mention))


def question_view(event: Event, occurrence: Occurrence, language: Language, *, what: str) -> ui.LayoutView:
    """Return the question; `what` happened to Discord's own event: “deleted” or “cancelled”."""
    said = say(language, f"events-native-ask-{what}", **_named(event, occurrence))
    buttons = row(AgainButton(occurrence.id, language=language), LeaveButton(occurrence.id, language=language))
    return layout_of(card(said, buttons, colour=CAREFUL))


def _note(event: Event, occurrence: Occurrence, language: Language, message_id: str, **params: str) -> ui.LayoutView:
    return layout_of(card(say(language, message_id, **_named(event, occurrence), **params), colour=CALM))


def _named(event: Event, occurrence: Occurrence) -> dict[str, str]:
    return {"title": wording.title_of(event), "at": wording.seconds(occurrence.starts_at)}


async def _asked_before(channel: discord.TextChannel, occurrence_id: int) -> bool:
    """Whether an earlier try has asked before that could be noted."""
    wanted = AgainButton.make_custom_id(occurrence_id)
    async for sent in channel.history(limit=LOOKED_AT):
        if sent.author.id == channel.guild.me.id and wanted in _custom_ids(sent.components):
            return True
    return False


def _custom_ids(components: Any) -> set[str]:
    found = {custom_id for part in components if (custom_id := getattr(part, "custom_id", None))}
    for part in components:
        found |= _custom_ids(getattr(part, "children", []))
    return found
