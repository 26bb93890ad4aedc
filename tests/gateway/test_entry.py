"""What becomes a fact, the same through both entries: before discord.py makes objects of an event, and after."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord.backend import serializers
from simcord.enums import MessageType

from bot.activity.model import Batch, MessageFact, ReactionFact
from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.db import Database
from bot.engine import AsyncConnection
from bot.gateway.entry import AT_ONCE, RawEntry, text_of
from bot.gateway.fallback import ObjectEntry
from bot.sandbox import simulated
from tests.support.community import Community, open_community

ENTRIES = {"raw": RawEntry, "on_message": ObjectEntry}
JOINED = "2025-03-04T05:06:07+00:00"


@dataclass
class Written:
    """Stands at the end of the recorders and keeps what they were given."""

    batches: list[Batch] = field(default_factory=list)

    async def record(self, connection: AsyncConnection, batch: Batch) -> None:
        self.batches.append(batch)

    @property
    def messages(self) -> list[MessageFact]:
        return [fact for batch in self.batches for fact in batch.messages]

    @property
    def reactions(self) -> list[ReactionFact]:
        return [fact for batch in self.batches for fact in batch.reactions]

    def deleted(self) -> list[tuple[int, set[int]]]:
        return [(fact.channel_id, set(fact.message_ids)) for batch in self.batches for fact in batch.deletions]

    def voice_seconds(self, member_id: int) -> int:
        return sum(time.seconds for batch in self.batches for time in batch.voice if time.member_id == member_id)


@pytest.fixture(params=ENTRIES)
def entry(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest_asyncio.fixture
async def community(config: Config, entry: str) -> AsyncIterator[Community]:
    async with open_community(config.model_copy(update={"message_entry": entry})) as community:
        assert isinstance(community.bot.entry, ENTRIES[entry])
        yield community


@pytest_asyncio.fixture
async def quiet_community(config: Config, entry: str) -> AsyncIterator[Community]:
    """One whose bot isn't told what people write."""
    changed = {"message_entry": entry, "message_content": False}
    async with open_community(config.model_copy(update=changed)) as community:
        yield community


async def written(community: Community) -> Written:
    """Write all there is; what was taken is in the answer."""
    found = Written()
    community.app.activity.recorders.append(found)
    await community.app.activity.flush()
    community.app.activity.recorders.remove(found)
    return found


Texts = Sequence[tuple[MessageFact, str]]


def payload(community: Community, **changed: Any) -> dict[str, Any]:
    """A message by the asker in #general, as the gateway sends it."""
    return {
        "id": str(discord.utils.time_snowflake(community.env.now()) + next(_NUMBERS)),
        "guild_id": str(community.server.id),
        "channel_id": str(community.general.id),
        "author": {"id": str(community.asker.id), "username": "asker", "discriminator": "0", "avatar": None},
        "member": {"roles": ["11", "22"], "joined_at": JOINED, "flags": 0, "deaf": False, "mute": False},
        "content": "Good morning",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "type": 0,
        **changed,
    }


_NUMBERS = iter(range(1_000, 1_000_000))  # behind whatever SimCord makes meanwhile


async def comes(community: Community, event: str, data: dict[str, Any]) -> None:
    with community.env._bot_scope():  # what follows from it is waited for
        community.bot._connection.parsers[event](data)
    await community.env.settle()


async def cursor_of(community: Community, channel_id: int) -> int | None:
    async with Database(community.config.database_url).read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT cursor_id FROM activity_channel WHERE channel_id = ?", (channel_id,)
        )
        return found.scalar()


# Messages ---------------------------------------------------------------------------------------------------------


@pytest.mark.needs("content", "points")
async def test_a_message_is_counted_with_what_discord_says_about_it(community: Community) -> None:
    message = payload(community)
    await comes(community, "MESSAGE_CREATE", message)
    await comes(community, "MESSAGE_CREATE", payload(community, content="Good evening"))
    await comes(community, "MESSAGE_CREATE", payload(community))

    first, other, same = (await written(community)).messages
    assert first[:5] == (community.server.id, community.general.id, None, int(message["id"]), community.asker.id)
    assert [int(role_id) for role_id in first.roles or ()] == [11, 22]
    assert first.joined_at == JOINED
    assert (first.replied_to_id, first.letters, first.attachments) == (None, len("Good morning"), 0)
    assert first.text_hash == same.text_hash != 0
    assert other.text_hash not in (first.text_hash, 0)
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    assert channel.last_message_id == same.message_id


