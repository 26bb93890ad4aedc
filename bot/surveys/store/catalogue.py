"""Queries of surveys themselves. One query a function."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from bot.engine import AsyncConnection
from bot.surveys.model import Audience, AudienceKind, Survey, SurveyKind, SurveyState
from bot.surveys.tables import survey, survey_participant, survey_response, survey_snapshot


async def get(connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Survey | None:
    rows = await connection.execute(select(survey).where(survey.c.guild_id == guild_id, survey.c.id == survey_id))
    row = rows.first()
    return None if row is None else survey_of(row)


async def lock(connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Survey | None:
    """Return a survey that nobody else can change until this transaction ends."""
    # SQLite has one writer at a time anyway, and leaves FOR UPDATE out.
    rows = await connection.execute(
        select(survey).where(survey.c.guild_id == guild_id, survey.c.id == survey_id).with_for_update()
    )
    row = rows.first()
    return None if row is None else survey_of(row)


async def page(
    connection: AsyncConnection, *, guild_id: int, states: Collection[SurveyState], limit: int, offset: int = 0
) -> list[Survey]:
    """Return surveys, the latest first."""
    rows = await connection.execute(
        select(survey).where(_in(guild_id, states)).order_by(survey.c.id.desc()).limit(limit).offset(offset)
    )
    return [survey_of(row) for row in rows]


async def count(connection: AsyncConnection, *, guild_id: int, states: Collection[SurveyState]) -> int:
    found = await connection.scalar(select(func.count()).select_from(survey).where(_in(guild_id, states)))
    return int(found or 0)


def _in(guild_id: int, states: Collection[SurveyState]) -> ColumnElement[bool]:
    return (survey.c.guild_id == guild_id) & survey.c.state.in_([state.value for state in states])


async def with_message(connection: AsyncConnection, *, guild_id: int, message_ids: Collection[int]) -> list[Survey]:
    """Return the surveys whose posts these are."""
    rows = await connection.execute(
        select(survey).where(survey.c.guild_id == guild_id, survey.c.message_id.in_(list(message_ids)))
    )
    return [survey_of(row) for row in rows]


async def add(connection: AsyncConnection, **values: Any) -> int:
    """Add a survey given its columns, but those a new one has anyway; returns its id."""
    defaults = {"state": SurveyState.DRAFT.value, "pings": False, "revision": 1}
    added = await connection.execute(insert(survey).values(defaults | values).returning(survey.c.id))
    return int(added.scalar_one())


def audience_columns(audience: Audience) -> dict[str, Any]:
    """Return an audience as the columns it is kept in."""
    return {
        "audience": audience.kind.value,
        "audience_role_id": audience.role_id,
        "audience_rank_id": audience.rank_id,
        "audience_occurrence_id": audience.occurrence_id,
        "sample_size": audience.sample_size,
    }


async def change(connection: AsyncConnection, *, survey_id: int, **values: Any) -> None:
    """Change a survey's columns; whoever was shown it before is told that it has changed."""
    await connection.execute(
        update(survey).where(survey.c.id == survey_id).values(**values, revision=survey.c.revision + 1)
    )


async def note(connection: AsyncConnection, *, survey_id: int, **values: Any) -> None:
    """Change columns that no admin decides about, as where its post is: what they are editing stays the same."""
    await connection.execute(update(survey).where(survey.c.id == survey_id).values(**values))


async def remove(connection: AsyncConnection, *, survey_id: int) -> None:
    """Delete a survey with all there is of it."""
    await connection.execute(delete(survey).where(survey.c.id == survey_id))


async def remove_answers(connection: AsyncConnection, *, survey_id: int) -> None:
    """Delete everything that was answered."""
    await connection.execute(delete(survey_snapshot).where(survey_snapshot.c.survey_id == survey_id))
    await connection.execute(delete(survey_response).where(survey_response.c.survey_id == survey_id))


async def finished(connection: AsyncConnection, *, survey_ids: Collection[int]) -> dict[int, int]:
    """Return how many people have answered surveys to the end; nothing for those that nobody has."""
    rows = await connection.execute(
        select(survey_participant.c.survey_id, func.count().label("people"))
        .where(survey_participant.c.survey_id.in_(list(survey_ids)), survey_participant.c.finished.is_(True))
        .group_by(survey_participant.c.survey_id)
    )
    return {row.survey_id: row.people for row in rows}


def survey_of(row: Row[Any]) -> Survey:
    """Return the survey in a row that has all columns of the table."""
    values = {name: getattr(row, name) for name in _PLAIN}
    return Survey(
        **values,
        kind=SurveyKind(row.kind),
        state=SurveyState(row.state),
        audience=Audience(
            kind=AudienceKind(row.audience),
            role_id=row.audience_role_id,
            rank_id=row.audience_rank_id,
            occurrence_id=row.audience_occurrence_id,
            sample_size=row.sample_size,
        ),
    )


_MADE = (
    *("kind", "state", "audience", "audience_role_id", "audience_rank_id", "audience_occurrence_id", "sample_size"),
)
_PLAIN = tuple(column.name for column in survey.c if column.name not in _MADE)
