"""Raids, whatever Discord refuses: what was changed is noted, given back, or said to be stuck, and the card is one."""

from typing import Any

from simcord.results import InteractionResult

from bot.actor import Actor
from bot.raids.model import NoRaid, Progress, State, Whole
from bot.sandbox import simulated_moderation as mod
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.raids.doors import cards
from tests.support.community import Community


def moderator(community: Community) -> Actor:
    return Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True)


async def found(community: Community) -> Whole | None:
    try:
        return await community.app.raids.acting.whole(guild_id=community.server.id)
    except NoRaid:
        return None


async def quiet(community: Community, _: str) -> None:
    """Have no raid run, and everything given back."""
    running = await found(community)
    if running is not None:
        await community.app.raids.acting.undo(by=moderator(community), raid_id=running.raid.id, noted="Before the next")
    await community.later(minutes=2)


async def started(community: Community, title: str) -> int:
    await quiet(community, title)
    await community.moderator.slash(community.general, "raid start")
    await community.later(minutes=2)
    running = await found(community)
    assert running is not None
    return running.raid.id


async def start(community: Community, _: Any) -> InteractionResult:
    return await community.moderator.slash(community.general, "raid start")


async def has_begun(community: Community, _: Any) -> bool:
    """What Discord refused for good is on the card; what it was too busy for has been tried again."""
    running = await found(community)
    if running is None or any(step.state is Progress.WAITING for step in running.steps):
        return False
    done = {step.kind.value: step.state is Progress.DONE for step in running.steps}
    slow, paused = mod.slow_mode(community.general) == 30, mod.invites_paused_until(community.server) is not None
    return done == {"invites": paused, "slow-mode": slow}


async def is_given_back(community: Community, raid_id: int) -> bool:
    whole = await community.app.raids.acting.whole(guild_id=community.server.id, raid_id=raid_id)
    states = [step.state for step in whole.steps]
    if whole.raid.state is State.RUNNING or {Progress.DONE, Progress.WAITING, Progress.ENDING} & set(states):
        return False
    stuck = Progress.STUCK in states or Progress.FAILED in states
    return stuck or (mod.slow_mode(community.general) == 0 and mod.invites_paused_until(community.server) is None)


async def test_closing_the_doors(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=quiet, do=start, done=has_begun, alone=True))


async def test_opening_them_again(community: Community, line: Line) -> None:
    async def end(community: Community, _: int) -> InteractionResult:
        return await community.moderator.slash(community.general, "raid end")

    await sweep(community, line, Act(prepare=started, do=end, done=is_given_back, alone=True))


async def test_undoing_everything(community: Community, line: Line) -> None:
    async def undo(community: Community, raid_id: int) -> InteractionResult:
        found = [
            one for one in cards(community) if f"raids:undo:{raid_id}'" in str([c.to_dict() for c in one.components])
        ]
        assert found, "the card offers it no more"
        card = found[0]
        return await community.moderator.click(card, custom_id=custom_id(card, "raids:undo"))

    await sweep(community, line, Act(prepare=started, do=undo, done=is_given_back, alone=True))


async def test_the_card(community: Community, line: Line) -> None:
    async def begun(community: Community, title: str) -> int:
        await quiet(community, title)
        await community.moderator.slash(community.general, "raid start")
        running = await found(community)
        assert running is not None
        return running.raid.id

    async def work(community: Community, _: int) -> None:
        await community.run_due()

    async def is_there_once(community: Community, raid_id: int) -> bool:
        wanted = f"raids:over:{raid_id}'"
        return sum(wanted in str([c.to_dict() for c in one.components]) for one in community.queue.history()) == 1

    await sweep(community, line, Act(prepare=begun, do=work, done=is_there_once, by_itself=True, alone=True))
