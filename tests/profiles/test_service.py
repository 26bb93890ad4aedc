"""What is kept of what members say, who gets to read it, and what the rest of the program is told."""

import pytest

from bot.activity.model import snowflake_ms
from bot.actor import Actor
from bot.app import App
from bot.i18n import Language
from bot.profiles.errors import FieldEmpty, FieldTooLong, QuietAllDay, QuietHoursIncomplete
from bot.profiles.model import Field, Preferences, ProfileSettings, Visibility
from bot.settings.model import ServerSettings
from tests.support.clock import MovableClock

HERE, ELSEWHERE = 500, 501
COFFEE, TEA, TRAVEL = 31, 32, 33


def person(id_: int = 1, *, guild_id: int = HERE, role_ids: frozenset[int] = frozenset()) -> Actor:
    return Actor(id=id_, guild_id=guild_id, role_ids=role_ids)


AKI, BEN = person(1), person(2)
STAFF_ROLE = 90
STAFF = person(3, role_ids=frozenset({STAFF_ROLE}))


async def offer(app: App, *role_ids: int, guild_id: int = HERE) -> None:
    await app.settings.change(guild_id, ProfileSettings, {"interest_role_ids": list(role_ids)}, by=None)


async def read(app: App, viewer: Actor, *, of: Actor = AKI) -> dict[Field, str]:
    profile = await app.profiles.telling.profile(of_id=of.id, viewer=viewer)
    return {entry.field: entry.value for entry in profile.told}


async def interested(app: App, *member_ids: int, guild_id: int = HERE) -> set[int]:
    async with app.database.read() as connection:
        return set(await app.profiles.interested(connection, guild_id, member_ids))


# Fields -----------------------------------------------------------------------------------------------------------


async def test_nothing_is_there_until_somebody_says_something(app: App) -> None:
    assert await read(app, AKI) == {}
    assert (await app.profiles.telling.profile(of_id=AKI.id, viewer=AKI)).own


async def test_what_one_says_only_oneself_sees_until_one_says_who_may(app: App) -> None:
    await app.settings.change(HERE, ServerSettings, {"staff_role_ids": [STAFF_ROLE]}, by=None)
    await app.profiles.telling.tell({Field.PLACE: "Kyoto", Field.ABOUT: "Hello"}, by=AKI)

    assert await read(app, AKI) == {Field.ABOUT: "Hello", Field.PLACE: "Kyoto"}
    assert await read(app, BEN) == await read(app, STAFF) == {}

    await app.profiles.telling.show_to(Visibility.STAFF, field=Field.PLACE, by=AKI)
    assert (await read(app, BEN), await read(app, STAFF)) == ({}, {Field.PLACE: "Kyoto"})

    await app.profiles.telling.show_to(Visibility.EVERYONE, field=Field.PLACE, by=AKI)
    assert await read(app, BEN) == {Field.PLACE: "Kyoto"}


async def test_a_changed_field_keeps_who_sees_it_and_one_written_anew_begins_hidden(app: App) -> None:
    await app.profiles.telling.tell({Field.PLACE: "Kyoto"}, by=AKI)
    await app.profiles.telling.show_to(Visibility.EVERYONE, field=Field.PLACE, by=AKI)

    await app.profiles.telling.tell({Field.PLACE: "Nara"}, by=AKI)
    assert await read(app, BEN) == {Field.PLACE: "Nara"}

    await app.profiles.telling.tell({Field.PLACE: ""}, by=AKI)
    await app.profiles.telling.tell({Field.PLACE: "Osaka"}, by=AKI)
    assert await read(app, BEN) == {}


async def test_what_is_emptied_is_deleted_and_what_is_not_on_the_form_stays(app: App) -> None:
    await app.profiles.telling.tell({Field.PLACE: "Kyoto", Field.ABOUT: "Hello"}, by=AKI)

    await app.profiles.telling.tell({Field.PLACE: " \u200b "}, by=AKI)

    assert await read(app, AKI) == {Field.ABOUT: "Hello"}


async def test_one_field_that_is_too_long_keeps_all_others_as_they_were(app: App) -> None:
    with pytest.raises(FieldTooLong):
        await app.profiles.telling.tell({Field.ABOUT: "Hello", Field.CALLED: "x" * 61}, by=AKI)

    assert await read(app, AKI) == {}


async def test_an_empty_field_can_not_be_shown(app: App) -> None:
    with pytest.raises(FieldEmpty):
        await app.profiles.telling.show_to(Visibility.EVERYONE, field=Field.ABOUT, by=AKI)


