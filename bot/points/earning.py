"""What messages, reactions and time in voice earn: points' part in a flush of activity.

The decision is made when the flush writes, in the order of Discord's own times, from what is in the ledger: a member's
latest award and what they earned today are remembered between flushes, and remembered only once they are committed.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.activity import store as activity_store
from bot.activity.days import Calendar
from bot.activity.model import (
    DISCORD_EPOCH_MS,
    AfterCommit,
    Batch,
    MessageFact,
    ReactionFact,
    VoiceTime,
    made_at,
    snowflake_ms,
)
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.ledger import Ledger, Member, Seen, day_around, seen_in
from bot.points.model import DUPLICATES_REMEMBERED, VOICE_UNIT, Award, Entry, Kind, Rule, earned_at
from bot.points.store import derived, ledger
from bot.points.terms import Terms

DAY_MS = 86_400_000

REMEMBERED = 10_000
"""Members whose latest award is kept in memory; beyond, all are read again when they write."""


@dataclass(frozen=True, slots=True)
class Latest:
    """What a member's messages have earned lately."""

    at_ms: int
    """When the latest award was earned."""
    day: date
    earned: int
    """On that day."""
    texts: tuple[int, ...] = ()


@dataclass(slots=True)
class _Outcome:
    """What one flush decided."""

    entries: list[Entry] = field(default_factory=list)
    seen: dict[Member, Seen] = field(default_factory=dict)
    latest: dict[int, dict[int, Latest]] = field(default_factory=dict)
    """By server and member."""


Elsewhere = Callable[[AsyncConnection, int, Collection[int]], Awaitable[Collection[int]]]
"""Returns those of a server's channels in which a feature of its own decides what reactions earn."""


