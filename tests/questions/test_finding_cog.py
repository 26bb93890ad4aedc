"""Lists and searches: what people find, in which language, and what stays hidden from them."""

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from tests.questions.acting import answer, asked, asked_and_answered, card_of, labels, row_of, solved
from tests.support.community import Community, private_text, text_of


async def hide_forum(community: Community) -> None:
    """Hide the forum from everybody but the bot."""
    for target, allow, deny in (
        (community.server.default_role.id, 0, discord.Permissions(view_channel=True).value),
        (community.server.roles["Engawa"].id, discord.Permissions(view_channel=True).value, 0),
    ):
        hidden = Overwrite(target_id=target, type=OverwriteType.ROLE, allow=allow, deny=deny)
        community.env.backend.set_overwrite(community.forum.id, hidden)
    await community.env.settle()
    await community.restart()


async def test_open_lists_unsolved_questions_with_links_the_unanswered_first(community: Community) -> None:
    answered, _ = await asked_and_answered(community, "Answered but not solved")
    waiting = await asked(community, "Nobody knows this", by=community.asker_ja)
    done, _ = await solved(community, "Solved long ago", by=community.helper2)

    shown = private_text(await community.bystander.slash(community.general, "questions open"))

    assert "Open questions (2)" in shown
    assert shown.index(f"/{waiting.id})") < shown.index(f"/{answered.id})")
    assert "no answer yet" in shown and "answered, not solved yet" in shown
    assert str(done.id) not in shown


async def test_lists_speak_the_readers_language(community: Community) -> None:
    await asked(community)

    assert "未解決の質問（1件）" in private_text(await community.helper_ja.slash(community.general, "questions open"))
    assert "まだ質問していません" in private_text(await community.helper_ja.slash(community.general, "questions mine"))


async def test_long_lists_are_turned_with_buttons_that_outlive_a_restart(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)
    for number in range(12):
        await asked(community, f"Question number {number}")

    first = await community.bystander.slash(community.general, "questions open")
    assert "Page 1 of 2" in private_text(first) and labels(answer(first)) == ["Back", "Next"]
    await community.restart()
    second = await community.bystander.click(answer(first), label="Next")

    assert "Page 2 of 2" in text_of(answer(second)) and "Question number 11" in text_of(answer(second))
    back = await community.bystander.click(answer(second), label="Back")
    assert "Question number 0" in text_of(answer(back))


async def test_mine_shows_ones_own_questions_in_every_state_and_anonymous_ones_to_nobody_else(
    community: Community,
) -> None:
    await solved(community, "The first one")
    await asked(community, "The secret one", anonymous=True)
    post = await asked(community, "The third one")
    await community.asker.slash(post, "questions close")

    own = private_text(await community.asker.slash(community.general, "questions mine"))
    others = private_text(await community.helper.slash(community.general, "questions mine"))

    assert "Your questions (3)" in own
    assert "[the answer]" in own and "The secret one" in own and "no answer needed any more" in own
    assert "You haven't asked anything yet" in others


async def test_tag_lists_the_questions_of_a_topic(community: Community) -> None:
    await simulated.set_tags(community.forum, "Open", "Solved", "Closed", "Kettles", "Beans")
    await simulated.post(community.asker, community.forum, "About a kettle", "Hm?", tags=["Kettles"])
    await simulated.post(community.asker, community.forum, "About beans", "Hm?", tags=["Beans"])

    choices = await community.bystander.autocomplete(community.general, "questions tag", "topic", "KETT")
    shown = private_text(await community.bystander.slash(community.general, "questions tag", topic=choices[0]["value"]))

    assert "About a kettle" in shown and "About beans" not in shown
    unknown = private_text(await community.bystander.slash(community.general, "questions tag", topic="Tea"))
    assert "no topic “Tea”" in unknown


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Kettle beeps twice and stops", "beeping kettles"),
        ("豆の焙煎日はどこでわかりますか", "焙煎"),
        ("ミルの刃の交換", "ミル"),
    ],
)
async def test_search_finds_in_english_and_japanese(community: Community, title: str, words: str) -> None:
    post = await asked(community, title, details="?")
    await asked(community, "Something else entirely 別の話題", by=community.asker_ja, details="-")

    shown = private_text(await community.bystander.slash(community.general, "questions search", words=words))

    assert f"/{post.id})" in shown


async def test_search_finds_by_the_accepted_answer(community: Community) -> None:
    post, _ = await solved(community, "It makes a noise")

    shown = private_text(await community.bystander.slash(community.general, "questions search", words="limescale"))

    assert f"/{post.id})" in shown


@pytest.mark.parametrize("words", ["…", "   ", ":::", "😀"])
async def test_searching_for_nothing_is_explained(community: Community, words: str) -> None:
    await asked(community)

    assert private_text(await community.bystander.slash(community.general, "questions search", words=words))


async def test_a_search_with_colons_and_markup_can_be_turned_and_breaks_nothing(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)
    for number in range(11):
        await asked(community, f"Kettle number {number}")

    words = "kettle: **[x](http://evil.example) @everyone " + "kettle " * 3
    first = await community.bystander.slash(community.general, "questions search", words=words[:70])
    second = await community.bystander.click(answer(first), label="Next")

    assert "@everyone" not in text_of(answer(second)) and "Page 2 of 2" in text_of(answer(second))


async def test_what_is_hidden_from_the_reader_is_found_nowhere(community: Community) -> None:
    post, _ = await solved(community, "A secret kettle")
    await asked(community, "Another secret kettle", by=community.asker_ja)
    await hide_forum(community)

    for command, options in (
        ("questions open", {}),
        ("questions search", {"words": "secret kettle"}),
    ):
        shown = private_text(await community.bystander.slash(community.general, command, **options))
        assert "secret kettle" not in shown.replace("about “secret kettle”", "")
    choices = await community.bystander.autocomplete(community.general, "questions duplicate", "question", "secret")
    assert choices == []
    link = f"https://discord.com/channels/{community.server.id}/{post.id}"
    assert "secret kettle" not in private_text(
        await community.admin.slash(community.general, "faq add", name="x", question=link)
    )


async def test_similar_questions_on_a_card_are_solved_ones(community: Community) -> None:
    first, _ = await solved(community, "Kettle beeps twice and stops")
    post = await asked(community, "My kettle beeps twice", by=community.asker_ja)

    shown = private_text(await community.bystander.click(await card_of(community, post), label="Similar questions"))
    none = private_text(await community.asker_ja.click(await card_of(community, first), label="Similar questions"))

    assert f"/{first.id})" in shown and f"/{post.id})" not in shown
    assert "まだありません" in none


async def test_a_title_cannot_break_out_of_its_link(community: Community) -> None:
    post = await asked(community, "a](https://evil.example) [b](https://evil.example) **c @everyone")
    await row_of(community, post)

    shown = private_text(await community.bystander.slash(community.general, "questions open"))

    assert "](https://evil" not in shown and "@everyone" not in shown


@pytest.mark.parametrize("status", [404, 429, 500])
async def test_a_list_that_could_not_be_sent_leaves_the_bot_well(community: Community, status: int) -> None:
    await asked(community)
    community.fails("POST", "/webhooks/*", status, times=1)

    await community.bystander.slash(community.general, "questions open")
    again = private_text(await community.bystander.slash(community.general, "questions open"))

    assert "Open questions" in again
