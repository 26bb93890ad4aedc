"""The wire server speaks to discord.py's own client as Discord does: what the other tests of this folder stand on."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import yarl
from discord import app_commands

from tests.support.discord_spec import CHECKS
from tests.wire import moderation
from tests.wire.gateway import MESSAGE_CONTENT, Gateway
from tests.wire.server import Wire
from tests.wire.things import FORUM, Channel, Guild, Member, Upload


class Form(discord.ui.Modal, title="A question"):
    details: discord.ui.Label["Form"] = discord.ui.Label(text="Details", component=discord.ui.TextInput(max_length=100))
    tags: discord.ui.Label["Form"] = discord.ui.Label(
        text="Tags",
        component=discord.ui.Select(required=False, options=[discord.SelectOption(label="Grinder", value="1")]),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        details, tags = self.details.component, self.tags.component
        assert isinstance(details, discord.ui.TextInput) and isinstance(tags, discord.ui.Select)
        await interaction.response.send_message(f"{details.value} / {tags.values}", ephemeral=True)


class Buttons(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Open", custom_id="open")
    async def open(self, interaction: discord.Interaction, button: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Change", custom_id="change")
    async def change(self, interaction: discord.Interaction, button: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.edit_message(content="changed", view=None)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="thank")
    async def thank(self, interaction: discord.Interaction, select: discord.ui.UserSelect["Buttons"]) -> None:
        await interaction.response.send_message(f"Thanks, {select.values[0].display_name}")


class Client(discord.AutoShardedClient):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.0, chunk_guilds_at_startup=False)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.resumes = 0
        self.tree.add_command(greet)
        self.tree.add_command(read)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait the five seconds that Discord wants between two IDENTIFYs."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_resumed(self) -> None:
        self.resumes += 1


@app_commands.command(description="Greet somebody")
async def greet(
    interaction: discord.Interaction, who: discord.Member, picture: discord.Attachment | None = None
) -> None:
    await interaction.response.defer(ephemeral=True)
    seen = (await picture.read()).decode() if picture else "nothing"
    await interaction.followup.send(f"Hello {who.display_name}, I see {seen}")
    await interaction.followup.send("More", view=Buttons())


@app_commands.command(description="Read something")
async def read(interaction: discord.Interaction, title: str) -> None:
    await interaction.response.send_message(title, view=Buttons())


@read.autocomplete("title")
async def titles(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed.upper(), value=typed)]


@pytest_asyncio.fixture(autouse=True)
async def answers_as_discord_describes_them(wire: Wire) -> AsyncIterator[None]:
    """Hold the server's own answers to Discord's description, where DISCORD_SPEC names it."""
    yield
    for call in wire.calls:
        if call.status == 200 and call.path != "/gateway/bot":  # its address is no wss:// one
            problems = CHECKS.check_answer(call.method, call.path, status=200, answer=call.answer)
            # Discord sends back fields of components that its own description leaves out of answers.
            assert not [problem for problem in problems if "[unknown]" not in problem]


@pytest.fixture
def guild(wire: Wire) -> Guild:
    return wire.world.add_guild()


@pytest.fixture
def channel(wire: Wire, guild: Guild) -> Channel:
    return wire.world.add_channel(guild, "general")


@pytest.fixture
def forum(wire: Wire, guild: Guild) -> Channel:
    return wire.world.add_channel(guild, "questions", type=FORUM, tags=["Open", "Solved"])


@pytest.fixture
def anna(wire: Wire, guild: Guild) -> Member:
    return wire.world.add_member(guild, "Anna", locale="ja")


@pytest.fixture
async def client(
    wire: Wire, channel: Channel, forum: Channel, anna: Member, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Client]:
    monkeypatch.setattr(discord.http.Route, "BASE", wire.api_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(wire.gateway.url))
    client = Client()
    running = asyncio.create_task(client.start(wire.token))
    await wire.connected()
    await client.wait_until_ready()
    yield client
    await client.close()
    await running


async def test_a_client_sees_the_community(client: Client, guild: Guild, channel: Channel, forum: Channel) -> None:
    seen = client.get_guild(guild.id)

    assert seen and seen.me.guild_permissions.administrator
    assert isinstance(seen.get_channel(channel.id), discord.TextChannel)
    questions = seen.get_channel(forum.id)
    assert isinstance(questions, discord.ForumChannel) and [t.name for t in questions.available_tags] == [
        "Open",
        "Solved",
    ]


async def test_history_is_paged_as_discord_pages_it(client: Client, wire: Wire, channel: Channel, anna: Member) -> None:
    written = [wire.people.post_message(anna, channel, str(number)).id for number in range(250)]
    room = client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel)

    newest_first = [message.id async for message in room.history(limit=None)]
    after = [message.id async for message in room.history(limit=None, after=discord.Object(written[99]))]
    before = [message.id async for message in room.history(limit=120, before=discord.Object(written[200]))]

    assert newest_first == written[::-1]
    assert after == written[100:]
    assert before == written[80:200][::-1]


async def test_a_forum_post_lives_through_its_states(client: Client, wire: Wire, forum: Channel) -> None:
    questions = client.get_channel(forum.id)
    assert isinstance(questions, discord.ForumChannel)
    opened, solved = questions.available_tags

    thread, message = await questions.create_thread(name="How fine?", content="For a V60", applied_tags=[opened])
    await message.edit(content="For a V60, please")
    await thread.edit(applied_tags=[solved], archived=True)
    archived = [post async for post in questions.archived_threads(limit=None)]
    with pytest.raises(discord.HTTPException, match="Thread is archived"):
        await message.edit(content="too late")

    assert message.id == thread.id
    assert [(post.id, [tag.name for tag in post.applied_tags]) for post in archived] == [(thread.id, ["Solved"])]
    assert wire.world.channels[thread.id].last_message.content == "For a V60, please"


async def test_archived_posts_are_paged_by_the_time_they_were_archived(
    client: Client, wire: Wire, forum: Channel, anna: Member
) -> None:
    posts = [wire.people.create_forum_post(anna, forum, f"Post {number}", "text") for number in range(7)]
    for post in posts:
        wire.world.edit_channel(post, {"archived": True})
    questions = client.get_channel(forum.id)
    assert isinstance(questions, discord.ForumChannel)

    first = [post.id async for post in questions.archived_threads(limit=3)]
    everything = [post.id async for post in questions.archived_threads(limit=None)]

    assert first == [post.id for post in posts[:3:-1]]
    assert everything == [post.id for post in posts[::-1]]


async def test_files_and_pings_arrive(client: Client, wire: Wire, channel: Channel, anna: Member) -> None:
    room = client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel)

    silent = await room.send(f"{anna.mention} @everyone", allowed_mentions=discord.AllowedMentions.none())
    loud = await room.send(anna.mention, file=discord.File(__file__, filename="test.py"))

    assert not wire.world.channels[channel.id].messages[silent.id].data["mentions"] and not silent.mention_everyone
    assert [user.id for user in loud.mentions] == [anna.id]
    assert b"test_files_and_pings_arrive" in await loud.attachments[0].read()


async def test_reactions_are_counted_and_listed(client: Client, wire: Wire, channel: Channel, anna: Member) -> None:
    message = wire.people.post_message(anna, channel, "Good answer")
    room = client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel)
    wire.people.react(anna, message, "👍")

    await room.get_partial_message(message.id).add_reaction("👍")
    reaction = (await room.fetch_message(message.id)).reactions[0]
    users = [user.id async for user in reaction.users()]

    assert (str(reaction.emoji), reaction.count, reaction.me) == ("👍", 2, True)
    assert set(users) == {anna.id, wire.world.bot.id}


async def test_a_retried_send_with_the_same_nonce_does_not_post_twice(
    client: Client, wire: Wire, channel: Channel
) -> None:
    room = client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel)

    sent = [await room.send("Reminder", nonce="row-7") for _ in range(2)]

    assert sent[0].id == sent[1].id and len(channel.messages) == 1


async def test_a_command_is_deferred_and_answered_in_private(
    client: Client, wire: Wire, guild: Guild, channel: Channel, anna: Member
) -> None:
    await client.tree.sync()
    ben = wire.world.add_member(guild, "Ben")

    interaction = wire.people.slash(anna, channel, "greet", who=ben, picture=Upload(filename="a.txt", content=b"a cup"))
    first, second = await interaction.reply(1), await interaction.reply(2)

    assert first.text == "Hello Ben, I see a cup" and first.ephemeral
    assert second.text == "More\nOpen\nChange" and not second.ephemeral
    assert list(channel.messages.values()) == [second]
    assert interaction.milliseconds < 3000  # Discord waits no longer


async def test_autocomplete_buttons_selects_and_modals_reach_their_handlers(
    client: Client, wire: Wire, channel: Channel, anna: Member
) -> None:
    await client.tree.sync()

    typed = wire.people.autocomplete(anna, channel, "read", focused="title", typed="gri")
    page = await wire.people.slash(anna, channel, "read", title="Grinding").reply()
    thanked = wire.people.select(anna, page, "thank", [anna])
    opened = wire.people.press(anna, page, "Open")
    submitted = await wire.people.submit_modal(opened, details="Very fine", tags=["Grinder"])
    said = await submitted.reply()
    changed = await wire.people.press(anna, page, "change").updated()

    assert await typed.choices() == [{"name": "GRI", "value": "gri"}]
    assert (await thanked.reply()).text == "Thanks, Anna"
    assert said.text == "Very fine / ['1']" and said.ephemeral
    assert changed.text == "changed" and not changed.components


async def test_a_second_answer_is_refused(client: Client, wire: Wire, channel: Channel, anna: Member) -> None:
    await client.tree.sync()
    interaction = wire.people.slash(anna, channel, "read", title="Once")
    await interaction.reply()

    again = discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback")
    with pytest.raises(discord.HTTPException, match="already been acknowledged"):
        await client.http.request(again, json={"type": 4, "data": {"content": "Twice"}})


TROUBLES: dict[str, Callable[[Gateway], None]] = {
    "op 7": Gateway.reconnect,
    "op 9, resumable": lambda gateway: gateway.invalidate(resumable=True),
    "dropped": Gateway.drop,
    "closed": lambda gateway: gateway.close(4000),
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_what_happened_while_the_line_was_down_is_replayed_once(
    trouble: str, client: Client, wire: Wire, channel: Channel, anna: Member
) -> None:
    wire.people.post_message(anna, channel, "before")
    TROUBLES[trouble](wire.gateway)
    wire.people.post_message(anna, channel, "meanwhile")
    await wire.resumed(times=1)
    last = wire.people.post_message(anna, channel, "after")
    await client.wait_for("message", check=lambda message: message.id == last.id, timeout=5)

    assert [message.content for message in client.heard] == ["before", "meanwhile", "after"]
    assert len(wire.gateway.identifies) == 1


async def test_a_flood_arrives_whole_in_its_place_and_what_follows_it_can_be_replayed(
    client: Client, wire: Wire, channel: Channel, anna: Member
) -> None:
    sample = wire.world.event_json(wire.people.post_message(anna, channel, "before"))
    flood = [json.dumps(sample | {"id": str(wire.world.ids()), "content": str(number)}) for number in range(300)]
    session = wire.gateway.current.session
    assert session

    session.pour("MESSAGE_CREATE", [payload.encode() for payload in flood])
    after = wire.people.post_message(anna, channel, "after")
    await client.wait_for("message", check=lambda message: message.id == after.id, timeout=5)
    wire.gateway.drop()
    wire.people.post_message(anna, channel, "meanwhile")
    await wire.resumed(times=1)
    last = wire.people.post_message(anna, channel, "last")
    await client.wait_for("message", check=lambda message: message.id == last.id, timeout=5)

    expected = ["before", *map(str, range(300)), "after", "meanwhile", "last"]
    assert [message.content for message in client.heard] == expected


async def test_a_session_discord_forgot_is_started_anew(
    client: Client, wire: Wire, channel: Channel, anna: Member
) -> None:
    wire.gateway.invalidate(resumable=False)
    await wire.changes.until(lambda: len(wire.gateway.identifies) == 2, "a second IDENTIFY")
    await client.wait_for("ready", timeout=5)

    last = wire.people.post_message(anna, channel, "after")
    heard = await client.wait_for("message", timeout=5)

    assert heard.id == last.id and not wire.gateway.resumes


async def test_without_the_message_content_intent_strangers_words_are_blank(
    wire: Wire, client: Client, channel: Channel, anna: Member
) -> None:
    wire.world.enabled_intents &= ~MESSAGE_CONTENT
    room = client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel)
    plain = wire.people.post_message(anna, channel, "private thoughts")
    addressed = wire.people.post_message(anna, channel, f"{wire.world.bot.mention} hello")

    assert (await room.fetch_message(plain.id)).content == ""
    assert (await room.fetch_message(addressed.id)).content.endswith("hello")


async def test_faults_come_once_and_in_the_way_they_are_asked_for(client: Client, wire: Wire, channel: Channel) -> None:
    room = client.get_channel(channel.id)
    assert isinstance(room, discord.TextChannel)
    wire.faults.limit("POST", "/channels/*/messages", retry_after=0.01)
    wire.faults.fail("DELETE", "/channels/*/messages/*", status=403)

    sent = await room.send("after a short wait")
    with pytest.raises(discord.Forbidden):
        await sent.delete()
    await sent.delete()

    assert [call.status for call in wire.find("POST", "/channels/*/messages")] == [429, 200]
    assert not channel.messages


async def test_what_a_bot_and_people_do_to_members_is_in_the_log(
    client: Client, wire: Wire, guild: Guild, anna: Member
) -> None:
    seen, ben = client.get_guild(guild.id), wire.world.add_member(guild, "Ben")
    assert seen
    member = await seen.fetch_member(anna.id)
    await member.timeout(timedelta(hours=1), reason="理由")
    moderation.ban(wire.world, guild, ben.user, by=anna.user, reason="by hand")
    await seen.kick(member, reason="enough")

    read = [(entry.action.name, entry.user_id, entry.reason) async for entry in seen.audit_logs(oldest_first=True)]

    bot_id = wire.world.bot.id
    assert read == [("member_update", bot_id, "理由"), ("ban", anna.id, "by hand"), ("kick", bot_id, "enough")]
    assert [ban.user.id async for ban in seen.bans()] == [ben.id]
    with pytest.raises(discord.Forbidden, match="50278"):
        await member.send("you are out")
    await seen.unban(ben.user)
    assert await seen.bulk_ban([discord.Object(anna.id), discord.Object(ben.id)])
    assert set(guild.bans) == {anna.id, ben.id}


async def test_invites_are_paused_and_rules_are_kept(client: Client, wire: Wire, guild: Guild) -> None:
    seen = client.get_guild(guild.id)
    assert seen
    until = discord.utils.utcnow() + timedelta(hours=2)
    await seen.edit(invites_disabled_until=until)
    await wire.changes.until(seen.invites_paused, "the pause")
    rule = await seen.create_automod_rule(
        name="words",
        event_type=discord.AutoModRuleEventType.message_send,
        trigger=discord.AutoModTrigger(keyword_filter=["*spam*"]),
        actions=[discord.AutoModRuleAction()],
        enabled=True,
    )
    await rule.edit(name="more words")

    assert [known.name for known in await seen.fetch_automod_rules()] == ["more words"]
    await rule.delete()
    assert not guild.automod_rules


async def test_members_are_chunked_when_asked_for(client: Client, wire: Wire, guild: Guild) -> None:
    for name in ("Ben", "Clara"):
        wire.world.add_member(guild, name)
    seen = client.get_guild(guild.id)
    assert seen

    assert {member.name for member in await seen.query_members("cl")} == {"clara"}
    assert len(await seen.chunk()) == len(guild.members)
