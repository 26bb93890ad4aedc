"""The process's settings: environment variables (and a `.env` file), checked once at start.

What a server's admins choose is in `bot/settings`.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.errors import OperatorError

DISCORD_API = "https://discord.com/api/v10"
ENV_FILE = ".env"

YES = ("true", "yes", "on", "1", "t", "y")
NO = ("false", "no", "off", "0", "f", "n")


class ConfigInvalid(OperatorError):
    """An environment variable is missing or has a value that can't be used."""

    exit_code = 2


def _whole(text: str, *, at_least: int | None = None, at_most: int | None = None) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError("give a whole number") from None
    if at_least is not None and at_most is not None and not at_least <= number <= at_most:
        raise ValueError(f"give a number from {at_least} to {at_most}")
    return number


def _switch(text: str) -> bool:
    if text.lower() in (*YES, *NO):
        return text.lower() in YES
    raise ValueError("give true or false")


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"give one of {', '.join(words)}")
        return text

    return read


def _database_url(text: str) -> str:
    if not text.startswith("sqlite:///"):
        raise ValueError("give a SQLite address such as sqlite:///data/engawa.db")
    if "?" in text:
        raise ValueError("give the address without a “?” and what follows it")
    return text


def _api_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or none there can be
        usable = False
    # Without its path the address is that of a website, which answers everything, only not in JSON.
    if not usable or not parts.path.strip("/"):
        raise ValueError(f"give an address such as {DISCORD_API}")
    return text.rstrip("/")


def _made_by(read: Callable[[str], Any]) -> dict[str, Any]:
    """Describe a field whose value `read` makes of a variable's text; it raises ValueError saying what to give."""
    return {"read": read}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every environment variable the bot reads, by its lower-case name."""

    discord_token: str | None = field(default=None, repr=False)
    """The bot's token from Discord's developer portal."""
    discord_api_url: str = field(default=DISCORD_API, metadata=_made_by(_api_url))
    """Where Discord's REST API is; a proxy, for instance."""
    database_url: str = field(default="sqlite:///data/engawa.db", metadata=_made_by(_database_url))
    backup_dir: Path = field(default=Path("backups"), metadata=_made_by(Path))
    """Where backups are written."""
    backups_kept: int = field(default=14, metadata=_made_by(partial(_whole, at_least=1, at_most=1000)))
    seal_key_file: Path | None = field(default=None, metadata=_made_by(Path))
    """The key that seals anonymous authors; made at first start beside the database."""
    log_level: str = field(default="INFO", metadata=_made_by(_one_of("DEBUG", "INFO", "WARNING", "ERROR")))
    log_format: str = field(default="text", metadata=_made_by(_one_of("text", "json")))
    """text for people, json for collectors."""
    guild_id: int | None = field(default=None, metadata=_made_by(_whole))
    """While developing: sync commands to this server at once."""
    text_dir: Path | None = field(default=None, metadata=_made_by(Path))
    """A folder of your own texts: TEXT_DIR/<language>/*.ftl."""
    message_content: bool = field(default=True, metadata=_made_by(_switch))
    """Whether the message content intent is switched on."""
    members: bool = field(default=True, metadata=_made_by(_switch))
    """Whether the server members intent is switched on."""
    message_entry: str = field(default="raw", metadata=_made_by(_one_of("raw", "on_message")))
    """How messages come in: before discord.py makes objects of them (raw), or after (on_message)."""
    semantic_search: bool = field(default=False, metadata=_made_by(_switch))
    """Find similar questions by meaning too (extra `semantic`)."""

    def token(self) -> str:
        """Return the token. Raises ConfigInvalid where there is none."""
        token = (self.discord_token or "").strip()
        if not token:
            raise ConfigInvalid(
                "DISCORD_TOKEN is not set: copy the bot's token from Discord's developer portal "
                "(your application, Bot, Reset Token) into the environment or into .env."
            )
        if not re.fullmatch(r"[!-~]+", token):
            raise ConfigInvalid(
                "DISCORD_TOKEN has characters in it that no token has: copy it anew from Discord's developer portal, "
                "in one line."
            )
        return token


def read_config() -> Config:
    """Read the environment and, for what is not set there, the file `.env`.

    Raises ConfigInvalid naming each variable that can't be used.
    """
    given = _given()
    values: dict[str, Any] = {}
    faults: list[str] = []
    for variable in fields(Config):
        if variable.name in given:
            try:
                values[variable.name] = variable.metadata.get("read", str)(given[variable.name])
            except ValueError as error:
                faults.append(f"{variable.name.upper()}: {error}")
    if faults:
        raise ConfigInvalid(f"The environment has a value that can't be used. {'; '.join(faults)}.")
    return Config(**values)


def _given() -> dict[str, str]:
    """Return what is set to something, by lower-case name."""
    # Path.is_file, unlike python-dotenv, raises where the folder may not be looked into.
    file = dotenv_values(ENV_FILE) if Path(ENV_FILE).is_file() else {}
    return {name.lower(): value for source in (file, os.environ) for name, value in source.items() if value}
