"""The NPS by the quarter, without Discord: rounds that open by themselves, who is asked, and what is kept."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from bot import due
from bot.actor import Actor
from bot.app import App
from bot.i18n import Language
from bot.settings.model import ServerSettings
from bot.surveys import errors, rules
from bot.surveys.audience import Population
from bot.surveys.inviting import Invitation
from bot.surveys.model import Given, NpsMode, QuestionKind, Survey, SurveySettings, SurveyState
from bot.surveys.nps import Trend
from bot.surveys.sampling import week_of
from bot.surveys.scoring import grouped
from bot.surveys.store import people, rounds
from bot.surveys.tables import survey
from tests.support.clock import MovableClock
from tests.surveys.forms import SERVER, closed, filled, member, opened, questions_of

ADMIN = Actor(id=1, guild_id=SERVER, manages_server=True)
STAFF = 77
EVERYBODY = {one: frozenset[int]() for one in range(100, 360)}
STAFF_IDS = {one: frozenset({STAFF}) for one in range(400, 410)}


def population(members: dict[int, frozenset[int]] | None = None) -> Population:
    return Population(members={**EVERYBODY, **STAFF_IDS} if members is None else members, complete=True)


async def switched_on(app: App, mode: NpsMode = NpsMode.ROLLING, **values: Any) -> None:
    await app.settings.change(SERVER, ServerSettings, {"staff_role_ids": [STAFF], "time_zone": "Asia/Tokyo"}, by=1)
    await app.settings.change(SERVER, SurveySettings, {"nps": mode.value, "channel_id": 5, **values}, by=1)


async def go_on(app: App, members: dict[int, frozenset[int]] | None = None) -> None:
    await app.surveys.programme.go_on(guild_id=SERVER, population=population(members), language=Language.EN)


async def running(app: App) -> Survey | None:
    async with app.database.read() as connection:
        return await rounds.open_round(connection, guild_id=SERVER)


async def invited(app: App, survey_id: int) -> frozenset[int]:
    async with app.database.read() as connection:
        return await people.invited(connection, survey_id=survey_id)


async def planned_at(app: App, kind: str, subject_id: int) -> datetime | None:
    async with app.database.read() as connection:
        found = await due.unfinished(connection, kind=kind, subject_ids=[subject_id])
    return found[0].due_at if found else None


async def days(app: App, clock: MovableClock, count: int) -> None:
    for _ in range(count):
        await go_on(app)
        clock.advance(days=1)


async def answered(app: App, survey_id: int, numbers: Collection[int], *, text: str | None = None) -> None:
    """Have invited people give these numbers."""
    number, reason = await questions_of(app, survey_id)
    who = sorted(await invited(app, survey_id))
    for member_id, given in zip(who, numbers, strict=False):
        said = {number.id: Given(number=given), reason.id: Given(text=f"{text or 'because'} {given} {member_id}")}
        await filled(app, survey_id, member_id, answers=said)


async def test_switching_it_on_plans_the_day_s_work(app: App, clock: MovableClock) -> None:
    await switched_on(app)

    assert await planned_at(app, rules.NPS, SERVER) == clock()


async def test_a_rolling_round_opens_with_the_quarter_and_closes_with_it(app: App, clock: MovableClock) -> None:
    await switched_on(app)

    await go_on(app)

    found = await running(app)
    assert found is not None
    assert (found.round, found.anonymous, found.state) == ("2026-Q1", True, SurveyState.OPEN)
    assert found.closes_at == datetime(2026, 3, 31, 15, tzinfo=UTC)  # midnight in Tokyo
    kinds = [question.kind for question in await questions_of(app, found.id)]
    assert kinds == [QuestionKind.NPS, QuestionKind.LONG]
    assert await planned_at(app, rules.NPS, SERVER) == datetime(2026, 1, 6, 1, tzinfo=UTC)


async def test_the_day_s_work_done_twice_opens_one_round_and_asks_nobody_twice(app: App) -> None:
    await switched_on(app)
    await go_on(app)
    found = await running(app)
    assert found is not None
    before = await invited(app, found.id)

    await go_on(app)

    async with app.database.read() as connection:
        assert len((await connection.execute(select(survey.c.id))).all()) == 1
    assert await invited(app, found.id) == before


async def test_a_quarter_asks_everybody_but_staff_and_each_week_its_own(app: App, clock: MovableClock) -> None:
    await switched_on(app)
    asked: dict[int, int] = {}
    seen: set[int] = set()
    for day in range(85):  # from 5 January to 30 March
        await go_on(app)
        found = await running(app)
        assert found is not None
        new = await invited(app, found.id) - seen
        asked |= dict.fromkeys(new, (4 + day) // 7)
        seen |= new
        clock.advance(days=1)

    assert asked == {one: week_of(guild_id=SERVER, member_id=one) for one in EVERYBODY}


async def test_nobody_is_asked_twice_within_90_days_over_two_years(app: App, clock: MovableClock) -> None:
    await switched_on(app)
    few = {one: frozenset[int]() for one in range(100, 126)}
    asked: dict[int, list[date]] = {}
    for _ in range(2 * 365 // 7):
        await go_on(app, few)
        found = await running(app)
        if found is not None:
            for member_id in await invited(app, found.id):
                dates = asked.setdefault(member_id, [])
                if not dates or found.opened_at is None or dates[-1] < found.opened_at.date():
                    dates.append(clock().date())
        clock.advance(days=7)
        if found is not None and found.closes_at is not None and found.closes_at <= clock():
            await closed(app, found.id, reward=False)

    gaps = [later - before for dates in asked.values() for before, later in pairwise(dates)]
    assert len(asked) == len(few)
    assert min(gaps) >= timedelta(days=90)
    assert 6 <= min(map(len, asked.values())) <= max(map(len, asked.values())) <= 8


async def test_the_quarterly_way_asks_everybody_at_once_for_two_weeks(app: App, clock: MovableClock) -> None:
    await switched_on(app, NpsMode.QUARTERLY)
    await go_on(app)
    found = await running(app)
    assert found is not None

    clock.advance(days=1)
    await go_on(app, {**EVERYBODY, 999: frozenset()})

    assert await invited(app, found.id) == frozenset(EVERYBODY)
    assert found.closes_at == clock() + timedelta(days=13)


async def test_a_quarter_has_one_round_by_itself(app: App, clock: MovableClock) -> None:
    await switched_on(app, NpsMode.QUARTERLY)
    await go_on(app)
    found = await running(app)
    assert found is not None
    clock.advance(days=14)
    await closed(app, found.id, reward=False)

    await days(app, clock, 60)

    assert await running(app) is None


async def test_a_round_waits_until_those_may_be_asked_who_were_asked_late_in_the_quarter_before(
    app: App, clock: MovableClock
) -> None:
    clock.advance(days=46)  # 20 February
    await switched_on(app, NpsMode.QUARTERLY)
    await go_on(app)
    first = await running(app)
    assert first is not None
    clock.advance(days=14)
    await closed(app, first.id)

    newcomers = {**EVERYBODY, **{one: frozenset[int]() for one in range(500, 505)}}
    for _ in range(75):
        await go_on(app, newcomers)
        assert await running(app) is None
        clock.advance(days=1)
    clock.advance(days=1)
    await go_on(app, newcomers)

    second = await running(app)
    assert second is not None
    assert (second.round, await invited(app, second.id)) == ("2026-Q2", frozenset(newcomers))


async def test_a_quarter_that_is_nearly_over_gets_no_round(app: App, clock: MovableClock) -> None:
    clock.advance(days=75)  # 21 March
    await switched_on(app)

    await go_on(app)
    late = await running(app)
    clock.advance(days=12)
    await go_on(app)

    assert late is None
    found = await running(app)
    assert found is not None
    assert found.round == "2026-Q2"


async def test_switched_off_nothing_happens_and_nothing_is_planned(app: App) -> None:
    await switched_on(app)
    await app.settings.change(SERVER, SurveySettings, {"nps": "off"}, by=1)
    async with app.database.write() as connection:
        await due.cancel(connection, kind=rules.NPS, subject_id=SERVER)

    await go_on(app)

    assert await running(app) is None
    assert await planned_at(app, rules.NPS, SERVER) is None


async def test_what_was_given_up_is_begun_again(app: App, clock: MovableClock) -> None:
    await switched_on(app)
    async with app.database.write() as connection:
        await due.cancel(connection, kind=rules.NPS, subject_id=SERVER)

    await app.surveys.programme.look_after(guild_id=SERVER)

    assert await planned_at(app, rules.NPS, SERVER) == clock()


# By hand


async def start(app: App) -> tuple[Survey, int]:
    return await app.surveys.programme.start(by=ADMIN, population=population(), language=Language.JA)


async def test_a_round_by_hand_asks_everybody_who_may_be_asked(app: App, clock: MovableClock) -> None:
    await switched_on(app, NpsMode.OFF)

    found, count = await start(app)

    assert count == len(EVERYBODY)
    assert (found.round, found.closes_at) == ("2026-Q1", clock() + timedelta(days=14))
    assert found.title == "私たちのことを、どのくらいすすめたいですか？（2026-Q1）"


async def test_one_round_at_a_time_and_nobody_within_90_days(app: App, clock: MovableClock) -> None:
    await switched_on(app, NpsMode.OFF)
    found, _ = await start(app)

    with pytest.raises(errors.RoundRunning):
        await start(app)
    await closed(app, found.id, reward=False)
    with pytest.raises(errors.NobodyToAsk):
        await start(app)
    clock.advance(days=90)
    assert (await start(app))[1] == len(EVERYBODY)


async def test_only_admins_start_one_and_only_where_it_can_be_posted(app: App) -> None:
    with pytest.raises(errors.NoChannel):
        await start(app)
    with pytest.raises(errors.AdminsOnly):
        await app.surveys.programme.start(by=member(5), population=population(), language=Language.EN)


# Telling


async def test_so_many_are_mentioned_a_day_and_nobody_who_answers_already(app: App, clock: MovableClock) -> None:
    await switched_on(app, NpsMode.OFF, nps_mentions=20)
    found, _ = await start(app)
    first_ids = sorted(EVERYBODY)
    await app.surveys.answering.begin(member(first_ids[0]), found.id)

    one = await app.surveys.inviting.to_mention(guild_id=SERVER, survey_id=found.id)
    assert isinstance(one, Invitation)
    await app.surveys.inviting.mentioned(one)
    two = await app.surveys.inviting.to_mention(guild_id=SERVER, survey_id=found.id)

    assert one.member_ids == tuple(first_ids[1:21])
    assert two is not None
    assert not set(one.member_ids) & set(two.member_ids)
    assert await planned_at(app, rules.NPS_MENTION, found.id) == datetime(2026, 1, 6, 1, tzinfo=UTC)


async def test_nobody_is_mentioned_where_the_server_wants_none(app: App) -> None:
    await switched_on(app, NpsMode.OFF, nps_mentions=0)
    found, _ = await start(app)

    assert await app.surveys.inviting.to_mention(guild_id=SERVER, survey_id=found.id) is None


async def test_who_is_asked_is_known_again_after_a_restart(app: App) -> None:
    await switched_on(app, NpsMode.OFF)
    found, _ = await start(app)
    await app.surveys.inviting.told(member_id=100, survey_id=found.id)
    before = dict(app.surveys.inviting.untold)

    await app.surveys.inviting.load()

    before.pop((SERVER, 100))
    assert app.surveys.inviting.untold == before
    assert await app.surveys.inviting.waiting(guild_id=SERVER, member_id=100, survey_id=found.id) is None
    assert await app.surveys.inviting.waiting(guild_id=SERVER, member_id=101, survey_id=found.id) is not None


# What is kept


async def test_a_round_that_closes_keeps_its_counts(app: App) -> None:
    await switched_on(app, NpsMode.OFF)
    found, _ = await start(app)
    await answered(app, found.id, [10, 10, 9, 9, 9, 9, 8, 7, 3, 0])
    await closed(app, found.id, reward=False)

    overview = await app.surveys.scoring.overview(by=ADMIN)

    [kept] = overview.rounds
    assert (kept.promoters, kept.passives, kept.detractors, kept.score) == (6, 2, 2, 40)
    assert (kept.asked, kept.closed_on) == (len(EVERYBODY), date(2026, 1, 5))
    assert kept.low == pytest.approx(-12.6, abs=0.1)
    assert kept.high == pytest.approx(74.1, abs=0.1)


async def test_of_a_round_of_four_only_that_it_was_is_kept(app: App) -> None:
    await switched_on(app, NpsMode.OFF)
    found, _ = await start(app)
    await answered(app, found.id, [10, 10, 9, 0])
    await closed(app, found.id, reward=False)

    [kept] = (await app.surveys.scoring.overview(by=ADMIN)).rounds

    assert (kept.promoters, kept.passives, kept.detractors, kept.score, kept.low) == (0, 0, 0, None, None)
    assert await app.surveys.scoring.reasons(by=ADMIN, survey_id=found.id) == []


async def test_the_change_is_of_the_latest_two_rounds_with_a_score(app: App, clock: MovableClock) -> None:
    await switched_on(app, NpsMode.OFF)
    for numbers in ([0] * 8 + [10] * 2, [5, 5], [10] * 9 + [0] * 1):
        found, _ = await start(app)
        await answered(app, found.id, numbers)
        await closed(app, found.id, reward=False)
        clock.advance(days=91)

    overview = await app.surveys.scoring.overview(by=ADMIN)

    assert [one.score for one in overview.rounds] == [-60, None, 80]
    assert overview.change is not None
    assert (overview.change.points, overview.change.trend) == (140, Trend.UP)


async def test_reasons_are_not_shown_before_closing(app: App) -> None:
    await switched_on(app, NpsMode.OFF)
    found, _ = await start(app)
    await answered(app, found.id, [10] * 8)

    assert await app.surveys.scoring.reasons(by=ADMIN, survey_id=found.id) == []
    await closed(app, found.id, reward=False)
    assert len((await app.surveys.scoring.reasons(by=ADMIN, survey_id=found.id))[0].texts) == 8


@pytest.mark.parametrize(
    ("numbers", "stances"),
    [
        ([10] * 6 + [7] * 5 + [2] * 5, [("promoter",), ("passive",), ("detractor",)]),
        ([10] * 6 + [7] * 5 + [2] * 2, [("promoter",), ("passive", "detractor")]),
        ([10] * 9 + [7] * 1 + [2] * 2, [("promoter", "passive", "detractor")]),
        ([10] * 9 + [7] * 3 + [2] * 2, [("promoter",), ("passive", "detractor")]),
        ([10] * 2 + [7] * 1 + [2] * 1, []),
        ([10] * 7, [("promoter",)]),
    ],
)
async def test_reasons_of_few_are_put_together_with_others(
    app: App, numbers: list[int], stances: list[tuple[str, ...]]
) -> None:
    await switched_on(app, NpsMode.OFF)
    found, _ = await start(app)
    number, reason = asked = await questions_of(app, found.id)
    answers = [{number.id: Given(number=one), reason.id: Given(text=f"t{one}")} for one in numbers]

    shown = grouped(asked, answers)

    assert [tuple(stance.value for stance in group.stances) for group in shown] == stances
    assert all(len(group.texts) >= 5 for group in shown)


async def test_surveys_of_other_kinds_are_no_rounds(app: App) -> None:
    survey_id = await opened(app)
    for member_id in range(1, 7):
        await filled(app, survey_id, member_id)
    await closed(app, survey_id)

    assert (await app.surveys.scoring.overview(by=ADMIN)).rounds == ()
