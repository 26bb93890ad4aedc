"""Turning a message into a question of its author's."""

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.questions.model import QuestionSettings, Source
from bot.sandbox import simulated
from tests.questions.acting import answer as answer_of
from tests.questions.acting import card_of, forged, labels, row_of
from tests.support.community import Community, private_text, text_of

MENU = "Turn into a question"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 17


async def remark(
    community: Community, content: str = "my kettle beeps twice\nwhat is that?", **options: object
) -> discord.Message:
    return await community.asker.send(community.general, content, **options)  # type: ignore[arg-type]


async def convert(
    community: Community, message: discord.Message, *, by: simcord.MemberActor | None = None, title: str | None = None
) -> InteractionResult:
    """Go the whole way: menu, confirmation, form."""
    person = by or community.moderator
    confirmation = await person.context_menu(community.general, MENU, message)
    form = await person.click(answer_of(confirmation), label="Make it a question")
    assert form.modal is not None
    found = form.modal["components"][0]["component"].get("value") or ""
    return await person.submit_modal(form, {"title": title if title is not None else found})


async def test_a_message_becomes_a_question_of_its_author(community: Community) -> None:
    message = await remark(community)

    done = await convert(community, message)

    [post] = community.forum.threads
    question = await row_of(community, post)
    card = await card_of(community, post)
    assert (question.asker_id, question.source) == (community.asker.id, Source.MESSAGE)
    assert post._channel.name == "my kettle beeps twice"
    assert card.content == (
        f"-# From a message of <@{community.asker.id}>: {message.jump_url}\nmy kettle beeps twice\nwhat is that?"
    )
    assert labels(card)[0] == "I'll take this"
    assert community.asker.id in post._channel.thread_members
    assert str(post.id) in simulated.said(done)
    assert str(post.id) in community.general.history()[-1].content


async def test_it_is_confirmed_first_and_can_be_left(community: Community) -> None:
    message = await remark(community)

    confirmation = await community.moderator.context_menu(community.general, MENU, message)
    assert "my kettle beeps twice" in text_of(answer_of(confirmation))
    await community.moderator.click(answer_of(confirmation), label="Cancel")

    assert not community.forum.threads


async def test_the_title_can_be_corrected(community: Community) -> None:
    await convert(community, await remark(community), title="Kettle beeps twice: why?")
    assert community.forum.threads[0]._channel.name == "Kettle beeps twice: why?"


async def test_a_bad_title_is_refused_and_nothing_is_posted(community: Community) -> None:
    refused = await convert(community, await remark(community), title="☕☕")
    assert "☕☕" in private_text(refused)
    assert not community.forum.threads


async def test_ones_own_message_can_be_converted_others_cannot(community: Community) -> None:
    message = await remark(community)

    refused = await community.bystander.context_menu(community.general, MENU, message)
    assert private_text(refused)
    assert not labels(answer_of(refused))

    await convert(community, message, by=community.asker)
    assert len(community.forum.threads) == 1


@pytest.mark.needs("content", "questions")
async def test_pictures_come_along(community: Community) -> None:
    await convert(
        community, await remark(community, attachments=[("a.png", PNG), ("b.pdf", b"%PDF"), ("c.png", b"no")])
    )
    assert [a.filename for a in community.forum.threads[0].history()[0].attachments] == ["screenshot.png"]


async def test_a_second_time_points_to_the_first(community: Community) -> None:
    message = await remark(community)
    await convert(community, message)

    again = await community.moderator.context_menu(community.general, MENU, message)

    assert f"<#{community.forum.threads[0].id}>" in private_text(again)


async def test_two_at_once_make_one_question(community: Community) -> None:
    message = await remark(community)
    forms = []
    for person in (community.moderator, community.moderator2):
        confirmation = await person.context_menu(community.general, MENU, message)
        forms.append(await person.click(answer_of(confirmation), label="Make it a question"))

    await simulated.at_once(
        community.env,
        community.moderator.submit_modal(forms[0], {"title": "Kettle beeps"}),
        community.moderator2.submit_modal(forms[1], {"title": "Kettle beeps"}),
    )

    assert len(community.forum.threads) == 1


async def test_a_bots_and_an_empty_message_are_refused(community: Community) -> None:
    channel = community.bot.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    ours = await channel.send("Welcome!")
    await community.env.settle()
    empty = await remark(community, "", attachments=[("notes.txt", b"x")])

    for message in (ours, empty):
        refused = await community.moderator.context_menu(community.general, MENU, message)
        assert private_text(refused)
        assert not labels(answer_of(refused))


