"""The ladder of a server: what is asked for from so many strikes on, and changing it.

A rung must ask for more than every rung below it, so that nobody is ever better off for one strike more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.actor import Actor
from bot.errors import UserError
from bot.guidelines.model import PENALTIES, Action, Penalty
from bot.moderation import errors, rules, safety
from bot.moderation.desk import Desk
from bot.moderation.model import DEFAULT_LADDER, Act, LadderMode, ModerationSettings, Rung, Standing
from bot.moderation.rules import Proposal
from bot.moderation.store import ladder as store
from bot.moderation.store import lists

RUNGS_MAX = 8
STRIKES_MAX = 35
PREVIEWED = 10
"""Warnings in a row of which the preview says what each leads to."""

STEPS: tuple[Penalty, ...] = tuple(
    each for each in PENALTIES if each.action in (Action.TIMEOUT, Action.KICK, Action.BAN)
)
"""What a rung can ask for, from the softest to the hardest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    rungs: Sequence[Rung]
    """Lowest first."""
    own: bool
    """Whether admins have made it; else it is the one to begin with."""
    mode: LadderMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a ladder would mean."""

    steps: Sequence[Proposal]
    """For somebody who is warned again and again, without any strikes lapsing."""
    reached: Sequence[int]
    """By rung: how many members have so many strikes now that it is the one they have reached."""


class Laddering:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def get(self, *, by: Actor) -> Ladder:
        """Raises ModeratorsOnly."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            own = await store.get(connection, guild_id=by.guild_id)
            settings = await self._desk.settings.read(connection, by.guild_id, ModerationSettings)
        return Ladder(rungs=tuple(own or DEFAULT_LADDER), own=bool(own), mode=settings.ladder)

    async def preview(self, rungs: Sequence[Rung], *, by: Actor) -> Preview:
        """Return what these rungs would mean. Raises ModeratorsOnly."""
        safety.check_moderator(by)
        async with self._desk.database.read() as connection:
            settings = await self._desk.settings.read(connection, by.guild_id, ModerationSettings)
            standings = await lists.standings(connection, guild_id=by.guild_id, now=self._desk.clock())
        return Preview(steps=walked(rungs, settings), reached=_reached(rungs, standings))

    async def change(self, rungs: Sequence[Rung], *, by: Actor, instead_of: Sequence[Rung]) -> None:
        """Make these the server's own rungs, instead of those that were shown; none: go back to the usual ones.

        Raises AdminsOnly, LadderChanged, or what `check` raises.
        """
        if not by.manages_server:
            raise errors.AdminsOnly
        if rungs:
            check(rungs)
        async with self._desk.database.write() as connection:
            current = await self._desk.ladder(connection, guild_id=by.guild_id)
            if tuple(current) != tuple(instead_of):
                raise errors.LadderChanged
            await store.replace(connection, guild_id=by.guild_id, rungs=rungs)


def check(rungs: Sequence[Rung]) -> None:
    """Raises TooManyRungs, RungOutOfRange, RungTwice or RungSofter."""
    if len(rungs) > RUNGS_MAX:
        raise errors.TooManyRungs(most=RUNGS_MAX)
    for rung in rungs:
        if not 1 <= rung.strikes <= STRIKES_MAX or not _is_step(rung):
            raise errors.RungOutOfRange(most=STRIKES_MAX)
    for lower, higher in pairwise(ordered(rungs)):
        if lower.strikes == higher.strikes:
            raise errors.RungTwice(strikes=lower.strikes)
        if rules.hardness(higher.act, higher.minutes) <= rules.hardness(lower.act, lower.minutes):
            raise errors.RungSofter(strikes=higher.strikes, below=lower.strikes)


def trouble(rungs: Sequence[Rung]) -> UserError | None:
    """Return what `check` would raise."""
    try:
        check(rungs)
    except UserError as error:
        return error
    return None


def ordered(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    return tuple(sorted(rungs, key=lambda rung: rung.strikes))


def with_rung(rungs: Sequence[Rung], rung: Rung, *, instead_of: int | None = None) -> tuple[Rung, ...]:
    """Return the rungs with another one; `instead_of`: the strikes of the one it replaces.

    Raises RungTwice, TooManyRungs or RungOutOfRange; that it is in the wrong order is no matter while they are edited.
    """
    others = [each for each in rungs if each.strikes != instead_of]
    if any(each.strikes == rung.strikes for each in others):
        raise errors.RungTwice(strikes=rung.strikes)
    if len(others) >= RUNGS_MAX:
        raise errors.TooManyRungs(most=RUNGS_MAX)
    if not 1 <= rung.strikes <= STRIKES_MAX:
        raise errors.RungOutOfRange(most=STRIKES_MAX)
    return ordered([*others, rung])


def without_rung(rungs: Sequence[Rung], strikes: int) -> tuple[Rung, ...]:
    return tuple(rung for rung in rungs if rung.strikes != strikes)


def walked(rungs: Sequence[Rung], settings: ModerationSettings) -> list[Proposal]:
    """Return what each warning leads to for somebody warned again and again, until they are banned for good."""
    steps: list[Proposal] = []
    strikes = 0
    while len(steps) < PREVIEWED:
        found = rules.propose(None, now=Standing(strikes=strikes), ladder=rungs, settings=settings)
        steps.append(found)
        given = rules.strikes_for(found.act, settings)
        if not given or (found.act is Act.BAN and found.minutes is None):
            break
        strikes += given
    return steps


def _reached(rungs: Sequence[Rung], standings: Sequence[int]) -> list[int]:
    counts = [0] * len(rungs)
    for strikes in standings:
        below = [place for place, rung in enumerate(rungs) if rung.strikes <= strikes]
        if below:
            counts[below[-1]] += 1
    return counts


# Rungs in a button's id: strikes and step, a sign each


_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


def coded(rungs: Sequence[Rung]) -> str:
    """Return rungs in two characters each. Only for what `STEPS` has."""
    steps = [Penalty(action=Action(rung.act.value), minutes=rung.minutes) for rung in rungs]
    return "".join(
        f"{_SIGNS[rung.strikes]}{_SIGNS[STEPS.index(step)]}" for rung, step in zip(rungs, steps, strict=True)
    )


def decoded(code: str) -> tuple[Rung, ...] | None:
    """Return the rungs of a code; None for what no ladder has."""
    pairs = [code[place : place + 2] for place in range(0, len(code), 2)]
    if len(pairs) > RUNGS_MAX or any(len(pair) != 2 or not set(pair) <= set(_SIGNS) for pair in pairs):
        return None
    found = []
    for pair in pairs:
        strikes, step = _SIGNS.index(pair[0]), _SIGNS.index(pair[1])
        if not strikes or step >= len(STEPS):
            return None
        found.append(rung_of(strikes, STEPS[step]))
    return ordered(found) if len({rung.strikes for rung in found}) == len(found) else None


def rung_of(strikes: int, step: Penalty) -> Rung:
    return Rung(strikes=strikes, act=Act(step.action.value), minutes=step.minutes)


def _is_step(rung: Rung) -> bool:
    return replace(rung, strikes=1) in {rung_of(1, step) for step in STEPS}
