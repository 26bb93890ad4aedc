"""`/faq`: naming solved questions and showing them anywhere."""

import pytest

from bot.questions.model import QuestionSettings
from tests.questions.acting import answer, asked, asked_and_answered, labels, row_of, solved
from tests.support.community import Community, private_text, text_of


async def named(community: Community, name: str = "descaling") -> None:
    post, _ = await solved(community)
    await community.staff.slash(post, "faq add", name=name)


async def test_staff_name_a_solved_question_and_everybody_shows_it_anywhere(community: Community) -> None:
    post, message = await solved(community)
    added = private_text(await community.staff.slash(post, "faq add", name="Descaling"))
    assert "“Descaling” now shows" in added

    choices = await community.bystander.autocomplete(community.general, "faq show", "name", "desc")
    result = await community.bystander.slash(community.general, "faq show", name=choices[0]["value"])

    assert result.response is not None and not result.response.ephemeral
    shown = text_of(community.general.last_message)
    assert "My kettle beeps twice" in shown and "limescale" in shown and message.jump_url in shown


async def test_a_name_is_found_however_it_is_typed(community: Community) -> None:
    await named(community, "FAQ カナ")

    result = await community.bystander.slash(community.general, "faq show", name="ｆａｑ　ｶﾅ")

    assert result.response is not None and not result.response.ephemeral


async def test_an_unknown_name_is_a_private_answer(community: Community) -> None:
    assert private_text(await community.bystander.slash(community.general, "faq show", name="nothing"))


@pytest.mark.parametrize("command", ["faq add", "faq rename", "faq remove"])
async def test_members_cannot_change_the_faq(community: Community, command: str) -> None:
    await named(community)
    post, _ = await solved(community, "Another one")
    options = {
        "faq add": {"name": "mine"},
        "faq rename": {"name": "descaling", "new-name": "x1"},
        "faq remove": {"name": "descaling"},
    }

    assert private_text(await community.bystander.slash(post, command, **options[command]))

    listed = private_text(await community.bystander.slash(community.general, "faq list"))
    assert "FAQ (1)" in listed and "descaling" in listed


async def test_only_a_solved_question_can_be_named(community: Community) -> None:
    post, _ = await asked_and_answered(community)

    assert private_text(await community.staff.slash(post, "faq add", name="early"))
    assert "FAQ (0)" in private_text(await community.staff.slash(post, "faq list"))


async def test_a_name_is_given_once(community: Community) -> None:
    await named(community)
    post, _ = await solved(community, "Another one", by=community.asker_ja)

    assert "descaling" in private_text(await community.staff.slash(post, "faq add", name="DESCALING")).lower()
    assert "FAQ (1)" in private_text(await community.staff.slash(post, "faq list"))


async def test_entries_are_renamed_and_removed(community: Community) -> None:
    await named(community)

    renamed = private_text(
        await community.admin_ja.slash(community.general, "faq rename", **{"name": "descaling", "new-name": "石灰"})
    )
    assert "「石灰」" in renamed
    removed = private_text(await community.admin.slash(community.general, "faq remove", name="石灰"))
    assert "no longer an entry" in removed
    assert "FAQ (0)" in private_text(await community.admin.slash(community.general, "faq list"))


async def test_an_entry_is_hidden_while_its_question_is_open_again(community: Community) -> None:
    post, _ = await solved(community)
    await community.staff.slash(post, "faq add", name="descaling")

    await community.asker.slash(post, "questions reopen")

    assert private_text(await community.bystander.slash(community.general, "faq show", name="descaling"))


async def test_the_list_is_turned_with_buttons(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)
    post, _ = await solved(community)
    for number in range(11):
        await community.staff.slash(post, "faq add", name=f"entry {number:02}")

    first = await community.bystander.slash(community.general, "faq list")
    assert labels(answer(first)) == ["Back", "Next"]
    await community.restart()
    second = await community.bystander.click(answer(first), label="Next")

    assert "entry 10" in text_of(answer(second))


@pytest.mark.parametrize(
    "text", ["```py\nprint(1)\n", "> quote\n||spoiler", "@everyone <@&1> [x](https://evil.example)"]
)
async def test_an_answer_stays_in_its_place(community: Community, text: str) -> None:
    post = await asked(community)
    message = await community.helper.send(post, text)
    await community.asker.context_menu(post, "Accept answer", message)
    await community.staff.slash(post, "faq add", name="odd")
    before = len(community.env.http_requests)

    await community.bystander.slash(community.general, "faq show", name="odd")

    shown = community.general.last_message
    assert shown is not None
    assert not shown.content and not shown.mentions and not shown.mention_everyone
    assert all(
        "everyone" not in str((r.json or {}).get("allowed_mentions"))
        for r in community.env.http_requests[before:]
        if isinstance(r.json, dict)
    )
    assert (await row_of(community, post)).solution is not None