async def test_clearing_takes_one_field_or_all_and_only_ones_own_here(app: App) -> None:
    elsewhere = person(1, guild_id=ELSEWHERE)
    for somebody in (AKI, BEN, elsewhere):
        await app.profiles.telling.tell({Field.ABOUT: "Hello", Field.PLACE: "Kyoto"}, by=somebody)

    assert await app.profiles.telling.clear([Field.ABOUT], by=AKI) == 1
    assert await read(app, AKI) == {Field.PLACE: "Kyoto"}
    assert await app.profiles.telling.clear(by=AKI) == 1
    assert await app.profiles.telling.clear(by=AKI) == 0

    assert len(await read(app, BEN, of=BEN)) == len(await read(app, elsewhere, of=elsewhere)) == 2


# Preferences ------------------------------------------------------------------------------------------------------


async def test_preferences_are_kept_by_server(app: App) -> None:
    preferring = app.profiles.preferring
    await preferring.choose_zone("Europe/Berlin", by=AKI)
    await preferring.choose_quiet_hours(22 * 60, 7 * 60, by=AKI)
    await preferring.choose_language(Language.JA, by=AKI)

    wanted = Preferences(language=Language.JA, time_zone="Europe/Berlin", quiet_from=22 * 60, quiet_until=7 * 60)
    async with app.database.read() as connection:
        assert await app.profiles.preferences(connection, guild_id=HERE, member_id=AKI.id) == wanted
        assert await app.profiles.preferences(connection, guild_id=ELSEWHERE, member_id=AKI.id) == Preferences()


async def test_each_preference_can_be_taken_back_by_itself(app: App) -> None:
    preferring = app.profiles.preferring
    await preferring.choose_zone("Europe/Berlin", by=AKI)
    await preferring.choose_quiet_hours(22 * 60, 7 * 60, by=AKI)
    await preferring.choose_language(Language.JA, by=AKI)

    await preferring.no_quiet_hours(by=AKI)
    assert not (await preferring.of(guild_id=HERE, member_id=AKI.id)).has_quiet_hours
    await preferring.choose_zone(None, by=AKI)
    await preferring.choose_language(None, by=AKI)
    assert await preferring.of(guild_id=HERE, member_id=AKI.id) == Preferences()


async def test_quiet_hours_can_be_changed_at_one_end_once_there_are_any(app: App) -> None:
    preferring = app.profiles.preferring
    with pytest.raises(QuietHoursIncomplete):
        await preferring.choose_quiet_hours(22 * 60, None, by=AKI)

    await preferring.choose_quiet_hours(22 * 60, 7 * 60, by=AKI)
    await preferring.choose_quiet_hours(None, 8 * 60, by=AKI)
    with pytest.raises(QuietAllDay):
        await preferring.choose_quiet_hours(8 * 60, None, by=AKI)

    found = await preferring.of(guild_id=HERE, member_id=AKI.id)
    assert (found.quiet_from, found.quiet_until) == (22 * 60, 8 * 60)


async def test_chosen_languages_are_in_memory_and_read_again_by_the_next_process(app: App) -> None:
    await app.profiles.preferring.choose_language(Language.JA, by=AKI)
    await app.profiles.preferring.choose_language(Language.EN, by=BEN)
    await app.profiles.preferring.choose_zone("UTC", by=STAFF)
    assert app.profiles.languages == {(HERE, 1): Language.JA, (HERE, 2): Language.EN}

    following = App(app.config, clock=app.clock)
    await following.profiles.load()
    languages = dict(following.profiles.languages)
    await following.close()

    assert languages == {(HERE, 1): Language.JA, (HERE, 2): Language.EN}


async def test_what_is_in_memory_of_a_member_or_a_server_can_be_dropped(app: App) -> None:
    elsewhere = person(1, guild_id=ELSEWHERE)
    for somebody in (AKI, BEN, elsewhere):
        await app.profiles.preferring.choose_language(Language.JA, by=somebody)

    app.profiles.forget(HERE, AKI.id)
    assert set(app.profiles.languages) == {(HERE, 2), (ELSEWHERE, 1)}
    app.profiles.forget_server(HERE)
    assert set(app.profiles.languages) == {(ELSEWHERE, 1)}


# Interests --------------------------------------------------------------------------------------------------------


async def test_a_server_has_interests_once_an_admin_names_some(app: App) -> None:
    async with app.database.read() as connection:
        assert not await app.profiles.has_interests(connection, HERE)

    await offer(app, COFFEE)

    async with app.database.read() as connection:
        assert await app.profiles.has_interests(connection, HERE)
        assert not await app.profiles.has_interests(connection, ELSEWHERE)


