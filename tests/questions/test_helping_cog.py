"""Taking questions on, experts, and who is called when nobody answers."""

import re

import pytest
import simcord
from sqlalchemy import update

from bot.due import due_row, given_up
from bot.questions.rules import STAFF
from bot.questions.tables import question
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.questions.acting import asked, card_of, labels, mentions_in, row_of
from tests.support.community import Community, private_text, text_of


async def with_topics(community: Community) -> None:
    await simulated.set_tags(community.forum, "Open", "Solved", "Closed", "Kettles", "Beans")


async def tagged(community: Community, *, by: simcord.MemberActor | None = None) -> simcord.ChannelHandle:
    """A question about kettles, posted by hand."""
    return await simulated.post(
        by or community.asker, community.forum, "My kettle beeps", "Twice, always.", tags=["Kettles"]
    )


def said_by_bot(community: Community, channel: simcord.ChannelHandle) -> list[str]:
    me = community.bot.user
    assert me is not None
    return [text_of(one) for one in channel.history() if one.author.id == me.id]


# Claims


async def test_taking_a_question_shows_on_the_card_who_and_until_when(community: Community) -> None:
    post = await asked(community)
    before = len(community.env.http_requests)

    told = private_text(await community.helper.click(await card_of(community, post), label="I'll take this"))

    assert "is yours until" in told
    card = await card_of(community, post)
    assert f"<@{community.helper.id}>" in text_of(card)
    assert "Let someone else take it" in labels(card)
    assert not mentions_in(community, before)


async def test_a_claim_is_given_back_by_its_holder_only(community: Community) -> None:
    post = await asked(community)
    await community.helper.click(await card_of(community, post), label="I'll take this")

    refused = private_text(
        await community.bystander.click(await card_of(community, post), label="Let someone else take it")
    )
    assert refused and (await row_of(community, post)).claim is not None
    told = private_text(await community.helper.click(await card_of(community, post), label="Let someone else take it"))

    assert "free for others" in told
    assert "I'll take this" in labels(await card_of(community, post))


async def test_a_claim_runs_out_and_the_card_says_so(community: Community) -> None:
    post = await asked(community)
    await community.helper.click(await card_of(community, post), label="I'll take this")

    await community.restart()
    await community.later(hours=5)

    assert "I'll take this" in labels(await card_of(community, post))
    assert (await row_of(community, post)).claim is None


async def test_nobody_takes_their_own_question(community: Community) -> None:
    post = await asked(community, by=community.asker_ja)

    assert private_text(await community.asker_ja.click(await card_of(community, post), label="I'll take this"))
    assert (await row_of(community, post)).claim is None


async def test_of_two_who_take_it_at_once_one_gets_it_and_the_other_is_told(community: Community) -> None:
    post = await asked(community)
    card = await card_of(community, post)

    results = await simulated.at_once(
        community.env,
        community.helper.click(card, label="I'll take this"),
        community.helper2.click(card, label="I'll take this"),
    )

    told = [private_text(result) for result in results]
    assert len([one for one in told if "is yours until" in one]) == 1
    # With the day: a claim may hold for three.
    assert len([one for one in told if re.search(r"is looking into this question until <t:\d+:f>", one)]) == 1
    claim = (await row_of(community, post)).claim
    assert claim is not None and f"<@{claim.member_id}>" in text_of(await card_of(community, post))


async def test_a_claim_holds_although_discord_refuses_to_edit_the_card(community: Community) -> None:
    for status in (403, 404, 429, 500):
        post = await asked(community, f"Refused with {status}")
        community.fails("PATCH", "/channels/*/messages/*", status)

        told = private_text(await community.helper.click(await card_of(community, post), label="I'll take this"))
        community.works_again()
        await community.later(minutes=10)

        assert "is yours until" in told, status
        assert f"<@{community.helper.id}>" in text_of(await card_of(community, post)), status


# Experts


async def test_a_member_becomes_an_expert_of_a_topic_and_sees_it_in_the_list(community: Community) -> None:
    await with_topics(community)
    choices = await community.helper.autocomplete(community.general, "expert join", "topic", "kett")
    assert [choice["name"] for choice in choices] == ["Kettles"]

    told = private_text(await community.helper.slash(community.general, "expert join", topic=choices[0]["value"]))
    assert "at most 3 times a day" in told
    listed = private_text(await community.helper.slash(community.general, "expert list"))
    assert "**Kettles** · 1 member" in listed and "**Beans** · nobody yet" in listed

    left = private_text(await community.helper.slash(community.general, "expert leave", topic="kettles"))
    assert "not be called" in left


async def test_state_tags_are_no_topics(community: Community) -> None:
    await with_topics(community)

    choices = await community.helper.autocomplete(community.general, "expert join", "topic", "")
    assert [choice["name"] for choice in choices] == ["Kettles", "Beans"]
    assert "no topic" in private_text(await community.helper.slash(community.general, "expert join", topic="Solved"))


async def test_expert_commands_speak_japanese(community: Community) -> None:
    await with_topics(community)

    joined = private_text(await community.helper_ja.slash(community.general, "expert join", topic="Kettles"))
    again = private_text(await community.helper_ja.slash(community.general, "expert join", topic="Kettles"))
    unknown = private_text(await community.helper_ja.slash(community.general, "expert leave", topic="Tea"))

    assert "1日3回まで" in joined
    assert again and again != joined
    assert "ありません" in unknown


