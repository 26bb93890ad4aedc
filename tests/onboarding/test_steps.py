"""The first steps there are, and what counts as having done one."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.activity.tables import activity_day, activity_member
from bot.app import App
from bot.engine import AsyncConnection
from bot.onboarding.model import OnboardingSettings, Step
from bot.onboarding.steps import Steps, source_id
from bot.onboarding.tables import onboarding_arrival, onboarding_fact
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from tests.questions.acting import asked, asked_and_answered
from tests.support.community import Community

GUILD, OTHER_GUILD = 1, 2
NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)


async def nobody(_connection: AsyncConnection, _guild_id: int, _members: Collection[int]) -> Mapping[int, datetime]:
    return {}


def test_two_steps_of_one_name_are_refused() -> None:
    steps = Steps()
    steps.add(Step(name="wave", done=nobody))
    with pytest.raises(ValueError, match="wave"):
        steps.add(Step(name="wave", done=nobody))


def test_steps_come_in_the_order_of_a_first_week(app: App) -> None:
    names = [step.name for step in app.onboarding.steps.all()]
    ours = ["agree", "interests", "introduce", "react", "post", "question", "event"]
    assert [name for name in names if name in ours] == ours
    assert all(len(name) <= 20 for name in names)


def test_the_cause_of_a_steps_points_never_changes() -> None:
    """It stands in every server's ledger: another number would pay everybody a second time."""
    assert source_id("introduce") == 57_757_418
    assert (
        len({source_id(name) for name in ("agree", "interests", "introduce", "react", "post", "question", "event")})
        == 7
    )


async def test_a_server_offers_what_it_is_set_up_for(app: App) -> None:
    async def offered() -> list[str]:
        async with app.database.read() as connection:
            return [step.name for step in await app.onboarding.steps.offered(connection, GUILD)]

    assert {"introduce", "question"}.isdisjoint(await offered())
    assert {"react", "post"} <= set(await offered())
    await app.settings.change(GUILD, OnboardingSettings, {"introductions_channel_id": 5}, by=None)
    await app.settings.change(GUILD, QuestionSettings, {"forum_channel_id": 6}, by=None)
    assert {"introduce", "question"} <= set(await offered())


# What counts


async def done(app: App, name: str, *members: int, guild_id: int = GUILD) -> Mapping[int, datetime]:
    [step] = [step for step in app.onboarding.steps.all() if step.name == name]
    async with app.database.read() as connection:
        return await step.done(connection, guild_id, members)


async def days(app: App, member_id: int, day: datetime, **counts: int) -> None:
    zero = dict.fromkeys(
        ("messages", "replies", "reactions_given", "reactions_received", "voice_seconds", "voice_active_seconds"), 0
    )
    async with app.database.write() as connection:
        await connection.execute(
            insert(activity_day).values(guild_id=GUILD, member_id=member_id, day=day.date(), **(zero | counts))
        )


async def fact(app: App, member_id: int, name: str, at: datetime, *, guild_id: int = GUILD) -> None:
    async with app.database.write() as connection:
        made = await connection.execute(
            insert(onboarding_arrival)
            .values(
                guild_id=guild_id,
                member_id=member_id,
                joined_at=at - timedelta(hours=1),
                arrived_at=at - timedelta(hours=1),
                rejoined=False,
                to_welcome=False,
                nudges_off=False,
            )
            .returning(onboarding_arrival.c.id)
        )
        values = {"arrival_id": made.scalar_one(), "guild_id": guild_id, "name": name, "happened_at": at}
        await connection.execute(insert(onboarding_fact).values(**values))


async def test_reactions_of_long_ago_count_to_the_day(app: App) -> None:
    await days(app, 101, NOW - timedelta(days=40), reactions_given=2)
    await days(app, 101, NOW, reactions_given=1)
    await days(app, 102, NOW, reactions_received=3)

    found = await done(app, "react", 101, 102, 103)

    assert found == {101: datetime(2025, 11, 30, 15, tzinfo=UTC)}, "the day begins in the server's zone, Tokyo"
    assert await done(app, "react", 101, guild_id=OTHER_GUILD) == {}


async def test_what_was_noted_of_an_arrival_is_more_exact_than_its_day(app: App) -> None:
    await days(app, 101, NOW, reactions_given=1)
    await fact(app, 101, "react", NOW)
    await days(app, 102, NOW - timedelta(days=40), reactions_given=1)
    await fact(app, 102, "react", NOW)

    found = await done(app, "react", 101, 102)

    assert found[101] == NOW
    assert found[102] < NOW - timedelta(days=39), "long before this arrival"


async def test_a_first_message_counts_whenever_it_was(app: App) -> None:
    async with app.database.write() as connection:
        await connection.execute(
            insert(activity_member).values(guild_id=GUILD, member_id=101, first_post_at=NOW - timedelta(days=400))
        )
    await fact(app, 102, "post", NOW)
    await fact(app, 103, "post", NOW, guild_id=OTHER_GUILD)

    assert await done(app, "post", 101, 102, 103) == {101: NOW - timedelta(days=400), 102: NOW}


async def test_asking_and_answering_count_and_anonymous_questions_do_not(community: Community) -> None:
    await asked_and_answered(community)
    await asked(community, "A secret of mine", by=community.bystander, anonymous=True)

    async with community.app.database.read() as connection:
        found = await community.app.questions.taking_part.took_part(
            connection, community.server.id, [community.asker.id, community.helper.id, community.bystander.id]
        )

    assert found.keys() == {community.asker.id, community.helper.id}


async def test_a_question_that_was_deleted_is_no_step(community: Community) -> None:
    post = await asked(community)
    await simulated.delete_thread(community.env, post)

    async with community.app.database.read() as connection:
        found = await community.app.questions.taking_part.took_part(
            connection, community.server.id, [community.asker.id]
        )

    assert found == {}
