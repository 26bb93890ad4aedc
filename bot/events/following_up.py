"""What comes after an occurrence: thanks, a short survey to those who were there, and room for a recap.

All of it is one message in the event's own thread, which is renamed and goes on as the recap: those who were there
talk in it already. Nobody is mentioned; who follows the thread sees it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.due import Due, TryLater
from bot.engine import AsyncConnection
from bot.events.desk import Desk, placed
from bot.events.model import (
    Answer,
    Event,
    EventSettings,
    Occurrence,
    OccurrenceState,
    PlaceKind,
    ReminderState,
)
from bot.events.store import attendance, occurrences, rsvps, series
from bot.i18n import Language, say

SENT_WITHIN = timedelta(days=3)
"""Of the time it was due; later nobody needs it."""
LATE_AFTER = timedelta(hours=1)
SURVEYED_FROM = 5
"""Fewer answers are shown to nobody (`bot.surveys`), so fewer people aren't asked."""

_UNSENT = (ReminderState.PLANNED, ReminderState.SENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    event: Event
    occurrence: Occurrence
    came: int
    """How many are known to have been there; 0 where nobody knows who was."""
    survey_id: int | None
    late: bool


class FollowingUp:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def to_send(self, due_row: Due, *, language: Language) -> FollowUp | None:
        """Return what is to be posted; None where there is nothing, and that is noted.

        The survey is made with it, in `language`, once. Raises TryLater as long as attendance isn't settled.
        """
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            one = await occurrences.get(connection, guild_id=due_row.guild_id, occurrence_id=due_row.subject_id)
            if one is None or one.state is not OccurrenceState.ENDED or one.follow_up not in _UNSENT:
                return None
            due_at = await self._due_at(connection, one)
            if now - due_at > SENT_WITHIN:
                await occurrences.change(connection, occurrence_id=one.id, follow_up=ReminderState.SKIPPED)
                return None
            if one.settled_at is None:
                raise TryLater("attendance isn't settled yet")
            event = await series.get(connection, guild_id=one.guild_id, event_id=one.event_id)
            assert event is not None
            came = await attendance.attended(connection, guild_id=one.guild_id, occurrence_id=one.id)
            if not came and not await self._may_have_come(connection, placed(event, one), one):
                await occurrences.change(connection, occurrence_id=one.id, follow_up=ReminderState.SKIPPED)
                return None
            survey_id = await self._survey(connection, event, one, came=len(came), language=language)
            one = await occurrences.change(
                connection, occurrence_id=one.id, follow_up=ReminderState.SENDING, survey_id=survey_id
            )
            assert one is not None
            late = now - due_at > LATE_AFTER
            return FollowUp(event=placed(event, one), occurrence=one, came=len(came), survey_id=survey_id, late=late)

    async def _due_at(self, connection: AsyncConnection, one: Occurrence) -> datetime:
        settings = await self._desk.settings.read(connection, one.guild_id, EventSettings)
        return (one.ended_at or one.ends_at) + timedelta(hours=settings.follow_up_hours)

    async def _may_have_come(self, connection: AsyncConnection, event: Event, one: Occurrence) -> bool:
        """Whether people may have been there though nothing is known of it: outside of Discord, without codes."""
        if event.place_kind is not PlaceKind.EXTERNAL:
            return False
        return bool(
            await rsvps.members(connection, occurrence_id=one.id, answers=[Answer.GOING], limit=1)
        ) and not await attendance.known(connection, occurrence_id=one.id)

    async def _survey(
        self, connection: AsyncConnection, event: Event, one: Occurrence, *, came: int, language: Language
    ) -> int | None:
        settings = await self._desk.settings.read(connection, one.guild_id, EventSettings)
        if one.survey_id is not None or not settings.survey or came < SURVEYED_FROM:
            return one.survey_id
        return await self._desk.surveys.building.make_quick(
            connection,
            guild_id=one.guild_id,
            title=say(language, "events-follow-up-survey", title=event.title),
            why=say(language, "events-follow-up-why"),
            occurrence_id=one.id,
            language=language,
        )

    async def sent(self, follow_up: FollowUp, *, thread_id: int | None) -> None:
        """Note where it was posted."""
        state = ReminderState.LATE if follow_up.late else ReminderState.SENT
        async with self._desk.database.write() as connection:
            await occurrences.change(
                connection, occurrence_id=follow_up.occurrence.id, follow_up=state, recap_thread_id=thread_id
            )
