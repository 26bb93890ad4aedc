"""What filters tell moderators: the card in the queue, and what they make of it."""

from collections.abc import Sequence

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.filters.errors import AlreadyJudged
from bot.filters.model import Hit, Judgement, Looks
from bot.filters.rules import CARD
from bot.i18n import Language
from bot.ui import queue
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import show
from bot.ui.replies import reply, tell, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import language_of
from cogs.filters import wording
from cogs.filters.excepting import ExceptionButton

LEARNS = frozenset({Looks.WORDS, Looks.LINKS, Looks.INVITES})
"""Filters that can be taught an exception."""


async def alert_of(bot: Bot, hits: Sequence[Hit], language: Language) -> ui.LayoutView:
    """Return what belongs together as moderators see it, with the buttons as long as it waits."""
    version = await bot.app.guidelines.current(guild_id=hits[0].guild_id)
    evidence = await bot.app.filters.judging.evidence_of(hits)
    said = wording.alert_text(hits, language, version=version, evidence=evidence)
    judged = wording.judged_line(hits, language)
    if judged is not None:
        said = f"{said}\n\n{judged}"
    return wording.alert_view(said, _buttons(bot, hits[0], language), judgement=hits[0].judgement)


def _buttons(bot: Bot, first: Hit, language: Language) -> list[ui.Button[ui.View]]:
    found: list[ui.Button[ui.View]] = []
    if first.judgement is Judgement.WAITING:
        judge = bot.entrances.get("judge-filter")
        if judge is not None and first.member_id is not None:
            found.append(judge(first.id, language))
        found += [LeaveButton(first.id, language=language), WrongButton(first.id, language=language)]
    elif first.judgement is Judgement.WRONG and first.looks_for in LEARNS:
        found.append(ExceptionButton(first.filter_id, language=language))
    if first.case_id is not None and (case := bot.entrances.get("case")) is not None:
        found.append(case(first.case_id, language))
    return found


async def view_for(interaction: discord.Interaction[Bot], hits: Sequence[Hit]) -> ui.LayoutView:
    """Return the card in the language of who reads it: the server's, unless it is a private one."""
    message, guild = interaction.message, guild_of(interaction)
    private = message is None or message.flags.ephemeral
    language = language_of(interaction) if private else await interaction.client.public_language(guild)
    return await alert_of(interaction.client, hits, language)


class LeaveButton(Button):
    """The filter was right, and nothing more is to be done."""

    action = "filters:leave"
    label_id = "filters-button-leave"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], hit_id: int) -> None:
        await think_in_place(interaction)
        judging = interaction.client.app.filters.judging
        try:
            await judging.leave(by=await actor_of(interaction), hit_id=hit_id)
        except AlreadyJudged:
            await _show_judged(interaction, hit_id)
            raise
        await _show_judged(interaction, hit_id)


class WrongButton(Button):
    """The filter was wrong: counted against it, and the author gets back what was removed."""

    action = "filters:wrong"
    label_id = "filters-button-wrong"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], hit_id: int) -> None:
        await think_in_place(interaction)
        judging = interaction.client.app.filters.judging
        try:
            judged = await judging.wrong(by=await actor_of(interaction), hit_id=hit_id)
        except AlreadyJudged:
            await _show_judged(interaction, hit_id)
            raise
        await _show_judged(interaction, hit_id)
        if any(hit.case_id is not None for hit in judged):
            await tell(interaction, "filters-wrong-case")


async def _show_judged(interaction: discord.Interaction[Bot], hit_id: int) -> None:
    judging, actor = interaction.client.app.filters.judging, await actor_of(interaction)
    hit = await judging.get(by=actor, hit_id=hit_id)
    hits = await judging.together(guild_id=actor.guild_id, first_id=hit.first_id or hit.id) or [hit]
    await show(interaction, await view_for(interaction, hits))


class SeeButton(Button):
    """Shows privately what the queue's list names."""

    action = "filters:see"
    label_id = "filters-button-see"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], hit_id: int) -> None:
        await think(interaction)
        judging, actor = interaction.client.app.filters.judging, await actor_of(interaction)
        hit = await judging.get(by=actor, hit_id=hit_id)
        hits = await judging.together(guild_id=actor.guild_id, first_id=hit.first_id or hit.id) or [hit]
        await reply(interaction, view=await alert_of(interaction.client, hits, language_of(interaction)))


ACTIONS = (LeaveButton, WrongButton, SeeButton)


class Alerts(commands.Cog):
    """Cards in the moderators' queue."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.app.due.handle(CARD, self.card)
        self.bot.entrances["filter-hit"] = lambda hit_id, language: SeeButton(hit_id, language=language)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        self.bot.entrances.pop("filter-hit", None)

    async def card(self, due: Due) -> None:
        """Put an alert into the queue, or bring its card up to date. A card somebody deleted is left."""
        hits = await self.bot.app.filters.judging.together(guild_id=due.guild_id, first_id=due.subject_id)
        if not hits:
            return
        first = hits[0]
        if first.queue_message_id is not None:
            await self._draw(hits)
        elif first.judgement is Judgement.WAITING:
            await self._put(due, hits)

    async def _put(self, due: Due, hits: Sequence[Hit]) -> None:
        first = hits[0]
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"alert {first.id} of a filter")
        view = await alert_of(self.bot, hits, await self.bot.public_language(channel.guild))
        sent = await queue.put(due, channel, view, mark=WrongButton.make_custom_id(first.id))
        await self.bot.app.filters.judging.posted(
            guild_id=due.guild_id, first_id=first.id, channel_id=channel.id, message_id=sent.id
        )

    async def _draw(self, hits: Sequence[Hit]) -> None:
        first, guild = hits[0], available_guild(self.bot, hits[0].guild_id)
        if guild is None:
            return
        view = await alert_of(self.bot, hits, await self.bot.public_language(guild))
        place = (first.queue_channel_id, first.queue_message_id)
        await queue.redraw(guild, place, view, what=f"alert {first.id}")
