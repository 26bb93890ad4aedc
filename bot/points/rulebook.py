"""What earns how much in a server: its rules, and what channels and roles make of points. Changed by admins."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.db import Database
from bot.points.errors import RuleOutOfRange, TooManyWeights, WeightOutOfRange
from bot.points.model import DEFAULT_RULES, Kind, Rule
from bot.points.store import terms as store
from bot.points.terms import TermsOf

RULE_POINTS_MAX = 1_000
COOLDOWN_MAX_SECONDS = 86_400
CAP_MAX = 10_000
PERCENT_MAX = 1_000
WEIGHTS_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a channel (and its threads) or a role makes of points. 0 excludes."""

    target_id: int
    is_role: bool
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    rules: Mapping[Kind, Rule]
    """In the order they are shown."""
    weights: tuple[Weight, ...]
    """What isn't usual, roles last, the most generous first."""


class Rulebook:
    def __init__(self, database: Database, terms: TermsOf) -> None:
        self._database = database
        self._terms = terms

    async def read(self, guild_id: int) -> Book:
        async with self._database.read() as connection:
            rules = await store.rules(connection, guild_id=guild_id)
            weights = await store.weights(connection, guild_id=guild_id)
        found = [
            Weight(target_id=target_id, is_role=is_role, percent=percent)
            for target_id, (is_role, percent) in weights.items()
        ]
        found.sort(key=lambda weight: (weight.is_role, -weight.percent, weight.target_id))
        return Book(rules=rules, weights=tuple(found))

    async def change(self, *, guild_id: int, kind: Kind, points: int, cooldown_seconds: int, daily_cap: int) -> Rule:
        """Change what a kind earns from now on; what was given stays as it was. Raises RuleOutOfRange."""
        within = (
            0 <= points <= RULE_POINTS_MAX
            and 0 <= cooldown_seconds <= COOLDOWN_MAX_SECONDS
            and 0 <= daily_cap <= CAP_MAX
        )
        if not within:
            raise RuleOutOfRange(points=RULE_POINTS_MAX, seconds=COOLDOWN_MAX_SECONDS, cap=CAP_MAX)
        default = DEFAULT_RULES[kind]
        rule = Rule(
            kind=kind,
            points=points,
            cooldown_seconds=cooldown_seconds,
            daily_cap=daily_cap,
            pair_free=default.pair_free,
        )
        async with self._database.write() as connection:
            if rule == default:
                await store.reset_rule(connection, guild_id=guild_id, kind=kind)
            else:
                await store.set_rule(connection, rule, guild_id=guild_id)
        self._terms.forget(guild_id)
        return rule

    async def weigh(self, *, guild_id: int, target_id: int, is_role: bool, percent: int) -> None:
        """Let a channel or a role count more, less (0: not at all) or as usual (100).

        Raises WeightOutOfRange or TooManyWeights.
        """
        if not 0 <= percent <= PERCENT_MAX:
            raise WeightOutOfRange(limit=PERCENT_MAX)
        async with self._database.write() as connection:
            known = await store.weights(connection, guild_id=guild_id)
            if percent != 100 and target_id not in known and len(known) >= WEIGHTS_MAX:
                raise TooManyWeights(limit=WEIGHTS_MAX)
            await store.set_weight(connection, guild_id=guild_id, target_id=target_id, is_role=is_role, percent=percent)
        self._terms.forget(guild_id)
