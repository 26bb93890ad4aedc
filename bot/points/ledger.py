"""The ledger: every point has a row with its cause, and all that is derived follows in the same transaction.

Totals, days, seasons, places and ranks are sums over the rows that were really added; `recompute` makes the same sums
anew. Nothing is read, changed in Python and written back across an `await`: two who award at once lose nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot import due
from bot.clock import Clock
from bot.engine import AsyncConnection
from bot.points import rules
from bot.points.model import (
    HELPING,
    NOT_IN_PERIODS,
    NOT_IN_TOTALS,
    PAIR_WINDOW,
    Award,
    Entry,
    Kind,
    LedgerRow,
    Rank,
    Scope,
    Season,
    SeasonLength,
    Standing,
)
from bot.points.store import derived, ledger
from bot.points.store import terms as terms_store
from bot.points.store.derived import ALL_TIME, After, BucketKey, Sum
from bot.points.terms import Terms, TermsOf

Member = tuple[int, int]
"""Server and member."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody's roles say about them."""

    staff: bool
    role_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What an award is worth at this moment, and why."""

    points: int
    percent: int = 100
    """What its channel and the member's roles make of it."""
    earned_today: int = 0
    earlier_gifts: int = 0


LIKE_ANYBODY = Seen(staff=False, role_percent=100)


