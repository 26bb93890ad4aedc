"""What follows from a hit: it is noted with its evidence before anything happens on Discord.

Of several filters that hit in one message the hardest consequence counts. What a member does within a minute belongs
together: one alert, one letter, one case. A filter that is only tried notes its hit, and nothing follows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.due import plan
from bot.engine import AsyncConnection
from bot.filters import rules
from bot.filters.desk import Desk
from bot.filters.model import (
    FOUND_MAX,
    REMOVES,
    TOGETHER,
    Consequence,
    Finder,
    Found,
    Hit,
    Judgement,
    Mode,
    Removal,
)
from bot.filters.store import hits
from bot.moderation import rules as moderation_rules
from bot.moderation.model import Act, Case, ModerationSettings, Origin, Snapshot, Subject
from bot.moderation.opening import Decision
from bot.moderation.store import cases
from bot.text import cut

TOPIC = "filter"
"""Letters about a message that a filter has removed, where no case tells of it; its subject is the first hit."""

REMOVED_LATER = timedelta(minutes=1)
"""When a due row removes what nobody has removed yet."""

_HARDNESS = (Consequence.ALERT, Consequence.WARN, Consequence.REMOVE, Consequence.PROPOSED)
_BY_ITSELF = frozenset({Act.NOTE, Act.WARN, Act.REMOVE, Act.TIMEOUT})
"""What a filter may do; kicks and bans are for people to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What came of a message's hits."""

    hits: tuple[Hit, ...]
    """Those that are new; in earnest and for trying."""
    remove: bool
    """Whether the message is to be removed now."""
    case: Case | None = None

    @property
    def in_earnest(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if not hit.dry)


