"""The funnel: who is counted where, and who not yet."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.app import App
from bot.onboarding.funnel import table
from bot.onboarding.funnel_model import Came, Funnel, Origin, Period, Stage
from bot.onboarding.model import Step
from tests.onboarding.inviting import ANA, BEN, GUILD, OTHER_GUILD, House
from tests.support.clock import MovableClock


@pytest.fixture
def house(app: App, clock: MovableClock) -> House:
    return House(app=app, clock=clock)


async def funnel(house: House, period: Period = Period.ALL, origin: Origin | None = None) -> Funnel:
    return await house.app.onboarding.funnels.funnel(guild_id=GUILD, period=period, origin=origin)


def stage(found: Funnel, name: str) -> Stage:
    [one] = [one for one in found.stages if one.name == name]
    return one


async def test_nobody_yet(house: House) -> None:
    found = await funnel(house)
    assert (found.joined, found.rejoined, list(found.origins)) == (0, 0, [])
    assert {one.share for one in found.stages} == {None}


async def test_the_stages_stand_in_order(house: House) -> None:
    async def done(*_: object) -> dict[int, object]:
        return {}

    house.app.onboarding.steps.add(Step(name="voyage", done=done))  # type: ignore[arg-type]
    names = [one.name for one in (await funnel(house)).stages]
    assert names[0] == "screened" and names[-2:] == ["week", "month"]
    assert names.index("react") < names.index("post") < names.index("answered") < names.index("voyage")
    assert "agree" not in names, "there are no guidelines to agree to"


async def test_counts_and_shares(house: House) -> None:
    arrivals = [await house.join() for _ in range(4)]
    for arrival in arrivals[:3]:
        await house.change(arrival, arrived_at=house.clock())
        await house.fact(arrival, "react")
    await house.fact(arrivals[0], "post")
    await house.fact(arrivals[3], "post")
    found = await funnel(house)
    assert found.joined == 4
    assert (stage(found, "screened").count, stage(found, "screened").share) == (3, 0.75)
    assert (stage(found, "react").count, stage(found, "react").step) == (3, 1.0)
    post = stage(found, "post")
    assert (post.count, post.share, post.previous, post.both) == (2, 0.5, 3, 1)
    assert post.step == pytest.approx(1 / 3), "who skipped a stage is no 133 %"


async def test_who_is_too_new_is_not_lost(house: House) -> None:
    old = await house.join()
    await house.fact(old, "answered", "week")
    house.clock.advance(days=7)
    await house.fact(await house.join(), "answered")
    found = await funnel(house)
    week = stage(found, "week")
    assert (week.of, week.count, week.share, week.previous, week.step) == (1, 1, 1.0, 1, 1.0)
    month = stage(found, "month")
    assert (month.of, month.share) == (0, None)
    house.clock.advance(days=23)
    assert (stage(await funnel(house), "month").of, stage(await funnel(house), "week").of) == (1, 2)


async def test_who_was_screened_late_has_their_whole_week(house: House) -> None:
    """What somebody does is counted from the end of their screening, and so are their days."""
    arrival = await house.join()
    house.clock.advance(days=5)
    await house.change(arrival, arrived_at=house.clock())
    house.clock.advance(days=6)
    assert stage(await funnel(house), "week").of == 0
    house.clock.advance(days=1)
    assert stage(await funnel(house), "week").of == 1
    house.clock.advance(days=22)
    assert stage(await funnel(house), "month").of == 0
    house.clock.advance(days=1)
    found = await funnel(house)
    assert stage(found, "month").of == 1 and found.origins[0].old_enough == {"week": 1, "month": 1}


@dataclass
class Somebody:
    """What the test knows of an arrival."""

    joined_at: datetime
    arrived_at: datetime | None
    rejoined: bool
    origin: Origin
    facts: set[str]

    def has(self, name: str) -> bool:
        return self.arrived_at is not None if name == "screened" else name in self.facts

    def can_have(self, name: str, now: datetime) -> bool:
        days = {"week": 7, "month": 30}.get(name, 0)
        return (self.arrived_at or self.joined_at) + timedelta(days=days) <= now if days else True


@pytest.mark.parametrize("seed", range(4))
async def test_the_sums_are_those_of_counting_one_by_one(house: House, seed: int) -> None:
    chance = random.Random(seed)
    ways = [
        (None, Origin(came=Came.UNKNOWN)),
        (await house.invite(), Origin(came=Came.PERSONAL)),
        (await house.invite(BEN), Origin(came=Came.PERSONAL)),
        (await house.source("Shop"), Origin(came=Came.SOURCE, label="Shop")),
        (await house.source("Fair"), Origin(came=Came.SOURCE, label="Fair")),
    ]
    names = ["react", "post", "answered", "week", "month"]
    people = []
    for _ in range(60):
        house.clock.advance(hours=chance.choice([1, 24, 24, 36]))
        invite, origin = chance.choice(ways)
        joined_at = house.clock()
        arrival = await house.join(rejoined=chance.random() < 0.15)
        arrived_at = None if chance.random() < 0.2 else joined_at + timedelta(hours=chance.choice([0, 0, 1, 200]))
        somebody = Somebody(
            joined_at=joined_at,
            arrived_at=arrived_at,
            rejoined=False,
            origin=origin,
            facts={name for name in names if chance.random() < 0.5},
        )
        row = await house.app.onboarding.arrivals.to_ask(guild_id=GUILD, after_id=arrival - 1)
        somebody.rejoined = row[0].rejoined
        await house.fact(arrival, *somebody.facts)
        await house.change(
            arrival,
            arrived_at=arrived_at,
            invite_id=invite.id if invite is not None else None,
            member_id=None if chance.random() < 0.1 else arrival + 10_000,
            left_at=joined_at if chance.random() < 0.2 else None,
        )
        people.append(somebody)
    now = house.clock()
    for period in Period:
        for only in (None, Origin(came=Came.SOURCE), *dict.fromkeys(one for _, one in ways)):
            wanted = [
                one
                for one in people
                if (period.days is None or one.joined_at >= now - timedelta(days=period.days))
                and (only is None or (only.came is one.origin.came and only.label in (None, one.origin.label)))
            ]
            new = [one for one in wanted if not one.rejoined]
            found = await funnel(house, period, only)
            assert found.joined == len(new)
            previous = None
            for one in found.stages:
                old = [who for who in new if who.can_have(one.name, now)]
                before = [who for who in old if previous is None or who.has(previous)]
                expected = (
                    len(old),
                    sum(who.has(one.name) for who in old),
                    len(before),
                    sum(who.has(one.name) for who in before),
                )
                assert (one.of, one.count, one.previous, one.both) == expected, (period, only, one.name)
                previous = one.name
            assert {line.origin: line.joined for line in found.origins} == Counter(who.origin for who in new)
            for line in found.origins:
                own = [who for who in new if who.origin == line.origin]
                for name in ["screened", *names]:
                    old = [who for who in own if who.can_have(name, now)]
                    assert line.counts.get(name, 0) == sum(who.has(name) for who in old)
                    assert line.old_enough.get(name, line.joined) == len(old)


async def test_a_period_is_about_the_joining(house: House) -> None:
    old = await house.join()
    house.clock.advance(days=8)
    await house.fact(old, "post")
    await house.join()
    assert (await funnel(house, Period.WEEK)).joined == 1
    assert stage(await funnel(house, Period.WEEK), "post").count == 0
    assert (await funnel(house, Period.MONTH)).joined == 2
    house.clock.advance(days=90)
    assert (await funnel(house, Period.QUARTER)).joined == 1
    assert (await funnel(house, Period.ALL)).joined == 2


async def test_who_comes_back_is_counted_apart(house: House) -> None:
    await house.join()
    await house.join(rejoined=True)
    found = await funnel(house)
    assert (found.joined, found.rejoined) == (1, 1)


async def test_who_left_or_was_erased_still_counts(house: House) -> None:
    left, erased = await house.join(), await house.join()
    await house.fact(left, "post")
    await house.fact(erased, "post")
    await house.leave(left)
    member_id = await house.member_of(erased)
    await house.app.privacy.erasing.erase(guild_id=GUILD, member_id=member_id)
    found = await funnel(house)
    assert (found.joined, stage(found, "post").count) == (2, 2)


async def test_origins(house: House) -> None:
    ana, ben, shop = await house.invite(ANA), await house.invite(BEN), await house.source("Shop")
    for invite in (ana, ben, shop, shop, shop):
        arrival = await house.settled(invite)
        await house.fact(arrival, "post")
    house.clock.advance(minutes=5)
    await house.join()
    await house.read()
    found = await funnel(house)
    assert [(line.origin, line.joined, line.counts.get("post", 0)) for line in found.origins] == [
        (Origin(came=Came.SOURCE, label="Shop"), 3, 3),
        (Origin(came=Came.PERSONAL), 2, 2),
        (Origin(came=Came.UNKNOWN), 1, 0),
    ]
    only = await funnel(house, origin=Origin(came=Came.SOURCE, label="Shop"))
    assert (only.joined, stage(only, "post").count) == (3, 3)
    assert (await funnel(house, origin=Origin(came=Came.PERSONAL))).joined == 2
    assert (await funnel(house, origin=Origin(came=Came.UNKNOWN))).joined == 1


async def test_a_source_made_anew_is_the_same_origin(house: House) -> None:
    for _ in range(2):
        shop = await house.source("Shop")
        await house.settled(shop)
        await house.app.onboarding.inviting.note_gone(guild_id=GUILD, codes=[shop.code])
    [line] = (await funnel(house)).origins
    assert (line.origin.label, line.joined) == ("Shop", 2)
    assert list((await house.app.onboarding.funnels.labels(guild_id=GUILD)).values()) == ["Shop"]


async def test_an_erased_inviters_friends_stay_invited(house: House) -> None:
    await house.settled(await house.invite(ANA))
    await house.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA)
    [line] = (await funnel(house)).origins
    assert line.origin == Origin(came=Came.PERSONAL)


async def test_servers_do_not_mix(house: House) -> None:
    await house.join(guild_id=OTHER_GUILD)
    assert (await funnel(house)).joined == 0


async def test_the_file_opens_in_excel_and_runs_nothing(house: House) -> None:
    bad = await house.source('=HYPERLINK("http://x","Shop")')
    arrival = await house.settled(bad)
    await house.fact(arrival, "post")
    content = table(await funnel(house))
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == "origin,label,stage,count,of"
    assert "all,,joined,1,1" in lines and "all,,post,1,1" in lines
    assert any(line.startswith("source,\"'=HYPERLINK") and line.endswith(",post,1,1") for line in lines)
    assert any(line.endswith(",week,0,0") for line in lines), "of nobody who is old enough"
