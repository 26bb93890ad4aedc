"""Who gives to whom: pairs, rings and crowds in which most of what members get comes from each other. Pure functions.

What is found is a hint for people to look at, never a verdict, and nothing follows from it by itself. Gifts are weighed
by what they are worth between strangers: that the hundredth between the same two earns nothing doesn't make it less
telling. Friends who like each other's messages are no ring. What tells a ring from friends is that nearly nothing
comes from anybody else though others give a lot; in a small server, where everybody knows everybody, that is no sign.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.activity.model import made_at

MEMBERS_MAX = 8
"""More than these are a community."""

INSIDE = 0.6
"""The least part of what each member got that came from inside."""
INSIDE_OF_LIKES = 0.85
"""The same where nobody said that anybody helped: friends are generous with reactions."""
INSIDE_WEIGHT = 12
"""The least each member got from inside: less isn't worth anybody's time."""
INSIDE_GIFTS = 6
EDGE_GIFTS = 3
"""Fewer gifts from one to another join nobody to a ring."""
EDGE_PARTS = (0.08, 0.15, 0.3)
"""How much of what a member gets must come from one giver to join them, tried one after the other: with a small part
a large ring is seen, with a larger one also a ring that exchanges a few gifts with everybody else."""
OUTSIDE_GIVERS = 3
"""How many others must give anything for each member of a ring: where there is hardly anybody else, it is no wonder
that most comes from inside."""

CROWD_GIVERS = 4
CROWD_PART = 0.4
"""How much of what a member got came from the crowd."""
ONLY_TO_ONE = 0.8
"""How much of what somebody gives goes to the same member."""
MADE_WITHIN = timedelta(days=7)
"""Newcomers thank who helped them, and often nobody else; their accounts weren't all made in the same week."""


class Flow(NamedTuple):
    """What one member gave another within the time looked at."""

    giver_id: int
    member_id: int
    gifts: int
    points: int
    weight: int
    """What the gifts were worth between two who had never given each other anything."""
    helping_weight: int
    """The same without reactions."""
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Members who get most of what they get from each other; two are a pair."""

    member_ids: tuple[int, ...]
    """Who got most from inside comes first."""
    flows: tuple[Flow, ...]
    """What was given inside, the most first."""
    shares: Mapping[int, float]
    """How much of what each got came from inside, 0 to 1."""
    gifts: int
    points: int
    since: datetime

    @property
    def share(self) -> float:
        """The part from inside of whoever got most from outside."""
        return min(self.shares.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A member and accounts that were made at about the same time and give to hardly anybody else."""

    member_id: int
    giver_ids: tuple[int, ...]
    share: float
    gifts: int
    points: int
    since: datetime
    made_from: datetime
    made_until: datetime


