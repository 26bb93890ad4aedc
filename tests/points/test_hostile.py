"""Points in the hands of people who mean no good, and numbers nobody thought of."""

import logging
import re
from typing import Any

import pytest
import simcord
from sqlalchemy import func, select

from bot.actor import Actor
from bot.app import App
from bot.due import due_row
from bot.errors import UserError
from bot.perks.model import Claimed, Gives, Terms
from bot.points.importing import read
from bot.points.model import Announcement, Kind, Period, PointsSettings, Scope, SeasonLength
from bot.points.ranks import Draft
from bot.points.rules import ROLES
from bot.points.tables import (
    point_day,
    point_ledger,
    point_member,
    point_notice,
    point_season_member,
)
from bot.sandbox import simulated
from tests.faults.harness import custom_id
from tests.perks.acting import offered
from tests.perks.shop import ANA, MODERATOR, Shop
from tests.points.giving import give
from tests.questions.acting import asked, forged
from tests.support.cards import answer, buttons, shown, walk
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
        read(content.encode())


async def test_a_file_with_the_line_ends_of_old_macs_is_read() -> None:
    assert read(f"user_id,points\r{ID},5\r{ID + 1},6\r".encode()).points == {ID: 5, ID + 1: 6}


async def test_ranks_of_an_imported_crowd_keep_nobody_waiting(community: Community) -> None:
    """Each of thousands of roles is a request to Discord: they come after whatever else is due, a few at a time."""
    role = community.server.create_role("Friend")
    crowd = [community.server.add_member(community.env.create_user(f"friend{n}")) for n in range(8)]
    await community.env.settle()
    await community.app.points.ranks.add(
        Draft(name="Friend", threshold=10, role_id=role.id), guild_id=community.server.id
    )
    for _ in range(3):
        await community.later(minutes=2)
    guild = community.env.backend.get_guild(community.server.id)
    content = "\n".join(f"{member.id},{50 + n}" for n, member in enumerate(crowd)).encode()
    opened = answer(await community.admin.slash(community.general, "points import", file=("a.csv", content)))

    done = answer(await community.admin.click(opened, custom_id="points:import"))
    assert await planned(community) == 0
    await rounds(community)
    assert all(role.id in guild.members[member.id].role_ids for member in crowd)

    await community.admin.click(done, custom_id=custom_id(done, "points:import-undo"))
    assert await planned(community) == 0
    await rounds(community)
    assert not any(role.id in guild.members[member.id].role_ids for member in crowd)


async def planned(community: Community) -> int:
    async with community.app.database.read() as connection:
        query = select(func.count()).select_from(due_row).where(due_row.c.kind == ROLES, due_row.c.state == "open")
        return int(await connection.scalar(query) or 0)


async def rounds(community: Community) -> None:
    for _ in range(6):
        await community.later(minutes=1)


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


# Names ------------------------------------------------------------------------------------------------------------

NASTY = [
    "@everyone <@&123456789012345678>",
    "***[a](https://x.example) [b](https://y.example)",
    "\u202eevil\u2066",
    "\u200b\u2060\u3164",
    "龘" * 32,
    "👨‍👩‍👧‍👦🎉🥇",
    "`|| # > -# |` \\",
    "https://evil.example/free-nitro",
    "Z̸̧͔̯̞̹̫̉a̷͎̿l̵̢̛g̶o̸",
]


