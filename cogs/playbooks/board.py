"""The board of an escalated case: what it is about, until when, who leads, and the steps. It is shown in the thread in
the server's language, and privately in the reader's; its buttons work in both.

Of people only who has to be known is named, of what was posted nothing: the evidence bundle has it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.i18n import Language, say
from bot.moderation.model import Severity
from bot.playbooks.model import Board, Tick
from bot.text import cut
from bot.ui.actions import Choosing
from bot.ui.layout import BAD, CALM, CAREFUL, GOOD, card, layout_of, line, row
from bot.ui.texts import OPTION_LABEL_LIMIT, label, moment, plain
from cogs.playbooks.showing import BesideButton

REASON_SHOWN = 200
NOTE_SHOWN = 150
OUTCOME_SHOWN = 400
STEPS_ROOM = 1_100
"""Characters of all steps together: with everything else, the fullest board must fit a card, and 10,000 bytes."""
STEP_LEAST = 60


def severity_text(severity: Severity, language: Language) -> str:
    return say(language, f"playbooks-severity-{severity.value}")


def person(member_id: int | None, language: Language) -> str:
    return say(language, "playbooks-board-erased") if member_id is None else f"<@{member_id}>"


def board_view(
    board: Board, language: Language, *, now: datetime, buttons: Sequence[ui.Item[Any]], more: Sequence[ui.Item[Any]]
) -> ui.LayoutView:
    """Return the board; `buttons` and `more` are two rows, left out when it is closed."""
    escalation = board.escalation
    head = f"{_title(board, language)}\n{_about(board, language)}"
    if not escalation.is_open:
        return layout_of(card(head, line(), _end(board, language), _steps(board, language), row(*more), colour=GOOD))
    pieces: list[ui.Item[Any] | str | None] = [head, line(), _state(board, language, now), line()]
    pieces += [_steps(board, language), _notes(board, language), _evidence(board, language)]
    menu = row(StepMenu(board, language=language)) if board.ticks else None
    return layout_of(card(*pieces, menu, row(*buttons), row(*more), colour=_colour(board, now)))


def _colour(board: Board, now: datetime) -> discord.Colour:
    if board.escalation.severity is Severity.LEGAL or board.escalation.deadline_at <= now:
        return BAD
    return CAREFUL if board.escalation.severity is Severity.CRITICAL else CALM


def _title(board: Board, language: Language) -> str:
    number = str(board.case_number)
    if not board.escalation.is_open:
        return say(language, "playbooks-board-title-closed", number=number)
    severity = severity_text(board.escalation.severity, language)
    return say(language, "playbooks-board-title", number=number, severity=severity)


def _about(board: Board, language: Language) -> str:
    act = say(language, f"moderation-act-{board.act}", length="none")
    if board.member_id is None:
        lines = [say(language, "playbooks-board-case-nobody", act=act)]
    else:
        lines = [say(language, "playbooks-board-case", act=act, member=f"<@{board.member_id}>")]
    if board.rule is not None:
        lines.append(say(language, "playbooks-board-rule", rule=plain(board.rule, 200)))
    if board.reason:
        lines.append(say(language, "playbooks-board-reason", reason=plain(board.reason, REASON_SHOWN)))
    lines.append(say(language, "playbooks-board-evidence", count=board.messages))
    return "\n".join(lines)


def _state(board: Board, language: Language, now: datetime) -> str:
    escalation = board.escalation
    deadline, relative = moment(escalation.deadline_at, "f"), moment(escalation.deadline_at)
    if escalation.deadline_at <= now:
        lines = [say(language, "playbooks-board-overdue", relative=relative)]
    else:
        lines = [say(language, "playbooks-board-deadline", relative=relative, at=deadline)]
    if escalation.lead_id is None:
        lines.append(say(language, "playbooks-board-lead-nobody"))
    else:
        lines.append(say(language, "playbooks-board-lead", member=f"<@{escalation.lead_id}>"))
    if escalation.severity is Severity.LEGAL:
        lines.append(say(language, "playbooks-board-legal"))
    opened = person(escalation.opened_by_id, language)
    lines.append(f"-# {say(language, 'playbooks-board-opened', member=opened, at=moment(escalation.opened_at, 'f'))}")
    if escalation.failure and escalation.thread_id is None:
        lines.append(f"-# {say(language, 'playbooks-board-failure', failure=plain(escalation.failure, 200))}")
    return "\n".join(lines)


def _end(board: Board, language: Language) -> str:
    escalation = board.escalation
    assert escalation.closed_at is not None
    closed = say(
        language,
        "playbooks-board-closed-by",
        member=person(escalation.closed_by_id, language),
        at=moment(escalation.closed_at, "f"),
    )
    outcome = plain(escalation.outcome or "", OUTCOME_SHOWN)
    return f"{closed}\n{say(language, 'playbooks-board-outcome', outcome=outcome)}" if outcome else closed


def _steps(board: Board, language: Language) -> str:
    head = say(
        language,
        "playbooks-board-playbook",
        playbook=plain(board.escalation.playbook_title, 160),
        done=board.done,
        steps=len(board.ticks),
    )
    limit = max(STEP_LEAST, STEPS_ROOM // max(1, len(board.ticks)))
    return "\n".join([head, *(_tick(tick, language, limit) for tick in board.ticks)])


def _tick(tick: Tick, language: Language, limit: int) -> str:
    step = plain(tick.text, limit)
    if tick.done_at is None:
        return f"☐ {tick.position}. {step}" + (f" — *{plain(tick.who, 40)}*" if tick.who else "")
    by = say(
        language, "playbooks-board-done-by", member=person(tick.done_by_id, language), at=moment(tick.done_at, "t")
    )
    return f"☑ {tick.position}. {step} — {by}"


def _notes(board: Board, language: Language) -> str | None:
    if not board.notes:
        return None
    lines = [say(language, "playbooks-board-notes", more=board.note_count - len(board.notes))]
    for note in board.notes:
        text = plain(note.text, NOTE_SHOWN)
        member, at = person(note.author_id, language), moment(note.written_at, "f")
        lines.append(say(language, "playbooks-board-note", member=member, at=at, text=text))
    return "\n".join(lines)


def _evidence(board: Board, language: Language) -> str | None:
    if board.bundles:
        latest = board.bundles[0]
        at = moment(latest.made_at, "f")
        return f"-# {say(language, 'playbooks-board-bundle', at=at, hash=latest.sha256[:16])}…"
    if board.escalation.severity is Severity.LEGAL:
        return say(language, "playbooks-board-bundle-wanted")
    return None


class StepMenu(Choosing, ui.Select[Any]):
    """Ticks steps, and takes ticks away. A value says what is wanted, not “the other”: two people who choose the same
    step at once have both ticked it.
    """

    action = "playbooks:tick"

    def __init__(self, board: Board, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(board.escalation.id),
            placeholder=label(language, "playbooks-board-steps-menu", 150),
            min_values=1,
            max_values=len(board.ticks),
            options=[
                discord.SelectOption(
                    label=cut(f"{'☑' if tick.done_at else '☐'} {tick.position}. {tick.text}", OPTION_LABEL_LIMIT),
                    value=f"{'undo' if tick.done_at else 'do'}-{tick.position}",
                )
                for tick in board.ticks
            ],
        )


def beside(board: Board, language: Language) -> list[ui.Item[Any]]:
    """Return the second row, which stays when it is closed."""
    return [BesideButton(board.escalation.id, board.escalation.playbook_key, language=language)]
