"""Where invites lead, and what is asked of Discord for them."""

import pytest

from bot.guidelines.model import GuidelineSettings
from bot.onboarding.invite_errors import MayNotInvite
from bot.onboarding.model import OnboardingSettings
from bot.sandbox import simulated
from cogs.onboarding import linking
from tests.support.community import Community


async def names(community: Community) -> list[str]:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    return [channel.name for channel in await linking.places(community.bot, guild)]


async def test_the_welcome_channel_comes_first_then_the_rules(community: Community) -> None:
    welcome, rules = (community.server.create_text_channel(name) for name in ("welcome", "rules"))
    await community.env.settle()
    assert await names(community) == ["general", "welcome", "rules"], "no channel for staff, no forum"
    await community.set(GuidelineSettings, channel_id=rules.id)
    assert (await names(community))[0] == "rules"
    await community.set(OnboardingSettings, welcome_channel_id=welcome.id)
    assert await names(community) == ["welcome", "rules", "general"], "each once"


async def test_a_channel_that_was_deleted_is_passed_over(community: Community) -> None:
    welcome = community.server.create_text_channel("welcome")
    await community.env.settle()
    await community.set(OnboardingSettings, welcome_channel_id=welcome.id)
    community.env.backend.delete_channel(welcome.id)
    await community.env.settle()
    assert await names(community) == ["general"]


async def test_without_the_right_anywhere_the_best_place_is_named(community: Community) -> None:
    await simulated.take_from_bot(community.server, "create_instant_invite")
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    with pytest.raises(MayNotInvite) as refused:
        await linking.place_for(community.bot, guild)
    assert refused.value.params == {"channel": community.general.mention}


async def test_deleting_what_is_gone_is_done(community: Community) -> None:
    assert await linking.delete(community.bot, "never-was", reason="x")
    assert not await linking.exists(community.bot, "never-was")


async def test_deleting_without_the_right_is_not(community: Community) -> None:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    code = await linking.make(community.bot, await linking.place_for(community.bot, guild), reason="x")
    await simulated.take_from_bot(community.server, "manage_channels")
    assert not await linking.delete(community.bot, code, reason="x")
    assert await linking.exists(community.bot, code)
