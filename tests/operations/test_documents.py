"""What the documents say is what the code does."""

import configparser
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import Config
from bot.errors import OperatorError
from bot.i18n import Language, say
from bot.operations import portal
from bot.setup.needs import required_permissions

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.ja.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table(document: str, mark: str) -> list[list[str]]:
    """Return the cells of the table that follows the comment `<!-- mark -->`, without its head."""
    lines = read(document).partition(f"<!-- {mark} -->\n")[2].splitlines()
    rows = [line for line in lines[: lines.index("")] if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows[2:]]


def default_of(name: str) -> str:
    default = Config.model_fields[name].default
    return str(default).lower() if isinstance(default, bool) else "" if default is None else str(default)


@pytest.mark.parametrize("document", READMES)
def test_the_environment_table_is_the_configuration(document: str) -> None:
    rows = {row[0]: row[1] for row in table(document, "environment")}

    assert rows.keys() == {name.upper() for name in Config.model_fields}
    for name in Config.model_fields:
        if name != "seal_key_file":  # its default is a place, not a value
            assert rows[name.upper()] == default_of(name)


def test_the_example_environment_is_the_configuration() -> None:
    shown = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", read(".env.example"), re.MULTILINE))

    assert shown == {name.upper(): default_of(name) for name in Config.model_fields}


def operator_errors(kind: type[OperatorError] = OperatorError) -> set[type[OperatorError]]:
    return {kind}.union(*(operator_errors(below) for below in kind.__subclasses__()))


@pytest.mark.parametrize("document", READMES)
def test_every_exit_code_is_explained(document: str) -> None:
    assert callable(main)  # imports whatever can end the process

    explained = {int(row[0]) for row in table(document, "exit codes")}

    assert explained == {0} | {error.exit_code for error in operator_errors()}


def test_systemd_waits_for_a_person_where_a_restart_mends_nothing() -> None:
    line = re.search(r"^RestartPreventExitStatus=(.*)$", read("deploy/engawa.service"), re.MULTILINE)
    assert line is not None

    a_restart_may_help = {1, 8}  # a bug, and Discord out of reach
    assert {int(code) for code in line[1].split()} == {
        error.exit_code for error in operator_errors()
    } - a_restart_may_help


@pytest.mark.parametrize("document", READMES)
def test_the_invite_link_asks_for_what_the_bot_needs(document: str) -> None:
    link = portal.invite_link(1).replace("client_id=1", "client_id=APPLICATION_ID")

    assert link in read(document)
    assert len(table(document, "permissions")) == len(required_permissions())


@pytest.mark.parametrize(("document", "language"), [("README.md", Language.EN), ("README.ja.md", Language.JA)])
def test_each_permission_is_listed_by_discords_name(document: str, language: Language) -> None:
    listed = {row[0] for row in table(document, "permissions")}

    names = {say(language, f"permission-{name.replace('_', '-')}") for name in required_permissions()}
    assert listed == names


def test_every_module_has_its_place_in_the_layers() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = set(re.findall(r"[\w.]+", contracts["importlinter:contract:layers"]["layers"]))
    without_discord = set(contracts["importlinter:contract:without-discord"]["source_modules"].split())
    with_discord = {
        "bot.__main__",
        "bot.sandbox",
        "bot.operations.portal",
        "bot.client",
        "bot.gateway",
        "bot.command_sync",
        "bot.ui",
        "cogs",
    }

    modules = {
        f"bot.{path.stem}"
        for path in (ROOT / "bot").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    modules |= {f"bot.operations.{path.stem}" for path in (ROOT / "bot" / "operations").glob("*.py")}
    modules -= {"bot.__init__", "bot.__pycache__", "bot.operations", "bot.operations.__init__"}

    assert modules - layers == set(), "name them in the contract “layers” of .importlinter"
    assert (modules | {"cogs"}) - with_discord == without_discord, "name them in the contract “without-discord”"


def test_the_image_holds_what_the_bot_needs_and_nothing_else() -> None:
    copied = set(re.findall(r"^COPY (?!--)(.*) \S+$", read("Dockerfile"), re.MULTILINE))
    names = {name.rstrip("/") for line in copied for name in line.split()}
    let_in = {line[1:].removesuffix("/**") for line in read(".dockerignore").splitlines() if line.startswith("!")}

    assert names == let_in
    assert {"bot", "cogs", "migrations"} <= names
    assert all((ROOT / name).exists() for name in names)


def settings_in(name: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, read(name), re.MULTILINE))


OF_PYTHON = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PATH"}


def test_what_starts_it_sets_only_what_there_is() -> None:
    """A name that is misspelt in the image, in compose or in the unit would be ignored without a word."""
    image = read("Dockerfile").partition("\nENV ")[2].partition("\nUSER")[0]
    known = {name.upper() for name in Config.model_fields}

    assert set(re.findall(r"([A-Z_]+)=", image)) - OF_PYTHON <= known
    composed = settings_in("compose.yaml", r"^      (?:# )?([A-Z_]+): ")
    assert {"METRICS_PORT", "BACKUP_RECIPIENT", "DATABASE_URL"} <= composed <= known
    unit = set(re.findall(r"([A-Z_]+)=", "".join(re.findall(r"^Environment=.*$", read("deploy/engawa.service"), re.M))))
    assert unit - OF_PYTHON <= known


def test_the_port_is_the_same_wherever_it_is_named() -> None:
    for name in ("Dockerfile", "compose.yaml", ".env.example", "deploy/engawa.service", *READMES):
        assert "9464" in read(name), name
    assert "127.0.0.1:9464:9464" in read("compose.yaml"), "not open to everybody"


def test_the_image_is_made_from_the_pins() -> None:
    assert "COPY requirements.txt" in read("Dockerfile")
    pinned = {line.partition("==")[0].lower() for line in read("requirements.txt").splitlines() if "==" in line}
    wanted = re.findall(
        r'^    "([\w.-]+)', read("pyproject.toml").partition("dependencies = [")[2].partition("\n]")[0], re.M
    )

    assert {re.sub(r"[-_.]+", "-", name).lower() for name in wanted} <= {
        re.sub(r"[-_.]+", "-", name) for name in pinned
    }


def test_every_document_explains_every_command() -> None:
    for document in READMES:
        for command in ("run", "doctor", "backup", "restore", "recompute", "problems", "sandbox"):
            assert f"`python -m bot {command}" in read(document), (document, command)


def test_the_pictures_of_the_readme_are_there() -> None:
    for document in READMES:
        for picture in re.findall(r"!\[.*?\]\((.*?)\)", read(document)):
            assert (ROOT / picture).exists(), picture