@pytest.mark.parametrize("name", NASTY)
async def test_no_name_acts_or_breaks_anything(community: Community, name: str) -> None:
    guild_id = community.server.id
    people = [community.server.add_member(community.env.create_user(f"n{n}"), nick=name[:32]) for n in range(12)]
    await community.env.settle()
    who = people[0]
    await community.later(days=8)
    for person in people:
        await give(community.app, person.id, 30, guild_id=guild_id)
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    since = len(community.env.http_requests)

    for shows in (
        await who.slash(community.general, "rank"),
        await community.helper.slash(community.general, "rank", member=who),
        await community.helper.slash(community.general, "leaderboard", public=True),
        await who.slash(community.general, "leaderboard"),
        await who.slash(community.general, "thank", member=people[1], reason=name),
        await community.moderator.slash(community.general, "points history", member=who),
        await community.admin.slash(community.general, "points adjust", member=who, points=5, reason=f"x{name}"),
        await who.slash(community.general, "points history"),
        await community.admin.slash(community.general, "ranks add", name=name[:40], points=31),
        await who.slash(community.general, "ranks list"),
        await community.admin.slash(
            community.general, "perks add", name=f"x{name}", by="staff", price=1, rank=name[:40]
        ),
        await who.slash(community.general, "perks list"),
        await who.slash(community.general, "perks claim", perk=f"x{name}"),
    ):
        assert shows.acknowledged
        assert "went wrong" not in shown(shows)
        harmless(shown(shows))
    await give(community.app, people[2].id, 30, guild_id=guild_id)
    await community.later(minutes=2)

    for sent in community.general.history():
        harmless(text_of(sent) + all_of(sent))
        empty = [row for row in all_of(sent).splitlines() if row.strip() == ">"]
        assert not empty, "a reason of which nothing can be seen is none"
    for request in community.env.http_requests[since:]:
        allowed = (request.json or {}).get("allowed_mentions", {}) if isinstance(request.json, dict) else {}
        assert not allowed.get("parse") and not allowed.get("roles"), request


def harmless(text: str) -> None:
    assert "@everyone" not in text and "<@&123456789012345678>" not in text
    assert re.search(r"(?<!\\)\[[^\]]*\]\(https://[xy]", text) is None
    assert "\u202e" not in text


# Places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locked", [False, True])
async def test_thanks_in_a_sleeping_thread_count_and_are_answered(community: Community, locked: bool) -> None:
    await community.later(days=8)
    thread = await simulated.open_thread(community.helper, community.general, "Kettles")
    message = await community.helper.send(thread, "Descale it.")
    await simulated.set_thread(community.env, thread, archived=True, locked=locked)

    result = await community.asker.context_menu(thread, "Thank", message)

    assert "5 points" in private_text(result)
    assert ("couldn't be posted" in private_text(result)) is locked


async def test_who_came_back_has_their_points_their_rank_and_their_name(community: Community) -> None:
    await community.set(PointsSettings, announcements=Announcement.OFF)
    role = community.server.create_role("Friend")
    await community.env.settle()
    await community.app.points.ranks.add(
        Draft(name="Friend", threshold=10, role_id=role.id), guild_id=community.server.id
    )
    user = community.env.create_user("traveller")
    traveller = community.server.add_member(user)
    await give(community.app, traveller.id, 12, guild_id=community.server.id)
    for _ in range(3):  # the walk over all members, step by step
        await community.later(minutes=1)
    community.server.remove_member(traveller)
    await community.env.settle()
    left = shown(await community.helper.slash(community.general, "leaderboard"))
    assert "former member" in left.lower() and "traveller" not in left

    back = community.server.add_member(user)
    await community.later(days=1, minutes=1)
    for _ in range(3):
        await community.later(minutes=1)

    assert "traveller" in shown(await community.helper.slash(community.general, "leaderboard"))
    assert "12 points" in shown(await back.slash(community.general, "rank"))
    guild = community.env.backend.get_guild(community.server.id)
    assert role.id in guild.members[back.id].role_ids


@pytest.mark.parametrize("locale", ["fr", "ko", "en-GB", "ja"])
async def test_other_languages_read_english_and_japanese_its_own(community: Community, locale: str) -> None:
    simulated.set_locale(community.env, community.helper, locale)
    for command in ("leaderboard", "points history", "ranks list", "perks list", "perks mine", "hall-of-fame", "rank"):
        said = shown(await community.helper.slash(community.general, command))
        assert bool(re.search("[ぁ-ん]", said)) is (locale == "ja"), (command, said)


