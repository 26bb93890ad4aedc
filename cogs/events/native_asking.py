"""The question in the queue when somebody has deleted Discord's own event: it is never made again unasked."""

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.events import rules
from bot.events.model import Event, NativeState, Occurrence
from bot.events.native import AlreadyDecided
from bot.i18n import Language, say
from bot.ui import queue
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, CAREFUL, card, layout_of, row, show
from bot.ui.replies import think_in_place
from cogs.events import wording


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
        channel = await queue.queue_of(self.bot, guild.id, what="the question about a deleted event")
        view = question_view(*found, await self.bot.public_language(guild), what=due.payload["what"])
        await queue.put(due, channel, view, mark=AgainButton.make_custom_id(due.subject_id))


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
