"""Reminders reach those who are going, once, where they want them, also when something is in the way."""

from datetime import UTC, datetime, timedelta

import pytest
import simcord

from bot.config import Config
from bot.due import DueRows
from bot.events.model import Answer, ReminderState
from bot.events.reminding import still_useful
from bot.sandbox import simulated
from tests.events import happenings
from tests.events.happenings import DAY, HOUR
from tests.events.native_world import come, furnish, occurrence, publish, said_in, thread_of, until
from tests.support.cards import shown
from tests.support.community import Community, open_community

QUARTER = timedelta(minutes=15)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


async def states(community: Community, occurrence_id: int) -> list[ReminderState]:
    found = await community.app.events.reminding.of_occurrence(
        guild_id=community.server.id, occurrence_id=occurrence_id
    )
    return [one.state for one in found]


EVERYBODY = range(10**17, 10**17 + 200)
"""More than one message can mention. They never joined, so only due rows are done: a daily look would drop them."""


@pytest.mark.parametrize(
    ("before", "after_start", "useful"),
    [
        (DAY, timedelta(minutes=-1), True),
        (DAY, timedelta(0), False),
        (HOUR, timedelta(minutes=-20), True),
        (HOUR, timedelta(minutes=1), False),
        (QUARTER, timedelta(minutes=9), True),
        (QUARTER, timedelta(minutes=10), False),
    ],
)
def test_a_late_reminder_is_of_use_until_the_start_and_a_short_one_a_little_longer(
    before: timedelta, after_start: timedelta, *, useful: bool
) -> None:
    start = at(9, 20)

    assert still_useful(before=before, starts_at=start, now=start + after_start) is useful


async def test_those_going_and_nobody_else_are_mentioned_in_the_thread(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker, community.helper)
    one = await occurrence(community, event)
    await happenings.come(community.app, one, community.bystander.id, answer=Answer.MAYBE)

    await until(community, at(9, 19))

    (message,) = [sent for sent in thread_of(community, one).history() if "begins" in sent.content]
    assert {member.id for member in message.mentions} == {community.asker.id, community.helper.id}
    assert f"<t:{int(at(9, 20).timestamp())}:R>" in message.content and "late" not in message.content
    assert await states(community, one.id) == [ReminderState.SENT]


async def test_each_reminder_comes_at_its_time(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(DAY, HOUR))
    await come(community, event, community.asker)
    one = await occurrence(community, event)

    await until(community, at(8, 20))
    assert await states(community, one.id) == [ReminderState.SENT, ReminderState.PLANNED]
    await until(community, at(9, 19))

    assert await states(community, one.id) == [ReminderState.SENT, ReminderState.SENT]
    assert len([said for said in said_in(community, one) if "begins" in said]) == 2


