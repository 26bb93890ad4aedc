"""The first event of newcomers: a first step of `/start`."""

import pytest

from bot.app import App
from tests.events.hall import ANNA, BEN, GUILD, LENGTH, MIKA, OTHER_GUILD, START, Hall
from tests.support.clock import MovableClock


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START - LENGTH
    return Hall(app, clock)


async def attended(hall: Hall, guild_id: int = GUILD) -> dict[int, object]:
    async with hall.app.database.read() as connection:
        found = await hall.app.events.taking_part.attended(connection, guild_id, [ANNA.id, BEN.id, MIKA.id])
    return dict(found)


async def steps_offered(hall: Hall, guild_id: int = GUILD) -> list[str]:
    async with hall.app.database.read() as connection:
        return [step.name for step in await hall.app.onboarding.steps.offered(connection, guild_id)]


async def test_who_was_there_has_done_the_step_and_who_only_said_so_has_not(hall: Hall) -> None:
    occurrence_id = await hall.occurrence()
    await hall.answers(occurrence_id, ANNA, BEN)
    hall.clock.now = START
    await hall.begin(occurrence_id)
    hall.joins(ANNA)
    hall.clock.now = START + LENGTH
    hall.leaves(ANNA)
    await hall.app.activity.flush()

    await hall.over(occurrence_id)

    assert await attended(hall) == {ANNA.id: START}
    assert await attended(hall, OTHER_GUILD) == {}


async def test_the_step_is_offered_while_something_is_coming_that_everybody_may_come_to(hall: Hall) -> None:
    assert "event" not in await steps_offered(hall)
    closed = await hall.occurrence(audience_role_id=77)
    assert "event" not in await steps_offered(hall)

    await hall.occurrence()

    assert "event" in await steps_offered(hall)
    assert "event" not in await steps_offered(hall, OTHER_GUILD)
    hall.clock.now = START + LENGTH
    assert "event" not in await steps_offered(hall), closed


async def test_nobody_is_reminded_of_what_has_a_date_of_its_own(hall: Hall) -> None:
    await hall.occurrence()

    async with hall.app.database.read() as connection:
        steps = await hall.app.onboarding.nudging.next_steps(connection, GUILD, [ANNA.id])

    assert "event" in await steps_offered(hall)
    assert steps[ANNA.id] != "event"
    [event] = [step for step in hall.app.onboarding.steps.all() if step.name == "event"]
    assert not event.nudged
