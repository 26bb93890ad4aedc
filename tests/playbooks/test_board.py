"""The fullest board still is a message that Discord takes, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.i18n import Language
from bot.moderation.model import Severity
from bot.playbooks.model import ITEMS_MAX, Board, Bundle, Note, Tick
from cogs.playbooks.board import beside, board_view
from tests.playbooks.test_rules import escalation
from tests.support.cards import walk

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ID = 2**60


def fullest(letter: str, *, closed: bool) -> Board:
    found = replace(
        escalation(Severity.LEGAL, deadline=NOW - timedelta(hours=1)),
        playbook_title=letter * 80,
        opened_by_id=ID,
        lead_id=ID,
        failure=letter * 300,
        closed_by_id=ID if closed else None,
        closed_at=NOW if closed else None,
        outcome=letter * 1000 if closed else None,
    )
    bundle = Bundle(
        id=1,
        guild_id=1,
        case_id=1,
        made_by_id=ID,
        made_at=NOW,
        expires_at=NOW,
        sha256="f" * 64,
        size=1,
        left_out=0,
        is_kept=True,
    )
    return Board(
        escalation=found,
        case_number=2**31,
        act="timeout",
        member_id=ID,
        rule=f"20. {letter * 80}",
        reason=letter * 4000,
        messages=1000,
        ticks=[
            Tick(position=position, text=letter * 500, who=letter * 60, done_by_id=ID, done_at=NOW)
            for position in range(1, ITEMS_MAX + 1)
        ],
        notes=[Note(author_id=ID, text=letter * 1000, written_at=NOW) for _ in range(3)],
        note_count=500,
        bundles=[bundle],
    )


def raw(view: Any) -> Any:
    return view.to_components()


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("letter", ["x", "*", "長"])
@pytest.mark.parametrize("language", Language)
def test_the_fullest_board_fits(language: Language, letter: str, closed: bool) -> None:
    board = fullest(letter, closed=closed)
    view = board_view(board, language, now=NOW, buttons=[], more=beside(board, language))
    parts: list[Any] = list(walk(raw(view)))
    texts = [part["content"] for part in parts if part.get("content")]
    assert sum(len(text) for text in texts) <= 4000
    assert sum(len(text.encode()) for text in texts) <= 10_000
    assert len(parts) + 6 <= 40, "five buttons and their row come on top"
    menus = [part for part in parts if part.get("options")]
    assert len(menus) == (0 if closed else 1)
    for menu in menus:
        assert menu["max_values"] == ITEMS_MAX and len({option["value"] for option in menu["options"]}) == ITEMS_MAX
        assert all(len(option["label"]) <= 100 for option in menu["options"])


def test_names_are_only_those_that_are_needed() -> None:
    board = replace(fullest("x", closed=False), member_id=None)
    view = board_view(board, Language.EN, now=NOW, buttons=[], more=[])
    texts = "\n".join(part["content"] for part in walk(raw(view)) if part.get("content"))
    assert "about" not in texts.splitlines()[1] and "Overdue" not in texts and "over since" in texts
