"""Reminders of an occurrence: when they are due, which are still of use after an outage, and who gets one how."""

from datetime import datetime

from bot import due
from bot.engine import AsyncConnection
from bot.events import rules
from bot.events.model import Event, Occurrence, OccurrenceState, ReminderState
from bot.events.store import reminders


async def plan_reminders(connection: AsyncConnection, event: Event, occurrence: Occurrence, *, now: datetime) -> None:
    """Bring the reminders of an occurrence into step with its start, and with what its series wants.

    One whose moment has passed isn't planned: who publishes, moves or edits tells those concerned anyway. One that was
    sent is sent again only where its moment is still to come, because the start was put off.
    """
    if occurrence.state is not OccurrenceState.PLANNED:
        return
    existing = {one.before: one for one in await reminders.of_occurrence(connection, occurrence_id=occurrence.id)}
    for before in event.reminders:
        known, at = existing.pop(before, None), occurrence.starts_at - before
        if known is None and at > now:
            reminder_id = await reminders.add(
                connection, guild_id=occurrence.guild_id, occurrence_id=occurrence.id, before=before, due_at=at
            )
            await _due(connection, occurrence, reminder_id, at)
        elif known is not None and known.due_at != at:
            await _replan(connection, occurrence, known.id, at, planned=known.state is ReminderState.PLANNED, now=now)
    unwanted = [one.id for one in existing.values() if one.state is ReminderState.PLANNED]
    await reminders.remove(connection, reminder_ids=unwanted)
    for reminder_id in unwanted:
        await due.cancel(connection, kind=rules.REMIND, subject_id=reminder_id)


async def _replan(
    connection: AsyncConnection, occurrence: Occurrence, reminder_id: int, at: datetime, *, planned: bool, now: datetime
) -> None:
    if at > now:
        await reminders.replan(connection, reminder_id=reminder_id, due_at=at)
        await _due(connection, occurrence, reminder_id, at)
    elif planned:
        await reminders.set_state(
            connection,
            reminder_id=reminder_id,
            only_in=[ReminderState.PLANNED],
            state=ReminderState.SKIPPED,
            at=now,
        )
        await due.cancel(connection, kind=rules.REMIND, subject_id=reminder_id)


async def drop_reminders(connection: AsyncConnection, occurrence: Occurrence) -> None:
    """Have those that were not sent not be sent: the occurrence was cancelled."""
    left = [
        one.id
        for one in await reminders.of_occurrence(connection, occurrence_id=occurrence.id)
        if one.state in (ReminderState.PLANNED, ReminderState.SENDING)
    ]
    await reminders.remove(connection, reminder_ids=left)
    for reminder_id in left:
        await due.cancel(connection, kind=rules.REMIND, subject_id=reminder_id)


async def _due(connection: AsyncConnection, occurrence: Occurrence, reminder_id: int, at: datetime) -> None:
    await due.plan(connection, guild_id=occurrence.guild_id, kind=rules.REMIND, subject_id=reminder_id, due_at=at)
