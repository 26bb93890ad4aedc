"""Encrypted backups: only their owner opens them, nothing plain is left behind, and they come back."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from pydantic import SecretStr

from bot.config import Config, ConfigInvalid, read_config
from bot.operations import backup, dbfile, doctor, encryption, instance, schema, volumes
from bot.operations.doctor import Severity
from tests.operations.conftest import damage, pretend_newer, upgrade
from tests.operations.test_backup import get_from, put_in
from tests.support.clock import MovableClock

PASSPHRASE = "the kettle sings at four"


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """What `age-keygen -o FILE` makes, kept on another machine than the bot's."""
    key = pyrage.x25519.Identity.generate()
    path = tmp_path / "owner.txt"
    path.write_text(f"# created: 2026-01-05T09:00:00Z\n# public key: {key.to_public()}\n{key}\n", encoding="utf-8")
    return path


def public_key(identity: Path) -> str:
    return identity.read_text(encoding="utf-8").splitlines()[1].removeprefix("# public key: ")


def private_key(identity: Path) -> str:
    return identity.read_text(encoding="utf-8").splitlines()[-1]


@pytest.fixture
def sealed(installed: Config, identity: Path) -> Config:
    """An installation that encrypts its backups for a key which is not on the machine."""
    return installed.model_copy(update={"backup_recipient": public_key(identity)})


@pytest.fixture
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lock keys in this process: another one takes a second to start besides the two of scrypt."""
    monkeypatch.setattr(
        encryption, "_locked", lambda text, passphrase: pyrage.passphrase.encrypt(text.encode(), passphrase)
    )


def locked(config: Config, passphrase: str = PASSPHRASE) -> Config:
    return config.model_copy(update={"backup_passphrase": SecretStr(passphrase)})


def files_around(config: Config) -> set[str]:
    folders = {config.backup_dir, dbfile.path_of(config).parent}
    return {path.name for folder in folders if folder.exists() for path in folder.iterdir()}


def plain_copies(config: Config) -> list[Path]:
    """Every file but the database itself that begins as a SQLite database does."""
    folders = {config.backup_dir, dbfile.path_of(config).parent}
    paths = [path for folder in folders for path in folder.iterdir() if path != dbfile.path_of(config)]
    return [path for path in paths if path.read_bytes().startswith(b"SQLite format 3")]


async def test_an_encrypted_backup_is_one_private_file_that_its_owner_opens(
    sealed: Config, identity: Path, tmp_path: Path, clock: MovableClock
) -> None:
    await put_in(sealed, "greeting", "hello")

    made = backup.backup_now(sealed, clock=clock)

    assert made == sealed.backup_dir / "engawa-20260105-090000.db.age"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert b"SQLite" not in made.read_bytes() and b"hello" not in made.read_bytes()
    assert [path.name for path in sealed.backup_dir.iterdir()] == [made.name]
    assert plain_copies(sealed) == []
    key = pyrage.x25519.Identity.from_str(private_key(identity))
    (tmp_path / "opened.db").write_bytes(pyrage.decrypt(made.read_bytes(), [key]))
    assert dbfile.find_faults(tmp_path / "opened.db") == []


async def test_it_is_never_plain_in_the_folder_of_the_backups(
    sealed: Config, monkeypatch: pytest.MonkeyPatch, clock: MovableClock
) -> None:
    """That folder may be another machine's."""
    seen: list[str] = []
    copy = backup._copy_checked

    def watched(source: Path, target: Path) -> None:
        seen.append(str(target))
        copy(source, target)

    monkeypatch.setattr(backup, "_copy_checked", watched)

    backup.backup_now(sealed, clock=clock)

    assert seen and not any(path.startswith(str(sealed.backup_dir)) for path in seen)


async def test_it_is_brought_back_with_its_key(sealed: Config, identity: Path, clock: MovableClock) -> None:
    await put_in(sealed, "greeting", "hello")
    made = backup.backup_now(sealed, clock=clock)
    await put_in(sealed, "greeting", "changed my mind")

    restored = backup.restore(sealed, made, identity=identity, clock=clock)

    assert await get_from(sealed, "greeting") == "hello"
    assert (restored.revision, restored.needs_migration) == (schema.head(), False)
    assert plain_copies(sealed) == [restored.kept]


