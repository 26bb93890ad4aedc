"""What `/doctor` says of the channels and roles for newcomers: what is needed, what is optional, what can't be given."""

from bot.guidelines.model import GuidelineSettings
from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.sandbox import simulated
from tests.doctor.test_checkup import deny_bot, doctor
from tests.support.cards import shown
from tests.support.community import Community


def name(feature: str, language: Language = Language.EN) -> str:
    return say(language, f"setup-feature-{feature}")


def hint(checkup: str, language: Language) -> str:
    """Return the line that names the features without a channel."""
    begins = say(language, "doctor-channels-unset", features="…").partition("…")[0]
    [found] = [line for line in checkup.splitlines() if begins in line]
    return found


async def test_channels_for_newcomers_are_missed_and_what_is_optional_is_not(community: Community) -> None:
    english, japanese = shown(await doctor(community)), shown(await doctor(community, japanese=True))

    hint_en, hint_ja = hint(english, Language.EN), hint(japanese, Language.JA)
    for feature in ("rules", "welcome", "introductions"):
        assert name(feature) in hint_en and name(feature, Language.JA) in hint_ja
    for feature in ("greeters", "invites"):
        assert name(feature) not in hint_en and name(feature, Language.JA) not in hint_ja


async def test_what_invites_need_is_asked_for_in_the_welcome_channel(community: Community) -> None:
    await community.set(OnboardingSettings, welcome_channel_id=community.general.id)
    assert f"Invites: I have all permissions I need in <#{community.general.id}>" in shown(await doctor(community))

    await deny_bot(community, community.general.id, "create_instant_invite")

    assert f"Invites: in <#{community.general.id}> I lack **Create Invite**" in shown(await doctor(community))


async def test_greeters_one_can_not_mention_are_pointed_out(community: Community) -> None:
    await simulated.take_from_bot(community.server, "mention_everyone")
    greeters = community.server.create_role("Greeters")
    await community.env.settle()
    await community.set(OnboardingSettings, greeter_role_id=greeters.id, greeter_channel_id=community.queue.id)

    assert f"I mention <@&{greeters.id}>, but they won't be notified" in shown(await doctor(community))


async def test_a_role_for_members_above_the_bots_is_pointed_out(community: Community) -> None:
    member = community.server.create_role("Member", position=60)
    await community.env.settle()
    await community.set(GuidelineSettings, member_role_id=member.id)

    assert f"<@&{member.id}> stands above my role" in shown(await doctor(community))
