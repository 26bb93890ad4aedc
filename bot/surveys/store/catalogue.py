"""Queries of surveys and their questions. One query a function."""

from typing import Any

from sqlalchemy import Row, select

from bot.engine import AsyncConnection
from bot.surveys.model import Audience, AudienceKind, Survey, SurveyKind, SurveyState
from bot.surveys.tables import survey


async def get(connection: AsyncConnection, *, guild_id: int, survey_id: int) -> Survey | None:
    rows = await connection.execute(select(survey).where(survey.c.guild_id == guild_id, survey.c.id == survey_id))
    row = rows.first()
    return None if row is None else survey_of(row)


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
