"""Logs hold no secrets."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot import log
from bot.config import Config
from bot.log import JsonFormatter, TextFormatter, set_up

# Built here so that no scanner takes it for a real one.
TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ." + "ZnCjm1XVW7vRze4b7Cq4se7kKWs"


def _record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("bot.trial", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    return record


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        f"Bot {TOKEN}",
        "https://discord.com/api/v10/webhooks/123456789012345678/aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZmdo",
        "/interactions/123456789012345678/aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZmdo/callback",
    ],
)
def test_tokens_are_taken_out_of_every_line(formatter: logging.Formatter, secret: str) -> None:
    line = formatter.format(_record("request to %s failed", secret))
    assert "ZnCjm1XVW7" not in line
    assert "aW50ZXJhY3Rpb246" not in line
    assert "failed" in line


def test_nobodys_words_are_logged_at_any_level(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        set_up(level="DEBUG", format="text")
        # discord.py logs what it sends and receives on these two at DEBUG, whole.
        for talkative in ("discord.http", "discord.gateway"):
            logging.getLogger(talkative).debug("POST with %s has returned 200", {"content": "my salary is low"})
        logging.getLogger("bot.trial").debug("heard")
    finally:
        root.handlers[:], level = before
        root.setLevel(level)

    assert "heard" in (said := capsys.readouterr().err)
    assert "salary" not in said


def test_json_lines_hold_the_message_and_what_was_added() -> None:
    line = json.loads(JsonFormatter().format(_record("server %s", 5, guild_id=5)))
    assert line["message"] == "server 5"
    assert line["guild_id"] == 5
    assert line["level"] == "WARNING"
    assert line["time"].endswith("+00:00")


@pytest.fixture
def hidden() -> Iterator[None]:
    """Hide what the configuration of a test holds, for its length."""
    before = set(log._hidden)
    yield
    log._hidden.clear()
    log._hidden.update(before)


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
@pytest.mark.usefixtures("hidden")
def test_secrets_of_the_settings_are_hidden_whatever_their_form(formatter: logging.Formatter) -> None:
    config = Config(
        _env_file=None,
        discord_token=SecretStr("an odd token"),
        backup_passphrase=SecretStr('the "kettle" sings\\at four'),
    )
    log.hide(*config.secrets())

    line = formatter.format(
        _record(
            "refused: %s and %s", "an odd token", ['the "kettle" sings\\at four'], hint='the "kettle" sings\\at four'
        )
    )

    assert "odd token" not in line
    assert "kettle" not in line
    assert "refused" in line


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
@pytest.mark.parametrize(
    "secret",
    [
        "postgresql://engawa:hunter22@db.example/engawa",
        "AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPhunter22",
        "Authorization: Basic aHVudGVyMjIhunter22",
        "{'Authorization': 'Bearer hunter22'}",
    ],
)
def test_passwords_and_keys_are_taken_out_too(formatter: logging.Formatter, secret: str) -> None:
    line = formatter.format(_record("using %s", secret.replace("PhUNTER", "P").replace("GPhunter22", "GPHUNTER22")))
    assert "hunter22" not in line and "HUNTER22" not in line
    assert "using" in line


def test_no_secret_comes_by_way_of_an_exception() -> None:
    try:
        raise RuntimeError(f"login with {TOKEN} failed")
    except RuntimeError:
        record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())

    line = json.loads(JsonFormatter().format(record))

    assert line["exception"].startswith("Traceback") and "RuntimeError" in line["exception"]
    assert "ZnCjm1XVW7" not in json.dumps(line)


def test_a_json_line_has_the_code_somebody_was_shown() -> None:
    assert (
        json.loads(JsonFormatter().format(_record("failed (%s): %s", "AB2CD3", "command ask")))["reference"] == "AB2CD3"
    )
    assert "reference" not in json.loads(JsonFormatter().format(_record("ready (fine)")))


def test_what_is_added_stays_json_and_takes_no_place() -> None:
    line = json.loads(
        JsonFormatter().format(_record("seen", level="loud", latency=float("nan"), who={"token": TOKEN}, at=[1, None]))
    )

    assert line["level"] == "WARNING"
    assert (line["latency"], line["who"], line["at"]) == ("nan", {"token": "[secret]"}, [1, None])


def test_a_json_line_is_one_line() -> None:
    assert "\n" not in JsonFormatter().format(_record("one\ntwo", stack_info="Stack:\n  here"))
