"""Erased is erased: also in the file of the database, whose free pages every backup copies."""

from datetime import timedelta

import pytest
import pytest_asyncio

from bot.app import App
from bot.config import Config
from bot.onboarding.introductions import Words
from bot.operations import backup
from tests.questions.room import GUILD, HELPER, SECOND, Room
from tests.support.clock import MovableClock

MEMBER_ID = 810000000000000001
WORDS = "Zwetschgenknoedel"


@pytest_asyncio.fixture
async def room(app: App, clock: MovableClock) -> Room:
    room = Room(app, clock)
    await room.furnish()
    return room


async def backed_up(config: Config, clock: MovableClock) -> bytes:
    """Return what is in a backup made now."""
    clock.now += timedelta(days=1)
    made = await backup.back_up_when_due(config, clock)
    assert made is not None
    return made.read_bytes()


async def test_what_was_erased_is_not_in_the_next_backup(app: App, config: Config, clock: MovableClock) -> None:
    for number in range(60):
        await app.onboarding.introductions.posted(
            Words(called="Anna", about=f"{WORDS} {number} " * 40, hope=""),
            guild_id=GUILD,
            member_id=MEMBER_ID + number,
            channel_id=1,
            message_id=10 + number,
        )
    assert WORDS.encode() in await backed_up(config, clock)

    for number in range(60):
        await app.privacy.erasing.erase(guild_id=GUILD, member_id=MEMBER_ID + number)

    assert WORDS.encode() not in await backed_up(config, clock)


async def test_a_kept_answer_that_was_erased_is_not_in_the_next_backup_even_as_words_of_the_search(
    room: Room, config: Config, clock: MovableClock
) -> None:
    await room.solved("Where is my kettle?", WORDS)
    await room.solved("Where is my cup?", "On the stove.", by=SECOND)
    before = await backed_up(config, clock)
    assert WORDS.encode() in before and WORDS.lower().encode() in before

    await room.app.privacy.erasing.erase(guild_id=GUILD, member_id=HELPER.id)

    after = await backed_up(config, clock)
    assert WORDS.encode() not in after and WORDS.lower().encode() not in after
    assert (await room.app.question_index.search(guild_id=GUILD, text="stove")).ids
    assert len((await room.app.question_index.search(guild_id=GUILD, text="kettle")).ids) == 1


@pytest.mark.parametrize("kept", [1, 3, 14, 30])
async def test_backups_forget_within_as_many_days_as_is_said(
    room: Room, config: Config, clock: MovableClock, kept: int
) -> None:
    config = config.model_copy(update={"backups_kept": kept})
    last = await backup.back_up_when_due(config, clock)
    assert last is not None
    erased_at = clock.now
    # The sweep looks once an hour, and always misses the moment by one second.
    while last.exists():
        clock.now += timedelta(minutes=59, seconds=59)
        await backup.back_up_when_due(config, clock)

    said = App(config, clock=clock)
    assert clock.now - erased_at <= timedelta(days=said.privacy.backup_days)
    await said.close()
