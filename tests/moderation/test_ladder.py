"""Strikes and the ladder: what counts, what is asked for next, and what admins may make of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidelines.model import PENALTIES, Penalty
from bot.moderation import errors, laddering, rules
from bot.moderation.laddering import RUNGS_MAX, STEPS, STRIKES_MAX, coded, decoded, rung_of, walked, with_rung
from bot.moderation.model import (
    DEFAULT_LADDER,
    Act,
    Case,
    Criteria,
    LadderMode,
    ModerationSettings,
    Origin,
    Progress,
    Rung,
    Severity,
    Standing,
    State,
)
from bot.moderation.rules import ACT
from bot.moderation.strikes import step_after
from tests.moderation.office import ADMIN, ANA, BEN, MEMBER, MODERATOR, Office

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = ModerationSettings()


def case(*, strikes: int = 1, until: timedelta | None = timedelta(days=1), state: State = State.DONE) -> Case:
    return Case(
        id=1,
        guild_id=1,
        number=1,
        act=Act.WARN,
        state=state,
        member_id=ANA,
        moderator_id=None,
        origin=Origin.COMMAND,
        origin_id=None,
        rule_number=None,
        rule_version=None,
        rule_key=None,
        reason="",
        proposed=None,
        deviation=None,
        minutes=None,
        ends_at=None,
        strikes=strikes,
        strikes_until=None if until is None else NOW + until,
        severity=Severity.NORMAL,
        channel_id=None,
        message_id=None,
        told=Progress.NONE,
        acted=Progress.NONE,
        removed=Progress.NONE,
        failure=None,
        details={},
        created_at=NOW,
        changed_at=NOW,
        finished_at=None,
    )


cases = st.lists(
    st.builds(
        case,
        strikes=st.integers(min_value=0, max_value=10),
        until=st.one_of(st.none(), st.timedeltas(min_value=timedelta(days=-3), max_value=timedelta(days=3))),
        state=st.sampled_from(State),
    ),
    max_size=12,
)
ladders = (
    st.lists(
        st.tuples(st.integers(min_value=1, max_value=STRIKES_MAX), st.sampled_from(range(len(STEPS)))),
        max_size=RUNGS_MAX,
        unique_by=(lambda pair: pair[0], lambda pair: pair[1]),
    )
    .map(lambda pairs: (sorted(pair[0] for pair in pairs), sorted(pair[1] for pair in pairs)))
    .map(lambda both: tuple(rung_of(strikes, STEPS[step]) for strikes, step in zip(*both, strict=True)))
)
"""Valid ones, also without any rung."""


# What counts


@given(found=cases)
def test_only_strikes_count_that_have_not_lapsed_of_cases_that_stand(found: Sequence[Case]) -> None:
    standing = rules.standing(found, now=NOW)

    alive = [
        one
        for one in found
        if one.state not in (State.LIFTED, State.FAILED) and one.strikes_until is not None and one.strikes_until > NOW
    ]
    assert standing.strikes == sum(one.strikes for one in alive)
    assert standing.strikes == sum(number for _, number in standing.lapses)
    assert list(standing.lapses) == sorted(standing.lapses) and all(number for _, number in standing.lapses)


@given(found=cases, later=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=7)))
def test_time_alone_never_adds_strikes_and_takes_each_at_its_moment(found: Sequence[Case], later: timedelta) -> None:
    before, after = rules.standing(found, now=NOW), rules.standing(found, now=NOW + later)

    assert after.lapses == tuple(lapse for lapse in before.lapses if lapse[0] > NOW + later)


async def test_strikes_count_for_as_long_as_the_server_says_and_lifted_ones_not_at_all(office: Office) -> None:
    await office.set(strike_days=10)
    await office.case()
    office.clock.advance(days=5)
    second = await office.case(Act.TIMEOUT, minutes=60)
    await office.case(member_id=BEN)
    assert [number for _, number in (await office.standing()).lapses] == [1, 2]

    office.clock.advance(days=5)
    assert (await office.standing()).strikes == 2

    await office.app.moderation.lifting.lift(by=ADMIN, case_id=second.id, why="Not them")
    assert (await office.standing()) == Standing(strikes=0)


async def test_what_discord_refused_counts_no_strikes(office: Office) -> None:
    await office.refused(Act.TIMEOUT, minutes=60)

    assert (await office.standing()).strikes == 0


# What is asked for


@given(
    penalty=st.one_of(st.none(), st.sampled_from(PENALTIES)),
    strikes=st.integers(min_value=0, max_value=40),
    ladder=ladders,
)
def test_the_ladder_only_ever_asks_for_more_than_the_rule(
    penalty: Penalty | None, strikes: int, ladder: tuple[Rung, ...]
) -> None:
    found = rules.propose(penalty, now=Standing(strikes=strikes), ladder=ladder, settings=SETTINGS)
    own = rules.propose(penalty, now=Standing(strikes=strikes), ladder=(), settings=SETTINGS)

    assert rules.hardness(found.act, found.minutes) >= rules.hardness(own.act, own.minutes)
    assert found.by_ladder == ((found.act, found.minutes) != (own.act, own.minutes))
    assert (
        not found.by_ladder
        or Rung(
            strikes=max(rung.strikes for rung in ladder if rung.strikes <= found.strikes),
            act=found.act,
            minutes=found.minutes,
        )
        in ladder
    )


@given(strikes=st.integers(min_value=0, max_value=40), ladder=ladders)
def test_one_strike_more_never_makes_it_milder(strikes: int, ladder: tuple[Rung, ...]) -> None:
    one, other = (
        rules.propose(None, now=Standing(strikes=each), ladder=ladder, settings=SETTINGS)
        for each in (strikes, strikes + 1)
    )

    assert rules.hardness(one.act, one.minutes) <= rules.hardness(other.act, other.minutes)


@given(penalty=st.sampled_from([each for each in PENALTIES if each.action.value == "note"]), ladder=ladders)
def test_a_note_stays_a_note_however_many_strikes_there_are(penalty: Penalty, ladder: tuple[Rung, ...]) -> None:
    found = rules.propose(penalty, now=Standing(strikes=40), ladder=ladder, settings=SETTINGS)

    assert (found.act, found.by_ladder) == (Act.NOTE, False)


# By itself


async def _warned(office: Office, times: int, **decided: object) -> list[Case]:
    return [await office.case(**decided) for _ in range(times)]  # type: ignore[arg-type]


async def _steps(office: Office) -> list[Case]:
    """Return what the ladder did by itself, oldest first."""
    found = await office.app.moderation.cases.latest(Criteria(origin=Origin.LADDER), by=MODERATOR, limit=50)
    return found[::-1]


async def test_where_steps_are_only_proposed_nothing_follows(office: Office) -> None:
    await _warned(office, 5)

    assert await _steps(office) == []


async def test_where_admins_want_it_the_step_that_is_reached_follows_by_itself(office: Office) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)
    await office.rules("Be kind")

    first, second = await _warned(office, 2, rule_number=1)

    (step,) = await _steps(office)
    assert (step.act, step.minutes, step.origin_id, step.moderator_id) == (Act.TIMEOUT, 60, second.id, None)
    assert (step.member_id, step.rule_number, step.strikes) == (ANA, 1, 0)
    assert step.id in await office.planned(ACT) and first.number == 1
    assert (await office.standing()).strikes == 2


async def test_the_ladders_own_steps_lead_to_no_further_ones(office: Office) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)

    await _warned(office, 3)

    assert [(step.act, step.minutes) for step in await _steps(office)] == [(Act.TIMEOUT, 60), (Act.TIMEOUT, 24 * 60)]


async def test_nothing_follows_where_as_much_was_done_already(office: Office) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)

    await office.case(Act.TIMEOUT, minutes=60)
    await office.case(Act.BAN)

    assert await _steps(office) == []


async def test_a_moderator_who_said_why_is_not_overruled(office: Office) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)

    await _warned(office, 4, proposed="timeout-60", deviation="First day here")

    assert await _steps(office) == []


@pytest.mark.parametrize("origin", [Origin.LADDER, Origin.NATIVE, Origin.APPEAL])
async def test_what_is_no_new_decision_is_not_followed(office: Office, origin: Origin) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)
    await office.open(origin=origin, strikes=10)

    found = await office.app.moderation.cases.latest(Criteria(), by=MODERATOR, limit=50)

    assert len(found) == 1


async def test_one_confirmation_pressed_twice_is_followed_once(office: Office) -> None:
    await office.set(ladder=LadderMode.AUTOMATIC)
    await office.case(strikes=2, request_id=1)
    await office.open(strikes=2, request_id=1)

    assert len(await _steps(office)) == 1


@given(ladder=ladders, strikes=st.integers(min_value=0, max_value=40), step=st.sampled_from(STEPS))
def test_what_follows_is_always_harder_than_what_was_done(
    ladder: tuple[Rung, ...], strikes: int, step: Penalty
) -> None:
    done = replace(case(strikes=1), act=Act(step.action.value), minutes=step.minutes)

    found = step_after(done, standing=Standing(strikes=strikes), ladder=ladder)

    if found is not None:
        assert found in ladder and found.strikes <= strikes
        assert rules.hardness(found.act, found.minutes) > rules.hardness(done.act, done.minutes)


# Changing it


def test_the_ladder_to_begin_with_is_one_that_could_be_saved() -> None:
    laddering.check(DEFAULT_LADDER)
    assert decoded(coded(DEFAULT_LADDER)) == DEFAULT_LADDER


@given(ladder=ladders)
def test_every_ladder_that_rises_can_be_saved_and_goes_into_a_button(ladder: tuple[Rung, ...]) -> None:
    laddering.check(ladder)

    assert decoded(coded(ladder)) == ladder and len(coded(ladder)) <= 2 * RUNGS_MAX
    assert all(lower.strikes < higher.strikes for lower, higher in pairwise(ladder))


@given(code=st.text(alphabet="0123456789abz:é", max_size=20))
def test_a_forged_ladder_is_none(code: str) -> None:
    found = decoded(code)

    assert found is None or sorted(coded(found)) == sorted(code)


@pytest.mark.parametrize(
    ("rungs", "error"),
    [
        ([Rung(strikes=2, act=Act.BAN), Rung(strikes=3, act=Act.TIMEOUT, minutes=60)], errors.RungSofter),
        ([Rung(strikes=2, act=Act.KICK), Rung(strikes=3, act=Act.KICK)], errors.RungSofter),
        (
            [Rung(strikes=2, act=Act.TIMEOUT, minutes=60), Rung(strikes=3, act=Act.TIMEOUT, minutes=10)],
            errors.RungSofter,
        ),
        ([Rung(strikes=2, act=Act.KICK), Rung(strikes=2, act=Act.BAN)], errors.RungTwice),
        ([Rung(strikes=0, act=Act.KICK)], errors.RungOutOfRange),
        ([Rung(strikes=STRIKES_MAX + 1, act=Act.KICK)], errors.RungOutOfRange),
        ([Rung(strikes=1, act=Act.PURGE)], errors.RungOutOfRange),
        ([Rung(strikes=1, act=Act.TIMEOUT)], errors.RungOutOfRange),
        ([Rung(strikes=number, act=Act.BAN) for number in range(1, RUNGS_MAX + 2)], errors.TooManyRungs),
    ],
)
async def test_a_ladder_that_makes_no_sense_is_not_saved(
    office: Office, rungs: list[Rung], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await office.app.moderation.laddering.change(rungs, by=ADMIN, instead_of=DEFAULT_LADDER)
    assert not (await office.app.moderation.laddering.get(by=MODERATOR)).own


async def test_admins_make_their_own_and_go_back(office: Office) -> None:
    own = (Rung(strikes=1, act=Act.KICK), Rung(strikes=4, act=Act.BAN))
    change = office.app.moderation.laddering.change

    await change(own, by=ADMIN, instead_of=DEFAULT_LADDER)
    ladder = await office.app.moderation.laddering.get(by=MODERATOR)
    assert (ladder.rungs, ladder.own) == (own, True)

    await change((), by=ADMIN, instead_of=own)
    assert (await office.app.moderation.laddering.get(by=MODERATOR)).rungs == DEFAULT_LADDER


async def test_moderators_read_it_and_only_admins_change_it(office: Office) -> None:
    with pytest.raises(errors.AdminsOnly):
        await office.app.moderation.laddering.change((), by=MODERATOR, instead_of=DEFAULT_LADDER)
    with pytest.raises(errors.ModeratorsOnly):
        await office.app.moderation.laddering.get(by=MEMBER)


async def test_what_another_admin_saved_meanwhile_is_not_overwritten(office: Office) -> None:
    own = (Rung(strikes=1, act=Act.KICK),)
    await office.app.moderation.laddering.change(own, by=ADMIN, instead_of=DEFAULT_LADDER)

    with pytest.raises(errors.LadderChanged):
        await office.app.moderation.laddering.change((), by=ADMIN, instead_of=DEFAULT_LADDER)
    assert (await office.app.moderation.laddering.get(by=ADMIN)).rungs == own


def test_a_rung_is_added_changed_and_taken_out() -> None:
    kick, ban = Rung(strikes=3, act=Act.KICK), Rung(strikes=5, act=Act.BAN)

    rungs = with_rung(with_rung((), ban), kick)
    assert rungs == (kick, ban)
    assert with_rung(rungs, replace(ban, strikes=9), instead_of=5) == (kick, replace(ban, strikes=9))
    assert laddering.without_rung(rungs, 3) == (ban,)
    with pytest.raises(errors.RungTwice):
        with_rung(rungs, replace(kick, strikes=5))
    with pytest.raises(errors.RungOutOfRange):
        with_rung(rungs, replace(kick, strikes=-1))


async def test_the_preview_says_what_each_warning_leads_to_and_who_is_where(office: Office) -> None:
    await office.case(strikes=3)
    await office.case(member_id=BEN, strikes=40)
    await office.case(member_id=103, strikes=1)

    preview = await office.app.moderation.laddering.preview(DEFAULT_LADDER, by=ADMIN)

    assert list(preview.reached) == [0, 1, 0, 0, 1]
    assert [(step.act, step.minutes) for step in preview.steps][:3] == [
        (Act.WARN, None),
        (Act.TIMEOUT, 60),
        (Act.TIMEOUT, 24 * 60),
    ]
    assert (preview.steps[-1].act, preview.steps[-1].minutes) == (Act.BAN, None)


def test_a_walk_ends_where_nothing_is_given_any_more() -> None:
    none = ModerationSettings(warning_strikes=0)

    assert [step.act for step in walked(DEFAULT_LADDER, none)] == [Act.WARN]
    assert len(walked((), SETTINGS)) <= laddering.PREVIEWED
