"""What those who work on an escalated case press: ticking, leading, noting, severity, closing.

A press on the board in the thread is answered by the board itself; one on a private copy, or from a form, is followed
on the public one at once, and by a due row where that fails.
"""

import logging
import re
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.due import CannotBeDone, TryLater
from bot.i18n import Language, say
from bot.moderation.model import Severity
from bot.playbooks import rules
from bot.playbooks.errors import LedBySomebody
from bot.playbooks.model import NOTE_MAX, OUTCOME_MAX, SEVERITIES, Board
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.giving_back import GivingBackForm
from bot.ui.layout import card, layout_of, note, row, show
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment
from cogs.playbooks.board import StepMenu, beside, board_view, severity_text
from cogs.playbooks.evidence import EvidenceButton

log = logging.getLogger(__name__)

_CHOSEN = re.compile(r"(do|undo)-(\d{1,3})", re.ASCII)
NOBODY = 0
"""In place of a member's id: nobody leads."""


def whole_view(bot: Bot, board: Board, language: Language) -> ui.LayoutView:
    """Return the board with its buttons."""
    escalation = board.escalation
    buttons: list[ui.Item[Any]] = [
        LeadButton(
            escalation.id,
            escalation.lead_id or NOBODY,
            language=language,
            label=say(language, "playbooks-button-lead-over" if escalation.lead_id else "playbooks-button-lead"),
        ),
        EvidenceButton(escalation.case_id, language=language),
        NoteButton(escalation.id, language=language),
        SeverityButton(escalation.id, language=language),
        CloseButton(escalation.id, language=language),
    ]
    more = beside(board, language)
    if not escalation.is_open:
        more.append(EvidenceButton(escalation.case_id, language=language))
    case = bot.entrances.get("case")
    if case is not None:
        to_case = case(escalation.case_id, language)
        to_case.label = label(language, "playbooks-button-case")
        more.append(to_case)
    return board_view(board, language, now=bot.app.clock(), buttons=buttons, more=more)


async def show_board(interaction: discord.Interaction[Bot], board: Board) -> None:
    """Show the board in place of what was pressed, and have the public one follow where that was another."""
    bot, escalation = interaction.client, board.escalation
    message = interaction.message
    is_public = message is not None and message.id == escalation.message_id
    language = escalation.language if is_public else language_of(interaction)
    await edit_in_place(interaction, view=whole_view(bot, board, language))
    if not is_public:
        await follow(bot, board)


async def follow(bot: Bot, board: Board) -> None:
    """Bring the public board up to date now; the due row that was planned does it where that fails."""
    from cogs.playbooks.opening import refresh  # noqa: PLC0415 - it draws these buttons

    try:
        await refresh(bot, board)
    except (TryLater, CannotBeDone) as failed:
        log.info("the board of escalation %s follows later: %s", board.escalation.id, failed)


class BoardButton(Button):
    """The board, privately: from the queue, or wherever there is no thread."""

    action = "playbooks:board"
    label_id = "playbooks-button-board"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], escalation_id: int) -> None:
        await think(interaction)
        board = await interaction.client.app.playbooks.escalating.board(
            by=await actor_of(interaction), escalation_id=escalation_id
        )
        await reply(interaction, view=whole_view(interaction.client, board, language_of(interaction)))


class Ticking(StepMenu):
    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], escalation_id: int) -> None:
        await think_in_place(interaction)
        chosen = [found for value in values if (found := _CHOSEN.fullmatch(value))]
        board = await interaction.client.app.playbooks.escalating.tick(
            by=await actor_of(interaction),
            escalation_id=escalation_id,
            done={int(one[2]) for one in chosen if one[1] == "do"},
            undone={int(one[2]) for one in chosen if one[1] == "undo"},
        )
        await show_board(interaction, board)


class LeadButton(Button):
    """*I take the lead*: the second argument is who led when the board was drawn."""

    action = "playbooks:lead"
    arguments = (int, int)
    label_id = "playbooks-button-lead"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], escalation_id: int, from_id: int) -> None:
        await think_in_place(interaction)
        actor, escalating = await actor_of(interaction), interaction.client.app.playbooks.escalating
        try:
            board = await escalating.take_lead(by=actor, escalation_id=escalation_id, from_id=from_id or None)
        except LedBySomebody:
            await show_board(interaction, await escalating.board(by=actor, escalation_id=escalation_id))
            raise
        await show_board(interaction, board)


class NoteButton(Button):
    action = "playbooks:note"
    label_id = "playbooks-button-note"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], escalation_id: int) -> None:
        await open_form(interaction, NoteForm(escalation_id, language=language_of(interaction)))


