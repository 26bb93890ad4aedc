"""What the parts of perks share: the database, the ledger, and the reading of perks as one member finds them."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.engine import AsyncConnection
from bot.perks import errors, rules
from bot.perks.model import Claim, Offer, Period, Perk
from bot.perks.store import catalogue, claims
from bot.points import rules as points_rules
from bot.points.ledger import Ledger
from bot.points.model import PointsSettings, SeasonLength
from bot.points.store import derived
from bot.seal import Seal, SealBroken, SealKeyInvalid
from bot.settings.model import ServerSettings
from bot.settings.service import Settings

log = logging.getLogger(__name__)

PURPOSE = "perk codes"
"""The keys codes are sealed and recognised with are made for this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    database: Database
    clock: Clock
    settings: Settings
    seal: Seal
    ledger: Ledger

    async def perk(self, connection: AsyncConnection, *, guild_id: int, perk_id: int) -> Perk:
        """Return a perk that stays as it is until the transaction ends. Raises PerkNotFound."""
        found = await catalogue.lock(connection, guild_id=guild_id, perk_id=perk_id)
        if found is None:
            raise errors.PerkNotFound
        return found

    async def claim(self, connection: AsyncConnection, *, guild_id: int, claim_id: int) -> Claim:
        """Raises ClaimNotFound."""
        found = await claims.get(connection, guild_id=guild_id, claim_id=claim_id)
        if found is None:
            raise errors.ClaimNotFound
        return found

    async def own_claim(self, connection: AsyncConnection, *, by: Actor, claim_id: int) -> Claim:
        """Return one of somebody's own claims. Raises ClaimNotFound, also for anybody else's."""
        found = await self.claim(connection, guild_id=by.guild_id, claim_id=claim_id)
        if found.member_id != by.id:
            raise errors.ClaimNotFound
        return found

    async def offers(self, connection: AsyncConnection, perks: Sequence[Perk], *, by: Actor) -> list[Offer]:
        """Return perks as a member finds them now."""
        now = self.clock()
        month, season = await self._periods(connection, by.guild_id, now)
        counts = await claims.counts(
            connection,
            guild_id=by.guild_id,
            member_id=by.id,
            perk_ids=[perk.id for perk in perks],
            month=month,
            season=season,
        )
        standing = await derived.standing(connection, guild_id=by.guild_id, member_id=by.id)
        points, balance = (standing.points, standing.balance) if standing else (0, 0)
        offers = []
        for perk in perks:
            ever, by_month, by_season = counts.get(perk.id, (0, 0, 0))
            mine = {Period.EVER: ever, Period.MONTH: by_month, Period.SEASON: by_season}[perk.period]
            refused = rules.obstacle(perk, mine=mine, points=points, balance=balance, now=now)
            offers.append(Offer(perk=perk, mine=mine, ever=ever, balance=balance, obstacle=refused))
        return offers

    async def _periods(
        self, connection: AsyncConnection, guild_id: int, now: datetime
    ) -> tuple[datetime, datetime | None]:
        """Return when the month and the season have begun; None for a server without seasons.

        The season is the one points are counted for: it may have begun off the calendar after the length was changed.
        """
        zone = (await self.settings.read(connection, guild_id, ServerSettings)).zone
        month, _ = points_rules.season_bounds(now, length=SeasonLength.MONTHLY, zone=zone)
        seasons = await derived.seasons(connection, guild_ids={guild_id}, ending_after=now)
        running = [season for season in seasons.get(guild_id, ()) if season.starts_at <= now]
        if running:
            return month, running[-1].starts_at
        length = (await self.settings.read(connection, guild_id, PointsSettings)).seasons
        if length is SeasonLength.NONE:
            return month, None
        season, _ = points_rules.season_bounds(now, length=length, zone=zone)
        return month, season

    async def balance(self, connection: AsyncConnection, *, guild_id: int, member_id: int) -> int:
        """Return what a member can spend; below 0 where points were taken back after they were spent."""
        standing = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
        return 0 if standing is None else standing.points - standing.spent

    def open(self, sealed: str, *, guild_id: int) -> str:
        """Return a code. Raises CodeUnreadable."""
        try:
            return self.seal.open_text(sealed, guild_id=guild_id, purpose=PURPOSE)
        except (SealBroken, SealKeyInvalid) as error:
            log.error("a perk's code can't be read: %s", error)
            raise errors.CodeUnreadable from None


def check_admin(by: Actor) -> None:
    if not by.manages_server:
        raise errors.AdminsOnly
