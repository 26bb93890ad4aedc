"""Questions are found again: in lists, by what they say, and by the name staff gave them; never where one can't look."""

from datetime import timedelta

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.questions import errors
from tests.questions.room import (
    ASKER,
    FORUM,
    GUILD,
    HELPER,
    HIDDEN,
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

SEEN = frozenset({FORUM})


async def titles(room: Room, text: str, *, channels: frozenset[int] = SEEN, guild_id: int = GUILD) -> list[str]:
    found = await room.app.questions.finding.similar(guild_id=guild_id, text=text, channels=channels)
    return [question.title for question in found.questions]


# Similar


async def test_a_two_character_word_finds_its_question(room: Room) -> None:
    await room.solved("返品の方法を教えてください", "マイページから手続きできます。")
    await room.solved("営業時間について", "10時からです。")
    assert await titles(room, "返品") == ["返品の方法を教えてください"]


async def test_what_the_answer_says_is_found_too(room: Room) -> None:
    await room.solved("My kettle tastes odd", "Descale it with citric acid.")
    await room.solved("Opening hours", "From ten.")
    assert await titles(room, "citric acid") == ["My kettle tastes odd"]


async def test_only_solved_questions_are_suggested(room: Room) -> None:
    question = await room.ask(ASKER, "How do I descale my kettle?")
    assert await titles(room, "descale kettle") == []
    await room.accept(question, await room.reply(question, HELPER))
    assert await titles(room, "descale kettle") == ["How do I descale my kettle?"]
    await room.app.questions.solving.undo(by=ASKER, question_id=question.id)
    assert await titles(room, "descale kettle") == []


async def test_nothing_is_found_in_channels_one_can_not_see(room: Room) -> None:
    await room.solved("How do I descale my kettle?", "So.", channel_id=HIDDEN)
    assert await titles(room, "descale kettle") == []
    assert await titles(room, "descale kettle", channels=frozenset()) == []
    assert await titles(room, "descale kettle", channels=frozenset({HIDDEN})) == ["How do I descale my kettle?"]


async def test_servers_do_not_find_each_others_questions(room: Room) -> None:
    await room.solved("How do I descale my kettle?")
    assert await titles(room, "descale kettle", guild_id=OTHER_GUILD) == []


async def test_a_question_is_not_similar_to_itself(room: Room) -> None:
    question = await room.solved("How do I descale my kettle?")
    found = await room.app.questions.finding.similar(
        guild_id=GUILD, text="descale kettle", channels=SEEN, not_id=question.id
    )
    assert found.questions == ()


async def test_hidden_and_open_questions_do_not_crowd_out_what_may_be_shown(room: Room) -> None:
    for _ in range(7):
        await room.ask(ASKER, "How do I descale my kettle?")
        await room.solved("How do I descale my kettle?", "So.", channel_id=HIDDEN)
    seen = await room.solved("Descale a kettle, how often and with what?", "Monthly.")
    found = await room.app.questions.finding.similar(guild_id=GUILD, text="How do I descale my kettle?", channels=SEEN)
    assert [question.id for question in found.questions] == [seen.id]


# While typing


async def test_a_title_breaking_off_in_a_word_suggests(room: Room) -> None:
    await room.solved("Refund for a broken grinder")
    await room.solved("Opening hours")
    typed = await room.app.questions.finding.while_typing(guild_id=GUILD, text="broken grin", channels=SEEN)
    assert [question.title for question in typed] == ["Refund for a broken grinder"]


async def test_before_anything_is_typed_the_newest_solved_are_offered(room: Room) -> None:
    first = await room.solved("First one")
    room.clock.advance(minutes=1)
    second = await room.solved("Second one")
    await room.ask(ASKER, "Third one")
    await room.solved("Fourth one", channel_id=HIDDEN)
    offered = await room.app.questions.finding.while_typing(guild_id=GUILD, text="", channels=SEEN)
    assert [question.id for question in offered] == [second.id, first.id]


async def test_what_nobody_asked_suggests_nothing(room: Room) -> None:
    await room.solved("Opening hours")
    assert await room.app.questions.finding.while_typing(guild_id=GUILD, text="xylophone", channels=SEEN) == ()


# Search


async def test_search_finds_questions_in_every_state(room: Room) -> None:
    open_ = await room.ask(ASKER, "Kettle leaks at the lid")
    solved = await room.solved("Kettle leaks at the base")
    closed = await room.ask(ASKER, "Kettle leaks everywhere")
    await room.app.questions.closing.close(by=ASKER, question_id=closed.id)
    found = await room.app.questions.finding.search(guild_id=GUILD, text="kettle leaks", channels=SEEN)
    assert {question.id for question in found.items} == {open_.id, solved.id, closed.id}


async def test_search_is_paged_and_a_page_past_the_end_is_the_last(room: Room) -> None:
    asked = {(await room.ask(ASKER, f"Kettle number {number}")).id for number in range(5)}
    pages = [
        await room.app.questions.finding.search(guild_id=GUILD, text="kettle", channels=SEEN, page=page, size=2)
        for page in (1, 2, 3, 99)
    ]
    assert [(len(page.items), page.total, page.number, page.pages) for page in pages] == [
        (2, 5, 1, 3),
        (2, 5, 2, 3),
        (1, 5, 3, 3),
        (1, 5, 3, 3),
    ]
    assert {question.id for page in pages for question in page.items} == asked


@pytest.mark.parametrize("text", ["", "   ", "!?", "🙂"])
async def test_a_search_for_nothing_is_refused(room: Room, text: str) -> None:
    with pytest.raises(errors.NothingToSearch):
        await room.app.questions.finding.search(guild_id=GUILD, text=text, channels=SEEN)


async def test_a_huge_search_text_does_no_harm(room: Room) -> None:
    await room.ask(ASKER, "Kettle leaks")
    found = await room.app.questions.finding.search(guild_id=GUILD, text="kettle " * 150_000, channels=SEEN)
    assert found.total == 1


# Lists


async def test_open_questions_begin_with_the_longest_unanswered(room: Room) -> None:
    answered = await room.ask()
    await room.reply(answered, HELPER)
    room.clock.advance(minutes=1)
    waiting = [await room.ask()]
    room.clock.advance(minutes=1)
    waiting.append(await room.ask())
    await room.solved()
    await room.ask(channel_id=HIDDEN)
    found = await room.app.questions.finding.open(guild_id=GUILD, channels=SEEN)
    assert [question.id for question in found.items] == [waiting[0].id, waiting[1].id, answered.id]


async def test_my_questions_are_mine_anonymous_ones_too_wherever_they_are(room: Room) -> None:
    mine = [await room.ask()]
    for anonymous, channel_id in ((True, FORUM), (False, HIDDEN)):
        room.clock.advance(minutes=1)
        mine.append(await room.ask(anonymous=anonymous, channel_id=channel_id))
    await room.ask(STRANGER, anonymous=True)
    await room.ask(person(ASKER.id, guild_id=OTHER_GUILD))
    found = await room.app.questions.finding.mine(by=ASKER)
    assert [question.id for question in found.items] == [question.id for question in reversed(mine)]


async def test_a_topic_lists_its_questions_latest_first(room: Room) -> None:
    first = await room.ask(ASKER, "One two", "", ORDERS)
    room.clock.advance(minutes=1)
    second = await room.solved("Three four", "So.", ORDERS, MACHINES)
    await room.ask(ASKER, "Five six", "", MACHINES)
    await room.solved("Seven", "So.", ORDERS, channel_id=HIDDEN)
    found = await room.app.questions.finding.tagged(guild_id=GUILD, tag_id=ORDERS.id, channels=SEEN)
    assert [question.id for question in found.items] == [second.id, first.id]
    elsewhere = await room.app.questions.finding.tagged(guild_id=OTHER_GUILD, tag_id=ORDERS.id, channels=SEEN)
    assert elsewhere.items == ()


async def test_an_empty_list_has_one_empty_page(room: Room) -> None:
    found = await room.app.questions.finding.open(guild_id=GUILD, channels=SEEN, page=7)
    assert (found.items, found.total, found.number, found.pages) == ((), 0, 1, 1)


async def test_a_question_is_found_by_its_place(room: Room) -> None:
    question = await room.ask()
    answer = await room.reply(question, HELPER)
    await room.accept(question, answer)
    finding = room.app.questions.finding
    for found in (
        await finding.by_thread(guild_id=GUILD, thread_id=question.thread_id),
        await finding.by_message(guild_id=GUILD, message_id=answer.message_id),
        await finding.by_message(guild_id=GUILD, message_id=question.starter_message_id or 0),
    ):
        assert found is not None and found.id == question.id
    assert await finding.by_thread(guild_id=OTHER_GUILD, thread_id=question.thread_id) is None
    assert await finding.by_message(guild_id=OTHER_GUILD, message_id=answer.message_id) is None
    with pytest.raises(errors.QuestionNotFound):
        await finding.get(guild_id=OTHER_GUILD, question_id=question.id)
    with pytest.raises(errors.QuestionNotFound):
        await finding.facts(guild_id=OTHER_GUILD, question_id=question.id)


async def test_what_somebody_may_do_can_be_asked_beforehand(room: Room) -> None:
    question, finding = await room.ask(), room.app.questions.finding
    assert await finding.may_accept(by=TRUSTED, question=question)
    assert not await finding.may_close(by=TRUSTED, question=question)
    assert await finding.may_close(by=MODERATOR, question=question)
    assert not await finding.may_accept(by=STRANGER, question=question)


async def test_an_index_of_another_version_is_made_anew(room: Room) -> None:
    solved = await room.solved("How do I descale my kettle?", "With citric acid.")
    gone = await room.solved("Kettle deleted")
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=gone.thread_id)
    async with room.app.database.write() as connection:
        await connection.exec_driver_sql("UPDATE search_table SET version = 'older'")
        await connection.exec_driver_sql(
            "UPDATE question SET title = 'How do I clean my pot?' WHERE id = ?", (solved.id,)
        )
    assert await room.app.questions.finding.rebuild_outdated_indexes() == 1
    assert await titles(room, "clean pot") == ["How do I clean my pot?"]
    assert await titles(room, "citric acid") == ["How do I clean my pot?"]
    assert await titles(room, "kettle") == []
    assert await room.app.questions.finding.rebuild_outdated_indexes() == 0


