"""Rules in words: how pages are filled, how actions are named, and how differences read."""

from typing import Any

import pytest

from bot.guidelines import rules
from bot.guidelines.model import PENALTIES, RULES_MAX, TEXT_MAX, TITLE_MAX, Action, Penalty
from bot.i18n import Language, exists
from cogs.guidelines.differing import for_admins, for_members, marked, summary
from cogs.guidelines.suggested import suggested_rules
from cogs.guidelines.wording import MOST, ROOM, packed, penalty_text, rule_text
from tests.guidelines.test_rules import rule, version

# Pages ------------------------------------------------------------------------------------------------------------


def test_a_page_holds_as_much_as_there_is_room_for() -> None:
    assert packed(["a" * 5, "b" * 5, "c" * 5], room=10) == [["a" * 5, "b" * 5], ["c" * 5]]
    assert packed(["a"] * 5, most=2) == [["a", "a"], ["a", "a"], ["a"]]


def test_there_is_always_a_page() -> None:
    assert packed([]) == [[]]
    assert packed(["too long"], room=3) == [["too long"]]


@pytest.mark.parametrize("length", [1, 100, 333, TEXT_MAX])
def test_no_rule_is_lost_or_put_elsewhere(length: int) -> None:
    texts = [f"{number}" + "x" * length for number in range(RULES_MAX)]
    pages = packed(texts)

    assert [text for page in pages for text in page] == texts
    assert all(sum(len(text) for text in page) <= ROOM and len(page) <= MOST for page in pages)


def test_the_longest_rule_fits_a_page_in_both_languages() -> None:
    longest = rule(1, RULES_MAX, "*" * TITLE_MAX, text="x" * TEXT_MAX, ja="*" * TITLE_MAX)

    assert all(2 * len(rule_text(longest, language)) < ROOM for language in Language)


def test_a_title_shows_as_it_is_and_a_text_keeps_its_markup() -> None:
    said = rule_text(rule(1, 1, "*Be* <@1> [kind](https://example.com)", text="**Always.**\n- kind"), Language.EN)

    assert "\\*Be\\*" in said and "\\[kind]" in said
    assert said.endswith("\n**Always.**\n- kind")


# Actions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("penalty", "english", "japanese"),
    [
        (Penalty(action=Action.NOTE), "Note for the moderators", "モデレーター用のメモに残す"),
        (Penalty(action=Action.WARN), "Warning", "警告"),
        (Penalty(action=Action.TIMEOUT, minutes=10), "Timeout for 10 minutes", "タイムアウト（10分）"),
        (Penalty(action=Action.TIMEOUT, minutes=60), "Timeout for 1 hour", "タイムアウト（1時間）"),
        (Penalty(action=Action.TIMEOUT, minutes=720), "Timeout for 12 hours", "タイムアウト（12時間）"),
        (Penalty(action=Action.TIMEOUT, minutes=40320), "Timeout for 28 days", "タイムアウト（28日間）"),
        (Penalty(action=Action.KICK), "Kick from the server", "サーバーからキック"),
        (Penalty(action=Action.BAN, minutes=1440), "Ban for 1 day", "BAN（1日間）"),
        (Penalty(action=Action.BAN), "Permanent ban", "BAN（無期限）"),
    ],
)
def test_actions_are_said_with_their_length(penalty: Penalty, english: str, japanese: str) -> None:
    assert penalty_text(penalty, Language.EN) == english
    assert penalty_text(penalty, Language.JA) == japanese


@pytest.mark.parametrize("language", list(Language))
def test_every_action_reads_differently(language: Language) -> None:
    assert len({penalty_text(penalty, language) for penalty in PENALTIES}) == len(PENALTIES)


# What is suggested ------------------------------------------------------------------------------------------------


def test_what_is_suggested_can_be_published_in_either_language() -> None:
    suggested = suggested_rules()

    for main in Language:
        assert [rules.checked(one, main=main) for one in suggested] == suggested
    assert 6 <= len(suggested) <= 8
    assert not exists(f"guidelines-suggested-{len(suggested) + 1}")


def test_what_is_suggested_is_no_translation_left_out() -> None:
    for one in suggested_rules():
        english, japanese = (one.wordings[language] for language in (Language.EN, Language.JA))
        assert english.title != japanese.title and english.text.isascii() and not japanese.text.isascii()


