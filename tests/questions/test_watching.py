"""What happens in questions' threads, and what the bot makes of it."""

import discord
import pytest
import simcord
from sqlalchemy import event

from bot.questions.model import QuestionSettings, State
from bot.sandbox import simulated
from tests.questions.acting import asked, asked_and_answered, card_of, row_of, solved
from tests.support.community import Community, text_of


async def upvotes(community: Community, message: discord.Message) -> int:
    question = await row_of(community, _thread(community, message))
    answers = await community.app.questions.answers.of(guild_id=community.server.id, question_id=question.id)
    return next(answer.upvotes for answer in answers if answer.message_id == message.id)


def _thread(community: Community, message: discord.Message) -> simcord.ChannelHandle:
    return next(post for post in community.forum.threads if post.id == message.channel.id)


# Messages ---------------------------------------------------------------------------------------------------------


async def test_the_first_answer_shows_on_the_card_and_is_offered_once(community: Community) -> None:
    post, answer = await asked_and_answered(community)
    await community.helper2.send(post, "Or try another socket.")

    question = await row_of(community, post)
    assert question.first_answer is not None
    assert question.first_answer.message_id == answer.id
    assert "none has been accepted yet" in text_of(await card_of(community, post))
    assert [message.author.bot for message in post.history()] == [True, False, True, False]


async def test_the_askers_own_words_are_no_answer(community: Community) -> None:
    post = await asked(community)
    await community.asker.send(post, "It is the 2023 model, by the way.")

    assert (await row_of(community, post)).first_answer is None


async def test_two_first_answers_at_once_are_offered_once(community: Community) -> None:
    post = await asked(community)

    await simulated.at_once(
        community.env, community.helper.send(post, "Descale it."), community.helper2.send(post, "Replace it.")
    )

    question = await row_of(community, post)
    answers = await community.app.questions.answers.of(guild_id=community.server.id, question_id=question.id)
    assert len(answers) == 2
    assert sum(message.author.bot for message in post.history()) == 2


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_an_answer_counts_whatever_discord_says_to_our_own_messages(community: Community, status: int) -> None:
    post = await asked(community)
    community.fails("*", "/channels/*", status, times=None)

    await community.helper.send(post, "Descale it.")

    community.works_again()
    assert (await row_of(community, post)).first_answer is not None


async def test_messages_elsewhere_read_nothing_from_the_database(community: Community) -> None:
    thread = await simulated.open_thread(community.helper, community.general, "Lunch?")
    await community.env.advance_time(600)
    await community.helper.send(thread, "Ramen?")
    statements: list[str] = []
    _listen(community, statements)

    await community.helper.send(thread, "Or curry?")
    await community.helper.send(community.general, "Anyone?")

    assert not statements


def _listen(community: Community, statements: list[str]) -> None:
    engine = community.app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))


@pytest.mark.needs("content", "questions")
async def test_an_edited_solution_is_kept_in_step(community: Community) -> None:
    post, answer = await solved(community)

    await community.helper.edit(answer, "Descale it with citric acid.")

    solution = (await row_of(community, post)).solution
    assert solution is not None
    assert solution.text == "Descale it with citric acid."


@pytest.mark.needs("content", "questions")
async def test_an_edited_post_is_kept_in_step(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "Beans?", "Which ones?")

    await community.asker.edit(post.history()[0], "Which ones for cold brew?")

    assert (await row_of(community, post)).body == "Which ones for cold brew?"


async def test_without_the_content_intent_an_edit_wipes_nothing(community: Community) -> None:
    post, answer = await solved(community)
    community.bot._connection._intents.message_content = False

    await community.helper.edit(answer, "")

    solution = (await row_of(community, post)).solution
    assert solution is not None
    assert solution.text


async def test_a_deleted_solution_opens_the_question_again(community: Community) -> None:
    post, answer = await solved(community)

    await community.helper.delete(answer)

    assert (await row_of(community, post)).state is State.OPEN
    assert simulated.tags_of(post) == ["Open"]
    assert "**Open**" in text_of(await card_of(community, post))
    assert "deleted" in text_of(post.history()[-1])


async def test_a_purge_that_takes_the_solution_opens_it_too(community: Community) -> None:
    post, answer = await solved(community)
    other = await community.helper2.send(post, "Me too!")
    channel = community.bot.get_channel(post.id)
    assert isinstance(channel, discord.Thread)

    await channel.delete_messages([answer, other])
    await community.env.settle()

    assert (await row_of(community, post)).state is State.OPEN


async def test_in_a_text_channel_a_deleted_start_takes_the_text_along(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=community.general.id)
    shown = await community.asker.slash(community.general, "ask")
    await community.asker.submit_modal(shown, {"title": "My kettle beeps", "details": "Twice."})
    card = next(message for message in community.general.history() if message.embeds)

    await community.moderator.delete(card)

    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=card.id)
    assert found is not None
    assert found.body == ""


