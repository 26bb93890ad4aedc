"""What points are worth, in which season a moment lies, which rank points reach: pure functions."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.activity.model import made_at
from bot.points.model import Rank, Rule, Season, SeasonLength

BUCKETS_OF_ONE = 128
"""Below so many points each number has a bucket of its own: of a million members most have few points, and counting
those in one bucket would take longer than everything else."""

BUCKET_WIDTH = 16
"""Points a bucket above that: a place is then a sum over some 1,500 rows, and a count within one bucket."""

MONTHS = {SeasonLength.MONTHLY: 1, SeasonLength.QUARTERLY: 3}

ROLES = "points:roles"
RANK_UP = "points:rank-up"
SEASON_END = "points:season-end"
ROLE_TROUBLE = "points:role-trouble"
FORGET_ROLES = "points:forget-roles"
"""Of somebody who was erased. Their id is in the row until it is done, and then the row goes, too."""
"""One for each role that can't be given or taken, by the role's id; by the server's where it is all of them."""
ANNOUNCE = "points:announce"
"""One for each server in which rank-ups are to be announced, by the server's id."""
SEASON_POST = "points:season-post"
"""Kinds of due rows."""

SHORTEST_SEASON = timedelta(days=7)
"""What would be shorter, after the time zone or the length was changed, goes on to the end of the next one."""

WINNERS_LISTED = 10
WINNERS_MAX = 20
"""With all who have as many points as the tenth."""


def worth(rule: Rule, *, percent: int, earned_today: int, earlier_gifts: int = 0) -> int:
    """Return what one more cause earns.

    `percent` is what channel and roles make of it, `earlier_gifts` how many there were between the same two people
    within PAIR_WINDOW, in either direction.
    """
    points = rule.points * percent // 100
    if rule.pair_free:
        points >>= min(63, max(0, earlier_gifts - rule.pair_free + 1))
    if rule.daily_cap:
        points = min(points, rule.daily_cap - earned_today)
    return max(0, points)


def percent_of(
    weights: Mapping[int, int], *, channel_ids: Iterable[int | None], role_ids: Iterable[int]
) -> tuple[int, int]:
    """Return what the channel (or else its parent) and what the roles make of points.

    Of several roles the most generous counts, unless one excludes: 0 always wins.
    """
    channel = next((weights[id_] for id_ in channel_ids if id_ is not None and id_ in weights), 100)
    found = [weights[id_] for id_ in role_ids if id_ in weights]
    roles = 0 if 0 in found else max(found, default=100)
    return channel, roles


def is_old_enough(
    member_id: int,
    *,
    joined_at: datetime | None,
    at: datetime,
    account_days: int,
    member_days: int,
) -> bool:
    """Whether an account and its membership are old enough to earn and to give; an unknown joining time passes."""
    if account_days and at - made_at(member_id) < timedelta(days=account_days):
        return False
    return joined_at is None or at - joined_at >= timedelta(days=member_days)


def rank_for(points: int, ranks: Sequence[Rank]) -> Rank | None:
    """Return the highest rank that `points` reach; `ranks` by threshold."""
    reached = bisect_right([rank.threshold for rank in ranks], points)
    return ranks[reached - 1] if reached else None


def next_rank(points: int, ranks: Sequence[Rank]) -> Rank | None:
    """Return the next rank to reach; None at the top. `ranks` by threshold."""
    reached = bisect_right([rank.threshold for rank in ranks], points)
    return ranks[reached] if reached < len(ranks) else None


def reached_by(points: int, ranks: Sequence[Rank]) -> Sequence[Rank]:
    """Return the ranks that `points` reach, lowest first; `ranks` by threshold."""
    return ranks[: bisect_right([rank.threshold for rank in ranks], points)]


def roles_for(points: int, ranks: Sequence[Rank], *, keep_lower: bool) -> frozenset[int]:
    """Return the rank roles somebody with `points` should have: those of all ranks they reached, or the highest one's.

    A rank without a role leaves its members the role of the one below. `ranks` by threshold.
    """
    roles = [rank.role_id for rank in reached_by(points, ranks) if rank.role_id is not None]
    return frozenset(roles if keep_lower else roles[-1:])


def season_bounds(moment: datetime, *, length: SeasonLength, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the calendar's month or quarter around a moment: its start and the next one's, at the zone's midnight."""
    months = MONTHS[length]
    local = moment.astimezone(zone)
    first = local.month - (local.month - 1) % months
    start = datetime(local.year, first, 1, tzinfo=zone)
    year, month = divmod(first - 1 + months, 12)
    end = datetime(local.year + year, month + 1, 1, tzinfo=zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def next_season(
    moment: datetime, *, length: SeasonLength, zone: ZoneInfo, before: Season | None
) -> tuple[datetime, datetime]:
    """Return the season to begin, given the latest one before: they never overlap, and none lasts only some hours."""
    starts_at, ends_at = season_bounds(moment, length=length, zone=zone)
    if before is None or before.ends_at <= starts_at:
        return starts_at, ends_at
    if ends_at - before.ends_at < SHORTEST_SEASON:
        _, ends_at = season_bounds(ends_at, length=length, zone=zone)
    return before.ends_at, ends_at


def months_of(season: Season, zone: ZoneInfo) -> tuple[date, date]:
    """Return the first days of the first and the last month a season lies in, by which people call it.

    It may have begun or ended a day off the month's end: the time zone may have been another one then.
    """
    slack = timedelta(hours=26)
    first = (season.starts_at + slack).astimezone(zone).date().replace(day=1)
    last = (season.ends_at - slack).astimezone(zone).date().replace(day=1)
    return first, max(first, last)


def winners_of(rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the (member, points) that are listed: the first ten, and all who have as many points as the tenth.

    `rows` by points, highest first.
    """
    listed = [row for row in rows[:WINNERS_LISTED] if row[1] > 0]
    if len(listed) == WINNERS_LISTED:
        listed += [row for row in rows[WINNERS_LISTED:WINNERS_MAX] if row[1] == listed[-1][1]]
    return listed


def places_of(points: Sequence[int]) -> list[int]:
    """Return the place of each of `points` (highest first): those with the same share one."""
    return [points.index(value) + 1 for value in points]


def bucket_of(points: int) -> int:
    """Return the bucket, which is counted from 0 and ends before `bucket_end(points)`."""
    return points if points < BUCKETS_OF_ONE else BUCKETS_OF_ONE + (points - BUCKETS_OF_ONE) // BUCKET_WIDTH


def bucket_end(points: int) -> int:
    """Return the fewest points that are beyond the bucket of `points`."""
    if points < BUCKETS_OF_ONE:
        return points + 1
    return points + BUCKET_WIDTH - (points - BUCKETS_OF_ONE) % BUCKET_WIDTH
