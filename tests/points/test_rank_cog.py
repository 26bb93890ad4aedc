"""`/rank`: a picture and the same in words, for everybody, or for one's own eyes."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.points.model import PointsSettings
from bot.points.store.ranks import add as add_rank
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from cogs.points import avatars, rank
from cogs.points.people import people_of
from tests.points.giving import give
from tests.support.cards import answer, shown, walk
from tests.support.community import Community, private_text

PNG = b"\x89PNG\r\n\x1a\n"


async def given(community: Community, member: simcord.MemberActor, points: int) -> None:
    await give(community.app, member.id, points, guild_id=community.server.id)


async def ranks(community: Community, *named: tuple[str, int], role: simcord.RoleHandle | None = None) -> None:
    async with community.app.database.write() as connection:
        for name, threshold in named:
            await add_rank(
                connection,
                guild_id=community.server.id,
                name=name,
                threshold=threshold,
                role_id=role.id if role else None,
            )


async def hide(community: Community, member: simcord.MemberActor) -> None:
    await community.app.points.boards.set_hidden(guild_id=community.server.id, member_id=member.id, hidden=True)


def gallery(result: InteractionResult) -> Sequence[Any]:
    """Return the pictures of an answer, with their alternative texts."""
    return [item for part in walk(answer(result).components) if part["type"] == 12 for item in part["items"]]


def is_public(result: InteractionResult) -> bool:
    return not answer(result).ephemeral


# What is shown


async def test_a_card_has_a_picture_and_says_the_same_in_words(community: Community) -> None:
    await ranks(community, ("Guest", 10), ("Regular", 100), ("Keeper", 500))
    await given(community, community.helper, 120)
    await given(community, community.asker, 200)

    result = await community.helper.slash(community.general, "rank")

    said = shown(result)
    assert is_public(result)
    for part in (
        "helper",
        "Regular",
        "120 points · place 2 of 2 · this season 120 points, place 2",
        "380 points to go until Keeper",
    ):
        assert part in said
    (attached,) = answer(result).attachments
    assert attached.filename == rank.FILE
    (picture,) = gallery(result)
    for part in ("helper", "Regular", "120 points", "place 2 of 2", "380 points to go"):
        assert part in picture["description"]
    assert "*" not in picture["description"]


async def test_a_card_is_public_in_the_servers_language_and_private_in_the_readers(community: Community) -> None:
    await given(community, community.helper_ja, 120)
    public = await community.helper_ja.slash(community.general, "rank")
    assert is_public(public) and "120 points · place 1 of 1" in shown(public)

    private = await community.helper_ja.slash(community.general, "rank", private=True)
    assert not is_public(private)
    assert "120ポイント · 1人中1位 · 今シーズン 120ポイント（1位）" in shown(private)


async def test_everybody_may_see_anothers_rank(community: Community) -> None:
    await given(community, community.helper, 1)
    result = await community.bystander.slash(community.general, "rank", member=community.helper)
    assert is_public(result) and "helper" in shown(result) and "1 point · place 1 of 1" in shown(result)


async def test_at_the_top_there_is_nothing_to_go(community: Community) -> None:
    await ranks(community, ("Guest", 10))
    await given(community, community.helper, 10)
    assert "The highest rank is reached." in shown(await community.helper.slash(community.general, "rank"))


async def test_staff_have_points_and_no_place(community: Community) -> None:
    await given(community, community.staff, 50)
    result = await community.staff.slash(community.general, "rank")
    assert "50 points" in shown(result) and "place" not in shown(result)
    await community.set(PointsSettings, staff_on_boards=True)
    assert "place 1 of 1" in shown(await community.staff.slash(community.general, "rank"))


async def test_staff_no_more_have_a_place_as_soon_as_anybody_looks(community: Community) -> None:
    await given(community, community.staff, 50)
    await community.staff.slash(community.general, "rank")
    await community.set(ServerSettings, staff_role_ids=[community.roles["admins"].id])
    result = await community.bystander.slash(community.general, "rank", member=community.staff)
    assert "place 1 of 1" in shown(result)


async def test_names_are_shown_as_they_are(community: Community) -> None:
    name = "*縁側*_の_灯 <@1> 🌸"
    member = community.server.add_member(community.env.create_user("tricky", global_name=name))
    await community.env.settle()
    await given(community, member, 5)
    result = await member.slash(community.general, "rank")
    assert "\\*縁側\\*\\_の\\_灯" in shown(result)
    (picture,) = gallery(result)
    assert "縁側" in picture["description"] and "\\" not in picture["description"]


async def test_where_no_font_has_the_letters_words_remain(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def undrawable(card: object) -> None:
        """No font there is has them."""

    monkeypatch.setattr(rank, "render", undrawable)
    await given(community, community.helper, 5)
    result = await community.helper.slash(community.general, "rank")
    assert is_public(result) and not answer(result).attachments and not gallery(result)
    assert "5 points · place 1 of 1" in shown(result)


# What isn't


async def test_without_points_there_is_a_sentence(community: Community) -> None:
    own = await community.helper.slash(community.general, "rank")
    assert "You don't have any points yet." in private_text(own)
    others = await community.helper_ja.slash(community.general, "rank", member=community.helper)
    assert "helper" in private_text(others) and "さんには、まだポイントがありません。" in private_text(others)


async def test_bots_have_none(community: Community) -> None:
    bot = community.server.add_member(community.env.create_user("helper-bot", bot=True))
    await community.env.settle()
    refused = await community.helper.slash(community.general, "rank", member=bot)
    assert "Bots don't collect points." in private_text(refused)


async def test_who_left_isnt_shown(community: Community) -> None:
    await given(community, community.helper2, 5)
    community.server.remove_member(community.helper2)
    await community.env.settle()
    refused = await community.helper.slash(community.general, "rank", member=community.helper2.user)
    assert "isn't on this server any more" in private_text(refused)


async def test_who_hid_is_shown_to_themselves_only(community: Community) -> None:
    await given(community, community.helper, 77)
    await hide(community, community.helper)
    for reader in (community.bystander, community.moderator):
        refused = await reader.slash(community.general, "rank", member=community.helper)
        assert "keeps their points to themselves" in private_text(refused)
        assert "77" not in private_text(refused)
    own = await community.helper.slash(community.general, "rank")
    assert "77 points · hidden from leaderboards" in shown(own) and not is_public(own)


# Pictures of members


async def with_picture(community: Community, *, data: bytes | None) -> simcord.MemberActor:
    user = community.env.create_user("portrayed", avatar="a1b2c3")
    if data is not None:
        url = f"https://cdn.discordapp.com/avatars/{user.id}/a1b2c3.png?size={avatars.SIZE}"
        community.env.backend.cdn._blobs[url] = data
    member = community.server.add_member(user)
    await community.env.settle()
    await given(community, member, 5)
    return member


@pytest.mark.parametrize("data", [None, b"no picture", PNG, b"\0" * (avatars.BYTES_MAX + 1)])
async def test_a_card_does_without_a_picture_that_isnt_to_be_had(community: Community, data: bytes | None) -> None:
    member = await with_picture(community, data=data)
    result = await member.slash(community.general, "rank")
    assert len(answer(result).attachments) == 1 and "5 points" in shown(result)


async def known_member(community: Community, actor: simcord.MemberActor) -> discord.Member:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    member = (await people_of(guild, [actor.id]))[actor.id]
    assert member is not None
    return member


async def test_a_picture_is_fetched_once(community: Community) -> None:
    member = await known_member(community, await with_picture(community, data=PNG))
    known = avatars.Avatars()
    assert await known.of(member) == PNG
    community.env.backend.cdn._blobs.clear()
    assert await known.of(member) == PNG


async def test_only_the_latest_pictures_are_kept(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avatars, "KEPT", 1)
    first, second = [await known_member(community, await with_picture(community, data=PNG)) for _ in range(2)]
    known = avatars.Avatars()
    await known.of(first)
    await known.of(second)
    community.env.backend.cdn._blobs.clear()
    assert await known.of(second) == PNG
    assert await known.of(first) is None


async def test_a_picture_that_takes_too_long_is_left_out(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(url: str) -> bytes:
        await asyncio.Event().wait()
        raise AssertionError(url)

    member = await known_member(community, await with_picture(community, data=PNG))
    monkeypatch.setattr(community.bot.http, "get_from_cdn", never)
    monkeypatch.setattr(avatars, "WITHIN", timedelta(milliseconds=1))
    assert await avatars.Avatars().of(member) is None


# Discord in trouble


async def test_where_no_files_may_be_attached_words_remain(community: Community) -> None:
    await given(community, community.helper, 5)
    community.fails("POST", "/webhooks/*", 403, code=50013)
    result = await community.helper.slash(community.general, "rank")
    assert not answer(result).attachments and "5 points" in shown(result)


@pytest.mark.parametrize("status", [404, 500])
async def test_when_discord_fails_it_is_said(community: Community, status: int) -> None:
    await given(community, community.helper, 5)
    community.fails("POST", "/webhooks/*", status)
    result = await community.helper.slash(community.general, "rank")
    assert simulated.said(result)


async def test_a_rank_role_that_is_gone_changes_nothing_on_the_card(community: Community) -> None:
    role = community.server.create_role("Regular role")
    await ranks(community, ("Regular", 5), role=role)
    await given(community, community.helper, 5)
    community.env.backend.delete_role(community.server.id, role.id)
    await community.env.settle()
    assert "Regular" in shown(await community.helper.slash(community.general, "rank"))


async def test_a_rank_survives_a_restart(community: Community) -> None:
    await given(community, community.helper, 5)
    await community.restart()
    assert "5 points · place 1 of 1" in shown(await community.helper.slash(community.general, "rank"))
