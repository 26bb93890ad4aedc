"""What holds for every feature: texts, commands, buttons, settings. A new feature is checked without being named here."""

import re
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest_asyncio
from discord import app_commands
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot import client
from bot.app import SECTIONS, App
from bot.client import Bot
from bot.config import Config
from bot.i18n import FOLDER, Language, command_mention, command_name, exists
from bot.sandbox import simulated
from bot.settings.model import Kind, kind_of
from bot.ui.actions import Button, Choosing, Form

ROOT = Path(__file__).parent.parent
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}", re.UNICODE)  # of slash commands; Discord also wants lower case
DESCRIPTION_LIMIT = 100
ENGLISH_LEFT_IN_JAPANESE = re.compile(r"[A-Za-z]{3,}(?:\s+[A-Za-z]{2,}){3,}")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802 - fluent.syntax's way
        self.names.add(node.id.name)


@cache
def messages(language: Language) -> dict[str, set[str]]:
    """Return every message id (attributes as `id.attribute`) with its variables."""
    found: dict[str, set[str]] = {}
    for path in sorted((FOLDER / language.value).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {str(entry.content)[:80]!r} can't be parsed"
            if isinstance(entry, ast.Message):
                for name, pattern in _patterns(entry):
                    assert name not in found, f"{name} stands twice in {language}"
                    variables = _Variables()
                    variables.visit(pattern)
                    found[name] = variables.names
    return found


def _patterns(message: ast.Message) -> Iterator[tuple[str, ast.Pattern]]:
    if message.value is not None:
        yield message.id.name, message.value
    for attribute in message.attributes:
        yield f"{message.id.name}.{attribute.id.name}", attribute.value


def sources() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for folder in ("bot", "cogs") for path in sorted((ROOT / folder).rglob("*.py"))
    )


def test_every_message_is_in_both_languages_with_the_same_variables() -> None:
    english, japanese = messages(Language.EN), messages(Language.JA)
    assert english.keys() == japanese.keys(), sorted(english.keys() ^ japanese.keys())
    assert {name: english[name] for name in english if english[name] != japanese[name]} == {}


def test_both_languages_have_the_same_files() -> None:
    english, japanese = ({path.name for path in (FOLDER / language).glob("*.ftl")} for language in Language)
    assert english == japanese


def test_every_message_is_used() -> None:
    source = sources()
    quoted = set(re.findall(r"""["']([a-z][a-z0-9-]*(?:\.[a-z-]+)?)["']""", source))
    begun = tuple(
        set(re.findall(r"""f["']([a-z][a-z0-9-]*-)\{""", source))
    )  # f"settings-{section}-{field}" and the like
    unused = [
        name
        for name in messages(Language.EN)
        if name not in quoted and name.partition(".")[0] not in quoted and not name.startswith(begun)
    ]
    assert unused == []


def test_no_english_sentence_is_left_in_japanese() -> None:
    suspicious = []
    for path in (FOLDER / "ja").glob("*.ftl"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            said = line.partition("=")[2] if "=" in line and not line.startswith(" ") else line
            if not line.startswith("#") and ENGLISH_LEFT_IN_JAPANESE.search(
                re.sub(r"\{.*?\}|`.*?`|https?://\S+", "", said)
            ):
                suspicious.append(f"{path.name}:{number}: {line}")
    assert suspicious == []


def test_every_setting_has_a_name_and_a_meaning() -> None:
    missing = []
    for section in SECTIONS:
        for key, field in section.model_fields.items():
            message = f"settings-{section.section}-{key.replace('_', '-')}"
            missing += [name for name in (message, f"{message}.help") if not exists(name)]
            assert kind_of(field) in Kind
    assert missing == []


def test_every_default_is_a_valid_setting() -> None:
    for section in SECTIONS:
        assert section.model_validate(section().model_dump(mode="json")) == section()


def test_every_environment_variable_is_documented() -> None:
    for document in ("README.md", ".env.example"):
        text = (ROOT / document).read_text(encoding="utf-8")
        missing = [name.upper() for name in Config.model_fields if name.upper() not in text]
        assert missing == [], document


@pytest_asyncio.fixture
async def bot(config: Config) -> AsyncIterator[Bot]:
    app = App(config)
    bot = Bot(app, shard_count=1)
    env = simulated.Simulation(bot)
    await env.start()
    yield bot
    await env.shutdown()
    await app.close()


async def test_commands_obey_discords_limits_in_both_languages(bot: Bot) -> None:
    translator = bot.tree.translator
    assert translator is not None
    for command in bot.tree._get_all_commands(guild=None):
        payload: Any = await command.get_translated_payload(bot.tree, translator)
        slash = payload["type"] == 1
        for part in _parts(payload):
            names = [part["name"], *(part.get("name_localizations") or {}).values()]
            for name in names:
                assert len(name) <= 32, name
                if slash and "value" not in part:
                    assert COMMAND_NAME.fullmatch(name) and name == name.lower(), name
            if "description" in part:
                for said in [part["description"], *(part.get("description_localizations") or {}).values()]:
                    assert slash is False or 1 <= len(said) <= DESCRIPTION_LIMIT, said
                assert not slash or (part.get("description_localizations") or {}).get("ja"), (
                    f"{part['name']}: no Japanese"
                )


def _parts(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield payload
    for inner in ("options", "choices"):
        for part in payload.get(inner) or []:
            yield from _parts(part)


async def test_commands_are_for_servers_only(bot: Bot) -> None:
    for command in bot.tree.walk_commands():
        root = command.root_parent or command
        assert root.allowed_contexts is None or not root.allowed_contexts.dm_channel, command.qualified_name


async def test_every_button_menu_and_form_of_the_code_can_be_routed(bot: Bot) -> None:
    known = {action.action for action in bot.router.all()}
    declared = set(re.findall(r'^    action = "([a-z-]+:[a-z-]+)"', sources(), re.MULTILINE))
    assert declared
    assert declared - known == set()


async def test_every_action_has_what_it_needs(bot: Bot) -> None:
    for action in bot.router.all():
        assert re.fullmatch(r"[a-z-]+:[a-z-]+", action.action), action
        if issubclass(action, Form):
            assert exists(action.title_id)
        elif issubclass(action, Choosing):
            assert callable(action.choose)
        else:
            assert issubclass(action, Button) and callable(action.press)


def test_extensions_are_all_named_in_the_client() -> None:
    packages = {f"cogs.{path.parent.name}" for path in (ROOT / "cogs").glob("*/__init__.py")}
    assert packages == set(client.EXTENSIONS)


async def test_every_command_a_sentence_mentions_exists(bot: Bot) -> None:
    known = {
        command.qualified_name for command in bot.tree.walk_commands() if isinstance(command, app_commands.Command)
    }
    texts = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.ftl"))
    mentioned = set(re.findall(r'COMMAND(?:_NAME)?\("([^"]+)"\)', texts))
    assert mentioned
    assert mentioned - known == set()


async def test_a_mentioned_command_opens_itself_and_is_named_in_the_readers_language(bot: Bot) -> None:
    assert re.fullmatch(r"</questions stats:\d+>", command_mention(Language.JA, "questions stats"))
    assert command_name(Language.EN, "questions stats") == "/questions stats"
    assert command_name(Language.JA, "questions stats") == "/みんなの質問 集計"
