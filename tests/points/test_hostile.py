"""Points in the hands of people who mean no good, and numbers nobody thought of."""

import pytest
import simcord

from bot.app import App
from bot.errors import UserError
from bot.points.importing import read
from bot.points.model import Period, PointsSettings, Scope
from bot.points.ranks import Draft
from bot.sandbox import simulated
from tests.perks.shop import ANA, MODERATOR, Shop
from tests.points.giving import give
from tests.questions.acting import forged
from tests.support.cards import shown
from tests.support.clock import MovableClock
from tests.support.community import Community, private_text, text_of

BIGGEST = 2**63 - 1
ID = 200_000_000_000_000_000


# Refunds ----------------------------------------------------------------------------------------------------------


async def test_every_refused_claim_gives_its_points_back(app: App, clock: MovableClock) -> None:
    """Claims and rows of the ledger are numbered apart: the same number must not be taken for the same cause."""
    shop = Shop(app=app, clock=clock)
    perk = await shop.perk(price=10, per_member=None)
    await shop.give(ANA, 100)
    claims = [(await shop.claim(perk)).claim.id for _ in range(6)]
    assert await shop.points() == (100, 40)

    for number, claim_id in enumerate(claims, start=1):
        await app.perks.fulfilling.refuse(by=MODERATOR, claim_id=claim_id, reason="None left")
        assert await shop.points() == (100, 40 + 10 * number)
    assert (await app.points.recompute.compare()).count == 0


async def test_a_refund_pays_for_no_later_claim(app: App, clock: MovableClock) -> None:
    shop = Shop(app=app, clock=clock)
    perk = await shop.perk(price=10, per_member=None)
    await shop.give(ANA, 200)
    for number in range(1, 9):
        claimed = await shop.claim(perk)
        if number % 2:
            await app.perks.fulfilling.refuse(by=MODERATOR, claim_id=claimed.claim.id, reason="None left")
        assert await shop.points() == (200, 200 - 10 * (number // 2))


# Files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        f"{ID},{'9' * 5000}",
        f"{'1' * 5000},5",
        f'user_id,points\n{ID},5\n"{"x" * 200_000}',
        f"{ID},{'٩' * 5000}",
    ],
    ids=["many points", "a long id", "a quote that never ends", "many points of other digits"],
)
async def test_a_file_that_breaks_readers_is_refused_in_words(content: str) -> None:
    with pytest.raises(UserError):
        read(content)


async def test_a_file_with_the_line_ends_of_old_macs_is_read() -> None:
    assert read(f"user_id,points\r{ID},5\r{ID + 1},6\r").points == {ID: 5, ID + 1: 6}


# Forged pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [0, 2, BIGGEST])
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("period", Period)
async def test_a_page_of_a_board_beyond_all_is_the_last_one(
    community: Community, period: Period, scope: Scope, page: int
) -> None:
    await give(community.app, community.helper.id, 5, guild_id=community.server.id, helping=True)
    message = await forged(community, community.general, f"points:board-page:{page}:{period}:{scope}")

    result = await community.helper.click(message, label="?")

    assert "helper" in shown(result) and "5 points" in shown(result)


@pytest.mark.parametrize("page", [0, BIGGEST])
@pytest.mark.parametrize("action", ["points:hall-page", "points:history-page", "perks:list", "perks:mine"])
async def test_a_page_of_a_list_beyond_all_is_the_last_one(community: Community, action: str, page: int) -> None:
    own = f":{community.helper.id}" if action == "points:history-page" else ""
    message = await forged(community, community.general, f"{action}:{page}{own}")

    assert (await community.helper.click(message, label="?")).acknowledged


@pytest.mark.parametrize(
    "custom_id",
    [
        "points:rule:message",
        "points:weigh-channel",
        "points:weigh-role",
        "points:import",
        "points:import-undo:1",
        f"points:import-undo:{BIGGEST}",
        "points:suggest-ranks",
        "points:make-ranks:roles",
        "points:remove-rank:1",
        "points:audit-history",
        f"points:history-page:1:{BIGGEST}",
        "perks:archive:1",
        "perks:bring-back:1",
        "perks:add-codes:1",
        "perks:remove-free:1",
        "perks:remove-free-yes:1",
        "perks:fulfil:1",
        "perks:see:1",
        "perks:claims:1:0",
        "perks:export:0",
    ],
)
async def test_a_members_forged_button_does_nothing(community: Community, custom_id: str) -> None:
    message = await forged(community, community.general, custom_id)

    result = await community.helper.click(message, label="?")

    assert private_text(result)
    assert result.modal is None
    assert not [request for request in community.env.http_requests if request.path.endswith("/roles")]


@pytest.mark.parametrize("number", [str(2**63), "-1", "00", "1e3", "٣"])
@pytest.mark.parametrize("action", ["points:import-undo", "points:remove-rank", "points:hall", "perks:claim"])
async def test_numbers_no_button_has_are_refused(community: Community, action: str, number: str) -> None:
    message = await forged(community, community.general, f"{action}:{number}")

    assert "no longer in use" in private_text(await community.admin.click(message, label="?"))


# Who hides --------------------------------------------------------------------------------------------------------


@pytest.fixture
async def ranked(community: Community) -> Community:
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    await community.app.points.ranks.add(Draft(name="Friend", threshold=10), guild_id=community.server.id)
    return community


async def hide(community: Community) -> None:
    await community.app.points.boards.set_hidden(
        guild_id=community.server.id, member_id=community.helper.id, hidden=True
    )


def announced(community: Community, who: simcord.MemberActor) -> bool:
    return any(f"<@{who.id}>" in text_of(sent) for sent in community.general.history())


async def told_alone(community: Community) -> bool:
    result = await community.helper.slash(community.general, "leaderboard")
    assert all(answer.ephemeral for answer in result.followups)
    return "Friend" in simulated.said(result)


async def test_who_hides_before_it_was_announced_is_told_alone(ranked: Community) -> None:
    await give(ranked.app, ranked.helper2.id, 10, guild_id=ranked.server.id)
    await ranked.later(seconds=1)
    assert announced(ranked, ranked.helper2)
    for who in (ranked.helper, ranked.asker):
        await give(ranked.app, who.id, 10, guild_id=ranked.server.id)
    await ranked.later(seconds=1)
    assert not announced(ranked, ranked.asker), "another message a minute"

    await hide(ranked)
    await ranked.later(minutes=2)

    assert announced(ranked, ranked.asker) and not announced(ranked, ranked.helper)
    assert await told_alone(ranked)
