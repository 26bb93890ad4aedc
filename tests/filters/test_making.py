"""What admins may ask of a filter, its list as text, its history, and how it stands in memory."""

from dataclasses import replace

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.filters import errors
from bot.filters.model import Consequence, Contents, Looks, Mode, Terms
from bot.filters.rules import AUTOMOD, as_text, from_text
from bot.filters.screens import compiled
from tests.filters.sieve import ADMIN, ANA, ELSEWHERE, GENERAL, GUILD, MODERATOR, STRANGER, Sieve


async def test_a_filter_looks_from_the_moment_it_is_switched_on(sieve: Sieve) -> None:
    one = await sieve.words("rubbish", mode=Mode.OFF)
    assert not sieve.look("rubbish")

    await sieve.app.filters.making.change(by=ADMIN, filter_id=one.id, mode=Mode.ON)
    assert sieve.look("rubbish")

    await sieve.app.filters.making.delete(by=ADMIN, filter_id=one.id)
    assert not sieve.look("rubbish")


async def test_filters_are_there_again_after_a_restart(sieve: Sieve) -> None:
    await sieve.words("rubbish")
    sieve.app.filters.screens.loaded.clear()

    await sieve.app.filters.load()

    assert sieve.look("rubbish")


async def test_another_server_has_its_own(sieve: Sieve) -> None:
    await sieve.words("rubbish")
    assert not sieve.look("rubbish", by=STRANGER)


async def test_an_exempt_channel_covers_its_threads(sieve: Sieve) -> None:
    await sieve.words("rubbish", exempt_channel_ids=frozenset({GENERAL}))

    assert not sieve.look("rubbish")
    assert not sieve.look("rubbish", channel_id=77, parent_id=GENERAL)
    assert sieve.look("rubbish", channel_id=ELSEWHERE)


async def test_ten_thousand_words_are_compiled_beside_the_loop(sieve: Sieve) -> None:
    words = tuple(f"w{number:05}x" for number in range(10_000))
    await sieve.words(*words)
    assert [found.what for found in sieve.look("this is w07777x").found] == ["w07777x"]


@pytest.mark.parametrize("who", [MODERATOR, ANA])
async def test_only_admins_change_filters(sieve: Sieve, who: Actor) -> None:
    one = await sieve.words("rubbish")
    making = sieve.app.filters.making

    with pytest.raises(errors.AdminsOnly):
        await making.add(Terms(name="Mine"), by=who, looks_for=Looks.INVITES)
    with pytest.raises(errors.AdminsOnly):
        await making.change(by=who, filter_id=one.id, mode=Mode.OFF)
    with pytest.raises(errors.AdminsOnly):
        await making.delete(by=who, filter_id=one.id)
    with pytest.raises(errors.AdminsOnly):
        await sieve.app.filters.exchanging.export(by=who)
    assert (await making.get(by=ADMIN, filter_id=one.id)).mode is Mode.ON


async def test_an_admin_of_another_server_gets_nowhere(sieve: Sieve) -> None:
    one = await sieve.words("rubbish")
    for attempt in (
        sieve.app.filters.making.change(by=STRANGER, filter_id=one.id, mode=Mode.OFF),
        sieve.app.filters.making.delete(by=STRANGER, filter_id=one.id),
        sieve.app.filters.handing.again(by=STRANGER, filter_id=one.id),
    ):
        with pytest.raises(errors.FilterNotFound):
            await attempt


