"""Backups only their owner can open: files of the age format, made by pyrage (the Rust implementation of age).

To whom: to the public keys of BACKUP_RECIPIENT, whose private half need not be on this machine; or, with
BACKUP_PASSPHRASE, to a key of the bot's own, which lies beside the backups locked with that passphrase
(`engawa-key-….age`). Not to the passphrase itself: what age makes of one takes half a gigabyte and two seconds each
time (scrypt), and pyrage then wants the whole database in memory. Both kinds can be opened without Engawa, by the
program `age`:  age -d -i KEY-FILE engawa-….db.age > engawa.db

Every file is written for one more key, which is thrown away once the file was read back with it and compared. So it is
known that the file is whole and opens. What can't be known here is whether the owner still has their key.

pyrage holds the interpreter while it works on files by itself (0.5 s for 200 MB). It reads and writes through Python
here, which takes five times as long and stops the event loop for some milliseconds at most.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from bot.config import Config
from bot.operations import dbfile

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

SUFFIX = ".age"
MAGIC = b"age-encryption.org/v1\n"
_PRIVATE_KEY = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]+")
_PUBLIC_KEY = re.compile(r"age1[0-9a-z]+")
_KEY_FILE = "engawa-key-{name}.age"
KEY_FILES = "engawa-key-*.age"
NAMED_BY = slice(-8, None)
"""The part of the public key that the file with its private half is named by."""

_LOCK = """
import sys, pyrage
words = sys.stdin.read().split("\\0")
sys.stdout.buffer.write(pyrage.passphrase.encrypt(words[0].encode(), words[1]))
"""


class EncryptionFailed(Exception):
    """Nothing that could be relied on was written."""


class CannotOpen(Exception):
    """There is no key here that opens the file, or the file is damaged; says which, as a sentence."""


def is_wanted(config: Config) -> bool:
    return config.backup_recipient is not None or config.backup_passphrase is not None


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def recipients(config: Config) -> list[str]:
    """Return the public keys backups are written for; none where they are not encrypted.

    With a passphrase, the key is made where it or its locked half is not there. Raises EncryptionFailed or OSError.
    """
    if config.backup_recipient is not None:
        return [key.strip() for key in config.backup_recipient.split(",")]  # as they were checked (config.py)
    if config.backup_passphrase is None:
        return []
    known = _public_key(config)
    if known is not None and key_file(config, known).exists():
        return [known]
    return [_make_key(config, config.backup_passphrase.get_secret_value())]


def public_key_path(config: Config) -> Path:
    """Return where the public half of the bot's own key is.

    Beside the database, not beside the backups: who could change it would have the next ones written for themselves.
    """
    return dbfile.path_of(config).with_name("backup-key.pub")


def key_file(config: Config, public_key: str) -> Path:
    """Return where the private half is, locked with the passphrase."""
    return config.backup_dir / _KEY_FILE.format(name=public_key[NAMED_BY])


def _public_key(config: Config) -> str | None:
    try:
        text = public_key_path(config).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if _PUBLIC_KEY.fullmatch(text) else None


def _make_key(config: Config, passphrase: str) -> str:
    from pyrage.x25519 import Identity  # noqa: PLC0415 - only where something is encrypted

    identity = Identity.generate()
    public_key = str(identity.to_public())
    config.backup_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_private(key_file(config, public_key), _locked(f"# public key: {public_key}\n{identity}\n", passphrase))
    _write_private(public_key_path(config), f"{public_key}\n".encode())
    return public_key


def _locked(text: str, passphrase: str) -> bytes:
    """Return `text` as an age file for a passphrase, made by another process: it stops everything for two seconds."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", _LOCK], input=f"{text}\0{passphrase}".encode(), capture_output=True, check=False
    )
    if done.returncode or not done.stdout.startswith(MAGIC):
        raise EncryptionFailed(
            "the key could not be locked with BACKUP_PASSPHRASE (that takes 600 MB of memory, once): set "
            "BACKUP_RECIPIENT instead"
        )
    return done.stdout


def _write_private(path: Path, content: bytes) -> None:
    partial_path = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with _create(partial_path) as file:
        file.write(content)
        _sync(file)
    dbfile.give_to_owner(partial_path)
    partial_path.replace(path)
    dbfile.sync_folder(path.parent)


def own_key_file(config: Config) -> Path | None:
    """Return where the locked private half of the key should be that backups are written for; None: none was made."""
    known = _public_key(config)
    return None if known is None else key_file(config, known)


def opens_with_passphrase(config: Config) -> bool:
    """Whether the passphrase that is set opens the bot's own key. Takes what unlocking takes."""
    known = _public_key(config)
    if config.backup_passphrase is None or known is None:
        return False
    try:
        keys = _unlocked(key_file(config, known), config.backup_passphrase.get_secret_value())
    except CannotOpen:
        return False
    return known in map(public_half, keys)


def public_half(private_key: str) -> str:
    from pyrage.x25519 import Identity  # noqa: PLC0415 - only where something is encrypted

    return str(Identity.from_str(private_key).to_public())


# Files ------------------------------------------------------------------------------------------------------------


