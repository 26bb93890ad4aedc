"""Logging: one line an event, as text or JSON; ids not names, never a token, never what people wrote."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from bot.errors import REFERENCE_ALPHABET

_SECRET = re.compile(
    r"""
      (?:Bot\s+)?[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}                      # a bot's token
    | (?<=/webhooks/)\d+/[\w-]{30,} | (?<=/interactions/)\d+/[\w-]{20,}    # in addresses
    | (?<=://)[^\s/:@]*:[^\s/@]+(?=@)                                      # name and password of a server
    | AGE-SECRET-KEY-1[0-9A-Z]+
    | (?i:(?<=authorization:\s)|(?<=authorization":\s")|(?<=authorization':\s'))[^"'\r\n]+
    """,
    re.VERBOSE,
)
"""What has the form of a secret. Those of our own settings are known besides, whatever their form (`hide`)."""

HIDDEN_MIN = 6
"""Shorter ones would be found in innocent words."""

_hidden: set[str] = set()

CHATTY = (
    "alembic",
    "apscheduler",
    "aiosqlite",
    "discord.client",
    "discord.gateway",
    "discord.http",
    "discord.shard",
    "discord.webhook",
)

_REFERENCE = re.compile(rf"\(([{REFERENCE_ALPHABET}]{{6}})\)")
"""The code somebody was shown, as our messages name it."""

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "color_message"}


def set_up(*, level: str, format: str) -> None:
    """Send everything to standard error in the chosen form. Can be called again."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if format == "json" else TextFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # They tell their own wiring at INFO; an operator wants ours.
    # What people write and the bot answers, discord.http and discord.gateway log whole at DEBUG: never that.
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def hide(*secrets: str | None) -> None:
    """Take these out of every line from now on: the token, the passphrase of the backups."""
    for secret in secrets:
        if secret is not None and len(secret) >= HIDDEN_MIN:
            _hidden.update((secret, repr(secret)[1:-1]))  # the latter where it stands in a list or an error


def without_secrets(text: str) -> str:
    for secret in _hidden:
        text = text.replace(secret, "[secret]")
    return _SECRET.sub("[secret]", text)


class TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        # What was added may not take the place of what every line has.
        line |= {key: value for key, value in record.__dict__.items() if key not in _STANDARD and key not in line}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            line["stack"] = self.formatStack(record.stack_info)
        if reference := _REFERENCE.search(line["message"]):
            line["reference"] = reference[1]
        # Each text by itself: in JSON a quotation mark inside a secret is another text.
        return json.dumps(_cleaned(line), ensure_ascii=False, default=lambda value: without_secrets(str(value)))


def _cleaned(value: object) -> object:
    """Return a value with the secrets taken out of every text in it."""
    match value:
        case str():
            return without_secrets(value)
        case dict():
            return {without_secrets(str(key)): _cleaned(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_cleaned(inner) for inner in value]
        case float() if not isfinite(value):
            return str(value)  # NaN is not JSON
        case _:
            return value
