"""The built-in playbooks: a file each, in `builtin/<language>/<key>.toml`, with the same keys in every language.

They are written to be used as they are at three in the morning, and to be changed by each server: names and numbers of
its own company are placeholders in square brackets.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.i18n import Language
from bot.playbooks.model import Playbook, Step

FOLDER = Path(__file__).parent / "builtin"

KEYS = (
    "harassment",
    "spam",
    "raid",
    "scam",
    "impersonation",
    "personal-data",
    "leak",
    "complaint",
    "safety",
    "counterfeit",
    "self-harm",
    "threat",
    "child-safety",
    "minor",
    "legal-demand",
    "staff-conflict",
)
"""In the order of menus: what comes up most often first."""


@cache
def playbooks(language: Language) -> Mapping[str, Playbook]:
    """Return them by key, in the order of menus."""
    return {key: _read(FOLDER / language.value / f"{key}.toml") for key in KEYS}


def _read(path: Path) -> Playbook:
    return of_content(tomllib.loads(path.read_text(encoding="utf-8")))


def of_content(content: Mapping[str, Any]) -> Playbook:
    """Return a playbook from its plain form, as it is in a file or a row."""
    return Playbook(
        title=content["title"],
        when=content["when"],
        first=tuple(content["first"]),
        steps=tuple(Step(do=step["do"], who=step["who"]) for step in content["steps"]),
        dont=tuple(content["dont"]),
        say=tuple(content["say"]),
        call=tuple(content["call"]),
        close=content["close"],
    )


def content_of(playbook: Playbook) -> dict[str, Any]:
    """Return the plain form of a playbook."""
    return {
        "title": playbook.title,
        "when": playbook.when,
        "first": list(playbook.first),
        "steps": [{"do": step.do, "who": step.who} for step in playbook.steps],
        "dont": list(playbook.dont),
        "say": list(playbook.say),
        "call": list(playbook.call),
        "close": playbook.close,
    }
