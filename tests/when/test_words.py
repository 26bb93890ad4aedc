"""What is said of moments: every refusal and every reason, in both languages, with an example that can be read."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import UserError
from bot.i18n import Language, exists, say
from bot.when import Why, errors, read, read_duration

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=TOKYO)
QUOTED = re.compile(r"[“「]([^”」]+)[”」]")


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_said_in_both_languages(why: Why) -> None:
    assert exists(why.value)
    assert say(Language.EN, why.value) != say(Language.JA, why.value)


def refusal(typed: str, language: Language) -> str:
    with pytest.raises(UserError) as refused:
        read(typed, now=NOW, zone=TOKYO, language=language)
    return say(language, refused.value.message, **refused.value.params)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("typed", ["soon", "Friday", "12月24日"])
def test_the_examples_of_a_refusal_can_be_read(typed: str, language: Language) -> None:
    examples = [found for found in QUOTED.findall(refusal(typed, language)) if found != typed]
    assert examples
    for example in examples:
        assert read(example, now=NOW, zone=TOKYO, language=language).clear


@pytest.mark.parametrize("language", Language)
def test_the_examples_of_durations_can_be_read(language: Language) -> None:
    examples = [
        each for each in QUOTED.findall(say(language, errors.DurationNotUnderstood.message, typed="x")) if each != "x"
    ]
    assert len(examples) == 3
    assert all(read_duration(example) for example in examples)


def test_a_weekday_that_does_not_fit_is_said_in_words() -> None:
    english, japanese = (refusal("2026-12-24 (Fri) 18:00", language) for language in Language)
    assert "2026-12-24 is a Thursday, not a Friday." in english
    assert "2026-12-24は木曜日で、金曜日ではありません。" in japanese


@pytest.mark.parametrize(
    ("typed", "english", "japanese"),
    [
        ("Feb 29 10:00", "2027 has no 29 February", "2027年には2月29日がありません"),
        ("Feb 30 10:00", "doesn't exist", "存在しない"),
        ("2040-01-01 10:00", "5 years ahead at the most", "5年先まで"),
        ("2020-01-01 10:00", "<t:1577836800:R>", "<t:1577836800:R>"),
    ],
)
def test_other_refusals_give_their_reason(typed: str, english: str, japanese: str) -> None:
    assert english in refusal(typed, Language.EN)
    assert japanese in refusal(typed, Language.JA)
