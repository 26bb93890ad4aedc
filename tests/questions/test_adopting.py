"""Posts made by hand, while the bot watches and while it is down."""

import discord
import pytest
import simcord
from sqlalchemy import delete

from bot.due import given_up
from bot.questions.model import QuestionSettings, Side, Source, State
from bot.questions.tables import question as question_table
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from cogs.questions import card
from tests.questions.acting import asked, card_of, labels, row_of, solved
from tests.support.community import Community, text_of


async def posted(community: Community, title: str = "Beans for cold brew?", **options: object) -> simcord.ChannelHandle:
    return await simulated.post(community.asker, community.forum, title, "Which ones do you use?", **options)  # type: ignore[arg-type]


async def is_question(community: Community, post: simcord.ChannelHandle) -> bool:
    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=post.id)
    return found is not None


class Away:
    """While it lasts, the bot is down: what people do reaches nobody."""

    def __init__(self, community: Community) -> None:
        self._community = community

    async def __aenter__(self) -> None:
        await self._community.run_due()
        await self._community.env.advance_time(3_600)
        self._emit = self._community.env.backend.emit
        vars(self._community.env.backend)["emit"] = lambda *_: None

    async def __aexit__(self, *_: object) -> None:
        del vars(self._community.env.backend)["emit"]
        await self._community.env.advance_time(3_600)
        await self._community.restart()


@pytest.mark.needs("content", "questions")
async def test_a_post_made_by_hand_is_kept_with_its_text(community: Community) -> None:
    post = await posted(community)

    assert (await row_of(community, post)).body == "Which ones do you use?"


async def test_a_post_made_by_hand_gets_a_card_and_the_open_tag(community: Community) -> None:
    await simulated.set_tags(community.forum, "Beans", "Kettles")

    post = await posted(community, tags=["Beans"])

    question = await row_of(community, post)
    assert (question.title, question.asker_id) == ("Beans for cold brew?", community.asker.id)
    assert question.source is Source.POST
    assert [tag.name for tag in question.tags] == ["Beans"]
    assert simulated.tags_of(post) == ["Open", "Beans"]
    assert labels(await card_of(community, post))[0] == "I'll take this"
    assert len(post.history()) == 2


async def test_five_topics_of_the_authors_make_room_for_the_state(community: Community) -> None:
    names = ["One", "Two", "Three", "Four", "Five"]
    await simulated.set_tags(community.forum, *names)

    post = await posted(community, tags=names)

    assert simulated.tags_of(post) == ["Open", "One", "Two", "Three", "Four"]


@pytest.mark.parametrize("title", ["☕☕", "?", "e" + "\u0301" * 80, "@everyone"])
async def test_a_post_with_an_odd_title_is_adopted_all_the_same(community: Community, title: str) -> None:
    assert await is_question(community, await posted(community, title))


async def test_a_post_in_another_forum_is_none_of_ours(community: Community) -> None:
    other = community.server.create_forum_channel("ideas")
    await community.env.settle()

    post = await simulated.post(community.asker, other, "An idea", "Make it blue.")
    await community.run_due()

    assert not await is_question(community, post)
    assert len(post.history()) == 1


async def test_threads_people_open_in_a_text_channel_are_left_alone(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=community.general.id)

    thread = await simulated.open_thread(community.asker, community.general, "Lunch?")
    await community.asker.send(thread, "Ramen?")
    await community.run_due()

    assert not await is_question(community, thread)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_a_card_that_cannot_be_posted_now_is_posted_later(community: Community, status: int) -> None:
    community.fails("POST", "/channels/*/messages", status)
    post = await posted(community)
    assert await is_question(community, post)

    community.works_again()
    await community.later(minutes=2)

    assert labels(await card_of(community, post))[0] == "I'll take this"
    assert len(post.history()) == 2


async def test_without_permission_to_write_it_stays_a_question_and_the_admins_are_shown(community: Community) -> None:
    community.fails("POST", "/channels/*/messages", 403, code=50013, times=None)
    post = await posted(community)

    await community.later(minutes=2)

    assert (await row_of(community, post)).state is State.OPEN
    async with community.app.database.read() as connection:
        [due] = await given_up(connection, guild_id=community.server.id)
    assert due.kind == "questions.card"


async def test_posts_made_while_the_bot_was_down_are_adopted_once(community: Community) -> None:
    async with Away(community):
        post = await posted(community)
        await community.helper.send(post, "Ethiopian ones.")
        await community.staff.send(post, "Ours, of course.")

    question = await row_of(community, post)
    answers = await community.app.questions.answers.of(guild_id=community.server.id, question_id=question.id)
    assert [(answer.author_id, answer.side) for answer in answers] == [
        (community.helper.id, Side.MEMBER),
        (community.staff.id, Side.STAFF),
    ]
    assert question.first_answer is not None
    assert simulated.tags_of(post) == ["Open"]
    before = len(post.history())

    await community.restart()
    await community.run_due()

    assert len(post.history()) == before
    assert len(await community.app.questions.answers.of(guild_id=community.server.id, question_id=question.id)) == 2


