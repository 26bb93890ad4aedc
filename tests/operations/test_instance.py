"""One process has the database, and a dead one doesn't."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Config
from bot.operations import dbfile, instance

ROOT = Path(__file__).parents[2]


def test_a_second_one_is_refused_and_names_the_first(fresh: Config) -> None:
    with (
        instance.only_one(fresh),
        pytest.raises(instance.AlreadyRunning, match=f"process {os.getpid()}") as refusal,
        instance.only_one(fresh),
    ):
        pass

    assert refusal.value.exit_code == 7


def test_another_database_is_no_matter(fresh: Config, tmp_path: Path) -> None:
    other = fresh.model_copy(update={"database_url": f"sqlite:///{tmp_path}/other/engawa.db"})

    with instance.only_one(fresh), instance.only_one(other):
        assert instance.is_running(dbfile.path_of(fresh))
        assert instance.is_running(dbfile.path_of(other))


def test_the_next_one_may_start_when_the_first_has_ended(fresh: Config) -> None:
    with instance.only_one(fresh):
        pass

    assert not instance.is_running(dbfile.path_of(fresh))
    with instance.only_one(fresh):
        assert instance.is_running(dbfile.path_of(fresh))


def test_asking_whether_it_runs_writes_nothing(fresh: Config) -> None:
    with instance.only_one(fresh):
        pass
    lock = instance.lock_path(dbfile.path_of(fresh))
    lock.chmod(0o400)
    before = lock.stat()

    assert not instance.is_running(dbfile.path_of(fresh))
    assert lock.stat() == before


HOLD = """
import sys
from bot.operations import instance
from bot.config import Config
with instance.only_one(Config(_env_file=None, database_url=sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_process_that_was_killed_holds_nothing(fresh: Config) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, fresh.database_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert instance.is_running(dbfile.path_of(fresh))

        process.send_signal(signal.SIGKILL)
        process.wait()

        assert not instance.is_running(dbfile.path_of(fresh))


def test_a_folder_that_cannot_be_made_is_explained(fresh: Config) -> None:
    dbfile.path_of(fresh).parent.write_text("in the way", encoding="utf-8")

    with pytest.raises(dbfile.DatabaseUnusable), instance.only_one(fresh):
        pass


def test_a_lock_of_another_user_is_explained(fresh: Config, request: pytest.FixtureRequest) -> None:
    lock = instance.lock_path(dbfile.path_of(fresh))
    lock.parent.mkdir()
    lock.touch(0o600)
    lock.parent.chmod(0o777)
    request.getfixturevalue("as_nobody")
    if os.access(lock, os.W_OK, effective_ids=True):
        pytest.skip("the tests run as the owner of the file")

    with pytest.raises(dbfile.DatabaseUnusable, match=r"engawa\.db\.lock"), instance.only_one(fresh):
        pass
