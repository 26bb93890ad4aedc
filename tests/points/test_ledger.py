"""The ledger: what is given once, taken back, limited by rules, and what follows from it."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.app import App
from bot.points.model import Award, Entry, Kind, Scope, Season, Standing
from bot.points.store import derived, ledger
from bot.points.store import terms as terms_store
from bot.points.tables import point_rank
from bot.settings.model import ServerSettings

GUILD, OTHER_GUILD = 1, 2
ANA, BEN, CHI = 101, 102, 103
STAFF_ROLE = 77


def an_answer(source_id: int, **changes: object) -> Award:
    values: dict[str, object] = {
        "guild_id": GUILD,
        "member_id": ANA,
        "kind": Kind.ANSWER,
        "source_id": source_id,
        "happened_at": datetime(2026, 5, 20, 12, tzinfo=UTC),
        "giver_id": BEN,
    }
    return Award(**(values | changes))  # type: ignore[arg-type]


async def award(app: App, given: Award) -> int:
    async with app.database.write() as connection:
        return await app.points.ledger.award(connection, given)


async def take_back(app: App, source_id: int, *, kind: Kind = Kind.ANSWER) -> int:
    async with app.database.write() as connection:
        return await app.points.ledger.take_back(connection, guild_id=GUILD, kinds=[kind], source_ids=[source_id])


async def standing(app: App, member_id: int = ANA, guild_id: int = GUILD) -> Standing | None:
    async with app.database.read() as connection:
        return await derived.standing(connection, guild_id=guild_id, member_id=member_id)


async def points(app: App, member_id: int = ANA, guild_id: int = GUILD) -> int:
    found = await standing(app, member_id, guild_id)
    return found.points if found else 0


@pytest_asyncio.fixture(autouse=True)
async def nothing_is_lost(app: App) -> AsyncIterator[None]:
    """After every test here, what is kept is what the ledger says."""
    yield
    assert (await app.points.recompute.compare()).differences == ()


async def test_an_answer_earns_once(app: App) -> None:
    assert await award(app, an_answer(1)) == 20
    assert await award(app, an_answer(1)) == 0
    assert await points(app) == 20


async def test_two_who_award_the_same_at_once_give_it_once(app: App) -> None:
    given = await asyncio.gather(*(award(app, an_answer(1)) for _ in range(10)))
    assert sorted(given) == [0] * 9 + [20]
    assert await points(app) == 20


async def test_what_is_taken_back_can_be_given_again(app: App) -> None:
    await award(app, an_answer(1))
    assert await take_back(app, 1) == 20
    assert await points(app) == 0
    assert await take_back(app, 1) == 0, "nothing is left to take back"
    assert await award(app, an_answer(1)) == 20
    assert await points(app) == 20


async def test_gifts_between_two_people_are_worth_less_each_time(app: App) -> None:
    assert [await award(app, an_answer(source)) for source in range(1, 6)] == [20, 10, 5, 2, 1]


async def test_gifts_the_other_way_count_for_the_pair_too(app: App) -> None:
    for source in (1, 2):
        await award(app, an_answer(source))
    assert await award(app, an_answer(3, member_id=BEN, giver_id=ANA)) == 5


async def test_a_gift_after_the_window_counts_in_full_again(app: App) -> None:
    for source in (1, 2, 3):
        await award(app, an_answer(source))
    later = datetime(2026, 5, 20, 12, tzinfo=UTC) + timedelta(days=30, seconds=1)
    assert await award(app, an_answer(4, happened_at=later)) == 20


async def test_an_unnamed_giver_counts_as_one_person_and_is_named_nowhere(app: App) -> None:
    unnamed = {"giver_id": None, "giver_fingerprint": "f" * 64}
    assert [await award(app, an_answer(source, **unnamed)) for source in (1, 2, 3)] == [20, 10, 5]
    async with app.database.read() as connection:
        rows = await ledger.history(connection, guild_id=GUILD, member_id=ANA, limit=10)
    assert {row.giver_id for row in rows} == {ANA}


async def test_a_day_has_a_limit(app: App) -> None:
    given = [await award(app, an_answer(source, giver_id=1000 + source)) for source in range(1, 8)]
    assert given == [20] * 5 + [0, 0]


async def test_the_next_day_of_the_server_begins_at_its_own_midnight(app: App) -> None:
    late = datetime(2026, 5, 20, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
    for source in range(1, 6):
        await award(app, an_answer(source, giver_id=1000 + source, happened_at=late))
    assert await award(app, an_answer(6, giver_id=1006, happened_at=late)) == 0
    assert await award(app, an_answer(7, giver_id=1007, happened_at=late + timedelta(minutes=1))) == 20


async def test_a_new_account_gives_nothing(app: App) -> None:
    now = datetime(2026, 5, 20, 12, tzinfo=UTC)
    two_days_old = (int((now - timedelta(days=2)).timestamp() * 1000) - 1_420_070_400_000) << 22
    assert await award(app, an_answer(1, giver_id=two_days_old)) == 0


async def test_a_new_member_gives_nothing(app: App) -> None:
    joined = datetime(2026, 5, 20, tzinfo=UTC)
    assert await award(app, an_answer(1, giver_joined_at=joined)) == 0


async def test_channels_and_roles_weigh_points(app: App) -> None:
    async with app.database.write() as connection:
        for target, is_role, percent in ((50, False, 200), (51, False, 0), (60, True, 150), (61, True, 0)):
            await terms_store.set_weight(connection, guild_id=GUILD, target_id=target, is_role=is_role, percent=percent)
    app.points.terms.forget(GUILD)
    gifts: list[dict[str, object]] = [
        {"channel_id": 50},
        {"channel_id": 51},
        {"role_ids": [60]},
        {"role_ids": [60, 61]},
        {"channel_id": 7, "parent_id": 50, "role_ids": [60]},
    ]
    given = [
        await award(app, an_answer(number, giver_id=1000 + number, member_id=200 + number, **gift))
        for number, gift in enumerate(gifts)
    ]
    assert given == [40, 0, 30, 0, 60]


async def test_servers_are_apart(app: App) -> None:
    await award(app, an_answer(1))
    await award(app, an_answer(1, guild_id=OTHER_GUILD))
    assert await points(app) == await points(app, guild_id=OTHER_GUILD) == 20


async def test_spending_lowers_what_can_be_spent_and_no_total(app: App) -> None:
    await award(app, an_answer(1))
    async with app.database.write() as connection:
        await app.points.ledger.post(connection, [an_entry(Kind.SPENT, -15)])
    found = await standing(app)
    assert found is not None
    assert (found.points, found.spent, found.balance) == (20, 15, 5)


def an_entry(kind: Kind, value: int, **changes: object) -> Entry:
    values: dict[str, object] = {
        "guild_id": GUILD,
        "member_id": ANA,
        "kind": kind,
        "source_id": random.getrandbits(60),
        "giver_id": ANA,
        "points": value,
        "happened_at": datetime(2026, 5, 20, 12, tzinfo=UTC),
    }
    return Entry(**(values | changes))  # type: ignore[arg-type]


async def seasons(app: App) -> list[Season]:
    async with app.database.read() as connection:
        found = await derived.seasons(connection, guild_ids=[GUILD], ending_after=datetime(2000, 1, 1, tzinfo=UTC))
    return found.get(GUILD, [])


async def test_a_season_begins_with_its_first_entry(app: App) -> None:
    assert await seasons(app) == []
    await award(app, an_answer(1))
    (season,) = await seasons(app)
    # the quarter from April to June, by Tokyo's midnights
    assert season.starts_at == datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert season.ends_at == datetime(2026, 6, 30, 15, tzinfo=UTC)


async def test_a_changed_zone_makes_no_season_overlap(app: App) -> None:
    await award(app, an_answer(1))
    await app.settings.change(GUILD, ServerSettings, {"time_zone": "America/New_York"}, by=1)
    between = datetime(2026, 6, 30, 20, tzinfo=UTC)  # July in Tokyo, June in New York
    await award(app, an_answer(2, happened_at=between))
    first, second = await seasons(app)
    assert second.starts_at == first.ends_at


async def test_imported_points_count_for_no_season(app: App) -> None:
    async with app.database.write() as connection:
        await app.points.ledger.post(connection, [an_entry(Kind.IMPORT, 500)])
    assert await points(app) == 500
    assert await seasons(app) == []


async def test_a_reversal_counts_where_the_gift_did(app: App) -> None:
    april, july = datetime(2026, 4, 5, tzinfo=UTC), datetime(2026, 7, 5, tzinfo=UTC)
    await award(app, an_answer(1, happened_at=april))
    await award(app, an_answer(2, happened_at=july, giver_id=CHI))
    await take_back(app, 1)
    async with app.database.read() as connection:
        found = await derived.season_points(connection, guild_id=GUILD, member_id=ANA)
    assert sorted(value for _, value, _ in found) == [0, 20]


async def test_ranks_follow_points_up_and_down(app: App) -> None:
    async with app.database.write() as connection:
        for number, threshold in enumerate((10, 30), start=1):
            await connection.execute(
                point_rank.insert().values(
                    id=number, guild_id=GUILD, name=f"rank {number}", threshold=threshold, role_id=None
                )
            )
    ranks = []
    for source in (1, 2):
        await award(app, an_answer(source))
        ranks.append(await rank_id(app))
    for source in (2, 1):
        await take_back(app, source)
        ranks.append(await rank_id(app))
    assert ranks == [1, 2, 1, None]


async def rank_id(app: App) -> int | None:
    found = await standing(app)
    return found.rank_id if found else None


async def test_whoever_becomes_staff_leaves_the_boards_with_everything(app: App) -> None:
    await app.settings.change(GUILD, ServerSettings, {"staff_role_ids": [STAFF_ROLE]}, by=1)
    await award(app, an_answer(1, role_ids=[]))
    assert await on_board(app) == 1
    await award(app, an_answer(2, giver_id=CHI, role_ids=[STAFF_ROLE]))
    assert await on_board(app) == 0
    await award(app, an_answer(3, giver_id=104, role_ids=[]))
    assert await on_board(app) == 1


async def test_whoever_hides_leaves_the_boards(app: App) -> None:
    await award(app, an_answer(1))
    found = await standing(app)
    assert found is not None
    async with app.database.write() as connection:
        hidden = await app.points.ledger.set_hidden(connection, found, hidden=True)
    assert (hidden.listed, await on_board(app)) == (False, 0)
    async with app.database.write() as connection:
        await app.points.ledger.set_hidden(connection, hidden, hidden=False)
    assert await on_board(app) == 1


async def on_board(app: App, scope: Scope = Scope.ALL) -> int:
    async with app.database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT COALESCE(SUM(members), 0) FROM point_bucket WHERE season_id = 0 AND guild_id = ? AND scope = ?",
            (GUILD, scope.value),
        )
        return int(found.scalar_one())


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_the_sums_are_the_ledgers(app: App, seed: int) -> None:
    choose = random.Random(seed)
    await app.settings.change(GUILD, ServerSettings, {"staff_role_ids": [STAFF_ROLE]}, by=1)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(120):
        source, member = choose.randrange(30), choose.choice((ANA, BEN, CHI))
        kind = choose.choice((Kind.ANSWER, Kind.THANKS, Kind.UPVOTE))
        happened_at = start + timedelta(days=choose.randrange(300))
        roles = choose.choice((None, [], [STAFF_ROLE]))
        act = choose.random()
        if act < 0.6:
            giver = choose.choice((None, 201, 202, 203))
            await award(
                app,
                an_answer(source, kind=kind, member_id=member, happened_at=happened_at, giver_id=giver, role_ids=roles),
            )
        elif act < 0.8:
            await take_back(app, source, kind=kind)
        elif act < 0.9:
            found = await standing(app, member)
            if found is not None:
                async with app.database.write() as connection:
                    await app.points.ledger.set_hidden(connection, found, hidden=not found.hidden)
        else:
            value = choose.randrange(-50, 50)
            async with app.database.write() as connection:
                await app.points.ledger.post(connection, [an_entry(Kind.ADJUSTMENT, value, member_id=member)])
    assert (await app.points.recompute.compare()).entries > 60


async def test_recompute_finds_and_mends_what_is_wrong(app: App) -> None:
    await award(app, an_answer(1))
    async with app.database.write() as connection:
        for statement in (
            "UPDATE point_member SET points = 7",
            "DELETE FROM point_season_member",
            "UPDATE point_day SET points = 1",
            "UPDATE point_bucket SET members = 5",
        ):
            await connection.exec_driver_sql(statement)
    report = await app.points.recompute.rebuild()
    assert {difference.table for difference in report.differences} == {
        "point_member",
        "point_season_member",
        "point_day",
        "point_bucket",
    }
    assert (await app.points.recompute.compare()).count == 0
    assert await points(app) == 20
