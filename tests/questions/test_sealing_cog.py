"""Unsealing an anonymous author: two moderators, a reason, and the author is told."""

import discord
import pytest
import simcord

from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.questions.acting import answer, asked, forged, labels, mentions_in
from tests.support.community import Community, private_text, text_of

REASON = "Threats against a member"


async def requested(community: Community) -> tuple[simcord.ChannelHandle, discord.Message]:
    """An anonymous question, and the request of the first moderator in the queue."""
    post = await asked(community, anonymous=True)
    form = await community.moderator.slash(post, "questions unseal")
    told = private_text(await community.moderator.submit_modal(form, {"reason": REASON}))
    assert "queue" in told
    entry = community.queue.last_message
    assert entry is not None
    return post, entry


def author(community: Community) -> str:
    return f"<@{community.asker.id}>"


def direct_messages(community: Community) -> list[str]:
    return [text_of(one) for one in community.asker.user.dm_channel.history()]


async def test_two_moderators_see_the_author_and_the_author_is_told(community: Community) -> None:
    before = len(community.env.http_requests)
    post, request = await requested(community)
    assert REASON in text_of(request) and author(community) not in text_of(request)

    second = private_text(await community.moderator2.click(request, label="Agree and unseal"))
    assert author(community) in second
    done = community.queue.last_message
    assert done is not None
    assert author(community) not in text_of(done) and labels(done) == ["Show me the author"]
    first = private_text(await community.moderator.click(done, label="Show me the author"))
    assert author(community) in first

    await community.run_due()
    [message] = direct_messages(community)
    assert REASON in message and str(post.id) in message
    assert not mentions_in(community, before)
    await community.later(hours=1)
    assert len(direct_messages(community)) == 1


async def test_one_moderator_alone_learns_nothing(community: Community) -> None:
    post, request = await requested(community)

    pressed = private_text(await community.moderator.click(request, label="Agree and unseal"))
    typed = private_text(await community.moderator.slash(post, "questions unseal"))

    assert author(community) not in pressed + typed


@pytest.mark.parametrize("who", ["bystander", "helper", "staff"])
async def test_it_is_for_moderators_only(community: Community, who: str) -> None:
    post = await asked(community, anonymous=True)
    person = getattr(community, who)

    told = await person.slash(post, "questions unseal")

    assert told.modal is None and author(community) not in private_text(told)


async def test_a_third_moderator_is_not_shown_the_author(community: Community) -> None:
    post, request = await requested(community)
    await community.moderator2.click(request, label="Agree and unseal")

    third = private_text(await community.admin.slash(post, "questions unseal"))

    assert author(community) not in third


async def test_both_see_it_again_with_the_command_after_a_restart(community: Community) -> None:
    post, request = await requested(community)
    await community.restart()
    await community.moderator2.click(request, label="Agree and unseal")
    await community.restart()

    for moderator in (community.moderator, community.moderator2):
        assert author(community) in private_text(await moderator.slash(post, "questions unseal"))


async def test_without_a_queue_the_second_moderator_uses_the_same_command(community: Community) -> None:
    await community.set(ServerSettings, queue_channel_id=None)
    post = await asked(community, anonymous=True)
    form = await community.moderator.slash(post, "questions unseal")
    told = private_text(await community.moderator.submit_modal(form, {"reason": REASON}))
    assert "/questions unseal" in told

    shown = await community.moderator2.slash(post, "questions unseal")
    assert REASON in private_text(shown)
    agreed = await community.moderator2.click(answer(shown), label="Agree and unseal")

    assert author(community) in answer(agreed).content


async def test_a_queue_the_bot_may_not_write_in_is_no_dead_end(community: Community) -> None:
    post = await asked(community, anonymous=True)
    community.fails("POST", f"/channels/{community.queue.id}/messages", 403, code=50013)

    form = await community.moderator.slash(post, "questions unseal")
    told = private_text(await community.moderator.submit_modal(form, {"reason": REASON}))

    assert "/questions unseal" in told


async def test_a_request_expires_after_a_day(community: Community) -> None:
    post, request = await requested(community)
    await community.later(hours=25)

    told = private_text(await community.moderator2.click(request, label="Agree and unseal"))
    assert author(community) not in told
    again = await community.moderator2.slash(post, "questions unseal")

    assert again.modal is not None


async def test_a_question_with_a_name_needs_no_unsealing(community: Community) -> None:
    post = await asked(community)

    form = await community.moderator.slash(post, "questions unseal")
    told = private_text(await community.moderator.submit_modal(form, {"reason": REASON}))

    assert told and not community.queue.history()


@pytest.mark.parametrize("reason", ["   ", "…"])
async def test_a_reason_is_needed(community: Community, reason: str) -> None:
    post = await asked(community, anonymous=True)
    form = await community.moderator.slash(post, "questions unseal")

    assert private_text(await community.moderator.submit_modal(form, {"reason": reason}))
    assert not community.queue.history()


async def test_an_author_who_takes_no_messages_is_told_at_their_own_list_once(community: Community) -> None:
    simulated.close_direct_messages(community.asker)
    _, request = await requested(community)
    await community.moderator2.click(request, label="Agree and unseal")
    await community.run_due()

    others = private_text(await community.helper.slash(community.general, "questions mine"))
    first = private_text(await community.asker.slash(community.general, "questions mine"))
    second = private_text(await community.asker.slash(community.general, "questions mine"))

    assert REASON not in others
    assert REASON in first
    assert REASON not in second


@pytest.mark.parametrize("status", [429, 500])
async def test_the_message_to_the_author_is_tried_again(community: Community, status: int) -> None:
    _, request = await requested(community)
    community.fails("POST", f"/channels/{community.asker.user.dm_channel.id}/messages", status)
    await community.moderator2.click(request, label="Agree and unseal")

    await community.run_due()
    assert not direct_messages(community)
    await community.later(minutes=2)

    assert len(direct_messages(community)) == 1


async def test_two_who_agree_at_once_unseal_it_once(community: Community) -> None:
    _, request = await requested(community)

    results = await simulated.at_once(
        community.env,
        community.moderator2.click(request, label="Agree and unseal"),
        community.admin.slash(community.general, "questions open"),
        community.moderator.click(request, label="Agree and unseal"),
    )
    await community.run_due()

    assert author(community) in private_text(results[0]) and author(community) not in private_text(results[2])
    assert len(direct_messages(community)) == 1


async def test_a_forged_button_reveals_nothing_to_members_or_other_servers(community: Community) -> None:
    _, request = await requested(community)
    await community.moderator2.click(request, label="Agree and unseal")
    here = await forged(community, community.general, "questions:unseal-show:1")
    other = community.env.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    boss = other.create_role("Boss", permissions=discord.Permissions(administrator=True))
    person = other.add_member(community.moderator.user, roles=[boss])
    await community.env.settle()
    there = await forged(community, channel, "questions:unseal-show:1")

    assert author(community) not in private_text(await community.bystander.click(here, label="?"))
    assert author(community) not in private_text(await person.click(there, label="?"))
