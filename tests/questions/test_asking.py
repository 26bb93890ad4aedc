"""Asking through the bot: the form, what becomes of it on Discord, and what people are told."""

from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.questions.model import CloseReason, QuestionSettings, State
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from bot.ui.actions import view_of
from tests.questions.acting import answer as answer_of
from tests.questions.acting import asked, card_of, labels, options_of, row_of, solved
from tests.support.community import Community, private_text, text_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 17


async def fill_in(
    community: Community, by: simcord.MemberActor | None = None, *, title: str = "My kettle beeps twice", **values: Any
) -> InteractionResult:
    """Open the form and submit it, as somebody does with Discord's own inputs."""
    person = by or community.asker
    shown = await person.slash(community.general, "ask")
    return await person.submit_modal(shown, {"title": title, "details": "And then it is off.", **values})


def inputs_of(shown: InteractionResult) -> dict[str, dict[str, Any]]:
    """Return the form's inputs by custom id."""
    assert shown.modal is not None
    return {label["component"]["custom_id"]: label["component"] for label in shown.modal["components"]}


async def nothing_happened(community: Community) -> bool:
    page = await community.app.questions.finding.open(guild_id=community.server.id, channels={community.forum.id})
    return not community.forum.threads and not page.items


# What becomes of it -----------------------------------------------------------------------------------------------


async def test_a_question_becomes_a_post_with_its_card(community: Community) -> None:
    answer = await fill_in(community)

    [post] = community.forum.threads
    [card] = post.history()
    assert post._channel.name == "My kettle beeps twice"
    assert card.content == "And then it is off."
    assert "❓ **Open**" in text_of(card)
    assert f"Asked by <@{community.asker.id}>" in text_of(card)
    assert labels(card) == ["I'll take this", "This is solved", "Similar questions", "Close…"]
    assert simulated.tags_of(post) == ["Open"]
    assert str(post.id) in private_text(answer)


async def test_the_asker_follows_the_post_and_nobody_is_pinged(community: Community) -> None:
    await fill_in(community, details=f"@everyone <@{community.helper.id}> <@&{community.roles['staff'].id}>")

    [post] = community.forum.threads
    sent: list[Any] = [request.json for request in community.env.http_requests if "content" in str(request.json)]
    assert all(body.get("message", body)["allowed_mentions"] == {"parse": []} for body in sent), sent
    assert community.asker.id in post._channel.thread_members


async def test_a_question_without_details_shows_its_title(community: Community) -> None:
    await fill_in(community, title="Which *filter* fits?", details="")

    assert community.forum.threads[0].history()[0].content == "**Which \\*filter\\* fits?**"


async def test_long_details_are_all_posted(community: Community) -> None:
    details = " ".join(f"word{number}" for number in range(300))

    await fill_in(community, details=details)

    [post] = community.forum.threads
    first, rest = post.history()
    assert len(details) > 2000
    assert f"{first.content} {rest.content}" == details


async def test_public_words_are_in_the_servers_language_private_ones_in_the_persons(community: Community) -> None:
    await community.set(ServerSettings, language="ja")

    answer = await fill_in(community)

    [post] = community.forum.threads
    assert "未解決" in text_of(post.history()[0])
    assert simulated.tags_of(post) == ["未解決"]
    assert private_text(answer).startswith("Your question is posted")


async def test_the_form_is_in_the_persons_language(community: Community) -> None:
    shown = await community.asker_ja.slash(community.general, "ask")
    assert shown.modal is not None
    assert shown.modal["title"] == "質問する"
    assert [label["label"] for label in shown.modal["components"]] == [
        "質問を一行で",
        "くわしい内容",
        "画像",
        "匿名で質問する",
    ]


async def test_topics_of_the_forum_can_be_chosen_and_are_put_on(community: Community) -> None:
    await simulated.set_tags(community.forum, "Kettles", "Grinders", "Solved", "News", moderated=("News",))
    shown = await community.asker.slash(community.general, "ask", title="My kettle beeps")
    offered = {option["label"]: option["value"] for option in inputs_of(shown)["topics"]["options"]}

    await community.asker.submit_modal(shown, {"title": "My kettle beeps", "topics": [offered["Kettles"]]})

    [post] = community.forum.threads
    assert set(offered) == {"Kettles", "Grinders"}
    assert simulated.tags_of(post) == ["Open", "Kettles"]
    assert [tag.name for tag in (await row_of(community, post)).tags] == ["Kettles"]


