"""Moving and cancelling: one date by itself, or a whole series; those concerned are told, with the reason."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.events import errors, recurring, rules
from bot.events.desk import Desk, check_manages, may_manage
from bot.events.lifecycle import Lifecycle
from bot.events.model import REASON_MAX, Event, EventState, Occurrence, OccurrenceState
from bot.events.revising import Revising
from bot.events.store import changing, occurrences, series
from bot.events.typed import read_start
from bot.i18n import Language
from bot.text import cut, letters, one_line
from bot.when import Moment

TARGETS_MAX = 25
"""What autocomplete of Discord can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be moved or cancelled: one date of an event, or with none all that is to come of it."""

    event: Event
    occurrence: Occurrence | None
    next: Occurrence | None
    """The next date to come, where there is one."""
    people: int = 0
    """Whose plans it concerns."""


class Moving:
    def __init__(self, desk: Desk, lifecycle: Lifecycle, revising: Revising) -> None:
        self._desk = desk
        self._lifecycle = lifecycle
        self._revising = revising

    async def targets(self, *, by: Actor, typed: str) -> list[Target]:
        """Return what somebody may move or cancel, by title: each event, and the next dates of each series."""
        now = self._desk.clock()
        everything = by.manages_server or by.moderates
        async with self._desk.database.read() as connection:
            found = await series.named(
                connection,
                guild_id=by.guild_id,
                typed=one_line(typed),
                states=[EventState.PUBLISHED],
                host_id=None if everything else by.id,
            )
            mine = {event.id: event for event in found if may_manage(event, by=by)}
            coming = await changing.coming(connection, event_ids=list(mine), after=now, limit=100)
        targets = []
        for event in mine.values():
            dates = [one for one in coming if one.event_id == event.id]
            following = dates[0] if dates else None
            targets += [Target(event=event, occurrence=one, next=following) for one in dates[:4] if event.rule]
            targets.append(Target(event=event, occurrence=None, next=following))
        return targets[:TARGETS_MAX]

    async def dates(self, *, by: Actor, event_id: int, limit: int) -> list[Occurrence]:
        """Return the next dates of an event that can be moved by themselves. Raises EventNotFound or NotTheHost."""
        async with self._desk.database.read() as connection:
            check_manages(await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id), by=by)
            coming = await occurrences.to_come(connection, event_id=event_id)
        return [one for one in coming if one.state is OccurrenceState.PLANNED][:limit]

    async def target(self, *, by: Actor, event_id: int | None = None, occurrence_id: int | None = None) -> Target:
        """Return an event, or one of its dates, with how many people it concerns.

        What happens once is the same as its only date. Raises EventNotFound, OccurrenceNotFound, NotTheHost or
        AlreadyOver.
        """
        async with self._desk.database.read() as connection:
            return await self._target(connection, by=by, event_id=event_id, occurrence_id=occurrence_id)

    async def _target(
        self, connection: AsyncConnection, *, by: Actor, event_id: int | None, occurrence_id: int | None
    ) -> Target:
        one = None
        if occurrence_id is not None:
            event, one = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        else:
            event = await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id or 0)
        check_manages(event, by=by)
        coming = await occurrences.to_come(connection, event_id=event.id)
        over = one is not None and one.state not in (OccurrenceState.PLANNED, OccurrenceState.RUNNING)
        if event.state is not EventState.PUBLISHED or over:
            raise errors.AlreadyOver
        concerned = [one] if one is not None else coming
        return Target(
            event=event,
            occurrence=one if event.rule is not None else None,
            next=coming[0] if coming else None,
            people=await changing.people(connection, occurrence_ids=[each.id for each in concerned]),
        )

    async def read(self, typed: str, *, target: Target, language: Language) -> tuple[Moment, ...]:
        """Return what a typed moment can mean, in the event's zone. Raises one of `bot.when.errors`."""
        moments, refused = await read_start(
            one_line(typed), now=self._desk.clock(), zone=target.event.zone, language=language
        )
        if refused is not None:
            raise refused
        return moments

    async def dropped(self, target: Target, at: datetime) -> int:
        """Return how many answers would be lost if a whole series was moved so that its next date is at a moment.

        Raises RecurrenceNotMoved or MovedNowhere.
        """
        values = _moved_series(target, at)
        async with self._desk.database.read() as connection:
            return await self._answers_dropped(connection, target, values)

    async def _answers_dropped(self, connection: AsyncConnection, target: Target, values: dict[str, Any]) -> int:
        as_moved = replace(target.event, **values)
        gone = await self._lifecycle.dropped_by(connection, as_moved, now=self._desk.clock())
        counts = await changing.concerned(connection, occurrence_ids=[one.id for one in gone])
        return sum(counts.values())

    async def move_date(self, *, by: Actor, occurrence_id: int, at: datetime, was: datetime, reason: str) -> Target:
        """Move one date of a series, from `was`; it keeps its length, its answers and its place in the series.

        Raises OccurrenceNotFound, NotTheHost, AlreadyOver, ChangedMeanwhile, StartPassed or MovedNowhere.
        """
        said = _reason(reason)
        async with self._desk.database.write() as connection:
            target = await self._target(connection, by=by, event_id=None, occurrence_id=occurrence_id)
            one = target.occurrence
            if one is None:
                raise errors.ChangedMeanwhile
            self._check_moment(one, at=at, was=was)
            moved = await self._lifecycle.move_occurrence(
                connection,
                target.event,
                one,
                starts_at=at,
                ends_at=at + (one.ends_at - one.starts_at),
                now=self._desk.clock(),
            )
            await self._give_reason(connection, moved, said)
            return await self._target(connection, by=by, event_id=None, occurrence_id=occurrence_id)

    async def move_all(
        self, *, by: Actor, event_id: int, at: datetime, was: datetime, reason: str, dropping: bool = False
    ) -> Target:
        """Move a series so that its next date is at a moment instead of at `was`: the others follow by as much.

        Raises what `move_date` does, RecurrenceNotMoved where its own rule has no such day, AnswersDropped unless
        `dropping`.
        """
        said = _reason(reason)
        async with self._desk.database.write() as connection:
            target = await self._target(connection, by=by, event_id=event_id, occurrence_id=None)
            if target.next is None:
                raise errors.AlreadyOver
            self._check_moment(target.next, at=at, was=was)
            values = _moved_series(target, at)
            if not dropping and await self._answers_dropped(connection, target, values):
                raise errors.AnswersDropped
            saved = await self._revising.apply(connection, target.event, values)
            for one in await occurrences.to_come(connection, event_id=saved.id):
                await self._give_reason(connection, one, said)
            return await self._target(connection, by=by, event_id=event_id, occurrence_id=None)

    def _check_moment(self, one: Occurrence, *, at: datetime, was: datetime) -> None:
        if one.starts_at == at:
            raise errors.MovedNowhere
        if one.starts_at != was:
            raise errors.ChangedMeanwhile
        if at <= self._desk.clock():
            raise errors.StartPassed
        if one.state is not OccurrenceState.PLANNED:
            raise errors.AlreadyOver

    async def _give_reason(self, connection: AsyncConnection, one: Occurrence, reason: str | None) -> None:
        """Put the reason into what those concerned are going to be told."""
        if reason is None:
            return
        for row in await due.unfinished(connection, kind=rules.TELL, subject_ids=[one.id]):
            if not row.under_way and not row.given_up:
                await due.plan(
                    connection,
                    guild_id=row.guild_id,
                    kind=rules.TELL,
                    subject_id=row.subject_id,
                    due_at=row.due_at,
                    payload=row.payload | {"reason": reason},
                )

    async def cancel_date(self, *, by: Actor, occurrence_id: int, reason: str) -> Occurrence:
        """Cancel one date of a series, which goes on. Raises OccurrenceNotFound, NotTheHost or AlreadyOver."""
        said = _reason(reason)
        async with self._desk.database.write() as connection:
            target = await self._target(connection, by=by, event_id=None, occurrence_id=occurrence_id)
            _, one = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
            return await self._lifecycle.cancel_occurrence(
                connection, target.event, one, reason=said, now=self._desk.clock()
            )

    async def cancel_all(self, *, by: Actor, event_id: int, reason: str) -> int:
        """Cancel an event with everything to come; returns how many dates that were.

        Raises EventNotFound, NotTheHost or AlreadyOver.
        """
        said = _reason(reason)
        async with self._desk.database.write() as connection:
            target = await self._target(connection, by=by, event_id=event_id, occurrence_id=None)
            return await self._lifecycle.cancel_series(connection, target.event, reason=said, now=self._desk.clock())


def _reason(typed: str) -> str | None:
    said = one_line(typed)
    return cut(said, REASON_MAX) if letters(said) else None


def _moved_series(target: Target, at: datetime) -> dict[str, Any]:
    """Return the changes that bring the next date of a series to a moment. Raises RecurrenceNotMoved."""
    event, following = target.event, target.next
    if following is None:
        raise errors.AlreadyOver
    local = at.astimezone(event.zone)
    wall = local.replace(tzinfo=None)
    if event.rule is None:
        return {"starts_local": wall}
    before = event.starts_local.replace(fold=0)
    shift = wall.replace(fold=0) - following.original_at.astimezone(event.zone).replace(tzinfo=None, fold=0)
    after = before + shift
    rule = recurring.follow(event.rule, before=before, after=after)
    if rule is not None:
        try:
            recurring.check_rule(rule, starts_local=after, time_zone=event.time_zone)
        except UserError:
            raise errors.RecurrenceNotMoved from None
    return {"starts_local": after, "rule": rule}
