"""A survey's life without Discord: opened and closed by due rows, late after an outage, and never answered too late."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.due import CannotBeDone
from bot.engine import AsyncConnection
from bot.surveys import errors, rules
from bot.surveys.model import Survey, SurveySettings, SurveyState
from tests.support.clock import MovableClock
from tests.surveys.drafts import ADMIN, FIVE, GUILD, MEMBER, Drafts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def drafts(app: App, clock: MovableClock) -> Drafts:
    return Drafts(app=app, clock=clock)


# Opening ----------------------------------------------------------------------------------------------------------


async def test_a_draft_without_questions_or_channel_is_not_opened(drafts: Drafts) -> None:
    sheet = await drafts.draft()
    with pytest.raises(errors.NoQuestions):
        await drafts.lifecycle.start(**drafts.stamped(sheet))
    sheet = await drafts.add(sheet)
    with pytest.raises(errors.NoChannel):
        await drafts.lifecycle.start(**drafts.stamped(sheet))

    assert (await drafts.get(sheet)).survey.state is SurveyState.DRAFT and not await drafts.due(rules.OPEN)


async def test_a_survey_opens_at_its_time_for_a_week(drafts: Drafts, clock: MovableClock) -> None:
    opens = clock() + 2 * DAY
    sheet = await drafts.planned(opens_at=opens)
    assert sheet.survey.state is SurveyState.PLANNED and await drafts.due(rules.OPEN) == [opens]

    clock.advance(days=2)
    sheet = await drafts.open(sheet)

    assert sheet.survey.state is SurveyState.OPEN and sheet.survey.opened_at == opens
    assert sheet.survey.closes_at == opens + 7 * DAY
    assert await drafts.due(rules.CLOSE) == [opens + 7 * DAY]
    assert await drafts.due(rules.REMIND) == [opens + 5 * DAY]  # 48 hours before: later than half-way
    assert await drafts.due(rules.POST) == [opens]


async def test_a_changed_plan_moves_the_opening(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.planned(opens_at=clock() + 2 * DAY)
    sheet = await drafts.time(sheet, opens_at=clock() + 3 * DAY, closes_at=None)

    assert await drafts.due(rules.OPEN) == [clock() + 3 * DAY]
    await drafts.lifecycle.stop_plan(**drafts.stamped(sheet))
    assert await drafts.due(rules.OPEN) == []
    await drafts.open(sheet)
    assert (await drafts.get(sheet)).survey.state is SurveyState.DRAFT


async def test_after_an_outage_it_opens_late_and_closes_when_it_was_to(drafts: Drafts, clock: MovableClock) -> None:
    opens, closes = clock() + DAY, clock() + 4 * DAY
    sheet = await drafts.planned(opens_at=opens, closes_at=closes)

    clock.advance(days=2)
    sheet = await drafts.open(sheet)

    assert sheet.survey.opened_at == clock() and sheet.survey.closes_at == closes


async def test_one_whose_whole_time_passed_is_a_draft_again(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.planned(opens_at=clock() + DAY, closes_at=clock() + 2 * DAY)

    clock.advance(days=7)
    with pytest.raises(CannotBeDone):
        await drafts.open(sheet)

    assert (await drafts.get(sheet)).survey.state is SurveyState.DRAFT


async def test_one_that_lost_its_questions_or_channel_meanwhile_is_a_draft_again(drafts: Drafts) -> None:
    sheet = await drafts.planned()
    await drafts.app.settings.change(GUILD, SurveySettings, {"channel_id": None}, by=ADMIN.id)
    with pytest.raises(CannotBeDone):
        await drafts.open(sheet)
    assert (await drafts.get(sheet)).survey.state is SurveyState.DRAFT

    sheet = await drafts.planned()
    sheet = await drafts.building.remove_question(**drafts.stamped(sheet), question_id=sheet.questions[0].id)
    with pytest.raises(CannotBeDone):
        await drafts.open(sheet)
    assert (await drafts.get(sheet)).survey.state is SurveyState.DRAFT


# Closing ----------------------------------------------------------------------------------------------------------


async def test_nobody_answers_after_the_closing_time_even_if_nothing_has_closed_it(
    drafts: Drafts, clock: MovableClock
) -> None:
    sheet = await drafts.opened()
    assert rules.is_open(sheet.survey, now=clock())

    clock.advance(days=7)

    assert sheet.survey.state is SurveyState.OPEN and not rules.is_open(sheet.survey, now=clock())


async def test_after_an_outage_it_counts_as_closed_when_it_was_to(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.opened()
    closes = sheet.survey.closes_at
    clock.advance(days=9)

    await drafts.lifecycle.close_due(guild_id=GUILD, survey_id=sheet.survey.id)

    closed = (await drafts.get(sheet)).survey
    assert (closed.state, closed.closed_at) == (SurveyState.CLOSED, closes)
    assert not await drafts.due(rules.REMIND) and not await drafts.due(rules.CLOSE)


async def test_a_row_that_came_too_early_closes_nothing(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.opened()
    await drafts.lifecycle.extend(**drafts.stamped(sheet), closes_at=clock() + 20 * DAY)
    clock.advance(days=8)

    await drafts.lifecycle.close_due(guild_id=GUILD, survey_id=sheet.survey.id)

    assert (await drafts.get(sheet)).survey.state is SurveyState.OPEN


async def test_extending_moves_closing_and_reminder(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.opened()
    opened = clock()
    await drafts.lifecycle.extend(**drafts.stamped(sheet), closes_at=opened + 20 * DAY)

    assert await drafts.due(rules.CLOSE) == [opened + 20 * DAY]
    assert await drafts.due(rules.REMIND) == [opened + 18 * DAY]
    clock.advance(days=20)
    with pytest.raises(errors.NotOpen):  # its time is over, whether or not a row has closed it
        await drafts.lifecycle.extend(**drafts.stamped(await drafts.get(sheet)), closes_at=clock() + DAY)


async def test_closing_now_is_for_admins_with_the_newest_card(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.opened()
    with pytest.raises(errors.AdminsOnly):
        await drafts.lifecycle.close(**drafts.stamped(sheet) | {"by": MEMBER})
    with pytest.raises(errors.ChangedMeanwhile):
        await drafts.lifecycle.close(**drafts.stamped(sheet) | {"stamp": 1})
    clock.advance(days=1)

    closed = await drafts.lifecycle.close(**drafts.stamped(sheet))

    assert closed.closed_at == clock()
    with pytest.raises(errors.NotOpen):
        await drafts.lifecycle.close(**drafts.stamped(await drafts.get(sheet)))


async def test_who_joins_in_is_told_within_the_transaction(drafts: Drafts) -> None:
    told: list[tuple[str, SurveyState]] = []

    async def on_open(_connection: AsyncConnection, survey: Survey) -> None:
        told.append(("open", survey.state))

    async def on_close(_connection: AsyncConnection, survey: Survey) -> None:
        told.append(("close", survey.state))
        raise RuntimeError("the counts could not be made")

    drafts.lifecycle.on_open.append(on_open)
    drafts.lifecycle.on_close.append(on_close)
    sheet = await drafts.opened()
    with pytest.raises(RuntimeError):
        await drafts.lifecycle.close(**drafts.stamped(sheet))

    assert told == [("open", SurveyState.OPEN), ("close", SurveyState.CLOSED)]
    assert (await drafts.get(sheet)).survey.state is SurveyState.OPEN


# The post and the reminder ----------------------------------------------------------------------------------------


async def test_many_answers_make_one_change_of_the_post(drafts: Drafts, clock: MovableClock) -> None:
    sheet = await drafts.opened()
    await drafts.app.due.cancel(kind=rules.POST, subject_id=sheet.survey.id)
    first = clock()

    for _ in range(20):
        async with drafts.app.database.write() as connection:
            await drafts.lifecycle.show_soon(connection, sheet.survey)
        clock.advance(seconds=20)

    assert await drafts.due(rules.POST) == [first + timedelta(minutes=10)]


@pytest.mark.parametrize(
    ("days", "hours_before"),
    [(1, 12), (2, 24), (4, 48), (7, 48), (30, 48)],
)
def test_the_reminder_is_half_way_or_two_days_before_the_end(clock: MovableClock, days: int, hours_before: int) -> None:
    opened, closes = clock(), clock() + timedelta(days=days)

    assert closes - rules.remind_at(opened_at=opened, closes_at=closes) == timedelta(hours=hours_before)


async def test_with_little_time_left_nobody_is_reminded(drafts: Drafts, clock: MovableClock) -> None:
    survey = (await drafts.opened(population=FIVE)).survey
    assert survey.closes_at is not None

    assert rules.is_worth_reminding(survey, now=survey.closes_at - 12 * HOUR)
    assert not rules.is_worth_reminding(survey, now=survey.closes_at - 12 * HOUR + timedelta(seconds=1))
    await drafts.lifecycle.reminded(survey=survey)
    reminded = await drafts.lifecycle.find(guild_id=GUILD, survey_id=survey.id)
    assert reminded is not None and not rules.is_worth_reminding(reminded, now=clock())
