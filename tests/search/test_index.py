"""What an index of questions promises, whichever database it is in."""

import asyncio
from collections.abc import Collection, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.search import fts5, gate, query
from bot.search.fts5 import KNOWN_SECONDS, Fts5Index
from tests.search.conftest import OTHER_SERVER, SERVER, Library


async def test_a_question_is_found_by_other_words_of_it(library: Library) -> None:
    await library.put(1, "How do I descale the espresso machine?", "Run citric acid through it twice.")
    await library.put(2, "Which grinder for filter coffee?")

    assert await library.find("descaling my machine") == [1]
    assert await library.find("is citric acid safe") == [1]


async def test_the_better_match_comes_first(library: Library) -> None:
    await library.put(1, "Machine does not heat up")
    await library.put(2, "Machine leaks water under the tank")
    await library.put(3, "Grinder jams")

    found = await library.search("water leaks out of my machine")

    assert found.ids == [2, 1]
    assert found.hits[0].score > found.hits[1].score > 0


@pytest.mark.parametrize("word", ["返品", "品", "挽き", "ミル", "ごみ", "お茶", "ゴミ", "茶こ", "ネル", "二杯", "2杯"])
async def test_a_short_japanese_word_finds_its_question(library: Library, word: str) -> None:
    await library.put(
        1, "返品はいつまでできますか", "挽きたての豆とミルについて。ごみの出し方、お茶の茶こし、ネル、二杯分"
    )
    await library.put(2, "送料を教えてください")

    assert await library.find(word) == [1]


async def test_a_single_kana_finds_what_begins_with_it(library: Library) -> None:
    await library.put(1, "ネルドリップの手入れ")
    await library.put(2, "送料")

    assert await library.find("ネ") == [1]


async def test_a_server_finds_only_its_own(library: Library) -> None:
    await library.put(1, "Descale the machine")
    await library.put(1, "Return a grinder", guild_id=OTHER_SERVER)

    assert await library.find("descale") == [1]
    assert await library.find("descale", guild_id=OTHER_SERVER) == []
    assert await library.find("grinder") == []


async def test_collections_are_apart(library: Library) -> None:
    assert library.database.path is not None
    ideas = Fts5Index(library.database.path, collection="ideas")
    async with library.database.write() as connection:
        await ideas.put(connection, guild_id=SERVER, document_id=7, title="A blue grinder")
    await library.put(1, "A red grinder")

    assert (await ideas.search(guild_id=SERVER, text="grinder")).ids == [7]
    assert await library.find("grinder") == [1]
    await ideas.close()


async def test_a_question_put_again_is_replaced(library: Library) -> None:
    await library.put(1, "Descale the machine")
    await library.put(1, "Return a grinder")

    assert await library.find("descale") == []
    assert await library.find("grinder") == [1]


async def test_a_removed_question_is_not_found(library: Library) -> None:
    await library.put(1, "Descale the machine")
    await library.put(2, "Descale the kettle")

    await library.remove(1)
    await library.remove(99)

    assert await library.find("descale") == [2]


async def test_removing_where_nothing_was_put_is_no_error(library: Library) -> None:
    await library.remove(1)
    await library.drop()

    assert await library.find("descale") == []


async def test_dropping_a_server_leaves_the_others_and_can_start_anew(library: Library) -> None:
    await library.put(1, "Descale the machine")
    await library.put(2, "Descale the machine", guild_id=OTHER_SERVER)

    await library.drop()

    assert await library.find("descale") == []
    assert await library.find("descale", guild_id=OTHER_SERVER) == [2]
    await library.put(3, "Descale again")
    assert await library.find("descale") == [3]


async def test_what_was_rolled_back_is_not_found(library: Library) -> None:
    with pytest.raises(ZeroDivisionError):
        async with library.database.write() as connection:
            await library.index.put(connection, guild_id=SERVER, document_id=1, title="Descale the machine")
            raise ZeroDivisionError

    assert await library.find("descale") == []
    await library.put(2, "Descale the kettle")
    assert await library.find("descale") == [2]


