"""What happens by itself around events, whatever Discord refuses: it comes once, or is shown to the admins and comes then."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.events.model import EventSettings, NativeState, Occurrence, OccurrenceState, ReminderState
from bot.events.store import attendance, occurrences, rsvps
from bot.events.store.attendance import Known
from bot.sandbox import scheduled
from tests.events import happenings
from tests.events.native_world import furnish, on_discord
from tests.faults.harness import Act, Line, sweep
from tests.support.community import Community

HOUR = timedelta(hours=1)


@dataclass
class Case:
    occurrence: Occurrence


async def published(community: Community, title: str, *, starts_in: timedelta = 2 * HOUR) -> Case:
    """Publish an event with a reminder an hour before, to which two come."""
    now = community.env.now().replace(second=0, microsecond=0, tzinfo=None)
    event = await happenings.publish(
        community.app,
        guild_id=community.server.id,
        starts=now + starts_in,
        title=title,
        host_id=community.moderator.id,
        reminders=(HOUR,),
    )
    await community.run_due()
    await community.run_due()
    (one,) = await happenings.dates(community.app, event)
    await happenings.come(community.app, one, community.asker.id, community.helper.id)
    return Case(occurrence=one)


async def now_of(community: Community, case: Case) -> Occurrence:
    async with community.app.database.read() as connection:
        found = await occurrences.get(connection, guild_id=community.server.id, occurrence_id=case.occurrence.id)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
async def channel(community: Community) -> None:
    await furnish(community, native=False)


async def an_hour(community: Community, _: Case) -> None:
    await community.later(hours=1)


async def is_reminded(community: Community, case: Case) -> bool:
    found = await community.app.events.reminding.of_occurrence(
        guild_id=community.server.id, occurrence_id=case.occurrence.id
    )
    return [one.state for one in found] in ([ReminderState.SENT], [ReminderState.LATE])


async def test_reminding(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=published, do=an_hour, done=is_reminded, by_itself=True, alone=True))


async def test_reminding_by_direct_message(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Case:
        case = await published(community, title)
        async with community.app.database.write() as connection:
            for person in (community.asker, community.helper):
                await rsvps.set_by_message(
                    connection, guild_id=community.server.id, member_id=person.id, by_message=True
                )
        return case

    await sweep(community, line, Act(prepare=prepare, do=an_hour, done=is_reminded, by_itself=True, alone=True))


async def test_beginning(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Case:
        return await published(community, title, starts_in=HOUR)

    async def runs(community: Community, case: Case) -> bool:
        return (await now_of(community, case)).state is OccurrenceState.RUNNING

    await sweep(community, line, Act(prepare=prepare, do=an_hour, done=runs, by_itself=True, alone=True))


async def test_following_up(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Case:
        case = await published(community, title, starts_in=HOUR)
        await community.later(hours=3)
        async with community.app.database.write() as connection:
            there = [Known(member_id=community.asker.id, by_host=True)]
            await attendance.save(connection, there, guild_id=community.server.id, occurrence_id=case.occurrence.id)
        await community.later(minutes=45)
        return case

    async def follow(community: Community, _: Case) -> None:
        await community.later(hours=2)

    async def is_thanked(community: Community, case: Case) -> bool:
        return (await now_of(community, case)).follow_up in (ReminderState.SENT, ReminderState.LATE)

    await sweep(community, line, Act(prepare=prepare, do=follow, done=is_thanked, by_itself=True, alone=True))


# Discord's own events


async def is_kept(community: Community, case: Case) -> bool:
    one = await now_of(community, case)
    there = [event.id for event in on_discord(community) if event.name == "Own"]
    return one.native_state is NativeState.KEPT and one.native_id in there and len(there) == 1


async def without_native(community: Community, title: str) -> Case:
    for event in on_discord(community):
        await scheduled.delete_by_hand(community.server, event)
    await community.set(EventSettings, native=False)
    case = await published(community, "Own", starts_in=48 * HOUR)
    await community.set(EventSettings, native=True)
    return case


async def make(community: Community, case: Case) -> None:
    async with community.app.database.write() as connection:
        one = await occurrences.get(connection, guild_id=community.server.id, occurrence_id=case.occurrence.id)
        assert one is not None
        await community.app.events.lifecycle.plan(connection, one, "events:native", community.env.now())
    await community.run_due()


async def test_making_discords_own(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=without_native, do=make, done=is_kept, by_itself=True, alone=True))


async def test_asking_about_a_deleted_one(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Case:
        case = await without_native(community, title)
        await make(community, case)
        return case

    async def delete(community: Community, case: Case) -> None:
        one = await now_of(community, case)
        for event in [event for event in on_discord(community) if event.id == one.native_id]:
            await scheduled.delete_by_hand(community.server, event)
        await community.run_due()

    async def is_asked(community: Community, case: Case) -> bool:
        wanted = f"events:native-again:{case.occurrence.id}"
        return any(wanted in str([part.to_dict() for part in sent.components]) for sent in community.queue.history())

    await sweep(community, line, Act(prepare=prepare, do=delete, done=is_asked, by_itself=True, alone=True))