async def test_existing_tags_keep_their_ids_when_the_state_tags_are_made(community: Community) -> None:
    await simulated.set_tags(community.forum, "Kettles", "解決済み")
    before = {tag["name"]: tag["id"] for tag in community.forum._channel.available_tags}

    await fill_in(community)

    after = {tag["name"]: tag["id"] for tag in community.forum._channel.available_tags}
    assert {name: after[name] for name in before} == before
    assert set(after) == {"Kettles", "解決済み", "Open", "Closed"}


@pytest.mark.parametrize("taken", [18, 20])
async def test_a_forum_full_of_tags_keeps_them_all(community: Community, taken: int) -> None:
    await simulated.set_tags(community.forum, *(f"Topic {number}" for number in range(taken)))

    await fill_in(community)

    assert len(community.forum._channel.available_tags) == 20
    assert simulated.tags_of(community.forum.threads[0]) == (["Open"] if taken == 18 else [])


async def test_without_manage_channels_a_question_does_without_tags(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_channels")

    await fill_in(community)

    assert simulated.tags_of(community.forum.threads[0]) == []


async def test_in_a_text_channel_a_question_is_a_message_with_a_thread(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=community.general.id)

    await fill_in(community)

    card = next(message for message in community.general.history() if message.embeds)
    thread = community.env.bot.get_channel(card.id)
    assert isinstance(thread, discord.Thread)
    assert thread.name == "My kettle beeps twice"
    assert card.content == "**My kettle beeps twice**\nAnd then it is off."
    assert labels(card)[0] == "I'll take this"


async def test_a_picture_is_posted_under_a_name_of_ours(community: Community) -> None:
    await fill_in(community, screenshot=("taro-yamada-desktop.png", PNG))

    [card] = community.forum.threads[0].history()
    assert [picture.filename for picture in card.attachments] == ["screenshot.png"]


# Titles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["?", "x" * 101, "☕☕☕", "\u202e\u202d\u200f", "!!!", " \u200b ", "e" + "\u0301" * 90 + "?"],
)
async def test_a_bad_title_is_refused_with_a_sentence_and_given_back(community: Community, title: str) -> None:
    answer = await community.asker.slash(community.general, "ask", title=title)

    assert answer.modal is None
    assert "error" not in private_text(answer)
    assert await nothing_happened(community)


async def test_an_enormous_title_comes_back_as_a_file(community: Community) -> None:
    answer = await community.asker.slash(community.general, "ask", title="word " * 1_200)

    [kept] = answer_of(answer).attachments
    assert kept.filename == "question.txt"
    assert await nothing_happened(community)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("@everyone why does it drip?", "@everyone why does it drip?"),
        ("a\u202eb kettle", "ab kettle"),
        ("**bold** [x](http://a.b)](http://c.d) kettle", "**bold** [x](http://a.b)](http://c.d) kettle"),
        ("e\u0301\u0302\u0303\u0304\u0305\u0306ttle", "\u00e9\u0302\u0303\u0304ttle"),
        ("返品", "返品"),
    ],
)
async def test_an_odd_title_is_cleaned_and_breaks_out_of_nothing(community: Community, title: str, shown: str) -> None:
    answer = await fill_in(community, title=title)

    [post] = community.forum.threads
    assert post._channel.name == shown
    assert "](http://c.d)" not in private_text(answer)
    assert not any(message.mention_everyone for message in post.history())


# What goes wrong --------------------------------------------------------------------------------------------------


async def test_an_attachment_of_the_wrong_kind_is_refused_and_the_text_given_back(community: Community) -> None:
    answer = await fill_in(community, title="Is this right?", details="Line one", screenshot=("setup.exe", b"MZ\x00"))

    assert "PNG, JPEG, GIF or WebP" in private_text(answer)
    assert "Is this right?\n\nLine one" in private_text(answer)
    assert await nothing_happened(community)


