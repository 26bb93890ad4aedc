"""What is in the way while events come, run and pass: Discord fails, threads are locked, events are very short or long."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.events.model import EventSettings, NativeState, OccurrenceState, Picture, PlaceKind, ReminderState
from bot.events.store import series
from bot.sandbox import simulated
from tests.events import happenings
from tests.events.happenings import DAY, HOUR
from tests.events.native_world import (
    come,
    furnish,
    in_voice,
    occurrence,
    on_discord,
    publish,
    said_in,
    thread_of,
    until,
)
from tests.support.community import Community

QUARTER = timedelta(minutes=15)
PICTURE = b"\x89PNG\r\n\x1a\n"
MANY = range(10**17, 10**17 + 200)
"""More than two messages can mention. They never joined, so only due rows are done: a daily look would drop them."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


def mentions(said: list[str]) -> list[str]:
    return [word for text in said for word in text.split() if word.startswith("<@")]


async def states(community: Community, occurrence_id: int) -> list[ReminderState]:
    found = await community.app.events.reminding.of_occurrence(
        guild_id=community.server.id, occurrence_id=occurrence_id
    )
    return [one.state for one in found]


async def minute_by_minute(community: Community, end: datetime) -> None:
    """Let time pass as it does for a running bot, which looks again every minute."""
    while community.env.now() < end:
        await community.env.pass_time(timedelta(minutes=1))
        await community.app.due.sweep()


# Discord fails


@pytest.mark.parametrize(
    ("fails_at", "works_at", "expected"),
    [
        ((18, 59), (19, 40), ReminderState.LATE),  # the usual pauses would come back after the start
        ((18, 59), (20, 30), ReminderState.SKIPPED),
    ],
)
async def test_a_reminder_discord_refused_comes_while_it_is_of_use(
    community: Community, fails_at: tuple[int, int], works_at: tuple[int, int], expected: ReminderState
) -> None:
    await furnish(community, native=False)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    await until(community, at(9, *fails_at))

    community.fails("POST", f"/channels/{one.thread_id}/messages", 500, times=None)
    await minute_by_minute(community, at(9, *works_at))
    community.works_again()
    await minute_by_minute(community, max(at(9, 20), community.env.now()))

    assert await states(community, one.id) == [expected]
    assert not await community.app.due.given_up(guild_id=community.server.id)