async def test_experts_are_called_by_name_once_when_nobody_has_answered(community: Community) -> None:
    await with_topics(community)
    for expert in (community.helper, community.helper2):
        await expert.slash(community.general, "expert join", topic="Kettles")
    post = await tagged(community)
    before = len(community.env.http_requests)

    await community.later(minutes=31)
    await community.later(minutes=5)

    calls = [text for text in said_by_bot(community, post) if "would you have a look" in text.lower()]
    assert len(calls) == 1
    assert f"<@{community.helper.id}>" in calls[0] and f"<@{community.helper2.id}>" in calls[0]
    [(_, _, allowed)] = mentions_in(community, before)
    assert sorted(map(int, allowed["users"])) == sorted([community.helper.id, community.helper2.id])
    assert not allowed.get("roles") and not allowed.get("parse")


async def test_experts_are_not_called_to_an_answered_question(community: Community) -> None:
    await with_topics(community)
    await community.helper.slash(community.general, "expert join", topic="Kettles")
    post = await tagged(community)
    await community.bystander.send(post, "Descale it.")

    await community.later(minutes=31)

    assert not [text for text in said_by_bot(community, post) if "would you have a look" in text.lower()]


async def test_the_asker_is_not_called_to_their_own_question(community: Community) -> None:
    await with_topics(community)
    await community.asker.slash(community.general, "expert join", topic="Kettles")
    post = await tagged(community)
    before = len(community.env.http_requests)

    await community.later(minutes=31)

    assert not mentions_in(community, before)
    assert not [text for text in said_by_bot(community, post) if "would you have a look" in text.lower()]


async def test_a_call_that_was_sent_but_not_noted_before_a_crash_is_not_sent_again(community: Community) -> None:
    post = await asked(community)
    await community.later(hours=4, minutes=1)
    async with community.app.database.write() as connection:
        await connection.execute(update(question).values(staff_told_at=None))
        await connection.execute(update(due_row).where(due_row.c.kind == STAFF).values(state="open"))

    await community.restart()
    await community.later(minutes=30)

    assert len([text for text in said_by_bot(community, post) if "Nobody has answered this yet" in text]) == 1


# Staff and the queue


async def test_staff_are_called_once_when_the_members_window_is_over(community: Community) -> None:
    post = await asked(community)
    before = len(community.env.http_requests)

    await community.later(hours=4, minutes=1)
    await community.later(hours=1)

    calls = [text for text in said_by_bot(community, post) if "Nobody has answered this yet" in text]
    assert len(calls) == 1 and f"<@&{community.roles['staff'].id}>" in calls[0]
    [(_, _, allowed)] = mentions_in(community, before)
    assert [int(role) for role in allowed["roles"]] == [community.roles["staff"].id]


async def test_a_claim_holds_the_calls_back(community: Community) -> None:
    post = await asked(community)
    await community.env.advance_time(3.9 * 3600)
    await community.helper.click(await card_of(community, post), label="I'll take this")

    await community.later(hours=3)

    assert not [text for text in said_by_bot(community, post) if "Nobody has answered" in text]


async def test_a_server_without_staff_and_queue_is_told_nothing_untrue(community: Community) -> None:
    await community.set(ServerSettings, staff_role_ids=[], queue_channel_id=None)
    post = await asked(community)
    count = len(post.history())

    await community.later(hours=25)

    assert len(post.history()) == count
    assert not said_by_bot(community, community.queue)


async def test_the_queue_gets_an_unanswered_question_and_a_moderator_takes_it_there(community: Community) -> None:
    post = await asked(community)

    await community.later(hours=24, minutes=1)
    await community.later(hours=1)

    [entry] = [one for one in community.queue.history() if "Still no answer" in text_of(one)]
    assert str(post.id) in text_of(entry)
    await community.restart()
    told = private_text(await community.moderator.click(entry, label="Take"))
    assert "is yours until" in told
    [entry] = [one for one in community.queue.history() if "Still no answer" in text_of(one)]
    assert f"<@{community.moderator.id}>" in text_of(entry) and labels(entry) == []


@pytest.mark.parametrize("status", [404, 429, 500])
async def test_a_call_is_tried_again_when_discord_is_busy(community: Community, status: int) -> None:
    post = await asked(community)
    community.fails("POST", f"/channels/{post.id}/messages", status)

    await community.later(hours=4, minutes=1)
    community.works_again()
    await community.later(hours=1)

    calls = [text for text in said_by_bot(community, post) if "Nobody has answered" in text]
    assert len(calls) == (0 if status == 404 else 1)


async def test_a_queue_the_bot_may_not_write_in_is_shown_to_the_admins(community: Community) -> None:
    await asked(community)
    community.fails("POST", f"/channels/{community.queue.id}/messages", 403, code=50013, times=None)

    await community.later(hours=24, minutes=1)

    async with community.app.database.read() as connection:
        [row] = await given_up(connection, guild_id=community.server.id)
    assert row.kind == "questions.queue" and str(community.queue.id) in (row.failure or "")


@pytest.mark.parametrize("state", ["locked", "deleted", "archived"])
async def test_threads_in_any_state_are_survived(community: Community, state: str) -> None:
    post = await asked(community)
    if state == "deleted":
        await simulated.delete_thread(community.env, post)
    else:
        await simulated.set_thread(community.env, post, archived=True, locked=state == "locked")

    for _ in range(3):
        await community.later(hours=25)

    async with community.app.database.read() as connection:
        assert not await given_up(connection, guild_id=community.server.id)
    if state == "locked":
        assert not [text for text in said_by_bot(community, post) if "Nobody has answered" in text]
