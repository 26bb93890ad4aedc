"""Reports in the moderators' queue: the card, and the buttons on it.

A report about the team has a card that says only that there is one; whoever may see to it reads it privately.
"""

from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language
from bot.reports.errors import AlreadyDecided
from bot.reports.model import ANSWER_MAX, CARD, POST, Sheet, Side, State
from bot.ui import queue
from bot.ui.actions import Button, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.giving_back import GivingBackForm
from bot.ui.layout import BAD, CALM, CAREFUL, GOOD, card, layout_of, row
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of
from cogs.reports import cards
from cogs.reports.here import find_side
from cogs.reports.letters import ReportLetters

DISMISSED, SETTLED = "dismissed", "settled"


def full_view(bot: Bot, sheet: Sheet, language: Language) -> ui.LayoutView:
    """Return a report as those see it who may see to it, with its buttons as long as it is open."""
    report = sheet.report
    if report.state is not State.OPEN:
        return closed_view(bot, sheet, language)
    said = cards.full_texts(sheet, language, now=bot.app.clock())
    taking = TakeButton(report.id, report.taken_by_id or 0, language=language)
    if report.taken_by_id is not None:
        taking.label = label(language, "reports-button-take-over")
    deciding = [DecideButton(report.id, language=language)] if "judge-report" in bot.entrances else []
    escalating = bot.entrances.get("escalate-report")
    further = [escalating(report.id, language)] if escalating is not None else []
    buttons = row(taking, *deciding, CloseButton(report.id, language=language), *further)
    return layout_of(card(*said, buttons, colour=BAD if report.is_urgent else CAREFUL))


def closed_view(bot: Bot, sheet: Sheet, language: Language) -> ui.LayoutView:
    report, entrance = sheet.report, bot.entrances.get("case")
    buttons: list[Button] = []
    if report.case_id is not None and entrance is not None and not report.is_about_the_team:
        buttons.append(entrance(report.case_id, language))
        buttons[0].label = label(language, "reports-button-case")
    colour = GOOD if report.state is State.RESOLVED else CALM
    return layout_of(card(cards.closed_text(sheet, language), row(*buttons), colour=colour))


def card_view(bot: Bot, sheet: Sheet, language: Language) -> ui.LayoutView:
    """Return what stands in the queue's channel, where every moderator reads it."""
    if sheet.report.state is State.OPEN and sheet.report.is_about_the_team:
        said = cards.team_text(sheet, language, now=bot.app.clock())
        return layout_of(card(said, row(LookButton(sheet.report.id, language=language)), colour=CAREFUL))
    return full_view(bot, sheet, language)


def card_mark(sheet: Sheet) -> str:
    """Return the custom id that a new card of this report has."""
    if sheet.report.is_about_the_team:
        return LookButton.make_custom_id(sheet.report.id)
    return CloseButton.make_custom_id(sheet.report.id)


async def show_sheet(interaction: discord.Interaction[Bot], sheet: Sheet) -> None:
    """Show a report where the button was: in the server's language on the card, else in the reader's."""
    bot, message = interaction.client, interaction.message
    if message is None or message.flags.ephemeral:
        await edit_in_place(interaction, view=full_view(bot, sheet, language_of(interaction)))
        return
    language = await bot.public_language(guild_of(interaction))
    await edit_in_place(interaction, view=card_view(bot, sheet, language))


async def _show_decided(interaction: discord.Interaction[Bot], report_id: int) -> None:
    """Show what somebody else has decided, on a card that still had its buttons."""
    actor = await actor_of(interaction)
    await show_sheet(interaction, await interaction.client.app.reports.deciding.look(by=actor, report_id=report_id))


class LookButton(Button):
    """Shows a report privately: from the queue's list, or from the card of one about the team."""

    action = "reports:look"
    label_id = "reports-button-look"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await think(interaction)
        actor = await actor_of(interaction)
        sheet = await interaction.client.app.reports.deciding.look(by=actor, report_id=report_id)
        await reply(interaction, view=full_view(interaction.client, sheet, language_of(interaction)))


class TakeButton(Button):
    """Takes a report on; the second argument is who has it, 0 for nobody."""

    action = "reports:take"
    arguments = (int, int)
    label_id = "reports-button-take"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], report_id: int, from_id: int) -> None:
        await think_in_place(interaction)
        deciding, actor = interaction.client.app.reports.deciding, await actor_of(interaction)
        try:
            sheet = await deciding.take(by=actor, report_id=report_id, from_id=from_id or None)
        except AlreadyDecided:
            await _show_decided(interaction, report_id)
            raise
        await show_sheet(interaction, sheet)


