"""Deleting many messages together: looked at first, then exactly those, and each of them kept as evidence before.

Discord deletes up to 100 at once, but only what is younger than 14 days; the rest goes one by one, slowly, by a due
row. What goes is noted batch by batch, so that a process that is killed goes on where it was: what is gone and was kept
as evidence before, this purge has deleted; what was gone before it came, somebody else.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.actor import Actor
from bot.due import cancel, plan
from bot.engine import AsyncConnection
from bot.moderation import channel_errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.evidence import Keeping
from bot.moderation.model import Act, Case, Evidence, Origin, Progress, Purge, Snapshot, State, Subject
from bot.moderation.opening import PICKED_UP_AFTER, Decision, Opening
from bot.moderation.store import cases, purges
from bot.moderation.store import evidence as evidence_store

PURGE = "moderation:purge"
"""Goes on with a purge, and deletes one by one what is old; its subject is the purge."""

AT_ONCE = 100  # Discord's
MOST = 1_000
"""Messages of one purge that are deleted together."""
MOST_OLD = 200
"""… and one by one: at their pace that is a quarter of an hour."""
LOOKED_AT = 5_000
"""Messages of a channel that are looked at, newest first."""
YOUNG_FOR = timedelta(days=14)
OUR_DELAY = timedelta(minutes=10)
"""How much earlier than Discord a message counts as old here: it is to be young still when it is deleted."""
ONE_BY_ONE = 10
ONE_BY_ONE_EVERY = timedelta(seconds=30)
CONFIRMED_WITHIN = timedelta(minutes=15)
"""How long what was looked at can be deleted: as long as the page answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; everything given must be true of a message."""

    count: int | None = None
    member_id: int | None = None
    text: str = ""
    links: bool = False
    attachments: bool = False
    since: datetime | None = None
    pinned: bool = False
    """Whether pinned messages go, too."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing says which messages: then nothing is done."""
        return (
            self.count is None
            and self.member_id is None
            and not (self.text or self.links or self.attachments or self.since)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message that was looked at."""

    snapshot: Snapshot
    pinned: bool = False
    own: bool = False
    """The bot's: questions, events and everything else stand in such messages."""
    starts_thread: bool = False
    """The first message of a post: with it the post would be empty."""
    has_thread: bool = False
    fixed: bool = False
    """Discord lets nobody delete it."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What a look through a channel has found, newest first."""

    matching: list[Seen] = field(default_factory=list)
    looked_at: int = 0
    pinned: int = 0
    """Spared because they are pinned."""
    own: int = 0
    """Spared because they are the bot's."""
    starters: int = 0
    """Spared because a post begins with them."""


class Looking:
    """Takes the messages of a channel, newest first, until it has what is wanted."""

    def __init__(
        self, wanted: Wanted, *, own_id: int, fold: Callable[[str], str], has_link: Callable[[str], bool]
    ) -> None:
        self._wanted = wanted
        self._own_id = own_id
        self._fold = fold
        self._has_link = has_link
        self._text = fold(wanted.text)
        self.found = Found()

    def take(self, seen: Seen) -> bool:
        """Take the next message; returns whether more are wanted."""
        since = self._wanted.since
        if since is not None and seen.snapshot.written_at < since:
            return False
        self.found.looked_at += 1
        if self._matches(seen) and not self._spares(seen):
            self.found.matching.append(seen)
        most = MOST if self._wanted.count is None else min(MOST, self._wanted.count)
        return len(self.found.matching) < most and self.found.looked_at < LOOKED_AT

    def _matches(self, seen: Seen) -> bool:
        wanted, snapshot = self._wanted, seen.snapshot
        return (
            not seen.fixed
            and (wanted.member_id is None or snapshot.author_id == wanted.member_id)
            and (not wanted.attachments or bool(snapshot.attachments))
            and (not wanted.links or self._has_link(snapshot.text))
            and (not self._text or self._text in self._fold(snapshot.text))
        )

    def _spares(self, seen: Seen) -> bool:
        if seen.starts_thread:
            self.found.starters += 1
        elif seen.own and self._wanted.member_id != self._own_id:
            self.found.own += 1
        elif seen.pinned and not self._wanted.pinned:
            self.found.pinned += 1
        else:
            return False
        return True


def is_old(written_at: datetime, *, now: datetime) -> bool:
    """Whether Discord deletes a message by itself only."""
    return written_at <= now - YOUNG_FOR + OUR_DELAY


class Purges:
    def __init__(self, desk: Desk, opening: Opening, keeping: Keeping) -> None:
        self._desk = desk
        self._opening = opening
        self._keeping = keeping

    async def stage(self, found: Found, *, by: Actor, channel_id: int, reason: str) -> Purge:
        """Note which messages were looked at. Raises ModeratorsOnly or NothingFound."""
        safety.check_moderator(by)
        if not found.matching:
            raise channel_errors.NothingFound(looked_at=found.looked_at)
        now = self._desk.clock()
        old = [one.snapshot.message_id for one in found.matching if is_old(one.snapshot.written_at, now=now)]
        young = [one.snapshot.message_id for one in found.matching if not is_old(one.snapshot.written_at, now=now)]
        async with self._desk.database.write() as connection:
            return await purges.add(
                connection,
                guild_id=by.guild_id,
                moderator_id=by.id,
                channel_id=channel_id,
                young=young,
                old=old[:MOST_OLD],
                reason=reason,
                at=now,
            )

    async def begin(self, *, by: Actor, purge_id: int, with_old: bool, request_id: int) -> tuple[Case, Purge]:
        """Open the case of what was looked at; nothing that was written since is in it.

        Raises ModeratorsOnly or PurgeGone (too long ago, another moderator's, or begun before).
        """
        safety.check_moderator(by)
        async with self._desk.database.write() as connection:
            purge = await purges.get(connection, guild_id=by.guild_id, purge_id=purge_id)
            too_late = purge is None or self._desk.clock() - purge.created_at > CONFIRMED_WITHIN
            if purge is None or too_late or purge.moderator_id != by.id or purge.case_id is not None:
                raise channel_errors.PurgeGone
            case = await self._opening.open_pending_in(
                connection,
                Decision(
                    guild_id=by.guild_id,
                    act=Act.PURGE,
                    origin=Origin.COMMAND,
                    subject=Subject(member_id=None, channel_id=purge.channel_id),
                    moderator_id=by.id,
                    reason=purge.reason,
                    request_id=request_id,
                ),
            )
            values: dict[str, list[int]] = {} if with_old else {"old": []}
            purge = await purges.change(connection, guild_id=by.guild_id, purge_id=purge_id, case_id=case.id, **values)
            await self._plan(connection, purge, self._desk.clock() + PICKED_UP_AFTER)
        return case, purge

    async def get(self, *, guild_id: int, purge_id: int) -> Purge | None:
        """Return a purge that is not at its end."""
        async with self._desk.database.read() as connection:
            purge = await purges.get(connection, guild_id=guild_id, purge_id=purge_id)
        return None if purge is None or purge.case_id is None or purge.finished_at is not None else purge

    async def case(self, purge: Purge) -> Case:
        assert purge.case_id is not None
        async with self._desk.database.read() as connection:
            return await self._desk.case(connection, guild_id=purge.guild_id, case_id=purge.case_id)

    async def keep(self, purge: Purge, snapshots: Sequence[Snapshot]) -> None:
        """Keep what is deleted next, before it is; what was kept before a restart is not kept again."""
        assert purge.case_id is not None
        async with self._desk.database.write() as connection:
            ids = [one.message_id for one in snapshots]
            kept = await purges.kept(connection, guild_id=purge.guild_id, case_id=purge.case_id, message_ids=ids)
            await self._keeping.keep_for_case(
                connection,
                guild_id=purge.guild_id,
                case_id=purge.case_id,
                snapshots=[one for one in snapshots if one.message_id not in kept],
            )

    async def took(
        self, purge: Purge, batch: Collection[int], *, deleted: int = 0, failed: int = 0, later: Sequence[int] = ()
    ) -> Purge:
        """Note how a batch went: what was neither deleted now nor failed was gone.

        `later`: those that turned out to be old. Of what was gone, this purge had deleted what it has evidence of.
        """
        assert purge.case_id is not None
        async with self._desk.database.write() as connection:
            gone = len(batch) - deleted - failed - len(later)
            if gone:
                kept = await purges.kept(connection, guild_id=purge.guild_id, case_id=purge.case_id, message_ids=batch)
                before = max(0, min(gone, len(kept) - deleted - failed - len(later)))
                gone, deleted = gone - before, deleted + before
            purge = await purges.change(
                connection,
                guild_id=purge.guild_id,
                purge_id=purge.id,
                young=[one for one in purge.young if one not in batch],
                old=[*(one for one in purge.old if one not in batch), *later],
                deleted=purge.deleted + deleted,
                gone=purge.gone + gone,
                failed=purge.failed + failed,
            )
            await self._plan(connection, purge, self._desk.clock() + PICKED_UP_AFTER)
        return purge

    async def go_on_later(self, purge: Purge) -> None:
        """Plan the next of what goes one by one."""
        async with self._desk.database.write() as connection:
            await self._plan(connection, purge, self._desk.clock() + ONE_BY_ONE_EVERY)

    async def finish(self, purge: Purge, *, failure: str | None = None) -> Case:
        """Note the end; with a failure what is left has failed."""
        assert purge.case_id is not None
        left = len(purge.young) + len(purge.old)
        failed = purge.failed + (left if failure is not None else 0)
        state = State.DONE if not failed else State.PARTLY if purge.deleted else State.FAILED
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            await purges.change(
                connection, guild_id=purge.guild_id, purge_id=purge.id, young=[], old=[], failed=failed, finished_at=now
            )
            case = await self._desk.case(connection, guild_id=purge.guild_id, case_id=purge.case_id)
            if case.finished_at is None and case.state is State.WAITING:
                case = await cases.note(
                    connection,
                    case=case,
                    at=now,
                    state=state,
                    acted=Progress.DONE if state is not State.FAILED else Progress.FAILED,
                    failure=failure,
                    details={"messages": purge.deleted, "gone": purge.gone, "failed": failed},
                )
            await cancel(connection, kind=PURGE, subject_id=purge.id)
            await plan(connection, guild_id=purge.guild_id, kind=rules.LOG, subject_id=case.id, due_at=now)
        return case

    async def evidence(self, *, guild_id: int, case_id: int) -> list[Evidence]:
        """Return what a purge has kept, oldest first; nothing of any other case."""
        async with self._desk.database.read() as connection:
            case = await cases.get(connection, guild_id=guild_id, case_id=case_id)
            if case is None or case.act is not Act.PURGE:
                return []
            found = await evidence_store.of_case(connection, guild_id=guild_id, case_id=case_id, limit=MOST + MOST_OLD)
        return sorted((one for one in found if one.text is not None), key=lambda one: one.message_id)

    async def _plan(self, connection: AsyncConnection, purge: Purge, due_at: datetime) -> None:
        await plan(connection, guild_id=purge.guild_id, kind=PURGE, subject_id=purge.id, due_at=due_at)
