"""Pure rules of reports: who may see to one, which concern counts, and what somebody adds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.reports import errors, rules
from bot.reports.model import Concern, Report, ReportSettings, Side, State

AT = datetime(2026, 1, 1, tzinfo=UTC)
REPORTED = 5
MODERATOR = Actor(id=1, guild_id=1, moderates=True)
ADMIN = Actor(id=2, guild_id=1, manages_server=True)
MEMBER = Actor(id=3, guild_id=1)


def report(side: Side = Side.MEMBER) -> Report:
    return Report(
        id=1,
        guild_id=1,
        about_id=REPORTED,
        forgets=False,
        side=side,
        channel_id=None,
        message_id=None,
        evidence_id=None,
        concern=Concern.OTHER,
        rule_number=None,
        rule_version=None,
        rule_key=None,
        state=State.OPEN,
        created_at=AT,
        due_at=AT,
        decide_by=None,
        first_response_at=None,
        decided_by_id=None,
        decided_at=None,
        case_id=None,
        answer=None,
        queue_channel_id=None,
        queue_message_id=None,
        taken_by_id=None,
    )


@pytest.mark.parametrize(
    ("side", "by", "refused"),
    [
        (Side.MEMBER, MODERATOR, None),
        (Side.MEMBER, ADMIN, None),
        (Side.MEMBER, MEMBER, errors.ModeratorsOnly),
        (Side.MODERATOR, MODERATOR, errors.NotYours),
        (Side.MODERATOR, ADMIN, None),
        (Side.UNKNOWN, MODERATOR, errors.NotYours),
        (Side.UNKNOWN, ADMIN, None),
        (Side.ADMIN, MODERATOR, None),
        (Side.ADMIN, replace(MODERATOR, id=REPORTED), errors.NotYours),
        (Side.MODERATOR, replace(ADMIN, id=REPORTED), errors.NotYours),
        (Side.MEMBER, replace(MODERATOR, id=REPORTED), errors.NotYours),
    ],
)
def test_who_may_see_to_a_report(side: Side, by: Actor, refused: type[UserError] | None) -> None:
    if refused is None:
        rules.check_may_see(report(side), by=by)
    else:
        with pytest.raises(refused):
            rules.check_may_see(report(side), by=by)


@pytest.mark.parametrize("concern", [Concern.THREAT, Concern.SELF_HARM, Concern.PERSONAL_DATA])
def test_what_cannot_wait_is_due_in_minutes(concern: Concern) -> None:
    settings = ReportSettings(answer_hours=4, urgent_minutes=30)

    assert rules.span_for(concern, settings) == timedelta(minutes=30)
    assert rules.span_for(Concern.RULE, settings) == timedelta(hours=4)
    assert rules.more_urgent(Concern.OTHER, concern) is rules.more_urgent(concern, Concern.RULE) is concern


@pytest.mark.parametrize(
    ("states", "doubtful"),
    [
        ([State.DISMISSED] * 5, True),
        ([State.DISMISSED] * 4, False),
        ([State.RESOLVED, *[State.DISMISSED] * 5], False),
        ([*[State.DISMISSED] * 5, State.RESOLVED], True),
    ],
)
def test_only_five_dismissed_reports_in_a_row_are_worth_a_word(states: list[State], doubtful: bool) -> None:
    assert rules.is_doubtful(states) is doubtful


def test_words_are_added_below_and_the_beginning_stays() -> None:
    assert rules.added("one", "two", limit=100) == "one\ntwo"
    assert rules.added("", "two", limit=100) == "two"
    assert rules.added("x" * 100, "two", limit=100) == "x" * 100


def test_admins_are_of_another_side_than_moderators() -> None:
    assert rules.side_of(moderates=True, manages_server=True) is Side.ADMIN
    assert rules.side_of(moderates=True, manages_server=False) is Side.MODERATOR
    assert rules.side_of(moderates=False, manages_server=False) is Side.MEMBER
