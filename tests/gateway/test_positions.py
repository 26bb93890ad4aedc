"""How far everything is done with, and what the next process takes again."""

import asyncio
from typing import Any

import discord
import pytest
from simcord.backend import serializers

from bot.activity.model import Position
from bot.gateway.positions import shards_of
from tests.gateway.test_entry import comes, payload, written
from tests.support.community import Community


class Line:
    """The session of the only shard, which SimCord doesn't have; events are numbered by hand."""

    def __init__(self, community: Community) -> None:
        self._community = community
        self.websocket = shards_of(community.bot)[0].ws
        self.begin("session-1", 10)

    def begin(self, session_id: str, sequence: int) -> None:
        self.websocket.session_id, self.websocket.sequence = session_id, sequence
        self.websocket.gateway = "wss://gateway.invalid"

    def position(self) -> Position:
        [position] = self._community.bot.positions.snapshot()
        return position

    async def event(self, sequence: int, event: str, data: dict[str, Any]) -> None:
        self.websocket.sequence = sequence
        await comes(self._community, event, data)

    def resume(self, *, sequence: int, counted: int) -> None:
        """Have it as after a restart: events after `sequence` come again."""
        self.begin("session-1", sequence)
        self._community.bot.positions.resume(
            Position(
                shard_id=0,
                shard_count=1,
                session_id="session-1",
                resume_url="wss://gateway.invalid",
                sequence=sequence,
                counted=counted,
                stored_at=self._community.env.now(),
            )
        )


@pytest.fixture
def line(community: Community) -> Line:
    return Line(community)


def watch_with(community: Community, seconds: float) -> list[int]:
    """Have every message handled, for so long; returns whose handling began."""
    begun: list[int] = []

    async def handler(message: discord.Message) -> None:
        begun.append(message.id)
        await asyncio.sleep(seconds)

    community.bot.messages.watch(lambda _: True, handler)
    return begun


async def test_events_move_the_position_at_once(community: Community, line: Line) -> None:
    await line.event(11, "MESSAGE_CREATE", payload(community))

    assert (line.position().sequence, line.position().counted) == (11, 11)
    assert line.position().resume_url == "wss://gateway.invalid"


async def test_an_event_is_done_with_when_its_handler_is(community: Community, line: Line) -> None:
    watch_with(community, 9)
    await line.event(11, "MESSAGE_CREATE", payload(community))
    community.bot.messages.watchers.clear()
    await line.event(12, "MESSAGE_CREATE", payload(community))

    assert (line.position().sequence, line.position().counted) == (10, 12)

    await community.env.advance_time(9.5)
    assert (line.position().sequence, line.position().counted) == (12, 12)


async def test_a_handler_that_hangs_holds_nothing_back_for_long(community: Community, line: Line) -> None:
    watch_with(community, 3_600)
    await line.event(11, "MESSAGE_CREATE", payload(community))
    await community.env.advance_time(5)
    await line.event(12, "MESSAGE_CREATE", payload(community))
    assert line.position().sequence == 10

    await community.env.advance_time(6)
    assert line.position().sequence == 11

    await community.env.advance_time(6)
    assert line.position().sequence == 12


async def test_a_handler_of_an_old_session_holds_no_new_one_back(community: Community, line: Line) -> None:
    watch_with(community, 9)
    await line.event(11, "MESSAGE_CREATE", payload(community))

    line.begin("session-2", 3)

    assert line.position().sequence == 3


async def test_the_old_session_tells_where_we_are_until_there_is_a_new_one(community: Community, line: Line) -> None:
    assert line.position().sequence == 10
    line.websocket.sequence = 12
    old = shards_of(community.bot)[0].ws
    shards_of(community.bot)[0].ws = type(old)(community.env.backend, old._gateway)

    assert (line.position().session_id, line.position().sequence) == ("session-1", 12)


