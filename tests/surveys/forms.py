"""Surveys for tests: opened without Discord, and filled in by members as the cog does it."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.actor import Actor
from bot.app import App
from bot.surveys.model import Audience, AudienceKind, Given, Question, QuestionKind, QuestionTerms, Survey, SurveyKind
from bot.surveys.store import catalogue, questions

SERVER = 900
OPEN_FOR = timedelta(days=7)

SINGLE = QuestionTerms(kind=QuestionKind.SINGLE, text="Where do you brew?", options=("Home", "Work", "Garden"))
SEVERAL = QuestionTerms(
    kind=QuestionKind.SEVERAL, text="What do you drink?", options=("Tea", "Coffee", "Water"), required=False, most=2
)
SCALE = QuestionTerms(kind=QuestionKind.SCALE, text="How was it?", lowest=1, highest=5, lowest_means="bad")
NPS = QuestionTerms(kind=QuestionKind.NPS, text="Would you recommend us?")
SHORT = QuestionTerms(kind=QuestionKind.SHORT, text="Which kettle?", required=False)
LONG = QuestionTerms(kind=QuestionKind.LONG, text="What could be better?", required=False)
ALL_KINDS = (SINGLE, SEVERAL, SCALE, NPS, SHORT, LONG)


def member(member_id: int, *, server: int = SERVER, roles: Sequence[int] = ()) -> Actor:
    return Actor(id=member_id, guild_id=server, role_ids=frozenset(roles))


async def drafted(
    app: App,
    terms: Sequence[QuestionTerms] = (SINGLE,),
    *,
    server: int = SERVER,
    anonymous: bool = True,
    points: int = 5,
    kind: SurveyKind = SurveyKind.SURVEY,
    audience: Audience | None = None,
    title: str = "Kettles",
) -> int:
    """Make a draft; returns its id."""
    now = app.clock()
    asked = audience or Audience(kind=AudienceKind.ALL)
    async with app.database.write() as connection:
        survey_id = await catalogue.add(
            connection,
            guild_id=server,
            kind=kind.value,
            title=title,
            why="To make better kettles",
            anonymous=anonymous,
            closes_at=now + OPEN_FOR,
            publish=False,
            points=points,
            created_by_id=1,
            created_at=now,
            **catalogue.audience_columns(asked),
        )
        for position, one in enumerate(terms, start=1):
            question_id = await questions.add(connection, one, guild_id=server, survey_id=survey_id, position=position)
            for place, option in enumerate(one.options, start=1):
                await questions.add_option(
                    connection, guild_id=server, question_id=question_id, position=place, text=option
                )
    return survey_id


async def opened(app: App, terms: Sequence[QuestionTerms] = (SINGLE,), **options: Any) -> int:
    """Make a survey that is open; returns its id."""
    survey_id = await drafted(app, terms, **options)
    async with app.database.write() as connection:
        survey = await catalogue.get(connection, guild_id=options.get("server", SERVER), survey_id=survey_id)
        assert survey is not None
        await app.surveys.lifecycle.open_in(connection, survey)
    return survey_id


async def closed(app: App, survey_id: int, *, server: int = SERVER, reward: bool = True) -> None:
    """Close a survey as its due row does, leave nothing in the log, and give the points."""
    async with app.database.write() as connection:
        survey = await catalogue.get(connection, guild_id=server, survey_id=survey_id)
        assert survey is not None
        await app.surveys.lifecycle.close_in(connection, survey)
    assert await app.surveys.anonymity.wipe()
    if reward:
        await app.surveys.rewards.give(guild_id=server, survey_id=survey_id)


async def survey_of(app: App, survey_id: int, *, server: int = SERVER) -> Survey:
    async with app.database.read() as connection:
        found = await catalogue.get(connection, guild_id=server, survey_id=survey_id)
    assert found is not None
    return found


async def questions_of(app: App, survey_id: int) -> list[Question]:
    async with app.database.read() as connection:
        return await questions.of_survey(connection, survey_id)


def given_for(question: Question, seed: int) -> Given:
    """Return an answer to a question, another for the next number."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.SEVERAL | QuestionKind.CONCEPT:
            return Given(options=(question.options[seed % len(question.options)].id,))
        case QuestionKind.SCALE | QuestionKind.NPS:
            return Given(number=(question.lowest or 0) + seed % 5)
    return Given(text=f"What number {seed} says")


async def filled(
    app: App,
    survey_id: int,
    member_id: int,
    *,
    answers: Mapping[int, Given] | None = None,
    seed: int | None = None,
    send: bool = True,
    server: int = SERVER,
) -> None:
    """Have a member answer every question, then send it."""
    by = member(member_id, server=server)
    progress = await app.surveys.answering.begin(by, survey_id)
    number = next(_SEEDS) if seed is None else seed
    for question in progress.questions:
        given = (answers or {}).get(question.id) or given_for(question, number)
        await app.surveys.answering.save(by, survey_id, question.id, given)
    if send:
        await app.surveys.answering.finish(by, survey_id)


_SEEDS = itertools.count()
