"""Words a server can start from, per language and kind of harm; with the harmless ones that only look like them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "suggested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str
    """insults, threats, slurs, sexual, promotion; profanity in English."""
    words: tuple[str, ...]
    exceptions: tuple[str, ...]


@cache
def groups(language: str) -> tuple[Group, ...]:
    """Return the groups of a language (`en` or `ja`), in the order of the file."""
    read = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return tuple(
        Group(name=name, words=tuple(group["words"]), exceptions=tuple(group["exceptions"]))
        for name, group in read.items()
    )
