"""What points are worth, in which season a moment lies, which rank points reach: pure functions."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.activity.model import made_at
from bot.points.model import Rank, Rule, SeasonLength

BUCKET_WIDTH = 16
"""Points a bucket: at a million members a place is then a sum over some 1,400 rows, and a count within one bucket."""

MONTHS = {SeasonLength.MONTHLY: 1, SeasonLength.QUARTERLY: 3}

ROLES = "points:roles"
RANK_UP = "points:rank-up"
SEASON_END = "points:season-end"
"""Kinds of due rows."""


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


def season_bounds(moment: datetime, *, length: SeasonLength, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the calendar's month or quarter around a moment: its start and the next one's, at the zone's midnight."""
    months = MONTHS[length]
    local = moment.astimezone(zone)
    first = local.month - (local.month - 1) % months
    start = datetime(local.year, first, 1, tzinfo=zone)
    year, month = divmod(first - 1 + months, 12)
    end = datetime(local.year + year, month + 1, 1, tzinfo=zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def bucket_of(points: int) -> int:
    return points // BUCKET_WIDTH
