"""Ranks: what they may be, who has which, and what follows when they are changed."""

import asyncio

import pytest
from sqlalchemy import select

from bot.app import App
from bot.due import State, due_row
from bot.errors import UserError
from bot.points import rules
from bot.points.errors import (
    RankExists,
    RankNameMissing,
    RankNotFound,
    RanksThere,
    ThresholdOutOfRange,
    TooManyRanks,
)
from bot.points.model import RANKS_MAX, THRESHOLD_MAX, Rank
from bot.points.ranks import Draft, Edit
from tests.points.giving import give, standing

GUILD, OTHER_GUILD = 1, 2
ANA, BEN, CHI = 101, 102, 103


async def add(app: App, name: str, threshold: int, role_id: int | None = None, *, guild_id: int = GUILD) -> Rank:
    return await app.points.ranks.add(Draft(name=name, threshold=threshold, role_id=role_id), guild_id=guild_id)


async def rank_name(app: App, member_id: int, *, guild_id: int = GUILD) -> str | None:
    rank_id = (await standing(app, member_id, guild_id=guild_id)).rank_id
    ranks = await app.points.ranks.list(guild_id=guild_id)
    return next((rank.name for rank in ranks if rank.id == rank_id), None)


async def planned(app: App, kind: str) -> list[int]:
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(due_row.c.subject_id).where(due_row.c.kind == kind, due_row.c.state == State.OPEN)
        )
    return [row.subject_id for row in rows]


def rank(id_: int, threshold: int, role_id: int | None) -> Rank:
    return Rank(id=id_, guild_id=GUILD, name=f"rank {id_}", threshold=threshold, role_id=role_id)


LADDER = [rank(1, 10, 71), rank(2, 50, None), rank(3, 100, 73)]


@pytest.mark.parametrize(
    ("points", "highest", "kept"),
    [
        (9, set(), set()),
        (10, {71}, {71}),
        (99, {71}, {71}),  # the second rank has no role of its own: they keep the first one's
        (100, {73}, {71, 73}),
        (-5, set(), set()),
    ],
)
def test_the_roles_somebody_should_have(points: int, highest: set[int], kept: set[int]) -> None:
    assert rules.roles_for(points, LADDER, keep_lower=False) == highest
    assert rules.roles_for(points, LADDER, keep_lower=True) == kept


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (Draft(name="   ", threshold=5), RankNameMissing),
        (Draft(name="\u200b", threshold=5), RankNameMissing),
        (Draft(name="x" * 41, threshold=5), RankNameMissing),
        (Draft(name="Friend", threshold=0), ThresholdOutOfRange),
        (Draft(name="Friend", threshold=THRESHOLD_MAX + 1), ThresholdOutOfRange),
        (Draft(name="REGULAR", threshold=5), RankExists),
        (Draft(name="Friend", threshold=50), RankExists),
    ],
)
async def test_what_can_be_no_rank_is_refused_and_nothing_changes(
    app: App, draft: Draft, error: type[UserError]
) -> None:
    await add(app, "Regular", 50)

    with pytest.raises(error):
        await app.points.ranks.add(draft, guild_id=GUILD)

    assert [rank.name for rank in await app.points.ranks.list(guild_id=GUILD)] == ["Regular"]


async def test_there_are_at_most_25_ranks_a_server(app: App) -> None:
    for number in range(1, RANKS_MAX + 1):
        await add(app, f"Rank {number}", number)

    with pytest.raises(TooManyRanks):
        await add(app, "One too many", 1000)
    await add(app, "Rank 1", 1, guild_id=OTHER_GUILD)

    assert len(await app.points.ranks.list(guild_id=GUILD)) == RANKS_MAX


async def test_two_who_add_the_same_rank_at_once_add_it_once(app: App) -> None:
    done = await asyncio.gather(*(add(app, "Regular", 50) for _ in range(5)), return_exceptions=True)

    assert sum(isinstance(one, Rank) for one in done) == 1
    assert sum(isinstance(one, RankExists) for one in done) == 4


async def test_ranks_are_listed_lowest_first_with_how_many_have_each(app: App) -> None:
    await add(app, "Expert", 100)
    await add(app, "Friend", 10)
    for member_id, points in ((ANA, 100), (BEN, 99), (CHI, 10)):
        await give(app, member_id, points)

    ladder = await app.points.ranks.ladder(guild_id=GUILD, member_id=BEN)

    assert [(step.rank.name, step.members, step.reached, step.own) for step in ladder.steps] == [
        ("Friend", 2, True, True),
        ("Expert", 1, False, False),
    ]
    assert ladder.points == 99 and ladder.next is not None and ladder.next.name == "Expert"
    assert (await app.points.ranks.ladder(guild_id=GUILD, member_id=ANA)).next is None
    assert (await app.points.ranks.ladder(guild_id=GUILD, member_id=999)).points == 0