async def test_an_index_of_another_version_is_outdated_until_it_is_rebuilt(library: Library) -> None:
    assert library.database.path is not None
    await library.put(1, "Descale the machine")
    await library.put(1, "Descale the machine", guild_id=OTHER_SERVER)
    newer = Fts5Index(library.database.path, collection="questions", version="next")

    async with library.database.write() as connection:
        assert await newer.outdated(connection) == [SERVER, OTHER_SERVER]
        await newer.rebuild(connection, guild_id=SERVER, documents=[])
        assert await newer.outdated(connection) == [OTHER_SERVER]

    assert await library.find("descale") == []
    assert await library.find("descale", guild_id=OTHER_SERVER) == [1]
    assert await library.outdated() == [SERVER]
    await newer.close()


async def test_a_rebuilt_index_holds_exactly_what_it_was_given(library: Library) -> None:
    await library.put(9, "Descale the machine")

    await library.rebuild(*[f"Question about grinder {number}" for number in range(450)])

    assert await library.find("descale") == []
    assert len((await library.search("grinder", limit=1_000)).hits) == 450


async def test_no_more_than_the_limit(library: Library) -> None:
    await library.rebuild(*["Which grinder"] * 30)

    assert len((await library.search("grinder", limit=25)).hits) == 25


async def test_a_set_of_ids_leaves_others_out_but_fills_the_list(library: Library) -> None:
    await library.rebuild(*["Which grinder"] * 600)

    found = await library.search("grinder", allowed={7, 550, 599})

    assert sorted(found.ids) == [7, 550, 599]


async def test_a_filter_is_asked_in_batches_and_only_as_far_as_needed(library: Library) -> None:
    await library.rebuild(*["Which grinder"] * 600)
    batches: list[int] = []

    async def even(ids: Sequence[int]) -> Collection[int]:
        batches.append(len(ids))
        return {number for number in ids if number % 2 == 0}

    found = await library.search("grinder", allowed=even)

    assert len(found.hits) == 5
    assert all(number % 2 == 0 for number in found.ids)
    assert batches == [100]


async def test_a_hidden_question_does_not_count_for_what_is_shown(library: Library) -> None:
    await library.put(1, "Descale the espresso machine")
    await library.put(2, "My machine and its colour, engraving and delivery to Norway")

    assert (await library.search("descale the espresso machine")).shown
    assert not (await library.search("descale the espresso machine", allowed={2})).shown


async def test_the_question_a_text_is_from_is_left_out_and_weighs_nothing(library: Library) -> None:
    asked = "Portafilter handle wobbles sideways on my machine"
    await library.put(1, "The machine is loud")
    before = await library.search(asked)
    await library.put(2, asked)

    found = await library.search(asked, without=2)

    assert found.ids == before.ids == [1]
    assert found.coverages == before.coverages


@pytest.mark.parametrize("text", ["decsale", "descle", "desccale", "descake", "descal"])
async def test_one_wrong_letter_is_forgiven(library: Library, text: str) -> None:
    await library.put(1, "How to descale it")
    await library.put(2, "Which grinder")

    assert await library.find(text) == [1]


async def test_two_wrong_letters_are_another_word(library: Library) -> None:
    await library.put(1, "How to descale it")

    assert await library.find("dexcakle") == []


async def test_a_new_word_corrects_others_after_some_minutes(library: Library) -> None:
    await library.put(1, "Which grinder")
    assert await library.find("portafliter") == []
    await library.put(2, "Where is the portafilter")

    library.seconds.pass_(KNOWN_SECONDS)

    assert await library.find("portafliter") == [2]


@pytest.mark.parametrize("text", ["des", "desc", "how to desca", "Descale th", "descal"])
async def test_the_word_being_typed_is_enough_begun(library: Library, text: str) -> None:
    await library.put(1, "How to descale it")
    await library.put(2, "Which grinder")

    assert await library.find(text, typing=True) == [1]


async def test_a_word_typed_beyond_its_stem_is_still_found(library: Library) -> None:
    await library.put(1, "Switch notifications off")
    await library.put(2, "Which grinder")

    assert await library.find("notificatio", typing=True) == [1]


async def test_a_finished_text_is_not_taken_for_a_beginning(library: Library) -> None:
    await library.put(1, "How to descale it")

    assert await library.find("des") == []


