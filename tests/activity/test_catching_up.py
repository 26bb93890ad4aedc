"""What was written while the bot was away is read from the channels' history, as far as it may read."""

from datetime import timedelta

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.activity import service
from bot.activity.model import AfterCommit, Batch, MessageFact
from bot.app import App
from bot.engine import AsyncConnection
from bot.sandbox import simulated
from cogs.activity import catching_up
from tests.support.cards import shown
from tests.support.community import Community


class Outage:
    """The bot is cut off; `over()` starts the next process."""

    def __init__(self, community: Community) -> None:
        self._community = community
        community.env.hang_up()

    async def over(self) -> list[MessageFact]:
        """Start the next process, let it do what is due, and return what it counted."""
        await self.restart()
        facts = watch(self._community.app)
        await self._community.run_due()
        return facts

    async def restart(self) -> None:
        await self._community.app.activity.flush()
        await self._community.restart()


def watch(app: App) -> list[MessageFact]:
    """Return a list to which everything is added that is counted from now on."""
    counted: list[MessageFact] = []

    class Watcher:
        async def record(self, _connection: AsyncConnection, batch: Batch) -> AfterCommit:
            return lambda: counted.extend(batch.messages)

    app.activity.recorders.append(Watcher())
    return counted


async def count(community: Community, *members: simcord.MemberActor) -> list[int]:
    """Return how many messages of each are counted."""
    await community.app.activity.flush()
    async with community.app.database.read() as connection:
        rows = await connection.exec_driver_sql(
            "SELECT member_id, sum(messages) AS messages FROM activity_day GROUP BY member_id"
        )
        counted = {row.member_id: row.messages for row in rows}
    return [counted.get(member.id, 0) for member in members]


async def missing(community: Community) -> int:
    await community.app.activity.flush()
    return len(await community.app.activity.gaps())


async def doctor(community: Community, *, japanese: bool = False) -> str:
    who = community.admin_ja if japanese else community.admin
    return shown(await who.slash(community.general, "doctor"))


async def deny(community: Community, channel_id: int, *permissions: str, everybody: bool = False) -> None:
    """Take permissions in a channel from the bot, or from everybody (the bot too)."""
    env = community.env
    target = community.server.id if everybody else env.backend.bot_user.id
    kind = OverwriteType.ROLE if everybody else OverwriteType.MEMBER
    denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
    env.backend.set_overwrite(channel_id, Overwrite(target_id=target, type=kind, allow=0, deny=denied))
    await env.settle()


async def test_each_message_is_counted_once_whether_it_was_heard_or_missed(community: Community) -> None:
    asker, helper = community.asker, community.helper
    await asker.send(community.general, "before")
    outage = Outage(community)
    for number in range(3):
        await asker.send(community.general, f"meanwhile {number}")
    await helper.send(community.general, "meanwhile, too")
    await outage.restart()
    await asker.send(community.general, "after")
    await community.run_due()
    await community.run_due()

    assert await count(community, asker, helper) == [5, 1]
    assert await missing(community) == 0


