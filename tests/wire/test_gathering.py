"""kill -9 while people say whether they come, and while they answer a survey: the next process shows the truth."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest_asyncio

from bot.app import App
from bot.clock import utc_now
from bot.config import Config
from bot.events.model import EventSettings
from bot.surveys.model import SurveySettings
from tests.events.gathering import published
from tests.surveys.forms import SCALE, SINGLE, opened
from tests.wire.conftest import StartBot
from tests.wire.server import Wire
from tests.wire.things import Channel, Member, Message

OWN_CARD = "/webhooks/*/*/messages/@original"
CAPACITY, PEOPLE = 3, 8
GOING, ENTER = "rsvp:going:", "surveys:enter:"


@pytest_asyncio.fixture
async def app(config: Config) -> AsyncIterator[App]:
    """What admins have furnished before the bot starts, by the clock the bot goes by."""
    app = App(config)
    yield app
    await app.close()


async def posted(wire: Wire, channel: Channel, button: str) -> Message:
    """Wait for the bot's message with a button."""

    def found() -> Message | None:
        for message in channel.messages.values():
            if any(str(item.get("custom_id")).startswith(button) for item in message.components):
                return message
        return None

    return await wire.changes.until(found, f"a message with {button}")


async def test_who_was_told_that_they_have_a_place_has_it_in_the_next_process(
    wire: Wire, start_bot: StartBot, app: App
) -> None:
    guild = wire.world.add_guild()
    channel = wire.world.add_channel(guild, "events")
    people = [wire.world.add_member(guild, f"Guest {number}") for number in range(PEOPLE)]
    await app.settings.change(guild.id, EventSettings, {"channel_id": channel.id}, by=None)
    event, _ = await published(app, utc_now, guild_id=guild.id, capacity=CAPACITY)
    async with app.database.write() as connection:
        await app.events.organising.put_out(connection, guild_id=guild.id, event_id=event.id)
    first = await (await start_bot()).ready()
    card = await posted(wire, channel, GOING)
    await wire.changes.until(lambda: guild.scheduled_events, "Discord's own event")

    presses = [wire.people.press(member, card, GOING) for member in people]
    await wire.changes.until(lambda: any(press.messages for press in presses), "the first answer")
    await first.kill()
    told = {press.member.id: press.messages[0].text for press in presses if press.messages}
    second = await (await start_bot()).ready()

    now = {member.id: await own_answer(wire, member, card) for member in people}
    assert all(place_in(text) == place_in(now[member_id]) for member_id, text in told.items()), (told, now)
    places = sorted(place_in(text) for text in now.values())
    assert places == sorted(
        [f"place {number} of {CAPACITY}" for number in (1, 2, 3)]
        + [f"number {number} on the waiting list" for number in range(1, PEOPLE - CAPACITY + 1)]
    )
    await wire.changes.until(
        lambda: f"Going · {CAPACITY} of {CAPACITY}" in card.text and f"Waiting list: {PEOPLE - CAPACITY}" in card.text,
        "the true numbers on the announcement",
    )
    assert len(guild.scheduled_events) == 1
    assert "Traceback" not in second.output


async def own_answer(wire: Wire, member: Member, card: Message) -> str:
    """Press again, as who got no answer does."""
    return (await wire.people.press(member, card, GOING).reply()).text


def place_in(text: str) -> str:
    """Return what a member was told of their place."""
    return next(
        f"{word}{text.split(word, 1)[1].split(end, maxsplit=1)[0]}{end}"
        for word, end in (("place ", f"of {CAPACITY}"), ("number ", "on the waiting list"))
        if word in text and end in text
    )


async def test_an_answer_nobody_saw_taken_is_there_once_in_the_next_process(
    wire: Wire, start_bot: StartBot, app: App, tmp_path: Path
) -> None:
    guild = wire.world.add_guild()
    channel = wire.world.add_channel(guild, "surveys")
    anna = wire.world.add_member(guild, "Anna")
    await app.settings.change(guild.id, SurveySettings, {"channel_id": channel.id}, by=None)
    await opened(app, (SINGLE, SCALE), server=guild.id)
    first = await (await start_bot()).ready()
    post = await posted(wire, channel, ENTER)
    page = await wire.people.press(anna, post, ENTER).reply()
    await wire.people.press(anna, page, "Start").updated()
    await wire.people.press(anna, page, "Garden").updated()

    gate = wire.faults.hold("PATCH", OWN_CARD)
    wire.people.press(anna, page, "4")
    await wire.changes.until(lambda: gate.waiting, "the answer being shown")
    await first.kill()
    wire.faults.clear()
    second = await (await start_bot()).ready()

    again = await wire.people.press(anna, post, ENTER).reply()
    assert "Garden\n**2. How was it?**\n4\n" in again.text  # nothing is lost, and nothing was sent
    await wire.people.press(anna, page, "4").updated()  # she presses again on the page that froze
    await wire.people.press(anna, page, "Send").updated()
    assert "Thank you" in page.text
    with closing(sqlite3.connect(tmp_path / "engawa.db")) as database:
        assert database.execute("SELECT member_id, finished FROM survey_participant").fetchall() == [(anna.id, 1)]
        assert database.execute("SELECT count(*), sum(finished) FROM survey_response").fetchall() == [(1, 1)]
    assert "Traceback" not in second.output
