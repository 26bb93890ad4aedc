"""What admins may see of surveys: live, after closing, by groups; and what nobody works out from two looks."""

import asyncio
from collections.abc import Collection

import pytest
from sqlalchemy import insert, update

from bot.actor import Actor
from bot.app import App
from bot.points.tables import point_member, point_rank
from bot.profiles.tables import profile_interest
from bot.surveys import errors
from bot.surveys.audience import Population
from bot.surveys.model import Audience, AudienceKind, Given, QuestionKind, QuestionTerms, SurveyKind
from bot.surveys.reporting import Report
from tests.support.clock import MovableClock
from tests.surveys.forms import (
    ALL_KINDS,
    LONG,
    SCALE,
    SERVER,
    SINGLE,
    closed,
    drafted,
    filled,
    member,
    opened,
    questions_of,
    survey_of,
)

ADMIN = Actor(id=1, guild_id=SERVER, manages_server=True)
CONCEPT = QuestionTerms(kind=QuestionKind.CONCEPT, text="Which kettle?", options=("Round", "Tall"))


async def report(app: App, survey_id: int) -> Report:
    return await app.surveys.reporting.report(by=ADMIN, survey_id=survey_id)


async def answered(app: App, survey_id: int, member_ids: Collection[int], *, option: int = 0) -> None:
    [question, *_] = await questions_of(app, survey_id)
    for member_id in member_ids:
        chosen = Given(options=(question.options[option].id,))
        await filled(app, survey_id, member_id, answers={question.id: chosen})


async def counted(app: App, survey_id: int, *, roles: dict[int, frozenset[int]] | None = None) -> None:
    population = Population(members=roles, complete=True) if roles is not None else None
    await app.surveys.counting.count(guild_id=SERVER, survey_id=survey_id, population=population)


async def add_rank(app: App, name: str, member_ids: Collection[int], *, threshold: int) -> int:
    async with app.database.write() as connection:
        values = {"guild_id": SERVER, "name": name, "threshold": threshold}
        rank_id = (
            await connection.execute(insert(point_rank).values(**values).returning(point_rank.c.id))
        ).scalar_one()
        for member_id in member_ids:
            await connection.execute(
                insert(point_member).values(
                    guild_id=SERVER,
                    member_id=member_id,
                    points=threshold,
                    helper_points=0,
                    spent=0,
                    rank_id=rank_id,
                    announced_points=0,
                    hidden=False,
                    staff=False,
                    listed=True,
                    role_percent=100,
                )
            )
    return int(rank_id)


async def add_interest(app: App, role_id: int, member_ids: Collection[int]) -> None:
    async with app.database.write() as connection:
        for member_id in member_ids:
            values = {"guild_id": SERVER, "role_id": role_id, "member_id": member_id, "chosen_at": app.clock()}
            await connection.execute(insert(profile_interest).values(**values))


async def test_only_admins_see_a_report(app: App) -> None:
    survey_id = await opened(app)

    with pytest.raises(errors.AdminsOnly):
        await app.surveys.reporting.report(by=member(5), survey_id=survey_id)


async def test_a_draft_and_a_deleted_survey_have_no_report(app: App) -> None:
    with pytest.raises(errors.NotOpenYet):
        await report(app, await drafted(app))
    with pytest.raises(errors.SurveyNotFound):
        await report(app, 12345)


async def test_an_open_anonymous_survey_shows_nothing_before_the_tenth_answer(app: App) -> None:
    survey_id = await opened(app)
    await answered(app, survey_id, range(1, 10))

    before = await report(app, survey_id)
    await answered(app, survey_id, [10])
    after = await report(app, survey_id)

    assert (before.results, before.rate.finished, before.responses) == (None, 9, ())
    assert not before.too_few
    assert after.results is not None
    assert (after.results.responses, after.rate.finished, after.responses) == (5, 10, ())


async def test_an_open_anonymous_survey_shows_no_texts_and_no_optional_questions(app: App) -> None:
    survey_id = await opened(app, ALL_KINDS)
    for member_id in range(1, 13):
        await filled(app, survey_id, member_id)

    shown = await report(app, survey_id)

    asked = shown.sheet.questions
    assert [question.position for question in asked if shown.figures_of(question)] == [1, 3, 4]
    assert [shown.texts_of(question) for question in asked] == [[]] * 6


