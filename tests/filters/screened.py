"""The texts in cases/, and the filters that look at them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.filters.screen import Invites, Kind, Links, Patterns, Personal, Screen, Words
from bot.filters.suggesting import groups

FOLDER = Path(__file__).parent / "cases"
LANGUAGES = ("en", "ja")
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    language: str
    technique: str
    line: int
    kind: Kind | None
    """None: nothing at all may hit."""
    text: str
    must_hit: bool

    @property
    def id(self) -> str:
        return f"{self.language}-{self.technique}-{self.line}"


@cache
def screen() -> Screen:
    suggested = [group for language in LANGUAGES for group in groups(language)]
    return Screen(
        [
            Words(
                filter_id=1,
                words=tuple(word for group in suggested for word in group.words),
                exceptions=tuple(word for group in suggested for word in group.exceptions),
            ),
            Links(filter_id=2, domains=("example.jp",)),
            Invites(filter_id=3, allowed_codes=frozenset(("ours",))),
            Personal(filter_id=4),
            Patterns(
                filter_id=5,
                patterns=(r"earn \$\d+ (?:a|per) day", "月(?:収|に)[0-9０-９]+万", r"\b(?:cp|loli) trade\b"),
            ),
        ]
    )


def cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*/*.txt")) for case in _cases_of(path)]


def _cases_of(path: Path) -> Iterator[Case]:
    kind: Kind | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# kind: "):
            name = line.removeprefix("# kind: ")
            kind = None if name == "any" else Kind(name)
        elif line and not line.startswith("#"):
            sign, text = line[:2], line[2:]
            assert sign in ("+ ", "- "), f"{path.name}:{number}: a line begins with + or -"
            yield Case(
                language=path.parent.name,
                technique=path.stem,
                line=number,
                kind=kind,
                text=_ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else "\n", text),
                must_hit=sign == "+ ",
            )


def hits(case: Case) -> bool:
    return any(case.kind in (None, hit.kind) for hit in screen().look_all(case.text))