@pytest.mark.parametrize("written", [str.upper, lambda key: f" {key} ", lambda key: f"{key.upper()}, {key}"])
async def test_a_key_that_is_accepted_is_written_for_however_it_is_written(
    written: Callable[[str], str],
    installed: Config,
    identity: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    clock: MovableClock,
) -> None:
    """QR codes and typewriters have capitals only, and the format allows them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BACKUP_RECIPIENT", written(public_key(identity)))
    ours = installed.model_copy(update={"backup_recipient": read_config().backup_recipient})

    made = backup.backup_now(ours, clock=clock)

    assert encryption.is_encrypted(made) and plain_copies(ours) == []
    assert backup.restore(ours, made, identity=identity, clock=clock).database == dbfile.path_of(ours)


@pytest.mark.usefixtures("quick_lock")
async def test_a_passphrase_is_enough_together_with_the_key_it_locks(
    installed: Config, tmp_path: Path, clock: MovableClock
) -> None:
    ours = locked(installed)
    await put_in(ours, "greeting", "hello")
    made = backup.backup_now(ours, clock=clock)
    keys = list(ours.backup_dir.glob("engawa-key-*.age"))
    assert len(keys) == 1 and stat.S_IMODE(keys[0].stat().st_mode) == 0o600

    elsewhere = ours.model_copy(
        update={"database_url": f"sqlite:///{tmp_path}/new/engawa.db", "backup_dir": tmp_path / "empty"}
    )
    restored = backup.restore(elsewhere, made, clock=clock)

    assert restored.kept is None
    assert await get_from(elsewhere, "greeting") == "hello"
    # and what `age -d -i engawa-key-….age` does, without Engawa
    key = pyrage.passphrase.decrypt(keys[0].read_bytes(), PASSPHRASE).decode().splitlines()[-1]
    opened = pyrage.decrypt(made.read_bytes(), [pyrage.x25519.Identity.from_str(key)])
    assert opened.startswith(b"SQLite format 3")


async def test_the_key_is_locked_by_another_process_and_once_only(installed: Config, clock: MovableClock) -> None:
    ours = locked(installed)
    first = encryption.recipients(ours)
    [key] = ours.backup_dir.glob("engawa-key-*.age")
    before = key.stat().st_mtime_ns

    assert encryption.recipients(ours) == first
    assert key.stat().st_mtime_ns == before
    assert (
        pyrage.passphrase.decrypt(key.read_bytes(), PASSPHRASE).decode().splitlines()[0] == f"# public key: {first[0]}"
    )


@pytest.mark.usefixtures("quick_lock")
async def test_a_key_that_was_lost_is_made_anew_and_the_old_one_stays_usable(
    installed: Config, tmp_path: Path, clock: MovableClock
) -> None:
    ours = locked(installed)
    await put_in(ours, "greeting", "hello")
    made = backup.backup_now(ours, clock=clock)
    encryption.public_key_path(ours).unlink()  # as when only the backups were saved from a machine that burned
    clock.advance(days=1)

    backup.backup_now(ours, clock=clock)

    assert len(list(ours.backup_dir.glob("engawa-key-*.age"))) == 2
    backup.restore(ours, made, clock=clock)
    assert await get_from(ours, "greeting") == "hello"


async def refused(config: Config, made: Path, sentence: str, **arguments: Any) -> None:
    before, content = files_around(config), dbfile.path_of(config).read_bytes()

    with pytest.raises(backup.NotRestored, match=sentence) as refusal:
        backup.restore(config, made, **arguments)

    assert refusal.value.exit_code == 10
    assert "othing was changed" in str(refusal.value)
    assert dbfile.path_of(config).read_bytes() == content
    assert files_around(config) - before <= {"engawa.db.lock"}


async def test_another_key_is_refused(sealed: Config, tmp_path: Path, clock: MovableClock) -> None:
    made = backup.backup_now(sealed, clock=clock)
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()), encoding="utf-8")

    await refused(sealed, made, "another key", identity=other)
    await refused(sealed, made, "--identity")
    other.write_text("my key\n", encoding="utf-8")
    await refused(sealed, made, "AGE-SECRET-KEY-1", identity=other)
    await refused(sealed, made, "can't be read", identity=tmp_path / "nowhere.txt")


@pytest.mark.usefixtures("quick_lock")
async def test_another_passphrase_is_refused(installed: Config, tmp_path: Path, clock: MovableClock) -> None:
    made = backup.backup_now(locked(installed), clock=clock)

    await refused(locked(installed, "a passphrase of another time"), made, "does not open the key")
    alone = tmp_path / "alone" / made.name
    alone.parent.mkdir()
    alone.write_bytes(made.read_bytes())
    elsewhere = locked(installed).model_copy(update={"backup_dir": tmp_path / "alone"})
    await refused(elsewhere, alone, "is not beside it")


@pytest.mark.parametrize("how", ["damaged", "half", "an empty age file"])
async def test_what_is_not_whole_is_refused(sealed: Config, identity: Path, clock: MovableClock, how: str) -> None:
    made = backup.backup_now(sealed, clock=clock)
    content = made.read_bytes()
    if how == "damaged":
        damage(made)
    else:
        made.write_bytes(content[: len(content) // 2] if how == "half" else encryption.MAGIC)

    await refused(sealed, made, "is damaged", identity=identity)


async def test_a_newer_one_is_refused(sealed: Config, identity: Path, clock: MovableClock) -> None:
    pretend_newer(dbfile.path_of(sealed))
    made = backup.backup_now(sealed, clock=clock)

    with pytest.raises(schema.DatabaseNewer):
        backup.restore(sealed, made, identity=identity)

    assert plain_copies(sealed) == []


async def test_nothing_is_opened_under_a_running_bot(sealed: Config, identity: Path, clock: MovableClock) -> None:
    made = backup.backup_now(sealed, clock=clock)

    with instance.only_one(sealed), pytest.raises(instance.AlreadyRunning):
        backup.restore(sealed, made, identity=identity)

    assert plain_copies(sealed) == []


async def test_both_kinds_are_counted_together(sealed: Config, clock: MovableClock) -> None:
    plain = sealed.model_copy(update={"backup_recipient": None})
    made = []
    for config in (plain, sealed, plain, sealed, sealed):
        made.append(backup.backup_now(config, clock=clock))
        clock.advance(days=1)

    assert set(sealed.backup_dir.iterdir()) == set(made[-sealed.backups_kept :])
    assert backup.newest(sealed.backup_dir, now=clock()) == made[-1]
    assert await backup.back_up_when_due(plain, clock) is not None, "a day old"
    assert await backup.back_up_when_due(sealed, clock) is None


async def test_what_cannot_be_read_back_is_no_backup(
    sealed: Config, monkeypatch: pytest.MonkeyPatch, clock: MovableClock
) -> None:
    write = encryption._Writer.write

    def forgetful(self: encryption._Writer, part: bytes) -> int:
        """A disk that says it has written what it hasn't."""
        if self._file is None or self._file.tell() < 100_000:
            return write(self, part)
        return len(part)

    monkeypatch.setattr(encryption._Writer, "write", forgetful)

    with pytest.raises(backup.BackupFailed, match="can't be read back"):
        backup.backup_now(sealed, clock=clock)

    assert list(sealed.backup_dir.iterdir()) == []
    assert plain_copies(sealed) == []


