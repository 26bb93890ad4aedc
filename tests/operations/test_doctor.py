"""The doctor names what is wrong on the machine, and what to do about it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Config
from bot.i18n import Language
from bot.operations import backup, dbfile, doctor, health, instance
from bot.operations.doctor import Finding, Severity
from bot.seal import Seal
from tests.operations.conftest import damage, pretend_newer
from tests.support.clock import MovableClock

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz012"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(config: Config, message: str) -> Finding:
    """Return the one finding of that kind."""
    findings = [finding for finding in doctor.offline_findings(config) if finding.message == message]
    assert len(findings) == 1, [finding.message for finding in doctor.offline_findings(config)]
    return findings[0]


def troubles(config: Config) -> set[str]:
    findings = doctor.offline_findings(config)
    return {finding.message for finding in findings if finding.severity in (Severity.PROBLEM, Severity.WARNING)}


def with_token(config: Config, token: str = TOKEN) -> Config:
    return config.model_copy(update={"discord_token": SecretStr(token)})


# Whether a container's disk is a volume is asked apart: where the tests run, it is as it is.
PLACE = "operations-place-passing"


def test_a_machine_before_the_first_start_has_nothing_to_mend(fresh: Config) -> None:
    assert troubles(with_token(fresh)) <= {PLACE}
    assert not dbfile.path_of(fresh).parent.exists(), "looking changes nothing"


async def test_a_machine_in_use_has_nothing_to_mend(installed: Config) -> None:
    backup.backup_now(installed)

    assert troubles(with_token(installed)) <= {PLACE}


@pytest.mark.parametrize("language", Language)
async def test_every_trouble_has_a_remedy_in_both_languages(installed: Config, language: Language) -> None:
    for finding in doctor.offline_findings(installed):
        assert finding.said(language)
        assert (finding.severity is Severity.FINE) is (finding.remedy_said(language) is None), finding


def test_no_token_is_named(fresh: Config) -> None:
    assert found(fresh, "operations-token-missing").severity is Severity.PROBLEM


@pytest.mark.parametrize(
    "token",
    [
        "0123456789abcdef0123456789abcdef",  # a client secret
        "f" * 64,  # a public key
        "Bot " + TOKEN,
        TOKEN.partition(".")[2],
        "bm90IGEgbnVtYmVyIGhlcmU.Gabcde.abcdefghijklmnopqrstuvwxyz012",
    ],
)
def test_what_is_no_token_is_named_and_never_shown(fresh: Config, token: str) -> None:
    finding = found(with_token(fresh, token), "operations-token-malformed")

    assert finding.severity is Severity.PROBLEM
    assert token not in finding.said(Language.EN) + str(finding.remedy_said(Language.EN))


def test_a_readable_env_file_is_named(fresh: Config, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.touch(0o644)
    assert str(env) in str(found(fresh, "operations-env-open").remedy_said(Language.EN))

    env.chmod(0o600)
    assert "operations-env-open" not in troubles(fresh)


async def test_a_damaged_database_is_a_problem(installed: Config) -> None:
    path = dbfile.path_of(installed)
    with dbfile.connect(path, read_only=False) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("CREATE TABLE pages AS SELECT randomblob(60000) AS content")
    damage(path)

    assert {"operations-database-damaged", "operations-database-unusable"} & troubles(installed)


async def test_a_newer_database_is_a_problem(installed: Config) -> None:
    pretend_newer(dbfile.path_of(installed))

    assert "9999" in found(installed, "operations-database-newer").said(Language.EN)


async def test_an_older_database_will_be_updated(installed: Config) -> None:
    with dbfile.connect(dbfile.path_of(installed), read_only=False) as connection:
        connection.execute("DELETE FROM alembic_version")

    assert found(installed, "operations-database-older").severity is Severity.WARNING


def test_another_programs_database_is_a_problem(fresh: Config) -> None:
    path = dbfile.path_of(fresh)
    path.parent.mkdir()
    path.touch()
    with dbfile.connect(path, read_only=False) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")

    assert found(fresh, "operations-database-not-ours").severity is Severity.PROBLEM


@pytest.mark.usefixtures("as_nobody")
def test_a_place_that_cannot_be_written_is_a_problem(fresh: Config) -> None:
    assert found(fresh, "operations-database-unusable").severity is Severity.PROBLEM


async def test_a_database_others_can_read_is_named(installed: Config) -> None:
    dbfile.path_of(installed).chmod(0o644)

    assert found(installed, "operations-database-open").severity is Severity.WARNING


async def test_backups_others_can_read_are_named_until_the_remedy_is_followed(installed: Config) -> None:
    made = backup.backup_now(installed)
    made.chmod(0o644)

    said = found(installed, "operations-backup-open").remedy_said(Language.EN)

    assert said is not None and f"chmod 600 {made}" in said
    made.chmod(0o600)
    assert "operations-backup-open" not in {finding.message for finding in doctor.offline_findings(installed)}


def test_in_a_container_the_database_must_be_on_a_volume() -> None:
    volume = Path("/dev/shm")
    if not volume.exists() or volume.stat().st_dev == Path("/").stat().st_dev:
        pytest.skip("there is no second file system here to stand for a volume")

    assert [finding.message for finding in doctor.place_in_container(Path("/data-that-is-not-there"))] == [PLACE]
    assert list(doctor.place_in_container(volume)) == []


@pytest.mark.parametrize(
    ("free_mb", "severity"), [(10, Severity.PROBLEM), (100, Severity.WARNING), (5_000, Severity.FINE)]
)
def test_a_full_disk_is_said_before_it_is_full(tmp_path: Path, free_mb: int, severity: Severity) -> None:
    assert doctor.space_finding(tmp_path, free_mb).severity is severity


def test_a_clock_that_went_back_is_a_problem(clock: MovableClock) -> None:
    written = clock()
    assert doctor.clock_finding(clock(), database_written=written).severity is Severity.FINE

    clock.advance(hours=-1)

    assert doctor.clock_finding(clock(), database_written=written).severity is Severity.PROBLEM


async def test_missing_and_old_backups_are_named(installed: Config) -> None:
    assert found(installed, "operations-backup-none").severity is Severity.WARNING
    made = backup.backup_now(installed)
    assert found(installed, "operations-backup").severity is Severity.FINE

    os.utime(made, (made.stat().st_mtime - 3 * 86_400,) * 2)

    assert "72 hours" in found(installed, "operations-backup-old").said(Language.EN)


async def test_the_seal_key_must_be_private(installed: Config) -> None:
    assert found(installed, "operations-seal-key-none-yet").severity is Severity.FINE
    key = dbfile.seal_key_path(installed)
    Seal(key).fingerprint(guild_id=1, member_id=2)
    key.chmod(0o644)
    assert found(installed, "operations-seal-key-open").severity is Severity.PROBLEM

    key.chmod(0o600)

    assert str(key) in found(installed, "operations-seal-key").said(Language.EN)


async def test_a_damaged_seal_key_is_a_problem(installed: Config) -> None:
    key = dbfile.seal_key_path(installed)
    key.touch(0o600)

    assert found(installed, "operations-seal-key-damaged").severity is Severity.PROBLEM


@pytest.mark.parametrize(
    ("table", "sealed"),
    [
        ("question", "sealed_author"),
        ("perk_code", "sealed"),
        ("event_occurrence", "sealed_code"),
        ("survey", "sealed_secret"),
        ("playbook_bundle", "sealed"),
    ],
)
async def test_a_lost_seal_key_is_a_problem(installed: Config, table: str, sealed: str) -> None:
    with dbfile.connect(dbfile.path_of(installed), read_only=False) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        required = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[3] and not row[5]]
        columns = ", ".join([sealed, *required])
        values = ", ".join(["'sealed'", *("0" if name != "state" else "'open'" for name in required)])
        connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})")

    assert found(installed, "operations-seal-key-lost").severity is Severity.PROBLEM


def test_who_may_not_look_is_told_so_and_about_everything_else(fresh: Config, request: pytest.FixtureRequest) -> None:
    closed = dbfile.path_of(fresh).parent
    closed.mkdir()
    closed.chmod(0)
    request.getfixturevalue("as_nobody")

    assert str(closed) in found(fresh, "operations-forbidden").said(Language.JA)
    assert found(fresh, "operations-python")


async def test_a_running_bot_without_discord_is_a_problem(installed: Config) -> None:
    assert found(installed, "operations-running-not")
    with instance.only_one(installed):
        assert found(installed, "operations-running-unwell").severity is Severity.PROBLEM

        health.beat(installed)

        assert found(installed, "operations-running").severity is Severity.FINE


async def test_open_problems_are_named(installed: Config) -> None:
    with dbfile.connect(dbfile.path_of(installed), read_only=False) as connection:
        for closed in ("NULL", "NULL", "'2026-01-06'"):
            connection.execute(
                f"INSERT INTO problem (guild_id, text, reported_at, closed_at) VALUES (1, 'x', '2026-01-05', {closed})"
            )

    assert "2 problems people have reported are open" in found(installed, "operations-problems").said(Language.EN)


async def test_the_page_is_asked_where_it_should_be(installed: Config) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        watched = installed.model_copy(update={"metrics_port": other.getsockname()[1]})
        assert found(watched, "operations-page-taken").severity is Severity.PROBLEM
    assert found(watched, "operations-page-free").severity is Severity.FINE
    assert not any("page" in finding.message for finding in doctor.offline_findings(installed))

    with instance.only_one(watched):
        assert found(watched, "operations-page-silent").severity is Severity.PROBLEM


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "texts"
    (folder / "ja").mkdir(parents=True)
    yield folder


@pytest.mark.parametrize(
    ("content", "message", "place"),
    [
        ("confirm-no = { $broken\n", "operations-texts-syntax", "ja/own.ftl:1"),
        ("# mine\nno-such-message = Hi\n", "operations-texts-unknown-message", "ja/own.ftl:2"),
        ("pages-position = { $pages } { $of }\n", "operations-texts-unknown-variable", "ja/own.ftl:1"),
        ("confirm-no = { confirm-maybe }\n", "operations-texts-unknown-reference", "ja/own.ftl:1"),
        ("confirm-no = { -brand }\n", "operations-texts-unknown-reference", "ja/own.ftl:1"),
        ('confirm-no = { SHOUT("no") }\n', "operations-texts-unknown-reference", "ja/own.ftl:1"),
    ],
)
def test_own_texts_that_cannot_be_used_are_named_by_line(
    fresh: Config, texts: Path, content: str, message: str, place: str
) -> None:
    (texts / "ja" / "own.ftl").write_text(content, encoding="utf-8")

    assert place in found(fresh.model_copy(update={"text_dir": texts}), message).said(Language.JA)


def test_own_texts_in_another_encoding_are_named(fresh: Config, texts: Path) -> None:
    (texts / "ja" / "own.ftl").write_text("confirm-no = もどる\n", encoding="cp932")

    assert found(fresh.model_copy(update={"text_dir": texts}), "operations-texts-unreadable")


def test_a_text_folder_that_is_not_there_is_named(fresh: Config, tmp_path: Path) -> None:
    assert found(fresh.model_copy(update={"text_dir": tmp_path / "nowhere"}), "operations-texts-no-folder")


def test_own_texts_that_are_right_are_fine(fresh: Config, texts: Path) -> None:
    (texts / "ja" / "own.ftl").write_text(
        "-we = ひなた喫茶\n"
        "pages-position = { -we }：{ $page }枚目（全{ $pages }枚）\n"
        'confirm-no = { COMMAND("ask") }か{ confirm-cancelled }\n',
        encoding="utf-8",
    )

    assert found(fresh.model_copy(update={"text_dir": texts}), "operations-texts").severity is Severity.FINE


def test_the_version_the_code_was_written_for_is_the_pinned_one() -> None:
    pinned = (Path(__file__).parents[2] / "requirements.txt").read_text(encoding="utf-8").split()

    assert f"discord.py=={doctor.DISCORD_PY}" in pinned
