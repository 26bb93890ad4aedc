"""What people do with invites on Discord, for tests."""

import re
from datetime import timedelta
from typing import Any

import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from bot.activity.tables import activity_day
from bot.onboarding.tables import onboarding_arrival, onboarding_invite, onboarding_referral
from bot.points.store import derived
from bot.sandbox import simulated
from tests.support.cards import shown
from tests.support.community import Community, noticed

LINK = re.compile(r"https://discord\.gg/(\w+)")


def code_in(result: InteractionResult) -> str:
    found = LINK.search(shown(result))
    assert found is not None, shown(result)
    return found[1]


async def invite_of(community: Community, who: simcord.MemberActor) -> str:
    """Have somebody type /invite; returns their link's code."""
    return code_in(await who.slash(community.general, "invite"))


async def newcomer(
    community: Community, name: str, *, by: str | None = None, user: simcord.UserHandle | None = None
) -> simcord.MemberActor:
    """Let somebody join, by an invite's code or another way."""
    return await simulated.join(community.server, user or community.env.create_user(name), by=by)


async def alone(community: Community, name: str, *, by: str | None = None, **options: Any) -> simcord.MemberActor:
    """Let somebody join while nobody else does, and everything be found out about it."""
    await community.later(minutes=1)
    actor = await newcomer(community, name, by=by, **options)
    await noticed(community, actor)
    await community.later(minutes=1)
    return actor


async def came_by(community: Community, who: simcord.MemberActor) -> str | None:
    """Return the code of the invite somebody is known to have come by last."""
    query = (
        select(onboarding_invite.c.code)
        .select_from(onboarding_arrival)
        .outerjoin(onboarding_invite, onboarding_invite.c.id == onboarding_arrival.c.invite_id)
        .where(onboarding_arrival.c.guild_id == community.server.id, onboarding_arrival.c.member_id == who.id)
        .order_by(onboarding_arrival.c.id.desc())
        .limit(1)
    )
    async with community.app.database.read() as connection:
        row = (await connection.execute(query)).one()
    return None if row.code is None else str(row.code)


async def states(community: Community) -> list[tuple[str, str | None]]:
    """Return the states and reasons of all referrals."""
    query = select(onboarding_referral.c.state, onboarding_referral.c.reason).order_by(onboarding_referral.c.id)
    async with community.app.database.read() as connection:
        return [(row.state, row.reason) for row in await connection.execute(query)]


async def be_active(community: Community, who: simcord.MemberActor, *, days: int = 3) -> None:
    """Let somebody have written on the last days: without the messages, which take the simulation a while."""
    today = community.env.now().date()
    columns = [column.name for column in activity_day.c if column.name not in ("guild_id", "member_id", "day")]
    async with community.app.database.write() as connection:
        for day in range(days):
            await connection.execute(
                activity_day.insert().values(
                    guild_id=community.server.id,
                    member_id=who.id,
                    day=today + timedelta(days=day),
                    **(dict.fromkeys(columns, 0) | {"messages": 1}),
                )
            )


async def points_of(community: Community, who: simcord.MemberActor) -> int:
    async with community.app.database.read() as connection:
        found = await derived.standing(connection, guild_id=community.server.id, member_id=who.id)
    return found.points if found else 0


def links(community: Community) -> list[str]:
    """Return the codes of the invites that exist on Discord."""
    backend = community.env.backend
    return [code for code, invite in backend.invites.items() if invite.guild_id == community.server.id]


def requests(community: Community, method: str, part: str) -> int:
    """Return how many requests of a kind the bot has made."""
    return sum(entry.method == method and part in entry.path for entry in community.env.http_requests)