async def test_what_comes_again_is_not_counted_again_but_handled(community: Community, line: Line) -> None:
    begun = watch_with(community, 0)
    line.resume(sequence=10, counted=12)
    again, reaction, new = payload(community), _reaction(community), payload(community)

    await line.event(11, "MESSAGE_CREATE", again)
    await line.event(12, "MESSAGE_REACTION_ADD", reaction)
    assert (line.position().sequence, line.position().counted) == (12, 12)
    await line.event(13, "MESSAGE_CREATE", new)
    await line.event(14, "MESSAGE_REACTION_ADD", reaction)

    found = await written(community)
    assert [fact.message_id for fact in found.messages] == [int(new["id"])]
    assert len(found.reactions) == 1
    assert begun == [int(again["id"]), int(new["id"])]


async def test_a_server_that_is_introduced_again_puts_nobody_out_of_voice(community: Community, line: Line) -> None:
    lounge = community.server.create_voice_channel("lounge")
    introduced = dict(
        serializers.guild_create_payload(community.env.backend, community.env.backend.get_guild(community.server.id))
    )
    await community.helper.join_voice(lounge)
    line.websocket.sequence = 11
    await community.asker.join_voice(lounge)
    line.resume(sequence=10, counted=12)

    await line.event(11, "GUILD_CREATE", introduced)  # of before anybody joined
    await community.env.advance_time(30)
    line.websocket.sequence = 13
    await community.asker.leave_voice()

    assert (await written(community)).voice_seconds(community.asker.id) == 30


async def test_what_was_counted_stays_so_while_it_comes_again(community: Community, line: Line) -> None:
    line.resume(sequence=10, counted=20)
    await line.event(11, "MESSAGE_CREATE", payload(community))
    assert (line.position().sequence, line.position().counted) == (11, 20)

    await line.event(21, "RESUMED", {"__shard_id__": 0})
    assert (line.position().sequence, line.position().counted) == (21, 21)
    assert not community.bot.positions.catching_up


async def test_a_late_message_of_before_the_restart_counts(community: Community, line: Line) -> None:
    # Of two messages in a channel the later id came first, then the process was killed.
    late, early = payload(community), payload(community)
    await line.event(11, "MESSAGE_CREATE", early)
    await community.app.activity.flush()
    community.env.hang_up()
    await community.restart()
    restarted = Line(community)
    # SimCord began a session anew; as far as this channel goes, it was resumed.
    await community.app.activity.load()
    restarted.resume(sequence=10, counted=11)

    await restarted.event(11, "MESSAGE_CREATE", early)
    await restarted.event(12, "MESSAGE_CREATE", late)

    assert [fact.message_id for fact in (await written(community)).messages] == [int(late["id"])]


async def test_a_press_nobody_waits_for_any_more_is_left_alone(community: Community, line: Line) -> None:
    seen: list[int] = []

    async def on_interaction(interaction: discord.Interaction) -> None:
        seen.append(interaction.id)

    community.bot.add_listener(on_interaction)
    line.resume(sequence=10, counted=10)
    old = discord.utils.time_snowflake(community.env.now())
    await community.env.advance_time(4)
    young = discord.utils.time_snowflake(community.env.now())

    for sequence, interaction_id in ((11, old), (12, young)):
        await line.event(sequence, "INTERACTION_CREATE", _ping(community, interaction_id))
    await line.event(13, "RESUMED", {"__shard_id__": 0})
    await line.event(14, "INTERACTION_CREATE", _ping(community, old + 1))  # the line was down, not the process

    assert seen == [young, old + 1]


def _reaction(community: Community) -> dict[str, Any]:
    return {
        "user_id": str(community.helper.id),
        "guild_id": str(community.server.id),
        "channel_id": str(community.general.id),
        "message_id": "5",
        "emoji": {"id": None, "name": "☕"},
        "type": 0,
        "burst": False,
    }


def _ping(community: Community, interaction_id: int) -> dict[str, Any]:
    return {
        "id": str(interaction_id),
        "application_id": "1",
        "type": 1,
        "token": "t",
        "version": 1,
        "attachment_size_limit": 0,
        "user": {"id": str(community.asker.id), "username": "asker", "discriminator": "0", "avatar": None},
    }
