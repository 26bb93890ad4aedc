"""Surveys without Discord: admins build and open them as the cogs would have them do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.actor import Actor
from bot.app import App
from bot.due import State, due_row
from bot.surveys.audience import Population
from bot.surveys.building import Building
from bot.surveys.lifecycle import Lifecycle
from bot.surveys.model import (
    Audience,
    Picture,
    QuestionKind,
    Questionnaire,
    QuestionTerms,
    SurveyKind,
    SurveySettings,
)
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
OTHER_ADMIN = Actor(id=9, guild_id=OTHER_GUILD, manages_server=True)
MEMBER = Actor(id=101, guild_id=GUILD)

SINGLE = QuestionTerms(kind=QuestionKind.SINGLE, text="How dark?", options=("Light", "Medium", "Dark"))
FIVE = Population(members=dict.fromkeys((101, 102, 103, 104, 105), frozenset()), complete=True)


@dataclass
class Drafts:
    app: App
    clock: MovableClock

    @property
    def building(self) -> Building:
        return self.app.surveys.building

    @property
    def lifecycle(self) -> Lifecycle:
        return self.app.surveys.lifecycle

    async def draft(
        self,
        *,
        by: Actor = ADMIN,
        kind: SurveyKind = SurveyKind.SURVEY,
        title: str = "Roast",
        why: str = "We choose the next roast",
        anonymous: bool = True,
    ) -> Questionnaire:
        return await self.building.create(by=by, kind=kind, title=title, why=why, anonymous=anonymous)

    async def add(
        self, sheet: Questionnaire, terms: QuestionTerms = SINGLE, *, pictures: Sequence[Picture] = ()
    ) -> Questionnaire:
        return await self.building.add_question(terms, **self.stamped(sheet), pictures=pictures)

    async def time(
        self, sheet: Questionnaire, *, opens_at: datetime | None, closes_at: datetime | None
    ) -> Questionnaire:
        return await self.building.time(**self.stamped(sheet), opens_at=opens_at, closes_at=closes_at)

    async def planned(self, *, audience: Audience | None = None, anonymous: bool = True, **times: Any) -> Questionnaire:
        """Return a survey with one question that opens as soon as `open` is called, or at its time."""
        await self.with_channel()
        sheet = await self.add(await self.draft(anonymous=anonymous))
        if audience is not None:
            sheet = await self.building.ask(**self.stamped(sheet), audience=audience)
        if times:
            sheet = await self.time(sheet, **{"opens_at": None, "closes_at": None} | times)
        await self.lifecycle.start(**self.stamped(sheet))
        return await self.get(sheet)

    async def opened(
        self, *, audience: Audience | None = None, population: Population = FIVE, anonymous: bool = True, **times: Any
    ) -> Questionnaire:
        await self.with_channel()
        sheet = await self.add(await self.draft(anonymous=anonymous))
        if audience is not None:
            sheet = await self.building.ask(**self.stamped(sheet), audience=audience)
        if times:
            sheet = await self.time(sheet, **{"opens_at": None, "closes_at": None} | times)
        await self.lifecycle.start(**self.stamped(sheet))
        return await self.open(sheet, population)

    async def open(self, sheet: Questionnaire, population: Population | None = FIVE) -> Questionnaire:
        await self.lifecycle.open_due(guild_id=GUILD, survey_id=sheet.survey.id, population=population)
        return await self.get(sheet)

    async def with_channel(self) -> None:
        await self.app.settings.change(GUILD, SurveySettings, {"channel_id": 55}, by=ADMIN.id)

    async def get(self, sheet: Questionnaire) -> Questionnaire:
        return await self.building.get(by=ADMIN, survey_id=sheet.survey.id)

    def stamped(self, sheet: Questionnaire) -> dict[str, Any]:
        return {"by": ADMIN, "survey_id": sheet.survey.id, "stamp": sheet.survey.revision}

    async def due(self, kind: str) -> list[datetime]:
        """Return when open rows of a kind are due."""
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(due_row.c.due_at).where(due_row.c.kind == kind, due_row.c.state == State.OPEN)
            )
            return list(rows)