class Hitting:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.on_hit: list[Callable[[Noted], None]] = []
        """Told of what was noted, after the commit; features add theirs."""
        self._soon = False

    def is_soon(self) -> bool:
        """Whether something is due at once that nobody has done yet; asked once, it is forgotten."""
        soon, self._soon = self._soon, False
        return soon

    async def has_taken_part(self, *, guild_id: int, member_id: int, messages: int) -> bool:
        """Whether somebody has written at least so many messages here."""
        async with self._desk.database.read() as connection:
            return await hits.messages_of(connection, guild_id=guild_id, member_id=member_id) >= messages

    async def note(
        self,
        found: Sequence[Found],
        *,
        guild_id: int,
        snapshot: Snapshot,
        finder: Finder = Finder.BOT,
        edited: bool = False,
    ) -> Noted:
        """Note what was found in a message, and plan what follows; what was noted of it before isn't noted again.

        Where AutoMod found it there is no message: the snapshot is of what it stopped.
        """
        async with self._desk.database.write() as connection:
            noted = await self._note(connection, found, guild_id, snapshot, finder, edited)
        if noted.in_earnest:
            self._soon = True
        for told in self.on_hit:
            told(noted)
        return noted

    async def _note(
        self,
        connection: AsyncConnection,
        found: Sequence[Found],
        guild_id: int,
        snapshot: Snapshot,
        finder: Finder,
        edited: bool,
    ) -> Noted:
        new: list[Hit] = []
        evidence_id = None
        for one in found:
            dry = one.filter.mode is Mode.DRY
            if not dry and evidence_id is None:
                kept = await self._desk.moderation.evidence.keep_in(connection, guild_id=guild_id, snapshot=snapshot)
                evidence_id = kept.id
            hit = await hits.add(
                connection,
                guild_id=guild_id,
                filter_id=one.filter.id,
                member_id=snapshot.author_id,
                channel_id=snapshot.channel_id,
                message_id=None if finder is Finder.AUTOMOD else snapshot.message_id,
                evidence_id=None if dry else evidence_id,
                found=cut(one.what, FOUND_MAX),
                hit_at=self._desk.clock(),
                finder=finder,
                consequence=one.filter.consequence,
                dry=dry,
                edited=edited,
                removed=Removal.NONE,
                judgement=Judgement.NONE,
            )
            if hit is not None:
                new.append(hit)
        real = [hit for hit in new if not hit.dry]
        if not real:
            return Noted(hits=tuple(new), remove=False)
        return await self._follow(connection, new, real, finder)

    async def _follow(
        self, connection: AsyncConnection, new: Sequence[Hit], real: Sequence[Hit], finder: Finder
    ) -> Noted:
        """Plan what follows from the hardest of a message's hits."""
        hardest = max(real, key=lambda hit: _HARDNESS.index(hit.consequence))
        stopped = finder is Finder.AUTOMOD
        remove = not stopped and hardest.consequence in REMOVES
        case, told, waits = await self._case(connection, hardest, remove=remove)
        # A filter that is to tell moderators does so also where a harder one has hit, unless that has settled it.
        waits = waits or (case is None and any(hit.consequence is Consequence.ALERT for hit in real))
        first_id = await self._first(connection, real[0], waits=waits)
        removed = Removal.DONE if stopped else Removal.WAITING if remove else Removal.NONE
        await hits.note(
            connection,
            hit_ids=[hit.id for hit in real],
            first_id=first_id,
            judgement=Judgement.WAITING if waits else Judgement.NONE,
            removed=removed,
            case_id=None if case is None else case.id,
        )
        now = self._desk.clock()
        if waits:
            await plan(connection, guild_id=hardest.guild_id, kind=rules.CARD, subject_id=first_id, due_at=now)
        if remove:
            at = now + REMOVED_LATER
            await plan(connection, guild_id=hardest.guild_id, kind=rules.REMOVE, subject_id=real[0].id, due_at=at)
        # Whom AutoMod stops is told by Discord itself, at once.
        if remove and not told and hardest.member_id is not None:
            await self._desk.inbox.put(
                connection,
                guild_id=hardest.guild_id,
                member_id=hardest.member_id,
                topic=TOPIC,
                subject_id=first_id,
                channel_id=hardest.channel_id,
            )
        fresh = [await self._desk.hit(connection, guild_id=hit.guild_id, hit_id=hit.id) for hit in new]
        return Noted(hits=tuple(fresh), remove=remove, case=case)

    async def _first(self, connection: AsyncConnection, hit: Hit, *, waits: bool) -> int:
        """Return the first hit of those this one belongs with."""
        assert hit.member_id is not None
        found = await hits.first_of(
            connection,
            guild_id=hit.guild_id,
            member_id=hit.member_id,
            since=self._desk.clock() - TOGETHER,
            judgement=Judgement.WAITING if waits else Judgement.NONE,
        )
        return hit.id if found is None else found

    async def _case(self, connection: AsyncConnection, hit: Hit, *, remove: bool) -> tuple[Case | None, bool, bool]:
        """Return the case that a hit leads to by itself, whether it tells the member, and whether moderators decide."""
        if hit.consequence is Consequence.ALERT:
            return None, False, True
        if hit.consequence is Consequence.REMOVE or hit.member_id is None:
            return None, False, False
        desk = self._desk.moderation.desk
        before = await hits.recent_case(
            connection, guild_id=hit.guild_id, member_id=hit.member_id, since=self._desk.clock() - TOGETHER
        )
        if before is not None:
            # A wave of messages is one thing somebody did: not a case, and strikes, for each of them.
            return await desk.case(connection, guild_id=hit.guild_id, case_id=before), True, False
        act, minutes, name, number = await self._proposal(connection, hit)
        if act not in _BY_ITSELF:
            return None, False, True
        decision = Decision(
            guild_id=hit.guild_id,
            act=act,
            origin=Origin.FILTER,
            origin_id=hit.id,
            subject=Subject(
                member_id=hit.member_id,
                channel_id=hit.channel_id,
                message_id=hit.message_id,
                rule_number=number,
                evidence_ids=() if hit.evidence_id is None else (hit.evidence_id,),
            ),
            rule_number=number,
            minutes=minutes,
            proposed=name,
            remove_message=remove,
        )
        case = await self._desk.moderation.opening.open_in(connection, decision, by_itself=True)
        return case, act is not Act.NOTE, False

    async def _proposal(self, connection: AsyncConnection, hit: Hit) -> tuple[Act, int | None, str, int | None]:
        """Return what is to be done about a hit: act, minutes, the proposal's name, and the rule's number now."""
        guild_id, desk = hit.guild_id, self._desk.moderation.desk
        version = await desk.guidelines.current(guild_id=guild_id)
        rule = None if version is None or hit.rule_key is None else version.with_key(hit.rule_key)
        number = None if rule is None else rule.number
        if hit.consequence is Consequence.WARN:
            return Act.WARN, None, Act.WARN.value, number
        assert hit.member_id is not None
        settings = await desk.settings.read(connection, guild_id, ModerationSettings)
        known = await cases.of_member(connection, guild_id=guild_id, member_id=hit.member_id)
        proposal = moderation_rules.propose(
            None if rule is None else rule.penalty,
            now=moderation_rules.standing(known, now=self._desk.clock()),
            ladder=await desk.ladder(connection, guild_id=guild_id),
            settings=settings,
        )
        act = Act.REMOVE if proposal.act is Act.WARN and hit.message_id is not None else proposal.act
        return act, proposal.minutes, proposal.name, number

    # What became of the message

    async def to_remove(self, *, guild_id: int, hit_id: int) -> Hit | None:
        """Return a hit whose message is still to be removed."""
        async with self._desk.database.read() as connection:
            found = await hits.get(connection, guild_id=guild_id, hit_id=hit_id)
        return found if found is not None and found.removed is Removal.WAITING else None

    async def removed(self, *, guild_id: int, message_id: int, done: bool) -> None:
        """Note whether a message could be removed; where it couldn't, moderators are told."""
        async with self._desk.database.write() as connection:
            about = [
                hit
                for hit in await hits.of_message(connection, guild_id=guild_id, message_id=message_id)
                if hit.removed is Removal.WAITING
            ]
            if not about:
                return
            ids = [hit.id for hit in about]
            await hits.note(connection, hit_ids=ids, removed=Removal.DONE if done else Removal.FAILED)
            waits = about[0].judgement is Judgement.WAITING
            if not done and not waits:
                # It belongs to no card yet: a message that stays is for people to look at.
                await hits.note(connection, hit_ids=ids, first_id=ids[0], judgement=Judgement.WAITING)
            if waits or not done:
                first_id = about[0].first_id if waits else ids[0]
                assert first_id is not None
                now = self._desk.clock()
                await plan(connection, guild_id=guild_id, kind=rules.CARD, subject_id=first_id, due_at=now)
        self._soon = True