@pytest.mark.needs("content", "points")
async def test_a_message_without_words_has_no_hash(community: Community) -> None:
    attachment = {
        "id": "5",
        "filename": "a.png",
        "size": 1,
        "url": "https://x.invalid",
        "proxy_url": "https://x.invalid",
    }
    sticker = {"id": "6", "name": "wave", "format_type": 1}
    bare = payload(community, content="", attachments=[attachment, attachment], sticker_items=[sticker])
    await comes(community, "MESSAGE_CREATE", bare)

    [fact] = (await written(community)).messages
    assert (fact.letters, fact.text_hash, fact.attachments) == (0, 0, 3)


async def test_the_content_is_not_looked_at_without_its_intent(quiet_community: Community) -> None:
    # Discord does send what mentions the bot; counting that and nothing else would be no measure of anything.
    await comes(quiet_community, "MESSAGE_CREATE", payload(quiet_community, content="Hello, bot"))

    [fact] = (await written(quiet_community)).messages
    assert (fact.letters, fact.text_hash) == (None, 0)


async def test_a_reply_says_whom_it_answers(community: Community) -> None:
    question = await community.asker.send(community.general, "Is it open?")
    await community.helper.send(community.general, "It is.", reply_to=question)
    reference = {"channel_id": str(community.general.id), "message_id": "77"}
    gone = payload(community, type=19, message_reference=reference, referenced_message=None)
    await comes(community, "MESSAGE_CREATE", gone)
    await comes(
        community, "MESSAGE_CREATE", payload(community, message_reference={**reference, "type": 1})
    )  # forwarded

    facts = (await written(community)).messages
    assert [fact.replied_to_id for fact in facts] == [None, community.asker.id, 0, None]
    assert [fact.replied_message_id for fact in facts] == [None, question.id, 77, None]


async def test_a_thread_says_which_channel_it_is_in(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "Beans?", "Which ones?")
    thread = await simulated.open_thread(community.helper, community.general, "Lunch")
    await community.helper.send(thread, "Noodles?")
    await simulated.set_thread(community.env, thread, archived=True)
    await community.helper.send(thread, "Rice?")  # wakes it

    facts = (await written(community)).messages
    assert [(fact.channel_id, fact.parent_id) for fact in facts] == [
        (post.id, community.forum.id),
        (thread.id, community.general.id),
        (thread.id, community.general.id),
    ]


async def test_what_no_person_wrote_is_not_counted_and_not_missed(community: Community) -> None:
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    await robot.send(community.general, "Beep")
    webhook = community.server.create_webhook(community.general)
    await webhook.send("A build has failed")
    followed = payload(community, webhook_id="99")
    await comes(community, "MESSAGE_CREATE", followed)
    community.server.create_system_message(community.general, MessageType.NEW_MEMBER, author=community.asker)
    thread_copy = payload(community, type=discord.MessageType.thread_starter_message.value, content="")
    await comes(community, "MESSAGE_CREATE", thread_copy)

    assert (await written(community)).messages == []
    assert await cursor_of(community, community.general.id) == int(thread_copy["id"])


async def test_what_is_written_to_the_bot_alone_is_nobodys_business(community: Community) -> None:
    direct = payload(community)
    del direct["guild_id"], direct["member"]
    await comes(community, "MESSAGE_CREATE", direct)

    assert (await written(community)).messages == []


async def test_a_message_delivered_twice_counts_once(community: Community) -> None:
    message = payload(community)
    await comes(community, "MESSAGE_CREATE", dict(message))
    await comes(community, "MESSAGE_CREATE", dict(message))

    assert len((await written(community)).messages) == 1


@pytest.mark.expects_errors
@pytest.mark.parametrize("entry", ["raw"], indirect=True)
async def test_a_malformed_event_ends_nothing(community: Community, caplog: pytest.LogCaptureFixture) -> None:
    parsers = community.bot._connection.parsers
    parsers["MESSAGE_CREATE"](payload(community, author={}, content="a secret"))

    await comes(community, "MESSAGE_CREATE", payload(community))

    assert len((await written(community)).messages) == 1
    assert "secret" not in caplog.text


def test_a_text_is_read_with_what_was_forwarded_and_whatever_is_missing() -> None:
    forwarded = [{"message": {"content": "from elsewhere"}}, {"message": {}}, {}]

    assert text_of({"content": "look", "message_snapshots": forwarded}).split() == ["look", "from", "elsewhere"]
    assert text_of({}) == ""


