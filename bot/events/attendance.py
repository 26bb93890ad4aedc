"""Who was there: what is known of it, what follows from that, and what hosts say.

Four ways tell: time in voice, the check-in code, the host, a file. What a host denies counts for nothing, whatever
else is known. When an occurrence has ended it is settled: each member's outcome is written down. Later changes (a
late check-in, a host's correction within a week) settle it anew. Points follow from the outcomes, in a due row of
their own.

Nobody is called absent lightly: not where nothing at all is known (an external place, nobody ticked a list), not
who wants nothing recorded, since we didn't look, and not who was there for a little while. Members are never told
about being absent; hosts see it for their event, moderators for a member's last events.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from bot import due
from bot.activity.service import Activity
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import UserError
from bot.events import errors, presence, rules
from bot.events.desk import Desk, check_manages
from bot.events.model import Answer, Attended, Event, EventSettings, Occurrence, OccurrenceState, PlaceKind
from bot.events.store import attendance as store
from bot.events.store.attendance import Known, Meant, Turnout, Visit
from bot.points.model import Award, Kind
from bot.points.store import ledger as ledger_store

CORRECTED_WITHIN = timedelta(days=7)
TICKED_FROM = timedelta(minutes=30)
"""So long before the start a host may begin to tick."""
UNTICKED_AFTER = timedelta(minutes=30)
"""After the end, when checking in is over, too."""
TRIES_KEPT = timedelta(hours=1)
"""Wrong codes are counted for so long (`bot.events.codes`), and not remembered after that."""
PAID_AT_ONCE = 20
"""Members whose points are given in one transaction: more would keep others waiting."""
PAGE_SIZE = 10
TURNOUTS_SHOWN = 10
VISITS_SHOWN = 10


class Said(TypedDict, total=False):
    """What is newly known of members."""

    by_code: bool
    by_host: bool
    by_file: bool
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A member on a host's list."""

    known: Known
    answer: Answer | None
    there: bool
    """Whether they count as having been there, by what is known now."""

    @property
    def member_id(self) -> int:
        return self.known.member_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """A host's list, or a page of it."""

    event: Event
    occurrence: Occurrence
    lines: Sequence[Line]
    page: int
    pages: int
    total: int
    going: int
    there: int
    can_tick: bool


