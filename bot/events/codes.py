"""Check-in codes: a host shows one at the event, and who types it was there.

A code is six characters of 29, made by `secrets`, and kept sealed: who has only the database can't check in for
others. Characters that look alike are one: O is 0, I and L are 1, and so on, so that a code can be read from a
slide or heard. Somebody has five wrong tries an hour, kept in the database, and where very many are tried in a
server only those who had said they would come may go on.
"""

import hmac
import logging
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events import errors
from bot.events.answering import Answering
from bot.events.attendance import TRIES_KEPT, AttendanceBook
from bot.events.desk import Desk, check_manages
from bot.events.model import Answer, Event, Occurrence, OccurrenceState
from bot.events.store import attendance as store
from bot.events.store import rsvps
from bot.seal import SealBroken, SealKeyInvalid

log = logging.getLogger(__name__)

PURPOSE = "event codes"
ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
LENGTH = 6
AROUND = timedelta(minutes=30)
"""A code is valid from so long before the start until so long after the end."""
TRIES = 5
TRIES_WITHIN = TRIES_KEPT
TRIES_OF_ALL = 100
"""Wrong tries in a server within TRIES_WITHIN, after which only those going may try."""

_FOLDED = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "U": "V"})


def make() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def fold(typed: str) -> str:
    """Return what was typed as a code is written: wide or small letters, spaces and look-alikes don't matter."""
    letters = (letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())
    return "".join(letters).translate(_FOLDED)[: 2 * LENGTH]