class DecideButton(Button):
    """Takes a report on and opens moderation's own dialogue for it."""

    action = "reports:decide"
    label_id = "reports-button-decide"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await think(interaction)
        bot, actor = interaction.client, await actor_of(interaction)
        await bot.app.reports.deciding.take(by=actor, report_id=report_id)
        judging = bot.entrances["judge-report"](report_id, language_of(interaction))
        await judging.press(interaction, *judging.parse(judging.custom_id or ""))


class CloseButton(Button):
    """Closes a report without a case."""

    action = "reports:close"
    label_id = "reports-button-close"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await open_form(interaction, CloseForm(report_id, language=language_of(interaction)))


class CloseForm(GivingBackForm):
    """How a report is closed without a case, and what those who reported are told."""

    action = "reports:close-form"
    title_id = "reports-close-title"

    def __init__(self, report_id: int, *, language: Language) -> None:
        super().__init__(report_id, language=language)
        self.outcome: ui.Select[Any] = ui.Select(
            custom_id="outcome",
            options=[
                discord.SelectOption(value=one, label=label(language, f"reports-close-{one}", OPTION_LABEL_LIMIT))
                for one in (DISMISSED, SETTLED)
            ],
            required=True,
        )
        self.answer: ui.TextInput[Any] = ui.TextInput(
            custom_id="answer", style=discord.TextStyle.paragraph, max_length=ANSWER_MAX, required=False
        )
        self._add("reports-close-outcome", self.outcome)
        self._add("reports-close-answer", self.answer)

    def _add(self, message_id: str, component: ui.Item[Any]) -> None:
        self.add_item(
            ui.Label(
                text=label(self.language, message_id, LABEL_LIMIT),
                description=label(self.language, f"{message_id}.help", OPTION_LABEL_LIMIT),
                component=component,
            )
        )

    async def take(self, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await think_in_place(interaction)
        deciding, actor = interaction.client.app.reports.deciding, await actor_of(interaction)
        try:
            sheet = await deciding.close(
                by=actor,
                report_id=report_id,
                dismissed=self.outcome.values != [SETTLED],
                answer=self.answer.value,
            )
        except AlreadyDecided:
            await _show_decided(interaction, report_id)
            raise
        await show_sheet(interaction, sheet)


ACTIONS = (LookButton, TakeButton, DecideButton, CloseButton, CloseForm)


class ReportQueue(commands.Cog):
    """Cards in the queue, and their buttons."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.app.due.handle(POST, self.post)
        self.bot.app.due.handle(CARD, self.draw)
        ReportLetters(self.bot).register()
        self.bot.entrances["report"] = lambda report_id, language: LookButton(report_id, language=language)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        self.bot.entrances.pop("report", None)

    async def post(self, due: Due) -> None:
        """Put an open report into the queue; where it isn't known yet whether it is about the team, ask first."""
        sheet = await self._open_sheet(due)
        if sheet is None or sheet.report.queue_message_id is not None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"report {due.subject_id}")
        if sheet.report.side is Side.UNKNOWN:
            side = await find_side(self.bot, channel.guild, sheet.report.about_id)
            if side is Side.UNKNOWN:
                raise TryLater(f"report {due.subject_id}: Discord doesn't say who it is about")
            deciding = self.bot.app.reports.deciding
            await deciding.learn_side(guild_id=due.guild_id, report_id=due.subject_id, side=side)
            sheet = await self._open_sheet(due)
            if sheet is None:
                return
        language = await self.bot.public_language(channel.guild)
        sent = await queue.put(due, channel, card_view(self.bot, sheet, language), mark=card_mark(sheet))
        await self.bot.app.reports.deciding.posted(sheet, channel_id=channel.id, message_id=sent.id)

    async def _open_sheet(self, due: Due) -> Sheet | None:
        sheet = await self.bot.app.reports.deciding.find(guild_id=due.guild_id, report_id=due.subject_id)
        return sheet if sheet is not None and sheet.report.state is State.OPEN else None

    async def draw(self, due: Due) -> None:
        """Bring a card up to date. One that was deleted is posted again while the report is open."""
        deciding, guild = self.bot.app.reports.deciding, available_guild(self.bot, due.guild_id)
        sheet = await deciding.find(guild_id=due.guild_id, report_id=due.subject_id)
        if sheet is None or guild is None or sheet.report.queue_message_id is None:
            return
        report, view = sheet.report, card_view(self.bot, sheet, await self.bot.public_language(guild))
        place = (report.queue_channel_id, report.queue_message_id)
        is_there = await queue.redraw(guild, place, view, what=f"report {report.id}")
        if not is_there and report.state is State.OPEN:
            await deciding.post_again(guild_id=guild.id, report_id=report.id)