async def test_a_file_that_only_calls_itself_a_picture_is_refused(community: Community) -> None:
    answer = await fill_in(community, screenshot=("photo.png", b"<html></html>"))

    assert "PNG, JPEG, GIF or WebP" in private_text(answer)
    assert await nothing_happened(community)


async def test_without_a_channel_asking_says_so(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=None)
    answer = await community.asker.slash(community.general, "ask", title="My kettle beeps")
    assert answer.modal is None
    assert "My kettle beeps" in private_text(answer)


async def test_a_forum_deleted_while_the_form_was_open_loses_no_text(community: Community) -> None:
    shown = await community.asker.slash(community.general, "ask", title="My kettle beeps")
    community.env.backend.delete_channel(community.forum.id)
    await community.env.settle()

    answer = await community.asker.submit_modal(shown, {"title": "My kettle beeps", "details": "Twice."})

    assert "My kettle beeps\n\nTwice." in private_text(answer)


async def test_who_cannot_write_in_the_forum_cannot_ask_through_the_bot(community: Community) -> None:
    deny = Overwrite(
        target_id=community.asker.id,
        type=OverwriteType.MEMBER,
        allow=0,
        deny=discord.Permissions(send_messages=True).value,
    )
    community.env.backend.set_overwrite(community.forum.id, deny)
    await community.env.settle()

    answer = await community.asker.slash(community.general, "ask", title="My kettle beeps")

    assert answer.modal is None
    assert "can't write in the channel" in private_text(answer)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
@pytest.mark.parametrize("ja", [False, True])
async def test_what_discord_refuses_leaves_nothing_behind_and_loses_nothing(
    community: Community, status: int, ja: bool
) -> None:
    person = community.asker_ja if ja else community.asker
    community.fails("POST", f"/channels/{community.forum.id}/threads", status)

    answer = await fill_in(community, person, title="消えないでほしい質問")

    assert "消えないでほしい質問\n\nAnd then it is off." in private_text(answer)
    assert await nothing_happened(community)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_tags_that_cannot_be_made_do_not_hinder_asking(community: Community, status: int) -> None:
    community.fails("PATCH", f"/channels/{community.forum.id}", status)

    answer = await fill_in(community)

    if status == 404:
        assert await nothing_happened(community)
    else:
        assert "Your question is posted" in private_text(answer)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_a_card_without_buttons_gets_them_later(community: Community, status: int) -> None:
    community.fails("PATCH", "/channels/*/messages/*", status)
    answer = await fill_in(community)
    [post] = community.forum.threads
    assert "Your question is posted" in private_text(answer)

    community.works_again()
    await community.later(minutes=2)

    assert "I'll take this" in labels(await card_of(community, post))


@pytest.mark.parametrize("status", [404, 429, 500])
async def test_what_was_posted_is_never_told_as_lost(community: Community, status: int) -> None:
    community.fails("POST", "/webhooks/*", status)

    answer = await fill_in(community)

    assert len(community.forum.threads) == 1
    assert "Here is what you wrote" not in simulated.said(answer)


async def test_a_form_that_comes_too_late_is_no_error(community: Community) -> None:
    community.fails("POST", "/interactions/*/callback", 404, code=10062)

    answer = await community.asker.slash(community.general, "ask", title="My kettle beeps")

    assert answer.modal is None
    assert await nothing_happened(community)


@pytest.mark.parametrize("status", [403, 429, 500])
async def test_half_a_question_is_taken_back(community: Community, status: int) -> None:
    community.fails("POST", "/channels/*/messages", status)

    answer = await fill_in(community, details="word " * 500)

    assert answer_of(answer).attachments
    assert await nothing_happened(community)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_an_asker_who_cannot_be_added_has_asked_all_the_same(community: Community, status: int) -> None:
    community.fails("PUT", "/channels/*/thread-members/*", status)
    assert "Your question is posted" in private_text(await fill_in(community))


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_in_a_text_channel_a_message_without_its_thread_is_taken_back(community: Community, status: int) -> None:
    await community.set(QuestionSettings, forum_channel_id=community.general.id)
    community.fails("POST", "/channels/*/messages/*/threads", status)

    answer = await fill_in(community)

    assert "My kettle beeps twice" in private_text(answer)
    assert not community.general.history()