async def test_a_full_disk_leaves_nothing_behind(
    sealed: Config, identity: Path, monkeypatch: pytest.MonkeyPatch, clock: MovableClock
) -> None:
    made = backup.backup_now(sealed, clock=clock)

    def full(self: encryption._Writer, _: bytes) -> int:
        self.failure = OSError(28, "No space left on device")
        raise self.failure

    with monkeypatch.context() as patched:
        patched.setattr(encryption._Writer, "write", full)
        with pytest.raises(backup.BackupFailed, match="No space left"):
            backup.backup_now(sealed, clock=clock)
        with pytest.raises(backup.NotRestored, match="No space left"):
            backup.restore(sealed, made, identity=identity)

    assert list(sealed.backup_dir.iterdir()) == [made]
    assert plain_copies(sealed) == []


async def test_the_backup_before_an_update_is_encrypted_too(sealed: Config, clock: MovableClock) -> None:
    with dbfile.connect(dbfile.path_of(sealed), read_only=False) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("DROP TABLE problem")
    with pytest.raises(Exception, match=r"."):  # there are more tables than at 0001; the backup comes first
        await upgrade(sealed, clock)

    [made] = sealed.backup_dir.iterdir()
    assert made.name == "engawa-20260105-090000-before-update.db.age"


# Ended in the middle ----------------------------------------------------------------------------------------------