def is_same(code: str, typed: str) -> bool:
    return hmac.compare_digest(code.encode(), typed.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCard:
    """How checking in stands, for a host."""

    event: Event
    occurrence: Occurrence
    code: str | None
    """None: it is closed."""
    opens_at: datetime
    closes_at: datetime
    checked_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn:
    event: Event
    occurrence: Occurrence
    again: bool
    """They had checked in before."""


class Codes:
    """`app.events.codes`."""

    def __init__(self, desk: Desk, attendance: AttendanceBook, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering
        self._attendance = attendance

    # Hosts

    async def card(self, *, by: Actor, occurrence_id: int) -> CodeCard:
        """Raises OccurrenceNotFound, NotTheHost or CodeSealed."""
        async with self._desk.database.read() as connection:
            return await self._card(connection, by=by, occurrence_id=occurrence_id)

    async def renew(self, *, by: Actor, occurrence_id: int) -> CodeCard:
        """Open checking in with a new code; the one before is valid no more.

        Raises OccurrenceNotFound, NotTheHost, CheckinClosed or CodeSealed.
        """
        async with self._desk.database.write() as connection:
            await store.lock(connection, occurrence_id=occurrence_id)
            event, occurrence = await self._desk.occurrence(
                connection, guild_id=by.guild_id, occurrence_id=occurrence_id
            )
            check_manages(event, by=by)
            now = self._desk.clock()
            if occurrence.state is OccurrenceState.CANCELLED or now > closes_at(occurrence):
                raise errors.CheckinClosed
            sealed = self._sealed(await self._unused(connection, by.guild_id, now), by.guild_id)
            await store.set_code(connection, occurrence_id=occurrence_id, sealed=sealed)
            return await self._card(connection, by=by, occurrence_id=occurrence_id)

    async def close(self, *, by: Actor, occurrence_id: int) -> CodeCard:
        """Let nobody check in any more. Raises OccurrenceNotFound or NotTheHost."""
        async with self._desk.database.write() as connection:
            event, _ = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
            check_manages(event, by=by)
            await store.set_code(connection, occurrence_id=occurrence_id, sealed=None)
            return await self._card(connection, by=by, occurrence_id=occurrence_id)

    async def _card(self, connection: AsyncConnection, *, by: Actor, occurrence_id: int) -> CodeCard:
        event, occurrence = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=occurrence_id)
        check_manages(event, by=by)
        code = None if occurrence.sealed_code is None else self._opened(occurrence)
        if occurrence.sealed_code is not None and code is None:
            raise errors.CodeSealed
        known = await store.known(connection, occurrence_id=occurrence_id)
        return CodeCard(
            event=event,
            occurrence=occurrence,
            code=code,
            opens_at=occurrence.starts_at - AROUND,
            closes_at=closes_at(occurrence),
            checked_in=sum(one.by_code for one in known.values()),
        )

    async def _unused(self, connection: AsyncConnection, guild_id: int, now: datetime) -> str:
        """Return a code that no other event has at this time: it tells which event is meant."""
        others = await store.with_code(connection, guild_id=guild_id, now=now, around=timedelta(days=1))
        used = {self._opened(other) for other in others}
        while (code := make()) in used:
            pass
        return code

    # Members

    async def check_in(self, typed: str, *, by: Actor) -> CheckedIn:
        """Note that somebody was there, by the code they typed.

        Raises NoCheckin, CodeWrong, CheckinTooOften, CheckinBusy or NotInAudience.
        """
        async with self._desk.database.write() as connection:
            found = await self._found(connection, fold(typed), by=by)
            left = 0
            if found is None:
                left = await self._note_wrong(connection, by=by)
            else:
                checked = await self._check_in(connection, found, by=by)
        if found is None:
            raise errors.CodeWrong(left=left)
        return checked

    async def _found(self, connection: AsyncConnection, typed: str, *, by: Actor) -> Occurrence | None:
        """Return the occurrence whose code was typed; None for a wrong one. Every code is compared, found or not."""
        now = self._desk.clock()
        tried = await store.tries_since(connection, guild_id=by.guild_id, member_id=by.id, since=now - TRIES_WITHIN)
        if len(tried) >= TRIES:
            again_at = tried[-TRIES] + TRIES_WITHIN
            raise errors.CheckinTooOften(at=str(int(again_at.timestamp()) + 1))
        there = await store.with_code(connection, guild_id=by.guild_id, now=now, around=AROUND)
        open_now = [(one, code) for one in there if (code := self._opened(one)) is not None]
        if not open_now:
            raise errors.NoCheckin
        await self._brake(connection, [one for one, _ in open_now], by=by, now=now)
        right = [one for one, code in open_now if is_same(code, typed)]
        return right[0] if right else None

    async def _brake(self, connection: AsyncConnection, there: list[Occurrence], *, by: Actor, now: datetime) -> None:
        tried = await store.tries_since(connection, guild_id=by.guild_id, since=now - TRIES_WITHIN)
        if len(tried) < TRIES_OF_ALL:
            return
        for occurrence in there:
            answers = await store.answers(connection, occurrence_id=occurrence.id)
            if answers.get(by.id) is Answer.GOING:
                return
        raise errors.CheckinBusy

    async def _note_wrong(self, connection: AsyncConnection, *, by: Actor) -> int:
        """Count a wrong try; returns how many are left."""
        now = self._desk.clock()
        await store.drop_tries(connection, guild_id=by.guild_id, before=now - TRIES_WITHIN)
        await store.add_try(connection, guild_id=by.guild_id, member_id=by.id, at=now)
        tried = await store.tries_since(connection, guild_id=by.guild_id, member_id=by.id, since=now - TRIES_WITHIN)
        return max(0, TRIES - len(tried))

    async def _check_in(self, connection: AsyncConnection, found: Occurrence, *, by: Actor) -> CheckedIn:
        await store.lock(connection, occurrence_id=found.id)
        event, occurrence = await self._desk.occurrence(connection, guild_id=by.guild_id, occurrence_id=found.id)
        answer = await rsvps.get(connection, occurrence_id=occurrence.id, member_id=by.id)
        await self._answering.check_audience(connection, event, answer, by=by)
        known = (await store.known(connection, occurrence_id=occurrence.id)).get(by.id)
        again = known is not None and known.by_code
        if not again:
            await self._attendance.note(connection, occurrence, [by.id], by_code=True)
        return CheckedIn(event=event, occurrence=occurrence, again=again)

    # Sealing

    def _sealed(self, code: str, guild_id: int) -> str:
        try:
            return self._desk.seal.close_text(code, guild_id=guild_id, purpose=PURPOSE)
        except SealKeyInvalid as error:
            log.error("a check-in code can't be sealed: %s", error)
            raise errors.CodeSealed from None

    def _opened(self, occurrence: Occurrence) -> str | None:
        assert occurrence.sealed_code is not None
        try:
            return self._desk.seal.open_text(occurrence.sealed_code, guild_id=occurrence.guild_id, purpose=PURPOSE)
        except (SealBroken, SealKeyInvalid) as error:
            log.warning("the check-in code of occurrence %s can't be read: %s", occurrence.id, error)
            return None


def closes_at(occurrence: Occurrence) -> datetime:
    return (occurrence.ended_at or occurrence.ends_at) + AROUND