class Ledger:
    def __init__(self, clock: Clock, terms: TermsOf) -> None:
        self._clock = clock
        self.terms = terms

    # What features call, inside their own transaction

    async def award(self, connection: AsyncConnection, award: Award) -> int:
        """Give what the rules make of it, once for each cause; returns the points given.

        What was taken back can be given again.
        """
        given = await ledger.of_cause(
            connection,
            guild_id=award.guild_id,
            kinds=[award.kind],
            source_ids=[award.source_id],
            member_id=award.member_id,
            giver_id=award.giver_id or award.member_id,
        )
        if given:
            return 0
        terms = await self.terms.get(connection, award.guild_id)
        seen = seen_in(terms, award.role_ids)
        points = (await self._appraise(connection, award, terms, seen)).points
        if not points and award.kind not in HELPING:
            return 0
        entry = Entry(
            guild_id=award.guild_id,
            member_id=award.member_id,
            kind=award.kind,
            source_id=award.source_id,
            giver_id=award.giver_id or award.member_id,
            giver_fingerprint=award.giver_fingerprint,
            points=points,
            happened_at=award.happened_at,
            channel_id=award.channel_id,
            helping=award.kind in HELPING,
        )
        entry = _again(entry, await ledger.count_cause(connection, entry))
        posted = await self.post(
            connection, [entry], seen={} if seen is None else {(award.guild_id, award.member_id): seen}
        )
        return sum(one.points for one in posted)

    async def take_back(
        self,
        connection: AsyncConnection,
        *,
        guild_id: int,
        kinds: Collection[Kind],
        source_ids: Collection[int],
        member_id: int | None = None,
        giver_id: int | None = None,
    ) -> int:
        """Reverse what was given for these causes; returns how many points were taken back."""
        rows = await ledger.of_cause(
            connection,
            guild_id=guild_id,
            kinds=kinds,
            source_ids=source_ids,
            member_id=member_id,
            giver_id=giver_id,
        )
        posted = await self.post(connection, [reversal_of(row) for row in rows])
        return -sum(entry.points for entry in posted)

    async def forget_fingerprint(self, connection: AsyncConnection, *, guild_id: int, fingerprint: str) -> None:
        await ledger.forget_fingerprint(connection, guild_id=guild_id, fingerprint=fingerprint)

    async def appraise(self, connection: AsyncConnection, award: Award) -> Appraisal:
        """Return what an award would give, for whoever wants to say why."""
        terms = await self.terms.get(connection, award.guild_id)
        return await self._appraise(connection, award, terms, seen_in(terms, award.role_ids))

    async def _appraise(self, connection: AsyncConnection, award: Award, terms: Terms, seen: Seen | None) -> Appraisal:
        rule = terms.rules[award.kind]
        if award.giver_id is not None and not self._may_give(award, terms):
            return Appraisal(points=0)
        channel, _ = rules.percent_of(terms.channels, channel_ids=(award.channel_id, award.parent_id), role_ids=())
        if seen is not None:
            roles = seen.role_percent
        else:
            known = await derived.role_percents(connection, guild_id=award.guild_id, member_ids=[award.member_id])
            roles = known.get(award.member_id, 100)
        start, end = day_around(award.happened_at, terms)
        percent = channel * roles // 100
        earlier = await self._earlier_gifts(connection, award) if rule.pair_free else 0
        earned = await ledger.earned(
            connection,
            guild_id=award.guild_id,
            member_id=award.member_id,
            kind=award.kind,
            since=start,
            until=end,
        )
        points = rules.worth(rule, percent=percent, earned_today=earned, earlier_gifts=earlier)
        return Appraisal(points=points, percent=percent, earned_today=earned, earlier_gifts=earlier)

    def _may_give(self, award: Award, terms: Terms) -> bool:
        assert award.giver_id is not None
        return rules.is_old_enough(
            award.giver_id,
            joined_at=award.giver_joined_at,
            at=award.happened_at,
            account_days=terms.settings.minimum_account_days,
            member_days=terms.settings.minimum_member_days,
        )

    async def _earlier_gifts(self, connection: AsyncConnection, award: Award) -> int:
        if award.giver_id is None and award.giver_fingerprint is None:
            return 0
        return await ledger.gifts_between(
            connection,
            guild_id=award.guild_id,
            kind=award.kind,
            one_id=award.member_id,
            other_id=award.giver_id,
            fingerprint=award.giver_fingerprint,
            since=award.happened_at - PAIR_WINDOW,
            except_source_id=award.source_id,
        )

    # The one way into the ledger

    async def post(
        self,
        connection: AsyncConnection,
        entries: Sequence[Entry],
        *,
        seen: Mapping[Member, Seen] | None = None,
        announce: bool = True,
    ) -> list[Entry]:
        """Add entries and let everything derived follow; returns those that were not there before.

        `seen`: what members' roles said just now. Without `announce` nobody is congratulated for the rank they reach,
        and whoever posts has `RankRoles.walk_again` see to their roles: thousands of due rows keep others waiting.
        """
        noted = [member for member, now in (seen or {}).items() if now != LIKE_ANYBODY]
        if not entries and not noted:
            return []
        added = await ledger.add(connection, entries, now=self._clock()) if entries else []
        sums = _sums_of_members(added)
        for member in noted:  # also of those whose roles let them earn nothing: history won't say what roles they have
            sums.setdefault(member, Sum())
        members = await derived.add_to_members(connection, sums)
        await self._follow_roles(connection, members, sums, seen or {})
        await derived.add_to_days(connection, _sums_of_days(added))
        buckets = _bucket_changes(
            sums, {(after.standing.guild_id, after.standing.member_id): after for after in members}
        )
        await self._add_to_seasons(connection, added, members, buckets)
        await derived.add_to_buckets(connection, buckets)
        await self._follow_ranks(connection, members, announce=announce)
        return added

    async def _add_to_seasons(
        self, connection: AsyncConnection, added: Sequence[Entry], members: Sequence[After], buckets: Counter[BucketKey]
    ) -> None:
        counted = [entry for entry in added if _in_periods(entry)]
        if not counted:
            return
        sums: dict[tuple[int, int, int], Sum] = {}
        seasons = await self._seasons(connection, counted)
        for entry in counted:
            season = _season_around(seasons.get(entry.guild_id, ()), entry.happened_at)
            if season is not None:
                _add(sums.setdefault((season.id, entry.guild_id, entry.member_id), Sum()), entry)
        listed = {(after.standing.guild_id, after.standing.member_id): after.standing.listed for after in members}
        rows = await derived.add_to_seasons(connection, sums)
        servers = {(season_id, member_id): guild_id for season_id, guild_id, member_id in sums}
        for season_id, member_id, points, helper_points in rows:
            guild_id = servers[season_id, member_id]
            if not listed[guild_id, member_id]:
                continue
            change = sums[season_id, guild_id, member_id]
            _move(buckets, (guild_id, season_id, Scope.ALL), points - change.points, points)
            _move(buckets, (guild_id, season_id, Scope.HELPERS), helper_points - change.helper_points, helper_points)

    async def _seasons(self, connection: AsyncConnection, entries: Sequence[Entry]) -> dict[int, list[Season]]:
        """Return the seasons the entries may lie in; one that hasn't begun yet begins with its first entry."""
        first = min(entry.happened_at for entry in entries)
        guild_ids = {entry.guild_id for entry in entries}
        found = await derived.seasons(connection, guild_ids=guild_ids, ending_after=first)
        for guild_id in guild_ids:
            latest = max(entry.happened_at for entry in entries if entry.guild_id == guild_id)
            own = [entry for entry in entries if entry.guild_id == guild_id]
            season = await self._open_season(connection, guild_id, found.get(guild_id, []), latest, own)
            if season is not None:
                found.setdefault(guild_id, []).append(season)
        return found

    async def _open_season(
        self,
        connection: AsyncConnection,
        guild_id: int,
        known: Sequence[Season],
        moment: datetime,
        entries: Sequence[Entry],
    ) -> Season | None:
        terms = await self.terms.get(connection, guild_id)
        if terms.settings.seasons is SeasonLength.NONE or any(season.ends_at > moment for season in known):
            return None
        before = known[-1] if known else await derived.latest_season(connection, guild_id=guild_id)
        if before is not None and before.ends_at > moment:
            return None
        starts_at, ends_at = rules.next_season(moment, length=terms.settings.seasons, zone=terms.zone, before=before)
        if before is None or before.ends_at < starts_at:
            days = _sums_of_days(entries)
            if await derived.has_other_days(connection, guild_id=guild_id, since=starts_at.date(), but=days):
                # There were no seasons when those points were earned: they count for none, now and when recomputed.
                starts_at = max(starts_at, self._clock())
                if starts_at >= ends_at:
                    return None
        season = await derived.open_season(connection, guild_id=guild_id, starts_at=starts_at, ends_at=ends_at)
        await due.plan(connection, guild_id=guild_id, kind=rules.SEASON_END, subject_id=season.id, due_at=ends_at)
        return season

    async def _follow_ranks(self, connection: AsyncConnection, members: Sequence[After], *, announce: bool) -> None:
        ranks = await terms_store.ranks(connection, guild_ids={after.standing.guild_id for after in members})
        if not ranks:
            return
        for after in members:
            await self.follow_rank(connection, after, ranks.get(after.standing.guild_id, []), announce=announce)

    async def follow_rank(
        self, connection: AsyncConnection, after: After, ranks: Sequence[Rank], *, announce: bool = True
    ) -> None:
        """Bring a member's rank in step with their points, and plan what Discord has to be told."""
        standing = after.standing
        rank = rules.rank_for(standing.points, ranks)
        if (rank.id if rank else None) == standing.rank_id:
            return
        values: dict[str, int | None] = {"rank_id": rank.id if rank else None}
        now = self._clock()
        if rank is not None and rank.threshold > after.announced_points:
            values["announced_points"] = rank.threshold
            if announce:
                await due.plan(
                    connection, guild_id=standing.guild_id, kind=rules.RANK_UP, subject_id=standing.id, due_at=now
                )
        await derived.set_member(connection, standing.id, **values)
        if announce:
            await due.plan(connection, guild_id=standing.guild_id, kind=rules.ROLES, subject_id=standing.id, due_at=now)

    # Who is on boards

    async def _follow_roles(
        self,
        connection: AsyncConnection,
        members: list[After],
        sums: Mapping[Member, Sum],
        seen: Mapping[Member, Seen],
    ) -> None:
        """Note what roles said, bringing `members` up to date.

        Whoever comes onto the boards or leaves them does so with the points they had before `sums` were added: what
        was added follows with everybody else's.
        """
        for index, after in enumerate(members):
            standing = after.standing
            key = (standing.guild_id, standing.member_id)
            now = seen.get(key)
            if now is None or (now.staff, now.role_percent) == (standing.staff, after.role_percent):
                continue
            terms = await self.terms.get(connection, standing.guild_id)
            listed = is_listed(hidden=standing.hidden, staff=now.staff, staff_on_boards=terms.settings.staff_on_boards)
            await derived.set_member(
                connection, standing.id, staff=now.staff, role_percent=now.role_percent, listed=listed
            )
            changed = replace(standing, staff=now.staff, listed=listed)
            if listed != standing.listed:
                before = replace(
                    changed,
                    points=changed.points - sums[key].points,
                    helper_points=changed.helper_points - sums[key].helper_points,
                )
                await self._list(connection, before)
            members[index] = replace(after, standing=changed, role_percent=now.role_percent)

    async def see(self, connection: AsyncConnection, members: list[After], seen: Mapping[Member, Seen]) -> None:
        """Note what roles said of members who earn nothing just now, bringing `members` up to date."""
        await self._follow_roles(connection, members, {member: Sum() for member in seen}, seen)

    async def set_hidden(self, connection: AsyncConnection, standing: Standing, *, hidden: bool) -> Standing:
        """Take a member off the boards, or put them on again."""
        terms = await self.terms.get(connection, standing.guild_id)
        listed = is_listed(hidden=hidden, staff=standing.staff, staff_on_boards=terms.settings.staff_on_boards)
        await derived.set_member(connection, standing.id, hidden=hidden, listed=listed)
        changed = replace(standing, hidden=hidden, listed=listed)
        if listed != standing.listed:
            await self._list(connection, changed)
        return changed

    async def _list(self, connection: AsyncConnection, standing: Standing) -> None:
        """Count a member on every board, or no more. `standing` is as it is from now on."""
        change = 1 if standing.listed else -1
        totals = [(ALL_TIME, standing.points, standing.helper_points)]
        totals += await derived.season_points(connection, guild_id=standing.guild_id, member_id=standing.member_id)
        buckets: Counter[BucketKey] = Counter()
        for season_id, points, helper_points in totals:
            for scope, value in ((Scope.ALL, points), (Scope.HELPERS, helper_points)):
                if value > 0:
                    buckets[standing.guild_id, season_id, scope, rules.bucket_of(value)] += change
        await derived.add_to_buckets(connection, buckets)


