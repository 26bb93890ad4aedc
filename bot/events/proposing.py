"""Events that members propose: moderators decide, once; and events whose host has left."""

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.events import errors, rules
from bot.events.announcing import Announcing
from bot.events.desk import Desk
from bot.events.model import REASON_MAX, Event, EventSettings, EventState
from bot.events.organising import Organising, is_publisher
from bot.events.rsvp_model import Told
from bot.events.store import occurrences, series
from bot.events.typed import START
from bot.settings.model import ServerSettings
from bot.text import cut, letters, one_line

PROPOSALS_MAX = 3
"""Of one member, that nobody has decided on."""


class Proposing:
    def __init__(self, desk: Desk, organising: Organising, announcing: Announcing) -> None:
        self._desk = desk
        self._organising = organising
        self._announcing = announcing
        self.untold: set[tuple[int, int]] = set()
        """By server: who is to be told what was decided, below the answer to what they do next."""

    async def load(self) -> None:
        async with self._desk.database.read() as connection:
            self.untold = await series.members_untold(connection)

    # The member

    async def check_open(self, *, by: Actor) -> None:
        """Raises ProposalsOff or TooManyProposals, before anybody types for nothing."""
        async with self._desk.database.read() as connection:
            await self._check_open(connection, by)

    async def _check_open(self, connection: AsyncConnection, by: Actor) -> None:
        settings = await self._desk.settings.read(connection, by.guild_id, EventSettings)
        if not settings.proposals:
            raise errors.ProposalsOff
        if await series.count_proposed(connection, guild_id=by.guild_id, created_by_id=by.id) >= PROPOSALS_MAX:
            raise errors.TooManyProposals(limit=PROPOSALS_MAX)

    async def propose(self, *, by: Actor, event_id: int) -> Event:
        """Hand a draft to the moderators. Raises NotADraft, ProposalsOff, TooManyProposals, or what isn't settled."""
        async with self._desk.database.write() as connection:
            await self._check_open(connection, by)
            found = await self._organising.editable(connection, by=by, event_id=event_id)
            if found.state is not EventState.DRAFT or found.edits_id is not None:
                raise errors.NotADraft
            self._check_settled(found)
            changes = {"state": EventState.PROPOSED}
            if not await series.change(connection, changes, event_id=event_id, revision=found.revision):
                raise errors.ChangedMeanwhile
            now = self._desk.clock()
            await due.plan(connection, guild_id=by.guild_id, kind=rules.PROPOSE, subject_id=event_id, due_at=now)
            return await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)

    def _check_settled(self, found: Event) -> None:
        if START in found.pending:
            raise errors.StartUnclear
        for trouble in self._organising.troubles(found):
            raise trouble

    # Who decides

    async def approve(self, *, by: Actor, event_id: int) -> Event:
        """Publish a proposal. Raises ModeratorsOnly, EventNotFound, AlreadyDecided, or what is still to be settled."""
        async with self._desk.database.write() as connection:
            found = await self._waiting(connection, by=by, event_id=event_id)
            await self._organising.check_ready(connection, found)
            await self._decide(connection, EventState.PUBLISHED, by=by, event_id=event_id, reason=None)
            published = await self._organising.put_out(connection, guild_id=by.guild_id, event_id=event_id)
        self._will_tell(published)
        return published

    async def decline(self, *, by: Actor, event_id: int, reason: str) -> Event:
        """Raises ModeratorsOnly, EventNotFound, AlreadyDecided or ReasonNeeded."""
        said = one_line(reason)
        if not letters(said):
            raise errors.ReasonNeeded
        async with self._desk.database.write() as connection:
            await self._waiting(connection, by=by, event_id=event_id)
            await self._decide(connection, EventState.DECLINED, by=by, event_id=event_id, reason=cut(said, REASON_MAX))
            declined = await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)
        self._will_tell(declined)
        return declined

    async def _waiting(self, connection: AsyncConnection, *, by: Actor, event_id: int) -> Event:
        found = await self._for_moderators(connection, by=by, event_id=event_id)
        if found.state is not EventState.PROPOSED:
            raise errors.AlreadyDecided
        return found

    async def _decide(
        self, connection: AsyncConnection, state: EventState, *, by: Actor, event_id: int, reason: str | None
    ) -> None:
        now = self._desk.clock()
        if not await series.decide(connection, event_id=event_id, state=state, by_id=by.id, reason=reason, at=now):
            raise errors.AlreadyDecided
        await due.plan(connection, guild_id=by.guild_id, kind=rules.PROPOSAL_CARD, subject_id=event_id, due_at=now)

    def _will_tell(self, decided: Event) -> None:
        if decided.created_by_id is not None:
            self.untold.add((decided.guild_id, decided.created_by_id))

    async def proposal(self, *, by: Actor, event_id: int) -> Event:
        """Return a proposal as moderators see it, decided or not. Raises ModeratorsOnly or EventNotFound."""
        async with self._desk.database.read() as connection:
            return await self._for_moderators(connection, by=by, event_id=event_id)

    async def _for_moderators(self, connection: AsyncConnection, *, by: Actor, event_id: int) -> Event:
        server = await self._desk.settings.read(connection, by.guild_id, ServerSettings)
        if not is_publisher(by, server):
            raise errors.ModeratorsOnly
        found = await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)
        if found.state is EventState.DRAFT:
            raise errors.EventNotFound
        return found

    # The card in the queue

    async def find(self, *, guild_id: int, event_id: int) -> Event | None:
        async with self._desk.database.read() as connection:
            return await series.get(connection, guild_id=guild_id, event_id=event_id)

    async def posted(self, *, guild_id: int, event_id: int, channel_id: int, message_id: int) -> None:
        """Note where the card is; it is drawn anew where somebody decided while it was under way."""
        async with self._desk.database.write() as connection:
            await series.set_card(connection, event_id=event_id, channel_id=channel_id, message_id=message_id)
            found = await series.get(connection, guild_id=guild_id, event_id=event_id)
            if found is not None and found.decided_at is not None:
                now = self._desk.clock()
                await due.plan(connection, guild_id=guild_id, kind=rules.PROPOSAL_CARD, subject_id=event_id, due_at=now)

    # Telling who proposed it

    async def news(self, *, guild_id: int, member_id: int) -> list[Event]:
        """Return somebody's proposals that were decided on, and that they were not told of."""
        async with self._desk.database.read() as connection:
            return await series.untold(connection, guild_id=guild_id, member_id=member_id)

    async def told(self, events: list[Event]) -> None:
        async with self._desk.database.write() as connection:
            await series.set_told(connection, event_ids=[event.id for event in events], at=self._desk.clock())

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased. After the commit."""
        self.untold.discard((guild_id, member_id))

    def forget_server(self, guild_id: int) -> None:
        self.untold = {key for key in self.untold if key[0] != guild_id}

    # Hosts who leave

    async def hosts(self, *, guild_id: int, after_id: int, limit: int) -> list[int]:
        """Return who hosts what is published, by their ids, beginning after one."""
        async with self._desk.database.read() as connection:
            return await series.hosts(connection, guild_id=guild_id, after_id=after_id, limit=limit)

    async def left(self, *, guild_id: int, member_id: int) -> None:
        """Take over that somebody has left the server."""
        async with self._desk.database.write() as connection:
            await self.host_gone(connection, guild_id=guild_id, member_id=member_id)

    async def host_gone(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> None:
        """Let the co-host of what somebody hosts be its host; where there is none, moderators are told in the queue."""
        now = self._desk.clock()
        for event in await series.hosted_by(connection, guild_id=guild_id, member_id=member_id):
            remaining = [id_ for id_ in (event.host_id, event.cohost_id) if id_ is not None and id_ != member_id]
            host_id = remaining[0] if remaining else None
            await series.set_hosts(connection, event_id=event.id, host_id=host_id, cohost_id=None)
            if event.state is not EventState.PUBLISHED:
                continue
            if host_id is None:
                await series.set_card(connection, event_id=event.id, channel_id=None, message_id=None)
                await due.plan(connection, guild_id=guild_id, kind=rules.HOST_LOST, subject_id=event.id, due_at=now)
            await self._show(connection, event, tell=host_id not in (None, event.host_id))

    async def name_host(self, *, by: Actor, event_id: int, member_id: int) -> Event:
        """Name the host of an event that lost its own. Raises ModeratorsOnly, EventNotFound or AlreadyDecided."""
        async with self._desk.database.write() as connection:
            found = await self._for_moderators(connection, by=by, event_id=event_id)
            if found.host_id is not None:
                raise errors.AlreadyDecided
            await series.set_hosts(connection, event_id=event_id, host_id=member_id, cohost_id=found.cohost_id)
            await self._show(connection, found, tell=True)
            return await self._desk.event(connection, guild_id=by.guild_id, event_id=event_id)

    async def _show(self, connection: AsyncConnection, event: Event, *, tell: bool) -> None:
        """Have the announcements name who hosts it now; `tell`: that is somebody else, who may not know of it yet."""
        for one in await occurrences.to_come(connection, event_id=event.id):
            if one.message_id is not None:
                await self._announcing.plan_show(connection, guild_id=one.guild_id, occurrence_id=one.id)
            if tell and one.channel_id is not None:
                await self._announcing.plan_tell(
                    connection, guild_id=one.guild_id, occurrence_id=one.id, what=Told.HOST
                )