async def test_another_discord_py_is_not_looked_into(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(discord, "version_info", discord.version_info._replace(minor=8))

    assert isinstance(Bot(app, shard_count=1).entry, ObjectEntry)
    assert "not known here" in caplog.text


# Who wants a message ----------------------------------------------------------------------------------------------


async def test_a_message_is_made_only_for_who_wants_it(community: Community) -> None:
    asked: list[MessageFact] = []
    got: list[discord.Message] = []

    def wants(fact: MessageFact) -> bool:
        asked.append(fact)
        return fact.author_id == community.helper.id

    async def handler(message: discord.Message) -> None:
        got.append(message)

    community.bot.messages.watch(wants, handler)
    await community.asker.send(community.general, "One")
    two = await community.helper.send(community.general, "Two")
    community.bot.messages.unwatch(handler)
    await community.helper.send(community.general, "Three")

    assert {fact.author_id for fact in asked} == {community.asker.id, community.helper.id}
    assert [message.id for message in got] == [two.id]


@pytest.mark.expects_errors
async def test_who_fails_with_a_message_takes_it_from_nobody(community: Community) -> None:
    got: list[int] = []

    async def fails(message: discord.Message) -> None:
        raise RuntimeError("not my day")

    async def works(message: discord.Message) -> None:
        got.append(message.id)

    community.bot.messages.watch(lambda _: True, fails)
    community.bot.messages.watch(lambda _: True, works)
    hello = await community.asker.send(community.general, "Hello")

    assert got == [hello.id]
    assert len((await written(community)).messages) == 1


# Whose filters hit ------------------------------------------------------------------------------------------------


@pytest.mark.needs("content", "points")
async def test_a_message_that_a_filter_hits_is_made_for_it(community: Community) -> None:
    got: list[tuple[int, str]] = []

    async def handler(message: discord.Message) -> None:
        got.append((message.id, message.content))

    def spam_of_the_asker(messages: Texts) -> list[int]:
        return [n for n, (fact, text) in enumerate(messages) if "spam" in text and fact.author_id == community.asker.id]

    community.bot.messages.screen(spam_of_the_asker, handler)
    await community.asker.send(community.general, "Hello")
    hit = await community.asker.send(community.general, "Buy spam now")
    await community.helper.send(community.general, "No spam here")
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    await robot.send(community.general, "spam")
    community.bot.messages.unscreen(handler)
    await community.asker.send(community.general, "More spam")

    assert got == [(hit.id, "Buy spam now")]


@pytest.mark.needs("content", "points")
async def test_a_filter_and_a_feature_can_have_the_same_message(community: Community) -> None:
    got: list[str] = []

    async def filtering(message: discord.Message) -> None:
        got.append("filter")

    async def watching(message: discord.Message) -> None:
        got.append("feature")

    community.bot.messages.watch(lambda _: True, watching)
    community.bot.messages.screen(
        lambda messages: [n for n, (_, text) in enumerate(messages) if "spam" in text], filtering
    )
    await community.asker.send(community.general, "spam")
    await community.asker.send(community.general, "ham")

    assert got == ["filter", "feature", "feature"]


@pytest.mark.expects_errors
@pytest.mark.needs("content", "points")
async def test_a_text_that_breaks_a_filter_breaks_nothing_else(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    got: list[int] = []

    def breaks(messages: Texts) -> list[int]:
        raise RuntimeError(messages[0][1])

    async def handler(message: discord.Message) -> None:
        got.append(message.id)

    community.bot.messages.screen(breaks, handler)
    community.bot.messages.screen(lambda messages: range(len(messages)), handler)
    secret = await community.asker.send(community.general, "a secret")

    assert got == [secret.id]
    assert len((await written(community)).messages) == 1
    assert "secret" not in caplog.text


@pytest.mark.needs("content", "points")
async def test_messages_that_come_together_are_screened_together_and_in_order(community: Community, entry: str) -> None:
    together: list[int] = []
    got: list[str] = []

    def screens(messages: Texts) -> list[int]:
        together.append(len(messages))
        return [place for place, (_, text) in enumerate(messages) if "spam" in text]

    async def handler(message: discord.Message) -> None:
        got.append(message.content)

    community.bot.messages.screen(screens, handler)
    texts = [f"{'spam' if number % 50 == 0 else 'ham'} {number}" for number in range(AT_ONCE + 20)]
    take = community.bot._connection.parsers["MESSAGE_CREATE"]
    for text in texts:
        take(payload(community, content=text))
    await community.env.settle()

    assert together == ([AT_ONCE, 20] if entry == "raw" else [1] * len(texts))
    assert got == ["spam 0", "spam 50", "spam 100"]


@pytest.mark.expects_errors
@pytest.mark.needs("content", "points")
async def test_a_text_that_breaks_a_filter_breaks_no_other_that_came_with_it(community: Community) -> None:
    got: list[str] = []

    def screens(messages: Texts) -> list[int]:
        if any("bad" in text for _, text in messages):
            raise RuntimeError
        return list(range(len(messages)))

    async def handler(message: discord.Message) -> None:
        got.append(message.content)

    community.bot.messages.screen(screens, handler)
    take = community.bot._connection.parsers["MESSAGE_CREATE"]
    for text in ("one", "bad", "two"):
        take(payload(community, content=text))
    await community.env.settle()

    assert got == ["one", "two"]


@pytest.mark.expects_errors
@pytest.mark.needs("content", "points")
async def test_half_a_message_takes_no_other_with_it_that_came_together(community: Community, entry: str) -> None:
    if entry != "raw":
        pytest.skip("discord.py's own parser comes first there")
    met: list[int] = []

    async def meet(message: discord.Message) -> None:
        met.append(message.id)

    community.bot.messages.screen(lambda messages: range(len(messages)), meet)
    take = community.bot._connection.parsers["MESSAGE_CREATE"]
    whole = payload(community)
    take(payload(community, author={"id": "999999999999999999"}))
    take(whole)
    await community.env.settle()

    assert met == [int(whole["id"])]


async def test_without_the_intent_no_text_is_screened(quiet_community: Community) -> None:
    texts: list[str] = []

    def look(messages: Texts) -> list[int]:
        texts.extend(text for _, text in messages)
        return []

    async def handler(message: discord.Message) -> None: ...

    quiet_community.bot.messages.screen(look, handler)
    await comes(quiet_community, "MESSAGE_CREATE", payload(quiet_community, content="Hello, bot"))

    assert texts == []


# Reactions, deletions, voice --------------------------------------------------------------------------------------


async def test_reactions_of_people_count_with_whose_message_it_is(community: Community) -> None:
    message = await community.asker.send(community.general, "Cake!")
    robot = community.server.add_member(community.env.create_user("robot", bot=True))

    for reaction in ("👍", "🎉"):
        await community.helper.react(message, reaction)
    await community.helper.unreact(message, "👍")
    await robot.react(message, "👍")
    await robot.unreact(message, "👍")
    event = {
        "user_id": str(community.helper.id),
        "guild_id": str(community.server.id),
        "channel_id": str(community.general.id),
        "message_id": str(message.id),
        "message_author_id": str(community.asker.id),
        "member": {"user": {"id": str(community.helper.id), "username": "helper", "discriminator": "0", "avatar": None},
                   "roles": ["11"], "joined_at": JOINED, "flags": 0, "deaf": False, "mute": False},
        "emoji": {"id": None, "name": "☕"},
        "type": 0,
        "burst": False,
    }  # fmt: skip
    await comes(community, "MESSAGE_REACTION_ADD", event)

    facts = (await written(community)).reactions
    assert {fact.member_id for fact in facts if fact.added} == {community.helper.id}
    assert [fact.added for fact in facts if fact.member_id == community.helper.id] == [True, True, False, True]
    assert {(fact.channel_id, fact.parent_id, fact.message_id) for fact in facts} == {
        (community.general.id, None, message.id)
    }
    assert facts[-1].author_id == community.asker.id
    assert [int(role_id) for role_id in facts[-1].roles or ()] == [11]
    assert facts[-1].joined_at == JOINED
    assert facts[-1].at_ms == int(community.env.now().timestamp() * 1000)


@pytest.mark.parametrize("entry", ["raw"], indirect=True)
async def test_a_bot_that_takes_back_its_reaction_takes_nothing_from_anybody(community: Community) -> None:
    # Discord doesn't say of who takes back a reaction whether it is a bot; ours remembers those it has met.
    message = await community.asker.send(community.general, "Cake!")
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    await robot.react(message, "👍")
    await robot.unreact(message, "👍")

    assert (await written(community)).reactions == []


async def test_deleted_messages_are_noted(community: Community) -> None:
    first = await community.asker.send(community.general, "One")
    others = [await community.asker.send(community.general, text) for text in ("Two", "Three")]

    await community.asker.delete(first)
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete_messages(others)
    await community.env.settle()

    assert (await written(community)).deleted() == [
        (community.general.id, {first.id}),
        (community.general.id, {message.id for message in others}),
    ]


async def test_time_in_voice_is_counted_for_people(community: Community) -> None:
    lounge = community.server.create_voice_channel("lounge")
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    for person in (community.asker, community.helper, robot):
        await person.join_voice(lounge)
    await community.env.advance_time(120)
    await community.helper.set_voice(self_mute=True, self_deaf=True)
    await community.env.advance_time(60)
    await community.asker.leave_voice()
    await community.env.advance_time(60)
    await community.helper.leave_voice()

    found = await written(community)
    assert found.voice_seconds(community.asker.id) == 180
    assert found.voice_seconds(community.helper.id) == 240
    assert found.voice_seconds(robot.id) == 0
    deaf = [(time.seconds, time.deaf, time.mute, time.alone) for batch in found.batches for time in batch.voice
            if time.member_id == community.helper.id]  # fmt: skip
    assert deaf == [(120, False, False, False), (60, True, True, False), (60, True, True, True)]


# The start of a session -------------------------------------------------------------------------------------------


async def test_what_was_written_while_the_bot_was_away_is_a_gap(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "Beans?", "Which ones?")
    seen = await community.asker.send(community.general, "Seen")
    await community.env.settle()
    await community.app.activity.flush()
    community.env.hang_up()
    missed = [await community.asker.send(community.general, text) for text in ("Missed", "Missed, too")]
    answer = await community.helper.send(post, "The dark ones")

    await community.restart()

    counted = (await written(community)).messages
    gaps = {gap.channel_id: gap for gap in await community.app.activity.gaps()}
    assert gaps.keys() == {community.general.id, post.id}
    assert seen.id <= gaps[community.general.id].after_id < missed[0].id
    assert gaps[community.general.id].until_id == missed[-1].id
    assert gaps[post.id].until_id == answer.id
    assert not {fact.message_id for fact in counted} & {answer.id, *(message.id for message in missed)}


async def test_a_message_right_behind_a_servers_introduction_counts_once(community: Community) -> None:
    await community.asker.send(community.general, "Seen")
    await community.app.activity.flush()
    parsers = community.bot._connection.parsers
    await comes(community, "GUILD_DELETE", {"id": str(community.server.id), "unavailable": True})
    introduced: dict[str, Any] = dict(
        serializers.guild_create_payload(community.env.backend, community.env.backend.get_guild(community.server.id))
    )
    missed = discord.utils.time_snowflake(community.env.now()) + 10_000
    introduced["channels"] = [
        {**channel, "last_message_id": str(missed)} if channel["id"] == str(community.general.id) else channel
        for channel in introduced["channels"]
    ]
    message = payload(community, id=str(missed + 5))

    parsers["GUILD_CREATE"](introduced)
    parsers["MESSAGE_CREATE"](message)  # before anything else of the bot runs
    await community.env.settle()

    counted = {fact.message_id for fact in (await written(community)).messages}
    [gap] = await community.app.activity.gaps()
    assert gap.channel_id == community.general.id
    assert gap.after_id < missed <= gap.until_id
    in_gap = gap.after_id < int(message["id"]) <= gap.until_id
    assert (int(message["id"]) in counted) is not in_gap


async def test_who_is_in_voice_when_the_bot_comes_is_counted_from_then(community: Community) -> None:
    lounge = community.server.create_voice_channel("lounge")
    community.env.hang_up()
    await community.asker.join_voice(lounge)
    await community.env.advance_time(60)

    await community.restart()
    await community.env.advance_time(30)
    await community.asker.leave_voice()

    assert (await written(community)).voice_seconds(community.asker.id) == 30


async def test_who_left_voice_while_the_bot_was_away_is_not_counted_on(community: Community) -> None:
    lounge = community.server.create_voice_channel("lounge")
    await community.asker.join_voice(lounge)
    community.env.hang_up()
    await community.asker.leave_voice()
    await community.env.pass_time(timedelta(hours=1))

    await community.restart()
    await community.run_due()

    assert (await written(community)).voice_seconds(community.asker.id) == 0
