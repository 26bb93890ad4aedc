"""Making and changing events without Discord: what is typed is kept, times stay what they were meant to be."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.actor import Actor
from bot.app import App
from bot.due import due_row
from bot.errors import UserError
from bot.events import errors, reading, rules
from bot.events.model import Event, EventSettings, EventState, Occurrence, OccurrenceState, PlaceKind
from bot.events.organising import Words
from bot.events.recurring import Preset
from bot.events.rsvp_model import Wish
from bot.events.store import changing
from bot.events.tables import event as event_table
from bot.events.tables import event_occurrence
from bot.i18n import Language
from tests.support.clock import MovableClock

GUILD, OTHER = 1, 2
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
MODERATOR2 = Actor(id=9, guild_id=GUILD, moderates=True)
ANA, BEN = Actor(id=101, guild_id=GUILD), Actor(id=102, guild_id=GUILD)
EN = Language.EN


@pytest.fixture(autouse=True)
async def channel(app: App, clock: MovableClock) -> None:
    clock.now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    await app.settings.change(GUILD, EventSettings, {"channel_id": 77}, by=None)


async def drafted(app: App, by: Actor = MODERATOR, **words: str) -> Event:
    values = {"title": "Tea tasting", "start": "2026-03-20 20:00", "place": "Café"} | words
    return await app.events.organising.begin(Words(**values), by=by, language=EN)


async def in_zone(app: App, event: Event, zone: str, by: Actor = MODERATOR) -> Event:
    start = event.starts_local.isoformat(sep=" ", timespec="minutes")
    return await app.events.drafting.set_time(
        start, "1h", zone, by=by, event_id=event.id, revision=event.revision, language=EN
    )


async def repeated(app: App, event: Event, preset: Preset | None = None, rule: str = "") -> Event:
    return await app.events.drafting.set_recurrence(
        preset, rule, by=MODERATOR, event_id=event.id, revision=event.revision
    )


async def published(
    app: App, *, zone: str = "Europe/Berlin", preset: Preset | None = None, rule: str = "", **words: str
) -> Event:
    event = await in_zone(app, await drafted(app, MODERATOR, **words), zone)
    event = await repeated(app, event, preset, rule)
    return await app.events.organising.publish(by=MODERATOR, event_id=event.id)


async def dates(app: App, event: Event, *states: OccurrenceState) -> list[Occurrence]:
    async with app.database.read() as connection:
        every = await changing.all_of(connection, event_id=event.id)
    return [one for one in every if one.state in (states or (OccurrenceState.PLANNED, OccurrenceState.RUNNING))]


def local(one: Occurrence, zone: str) -> str:
    return f"{one.starts_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


async def announced(app: App, event: Event) -> None:
    """Have every date announced, as if messages stood there."""
    async with app.database.write() as connection:
        await connection.execute(
            update(event_occurrence)
            .where(event_occurrence.c.event_id == event.id)
            .values(channel_id=77, message_id=1, thread_id=2)
        )


async def told(app: App) -> dict[int, dict[str, Any]]:
    async with app.database.read() as connection:
        rows = await connection.execute(
            select(due_row.c.subject_id, due_row.c.payload).where(due_row.c.kind == rules.TELL)
        )
        return {row.subject_id: row.payload for row in rows}


async def comes(app: App, one: Occurrence, *who: Actor) -> None:
    for actor in who:
        await app.events.answering.answer(by=actor, occurrence_id=one.id, wish=Wish.GOING)


async def copied(app: App, event: Event, by: Actor = MODERATOR) -> Event:
    return await app.events.revising.begin(by=by, event_id=event.id)


# What is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("90", 90), ("90 min", 90), ("1h30", 90), ("1:30", 90), ("2時間半", 150), ("３０分", 30), ("2 days", 2880)],
)
def test_durations_people_type(typed: str, minutes: int) -> None:
    assert reading.duration(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "2", "soon", "100 days", "1 fortnight", "9" * 30, "-5 min"])
def test_durations_that_are_none(typed: str) -> None:
    with pytest.raises(errors.DurationUnclear):
        reading.duration(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1440 60", (1440, 60)),
        ("1 day, 1 hour", (1440, 60)),
        ("10 min and 1 day before", (1440, 10)),
        ("1日前、1時間前", (1440, 60)),
        ("none", ()),
        ("", ()),
        ("なし", ()),
    ],
)
def test_reminders_people_type(typed: str, minutes: tuple[int, ...]) -> None:
    found = reading.reminders(typed)
    assert found == tuple(timedelta(minutes=one) for one in minutes)
    assert reading.reminders(reading.typed_spans(found)) == found


@pytest.mark.parametrize("typed", ["soon", "1,2,3,4,5,6", "40 days", "1 day, later"])
def test_reminders_that_are_none(typed: str) -> None:
    with pytest.raises(errors.RemindersUnclear):
        reading.reminders(typed)


@pytest.mark.parametrize(("typed", "places"), [("12", 12), ("１２人", 12), ("1,000", 1000), ("", None), ("なし", None)])
def test_capacities_people_type(typed: str, places: int | None) -> None:
    assert reading.capacity(typed) == places


@pytest.mark.parametrize("typed", ["a few", "-1", "10001", "1.5", "9" * 20])
def test_capacities_that_are_none(typed: str) -> None:
    with pytest.raises(errors.CapacityUnclear):
        reading.capacity(typed)


async def test_what_is_not_understood_is_kept_and_keeps_it_from_being_published(app: App) -> None:
    event = await drafted(app, start="once in a blue moon", duration="as long as it takes")

    assert event.pending == {"start": "once in a blue moon", "duration": "as long as it takes"}
    with pytest.raises(errors.StartUnclear):
        await app.events.organising.publish(by=MODERATOR, event_id=event.id)
    event = await app.events.drafting.set_time(
        "2026-03-21 20:00", "2h", "Asia/Tokyo", by=MODERATOR, event_id=event.id, revision=event.revision, language=EN
    )
    assert event.pending == {}
    await app.events.organising.publish(by=MODERATOR, event_id=event.id)


async def test_a_start_that_passed_while_it_was_a_draft_is_not_published(app: App, clock: MovableClock) -> None:
    event = await drafted(app, start="2026-03-03 20:00")
    clock.advance(days=3)

    with pytest.raises(errors.StartPassed):
        await app.events.organising.publish(by=MODERATOR, event_id=event.id)


async def test_without_place_host_or_channel_nothing_is_published(app: App) -> None:
    event = await drafted(app, place="")
    with pytest.raises(errors.PlaceNeeded):
        await app.events.organising.publish(by=MODERATOR, event_id=event.id)
    event = await app.events.drafting.set_place(
        (PlaceKind.VOICE, 5), "", "", by=MODERATOR, event_id=event.id, revision=event.revision
    )
    event = await app.events.drafting.set_people(
        host_id=None,
        cohost_id=None,
        role_id=None,
        rank_id=None,
        by=MODERATOR,
        event_id=event.id,
        revision=event.revision,
    )
    with pytest.raises(errors.HostNeeded):
        await app.events.organising.publish(by=MODERATOR, event_id=event.id)
    await app.events.drafting.set_people(
        host_id=8,
        cohost_id=8,
        role_id=None,
        rank_id=None,
        by=MODERATOR,
        event_id=event.id,
        revision=event.revision,
    )
    await app.settings.change(GUILD, EventSettings, {"channel_id": None}, by=None)
    with pytest.raises(errors.ChannelNotSet):
        await app.events.organising.publish(by=MODERATOR, event_id=event.id)


async def test_for_a_rank_that_was_deleted_nothing_is_published_until_somebody_says_for_whom(app: App) -> None:
    event = await drafted(app)
    async with app.database.write() as connection:
        await connection.execute(update(event_table).where(event_table.c.id == event.id).values(needs_rank=True))
    with pytest.raises(errors.AudienceGone):
        await app.events.organising.publish(by=MODERATOR, event_id=event.id)

    chosen = await app.events.drafting.set_people(
        host_id=8, cohost_id=None, role_id=None, rank_id=None, by=MODERATOR, event_id=event.id, revision=event.revision
    )
    assert (await app.events.organising.publish(by=MODERATOR, event_id=chosen.id)).state is EventState.PUBLISHED


async def test_members_neither_publish_nor_touch_what_others_make(app: App) -> None:
    theirs, own = await drafted(app), await drafted(app, by=ANA)

    with pytest.raises(errors.EventNotFound):
        await app.events.drafting.describe("Mine", "", by=ANA, event_id=theirs.id, revision=1)
    with pytest.raises(errors.EventNotFound):
        await app.events.organising.discard(by=ANA, event_id=theirs.id)
    with pytest.raises(errors.PublishersOnly):
        await app.events.organising.publish(by=ANA, event_id=own.id)
    elsewhere = Actor(id=8, guild_id=OTHER, moderates=True)
    with pytest.raises(errors.EventNotFound):
        await app.events.drafting.get(by=elsewhere, event_id=theirs.id)


async def test_two_changes_at_once_and_the_later_one_is_refused(app: App) -> None:
    event = await drafted(app)

    done = await asyncio.gather(
        *(
            app.events.drafting.describe(title, "", by=MODERATOR, event_id=event.id, revision=event.revision)
            for title in ("One", "Two")
        ),
        return_exceptions=True,
    )
    assert [type(one) for one in done if isinstance(one, BaseException)] == [errors.ChangedMeanwhile]


# Wall times -------------------------------------------------------------------------------------------------------


async def test_eight_in_the_evening_stays_eight_when_the_clocks_change(app: App) -> None:
    event = await published(app, preset=Preset.WEEKLY)  # Friday 20 March; the clocks go forward on the 29th

    found = await dates(app, event)
    assert [local(one, "Europe/Berlin")[11:] for one in found] == ["20:00"] * len(found)
    assert [one.starts_at.hour for one in found[:3]] == [19, 19, 18]


async def test_the_second_of_a_repeated_time_can_be_meant(app: App, clock: MovableClock) -> None:
    clock.now = datetime(2026, 10, 1, tzinfo=UTC)
    event = await in_zone(app, await drafted(app, start="2026-10-20 20:00"), "Europe/Berlin")
    event = await app.events.drafting.set_time(
        "2026-10-25 02:30",
        "1h",
        "Europe/Berlin",
        by=MODERATOR,
        event_id=event.id,
        revision=event.revision,
        language=EN,
    )
    editing = await app.events.organising.editing(by=MODERATOR, event_id=event.id, language=EN)
    first, second = editing.choices
    assert (first.at.hour, second.at.hour) == (0, 1)

    event = await app.events.drafting.choose_start(second.at, by=MODERATOR, event_id=event.id, language=EN)
    event = await app.events.organising.publish(by=MODERATOR, event_id=event.id)
    [one] = await dates(app, event)
    assert one.starts_at == second.at


async def test_the_29th_of_february_is_in_leap_years_only(app: App, clock: MovableClock) -> None:
    clock.now = datetime(2028, 1, 10, tzinfo=UTC)
    event = await published(app, start="2028-02-29 20:00", rule="FREQ=YEARLY")

    assert [local(one, "Europe/Berlin") for one in await dates(app, event)] == ["2028-02-29 20:00", "2032-02-29 20:00"]


async def test_a_month_without_a_fifth_friday_has_no_date(app: App) -> None:
    event = await published(app, start="2026-05-29 20:00", preset=Preset.MONTHLY_NTH)

    assert [local(one, "Europe/Berlin")[:10] for one in await dates(app, event)] == ["2026-05-29", "2026-07-31"]


async def test_moved_to_another_zone_the_wall_time_stays_and_those_who_come_are_told(app: App) -> None:
    event = await published(app, preset=Preset.WEEKLY)
    before = await dates(app, event)
    await announced(app, event)
    await comes(app, before[1], ANA)

    copy = await in_zone(app, await copied(app, event), "America/New_York")
    await app.events.revising.save(by=MODERATOR, event_id=copy.id)
    after = await dates(app, event)
    assert [one.id for one in after][: len(before)] == [one.id for one in before]
    assert {local(one, "America/New_York")[11:] for one in after} == {"20:00"}
    assert (await told(app))[before[1].id]["what"] == ["moved"]


async def test_a_preset_follows_its_start_and_a_typed_rule_that_does_not_fit_is_said(app: App) -> None:
    weekly = await published(app, preset=Preset.WEEKLY)
    copy = await copied(app, weekly)
    copy = await app.events.drafting.set_time(
        "2026-03-21 20:00",
        "1h",
        "Europe/Berlin",
        by=MODERATOR,
        event_id=copy.id,
        revision=copy.revision,
        language=EN,
    )
    assert copy.rule == "FREQ=WEEKLY;BYDAY=SA"

    typed = await published(app, rule="FREQ=WEEKLY;BYDAY=TU,FR")
    target = await app.events.moving.target(by=MODERATOR, event_id=typed.id)
    assert target.next is not None
    with pytest.raises(errors.RecurrenceNotMoved):
        await app.events.moving.dropped(target, target.next.starts_at + timedelta(days=1))


async def test_a_rule_that_is_not_understood_stands_in_its_form_again(app: App) -> None:
    event = await repeated(app, await drafted(app), rule="FREQ=SECONDLY")

    assert event.rule is None and event.pending == {"rule": "FREQ=SECONDLY"}
    editing = await app.events.organising.editing(by=MODERATOR, event_id=event.id, language=EN)
    assert len(editing.troubles) == 1


# Changing what is published -------------------------------------------------------------------------------------------


async def test_answers_are_never_dropped_without_asking(app: App) -> None:
    event = await published(app, preset=Preset.WEEKLY)
    before = await dates(app, event)
    await comes(app, before[1], ANA, BEN)

    copy = await repeated(app, await copied(app, event), Preset.BIWEEKLY)
    effect = await app.events.revising.effect(by=MODERATOR, event_id=copy.id)
    assert (before[1].id, 2) in [(one.id, count) for one, count in effect.dropped] and effect.concerned == 2
    with pytest.raises(errors.AnswersDropped):
        await app.events.revising.save(by=MODERATOR, event_id=copy.id)
    assert [one.id for one in await dates(app, event)] == [one.id for one in before]
    await app.events.revising.save(by=MODERATOR, event_id=copy.id, dropping=True)
    assert before[1].id in [one.id for one in await dates(app, event, OccurrenceState.CANCELLED)]
    assert before[2].id in [one.id for one in await dates(app, event)]


async def test_a_date_that_was_moved_by_itself_stays_when_the_series_moves(app: App) -> None:
    event = await published(app, preset=Preset.WEEKLY)
    first, second = (await dates(app, event))[:2]
    at = second.starts_at + timedelta(days=1, hours=1)
    await app.events.moving.move_date(
        by=MODERATOR, occurrence_id=second.id, at=at, was=second.starts_at, reason="Holiday"
    )

    await app.events.moving.move_all(
        by=MODERATOR,
        event_id=event.id,
        at=first.starts_at + timedelta(hours=1),
        was=first.starts_at,
        reason="",
    )
    after = {one.id: one for one in await dates(app, event)}
    assert after[second.id].starts_at == at and after[second.id].moved
    assert after[first.id].starts_at == first.starts_at + timedelta(hours=1)


async def test_what_happens_once_goes_where_it_is_moved_however_far(app: App) -> None:
    event = await published(app)
    [one] = await dates(app, event)
    await comes(app, one, ANA)
    at = one.starts_at + timedelta(days=40)

    await app.events.moving.move_all(by=MODERATOR, event_id=event.id, at=at, was=one.starts_at, reason="")
    [moved] = await dates(app, event)
    assert moved.id == one.id and moved.starts_at == at
    copy = await copied(app, event)
    assert copy.starts_local == at.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None)


async def test_what_was_moved_in_discords_own_list_is_edited_from_where_it_is(app: App, clock: MovableClock) -> None:
    event = await published(app)
    [one] = await dates(app, event)
    at = one.starts_at + timedelta(days=1)
    async with app.database.write() as connection:
        await app.events.lifecycle.move_occurrence(
            connection, event, one, starts_at=at, ends_at=at + timedelta(hours=3), now=clock()
        )

    copy = await copied(app, event)
    assert (copy.starts_local.day, copy.duration) == (21, timedelta(hours=3))
    copy = await app.events.drafting.set_time(
        "2026-03-22 10:00",
        "2h",
        "Europe/Berlin",
        by=MODERATOR,
        event_id=copy.id,
        revision=copy.revision,
        language=EN,
    )
    await app.events.revising.save(by=MODERATOR, event_id=copy.id)
    [moved] = await dates(app, event)
    assert moved.id == one.id and local(moved, "Europe/Berlin") == "2026-03-22 10:00"


async def test_nobody_moves_what_was_moved_a_moment_ago_or_into_the_past(app: App) -> None:
    event = await published(app)
    [one] = await dates(app, event)
    move = app.events.moving.move_all
    refused: list[tuple[datetime, datetime, type[UserError]]] = [
        (one.starts_at, one.starts_at, errors.MovedNowhere),
        (one.starts_at + timedelta(days=1), one.starts_at - timedelta(days=1), errors.ChangedMeanwhile),
        (datetime(2026, 3, 1, tzinfo=UTC), one.starts_at, errors.StartPassed),
    ]
    for at, was, expected in refused:
        with pytest.raises(expected):
            await move(by=MODERATOR, event_id=event.id, at=at, was=was, reason="")
    with pytest.raises(errors.NotTheHost):
        await move(by=ANA, event_id=event.id, at=one.starts_at + timedelta(days=1), was=one.starts_at, reason="")


async def test_two_cancel_at_once_and_one_is_told_it_is_over(app: App) -> None:
    event = await published(app)

    done = await asyncio.gather(
        *(app.events.moving.cancel_all(by=who, event_id=event.id, reason="Rain") for who in (MODERATOR, MODERATOR2)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["AlreadyOver", "int"]


async def test_a_copy_of_what_changed_meanwhile_is_not_saved(app: App) -> None:
    event = await published(app)
    mine, theirs = await copied(app, event), await copied(app, event, MODERATOR2)
    await app.events.drafting.describe("Coffee", "", by=MODERATOR2, event_id=theirs.id, revision=1)
    await app.events.revising.save(by=MODERATOR2, event_id=theirs.id)

    with pytest.raises(errors.ChangedMeanwhile):
        await app.events.revising.save(by=MODERATOR, event_id=mine.id)
    fresh = await copied(app, event)
    assert fresh.id != mine.id and fresh.title == "Coffee"


async def test_a_new_place_is_told_once_even_with_a_new_start(app: App) -> None:
    event = await published(app)
    [one] = await dates(app, event)
    await announced(app, event)
    copy = await copied(app, event)
    copy = await app.events.drafting.set_place(
        None, "The garden", "", by=MODERATOR, event_id=copy.id, revision=copy.revision
    )
    await app.events.revising.save(by=MODERATOR, event_id=copy.id)
    assert (await told(app))[one.id]["what"] == ["place"]

    copy = await copied(app, await app.events.organising.find(by=MODERATOR, event_id=event.id))
    copy = await app.events.drafting.set_place(
        None, "The house", "", by=MODERATOR, event_id=copy.id, revision=copy.revision
    )
    copy = await app.events.drafting.set_time(
        "2026-03-22 10:00",
        "2h",
        "Europe/Berlin",
        by=MODERATOR,
        event_id=copy.id,
        revision=copy.revision,
        language=EN,
    )
    await app.events.revising.save(by=MODERATOR, event_id=copy.id)
    assert (await told(app))[one.id]["what"] == ["moved", "place"]


async def test_the_picture_of_a_copy_takes_the_place_of_the_old_one(app: App) -> None:
    from bot.events.model import Picture  # noqa: PLC0415

    event = await published(app)
    copy = await copied(app, event)
    await app.events.drafting.set_more(
        price="",
        sponsor="",
        reminders="1h",
        picture=Picture(format="png", data=b"new"),
        by=MODERATOR,
        event_id=copy.id,
        revision=copy.revision,
    )
    assert await app.events.organising.picture(guild_id=GUILD, event_id=event.id) is None
    await app.events.revising.save(by=MODERATOR, event_id=copy.id)
    kept = await app.events.organising.picture(guild_id=GUILD, event_id=event.id)
    assert kept is not None and kept.data == b"new"


async def test_working_copies_are_nowhere_listed(app: App) -> None:
    event = await published(app)
    await copied(app, event)

    found = await app.events.organising.managed(by=MODERATOR, typed="", states=tuple(EventState))
    assert [one.id for one in found] == [event.id]
    assert await app.events.organising.unfinished(by=MODERATOR) == []


# Proposals --------------------------------------------------------------------------------------------------------


async def test_two_moderators_decide_at_once_and_one_wins(app: App) -> None:
    event = await drafted(app, by=ANA)
    await app.events.proposing.propose(by=ANA, event_id=event.id)

    done = await asyncio.gather(
        app.events.proposing.approve(by=MODERATOR, event_id=event.id),
        app.events.proposing.decline(by=MODERATOR2, event_id=event.id, reason="Not now"),
        return_exceptions=True,
    )
    assert [type(one) for one in done if isinstance(one, BaseException)] == [errors.AlreadyDecided]
    [news] = await app.events.proposing.news(guild_id=GUILD, member_id=ANA.id)
    assert news.state in (EventState.PUBLISHED, EventState.DECLINED)


async def test_members_decide_on_nothing(app: App) -> None:
    event = await drafted(app, by=ANA)
    await app.events.proposing.propose(by=ANA, event_id=event.id)

    for who in (ANA, BEN):
        with pytest.raises(errors.ModeratorsOnly):
            await app.events.proposing.approve(by=who, event_id=event.id)
        with pytest.raises(errors.ModeratorsOnly):
            await app.events.proposing.decline(by=who, event_id=event.id, reason="No")
    with pytest.raises(errors.NotADraft):
        await app.events.drafting.describe("Changed", "", by=ANA, event_id=event.id, revision=2)
    with pytest.raises(errors.ReasonNeeded):
        await app.events.proposing.decline(by=MODERATOR, event_id=event.id, reason="  ")


async def test_a_proposal_whose_start_has_passed_is_not_approved(app: App, clock: MovableClock) -> None:
    event = await drafted(app, by=ANA, start="2026-03-03 20:00")
    await app.events.proposing.propose(by=ANA, event_id=event.id)
    clock.advance(days=3)

    with pytest.raises(errors.StartPassed):
        await app.events.proposing.approve(by=MODERATOR, event_id=event.id)
    assert (await app.events.proposing.proposal(by=MODERATOR, event_id=event.id)).state is EventState.PROPOSED


async def test_a_host_who_is_gone_is_asked_for_once(app: App) -> None:
    event = await published(app)
    await app.events.proposing.left(guild_id=GUILD, member_id=MODERATOR.id)

    async with app.database.read() as connection:
        lost = await connection.scalar(select(event_table.c.host_id).where(event_table.c.id == event.id))
        planned = list(await connection.scalars(select(due_row.c.subject_id).where(due_row.c.kind == rules.HOST_LOST)))
    assert lost is None and planned == [event.id]
    named = await app.events.proposing.name_host(by=MODERATOR2, event_id=event.id, member_id=ANA.id)
    assert named.host_id == ANA.id
    with pytest.raises(errors.AlreadyDecided):
        await app.events.proposing.name_host(by=MODERATOR2, event_id=event.id, member_id=BEN.id)
