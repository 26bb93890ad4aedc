"""Personal invites as members meet them on Discord: one link each, traced, and what came of it."""

from collections.abc import Sequence

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.i18n import Language
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.tables import onboarding_invite
from bot.operations.doctor import Finding
from bot.points.model import Kind
from bot.sandbox import simulated
from tests.guidelines.acting import agreed, suggested_published
from tests.onboarding.invite_acting import (
    alone,
    be_active,
    came_by,
    code_in,
    invite_of,
    links,
    newcomer,
    points_of,
    requests,
    states,
)
from tests.support.cards import answer, shown
from tests.support.community import Community

needs_members = pytest.mark.needs("members", "onboarding")


async def hide(community: Community, channel: simcord.ChannelHandle) -> None:
    """Let nobody but the bot see a channel."""
    denied = discord.Permissions(view_channel=True).value
    everybody = community.server.default_role.id
    community.env.backend.set_overwrite(
        channel.id, Overwrite(target_id=everybody, type=OverwriteType.ROLE, allow=0, deny=denied)
    )
    await community.env.settle()


# The link ---------------------------------------------------------------------------------------------------------


async def test_a_member_gets_a_link_of_their_own(community: Community) -> None:
    result = await community.asker.slash(community.general, "invite")
    code = code_in(result)
    assert answer(result).ephemeral
    said = shown(result)
    assert "you get 20 points" in said and "14 days" in said and "3 different days" in said
    assert "Nobody has come by it yet" in said
    made = community.env.backend.invites[code]
    assert (made.max_age, made.max_uses, made.temporary) == (0, 0, False)
    asked = [entry for entry in community.env.http_requests if entry.path.endswith("/invites")]
    assert asked[-1].json is not None and asked[-1].json["unique"] is True
    assert asked[-1].reason == f"Personal invite, asked for by member {community.asker.id}"


async def test_asking_again_gives_the_same_link(community: Community) -> None:
    first = await invite_of(community, community.asker)
    assert await invite_of(community, community.asker) == first
    await community.restart()
    assert await invite_of(community, community.asker) == first
    assert await invite_of(community, community.helper) != first
    assert len(links(community)) == 2


async def test_two_presses_at_once_make_one_link(community: Community) -> None:
    results = await simulated.at_once(
        community.env,
        community.asker.slash(community.general, "invite"),
        community.asker.slash(community.general, "invite"),
    )
    assert len({code_in(result) for result in results}) == 1
    assert len(links(community)) == 1


@pytest.mark.parametrize("told", [True, False])
async def test_a_link_somebody_deleted_is_made_anew(community: Community, told: bool) -> None:
    first = await invite_of(community, community.asker)
    if told:
        community.env.backend.delete_invite(first)
    else:
        del community.env.backend.invites[first]  # while the bot was away
    await community.env.settle()
    second = await invite_of(community, community.asker)
    assert second != first and links(community) == [second]


async def test_it_leads_to_the_welcome_channel(community: Community) -> None:
    welcome = community.server.create_text_channel("welcome")
    await community.env.settle()
    await community.set(OnboardingSettings, welcome_channel_id=welcome.id)
    code = await invite_of(community, community.asker)
    assert community.env.backend.invites[code].channel_id == welcome.id


async def test_a_channel_not_everybody_sees_is_passed_over(community: Community) -> None:
    welcome = community.server.create_text_channel("welcome")
    await hide(community, welcome)
    await community.set(OnboardingSettings, welcome_channel_id=welcome.id)
    code = await invite_of(community, community.asker)
    assert community.env.backend.invites[code].channel_id == community.general.id


async def test_in_japanese(community: Community) -> None:
    said = shown(await community.asker_ja.slash(community.general, "invite"))
    assert "あなたの招待リンク" in said and "20ポイント" in said and "14日以上在籍" in said
    assert "まだいません" in said


# Refusals ---------------------------------------------------------------------------------------------------------


