"""What the database itself keeps: a code for one claim, a name for one perk, and quick answers over many rows."""

import time

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from bot.app import App
from bot.perks.model import Gives, State
from bot.perks.store import catalogue, claims, codes
from bot.perks.store.codes import SealedCode
from bot.perks.tables import perk, perk_claim, perk_code
from tests.perks.shop import ANA, BEN, GUILD, OTHER_GUILD, Shop, member


def a_code(number: int) -> SealedCode:
    return SealedCode(sealed=f"sealed-{number}", ending="", fingerprint=f"{number:064}")


async def test_a_claim_never_has_two_codes_nor_a_code_two_claims(shop: Shop) -> None:
    coupon = await shop.with_codes("AAAA-1", "BBBB-2")
    claimed = await shop.claim(coupon)

    with pytest.raises(IntegrityError):
        async with shop.app.database.write() as connection:
            await connection.execute(update(perk_code).values(claim_id=claimed.claim.id))


async def test_two_perks_of_one_name_are_refused_by_the_database_too(shop: Shop) -> None:
    mug = await shop.perk("Mug")
    values = {
        "name": "Mug",
        "name_key": "mug",
        "description": "",
        "gives": "staff",
        "price": 0,
        "needs_rank": False,
        "claimed": 0,
        "period": "ever",
        "created_at": shop.clock(),
    }
    async with shop.app.database.write() as connection:
        await connection.execute(insert(perk).values(guild_id=OTHER_GUILD, **values))
        await connection.execute(insert(perk).values(guild_id=GUILD, archived_at=shop.clock(), **values))
    with pytest.raises(IntegrityError):
        async with shop.app.database.write() as connection:
            await connection.execute(insert(perk).values(guild_id=GUILD, **values))
    assert (await shop.now(mug)).name == "Mug"


async def test_a_perk_that_was_claimed_cannot_be_deleted(shop: Shop) -> None:
    mug = await shop.perk("Mug")
    await shop.claim(mug)

    async with shop.app.database.write() as connection:
        assert not await catalogue.delete_unclaimed(connection, perk_id=mug.id)
    with pytest.raises(IntegrityError):
        async with shop.app.database.write() as connection:
            await connection.execute(text("DELETE FROM perk"))


async def test_codes_are_handed_out_in_the_order_they_came(app: App, shop: Shop) -> None:
    coupon = await shop.perk("Coupon", gives=Gives.CODE)
    async with app.database.write() as connection:
        for number in (3, 1, 2):
            await codes.add(connection, [a_code(number)], guild_id=GUILD, perk_id=coupon.id)
        taken = []
        for number in range(4):
            claim_id = await claims.add(
                connection,
                guild_id=GUILD,
                perk_id=coupon.id,
                member_id=member(number).id,
                request_id=number,
                price=0,
                at=shop.clock(),
                state=State.HANDED,
            )
            taken.append(await codes.take(connection, perk_id=coupon.id, claim_id=claim_id))
    assert taken == ["sealed-3", "sealed-1", "sealed-2", None]


async def test_claims_are_counted_for_each_member_and_server(shop: Shop) -> None:
    mug = await shop.perk("Mug", per_member=None)
    for _ in range(2):
        await shop.claim(mug)
    await shop.claim(mug, BEN)

    async with shop.app.database.read() as connection:
        found = await claims.counts(
            connection, guild_id=GUILD, member_id=ANA.id, perk_ids=[mug.id], month=shop.clock(), season=None
        )
        elsewhere = await claims.counts(
            connection, guild_id=OTHER_GUILD, member_id=ANA.id, perk_ids=[mug.id], month=shop.clock(), season=None
        )
    assert found == {mug.id: (2, 2, 2)} and elsewhere == {}


async def test_a_hundred_thousand_codes_and_claims_slow_nobody_down(shop: Shop) -> None:
    coupon = await shop.perk("Coupon", gives=Gives.CODE, per_member=None)
    async with shop.app.database.write() as connection:
        await codes.add(connection, [a_code(number) for number in range(100_000)], guild_id=GUILD, perk_id=coupon.id)
        await connection.execute(
            insert(perk_claim),
            [
                {
                    "guild_id": GUILD,
                    "perk_id": coupon.id,
                    "member_id": member(number).id,
                    "request_id": number,
                    "price": 0,
                    "claimed_at": shop.clock(),
                    "state": State.HANDED.value,
                }
                for number in range(20_000)
            ],
        )
    started = time.perf_counter()
    async with shop.app.database.read() as connection:
        found = await catalogue.get(connection, guild_id=GUILD, perk_id=coupon.id)
        mine = await claims.page(connection, guild_id=GUILD, member_id=member(5).id, limit=8)
    taken = time.perf_counter() - started

    assert found is not None and found.left == 100_000
    assert len(mine) == 1
    assert taken < 0.25, taken
