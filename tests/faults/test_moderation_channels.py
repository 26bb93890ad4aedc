"""Locks, slow mode and purges, whatever Discord refuses: what the case says is so, and a second try gets through."""

from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.sandbox import simulated_moderation as native
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.support.cards import answer
from tests.support.community import Community


async def channel(community: Community, _: str) -> simcord.ChannelHandle:
    """Make a channel of the case's own, with something to delete in it."""
    number = community.extra["channels"] = community.extra.get("channels", 0) + 1
    made = community.server.create_text_channel(f"channel-{number}")
    await community.env.settle()
    return made


async def lock(community: Community, place: simcord.ChannelHandle) -> InteractionResult:
    return await community.moderator.slash(place, "mod lock")


async def is_locked(community: Community, place: simcord.ChannelHandle) -> bool:
    return not native.may(community.bystander, "send_messages", place)


async def test_locking(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=channel, do=lock, done=is_locked))


async def test_opening(community: Community, line: Line) -> None:
    async def locked(community: Community, title: str) -> simcord.ChannelHandle:
        place = await channel(community, title)
        await lock(community, place)
        return place

    async def unlock(community: Community, place: simcord.ChannelHandle) -> InteractionResult:
        return await community.moderator.slash(place, "mod unlock")

    async def is_open(community: Community, place: simcord.ChannelHandle) -> bool:
        return not await is_locked(community, place)

    await sweep(community, line, Act(prepare=locked, do=unlock, done=is_open))


async def test_slowing_down(community: Community, line: Line) -> None:
    async def slow(community: Community, place: simcord.ChannelHandle) -> InteractionResult:
        return await community.moderator.slash(place, "mod slow-mode", seconds=30, duration="1 day")

    async def is_slow(community: Community, place: simcord.ChannelHandle) -> bool:
        return native.slow_mode(place) == 30

    await sweep(community, line, Act(prepare=channel, do=slow, done=is_slow))


@pytest.mark.parametrize("messages", [1, 3])
async def test_purging(community: Community, line: Line, messages: int) -> None:
    async def looked(community: Community, title: str) -> dict[str, Any]:
        place = await channel(community, title)
        for number in range(messages):
            await community.bystander.send(place, f"spam {number}")
        return {"place": place, "shown": await community.moderator.slash(place, "mod purge", containing="spam")}

    async def purge(community: Community, seen: dict[str, Any]) -> InteractionResult:
        if seen.get("pressed"):  # what was looked at is deleted once
            seen["shown"] = await community.moderator.slash(seen["place"], "mod purge", containing="spam")
        seen["pressed"] = True
        page = answer(seen["shown"])
        return await community.moderator.click(page, custom_id=custom_id(page, "moderation:purge"))

    async def is_gone(community: Community, seen: dict[str, Any]) -> bool:
        return not [one for one in seen["place"].history() if one.content.startswith("spam")]

    await sweep(community, line, Act(prepare=looked, do=purge, done=is_gone))
