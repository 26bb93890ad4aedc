"""Help earns from what people press on Discord, and nothing earns twice."""

import pytest_asyncio

from bot.points.store import derived
from tests.questions.acting import asked_and_answered, solved
from tests.support.community import Community

THUMB = "👍"


@pytest_asyncio.fixture
async def town(community: Community) -> Community:
    """The community a week later: everybody's account is old enough to give."""
    await community.later(days=8)
    return community


async def points(town: Community, member_id: int) -> int:
    await town.app.activity.flush()
    async with town.app.database.read() as connection:
        found = await derived.standing(connection, guild_id=town.server.id, member_id=member_id)
    return found.points if found else 0


async def test_an_accepted_answer_earns_and_its_undoing_takes_it_back(town: Community) -> None:
    post, answer = await asked_and_answered(town)
    before = await points(town, town.helper.id)
    result = await town.asker.context_menu(post, "Accept answer", answer)
    assert await points(town, town.helper.id) == before + 20
    assert result.response is not None
    await town.asker.click(result.response, label="Undo")
    assert await points(town, town.helper.id) == before


async def test_a_reaction_on_an_answer_is_an_upvote_and_nothing_besides(town: Community) -> None:
    _, answer = await asked_and_answered(town)
    before = await points(town, town.helper.id)
    await town.bystander.react(answer, THUMB)
    assert await points(town, town.helper.id) == before + 3
    await town.bystander.unreact(answer, THUMB)
    assert await points(town, town.helper.id) == before


async def test_a_reaction_elsewhere_is_one_and_is_taken_back_with_it(town: Community) -> None:
    message = await town.helper.send(town.general, "The kettles have arrived.")
    before = await points(town, town.helper.id)
    await town.bystander.react(message, THUMB)
    assert await points(town, town.helper.id) == before + 1
    await town.bystander.unreact(message, THUMB)
    assert await points(town, town.helper.id) == before


async def test_deleting_the_accepted_answer_takes_its_points_back(town: Community) -> None:
    _, answer = await solved(town)
    assert await points(town, town.helper.id) >= 20
    await town.helper.delete(answer)
    assert await points(town, town.helper.id) == 0, "neither for the answer nor for the message it was"
