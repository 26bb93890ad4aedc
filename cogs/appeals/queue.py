"""Appeals in the moderators' queue: the card, and deciding."""

from datetime import timedelta
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.appeals import rules
from bot.appeals.errors import AlreadyDecided, CaseChanged
from bot.appeals.model import ANSWER_MAX, CARD, DECISIONS, NOTE_MAX, POST, Decision, Sheet, State, stamp_of
from bot.client import Bot
from bot.due import Due
from bot.i18n import Language, say
from bot.moderation.model import Case, ModerationSettings
from bot.ui import queue
from bot.ui.actions import Button, ButtonOutdated, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.giving_back import GivingBackForm
from bot.ui.layout import CALM, CAREFUL, GOOD, card, layout_of, row
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of
from bot.when.durations import read_duration
from cogs.appeals import wording


def appeal_view(bot: Bot, sheet: Sheet, language: Language) -> ui.LayoutView:
    """Return an appeal as moderators see it, with its buttons as long as it is open."""
    said = wording.card_text(sheet, language, now=bot.app.clock())
    further: list[Button] = []
    if (entrance := bot.entrances.get("case")) is not None:
        further.append(entrance(sheet.case.id, language))
        further[0].label = label(language, "appeals-button-case")
    if sheet.appeal.state is not State.OPEN:
        colour = GOOD if sheet.appeal.state in (State.LIFTED, State.REDUCED) else CALM
        return layout_of(card(said, row(*further), colour=colour))
    return layout_of(
        card(said, row(*_deciding(sheet, language)), row(_taking(sheet, language), *further), colour=CAREFUL)
    )


def _deciding(sheet: Sheet, language: Language) -> list[Button]:
    """Return the decisions there are: for a case that was lifted meanwhile, or has failed, only that."""
    appeal, case = sheet.appeal, sheet.case
    outcomes = [State.UPHELD, State.REDUCED, State.LIFTED]
    if rules.is_over(case):
        outcomes = [State.LIFTED]
    elif not (case.strikes or rules.lasts(case)):
        outcomes.remove(State.REDUCED)
    return [DecideButton(appeal.id, one.value, language=language, label=_named(one, language)) for one in outcomes]


def _named(outcome: State, language: Language) -> str:
    return say(language, f"appeals-button-{outcome.value}")


def _taking(sheet: Sheet, language: Language) -> Button:
    appeal = sheet.appeal
    button = TakeButton(appeal.id, appeal.taken_by_id or 0, language=language)
    if appeal.taken_by_id is not None:
        button.label = label(language, "appeals-button-take-over")
    return button


async def show_sheet(interaction: discord.Interaction[Bot], sheet: Sheet) -> None:
    """Show an appeal where the button was: in the server's language on the card, else in the reader's."""
    bot, message = interaction.client, interaction.message
    private = message is None or message.flags.ephemeral
    language = language_of(interaction) if private else await bot.public_language(guild_of(interaction))
    await edit_in_place(interaction, view=appeal_view(bot, sheet, language))


async def _show_now(interaction: discord.Interaction[Bot], appeal_id: int) -> None:
    """Show what somebody else has done meanwhile."""
    actor = await actor_of(interaction)
    await show_sheet(interaction, await interaction.client.app.appeals.deciding.look(by=actor, appeal_id=appeal_id))


class LookButton(Button):
    """Shows an appeal privately, from the queue's list."""

    action = "appeals:look"
    label_id = "appeals-button-look"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], appeal_id: int) -> None:
        await think(interaction)
        actor = await actor_of(interaction)
        sheet = await interaction.client.app.appeals.deciding.look(by=actor, appeal_id=appeal_id)
        await reply(interaction, view=appeal_view(interaction.client, sheet, language_of(interaction)))


class TakeButton(Button):
    """Takes an appeal on; the second argument is who has it, 0 for nobody."""

    action = "appeals:take"
    arguments = (int, int)
    label_id = "appeals-button-take"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], appeal_id: int, from_id: int) -> None:
        await think_in_place(interaction)
        deciding, actor = interaction.client.app.appeals.deciding, await actor_of(interaction)
        try:
            sheet = await deciding.take(by=actor, appeal_id=appeal_id, from_id=from_id or None)
        except AlreadyDecided:
            await _show_now(interaction, appeal_id)
            raise
        await show_sheet(interaction, sheet)


class DecideButton(Button):
    """Opens the form of one decision."""

    action = "appeals:decide"
    arguments = (int, str)
    label_id = "appeals-button-upheld"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], appeal_id: int, outcome: str) -> None:
        actor, language = await actor_of(interaction), language_of(interaction)
        sheet = await interaction.client.app.appeals.deciding.check(by=actor, appeal_id=appeal_id)
        noted = int(rules.needs_note(sheet.case, by=actor))
        stamp, lasts = stamp_of(sheet.case), int(rules.lasts(sheet.case))
        form = DecideForm(appeal_id, outcome, stamp, lasts, noted, language=language, case=sheet.case)
        await open_form(interaction, form)