async def test_switched_off(community: Community) -> None:
    await community.set(OnboardingSettings, invites_allowed=False)
    assert "switched off" in shown(await community.asker.slash(community.general, "invite"))
    assert "使えない設定" in shown(await community.asker_ja.slash(community.general, "invite"))
    assert not links(community)


async def test_without_the_permission_it_says_who_can_help(community: Community) -> None:
    await simulated.take_from_bot(community.server, "create_instant_invite")
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "Create Invite" in said and "admin" in said and community.general.mention in said


async def test_a_refusal_nobody_could_foresee(community: Community) -> None:
    community.fails("POST", "/channels/*/invites", 403, code=50013)
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "Create Invite" in said
    assert await invite_of(community, community.asker)


async def test_no_channel_for_all(community: Community) -> None:
    await hide(community, community.general)
    assert "no channel" in shown(await community.moderator.slash(community.queue, "invite"))


@needs_members
async def test_a_full_server_loses_our_oldest_unused_links(community: Community) -> None:
    used, old = await invite_of(community, community.helper), await invite_of(community, community.helper2)
    await alone(community, "friend", by=used)
    await community.later(days=31)
    young = await invite_of(community, community.bystander)
    community.fails("POST", "/channels/*/invites", 400, code=30016)
    new = await invite_of(community, community.asker)
    assert set(links(community)) == {used, young, new}
    assert await invite_of(community, community.helper2) != old


async def test_a_full_server_where_nothing_can_go(community: Community) -> None:
    await invite_of(community, community.helper)
    community.fails("POST", "/channels/*/invites", 400, code=30016, times=None)
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "1,000" in said
    assert len(links(community)) == 1


async def test_a_link_used_this_very_moment_is_not_deleted_to_make_room(community: Community) -> None:
    old = await invite_of(community, community.helper)
    await community.later(days=31)
    community.env.backend.invites[old].uses += 1  # its event isn't here yet
    community.fails("POST", "/channels/*/invites", 400, code=30016)
    assert "1,000" in shown(await community.asker.slash(community.general, "invite"))
    assert links(community) == [old]


# Who came by it ---------------------------------------------------------------------------------------------------


@needs_members
async def test_a_friend_is_traced_and_seen(community: Community) -> None:
    code = await invite_of(community, community.asker)
    friend = await alone(community, "friend", by=code)
    assert await came_by(community, friend) == code
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "**1** person has come by it" in said
    assert "1 hasn't been here for 14 days yet" in said
    assert friend.user.name not in said


@needs_members
async def test_who_came_another_way_is_nobodys(community: Community) -> None:
    await invite_of(community, community.asker)
    stranger = await alone(community, "stranger")
    assert await came_by(community, stranger) is None
    assert "Nobody has come" in shown(await community.asker.slash(community.general, "invite"))


@needs_members
async def test_a_burst_takes_few_requests(community: Community) -> None:
    code = await invite_of(community, community.asker)
    before = requests(community, "GET", "/invites")
    friends = [await newcomer(community, f"friend{number}", by=code) for number in range(20)]
    await community.later(seconds=10)
    assert requests(community, "GET", "/invites") - before <= 3
    assert {await came_by(community, friend) for friend in friends} == {code}


