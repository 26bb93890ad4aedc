"""Questions come to be: through the bot, by hand, of a message, within limits, and are corrected afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.questions import errors
from bot.questions.model import TEXT_KEPT, FactKind, Post, Role, Source, State
from tests.questions.room import (
    ASKER,
    GUILD,
    HELPER,
    MACHINES,
    MODERATOR,
    ORDERS,
    OTHER_GUILD,
    STAFF,
    STRANGER,
    TRUSTED,
    Room,
    person,
)


async def test_a_question_is_kept_as_it_was_asked(room: Room) -> None:
    question = await room.ask(ASKER, "Where is my order?", "It should have come.", ORDERS, MACHINES)

    assert (question.title, question.body, question.state) == ("Where is my order?", "It should have come.", State.OPEN)
    assert (question.asker_id, question.anonymous, question.source) == (ASKER.id, False, Source.ASK)
    assert set(question.tags) == {ORDERS, MACHINES}
    assert question.asked_at == room.clock()
    assert await room.now(question) == question


async def test_only_as_much_text_is_kept_as_search_needs(room: Room) -> None:
    question = await room.ask(body="word " * 500)
    assert len(question.body) <= TEXT_KEPT


async def test_what_will_happen_by_itself_is_planned_with_the_question(room: Room) -> None:
    question = await room.ask(ASKER, "Where is it?", "", ORDERS)
    asked = room.clock()
    assert await room.planned(question.id) == {
        "experts": asked + timedelta(minutes=30),
        "staff": asked + timedelta(hours=4),
        "queue": asked + timedelta(hours=24),
    }


async def test_without_a_channel_nothing_can_be_asked(room: Room) -> None:
    await room.set(forum_channel_id=None)
    with pytest.raises(errors.NoQuestionChannel):
        await room.app.questions.asking.check(by=ASKER, title="Where is it?")


@pytest.mark.parametrize(
    ("title", "body", "refused"),
    [
        ("a", "", errors.TitleTooShort),
        ("x" * 101, "", errors.TitleTooLong),
        ("🎉🎉", "", errors.TitleWithoutWords),
        ("Fine", "x" * 1_000_000, errors.BodyTooLong),
    ],
)
async def test_bad_input_is_refused_before_anything_is_kept(
    room: Room, title: str, body: str, refused: type[UserError]
) -> None:
    with pytest.raises(refused):
        await room.app.questions.asking.check(by=ASKER, title=title, body=body)
    assert (await room.app.questions.finding.mine(by=ASKER)).total == 0


async def test_the_limit_ends_with_the_first_question_of_the_last_24_hours(room: Room) -> None:
    await room.set(questions_per_day=2)
    await room.ask()
    room.clock.advance(hours=3)
    await room.ask()

    with pytest.raises(errors.TooManyQuestions) as refused:
        await room.ask()
    assert refused.value.params["again"] == str(int((room.clock() + timedelta(hours=21)).timestamp()))

    room.clock.advance(hours=21)
    await room.ask()


async def test_limits_are_each_members_and_each_servers_own(room: Room) -> None:
    await room.set(questions_per_day=1)
    await room.ask(ASKER)
    await room.ask(STRANGER)
    await room.ask(person(ASKER.id, guild_id=OTHER_GUILD))
    with pytest.raises(errors.TooManyQuestions):
        await room.ask(ASKER)


async def test_a_post_by_hand_takes_nothing_from_the_limit(room: Room) -> None:
    await room.set(questions_per_day=1)
    await room.posted_by_hand(ASKER)
    await room.ask(ASKER)


async def test_a_deleted_question_still_counts_for_the_limit(room: Room) -> None:
    await room.set(questions_per_day=1)
    question = await room.ask()
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    with pytest.raises(errors.TooManyQuestions):
        await room.ask()


# Anonymous


async def test_an_anonymous_question_names_nobody(room: Room) -> None:
    question = await room.ask(anonymous=True)

    assert question.anonymous and question.asker_id is None
    assert [
        fact.member_id for fact in await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    ] == [None]


async def test_only_the_asker_of_an_anonymous_question_is_recognised(room: Room) -> None:
    question = await room.ask(anonymous=True)
    finding = room.app.questions.finding
    assert finding.is_asker(question, ASKER.id)
    assert not finding.is_asker(question, STRANGER.id)
    assert not finding.is_asker(await room.ask(STRANGER, anonymous=True), ASKER.id)


async def test_anonymous_questions_have_a_limit_of_their_own(room: Room) -> None:
    await room.set(anonymous_per_day=1)
    await room.ask(anonymous=True)
    with pytest.raises(errors.TooManyAnonymous):
        await room.ask(anonymous=True)
    await room.ask()
    await room.ask(STRANGER, anonymous=True)


async def test_anonymous_questions_count_as_questions(room: Room) -> None:
    await room.set(questions_per_day=1)
    await room.ask(anonymous=True)
    with pytest.raises(errors.TooManyQuestions):
        await room.ask()


async def test_anonymous_questions_can_be_switched_off(room: Room) -> None:
    await room.set(anonymous_allowed=False)
    with pytest.raises(errors.AnonymousNotAllowed):
        await room.ask(anonymous=True)


# By hand, and of a message


async def test_a_post_made_by_hand_becomes_a_question_once(room: Room) -> None:
    asking, post = room.app.questions.asking, room.post(ORDERS)
    once = await asking.adopt(
        post, guild_id=GUILD, author_id=ASKER.id, title="Help", body="Please.", asked_at=room.clock()
    )
    twice = await asking.adopt(
        post, guild_id=GUILD, author_id=ASKER.id, title="Help!", body="Please!", asked_at=room.clock()
    )
    assert (once.new, twice.new) == (True, False)
    assert twice.question == once.question
    assert once.question.tags == (ORDERS,)


async def test_posts_made_while_the_bot_was_away_are_found_missing(room: Room) -> None:
    known = await room.posted_by_hand()
    unknown = await room.app.questions.asking.unknown(guild_id=GUILD, thread_ids=[known.thread_id, 5, 6])
    assert unknown == {5, 6}


async def test_a_post_found_late_keeps_its_time_and_is_followed_up(room: Room) -> None:
    asked_at = room.clock() - timedelta(hours=30)
    question = await room.posted_by_hand(asked_at=asked_at)
    assert question.asked_at == asked_at
    assert (await room.planned(question.id))["queue"] == asked_at + timedelta(hours=24)


async def test_adopting_the_past_calls_nobody(room: Room) -> None:
    old = await room.posted_by_hand(asked_at=room.clock() - timedelta(days=90))
    assert await room.planned(old.id) == {}


async def test_an_old_post_somebody_writes_in_again_is_followed_up(room: Room) -> None:
    old = await room.posted_by_hand(asked_at=room.clock() - timedelta(days=90))
    await room.reply(old, HELPER)
    assert set(await room.planned(old.id)) == {"quiet"}


async def test_the_history_of_an_old_post_can_be_read_without_waking_it(room: Room) -> None:
    long_ago = room.clock() - timedelta(days=90)
    old = await room.posted_by_hand(asked_at=long_ago)
    written = replace(room.message(old, HELPER), written_at=long_ago + timedelta(hours=2))
    await room.app.questions.answers.record(written, guild_id=GUILD)
    now = await room.now(old)
    assert now.first_answer is not None and now.first_answer.at == long_ago + timedelta(hours=2)
    assert await room.planned(old.id) == {}


async def test_a_post_from_a_clock_ahead_of_ours_was_asked_now(room: Room) -> None:
    question = await room.posted_by_hand(asked_at=room.clock() + timedelta(seconds=5))
    assert question.asked_at == room.clock()


@pytest.mark.parametrize("by", [HELPER, STAFF, TRUSTED, MODERATOR])
async def test_a_message_can_be_made_a_question_by_its_author_and_by_those_trusted(room: Room, by: Actor) -> None:
    message = room.message(await room.ask(), HELPER, "Hi all,\nmy machine leaks")
    assert await room.app.questions.asking.check_convert(by=by, message=message) == "Hi all,"


async def test_a_message_is_not_made_a_question_by_others_nor_a_bots(room: Room) -> None:
    question = await room.ask()
    check = room.app.questions.asking.check_convert
    with pytest.raises(errors.NotYoursToConvert):
        await check(by=STRANGER, message=room.message(question, HELPER))
    with pytest.raises(errors.BotMessage):
        await check(by=STAFF, message=room.message(question, HELPER, is_bot=True))


async def test_a_message_becomes_a_question_once_and_credits_its_author(room: Room) -> None:
    asking = room.app.questions.asking
    message = room.message(await room.ask(), HELPER, "My machine leaks")
    posts: list[Post] = [room.post(), room.post()]
    adopted = [
        await asking.adopt(
            post,
            guild_id=GUILD,
            author_id=HELPER.id,
            title="My machine leaks",
            body=message.text,
            asked_at=room.clock(),
            source=Source.MESSAGE,
            origin_message_id=message.message_id,
        )
        for post in posts
    ]
    assert [one.new for one in adopted] == [True, False]
    assert adopted[1].question.thread_id == posts[0].thread_id
    assert adopted[0].question.asker_id == HELPER.id
    with pytest.raises(errors.AlreadyAQuestion) as refused:
        await asking.check_convert(by=HELPER, message=message)
    assert refused.value.params["thread"] == f"<#{posts[0].thread_id}>"


async def test_a_message_whose_question_was_deleted_can_be_made_one_again(room: Room) -> None:
    asking = room.app.questions.asking
    message = room.message(await room.ask(), HELPER, "My machine leaks")

    async def convert() -> bool:
        adopted = await asking.adopt(
            room.post(),
            guild_id=GUILD,
            author_id=HELPER.id,
            title="My machine leaks",
            body=message.text,
            asked_at=room.clock(),
            source=Source.MESSAGE,
            origin_message_id=message.message_id,
        )
        await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=adopted.question.thread_id)
        return adopted.new

    assert await convert()
    await asking.check_convert(by=HELPER, message=message)
    assert await convert()


# Corrections


async def test_an_edited_post_is_found_by_what_it_says_now(room: Room) -> None:
    question = await room.posted_by_hand(title="Kettle")
    edited = await room.app.questions.asking.edited(guild_id=GUILD, thread_id=question.thread_id, title="Grinder")
    assert edited is not None and edited.title == "Grinder"
    found = await room.app.questions.finding.search(guild_id=GUILD, text="grinder", channels=[question.channel_id])
    assert [one.id for one in found.items] == [question.id]
    lost = await room.app.questions.finding.search(guild_id=GUILD, text="kettle", channels=[question.channel_id])
    assert lost.items == ()


async def test_an_edit_that_changes_nothing_and_a_foreign_thread_are_nothing(room: Room) -> None:
    question = await room.posted_by_hand(title="Kettle")
    asking = room.app.questions.asking
    assert await asking.edited(guild_id=GUILD, thread_id=question.thread_id, title="Kettle") is None
    assert await asking.edited(guild_id=OTHER_GUILD, thread_id=question.thread_id, title="Pot") is None
    assert await asking.edited(guild_id=GUILD, thread_id=1, title="Pot") is None


async def test_a_post_that_gets_a_topic_calls_its_experts(room: Room) -> None:
    question = await room.posted_by_hand()
    assert "experts" not in await room.planned(question.id)
    retagged = await room.app.questions.asking.retag(guild_id=GUILD, thread_id=question.thread_id, tags=[ORDERS])
    assert retagged is not None and retagged.tags == (ORDERS,)
    assert "experts" in await room.planned(question.id)
    await room.app.questions.asking.retag(guild_id=GUILD, thread_id=question.thread_id, tags=[])
    assert "experts" not in await room.planned(question.id)


async def test_the_card_can_be_made_anew(room: Room) -> None:
    question = await room.ask()
    changed = await room.app.questions.asking.set_card(guild_id=GUILD, question_id=question.id, card_message_id=77)
    assert changed.card_message_id == 77
    with pytest.raises(errors.QuestionNotFound):
        await room.app.questions.asking.set_card(guild_id=OTHER_GUILD, question_id=question.id, card_message_id=78)


async def test_asking_is_the_first_fact(room: Room) -> None:
    asked_at = room.clock() - timedelta(hours=2)
    question = await room.posted_by_hand(asked_at=asked_at)
    (fact,) = await room.app.questions.finding.facts(guild_id=GUILD, question_id=question.id)
    assert (fact.kind, fact.happened_at, fact.member_id, fact.role) == (
        FactKind.ASKED,
        asked_at,
        ASKER.id,
        Role.ASKER,
    )