class Gifts:
    """Flows of a server, each pair of giver and receiver once."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self.by_receiver: dict[int, list[Flow]] = defaultdict(list)
        self.received: dict[int, int] = defaultdict(int)
        self.given: dict[int, int] = defaultdict(int)
        for flow in flows:
            self.by_receiver[flow.member_id].append(flow)
            self.received[flow.member_id] += flow.weight
            self.given[flow.giver_id] += flow.weight


# Rings ------------------------------------------------------------------------------------------------------------


def rings(gifts: Gifts) -> list[Ring]:
    """Return pairs and rings, those that earned most first; nobody is in two of them."""
    found: list[Ring] = []
    for part in EDGE_PARTS:
        for group in _circles(_edges(gifts, part)):
            ring = _ring(gifts, group)
            if ring is not None:
                found.append(ring)
    found.sort(key=lambda ring: (len(ring.member_ids), ring.points), reverse=True)
    kept: list[Ring] = []
    taken: set[int] = set()
    for ring in found:
        if taken.isdisjoint(ring.member_ids):
            kept.append(ring)
            taken.update(ring.member_ids)
    return sorted(kept, key=lambda ring: ring.points, reverse=True)


def _edges(gifts: Gifts, part: float) -> dict[int, list[int]]:
    """Return to whom each member gives so much that it counts."""
    edges: dict[int, list[int]] = defaultdict(list)
    for member_id, flows in gifts.by_receiver.items():
        least = part * gifts.received[member_id]
        for flow in flows:
            if flow.gifts >= EDGE_GIFTS and flow.weight >= least:
                edges[flow.giver_id].append(member_id)
    return edges


def _ring(gifts: Gifts, group: Sequence[int]) -> Ring | None:
    """Return the group as a ring; None where it looks like a part of the community."""
    members = frozenset(group)
    inside = [flow for member_id in group for flow in gifts.by_receiver[member_id] if flow.giver_id in members]
    if len(gifts.given) - len(group) < OUTSIDE_GIVERS * len(group):
        return None
    weights: dict[int, int] = defaultdict(int)
    helping: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for flow in inside:
        weights[flow.member_id] += flow.weight
        helping[flow.member_id] += flow.helping_weight
        counts[flow.member_id] += flow.gifts
    shares = {member_id: weights[member_id] / max(1, gifts.received[member_id]) for member_id in group}
    for member_id in group:
        needed = INSIDE if helping[member_id] >= INSIDE_WEIGHT else INSIDE_OF_LIKES
        if weights[member_id] < INSIDE_WEIGHT or counts[member_id] < INSIDE_GIFTS or shares[member_id] < needed:
            return None
    return Ring(
        member_ids=tuple(sorted(group, key=lambda member_id: weights[member_id], reverse=True)),
        flows=tuple(sorted(inside, key=lambda flow: flow.weight, reverse=True)),
        shares=shares,
        gifts=sum(flow.gifts for flow in inside),
        points=sum(flow.points for flow in inside),
        since=min(flow.since for flow in inside),
    )


def _circles(edges: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the groups of 2 to MEMBERS_MAX in which everybody is reached from everybody by edges (Tarjan, 1972).

    Without recursion: in a large server a path is longer than Python's stack.
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    waiting: set[int] = set()
    found: list[list[int]] = []
    for start in edges:
        if start in order:
            continue
        path = [(start, iter(edges[start]))]
        order[start] = low[start] = len(order)
        stack.append(start)
        waiting.add(start)
        while path:
            node, following = path[-1]
            step = next(following, None)
            if step is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    group = _popped(stack, waiting, node)
                    if 2 <= len(group) <= MEMBERS_MAX:
                        found.append(group)
            elif step not in order:
                order[step] = low[step] = len(order)
                stack.append(step)
                waiting.add(step)
                path.append((step, iter(edges.get(step, ()))))
            elif step in waiting:
                low[node] = min(low[node], order[step])
    return found


def _popped(stack: list[int], waiting: set[int], until: int) -> list[int]:
    group: list[int] = []
    while not group or group[-1] != until:
        group.append(stack.pop())
        waiting.discard(group[-1])
    return group


# Crowds -----------------------------------------------------------------------------------------------------------


def crowds(gifts: Gifts) -> list[Crowd]:
    """Return members whom accounts of the same week give to, and hardly anybody else does; the most earned first."""
    found = [
        crowd
        for member_id, flows in gifts.by_receiver.items()
        if (crowd := _crowd(gifts, member_id, flows)) is not None
    ]
    return sorted(found, key=lambda crowd: crowd.points, reverse=True)


def _crowd(gifts: Gifts, member_id: int, flows: Sequence[Flow]) -> Crowd | None:
    if len(flows) < CROWD_GIVERS:
        return None
    # The snowflake of an account says when it was made.
    devoted = sorted(
        (flow for flow in flows if flow.weight >= ONLY_TO_ONE * gifts.given[flow.giver_id]),
        key=lambda flow: flow.giver_id,
    )
    together = _made_together(devoted)
    weight = sum(flow.weight for flow in together)
    share = weight / max(1, gifts.received[member_id])
    if len(together) < CROWD_GIVERS or share < CROWD_PART or weight < INSIDE_WEIGHT:
        return None
    return Crowd(
        member_id=member_id,
        giver_ids=tuple(flow.giver_id for flow in together),
        share=share,
        gifts=sum(flow.gifts for flow in together),
        points=sum(flow.points for flow in together),
        since=min(flow.since for flow in together),
        made_from=made_at(together[0].giver_id),
        made_until=made_at(together[-1].giver_id),
    )


def _made_together(flows: Sequence[Flow]) -> Sequence[Flow]:
    """Return the most of them whose accounts were made within MADE_WITHIN; `flows` by the giver's id."""
    best: Sequence[Flow] = ()
    start = 0
    for end, flow in enumerate(flows):
        while made_at(flow.giver_id) - made_at(flows[start].giver_id) > MADE_WITHIN:
            start += 1
        if end + 1 - start > len(best):
            best = flows[start : end + 1]
    return best