def killed_at(module: Any, name: str, act: Callable[[], object]) -> None:
    """Run `act` in a process that is killed -9 the moment it calls `module.name`."""
    child = os.fork()
    if child == 0:
        setattr(module, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        try:
            act()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"{name} was not called"


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (encryption, "encrypt"),
        (encryption, "_digest_inside"),
        (dbfile, "find_faults"),
        (os, "utime"),
        (dbfile, "sync_folder"),
    ],
)
def test_a_backup_killed_at_any_moment_leaves_all_as_it_was(
    module: Any, name: str, sealed: Config, clock: MovableClock
) -> None:
    killed_at(module, name, lambda: backup.backup_now(sealed, clock=clock))

    assert dbfile.find_faults(dbfile.path_of(sealed)) == []
    assert len(list(backup.all_in(sealed.backup_dir))) == (name == "sync_folder"), "counted only when it is whole"
    folders = (sealed.backup_dir, dbfile.path_of(sealed).parent)
    for path in (path for folder in folders for path in folder.iterdir()):
        os.utime(path, (0, 0))  # a day later
    backup.remove_leftovers(sealed)
    assert plain_copies(sealed) == []
    assert not any("partial" in name for name in files_around(sealed))
    assert backup.backup_now(sealed, clock=clock).exists()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (backup, "_check_restorable"),
        (backup, "_copy_checked"),
        (dbfile, "find_faults"),
        (backup, "_keep"),
        (os, "link"),
        (backup, "_free_name"),
        (Path, "replace"),
        (dbfile, "sync_folder"),
    ],
)
async def test_a_restore_killed_at_any_moment_leaves_a_whole_database(
    module: Any, name: str, sealed: Config, identity: Path, clock: MovableClock
) -> None:
    await put_in(sealed, "greeting", "hello")
    made = backup.backup_now(sealed, clock=clock)
    await put_in(sealed, "greeting", "later")

    killed_at(module, name, lambda: backup.restore(sealed, made, identity=identity, clock=clock))

    assert dbfile.find_faults(dbfile.path_of(sealed)) == []
    assert await get_from(sealed, "greeting") == ("hello" if name == "sync_folder" else "later")
    with instance.only_one(sealed):  # what the next start does
        backup.remove_unfinished_restores(sealed)
    kept = list(dbfile.path_of(sealed).parent.glob("engawa-replaced-*.db"))
    assert plain_copies(sealed) == kept
    backup.restore(sealed, made, identity=identity, clock=clock)
    assert await get_from(sealed, "greeting") == "hello"


async def test_without_second_names_the_database_is_kept_as_well(
    installed: Config, monkeypatch: pytest.MonkeyPatch, clock: MovableClock
) -> None:
    made = backup.backup_now(installed, clock=clock)

    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    kept = backup.restore(installed, made, clock=clock).kept

    assert kept is not None and dbfile.find_faults(kept) == []


# Memory -----------------------------------------------------------------------------------------------------------

