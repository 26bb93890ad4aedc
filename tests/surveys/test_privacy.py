"""Erasing and exporting what somebody answered."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.i18n import Language
from bot.surveys.model import Given
from bot.surveys.store import responses
from bot.surveys.store.responses import Response
from bot.surveys.tables import survey_answer, survey_invited, survey_nps_asked, survey_participant, survey_response
from tests.surveys.forms import ALL_KINDS, SERVER, SHORT, SINGLE, closed, filled, member, opened, questions_of

AKI = 3
WORDS = "the words of Aki"


async def answered(app: App, *, anonymous: bool, people: int = 7) -> int:
    survey_id = await opened(app, (SINGLE, SHORT), anonymous=anonymous)
    _, written = await questions_of(app, survey_id)
    for member_id in range(1, people + 1):
        words = WORDS if member_id == AKI else f"words of {member_id}"
        await filled(app, survey_id, member_id, answers={written.id: Given(text=words)})
    return survey_id


async def erase(app: App, member_id: int = AKI) -> None:
    await app.privacy.erasing.erase(guild_id=SERVER, member_id=member_id)


async def finished(app: App, survey_id: int) -> list[Response]:
    async with app.database.read() as connection:
        return await responses.finished(connection, survey_id)


async def texts(app: App) -> set[str]:
    async with app.database.read() as connection:
        return set(await connection.scalars(select(survey_answer.c.text)))


async def exported(app: App, member_id: int = AKI) -> dict[str, list[dict[str, Any]]]:
    [file] = await app.privacy.exporting.export(guild_id=SERVER, member_id=member_id, language=Language.EN)
    document = json.loads(file.content)
    return {section["table"]: section["rows"] for section in document["tables"]}


async def test_answers_of_an_open_anonymous_survey_go_with_their_member(app: App) -> None:
    survey_id = await answered(app, anonymous=True)

    await erase(app)

    assert not (await app.surveys.answering.progress(member(AKI), survey_id)).begun
    await closed(app, survey_id)
    assert len(await finished(app, survey_id)) == 6
    assert WORDS not in await texts(app)


async def test_answers_of_a_closed_anonymous_survey_are_nobodys(app: App) -> None:
    survey_id = await answered(app, anonymous=True)
    await closed(app, survey_id)

    await erase(app)

    assert len(await finished(app, survey_id)) == 7


async def test_once_results_were_seen_choices_stay_and_words_go(app: App) -> None:
    survey_id = await answered(app, anonymous=True, people=12)
    for _ in range(2):
        await app.surveys.releasing.live(guild_id=SERVER, survey_id=survey_id, summarise=len)
    for member_id in range(1, 13):
        await erase(app, member_id)

    assert not (await app.surveys.answering.progress(member(AKI), survey_id)).begun
    await closed(app, survey_id)
    left = await finished(app, survey_id)
    assert len(left) in range(10, 13)
    assert await texts(app) <= {None}


async def test_answers_of_a_closed_survey_with_names_lose_name_and_words(app: App) -> None:
    survey_id = await answered(app, anonymous=False)
    await closed(app, survey_id)

    await erase(app)

    left = await finished(app, survey_id)
    assert len(left) == 7
    assert AKI not in {one.member_id for one in left}
    [nameless] = [one for one in left if one.member_id is None]
    [choice] = nameless.answers.values()
    assert choice.options
    assert WORDS not in await texts(app)


async def test_answers_of_an_open_survey_with_names_go(app: App) -> None:
    survey_id = await answered(app, anonymous=False)

    await erase(app)

    assert len(await finished(app, survey_id)) == 6
    await filled(app, survey_id, AKI)  # and may be given anew
    assert len(await finished(app, survey_id)) == 7


@pytest.mark.parametrize("anonymous", [True, False])
async def test_no_table_names_who_was_erased(app: App, anonymous: bool) -> None:
    survey_id = await answered(app, anonymous=anonymous)
    await filled(app, survey_id, 77, send=False)

    await erase(app)
    await erase(app, 77)

    async with app.database.read() as connection:
        for table in (survey_participant, survey_invited, survey_response, survey_nps_asked):
            named = set(await connection.scalars(select(table.c.member_id)))
            assert not named & {AKI, 77}


@pytest.mark.parametrize("anonymous", [True, False])
async def test_erasing_somebody_leaves_others_and_other_servers(app: App, anonymous: bool) -> None:
    survey_id = await answered(app, anonymous=anonymous)
    abroad = await opened(app, server=SERVER + 1, anonymous=anonymous)
    await filled(app, abroad, AKI, server=SERVER + 1)

    await erase(app)

    assert (await app.surveys.answering.progress(member(4), survey_id)).finished
    assert (await app.surveys.answering.progress(member(AKI, server=SERVER + 1), abroad)).finished


async def test_ones_own_answers_are_exported_with_their_questions(app: App) -> None:
    survey_id = await opened(app, ALL_KINDS, anonymous=False)
    await filled(app, survey_id, AKI, seed=1)

    rows = (await exported(app))["survey_answer"]

    assert [(row["question"], row["answer"]) for row in rows] == [
        ("Where do you brew?", ["Work"]),
        ("What do you drink?", ["Coffee"]),
        ("How was it?", 2),
        ("Would you recommend us?", 1),
        ("Which kettle?", "What number 1 says"),
        ("What could be better?", "What number 1 says"),
    ]
    assert {(row["survey"], row["sent"]) for row in rows} == {("Kettles", True)}


async def test_anonymous_answers_are_exported_only_while_the_survey_is_open(app: App) -> None:
    survey_id = await answered(app, anonymous=True)
    assert [row["answer"] for row in (await exported(app))["survey_answer"]][1:] == [WORDS]

    await closed(app, survey_id)

    rows = await exported(app, 4)
    assert "survey_answer" not in rows
    assert len(rows["survey_participant"]) == 1


async def test_nobody_exports_what_others_answered(app: App) -> None:
    await answered(app, anonymous=True)
    await answered(app, anonymous=False)

    said = json.dumps(await exported(app, 4))

    assert "words of 4" in said
    assert WORDS not in said and "words of 5" not in said