@pytest.mark.parametrize(
    ("looks_for", "contents", "refusal"),
    [
        (Looks.WORDS, Contents(words=("a",)), errors.WordTooShort),
        (Looks.WORDS, Contents(words=("x" * 61,)), errors.WordTooLong),
        (Looks.PATTERNS, Contents(patterns=("(?=a)",)), errors.PatternUnsupported),
        (Looks.PATTERNS, Contents(patterns=("(",)), errors.PatternNotUnderstood),
        (Looks.PATTERNS, Contents(patterns=tuple(f"ab{number}" for number in range(101))), errors.TooManyPatterns),
        (Looks.LINKS, Contents(domains=("not a site",)), errors.NotADomain),
        (Looks.REPEATS, Contents(count=1), errors.NumberOutside),
        (Looks.MENTIONS, Contents(count=51), errors.NumberOutside),
        (Looks.PROMOTION, Contents(days=0), errors.NumberOutside),
        (Looks.INVITES, Contents(codes=tuple(map(str, range(201)))), errors.TooManyEntries),
    ],
)
async def test_what_cannot_be_looked_for_changes_nothing(
    sieve: Sieve, looks_for: Looks, contents: Contents, refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        await sieve.make(looks_for, contents=contents)
    assert await sieve.app.filters.making.all_of(by=ADMIN) == []


@pytest.mark.parametrize(
    ("looks_for", "first", "second", "refusal"),
    [
        (
            Looks.WORDS,
            Contents(words=tuple(f"mud{number:05}" for number in range(6_000))),
            Contents(words=tuple(f"dirt{number:05}" for number in range(6_000))),
            errors.TooManyWords,
        ),
        (
            Looks.PATTERNS,
            Contents(patterns=tuple(f"mud{number} \\d" for number in range(60))),
            Contents(patterns=tuple(f"dirt{number} \\d" for number in range(60))),
            errors.TooManyPatterns,
        ),
    ],
    ids=["words", "patterns"],
)
async def test_all_lists_of_a_server_together_are_no_longer_than_can_be_compiled(
    sieve: Sieve, looks_for: Looks, first: Contents, second: Contents, refusal: type[UserError]
) -> None:
    await sieve.make(looks_for, name="First", contents=first)
    empty = await sieve.make(looks_for, name="Second", mode=Mode.OFF)

    with pytest.raises(refusal):
        await sieve.app.filters.making.change(by=ADMIN, filter_id=empty.id, contents=second)
    with pytest.raises(refusal):
        await sieve.make(looks_for, name="Third", contents=second)

    await sieve.app.filters.screens.load()
    assert [one.entries for one in await sieve.app.filters.making.all_of(by=ADMIN)] == [
        len(first.words + first.patterns),
        0,
    ]


async def test_what_is_too_much_together_leaves_the_other_filters_looking(sieve: Sieve) -> None:
    many = [tuple(f"{name}{number:05}" for number in range(6_000)) for name in ("mud", "dirt")]
    first = await sieve.words(*many[0], name="First")
    second = await sieve.words("dirt", name="Second")

    loaded = compiled([first, replace(second, contents=Contents(words=many[1]))])

    assert loaded.broken == (second.id,)
    assert [hit.filter_id for hit in loaded.screen.look_all("mud00001 dirt00001")] == [first.id]


async def test_an_empty_list_cannot_be_switched_on(sieve: Sieve) -> None:
    one = await sieve.make(Looks.WORDS, mode=Mode.ON)
    assert one.mode is Mode.OFF
    with pytest.raises(errors.NothingToLookFor):
        await sieve.app.filters.making.change(by=ADMIN, filter_id=one.id, mode=Mode.ON)


async def test_two_filters_of_one_name_are_refused_however_it_is_typed(sieve: Sieve) -> None:
    await sieve.words("rubbish", name="Bad Words")
    with pytest.raises(errors.NameTaken):
        await sieve.words("mud", name="ｂａｄ  words")


async def test_who_changed_what_stands_in_the_history(sieve: Sieve) -> None:
    one = await sieve.words("rubbish", "mud")
    await sieve.app.filters.making.change(
        by=ADMIN, filter_id=one.id, mode=Mode.OFF, contents=Contents(words=("mud", "dirt", "dust"))
    )

    changes = await sieve.app.filters.making.history(by=MODERATOR, filter_id=one.id)

    assert [(change.field, change.before, change.after) for change in changes] == [
        ("words", "2", "3 (+2 −1)"),
        ("mode", "on", "off"),
        ("created", None, "Insults"),
    ]
    assert {change.changed_by_id for change in changes} == {ADMIN.id}
    assert await sieve.planned(AUTOMOD) == [one.id]


async def test_a_rule_follows_by_its_key(sieve: Sieve) -> None:
    with pytest.raises(errors.RuleUnknown):
        await sieve.app.filters.making.rule_key(guild_id=GUILD, number=3)


# Lists as text ----------------------------------------------------------------------------------------------------


def test_a_list_reads_back_as_it_was_written() -> None:
    contents = Contents(words=("*rubbish*", "#hash", "!bang"), exceptions=("rubbish bin",))
    text = as_text(contents, Looks.WORDS)
    assert text == "*rubbish*\n\\#hash\n\\!bang\n! rubbish bin"
    assert from_text(text, Contents(), Looks.WORDS) == contents


def test_remarks_and_empty_lines_are_left_out_and_invites_may_be_links() -> None:
    read = from_text("# ours\n\nhttps://discord.gg/abcdef\nghijkl\n", Contents(), Looks.INVITES)
    assert read.codes == ("abcdef", "ghijkl")


def test_the_first_line_that_cannot_be_is_named() -> None:
    with pytest.raises(errors.LineRefused) as refused:
        from_text("good\n\n(", Contents(), Looks.PATTERNS)
    assert refused.value.line == 3
    assert isinstance(refused.value.cause, errors.PatternNotUnderstood)


@pytest.mark.parametrize("looks_for", [Looks.PERSONAL, Looks.REPEATS, Looks.MENTIONS, Looks.PROMOTION])
def test_kinds_without_a_list_say_so(looks_for: Looks) -> None:
    with pytest.raises(errors.NotOfThisKind):
        from_text("x", Contents(), looks_for)


# Files ------------------------------------------------------------------------------------------------------------


async def test_a_file_takes_filters_to_another_server_for_trying(sieve: Sieve) -> None:
    await sieve.words("バカ", exceptions=("バカンス",), consequence=Consequence.REMOVE)
    await sieve.make(Looks.REPEATS, name="Repeats", contents=Contents(count=3, seconds=20))
    file = await sieve.app.filters.exchanging.export(by=ADMIN)

    taken = await sieve.app.filters.exchanging.take(file, by=STRANGER)
    again = await sieve.app.filters.exchanging.take(file, by=STRANGER)

    assert [(one.name, one.mode) for one in taken.added] == [("Insults", Mode.DRY), ("Repeats", Mode.DRY)]
    assert taken.added[0].contents.exceptions == ("バカンス",)
    assert (again.added, again.known) == ((), ("Insults", "Repeats"))


@pytest.mark.parametrize(
    "file",
    [
        b"no json",
        b"\xff\xfe",
        b'{"engawa": "settings", "version": 1, "filters": []}',
        b'{"engawa": "filters", "version": 1, "filters": [{"name": "A", "looks_for": "words",'
        b' "consequence": "alert", "contents": {"words": [1]}}]}',
        b'{"engawa": "filters", "version": 1, "filters": [{"name": "A", "looks_for": "repeats",'
        b' "consequence": "alert", "contents": {"count": "3"}}]}',
        b'{"engawa": "filters", "version": 1, "filters": [{"name": "A", "looks_for": "links",'
        b' "consequence": "alert", "contents": {"allow": []}}]}',
    ],
)
async def test_a_file_of_something_else_is_refused(sieve: Sieve, file: bytes) -> None:
    with pytest.raises(errors.FileUnreadable):
        await sieve.app.filters.exchanging.take(file, by=ADMIN)
    assert await sieve.app.filters.making.all_of(by=ADMIN) == []