class NoteForm(GivingBackForm):
    action = "playbooks:note-form"
    title_id = "playbooks-note-title"

    def __init__(self, escalation_id: int, *, language: Language) -> None:
        super().__init__(escalation_id, language=language)
        self.text = _paragraph(self, "note", NOTE_MAX)

    async def take(self, interaction: discord.Interaction[Bot], escalation_id: int) -> None:
        await think_in_place(interaction)
        board = await interaction.client.app.playbooks.escalating.note(
            by=await actor_of(interaction),
            escalation_id=escalation_id,
            text=self.text.value,
            request_id=interaction.id,
        )
        await show_board(interaction, board)


def _paragraph(form: Form, name: str, limit: int, *, described: str = "") -> ui.TextInput[Any]:
    component: ui.TextInput[Any] = ui.TextInput(
        custom_id=name, style=discord.TextStyle.paragraph, max_length=limit, required=True
    )
    helped = described or say(form.language, f"playbooks-{name}-help")
    form.add_item(
        ui.Label(
            text=label(form.language, f"playbooks-{name}-text", LABEL_LIMIT),
            description=helped[:OPTION_LABEL_LIMIT],
            component=component,
        )
    )
    return component


class SeverityButton(Button):
    action = "playbooks:severity"
    label_id = "playbooks-button-severity"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], escalation_id: int) -> None:
        await think(interaction)
        language = language_of(interaction)
        board = await interaction.client.app.playbooks.escalating.board(
            by=await actor_of(interaction), escalation_id=escalation_id
        )
        rules.check_open(board.escalation)
        menu = SeverityMenu(escalation_id, chosen=board.escalation.severity, language=language)
        await reply(interaction, view=layout_of(card(say(language, "playbooks-severity-ask"), row(menu))))


def severity_options(chosen: Severity, language: Language) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=severity_text(severity, language),
            value=severity.value,
            description=label(language, f"playbooks-severity-{severity.value}-help", OPTION_LABEL_LIMIT),
            default=severity is chosen,
        )
        for severity in SEVERITIES
    ]


def severity_in(value: str) -> Severity:
    """Return the severity in a custom id or a choice. Raises ButtonOutdated."""
    if value not in list(SEVERITIES):
        raise ButtonOutdated
    return Severity(value)


class SeverityMenu(Choosing, ui.Select[Any]):
    action = "playbooks:severity-menu"

    def __init__(self, escalation_id: int, *, chosen: Severity, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(escalation_id),
            placeholder=label(language, "playbooks-escalate-severity-menu", 150),
            options=severity_options(chosen, language),
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], escalation_id: int) -> None:
        await think_in_place(interaction)
        language = language_of(interaction)
        board = await interaction.client.app.playbooks.escalating.set_severity(
            by=await actor_of(interaction), escalation_id=escalation_id, severity=severity_in(values[0])
        )
        said = say(
            language,
            "playbooks-severity-changed",
            severity=severity_text(board.escalation.severity, language),
            deadline=moment(board.escalation.deadline_at),
        )
        await show(interaction, note(said))
        await follow(interaction.client, board)


class CloseButton(Button):
    action = "playbooks:close"
    label_id = "playbooks-button-close"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], escalation_id: int) -> None:
        # A form must be the first answer; these are local rows, and nobody writes an outcome in vain.
        actor, language = await actor_of(interaction), language_of(interaction)
        board = await interaction.client.app.playbooks.escalating.board(by=actor, escalation_id=escalation_id)
        rules.check_open(board.escalation)
        rules.check_may_end_legal(board.escalation, by=actor)
        left = len(board.ticks) - board.done
        await open_form(interaction, CloseForm(escalation_id, language=language, left=left))


class CloseForm(GivingBackForm):
    """What came of it; `left`: how many steps are not ticked."""

    action = "playbooks:close-form"
    title_id = "playbooks-close-title"

    def __init__(self, escalation_id: int, *, language: Language, left: int = 0) -> None:
        super().__init__(escalation_id, language=language)
        described = say(language, "playbooks-close-open", count=left) if left else ""
        self.outcome = _paragraph(self, "close", OUTCOME_MAX, described=described)

    async def take(self, interaction: discord.Interaction[Bot], escalation_id: int) -> None:
        await think_in_place(interaction)
        board = await interaction.client.app.playbooks.escalating.close(
            by=await actor_of(interaction), escalation_id=escalation_id, outcome=self.outcome.value
        )
        await show_board(interaction, board)
        if interaction.message is not None and interaction.message.id == board.escalation.message_id:
            await follow(interaction.client, board)  # which says it in the thread, and archives that


ACTIONS = (
    BoardButton,
    Ticking,
    LeadButton,
    NoteButton,
    NoteForm,
    SeverityButton,
    SeverityMenu,
    CloseButton,
    CloseForm,
)
