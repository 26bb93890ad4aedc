"""Deciding, whatever Discord refuses: one case, one letter, and the case says what is so."""

from dataclasses import dataclass
from typing import Any

import simcord
from simcord.results import InteractionResult

from bot.moderation.model import Act as CaseAct
from bot.moderation.model import Case, Progress, State
from bot.moderation.store import cases
from bot.sandbox import simulated_moderation as mod
from tests.faults.harness import Act, Line, sweep
from tests.moderation.desk import begun, chose, decided, pressed, wrote
from tests.support.community import Community


@dataclass
class About:
    """Somebody of their own for each case, and what was shown of it."""

    member: simcord.MemberActor
    shown: Any = None
    message_id: int = 0


async def newcomer(community: Community) -> About:
    community.extra["newcomers"] = number = community.extra.get("newcomers", 0) + 1
    member = community.server.add_member(community.env.create_user(f"newcomer{number}"))
    await community.env.settle()
    return About(member=member)


async def previewed(community: Community, act: str, **options: Any) -> About:
    about = await newcomer(community)
    sheet = await begun(community, about.member, act, reason="Spam", **options)
    about.shown = await pressed(community.moderator, sheet, "preview")
    return about


async def confirm(community: Community, about: About) -> InteractionResult:
    return await pressed(community.moderator, about.shown, "do")


async def cases_about(community: Community, about: About) -> list[Case]:
    async with community.app.database.read() as connection:
        return await cases.of_member(connection, guild_id=community.server.id, member_id=about.member.id)


async def is_settled_and_true(community: Community, about: About) -> bool:
    """Whether there is one case, nothing of it waits, and it says what is so on Discord."""
    found = await cases_about(community, about)
    if not found or any(case.state is State.WAITING for case in found):
        return False
    (case,) = found
    letters = len(mod.direct_messages(about.member))
    assert letters == (case.told is Progress.DONE), (case, letters)
    assert is_in_force(community, about, case) is (case.acted is Progress.DONE), case
    assert case.acted is not Progress.FAILED or case.failure
    return True


def is_in_force(community: Community, about: About, case: Case) -> bool:
    if case.act is CaseAct.TIMEOUT:
        until = mod.timed_out_until(about.member)
        return until is not None and until > community.env.now()
    if case.act is CaseAct.BAN:
        return about.member.id in mod.bans(community.server)
    return False


async def test_a_timeout(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> About:
        return await previewed(community, "timeout", duration="3 days")

    await sweep(community, line, Act(prepare=prepare, do=confirm, done=is_settled_and_true))


async def test_a_ban(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> About:
        return await previewed(community, "ban", duration="30 days")

    await sweep(community, line, Act(prepare=prepare, do=confirm, done=is_settled_and_true))


async def test_a_message_removed_with_a_warning(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> About:
        about = await newcomer(community)
        message = await about.member.send(community.general, "Buy now")
        about.message_id = message.id
        sheet = await community.moderator.context_menu(community.general, "Moderate", message)
        sheet = await wrote(community.moderator, sheet, reason="Spam")
        sheet = await chose(community.moderator, sheet, "act", "remove")
        about.shown = await pressed(community.moderator, sheet, "preview")
        return about

    async def is_removed_or_said_not_to_be(community: Community, about: About) -> bool:
        found = await cases_about(community, about)
        if not found or found[0].state is State.WAITING:
            return False
        (case,) = found
        is_there = about.message_id in [one.id for one in community.general.history()]
        assert is_there is (case.removed is Progress.FAILED), case
        mentions = [one for one in community.general.history() if about.member.id in [who.id for who in one.mentions]]
        return len(mod.direct_messages(about.member)) + len(mentions) == (case.told is Progress.DONE)

    await sweep(community, line, Act(prepare=prepare, do=confirm, done=is_removed_or_said_not_to_be))


async def test_beginning_to_decide(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> About:
        return await newcomer(community)

    async def begin(community: Community, about: About) -> InteractionResult:
        return await begun(community, about.member, "warn", reason="Spam")

    await sweep(community, line, Act(prepare=prepare, do=begin))


async def test_the_end_of_a_ban(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> About:
        about = await newcomer(community)
        await decided(community, about.member, "ban", duration="1 day", reason="Spam")
        return about

    async def wait(community: Community, _: About) -> None:
        await community.later(days=1, seconds=1)

    async def is_over(community: Community, about: About) -> bool:
        (case,) = await cases_about(community, about)
        return case.state is State.ENDED and about.member.id not in mod.bans(community.server)

    await sweep(
        community,
        line,
        # A 404 says that there is no such ban any more: there is nothing to end then.
        Act(prepare=prepare, do=wait, done=is_over, by_itself=True, alone=True, skip=lambda fault: fault.status == 404),
    )