async def test_a_post_archived_before_the_bot_came_back_is_adopted_without_waking_it(community: Community) -> None:
    async with Away(community):
        post = await posted(community)
        await simulated.set_thread(community.env, post, archived=True)

    assert await is_question(community, post)
    assert post._channel.thread_metadata is not None
    assert post._channel.thread_metadata.archived


async def test_a_forums_archived_past_is_left_alone_when_the_bot_is_set_up(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=None)
    old = await posted(community, "Long ago")
    await simulated.set_thread(community.env, old, archived=True)
    current = await posted(community, "Just now")
    await community.set(QuestionSettings, forum_channel_id=community.forum.id)

    await community.restart()

    assert not await is_question(community, old)
    assert await is_question(community, current)


async def test_answers_given_while_the_bot_was_down_are_noted_from_history(community: Community) -> None:
    post = await asked(community)
    async with Away(community):
        answer = await community.helper.send(post, "Descale it.")

    question = await row_of(community, post)
    assert question.first_answer is not None
    assert (question.first_answer.message_id, question.first_answer.author_id) == (answer.id, community.helper.id)
    assert any("accept" in label.lower() or "solved" in label.lower() for label in labels(post.history()[-1]))


@pytest.mark.parametrize("status", [429, 500])
@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("path", ["/channels/*/messages", "/channels/*/threads/archived/public"])
async def test_what_discord_refuses_after_a_downtime_is_read_later(
    community: Community, path: str, status: int, restarted: bool
) -> None:
    post = await asked(community)
    async with Away(community):
        await community.helper.send(post, "Descale it.")
        community.fails("GET", path, status)
    assert (await row_of(community, post)).first_answer is None

    community.works_again()
    await (community.restart() if restarted else community.later(minutes=10))

    assert (await row_of(community, post)).first_answer is not None


async def test_a_question_of_ours_without_its_row_is_given_back_to_its_asker(community: Community) -> None:
    post = await asked(community)
    await _lose_row(community)

    await community.later(minutes=10)

    question = await row_of(community, post)
    assert (question.asker_id, question.source) == (community.asker.id, Source.ASK)
    assert question.card_message_id == post.id
    assert len(post.history()) == 1


async def test_in_a_text_channel_too(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=community.general.id)
    shown = await community.asker.slash(community.general, "ask")
    await community.asker.submit_modal(shown, {"title": "My kettle beeps"})
    await _lose_row(community)

    await community.later(minutes=10)

    start = next(message for message in community.general.history() if message.embeds)
    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=start.id)
    assert found is not None
    assert (found.asker_id, found.card_message_id) == (community.asker.id, start.id)


async def test_what_is_nobodys_question_is_looked_at_once(community: Community) -> None:
    forum = community.bot.get_channel(community.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    await forum.create_thread(name="News", content="From the bot")
    await community.env.settle()
    await community.later(minutes=10)
    looked = len(community.env.http_requests)

    await community.later(minutes=10)

    assert len(community.env.http_requests) == looked


async def test_an_anonymous_one_without_its_row_stays_nobodys(community: Community) -> None:
    post = await asked(community, anonymous=True)
    await _lose_row(community)

    await community.later(minutes=10)

    assert not await is_question(community, post)


async def test_a_text_in_our_own_posts_that_only_looks_like_a_card_names_nobody(community: Community) -> None:
    forum = community.bot.get_channel(community.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    made = await forum.create_thread(
        name="News", content="x", embed=discord.Embed(description=f"By <@{community.asker.id}> <t:1767225600:R>")
    )
    await community.env.settle()

    await community.later(minutes=10)

    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=made.thread.id)
    assert found is None


async def test_a_question_deleted_while_the_bot_was_down_is_noted_when_it_is_met(community: Community) -> None:
    post, _ = await solved(community)
    question = await row_of(community, post)
    async with Away(community):
        community.env.backend.delete_channel(post.id)

    await card.refresh(community.bot, question)

    found = await community.app.questions.finding.get(guild_id=community.server.id, question_id=question.id)
    assert found.deleted_at is not None


async def test_a_japanese_server_gets_japanese_cards(community: Community) -> None:
    await community.set(ServerSettings, language="ja")

    post = await posted(community, "コールドブリューに合う豆は？")

    assert "未解決" in text_of(await card_of(community, post))
    assert labels(await card_of(community, post))[:2] == ["私が見ます", "解決しました"]
    assert simulated.tags_of(post) == ["未解決"]


async def _lose_row(community: Community) -> None:
    """Leave the post as a crash between Discord and the row does."""
    async with community.app.database.write() as connection:
        await connection.execute(delete(question_table))
