"""Logs hold no secrets."""

import json
import logging

import pytest

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
