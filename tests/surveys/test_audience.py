"""Who is asked: by role, rank, attendance and lot, with the members intent and without."""

import pytest
from sqlalchemy import insert, select

from bot.actor import Actor
from bot.app import App
from bot.points.tables import point_member, point_rank
from bot.settings.model import ServerSettings
from bot.surveys import errors
from bot.surveys.audience import Estimate, Population
from bot.surveys.model import Audience, AudienceKind, Questionnaire, SurveyState
from bot.surveys.store import people
from bot.surveys.tables import survey_invited
from tests.support.clock import MovableClock
from tests.surveys.drafts import ADMIN, FIVE, GUILD, Drafts

ROLE, STAFF = 70, 71
SAMPLE_OF_3 = Audience(kind=AudienceKind.SAMPLE, sample_size=3)


@pytest.fixture
def drafts(app: App, clock: MovableClock) -> Drafts:
    return Drafts(app=app, clock=clock)


async def is_asked(drafts: Drafts, sheet: Questionnaire, member_id: int, *role_ids: int, is_bot: bool = False) -> bool:
    by = Actor(id=member_id, guild_id=GUILD, role_ids=frozenset(role_ids), is_bot=is_bot)
    async with drafts.app.database.read() as connection:
        return await drafts.app.surveys.audience.is_asked(connection, sheet.survey, by)


async def invited(drafts: Drafts, sheet: Questionnaire) -> frozenset[int]:
    async with drafts.app.database.read() as connection:
        return await people.invited(connection, survey_id=sheet.survey.id)


async def estimate(drafts: Drafts, sheet: Questionnaire, population: Population | None) -> Estimate:
    return await drafts.building.estimate(by=ADMIN, survey_id=sheet.survey.id, population=population)


async def with_points(drafts: Drafts, points: dict[int, int]) -> None:
    rest = {"helper_points": 0, "spent": 0, "announced_points": 0, "hidden": False, "staff": False, "listed": True}
    rows = [
        {"guild_id": GUILD, "member_id": member_id, "points": had, "role_percent": 100, **rest}
        for member_id, had in points.items()
    ]
    async with drafts.app.database.write() as connection:
        await connection.execute(insert(point_member), rows)


async def with_rank(drafts: Drafts, threshold: int = 100) -> int:
    async with drafts.app.database.write() as connection:
        statement = insert(point_rank).values(guild_id=GUILD, name="Regular", threshold=threshold)
        return int((await connection.execute(statement.returning(point_rank.c.id))).scalar_one())


async def test_everybody_is_asked_but_bots_and_other_servers(drafts: Drafts) -> None:
    sheet = await drafts.opened()

    assert sheet.survey.asked == 5
    assert await is_asked(drafts, sheet, 999)
    assert not await is_asked(drafts, sheet, 999, is_bot=True)
    async with drafts.app.database.read() as connection:
        elsewhere = Actor(id=101, guild_id=GUILD + 1)
        assert not await drafts.app.surveys.audience.is_asked(connection, sheet.survey, elsewhere)


async def test_a_role_counts_when_somebody_comes(drafts: Drafts) -> None:
    population = Population(members={101: frozenset({ROLE}), 102: frozenset()}, complete=True)
    audience = Audience(kind=AudienceKind.ROLE, role_id=ROLE)
    sheet = await drafts.opened(audience=audience, population=population)

    assert sheet.survey.asked == 1
    assert await is_asked(drafts, sheet, 102, ROLE)
    assert not await is_asked(drafts, sheet, 101)
    with pytest.raises(errors.NotAsked):
        async with drafts.app.database.read() as connection:
            await drafts.app.surveys.audience.check(connection, sheet.survey, Actor(id=101, guild_id=GUILD))


async def test_a_rank_and_those_above_it_are_asked(drafts: Drafts) -> None:
    rank_id = await with_rank(drafts)
    await with_points(drafts, {101: 99, 102: 100, 103: 5_000, 999: 5_000})
    sheet = await drafts.opened(audience=Audience(kind=AudienceKind.RANK, rank_id=rank_id))

    assert sheet.survey.asked == 2  # 999 has left: they aren't among the members
    assert not await is_asked(drafts, sheet, 101)
    assert await is_asked(drafts, sheet, 102) and await is_asked(drafts, sheet, 103)


async def test_a_survey_whose_rank_was_deleted_is_not_opened(drafts: Drafts) -> None:
    with pytest.raises(errors.AudienceGone):
        await drafts.planned(audience=Audience(kind=AudienceKind.RANK, rank_id=None))


