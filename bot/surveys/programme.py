"""The NPS of a server: rounds that open by themselves, who is asked and told each day, and what came of the rounds.

A day's work is one due row of the server: it opens the round of the quarter where there is none, asks whose turn it is,
and plans itself for the next morning. It may be done twice, late, or not for a week: a round is looked for before one
is opened, nobody is asked within 90 days, and whoever was missed is asked with the next.

Rolling, each week of the quarter asks another thirteenth of the members (`sampling`), and the round closes with the
quarter. Quarterly, and for a round that an admin starts by hand, everybody is asked at once, for two weeks.
Staff and bots aren't asked, nor who joined less than 14 days ago. Who the members are is for Discord to say
(`Population`); without the members intent it tells only of those whom the database knows by what they wrote or earned.

How they learn of it is in `inviting`, what comes of the rounds in `scoring`.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.i18n import Language, say
from bot.settings.model import Change, ServerSettings
from bot.surveys import errors, rules, sampling
from bot.surveys.audience import Audiences, Population
from bot.surveys.desk import Desk, check_admin
from bot.surveys.inviting import Inviting
from bot.surveys.lifecycle import Lifecycle
from bot.surveys.model import (
    TITLE_MAX,
    WHY_MAX,
    Audience,
    AudienceKind,
    NpsMode,
    QuestionKind,
    QuestionTerms,
    Survey,
    SurveyKind,
    SurveySettings,
)
from bot.surveys.sampling import next_morning
from bot.surveys.store import catalogue, people, questions, rounds

ROUND_FOR = timedelta(days=14)
"""A round that asks everybody at once."""


class Programme:
    def __init__(self, desk: Desk, audience: Audiences, lifecycle: Lifecycle, inviting: Inviting) -> None:
        self._desk = desk
        self._audience = audience
        self._lifecycle = lifecycle
        self._inviting = inviting

    # Day by day

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Begin when the programme is switched on, or has got the channel it lacked."""
        for change in changes:
            if change.section == SurveySettings.section and change.key in ("nps", "channel_id") and change.new:
                await self._plan(connection, guild_id, self._desk.clock())

    async def look_after(self, *, guild_id: int) -> None:
        """Plan the day's work where the programme is on and nothing is planned: when it was given up, say."""
        async with self._desk.database.write() as connection:
            settings = await self._desk.settings.read(connection, guild_id, SurveySettings)
            waiting = await due.unfinished(connection, kind=rules.NPS, subject_ids=[guild_id])
            if settings.nps is not NpsMode.OFF and not any(not row.given_up for row in waiting):
                await self._plan(connection, guild_id, self._desk.clock())

    async def go_on(self, *, guild_id: int, population: Population, language: Language) -> None:
        """Do a day's work, and plan the next; nothing where the programme is off."""
        async with self._desk.database.write() as connection:
            settings = await self._desk.settings.read(connection, guild_id, SurveySettings)
            if settings.nps is NpsMode.OFF or settings.channel_id is None:
                return
            zone = (await self._desk.settings.read(connection, guild_id, ServerSettings)).zone
            today = self._desk.clock().astimezone(zone).date()
            survey = await self._round(connection, guild_id, settings.nps, today, zone, language, population)
            asked: Collection[int] = ()
            if survey is not None and survey.created_by_id is None:
                # What an admin started by hand asked everybody when it opened.
                asked = await self._ask_those_due(connection, survey, settings.nps, population, today)
            await self._plan(connection, guild_id, next_morning(today, zone))
            if survey is not None:
                await self._inviting.plan(connection, survey)
        if survey is not None:
            self._inviting.add(survey, asked)

    async def _round(
        self,
        connection: AsyncConnection,
        guild_id: int,
        mode: NpsMode,
        today: date,
        zone: ZoneInfo,
        language: Language,
        population: Population,
    ) -> Survey | None:
        """Return the open round, opened now where the quarter has had none and has room for one.

        One that asks everybody at once waits until half of them may be asked: after a round that began late, as where
        the programme was switched on in the middle of a quarter, the next would else ask nearly nobody.
        """
        running = await rounds.open_round(connection, guild_id=guild_id)
        if running is not None:
            return running if rules.is_open(running, now=self._desk.clock()) else None
        quarter = sampling.quarter_of(today)
        if await rounds.of_quarter(connection, guild_id=guild_id, quarter=quarter.name) is not None:
            return None
        ends_at, now = quarter.ends_at(zone), self._desk.clock()
        if ends_at - now < ROUND_FOR:
            return None
        if mode is NpsMode.QUARTERLY and not await self._has_rested(connection, guild_id, population, today):
            return None
        closes_at = ends_at if mode is NpsMode.ROLLING else now + ROUND_FOR
        return await self._open(connection, guild_id=guild_id, quarter=quarter, closes_at=closes_at, language=language)

    async def _ask_those_due(
        self,
        connection: AsyncConnection,
        survey: Survey,
        mode: NpsMode,
        population: Population,
        today: date,
    ) -> frozenset[int]:
        members = await self._rested(connection, survey.guild_id, population, today)
        if mode is NpsMode.ROLLING:
            week = sampling.quarter_of(today).week(today)
            members = sampling.turn(members, guild_id=survey.guild_id, week=week)
        elif await rounds.count_invited(connection, survey_id=survey.id):
            return frozenset()  # all at once, when it opened
        return await self._ask(connection, survey, members, today)

    async def _has_rested(
        self, connection: AsyncConnection, guild_id: int, population: Population, today: date
    ) -> bool:
        members = await self._audience.without_staff(connection, population, guild_id=guild_id)
        return 2 * len(await self._rested(connection, guild_id, population, today)) >= len(members)

    async def _rested(
        self, connection: AsyncConnection, guild_id: int, population: Population, today: date
    ) -> frozenset[int]:
        members = await self._audience.without_staff(connection, population, guild_id=guild_id)
        return sampling.rested(members, await rounds.asked_on(connection, guild_id=guild_id), on=today)

    async def _ask(
        self, connection: AsyncConnection, survey: Survey, member_ids: frozenset[int], today: date
    ) -> frozenset[int]:
        await people.invite(connection, member_ids, guild_id=survey.guild_id, survey_id=survey.id, on=today)
        await rounds.note_asked(connection, member_ids, guild_id=survey.guild_id, on=today)
        asked = await rounds.count_invited(connection, survey_id=survey.id)
        await catalogue.note(connection, survey_id=survey.id, asked=asked)
        return member_ids

    async def _open(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        quarter: sampling.Quarter,
        closes_at: datetime,
        language: Language,
        by: Actor | None = None,
    ) -> Survey:
        settings = await self._desk.settings.read(connection, guild_id, SurveySettings)
        survey_id = await catalogue.add(
            connection,
            guild_id=guild_id,
            kind=SurveyKind.NPS.value,
            anonymous=True,
            publish=False,
            points=settings.points,
            created_by_id=by.id if by is not None else None,
            created_at=self._desk.clock(),
            closes_at=closes_at,
            round=quarter.name,
            title=rules.shortened(say(language, "surveys-nps-title", round=quarter.name), TITLE_MAX),
            why=rules.shortened(say(language, "surveys-nps-why"), WHY_MAX),
            **catalogue.audience_columns(Audience(kind=AudienceKind.ALL)),
        )
        for position, terms in enumerate(_questions(language), start=1):
            await questions.add(connection, terms, guild_id=guild_id, survey_id=survey_id, position=position)
        survey = await self._desk.survey(connection, guild_id=guild_id, survey_id=survey_id)
        return await self._lifecycle.open_in(connection, survey)

    async def _plan(self, connection: AsyncConnection, guild_id: int, due_at: datetime) -> None:
        await due.plan(connection, guild_id=guild_id, kind=rules.NPS, subject_id=guild_id, due_at=due_at)

    # By hand

    async def start(self, *, by: Actor, population: Population, language: Language) -> tuple[Survey, int]:
        """Open a round now that asks everybody who may be asked; returns it and how many those are.

        Raises AdminsOnly, NoChannel, RoundRunning, or NobodyToAsk where everybody was asked within 90 days.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            settings = await self._desk.settings.read(connection, by.guild_id, SurveySettings)
            if settings.channel_id is None:
                raise errors.NoChannel
            if await rounds.open_round(connection, guild_id=by.guild_id) is not None:
                raise errors.RoundRunning
            zone = (await self._desk.settings.read(connection, by.guild_id, ServerSettings)).zone
            now = self._desk.clock()
            today = now.astimezone(zone).date()
            members = await self._rested(connection, by.guild_id, population, today)
            if not members:
                raise errors.NobodyToAsk
            survey = await self._open(
                connection,
                guild_id=by.guild_id,
                quarter=sampling.quarter_of(today),
                closes_at=now + ROUND_FOR,
                language=language,
                by=by,
            )
            await self._ask(connection, survey, members, today)
            await self._inviting.plan(connection, survey)
        self._inviting.add(survey, members)
        return survey, len(members)


def _questions(language: Language) -> Sequence[QuestionTerms]:
    return (
        QuestionTerms(kind=QuestionKind.NPS, text=say(language, "surveys-nps-question")),
        QuestionTerms(kind=QuestionKind.LONG, text=say(language, "surveys-nps-reason"), required=False),
    )
