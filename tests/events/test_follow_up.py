"""After an event those who came are thanked and asked, and its thread goes on as the recap."""

from datetime import UTC, datetime

from bot.actor import Actor
from bot.config import Config
from bot.events.model import EventSettings, EventState, ReminderState
from bot.events.store import attendance
from bot.events.store.attendance import Known
from bot.sandbox import simulated
from tests.events.native_world import come, furnish, occurrence, publish, said_in, thread_of, until
from tests.support.cards import shown
from tests.support.community import Community, open_community


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


async def over(community: Community, *, came: int, going: int = 0) -> tuple[str, int]:
    """Publish an event, let it pass with so many who came; returns what was said at its end, and its occurrence."""
    await furnish(community)
    event = await publish(community)
    people = [community.asker, community.helper, community.helper2, community.bystander, community.staff]
    await come(community, event, *people[:going])
    one = await occurrence(community, event)
    await until(community, at(9, 22))
    async with community.app.database.write() as connection:
        there = [Known(member_id=person.id, by_host=True) for person in people[:came]]
        await attendance.save(connection, there, guild_id=one.guild_id, occurrence_id=one.id)
    await until(community, at(10, 1))
    await community.run_due()
    return "\n".join(said for said in said_in(community, one) if said.startswith("🌱")), one.id


async def test_those_who_came_are_thanked_without_being_mentioned(community: Community) -> None:
    said, _ = await over(community, came=3, going=2)

    assert "Thank you for coming, all 3 of you!" in said
    assert "<@" not in said and "recap" in said


async def test_the_thread_becomes_the_recap(community: Community) -> None:
    await over(community, came=3)

    (thread,) = community.extra["events"].threads
    assert thread._channel.name == "Recap: Friday tea · 2026-01-09"


async def test_five_who_came_are_asked(community: Community) -> None:
    said, occurrence_id = await over(community, came=5)

    event = await community.app.events.native.asked(guild_id=community.server.id, occurrence_id=occurrence_id)
    assert event is not None and event[1].survey_id is not None
    assert ("Three short questions" in said) == ("survey" in community.bot.entrances)


async def test_fewer_arent_asked_as_their_answers_could_be_shown_to_nobody(community: Community) -> None:
    said, occurrence_id = await over(community, came=4)

    event = await community.app.events.native.asked(guild_id=community.server.id, occurrence_id=occurrence_id)
    assert event is not None and event[1].survey_id is None
    assert said and "questions" not in said


async def test_a_server_that_wants_no_survey_has_none(community: Community) -> None:
    await furnish(community)
    await community.set(EventSettings, survey=False)
    said, _ = await over(community, came=5)

    assert said and "questions" not in said


async def test_where_nobody_came_nothing_is_said(community: Community) -> None:
    said, occurrence_id = await over(community, came=0)

    event = await community.app.events.native.asked(guild_id=community.server.id, occurrence_id=occurrence_id)
    assert not said
    assert event is not None and event[1].follow_up is ReminderState.SKIPPED


async def test_outside_of_discord_those_who_said_they_come_are_thanked_without_a_number(community: Community) -> None:
    said, _ = await over(community, came=0, going=2)

    assert "Thank you to everybody who came!" in said


async def test_it_is_said_once_also_where_a_try_was_cut_off(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    await until(community, at(9, 22))
    community.env.inject_error("PATCH", "/channels/*", status=429, times=1)
    community.env.inject_error("POST", f"/channels/{thread_of(community, one).id}/messages", status=500, times=1)

    await until(community, at(10, 1))
    await community.later(minutes=2)
    await community.later(hours=1)

    assert len([said for said in said_in(community, one) if said.startswith("🌱")]) == 1
    assert (await occurrence(community, event)).follow_up in (ReminderState.SENT, ReminderState.LATE)


async def test_in_japanese(config: Config) -> None:
    async with open_community(config, locale="ja") as community:
        said, _ = await over(community, came=2)

        assert "2人の皆さん、ご参加ありがとうございました" in said
        assert community.extra["events"].threads[0]._channel.name.startswith("振り返り：")


async def test_what_happened_once_is_over(community: Community) -> None:
    await over(community, came=1)

    assert not await _published(community)


async def _published(community: Community) -> list[int]:
    async with community.app.database.read() as connection:
        from bot.events.store import occurrences  # noqa: PLC0415 - only here

        return [one.id for one in await occurrences.next_of_each(connection, guild_id=community.server.id)]


async def test_the_host_sees_in_the_details_what_became_of_it(community: Community) -> None:
    await over(community, came=0)
    [event] = await community.app.events.organising.managed(
        by=Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True),
        typed="",
        states=[*EventState],
    )

    details = await community.moderator.slash(community.general, "event details", event=f"#{event.id}")
    assert "thanks and recap: not sent" in shown(details)
    simulated.set_locale(community.env, community.moderator, "ja")
    details = await community.moderator.slash(community.general, "event details", event=f"#{event.id}")
    assert "お礼と振り返り：出席者がいなかったか" in shown(details)
