"""What is read from the environment and the file `.env`."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import Config, ConfigInvalid, read_config


@pytest.fixture(autouse=True)
def empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in fields(Config):
        monkeypatch.delenv(variable.name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default() -> None:
    assert read_config() == Config()


def test_the_environment_counts_before_the_file_and_what_is_empty_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        "BACKUPS_KEPT=3\nLOG_LEVEL='DEBUG'  # for a while\nGUILD_ID=\nTEXT_DIR=texts\nSOMETHING_ELSE=1\n"
    )
    monkeypatch.setenv("BACKUPS_KEPT", "5")
    monkeypatch.setenv("LOG_LEVEL", "")
    monkeypatch.setenv("members", "No")

    assert read_config() == Config(backups_kept=5, log_level="DEBUG", text_dir=Path("texts"), members=False)


def test_every_value_that_can_not_be_used_is_named_with_what_to_give(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BACKUPS_KEPT": "0", "GUILD_ID": "mine", "LOG_LEVEL": "LOUD", "MEMBERS": "perhaps"}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ConfigInvalid) as refused:
        read_config()

    assert str(refused.value) == (
        "The environment has a value that can't be used. BACKUPS_KEPT: give a number from 1 to 1000; LOG_LEVEL: give "
        "one of DEBUG, INFO, WARNING, ERROR; GUILD_ID: give a whole number; MEMBERS: give true or false."
    )


def test_the_token_is_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-real-one")

    assert "a-real-one" not in repr(read_config())
    assert read_config().token() == "a-real-one"
