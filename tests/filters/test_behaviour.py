"""What is seen over several messages: repeats, floods of mentions, the same text by many."""

import discord
import pytest

from bot.filters import behaviour
from bot.filters.behaviour import Alike, Behaviour, Written, key_of, mentions_in
from bot.filters.model import Consequence, Contents, Filter, Looks, Mode
from tests.support.clock import MovableClock

GUILD = 1


def filter_of(looks_for: Looks, *, count: int, seconds: int = 60, exempt: frozenset[int] = frozenset()) -> Filter:
    at = MovableClock()()
    return Filter(
        id=1,
        guild_id=GUILD,
        looks_for=looks_for,
        name="Filter",
        mode=Mode.ON,
        consequence=Consequence.REMOVE,
        contents=Contents(count=count, seconds=seconds),
        exempt_role_ids=frozenset(),
        exempt_channel_ids=exempt,
        rule_key=None,
        created_at=at,
        changed_at=at,
        deleted_at=None,
    )


class Room:
    """Messages, one a second unless said otherwise."""

    def __init__(self) -> None:
        self.clock = MovableClock()
        self.behaviour = Behaviour()
        self.sent = 0

    def written(self, text: str, *, by: int = 1, channel: int = 10) -> Written:
        self.sent += 1
        self.clock.advance(seconds=1)
        return Written(GUILD, channel, None, discord.utils.time_snowflake(self.clock()) + self.sent, by, text)

    def say(self, text: str, one: Filter, **where: int) -> list[behaviour.Done]:
        repeats = [one] if one.looks_for is Looks.REPEATS else []
        mentions = [one] if one.looks_for is Looks.MENTIONS else []
        return self.behaviour.see(self.written(text, **where), repeats=repeats, mentions=mentions)


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_third_of_the_same_is_a_hit_with_the_two_before(room: Room) -> None:
    one = filter_of(Looks.REPEATS, count=3)

    assert room.say("Buy my course!", one) == []
    assert room.say("BUY  my course!", one, channel=11) == []
    [done] = room.say("Ｂuy my course!", one)

    assert done.times == 3
    assert [channel for channel, _ in done.earlier] == [10, 11]


def test_earlier_messages_are_taken_away_once(room: Room) -> None:
    one = filter_of(Looks.REPEATS, count=2)
    room.say("Buy my course!", one)
    [first] = room.say("Buy my course!", one)
    [second] = room.say("Buy my course!", one)

    assert len(first.earlier) == 1 and second.earlier == ()


@pytest.mark.parametrize("text", ["ok", "草", "www", "👍"])
def test_short_answers_may_be_repeated(room: Room, text: str) -> None:
    one = filter_of(Looks.REPEATS, count=2)
    assert [room.say(text, one) for _ in range(10)] == [[]] * 10


def test_slow_repeats_and_those_of_different_people_are_fine(room: Room) -> None:
    one = filter_of(Looks.REPEATS, count=2, seconds=30)
    room.say("Good morning!", one)
    assert room.say("Good morning!", one, by=2) == []
    room.clock.advance(seconds=31)
    assert room.say("Good morning!", one) == []


def test_an_exempt_channel_counts_for_nothing_there(room: Room) -> None:
    one = filter_of(Looks.REPEATS, count=2, exempt=frozenset({99}))
    room.say("Buy my course!", one, channel=99)
    assert room.say("Buy my course!", one, channel=99) == []


@pytest.mark.parametrize(
    ("looks_for", "text"), [(Looks.REPEATS, "Buy my course!"), (Looks.MENTIONS, "<@100000000000000001>")]
)
def test_what_was_written_in_an_exempt_channel_is_left_there(room: Room, looks_for: Looks, text: str) -> None:
    one = filter_of(looks_for, count=3, exempt=frozenset({99}))
    for _ in range(3):
        room.say(text, one, channel=99)

    assert room.say(text, one) == [] == room.say(text, one)
    [done] = room.say(text, one)
    assert done.times == 3 and [channel for channel, _ in done.earlier] == [10, 10]


def test_the_same_message_twice_counts_once(room: Room) -> None:
    one = filter_of(Looks.REPEATS, count=2)
    written = room.written("Buy my course!")
    assert room.behaviour.see(written, repeats=[one], mentions=[]) == []
    assert room.behaviour.see(written, repeats=[one], mentions=[]) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("hello", 0),
        ("<@123456789012345678> <@!123456789012345678>", 1),
        ("<@123456789012345678> <@&123456789012345679>", 2),
        ("@everyone", 10),
        ("@here <@123456789012345678>", 11),
        ("mail@everyone.example", 10),
    ],
)
def test_mentions_are_counted_each_once(text: str, count: int) -> None:
    assert mentions_in(text) == count


def test_mentions_over_several_messages_are_a_flood(room: Room) -> None:
    one = filter_of(Looks.MENTIONS, count=3)
    assert room.say("<@100000000000000001> hi", one) == []
    assert room.say("no mention here", one) == []
    assert room.say("<@100000000000000002>", one) == []
    [done] = room.say("<@100000000000000003>", one)
    assert done.times == 3 and len(done.earlier) == 2


def test_what_is_remembered_is_bounded(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behaviour, "MEMBERS_MAX", 3)
    one = filter_of(Looks.REPEATS, count=2)
    room.say("Buy my course!", one, by=1)
    for member in (2, 3, 4):
        room.say("Something else", one, by=member)

    assert room.say("Buy my course!", one, by=1) == [], "whoever was silent for longest is forgotten"
    assert len(room.behaviour._windows) == 3


def test_texts_that_look_the_same_have_one_key() -> None:
    assert key_of("Free  Nitro") == key_of("free nitro") == key_of("ｆｒｅｅ ｎｉｔｒｏ")
    assert key_of("https://a.example/1") != key_of("https://a.example/2")


def test_the_same_text_by_many_is_told_to_who_wants_to_know(room: Room) -> None:
    told: list[Alike] = []
    room.behaviour.alike.append(told.append)

    for member in range(5):
        room.behaviour.compare(room.written("free nitro at example", by=member))
    for member in range(5):
        room.behaviour.compare(room.written("good morning everybody"[: 14 + member], by=member))

    [found] = told
    assert found.member_ids == (0, 1, 2, 3, 4) and len(found.places) == 5


def test_the_same_text_over_an_hour_is_nothing(room: Room) -> None:
    told: list[Alike] = []
    room.behaviour.alike.append(told.append)
    for member in range(8):
        room.behaviour.compare(room.written("welcome to the server", by=member))
        room.clock.advance(minutes=1)
    assert told == []


def test_a_member_is_forgotten(room: Room) -> None:
    one = filter_of(Looks.REPEATS, count=2)
    room.behaviour.alike.append(lambda _: None)
    room.say("Buy my course!", one)
    room.behaviour.compare(room.written("Buy my course!"))

    room.behaviour.forget(GUILD, 1)

    assert room.say("Buy my course!", one) == []
