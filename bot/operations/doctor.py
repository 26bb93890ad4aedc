"""What `python -m bot doctor` and the server's `/doctor` find on the machine: each finding with its remedy.

Nothing is changed by looking, and nothing needs the network (that part is in `portal.py` beside it). A check yields
one finding for each thing that it looks at, also where all is well, so that silence never has to be read as health.
"""

import base64
import binascii
import os
import re
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from importlib import metadata
from pathlib import Path

from bot.clock import utc_now
from bot.config import Config
from bot.errors import Param
from bot.i18n import Language, exists, overrides, say
from bot.operations import backup, dbfile, encryption, health, instance, schema, volumes
from bot.seal import Seal

PYTHON_FROM, PYTHON_TO = (3, 11), (3, 14)
DISCORD_PY = "2.7.1"
"""The version this code was written against (pinned in pyproject.toml)."""

LITTLE_SPACE_MB = 500
NO_SPACE_MB = 50
BACKUP_TOO_OLD = timedelta(hours=50)
"""The daily backup was missed twice."""
PAGE_MAY_TAKE = timedelta(seconds=5)
CLOCK_TOLERANCE = timedelta(minutes=5)
WRITTEN_IN = 2026
"""A clock that shows an earlier year is wrong."""


class Severity(StrEnum):
    FINE = "fine"
    HINT = "hint"
    """Nothing is wrong: something that could be used isn't."""
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: `message` is a Fluent id, its attribute `.remedy` says what to do."""

    severity: Severity
    message: str
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def remedy(self) -> str | None:
        """The Fluent id of what to do about it."""
        return f"{self.message}.remedy" if exists(f"{self.message}.remedy") else None

    def said(self, language: Language) -> str:
        return say(language, self.message, **self.params)

    def remedy_said(self, language: Language) -> str | None:
        return None if self.remedy is None else say(language, self.remedy, **self.params)


Findings = Iterator[Finding]
Check = Callable[[Config], Findings]


def fine(message: str, **params: Param) -> Finding:
    return Finding(severity=Severity.FINE, message=message, params=params)


def hint(message: str, **params: Param) -> Finding:
    return Finding(severity=Severity.HINT, message=message, params=params)


def warning(message: str, **params: Param) -> Finding:
    return Finding(severity=Severity.WARNING, message=message, params=params)


def problem(message: str, **params: Param) -> Finding:
    return Finding(severity=Severity.PROBLEM, message=message, params=params)


def offline_findings(config: Config) -> list[Finding]:
    """Return what is found on this machine, in the order in which an operator would look. Blocks."""
    found: list[Finding] = []
    forbidden: PermissionError | None = None
    for check in CHECKS:
        try:
            found += check(config)
        except PermissionError as error:  # typed as oneself, and not as the user the bot runs as
            forbidden = forbidden or error
    if forbidden is not None:
        found.append(problem("operations-forbidden", path=str(forbidden.filename), uid=str(os.geteuid())))
    return found


def check_versions(_: Config) -> Findings:
    running = ".".join(str(part) for part in sys.version_info[:3])
    supported = PYTHON_FROM <= sys.version_info[:2] <= PYTHON_TO
    yield (fine if supported else warning)(
        "operations-python" if supported else "operations-python-untested", version=running
    )
    installed = metadata.version("discord.py")
    if installed == DISCORD_PY:
        yield fine("operations-library", version=installed)
    else:
        yield warning("operations-library-differs", version=installed, wanted=DISCORD_PY)


def check_token(config: Config) -> Findings:
    token = config.discord_token.get_secret_value().strip() if config.discord_token else ""
    if not token:
        yield problem("operations-token-missing")
    elif not is_token(token):
        yield problem("operations-token-malformed")
    else:
        yield fine("operations-token")


def has_token(config: Config) -> bool:
    return config.discord_token is not None and bool(config.discord_token.get_secret_value().strip())


def is_token(token: str) -> bool:
    """Whether it has a token's form: the application's id in base64, and two more parts."""
    parts = re.fullmatch(r"([\w-]{16,40})\.[\w-]{5,10}\.[\w-]{25,}", token)
    if parts is None:
        return False
    try:
        return base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)).isdigit()
    except binascii.Error:
        return False


def check_secrets_file(_: Config) -> Findings:
    path = Path(".env")
    if path.exists() and _others_may(path):
        yield warning("operations-env-open", path=str(path.absolute()))


def check_database(config: Config) -> Findings:
    path = dbfile.path_of(config)
    if not path.exists():
        yield from _check_first_start(path)
        return
    try:
        facts = dbfile.read_facts(path)
        dbfile.check_writing(path)
    except sqlite3.Error as error:
        yield problem("operations-database-unusable", path=str(path), reason=str(error))
        return
    yield from _check_revision(path, facts)
    if fault := dbfile.quick_fault(path):
        yield problem("operations-database-damaged", path=str(path), reason=fault)
    if _others_may(path):
        yield warning("operations-database-open", path=str(path))


def _check_first_start(path: Path) -> Findings:
    if os.access(_nearest(path.parent), os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        yield fine("operations-database-none-yet", path=str(path))
    else:
        yield problem("operations-database-unusable", path=str(path), reason=f"{_nearest(path.parent)}: not writable")


def _check_revision(path: Path, facts: dbfile.Facts) -> Findings:
    if facts.is_empty:
        yield fine("operations-database-none-yet", path=str(path))
        return
    if not facts.is_ours:
        yield problem("operations-database-not-ours", path=str(path))
        return
    try:
        schema.refuse_newer(facts.revision, of=path)
    except schema.DatabaseNewer:
        yield problem("operations-database-newer", revision=str(facts.revision), known=schema.head())
        return
    if facts.revision == schema.head():
        yield fine("operations-database", path=str(path), revision=schema.head())
    else:
        yield warning("operations-database-older", revision=str(facts.revision), known=schema.head())


def check_place(config: Config) -> Findings:
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        yield from place_in_container(dbfile.path_of(config).absolute().parent)


def place_in_container(folder: Path) -> Findings:
    """What isn't on a volume of its own is gone with the container."""
    if _nearest(folder).stat().st_dev == Path("/").stat().st_dev:
        yield problem("operations-place-passing", folder=str(folder))