async def test_the_limit_of_a_day_is_kept_by_who_asks(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=1)
    await fill_in(community)

    refused = await fill_in(community, title="And another thing")

    assert "And another thing" in private_text(refused)
    assert len(community.forum.threads) == 1


async def test_a_forum_that_requires_a_tag_and_has_no_room_for_ours_asks_for_a_topic(community: Community) -> None:
    await simulated.set_tags(community.forum, *(f"Topic {number}" for number in range(20)))
    forum = community.env.bot.get_channel(community.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    await forum.edit(require_tag=True)
    await community.env.settle()

    refused = await fill_in(community)
    shown = await community.asker.slash(community.general, "ask")
    topic = inputs_of(shown)["topics"]["options"][0]["value"]
    done = await community.asker.submit_modal(shown, {"title": "My kettle beeps", "topics": [topic]})

    assert "Please choose one" in private_text(refused)
    assert "is posted" in private_text(done)


async def test_two_questions_at_once_are_two_questions(community: Community) -> None:
    one = await community.asker.slash(community.general, "ask")
    other = await community.helper.slash(community.general, "ask")

    await simulated.at_once(
        community.env,
        community.asker.submit_modal(one, {"title": "My kettle beeps"}),
        community.helper.submit_modal(other, {"title": "My grinder hums"}),
    )

    assert {post._channel.name for post in community.forum.threads} == {"My kettle beeps", "My grinder hums"}
    assert [tag["name"] for tag in community.forum._channel.available_tags] == ["Open", "Solved", "Closed"]


async def test_a_form_opened_before_a_restart_still_works(community: Community) -> None:
    shown = await community.asker.slash(community.general, "ask", title="My kettle beeps")
    await community.restart()

    answer = await community.asker.submit_modal(shown, {"title": "My kettle beeps", "anonymous": True})

    assert "Your question is posted" in private_text(answer)
    assert "Asked anonymously" in text_of(community.forum.threads[0].history()[0])


# Solved questions like it -----------------------------------------------------------------------------------------


async def test_while_typing_solved_questions_are_suggested_after_what_was_typed(community: Community) -> None:
    post, _ = await solved(community, "Why does my kettle beep twice?")
    await asked(community, "Kettle that is still open", by=community.helper2)

    choices = await community.bystander.autocomplete(community.general, "ask", "title", "kettle bee")

    assert (choices[0]["name"], choices[0]["value"]) == ("Ask this: kettle bee", "kettle bee")
    assert [choice["value"] for choice in choices[1:]] == [
        f"https://discord.com/channels/{community.server.id}/{post.id}"
    ]


async def test_choosing_a_suggestion_shows_the_answer_instead_of_asking(community: Community) -> None:
    post, _ = await solved(community, "Why does my kettle beep twice?")
    link = f"https://discord.com/channels/{community.server.id}/{post.id}"

    shown = await community.bystander.slash(community.general, "ask", title=link)

    assert shown.modal is None
    assert "two beeps mean limescale" in private_text(shown)
    again = await community.bystander.click(answer_of(shown), label="Ask a new question")
    assert again.modal is not None


@pytest.mark.parametrize("rest", ["9" * 19, "1", "x", "", "1/2/3", f"{2**63 - 1}"])
async def test_a_link_to_no_question_is_refused(community: Community, rest: str) -> None:
    link = f"https://discord.com/channels/{community.server.id}/{rest}"
    refused = await community.asker.slash(community.general, "ask", title=link)
    assert refused.modal is None
    assert "code" not in private_text(refused)


async def test_suggestions_come_only_from_channels_the_asker_sees(community: Community) -> None:
    post, _ = await solved(community, "Why does my kettle beep twice?")
    await community.set(QuestionSettings, forum_channel_id=community.general.id)
    deny = Overwrite(
        target_id=community.bystander.id,
        type=OverwriteType.MEMBER,
        allow=0,
        deny=discord.Permissions(view_channel=True).value,
    )
    community.env.backend.set_overwrite(community.forum.id, deny)
    await community.env.settle()
    link = f"https://discord.com/channels/{community.server.id}/{post.id}"

    choices = await community.bystander.autocomplete(community.general, "ask", "title", "kettle beep")
    shown = await community.bystander.slash(community.general, "ask", title=link)
    answer = await fill_in(community, community.bystander, title="Why does my kettle beep twice?")

    assert [choice["value"] for choice in choices] == ["kettle beep"]
    assert "limescale" not in private_text(shown)
    assert "limescale" not in private_text(answer)


async def test_this_solved_it_closes_the_question_and_points_to_the_other(community: Community) -> None:
    old, _ = await solved(community, "Why does my kettle beep twice?")
    answer = await fill_in(community, community.bystander, title="Why does my kettle beep twice?")
    new = community.forum.threads[-1]
    assert "Why does my kettle beep twice?" in private_text(answer).split("solved already", 1)[1]
    [value] = options_of(answer_of(answer)).values()

    done = await community.bystander.select(answer_of(answer), [value])

    question = await row_of(community, new)
    assert (question.state, question.close_reason) == (State.CLOSED, CloseReason.DEFLECTED)
    assert str(old.id) in text_of(await card_of(community, new))
    assert simulated.tags_of(new) == ["Closed"]
    assert "Glad that helped" in simulated.said(done)


async def test_solved_twice_at_once_says_so_once(community: Community) -> None:
    await solved(community, "Why does my kettle beep twice?")
    answer = answer_of(await fill_in(community, community.bystander, title="Why does my kettle beep twice?"))
    [value] = options_of(answer).values()

    told = await simulated.at_once(
        community.env,
        community.bystander.select(answer, [value]),
        community.bystander.select(answer, [value]),
    )

    assert len({simulated.said(one) for one in told}) == 2
    assert (await row_of(community, community.forum.threads[-1])).state is State.CLOSED


@pytest.mark.parametrize("value", ["nonsense", "-1", "999999999", "9" * 30, "own", "solved"])
async def test_a_forged_choice_closes_nothing(community: Community, value: str) -> None:
    old, _ = await solved(community, "Why does my kettle beep twice?")
    post = await asked(community, "Why is my grinder so loud?", by=community.helper2)
    question, answered = await row_of(community, post), await row_of(community, old)
    value = {"own": str(question.id), "solved": str(answered.id)}.get(value, value)
    select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=f"questions:deflect:{question.id}", options=[discord.SelectOption(label="?", value=value)]
    )
    target = community.bot.get_channel(community.general.id)
    assert isinstance(target, discord.TextChannel)
    await target.send("?", view=view_of(select) or discord.utils.MISSING)
    await community.env.settle()

    people = [community.bystander] if value == str(answered.id) else [community.bystander, community.helper2]
    for person in people:
        refused = await person.select(community.general.history()[-1], [value])
        assert private_text(refused)
        assert "code" not in private_text(refused)

    assert (await row_of(community, post)).state is State.OPEN