def test_what_is_suggested_fits_one_page() -> None:
    for language in Language:
        texts = [
            f"### {place}. {one.wordings[language].title}\n{one.wordings[language].text}"
            for place, one in enumerate(suggested_rules(), start=1)
        ]
        assert len(packed(texts)) == 1


# Differences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "before", "now"),
    [
        ("Be kind.", "Be kind.", "Be kind.", "Be kind."),
        ("Be kind here.", "Be very kind here.", "Be kind here.", "Be **very** kind here."),
        ("Be very kind here.", "Be kind here.", "Be ~~very~~ kind here.", "Be kind here."),
        ("Ask the team first.", "Ask the staff first.", "Ask the ~~team~~ first.", "Ask the **staff** first."),
        (
            "Be kind to us here",
            "Be kind to us in here, please",
            "Be kind to us here",
            "Be kind to us **in** here**, please**",
        ),
        ("宣伝や勧誘はしない", "宣伝や募金はしない", "宣伝や~~勧誘~~はしない", "宣伝や**募金**はしない"),
    ],
)
def test_what_changed_is_marked(old: str, new: str, before: str, now: str) -> None:
    assert marked(old, new) == (before, now)


def test_texts_without_much_in_common_are_not_cut_to_shreds() -> None:
    old, new = marked("Never advertise anything.", "Please keep to the topic of each channel.")

    assert "~~" not in old and "**" not in new


def test_markup_in_a_text_is_not_taken_for_a_mark() -> None:
    old, new = marked("Be **very** kind to all members", "Be **very** kind to all staff members")

    assert old == "Be \\*\\*very\\*\\* kind to all members"
    assert new == "Be \\*\\*very\\*\\* kind to all **staff** members"


def difference(*pairs: Any) -> Any:
    return rules.difference(version(*pairs[0]), version(*pairs[1]))


def test_admins_see_every_language_and_members_their_own() -> None:
    found = difference([rule(1, 1, "Be kind", ja="親切に")], [rule(1, 1, "Be kinder", ja="もっと親切に")])

    english, japanese = for_members(found, Language.EN), for_members(found, Language.JA)

    assert len(for_admins(found, Language.EN)) == 2
    assert len(english) == len(japanese) == 1
    assert "kinder" in english[0] and "もっと親切に" not in english[0] and "もっと" in japanese[0]


def test_another_action_is_for_admins_only() -> None:
    found = difference([rule(1, 1)], [rule(1, 1, penalty=Penalty(action=Action.BAN))])

    assert for_members(found, Language.EN) == []
    [said] = for_admins(found, Language.EN)
    assert "Warning → **Permanent ban**" in said


def test_a_translation_that_comes_and_goes_is_told() -> None:
    with_both, with_one = [rule(1, 1, ja="親切に")], [rule(1, 1)]

    [come] = for_admins(difference(with_one, with_both), Language.EN)
    [gone] = for_admins(difference(with_both, with_one), Language.JA)

    assert "(Japanese)" in come and "for the first time" in come and "親切に" in come
    assert "（日本語）" in gone and "この言語の文はなくなりました" in gone
    # Who reads Japanese now has another text before them; who reads English sees no change.
    assert for_members(difference(with_one, with_both), Language.EN) == []
    assert len(for_members(difference(with_one, with_both), Language.JA)) == 1


def test_new_numbers_are_told_together() -> None:
    found = difference([rule(1, 1), rule(2, 2), rule(3, 3)], [rule(2, 1), rule(3, 2)])

    said = for_members(found, Language.JA)

    assert "2 → 1、3 → 2" in said[-1] and "**削除：1." in said[0]


@pytest.mark.parametrize(
    ("language", "expected"), [(Language.EN, "1 added, 1 removed"), (Language.JA, "追加1件、削除1件")]
)
def test_only_what_differs_is_counted(language: Language, expected: str) -> None:
    assert summary(difference([rule(1, 1)], [rule(2, 1)]), language) == expected


def test_the_longest_difference_of_a_rule_fits_a_page() -> None:
    old = rule(1, 1, "*" * TITLE_MAX, text="_" * TEXT_MAX, ja="*" * TITLE_MAX)
    new = rule(1, 1, "~" * TITLE_MAX, text="*" * TEXT_MAX, ja="_" * TITLE_MAX)

    for language in Language:
        for texts in (for_admins(difference([old], [new]), language), for_members(difference([old], [new]), language)):
            assert texts and max(map(len, texts)) <= ROOM
