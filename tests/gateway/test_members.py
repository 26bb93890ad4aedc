"""Changes to members, of whom the bot keeps none: a feature that wants to know of one is told, the rest costs nothing."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord.backend import serializers

from bot.config import Config
from bot.gateway.members import EVENT
from tests.support.community import Community, open_community


@pytest_asyncio.fixture(params=["raw", "on_message"])
async def community(request: pytest.FixtureRequest, config: Config) -> AsyncIterator[Community]:
    async with open_community(config.model_copy(update={"message_entry": request.param})) as community:
        yield community


def payload(community: Community, member_id: int, **changed: Any) -> dict[str, Any]:
    backend = community.env.backend
    guild = backend.get_guild(community.server.id)
    member = serializers.member_payload(backend, guild, guild.members[member_id])
    return {**member, "guild_id": str(guild.id), **changed}


def listen(community: Community) -> list[discord.Member]:
    found: list[discord.Member] = []

    async def on_member_seen(member: discord.Member) -> None:
        found.append(member)

    community.bot.add_listener(on_member_seen, "on_member_seen")
    return found


async def comes(community: Community, data: dict[str, Any]) -> None:
    with community.env._bot_scope():
        community.bot._connection.parsers[EVENT](data)
    await community.env.settle()


async def test_who_wants_to_know_is_given_the_member(community: Community) -> None:
    found = listen(community)
    asked: list[tuple[int, int, bool]] = []

    def wants(guild_id: int, member_id: int, joined_at: str | None, pending: bool) -> bool:
        asked.append((guild_id, member_id, pending))
        return member_id == community.helper.id

    community.bot.members.watchers.append(wants)
    await comes(community, payload(community, community.helper.id, pending=True))
    await comes(community, payload(community, community.asker.id))

    guild_id = community.server.id
    assert asked == [(guild_id, community.helper.id, True), (guild_id, community.asker.id, False)]
    assert [(member.id, member.pending, member.guild.id) for member in found] == [(community.helper.id, True, guild_id)]


async def test_bots_are_nobodys_business(community: Community) -> None:
    found = listen(community)
    community.bot.members.watchers.append(lambda *_: True)
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    await comes(community, payload(community, robot.id))

    assert found == []


@pytest.mark.expects_errors
async def test_a_malformed_event_ends_nothing(community: Community, caplog: pytest.LogCaptureFixture) -> None:
    found = listen(community)
    community.bot.members.watchers.append(lambda *_: True)
    with pytest.raises(ValueError, match="invalid literal"):  # what discord.py itself makes of it, as before
        await comes(community, payload(community, community.helper.id, guild_id="what?"))
    await comes(community, payload(community, community.helper.id))

    assert "an event was not understood" in caplog.text and len(found) == 1


async def test_of_a_server_that_is_unknown_nothing_is_said(community: Community) -> None:
    found = listen(community)
    community.bot.members.watchers.append(lambda *_: True)
    await comes(community, payload(community, community.helper.id, guild_id="77"))

    assert found == []
