"""Queries of a survey's questions, their options and the options' pictures. One query a function."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, select, update

from bot.engine import AsyncConnection
from bot.surveys.model import Option, Picture, Question, QuestionKind, QuestionTerms
from bot.surveys.tables import survey_option, survey_picture, survey_question


async def of_survey(connection: AsyncConnection, survey_id: int) -> list[Question]:
    """Return a survey's questions with their options, in order."""
    options: dict[int, list[Option]] = {}
    for row in await connection.execute(_options().where(survey_question.c.survey_id == survey_id)):
        options.setdefault(row.question_id, []).append(_option(row))
    rows = await connection.execute(
        select(survey_question)
        .where(survey_question.c.survey_id == survey_id)
        .order_by(survey_question.c.position, survey_question.c.id)
    )
    return [_question(row, options.get(row.id, [])) for row in rows]


def _options() -> Any:
    return (
        select(survey_option, survey_picture.c.option_id.is_not(None).label("has_picture"))
        .join(survey_question, survey_question.c.id == survey_option.c.question_id)
        .join(survey_picture, survey_picture.c.option_id == survey_option.c.id, isouter=True)
        .order_by(survey_option.c.question_id, survey_option.c.position, survey_option.c.id)
    )


def _option(row: Row[Any]) -> Option:
    return Option(id=row.id, text=row.text, has_picture=bool(row.has_picture))


def _question(row: Row[Any], options: Sequence[Option]) -> Question:
    return Question(
        id=row.id,
        survey_id=row.survey_id,
        position=row.position,
        kind=QuestionKind(row.kind),
        text=row.text,
        required=row.required,
        options=tuple(options),
        lowest=row.lowest,
        highest=row.highest,
        lowest_means=row.lowest_means,
        highest_means=row.highest_means,
        most=row.most,
    )


async def counts(connection: AsyncConnection, *, survey_ids: Collection[int]) -> Mapping[int, int]:
    """Return how many questions surveys have; nothing for those without any."""
    rows = await connection.execute(
        select(survey_question.c.survey_id, func.count().label("questions"))
        .where(survey_question.c.survey_id.in_(list(survey_ids)))
        .group_by(survey_question.c.survey_id)
    )
    return {row.survey_id: row.questions for row in rows}


# Questions


async def add(
    connection: AsyncConnection, terms: QuestionTerms, *, guild_id: int, survey_id: int, position: int
) -> int:
    """Add a question without its options; returns its id."""
    values = {"guild_id": guild_id, "survey_id": survey_id, "position": position, **_values(terms)}
    added = await connection.execute(insert(survey_question).values(**values).returning(survey_question.c.id))
    return int(added.scalar_one())


async def change(connection: AsyncConnection, terms: QuestionTerms, *, question_id: int) -> None:
    """Change a question, its options apart."""
    await connection.execute(
        update(survey_question).where(survey_question.c.id == question_id).values(**_values(terms))
    )


def _values(terms: QuestionTerms) -> dict[str, Any]:
    return {
        "kind": terms.kind.value,
        "text": terms.text,
        "required": terms.required,
        "lowest": terms.lowest,
        "highest": terms.highest,
        "lowest_means": terms.lowest_means,
        "highest_means": terms.highest_means,
        "most": terms.most,
    }


async def require(connection: AsyncConnection, *, question_id: int, required: bool) -> None:
    await connection.execute(
        update(survey_question).where(survey_question.c.id == question_id).values(required=required)
    )


async def remove(connection: AsyncConnection, *, question_id: int) -> None:
    await connection.execute(delete(survey_question).where(survey_question.c.id == question_id))


async def place(connection: AsyncConnection, *, question_id: int, position: int) -> None:
    await connection.execute(
        update(survey_question).where(survey_question.c.id == question_id).values(position=position)
    )


# Options


async def add_option(connection: AsyncConnection, *, guild_id: int, question_id: int, position: int, text: str) -> int:
    values = {"guild_id": guild_id, "question_id": question_id, "position": position, "text": text}
    added = await connection.execute(insert(survey_option).values(**values).returning(survey_option.c.id))
    return int(added.scalar_one())


async def change_option(connection: AsyncConnection, *, option_id: int, text: str, position: int) -> None:
    await connection.execute(
        update(survey_option).where(survey_option.c.id == option_id).values(text=text, position=position)
    )


async def remove_options(connection: AsyncConnection, *, option_ids: Collection[int]) -> None:
    await connection.execute(delete(survey_option).where(survey_option.c.id.in_(list(option_ids))))


# Pictures


async def put_picture(connection: AsyncConnection, picture: Picture, *, guild_id: int, option_id: int) -> None:
    """Give an option a picture, in place of the one it had."""
    await connection.execute(delete(survey_picture).where(survey_picture.c.option_id == option_id))
    values = {"option_id": option_id, "guild_id": guild_id, "format": picture.format, "data": picture.data}
    await connection.execute(insert(survey_picture).values(**values))


async def pictures(connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Mapping[int, Picture]:
    """Return the pictures of a survey's options, by the options' ids."""
    rows = await connection.execute(
        select(survey_picture)
        .join(survey_option, survey_option.c.id == survey_picture.c.option_id)
        .join(
            survey_question,
            and_(survey_question.c.id == survey_option.c.question_id, survey_question.c.survey_id == survey_id),
        )
        .where(survey_picture.c.guild_id == guild_id)
        .order_by(survey_option.c.position)
    )
    return {row.option_id: Picture(format=row.format, data=bytes(row.data)) for row in rows}