@pytest.mark.parametrize("missing", ["attach_files", "embed_links", "manage_roles", "read_message_history"])
async def test_without_a_permission_everything_is_answered(community: Community, missing: str) -> None:
    await simulated.take_from_bot(community.server, missing)
    await community.later(days=8)
    await give(community.app, community.helper.id, 12, guild_id=community.server.id)
    everyone = community.helper
    answers = [
        await everyone.slash(community.general, "rank"),
        await everyone.slash(community.general, "leaderboard", public=True),
        await everyone.slash(community.general, "thank", member=community.asker, reason="tea"),
        await everyone.slash(community.general, "ranks list"),
        await community.admin.slash(community.general, "ranks list"),
        await community.moderator.slash(community.general, "points audit"),
        await community.admin.slash(
            community.general, "points import", file=("a.csv", f"{community.helper.id},5".encode())
        ),
    ]
    for given in answers:
        assert given.acknowledged
        assert shown(given) and "went wrong" not in shown(given)
    await community.later(minutes=2)
    assert (await community.app.points.recompute.compare()).count == 0


# Outages ----------------------------------------------------------------------------------------------------------


async def test_what_falls_into_an_outage_is_posted_afterwards(community: Community) -> None:
    """A server that is away has no channels: that looks as if they were deleted, and nothing may be given up for it."""
    await community.set(PointsSettings, announcement_channel_id=community.general.id, seasons=SeasonLength.MONTHLY)
    await community.app.points.ranks.add(Draft(name="Friend", threshold=10), guild_id=community.server.id)
    await offered(community, "Mug")
    await community.later(days=30, hours=14)  # an hour to midnight in Tokyo
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    channels, guild._channels, guild.unavailable = guild._channels, {}, True
    await give(community.app, community.helper.id, 10, guild_id=community.server.id)
    perk = await community.app.perks.claiming.find(by=Actor(id=1, guild_id=community.server.id), name="Mug")
    claimed = await community.app.perks.claiming.claim(
        by=Actor(id=community.helper.id, guild_id=community.server.id), perk_id=perk.perk.id, price=0, request_id=1
    )
    assert isinstance(claimed, Claimed)
    for _ in range(5):
        await community.later(minutes=20)
    assert await community.app.due.given_up(guild_id=community.server.id) == []

    guild._channels, guild.unavailable = channels, False
    for _ in range(12):
        await community.later(hours=1)

    assert announced(community, community.helper)
    assert any("season is over" in all_of(sent) for sent in community.general.history())
    assert any("Mug" in all_of(sent) for sent in community.queue.history())


def all_of(sent: Any) -> str:
    raw: Any = [component.to_dict() for component in sent.components]
    return "\n".join(str(part.get("content", "")) for part in walk(raw))


# Two servers ------------------------------------------------------------------------------------------------------


async def test_another_servers_numbers_open_nothing(community: Community, app_of_other: int) -> None:
    """Ids of rows are small numbers anybody can guess: what they name in another server isn't there."""
    for forged_id in (
        f"points:remove-rank:{app_of_other}",
        f"perks:archive:{app_of_other}",
        f"perks:claim:{app_of_other}",
        f"perks:confirm:{app_of_other}:0:1",
        f"perks:see:{app_of_other}",
        f"perks:fulfil:{app_of_other}",
    ):
        message = await forged(community, community.general, forged_id)
        result = await community.admin.click(message, label="?")
        assert "Elsewhere" not in shown(result), forged_id
    assert [rank.name for rank in await community.app.points.ranks.list(guild_id=2)] == ["Elsewhere"]
    [offer] = (await community.app.perks.claiming.offers(by=Actor(id=9, guild_id=2))).items
    assert offer.perk.claimed == 1