async def test_a_closed_anonymous_survey_shows_everything_from_five_answers_on(app: App) -> None:
    survey_id = await opened(app, ALL_KINDS)
    for member_id in range(1, 6):
        await filled(app, survey_id, member_id)
    await closed(app, survey_id, reward=False)

    shown = await report(app, survey_id)

    assert shown.results is not None
    assert [question.position for question in shown.sheet.questions if shown.figures_of(question)] == [1, 2, 3, 4, 5, 6]
    assert len(shown.texts_of(shown.sheet.questions[5])) == 5
    assert {one.member_id for one in shown.responses} == {None}


async def test_a_closed_anonymous_survey_of_four_shows_nothing_to_nobody(app: App) -> None:
    survey_id = await opened(app)
    await answered(app, survey_id, range(1, 5))
    await closed(app, survey_id, reward=False)

    shown = await report(app, survey_id)

    assert shown.too_few
    assert (shown.results, shown.responses, shown.public().results) == (None, (), None)


async def test_a_survey_with_names_is_shown_to_admins_whole_and_to_all_from_five_on(app: App) -> None:
    survey_id = await opened(app, [SINGLE, LONG], anonymous=False)
    await answered(app, survey_id, [11, 12])
    await closed(app, survey_id, reward=False)

    shown = await report(app, survey_id)

    assert shown.figures_of(shown.sheet.questions[0]) is not None
    assert {one.member_id for one in shown.responses} == {11, 12}
    public = shown.public()
    assert (public.results, public.responses) == (None, ())


async def test_what_is_shown_to_all_has_no_texts(app: App) -> None:
    survey_id = await opened(app, [SINGLE, LONG], anonymous=False)
    await answered(app, survey_id, range(1, 8))
    await closed(app, survey_id, reward=False)

    public = (await report(app, survey_id)).public()

    assert public.results is not None
    assert public.texts_of(public.sheet.questions[1]) == []


async def test_closing_counts_who_of_each_group_took_part_and_hides_the_small_ones(app: App) -> None:
    await add_rank(app, "Guest", range(1, 13), threshold=10)
    await add_rank(app, "Regular", range(13, 25), threshold=20)
    await add_rank(app, "Veteran", range(25, 28), threshold=30)
    await add_interest(app, 501, [*range(1, 7), *range(13, 19)])
    survey_id = await opened(app)
    await answered(app, survey_id, [*range(1, 11), *range(13, 21)])
    await closed(app, survey_id, reward=False)
    people = {one: frozenset({701} if one % 2 else ()) for one in range(1, 28)}

    await counted(app, survey_id, roles=people)

    shown = (await report(app, survey_id)).segments
    found = {f"{one.segment.kind} {one.segment.name}": (one.rate.finished, one.rate.asked) for one in shown}
    assert found["rank Guest"] == (10, 12)
    assert "rank Veteran" not in found
    assert "rank Regular" not in found  # with Guest and the total it would give the veterans away
    assert found["interest 501"] == (12, 12)


async def test_groups_are_counted_once_and_stay_as_they_were(app: App) -> None:
    await add_rank(app, "Guest", range(1, 11), threshold=10)
    await add_rank(app, "Regular", range(11, 21), threshold=20)
    survey_id = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    await answered(app, survey_id, range(1, 16))
    await closed(app, survey_id, reward=False)
    await counted(app, survey_id)
    before = await report(app, survey_id)

    async with app.database.write() as connection:
        await connection.execute(update(point_member).where(point_member.c.member_id == 3).values(rank_id=None))
    await counted(app, survey_id)

    after = await report(app, survey_id)
    assert before.groups == after.groups != ()
    assert before.segments == after.segments


async def test_a_concept_test_shows_what_was_chosen_only_when_it_has_closed(app: App) -> None:
    survey_id = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    await answered(app, survey_id, range(1, 13))

    live = await report(app, survey_id)
    await closed(app, survey_id, reward=False)
    final = await report(app, survey_id)

    assert (live.results, live.rate.finished, live.responses) == (None, 12, ())
    assert final.results is not None
    assert {one.member_id for one in final.responses} == {None}