async def test_more_than_a_page_is_read_to_the_end(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    for number in range(2 * catching_up.PAGE + 30):
        await community.asker.send(community.general, str(number))

    counted = await outage.over()

    assert await count(community, community.asker) == [2 * catching_up.PAGE + 31]
    ids = [fact.message_id for fact in counted]
    assert ids == sorted(set(ids)) and len(ids) == 230


async def test_a_second_outage_before_anything_was_read(community: Community) -> None:
    asker = community.asker
    await asker.send(community.general, "before")
    outage = Outage(community)
    await asker.send(community.general, "first outage")
    await outage.restart()
    await asker.send(community.general, "between")
    outage = Outage(community)
    await asker.send(community.general, "second outage")
    await outage.restart()
    assert await missing(community) == 2

    await community.run_due()

    assert await count(community, asker) == [4]


async def test_posts_and_threads_are_read_and_know_their_channel(community: Community) -> None:
    asker, helper = community.asker, community.helper
    started = await helper.send(community.general, "before")
    thread = await simulated.open_thread(helper, community.general, "side talk", on=started)
    outage = Outage(community)
    await asker.send(thread, "in the thread")
    post = await simulated.post(asker, community.forum, "How fine?", "For a V60")
    await helper.send(post, "Medium")

    counted = await outage.over()

    assert {(fact.channel_id, fact.parent_id) for fact in counted} == {
        (thread.id, community.general.id),
        (post.id, community.forum.id),
    }
    assert await count(community, asker, helper) == [2, 2]


async def test_what_is_said_of_the_authors_is_asked_for(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.staff.send(community.general, "from the staff")
    await community.helper2.send(community.general, "and gone")
    community.server.remove_member(community.helper2)

    counted = await outage.over()

    facts = {fact.author_id: fact for fact in counted}
    staff, gone = facts[community.staff.id], facts[community.helper2.id]
    assert staff.roles == (community.roles["staff"].id,) and staff.joined_at is not None
    assert gone.roles is None and gone.joined_at is None


async def test_an_answer_in_history_knows_whom_it_answers(community: Community) -> None:
    question = await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.helper.send(community.general, "an answer", reply_to=question)

    [answer] = await outage.over()

    assert answer.replied_to_id == community.asker.id


@pytest.mark.needs("content", "points")
async def test_messages_in_history_are_as_long_as_they_were(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.asker.send(community.general, "meanwhile")

    [fact] = await outage.over()

    assert fact.letters == len("meanwhile")


async def test_messages_of_bots_do_not_count(community: Community) -> None:
    other = community.server.add_member(community.env.create_user("other bot", bot=True))
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await other.send(community.general, "beep")
    await community.asker.send(community.general, "a person")
    await other.send(community.general, "beep")

    counted = await outage.over()

    assert [fact.author_id for fact in counted] == [community.asker.id]
    assert await missing(community) == 0


async def test_what_there_was_no_room_for_is_read(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    await community.asker.send(community.general, "before")
    await community.app.activity.flush()
    monkeypatch.setattr(service, "BUFFER_MAX", 0)
    for number in range(3):
        await community.asker.send(community.general, f"while the disk was full {number}")
    monkeypatch.undo()
    await community.asker.send(community.general, "after")

    await community.run_due()

    assert await count(community, community.asker) == [5]


# Threads that are archived by now


async def test_threads_archived_during_a_long_outage_are_found(community: Community) -> None:
    asker, helper = community.asker, community.helper
    old = await simulated.open_thread(helper, community.general, "an old thread")
    await helper.send(old, "before")
    outage = Outage(community)
    await asker.send(old, "in the old thread")
    new = await simulated.post(asker, community.forum, "A new post", "Its text")
    await community.env.pass_time(timedelta(days=8))
    assert old._channel.thread_metadata.archived and new._channel.thread_metadata.archived  # type: ignore[union-attr]

    counted = await outage.over()

    assert {(fact.channel_id, fact.parent_id) for fact in counted} == {
        (old.id, community.general.id),
        (new.id, community.forum.id),
    }
    assert await count(community, asker, helper) == [2, 1]
    await community.run_due()
    assert await count(community, asker, helper) == [2, 1]


async def test_threads_archived_are_looked_for_again_when_discord_failed(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    post = await simulated.post(community.asker, community.forum, "A new post", "Its text")
    await community.env.pass_time(timedelta(days=8))
    await outage.restart()
    community.fails("GET", "/channels/*/threads/archived/public", 500)
    await community.run_due()
    assert await community.app.activity.archived_since() != {}
    assert await community.app.activity.caught_up_until(community.server.id) is not None

    await community.later(minutes=2)

    assert await count(community, community.asker) == [2], post.id
    assert await community.app.activity.archived_since() == {}


async def test_after_a_short_outage_nobody_looks_for_archived_threads(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.env.pass_time(timedelta(minutes=10))
    await community.asker.send(community.general, "meanwhile")
    community.env.http_requests.clear()

    await outage.over()

    assert not [request for request in community.env.http_requests if "archived" in request.path]
    assert await count(community, community.asker) == [2]


# Channels that can't be read


async def test_a_channel_deleted_meanwhile_is_forgotten(community: Community) -> None:
    extra = community.server.create_text_channel("extra")
    await community.asker.send(extra, "before")
    outage = Outage(community)
    await community.asker.send(extra, "meanwhile")
    await community.asker.send(community.general, "elsewhere")
    await outage.restart()
    await community.app.activity.flush()
    community.env.backend.delete_channel(extra.id)

    await community.run_due()

    assert await count(community, community.asker) == [2]
    assert await missing(community) == 0 and "Everything members wrote is counted" in await doctor(community)


@pytest.mark.parametrize("permission", ["view_channel", "read_message_history"])
async def test_a_channel_closed_to_the_bot_is_read_as_soon_as_it_is_open(community: Community, permission: str) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.asker.send(community.general, "meanwhile")
    await deny(community, community.general.id, permission)

    assert await outage.over() == []
    english, japanese = await doctor(community), await doctor(community, japanese=True)
    assert "I can't read what was written" in english and community.general.mention in english
    assert "Read Message History" in english
    assert "読み込めません" in japanese and community.general.mention in japanese
    assert await community.app.activity.caught_up_until(community.server.id) is None

    await deny(community, community.general.id)
    await community.run_due()

    assert await count(community, community.asker) == [2]
    assert "I can't read" not in await doctor(community)


async def test_a_refusal_nobody_foresaw_is_tried_again_the_next_day(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.asker.send(community.general, "meanwhile")
    await outage.restart()
    community.fails("GET", "/channels/*/messages", 403, code=50001, times=1)
    await community.run_due()
    await community.later(hours=23)
    assert await count(community, community.asker) == [1]

    await community.later(hours=1)

    assert await count(community, community.asker) == [2]


async def test_a_private_channel_of_others_is_no_matter(community: Community) -> None:
    private = community.server.create_text_channel("private")
    await community.env.settle()
    await deny(community, private.id, "view_channel", everybody=True)
    outage = Outage(community)
    community.env.backend.create_message(private.id, community.admin.id, content="for admins only")

    assert await outage.over() == []

    assert await missing(community) == 0
    assert "I can't read" not in await doctor(community)


@pytest.mark.parametrize("status", [500, 429])
async def test_when_discord_fails_the_channel_is_read_later(community: Community, status: int) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.env.pass_time(timedelta(minutes=1))
    await community.asker.send(community.general, "meanwhile")
    await outage.restart()
    community.fails("GET", f"/channels/{community.general.id}/messages", status, times=2)
    await community.run_due()

    english, japanese = await doctor(community), await doctor(community, japanese=True)
    assert "I'm reading what was written while I was away: one channel left, 0 messages so far" in english
    assert "残り1チャンネル" in japanese
    until = await community.app.activity.caught_up_until(community.server.id)
    assert until is not None and until < community.env.now()

    await community.later(minutes=1)
    assert await count(community, community.asker) == [1]
    await community.later(minutes=4)
    assert await count(community, community.asker) == [1]
    await community.later(minutes=1)
    assert await count(community, community.asker) == [2]
    assert await community.app.activity.caught_up_until(community.server.id) is None
    assert "Everything members wrote is counted" in await doctor(community)
    assert "すべて集計済み" in await doctor(community, japanese=True)


async def test_without_an_answer_about_members_the_messages_count_all_the_same(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: object, **__: object) -> list[discord.Member]:
        raise TimeoutError

    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.staff.send(community.general, "meanwhile")
    monkeypatch.setattr(discord.Guild, "query_members", silent)

    [fact] = await outage.over()

    assert fact.roles is None and await count(community, community.staff) == [1]


async def test_without_the_content_intent_messages_count_without_their_length(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.asker.send(community.general, "meanwhile")
    community.config = community.config.model_copy(update={"message_content": False})

    [fact] = await outage.over()

    assert fact.letters is None and fact.text_hash == 0
    assert await count(community, community.asker) == [2]


async def test_a_server_that_is_not_there_is_left_for_later(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.asker.send(community.general, "meanwhile")
    await outage.restart()
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    guild.unavailable = True
    await community.run_due()
    assert await count(community, community.asker) == [1]

    guild.unavailable = False
    await community.run_due()

    assert await count(community, community.asker) == [2]


async def test_a_stopping_process_leaves_the_rest_to_the_next(community: Community) -> None:
    await community.asker.send(community.general, "before")
    outage = Outage(community)
    await community.asker.send(community.general, "meanwhile")
    await outage.restart()
    community.app.jobs.stopping = True
    await community.run_due()
    assert await count(community, community.asker) == [1]

    await community.restart()
    await community.run_due()

    assert await count(community, community.asker) == [2]
