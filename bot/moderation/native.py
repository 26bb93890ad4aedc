"""What is done with Discord's own menus, or by other bots, becomes cases, too: from the server's audit log.

Each entry is one case, whether it is heard as it happens or read after an outage; what the bot did itself is a case
already. On a server's first day the log is read from then on, not its past. The member is told nothing: whoever did it
has told them, or Discord has. No rule is known: moderators can add one to the case.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.due import cancel
from bot.engine import AsyncConnection
from bot.moderation import rules
from bot.moderation.desk import Desk
from bot.moderation.ending import Ending
from bot.moderation.model import Act, Case, ModerationSettings, Origin, Subject
from bot.moderation.opening import Decision, Opening
from bot.moderation.store import in_force
from bot.moderation.store import native as store

EPOCH_MS = 1_420_070_400_000
"""Discord's: ids hold the milliseconds since then."""


class What(StrEnum):
    """The kinds of entries that become cases."""

    TIMEOUT = "timeout"
    END_TIMEOUT = "end-timeout"
    KICK = "kick"
    BAN = "ban"
    UNBAN = "unban"
    PRUNE = "prune"
    """Many members who weren't there for a while, thrown out at once; Discord doesn't say who."""
    REMOVE = "remove"
    """Messages of one member, by somebody else."""
    PURGE = "purge"
    """Messages of a channel, together."""


_ACTS = {
    What.TIMEOUT: Act.TIMEOUT,
    What.END_TIMEOUT: Act.END_TIMEOUT,
    What.KICK: Act.KICK,
    What.BAN: Act.BAN,
    What.UNBAN: Act.UNBAN,
    What.PRUNE: Act.KICK,
    What.REMOVE: Act.REMOVE,
    What.PURGE: Act.PURGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the audit log that is to become a case."""

    id: int
    what: What
    at: datetime
    by_id: int | None
    """Who did it, a bot perhaps."""
    member_id: int | None = None
    channel_id: int | None = None
    reason: str = ""
    until: datetime | None = None
    """Of a timeout."""
    changed: bool = False
    """A timeout that replaces one which was running: it is no second one."""
    count: int = 1
    """Of a prune its members, of a removal its messages."""
    days: int | None = None
    """Of a prune: for how long they weren't there."""


class Native:
    def __init__(self, desk: Desk, opening: Opening, ending: Ending) -> None:
        self._desk = desk
        self._opening = opening
        self._ending = ending
        self._current: set[int] = set()
        """Servers whose log is read up to now: what comes next is the next of it."""

    def was_away(self, guild_id: int) -> None:
        """Note that there may be entries nobody told us of."""
        self._current.discard(guild_id)

    def is_current(self, guild_id: int) -> bool:
        """Whether everything that was done by hand up to now is known."""
        return guild_id in self._current

    def forget_server(self, guild_id: int) -> None:
        self._current.discard(guild_id)

    async def heard(self, *, guild_id: int, entry: Entry) -> Case | None:
        """Make a case of an entry that was just made; None where it is none, or was one before."""
        async with self._desk.database.write() as connection:
            await store.take_turn(connection, guild_id=guild_id)
            case = await self._adopt(connection, guild_id, entry)
            if guild_id in self._current:
                await store.advance(connection, guild_id=guild_id, entry_id=entry.id)
            return case

    async def begin(self, *, guild_id: int) -> int | None:
        """Return the entry after which the log is to be read; None where it is read from now on only."""
        async with self._desk.database.write() as connection:
            settings = await self._desk.settings.read(connection, guild_id, ModerationSettings)
            read_until = await store.read_until(connection, guild_id=guild_id)
            if read_until is not None and settings.adopt_native:
                return read_until
            await store.advance(connection, guild_id=guild_id, entry_id=id_at(self._desk.clock()) - 1)
        self._current.add(guild_id)
        return None

    async def read(self, *, guild_id: int, entries: Sequence[Entry], read_until: int, is_all: bool) -> list[Case]:
        """Make cases of a page of the log, in order, and note how far it goes; `is_all`: there is no more of it."""
        made: list[Case] = []
        async with self._desk.database.write() as connection:
            await store.take_turn(connection, guild_id=guild_id)
            for entry in sorted(entries, key=lambda entry: entry.id):
                case = await self._adopt(connection, guild_id, entry)
                if case is not None:
                    made.append(case)
            await store.advance(connection, guild_id=guild_id, entry_id=read_until)
        if is_all:
            self._current.add(guild_id)
        return made

    async def _adopt(self, connection: AsyncConnection, guild_id: int, entry: Entry) -> Case | None:
        settings = await self._desk.settings.read(connection, guild_id, ModerationSettings)
        if not settings.adopt_native or await store.is_case(connection, guild_id=guild_id, entry_id=entry.id):
            return None
        if entry.what is What.TIMEOUT:
            await self._replace_timeouts(connection, guild_id, entry)
        return await self._opening.open_in(connection, decision_of(guild_id, entry))

    async def _replace_timeouts(self, connection: AsyncConnection, guild_id: int, entry: Entry) -> None:
        """End what another timeout has replaced: Discord knows one at a time, and ours must not come back."""
        if entry.member_id is None:
            return
        for case in await in_force.unended(connection, guild_id=guild_id, member_id=entry.member_id, act=Act.TIMEOUT):
            if case.created_at <= entry.at:
                await cancel(connection, kind=rules.END, subject_id=case.id)
                await self._ending.ended_in(connection, case)


def decision_of(guild_id: int, entry: Entry) -> Decision:
    """Return what an entry says as a decision that was carried out already."""
    details: dict[str, int] = {}
    if entry.what is What.PRUNE:
        details = {"members": entry.count} | ({} if entry.days is None else {"days": entry.days})
    elif entry.what in (What.REMOVE, What.PURGE):
        details = {"messages": entry.count}
    counts = entry.what in (What.TIMEOUT, What.KICK, What.BAN) and not entry.changed
    return Decision(
        guild_id=guild_id,
        act=_ACTS[entry.what],
        origin=Origin.NATIVE,
        subject=Subject(member_id=entry.member_id, channel_id=entry.channel_id),
        moderator_id=entry.by_id,
        reason=entry.reason,
        minutes=_minutes(entry),
        audit_entry_id=entry.id,
        done_already=True,
        at=entry.at,
        strikes=None if counts else 0,
        details=details,
    )


def id_at(moment: datetime) -> int:
    """Return the lowest id that Discord gives at a moment."""
    return max(1, int(moment.timestamp() * 1000) - EPOCH_MS) << 22


def is_running(until: datetime | None, *, at: datetime) -> bool:
    """Whether a timeout that lasts until then is one at a moment."""
    return until is not None and until > at


def _minutes(entry: Entry) -> int | None:
    if entry.until is None:
        return None
    return max(1, math.ceil((entry.until - entry.at) / timedelta(minutes=1)))