async def test_whoever_has_the_points_has_a_new_rank_at_once_and_is_not_congratulated(app: App) -> None:
    await give(app, ANA, 60)
    await give(app, BEN, 40)
    await give(app, ANA, 60, guild_id=OTHER_GUILD)

    await add(app, "Regular", 50)

    assert (await rank_name(app, ANA), await rank_name(app, BEN)) == ("Regular", None)
    assert (await standing(app, ANA, guild_id=OTHER_GUILD)).rank_id is None
    assert await planned(app, rules.RANK_UP) == []
    await give(app, ANA, 1)
    assert await planned(app, rules.RANK_UP) == [], "nor afterwards"


async def test_reaching_a_rank_is_announced_once_whatever_is_taken_back(app: App) -> None:
    await add(app, "Regular", 50)
    await give(app, ANA, 60)
    assert len(await planned(app, rules.RANK_UP)) == 1
    await app.due.sweep()
    async with app.database.write() as connection:
        await connection.execute(due_row.delete())

    await give(app, ANA, -20)
    assert await rank_name(app, ANA) is None
    await give(app, ANA, 20)

    assert await rank_name(app, ANA) == "Regular"
    assert await planned(app, rules.RANK_UP) == []


async def test_changing_a_threshold_moves_everybody_in_either_direction(app: App) -> None:
    friend, regular = await add(app, "Friend", 10), await add(app, "Regular", 50)
    await give(app, ANA, 60)
    await give(app, BEN, 30)

    await app.points.ranks.edit(Edit(threshold=61), guild_id=GUILD, rank_id=regular.id)
    assert (await rank_name(app, ANA), await rank_name(app, BEN)) == ("Friend", "Friend")
    await app.points.ranks.edit(Edit(threshold=30), guild_id=GUILD, rank_id=regular.id)
    assert (await rank_name(app, ANA), await rank_name(app, BEN)) == ("Regular", "Regular")
    await app.points.ranks.edit(Edit(threshold=40), guild_id=GUILD, rank_id=friend.id)

    assert (await rank_name(app, ANA), await rank_name(app, BEN)) == ("Friend", "Regular")
    assert (await app.points.recompute.compare()).differences == ()


async def test_editing_keeps_what_is_not_named(app: App) -> None:
    regular = await add(app, "Regular", 50, 77)

    _, renamed = await app.points.ranks.edit(Edit(name="  Stammgast "), guild_id=GUILD, rank_id=regular.id)
    _, bare = await app.points.ranks.edit(Edit(without_role=True), guild_id=GUILD, rank_id=regular.id)

    assert (renamed.name, renamed.threshold, renamed.role_id) == ("Stammgast", 50, 77)
    assert (bare.name, bare.threshold, bare.role_id) == ("Stammgast", 50, None)


@pytest.mark.parametrize("edit", [Edit(name="friend"), Edit(threshold=10)])
async def test_a_rank_cant_become_another_one(app: App, edit: Edit) -> None:
    await add(app, "Friend", 10)
    regular = await add(app, "Regular", 50)

    with pytest.raises(RankExists):
        await app.points.ranks.edit(edit, guild_id=GUILD, rank_id=regular.id)

    assert (await app.points.ranks.get(guild_id=GUILD, rank_id=regular.id)) == regular


async def test_removing_a_rank_leaves_the_one_below(app: App) -> None:
    await add(app, "Friend", 10)
    regular = await add(app, "Regular", 50)
    await give(app, ANA, 60)

    await app.points.ranks.remove(guild_id=GUILD, rank_id=regular.id)

    assert await rank_name(app, ANA) == "Friend"
    with pytest.raises(RankNotFound):
        await app.points.ranks.remove(guild_id=GUILD, rank_id=regular.id)


async def test_ranks_of_another_server_are_out_of_reach(app: App) -> None:
    theirs = await add(app, "Regular", 50, guild_id=OTHER_GUILD)

    with pytest.raises(RankNotFound):
        await app.points.ranks.remove(guild_id=GUILD, rank_id=theirs.id)
    with pytest.raises(RankNotFound):
        await app.points.ranks.edit(Edit(name="Mine"), guild_id=GUILD, rank_id=theirs.id)

    assert await app.points.ranks.list(guild_id=OTHER_GUILD) == [theirs]


async def test_suggested_ranks_are_only_for_a_server_without(app: App) -> None:
    drafts = [Draft(name="Friend", threshold=10), Draft(name="Regular", threshold=50)]
    await give(app, ANA, 20)

    done = await asyncio.gather(
        *(app.points.ranks.add_all(drafts, guild_id=GUILD) for _ in range(2)), return_exceptions=True
    )

    assert sum(isinstance(one, RanksThere) for one in done) == 1
    assert [rank.name for rank in await app.points.ranks.list(guild_id=GUILD)] == ["Friend", "Regular"]
    assert await rank_name(app, ANA) == "Friend"