async def test_with_nobody_going_nothing_is_said(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    one = await occurrence(community, event)

    await until(community, at(9, 19))

    assert await states(community, one.id) == [ReminderState.SKIPPED]
    assert not [said for said in said_in(community, one) if "begins" in said]


async def test_many_are_mentioned_in_several_messages_each_once(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    one = await occurrence(community, event)
    await happenings.come(community.app, one, *EVERYBODY)

    await until(community, at(9, 19), away=True)
    await community.app.due.sweep()

    said = [text for text in said_in(community, one) if text.startswith("⏰")]
    mentioned = [word for text in said for word in text.split() if word.startswith("<@")]
    assert len(mentioned) == len(set(mentioned)) == 200
    assert len(said) >= 3 and max(len(text) for text in said) <= 2_000
    assert max(text.count("<@") for text in said) <= 80


async def test_a_try_that_was_cut_off_goes_on_where_it_stopped(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    one = await occurrence(community, event)
    await happenings.come(community.app, one, *EVERYBODY[:100])
    thread = thread_of(community, one)
    community.env.inject_error("POST", f"/channels/{thread.id}/messages", status=500, times=1)

    for minute in (0, 2):
        await until(community, at(9, 19, minute), away=True)
        await community.app.due.sweep()

    said = [text for text in said_in(community, one) if text.startswith("⏰")]
    mentioned = [word for text in said for word in text.split() if word.startswith("<@")]
    assert sorted(mentioned) == sorted(set(mentioned)) and len(mentioned) == 100


async def test_moved_to_later_it_reminds_again_and_cancelled_never(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    await until(community, at(9, 19))
    one = await occurrence(community, event)

    async with community.app.database.write() as connection:
        moved = await community.app.events.lifecycle.move_occurrence(
            connection, event, one, starts_at=at(10, 20), ends_at=at(10, 22), now=community.env.now()
        )
    await until(community, at(10, 19))
    assert len([said for said in said_in(community, one) if said.startswith("⏰")]) == 2
    async with community.app.database.write() as connection:
        await community.app.events.lifecycle.cancel_occurrence(
            connection, event, moved, reason=None, now=community.env.now()
        )
    await until(community, at(10, 20))

    assert not [said for said in said_in(community, one) if said.startswith("🎬")]


async def test_in_japanese_on_a_japanese_server(config: Config) -> None:
    async with open_community(config, locale="ja") as community:
        await furnish(community)
        event = await publish(community, reminders=(HOUR,), title="お茶の会")
        await come(community, event, community.asker_ja)

        await until(community, at(9, 19))

        (said,) = [text for text in said_in(community, await occurrence(community, event)) if text.startswith("⏰")]
        assert said.startswith("⏰ **お茶の会** は <t:") and "始まります" in said


# By direct message


async def prefer_messages(community: Community, *people: simcord.MemberActor) -> None:
    from bot.events.store import rsvps  # noqa: PLC0415 - only here

    async with community.app.database.write() as connection:
        for person in people:
            await rsvps.set_by_message(connection, guild_id=community.server.id, member_id=person.id, by_message=True)


async def test_who_asked_for_a_direct_message_gets_one_and_isnt_mentioned(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker, community.helper)
    await prefer_messages(community, community.helper)

    await until(community, at(9, 19))

    one = await occurrence(community, event)
    (said,) = [text for text in said_in(community, one) if text.startswith("⏰")]
    assert community.asker.mention in said and community.helper.mention not in said
    (message,) = community.helper.user.dm_channel.history()
    assert "Friday tea" in message.content and "Veranda" in message.content
    assert not community.asker.user.dm_channel.history()


async def test_where_messages_are_closed_the_thread_mentions_them_and_they_are_told_later(
    community: Community,
) -> None:
    await furnish(community)
    event = await publish(community, reminders=(DAY, HOUR))
    await come(community, event, community.helper)
    await prefer_messages(community, community.helper)
    simulated.close_direct_messages(community.helper)

    await until(community, at(8, 20))

    one = await occurrence(community, event)
    assert [community.helper.mention in said for said in said_in(community, one) if said.startswith("⏰")] == [True]
    await community.restart()
    first = await community.helper.slash(community.general, "event list")
    assert "closed for me" in shown(first)
    second = await community.helper.slash(community.general, "event list")
    assert "closed for me" not in shown(second)
    community.works_again()
    await until(community, at(9, 19))
    assert [community.helper.mention in said for said in said_in(community, one) if said.startswith("⏰")] == [True] * 2
    assert not community.helper.user.dm_channel.history()


async def test_they_are_told_below_a_button_of_the_announcement_too(community: Community) -> None:
    channel = await furnish(community)
    event = await publish(community, reminders=(DAY,))
    await come(community, event, community.helper)
    await prefer_messages(community, community.helper)
    simulated.close_direct_messages(community.helper)
    await until(community, at(8, 20))
    one = await occurrence(community, event)
    [announced] = [message for message in channel.history() if message.id == one.message_id]

    pressed = await community.helper.click(announced, custom_id=f"rsvp:going:{one.id}")

    assert "closed for me" in shown(pressed)


async def test_a_message_that_fails_for_a_moment_is_sent_later_and_once(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.helper)
    await prefer_messages(community, community.helper)
    dm = community.helper.user.dm_channel
    community.env.inject_error("POST", f"/channels/{dm.id}/messages", status=500, times=1)

    await until(community, at(9, 19))
    await community.later(minutes=2)

    assert len(dm.history()) == 1


# The thread


async def test_where_the_thread_was_deleted_another_way_is_found(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    await simulated.delete_thread(community.env, thread_of(community, one))

    await until(community, at(9, 19))

    said = [text for thread in community.extra["events"].threads for text in (m.content for m in thread.history())]
    said += [message.content for message in community.extra["events"].history()]
    assert len([text for text in said if text.startswith("⏰")]) == 1
    assert await states(community, one.id) == [ReminderState.SENT]


async def test_an_archived_thread_is_woken(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    await simulated.set_thread(community.env, thread_of(community, one), archived=True)

    await until(community, at(9, 19))

    assert await states(community, one.id) == [ReminderState.SENT]


async def test_what_discord_forbids_is_shown_to_admins_and_works_once_it_is_allowed(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    one = await occurrence(community, event)
    thread = thread_of(community, one)
    community.env.inject_error(
        "POST", f"/channels/{thread.id}/messages", status=403, code=50013, message="Missing Permissions", times=None
    )

    await until(community, at(9, 19))
    (stuck,) = await community.app.due.given_up(guild_id=community.server.id)
    assert "403" in (stuck.failure or "") and await states(community, one.id) == [ReminderState.SENDING]
    community.works_again()
    await community.app.due.retry(guild_id=community.server.id, due_id=stuck.id)
    await community.later(minutes=10)

    assert await states(community, one.id) == [ReminderState.LATE]


async def test_two_processes_send_one(community: Community) -> None:
    await furnish(community)
    event = await publish(community, reminders=(HOUR,))
    await come(community, event, community.asker)
    await until(community, at(9, 19), away=True)
    other = DueRows(community.app.database, community.env.now)
    other.handle("events:remind", community.app.due._handlers["events:remind"])

    await other.sweep()
    await community.run_due()

    one = await occurrence(community, event)
    assert len([said for said in said_in(community, one) if said.startswith("⏰")]) == 1
