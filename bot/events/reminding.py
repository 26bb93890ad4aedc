"""Reminders of an occurrence: when they are due, which are still of use after an outage, and who gets one how.

Only those going are reminded: in the event's thread, or by direct message where they asked for that. One that fell due
while the bot was away is sent late as long as it is of use (`still_useful`), and of several of one occurrence only the
latest; the others are skipped. Both is kept and shown to who runs the event.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import due
from bot.due import Due
from bot.engine import AsyncConnection
from bot.events import rules
from bot.events.desk import Desk
from bot.events.model import Answer, Event, Occurrence, OccurrenceState, Reminder, ReminderState
from bot.events.store import reminders, rsvps

LONG = timedelta(minutes=60)
"""A reminder at least so long before is of use until the start; a shorter one a little longer."""
SHORT_UNTIL = timedelta(minutes=10)
"""After the start."""
LATE_AFTER = timedelta(minutes=5)
"""Sent later than this after its time, it says so."""
MENTIONED_MAX = 2_000

_UNSENT = (ReminderState.PLANNED, ReminderState.SENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A reminder that is to be sent now."""

    event: Event
    occurrence: Occurrence
    reminder: Reminder
    mentioned: tuple[int, ...]
    """Those going, without those who get a direct message."""
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSending:
    """A reminder for somebody who asked for a direct message."""

    event: Event
    occurrence: Occurrence
    reminder: Reminder
    member_id: int
    late: bool


def still_useful(*, before: timedelta, starts_at: datetime, now: datetime) -> bool:
    """Whether a reminder that comes late helps anybody."""
    return now < useful_until(before=before, starts_at=starts_at)


def useful_until(*, before: timedelta, starts_at: datetime) -> datetime:
    return starts_at + (timedelta() if before >= LONG else SHORT_UNTIL)


class Reminding:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.untold: set[tuple[int, int]] = set()
        """Members (with their servers) who couldn't be reached and don't know yet."""

    async def load(self) -> None:
        async with self._desk.database.read() as connection:
            self.untold = set(await reminders.all_refused(connection))

    async def of_occurrence(self, *, guild_id: int, occurrence_id: int) -> Sequence[Reminder]:
        """Return the reminders of an occurrence with what became of them, the earliest first."""
        async with self._desk.database.read() as connection:
            found = await reminders.of_occurrence(connection, occurrence_id=occurrence_id)
        return [one for one in found if one.guild_id == guild_id]

    # In the thread ----------------------------------------------------------------------------------------------------

    async def to_send(self, due_row: Due) -> Sending | None:
        """Return a reminder that is due, if it is of use; if not, that is noted and None returned.

        The first time, the direct messages are planned: each is sent by itself, whatever becomes of the thread.
        """
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            reminder = await reminders.get(connection, guild_id=due_row.guild_id, reminder_id=due_row.subject_id)
            if reminder is None or reminder.state not in _UNSENT or reminder.due_at > now:
                return None
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=due_row.guild_id, occurrence_id=reminder.occurrence_id
            )
            going = await rsvps.members(
                connection, occurrence_id=occurrence.id, answers=[Answer.GOING], limit=MENTIONED_MAX
            )
            if not going or not await self._is_wanted(connection, reminder, occurrence, now=now):
                await self._finish(connection, reminder, ReminderState.SKIPPED, now=now)
                return None
            apart = await reminders.by_message(connection, occurrence_id=occurrence.id)
            if await self._begin(connection, reminder):
                for rsvp_id in apart.values():
                    await self._plan_message(connection, reminder, rsvp_id, now=now)
            return Sending(
                event=event,
                occurrence=occurrence,
                reminder=reminder,
                mentioned=tuple(member_id for member_id in going if member_id not in apart),
                late=now - reminder.due_at > LATE_AFTER,
            )

    async def _is_wanted(
        self, connection: AsyncConnection, reminder: Reminder, occurrence: Occurrence, *, now: datetime
    ) -> bool:
        if occurrence.state not in (OccurrenceState.PLANNED, OccurrenceState.RUNNING):
            return False
        if not still_useful(before=reminder.before, starts_at=occurrence.starts_at, now=now):
            return False
        others = await reminders.of_occurrence(connection, occurrence_id=occurrence.id)
        return not any(
            other.state is ReminderState.PLANNED and reminder.due_at < other.due_at <= now for other in others
        )

    async def _begin(self, connection: AsyncConnection, reminder: Reminder) -> bool:
        return await reminders.set_state(
            connection,
            reminder_id=reminder.id,
            only_in=[ReminderState.PLANNED],
            state=ReminderState.SENDING,
            at=None,
        )

    async def _plan_message(
        self, connection: AsyncConnection, reminder: Reminder, rsvp_id: int, *, now: datetime
    ) -> None:
        await due.plan(
            connection,
            guild_id=reminder.guild_id,
            kind=rules.REMIND_MESSAGE,
            subject_id=rsvp_id,
            due_at=now,
            payload={"reminder": reminder.id},
        )

    async def sent(self, sending: Sending) -> None:
        """Note that the thread has it."""
        state = ReminderState.LATE if sending.late else ReminderState.SENT
        async with self._desk.database.write() as connection:
            await self._finish(connection, sending.reminder, state, now=self._desk.clock())

    async def _finish(
        self, connection: AsyncConnection, reminder: Reminder, state: ReminderState, *, now: datetime
    ) -> None:
        await reminders.set_state(connection, reminder_id=reminder.id, only_in=_UNSENT, state=state, at=now)

    # By direct message ------------------------------------------------------------------------------------------------

    async def message_to_send(self, due_row: Due) -> MessageSending | None:
        """Return the direct message that is due; None where it is of no use or not wanted any more."""
        now = self._desk.clock()
        async with self._desk.database.read() as connection:
            rsvp = await rsvps.with_id(connection, guild_id=due_row.guild_id, rsvp_id=due_row.subject_id)
            reminder = await reminders.get(
                connection, guild_id=due_row.guild_id, reminder_id=int(due_row.payload["reminder"])
            )
            if rsvp is None or reminder is None or rsvp.member_id is None or rsvp.answer is not Answer.GOING:
                return None
            if not await rsvps.by_message(connection, guild_id=due_row.guild_id, member_id=rsvp.member_id):
                return None
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=due_row.guild_id, occurrence_id=rsvp.occurrence_id
            )
            if not await self._is_wanted(connection, reminder, occurrence, now=now):
                return None
            return MessageSending(
                event=event,
                occurrence=occurrence,
                reminder=reminder,
                member_id=rsvp.member_id,
                late=now - reminder.due_at > LATE_AFTER,
            )

    async def refused(self, *, guild_id: int, member_id: int) -> None:
        """Note that somebody's direct messages are closed: they are told below their next answer."""
        async with self._desk.database.write() as connection:
            await reminders.refused(connection, guild_id=guild_id, member_id=member_id, at=self._desk.clock())
        self.untold.add((guild_id, member_id))

    async def tell_refused(self, *, guild_id: int, member_id: int) -> bool:
        """Remind somebody in threads from now on, as their messages were closed; returns whether they are to be told.

        Once for each time: whoever asks for direct messages again is tried again.
        """
        self.untold.discard((guild_id, member_id))
        async with self._desk.database.write() as connection:
            return await reminders.forget_refusal(connection, guild_id=guild_id, member_id=member_id)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is kept in memory of an erased member."""
        self.untold.discard((guild_id, member_id))

    def forget_server(self, guild_id: int) -> None:
        self.untold = {key for key in self.untold if key[0] != guild_id}


# Planning, in the transaction of what changes -----------------------------------------------------------------------


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
