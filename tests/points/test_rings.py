"""Rings, pairs and crowds are found; friends, helpers and small servers are not."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from bot.activity.model import first_id_at
from bot.points.rings import CROWD_GIVERS, Flow, Gifts, crowds, rings

NOW = datetime(2026, 6, 30, tzinfo=UTC)
SINCE = NOW - timedelta(days=30)
WORTH = {"answer": 20, "thanks": 5, "upvote": 3, "reaction": 1}


class Town:
    """Members who give each other things."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self._counts: Counter[tuple[int, int, str]] = Counter()
        self._next = 0

    def person(self, *, made: datetime | None = None) -> int:
        self._next += 1
        made = made or NOW - timedelta(days=self.chance.uniform(60, 2_000))
        return first_id_at(made) + self._next

    def people(self, count: int, **options: datetime) -> list[int]:
        return [self.person(**options) for _ in range(count)]

    def give(self, giver_id: int, member_id: int, kind: str, times: int = 1) -> None:
        if giver_id != member_id:
            self._counts[giver_id, member_id, kind] += times

    def each_other(self, members: Iterable[int], kind: str, times: int) -> None:
        group = list(members)
        for giver_id in group:
            for member_id in group:
                self.give(giver_id, member_id, kind, times)

    def gifts(self) -> Gifts:
        sums: dict[tuple[int, int], list[int]] = {}
        for (giver_id, member_id, kind), times in self._counts.items():
            # The ledger keeps three reactions between the same two: the next are worth nothing.
            counted = min(times, 3) if kind == "reaction" else times
            sum_ = sums.setdefault((giver_id, member_id), [0, 0, 0, 0])
            weight = counted * WORTH[kind]
            sum_[0] += counted
            sum_[1] += weight
            sum_[2] += weight
            sum_[3] += weight if kind != "reaction" else 0
        return Gifts(
            Flow(giver, member, sum_[0], sum_[1], sum_[2], sum_[3], SINCE) for (giver, member), sum_ in sums.items()
        )


