"""From a draft to a closed survey: planned, opened, extended, closed, deleted.

What happens by itself are due rows, so that an outage loses nothing. A survey that should have opened meanwhile opens
late and still closes when it was to. What is answered after the closing time is refused by the time itself
(`rules.is_open`), not by the row that closes it. One whose whole time passed while the bot was away is a draft again,
and admins find it in `/doctor`.

Other parts join in with `on_open` and `on_close`; these run in the transaction that opens or closes.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.actor import Actor
from bot.due import CannotBeDone, cancel, plan, unfinished
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.surveys import errors, rules
from bot.surveys.audience import Audiences, Population
from bot.surveys.desk import Desk, check_admin
from bot.surveys.model import AudienceKind, Questionnaire, Survey, SurveySettings, SurveyState
from bot.surveys.store import catalogue, people, questions

Hook = Callable[[AsyncConnection, Survey], Awaitable[None]]
"""Is given the survey as it is after the change."""

BY_ITSELF = (rules.OPEN, rules.CLOSE, rules.REMIND)


class Lifecycle:
    def __init__(self, desk: Desk, audience: Audiences) -> None:
        self._desk = desk
        self._audience = audience
        self.on_open: list[Hook] = []
        self.on_close: list[Hook] = []

    # What admins decide. All of it raises AdminsOnly, SurveyNotFound and, with another stamp, ChangedMeanwhile

    async def start(self, *, by: Actor, survey_id: int, stamp: int) -> Survey:
        """Let a draft open at its time, or with the next sweep where none was chosen.

        Raises NotADraft, or what `rules.check_ready` finds to be missing.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
            if survey.state is not SurveyState.DRAFT:
                raise errors.NotADraft
            now = self._desk.clock()
            asked = await questions.of_survey(connection, survey.id)
            rules.check_ready(Questionnaire(survey=survey, questions=tuple(asked)), now=now)
            await self._check_place(connection, survey)
            opens_at = max(survey.opens_at or now, now)
            await catalogue.change(connection, survey_id=survey.id, state=SurveyState.PLANNED.value, opens_at=opens_at)
            await self._plan(connection, survey, rules.OPEN, opens_at)
            return await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey.id)

    async def stop_plan(self, *, by: Actor, survey_id: int, stamp: int) -> Survey:
        """Make a draft again of what was to open by itself. Raises NotPlanned."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
            if survey.state is not SurveyState.PLANNED:
                raise errors.NotPlanned
            await catalogue.change(connection, survey_id=survey.id, state=SurveyState.DRAFT.value)
            await cancel(connection, kind=rules.OPEN, subject_id=survey.id)
            return await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey.id)

    async def extend(self, *, by: Actor, survey_id: int, stamp: int, closes_at: datetime) -> Survey:
        """Have an open survey close at another time. Raises NotOpen, ClosesTooSoon or ClosesTooLate."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
            now = self._desk.clock()
            if not rules.is_open(survey, now=now):
                raise errors.NotOpen
            assert survey.opened_at is not None
            rules.check_closing(closes_at, opens_at=max(now, survey.opened_at))
            await catalogue.change(connection, survey_id=survey.id, closes_at=closes_at)
            await self._plan(connection, survey, rules.CLOSE, closes_at)
            if survey.reminded_at is None:
                due_at = rules.remind_at(opened_at=survey.opened_at, closes_at=closes_at)
                await self._plan(connection, survey, rules.REMIND, due_at)
            await self._plan(connection, survey, rules.POST, now)
            return await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey.id)

    async def close(self, *, by: Actor, survey_id: int, stamp: int) -> Survey:
        """Close an open survey now. Raises NotOpen."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
            if survey.state is not SurveyState.OPEN:
                raise errors.NotOpen
            return await self.close_in(connection, survey)

    async def delete(self, *, by: Actor, survey_id: int, stamp: int) -> None:
        """Delete a draft, or of a closed survey everything that was answered. Raises StillRunning.

        Of a closed one it stays known that there was one, and how many took part: what was counted for reports.
        """
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._locked(connection, by=by, survey_id=survey_id, stamp=stamp)
            match survey.state:
                case SurveyState.DRAFT:
                    await catalogue.remove(connection, survey_id=survey.id)
                case SurveyState.CLOSED:
                    await catalogue.remove_answers(connection, survey_id=survey.id)
                    await catalogue.change(connection, survey_id=survey.id, state=SurveyState.DELETED.value)
                    await self._plan(connection, survey, rules.POST, self._desk.clock())
                case _:
                    raise errors.StillRunning

    # What is due

    async def find(self, *, guild_id: int, survey_id: int) -> Survey | None:
        """Return a survey; None for one that was deleted."""
        async with self._desk.database.read() as connection:
            return await catalogue.get(connection, guild_id=guild_id, survey_id=survey_id)

    async def open_due(self, *, guild_id: int, survey_id: int, population: Population | None) -> None:
        """Open what was planned; what isn't planned any more stays as it is.

        Raises CannotBeDone where it can't be opened, as when it would have been over by now: it is a draft again then.
        """
        async with self._desk.database.write() as connection:
            survey = await catalogue.lock(connection, guild_id=guild_id, survey_id=survey_id)
            if survey is None or survey.state is not SurveyState.PLANNED:
                return
            obstacle = await self._obstacle(connection, survey)
            if obstacle is None:
                await self.open_in(connection, survey, population=population)
            else:
                await catalogue.change(connection, survey_id=survey.id, state=SurveyState.DRAFT.value)
        if obstacle is not None:
            raise CannotBeDone(f"survey {survey_id} can't be opened ({obstacle}): it is a draft again")

    async def _obstacle(self, connection: AsyncConnection, survey: Survey) -> str | None:
        """Return what keeps a planned survey from being opened; that can have changed since it was planned."""
        asked = await questions.of_survey(connection, survey.id)
        try:
            rules.check_ready(Questionnaire(survey=survey, questions=tuple(asked)), now=self._desk.clock())
            await self._check_place(connection, survey)
        except UserError as refused:
            return type(refused).__name__
        return None

    async def close_due(self, *, guild_id: int, survey_id: int) -> None:
        """Close what is over; what was extended or closed meanwhile stays as it is."""
        async with self._desk.database.write() as connection:
            survey = await catalogue.lock(connection, guild_id=guild_id, survey_id=survey_id)
            if survey is None or survey.state is not SurveyState.OPEN:
                return
            if rules.is_open(survey, now=self._desk.clock()):
                return
            await self.close_in(connection, survey)

    async def open_in(
        self, connection: AsyncConnection, survey: Survey, *, population: Population | None = None
    ) -> Survey:
        """Open a survey now, and plan what follows from it; returns it as it is then.

        Who is asked is drawn from the population, without one from those whom the database knows.
        """
        now = self._desk.clock()
        closes_at = survey.closes_at or now + rules.OPEN_FOR
        drawn = await self._audience.draw(connection, survey, population=population)
        if survey.audience.kind in (AudienceKind.SAMPLE, AudienceKind.ATTENDEES):
            await people.invite(connection, drawn, guild_id=survey.guild_id, survey_id=survey.id, on=now.date())
        await catalogue.change(
            connection,
            survey_id=survey.id,
            state=SurveyState.OPEN.value,
            opened_at=now,
            closes_at=closes_at,
            asked=self._audience.counted(survey, drawn, population),
        )
        await self._plan(connection, survey, rules.CLOSE, closes_at)
        await self._plan(connection, survey, rules.REMIND, rules.remind_at(opened_at=now, closes_at=closes_at))
        await self._plan(connection, survey, rules.POST, now)
        return await self._told(connection, survey, self.on_open)

    async def close_in(self, connection: AsyncConnection, survey: Survey) -> Survey:
        """Close a survey; returns it as it is then. Late, it counts as closed when it was to."""
        now = self._desk.clock()
        closed_at = now if survey.closes_at is None else min(now, survey.closes_at)
        await catalogue.change(
            connection, survey_id=survey.id, state=SurveyState.CLOSED.value, closed_at=closed_at, closes_at=closed_at
        )
        for kind in BY_ITSELF:
            await cancel(connection, kind=kind, subject_id=survey.id)
        await self._plan(connection, survey, rules.POST, now)
        return await self._told(connection, survey, self.on_close)

    # The post

    async def show_soon(self, connection: AsyncConnection, survey: Survey) -> None:
        """Have the post follow what was answered: one change for all answers of ten minutes."""
        waiting = await unfinished(connection, kind=rules.POST, subject_ids=[survey.id])
        if not any(not due.given_up and not due.under_way for due in waiting):
            await self._plan(connection, survey, rules.POST, self._desk.clock() + rules.SHOWN_EVERY)

    async def show_now(self, connection: AsyncConnection, survey: Survey) -> None:
        await self._plan(connection, survey, rules.POST, self._desk.clock())

    async def follow_plan(self, connection: AsyncConnection, survey: Survey) -> None:
        """Have a planned survey open at the time it says now."""
        now = await self._desk.survey(connection, guild_id=survey.guild_id, survey_id=survey.id)
        if now.state is SurveyState.PLANNED:
            opens_at = max(now.opens_at or self._desk.clock(), self._desk.clock())
            await self._plan(connection, now, rules.OPEN, opens_at)

    async def posted(self, *, survey: Survey, channel_id: int | None, message_id: int | None) -> None:
        """Note where a survey's post is; None: nowhere any more."""
        async with self._desk.database.write() as connection:
            await catalogue.note(connection, survey_id=survey.id, channel_id=channel_id, message_id=message_id)

    async def reminded(self, *, survey: Survey) -> None:
        async with self._desk.database.write() as connection:
            await catalogue.note(connection, survey_id=survey.id, reminded_at=self._desk.clock())

    async def post_again(self, *, by: Actor, survey_id: int) -> Survey:
        """Have an open survey's post be there again. Raises AdminsOnly, SurveyNotFound or NotOpen."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            survey = await self._desk.survey(connection, guild_id=by.guild_id, survey_id=survey_id)
            if survey.state is not SurveyState.OPEN:
                raise errors.NotOpen
            await plan(
                connection,
                guild_id=survey.guild_id,
                kind=rules.POST,
                subject_id=survey.id,
                due_at=self._desk.clock(),
                payload={"again": True},
            )
            return survey

    # Inside a transaction

    async def _locked(self, connection: AsyncConnection, *, by: Actor, survey_id: int, stamp: int) -> Survey:
        survey = await self._desk.locked(connection, guild_id=by.guild_id, survey_id=survey_id)
        if survey.revision != stamp:
            raise errors.ChangedMeanwhile
        return survey

    async def _check_place(self, connection: AsyncConnection, survey: Survey) -> None:
        settings = await self._desk.settings.read(connection, survey.guild_id, SurveySettings)
        if settings.channel_id is None:
            raise errors.NoChannel
        if survey.audience.kind is AudienceKind.RANK and await self._audience.rank(connection, survey) is None:
            raise errors.AudienceGone

    async def _plan(self, connection: AsyncConnection, survey: Survey, kind: str, due_at: datetime) -> None:
        await plan(connection, guild_id=survey.guild_id, kind=kind, subject_id=survey.id, due_at=due_at)

    async def _told(self, connection: AsyncConnection, survey: Survey, hooks: list[Hook]) -> Survey:
        now = await self._desk.survey(connection, guild_id=survey.guild_id, survey_id=survey.id)
        for hook in hooks:
            await hook(connection, now)
        return await self._desk.survey(connection, guild_id=survey.guild_id, survey_id=survey.id)