# FAQ


async def test_a_solved_question_gets_a_name_and_is_found_however_it_is_typed(room: Room) -> None:
    question, faq = await room.solved("返品できますか"), room.app.questions.faq
    entry = await faq.promote(by=STAFF, question_id=question.id, name=" 返品　ポリシー ")
    assert (entry.name, entry.question.id) == ("返品 ポリシー", question.id)
    assert (await faq.find(guild_id=GUILD, name="返品 ﾎﾟﾘｼｰ")).question.id == question.id
    with pytest.raises(errors.FaqNotFound):
        await faq.find(guild_id=OTHER_GUILD, name="返品 ポリシー")


@pytest.mark.parametrize("by", [ASKER, TRUSTED, STRANGER])
async def test_only_staff_keep_the_faq(room: Room, by: Actor) -> None:
    question, faq = await room.solved(), room.app.questions.faq
    with pytest.raises(errors.StaffOnly):
        await faq.promote(by=by, question_id=question.id, name="Orders")
    await faq.promote(by=MODERATOR, question_id=question.id, name="Orders")
    with pytest.raises(errors.StaffOnly):
        await faq.rename(by=by, name="Orders", new_name="Parcels")
    with pytest.raises(errors.StaffOnly):
        await faq.drop(by=by, name="Orders")
    assert await faq.names(guild_id=GUILD) == ("Orders",)


