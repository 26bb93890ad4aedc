"""Discord's own events follow ours, and ours follow what is changed there by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import discord
import pytest
from sqlalchemy import update

from bot.actor import Actor
from bot.config import Config
from bot.due import State, due_row
from bot.events import errors, rules
from bot.events.model import EventSettings, NativeState, OccurrenceState, PlaceKind
from bot.events.store import occurrences
from bot.i18n import Language
from bot.operations.doctor import Finding
from bot.sandbox import scheduled, simulated
from tests.events import happenings
from tests.events.native_world import (
    START,
    come,
    furnish,
    in_voice,
    occurrence,
    on_discord,
    publish,
    said_in,
    until,
)
from tests.support.community import Community, open_community

WEEKLY = "FREQ=WEEKLY;BYDAY=FR"


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=UTC)


async def test_a_published_event_stands_in_discords_own_list(community: Community) -> None:
    await furnish(community)

    await publish(community, title="Friday tea")

    (made,) = on_discord(community)
    assert (made.name, made.entity_type) == ("Friday tea", 3)
    assert made.entity_metadata == {"location": "Veranda Café"}
    assert datetime.fromisoformat(made.scheduled_start_time) == at(9, 20)
    assert made.scheduled_end_time is not None and datetime.fromisoformat(made.scheduled_end_time) == at(9, 22)
    assert made.description is not None and made.description.startswith("Bring a cup.\n\nhttps://discord.com/channels/")


async def test_what_organisers_change_is_changed_there(community: Community) -> None:
    await furnish(community)
    event = await publish(community)

    await happenings.edit(community.app, event, title="Tea and cake", starts_local=START + timedelta(hours=1))
    await community.run_due()

    (changed,) = on_discord(community)
    assert changed.name == "Tea and cake"
    assert datetime.fromisoformat(changed.scheduled_start_time) == at(9, 21)


async def test_our_own_changes_dont_come_back(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    await happenings.edit(community.app, event, starts_local=START + timedelta(hours=1))
    await community.run_due()
    asked = len(_edits(community))

    await community.later(minutes=5)

    assert len(_edits(community)) == asked == 1
    assert not (await occurrence(community, event)).moved


def _edits(community: Community) -> list[str]:
    return [
        entry.path
        for entry in community.env.http_requests
        if entry.method == "PATCH" and "/scheduled-events/" in entry.path
    ]


async def test_a_time_changed_there_by_hand_is_taken_over_and_those_coming_are_told(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY)
    await come(community, event, community.asker)
    (native,) = on_discord(community)

    await scheduled.edit_by_hand(
        community.server,
        native,
        scheduled_start_time=at(10, 15).isoformat(),
        scheduled_end_time=at(10, 17).isoformat(),
    )
    await community.later(minutes=1)

    one = await occurrence(community, event)
    assert (one.starts_at, one.ends_at, one.moved) == (at(10, 15), at(10, 17), True)
    assert (await occurrence(community, event, 1)).starts_at == at(16, 20)
    assert any(community.asker.mention in said for said in said_in(community, one))
    assert not _edits(community)


async def test_a_place_changed_there_is_taken_over_for_that_date_of_a_series(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY)
    (native,) = on_discord(community)

    await scheduled.edit_by_hand(community.server, native, entity_metadata={"location": "Library"})
    await community.later(minutes=1)

    one = await occurrence(community, event)
    assert (one.place_kind, one.place) == (PlaceKind.EXTERNAL, "Library")
    assert (await happenings.again(community.app, event)).place == "Veranda Café"


async def test_a_title_changed_there_is_taken_over_where_it_happens_once_and_said_in_the_thread(
    community: Community,
) -> None:
    await furnish(community)
    event = await publish(community)
    (native,) = on_discord(community)

    await scheduled.edit_by_hand(community.server, native, name="Tea at nine")
    await community.later(minutes=1)

    assert (await happenings.again(community.app, event)).title == "Tea at nine"
    assert any("Tea at nine" in said for said in said_in(community, await occurrence(community, event)))
    assert not _edits(community)


async def test_a_series_keeps_its_title_and_nothing_is_fought_over(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY)
    (native,) = on_discord(community)

    await scheduled.edit_by_hand(community.server, native, name="Special tea")
    await community.later(minutes=1)

    assert (await happenings.again(community.app, event)).title == "Friday tea"
    assert on_discord(community)[0].name == "Special tea"
    assert not _edits(community)


async def test_where_both_have_changed_the_time_ours_stays(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    (native,) = on_discord(community)
    await happenings.edit(community.app, event, starts_local=START + timedelta(hours=1))

    await scheduled.edit_by_hand(community.server, native, scheduled_start_time=at(11, 9).isoformat())
    await community.run_due()

    assert (await occurrence(community, event)).starts_at == at(9, 21)
    assert datetime.fromisoformat(on_discord(community)[0].scheduled_start_time) == at(9, 21)


async def test_a_later_date_says_where_one_answers_once_it_is_announced(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule="FREQ=MONTHLY;BYMONTHDAY=9")
    await until(community, at(9, 22))
    await community.later(minutes=1)
    (following,) = on_discord(community)
    assert following.description == "Bring a cup."

    await until(community, datetime(2026, 2, 2, 20, tzinfo=UTC))
    await community.later(minutes=1)

    one = await occurrence(community, event, 1)
    assert (
        following.description
        == f"Bring a cup.\n\nhttps://discord.com/channels/{one.guild_id}/{one.channel_id}/{one.message_id}"
    )


# Beginning and ending


async def test_in_voice_it_begins_and_ends_there_when_it_does_here(community: Community) -> None:
    await furnish(community)
    event = await in_voice(community)
    (native,) = on_discord(community)

    await until(community, at(9, 20))
    await community.run_due()
    assert native.status == scheduled.ACTIVE
    await until(community, at(9, 22))
    await community.run_due()

    assert native.status == scheduled.COMPLETED
    assert (await occurrence(community, event)).state is OccurrenceState.ENDED


async def test_what_discord_begins_by_itself_is_said_once(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    await come(community, event, community.asker)

    await until(community, at(9, 20))
    await community.later(minutes=1)

    one = await occurrence(community, event)
    assert one.state is OccurrenceState.RUNNING
    assert [said for said in said_in(community, one) if "begins now" in said] == [
        f"🎬 **Friday tea** begins now: Veranda Café\n{community.asker.mention}"
    ]


async def test_a_host_who_starts_early_there_starts_it_here(community: Community) -> None:
    await furnish(community)
    event = await in_voice(community)
    (native,) = on_discord(community)
    await until(community, at(9, 19))

    await scheduled.edit_by_hand(community.server, native, status=scheduled.ACTIVE)
    await community.run_due()

    one = await occurrence(community, event)
    assert (one.state, one.began_at) == (OccurrenceState.RUNNING, at(9, 19))
    await scheduled.edit_by_hand(community.server, native, status=scheduled.COMPLETED)
    ended = await occurrence(community, event)
    assert (ended.state, ended.ended_at) == (OccurrenceState.ENDED, community.env.now())


async def test_who_starts_it_days_before_has_slipped(community: Community) -> None:
    await furnish(community)
    event = await in_voice(community)
    (native,) = on_discord(community)

    await scheduled.edit_by_hand(community.server, native, status=scheduled.ACTIVE)
    await community.run_due()

    assert (await occurrence(community, event)).state is OccurrenceState.PLANNED
    await until(community, at(9, 20))
    assert (await occurrence(community, event)).state is OccurrenceState.RUNNING


async def test_when_one_is_over_the_next_date_gets_its_own(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY)

    await until(community, at(9, 22))
    await community.later(minutes=1)

    (following,) = on_discord(community)
    assert datetime.fromisoformat(following.scheduled_start_time) == at(16, 20)
    assert (await occurrence(community, event, 1)).native_id == following.id


async def test_a_cancelled_occurrence_is_cancelled_there(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    one = await occurrence(community, event)
    (native,) = on_discord(community)

    async with community.app.database.write() as connection:
        await community.app.events.lifecycle.cancel_occurrence(
            connection, event, one, reason=None, now=community.env.now()
        )
    await community.run_due()

    assert native.status == scheduled.CANCELLED
    assert not community.queue.history()


# Deleted and cancelled by hand


async def test_what_is_deleted_by_hand_is_asked_about_and_made_again_only_then(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    await scheduled.delete_by_hand(community.server, on_discord(community)[0])
    await community.later(hours=1)
    assert not on_discord(community)
    (question,) = community.queue.history()
    assert "deleted this event" in _text(question)

    await community.moderator.click(question, label="Make it again")
    await community.run_due()

    assert [made.name for made in on_discord(community)] == ["Friday tea"]
    assert (await occurrence(community, event)).native_state is NativeState.KEPT
    (decided,) = community.queue.history()
    assert community.moderator.mention in _text(decided) and "made again" in _text(decided)


async def test_what_is_left_off_stays_off_until_the_next_date(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY)
    await scheduled.delete_by_hand(community.server, on_discord(community)[0])
    await community.run_due()
    (question,) = community.queue.history()

    await community.moderator.click(question, label="Leave it off")
    await happenings.edit(community.app, event, title="Tea")
    await community.later(hours=1)
    assert not on_discord(community)
    await until(community, at(9, 22))
    await community.later(minutes=1)

    assert [made.name for made in on_discord(community)] == ["Tea"]


async def test_two_who_decide_at_once_decide_once(community: Community) -> None:
    await furnish(community)
    await publish(community)
    await scheduled.delete_by_hand(community.server, on_discord(community)[0])
    await community.run_due()
    (question,) = community.queue.history()

    first, second = await simulated.at_once(
        community.env,
        community.moderator.click(question, label="Make it again"),
        community.moderator2.click(question, label="Leave it off"),
    )
    await community.run_due()

    assert len(on_discord(community)) == 1
    assert not first.followups
    assert "already" in simulated.said(second)


async def test_only_who_may_run_it_decides(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    await scheduled.delete_by_hand(community.server, on_discord(community)[0])
    one = await occurrence(community, event)
    somebody = Actor(id=community.bystander.id, guild_id=community.server.id)

    with pytest.raises(errors.NotTheHost):
        await community.app.events.native.decide(by=somebody, occurrence_id=one.id, again=True)


async def test_what_is_cancelled_there_by_hand_is_asked_about_in_the_servers_language(config: Config) -> None:
    async with open_community(config, locale="ja") as community:
        await furnish(community)
        event = await publish(community)

        await scheduled.edit_by_hand(community.server, on_discord(community)[0], status=scheduled.CANCELLED)
        await community.run_due()

        (question,) = community.queue.history()
        assert "キャンセルされました" in _text(question)
        assert (await occurrence(community, event)).state is OccurrenceState.PLANNED


async def test_nobody_is_asked_about_what_is_running(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    (native,) = on_discord(community)
    await until(community, at(9, 20))

    await scheduled.delete_by_hand(community.server, native)
    await community.run_due()

    assert not community.queue.history()
    assert (await occurrence(community, event)).state is OccurrenceState.RUNNING


# While the bot was away


async def test_what_was_changed_while_the_bot_was_away_is_taken_over_at_its_start(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    (native,) = on_discord(community)
    community.env.hang_up()
    community.env.backend.edit_scheduled_event(
        community.server.id, native.id, {"scheduled_start_time": at(9, 19).isoformat()}
    )

    await community.restart()
    await community.run_due()

    assert (await occurrence(community, event)).starts_at == at(9, 19)


async def test_what_was_deleted_while_the_bot_was_away_is_asked_about_at_its_start(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    (native,) = on_discord(community)
    community.env.hang_up()
    community.env.backend.delete_scheduled_event(community.server.id, native.id)

    await community.restart()
    await community.later(minutes=1)

    assert (await occurrence(community, event)).native_state is NativeState.GONE
    assert len(community.queue.history()) == 1


async def test_an_event_that_passed_during_an_outage_is_over_there_too(community: Community) -> None:
    await furnish(community)
    event = await in_voice(community)
    (native,) = on_discord(community)

    await until(community, at(10, 20))
    await community.run_due()

    assert native.status == scheduled.CANCELLED
    assert (await occurrence(community, event)).state is OccurrenceState.ENDED
    assert not community.queue.history()


# What Discord refuses


async def test_without_the_permission_everything_else_works_and_doctor_says_so(community: Community) -> None:
    await furnish(community)
    await simulated.take_from_bot(community.server, "create_events", "manage_events")

    event = await publish(community)

    one = await occurrence(community, event)
    assert one.message_id is not None and one.native_state is NativeState.NONE
    (waiting,) = await community.app.events.native.waiting(guild_id=community.server.id)
    assert waiting[1].given_up and "403" in (waiting[1].failure or "")


async def test_with_a_hundred_events_doctor_says_so_and_it_is_tried_again(community: Community) -> None:
    await furnish(community)
    others = [
        community.server.create_scheduled_event(
            f"Other {number}",
            start_time=at(20, 9).isoformat(),
            end_time=at(20, 10).isoformat(),
            location="There",
            entity_type=3,
        )
        for number in range(100)
    ]
    await community.env.settle()

    event = await publish(community)
    findings = [finding.message for finding in await _found(community)]
    assert "events-native-doctor-limit" in findings
    await scheduled.delete_by_hand(community.server, others[0])
    await community.later(hours=7)

    assert (await occurrence(community, event)).native_state is NativeState.KEPT
    assert not await _found(community)


async def test_a_try_that_was_cut_off_makes_it_once(community: Community) -> None:
    await furnish(community)
    event = await publish(community)
    one = await occurrence(community, event)
    async with community.app.database.write() as connection:  # as if the process had died before it could note it
        await occurrences.change(
            connection, occurrence_id=one.id, native_id=None, native_known=None, native_state=NativeState.NONE
        )
        await connection.execute(
            update(due_row).where(due_row.c.kind == rules.NATIVE).values(state=State.OPEN, claimed_until=None)
        )

    await community.later(minutes=6)

    assert len(on_discord(community)) == 1
    assert (await occurrence(community, event)).native_id == on_discord(community)[0].id


async def test_a_server_that_doesnt_want_them_gets_none(community: Community) -> None:
    await furnish(community, native=False)

    event = await publish(community)

    assert not on_discord(community)
    assert (await occurrence(community, event)).message_id is not None


async def test_switching_them_off_leaves_what_is_there(community: Community) -> None:
    await furnish(community)
    event = await publish(community, rule=WEEKLY)

    await community.set(EventSettings, native=False)
    assert len(on_discord(community)) == 1
    await until(community, at(9, 22))
    await community.later(minutes=1)

    assert not on_discord(community)
    assert (await occurrence(community, event, 1)).native_state is NativeState.NONE


async def _found(community: Community) -> Sequence[Finding]:
    """Return what `/doctor` says of Discord's own events."""
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    reader = await guild.fetch_member(community.admin.id)
    found = [one for check in community.bot.checks for one in await check(reader, Language.EN)]
    return [one for one in found if one.message.startswith("events-native")]


def _text(message: discord.Message) -> str:
    """Return the texts of a card."""
    return "\n".join(
        item.content
        for component in message.components
        for item in getattr(component, "children", [])
        if isinstance(item, discord.components.TextDisplay)
    )
