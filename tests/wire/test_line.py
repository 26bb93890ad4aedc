"""A bad line to Discord: the bot stays, comes back by itself, and answers each person once.

One process for the whole file: surviving what the test before did to the line is part of what is tested.
"""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.discord_spec import check_call
from tests.wire.community import add_community, ask, card_in, cards_in, choose_forum
from tests.wire.gateway import Gateway
from tests.wire.interactions import Interaction
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.things import Member, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wire() -> AsyncIterator[Wire]:
    async with Wire(observe=check_call) as wire:
        yield wire
    assert not wire.complaints()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(wire: Wire, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("line")
    async with await BotProcess.start(wire, folder) as bot:
        yield await bot.ready()


@pytest_asyncio.fixture(loop_scope="module")
async def anna(wire: Wire, bot: BotProcess) -> AsyncIterator[Member]:
    """A member of a server of her own, so that no test sees another's people."""
    yield wire.world.add_member(wire.world.add_guild(), "Anna")
    wire.faults.clear()
    assert bot.exit_code is None, bot.output
    assert "Traceback" not in bot.output


@pytest.fixture
def old_page(wire: Wire, anna: Member) -> Message:
    """A message of the bot with a button that no version of it knows any more: pressing it always has an answer."""
    channel = wire.world.add_channel(anna.guild, "general")
    return wire.world.create_message(channel, wire.world.bot, {"content": "An old page"})


async def assert_answered_once(interaction: Interaction) -> None:
    said = await interaction.reply()
    assert said.ephemeral and said.text
    assert len(interaction.messages) == 1


CUTS: dict[str, Callable[[Gateway], None]] = {
    "op 7": Gateway.reconnect,
    "op 9, resumable": lambda gateway: gateway.invalidate(resumable=True),
    "dropped": Gateway.drop,
    "closed with 1000": lambda gateway: gateway.close(1000),
    "closed with 4000": lambda gateway: gateway.close(4000),
}


@pytest.mark.parametrize("cut", CUTS)
async def test_a_press_while_the_line_is_down_is_answered_after_resume(
    cut: str, wire: Wire, anna: Member, old_page: Message
) -> None:
    resumed, identified = len(wire.gateway.resumed_with), len(wire.gateway.identifies)

    CUTS[cut](wire.gateway)
    pressed = wire.people.forge(anna, old_page, "nothing:known:1")

    await assert_answered_once(pressed)
    await wire.resumed(times=resumed + 1)
    assert len(wire.gateway.identifies) == identified


async def test_a_post_made_while_the_line_is_down_is_adopted_once(wire: Wire, anna: Member) -> None:
    community = add_community(wire)
    await choose_forum(wire, community)
    resumed = len(wire.gateway.resumed_with)

    wire.gateway.drop()
    post = wire.people.create_forum_post(community.anna, community.forum, "Which filter?", "Paper or metal?")
    await wire.resumed(times=resumed + 1)
    await card_in(wire, post)
    wire.gateway.drop()
    await wire.resumed(times=resumed + 2)

    await ask(wire, community.ben, community.general, "別の質問です")  # by now everything before it has been handled
    assert len(cards_in(post)) == 1


async def test_the_line_may_break_many_times_in_a_row(wire: Wire, anna: Member, old_page: Message) -> None:
    resumed = len(wire.gateway.resumed_with)
    for number in range(1, 6):
        wire.gateway.drop()
        await wire.resumed(times=resumed + number)

    await assert_answered_once(wire.people.forge(anna, old_page, "nothing:known:1"))


async def test_a_session_discord_forgot_is_started_anew_at_the_same_address(
    wire: Wire, anna: Member, old_page: Message
) -> None:
    identified = len(wire.gateway.identifies)

    wire.gateway.invalidate(resumable=False)
    # discord.py leaves Discord's five seconds between two IDENTIFYs.
    await wire.changes.until(lambda: len(wire.gateway.identifies) > identified, "another IDENTIFY")

    await assert_answered_once(wire.people.forge(anna, old_page, "nothing:known:1"))


async def test_an_answer_that_is_rate_limited_is_sent_after_the_wait(
    wire: Wire, anna: Member, old_page: Message
) -> None:
    since = len(wire.calls)
    wire.faults.limit("POST", "/interactions/*/callback", retry_after=0.2)

    pressed = wire.people.forge(anna, old_page, "nothing:known:1")

    await assert_answered_once(pressed)
    calls = wire.find("POST", "/interactions/*/callback", since=since)
    assert [call.status for call in calls] == [429, 200]
    assert calls[1].arrived_at - calls[0].arrived_at >= 0.2


async def test_a_rate_limit_neither_loses_nor_doubles_a_question(wire: Wire, anna: Member) -> None:
    community = add_community(wire)
    await choose_forum(wire, community)
    since = len(wire.calls)
    wire.faults.limit("POST", f"/channels/{community.forum.id}/threads", retry_after=0.1)
    wire.faults.limit("PATCH", "/channels/*/messages/*", retry_after=0.1, everywhere=True)

    post = await ask(wire, community.anna, community.general, "Which filter?", details="Paper or metal?")
    await card_in(wire, post)

    assert list(community.guild.threads.values()) == [post]
    created = wire.find("POST", f"/channels/{community.forum.id}/threads", since=since)
    assert [call.status for call in created] == [429, 200]


async def test_an_answer_that_discord_refuses_does_not_take_the_bot_down(
    wire: Wire, bot: BotProcess, anna: Member, old_page: Message
) -> None:
    wire.faults.fail("POST", "/interactions/*/callback", status=404, code=10062)

    wire.people.forge(anna, old_page, "nothing:known:1")
    await wire.called("POST", "/interactions/*/callback", times=len(wire.find("POST", "/interactions/*/callback")) + 1)

    await assert_answered_once(wire.people.forge(anna, old_page, "nothing:known:1"))