async def test_what_is_not_solved_or_has_no_free_name_is_not_promoted(room: Room) -> None:
    faq, solved = room.app.questions.faq, await room.solved()
    await faq.promote(by=STAFF, question_id=solved.id, name="Orders")
    open_ = await room.ask()
    cases: list[tuple[int, str, type[UserError]]] = [
        (open_.id, "Open", errors.NotSolved),
        (solved.id, "ＯＲＤＥＲＳ", errors.FaqNameTaken),
        (solved.id, "!!!", errors.FaqNameInvalid),
        (solved.id, "x" * 51, errors.FaqNameInvalid),
        (999, "Missing", errors.QuestionNotFound),
    ]
    for question_id, name, refused in cases:
        with pytest.raises(refused):
            await faq.promote(by=STAFF, question_id=question_id, name=name)
    assert await faq.names(guild_id=GUILD) == ("Orders",)


async def test_an_entry_is_renamed_and_dropped(room: Room) -> None:
    faq, question = room.app.questions.faq, await room.solved()
    await faq.promote(by=STAFF, question_id=question.id, name="Orders")
    await faq.promote(by=STAFF, question_id=question.id, name="Parcels")
    with pytest.raises(errors.FaqNameTaken):
        await faq.rename(by=STAFF, name="Orders", new_name="parcels")
    assert await faq.rename(by=STAFF, name="orders", new_name="ORDERS!") == "ORDERS!"
    await faq.drop(by=STAFF, name="parcels")
    assert await faq.names(guild_id=GUILD) == ("ORDERS!",)
    for use in (faq.drop(by=STAFF, name="parcels"), faq.rename(by=STAFF, name="parcels", new_name="Post")):
        with pytest.raises(errors.FaqNotFound):
            await use


