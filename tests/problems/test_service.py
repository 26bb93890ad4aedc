"""What members report is kept, few enough a day, and nameless where they want that."""

import pytest

from bot.actor import Actor
from bot.app import App
from bot.problems.model import A_DAY, NAMELESS_A_DAY, TEXT_MAX, NothingSaid, TooManyNameless, TooManyProblems
from tests.support.clock import MovableClock

ANNA = Actor(id=7, guild_id=1)
ELSEWHERE = Actor(id=7, guild_id=2)


async def test_a_report_is_kept_with_who_and_when(app: App, clock: MovableClock) -> None:
    kept = await app.problems.report(by=ANNA, text="  It hangs.\r\nReally. ", reference=" AB2CD3 ")

    assert (kept.member_id, kept.guild_id, kept.reported_at) == (7, 1, clock())
    assert (kept.text, kept.reference) == ("It hangs.\nReally.", "AB2CD3")
    assert await app.problems.list() == [kept]


async def test_without_a_name_no_row_says_who_it_was(app: App) -> None:
    kept = await app.problems.report(by=ANNA, text="It hangs", named=False)

    assert kept.member_id is None
    async with app.database.read() as connection:
        rows = (await connection.exec_driver_sql("SELECT * FROM problem")).all()
    assert str(ANNA.id) not in [str(value) for value in rows[0][1:]]


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060", "!!! ??"])
async def test_who_says_nothing_is_asked_for_words(app: App, text: str) -> None:
    with pytest.raises(NothingSaid):
        await app.problems.report(by=ANNA, text=text)

    assert await app.problems.list() == []


async def test_what_is_too_long_is_cut(app: App) -> None:
    kept = await app.problems.report(by=ANNA, text="x" * 10_000, reference="y" * 1_000)

    assert len(kept.text) == TEXT_MAX
    assert kept.reference is not None and len(kept.reference) <= 20


@pytest.mark.parametrize("named", [True, False])
async def test_a_day_takes_five_of_a_member_with_or_without_a_name(app: App, clock: MovableClock, named: bool) -> None:
    for number in range(A_DAY):
        await app.problems.report(by=ANNA, text="It hangs", named=named or number % 2 == 0)
    with pytest.raises(TooManyProblems) as refusal:
        await app.problems.report(by=ANNA, text="It hangs", named=named)
    assert refusal.value.params == {"limit": A_DAY}
    await app.problems.report(by=ELSEWHERE, text="It hangs", named=named)

    clock.advance(days=1, seconds=1)

    assert await app.problems.report(by=ANNA, text="It hangs", named=named)


async def test_a_day_takes_fifty_without_a_name_from_a_server(app: App) -> None:
    for member_id in range(100, 100 + NAMELESS_A_DAY):
        await app.problems.report(by=Actor(id=member_id, guild_id=1), text="It hangs", named=False)

    with pytest.raises(TooManyNameless):
        await app.problems.report(by=ANNA, text="It hangs", named=False)
    assert await app.problems.report(by=ANNA, text="It hangs")
    assert await app.problems.report(by=ELSEWHERE, text="It hangs", named=False)


async def test_the_operator_closes_what_is_done(app: App) -> None:
    first = await app.problems.report(by=ANNA, text="One")
    second = await app.problems.report(by=ELSEWHERE, text="Two")

    assert await app.problems.close(first.id)
    assert not await app.problems.close(first.id), "closed already"
    assert not await app.problems.close(999)

    assert [one.id for one in await app.problems.list()] == [second.id]
    assert [one.id for one in await app.problems.list(closed=True)] == [second.id, first.id]
    assert await app.problems.count_open() == 1