def check_space(config: Config) -> Findings:
    folders = [_nearest(folder) for folder in (config.backup_dir, dbfile.path_of(config).parent)]
    for folder in {folder.stat().st_dev: folder for folder in folders}.values():
        yield space_finding(folder, shutil.disk_usage(folder).free // 1_000_000)


def space_finding(folder: Path, free_mb: int) -> Finding:
    if free_mb < NO_SPACE_MB:
        return problem("operations-space-none", folder=str(folder), free_mb=free_mb)
    if free_mb < LITTLE_SPACE_MB:
        return warning("operations-space-little", folder=str(folder), free_mb=free_mb)
    return fine("operations-space", folder=str(folder), free_mb=free_mb)


def check_clock(config: Config) -> Findings:
    path = dbfile.path_of(config)
    written = datetime.fromtimestamp(path.stat().st_mtime, utc_now().tzinfo) if path.exists() else None
    yield clock_finding(utc_now(), database_written=written)


def clock_finding(now: datetime, *, database_written: datetime | None) -> Finding:
    if now.year < WRITTEN_IN or (database_written is not None and database_written - now > CLOCK_TOLERANCE):
        return problem("operations-clock-behind", now=f"{now:%Y-%m-%d %H:%M} UTC")
    return fine("operations-clock", now=f"{now:%Y-%m-%d %H:%M} UTC")


def check_backups(config: Config) -> Findings:
    if not dbfile.path_of(config).exists():
        return
    now = utc_now()
    latest = backup.newest(config.backup_dir, now=now)
    if latest is None:
        yield warning("operations-backup-none", folder=str(config.backup_dir))
        return
    age = max(timedelta(), now - backup.made_at(latest))
    hours = int(age.total_seconds() // 3600)
    if age > BACKUP_TOO_OLD:
        yield warning("operations-backup-old", path=str(latest), hours=hours)
    else:
        yield fine("operations-backup", path=str(latest), hours=hours)
    if _others_may(latest):
        yield warning("operations-backup-open", path=str(latest))


def check_encryption(config: Config) -> Findings:
    """Say what is encrypted at rest and what isn't, as far as it can be seen. None of it is a fault by itself."""
    folder = _nearest(dbfile.path_of(config).parent)
    seen = volumes.seen_encrypted(folder)
    if seen:
        yield fine("operations-volume-encrypted", folder=str(folder))
    else:
        yield hint("operations-volume-unknown", folder=str(folder))
    if not encryption.is_wanted(config):
        yield hint("operations-backups-plain")
        return
    yield fine("operations-backups-encrypted" if config.backup_recipient else "operations-backups-locked")
    left = [path for path in backup.all_in(config.backup_dir) if not encryption.is_encrypted(path)]
    if left:
        yield warning("operations-backups-left-plain", count=len(left), folder=str(config.backup_dir))


def check_backup_key(config: Config) -> Findings:
    """See that BACKUP_PASSPHRASE opens the key of the backups: two seconds and half a gigabyte."""
    if config.backup_passphrase is None:
        return
    key = encryption.own_key_file(config)
    if key is None:
        return  # the first backup makes it
    if not key.exists():
        yield problem("operations-backup-key-lost", path=str(key))
    elif encryption.opens_with_passphrase(config):
        yield fine("operations-backup-key", path=str(key))
    else:
        yield problem("operations-backup-key-other", path=str(key))


_SEALED = (
    ("question", "sealed_author IS NOT NULL"),
    ("perk_code", "sealed IS NOT NULL"),
    ("event_occurrence", "sealed_code IS NOT NULL"),
    ("survey", "sealed_secret IS NOT NULL"),
    ("playbook_bundle", "sealed IS NOT NULL"),
)
"""Tables, and which of their rows can't be read without the key."""


def check_seal_key(config: Config) -> Findings:
    path = dbfile.seal_key_path(config)
    if path.exists():
        if _others_may(path):
            yield problem("operations-seal-key-open", path=str(path))
        elif not Seal(path).is_usable():
            yield problem("operations-seal-key-damaged", path=str(path))
        else:
            yield fine("operations-seal-key", path=str(path))
    elif any(dbfile.has_rows(dbfile.path_of(config), table, where=where) for table, where in _SEALED):
        yield problem("operations-seal-key-lost", path=str(path))
    else:
        yield fine("operations-seal-key-none-yet", path=str(path))


def check_problems(config: Config) -> Findings:
    """Say what people have reported and nobody has dealt with."""
    count = dbfile.count_rows(dbfile.path_of(config), "problem", where="closed_at IS NULL")
    if count:
        yield warning("operations-problems", count=count)


def check_texts(config: Config) -> Findings:
    if config.text_dir is None:
        return
    faults = overrides.find_faults(config.text_dir)
    for fault in faults[:10]:
        yield problem(_TEXT_FAULTS[fault.kind], place=fault.place, what=fault.what)
    if not faults:
        yield fine("operations-texts", folder=str(config.text_dir))


_TEXT_FAULTS = {
    overrides.Kind.NO_FOLDER: "operations-texts-no-folder",
    overrides.Kind.UNREADABLE: "operations-texts-unreadable",
    overrides.Kind.SYNTAX: "operations-texts-syntax",
    overrides.Kind.UNKNOWN_MESSAGE: "operations-texts-unknown-message",
    overrides.Kind.UNKNOWN_VARIABLE: "operations-texts-unknown-variable",
    overrides.Kind.UNKNOWN_REFERENCE: "operations-texts-unknown-reference",
}


def check_page(config: Config) -> Findings:
    """See whether `/healthz` and `/metrics` answer, or could be served once the bot runs."""
    if config.metrics_port is None:
        return
    host = f"[{config.metrics_host}]" if ":" in config.metrics_host else config.metrics_host
    place = f"{host}:{config.metrics_port}"
    if instance.is_running(dbfile.path_of(config)):
        well = _asked(config.metrics_host, config.metrics_port)
        yield fine("operations-page", place=place) if well else problem("operations-page-silent", place=place)
        return
    try:
        with socket.create_server((config.metrics_host, config.metrics_port)):
            yield fine("operations-page-free", place=place)
    except OSError as error:
        yield problem("operations-page-taken", place=place, reason=error.strerror or str(error))


def _asked(host: str, port: int) -> bool:
    """Whether our page answers there, well or not."""
    try:
        # It listens on every address where it is told to listen on none.
        asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        with closing(HTTPConnection(asked, port, timeout=PAGE_MAY_TAKE.total_seconds())) as connection:
            connection.request("GET", "/healthz")
            return b'"revision"' in connection.getresponse().read(100_000)
    except (OSError, HTTPException):
        return False


def check_running(config: Config) -> Findings:
    if not instance.is_running(dbfile.path_of(config)):
        yield fine("operations-running-not")
    elif health.is_healthy(config):
        yield fine("operations-running")
    else:
        yield problem("operations-running-unwell")


def _others_may(path: Path) -> bool:
    """Whether other users of the machine may read or write the file."""
    return path.stat().st_mode & 0o077 != 0


def _nearest(folder: Path) -> Path:
    return next(candidate for candidate in (folder.absolute(), *folder.absolute().parents) if candidate.exists())


CHECKS: tuple[Check, ...] = (
    check_versions,
    check_token,
    check_secrets_file,
    check_database,
    check_place,
    check_space,
    check_clock,
    check_backups,
    check_encryption,
    check_backup_key,
    check_seal_key,
    check_problems,
    check_texts,
    check_page,
    check_running,
)