class Earning:
    """The recorder of points."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._latest: dict[int, dict[int, Latest]] = {}
        """By server and member."""
        self.elsewhere: Elsewhere | None = None
        """Set in `app.py`."""

    async def record(self, connection: AsyncConnection, batch: Batch) -> AfterCommit | None:
        outcome = _Outcome()
        guild_ids = batch.guild_ids
        for guild_id in guild_ids:
            terms = await self._ledger.terms.get(connection, guild_id)
            messages = batch.messages
            if len(guild_ids) > 1:
                messages = [fact for fact in messages if fact.guild_id == guild_id]
            if terms.rules[Kind.MESSAGE].points:
                if batch.history:
                    await _History(connection, terms, outcome).decide(guild_id, messages)
                else:
                    await self._read_latest(connection, terms, guild_id, messages)
                    self._decide(guild_id, terms, messages, outcome)
        await self._ledger.post(connection, outcome.entries, seen=outcome.seen)
        await self._reactions(connection, batch.reactions)
        for deletion in batch.deletions:
            await self._ledger.take_back(
                connection,
                guild_id=deletion.guild_id,
                kinds=[Kind.MESSAGE, Kind.REACTION],
                source_ids=deletion.message_ids,
            )
        await self._voice(connection, batch.voice)
        return lambda: self._remember(outcome, batch)

    def forget(self, guild_id: int, member_id: int) -> None:
        """Read anew from the ledger what a member earned lately."""
        self._latest.get(guild_id, {}).pop(member_id, None)

    def forget_server(self, guild_id: int) -> None:
        self._latest.pop(guild_id, None)

    def _remember(self, outcome: _Outcome, batch: Batch) -> None:
        if sum(map(len, self._latest.values())) > REMEMBERED:
            self._latest.clear()
        if batch.history:
            for entry in outcome.entries:
                self._latest.get(entry.guild_id, {}).pop(entry.member_id, None)
        else:
            for guild_id, latest in outcome.latest.items():
                self._latest.setdefault(guild_id, {}).update(latest)

    # Messages as they come

    async def _read_latest(
        self, connection: AsyncConnection, terms: Terms, guild_id: int, messages: Sequence[MessageFact]
    ) -> None:
        unknown = {fact.author_id for fact in messages}.difference(self._latest.get(guild_id, ()))
        if not unknown:
            return
        last = made_at(max(fact.message_id for fact in messages))
        day, _ = day_around(last, terms)
        since = min(day, last - timedelta(seconds=terms.rules[Kind.MESSAGE].cooldown_seconds))
        found = await ledger.latest_and_earned(
            connection, guild_id=guild_id, member_ids=unknown, kind=Kind.MESSAGE, since=since, day=day
        )
        local = last.astimezone(terms.zone).date()
        known = self._latest.setdefault(guild_id, {})
        for member_id in unknown:
            latest, earned = found.get(member_id, (None, 0))
            at_ms = int(latest.timestamp() * 1000) if latest else 0
            # True whether or not this flush succeeds: it is what the ledger says.
            known[member_id] = Latest(at_ms, local, earned)

    def _decide(self, guild_id: int, terms: Terms, messages: Iterable[MessageFact], outcome: _Outcome) -> None:
        rule = terms.rules[Kind.MESSAGE]
        # Without one, whatever comes may earn: also what was made before the latest and arrives after it.
        cooldown_ms = rule.cooldown_seconds * 1000 or -DAY_MS
        calendar = Calendar(terms.zone)
        known, decided = self._latest.get(guild_id, {}), outcome.latest.setdefault(guild_id, {})
        for fact in messages:
            author_id = fact.author_id
            latest = decided.get(author_id) or known[author_id]
            at_ms = (fact.message_id >> 22) + DISCORD_EPOCH_MS
            if at_ms - latest.at_ms < cooldown_ms:  # here most messages of a flood end
                continue
            late = at_ms < latest.at_ms
            day = latest.day if late else calendar.day_of(at_ms)
            earned = latest.earned if day == latest.day else 0
            if rule.daily_cap and earned >= rule.daily_cap:
                continue
            if _is_empty(fact, terms) or (fact.text_hash and fact.text_hash in latest.texts):
                continue
            seen, points = _worth(fact, terms, rule, earned_today=earned)
            if seen is not None:
                outcome.seen[guild_id, author_id] = seen
            if not points:
                continue
            outcome.entries.append(_entry(fact, points, at_ms))
            texts = (*latest.texts, fact.text_hash)[-DUPLICATES_REMEMBERED:] if fact.text_hash else latest.texts
            decided[author_id] = Latest(max(at_ms, latest.at_ms), day, earned + points, texts)

    # Reactions

    async def _reactions(self, connection: AsyncConnection, facts: Sequence[ReactionFact]) -> None:
        elsewhere = await self._decided_elsewhere(connection, facts)
        for fact in facts:
            if not fact.added:
                await self._ledger.take_back(
                    connection,
                    guild_id=fact.guild_id,
                    kinds=[Kind.REACTION],
                    source_ids=[fact.message_id],
                    giver_id=fact.member_id,
                )
            elif fact.channel_id not in elsewhere:
                await self._reaction(connection, fact)

    async def _decided_elsewhere(self, connection: AsyncConnection, facts: Sequence[ReactionFact]) -> set[int]:
        """Return the channels in which another feature decides. Only for what is added: who takes back, takes all."""
        if self.elsewhere is None:
            return set()
        channels: dict[int, set[int]] = defaultdict(set)
        for fact in facts:
            if fact.added:
                channels[fact.guild_id].add(fact.channel_id)
        return {
            channel_id
            for guild_id, channel_ids in channels.items()
            for channel_id in await self.elsewhere(connection, guild_id, channel_ids)
        }

    async def _reaction(self, connection: AsyncConnection, fact: ReactionFact) -> None:
        if fact.author_id is None or fact.author_id == fact.member_id:
            return
        # Who never wrote a message as a person is a bot, whose messages people like as well.
        wrote = await activity_store.first_post(connection, guild_id=fact.guild_id, member_id=fact.author_id)
        if wrote is None:
            return
        await self._ledger.award(
            connection,
            Award(
                guild_id=fact.guild_id,
                member_id=fact.author_id,
                kind=Kind.REACTION,
                source_id=fact.message_id,
                happened_at=earned_at(fact.at_ms),
                giver_id=fact.member_id,
                giver_joined_at=joined(fact.joined_at),
                channel_id=fact.channel_id,
                parent_id=fact.parent_id,
            ),
        )

    # Voice

    async def _voice(self, connection: AsyncConnection, times: Sequence[VoiceTime]) -> None:
        by_guild: dict[int, list[VoiceTime]] = defaultdict(list)
        for time in times:
            by_guild[time.guild_id].append(time)
        for guild_id, of_guild in by_guild.items():
            terms = await self._ledger.terms.get(connection, guild_id)
            if terms.rules[Kind.VOICE].points:
                await self._voice_in(connection, terms, guild_id, [time for time in of_guild if counts(time, terms)])

    async def _voice_in(
        self, connection: AsyncConnection, terms: Terms, guild_id: int, times: Sequence[VoiceTime]
    ) -> None:
        if not times:
            return
        known = await derived.voice_seconds(
            connection, guild_id=guild_id, member_ids={time.member_id for time in times}
        )
        entries: list[Entry] = []
        seen: dict[Member, Seen] = {}
        earned: dict[tuple[int, date], int] = {}
        for time in sorted(times, key=lambda time: time.started_at):
            day = time.started_at.astimezone(terms.zone).date()
            before_day, before = known.get(time.member_id, (day, 0))
            if before_day != day:
                before = 0
            after = before + time.seconds
            known[time.member_id] = (day, after)
            units = range(_units(before) + 1, _units(after) + 1)
            if not units:
                continue
            key = (time.member_id, day)
            if key not in earned:
                start, end = day_around(time.started_at, terms)
                earned[key] = await ledger.earned(
                    connection,
                    guild_id=guild_id,
                    member_id=time.member_id,
                    kind=Kind.VOICE,
                    since=start,
                    until=end,
                )
            for unit in units:
                entry = self._voice_entry(time, terms, day, unit, earned_today=earned[key], seen=seen)
                if entry is not None:
                    earned[key] += entry.points
                    entries.append(entry)
        await derived.set_voice_seconds(
            connection, {(guild_id, member_id): value for member_id, value in known.items()}
        )
        await self._ledger.post(connection, entries, seen=seen)

    def _voice_entry(
        self,
        time: VoiceTime,
        terms: Terms,
        day: date,
        unit: int,
        *,
        earned_today: int,
        seen: dict[Member, Seen],
    ) -> Entry | None:
        what_roles_say = seen_in(terms, time.roles)
        if what_roles_say is not None:
            seen[time.guild_id, time.member_id] = what_roles_say
        channel, _ = rules.percent_of(terms.channels, channel_ids=(time.channel_id,), role_ids=())
        percent = channel * (what_roles_say.role_percent if what_roles_say else 100) // 100
        points = rules.worth(terms.rules[Kind.VOICE], percent=percent, earned_today=earned_today)
        if not points:
            return None
        return Entry(
            guild_id=time.guild_id,
            member_id=time.member_id,
            kind=Kind.VOICE,
            source_id=day.toordinal() * 1000 + unit,
            giver_id=time.member_id,
            points=points,
            happened_at=time.started_at,
            channel_id=time.channel_id,
        )


class _History:
    """Decides about messages that are read late, in any order, between what was awarded before and after them."""

    def __init__(self, connection: AsyncConnection, terms: Terms, outcome: _Outcome) -> None:
        self._connection = connection
        self._terms = terms
        self._outcome = outcome

    async def decide(self, guild_id: int, messages: Sequence[MessageFact]) -> None:
        if not messages:
            return
        rule = self._terms.rules[Kind.MESSAGE]
        calendar = Calendar(self._terms.zone)
        moments = await self._moments(guild_id, messages)
        earned = await self._earned(guild_id, messages, calendar)
        percents = await self._role_percents(guild_id, messages)
        for fact in messages:
            at_ms = snowflake_ms(fact.message_id)
            mine = moments[fact.author_id]
            key = (fact.author_id, calendar.day_of(at_ms))
            if _is_near(mine, at_ms, rule.cooldown_seconds * 1000) or _is_empty(fact, self._terms):
                continue
            percent = percents.get(fact.author_id, 100)
            seen, points = _worth(fact, self._terms, rule, earned_today=earned[key], role_percent=percent)
            if seen is not None:
                self._outcome.seen[guild_id, fact.author_id] = seen
            if not points:
                continue
            insort(mine, at_ms)
            earned[key] += points
            self._outcome.entries.append(_entry(fact, points, at_ms))

    async def _moments(self, guild_id: int, messages: Sequence[MessageFact]) -> dict[int, list[int]]:
        """Return each author's awards so near to these messages that they can matter, in order."""
        moments: dict[int, list[int]] = defaultdict(list)
        around = timedelta(seconds=self._terms.rules[Kind.MESSAGE].cooldown_seconds)
        if not around:
            return moments
        rows = await ledger.moments(
            self._connection,
            guild_id=guild_id,
            member_ids={fact.author_id for fact in messages},
            kind=Kind.MESSAGE,
            since=made_at(min(fact.message_id for fact in messages)) - around,
            until=made_at(max(fact.message_id for fact in messages)) + around,
        )
        for member_id, moment in rows:
            moments[member_id].append(round(moment.timestamp() * 1000))
        return moments

    async def _role_percents(self, guild_id: int, messages: Sequence[MessageFact]) -> Mapping[int, int]:
        """Return what the authors' roles made of points when they were seen last: history doesn't say."""
        if not self._terms.roles:
            return {}
        authors = {fact.author_id for fact in messages}
        return await derived.role_percents(self._connection, guild_id=guild_id, member_ids=authors)

    async def _earned(
        self, guild_id: int, messages: Sequence[MessageFact], calendar: Calendar
    ) -> dict[tuple[int, date], int]:
        """Return what the authors have earned on these days, where there is a limit. Summed by the database: a page is
        a hundred messages, a busy day in which more earn are many thousands."""
        earned: dict[tuple[int, date], int] = defaultdict(int)
        if not self._terms.rules[Kind.MESSAGE].daily_cap:
            return earned
        moments: dict[date, datetime] = {}
        authors: dict[date, set[int]] = defaultdict(set)
        for fact in messages:
            day = calendar.day_of(snowflake_ms(fact.message_id))
            moments[day] = made_at(fact.message_id)
            authors[day].add(fact.author_id)
        for day, moment in moments.items():
            start, end = day_around(moment, self._terms)
            sums = await ledger.earned_by(
                self._connection,
                guild_id=guild_id,
                member_ids=authors[day],
                kind=Kind.MESSAGE,
                since=start,
                until=end,
            )
            earned.update({(member_id, day): points for member_id, points in sums.items()})
        return earned


