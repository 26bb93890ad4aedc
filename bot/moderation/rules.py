"""Kinds of due rows, and the pure rules of strikes and the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.guidelines.model import Penalty
from bot.moderation.model import Act, Case, ModerationSettings, Origin, Rung, Standing, State

ACT = "moderation:act"
"""Does on Discord what a case says, where that was interrupted or comes by itself; its subject is the case."""
END = "moderation:end"
"""Ends what was temporary, or continues a timeout beyond Discord's 28 days; its subject is the case."""
LOG = "moderation:log"
"""Posts a case for the moderators, or brings that up to date; its subject is the case."""
NATIVE = "moderation:native"
"""Reads Discord's audit log from where it was read to; its subject is the server."""

COUNTED = frozenset({State.WAITING, State.DONE, State.PARTLY, State.ENDED})
"""The states in which strikes count."""

PUNISHES = frozenset({Act.WARN, Act.REMOVE, Act.TIMEOUT, Act.KICK, Act.BAN})
"""What strikes can come with."""

ABOUT_CHANNELS = frozenset({Act.PURGE, Act.LOCK, Act.UNLOCK, Act.SLOW_MODE})
"""What is done to channels: by rows of their own, not by that of cases."""

LASTING = frozenset({Act.TIMEOUT, Act.BAN})
"""What a member can be under for a length that moderators choose."""
MINUTES_MAX = 5 * 365 * 24 * 60

FROM_CASES = frozenset({Origin.LADDER, Origin.COMMAND, Origin.APPEAL})
"""Origins whose `origin_id` is another case, where there is one: what led to it, or what it undoes."""

_HARDNESS = (Act.NOTE, Act.WARN, Act.REMOVE, Act.TIMEOUT, Act.KICK, Act.BAN)


def strikes_for(act: Act, settings: ModerationSettings) -> int:
    """Return how many strikes come with an act."""
    return {
        Act.WARN: settings.warning_strikes,
        Act.REMOVE: settings.warning_strikes,
        Act.TIMEOUT: settings.timeout_strikes,
        Act.KICK: settings.kick_strikes,
        # without any, somebody back from a ban would get the same ban for ever, and never reach the last rung
        Act.BAN: settings.kick_strikes,
    }.get(act, 0)


def has_strikes(case: Case, *, now: datetime) -> bool:
    """Whether a case has strikes that count now."""
    return case.strikes > 0 and case.state in COUNTED and case.strikes_until is not None and case.strikes_until > now


def standing(cases: Sequence[Case], *, now: datetime) -> Standing:
    """Return the strikes that count now, and when they lapse."""
    lapses: dict[datetime, int] = {}
    for case in cases:
        if has_strikes(case, now=now) and case.strikes_until is not None:
            lapses[case.strikes_until] = lapses.get(case.strikes_until, 0) + case.strikes
    return Standing(strikes=sum(lapses.values()), lapses=tuple(sorted(lapses.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the rules of the server say is to be done."""

    act: Act
    minutes: int | None
    by_ladder: bool
    """Whether the ladder asks for more than the rule does."""
    strikes: int
    """How many would count afterwards, were the rule's own action taken."""

    @property
    def name(self) -> str:
        return self.act.value if self.minutes is None else f"{self.act.value}-{self.minutes}"


def hardness(act: Act, minutes: int | None) -> tuple[int, float]:
    """Return a key by which penalties are compared: a ban for good is the hardest."""
    return (_HARDNESS.index(act) if act in _HARDNESS else -1, float("inf") if minutes is None else minutes)


def propose(
    penalty: Penalty | None, *, now: Standing, ladder: Sequence[Rung], settings: ModerationSettings
) -> Proposal:
    """Return what is to be done about a broken rule: its own action, or the ladder's where that is harder.

    Without a rule it is a warning. The ladder is looked up with the strikes that would count afterwards.
    """
    act = Act.WARN if penalty is None else Act(penalty.action.value)
    minutes = None if penalty is None else penalty.minutes
    after = now.strikes + strikes_for(act, settings)
    rung = max((rung for rung in ladder if rung.strikes <= after), key=lambda rung: rung.strikes, default=None)
    if act is Act.NOTE or rung is None or hardness(rung.act, rung.minutes) <= hardness(act, minutes):
        return Proposal(act=act, minutes=minutes, by_ladder=False, strikes=after)
    return Proposal(act=rung.act, minutes=rung.minutes, by_ladder=True, strikes=after)