def community(town: Town, size: int) -> list[int]:
    """Let people live together: some are liked by many, some help often, many newcomers ask once and thank."""
    people = town.people(size)
    chance = town.chance
    liked = [chance.paretovariate(1.2) for _ in people]
    helpers = people[: max(3, size // 25)]
    for giver_id in people:
        for member_id in chance.choices(people, liked, k=int(chance.paretovariate(1.1)) % 60):
            town.give(giver_id, member_id, "reaction")
        if chance.random() < 0.4:
            helper = chance.choice(helpers)
            town.give(giver_id, helper, "answer")
            town.give(giver_id, helper, "upvote")
            if chance.random() < 0.5:
                town.give(giver_id, helper, "thanks")
        for member_id in chance.choices(helpers, k=int(chance.expovariate(0.5))):
            town.give(giver_id, member_id, "upvote")
    return people


def friends(town: Town, people: list[int], count: int) -> list[int]:
    """Let some people be friends: they like and thank each other a lot, and live with everybody else as well."""
    group = town.chance.sample(people, count)
    town.each_other(group, "reaction", town.chance.randint(3, 40))
    for giver_id in group:
        for member_id in group:
            town.give(giver_id, member_id, "thanks", town.chance.choice([0, 0, 1, 2]))
        # A friend of others is noticed by others.
        for other in town.chance.sample(people, 14):
            town.give(other, giver_id, "reaction", town.chance.randint(1, 3))
    return group


def found_members(gifts: Gifts) -> set[int]:
    found = {member_id for ring in rings(gifts) for member_id in ring.member_ids}
    return found | {crowd.member_id for crowd in crowds(gifts)}


@pytest.mark.parametrize("size", [2, 3, 5, 8])
@pytest.mark.parametrize("kind", ["thanks", "upvote", "answer"])
def test_a_ring_is_found_among_others(size: int, kind: str) -> None:
    town = Town()
    community(town, 300)
    ring = town.people(size)
    town.each_other(ring, kind, 6)
    [found] = rings(town.gifts())
    assert set(found.member_ids) == set(ring)
    assert found.share == 1.0
    assert found.gifts == 6 * size * (size - 1)


def test_a_ring_that_gives_and_takes_elsewhere_too_is_found() -> None:
    town = Town(3)
    people = community(town, 500)
    ring = town.people(4)
    town.each_other(ring, "thanks", 8)
    for member_id in ring:
        for other in town.chance.sample(people, 12):
            town.give(other, member_id, "reaction", 3)
            town.give(member_id, other, "thanks", 3)
    [found] = rings(town.gifts())
    assert set(found.member_ids) == set(ring)
    assert 0.6 <= found.share < 0.9


def test_a_circle_in_which_nobody_gives_back_is_found() -> None:
    town = Town()
    community(town, 300)
    ring = town.people(5)
    for giver_id, member_id in zip(ring, [*ring[1:], ring[0]], strict=True):
        town.give(giver_id, member_id, "thanks", 9)
    [found] = rings(town.gifts())
    assert set(found.member_ids) == set(ring)


def test_a_crowd_made_in_the_same_week_is_found() -> None:
    town = Town()
    community(town, 300)
    main = town.person()
    crowd = [town.person(made=NOW - timedelta(days=50, hours=nth)) for nth in range(20)]
    for giver_id in crowd:
        town.give(giver_id, main, "thanks")
        town.give(giver_id, main, "reaction", 2)
    [found] = crowds(town.gifts())
    assert (found.member_id, set(found.giver_ids)) == (main, set(crowd))
    assert found.made_until - found.made_from <= timedelta(days=1)


def test_newcomers_who_thank_their_only_helper_are_no_crowd() -> None:
    town = Town()
    helper = town.person()
    for _ in range(40):
        newcomer = town.person()
        for kind in ("answer", "upvote", "thanks"):
            town.give(newcomer, helper, kind)
    assert crowds(town.gifts()) == [] and rings(town.gifts()) == []
    assert CROWD_GIVERS == 4


@pytest.mark.parametrize("size", [2, 5, 8, 10, 25])
def test_in_a_small_server_where_everybody_knows_everybody_nobody_is_named(size: int) -> None:
    town = Town(size)
    people = town.people(size)
    town.each_other(people, "reaction", 5)
    town.each_other(people, "thanks", 4)
    assert found_members(town.gifts()) == set()


def test_friends_who_only_like_each_others_messages_are_no_ring() -> None:
    town = Town()
    people = community(town, 400)
    for _ in range(10):
        friends(town, people, town.chance.randint(2, 8))
    assert rings(town.gifts()) == []


def test_how_many_are_found_among_thousands(capsys: pytest.CaptureFixture[str]) -> None:
    """Print how many of those named are cheats (precision) and how many of the cheats are named (recall)."""
    named = cheats = right = honest = 0
    for seed in range(6):
        town = Town(seed)
        people = community(town, 3_000)
        for _ in range(60):
            friends(town, people, town.chance.randint(2, 8))
        guilty: set[int] = set()
        for size in (2, 2, 3, 3, 5, 8):
            ring = town.people(size)
            town.each_other(ring, town.chance.choice(["thanks", "upvote", "answer"]), town.chance.randint(5, 20))
            for member_id in ring:  # they live among people, too
                for other in town.chance.sample(people, town.chance.randint(0, 8)):
                    town.give(other, member_id, "reaction")
                    town.give(member_id, other, "reaction")
            guilty.update(ring)
        main = town.person()
        for nth in range(20):
            town.give(town.person(made=NOW - timedelta(days=40, hours=nth)), main, "thanks", 2)
        guilty.add(main)
        found = found_members(town.gifts())
        named, cheats, right = named + len(found), cheats + len(guilty), right + len(found & guilty)
        honest += len(people)
    with capsys.disabled():
        print(f"\nrings: precision {right / named:.3f}, recall {right / cheats:.3f}, {honest} honest members")
    assert right / named >= 0.97
    assert right / cheats >= 0.95
