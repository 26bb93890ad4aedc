"""What staff do with claims: fulfil them, or refuse them and give the points back; and what admins read of them."""

import asyncio

from bot import due
from bot.actor import Actor
from bot.engine import AsyncConnection
from bot.perks import errors, rules
from bot.perks.desk import Desk, check_admin
from bot.perks.files import write_claims
from bot.perks.model import CLAIMS_A_PAGE, Claim, Page, Perk, State
from bot.perks.offering import Offering
from bot.perks.store import catalogue, claims
from bot.points.model import Kind
from bot.settings.model import ServerSettings

EXPORTED_MAX = 50_000


class Fulfilling:
    def __init__(self, desk: Desk, offering: Offering) -> None:
        self._desk = desk
        self._offering = offering

    async def claim(self, *, by: Actor, claim_id: int) -> Claim:
        """Return a claim as staff see it. Raises StaffOnly or ClaimNotFound."""
        async with self._desk.database.read() as connection:
            await self._check_staff(connection, by)
            return await self._desk.claim(connection, guild_id=by.guild_id, claim_id=claim_id)

    async def fulfil(self, *, by: Actor, claim_id: int) -> Claim:
        """Raises StaffOnly, ClaimNotFound or AlreadyDecided."""
        async with self._desk.database.write() as connection:
            await self._check_staff(connection, by)
            return await self._decide(connection, State.FULFILLED, by=by, claim_id=claim_id, reason=None)

    async def refuse(self, *, by: Actor, claim_id: int, reason: str) -> Claim:
        """Refuse a claim: the points are back, the stock too, and it no longer counts for the member's limit.

        Raises StaffOnly, ClaimNotFound, AlreadyDecided or ReasonNeeded.
        """
        said = rules.checked_reason(reason)
        async with self._desk.database.write() as connection:
            await self._check_staff(connection, by)
            claim = await self._decide(connection, State.REFUSED, by=by, claim_id=claim_id, reason=said)
            await self._return(connection, claim)
        return claim

    async def _decide(
        self, connection: AsyncConnection, state: State, *, by: Actor, claim_id: int, reason: str | None
    ) -> Claim:
        await self._desk.claim(connection, guild_id=by.guild_id, claim_id=claim_id)
        decided = await claims.decide(
            connection, claim_id=claim_id, state=state, by_id=by.id, reason=reason, at=self._desk.clock()
        )
        if not decided:
            raise errors.AlreadyDecided
        claim = await self._desk.claim(connection, guild_id=by.guild_id, claim_id=claim_id)
        await self._draw(connection, claim)
        return claim

    async def _draw(self, connection: AsyncConnection, claim: Claim) -> None:
        """Have the card in the queue show it, wherever it was decided."""
        if claim.queue_message_id is not None:
            now = self._desk.clock()
            await due.plan(connection, guild_id=claim.guild_id, kind=rules.CARD, subject_id=claim.id, due_at=now)

    async def _return(self, connection: AsyncConnection, claim: Claim) -> None:
        """Give back what a claim took: the points, and its place in the stock."""
        perk = await self._desk.perk(connection, guild_id=claim.guild_id, perk_id=claim.perk_id)
        await catalogue.count_claim(connection, perk_id=perk.id, change=-1)
        await self._offering.restocked(connection, perk)
        if claim.price and claim.member_id is not None:
            await self._desk.ledger.take_back(
                connection,
                guild_id=claim.guild_id,
                kinds=[Kind.SPENT],
                source_ids=[claim.id],
                member_id=claim.member_id,
                giver_id=claim.member_id,
            )

    async def find(self, *, guild_id: int, claim_id: int) -> Claim | None:
        async with self._desk.database.read() as connection:
            return await claims.get(connection, guild_id=guild_id, claim_id=claim_id)

    async def posted(self, *, guild_id: int, claim_id: int, channel_id: int, message_id: int) -> None:
        """Note where the claim's card is; it is drawn anew where staff decided while it was under way."""
        async with self._desk.database.write() as connection:
            await claims.set_card(connection, claim_id=claim_id, channel_id=channel_id, message_id=message_id)
            claim = await self._desk.claim(connection, guild_id=guild_id, claim_id=claim_id)
            if claim.state is not State.WAITING:
                await self._draw(connection, claim)

    async def running_low(self, *, guild_id: int, perk_id: int) -> Perk | None:
        """Return a perk if there are still few left of it, and anybody can still want it."""
        async with self._desk.database.read() as connection:
            found = await catalogue.get(connection, guild_id=guild_id, perk_id=perk_id)
        if found is None or found.archived_at is not None or not rules.is_low(found):
            return None
        return found

    # For admins

    async def page(self, *, by: Actor, perk_id: int | None = None, page: int = 1) -> Page[Claim]:
        """Return a server's claims, or a perk's: those that wait for staff first. Raises AdminsOnly."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            total = await claims.count(connection, guild_id=by.guild_id, perk_id=perk_id)
            pages = max(1, -(-total // CLAIMS_A_PAGE))
            number = min(max(1, page), pages)
            found = await claims.page(
                connection,
                guild_id=by.guild_id,
                perk_id=perk_id,
                limit=CLAIMS_A_PAGE,
                offset=(number - 1) * CLAIMS_A_PAGE,
            )
        return Page(items=found, total=total, number=number, pages=pages)

    async def export(self, *, by: Actor, perk_id: int | None = None) -> bytes:
        """Return claims as a CSV file, without codes. Raises AdminsOnly."""
        check_admin(by)
        async with self._desk.database.read() as connection:
            found = await claims.page(connection, guild_id=by.guild_id, perk_id=perk_id, limit=EXPORTED_MAX)
            zone = (await self._desk.settings.read(connection, by.guild_id, ServerSettings)).zone
        return await asyncio.to_thread(write_claims, found, zone=zone)

    async def _check_staff(self, connection: AsyncConnection, by: Actor) -> None:
        server = await self._desk.settings.read(connection, by.guild_id, ServerSettings)
        if not rules.is_staff(by, staff_role_ids=server.staff_role_ids | server.moderator_role_ids):
            raise errors.StaffOnly