async def test_a_try_that_was_cut_off_after_its_first_messages_mentions_nobody_twice(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    await furnish(community, native=False)
    event = await publish(community, reminders=(HOUR,))
    one = await occurrence(community, event)
    await happenings.come(community.app, one, *MANY)
    await until(community, at(9, 19), away=True)
    _fail_from(community, monkeypatch, number=3)

    await community.app.due.sweep()
    assert 80 < len(mentions(said_in(community, one))) < len(MANY)
    monkeypatch.undo()
    await minute_by_minute(community, at(9, 19, 3))

    mentioned = mentions(said_in(community, one))
    assert len(mentioned) == len(set(mentioned)) == len(MANY)
    assert await states(community, one.id) == [ReminderState.SENT]


def _fail_from(community: Community, monkeypatch: pytest.MonkeyPatch, *, number: int) -> None:
    """Have Discord fail from this message on."""
    send, sent = discord.http.HTTPClient.send_message, 0

    async def counted(http: Any, channel_id: int, **message: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent >= number:
            community.fails("POST", f"/channels/{channel_id}/messages", 500)
        return await send(http, channel_id, **message)

    monkeypatch.setattr(discord.http.HTTPClient, "send_message", counted)


async def test_where_discord_fails_for_an_hour_around_the_start_everything_is_done_afterwards(
    community: Community,
) -> None:
    await furnish(community)
    event = await in_voice(community, reminders=(HOUR, QUARTER))
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    await until(community, at(9, 19))
    await until(community, at(9, 19, 30))

    community.fails("*", "*", 500, times=None)
    await minute_by_minute(community, at(9, 20, 30))
    community.works_again()
    await minute_by_minute(community, at(9, 20, 45))

    began = [text for text in said_in(community, one) if text.startswith("🎬")]
    assert len(began) == 1 and "You can still join" in began[0]
    assert [native.status for native in on_discord(community)] == [2]
    await minute_by_minute(community, at(9, 22, 32))
    ended = await occurrence(community, event)
    assert ended.state is OccurrenceState.ENDED and ended.settled_at is not None
    assert not on_discord(community)
    assert await states(community, one.id) == [ReminderState.SENT, ReminderState.SKIPPED]
    assert not await community.app.due.given_up(guild_id=community.server.id)


async def test_where_moderators_have_locked_the_thread_those_going_are_reminded_in_the_channel(
    community: Community,
) -> None:
    await furnish(community, native=False)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    await simulated.take_from_bot(community.server, "manage_threads")
    await simulated.set_thread(community.env, thread_of(community, one), locked=True)

    await until(community, at(9, 19))

    said = [message.content for message in community.extra["events"].history()]
    assert len([text for text in said if community.asker.mention in text]) == 1
    assert await states(community, one.id) == [ReminderState.SENT]
    assert not await community.app.due.given_up(guild_id=community.server.id)


# When it begins


async def test_who_was_reminded_a_quarter_of_an_hour_before_isnt_mentioned_again_at_the_start(
    community: Community,
) -> None:
    await furnish(community, native=False)
    event = await publish(community, reminders=(QUARTER,))
    await come(community, event, community.asker)
    one = await occurrence(community, event)

    await until(community, at(9, 19, 45))
    await until(community, at(9, 20), away=True)
    await community.later(seconds=20)

    assert mentions(said_in(community, one)) == [community.asker.mention]
    assert said_in(community, one)[-1].startswith("🎬")


@pytest.mark.parametrize("length", [timedelta(minutes=5), 14 * DAY])
async def test_however_short_or_long_it_is_it_begins_ends_and_is_followed_up(
    community: Community, length: timedelta
) -> None:
    await furnish(community)
    event = await publish(community, duration=length, reminders=(DAY, QUARTER))
    await come(community, event, community.asker)
    end = at(9, 20) + length

    for moment in (at(8, 20), at(9, 19, 45), at(9, 20), end, end + 31 * timedelta(minutes=1), end + 2 * HOUR):
        await until(community, moment)
        await community.run_due()

    one = await occurrence(community, event)
    assert (one.state, one.began_at, one.ended_at) == (OccurrenceState.ENDED, at(9, 20), end)
    assert [text[0] for text in said_in(community, one) if text] == ["⏰", "⏰", "🎬", "🌱"]
    assert not on_discord(community)
    assert not await community.app.due.given_up(guild_id=community.server.id)


# Discord's own events


async def test_on_a_stage_it_begins_and_ends_there_when_it_does_here(community: Community) -> None:
    await furnish(community)
    stage = community.server.create_stage_channel("Stage")
    await community.env.settle()
    await publish(community, place_kind=PlaceKind.STAGE, place_channel_id=stage.id, place=None)

    (native,) = on_discord(community)
    assert (native.entity_type, native.channel_id, native.status) == (1, stage.id, 1)
    await until(community, at(9, 20))
    assert [one.status for one in on_discord(community)] == [2]
    await until(community, at(9, 22))
    assert not on_discord(community)


async def test_the_picture_is_theirs_too_and_changes_and_goes_with_ours(community: Community) -> None:
    await furnish(community, native=False)
    event = await publish(community)
    for picture in (PICTURE + b"1", PICTURE + b"2", None):
        async with community.app.database.write() as connection:
            kept = None if picture is None else Picture(format="png", data=picture)
            await series.set_picture(connection, guild_id=event.guild_id, event_id=event.id, picture=kept)
        await community.set(EventSettings, native=True)
        event = await happenings.edit(community.app, event, title=f"{event.title}!")
        await community.run_due()

        (native,) = on_discord(community)
        wanted = None if picture is None else f"data:image/png;base64,{base64.b64encode(picture).decode()}"
        assert community.env.backend.event_pictures[native.id] == wanted


async def test_switched_on_later_they_are_made_of_what_is_published_already(community: Community) -> None:
    await furnish(community, native=False)
    event = await publish(community)
    assert not on_discord(community)

    await community.set(EventSettings, native=True)
    await community.later(seconds=5)

    assert len(on_discord(community)) == 1
    assert (await occurrence(community, event)).native_state is NativeState.KEPT