def is_listed(*, hidden: bool, staff: bool, staff_on_boards: bool) -> bool:
    return not hidden and (staff_on_boards or not staff)


def seen_in(terms: Terms, role_ids: Iterable[int | str] | None) -> Seen | None:
    """Return what roles say, as numbers or as Discord sends them; None where they aren't known."""
    if role_ids is None:
        return None
    if not terms.staff_role_ids and not terms.roles:
        return LIKE_ANYBODY
    ids = [int(role_id) for role_id in role_ids]
    percent = 100
    if terms.roles:
        _, percent = rules.percent_of(terms.roles, channel_ids=(), role_ids=ids)
    return Seen(staff=not terms.staff_role_ids.isdisjoint(ids), role_percent=percent)


def day_around(moment: datetime, terms: Terms) -> tuple[datetime, datetime]:
    """Return the server's midnights around a moment, in UTC."""
    local = moment.astimezone(terms.zone)
    start = datetime(local.year, local.month, local.day, tzinfo=terms.zone)
    following = start.date() + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=terms.zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def reversal_of(row: LedgerRow) -> Entry:
    """Return the entry that takes a row back. It counts where that counted: for the same day, season and totals."""
    keeps_kind = row.kind in NOT_IN_PERIODS | NOT_IN_TOTALS
    return Entry(
        guild_id=row.guild_id,
        member_id=row.member_id,
        kind=row.kind if keeps_kind else Kind.REVERSAL,
        # Below zero where it keeps its kind: a claim, which is a cause too, may have the number of a row.
        source_id=-row.id if keeps_kind else row.id,
        giver_id=row.member_id,
        points=-row.points,
        happened_at=row.happened_at,
        channel_id=row.channel_id,
        reverses_id=row.id,
        helping=row.helping,
    )


