"""What would be added to Discord's own onboarding: only additions, with everything else as it was."""

import copy
from typing import Any

import pytest

from bot.onboarding.native import (
    OPTIONS_MAX,
    PROMPTS_MAX,
    Additions,
    Interest,
    Wanted,
    Welcome,
    additions,
    fingerprint,
)
from tests.onboarding.native_routes import option, prompt

EMPTY: dict[str, Any] = {"prompts": [], "default_channel_ids": [], "enabled": False, "mode": 0, "guild_id": "1"}
CODE = Interest(role_id=11, name="Code")
TEA = Interest(role_id=12, name="Tea")
NEW_ID = 999


def wanted(*interests: Interest, channels: tuple[int, ...] = (), welcome: tuple[int, ...] = ()) -> Wanted:
    return Wanted(
        prompt_title="What do you like?",
        interests=interests,
        channel_ids=channels,
        welcome=[Welcome(channel_id=one, description="Look", emoji="👋") for one in welcome],
    )


def made(there: dict[str, Any], want: Wanted, screen: dict[str, Any] | None = None) -> Additions:
    return additions(there, screen, want, new_prompt_id=NEW_ID)


def test_nothing_wanted_is_nothing_to_add() -> None:
    assert not made(EMPTY, wanted()).any


def test_interests_become_a_question_of_their_own() -> None:
    body = made(EMPTY, wanted(CODE, TEA)).onboarding_body
    assert body is not None and body.keys() == {"prompts"}, "neither `enabled` nor `mode` is sent"
    [new] = body["prompts"]
    assert (new["id"], new["title"], new["required"], new["single_select"]) == (
        "999",
        "What do you like?",
        False,
        False,
    )
    assert [one["role_ids"] for one in new["options"]] == [["11"], ["12"]]
    assert all("id" not in one for one in new["options"])


def test_what_stands_there_is_sent_as_it_was() -> None:
    custom = option(5, "Cats", 21, description="Meow", emoji={"id": "77", "name": "cat", "animated": True})
    by_channel = option(6, "News", channel_ids=["31"], emoji={"id": None, "name": "📰", "animated": False})
    there = EMPTY | {"prompts": [prompt(4, "Pets?", custom, by_channel, single_select=True, required=True, type=1)]}
    before = copy.deepcopy(there)
    body = made(there, wanted(CODE)).onboarding_body
    assert there == before and body is not None
    kept = body["prompts"][0]
    assert {key: kept[key] for key in ("id", "title", "single_select", "required", "in_onboarding", "type")} == {
        "id": "4",
        "title": "Pets?",
        "single_select": True,
        "required": True,
        "in_onboarding": True,
        "type": 1,
    }
    assert kept["options"][0] == {
        "id": "5",
        "title": "Cats",
        "description": "Meow",
        "emoji_id": "77",
        "emoji_name": "cat",
        "emoji_animated": True,
        "role_ids": ["21"],
        "channel_ids": [],
    }
    assert (kept["options"][1]["emoji_name"], kept["options"][1]["channel_ids"]) == ("📰", ["31"])


def test_more_interests_join_the_question_that_has_some() -> None:
    there = EMPTY | {
        "prompts": [prompt(3, "Pets?", option(5, "Cats", 21)), prompt(4, "Hobbies", option(6, "Code", 11))]
    }
    plan = made(there, wanted(CODE, TEA))
    assert (plan.prompt_title, list(plan.interests)) == ("Hobbies", [TEA])
    assert plan.onboarding_body is not None
    pets, hobbies = plan.onboarding_body["prompts"]
    assert [one["id"] for one in pets["options"]] == ["5"]
    assert [(one.get("id"), one["title"]) for one in hobbies["options"]] == [("6", "Code"), (None, "Tea")]


def test_a_role_that_some_answer_gives_is_there_already() -> None:
    there = EMPTY | {"prompts": [prompt(4, "Hobbies", option(6, "I code and brew", 11, 12))]}
    assert not made(there, wanted(CODE, TEA)).any


def test_channels_come_after_those_there_are() -> None:
    there = EMPTY | {"default_channel_ids": ["50", "40"]}
    body = made(there, wanted(channels=(40, 60, 60))).onboarding_body
    assert body == {"default_channel_ids": ["50", "40", "60"]}


def test_the_welcome_screen_keeps_its_channels() -> None:
    kept = {"channel_id": "7", "description": "Rules", "emoji_id": None, "emoji_name": "📜"}
    plan = made(EMPTY, wanted(welcome=(7, 8)), {"description": "Hi", "welcome_channels": [kept]})
    assert plan.onboarding_body is None
    assert plan.welcome_body is not None and plan.welcome_body.keys() == {"welcome_channels"}
    first, second = plan.welcome_body["welcome_channels"]
    assert first == kept and second["channel_id"] == "8"


def test_where_there_is_no_room_it_says_so() -> None:
    full = EMPTY | {"prompts": [prompt(n, f"Q{n}", option(n, "x", 500 + n)) for n in range(1, PROMPTS_MAX + 1)]}
    plan = made(full, wanted(CODE))
    assert (plan.any, list(plan.no_room)) == (False, ["prompts"])
    many = [option(n, "x", 500 + n) for n in range(OPTIONS_MAX - 2)] + [option(900, "Code", 11)]
    plan = made(EMPTY | {"prompts": [prompt(1, "Q", *many)]}, wanted(CODE, TEA, Interest(role_id=13, name="Go")))
    assert (list(plan.interests), list(plan.no_room)) == ([TEA], ["options"])
    shown = [{"channel_id": str(n), "description": "x", "emoji_id": None, "emoji_name": None} for n in range(1, 5)]
    plan = made(EMPTY, wanted(welcome=(7, 8)), {"description": None, "welcome_channels": shown})
    assert ([one.channel_id for one in plan.welcome], list(plan.no_room)) == ([7], ["welcome"])


def test_many_interests_are_a_menu() -> None:
    many = [Interest(role_id=100 + n, name=f"Interest {n} " + "x" * 60) for n in range(13)]
    body = made(EMPTY, wanted(*many)).onboarding_body
    assert body is not None and body["prompts"][0]["type"] == 1
    assert max(len(one["title"]) for one in body["prompts"][0]["options"]) <= 50


@pytest.mark.parametrize("change", ["title", "emoji", "channel", "screen", "enabled", "wish"])
def test_every_change_is_noticed(change: str) -> None:
    there = EMPTY | {"prompts": [prompt(4, "Pets?", option(5, "Cats", 21))], "default_channel_ids": ["1"]}
    screen = {"description": "Hi", "welcome_channels": []}
    want = wanted(CODE, channels=(2,), welcome=(3,))
    before = fingerprint(there, screen, made(there, want, screen))
    assert before == fingerprint(there, screen, additions(there, screen, want, new_prompt_id=NEW_ID + 1))
    match change:
        case "title":
            there = there | {"prompts": [prompt(4, "Pets!", option(5, "Cats", 21))]}
        case "emoji":
            cat = {"id": None, "name": "🐈", "animated": False}
            there = there | {"prompts": [prompt(4, "Pets?", option(5, "Cats", 21, emoji=cat))]}
        case "channel":
            there = there | {"default_channel_ids": []}
        case "enabled":
            there = there | {"enabled": True}
        case "screen":
            screen = {"description": "Hello", "welcome_channels": []}
        case "wish":
            want = wanted(TEA, channels=(2,), welcome=(3,))
    assert fingerprint(there, screen, made(there, want, screen)) != before
