"""What a rule may be, what a version changes, and the moments of changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import UserError
from bot.guidelines import errors, rules
from bot.guidelines.model import (
    PENALTIES,
    TEXT_MAX,
    TITLE_MAX,
    Action,
    Penalty,
    Rule,
    Terms,
    Version,
    Wording,
    stamp_of,
)
from bot.i18n import Language
from tests.guidelines.house import WARN, terms

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


def rule(key: int, number: int, title: str = "Title", *, penalty: Penalty = WARN, **more: Any) -> Rule:
    wordings = {Language.EN: Wording(title=title, text=more.get("text", "Text"))}
    if "ja" in more:
        wordings[Language.JA] = Wording(title=more["ja"], text="本文")
    return Rule(
        id=key, key=key, number=number, action=penalty.action, action_minutes=penalty.minutes, wordings=wordings
    )


def version(*held: Rule) -> Version:
    return Version(
        id=1,
        guild_id=1,
        number=1,
        material=True,
        created_by_id=None,
        created_at=NOW,
        changed_at=NOW,
        published_by_id=None,
        published_at=NOW,
        rules=held,
    )


# What a rule may be


def test_a_rule_is_tidied() -> None:
    found = rules.checked(terms("  Be\n kind\u200b ", " First line \r\n second "), main=Language.EN)

    assert found.wordings[Language.EN] == Wording(title="Be kind", text="First line \n second")


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (terms(""), errors.TitleInvalid),
        (terms("!!!"), errors.TitleInvalid),
        (terms("a" * (TITLE_MAX + 1)), errors.TitleInvalid),
        (terms(text=""), errors.TextInvalid),
        (terms(text="…"), errors.TextInvalid),
        (terms(text="a" * (TEXT_MAX + 1)), errors.TextInvalid),
        (terms(ja="あ" * (TITLE_MAX + 1)), errors.TitleInvalid),
        (terms(penalty=Penalty(action=Action.TIMEOUT)), errors.PenaltyUnknown),
        (terms(penalty=Penalty(action=Action.WARN, minutes=5)), errors.PenaltyUnknown),
    ],
)
def test_what_can_be_no_rule_is_refused(given: Terms, refused: type[UserError]) -> None:
    with pytest.raises(refused):
        rules.checked(given, main=Language.EN)


def test_the_longest_rule_is_taken() -> None:
    longest = terms("a" * TITLE_MAX, "b" * TEXT_MAX, ja="あ" * TITLE_MAX)

    assert len(rules.checked(longest, main=Language.EN).wordings) == 2


def test_a_rule_must_be_in_the_servers_language() -> None:
    with pytest.raises(errors.TitleInvalid):
        rules.checked(terms("Only English"), main=Language.JA)


@pytest.mark.parametrize("half", [Wording(title="見出し", text=" "), Wording(title="", text="本文")])
def test_half_a_translation_is_refused(half: Wording) -> None:
    given = Terms(penalty=WARN, wordings={Language.EN: Wording(title="Title", text="Text"), Language.JA: half})

    with pytest.raises(errors.HalfTranslated):
        rules.checked(given, main=Language.EN)


def test_an_empty_translation_is_none() -> None:
    empty = Wording(title=" ", text="\n")
    given = Terms(penalty=WARN, wordings={Language.EN: Wording(title="Title", text="Text"), Language.JA: empty})

    assert set(rules.checked(given, main=Language.EN).wordings) == {Language.EN}


def test_a_reader_gets_the_language_there_is() -> None:
    assert rule(1, 1, "Only this").wording(Language.JA).title == "Only this"
    assert rule(1, 1, "Both", ja="両方").wording(Language.JA).title == "両方"


def test_every_penalty_has_a_name_of_its_own() -> None:
    assert len(PENALTIES) <= 25
    assert [rules.penalty_named(penalty.name) for penalty in PENALTIES] == list(PENALTIES)
    assert rules.penalty_named("timeout-60") == Penalty(action=Action.TIMEOUT, minutes=60)
    with pytest.raises(errors.PenaltyUnknown):
        rules.penalty_named("timeout-61")


def test_no_timeout_is_longer_than_discords() -> None:
    longest = max(penalty.minutes or 0 for penalty in PENALTIES if penalty.action is Action.TIMEOUT)

    assert timedelta(minutes=longest) == timedelta(days=28)


# Differences


def test_the_same_rules_differ_in_nothing() -> None:
    assert not rules.difference(version(rule(1, 1)), version(rule(1, 1)))


def test_the_first_version_adds_everything() -> None:
    found = rules.difference(None, version(rule(1, 1), rule(2, 2)))

    assert [one.key for one in found.added] == [1, 2] and not found.removed


def test_added_and_removed_rules_are_told_by_their_keys() -> None:
    found = rules.difference(version(rule(1, 1, "Same words")), version(rule(2, 1, "Same words")))

    assert [one.key for one in found.added] == [2] and [one.key for one in found.removed] == [1]
    assert not found.changed and not found.renumbered


@pytest.mark.parametrize(
    "now",
    [
        rule(1, 1, "Other"),
        rule(1, 1, text="Other"),
        rule(1, 1, ja="追加"),
        rule(1, 1, penalty=Penalty(action=Action.BAN)),
    ],
)
def test_another_wording_or_action_is_a_change(now: Rule) -> None:
    found = rules.difference(version(rule(1, 1)), version(now))

    assert [one.new for one in found.changed] == [now] and not found.added and not found.renumbered


def test_a_longer_timeout_is_a_change() -> None:
    hour, day = (Penalty(action=Action.TIMEOUT, minutes=minutes) for minutes in (60, 1440))

    assert rules.difference(version(rule(1, 1, penalty=hour)), version(rule(1, 1, penalty=day))).changed


def test_another_number_is_no_change_of_the_rule() -> None:
    found = rules.difference(version(rule(1, 1), rule(2, 2)), version(rule(2, 1), rule(1, 2)))

    assert [(was.number, now.number) for was, now in found.renumbered] == [(2, 1), (1, 2)]
    assert not found.changed and not found.added and not found.removed


def test_a_rule_can_be_changed_and_renumbered() -> None:
    found = rules.difference(version(rule(1, 1), rule(2, 2)), version(rule(2, 1, "Other")))

    assert len(found.changed) == len(found.renumbered) == len(found.removed) == 1


# Moments


def test_a_draft_never_changes_twice_at_one_moment() -> None:
    assert rules.next_change(NOW, last=NOW - timedelta(days=1)) == NOW
    assert rules.next_change(NOW, last=NOW) > NOW
    assert rules.next_change(NOW, last=NOW + timedelta(hours=1)) > NOW + timedelta(hours=1)  # the clock was put back


def test_a_stamp_is_exact() -> None:
    one = timedelta(microseconds=1)

    assert stamp_of(NOW + one) - stamp_of(NOW) == 1
    assert 0 < stamp_of(NOW) < 2**63
