"""*Remove message*: the dialogue with removing the message chosen already; the message is kept before it goes."""

from bot.moderation.model import Act, Progress, State
from bot.sandbox import simulated
from tests.moderation.desk import case_of, chose, pressed, with_rules
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community


async def test_a_message_is_removed_and_kept_and_its_author_told(community: Community) -> None:
    await with_rules(community)
    message = await community.asker.send(community.general, "rude words")

    sheet = await community.moderator.context_menu(community.general, "Remove message", message)
    assert "rude words" in shown(sheet)
    sheet = await chose(community.moderator, sheet, "rule", "1")
    preview = await pressed(community.moderator, sheet, "preview")
    assert "The message is removed." in shown(preview)
    await pressed(community.moderator, preview, "do")

    case = await case_of(community)
    assert (case.act, case.removed, case.state) == (Act.WARN, Progress.DONE, State.DONE)
    assert "rude words" not in [one.content for one in community.general.history()]
    kept = await community.app.moderation.evidence.of_case(guild_id=case.guild_id, case_id=case.id)
    assert [one.text for one in kept] == ["rude words"]


async def test_the_first_message_of_a_post_is_left(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "title", "the question")
    first = post.history()[0]
    refused = await community.moderator.context_menu(post, "Remove message", first)
    assert "the post would be empty" in shown(refused)

    await with_rules(community)
    sheet = await community.moderator.context_menu(post, "Moderate", first)
    sheet = await chose(community.moderator, sheet, "rule", "2")  # which asks for the message to be removed
    assert "Proposed: **Warning**" in shown(sheet)
    assert "Message removed" not in shown(sheet) and not [
        one for one in buttons(answer(sheet)) if "decide-remove" in one
    ]


async def test_nobody_removes_an_equals(community: Community) -> None:
    message = await community.moderator2.send(community.general, "mine")
    refused = await community.moderator.context_menu(community.general, "Remove message", message)
    assert "isn't above theirs" in shown(refused)