class DecideForm(GivingBackForm):
    """A decision: what the member is told, and of a reduced case what is left of it.

    The arguments say which inputs there are: whether the case has a length, and whether a note is needed.
    """

    action = "appeals:decide-form"
    arguments = (int, str, int, int, int)
    title_id = "appeals-button-upheld"

    def __init__(
        self,
        appeal_id: int,
        outcome: str,
        stamp: int,
        lasts: int,
        noted: int,
        *,
        language: Language,
        case: Case | None = None,
    ) -> None:
        if outcome not in DECISIONS:
            raise ButtonOutdated
        self.outcome = State(outcome)
        title = say(language, f"appeals-form-{outcome}")
        super().__init__(appeal_id, outcome, stamp, lasts, noted, language=language, title=title)
        self.length: ui.TextInput[Any] = ui.TextInput(
            custom_id="length", required=False, max_length=60, placeholder=_length_now(case, language)
        )
        self.strikes: ui.TextInput[Any] = ui.TextInput(
            custom_id="strikes", required=False, max_length=5, placeholder=None if case is None else str(case.strikes)
        )
        self.answer: ui.TextInput[Any] = ui.TextInput(
            custom_id="answer", style=discord.TextStyle.paragraph, max_length=ANSWER_MAX, required=True
        )
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note", style=discord.TextStyle.paragraph, max_length=NOTE_MAX, required=True
        )
        if self.outcome is State.REDUCED:
            if lasts:
                self._add("appeals-form-length", self.length)
            self._add("appeals-form-strikes", self.strikes)
        self._add("appeals-form-answer", self.answer)
        if noted:
            self._add("appeals-form-note", self.note)

    def _add(self, message_id: str, component: ui.Item[Any]) -> None:
        self.add_item(
            ui.Label(
                text=label(self.language, message_id, LABEL_LIMIT),
                description=label(self.language, f"{message_id}.help", OPTION_LABEL_LIMIT),
                component=component,
            )
        )

    async def take(
        self,
        interaction: discord.Interaction[Bot],
        appeal_id: int,
        _outcome: str,
        stamp: int,
        _lasts: int,
        _noted: int,
    ) -> None:
        await think_in_place(interaction)
        deciding, actor = interaction.client.app.appeals.deciding, await actor_of(interaction)
        try:
            sheet = await deciding.decide(
                self._decision(stamp), by=actor, appeal_id=appeal_id, may_ban=await _may_ban(interaction)
            )
        except (AlreadyDecided, CaseChanged):
            await _show_now(interaction, appeal_id)
            raise
        await show_sheet(interaction, sheet)

    def _decision(self, stamp: int) -> Decision:
        """Return what was typed. Raises DurationNotUnderstood or StrikesNotUnderstood."""
        length = self.length.value.strip()
        return Decision(
            outcome=self.outcome,
            answer=self.answer.value,
            stamp=stamp,
            minutes=int(read_duration(length) / timedelta(minutes=1)) if length else None,
            strikes=rules.read_strikes(self.strikes.value),
            note=self.note.value,
        )


def _length_now(case: Case | None, language: Language) -> str | None:
    return None if case is None or case.minutes is None else wording.length_text(case.minutes, language)


async def _may_ban(interaction: discord.Interaction[Bot]) -> bool:
    """Whether who decides may undo a ban: by the server's settings, or by Discord's own permission."""
    settings = await interaction.client.app.settings.get(guild_of(interaction).id, ModerationSettings)
    return settings.moderators_may_ban or interaction.permissions.ban_members


ACTIONS = (LookButton, TakeButton, DecideButton, DecideForm)


class AppealQueue(commands.Cog):
    """Cards in the queue, and their buttons."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.app.due.handle(POST, self.post)
        self.bot.app.due.handle(CARD, self.draw)
        self.bot.entrances["appeal-card"] = lambda appeal_id, language: LookButton(appeal_id, language=language)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        self.bot.entrances.pop("appeal-card", None)

    async def post(self, due: Due) -> None:
        """Put an open appeal into the queue."""
        deciding = self.bot.app.appeals.deciding
        sheet = await deciding.find(guild_id=due.guild_id, appeal_id=due.subject_id)
        if sheet is None or sheet.appeal.state is not State.OPEN or sheet.appeal.queue_message_id is not None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what=f"appeal {due.subject_id}")
        view = appeal_view(self.bot, sheet, await self.bot.public_language(channel.guild))
        mark = DecideButton.make_custom_id(sheet.appeal.id, State.LIFTED.value)  # the one it has whatever happens
        sent = await queue.put(due, channel, view, mark=mark)
        await deciding.posted(sheet, channel_id=channel.id, message_id=sent.id)

    async def draw(self, due: Due) -> None:
        """Bring a card up to date. One that was deleted is posted again while the appeal is open."""
        deciding, guild = self.bot.app.appeals.deciding, available_guild(self.bot, due.guild_id)
        sheet = await deciding.find(guild_id=due.guild_id, appeal_id=due.subject_id)
        if sheet is None or guild is None or sheet.appeal.queue_message_id is None:
            return
        appeal, view = sheet.appeal, appeal_view(self.bot, sheet, await self.bot.public_language(guild))
        place = (appeal.queue_channel_id, appeal.queue_message_id)
        is_there = await queue.redraw(guild, place, view, what=f"appeal {appeal.id}")
        if not is_there and appeal.state is State.OPEN:
            await deciding.post_again(guild_id=guild.id, appeal_id=appeal.id)
