"""What the simulated Discord promises beyond SimCord: the bot's tests lean on it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands
from discord.ext import commands
from simcord.actors import MemberActor
from simcord.backend.errors import BackendError
from simcord.builders import ChannelHandle, GuildHandle

from bot.sandbox import simulated
from bot.sandbox.simulated import Simulation
from tests.support.discord_spec import CHECKS


class Parrot(commands.AutoShardedBot):
    """Says in which languages it was called."""

    heard: list[str]

    def __init__(self) -> None:
        super().__init__("!", intents=discord.Intents.all(), shard_count=1)

    async def setup_hook(self) -> None:
        @self.tree.command(description="say the languages")
        async def languages(interaction: discord.Interaction[Any]) -> None:
            view = discord.ui.View(timeout=None)
            view.add_item(discord.ui.Button(label="again", custom_id="again"))
            await interaction.response.send_message(f"{interaction.locale}, {interaction.guild_locale}", view=view)

        @self.tree.command(description="think first")
        async def think(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send("thought")

        assert isinstance(languages, app_commands.Command)
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send(f"for {interaction.user.name}", ephemeral=True)


class Place:
    def __init__(self, env: Simulation) -> None:
        self.env = env
        self.guild: GuildHandle = env.create_guild("A server", preferred_locale="ja")
        self.forum: ChannelHandle = self.guild.create_forum_channel("questions")
        self.room: ChannelHandle = self.guild.create_text_channel("room")
        self.ann: MemberActor = self.guild.add_member(env.create_user("ann"))
        self.bob: MemberActor = self.guild.add_member(env.create_user("bob"))

    @property
    def server(self) -> discord.Guild:
        found = self.env.bot.get_guild(self.guild.id)
        assert found is not None
        return found

    async def thread(self, handle: ChannelHandle) -> discord.Thread:
        found = await self.server.fetch_channel(handle.id)
        assert isinstance(found, discord.Thread)
        return found


@pytest_asyncio.fixture
async def place() -> AsyncIterator[Place]:
    async with simulated.run(Parrot(), check_errors=False) as env:
        yield Place(env)


async def test_an_interaction_carries_the_persons_language_and_the_servers(place: Place) -> None:
    simulated.set_locale(place.env, place.ann, "en-GB")

    answer = await place.ann.slash(place.room, "languages")

    assert simulated.said(answer) == "en-GB, ja"


async def test_time_begins_when_it_is_told_to() -> None:
    start = datetime(2025, 12, 24, 8, tzinfo=UTC)
    async with simulated.run(Parrot(), start=start) as env:
        assert env.now() == start
        await env.pass_time(timedelta(days=2))
        assert env.now() == start + timedelta(days=2)


async def test_a_post_and_its_first_message_have_one_id(place: Place) -> None:
    by_hand = await simulated.post(place.ann, place.forum, "title", "by hand")
    forum = place.server.get_channel(place.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    made = await forum.create_thread(name="title", content="by the bot")

    assert (await (await place.thread(by_hand)).fetch_message(by_hand.id)).content == "by hand"
    assert made.message.id == made.thread.id


async def test_a_message_wakes_an_archived_thread(place: Place) -> None:
    post = await simulated.post(place.ann, place.forum, "title", "text")
    await simulated.set_thread(place.env, post, archived=True)

    await place.bob.send(post, "hello")

    assert not (await place.thread(post)).archived


async def test_an_archived_thread_refuses_edits(place: Place) -> None:
    post = await simulated.post(place.ann, place.forum, "title", "text")
    message = await (await place.thread(post)).send("mine")
    await simulated.set_thread(place.env, post, archived=True)

    with pytest.raises(discord.HTTPException, match="50083"):
        await message.edit(content="changed")


async def test_a_locked_thread_refuses_messages_of_those_who_do_not_manage_it(place: Place) -> None:
    post = await simulated.post(place.ann, place.forum, "title", "text")
    await simulated.set_thread(place.env, post, archived=True, locked=True)

    with pytest.raises(BackendError, match="160005"):
        await place.bob.send(post, "hello")
    await (await place.thread(post)).send("the bot manages threads")


async def test_threads_nobody_writes_in_fall_asleep(place: Place) -> None:
    post = await simulated.post(place.ann, place.forum, "title", "text")

    await place.env.pass_time(timedelta(hours=20))
    assert not (await place.thread(post)).archived
    await place.env.pass_time(timedelta(hours=5))

    assert (await place.thread(post)).archived


async def test_editing_another_persons_thread_takes_manage_threads(place: Place) -> None:
    post = await simulated.post(place.ann, place.forum, "title", "text")
    await simulated.take_from_bot(place.guild, "manage_threads")

    with pytest.raises(discord.Forbidden):
        await (await place.thread(post)).edit(locked=True)


async def test_a_forum_can_be_made_with_tags_and_require_one(place: Place) -> None:
    forum = await place.server.create_forum(
        "new", available_tags=[discord.ForumTag(name="Open", emoji="❓")], default_reaction_emoji="👍"
    )
    await forum.edit(require_tag=True)

    found = place.server.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    assert [tag.name for tag in found.available_tags] == ["Open"]
    assert found.flags.require_tag
    with pytest.raises(discord.HTTPException, match="40067"):
        await forum.create_thread(name="title", content="without a tag")
    await forum.create_thread(name="title", content="with one", applied_tags=[found.available_tags[0]])


async def test_no_more_than_twenty_tags_and_five_applied(place: Place) -> None:
    await simulated.set_tags(place.forum, *(f"tag {number}" for number in range(6)))
    post = await simulated.post(place.ann, place.forum, "title", "text", tags=["tag 1"])
    forum = place.server.get_channel(place.forum.id)
    assert isinstance(forum, discord.ForumChannel)

    assert simulated.tags_of(post) == ["tag 1"]
    with CHECKS.expecting_problems():
        with pytest.raises(discord.HTTPException, match="applied_tags"):
            await (await place.thread(post)).edit(applied_tags=list(forum.available_tags))
        with pytest.raises(discord.HTTPException, match="available_tags"):
            await forum.edit(available_tags=[discord.ForumTag(name=f"tag {number}") for number in range(21)])


async def test_a_nonce_posts_once(place: Place) -> None:
    room = place.server.get_channel(place.room.id)
    assert isinstance(room, discord.TextChannel)

    first = await room.send("once", nonce="row-1")
    second = await room.send("once", nonce="row-1")
    await place.env.pass_time(timedelta(minutes=10))
    later = await room.send("once", nonce="row-1")

    assert first.id == second.id != later.id


async def test_two_people_act_in_the_same_moment(place: Place) -> None:
    answer = simulated.answer_to(await place.ann.slash(place.room, "languages"))
    assert answer is not None

    results = await simulated.at_once(
        place.env, place.ann.click(answer, label="again"), place.bob.click(answer, label="again")
    )

    assert [simulated.said(result) for result in results] == ["for ann", "for bob"]


async def test_the_private_answer_is_found_however_it_was_given(place: Place) -> None:
    assert simulated.said(await place.ann.slash(place.room, "think")) == "thought"


async def test_private_answers_are_gone_when_clients_start_anew(place: Place) -> None:
    await place.ann.slash(place.room, "think")
    await place.ann.slash(place.room, "languages")

    place.env.forget_private_answers()

    assert [message.content for message in place.room.history(viewer=place.ann)] == ["en-US, ja"]


async def test_closed_direct_messages_refuse_the_bot(place: Place) -> None:
    simulated.close_direct_messages(place.ann)

    with pytest.raises(discord.Forbidden, match="50007"):
        await (await place.env.bot.fetch_user(place.ann.id)).send("hello")


async def test_what_happens_while_the_bot_is_away_is_not_heard(place: Place) -> None:
    heard: list[str] = []

    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    assert isinstance(place.env.bot, Parrot)
    place.env.bot.add_listener(on_message)
    await place.ann.send(place.room, "before")
    place.env.hang_up()
    await place.ann.send(place.room, "meanwhile")
    await place.env.restart_bot(Parrot())

    assert heard == ["before"]
    assert [message.content for message in place.room.history()] == ["before", "meanwhile"]


async def test_a_thread_can_be_opened_and_deleted_by_hand(place: Place) -> None:
    said = await place.ann.send(place.room, "let us talk about it")

    thread = await simulated.open_thread(place.bob, place.room, "talk", on=said)
    assert thread.id == said.id
    await simulated.delete_thread(place.env, thread)

    with pytest.raises(discord.NotFound):
        await place.server.fetch_channel(thread.id)


async def test_accounts_and_membership_can_be_older_than_the_simulation(place: Place) -> None:
    old, picture = datetime(2019, 4, 1, tzinfo=UTC), b"a picture"

    user = simulated.create_user(place.env, "old", made_at=old, picture=picture, avatar="face")
    member = place.guild.add_member(user)
    simulated.set_joined_at(member, datetime(2020, 5, 1, tzinfo=UTC))
    await member.send(place.room, "hello")

    found = await place.server.fetch_member(user.id)
    assert found.created_at == old
    assert found.joined_at == datetime(2020, 5, 1, tzinfo=UTC)
    assert found.avatar is not None
    assert await found.avatar.replace(size=64).read() == picture


async def test_a_reaction_names_its_messages_author(place: Place) -> None:
    heard: list[int | None] = []

    async def on_raw_reaction_add(payload: discord.RawReactionActionEvent) -> None:
        heard.append(payload.message_author_id)

    assert isinstance(place.env.bot, Parrot)
    place.env.bot.add_listener(on_raw_reaction_add)
    said = await place.ann.send(place.room, "look")
    await place.bob.react(said, "👍")

    assert heard == [place.ann.id]


# Without an intent ------------------------------------------------------------------------------------------------


def reduced(**intents: bool) -> Parrot:
    """Return a bot that goes without some intents, and listens for changes of members."""
    bot = Parrot()
    for name, wanted in intents.items():
        setattr(bot._connection._intents, name, wanted)
    bot.heard = []

    async def on_member_update(_before: discord.Member, after: discord.Member) -> None:
        bot.heard.append(after.name)

    async def on_member_join(member: discord.Member) -> None:
        bot.heard.append(member.name)

    bot.add_listener(on_member_update)
    bot.add_listener(on_member_join)
    return bot


async def test_without_the_members_intent_the_bot_hears_of_itself_alone() -> None:
    bot = reduced(members=False)
    async with simulated.run(bot, check_errors=False) as env:
        place = Place(env)
        role = place.guild.create_role("role")
        await env.settle()
        env.backend.add_member_role(place.guild.id, place.ann.id, role.id)
        env.backend.add_member_role(place.guild.id, env.backend.bot_user.id, role.id)
        await env.settle()

        assert bot.heard == [env.backend.bot_user.name]
        with pytest.raises(discord.Forbidden):
            await bot.http.get_members(place.guild.id, 100, None)
        assert (await place.server.fetch_member(place.ann.id)).name == "ann"
        assert [found.name for found in await place.server.query_members(user_ids=[place.ann.id])] == ["ann"]


async def test_without_the_content_intent_only_what_concerns_the_bot_has_words() -> None:
    bot = reduced(message_content=False)
    async with simulated.run(bot, check_errors=False) as env:
        place = Place(env)
        await env.settle()
        room = place.server.get_channel(place.room.id)
        assert isinstance(room, discord.TextChannel)
        own = await room.send("mine")
        await place.ann.send(place.room, "hello", attachments=[("a.png", b"x")])
        await place.ann.send(place.room, f"hello {place.server.me.mention}")
        await place.ann.send(place.room, "an answer", reply_to=place.room.history()[0])

        found = [message async for message in room.history(oldest_first=True)]

        assert found[0].id == own.id
        assert [message.content for message in found] == ["mine", "", f"hello {place.server.me.mention}", "an answer"]
        assert not found[1].attachments


async def test_what_is_switched_on_in_the_portal_is_what_the_bot_asks_for() -> None:
    async with simulated.run(reduced(members=False), check_errors=False) as env:
        flags = (await env.bot.application_info()).flags

    assert flags.gateway_message_content_limited and not flags.gateway_guild_members_limited
