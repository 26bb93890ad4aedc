"""What is kept of what people type, who sees it, and when they want their peace."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actor import Actor
from bot.i18n import Language
from bot.profiles import rules, zones
from bot.profiles.errors import FieldTooLong, NotATime, QuietAllDay, QuietHoursIncomplete, UnknownZone
from bot.profiles.model import LENGTHS, Field, Preferences, Told, Visibility
from bot.settings.model import ServerSettings

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")
OWNER, STAFF_ROLE, MODERATOR_ROLE = 1, 70, 71
SERVER = ServerSettings(staff_role_ids=frozenset({STAFF_ROLE}), moderator_role_ids=frozenset({MODERATOR_ROLE}))


# What is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (Field.CALLED, "  Aki\n", "Aki"),
        (Field.CALLED, "two\nlines", "two lines"),
        (Field.ABOUT, "two\r\nlines ", "two\nlines"),
        (Field.ABOUT, "far\n\n\n\n\napart", "far\n\napart"),
        (Field.PLACE, "京都", "京都"),
        (Field.SKILLS, "☕", "☕"),
        (Field.ABOUT, " \n\u200b\u3164\t", None),
        (Field.CALLED, "", None),
    ],
)
def test_what_is_typed_is_kept_without_what_does_not_show(field: Field, typed: str, kept: str | None) -> None:
    assert rules.checked(field, typed) == kept


@pytest.mark.parametrize("field", list(Field))
def test_a_field_takes_its_length_and_no_more(field: Field) -> None:
    assert rules.checked(field, "あ" * LENGTHS[field]) == "あ" * LENGTHS[field]
    with pytest.raises(FieldTooLong) as refused:
        rules.checked(field, "あ" * (LENGTHS[field] + 1))
    assert refused.value.params["limit"] == LENGTHS[field]


@given(st.sampled_from(list(Field)), st.text(max_size=60))
def test_what_was_kept_once_is_kept_as_it_is(field: Field, typed: str) -> None:
    kept = rules.checked(field, typed)

    assert kept is None or rules.checked(field, kept) == kept


# Who sees it ------------------------------------------------------------------------------------------------------


def viewer(**what: object) -> Actor:
    return Actor(**{"id": 2, "guild_id": 9, **what})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        (viewer(), {Visibility.EVERYONE}),
        (viewer(role_ids=frozenset({5})), {Visibility.EVERYONE}),
        (viewer(role_ids=frozenset({STAFF_ROLE})), {Visibility.EVERYONE, Visibility.STAFF}),
        (viewer(role_ids=frozenset({MODERATOR_ROLE})), {Visibility.EVERYONE, Visibility.STAFF}),
        (viewer(moderates=True), {Visibility.EVERYONE, Visibility.STAFF}),
        (viewer(manages_server=True), {Visibility.EVERYONE, Visibility.STAFF}),
        (viewer(id=OWNER), set(Visibility)),
    ],
)
def test_everyone_staff_and_the_owner_see_what_is_theirs_to_see(reader: Actor, sees: set[Visibility]) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    told = [Told(field=Field.ABOUT, value="x", visibility=visibility, changed_at=now) for visibility in Visibility]

    shown = {entry.visibility for entry in told if rules.may_see(entry, owner_id=OWNER, viewer=reader, server=SERVER)}

    assert shown == sees


def test_fields_come_in_the_order_of_the_form() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    told = [
        Told(field=field, value="x", visibility=Visibility.NOBODY, changed_at=now) for field in reversed(list(Field))
    ]

    assert [entry.field for entry in rules.in_order(told)] == list(Field)


# Interests --------------------------------------------------------------------------------------------------------

IDS = st.sets(st.integers(min_value=1, max_value=12))


@given(IDS, IDS, IDS)
def test_after_the_changes_one_has_what_one_chose_of_what_is_offered_and_keeps_the_rest(
    chosen: set[int], held: set[int], offered: set[int]
) -> None:
    give, take = rules.wanted_changes(chosen, held, offered)

    assert (held | set(give)) - set(take) == (held - offered) | (chosen & offered)
    assert not set(give) & held and set(take) <= held


# Times of day -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("22:00", "22:00"),
        ("7:05", "07:05"),
        ("22", "22:00"),
        ("2230", "22:30"),
        ("22.30", "22:30"),
        ("２２：００", "22:00"),
        ("22時", "22:00"),
        ("22時半", "22:30"),
        ("22 時 15 分", "22:15"),
        ("午後10時", "22:00"),
        ("午前0時", "00:00"),
        ("夜10時半", "22:30"),
        ("朝7時", "07:00"),
        ("10 pm", "22:00"),
        ("10:30PM", "22:30"),
        ("12 am", "00:00"),
        ("12pm", "12:00"),
        ("7 a.m.", "07:00"),
        ("pm 3", "15:00"),
        ("0", "00:00"),
        ("24:00", "00:00"),
        ("24時", "00:00"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("正午", "12:00"),
        (" 6 h ", "06:00"),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, time: str) -> None:
    assert rules.written_time(rules.read_time(typed)) == time


@pytest.mark.parametrize(
    "typed", ["", "25:00", "24:30", "22:60", "13 pm", "late", "-1", "1:2:3", "22:00〜7:00", "午後"]
)
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(NotATime):
        rules.read_time(typed)


@given(st.integers(min_value=0, max_value=rules.DAY_MINUTES - 1))
def test_a_time_is_read_as_it_is_written(minutes: int) -> None:
    assert rules.read_time(rules.written_time(minutes)) == minutes


@given(st.text(max_size=20))
def test_reading_a_time_gives_a_time_or_a_refusal(typed: str) -> None:
    with suppress(NotATime):
        assert 0 <= rules.read_time(typed) < rules.DAY_MINUTES


def test_quiet_hours_need_two_ends_that_differ() -> None:
    rules.checked_quiet_hours(22 * 60, 7 * 60)
    with pytest.raises(QuietHoursIncomplete):
        rules.checked_quiet_hours(22 * 60, None)
    with pytest.raises(QuietAllDay):
        rules.checked_quiet_hours(60, 60)


# Quiet hours ------------------------------------------------------------------------------------------------------


def quiet(begin: str, end: str, *, zone: str | None = None) -> Preferences:
    return Preferences(time_zone=zone, quiet_from=rules.read_time(begin), quiet_until=rules.read_time(end))


def at(clock: str, zone: ZoneInfo, *, day: str = "2026-06-10") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("clock", "is_quiet"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_go_over_midnight(clock: str, is_quiet: bool) -> None:
    assert rules.in_quiet_hours(quiet("22:00", "7:00"), TOKYO, at(clock, TOKYO)) is is_quiet


def test_quiet_hours_may_be_by_day_for_who_works_at_night() -> None:
    preferences = quiet("9:00", "17:00")

    assert [rules.in_quiet_hours(preferences, TOKYO, at(clock, TOKYO)) for clock in ("08:59", "09:00", "17:00")] == [
        False,
        True,
        False,
    ]


def test_quiet_hours_are_in_ones_own_zone_and_else_in_the_servers() -> None:
    moment = at("23:00", BERLIN)  # morning in Tokyo

    assert rules.in_quiet_hours(quiet("22:00", "5:00", zone="Europe/Berlin"), TOKYO, moment)
    assert not rules.in_quiet_hours(quiet("22:00", "5:00"), TOKYO, moment)


def test_a_zone_this_machine_does_not_have_gives_way_to_the_servers() -> None:
    assert Preferences(time_zone="Mars/Olympus").zone(TOKYO) is TOKYO


def test_who_chose_none_has_no_quiet_hours() -> None:
    moment = at("03:00", TOKYO)

    assert not rules.in_quiet_hours(Preferences(), TOKYO, moment)
    assert rules.next_waking(Preferences(), TOKYO, moment) == moment


@pytest.mark.parametrize(
    ("clock", "waking"), [("21:00", "21:00"), ("22:00", "+07:00"), ("23:30", "+07:00"), ("03:00", "07:00")]
)
def test_one_wakes_when_the_quiet_hours_end(clock: str, waking: str) -> None:
    day = "2026-06-11" if waking.startswith("+") else "2026-06-10"

    found = rules.next_waking(quiet("22:00", "7:00"), TOKYO, at(clock, TOKYO))

    assert found == at(waking.lstrip("+"), TOKYO, day=day)
    assert found.tzinfo is UTC


def test_an_end_that_the_change_of_clocks_leaves_out_is_an_hour_later() -> None:
    # In Berlin the clocks go from 2:00 to 3:00 on 29 March 2026.
    found = rules.next_waking(quiet("22:00", "2:30"), BERLIN, at("00:30", BERLIN, day="2026-03-29"))

    assert found.astimezone(BERLIN).strftime("%H:%M") == "03:30"


def test_of_an_end_that_the_change_of_clocks_brings_twice_the_first_counts() -> None:
    # On 25 October 2026 they go from 3:00 back to 2:00: it is 2:30 at 0:30 and at 1:30 UTC.
    found = rules.next_waking(quiet("22:00", "2:30"), BERLIN, at("00:30", BERLIN, day="2026-10-25"))

    assert found == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert rules.next_waking(quiet("22:00", "2:30"), BERLIN, again) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


MINUTES = st.integers(min_value=0, max_value=rules.DAY_MINUTES - 1)


@given(
    MINUTES,
    MINUTES,
    st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants them so
)
def test_waking_is_never_in_quiet_hours_and_never_more_than_a_day_away(
    begin: int, end: int, zone: str, moment: datetime
) -> None:
    preferences = Preferences(quiet_from=begin, quiet_until=end)

    found = rules.next_waking(preferences, ZoneInfo(zone), moment)

    assert moment <= found <= moment + timedelta(hours=26)
    assert not rules.in_quiet_hours(preferences, ZoneInfo(zone), found)


# Zones ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("東京", "Asia/Tokyo"),
        ("ニューヨーク", "America/New_York"),
        ("tokyo", "Asia/Tokyo"),
        ("New York", "America/New_York"),
        ("new y", "America/New_York"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("London", "Europe/London"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Calcutta", "Asia/Kolkata"),
        ("日本", "Asia/Tokyo"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city_in_either_language(typed: str, zone: str) -> None:
    assert zones.read(typed) == zone
    assert zones.find(typed)[0].zone == zone


@pytest.mark.parametrize("typed", ["", "!!", "nowhere at all", "ドイツ", "america", "a"])
def test_what_may_be_no_zone_or_several_is_refused(typed: str) -> None:
    with pytest.raises(UnknownZone):
        zones.read(typed)


def test_suggestions_begin_with_the_usual_ones_and_fit_a_menu() -> None:
    assert zones.find("")[0].zone == "Asia/Tokyo"
    assert len(zones.find("a")) == 25


def test_every_zone_that_is_suggested_exists_and_has_a_name_in_both_languages() -> None:
    for place in zones._places().values():
        ZoneInfo(place.zone)
        assert all(zones.city(place.zone, language) for language in Language)


def test_a_zone_says_how_far_it_is_from_utc_at_that_moment() -> None:
    assert zones.offset("Europe/Berlin", datetime(2026, 1, 1, tzinfo=UTC)) == "UTC+01:00"
    assert zones.offset("Europe/Berlin", datetime(2026, 7, 1, tzinfo=UTC)) == "UTC+02:00"


@given(st.text(max_size=30))
def test_looking_for_a_zone_never_fails(typed: str) -> None:
    assert len(zones.find(typed)) <= 25