async def test_somebodys_answer_in_an_archived_post_counts(community: Community) -> None:
    post = await asked(community)
    await simulated.set_thread(community.env, post, archived=True)

    await community.helper.send(post, "Descale it.")

    assert (await row_of(community, post)).first_answer is not None


# Threads ----------------------------------------------------------------------------------------------------------


async def test_a_new_name_is_the_new_title(community: Community) -> None:
    post = await asked(community)
    channel = community.bot.get_channel(post.id)
    assert isinstance(channel, discord.Thread)

    await channel.edit(name="Kettle beeps twice, then off")
    await community.env.settle()

    assert (await row_of(community, post)).title == "Kettle beeps twice, then off"


async def test_topics_changed_by_hand_are_followed_and_kept(community: Community) -> None:
    await simulated.set_tags(community.forum, "Open", "Solved", "Closed", "Kettles", "Grinders")
    post, answer = await asked_and_answered(community)
    channel = community.bot.get_channel(post.id)
    assert isinstance(channel, discord.Thread)
    forum = channel.parent
    assert isinstance(forum, discord.ForumChannel)

    await channel.edit(applied_tags=[tag for tag in forum.available_tags if tag.name == "Grinders"])
    await community.env.settle()
    await community.asker.context_menu(post, "Accept answer", answer)

    assert [tag.name for tag in (await row_of(community, post)).tags] == ["Grinders"]
    assert simulated.tags_of(post) == ["Solved", "Grinders"]


async def test_a_deleted_post_is_no_open_question_any_more(community: Community) -> None:
    post = await asked(community)

    await simulated.delete_thread(community.env, post)

    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=post.id)
    assert found is not None
    assert found.deleted_at is not None


async def test_a_deleted_forum_takes_its_questions_along(community: Community) -> None:
    post = await asked(community)

    community.env.backend.delete_channel(community.forum.id)
    await community.env.settle()
    await community.run_due()

    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=post.id)
    assert found is not None
    assert found.deleted_at is not None


@pytest.mark.parametrize("locked", [False, True])
async def test_an_archived_post_is_shown_solved_and_stays_archived(community: Community, locked: bool) -> None:
    post, answer = await asked_and_answered(community)
    await simulated.set_thread(community.env, post, archived=True, locked=locked)
    before = len(post.history())

    await community.asker.context_menu(post, "Accept answer", answer)

    assert "✅ **Solved**" in text_of(await card_of(community, post))
    assert simulated.tags_of(post) == ["Solved"]
    assert post._channel.thread_metadata is not None
    assert (post._channel.thread_metadata.archived, post._channel.thread_metadata.locked) == (True, locked)
    assert len(post.history()) <= before


# Reactions --------------------------------------------------------------------------------------------------------


async def test_the_reaction_counts_once_a_member_and_not_ones_own(community: Community) -> None:
    _, answer = await asked_and_answered(community)

    await community.helper.react(answer, "👍")
    await community.asker.react(answer, "👍")
    await community.bystander.react(answer, "👍")
    await community.bystander.react(answer, "🎉")
    assert await upvotes(community, answer) == 2

    await community.bystander.unreact(answer, "👍")
    assert await upvotes(community, answer) == 1


@pytest.mark.parametrize("only", [False, True])
async def test_reactions_that_are_cleared_count_no_more(community: Community, only: bool) -> None:
    _, answer = await asked_and_answered(community)
    await community.bystander.react(answer, "👍")
    message = await answer.channel.fetch_message(answer.id)

    await (message.clear_reaction("👍") if only else message.clear_reactions())
    await community.env.settle()

    assert await upvotes(community, answer) == 0


# People -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.needs("members", "questions")
async def test_an_asker_who_leaves_is_noted_and_welcomed_back(community: Community, anonymous: bool) -> None:
    post = await asked(community, anonymous=anonymous)

    community.server.remove_member(community.asker)
    await community.env.settle()
    assert (await row_of(community, post)).asker_left_at is not None

    community.server.add_member(community.asker.user)
    await community.env.settle()
    assert (await row_of(community, post)).asker_left_at is None


async def test_two_servers_know_nothing_of_each_other(community: Community) -> None:
    post = await asked(community)
    other = community.env.create_guild("Elsewhere")
    forum = other.create_forum_channel("questions")
    guest = other.add_member(community.asker.user)
    await community.env.settle()

    theirs = await simulated.post(guest, forum, "Is this thing on?", "Hello?")

    assert await community.app.questions.finding.by_thread(guild_id=other.id, thread_id=theirs.id) is None
    assert await community.app.questions.finding.by_thread(guild_id=other.id, thread_id=post.id) is None
