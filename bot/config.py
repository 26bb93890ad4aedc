"""The process's settings: environment variables (and a `.env` file), checked once at start.

What a server's admins choose is in `bot/settings`.
"""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import OperatorError

DISCORD_API = "https://discord.com/api/v10"
PASSPHRASE_MIN = 12


class ConfigInvalid(OperatorError):
    """An environment variable is missing or has a value that can't be used."""

    exit_code = 2


class Config(BaseSettings):
    """Every environment variable the bot reads, by its lower-case name."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = Field(
        default=None, description="The bot's token from Discord's developer portal."
    )
    discord_api_url: str = Field(default=DISCORD_API, description="Where Discord's REST API is; a proxy, for instance.")
    database_url: str = Field(default="sqlite:///data/engawa.db", description="sqlite:///path/to/file.db")
    backup_dir: Path = Field(default=Path("backups"), description="Where backups are written.")
    backups_kept: Annotated[int, Field(ge=1, le=1000)] = Field(default=14, description="How many backups are kept.")
    backup_recipient: str | None = Field(
        default=None, description="Encrypt backups for these age public keys (age1…), separated by commas."
    )
    backup_passphrase: SecretStr | None = Field(
        default=None, description="Encrypt backups with a key that is locked with this, instead."
    )
    seal_key_file: Path | None = Field(
        default=None,
        description="Seals anonymous authors, codes and evidence bundles; made at first use beside the database.",
    )
    metrics_port: Annotated[int, Field(ge=1, le=65_535)] | None = Field(
        default=None, description="Serve /healthz and /metrics (Prometheus) on this port."
    )
    metrics_host: str = Field(default="127.0.0.1", description="The address they are served on.")
    operator_channel_id: Annotated[int, Field(gt=0)] | None = Field(
        default=None, description="A channel of whoever runs the bot, where problems with it are posted."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="How much is logged.")
    log_format: Literal["text", "json"] = Field(default="text", description="text for people, json for collectors.")
    guild_id: int | None = Field(default=None, description="While developing: sync commands to this server at once.")
    text_dir: Path | None = Field(default=None, description="A folder of your own texts: TEXT_DIR/<language>/*.ftl.")
    message_content: bool = Field(default=True, description="Whether the message content intent is switched on.")
    members: bool = Field(default=True, description="Whether the server members intent is switched on.")
    message_entry: Literal["raw", "on_message"] = Field(
        default="raw", description="How messages come in: before discord.py makes objects of them, or after."
    )
    semantic_search: bool = Field(
        default=False, description="Find similar questions by meaning too (extra `semantic`)."
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith("sqlite:///"):
            raise ValueError("give a SQLite address such as sqlite:///data/engawa.db")
        if "?" in value:
            raise ValueError("give the address without a “?” and what follows it")
        return value

    @field_validator("backup_recipient")
    @classmethod
    def _usable_keys(cls, value: str | None) -> str | None:
        if value is None:
            return None
        from pyrage import RecipientError, x25519  # noqa: PLC0415 - only where something is encrypted

        for key in value.split(","):
            try:
                x25519.Recipient.from_str(key.strip())
            except RecipientError:
                raise ValueError("give public keys such as age-keygen prints (age1…), separated by commas") from None
        return value

    @field_validator("backup_passphrase")
    @classmethod
    def _good_passphrase(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is None:
            return None
        if known.data.get("backup_recipient") is not None:
            raise ValueError("set this or BACKUP_RECIPIENT, not both")
        if len(value.get_secret_value()) < PASSPHRASE_MIN or "\0" in value.get_secret_value():
            raise ValueError(f"give at least {PASSPHRASE_MIN} characters: six words, for instance")
        return value

    @field_validator("metrics_host")
    @classmethod
    def _without_brackets(cls, value: str) -> str:
        return value.removeprefix("[").removesuffix("]")  # as IPv6 addresses stand before a port

    @field_validator("discord_api_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is no number, or none there can be
            usable = False
        # Without its path the address is that of a website, which answers everything, only not in JSON.
        if not usable or not parts.path.strip("/"):
            raise ValueError(f"give an address such as {DISCORD_API}")
        return value.rstrip("/")

    def secrets(self) -> list[str]:
        """Return what must never be shown or logged."""
        kept = (getattr(self, name) for name in type(self).model_fields)
        return [value.get_secret_value().strip() for value in kept if isinstance(value, SecretStr)]

    def token(self) -> str:
        """Return the token. Raises ConfigInvalid where there is none."""
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
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
    """Read the environment. Raises ConfigInvalid naming each variable that can't be used."""
    try:
        return Config()
    except ValidationError as error:
        faults = "; ".join(
            f"{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise ConfigInvalid(f"The environment has a value that can't be used. {faults}.") from None
