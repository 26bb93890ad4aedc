"""The built-in playbooks: complete in both languages, and readable as they are."""

import re
import tomllib

import pytest

from bot.i18n import Language
from bot.playbooks import builtin, rules
from bot.playbooks.model import ITEM_MAX, ITEMS_MAX, LIST_MAX, OWN_MAX, TEXT_MAX, TITLE_MAX, Playbook
from cogs.playbooks.wording import PAGE_BYTES_MAX, PAGE_MAX, pages_of

LISTS = ("first", "steps", "dont", "say", "call")
OUR_KEYS = list(builtin.KEYS)


def every() -> list[tuple[str, Language, Playbook]]:
    return [(key, language, playbook) for language in Language for key, playbook in builtin.playbooks(language).items()]


def test_there_is_one_in_each_language_for_what_happens_in_communities() -> None:
    for language in Language:
        files = {path.stem for path in (builtin.FOLDER / language.value).glob("*.toml")}
        assert files == set(builtin.KEYS)
    for key in (
        "harassment",
        "complaint",
        "leak",
        "personal-data",
        "self-harm",
        "threat",
        "child-safety",
        "legal-demand",
    ):
        assert key in builtin.KEYS
    assert len(builtin.KEYS) + OWN_MAX <= 25, "a menu of Discord holds 25"


@pytest.mark.parametrize("key", OUR_KEYS)
def test_both_languages_say_as_much(key: str) -> None:
    english, japanese = (builtin.playbooks(language)[key] for language in (Language.EN, Language.JA))
    for name in LISTS:
        assert len(getattr(english, name)) == len(getattr(japanese, name)) > 0, name
    assert english.when and english.close and japanese.when and japanese.close
    assert all(step.who for step in (*english.steps, *japanese.steps))


def test_files_hold_nothing_but_what_is_read() -> None:
    wanted = {"title", "when", "close", *LISTS}
    for language in Language:
        for path in (builtin.FOLDER / language.value).glob("*.toml"):
            assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == wanted, path


def test_japanese_is_japanese_and_english_is_not() -> None:
    for key, language, playbook in every():
        for text in (playbook.title, playbook.when, playbook.close, *playbook.first, *playbook.dont, *playbook.say):
            has_kana = re.search(r"[ぁ-ヿ]", text) is not None
            assert has_kana is (language is Language.JA), (key, text)


def test_no_number_but_the_emergency_ones_is_in_the_text() -> None:
    certain = {"110", "119", "112", "911", "988", "188"}
    for key, _, playbook in every():
        texts = [playbook.when, playbook.close, *playbook.first, *playbook.dont, *playbook.say, *playbook.call]
        texts += [step.do for step in playbook.steps]
        for number in re.findall(r"\d{3,}", " ".join(texts)):
            assert number in certain, (key, number)


def test_they_keep_to_what_admins_may_write_and_come_back_from_a_form_as_they_were() -> None:
    for key, _, playbook in every():
        assert len(playbook.title) <= TITLE_MAX and len(playbook.when) <= TEXT_MAX and len(playbook.close) <= TEXT_MAX
        assert len(playbook.steps) <= ITEMS_MAX
        typed = rules.typed_steps(playbook.steps)
        assert len(typed) <= LIST_MAX and rules.steps_of(typed) == playbook.steps, key
        for name in ("first", "dont", "say", "call"):
            items = getattr(playbook, name)
            assert all(len(item) <= ITEM_MAX for item in items)
            assert rules.items_of(rules.typed_items(items)) == items, (key, name)


def test_every_page_of_them_fits_a_card_and_nothing_is_lost() -> None:
    for key, language, playbook in every():
        pages = pages_of(playbook, language)
        assert all(len(page) <= PAGE_MAX and len(page.encode()) <= PAGE_BYTES_MAX for page in pages), key
        whole = "\n".join(pages)
        for text in (playbook.when, playbook.close, *playbook.first, *playbook.dont, *playbook.say, *playbook.call):
            assert text in whole, (key, text)
        assert all(step.do in whole for step in playbook.steps)
        assert not any(page.rstrip().rsplit("\n", 1)[-1].startswith("###") for page in pages)


def test_what_is_built_in_survives_its_plain_form() -> None:
    for _, _, playbook in every():
        assert builtin.of_content(builtin.content_of(playbook)) == playbook