@pytest.mark.parametrize("text", ["how do i", "What is it", "please help me", "the", "how do"])
async def test_a_text_that_says_nothing_finds_nothing(library: Library, text: str) -> None:
    await library.put(1, "How do I descale it, please help")

    assert await library.find(text) == []
    assert await library.find(text, typing=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "🎉🎉",
        "\u202e",
        "''",
        '"',
        "*",
        "NEAR(",
        "AND OR NOT",
        "title:x",
        '" OR rowid:1 --',
        "^-+:(){}",
        "'; DROP",
    ],
)
async def test_no_text_is_syntax(library: Library, text: str) -> None:
    await library.put(1, "Descale the machine")

    assert (await library.search(text)).hits == ()
    assert (await library.search(text, typing=True)).hits == ()
    assert await library.find(text + " descale") == [1]


@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_text_can_be_put_and_searched(library: Library, text: str) -> None:
    await library.put(1, text, text)

    assert set((await library.search(text)).ids) <= {1}
    assert set((await library.search(text, typing=True)).ids) <= {1}


@pytest.mark.parametrize("text", ["a" * 1_000_000, "豆" * 1_000_000, "🎉" * 1_000_000, "grind er " * 120_000])
async def test_a_million_characters_are_no_trouble(library: Library, text: str) -> None:
    await library.put(1, text, text)

    assert set(await library.find(text)) <= {1}


async def test_searching_goes_on_while_somebody_writes(library: Library) -> None:
    await library.rebuild(*["Which grinder"] * 20)

    async with library.database.write() as connection:
        for number in range(100, 120):
            await library.index.put(connection, guild_id=SERVER, document_id=number, title="Another grinder")
        counts = await asyncio.gather(*(library.search("grinder", limit=100) for _ in range(8)))

    assert {len(found.hits) for found in counts} == {20}
    assert len((await library.search("grinder", limit=100)).hits) == 40


async def test_many_writers_and_readers_at_once(library: Library) -> None:
    await asyncio.gather(
        *(library.put(number, f"Grinder number {number}") for number in range(1, 21)),
        *(library.search("grinder") for _ in range(20)),
    )

    assert len((await library.search("grinder", limit=100)).hits) == 20


async def test_the_loop_goes_on_while_a_search_runs(library: Library) -> None:
    await library.rebuild(*["Which grinder"] * 5)
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    await library.search("grinder")
    counting.cancel()

    assert turns > 1


async def test_a_common_word_is_left_out_where_rare_ones_say_enough(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "MIN_POSTINGS", 10)
    await library.rebuild(*["Which grinder"] * 60, "Burrs blunt grinder", "Burrs", "Blunt")

    found = await library.search("blunt burrs grinder", limit=100)

    assert sorted(found.ids) == [61, 62, 63]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("descale the espresso machine", True),
        ("descaling?", True),
        ("my machine arrived with a dent in the left side panel", False),
        ("返品したい", False),
    ],
)
async def test_only_what_shares_enough_is_shown_unasked(library: Library, text: str, shown: bool) -> None:
    await library.put(1, "How do I descale the espresso machine?")
    await library.put(2, "Which grinder for filter coffee?")

    assert (await library.search(text)).shown is shown


async def test_nothing_found_is_never_shown(library: Library) -> None:
    assert not (await library.search("descale")).shown
    assert not gate.worth_showing([])


async def test_an_index_can_be_closed_twice(library: Library) -> None:
    await library.put(1, "Descale")
    await library.find("descale")

    await library.index.close()
    await library.index.close()


@pytest.mark.parametrize("name", ["", "Questions", "a b", "x;--", "質問"])
def test_a_collection_is_a_plain_name(name: str, library: Library) -> None:
    assert library.database.path is not None
    with pytest.raises(ValueError, match="small letters"):
        Fts5Index(library.database.path, collection=name)


def test_what_is_known_of_servers_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fts5, "MAX_KNOWN_TABLES", 2)
    known = fts5._Known(lambda: 0.0)
    first = known.of("a")

    known.of("b")
    assert known.of("a") is first
    known.of("c")

    assert known.of("a") is first
    assert known.of("b") is not first