async def test_a_questions_own_first_message_is_one_already(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "Beans?", "Which ones?")
    refused = await community.moderator.context_menu(post, MENU, post.history()[0])
    assert f"<#{post.id}>" in private_text(refused)


async def test_deleted_meanwhile_says_so(community: Community) -> None:
    message = await remark(community)
    confirmation = await community.moderator.context_menu(community.general, MENU, message)
    form = await community.moderator.click(answer_of(confirmation), label="Make it a question")
    await community.asker.delete(message)

    refused = await community.moderator.submit_modal(form, {"title": "Kettle beeps"})

    assert "no longer there" in private_text(refused)
    assert not community.forum.threads


async def test_a_forged_button_brings_no_hidden_message_to_light(community: Community) -> None:
    secret = await community.moderator.send(community.queue, "the secret plan, in many words")
    button = await forged(community, community.general, f"questions:convert:{community.queue.id}:{secret.id}")

    form = await community.bystander.click(button, label="?")
    refused = await community.bystander.submit_modal(form, {"title": "Kettle beeps"})

    assert "no longer there" in private_text(refused)
    assert not community.forum.threads


async def test_a_forged_button_reaches_into_no_other_server(community: Community) -> None:
    other = community.env.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    guest = other.add_member(community.moderator.user)
    await community.env.settle()
    message = await guest.send(channel, "what is said elsewhere")
    button = await forged(community, community.general, f"questions:convert:{channel.id}:{message.id}")

    form = await community.moderator.click(button, label="?")
    refused = await community.moderator.submit_modal(form, {"title": "Kettle beeps"})

    assert "no longer there" in private_text(refused)
    assert not community.forum.threads


async def test_in_a_text_channel_the_question_starts_a_thread(community: Community) -> None:
    message = await remark(community)
    await community.set(QuestionSettings, forum_channel_id=community.general.id)

    await convert(community, message, title="Kettle beeps twice")

    card = next(message for message in community.general.history() if message.embeds)
    assert "**Kettle beeps twice**\nmy kettle beeps twice" in card.content
    assert community.bot.get_channel(card.id) is not None


async def test_it_works_after_a_restart(community: Community) -> None:
    message = await remark(community)
    confirmation = await community.moderator.context_menu(community.general, MENU, message)
    await community.restart()
    form = await community.moderator.click(answer_of(confirmation), label="Make it a question")
    await community.restart()

    await community.moderator.submit_modal(form, {"title": "Kettle beeps"})

    assert "what is that?" in community.forum.threads[0].history()[0].content


async def test_who_cannot_write_in_the_forum_cannot_convert(community: Community) -> None:
    deny = Overwrite(
        target_id=community.asker.id,
        type=OverwriteType.MEMBER,
        allow=0,
        deny=discord.Permissions(send_messages=True).value,
    )
    community.env.backend.set_overwrite(community.forum.id, deny)
    await community.env.settle()

    refused = await community.asker.context_menu(community.general, MENU, await remark(community))

    assert "can't write" in private_text(refused)


async def test_without_a_channel_it_says_so(community: Community) -> None:
    await community.set(QuestionSettings, forum_channel_id=None)
    refused = await community.moderator.context_menu(community.general, MENU, await remark(community))
    assert private_text(refused)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
@pytest.mark.parametrize(("method", "path"), [("POST", "/channels/*/threads"), ("GET", "/channels/*/messages/*")])
async def test_what_discord_refuses_leaves_nothing_behind(
    community: Community, status: int, method: str, path: str
) -> None:
    message = await remark(community)
    confirmation = await community.moderator.context_menu(community.general, MENU, message)
    form = await community.moderator.click(answer_of(confirmation), label="Make it a question")
    community.fails(method, path, status)

    refused = await community.moderator.submit_modal(form, {"title": "Kettle beeps"})

    assert private_text(refused)
    assert not community.forum.threads
    community.works_again()
    await convert(community, message)
    assert len(community.forum.threads) == 1


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_a_note_that_cannot_be_left_is_no_failure(community: Community, status: int) -> None:
    message = await remark(community)
    community.fails("POST", f"/channels/{community.general.id}/messages", status)

    done = await convert(community, message)

    assert "Done" in simulated.said(done)


async def test_the_menu_speaks_japanese(community: Community) -> None:
    message = await community.asker_ja.send(community.general, "ケトルが2回鳴って止まります")
    confirmation = await community.asker_ja.context_menu(community.general, MENU, message)
    assert "質問として投稿します" in private_text(confirmation)
    assert labels(answer_of(confirmation)) == ["質問にする", "やめる"]