@pytest.fixture
async def app_of_other(community: Community) -> int:
    """A rank, a perk and a claim of another server, all with the number 1."""
    there = Actor(id=9, guild_id=2, manages_server=True)
    rank = await community.app.points.ranks.add(Draft(name="Elsewhere", threshold=10), guild_id=2)
    perk = await community.app.perks.offering.add(Terms(name="Elsewhere"), by=there, gives=Gives.STAFF)
    claimed = await community.app.perks.claiming.claim(by=there, perk_id=perk.id, price=0, request_id=1)
    assert isinstance(claimed, Claimed)
    assert (rank.id, perk.id, claimed.claim.id) == (1, 1, 1)
    return 1


# At once ----------------------------------------------------------------------------------------------------------


async def test_whatever_is_pressed_twice_at_once_is_done_once(community: Community) -> None:
    admin, general, guild_id = community.admin, community.general, community.server.id
    content = f"{community.helper.id},100\n{community.asker.id},50".encode()
    opened = answer(await admin.slash(general, "points import", file=("a.csv", content)))
    done = await twice(community, opened, "points:import")
    assert await total(community) == 150
    undo = next(one for one in done if any(id_.startswith("points:import-undo") for id_ in buttons(answer(one))))
    await twice(community, answer(undo), custom_id(answer(undo), "points:import-undo"))
    assert await total(community) == 0

    rank = await community.app.points.ranks.add(Draft(name="Friend", threshold=10), guild_id=guild_id)
    asked = answer(await admin.slash(general, "ranks remove", rank="Friend"))
    await twice(community, asked, f"points:remove-rank:{rank.id}")
    assert await community.app.points.ranks.list(guild_id=guild_id) == []
    assert (await community.app.points.recompute.compare()).count == 0


async def twice(community: Community, message: Any, button: str) -> list[Any]:
    presses = [community.admin.click(message, custom_id=button) for _ in range(2)]
    results: list[Any] = await simulated.at_once(community.env, *presses)
    assert all(result.acknowledged for result in results)
    assert not any("went wrong" in shown(result) for result in results)
    return results


async def total(community: Community) -> int:
    async with community.app.database.read() as connection:
        return int(await connection.scalar(select(func.sum(point_member.c.points))) or 0)


# Who asked --------------------------------------------------------------------------------------------------------


async def test_points_never_say_who_asked_anonymously(community: Community, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="cogs")
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    await community.app.points.ranks.add(Draft(name="Friend", threshold=5), guild_id=community.server.id)
    await community.later(days=8)
    asker = community.asker
    post = await asked(community, "Who am I?", anonymous=True)
    message = await community.helper.send(post, "Descale it.")
    await community.helper2.send(post, "Or buy a new one.")
    caplog.clear()
    accepted = await asker.context_menu(post, "Accept answer", message)
    await asker.select(
        answer(accepted), [str(community.helper2.id)], custom_id=custom_id(answer(accepted), "questions:thank")
    )
    await community.later(minutes=5)
    await community.restart()
    await community.later(minutes=5)

    seen = [
        shown(await community.helper.slash(community.general, "points history")),
        shown(await community.moderator.slash(community.general, "points history", member=community.helper)),
        shown(await community.moderator.slash(community.general, "points history", member=community.helper2)),
        shown(await community.moderator.slash(community.general, "points audit")),
        shown(await community.bystander.slash(community.general, "leaderboard")),
        shown(await community.bystander.slash(community.general, "rank", member=community.helper)),
        *(text_of(sent) for channel in (community.general, community.queue, post) for sent in channel.history()),
    ]
    for text in seen:
        assert "asker" not in text.replace("asker_ja", "") and str(asker.id) not in text
    async with community.app.database.read() as connection:
        for table in (point_ledger, point_member, point_notice, point_day, point_season_member, due_row):
            for row in await connection.execute(select(table)):
                assert asker.id not in tuple(row), table.name
        kinds = set(await connection.scalars(select(point_ledger.c.kind)))
    assert kinds >= {Kind.ANSWER, Kind.THANKS}
    assert str(asker.id) not in caplog.text
