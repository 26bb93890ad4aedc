"""Queries of the NPS: its rounds, who was asked when, and who is still to be told. One query a function."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.db import insert_into, upsert
from bot.engine import AsyncConnection
from bot.surveys.model import NpsRound, Survey, SurveyKind, SurveyState
from bot.surveys.store.catalogue import survey_of
from bot.surveys.tables import survey, survey_invited, survey_nps, survey_nps_asked, survey_participant

# Rounds


async def of_quarter(connection: AsyncConnection, *, guild_id: int, quarter: str) -> Survey | None:
    """Return the latest round of a quarter that wasn't deleted."""
    rows = await connection.execute(
        select(survey)
        .where(
            survey.c.guild_id == guild_id,
            survey.c.kind == SurveyKind.NPS.value,
            survey.c.round == quarter,
            survey.c.state != SurveyState.DELETED.value,
        )
        .order_by(survey.c.id.desc())
        .limit(1)
    )
    row = rows.first()
    return None if row is None else survey_of(row)


async def open_round(connection: AsyncConnection, *, guild_id: int) -> Survey | None:
    rows = await connection.execute(
        select(survey)
        .where(
            survey.c.guild_id == guild_id,
            survey.c.kind == SurveyKind.NPS.value,
            survey.c.state == SurveyState.OPEN.value,
        )
        .order_by(survey.c.id.desc())
        .limit(1)
    )
    row = rows.first()
    return None if row is None else survey_of(row)


async def put(connection: AsyncConnection, counted: NpsRound, *, guild_id: int) -> None:
    values = {
        "survey_id": counted.survey_id,
        "guild_id": guild_id,
        "round": counted.round,
        "asked": counted.asked,
        "promoters": counted.promoters,
        "passives": counted.passives,
        "detractors": counted.detractors,
        "score": counted.score,
        "low": counted.low,
        "high": counted.high,
        "closed_on": counted.closed_on,
    }
    changed = [name for name in values if name not in ("survey_id", "guild_id")]
    await upsert(connection, survey_nps, values, key=["survey_id"], update=changed)


async def latest(connection: AsyncConnection, *, guild_id: int, limit: int) -> list[NpsRound]:
    """Return closed rounds, the earliest of the latest first."""
    rows = await connection.execute(
        select(survey_nps).where(survey_nps.c.guild_id == guild_id).order_by(survey_nps.c.survey_id.desc()).limit(limit)
    )
    return [_round(row) for row in reversed(rows.all())]


def _round(row: Row[Any]) -> NpsRound:
    return NpsRound(
        survey_id=row.survey_id,
        round=row.round,
        asked=row.asked,
        promoters=row.promoters,
        passives=row.passives,
        detractors=row.detractors,
        score=row.score,
        low=row.low,
        high=row.high,
        closed_on=row.closed_on,
    )


# Who was asked


async def asked_on(connection: AsyncConnection, *, guild_id: int) -> Mapping[int, date]:
    """Return when members were last asked."""
    rows = await connection.execute(
        select(survey_nps_asked.c.member_id, survey_nps_asked.c.asked_on).where(survey_nps_asked.c.guild_id == guild_id)
    )
    return {row.member_id: row.asked_on for row in rows}


async def note_asked(connection: AsyncConnection, member_ids: Collection[int], *, guild_id: int, on: date) -> None:
    if not member_ids:
        return
    statement = insert_into(survey_nps_asked, connection)
    statement = statement.on_conflict_do_update(
        index_elements=["guild_id", "member_id"], set_={"asked_on": statement.excluded.asked_on}
    )
    rows = [{"guild_id": guild_id, "member_id": member_id, "asked_on": on} for member_id in sorted(member_ids)]
    await connection.execute(statement, rows)


async def count_invited(connection: AsyncConnection, *, survey_id: int) -> int:
    found = await connection.scalar(
        select(func.count()).select_from(survey_invited).where(survey_invited.c.survey_id == survey_id)
    )
    return int(found or 0)


async def untold(connection: AsyncConnection, *, survey_id: int, limit: int) -> list[int]:
    """Return whom nobody has told yet that they are asked, those invited first first; not who answers already."""
    taking_part = select(survey_participant.c.member_id).where(survey_participant.c.survey_id == survey_id)
    rows = await connection.scalars(
        select(survey_invited.c.member_id)
        .where(
            survey_invited.c.survey_id == survey_id,
            survey_invited.c.told.is_(False),
            survey_invited.c.member_id.not_in(taking_part),
        )
        .order_by(survey_invited.c.invited_on, survey_invited.c.member_id)
        .limit(limit)
    )
    return list(rows)


async def is_untold(connection: AsyncConnection, *, survey_id: int, member_id: int) -> bool:
    taking_part = select(survey_participant.c.member_id).where(survey_participant.c.survey_id == survey_id)
    found = await connection.scalar(
        select(survey_invited.c.member_id).where(
            survey_invited.c.survey_id == survey_id,
            survey_invited.c.member_id == member_id,
            survey_invited.c.told.is_(False),
            survey_invited.c.member_id.not_in(taking_part),
        )
    )
    return found is not None


async def tell(connection: AsyncConnection, member_ids: Collection[int], *, survey_id: int) -> None:
    """Note that members were told."""
    await connection.execute(
        update(survey_invited)
        .where(survey_invited.c.survey_id == survey_id, survey_invited.c.member_id.in_(list(member_ids)))
        .values(told=True)
    )


async def untold_anywhere(connection: AsyncConnection) -> list[tuple[int, int, int]]:
    """Return server, member and round of everybody who is asked now and wasn't told."""
    rows = await connection.execute(
        select(survey_invited.c.guild_id, survey_invited.c.member_id, survey_invited.c.survey_id)
        .join(survey, survey.c.id == survey_invited.c.survey_id)
        .where(
            survey.c.kind == SurveyKind.NPS.value,
            survey.c.state == SurveyState.OPEN.value,
            survey_invited.c.told.is_(False),
        )
    )
    return [(row.guild_id, row.member_id, row.survey_id) for row in rows]
