"""Privacy, whatever Discord refuses: what was erased is erased and said, and roles and servers are seen to in the end."""

from datetime import timedelta
from typing import Any

from simcord.results import InteractionResult
from sqlalchemy import func, select

from bot.due import due_row
from bot.points.model import PointsSettings
from bot.points.ranks import Draft
from bot.points.rules import FORGET_ROLES
from tests.faults.harness import Act, Fault, Line, sweep
from tests.perks.acting import give
from tests.support.cards import answer
from tests.support.community import Community

Shown = Any
APART = timedelta(minutes=2)


async def points_left(community: Community) -> int:
    holdings = await community.app.privacy.showing.holdings(guild_id=community.server.id, member_id=community.asker.id)
    return sum(holding.rows for holding in holdings if holding.table in ("point_ledger", "point_member"))


async def nothing(_: Community, __: str) -> None:
    """Nothing has to be there."""


async def test_reading_and_taking_along(community: Community, line: Line) -> None:
    async def show(community: Community, _: Shown) -> InteractionResult:
        return await community.asker.slash(community.general, "privacy show")

    async def page(community: Community, shown: Shown) -> InteractionResult:
        return await community.asker.click(answer(shown), custom_id="privacy:page:2")

    async def opened(community: Community, _: str) -> InteractionResult:
        return await show(community, None)

    async def export(community: Community, _: Shown) -> InteractionResult:
        await community.env.pass_time(APART)
        return await community.asker.slash(community.general, "privacy export")

    async def retention(community: Community, _: Shown) -> InteractionResult:
        return await community.admin.slash(community.general, "privacy retention")

    await sweep(community, line, Act(prepare=nothing, do=show))
    await sweep(community, line, Act(prepare=opened, do=page))
    await sweep(community, line, Act(prepare=nothing, do=export))
    await sweep(community, line, Act(prepare=nothing, do=retention))


async def test_erasing(community: Community, line: Line) -> None:
    await community.set(PointsSettings, announcements="off")

    async def confirming(community: Community, _: str) -> InteractionResult:
        await give(community, community.asker, 10)
        first = await community.asker.slash(community.general, "privacy delete")
        return await community.asker.click(answer(first), custom_id="privacy:delete:0")

    async def erase(community: Community, shown: Shown) -> InteractionResult:
        return await community.asker.click(answer(shown), custom_id="privacy:erase:0")

    async def is_erased(community: Community, _: Shown) -> bool:
        return await points_left(community) == 0

    await sweep(community, line, Act(prepare=confirming, do=erase, done=is_erased, alone=True))
    assert (await community.app.points.recompute.compare()).differences == ()


async def test_opting_out(community: Community, line: Line) -> None:
    async def recorded(community: Community, _: str) -> InteractionResult:
        ids = {"guild_id": community.server.id, "member_id": community.asker.id}
        await community.app.privacy.optouts.come_back(**ids)
        return await community.asker.slash(community.general, "privacy optout")

    async def leave(community: Community, shown: Shown) -> InteractionResult:
        return await community.asker.click(answer(shown), custom_id="privacy:record:0")

    async def is_out(community: Community, _: Shown) -> bool:
        return community.app.privacy.optouts.is_out(guild_id=community.server.id, member_id=community.asker.id)

    await sweep(community, line, Act(prepare=recorded, do=leave, done=is_out, alone=True))


async def test_taking_the_role_of_a_rank(community: Community, line: Line) -> None:
    await community.set(PointsSettings, announcements="off")
    role = community.server.create_role("Regulars")
    await community.env.settle()
    await community.app.points.ranks.add(
        Draft(name="Regular", threshold=50, role_id=role.id), guild_id=community.server.id
    )

    async def erased(community: Community, _: str) -> None:
        await give(community, community.asker, 100)
        await community.later(minutes=2)
        await community.app.privacy.erasing.erase(guild_id=community.server.id, member_id=community.asker.id)

    async def sweep_due(community: Community, _: None) -> None:
        await community.run_due()

    async def is_taken(community: Community, _: None) -> bool:
        guild = community.bot.get_guild(community.server.id)
        assert guild is not None
        async with community.app.database.read() as connection:
            planned = await connection.scalar(select(func.count()).where(due_row.c.kind == FORGET_ROLES))
        held = {held.id for held in (await guild.fetch_member(community.asker.id)).roles}
        return role.id not in held and not planned

    def they_left_or_it_is_gone(fault: Fault) -> bool:
        return fault.status == 404

    await sweep(
        community,
        line,
        Act(
            prepare=erased,
            do=sweep_due,
            done=is_taken,
            by_itself=True,
            alone=True,
            may_stay_undone=they_left_or_it_is_gone,
        ),
    )