_BIG = """
import re, sys
from pathlib import Path
from bot.operations import encryption
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
source, target, key = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
encryption.encrypt(source.with_name("small"), target, to=[key])
before = peak()
encryption.encrypt(source, target, to=[key])
print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's /proc")
def test_memory_stays_flat_however_large_the_database(tmp_path: Path, identity: Path) -> None:
    (tmp_path / "small").write_bytes(os.urandom(100_000))
    (tmp_path / "big").write_bytes(os.urandom(1_000_000) * 60)

    grown = subprocess.run(
        [sys.executable, "-c", _BIG, tmp_path / "big", tmp_path / "big.age", public_key(identity)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )

    assert int(grown.stdout) < 10, "megabytes"


# The environment --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"BACKUP_RECIPIENT": "age1nonsense"}, "BACKUP_RECIPIENT"),
        ({"BACKUP_RECIPIENT": "AGE-SECRET-KEY-1ABC"}, "BACKUP_RECIPIENT"),
        ({"BACKUP_PASSPHRASE": "too short"}, "BACKUP_PASSPHRASE"),
        ({"BACKUP_PASSPHRASE": PASSPHRASE, "BACKUP_RECIPIENT": "ours"}, "BACKUP_PASSPHRASE"),
    ],
)
def test_what_cannot_be_used_is_named_and_never_shown(
    environment: dict[str, str], named: str, identity: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, public_key(identity) if value == "ours" else value)

    with pytest.raises(ConfigInvalid, match=named) as refusal:
        read_config()

    assert not any(value in str(refusal.value) for value in environment.values() if value != "ours")


# The doctor -------------------------------------------------------------------------------------------------------


def messages(config: Config) -> dict[str, Severity]:
    return {
        finding.message: finding.severity
        for check in (doctor.check_encryption, doctor.check_backup_key)
        for finding in check(config)
    }


@pytest.mark.usefixtures("quick_lock")
async def test_the_doctor_says_what_is_encrypted(installed: Config, sealed: Config, clock: MovableClock) -> None:
    assert "operations-backups-plain" in messages(installed)
    backup.backup_now(installed, clock=clock)
    assert messages(sealed)["operations-backups-encrypted"] is Severity.FINE
    assert messages(sealed)["operations-backups-left-plain"] is Severity.WARNING

    ours = locked(installed)
    assert messages(ours)["operations-backups-locked"] is Severity.FINE
    backup.backup_now(ours, clock=clock)
    assert messages(ours)["operations-backup-key"] is Severity.FINE
    assert messages(locked(installed, "of another time"))["operations-backup-key-other"] is Severity.PROBLEM
    for key in ours.backup_dir.glob("engawa-key-*"):
        key.unlink()
    assert messages(ours)["operations-backup-key-lost"] is Severity.PROBLEM


def linux(root: Path, *, uuid: str, kind: str = "ext4", source: str = "/dev/vda1") -> Path:
    """A machine whose disk 253:1 is a logical volume on 253:0."""
    block = root / "sys" / "dev" / "block"
    (block / "253:0" / "dm").mkdir(parents=True)
    (block / "253:0" / "dm" / "uuid").write_text(uuid, encoding="ascii")
    (block / "253:1" / "slaves").mkdir(parents=True)
    (block / "253:1" / "slaves" / "dm-0").symlink_to(block / "253:0")
    (root / "proc" / "self").mkdir(parents=True)
    (root / "proc" / "self" / "mountinfo").write_text(
        f"36 35 253:1 / /data rw,noatime shared:1 - {kind} {source} rw\n", encoding="utf-8"
    )
    return root


@pytest.mark.parametrize(
    ("uuid", "kind", "seen"),
    [("CRYPT-LUKS2-0123-data", "ext4", True), ("LVM-abc", "ext4", False), ("LVM-abc", "ecryptfs", True)],
)
def test_an_encrypted_volume_is_seen_below_lvm(tmp_path: Path, uuid: str, kind: str, seen: bool) -> None:
    assert volumes.seen_encrypted(tmp_path, root=linux(tmp_path, uuid=uuid, kind=kind), device=(253, 1)) is seen


def test_a_machine_that_says_nothing_is_unknown(tmp_path: Path) -> None:
    assert not volumes.seen_encrypted(tmp_path, root=tmp_path)