async def test_a_forged_choice_brings_no_hidden_question_to_light(community: Community) -> None:
    old, _ = await solved(community, "What the company plans in secret")
    hidden = Overwrite(
        target_id=community.server.default_role.id,
        type=OverwriteType.ROLE,
        allow=0,
        deny=discord.Permissions(view_channel=True).value,
    )
    community.env.backend.set_overwrite(community.forum.id, hidden)
    forum = community.server.create_forum_channel("open-questions")
    await community.env.settle()
    await community.set(QuestionSettings, forum_channel_id=forum.id)
    await fill_in(community, community.helper2, title="Why is my grinder so loud?")
    question, target = await row_of(community, forum.threads[-1]), await row_of(community, old)
    select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=f"questions:deflect:{question.id}", options=[discord.SelectOption(label="?", value=str(target.id))]
    )
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("?", view=view_of(select) or discord.utils.MISSING)
    await community.env.settle()

    refused = await community.helper2.select(community.general.history()[-1], [str(target.id)])

    assert "don't know this question" in private_text(refused)
    assert (await row_of(community, forum.threads[-1])).state is State.OPEN


async def test_suggestions_can_be_switched_off(community: Community) -> None:
    await solved(community, "Why does my kettle beep twice?")
    await community.set(QuestionSettings, suggest_similar=False)

    choices = await community.bystander.autocomplete(community.general, "ask", "title", "kettle")
    answer = await fill_in(community, community.bystander, title="Why does my kettle beep twice?")

    assert len(choices) == 1
    assert "solved already" not in private_text(answer)
