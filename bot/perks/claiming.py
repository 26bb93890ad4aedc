"""What members do: look, claim, see their codes again, have them erased.

Who claims pays, gets their code and is counted in one transaction; Discord is told afterwards. Whatever becomes of the
answer, the code is theirs: the same confirmation pressed again gives the same claim, and `/perks mine` shows it until
its owner says that they have saved it. Then its text is erased for good. Until then it stays, without a date: a gift
card bought in May may be wanted at Christmas, and in the database there is only its seal.
"""

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.perks import errors, rules
from bot.perks.desk import Desk
from bot.perks.model import (
    CLAIMS_A_PAGE,
    PERKS_A_PAGE,
    Claim,
    Claimed,
    Gives,
    Offer,
    Page,
    Perk,
    State,
)
from bot.perks.store import catalogue, claims, codes
from bot.points.model import Entry, Kind

TOLD_AT_ONCE = 5


class Claiming:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def offers(self, *, by: Actor, page: int = 1) -> Page[Offer]:
        """Return the perks there are, by price."""
        async with self._desk.database.read() as connection:
            total = await catalogue.count(connection, guild_id=by.guild_id)
            pages = max(1, -(-total // PERKS_A_PAGE))
            number = min(max(1, page), pages)
            perks = await catalogue.page(
                connection, guild_id=by.guild_id, limit=PERKS_A_PAGE, offset=(number - 1) * PERKS_A_PAGE
            )
            offers = await self._desk.offers(connection, perks, by=by)
        return Page(items=offers, total=total, number=number, pages=pages)

    async def offer(self, *, by: Actor, perk_id: int) -> Offer:
        """Return a perk as somebody finds it. Raises PerkNotFound."""
        async with self._desk.database.read() as connection:
            found = await catalogue.get(connection, guild_id=by.guild_id, perk_id=perk_id)
            if found is None:
                raise errors.PerkNotFound
            [offer] = await self._desk.offers(connection, [found], by=by)
        return offer

    async def find(self, *, by: Actor, name: str) -> Offer:
        """Return a perk by its name, however it is typed. Raises PerkNotFound."""
        async with self._desk.database.read() as connection:
            perk_id = await catalogue.with_name(connection, guild_id=by.guild_id, name_key=rules.name_key(name))
        if perk_id is None:
            raise errors.PerkNotFound
        return await self.offer(by=by, perk_id=perk_id)

    async def names(self, *, guild_id: int, typed: str = "", archived: bool = False) -> list[tuple[int, str]]:
        """Return id and name of up to 25 perks that fit what was typed."""
        async with self._desk.database.read() as connection:
            return await catalogue.named(
                connection, guild_id=guild_id, part=rules.name_key(typed), archived=archived, limit=25
            )

    async def claim(self, *, by: Actor, perk_id: int, price: int, request_id: int) -> Claimed | Offer:
        """Claim a perk for the `price` a member was shown. Returns the offer where the price is another one by now.

        `request_id` is the confirmation's: pressed again it returns what it has claimed already. Raises PerkNotFound,
        CodeUnreadable, or whatever keeps the member from it; then nothing was paid.
        """
        async with self._desk.database.write() as connection:
            perk = await self._desk.perk(connection, guild_id=by.guild_id, perk_id=perk_id)
            before = await claims.of_request(connection, guild_id=by.guild_id, member_id=by.id, request_id=request_id)
            if before is not None:
                return await self._claimed(connection, before)
            [offer] = await self._desk.offers(connection, [perk], by=by)
            if perk.price != price and perk.archived_at is None:
                return offer
            if offer.obstacle is not None:
                raise offer.obstacle
            return await self._take(connection, perk, by=by, request_id=request_id)

    async def _take(self, connection: AsyncConnection, perk: Perk, *, by: Actor, request_id: int) -> Claimed:
        now = self._desk.clock()
        claim_id = await claims.add(
            connection,
            guild_id=by.guild_id,
            perk_id=perk.id,
            member_id=by.id,
            request_id=request_id,
            price=perk.price,
            at=now,
            state=State.HANDED if perk.gives is Gives.CODE else State.WAITING,
        )
        await catalogue.count_claim(connection, perk_id=perk.id, change=1)
        if perk.gives is Gives.CODE:
            if await codes.take(connection, perk_id=perk.id, claim_id=claim_id) is None:
                raise errors.NoneLeft
        else:
            await plan(connection, guild_id=by.guild_id, kind=rules.QUEUE, subject_id=claim_id, due_at=now)
        await self._pay(connection, perk, by=by, claim_id=claim_id)
        await self._tell_low(connection, perk)
        claim = await self._desk.claim(connection, guild_id=by.guild_id, claim_id=claim_id)
        # Opened before anything is kept: a code that can't be read is not sold.
        return await self._claimed(connection, claim)

    async def _pay(self, connection: AsyncConnection, perk: Perk, *, by: Actor, claim_id: int) -> None:
        if not perk.price:
            return
        entry = Entry(
            guild_id=by.guild_id,
            member_id=by.id,
            kind=Kind.SPENT,
            source_id=claim_id,
            giver_id=by.id,
            points=-perk.price,
            happened_at=self._desk.clock(),
            reason=perk.name,
        )
        await self._desk.ledger.post(connection, [entry])
        # Looked at again afterwards: on PostgreSQL somebody may be paying for two different perks at once.
        balance = await self._desk.balance(connection, guild_id=by.guild_id, member_id=by.id)
        if balance < 0:
            raise errors.TooFewPoints(price=perk.price, balance=max(0, balance + perk.price))

    async def _tell_low(self, connection: AsyncConnection, before: Perk) -> None:
        """Have staff told, once, that few are left."""
        perk = await self._desk.perk(connection, guild_id=before.guild_id, perk_id=before.id)
        now = self._desk.clock()
        if rules.is_low(perk) and await catalogue.tell_low(connection, perk_id=perk.id, at=now):
            await plan(connection, guild_id=perk.guild_id, kind=rules.LOW, subject_id=perk.id, due_at=now)

    # What is theirs

    async def mine(self, *, by: Actor, page: int = 1) -> Page[Claim]:
        """Return somebody's own claims: those staff still have to see to, then the latest."""
        async with self._desk.database.read() as connection:
            total = await claims.count(connection, guild_id=by.guild_id, member_id=by.id)
            pages = max(1, -(-total // CLAIMS_A_PAGE))
            number = min(max(1, page), pages)
            found = await claims.page(
                connection,
                guild_id=by.guild_id,
                member_id=by.id,
                limit=CLAIMS_A_PAGE,
                offset=(number - 1) * CLAIMS_A_PAGE,
            )
        return Page(items=found, total=total, number=number, pages=pages)

    async def show(self, *, by: Actor, claim_id: int) -> Claimed:
        """Return one of somebody's own claims with its code.

        Raises ClaimNotFound (also for anybody else's), CodeErased or CodeUnreadable.
        """
        async with self._desk.database.read() as connection:
            claim = await self._desk.own_claim(connection, by=by, claim_id=claim_id)
            claimed = await self._claimed(connection, claim)
        if claim.gives is Gives.CODE and claimed.code is None:
            raise errors.CodeErased
        return claimed

    async def erase(self, *, by: Actor, claim_id: int) -> Claim:
        """Erase the text of somebody's own code, for good. Raises ClaimNotFound."""
        async with self._desk.database.write() as connection:
            await self._desk.own_claim(connection, by=by, claim_id=claim_id)
            await codes.erase(connection, claim_id=claim_id)
            return await self._desk.claim(connection, guild_id=by.guild_id, claim_id=claim_id)

    async def _claimed(self, connection: AsyncConnection, claim: Claim) -> Claimed:
        sealed = await codes.of_claim(connection, claim_id=claim.id)
        assert claim.member_id is not None, "only a member's own claims are read here"
        balance = await self._desk.balance(connection, guild_id=claim.guild_id, member_id=claim.member_id)
        code = None if sealed is None else self._desk.open(sealed, guild_id=claim.guild_id)
        return Claimed(claim=claim, code=code, balance=max(0, balance))

    # What they are to be told

    async def news(self, *, by: Actor) -> list[Claim]:
        """Return what staff decided on somebody's claims and they don't know yet."""
        async with self._desk.database.read() as connection:
            return await claims.untold(connection, guild_id=by.guild_id, member_id=by.id, limit=TOLD_AT_ONCE)

    async def told(self, told: list[Claim], *, by: Actor) -> None:
        """Note that they know it now."""
        async with self._desk.database.write() as connection:
            await claims.set_told(
                connection,
                guild_id=by.guild_id,
                member_id=by.id,
                claim_ids=[claim.id for claim in told],
                at=self._desk.clock(),
            )