@needs_members
async def test_without_manage_server_the_channels_are_asked(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_guild")
    code = await invite_of(community, community.asker)
    friend = await alone(community, "friend", by=code)
    assert await came_by(community, friend) == code
    assert not requests(community, "GET", f"/guilds/{community.server.id}/invites")


@needs_members
async def test_without_any_right_to_see_it_stays_unknown(community: Community) -> None:
    code = await invite_of(community, community.asker)
    await simulated.take_from_bot(community.server, "manage_guild", "manage_channels")
    friend = await alone(community, "friend", by=code)
    assert await came_by(community, friend) is None
    assert await invite_of(community, community.asker) == code, "not seeing isn't being gone"


@needs_members
async def test_discord_failing_is_made_up_for(community: Community) -> None:
    code = await invite_of(community, community.asker)
    await community.later(minutes=1)
    community.fails("GET", "/guilds/*/invites", 500)
    friend = await newcomer(community, "friend", by=code)
    assert await came_by(community, friend) is None
    await community.later(seconds=10)
    assert await came_by(community, friend) == code


@needs_members
async def test_joinings_during_an_outage_are_not_guessed(community: Community) -> None:
    code = await invite_of(community, community.asker)
    community.env.hang_up()
    for number in range(2):
        await newcomer(community, f"missed{number}", by=code)
    await community.restart()
    await community.later(minutes=5)
    friend = await alone(community, "friend", by=code)
    assert await came_by(community, friend) == code
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "**1** person" in said


@needs_members
async def test_bots_are_no_newcomers(community: Community) -> None:
    code = await invite_of(community, community.asker)
    await community.later(minutes=1)
    await simulated.join(community.server, community.env.create_user("robot", bot=True))
    friend = await newcomer(community, "friend", by=code)
    await community.later(minutes=1)
    assert await came_by(community, friend) == code


# The reward -------------------------------------------------------------------------------------------------------


async def settled(community: Community, name: str = "friend") -> simcord.MemberActor:
    """Let somebody come by the asker's invite and do what is asked."""
    friend = await alone(community, name, by=await invite_of(community, community.asker))
    await be_active(community, friend)
    return friend


@needs_members
async def test_the_reward_comes_by_itself_and_shows(community: Community) -> None:
    await settled(community)
    await community.later(days=13)
    assert await points_of(community, community.asker) == 0
    await community.later(days=1)
    assert await points_of(community, community.asker) == 20
    assert "✅ 1 counts" in shown(await community.asker.slash(community.general, "invite"))
    assert "Somebody they invited has settled in" in shown(
        await community.asker.slash(community.general, "points history")
    )


@needs_members
async def test_it_waits_for_activity_and_gives_up_at_last(community: Community) -> None:
    await alone(community, "friend", by=await invite_of(community, community.asker))
    await community.later(days=20)
    assert "hasn't been active on 3 days yet" in shown(await community.asker.slash(community.general, "invite"))
    for _ in range(41):
        await community.later(days=1)
    assert await states(community) == [("refused", "expired")]
    assert "didn't settle in within the time" in shown(await community.asker.slash(community.general, "invite"))


@needs_members
async def test_it_is_looked_at_every_day(community: Community) -> None:
    friend = await alone(community, "friend", by=await invite_of(community, community.asker))
    await community.later(days=20)
    await be_active(community, friend)
    await community.later(days=1)
    assert await points_of(community, community.asker) == 20


@needs_members
async def test_where_there_are_guidelines_they_come_first(community: Community) -> None:
    await suggested_published(community)
    await agreed(community, community.asker)
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "have agreed to the rules" in said
    friend = await settled(community)
    before = await points_of(community, community.asker)
    await community.later(days=15)
    assert await points_of(community, community.asker) == before
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "1 hasn't agreed to the rules yet" in said
    await agreed(community, friend)
    await community.later(days=1)
    assert await points_of(community, community.asker) == before + 20


@needs_members
async def test_who_left_brings_nothing(community: Community) -> None:
    friend = await settled(community)
    community.server.remove_member(friend)
    await community.later(days=15)
    assert await points_of(community, community.asker) == 0
    assert await states(community) == [("refused", "left")]
    assert "1 has left" in shown(await community.asker.slash(community.general, "invite"))


@needs_members
async def test_who_left_without_an_event_brings_nothing(community: Community) -> None:
    friend = await settled(community)
    del community.env.backend.get_guild(community.server.id).members[friend.id]
    await community.later(days=15)
    assert await states(community) == [("refused", "left")]


@needs_members
@pytest.mark.parametrize("allowed", [True, False])
async def test_who_is_banned_brings_nothing(community: Community, allowed: bool) -> None:
    friend = await settled(community)
    if not allowed:
        community.fails("GET", "/guilds/*/bans/*", 403, code=50013, times=None)
    backend = community.env.backend
    backend.get_guild(community.server.id).bans[friend.id] = None
    del backend.get_guild(community.server.id).members[friend.id]
    await community.later(days=15)
    assert await states(community) == [("refused", "banned" if allowed else "left")]
    assert await points_of(community, community.asker) == 0


@needs_members
async def test_a_ban_after_the_reward_takes_it_back(community: Community) -> None:
    friend = await settled(community)
    await community.later(days=15)
    assert await points_of(community, community.asker) == 20
    community.env.backend.apply_ban(community.server.id, friend.id, "spam")
    await community.env.settle()
    assert await points_of(community, community.asker) == 0
    assert "1 was banned" in shown(await community.asker.slash(community.general, "invite"))


@needs_members
async def test_a_ban_nobody_told_of_is_found_a_month_later(community: Community) -> None:
    friend = await settled(community)
    await community.later(days=15)
    community.env.backend.get_guild(community.server.id).bans[friend.id] = None
    await community.later(days=30)
    assert await points_of(community, community.asker) == 0


@needs_members
async def test_an_inviter_who_left_gets_nothing(community: Community) -> None:
    await settled(community)
    community.server.remove_member(community.asker)
    await community.later(days=15)
    assert await states(community) == [("refused", "inviter-left")]


@needs_members
async def test_coming_back_by_ones_friends_link_brings_nothing(community: Community) -> None:
    code = await invite_of(community, community.asker)
    community.server.remove_member(community.helper)
    await alone(community, "helper", by=code, user=community.helper.user)
    assert await states(community) == [("refused", "rejoined")]
    assert "had been here before" in shown(await community.asker.slash(community.general, "invite"))


@needs_members
async def test_inviting_oneself_brings_nothing(community: Community) -> None:
    code = await invite_of(community, community.asker)
    community.server.remove_member(community.asker)
    await alone(community, "asker", by=code, user=community.asker.user)
    assert await states(community) == []


@needs_members
async def test_who_wants_no_activity_recorded_is_no_news_to_anybody(community: Community) -> None:
    friend = await alone(community, "friend", by=await invite_of(community, community.asker))
    await community.app.privacy.optouts.leave(guild_id=community.server.id, member_id=friend.id)
    for _ in range(3):
        await friend.send(community.general, "hello")
        await community.later(days=5)
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "hasn't been active on 3 days yet" in said
    assert await points_of(community, community.asker) == 0


async def test_without_points_nothing_is_promised(community: Community) -> None:
    await community.app.points.rulebook.change(
        guild_id=community.server.id, kind=Kind.REFERRAL, points=0, cooldown_seconds=0, daily_cap=0
    )
    said = shown(await community.asker.slash(community.general, "invite"))
    assert "earns no points" in said and "you get" not in said


# The check-up -----------------------------------------------------------------------------------------------------


async def findings(community: Community) -> Sequence[Finding]:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    reader = await guild.fetch_member(community.admin.id)
    return [one for check in community.bot.checks for one in await check(reader, Language.EN)]


async def test_the_check_up_says_what_is_missing(community: Community) -> None:
    doctor = await community.admin.slash(community.general, "doctor")
    assert "Create Invite" not in shown(doctor)
    await invite_of(community, community.asker)
    await simulated.take_from_bot(community.server, "manage_guild", "manage_channels", "create_instant_invite")
    messages = {one.message for one in await findings(community)}
    assert {"doctor-invites-create", "doctor-invites-read"} <= messages


async def test_the_check_up_warns_before_the_server_is_full(community: Community) -> None:
    await invite_of(community, community.asker)
    async with community.app.database.write() as connection:
        for number in range(900):
            await connection.execute(
                onboarding_invite.insert().values(
                    guild_id=community.server.id,
                    channel_id=community.general.id,
                    code=f"x{number}",
                    created_at=community.env.now(),
                    uses=0,
                )
            )
    found = await findings(community)
    assert [one.params["count"] for one in found if one.message == "doctor-invites-many"] == [901]
