"""An operator's own texts, checked before they are used: a slip there must not break a command months later."""

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.errors import OperatorError
from bot.i18n import FOLDER, Language

log = logging.getLogger(__name__)

FUNCTIONS = ("COMMAND()", "COMMAND_NAME()", "NUMBER()", "DATETIME()")


class Kind(StrEnum):
    NO_FOLDER = "no-folder"
    UNREADABLE = "unreadable"
    SYNTAX = "syntax"
    UNKNOWN_MESSAGE = "unknown-message"
    UNKNOWN_VARIABLE = "unknown-variable"
    UNKNOWN_REFERENCE = "unknown-reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in an operator's text that can't be used."""

    kind: Kind
    place: str
    """File and line, as `ja/own.ftl:3`."""
    what: str = ""
    """The name of the message, variable or reference."""

    def __str__(self) -> str:
        return f"{self.place}: {_ENGLISH[self.kind]}{f' {self.what}' if self.what else ''}"


_ENGLISH = {
    Kind.NO_FOLDER: f"has none of the folders {', '.join(Language)}",
    Kind.UNREADABLE: "can't be read as UTF-8",
    Kind.SYNTAX: "is not Fluent",
    Kind.UNKNOWN_MESSAGE: "there is no message",
    Kind.UNKNOWN_VARIABLE: "the message has no variable",
    Kind.UNKNOWN_REFERENCE: "refers to something that doesn't exist,",
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
    known = {entry.name: entry.variables for path in _files(FOLDER, Language.EN) for entry in _entries(path)}
    own: list[tuple[str, _Entry]] = []
    for path in _files(folder, language):
        place = path.relative_to(folder).as_posix()
        try:
            own += [(place, entry) for entry in _entries(path)]
        except (OSError, UnicodeDecodeError):
            yield Fault(kind=Kind.UNREADABLE, place=place)
    defined = known.keys() | {entry.name for _, entry in own}
    for place, entry in own:
        yield from _faults_in(entry, f"{place}:{entry.line}", known, defined)


def _faults_in(
    entry: "_Entry", where: str, known: Mapping[str, frozenset[str]], defined: Collection[str]
) -> Iterator[Fault]:
    if not entry.name:
        yield Fault(kind=Kind.SYNTAX, place=where)
        return
    for reference in sorted(entry.references - {*defined, *FUNCTIONS}):
        yield Fault(kind=Kind.UNKNOWN_REFERENCE, place=where, what=reference)
    if entry.name.startswith("-"):
        return
    if entry.name not in known:
        yield Fault(kind=Kind.UNKNOWN_MESSAGE, place=where, what=entry.name)
        return
    for variable in sorted(entry.variables - known[entry.name]):
        yield Fault(kind=Kind.UNKNOWN_VARIABLE, place=where, what=f"${variable}")


def _files(folder: Path, language: Language) -> list[Path]:
    return sorted((folder / language).glob("*.ftl"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A message or term of a file, with what it uses."""

    name: str
    """With a term's hyphen; empty for what can't be parsed."""
    line: int
    variables: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    """Messages, terms and functions."""


def _entries(path: Path) -> Iterator[_Entry]:
    text = path.read_text(encoding="utf-8")
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            yield _Entry(name="", line=_line(text, entry))
        elif isinstance(entry, ast.Message | ast.Term):
            uses = _Uses()
            uses.visit(entry)
            yield _Entry(
                name=f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name,
                line=_line(text, entry.id),
                variables=frozenset(uses.variables),
                references=frozenset(uses.references),
            )


def _line(text: str, node: ast.SyntaxNode) -> int:
    assert node.span is not None
    return text.count("\n", 0, node.span.start) + 1


class _Uses(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()

    # The names are those of fluent.syntax; where a reference has arguments, what is in them is looked at as well.

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.references.add(f"-{node.id.name}")
        self.generic_visit(node)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        self.references.add(f"{node.id.name}()")
        self.generic_visit(node)
