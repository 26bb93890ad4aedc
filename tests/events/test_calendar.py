"""Calendar files: read back by the library's own parser, and expanded to the same moments as the rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actor import Actor
from bot.app import App
from bot.events import errors
from bot.events.calendar import Entry, Names, dates_file, series_file
from bot.events.listing import Listing
from bot.events.model import Answer, Event, EventSettings, EventState, Occurrence, OccurrenceState, PlaceKind
from bot.events.recurring import Preset, occurrences, preset_rule
from bot.events.store import occurrences as stored
from bot.events.store import series
from tests.events import happenings
from tests.events.calendars import expanded, parsed
from tests.events.happenings import GUILD, dates, publish
from tests.support.clock import MovableClock

NAMES = Names(calendar="Hinata")
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
MEMBER = Actor(id=101, guild_id=GUILD)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def an_event(**fields: Any) -> Event:
    values: dict[str, Any] = dict.fromkeys(Event.__dataclass_fields__)
    values |= {
        "id": 7,
        "guild_id": GUILD,
        "state": EventState.PUBLISHED,
        "title": "Tea tasting",
        "description": "Bring a cup.",
        "starts_local": datetime.fromisoformat("2026-12-08T20:00"),
        "time_zone": "Europe/Berlin",
        "duration": 2 * HOUR,
        "place_kind": PlaceKind.EXTERNAL,
        "place": "Café Engawa",
        "needs_rank": False,
        "reminders": (),
        "created_at": NOW,
        "revision": 3,
    }
    return Event(**(values | fields))


def rows(event: Event, count: int) -> list[Occurrence]:
    """Return the dates of an event as they are kept."""
    blank: dict[str, Any] = dict.fromkeys(Occurrence.__dataclass_fields__)
    blank |= {"guild_id": event.guild_id, "event_id": event.id, "moved": False, "sequence": 0}
    return [
        Occurrence(
            **blank
            | {
                "id": number,
                "original_at": planned.original_at,
                "starts_at": planned.starts_at,
                "ends_at": planned.ends_at,
                "state": OccurrenceState.PLANNED,
            }
        )
        for number, planned in enumerate(occurrences(event, limit=count), start=1)
    ]


def of(entries: Sequence[Entry]) -> bytes:
    return series_file(entries, NAMES, now=NOW)


# One date


def test_a_file_of_one_date_says_all_a_calendar_shows() -> None:
    event = an_event(rule="FREQ=WEEKLY;BYDAY=TU")
    second = rows(event, 2)[1]
    link = "https://discord.com/channels/1/2/3"

    [part] = parsed(dates_file([(event, second)], Names(calendar="Hinata", links={second.id: link}), now=NOW)).events

    assert part["dtstart"].dt == datetime(2026, 12, 15, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    assert part["dtend"].dt - part["dtstart"].dt == 2 * HOUR
    assert part["dtstamp"].dt == NOW
    assert (part["summary"], part["location"], part["url"]) == ("Tea tasting", "Café Engawa", link)
    assert part["description"] == f"Bring a cup.\n\n{link}"
    assert (part["status"], part["sequence"]) == ("CONFIRMED", 3)
    assert part.get("rrule") is None


def test_a_uid_stays_whatever_is_changed_and_sequence_rises() -> None:
    event = an_event(rule="FREQ=WEEKLY;BYDAY=TU")
    date = rows(event, 1)[0]
    moved = replace(date, starts_at=date.starts_at + DAY, ends_at=date.ends_at + DAY, moved=True, sequence=1)

    [before] = parsed(dates_file([(event, date)], NAMES, now=NOW)).events
    [after] = parsed(dates_file([(replace(event, title="Coffee"), moved)], NAMES, now=NOW + DAY)).events

    assert before["uid"] == after["uid"] != ""
    assert after["sequence"] > before["sequence"]
    [whole] = parsed(of([Entry(event=event, dates=[date])])).events
    assert whole["uid"] != before["uid"]


def test_a_cancelled_date_is_marked_as_such() -> None:
    event = an_event()
    date = replace(rows(event, 1)[0], state=OccurrenceState.CANCELLED)
    [part] = parsed(dates_file([(event, date)], NAMES, now=NOW)).events
    assert part["status"] == "CANCELLED"


def test_of_a_date_in_the_hour_that_is_repeated_the_second_is_kept_apart() -> None:
    event = an_event(time_zone="Europe/Berlin")
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    date = replace(rows(event, 1)[0], starts_at=second, ends_at=second + HOUR)
    assert expanded(dates_file([(event, date)], NAMES, now=NOW), until=NOW) == [second]


@pytest.mark.parametrize(
    "text", ["a, b; c\\ d\nnext", "お茶会、" * 40, "縁側🍵" * 30, "BEGIN:VEVENT\r\nUID:x", "x:" * 200]
)
def test_texts_are_escaped_and_folded_and_come_back_as_they_were(text: str) -> None:
    event = an_event(title=text.replace("\n", " ").replace("\r", ""), description=text, place=text[:90])
    content = dates_file([(event, rows(event, 1)[0])], NAMES, now=NOW)

    [part] = parsed(content).events
    assert part["summary"] == " ".join(text.replace("\r", "").split("\n")).strip()
    assert part["description"] == text.replace("\r\n", "\n").strip()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert all(line.decode("utf-8") is not None for line in lines)


def test_a_channel_stands_with_its_name_where_it_is_known() -> None:
    event = an_event(place_kind=PlaceKind.VOICE, place_channel_id=55, place=None)
    date = rows(event, 1)[0]
    [named] = parsed(dates_file([(event, date)], Names(calendar="x", channels={55: "縁側"}), now=NOW)).events
    [unknown] = parsed(dates_file([(event, date)], NAMES, now=NOW)).events
    assert named["location"] == "縁側"
    assert unknown.get("location") is None


# A series


@settings(max_examples=60, deadline=None)
@given(
    preset=st.sampled_from([preset for preset in Preset if preset is not Preset.ONCE]),
    zone=st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    days=st.integers(0, 400),
    minutes=st.integers(0, 24 * 60 - 1),
    changed=st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["cancel", "move"])), max_size=4),
)
def test_a_series_expands_to_the_moments_of_its_rows(
    preset: Preset, zone: str, days: int, minutes: int, changed: list[tuple[int, str]]
) -> None:
    start = datetime.fromisoformat("2026-11-23T00:00") + timedelta(days=days, minutes=minutes)
    event = an_event(starts_local=start, time_zone=zone, rule=preset_rule(preset, start))
    found = rows(event, 10)
    for number, what in changed:
        if number >= len(found):
            continue
        date = found[number]
        later = {"starts_at": date.original_at + 25 * HOUR, "ends_at": date.original_at + 26 * HOUR, "moved": True}
        found[number] = replace(date, **({"state": OccurrenceState.CANCELLED} if what == "cancel" else later))

    shown = expanded(of([Entry(event=event, dates=found)]), until=found[-1].original_at + timedelta(minutes=1))

    assert shown == sorted(date.starts_at for date in found if date.state is not OccurrenceState.CANCELLED)


def test_a_series_has_its_time_zone_its_exceptions_and_its_overrides() -> None:
    event = an_event(rule="FREQ=WEEKLY;BYDAY=TU")
    first, second, third = rows(event, 3)
    gone = replace(first, state=OccurrenceState.CANCELLED)
    elsewhere = replace(third, place_kind=PlaceKind.EXTERNAL, place="Park")
    moved = replace(second, starts_at=second.starts_at + DAY, ends_at=second.ends_at + DAY)

    content = of([Entry(event=event, dates=[gone, moved, elsewhere], changes=4)])

    read = parsed(content)
    assert [str(zone["tzid"]) for zone in read.timezones] == ["Europe/Berlin"]
    master, day_later, in_the_park = read.events
    assert master["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU"
    assert [each.dt for each in master["exdate"].dts] == [master["dtstart"].dt]
    assert day_later["recurrence-id"].dt + DAY == day_later["dtstart"].dt
    assert in_the_park["location"] == "Park" and in_the_park["recurrence-id"].dt == in_the_park["dtstart"].dt
    assert {part["uid"] for part in read.events} == {master["uid"]}
    assert {part["sequence"] for part in read.events} == {7}


@pytest.mark.parametrize("name", ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_the_time_zone_in_a_file_is_the_zone_for_the_years_to_come(name: str) -> None:
    event = an_event(time_zone=name, rule="FREQ=WEEKLY;BYDAY=TU")
    [written] = parsed(of([Entry(event=event, dates=rows(event, 1))])).timezones
    told = written.to_tz(lookup_tzid=False)
    for days in range(0, 9 * 365, 13):
        noon = datetime.fromisoformat("2026-12-01T12:00") + timedelta(days=days)
        assert noon.replace(tzinfo=told).utcoffset() == noon.replace(tzinfo=ZoneInfo(name)).utcoffset()


def test_a_wall_time_that_is_skipped_is_in_calendars_when_it_is_here() -> None:
    event = an_event(starts_local=datetime.fromisoformat("2027-03-21T02:30"), rule="FREQ=WEEKLY;BYDAY=SU;COUNT=3")
    found = rows(event, 3)
    parts = parsed(of([Entry(event=event, dates=found)])).events
    assert [part["dtstart"].dt.astimezone(UTC) for part in parts if part.get("recurrence-id")] == [found[1].starts_at]


@pytest.mark.parametrize(
    ("end", "written"),
    [
        ("UNTIL=20261222", "UNTIL=20261222T225959Z"),
        ("UNTIL=20261222T200000", "UNTIL=20261222T190000Z"),
        ("UNTIL=20261222T190000Z", "UNTIL=20261222T190000Z"),
        ("COUNT=3", "COUNT=3"),
    ],
)
def test_the_end_of_a_rule_is_in_utc_as_calendars_want_it(end: str, written: str) -> None:
    event = an_event(rule=f"FREQ=WEEKLY;{end};BYDAY=TU")
    content = of([Entry(event=event, dates=rows(event, 2))])
    assert written in content.decode()
    assert len(expanded(content, until=NOW + timedelta(days=300))) == 3


def test_a_date_that_the_rule_no_longer_has_stands_by_itself() -> None:
    tuesdays = an_event(rule="FREQ=WEEKLY;BYDAY=TU")
    kept = replace(rows(tuesdays, 1)[0], moved=True)
    wednesdays = replace(tuesdays, rule="FREQ=WEEKLY;BYDAY=WE", starts_local=datetime.fromisoformat("2026-12-09T20:00"))
    master, apart = parsed(of([Entry(event=wednesdays, dates=[kept])])).events
    assert apart["dtstart"].dt.astimezone(UTC) == kept.starts_at
    assert apart.get("recurrence-id") is None and apart["uid"] != master["uid"]


def test_a_file_without_anything_is_a_calendar_all_the_same() -> None:
    assert parsed(of([])).events == []


# What is listed


def everywhere(_channel_id: int) -> bool:
    return True


async def listed(app: App, by: Actor = MEMBER, sees: Any = everywhere) -> list[str]:
    page = await app.events.listing.page(by=by, sees=sees, number=1)
    return [coming.event.title for coming in page.items]


async def test_what_is_coming_is_listed_the_soonest_first_and_paged(app: App, clock: MovableClock) -> None:
    start = clock().replace(tzinfo=None)
    for days in range(7, 0, -1):
        await publish(app, starts=start + timedelta(days=days), title=f"In {days}")

    first = await app.events.listing.page(by=MEMBER, sees=everywhere, number=1)
    last = await app.events.listing.page(by=MEMBER, sees=everywhere, number=99)

    assert [coming.event.title for coming in first.items] == ["In 1", "In 2", "In 3", "In 4", "In 5"]
    assert first.pages == 2
    assert (last.number, [coming.event.title for coming in last.items]) == (2, ["In 6", "In 7"])


async def test_drafts_what_is_over_and_what_was_cancelled_is_not_listed(app: App, clock: MovableClock) -> None:
    start = clock().replace(tzinfo=None)
    draft = await publish(app, starts=start + DAY, title="Draft")
    gone = await publish(app, starts=start + DAY, title="Cancelled")
    await publish(app, starts=start + HOUR, title="Soon")
    async with app.database.write() as connection:
        await series.set_state(connection, event_id=draft.id, state=EventState.DRAFT)
        [date] = await stored.to_come(connection, event_id=gone.id)
        await stored.change(connection, occurrence_id=date.id, state=OccurrenceState.CANCELLED)

    assert await listed(app) == ["Soon"]
    clock.advance(hours=2)
    assert await listed(app) == ["Soon"]
    clock.advance(hours=2)
    assert await listed(app) == []


async def test_what_is_for_others_is_shown_to_its_host_to_moderators_and_to_who_has_a_place(
    app: App, clock: MovableClock
) -> None:
    event = await publish(
        app, starts=clock().replace(tzinfo=None) + DAY, title="Inner circle", audience_role_id=77, host_id=50
    )
    [date] = await dates(app, event)
    await happenings.come(app, date, 102, answer=Answer.WAITING)

    assert await listed(app) == []
    assert await listed(app, Actor(id=101, guild_id=GUILD, role_ids=frozenset({77}))) == ["Inner circle"]
    assert await listed(app, Actor(id=50, guild_id=GUILD)) == ["Inner circle"]
    assert await listed(app, Actor(id=103, guild_id=GUILD, moderates=True)) == ["Inner circle"]
    assert await listed(app, Actor(id=102, guild_id=GUILD)) == ["Inner circle"]
    with pytest.raises(errors.EventNotFound):
        await app.events.listing.series(by=MEMBER, sees=everywhere, event_id=event.id)


async def test_what_is_announced_where_somebody_cannot_read_is_not_shown(app: App, clock: MovableClock) -> None:
    event = await publish(app, starts=clock().replace(tzinfo=None) + DAY, title="Announced")
    [date] = await dates(app, event)
    await happenings.announced(app, date)

    assert await listed(app, sees=lambda channel_id: channel_id != 70) == []
    assert await listed(app, sees=lambda channel_id: channel_id == 70) == ["Announced"]


async def test_what_is_not_announced_yet_is_shown_to_who_reads_the_channel_for_it(
    app: App, clock: MovableClock
) -> None:
    await app.settings.change(GUILD, EventSettings, {"channel_id": 71}, by=1)
    await publish(app, starts=clock().replace(tzinfo=None) + DAY, title="Later")
    assert await listed(app, sees=lambda channel_id: channel_id != 71) == []
    assert await listed(app, sees=lambda channel_id: channel_id == 71) == ["Later"]


async def test_another_servers_events_are_not_listed(app: App, clock: MovableClock) -> None:
    event = await publish(app, starts=clock().replace(tzinfo=None) + DAY, guild_id=2)
    [date] = await dates(app, event)
    assert await listed(app) == []
    with pytest.raises(errors.OccurrenceNotFound):
        await app.events.listing.one(by=MEMBER, occurrence_id=date.id)


async def test_the_calendar_of_all_has_every_series_with_what_was_cancelled(app: App, clock: MovableClock) -> None:
    start = clock().replace(hour=20, minute=0, second=0, microsecond=0, tzinfo=None) + DAY
    weekly = await publish(app, starts=start, rule=preset_rule(Preset.WEEKLY, start), title="Weekly")
    await publish(app, starts=start, title="Once")
    async with app.database.write() as connection:
        second = (await stored.to_come(connection, event_id=weekly.id))[1]
        await stored.change(connection, occurrence_id=second.id, counts=True, state=OccurrenceState.CANCELLED)

    entries = await app.events.listing.all(by=MEMBER, sees=everywhere)
    found = await dates(app, weekly)
    content = series_file(entries, NAMES, now=clock())
    shown = expanded(content, until=found[-1].starts_at + timedelta(minutes=1))

    wanted = [date.starts_at for date in found if date.id != second.id] + [start.replace(tzinfo=UTC)]
    assert shown == sorted(wanted)
    assert {str(part["summary"]) for part in parsed(content).events} == {"Weekly", "Once"}


async def test_ones_own_calendar_has_the_dates_one_comes_to(app: App, clock: MovableClock) -> None:
    start = clock().replace(hour=20, minute=0, second=0, microsecond=0, tzinfo=None) + DAY
    weekly = await publish(app, starts=start, rule=preset_rule(Preset.WEEKLY, start))
    first, second, third, *_ = await dates(app, weekly)
    await happenings.come(app, second, MEMBER.id)
    await happenings.come(app, third, MEMBER.id, answer=Answer.MAYBE)
    await happenings.come(app, first, 102)

    listing: Listing = app.events.listing
    mine = await listing.mine(by=MEMBER, sees=everywhere)
    assert [date.id for _, date in mine] == [second.id]
    page = await listing.page(by=MEMBER, sees=everywhere, number=1)
    assert [coming.answer for coming in page.items] == [None, Answer.GOING, Answer.MAYBE]
    assert [coming.counts.going for coming in page.items] == [1, 1, 0]
    assert [coming.later for coming in page.items] == [len(await dates(app, weekly)) - 3, 0, 0]