def _again(entry: Entry, nth: int) -> Entry:
    return replace(entry, nth=nth) if nth else entry


# Sums


def _in_periods(entry: Entry) -> bool:
    return entry.kind not in NOT_IN_PERIODS and entry.kind not in NOT_IN_TOTALS


def _add(sum_: Sum, entry: Entry) -> None:
    sum_.points += entry.points
    if entry.helping:
        sum_.helper_points += entry.points


def _sums_of_members(entries: Iterable[Entry]) -> dict[Member, Sum]:
    sums: dict[Member, Sum] = {}
    for entry in entries:
        sum_ = sums.setdefault((entry.guild_id, entry.member_id), Sum())
        if entry.kind in NOT_IN_TOTALS:
            sum_.spent -= entry.points
        else:
            _add(sum_, entry)
    return sums


def _sums_of_days(entries: Iterable[Entry]) -> dict[tuple[int, date, int], Sum]:
    sums: dict[tuple[int, date, int], Sum] = {}
    for entry in entries:
        if _in_periods(entry):
            day = entry.happened_at.astimezone(UTC).date()
            _add(sums.setdefault((entry.guild_id, day, entry.member_id), Sum()), entry)
    return sums


def _bucket_changes(sums: Mapping[Member, Sum], members: Mapping[Member, After]) -> Counter[BucketKey]:
    changes: Counter[BucketKey] = Counter()
    for (guild_id, member_id), sum_ in sums.items():
        standing = members[guild_id, member_id].standing
        if not standing.listed:
            continue
        _move(changes, (guild_id, ALL_TIME, Scope.ALL), standing.points - sum_.points, standing.points)
        before = standing.helper_points - sum_.helper_points
        _move(changes, (guild_id, ALL_TIME, Scope.HELPERS), before, standing.helper_points)
    return changes


def _move(changes: Counter[BucketKey], board: tuple[int, int, Scope], before: int, after: int) -> None:
    """Move a member of a board from one number of points to another. Without points nobody is on it."""
    if before > 0:
        changes[*board, rules.bucket_of(before)] -= 1
    if after > 0:
        changes[*board, rules.bucket_of(after)] += 1


def _season_around(seasons: Iterable[Season], moment: datetime) -> Season | None:
    return next((season for season in seasons if season.starts_at <= moment < season.ends_at), None)