async def test_a_concept_test_of_four_shows_nothing(app: App) -> None:
    survey_id = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    await answered(app, survey_id, range(1, 5))
    await closed(app, survey_id, reward=False)
    await counted(app, survey_id)

    shown = await report(app, survey_id)

    assert (shown.results, shown.groups, shown.too_few) == (None, (), True)


async def test_a_concept_test_is_shown_by_rank_and_interest(app: App) -> None:
    await add_rank(app, "Guest", range(1, 13), threshold=10)
    await add_rank(app, "Regular", range(13, 31), threshold=20)
    await add_interest(app, 501, [*range(1, 7), *range(13, 20)])
    survey_id = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    await answered(app, survey_id, range(1, 13), option=0)
    await answered(app, survey_id, range(13, 31), option=1)
    await closed(app, survey_id, reward=False)
    await counted(app, survey_id)

    shown = await report(app, survey_id)

    chosen = {one.segment.name: [bar.count for bar in one.results.figures[0].bars] for one in shown.groups}
    assert chosen == {"Guest": [12, 0], "Regular": [0, 18], "501": [6, 7]}


async def test_nobody_s_answers_are_shown_by_group_in_an_anonymous_survey(app: App) -> None:
    await add_rank(app, "Guest", range(1, 13), threshold=10)
    survey_id = await opened(app)
    await answered(app, survey_id, range(1, 25))
    await closed(app, survey_id, reward=False)
    await counted(app, survey_id)

    assert (await report(app, survey_id)).groups == ()


async def test_a_role_nobody_can_ask_for_has_no_rates_by_group(app: App) -> None:
    await add_rank(app, "Guest", range(1, 13), threshold=10)
    audience = Audience(kind=AudienceKind.ROLE, role_id=77)
    survey_id = await opened(app, audience=audience)
    for member_id in range(1, 8):
        by = Actor(id=member_id, guild_id=SERVER, role_ids=frozenset({77}))
        await app.surveys.answering.begin(by, survey_id)
        [question] = await questions_of(app, survey_id)
        await app.surveys.answering.save(by, survey_id, question.id, Given(options=(question.options[0].id,)))
        await app.surveys.answering.finish(by, survey_id)
    await closed(app, survey_id, reward=False)
    await counted(app, survey_id)

    shown = await report(app, survey_id)

    assert shown.rate.share is None
    assert shown.segments == ()


async def test_a_decision_is_kept_and_can_be_changed(app: App, clock: MovableClock) -> None:
    survey_id = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    await closed(app, survey_id, reward=False)

    await app.surveys.deciding.decide(by=ADMIN, survey_id=survey_id, decision="We build the tall one.")
    clock.advance(days=1)
    kept = await app.surveys.deciding.decide(by=ADMIN, survey_id=survey_id, decision=" We build both. ")

    assert (kept.decision, kept.decided_by_id, kept.decided_at) == ("We build both.", 1, app.clock())


async def test_only_admins_decide_and_only_upon_closed_concept_tests(app: App) -> None:
    running = await opened(app, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
    plain = await opened(app)
    await closed(app, plain)

    with pytest.raises(errors.AdminsOnly):
        await app.surveys.deciding.decide(by=member(4), survey_id=plain, decision="x")
    for survey_id in (running, plain):
        with pytest.raises(errors.NothingToDecide):
            await app.surveys.deciding.decide(by=ADMIN, survey_id=survey_id, decision="We build it.")
    await closed(app, running, reward=False)
    with pytest.raises(errors.DecisionEmpty):
        await app.surveys.deciding.decide(by=ADMIN, survey_id=running, decision=" \u200b … ")
    assert (await survey_of(app, running)).decision is None


async def test_two_looks_at_once_show_the_same_live_results(app: App) -> None:
    survey_id = await opened(app, [SINGLE, SCALE])
    for member_id in range(1, 21):
        await filled(app, survey_id, member_id)

    first, second = await asyncio.gather(report(app, survey_id), report(app, survey_id))

    assert first.results == second.results
    assert first.results is not None
    assert first.results.responses == 15
