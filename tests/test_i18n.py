"""Choosing languages, and the operator's own texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.i18n import Language, UnknownMessage, exists, say, use_overrides


@pytest.fixture(autouse=True)
def _own_texts_end_with_the_test() -> Iterator[None]:
    yield
    use_overrides(None)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja", Language.JA), ("ja-JP", Language.JA), ("en-GB", Language.EN), ("pt-BR", Language.EN)],
)
def test_the_language_follows_the_locale(locale: str, language: Language) -> None:
    assert Language.of_locale(locale) is language


def test_plurals_are_inside_the_message() -> None:
    assert "1 second and" in say(Language.EN, "error-cooldown", seconds=1)
    assert "2 seconds and" in say(Language.EN, "error-cooldown", seconds=2)


def test_numbers_that_name_something_are_not_grouped_as_amounts_are() -> None:
    assert say(Language.EN, "appeals-form-title", number=1234) == "Appeal case #1234"
    assert "1,234" in say(Language.EN, "moderation-cases-title", count=1234)


def test_an_operator_can_override_single_messages(tmp_path: Path) -> None:
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "own.ftl").write_text("confirm-no = もどる\n", encoding="utf-8")
    use_overrides(tmp_path)
    assert say(Language.JA, "confirm-no") == "もどる"
    assert say(Language.EN, "confirm-no") == "Cancel"


@pytest.mark.parametrize(
    "slip",
    [
        "confirm-no = { nothing-there }",
        "confirm-no = { -nothing-there }",
        "confirm-no = { confirm-no }",
        "confirm-no = { NOTHING() }",
        "confirm-no = { $nothing }",
    ],
)
def test_a_slip_of_the_operators_is_no_reason_to_say_nothing(tmp_path: Path, slip: str) -> None:
    ours = say(Language.EN, "confirm-no")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "own.ftl").write_text(f"{slip}\n", encoding="utf-8")

    use_overrides(tmp_path)

    assert say(Language.EN, "confirm-no") == ours


def test_overriding_a_sentence_leaves_what_belongs_to_it(tmp_path: Path) -> None:
    ours = say(Language.EN, "operations-token-missing.remedy")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "own.ftl").write_text("operations-token-missing = No token\n", encoding="utf-8")

    use_overrides(tmp_path)

    assert exists("operations-token-missing.remedy")
    assert say(Language.EN, "operations-token-missing") == "No token"
    assert say(Language.EN, "operations-token-missing.remedy") == ours


def test_an_unknown_id_is_a_bug_and_a_missing_parameter_too() -> None:
    with pytest.raises(UnknownMessage):
        say(Language.EN, "no-such-message")
    with pytest.raises(ValueError, match="could not be filled"):
        say(Language.EN, "pages-position", page=1)
