"""Which invite somebody came by.

Discord doesn't say. It says how often an invite was used, so after a joining the counters are read again. The rule is:
exactly or not at all. Of a round (those who joined since the counters were read last) everybody came by the one invite
that grew, if it grew by as many as joined; every other sum leaves somebody out, and then of nobody in the round is it
known. Such arrivals are marked as traced without an invite, and the funnel counts them as unknown.

Two clocks are involved: a joining can be in the counters before its event is here, and an event can be here before the
counters know of it. Therefore a round isn't over with its reading: whoever turns out to have joined at most `SETTLES`
after it belongs to it as well, and it is decided anew, also back to unknown. A reading that shows less or more than
joined is made once more (`again`). What remains is a joining whose event comes later than that.

What happened while the bot was away is less sure, since people may have come and gone unseen: a round that begins with
a start or a lost session is decided only where exactly one arrival was found, and one use.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.onboarding.inviting_model import Invite
from bot.onboarding.referring import Referring
from bot.onboarding.store import invites, referrals

SETTLES = timedelta(seconds=2)
READ_AT_MOST_EVERY = timedelta(seconds=5)
"""However many join: a burst is read in a few requests."""


@dataclass(slots=True)
class Round:
    """The joinings that are looked at together."""

    before: Mapping[int, int]
    """How often each invite had been used when it began, by row."""
    read_at: datetime
    away: bool
    """Whether the bot may have missed something in it."""
    arrival_ids: set[int] = field(default_factory=set)
    invite_id: int | None = None
    """What it was decided to."""
    recheck: bool = False
    """Whether the next reading belongs to it, for this one showed less or more than joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    known: int = 0
    unknown: int = 0
    again: bool = False
    """The counters showed less or more than joined: they should be read once more, some seconds later."""


def came_by(arrivals: int, grown: Mapping[int, int]) -> int | None:
    """Return the invite that all of them must have come by, or None."""
    [(invite_id, times)] = grown.items() if len(grown) == 1 else [(0, 0)]
    return invite_id if arrivals and times == arrivals else None


class Tracing:
    def __init__(self, *, database: Database, clock: Clock, referring: Referring) -> None:
        self._database = database
        self._clock = clock
        self._referring = referring
        self._rounds: dict[int, Round] = {}
        """The latest of each server."""
        self._watched: set[int] = set()
        """Servers whose every joining since the last reading we have heard of."""

    def was_away(self, guild_ids: Collection[int]) -> None:
        """Note that joinings in these servers may have been missed."""
        self._watched.difference_update(guild_ids)

    async def expect(self, connection: AsyncConnection, *, guild_id: int) -> None:
        """Be told that an invite is about to be noted: with the first of a server nothing can have been missed."""
        if not await invites.count_alive(connection, guild_id=guild_id):
            self._watched.add(guild_id)

    async def is_waited_for(self, *, guild_id: int) -> bool:
        """Whether the counters have to be read; where none of our invites is in use, everybody's way is unknown."""
        async with self._database.write() as connection:
            if await invites.count_alive(connection, guild_id=guild_id):
                return True
            waiting = await referrals.untraced(connection, guild_id=guild_id)
            await referrals.set_traced(
                connection, arrival_ids=[one.id for one in waiting], invite_id=None, at=self._clock()
            )
        return False

    async def settle(
        self, *, guild_id: int, uses: Mapping[str, int], unread: Collection[int], read_at: datetime
    ) -> Traced:
        """Decide how those came who joined since the last reading.

        `uses`: by code, of every invite Discord named; `unread`: channels whose invites it didn't let us see;
        `read_at`: a moment before Discord was asked.
        """
        async with self._database.write() as connection:
            known = await invites.alive(connection, guild_id=guild_id)
            await self._note_gone(connection, known, uses, unread, guild_id=guild_id, read_at=read_at)
            seen = {invite.id: uses[invite.code] for invite in known if invite.code in uses}
            waiting = await referrals.untraced(connection, guild_id=guild_id)
            joined = [one.joined_at for one in waiting]
            round_ = self._round(guild_id, known, earliest=min(joined, default=None), read_at=read_at)
            ids = round_.arrival_ids | {one.id for one in waiting}
            grown = {row: now - round_.before.get(row, 0) for row, now in seen.items()}
            grown = {row: times for row, times in grown.items() if times > 0}
            invite_id = came_by(len(ids), grown) if not round_.away or len(ids) == 1 else None
            await invites.set_uses(connection, seen)
            # Of a burst that goes on, only what is new is written, unless it looks different now.
            changed = ids if invite_id != round_.invite_id else ids - round_.arrival_ids
            await self._write(connection, changed, {invite.id: invite for invite in known}.get(invite_id or 0))
        again = sum(grown.values()) != len(ids) and not round_.recheck
        self._rounds[guild_id] = Round(
            before=round_.before,
            read_at=read_at,
            away=round_.away,
            arrival_ids=ids,
            invite_id=invite_id,
            recheck=again,
        )
        self._watched.add(guild_id)
        return Traced(known=len(ids) if invite_id else 0, unknown=0 if invite_id else len(ids), again=again)

    def _round(
        self, guild_id: int, known: Collection[Invite], *, earliest: datetime | None, read_at: datetime
    ) -> Round:
        """Return the round that goes on, or a new one."""
        last = self._rounds.get(guild_id)
        if last is not None and guild_id in self._watched:
            late = earliest is not None and earliest <= last.read_at + SETTLES
            if late or last.recheck:
                return last
        before = {invite.id: invite.uses for invite in known}
        return Round(before=before, read_at=read_at, away=guild_id not in self._watched)

    async def _note_gone(
        self,
        connection: AsyncConnection,
        known: Collection[Invite],
        uses: Mapping[str, int],
        unread: Collection[int],
        *,
        guild_id: int,
        read_at: datetime,
    ) -> None:
        gone = [
            invite.code
            for invite in known
            # One that was made while Discord answered isn't gone.
            if invite.code not in uses and invite.channel_id not in unread and invite.created_at < read_at
        ]
        if gone:
            await invites.set_gone(connection, guild_id=guild_id, codes=gone, at=self._clock())

    async def _write(self, connection: AsyncConnection, arrival_ids: Collection[int], invite: Invite | None) -> None:
        if not arrival_ids:
            return
        await referrals.set_traced(
            connection, arrival_ids=arrival_ids, invite_id=invite.id if invite else None, at=self._clock()
        )
        await self._referring.follow(connection, arrival_ids, invite)