def _is_near(moments: Sequence[int], at_ms: int, cooldown_ms: int) -> bool:
    """Whether anything was awarded within the cool-down before or after; `moments` in order."""
    index = bisect_left(moments, at_ms)
    after = index < len(moments) and moments[index] - at_ms < cooldown_ms
    before = index > 0 and at_ms - moments[index - 1] < cooldown_ms
    return after or before


def _is_empty(fact: MessageFact, terms: Terms) -> bool:
    if fact.letters is None or fact.attachments:
        return False
    return fact.letters < terms.settings.minimum_letters


def _worth(
    fact: MessageFact, terms: Terms, rule: Rule, *, earned_today: int, role_percent: int = 100
) -> tuple[Seen | None, int]:
    """Return what the author's roles say, and the points; `role_percent` counts where nobody says what they have."""
    if not _is_old_enough(fact, terms):
        return None, 0
    seen = seen_in(terms, fact.roles)
    percent = 100
    if terms.channels:
        percent, _ = rules.percent_of(terms.channels, channel_ids=(fact.channel_id, fact.parent_id), role_ids=())
    percent = percent * (seen.role_percent if seen else role_percent) // 100
    return seen, rules.worth(rule, percent=percent, earned_today=earned_today)


def _is_old_enough(fact: MessageFact, terms: Terms) -> bool:
    """The same as `rules.is_old_enough`, which is for one award at a time: here every message of a flood is asked."""
    at_ms = snowflake_ms(fact.message_id)
    if at_ms - snowflake_ms(fact.author_id) < terms.settings.minimum_account_days * DAY_MS:
        return False
    joined_at = joined(fact.joined_at) if terms.settings.minimum_member_days else None
    return joined_at is None or at_ms - joined_at.timestamp() * 1000 >= terms.settings.minimum_member_days * DAY_MS


def _entry(fact: MessageFact, points: int, at_ms: int) -> Entry:
    return Entry(
        guild_id=fact.guild_id,
        member_id=fact.author_id,
        kind=Kind.MESSAGE,
        source_id=fact.message_id,
        giver_id=fact.author_id,
        points=points,
        happened_at=earned_at(at_ms),
        channel_id=fact.channel_id,
    )


def counts(time: VoiceTime, terms: Terms) -> bool:
    """Whether time in voice earns: in company, hearing, not in the AFK channel, nor muted unless that is allowed."""
    return not (time.alone or time.deaf or time.afk) and (terms.settings.voice_while_muted or not time.mute)


def _units(seconds: int) -> int:
    return seconds // int(VOICE_UNIT.total_seconds())


def joined(moment: str | None) -> datetime | None:
    """Read a joining time as Discord writes it."""
    if moment is None:
        return None
    parsed = datetime.fromisoformat(moment)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
