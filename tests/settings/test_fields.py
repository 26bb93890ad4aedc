"""What the panel reads from a section's fields."""

from enum import StrEnum
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from bot.app import SECTIONS
from bot.i18n import exists
from bot.settings.fields import Unit, ids_in, read_number, setting_of, settings_of
from bot.settings.model import ChannelType, Kind, Section, UnknownSetting, channel, roles


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Example(Section):
    section = "example"

    wait_hours: Annotated[int, Field(ge=1, le=72)] = 4
    rate: Annotated[float, Field(ge=0, le=1.5)] = 0.5
    colour: Colour = Colour.RED
    loud: bool = False
    greeting: str = "hello"
    place_id: int | None = channel(ChannelType.FORUM, ChannelType.TEXT)
    helper_role_ids: frozenset[int] = roles()


def test_settings_come_in_the_order_they_are_written_with_their_kinds() -> None:
    kinds = [(setting.key, setting.kind) for setting in settings_of(Example)]

    assert kinds == [
        ("wait_hours", Kind.NUMBER),
        ("rate", Kind.NUMBER),
        ("colour", Kind.CHOICE),
        ("loud", Kind.TOGGLE),
        ("greeting", Kind.TEXT),
        ("place_id", Kind.CHANNEL),
        ("helper_role_ids", Kind.ROLES),
    ]


def test_bounds_units_choices_and_channel_types_are_read_from_the_field() -> None:
    wait, rate = setting_of(Example, "wait_hours"), setting_of(Example, "rate")

    assert (wait.minimum, wait.maximum, wait.whole, wait.unit, wait.default) == (1, 72, True, Unit.HOURS, 4)
    assert (rate.minimum, rate.maximum, rate.whole, rate.unit) == (0, 1.5, False, None)
    assert setting_of(Example, "colour").choices == ("red", "blue")
    assert setting_of(Example, "place_id").channel_types == (ChannelType.FORUM, ChannelType.TEXT)
    assert setting_of(Example, "wait_hours").message_id == "settings-example-wait-hours"


def test_a_setting_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownSetting):
        setting_of(Example, "nothing")


@pytest.mark.parametrize(
    ("typed", "whole", "number"),
    [
        ("12", True, 12),
        (" 12 ", True, 12),
        ("１２", True, 12),
        ("1,200", True, 1200),
        ("1,200,000", True, 1_200_000),
        ("-3", True, -3),
        ("2.5", False, 2.5),
        ("２．５", False, 2.5),
        ("1,200.5", False, 1200.5),
        ("2.5", True, None),
        ("twelve", True, None),
        ("十二", True, None),
        ("1,2", True, None),
        ("", True, None),
        ("--1", True, None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, whole: bool, number: float | None) -> None:
    assert read_number(typed, whole=whole) == number


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_whole_number_is_read_with_and_without_commas(number: int) -> None:
    assert read_number(str(number), whole=True) == number
    assert read_number(f"{number:,}", whole=True) == number


@given(st.text(max_size=50), st.booleans())
def test_reading_a_number_never_fails(typed: str, whole: bool) -> None:
    read_number(typed, whole=whole)


def test_ids_are_found_in_channels_and_roles_only() -> None:
    assert ids_in(setting_of(Example, "place_id"), 5) == [5]
    assert ids_in(setting_of(Example, "place_id"), None) == []
    assert ids_in(setting_of(Example, "helper_role_ids"), [1, 2]) == [1, 2]
    assert ids_in(setting_of(Example, "wait_hours"), 4) == []


def test_every_choice_of_every_section_is_shown_in_words() -> None:
    choices = [
        f"{setting.message_id}.{choice}"
        for section in SECTIONS
        for setting in settings_of(section)
        for choice in setting.choices
    ]
    assert choices and [message_id for message_id in choices if not exists(message_id)] == []
