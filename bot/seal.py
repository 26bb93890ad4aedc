"""Sealing who somebody is, for what is said anonymously and must still have an author; and texts that are secrets.

Two things are made of a member: a *fingerprint*, the same each time, by which the author's own buttons and limits are
recognised, and a *seal*, from which the id can be read again, in our case only when two moderators agree. Both need
the key, which is in a file of its own and not in the database: who has only a copy of the database learns no name.
Of a text (a code that is worth money) the same two can be made, each purpose with keys of its own.
`cryptography` (Fernet) does the encryption. It is loaded when something is sealed or opened for the first time: seven
megabytes, and in most servers few people ask anonymously.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OperatorError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

KEY_BYTES = 32


class SealKeyInvalid(OperatorError):
    """The key file can't be used."""

    exit_code = 2


class SealBroken(Exception):
    """What was sealed can't be read: with another key, or for another server."""


class Seal:
    """Seals with the key in `key_file`, which is read at first use and made where there is none.

    With another key nothing that was sealed before can be read or recognised again: the file belongs into the backup,
    apart from the database.
    """

    def __init__(self, key_file: Path) -> None:
        self.key_file = key_file
        self._key: bytes | None = None

    def check(self) -> None:
        """Raise SealKeyInvalid where there is a key that can't be used; none yet is fine."""
        try:
            exists = self.key_file.exists()
        except OSError:  # a folder that may not be looked into: reading says so
            exists = True
        if exists:
            self._read()

    def is_usable(self) -> bool:
        """Whether `check` finds nothing."""
        try:
            self.check()
        except SealKeyInvalid:
            return False
        return True

    def fingerprint(self, *, guild_id: int, member_id: int) -> str:
        """Return 64 characters that stand for the member in this server and in no other."""
        key = _derived(self._read(), "fingerprint")
        return hmac.new(key, f"{guild_id}:{member_id}".encode(), hashlib.sha256).hexdigest()

    def close(self, *, guild_id: int, member_id: int) -> str:
        """Return the member's id, encrypted; the same id gives another text each time."""
        return self._fernet.encrypt(f"{guild_id}:{member_id}".encode()).decode()

    def open(self, sealed: str, *, guild_id: int) -> int:
        """Return the member's id. Raises SealBroken for another key's seal or one moved from another server."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - see the top

        try:
            server, _, member = self._fernet.decrypt(sealed.encode()).decode().partition(":")
        except (InvalidToken, ValueError):
            raise SealBroken("not sealed with this key") from None
        if server != str(guild_id):
            raise SealBroken("sealed in another server")
        return int(member)

    def fingerprint_text(self, text: str, *, guild_id: int, purpose: str) -> str:
        """Return 64 characters that stand for the text in this server: by them it is known again, not guessed."""
        key = _derived(self._read(), f"{purpose} fingerprint")
        return hmac.new(key, f"{guild_id}:{text}".encode(), hashlib.sha256).hexdigest()

    def close_text(self, text: str, *, guild_id: int, purpose: str) -> str:
        """Return the text, encrypted."""
        return self._fernet_for(purpose).encrypt(f"{guild_id}:{text}".encode()).decode()

    def open_text(self, sealed: str, *, guild_id: int, purpose: str) -> str:
        """Return the text. Raises SealBroken for another key's seal, another purpose's, or another server's.

        Where there is no key none is made: the lost one may come back, and then a new one would be in its place.
        """
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - see the top

        if self._key is None and not self.key_file.exists():
            raise SealBroken(f"there is no key in {self.key_file}")
        try:
            server, _, text = self._fernet_for(purpose).decrypt(sealed.encode()).decode().partition(":")
        except (InvalidToken, ValueError):
            raise SealBroken("not sealed with this key") from None
        if server != str(guild_id):
            raise SealBroken("sealed in another server")
        return text

    def _read(self) -> bytes:
        if self._key is None:
            self._key = _read_or_make(self.key_file)
        return self._key

    @cached_property
    def _fernet(self) -> "Fernet":
        return self._fernet_for("seal")

    def _fernet_for(self, purpose: str) -> "Fernet":
        from cryptography.fernet import Fernet  # noqa: PLC0415 - see the top

        return Fernet(base64.urlsafe_b64encode(_derived(self._read(), purpose)))


def _derived(key: bytes, purpose: str) -> bytes:
    # Two keys out of one, so that neither use tells anything about the other.
    return hmac.new(key, f"engawa {purpose}".encode(), hashlib.sha256).digest()


def _read_or_make(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = _make(path)
    except OSError as error:
        raise SealKeyInvalid(
            f"The key file {path} can't be read ({error.strerror}): see SEAL_KEY_FILE and the file's permissions."
        ) from None
    try:
        key = base64.urlsafe_b64decode(content.strip())
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise SealKeyInvalid(
            f"The key file {path} is damaged: bring back your copy of it, without which what was sealed stays closed."
        )
    return key


def _make(path: Path) -> bytes:
    """Write a new key that only we may read; where another process was faster, read that one's.

    The content gets its name only when it is complete: nobody reads half a key.
    """
    content = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unfinished, path)
        except FileExistsError:
            content = path.read_bytes()
        finally:
            unfinished.unlink()
    except OSError as error:
        raise SealKeyInvalid(f"The key file {path} can't be written ({error.strerror}): see SEAL_KEY_FILE.") from None
    return content
