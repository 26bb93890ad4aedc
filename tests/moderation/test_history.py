"""A member's history: the whole picture of one person, also of who has left."""

from datetime import timedelta

import pytest

from bot.engine import AsyncConnection
from bot.moderation import errors
from bot.moderation.history import PER_PAGE, Fact
from bot.moderation.model import Act, Rung
from bot.onboarding.arrivals import Join
from tests.moderation.office import ANA, BEN, ELSEWHERE, GUILD, MEMBER, MODERATOR, SECOND, Office


async def test_the_picture_has_what_counts_what_is_in_force_and_what_was(office: Office) -> None:
    await office.case(member_id=BEN)
    warning = await office.case(reason="Insult")
    office.clock.advance(days=1)
    timeout = await office.case(Act.TIMEOUT, minutes=3 * 24 * 60)
    await office.app.moderation.noting.note("Be patient", by=SECOND, member_id=ANA, request_id=1)

    picture = await office.app.moderation.history.of(ANA, by=MODERATOR)

    assert picture.standing.strikes == 3
    assert [number for _, number in picture.standing.lapses] == [1, 2]
    assert [case.id for case in picture.in_force] == [timeout.id]
    assert picture.counts == {Act.NOTE: 1, Act.WARN: 1, Act.TIMEOUT: 1}
    assert [case.reason for case in picture.notes] == ["Be patient"]
    assert picture.cases[-1].id == warning.id and picture.total == 3


async def test_it_says_what_comes_next(office: Office) -> None:
    await office.ladder(Rung(strikes=3, act=Act.TIMEOUT, minutes=60), Rung(strikes=6, act=Act.BAN))
    await office.case()

    first = await office.app.moderation.history.of(ANA, by=MODERATOR)
    await office.case()
    second = await office.app.moderation.history.of(ANA, by=MODERATOR)

    assert (first.next_step.act, first.next_step.strikes, first.next_step.by_ladder) == (Act.WARN, 2, False)
    assert (second.next_step.act, second.next_step.minutes, second.next_step.by_ladder) == (Act.TIMEOUT, 60, True)
    assert first.next_rung is not None and first.next_rung.strikes == 3


async def test_what_is_over_or_taken_back_is_not_in_force_and_not_counted(office: Office) -> None:
    ended = await office.case(Act.TIMEOUT, minutes=10)
    office.clock.advance(hours=1)
    lifted = await office.case(Act.BAN)
    await office.app.moderation.lifting.lift(by=SECOND, case_id=lifted.id, why="Not them")
    await office.refused(Act.BAN)

    picture = await office.app.moderation.history.of(ANA, by=MODERATOR)

    assert picture.in_force == [] and Act.BAN not in picture.counts
    assert picture.counts[Act.TIMEOUT] == 1 and picture.cases[-1].id == ended.id


async def test_who_left_has_a_history_with_when_they_were_here(office: Office) -> None:
    await office.case(Act.KICK)
    joined = office.clock() - timedelta(days=10)
    await office.app.onboarding.arrivals.joined([Join(guild_id=GUILD, member_id=ANA, joined_at=joined, pending=False)])
    await office.app.onboarding.arrivals.left(guild_id=GUILD, member_id=ANA)

    picture = await office.app.moderation.history.of(ANA, by=MODERATOR)

    (stay,) = picture.stays
    assert (stay.joined_at, stay.left_at) == (joined, office.clock())
    assert picture.standing.strikes == 3


async def test_pages_hold_every_case_once(office: Office) -> None:
    for _ in range(PER_PAGE + 1):
        await office.case()
    history = office.app.moderation.history

    pages = [await history.of(ANA, by=MODERATOR, page=number) for number in (1, 2, 50)]

    numbers = [case.number for picture in pages[:2] for case in picture.cases]
    assert numbers == list(range(PER_PAGE + 1, 0, -1)) and pages[2].cases == pages[1].cases


async def test_somebody_unknown_has_an_empty_page(office: Office) -> None:
    picture = await office.app.moderation.history.of(12_345, by=MODERATOR)

    assert (picture.total, picture.standing.strikes, picture.stays, picture.in_force) == (0, 0, [], [])


async def test_another_server_knows_nothing_and_members_may_not_look(office: Office) -> None:
    await office.case()

    assert (await office.app.moderation.history.of(ANA, by=ELSEWHERE)).total == 0
    with pytest.raises(errors.ModeratorsOnly):
        await office.app.moderation.history.of(ANA, by=MEMBER)


async def test_other_features_add_what_they_know(office: Office) -> None:
    async def reported(_connection: AsyncConnection, guild_id: int, member_id: int) -> list[Fact]:
        return [Fact(message_id="known", params={"count": guild_id + member_id})]

    office.app.moderation.history.knows.append(reported)

    picture = await office.app.moderation.history.of(ANA, by=MODERATOR)

    assert [fact.params["count"] for fact in picture.facts if fact.message_id == "known"] == [GUILD + ANA]
