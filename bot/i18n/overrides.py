"""An operator's own texts, checked before they are used: a slip there must not break a command months later."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.errors import OperatorError
from bot.i18n import FOLDER, Language

log = logging.getLogger(__name__)


class Kind(StrEnum):
    NO_FOLDER = "no-folder"
    UNREADABLE = "unreadable"
    SYNTAX = "syntax"
    UNKNOWN_MESSAGE = "unknown-message"
    UNKNOWN_VARIABLE = "unknown-variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in an operator's text that can't be used."""

    kind: Kind
    place: str
    """File and line, as `ja/own.ftl:3`."""
    what: str = ""
    """The message's or variable's name."""

    def __str__(self) -> str:
        return f"{self.place}: {_ENGLISH[self.kind]}{f' {self.what}' if self.what else ''}"


_ENGLISH = {
    Kind.NO_FOLDER: f"has none of the folders {', '.join(Language)}",
    Kind.UNREADABLE: "can't be read as UTF-8",
    Kind.SYNTAX: "is not Fluent",
    Kind.UNKNOWN_MESSAGE: "there is no message",
    Kind.UNKNOWN_VARIABLE: "the message has no variable",
}


class TextsInvalid(OperatorError):
    """The operator's own texts would break what the bot says."""

    exit_code = 2


def refuse_broken(folder: Path | None) -> None:
    """Raise TextsInvalid where texts would break replies; what merely has no use any more is logged."""
    faults = [] if folder is None else find_faults(folder)
    broken = [fault for fault in faults if fault.kind is not Kind.UNKNOWN_MESSAGE]
    if broken:
        raise TextsInvalid(f"Your own texts in TEXT_DIR can't be used: {'; '.join(map(str, broken[:5]))}.")
    for fault in faults:
        log.warning("TEXT_DIR: %s", fault)


def find_faults(folder: Path) -> list[Fault]:
    """Return what can't be used in `folder`, by file and line; an empty list is good."""
    if not any((folder / language).is_dir() for language in Language):
        return [Fault(kind=Kind.NO_FOLDER, place=str(folder))]
    return [fault for language in Language for fault in _faults_of(folder, language)]


def _faults_of(folder: Path, language: Language) -> Iterator[Fault]:
    known = {name: variables for path in _files(FOLDER, Language.EN) for name, variables, _ in _messages(path)}
    for path in _files(folder, language):
        place = path.relative_to(folder).as_posix()
        try:
            messages = list(_messages(path))
        except (OSError, UnicodeDecodeError):
            yield Fault(kind=Kind.UNREADABLE, place=place)
            continue
        for name, variables, line in messages:
            where = f"{place}:{line}"
            if name is None:
                yield Fault(kind=Kind.SYNTAX, place=where)
            elif name not in known:
                yield Fault(kind=Kind.UNKNOWN_MESSAGE, place=where, what=name)
            else:
                for variable in sorted(variables - known[name]):
                    yield Fault(kind=Kind.UNKNOWN_VARIABLE, place=where, what=f"${variable}")


def _files(folder: Path, language: Language) -> list[Path]:
    return sorted((folder / language).glob("*.ftl"))


def _messages(path: Path) -> Iterator[tuple[str | None, set[str], int]]:
    """Yield each message's name (None for what can't be parsed), the variables it uses, and its line."""
    text = path.read_text(encoding="utf-8")
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            yield None, set(), _line(text, entry)
        elif isinstance(entry, ast.Message):
            yield entry.id.name, _variables(entry), _line(text, entry.id)


def _line(text: str, node: ast.SyntaxNode) -> int:
    assert node.span is not None
    return text.count("\n", 0, node.span.start) + 1


def _variables(message: ast.Message) -> set[str]:
    visitor = _Variables()
    visitor.visit(message)
    return visitor.names


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent.syntax's way
        self.names.add(node.id.name)
