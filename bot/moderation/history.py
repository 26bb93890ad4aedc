"""Everything about one member on one page: what counts, what is in force, what the ladder would say, and what was."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.errors import Param
from bot.moderation import rules, safety
from bot.moderation.desk import Desk
from bot.moderation.model import Act, Case, Criteria, LadderMode, ModerationSettings, Rung, Standing
from bot.moderation.rules import Proposal
from bot.moderation.store import in_force, lists
from bot.moderation.strikes import Strikes
from bot.onboarding.store import arrivals

PER_PAGE = 5
NOTES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A time somebody was on the server."""

    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line that another feature adds: what it knows of a member, as a Fluent message."""

    message_id: str
    params: Mapping[str, Param]


Knows = Callable[[AsyncConnection, int, int], Awaitable[Sequence[Fact]]]
"""Given server and member, returns what a feature knows of them for moderators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A member as moderators should see them before they decide."""

    member_id: int
    stays: Sequence[Stay]
    """As far as the bot has seen them, latest first."""
    standing: Standing
    next_step: Proposal
    """What is to be done after one more warning."""
    next_rung: Rung | None
    """The lowest rung that is still above them."""
    mode: LadderMode
    in_force: Sequence[Case]
    """Bans and timeouts that bind them now."""
    counts: Mapping[Act, int]
    notes: Sequence[Case]
    """The latest."""
    facts: Sequence[Fact]
    cases: Sequence[Case]
    """A page of all cases, latest first."""
    total: int
    page: int
    pages: int


class History:
    def __init__(self, desk: Desk, strikes: Strikes) -> None:
        self._desk = desk
        self._strikes = strikes
        self.knows: list[Knows] = []
        """Features add theirs."""

    async def of(self, member_id: int, *, by: Actor, page: int = 1) -> Picture:
        """Return the picture with a page of cases, the last where there are not so many. Raises ModeratorsOnly."""
        safety.check_moderator(by)
        guild_id = by.guild_id
        async with self._desk.database.read() as connection:
            standing = await self._strikes.standing_in(connection, guild_id=guild_id, member_id=member_id)
            settings = await self._desk.settings.read(connection, guild_id, ModerationSettings)
            ladder = await self._desk.ladder(connection, guild_id=guild_id)
            every = Criteria(member_id=member_id)
            total = await lists.count(connection, guild_id=guild_id, criteria=every)
            pages = max(1, -(-total // PER_PAGE))
            number = min(max(1, page), pages)
            offset = (number - 1) * PER_PAGE
            return Picture(
                member_id=member_id,
                stays=await self._stays(connection, guild_id, member_id),
                standing=standing,
                next_step=rules.propose(None, now=standing, ladder=ladder, settings=settings),
                next_rung=next((rung for rung in ladder if rung.strikes > standing.strikes), None),
                mode=settings.ladder,
                in_force=await self._in_force(connection, guild_id, member_id),
                counts=await lists.counts_by_act(connection, guild_id=guild_id, member_id=member_id),
                notes=await lists.page(
                    connection,
                    guild_id=guild_id,
                    criteria=Criteria(member_id=member_id, act=Act.NOTE),
                    limit=NOTES_SHOWN,
                    offset=0,
                ),
                facts=[fact for knows in self.knows for fact in await knows(connection, guild_id, member_id)],
                cases=await lists.page(connection, guild_id=guild_id, criteria=every, limit=PER_PAGE, offset=offset),
                total=total,
                page=number,
                pages=pages,
            )

    @staticmethod
    async def _stays(connection: AsyncConnection, guild_id: int, member_id: int) -> list[Stay]:
        found = await arrivals.of_members(connection, guild_id=guild_id, member_ids=[member_id])
        stays = [Stay(joined_at=one.joined_at, left_at=one.left_at) for one in found]
        return sorted(stays, key=lambda stay: stay.joined_at, reverse=True)

    async def _in_force(self, connection: AsyncConnection, guild_id: int, member_id: int) -> list[Case]:
        found: list[Case] = []
        for act in (Act.BAN, Act.TIMEOUT):
            found += await in_force.of_member(
                connection, guild_id=guild_id, member_id=member_id, act=act, now=self._desk.clock()
            )
        return found