def encrypt(source: Path, target: Path, *, to: Sequence[str]) -> None:
    """Write `source` as a new file only `to` can open, and read that back. Raises EncryptionFailed or OSError."""
    import pyrage  # noqa: PLC0415 - only where something is encrypted
    from pyrage.x25519 import Identity, Recipient  # noqa: PLC0415

    witness = Identity.generate()
    keys = [*map(Recipient.from_str, to), witness.to_public()]
    with source.open("rb") as plain, _create(target) as file:
        reader = _Reader(plain)
        try:
            pyrage.encrypt_io(reader, _Writer(file), keys)
        except pyrage.EncryptError as error:
            raise EncryptionFailed(str(error)) from None
        _sync(file)
    if _digest_inside(target, witness) != reader.digest:
        raise EncryptionFailed(f"what was written to {target} can't be read back")


def _digest_inside(path: Path, identity: "Identity") -> bytes | None:
    writer = _Writer(None)
    try:
        _decrypt_into(path, writer, [identity])
    except CannotOpen:
        return None
    return writer.digest


def decrypt(source: Path, target: Path, *, keys: Sequence[str]) -> None:
    """Write what is in `source` to a new file. Raises CannotOpen or OSError; `target` is then gone again."""
    from pyrage.x25519 import Identity  # noqa: PLC0415 - only where something is encrypted

    try:
        with _create(target) as file:
            _decrypt_into(source, _Writer(file), [Identity.from_str(key) for key in keys])
            _sync(file)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _decrypt_into(source: Path, writer: "_Writer", identities: Sequence["Identity"]) -> None:
    import pyrage  # noqa: PLC0415 - only where something is encrypted

    try:
        with source.open("rb") as file:
            pyrage.decrypt_io(_Reader(file), writer, list(identities))
    except pyrage.DecryptError as error:
        if writer.failure is not None:
            raise writer.failure from None
        if "No matching keys" in str(error):
            raise CannotOpen(f"{source} was encrypted for another key.") from None
        raise CannotOpen(f"{source} is damaged ({error}).") from None
    except OSError as error:
        if writer.failure is not None:
            raise writer.failure from None
        if error.errno is None:  # pyrage's own: a part that is not what was written
            raise CannotOpen(f"{source} is damaged ({error}).") from None
        raise


class _Reader:
    """A file to read from, and the digest of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> bytes:
        return self._hash.digest()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._hash.update(part)
        return part


class _Writer:
    """A file to write to, or none, and the digest of what was written."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.failure: OSError | None = None
        """What the disk said; pyrage makes words of it."""

    @property
    def digest(self) -> bytes:
        return self._hash.digest()

    def write(self, part: bytes) -> int:
        self._hash.update(part)
        if self._file is not None:
            try:
                self._file.write(part)
            except OSError as error:
                self.failure = error
                raise
        return len(part)

    def flush(self) -> None:
        if self._file is not None:
            self._file.flush()


def _create(path: Path) -> IO[Any]:
    """Open a new file only its owner can read, in the place of one that may be there."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


# Keys -------------------------------------------------------------------------------------------------------------


def keys_for(config: Config, backup: Path, identity: Path | None) -> list[str]:
    """Return the private keys that may open a backup: from `identity`, or the locked ones beside the backup.

    Raises CannotOpen where there is none.
    """
    passphrase = config.backup_passphrase.get_secret_value() if config.backup_passphrase else None
    if identity is not None:
        return _keys_in(identity, passphrase)
    files = [*backup.parent.glob(KEY_FILES), *config.backup_dir.glob(KEY_FILES)]
    if passphrase is None:
        raise CannotOpen(
            f"{backup} is encrypted: give --identity with the file of your private key, or set BACKUP_PASSPHRASE."
        )
    if not files:
        raise CannotOpen(f"The key that opens {backup} is not beside it ({KEY_FILES}): bring it there, too.")
    return _keys_that_open({path.resolve(): None for path in files}, passphrase)


def _keys_that_open(files: Iterable[Path], passphrase: str) -> list[str]:
    keys: list[str] = []
    refused: CannotOpen | None = None
    for path in files:
        try:
            keys += _unlocked(path, passphrase)
        except CannotOpen as error:
            refused = error
    if not keys and refused is not None:
        raise refused
    return keys


def _keys_in(path: Path, passphrase: str | None) -> list[str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotOpen(f"The key file {path} can't be read ({error.strerror}).") from None
    if content.startswith(MAGIC):
        if passphrase is None:
            raise CannotOpen(f"The key file {path} is locked: set BACKUP_PASSPHRASE to what opens it.")
        return _unlocked(path, passphrase)
    keys = _PRIVATE_KEY.findall(content.decode("utf-8", errors="replace"))
    if not keys or not all(map(_is_private_key, keys)):
        raise CannotOpen(f"{path} holds no age key: it should have a line that begins with AGE-SECRET-KEY-1.")
    return keys


def _is_private_key(text: str) -> bool:
    import pyrage  # noqa: PLC0415 - only where something is encrypted

    try:
        pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        return False
    return True


def _unlocked(path: Path, passphrase: str) -> list[str]:
    import pyrage  # noqa: PLC0415 - only where something is encrypted

    try:
        content = pyrage.passphrase.decrypt(path.read_bytes(), passphrase)
    except (pyrage.DecryptError, OSError):
        raise CannotOpen(f"BACKUP_PASSPHRASE does not open the key {path}.") from None
    return _PRIVATE_KEY.findall(bytes(content).decode("utf-8", errors="replace"))