class AttendanceBook:
    """`app.events.attendance`."""

    def __init__(self, desk: Desk, *, activity: Activity) -> None:
        self._desk = desk
        self._activity = activity

    # For others

    async def attendees(self, connection: AsyncConnection, guild_id: int, occurrence_id: int) -> frozenset[int]:
        """Return who was there, as it is settled."""
        return await store.attended(connection, guild_id=guild_id, occurrence_id=occurrence_id)

    def follows_voice(self, guild_id: int) -> bool:
        """Whether it can be told right now who is in voice; attendance is settled only then."""
        return self._activity.follows_voice(guild_id)

    # The host's list

    async def page(self, *, by: Actor, occurrence_id: int, page: int) -> AttendanceList:
        """Raises OccurrenceNotFound or NotTheHost."""
        whole = await self.whole(by=by, occurrence_id=occurrence_id)
        pages = max(1, -(-whole.total // PAGE_SIZE))
        number = min(max(page, 1), pages)
        shown = whole.lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return replace(whole, lines=shown, page=number, pages=pages)

    async def whole(self, *, by: Actor, occurrence_id: int) -> AttendanceList:
        """Return everybody who said they would come or who was there. Raises OccurrenceNotFound or NotTheHost."""
        settings = await self._desk.settings.get(by.guild_id, EventSettings)
        async with self._desk.database.read() as connection:
            event, occurrence = await self.managed(connection, by=by, occurrence_id=occurrence_id)
            answers, known = await self._known(connection, event, occurrence, settings)
        going = [member_id for member_id, answer in answers.items() if answer is Answer.GOING]
        listed = dict.fromkeys([*going, *known])
        lines = [
            Line(known=one, answer=answers.get(member_id), there=_is_there(one))
            for member_id in listed
            if (one := known.get(member_id, Known(member_id=member_id)))
        ]
        return AttendanceList(
            event=event,
            occurrence=occurrence,
            lines=lines,
            page=1,
            pages=1,
            total=len(lines),
            going=len(going),
            there=sum(line.there for line in lines),
            can_tick=_obstacle(occurrence, now=self._desk.clock()) is None,
        )

    async def tick(self, *, by: Actor, occurrence_id: int, member_ids: Collection[int]) -> Event:
        """Note that members were there, as the host says.

        Raises OccurrenceNotFound, NotTheHost, AlreadyOver, TooEarlyToTick or TooLateToTick.
        """
        return await self._say(by, occurrence_id, member_ids, by_host=True, denied=False)

    async def untick(self, *, by: Actor, occurrence_id: int, member_ids: Collection[int]) -> Event:
        """Note that members weren't there, whatever else is known. Raises the same."""
        return await self._say(by, occurrence_id, member_ids, by_host=False, denied=True)

    async def _say(
        self, by: Actor, occurrence_id: int, member_ids: Collection[int], *, by_host: bool, denied: bool
    ) -> Event:
        async with self._desk.database.write() as connection:
            event, occurrence = await self.to_tick(connection, by=by, occurrence_id=occurrence_id)
            await self.note(connection, occurrence, member_ids, by_host=by_host, denied=denied)
        return event

    async def to_tick(self, connection: AsyncConnection, *, by: Actor, occurrence_id: int) -> tuple[Event, Occurrence]:
        """Return what a host may tick right now. Raises as `tick` does."""
        await store.lock(connection, occurrence_id=occurrence_id)
        event, occurrence = await self.managed(connection, by=by, occurrence_id=occurrence_id)
        refused = _obstacle(occurrence, now=self._desk.clock())
        if refused is not None:
            raise refused
        return event, occurrence

    async def managed(self, connection: AsyncConnection, *, by: Actor, occurrence_id: int) -> tuple[Event, Occurrence]:
        event, occurrence = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        check_manages(event, by=by)
        return event, occurrence

    async def note(
        self, connection: AsyncConnection, occurrence: Occurrence, member_ids: Collection[int], **said: Unpack[Said]
    ) -> None:
        """Note what is said of members; what is settled already is settled anew."""
        known = await store.known(connection, occurrence_id=occurrence.id)
        changed = [replace(known.get(id_, Known(member_id=id_)), **said) for id_ in dict.fromkeys(member_ids)]
        await store.save(connection, changed, guild_id=occurrence.guild_id, occurrence_id=occurrence.id)
        if occurrence.settled_at is not None:
            await due.plan(
                connection,
                guild_id=occurrence.guild_id,
                kind=rules.SETTLE,
                subject_id=occurrence.id,
                due_at=self._desk.clock(),
            )
            await self._reckon(connection, occurrence)

    # Settling

    async def settle(self, *, guild_id: int, occurrence_id: int) -> None:
        """Write down who was there and give the points that follow; safe to be done again, and by two at once."""
        await self._activity.count_voice()
        settings = await self._desk.settings.get(guild_id, EventSettings)
        async with self._desk.database.write() as connection:
            await store.lock(connection, occurrence_id=occurrence_id)
            try:
                event, occurrence = await self._desk.occurrence(
                    connection, guild_id=guild_id, occurrence_id=occurrence_id
                )
            except (errors.EventNotFound, errors.OccurrenceNotFound):
                return
            if occurrence.state is not OccurrenceState.ENDED:
                return
            if occurrence.settled_at is None:
                await self._settle(connection, event, occurrence, settings)
        await self._pay(event, occurrence)

    async def _settle(
        self, connection: AsyncConnection, event: Event, occurrence: Occurrence, settings: EventSettings
    ) -> None:
        now = self._desk.clock()
        _, known = await self._known(connection, event, occurrence, settings)
        await store.save(connection, list(known.values()), guild_id=occurrence.guild_id, occurrence_id=occurrence.id)
        await store.mark_settled(connection, occurrence_id=occurrence.id, at=now)
        await store.drop_stretches(connection, occurrence_id=occurrence.id)
        await store.drop_stretches_of_cancelled(connection, guild_id=occurrence.guild_id)
        await store.drop_tries(connection, guild_id=occurrence.guild_id, before=now - TRIES_KEPT)
        if not await self._reckon(connection, occurrence):
            await due.plan(
                connection,
                guild_id=occurrence.guild_id,
                kind=rules.UNTICKED,
                subject_id=occurrence.id,
                due_at=max(now, (occurrence.ended_at or now) + UNTICKED_AFTER),
            )

    async def _known(
        self, connection: AsyncConnection, event: Event, occurrence: Occurrence, settings: EventSettings
    ) -> tuple[dict[int, Answer], dict[int, Known]]:
        """Return who answered what, and what is known of whom by now, time in voice included."""
        answers = await store.answers(connection, occurrence_id=occurrence.id)
        known = await store.known(connection, occurrence_id=occurrence.id)
        if occurrence.settled_at is None:
            needed = minutes_needed(occurrence, attended_minutes=settings.attended_minutes)
            for member_id, minutes in (await self._minutes(connection, event, occurrence)).items():
                if self._activity.is_ignored(occurrence.guild_id, member_id):
                    continue  # they want nothing recorded since; what was noted before goes when it is settled
                one = known.get(member_id, Known(member_id=member_id))
                known[member_id] = replace(one, minutes=minutes, by_voice=minutes >= needed)
        return answers, known

    async def _minutes(self, connection: AsyncConnection, event: Event, occurrence: Occurrence) -> Mapping[int, int]:
        if event.place_kind is PlaceKind.EXTERNAL or event.place_channel_id is None:
            return {}
        previous = await store.previous_end(connection, occurrence, channel_id=event.place_channel_id)
        opens, closes = presence.window(occurrence, now=self._desk.clock(), previous_end=previous)
        stretches = await store.stretches(connection, occurrence_id=occurrence.id)
        return presence.minutes_by_member(stretches, opens=opens, closes=closes)

    async def _reckon(self, connection: AsyncConnection, occurrence: Occurrence) -> bool:
        """Write each outcome that isn't right any more; returns whether anything is known of who was there."""
        answers = await store.answers(connection, occurrence_id=occurrence.id)
        known = await store.known(connection, occurrence_id=occurrence.id)
        going = [member_id for member_id, answer in answers.items() if answer is Answer.GOING]
        anything = is_anything_known(known.values())
        changed = []
        for member_id in dict.fromkeys([*known, *going]):
            one = known.get(member_id, Known(member_id=member_id))
            looked = anything and not self._activity.is_ignored(occurrence.guild_id, member_id)
            outcome = outcome_of(one, going=member_id in answers and answers[member_id] is Answer.GOING, looked=looked)
            if outcome is not one.outcome:
                changed.append(replace(one, outcome=outcome))
        await store.save(connection, changed, guild_id=occurrence.guild_id, occurrence_id=occurrence.id)
        return anything

    async def nothing_known(self, *, guild_id: int, occurrence_id: int) -> tuple[Event, Occurrence] | None:
        """Return a settled occurrence to which somebody meant to come and of which nothing is known, else None."""
        async with self._desk.database.read() as connection:
            try:
                event, occurrence = await self._desk.occurrence(
                    connection, guild_id=guild_id, occurrence_id=occurrence_id
                )
            except (errors.EventNotFound, errors.OccurrenceNotFound):
                return None
            known = await store.known(connection, occurrence_id=occurrence_id)
            answers = await store.answers(connection, occurrence_id=occurrence_id)
        somebody = any(answer is Answer.GOING for answer in answers.values())
        late = _obstacle(occurrence, now=self._desk.clock()) is not None
        if not somebody or late or is_anything_known(known.values()) or any(one.denied for one in known.values()):
            return None
        return event, occurrence

    # Points

    async def _pay(self, event: Event, occurrence: Occurrence) -> None:
        """Give and take back what the outcomes ask for, some members at a time."""
        async with self._desk.database.read() as connection:
            wanted, given = await self._balance(connection, event, occurrence)
        missing, surplus = sorted(wanted - given), sorted(given - wanted)
        for start in range(0, max(len(missing), len(surplus)), PAID_AT_ONCE):
            part = slice(start, start + PAID_AT_ONCE)
            async with self._desk.database.write() as connection:
                # Somebody may have said something else meanwhile; that settles anew, and pays after us.
                wanted, _ = await self._balance(connection, event, occurrence)
                for kind, member_id in missing[part]:
                    if (kind, member_id) in wanted:
                        await self._award(connection, occurrence, kind=kind, member_id=member_id)
                for kind, member_id in surplus[part]:
                    if (kind, member_id) not in wanted:
                        await self._desk.ledger.take_back(
                            connection,
                            guild_id=occurrence.guild_id,
                            kinds=[kind],
                            source_ids=[occurrence.id],
                            member_id=member_id,
                        )

    async def _balance(
        self, connection: AsyncConnection, event: Event, occurrence: Occurrence
    ) -> tuple[set[tuple[Kind, int]], set[tuple[Kind, int]]]:
        """Return who is to have points for what, and who has.

        A host has those for holding it, if somebody else came; and keeps them when the series changes hosts.
        """
        rows = await ledger_store.of_cause(
            connection, guild_id=occurrence.guild_id, kinds=[Kind.ATTENDED, Kind.HOSTED], source_ids=[occurrence.id]
        )
        given = {(row.kind, row.member_id) for row in rows}
        there = await store.attended(connection, guild_id=occurrence.guild_id, occurrence_id=occurrence.id)
        paid_hosts = {member_id for kind, member_id in given if kind is Kind.HOSTED}
        hosts = paid_hosts or {host_id for host_id in (event.host_id, event.cohost_id) if host_id is not None}
        guests = there - hosts
        wanted = {(Kind.ATTENDED, member_id) for member_id in guests}
        if guests:
            wanted |= {(Kind.HOSTED, host_id) for host_id in hosts}
        return wanted, given

    async def _award(self, connection: AsyncConnection, occurrence: Occurrence, *, kind: Kind, member_id: int) -> None:
        await self._desk.ledger.award(
            connection,
            Award(
                guild_id=occurrence.guild_id,
                member_id=member_id,
                kind=kind,
                source_id=occurrence.id,
                happened_at=occurrence.ended_at or occurrence.starts_at,
            ),
        )

    # Figures, and what somebody may mean

    async def turnouts(self, *, by: Actor, event_id: int) -> Sequence[Turnout]:
        """Return how the latest occurrences of an event went. Raises EventNotFound or NotTheHost."""
        async with self._desk.database.read() as connection:
            event = await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)
            check_manages(event, by=by)
            return await store.turnouts(connection, guild_id=by.guild_id, event_id=event_id, limit=TURNOUTS_SHOWN)

    async def visits(self, *, by: Actor, member_id: int) -> Sequence[Visit]:
        """Return somebody's latest events, for moderators. Raises ModeratorsOnly."""
        if not (by.moderates or by.manages_server):
            raise errors.ModeratorsOnly
        async with self._desk.database.read() as connection:
            return await store.visits(connection, guild_id=by.guild_id, member_id=member_id, limit=VISITS_SHOWN)

    async def around_now(self, *, by: Actor, typed: str = "") -> Sequence[Meant]:
        """Return what somebody may run or tick now: from a day before the start until a week after the end."""
        now = self._desk.clock()
        everything = by.moderates or by.manages_server
        async with self._desk.database.read() as connection:
            return await store.around_now(
                connection,
                guild_id=by.guild_id,
                since=now - CORRECTED_WITHIN,
                until=now + timedelta(days=1),
                host_id=None if everything else by.id,
                typed=typed,
            )


def minutes_needed(occurrence: Occurrence, *, attended_minutes: int) -> int:
    """Return how many minutes in voice count as having been there: of a short event half is enough."""
    length = occurrence.ends_at - occurrence.starts_at
    if occurrence.ended_at is not None:
        really = occurrence.ended_at - (occurrence.began_at or occurrence.starts_at)
        if timedelta() < really < length:
            length = really
    half = int(length.total_seconds()) // 120
    return max(1, min(attended_minutes, half))


def outcome_of(known: Known, *, going: bool, looked: bool) -> Attended | None:
    """Return what became of somebody; `looked`: whether we would know, had they been there."""
    if known.denied:
        return Attended.NO_SHOW if going else None
    if _is_there(known):
        return Attended.ATTENDED
    return Attended.NO_SHOW if going and looked and not known.minutes else None


def is_anything_known(known: Iterable[Known]) -> bool:
    """Whether anybody is known to have been there, so that who isn't can be said to be missing."""
    return any(_is_there(one) or one.minutes for one in known)


def _is_there(known: Known) -> bool:
    return not known.denied and (known.by_voice or known.by_code or known.by_host or known.by_file)


def _obstacle(occurrence: Occurrence, *, now: datetime) -> UserError | None:
    if occurrence.state is OccurrenceState.CANCELLED:
        return errors.AlreadyOver()
    if occurrence.began_at is None and now < occurrence.starts_at - TICKED_FROM:
        return errors.TooEarlyToTick()
    if now > (occurrence.ended_at or occurrence.ends_at) + CORRECTED_WITHIN:
        return errors.TooLateToTick(days=CORRECTED_WITHIN.days)
    return None
