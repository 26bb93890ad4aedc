"""Every sentence the bot says: Project Fluent files, one a feature and language, behind `say`.

`bot/i18n/<language>/<feature>.ftl` holds them. An operator can override single messages with files of the same form in
`TEXT_DIR/<language>/*.ftl`. English is the language of last resort: a message that is missing in Japanese is said in
English, and a test keeps that from happening with ours. Where an operator's own message can't be filled, ours is said.
"""

import logging
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

from bot.errors import Param

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent


class Language(StrEnum):
    EN = "en"
    JA = "ja"

    @classmethod
    def of_locale(cls, locale: object) -> "Language":
        """Return the language for a Discord locale (`ja`, `en-GB`, `pt-BR` …): Japanese or else English."""
        return cls.JA if str(locale).lower().startswith("ja") else cls.EN


class UnknownMessage(KeyError):
    """A message id that stands in no file: a bug."""


_override_folder: Path | None = None
_command_names: dict[Language, dict[str, str]] = {}
_command_ids: dict[str, int] = {}


def use_overrides(folder: Path | None) -> None:
    """Read the operator's own texts from `folder` from now on. Raises ValueError where a file can't be parsed."""
    global _override_folder  # noqa: PLW0603 - set once at start, before anything is said
    _override_folder = folder
    _texts.cache_clear()
    for language in Language:
        _texts(language, own=True)


def use_commands(names: Mapping[Language, Mapping[str, str]], *, ids: Mapping[str, int]) -> None:
    """Make slash commands known: their full names by language and English name, and Discord's ids by root name."""
    _command_names.clear()
    _command_names.update({language: dict(named) for language, named in names.items()})
    _command_ids.clear()
    _command_ids.update(ids)


def command_mention(language: Language, command: str) -> str:
    """Return a command as Discord's own mention, which opens it; its name where its id isn't known."""
    command_id = _command_ids.get(command.split(" ", maxsplit=1)[0])
    return command_name(language, command) if command_id is None else f"</{command}:{command_id}>"


def command_name(language: Language, command: str) -> str:
    """Return a command as one types it in this language, for labels, where Discord shows no mentions."""
    return f"/{_command_names.get(language, {}).get(command, command)}"


def say(language: Language, message_id: str, /, **params: Param) -> str:
    """Return the message in `language`. Raises UnknownMessage for an id that is in no file."""
    for candidate in (language, Language.EN):
        for own in (True, False) if _override_folder is not None else (False,):
            texts = _texts(candidate, own=own)
            found = _pattern(texts, message_id)
            if found is None:
                continue
            try:
                return _format(texts.bundle, found, params)
            except (ValueError, RecursionError) as error:
                if not own:
                    raise
                log.warning("TEXT_DIR: %s (%s): %s", message_id, candidate, error)
    raise UnknownMessage(message_id)


def exists(message_id: str) -> bool:
    return _pattern(_texts(Language.EN, own=False), message_id) is not None


def _pattern(texts: "_Texts", message_id: str) -> Any:
    name, _, attribute = message_id.partition(".")
    message = texts.find(name)
    if message is None:
        return None
    return message.attributes.get(attribute) if attribute else message.value


def _format(bundle: FluentBundle, pattern: Any, params: dict[str, Param]) -> str:
    # Grouping separators are for amounts: what is called `number` names one thing among many, as a case or a rule does.
    # Ids and years among the parameters are passed as str.
    typed = {
        name: fluent_number(value, useGrouping=name != "number") if isinstance(value, int | float) else value
        for name, value in params.items()
    }
    text, errors = bundle.format_pattern(pattern, typed)
    if errors:
        raise ValueError(f"a message could not be filled: {errors[0]!r}")
    return str(text)


class _Bundle(FluentBundle):
    """Fluent's bundle, which asks Babel about its language when the first number is said, not when it is made.

    What Babel knows of our two is 5 MB and 40 ms; a start, which says the commands' names, needs none of it.
    """

    def __init__(self, language: Language, functions: dict[str, Any]) -> None:
        # Isolation marks would be visible in Discord's plain texts and in command names.
        super().__init__([language.value], use_isolating=False, functions=functions)
        # Both are of the stand-in's making: from here on the properties below are found.
        del self._babel_locale, self._plural_form

    def _get_babel_locale(self) -> Any:
        return SimpleNamespace(plural_form={})

    @cached_property
    def _informed(self) -> FluentBundle:
        return FluentBundle(self.locales)

    @cached_property
    def _babel_locale(self) -> Any:  # type: ignore[override]
        return self._informed._babel_locale

    @cached_property
    def _plural_form(self) -> Any:  # type: ignore[override]
        return self._informed._plural_form


_ENTRY = re.compile(r"^([a-zA-Z][\w-]*) *=.*?(?=^[a-zA-Z][\w-]* *=|\Z)", re.MULTILINE | re.DOTALL)
"""A message in our own files, with its name, up to the next one."""


class _Texts:
    """A language's messages, each parsed when it is first said: all of them at start would take half a second.

    Those of `override_folder` stand before ours.
    """

    def __init__(self, language: Language, *, override_folder: Path | None) -> None:
        # COMMAND("faq add") is a mention of the command, COMMAND_NAME("faq add") its name, for labels.
        functions: dict[str, Any] = {
            "COMMAND": lambda command: command_mention(language, str(command)),
            "COMMAND_NAME": lambda command: command_name(language, str(command)),
        }
        self.bundle = _Bundle(language, functions)
        self._unparsed = {
            found[1]: found[0] for path in _files(FOLDER / language) for found in _ENTRY.finditer(_read(path))
        }
        if override_folder is not None:
            # These may refer to any of ours.
            for name in list(self._unparsed):
                self._parse(name)
            for path in _files(override_folder / language):
                self.bundle.add_resource(FluentResource(_read(path)), allow_overrides=True)

    def find(self, name: str) -> Any:
        """Return a message, or None."""
        if name in self._unparsed:
            self._parse(name)
        return self.bundle.get_message(name) if self.bundle.has_message(name) else None

    def _parse(self, name: str) -> None:
        self.bundle.add_resource(FluentResource(self._unparsed.pop(name)))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ftl"))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _texts(language: Language, *, own: bool) -> _Texts:
    """Return what is said in a language, the operator's `own` messages first or without them."""
    return _Texts(language, override_folder=_override_folder if own else None)