async def test_a_sample_is_drawn_once_without_staff(drafts: Drafts) -> None:
    await drafts.app.settings.change(GUILD, ServerSettings, {"staff_role_ids": [STAFF]}, by=ADMIN.id)
    members = {id_: frozenset({STAFF} if id_ < 50 else ()) for id_ in range(40, 60)}
    population = Population(members=members, complete=True)

    sheet = await drafts.opened(audience=SAMPLE_OF_3, population=population, anonymous=False)
    drawn = await invited(drafts, sheet)
    await drafts.open(sheet, population)  # what is open isn't opened again

    assert await invited(drafts, sheet) == drawn
    assert len(drawn) == 3 and min(drawn) >= 50
    assert [await is_asked(drafts, sheet, id_) for id_ in sorted(members)] == [id_ in drawn for id_ in sorted(members)]


async def test_samples_differ_and_reach_everybody(drafts: Drafts) -> None:
    population = Population(members=dict.fromkeys(range(8), frozenset()), complete=True)
    sheet = await drafts.planned(audience=SAMPLE_OF_3, anonymous=False)
    drawn: set[int] = set()
    async with drafts.app.database.read() as connection:
        for _ in range(40):
            drawn |= await drafts.app.surveys.audience.draw(connection, sheet.survey, population=population)

    # Each is left out of a sample of 3 of 8 with 5/8: of all 40 with less than one in a hundred million.
    assert drawn == set(range(8))


async def test_an_anonymous_sample_of_whom_nothing_could_ever_be_shown_is_not_opened(drafts: Drafts) -> None:
    with pytest.raises(errors.SampleTooSmall):
        await drafts.planned(audience=Audience(kind=AudienceKind.SAMPLE, sample_size=4))

    sheet = await drafts.planned(audience=Audience(kind=AudienceKind.SAMPLE, sample_size=5))
    assert sheet.survey.state is SurveyState.PLANNED


async def test_a_sample_larger_than_the_server_asks_everybody(drafts: Drafts) -> None:
    sheet = await drafts.opened(audience=Audience(kind=AudienceKind.SAMPLE, sample_size=100))

    assert await invited(drafts, sheet) == FIVE.members.keys() and sheet.survey.asked == 5


@pytest.mark.parametrize("size", [0, None, -1, 100_001])
async def test_a_sample_has_a_size(drafts: Drafts, size: int | None) -> None:
    sheet = await drafts.draft()

    with pytest.raises(errors.SampleWrong):
        await drafts.building.ask(
            **drafts.stamped(sheet), audience=Audience(kind=AudienceKind.SAMPLE, sample_size=size)
        )


async def test_who_attended_is_noted_and_who_is_added_later_may_answer(drafts: Drafts) -> None:
    there = {5, 6}

    async def attendees(_connection: object, _guild_id: int, _occurrence_id: int) -> frozenset[int]:
        return frozenset(there)

    drafts.app.surveys.desk.attendees = attendees
    audience = Audience(kind=AudienceKind.ATTENDEES, occurrence_id=7)
    sheet = await drafts.opened(audience=audience)
    there.add(8)
    there.remove(5)

    assert await invited(drafts, sheet) == {5, 6}
    assert [await is_asked(drafts, sheet, id_) for id_ in (5, 6, 7, 8)] == [True, True, False, True]


async def test_without_the_members_intent_the_number_says_that_it_is_a_guess(drafts: Drafts) -> None:
    await with_points(drafts, {101: 1, 102: 1})
    sheet = await drafts.draft()

    assert await estimate(drafts, sheet, None) == Estimate(count=2, complete=False)
    assert await estimate(drafts, sheet, FIVE) == Estimate(count=5, complete=True)
    role = Audience(kind=AudienceKind.ROLE, role_id=ROLE)
    sheet = await drafts.building.ask(**drafts.stamped(sheet), audience=role)
    assert (await estimate(drafts, sheet, None)).count is None


@pytest.mark.parametrize("about", [13, None])
async def test_without_the_members_intent_everybody_is_as_many_as_discord_counts(
    drafts: Drafts, about: int | None
) -> None:
    population = Population(members={101: frozenset()}, complete=False, about=about)

    sheet = await drafts.opened(population=population)

    assert sheet.survey.asked == about  # never those who are known: more could answer than were asked


async def test_invitations_say_a_day_and_no_time(drafts: Drafts) -> None:
    await drafts.opened(audience=SAMPLE_OF_3, anonymous=False)

    async with drafts.app.database.read() as connection:
        rows = (await connection.execute(select(survey_invited.c.invited_on))).scalars().all()
    assert set(rows) == {drafts.clock().date()}
