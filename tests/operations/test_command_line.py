"""What an operator types, reads, and what scripts get as the exit code."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest
from discord.http import Route

from bot.__main__ import main
from bot.config import Config
from bot.i18n import use_overrides
from bot.operations import dbfile, instance
from tests.operations.conftest import damage, pretend_newer

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def type_in(
    installed: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Type]:
    """Type `python -m bot …` on the operator's machine; returns exit code, output and error output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", installed.database_url)
    monkeypatch.setenv("BACKUP_DIR", str(installed.backup_dir))
    for name in ("DISCORD_TOKEN", "TEXT_DIR", "SEAL_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def type_in(*arguments: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    yield type_in
    root.handlers[:] = handlers
    root.setLevel(level)
    use_overrides(None)


def backup_of(installed: Config) -> Path:
    return next(installed.backup_dir.glob("*.db"))


def test_backup_says_where_and_what_is_not_in_it(type_in: Type, installed: Config) -> None:
    dbfile.seal_key_path(installed).touch(0o600)

    code, out, _ = type_in("backup")

    assert code == 0
    assert str(backup_of(installed)) in out
    assert str(dbfile.seal_key_path(installed)) in out


def test_restore_says_what_it_did_and_what_it_kept(type_in: Type, installed: Config) -> None:
    type_in("backup")

    code, out, _ = type_in("restore", str(backup_of(installed)))

    kept = list(dbfile.path_of(installed).parent.glob("engawa-replaced-*.db"))
    assert code == 0
    assert len(kept) == 1 and str(kept[0]) in out


def refused(said: tuple[int, str, str], code: int) -> None:
    """One sentence on the error output, nothing on the other, and that exit code."""
    assert said[0] == code, said
    assert said[1] == ""
    assert said[2].strip().endswith(".") and "Traceback" not in said[2]
    assert len(said[2].strip().splitlines()) == 1


def test_a_damaged_backup_has_exit_code_10(type_in: Type, installed: Config) -> None:
    type_in("backup")
    damage(backup_of(installed))

    refused(type_in("restore", str(backup_of(installed))), 10)


def test_a_newer_backup_has_exit_code_6(type_in: Type, installed: Config) -> None:
    type_in("backup")
    pretend_newer(backup_of(installed))

    refused(type_in("restore", str(backup_of(installed))), 6)


def test_restoring_under_a_running_bot_has_exit_code_7(type_in: Type, installed: Config) -> None:
    type_in("backup")

    with instance.only_one(installed):
        refused(type_in("restore", str(backup_of(installed))), 7)


def test_a_backup_that_fails_has_exit_code_9(type_in: Type, installed: Config) -> None:
    shutil.rmtree(dbfile.path_of(installed).parent)

    refused(type_in("backup"), 9)


def test_a_value_that_cannot_be_used_has_exit_code_2(type_in: Type) -> None:
    refused(type_in("backup", BACKUPS_KEPT="none"), 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", "one\ntwo"),
        ("DISCORD_API_URL", "http://"),
        ("DISCORD_API_URL", "http://127.0.0.1:99999/api/v10"),
        ("DISCORD_API_URL", "https://discord.com"),
        ("DATABASE_URL", "sqlite:///engawa.db?mode=ro"),
    ],
)
def test_a_bot_that_could_not_start_with_a_value_says_which(type_in: Type, name: str, value: str) -> None:
    said = type_in("run", **({"DISCORD_TOKEN": "anything"} | {name: value}))

    refused(said, 2)
    assert name in said[2]


def test_a_damaged_key_has_exit_code_2(type_in: Type, installed: Config) -> None:
    dbfile.seal_key_path(installed).touch(0o600)

    said = type_in("run", DISCORD_TOKEN="anything")

    refused(said, 2)
    assert str(dbfile.seal_key_path(installed)) in said[2]


def test_own_texts_that_would_break_replies_have_exit_code_2(type_in: Type, tmp_path: Path) -> None:
    (tmp_path / "texts" / "en").mkdir(parents=True)
    (tmp_path / "texts" / "en" / "own.ftl").write_text("confirm-no = { $typo }\n", encoding="utf-8")

    said = type_in("run", DISCORD_TOKEN="anything", TEXT_DIR=str(tmp_path / "texts"))

    refused(said, 2)
    assert "en/own.ftl:1" in said[2]


