"""Logging: one line an event, as text or JSON; ids not names, never a token, never what people wrote."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

_TOKEN = re.compile(
    r"(?:Bot\s+)?[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=/webhooks/)\d+/[\w-]{30,}|(?<=/interactions/)\d+/[\w-]{20,}"
)
"""Bot tokens; webhook and interaction tokens inside addresses."""

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


def without_secrets(text: str) -> str:
    return _TOKEN.sub("[secret]", text)


class TextFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in record.__dict__.items() if key not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return without_secrets(json.dumps(line, ensure_ascii=False, default=str))
