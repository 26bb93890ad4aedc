"""What staff have to do for a claim: its card in the moderators' queue, and the buttons on it.

The card is a due row, made with the claim; where the server has no queue, `/doctor` says so and `/perks claims` shows
what waits. Members are told at their next look at perks, never by a message they didn't ask for.
"""

from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import Language, say
from bot.perks.errors import AlreadyDecided
from bot.perks.model import REASON_MAX, Claim, State
from bot.perks.rules import CARD, FORGET_IMPORT, LOW, QUEUE
from bot.ui import queue
from bot.ui.actions import Button, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, card, layout_of, row, show
from bot.ui.posting import post, says
from bot.ui.replies import NOBODY, reply, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of
from cogs.perks import cards


def staff_view(claim: Claim, language: Language) -> ui.LayoutView:
    """Return a claim as staff see it, with the buttons as long as it waits."""
    said = cards.queue_text(claim, language)
    if claim.state is not State.WAITING:
        return layout_of(card(said, colour=CALM))
    buttons = row(FulfilButton(claim.id, language=language), RefuseButton(claim.id, language=language))
    return layout_of(card(said, buttons, colour=cards.COLOUR))


async def view_for(interaction: discord.Interaction[Bot], claim: Claim) -> ui.LayoutView:
    """Return the card in the language of who reads it: the server's, unless it is a private one."""
    message, guild = interaction.message, interaction.guild
    if message is None or message.flags.ephemeral or guild is None:
        return staff_view(claim, language_of(interaction))
    return staff_view(claim, await interaction.client.public_language(guild))


class FulfilButton(Button):
    action = "perks:fulfil"
    label_id = "perks-button-fulfil"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think_in_place(interaction)
        fulfilling, actor = interaction.client.app.perks.fulfilling, await actor_of(interaction)
        try:
            claim = await fulfilling.fulfil(by=actor, claim_id=claim_id)
        except AlreadyDecided:
            await _show_decided(interaction, claim_id)
            raise
        await show(interaction, await view_for(interaction, claim))


async def _show_decided(interaction: discord.Interaction[Bot], claim_id: int) -> None:
    """Show what somebody else has decided, on a card that still had its buttons."""
    actor = await actor_of(interaction)
    claim = await interaction.client.app.perks.fulfilling.claim(by=actor, claim_id=claim_id)
    await show(interaction, await view_for(interaction, claim))


class RefuseButton(Button):
    action = "perks:refuse"
    label_id = "perks-button-refuse"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await open_form(interaction, RefuseForm(claim_id, language=language_of(interaction)))


class RefuseForm(Form):
    """Why a claim is refused: the member reads it."""

    action = "perks:refuse-form"
    title_id = "perks-refuse-title"

    def __init__(self, claim_id: int, *, language: Language) -> None:
        super().__init__(claim_id, language=language)
        self.reason: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="reason", max_length=REASON_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "perks-refuse-reason", LABEL_LIMIT),
                description=label(language, "perks-refuse-reason.help", OPTION_LABEL_LIMIT),
                component=self.reason,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think_in_place(interaction)
        fulfilling, actor = interaction.client.app.perks.fulfilling, await actor_of(interaction)
        try:
            claim = await fulfilling.refuse(by=actor, claim_id=claim_id, reason=self.reason.value)
        except AlreadyDecided:
            await _show_decided(interaction, claim_id)
            raise
        await show(interaction, await view_for(interaction, claim))


class SeeButton(Button):
    """Shows a waiting claim's card from an admin's list."""

    action = "perks:see"
    label_id = "perks-button-see"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think(interaction)
        actor = await actor_of(interaction)
        claim = await interaction.client.app.perks.fulfilling.claim(by=actor, claim_id=claim_id)
        await reply(interaction, view=staff_view(claim, language_of(interaction)))


ACTIONS = (FulfilButton, RefuseButton, RefuseForm, SeeButton)


class Queue(commands.Cog):
    """Cards in the queue, and their buttons."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.entrances["claim"] = lambda claim_id, language: SeeButton(claim_id, language=language)
        self.bot.app.due.handle(QUEUE, self.post)
        self.bot.app.due.handle(CARD, self.draw)
        self.bot.app.due.handle(LOW, self.tell_low)
        self.bot.app.due.handle(FORGET_IMPORT, self.forget_import)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        del self.bot.entrances["claim"]

    async def post(self, due: Due) -> None:
        """Put a claim that waits for staff into the queue."""
        fulfilling = self.bot.app.perks.fulfilling
        claim = await fulfilling.find(guild_id=due.guild_id, claim_id=due.subject_id)
        if claim is None or claim.state is not State.WAITING or claim.queue_message_id is not None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"claim {claim.id} of a perk")
        language = await self.bot.public_language(channel.guild)
        mark = FulfilButton.make_custom_id(claim.id)
        sent = await queue.put(due, channel, staff_view(claim, language), mark=mark)
        await fulfilling.posted(guild_id=due.guild_id, claim_id=claim.id, channel_id=channel.id, message_id=sent.id)

    async def draw(self, due: Due) -> None:
        """Show on the card in the queue what was decided. A card somebody deleted is left."""
        claim = await self.bot.app.perks.fulfilling.find(guild_id=due.guild_id, claim_id=due.subject_id)
        guild = available_guild(self.bot, due.guild_id)
        if claim is None or guild is None:
            return
        view = staff_view(claim, await self.bot.public_language(guild))
        place = (claim.queue_channel_id, claim.queue_message_id)
        await queue.redraw(guild, place, view, what=f"claim {claim.id}")

    async def tell_low(self, due: Due) -> None:
        """Tell staff that few are left of a perk."""
        perk = await self.bot.app.perks.fulfilling.running_low(guild_id=due.guild_id, perk_id=due.subject_id)
        if perk is None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"perk {perk.id}, of which few are left,")
        language = await self.bot.public_language(channel.guild)
        said = say(language, "perks-queue-low", perk=cards.name_of(perk), left=perk.left or 0, gives=perk.gives.value)
        await post(
            channel,
            nonce=due.nonce,
            again=due.attempts > 1,
            is_it=says(said),
            view=layout_of(card(said, colour=cards.COLOUR)),
            allowed_mentions=NOBODY,
        )

    async def forget_import(self, due: Due) -> None:
        await self.bot.app.perks.importing.forget(guild_id=due.guild_id, import_id=due.subject_id)