async def test_names_are_suggested_while_typing(room: Room) -> None:
    faq, question = room.app.questions.faq, await room.solved()
    for name in ("Return policy", "How to return", "Opening hours", "100% refund"):
        await faq.promote(by=STAFF, question_id=question.id, name=name)
    assert await faq.names(guild_id=GUILD, typed="RETURN") == ("Return policy", "How to return")
    assert await faq.names(guild_id=GUILD, typed="%") == ("100% refund",)
    assert len(await faq.names(guild_id=GUILD, limit=2)) == 2
    assert await faq.names(guild_id=OTHER_GUILD) == ()


async def test_an_entry_hides_while_its_question_is_not_solved(room: Room) -> None:
    faq, question = room.app.questions.faq, await room.ask()
    answer = await room.reply(question, HELPER)
    await room.accept(question, answer)
    await faq.promote(by=STAFF, question_id=question.id, name="Orders")
    await room.app.questions.solving.undo(by=ASKER, question_id=question.id)
    assert await faq.names(guild_id=GUILD) == ()
    with pytest.raises(errors.FaqNotFound):
        await faq.find(guild_id=GUILD, name="Orders")
    await room.accept(question, answer)
    assert (await faq.find(guild_id=GUILD, name="Orders")).question.id == question.id


async def test_an_entry_goes_with_its_deleted_thread(room: Room) -> None:
    faq, question = room.app.questions.faq, await room.solved()
    await faq.promote(by=STAFF, question_id=question.id, name="Orders")
    await room.app.questions.answers.thread_deleted(guild_id=GUILD, thread_id=question.thread_id)
    other = await room.solved()
    assert (await faq.promote(by=STAFF, question_id=other.id, name="Orders")).question.id == other.id


async def test_the_faq_is_listed_by_name(room: Room) -> None:
    faq, question = room.app.questions.faq, await room.solved()
    for name in ("Cc", "aa", "Bb"):
        await faq.promote(by=STAFF, question_id=question.id, name=name)
    page = await faq.list(guild_id=GUILD, size=2)
    assert ([entry.name for entry in page.items], page.total, page.pages) == (["aa", "Bb"], 3, 2)
    assert page.items[0].added_at - room.clock() == timedelta(0)