def test_doctor_ends_with_1_while_something_is_to_be_mended(type_in: Type) -> None:
    code, out, _ = type_in("doctor", "--offline")

    assert code == 1
    assert "FAIL  DISCORD_TOKEN is not set" in out


def test_doctor_without_network_says_so_without_a_traceback(type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", Route.BASE)

    code, out, err = type_in("doctor", DISCORD_TOKEN="a-secret", DISCORD_API_URL="http://127.0.0.1:9/api")

    assert code == 1
    assert "FAIL  Discord can't be asked at http://127.0.0.1:9/api" in out
    assert "Traceback" not in out + err
    assert "a-secret" not in out + err


def test_recompute_of_a_whole_ledger_finds_nothing(type_in: Type) -> None:
    code, said, _ = type_in("recompute", "--check")
    assert (code, said) == (0, "0 entries of 0 members: 0 differences.\n")


def test_recompute_says_what_was_wrong_and_mends_it(type_in: Type, installed: Config) -> None:
    with dbfile.connect(dbfile.path_of(installed), read_only=False) as connection:
        connection.execute("INSERT INTO point_day VALUES (1, '2026-01-05', 7, 3, 0)")
    code, said, _ = type_in("recompute", "--check")
    assert code == 1
    assert "point_day 1/2026-01-05/7: kept (3, 0), the ledger says None" in said
    assert type_in("recompute")[1].endswith("1 differences, mended.\n")
    assert type_in("recompute")[0] == 0


def test_recompute_leaves_a_running_bot_alone(type_in: Type, installed: Config) -> None:
    with instance.only_one(installed):
        assert type_in("recompute")[0] == instance.AlreadyRunning.exit_code
        assert type_in("recompute", "--check")[0] == 0


def reported(installed: Config, text: str, *, member: str = "7", code: str = "NULL") -> None:
    with dbfile.connect(dbfile.path_of(installed), read_only=False) as connection:
        connection.execute(
            "INSERT INTO problem (guild_id, member_id, reference, text, reported_at) "
            f"VALUES (1, {member}, {code}, ?, '2026-01-05 09:00:00')",
            (text,),
        )


def test_problems_are_listed_and_closed(type_in: Type, installed: Config) -> None:
    assert type_in("problems") == (0, "There is no open problem.\n", "")
    reported(installed, "It hangs.\nReally\x1b[2J", code="'AB2CD3'")
    reported(installed, "The card is empty", member="NULL")

    code, said, _ = type_in("problems")
    assert code == 0
    assert said.splitlines() == [
        "#2  2026-01-05 09:00 UTC  server 1  no name",
        "    The card is empty",
        "#1  2026-01-05 09:00 UTC  server 1  member 7  code AB2CD3",
        "    It hangs.",
        "    Really [2J",
    ]
    with instance.only_one(installed):  # the bot may be running
        assert type_in("problems", "--close", "1") == (0, "Problem 1 is closed.\n", "")
    assert "#1" not in type_in("problems")[1]
    assert "code AB2CD3  closed" in type_in("problems", "--all")[1]
    assert type_in("problems", "--close", "1", "--close", "9")[:2] == (
        1,
        "Problem 1 is not open.\nProblem 9 is not open.\n",
    )


def test_problems_without_a_database_say_so(type_in: Type, tmp_path: Path) -> None:
    refused(type_in("problems", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere.db"), 5)


def test_an_encrypted_backup_says_so_and_comes_back(type_in: Type, installed: Config, tmp_path: Path) -> None:
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{key}\n", encoding="utf-8")

    code, out, _ = type_in("backup", BACKUP_RECIPIENT=str(key.to_public()))
    made = next(installed.backup_dir.glob("*.db.age"))

    assert code == 0 and "verified, encrypted" in out
    refused(type_in("restore", str(made)), 10)
    code, out, _ = type_in("restore", str(made), "--identity", str(tmp_path / "key.txt"))
    assert code == 0 and "verified" in out


def test_recompute_without_a_database_says_so(type_in: Type, tmp_path: Path) -> None:
    code, _, said = type_in("recompute", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere.db")
    assert code == dbfile.DatabaseUnusable.exit_code
    assert "DATABASE_URL" in said
    assert not (tmp_path / "nowhere.db").exists()
