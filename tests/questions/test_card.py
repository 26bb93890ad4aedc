"""The card: what it says in each state and both languages, and that it stays the only one."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actor import Actor
from bot.due import given_up
from bot.i18n import Language
from bot.questions.model import Claim, CloseReason, Question, QuestionSettings, Role, Side, Solution, Source, State
from bot.questions.rules import CARD
from bot.sandbox import simulated
from cogs.questions import card, posting, tags
from tests.questions.acting import asked_and_answered, card_of, labels, row_of, solved
from tests.support.community import Community, text_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

OPEN = Question(
    id=7,
    guild_id=1,
    channel_id=2,
    thread_id=3,
    starter_message_id=3,
    card_message_id=3,
    asker_id=10,
    anonymous=False,
    fingerprint=None,
    title="Which filter fits?",
    body="",
    source=Source.ASK,
    state=State.OPEN,
    asked_at=NOW,
    close_reason=None,
    close_note=None,
    closed_at=None,
    closed_by_id=None,
    duplicate_of_id=None,
    solution=None,
    first_answer=None,
    first_member_answer_at=None,
    last_activity_at=NOW,
    claim=None,
    reopened=0,
    asker_left_at=None,
    deleted_at=None,
    experts_told_at=None,
    staff_told_at=None,
    queued_at=None,
    queue_entry=None,
    quiet_asked_at=None,
    reminders=True,
)
SOLUTION = Solution(
    message_id=99,
    answerer_id=11,
    side=Side.MEMBER,
    text="Size 4.",
    accepted_at=NOW,
    accepted_as=Role.ASKER,
    accepted_by_id=10,
)


def closed(reason: CloseReason, **values: object) -> Question:
    return replace(OPEN, state=State.CLOSED, close_reason=reason, closed_at=NOW, **values)  # type: ignore[arg-type]


STANDINGS = [
    OPEN,
    replace(OPEN, claim=Claim(member_id=12, until=NOW + timedelta(hours=4))),
    replace(OPEN, asker_id=None),
    replace(OPEN, asker_id=None, anonymous=True, fingerprint="f"),
    replace(OPEN, state=State.SOLVED, solution=SOLUTION),
    replace(OPEN, state=State.SOLVED, solution=replace(SOLUTION, answerer_id=None)),
    replace(OPEN, state=State.SOLVED, solution=replace(SOLUTION, side=Side.ASKER)),
    *(closed(reason, close_note="Because") for reason in CloseReason),
    *(closed(reason, duplicate_of_id=8) for reason in (CloseReason.DUPLICATE, CloseReason.DEFLECTED)),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("question", STANDINGS)
def test_every_standing_has_its_sentence_and_buttons(question: Question, language: Language) -> None:
    other = replace(OPEN, id=8, title="The first one") if question.duplicate_of_id else None
    shown = card.embed_of(question, language=language, claimed=question.claim is not None, other=other).description
    assert shown
    assert "{" not in shown
    buttons = card.buttons_of(question, language=language, claimed=question.claim is not None)
    assert 1 <= len(buttons) <= 5
    assert all(button.custom_id and button.custom_id.endswith(":7") for button in buttons)
    assert len({button.custom_id for button in buttons}) == len(buttons)
    if other is not None:
        assert "The first one" in shown
    if question.asker_id is None:
        assert "<@10>" not in shown


@given(st.text(min_size=1, max_size=100))
def test_no_title_breaks_out_of_its_link(title: str) -> None:
    shown = card.title_link(replace(OPEN, title=title))
    found = re.fullmatch(r"\[([^\[\]]*)\]\(https://discord\.com/channels/1/3\)", shown, re.DOTALL)
    assert found
    assert "\n" not in shown
    assert "@everyone" not in shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [("https://shop.example does not load", "shop.example does not load"), ("http://", "http:")],
)
def test_an_address_in_a_title_does_not_break_its_link(title: str, shown: str) -> None:
    # Discord shows the brackets as they are where a link's text holds an address.
    assert card.title_link(replace(OPEN, title=title)).startswith(f"[{shown}](")


def test_a_japanese_text_is_parted_behind_a_sentence() -> None:
    sentence = "お湯がぬるいです。"
    pieces = posting.split(sentence * 30, 100)
    assert "".join(pieces) == sentence * 30
    assert all(piece.endswith("。") for piece in pieces)


@given(st.text(max_size=9_000), st.integers(min_value=20, max_value=2_000))
def test_text_in_pieces_loses_nothing_but_space(text: str, limit: int) -> None:
    pieces = posting.split(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize("name", ["Open", " solved ", "CLOSED", "未解決", "解決済み", "終了"])
def test_a_state_tag_is_known_in_either_language(name: str) -> None:
    assert tags.state_shown(name) is not None


# On Discord -------------------------------------------------------------------------------------------------------


async def test_one_card_is_edited_through_all_states(community: Community) -> None:
    post, answer = await asked_and_answered(community)
    first = await card_of(community, post)
    count = len(post.history())
    seen = []
    for person, label in (
        (community.helper2, "I'll take this"),
        (community.helper2, "Let someone else take it"),
    ):
        await person.click(await card_of(community, post), label=label)
        seen.append(text_of(await card_of(community, post)))
    await community.asker.context_menu(post, "Accept answer", answer)
    seen.append(text_of(await card_of(community, post)))

    assert f"<@{community.helper2.id}> is looking into it" in seen[0]
    assert "none has been accepted yet" in seen[1]
    assert f"by <@{community.helper.id}>" in seen[2]
    assert f"/{post.id}/{answer.id})" in seen[2]
    assert (await card_of(community, post)).id == first.id
    assert len(post.history()) <= count
    assert labels(await card_of(community, post)) == ["Re-open", "Similar questions"]


async def test_the_words_and_the_picture_outlive_every_edit(community: Community) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\x00" * 25
    shown = await community.asker.slash(community.general, "ask")
    await community.asker.submit_modal(
        shown, {"title": "My kettle beeps", "details": "```\nleft open", "screenshot": ("a.png", picture)}
    )
    [post] = community.forum.threads
    await community.helper.send(post, "Descale it.")

    await card.refresh(community.bot, await row_of(community, post))

    message = await card_of(community, post)
    assert message.content == "```\nleft open"
    assert len(message.attachments) == 1


async def test_a_card_somebody_deleted_is_made_again_but_not_in_an_archived_post(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "Beans?", "Which ones?")
    question = await row_of(community, post)
    await community.moderator.delete(await card_of(community, post))
    await simulated.set_thread(community.env, post, archived=True)

    await card.refresh(community.bot, question)
    assert len(post.history()) == 1

    await simulated.set_thread(community.env, post, archived=False)
    await card.refresh(community.bot, question)
    assert labels(await card_of(community, post))


async def test_a_deleted_state_tag_is_done_without(community: Community) -> None:
    post, answer = await asked_and_answered(community)
    await simulated.set_tags(community.forum, "Kettles")

    await community.asker.context_menu(post, "Accept answer", answer)

    assert (await row_of(community, post)).state is State.SOLVED
    assert "Solved" in text_of(await card_of(community, post))


async def test_a_thread_that_is_gone_is_no_error(community: Community) -> None:
    post, _ = await solved(community)
    question = await row_of(community, post)
    await simulated.delete_thread(community.env, post)

    assert await card.refresh(community.bot, question)


async def test_what_stays_forbidden_is_shown_to_the_admins(community: Community) -> None:
    post, answer = await asked_and_answered(community)
    community.fails("PATCH", f"/channels/{post.id}*", 403, code=50013, times=None)

    await community.asker.context_menu(post, "Accept answer", answer)
    await community.later(minutes=2)

    async with community.app.database.read() as connection:
        [due] = await given_up(connection, guild_id=community.server.id)
    assert due.kind == CARD
    assert (await row_of(community, post)).state is State.SOLVED


async def test_without_manage_threads_the_card_is_right_all_the_same(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_threads")
    post = await simulated.post(community.asker, community.forum, "Beans?", "Which ones?")

    assert labels(await card_of(community, post))


async def test_in_a_text_channel_the_card_is_edited_while_its_thread_sleeps(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=community.general.id)
    shown = await community.asker.slash(community.general, "ask")
    await community.asker.submit_modal(shown, {"title": "My kettle beeps"})
    message = next(message for message in community.general.history() if message.embeds)
    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=message.id)
    assert found is not None
    thread = community.bot.get_channel(message.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    await community.env.settle()

    asker = Actor(id=community.asker.id, guild_id=community.server.id)
    question = await community.app.questions.closing.close(by=asker, question_id=found.id, note="Not needed")
    await card.refresh(community.bot, question)

    edited = next(message for message in community.general.history() if message.embeds)
    assert "**Closed**" in text_of(edited)


def test_the_title_of_a_question_in_another_channel_does_not_get_out_of_it() -> None:
    duplicate = closed(CloseReason.DUPLICATE, duplicate_of_id=8)
    other = replace(OPEN, id=8, title="Secret plans", channel_id=OPEN.channel_id + 1, thread_id=77)
    shown = card.state_line(duplicate, language=Language.EN, other=other)
    assert "Secret plans" not in shown
    assert "<#77>" in shown
