"""Invites, sources, rewards and Discord's own onboarding, whatever Discord refuses: nothing is made or given twice."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.onboarding.model import OnboardingSettings
from tests.faults.harness import Act, Line, sweep
from tests.onboarding.invite_acting import be_active, came_by, invite_of, newcomer, points_of
from tests.onboarding.native_routes import make_community, native_of
from tests.perks.acting import pressed
from tests.support.community import Community

needs_members = pytest.mark.needs("members", "onboarding")

REWARD = 20
DAY = timedelta(days=1)


@dataclass
class Case:
    """Somebody or something of its own, and what was shown of it."""

    number: int
    person: Any = None
    code: str = ""
    shown: Any = None

    @property
    def label(self) -> str:
        return f"Source {self.number}"


def new_case(community: Community) -> Case:
    community.extra["invites"] = number = community.extra.get("invites", 0) + 1
    return Case(number=number)


# A member's own ---------------------------------------------------------------------------------------------------


async def somebody(community: Community, _: str) -> Case:
    case = new_case(community)
    case.person = await newcomer(community, f"person{case.number}")
    await community.later(minutes=1)
    return case


async def ask(community: Community, case: Case) -> InteractionResult:
    result: InteractionResult = await case.person.slash(community.general, "invite")
    return result


async def has_link(community: Community, case: Case) -> bool:
    inviting = community.app.onboarding.inviting
    own = await inviting.personal(guild_id=community.server.id, member_id=case.person.id)
    return own is not None and own.code in community.env.backend.invites


async def test_asking_for_a_link(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=somebody, do=ask, done=has_link))


async def test_asking_for_a_link_again(community: Community, line: Line) -> None:
    async def with_link(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        case.code = await invite_of(community, case.person)
        return case

    await sweep(community, line, Act(prepare=with_link, do=ask, done=has_link))


@needs_members
async def test_finding_out_who_came(community: Community, line: Line) -> None:
    """Reading fails now and then: then it is read later, and who came alone is known all the same."""

    async def invited(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        case.code = await invite_of(community, case.person)
        await community.later(minutes=1)
        return case

    async def join(community: Community, case: Case) -> None:
        case.person = await newcomer(community, f"friend{case.number}", by=case.code)
        await community.later(seconds=10)

    async def is_known(community: Community, case: Case) -> bool:
        return await came_by(community, case.person) == case.code

    act = Act(
        prepare=invited,
        do=join,
        done=is_known,
        by_itself=True,
        alone=True,
        # Discord says that there is no such server, or not to us: then nobody can know.
        may_stay_undone=lambda fault: fault.status in (403, 404),
        # what the welcome does is tried by its own tests
        skip=lambda fault: not fault.call[1].endswith("/invites"),
    )
    await sweep(community, line, act)


# The reward -------------------------------------------------------------------------------------------------------


@needs_members
async def test_deciding_on_a_reward(community: Community, line: Line) -> None:
    await community.set(OnboardingSettings, referral_stay_days=1, referral_active_days=1)

    async def settled(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        code = await invite_of(community, case.person)
        await community.later(minutes=1)
        friend = await newcomer(community, f"friend{case.number}", by=code)
        await community.later(minutes=1)
        await be_active(community, friend, days=1)
        await community.env.pass_time(DAY)
        return case

    async def decide(community: Community, _: Case) -> None:
        await community.run_due()

    async def is_rewarded(community: Community, case: Case) -> bool:
        return await points_of(community, case.person) == REWARD

    act = Act(
        prepare=settled,
        do=decide,
        done=is_rewarded,
        by_itself=True,
        alone=True,
        # A member who isn't there was not rewarded, or not for.
        may_stay_undone=lambda fault: fault.status == 404,
        skip=lambda fault: "/members/" not in fault.call[1] and "/bans/" not in fault.call[1],
    )
    await sweep(community, line, act)


# Sources ----------------------------------------------------------------------------------------------------------


async def nothing(community: Community, _: str) -> Case:
    return new_case(community)


async def add(community: Community, case: Case) -> InteractionResult:
    return await community.admin.slash(community.general, "onboarding source add", label=case.label)


async def works(community: Community, case: Case) -> bool:
    found = await community.app.onboarding.inviting.sources(guild_id=community.server.id)
    alive = [one.invite for one in found if one.invite.label == case.label and one.invite.gone_at is None]
    return len(alive) == 1 and alive[0].code in community.env.backend.invites


async def test_making_and_removing_a_source(community: Community, line: Line) -> None:
    async def asked(community: Community, title: str) -> Case:
        case = await nothing(community, title)
        await add(community, case)
        case.shown = await community.admin.slash(community.general, "onboarding source remove", source=case.label)
        return case

    async def remove(community: Community, case: Case) -> InteractionResult:
        return await pressed(community.admin, case.shown, "onboarding:source-remove")

    async def is_removed(community: Community, case: Case) -> bool:
        return not await works(community, case)

    await sweep(community, line, Act(prepare=nothing, do=add, done=works))
    await sweep(community, line, Act(prepare=asked, do=remove, done=is_removed))


# Discord's own ----------------------------------------------------------------------------------------------------


async def test_filling_in_discords_onboarding(community: Community, line: Line) -> None:
    await community.set(OnboardingSettings, welcome_channel_id=community.general.id)

    async def looked(community: Community, _: str) -> Case:
        here = community.bot.get_guild(community.server.id)
        assert here is not None
        make_community(community.env.backend, here)
        case = new_case(community)
        case.shown = await community.admin.slash(community.general, "onboarding native")
        return case

    async def fill(community: Community, case: Case) -> InteractionResult:
        return await pressed(community.admin, case.shown, "onboarding:native-fill")

    async def is_filled(community: Community, _: Case) -> bool:
        native = native_of(community.env.backend, community.server.id)
        screen = native.screen or {"welcome_channels": []}
        wanted = [str(community.general.id), str(community.forum.id)]
        return native.default_channel_ids == wanted and len(screen["welcome_channels"]) == 2

    act = Act(
        prepare=looked,
        do=fill,
        done=is_filled,
        alone=True,
        # Who may not see the screen any more is shown what there is then, with a button of its own.
        skip=lambda fault: fault.status == 403 and fault.call == ("GET", "/guilds/{id}/welcome-screen"),
    )
    await sweep(community, line, act)
    assert not native_of(community.env.backend, community.server.id).enabled