async def test_choosing_notes_what_one_has_of_what_is_offered_and_when_one_first_chose(
    app: App, clock: MovableClock
) -> None:
    await offer(app, COFFEE, TEA)
    first = clock()
    await app.profiles.interests.chose({COFFEE, TRAVEL}, by=AKI, interaction_id=1)
    clock.advance(days=1)

    found = await app.profiles.interests.chose({TEA}, by=AKI, interaction_id=2)

    assert found.role_ids == {TEA} and found.first_chosen_at == first
    assert await interested(app, 1, 2) == {1}
    assert await interested(app, 1, guild_id=ELSEWHERE) == set()


async def test_choosing_none_is_a_choice_and_a_choice_that_came_to_nothing_is_none(app: App) -> None:
    await offer(app, COFFEE)

    await app.profiles.interests.chose(set(), by=AKI, interaction_id=1)
    await app.profiles.interests.chose(set(), by=BEN, interaction_id=1, counts=False)

    assert await interested(app, 1, 2) == {1}


async def test_who_got_a_role_elsewhere_counts_as_having_chosen(app: App, clock: MovableClock) -> None:
    await offer(app, COFFEE, TEA)

    await app.profiles.interests.seen([COFFEE, TRAVEL], guild_id=HERE, member_id=1, at_ms=1)
    await app.profiles.interests.seen([TRAVEL], guild_id=HERE, member_id=2, at_ms=1)

    assert await interested(app, 1, 2) == {1}
    assert (await app.profiles.interests.of(guild_id=HERE, member_id=1)).role_ids == {COFFEE}


async def test_a_role_taken_by_hand_is_followed_and_the_first_choice_stays(app: App, clock: MovableClock) -> None:
    await offer(app, COFFEE)
    await app.profiles.interests.chose({COFFEE}, by=AKI, interaction_id=1)

    await app.profiles.interests.seen([], guild_id=HERE, member_id=1, at_ms=10**15)

    found = await app.profiles.interests.of(guild_id=HERE, member_id=1)
    assert found.role_ids == frozenset() and found.first_chosen_at is not None


async def test_a_press_that_still_carries_the_roles_from_before_a_choice_undoes_nothing(app: App) -> None:
    await offer(app, COFFEE)
    choice = 1456074443980800000
    await app.profiles.interests.chose({COFFEE}, by=AKI, interaction_id=choice)

    await app.profiles.interests.seen([], guild_id=HERE, member_id=1, at_ms=snowflake_ms(choice) + 30_000)
    assert (await app.profiles.interests.of(guild_id=HERE, member_id=1)).role_ids == {COFFEE}

    await app.profiles.interests.seen([], guild_id=HERE, member_id=1, at_ms=snowflake_ms(choice) + 61_000)
    assert (await app.profiles.interests.of(guild_id=HERE, member_id=1)).role_ids == frozenset()


async def test_seeing_the_same_again_asks_nothing_of_the_database(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    await offer(app, COFFEE)
    await app.profiles.interests.seen([COFFEE], guild_id=HERE, member_id=1, at_ms=1)

    def refuse() -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(app.database, "read", refuse)
    monkeypatch.setattr(app.database, "write", refuse)
    await app.profiles.interests.seen([COFFEE], guild_id=HERE, member_id=1, at_ms=2)


async def test_only_the_latest_are_remembered(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.profiles.interests.REMEMBERED_MAX", 3)
    await offer(app, COFFEE)

    for member_id in range(1, 6):
        await app.profiles.interests.seen([COFFEE], guild_id=HERE, member_id=member_id, at_ms=1)

    assert list(app.profiles.interests._seen) == [(HERE, 3), (HERE, 4), (HERE, 5)]
    assert await interested(app, *range(1, 6)) == {1, 2, 3, 4, 5}


async def test_erasing_a_member_leaves_nothing_of_theirs_and_everything_of_others(app: App) -> None:
    await offer(app, COFFEE)
    for somebody in (AKI, BEN):
        await app.profiles.telling.tell({Field.ABOUT: "Hello"}, by=somebody)
        await app.profiles.preferring.choose_language(Language.JA, by=somebody)
        await app.profiles.interests.chose({COFFEE}, by=somebody, interaction_id=1)

    await app.privacy.erasing.erase(guild_id=HERE, member_id=AKI.id)

    assert app.profiles.languages == {(HERE, BEN.id): Language.JA}
    assert await read(app, AKI) == {} and await interested(app, AKI.id, BEN.id) == {BEN.id}
    assert await read(app, BEN, of=BEN) == {Field.ABOUT: "Hello"}
