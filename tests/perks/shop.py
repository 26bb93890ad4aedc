"""A server's perks without Discord: admins offer them, members claim them as the cogs would have them do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from bot.actor import Actor
from bot.app import App
from bot.due import State as DueState
from bot.due import due_row
from bot.perks.model import Claimed, Gives, Offer, Perk, Terms
from bot.points.model import Entry, Kind
from bot.points.store import derived
from bot.points.tables import point_rank
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD = 1, 2
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
ANA = Actor(id=101, guild_id=GUILD)
BEN = Actor(id=102, guild_id=GUILD)


def member(number: int) -> Actor:
    return Actor(id=1_000 + number, guild_id=GUILD)


@dataclass
class Shop:
    app: App
    clock: MovableClock
    last_id: int = 5_000

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    async def perk(
        self, name: str = "Sticker pack", *, gives: Gives = Gives.STAFF, by: Actor = ADMIN, **terms: Any
    ) -> Perk:
        return await self.app.perks.offering.add(Terms(name=name, **terms), by=by, gives=gives)

    async def with_codes(self, *codes: str, name: str = "Coupon", by: Actor = ADMIN, **terms: Any) -> Perk:
        perk = await self.perk(name, gives=Gives.CODE, by=by, **terms)
        await self.import_codes(perk, codes, by=by)
        return perk

    async def import_codes(self, perk: Perk, codes: Sequence[str], *, by: Actor = ADMIN) -> int:
        staged = await self.app.perks.importing.stage("\n".join(codes).encode(), by=by, perk_id=perk.id)
        return (await self.app.perks.importing.add(by=by, import_id=staged.id)).added

    async def give(self, who: Actor, points: int) -> None:
        await self.post(who, Kind.ADJUSTMENT, points)

    async def post(self, who: Actor, kind: Kind, points: int) -> None:
        entry = Entry(
            guild_id=who.guild_id,
            member_id=who.id,
            kind=kind,
            source_id=self.new_id(),
            giver_id=who.id,
            points=points,
            happened_at=self.clock(),
        )
        async with self.app.database.write() as connection:
            await self.app.points.ledger.post(connection, [entry])

    async def rank(self, name: str = "Regular", threshold: int = 100, guild_id: int = GUILD) -> int:
        async with self.app.database.write() as connection:
            row = await connection.execute(
                insert(point_rank)
                .values(guild_id=guild_id, name=name, threshold=threshold, role_id=None)
                .returning(point_rank.c.id)
            )
            return int(row.scalar_one())

    async def claim(self, perk: Perk, who: Actor = ANA, *, request_id: int | None = None) -> Claimed:
        """Claim at the price of `perk`, from a confirmation of its own unless `request_id` names one."""
        claimed = await self.app.perks.claiming.claim(
            by=who, perk_id=perk.id, price=perk.price, request_id=request_id or self.new_id()
        )
        assert isinstance(claimed, Claimed), f"the price had changed: {claimed}"
        return claimed

    async def offer(self, perk: Perk, who: Actor = ANA) -> Offer:
        return await self.app.perks.claiming.offer(by=who, perk_id=perk.id)

    async def now(self, perk: Perk) -> Perk:
        return (await self.offer(perk)).perk

    async def points(self, who: Actor = ANA) -> tuple[int, int]:
        """Return somebody's total and what they can spend of it."""
        async with self.app.database.read() as connection:
            found = await derived.standing(connection, guild_id=who.guild_id, member_id=who.id)
        return (found.points, found.balance) if found else (0, 0)

    async def planned(self, kind: str) -> list[int]:
        async with self.app.database.read() as connection:
            rows = await connection.scalars(
                select(due_row.c.subject_id)
                .where(due_row.c.kind == kind, due_row.c.state == DueState.OPEN)
                .order_by(due_row.c.id)
            )
            return list(rows)
