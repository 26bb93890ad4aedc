"""What is said about tables comes from the tables."""

import re

import pytest

from bot.app import App
from bot.i18n import FOLDER, Language, exists, say
from bot.privacy.catalogue import features_by_table, member_tables
from bot.privacy.retention import Retention
from bot.tables import all_tables


def test_every_table_that_names_members_says_what_it_is_why_and_how_long() -> None:
    missing = [
        name
        for entry in member_tables()
        for name in (entry.message_id, f"{entry.message_id}.why", f"{entry.message_id}.how-long")
        if not exists(name)
    ]
    assert missing == []


def test_every_table_in_which_a_name_is_kept_says_why() -> None:
    keeping = [entry for entry in member_tables() if entry.erased_by("keep")]
    assert keeping
    assert [entry.name for entry in keeping if not exists(f"{entry.message_id}.kept")] == []


def test_what_features_add_to_an_export_is_described_too() -> None:
    # tests/privacy/test_exporting.py finds a table that is missing here
    for table in ("onboarding_fact", "perk_code"):
        message_id = f"privacy-table-{table.replace('_', '-')}"
        assert all(exists(name) for name in (message_id, f"{message_id}.why", f"{message_id}.how-long"))


def test_no_table_is_described_that_does_not_exist() -> None:
    tables = {f"privacy-table-{table.name.replace('_', '-')}" for table in all_tables().sorted_tables}
    for language in Language:
        text = (FOLDER / language / "privacy.ftl").read_text(encoding="utf-8")
        assert set(re.findall(r"^(privacy-table-[a-z-]+) =", text, re.MULTILINE)) <= tables


def test_every_feature_with_such_a_table_has_a_name() -> None:
    assert [entry.feature for entry in member_tables() if not exists(f"privacy-feature-{entry.feature}")] == []


def test_every_table_belongs_to_a_feature_and_every_member_table_to_a_server() -> None:
    features = features_by_table()
    assert features["point_ledger"] == "points"
    assert features["due_row"] == "bot"
    assert [entry.name for entry in member_tables() if "guild_id" not in entry.table.c] == []


def test_nothing_secret_would_be_given_out() -> None:
    for table in all_tables().sorted_tables:
        for column in table.c:
            if "fingerprint" in column.name or "sealed" in column.name or column.name == "session_id":
                assert column.info.get("export") is False or table.name == "gateway_position", f"{table}.{column.name}"


@pytest.mark.parametrize("language", Language)
async def test_every_kind_that_is_pruned_has_a_name(app: App, language: Language) -> None:
    assert isinstance(app.privacy.retention, Retention)
    for kind in app.privacy.retention.kinds:
        assert say(language, f"privacy-kind-{kind.name}")
