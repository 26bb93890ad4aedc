"""What people do with perks on Discord, for tests."""

from typing import Any

import simcord
from simcord.results import InteractionResult

from bot.points.model import Entry, Kind
from bot.points.store import derived
from tests.support.cards import answer, buttons
from tests.support.community import Community

NO_LIMIT: dict[str, Any] = {"per-member": 0}

CODES = ("WINTER-1111-AAAA", "WINTER-2222-BBBB", "WINTER-3333-CCCC")


async def offered(community: Community, name: str = "Sticker pack", **options: Any) -> None:
    """Have an admin offer a perk."""
    values = {"name": name, "by": "staff"} | options
    await community.admin.slash(community.general, "perks add", **values)


async def offered_codes(community: Community, *codes: str, name: str = "Coupon", **options: Any) -> None:
    """Have an admin offer a perk with codes from a file."""
    await offered(community, name, by="code", **options)
    await uploaded(community, *codes, name=name)


async def uploaded(community: Community, *codes: str, name: str = "Coupon") -> None:
    shown = await community.admin.slash(
        community.general, "perks codes", perk=name, file=("codes.csv", "\n".join(codes).encode())
    )
    await pressed(community.admin, shown, "perks:add-codes")


async def pressed(who: simcord.MemberActor, result: InteractionResult, action: str) -> InteractionResult:
    """Press the button of an action on the bot's answer."""
    message = answer(result)
    return await who.click(message, custom_id=button_of(message, action))


def button_of(message: Any, action: str) -> str:
    found = [custom_id for custom_id in buttons(message) if custom_id.startswith(f"{action}:")]
    assert len(found) == 1, f"{action}: {buttons(message)}"
    return found[0]


async def asked_to_claim(community: Community, who: simcord.MemberActor, name: str = "Coupon") -> InteractionResult:
    """Have somebody type /perks claim; returns the confirmation."""
    return await who.slash(community.general, "perks claim", perk=name)


async def claimed(community: Community, who: simcord.MemberActor, name: str = "Coupon") -> InteractionResult:
    return await pressed(who, await asked_to_claim(community, who, name), "perks:confirm")


async def give(community: Community, who: simcord.MemberActor, points: int) -> None:
    entry = Entry(
        guild_id=community.server.id,
        member_id=who.id,
        kind=Kind.ADJUSTMENT,
        source_id=community.extra.setdefault("source", 1),
        giver_id=who.id,
        points=points,
        happened_at=community.env.now(),
    )
    community.extra["source"] += 1
    async with community.app.database.write() as connection:
        await community.app.points.ledger.post(connection, [entry])


async def balance(community: Community, who: simcord.MemberActor) -> int:
    async with community.app.database.read() as connection:
        found = await derived.standing(connection, guild_id=community.server.id, member_id=who.id)
    return found.balance if found else 0
