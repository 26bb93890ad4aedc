"""Members propose events, moderators decide once; and events whose host has left."""

import pytest

from bot.actor import Actor
from bot.events.model import EventSettings, EventState
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.events.making import (
    announcements,
    begun,
    deny_bot,
    ended,
    event_called,
    events_of,
    filled,
    furnish,
    pressed,
    published_by,
)
from tests.support.cards import answer, shown
from tests.support.community import Community


def card_text(message: object) -> str:
    return str([part.to_dict() for part in message.components])  # type: ignore[attr-defined]


async def proposed(community: Community, title: str = "Tea tasting") -> None:
    editor = await begun(community, community.asker, "event propose", title=title)
    done = await ended(community.asker, editor, "propose")
    assert "is with the moderators now" in shown(done)
    await community.run_due()


async def test_a_member_proposes_a_moderator_approves_and_the_member_hosts(community: Community) -> None:
    channel = await furnish(community)
    await proposed(community)
    [card] = community.queue.history()
    assert "Proposal: Tea tasting" in card_text(card) and f"<@{community.asker.id}>" in card_text(card)
    assert announcements(channel) == []

    await community.restart()
    await community.moderator.click(card, custom_id=f"events:approve:{(await event_called(community)).id}")
    await community.run_due()
    event = await event_called(community)
    assert event.state is EventState.PUBLISHED and event.host_id == community.asker.id
    assert len(announcements(channel)) == 1
    assert "Approved by" in card_text(community.queue.history()[0])

    told = await community.asker.slash(community.general, "event details", event=f"#{event.id}")
    assert "was approved" in shown(told)
    again = await community.asker.slash(community.general, "event details", event=f"#{event.id}")
    assert "was approved" not in shown(again)


async def test_in_japanese_a_proposal_is_declined_with_a_reason(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.asker_ja, "event propose", title="お茶の会")
    assert "モデレーターに提案する" in shown(editor)
    await ended(community.asker_ja, editor, "propose")
    await community.run_due()
    [card] = community.queue.history()
    event = await event_called(community, "お茶の会")

    form = await community.moderator.click(card, custom_id=f"events:decline:{event.id}")
    await community.moderator.submit_modal(form, {"reason": "会場が使えません"})
    await community.restart()
    told = await community.asker_ja.slash(community.general, "event propose")
    # The form has to be filled in first; it is told below the next answer.
    assert told.modal is not None
    editor = await community.asker_ja.submit_modal(
        told, {"title": "別の会", "start": "2026-01-10 19:00", "place-words": "カフェ"}
    )
    assert "見送りになりました" in shown(editor) and "会場が使えません" in shown(editor)


async def test_of_two_moderators_one_decides_and_the_other_is_told(community: Community) -> None:
    channel = await furnish(community)
    await proposed(community)
    [card] = community.queue.history()
    event = await event_called(community)
    form = await community.moderator2.click(card, custom_id=f"events:decline:{event.id}")

    approved, declined = await simulated.at_once(
        community.env,
        community.moderator.click(card, custom_id=f"events:approve:{event.id}"),
        community.moderator2.submit_modal(form, {"reason": "Not now"}),
    )
    said = "\n".join(message.content or "" for one in (approved, declined) for message in one.followups)
    assert "Somebody else has decided" in said
    await community.run_due()
    state = (await event_called(community)).state
    assert len(announcements(channel)) == (1 if state is EventState.PUBLISHED else 0)


async def test_a_moderator_puts_a_proposal_right_before_approving(community: Community) -> None:
    await furnish(community)
    await proposed(community)
    [card] = community.queue.history()
    event = await event_called(community)

    editor = await community.moderator.click(card, custom_id=f"events:edit-proposal:{event.id}")
    assert answer(editor).ephemeral and "A member's proposal" in shown(editor)
    editor = await filled(community.moderator, editor, "words", title="Green tea tasting")
    done = await ended(community.moderator, editor, "approve")
    assert "is published" in shown(done)
    await community.run_due()
    assert "Green tea tasting" in card_text(community.queue.history()[0])
    assert "Approved by" in card_text(community.queue.history()[0])


async def test_members_are_shown_nothing_to_publish_with(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.asker, "event propose", title="Another")
    assert "events:editor-end" in str(answer(editor).components)
    assert ":publish" not in str(answer(editor).components)


async def test_three_proposals_wait_at_the_most_and_one_can_be_taken_back(community: Community) -> None:
    await furnish(community)
    for number in range(3):
        await proposed(community, f"Event {number}")

    refused = await community.asker.slash(community.general, "event propose")
    assert "3 of your proposals" in shown(refused)
    choices = await community.asker.autocomplete(community.general, "event delete", "event", "event 1")
    asked = await community.asker.slash(community.general, "event delete", event=choices[0]["value"])
    await pressed(community.asker, asked, "events:delete")
    assert (await community.asker.slash(community.general, "event propose")).modal is not None


async def test_where_proposals_are_off_it_is_said_before_anybody_types(community: Community) -> None:
    await furnish(community)
    await community.set(EventSettings, proposals=False)

    for command in ("event propose", "event create"):
        assert "can't propose events" in shown(await community.asker.slash(community.general, command))
    simulated.set_locale(community.env, community.asker, "ja")
    assert "受け付けていません" in shown(await community.asker.slash(community.general, "event propose"))


@pytest.mark.parametrize("state", ["unset", "closed"])
async def test_what_keeps_a_proposal_from_being_public_is_said_and_it_waits(community: Community, state: str) -> None:
    if state == "closed":
        deny_bot(community, await furnish(community), "send_messages")
    await proposed(community)
    [card] = community.queue.history()
    event = await event_called(community)

    refused = await community.moderator.click(card, custom_id=f"events:approve:{event.id}")
    said = "\n".join(message.content or "" for message in refused.followups)
    assert ("No channel is set" if state == "unset" else "I lack") in said
    assert (await event_called(community)).state is EventState.PROPOSED


async def test_a_proposal_waits_for_a_queue_that_works(community: Community) -> None:
    await furnish(community)
    await community.set(ServerSettings, queue_channel_id=None)
    await proposed(community)
    assert community.queue.history() == []
    [row] = await community.app.due.given_up(guild_id=community.server.id)
    assert "queue" in (row.failure or "")

    await community.set(ServerSettings, queue_channel_id=community.queue.id)
    await community.app.due.retry(guild_id=community.server.id, due_id=row.id)
    community.fails("POST", f"/channels/{community.queue.id}/messages", 500)
    await community.run_due()
    await community.later(minutes=2)
    assert len(community.queue.history()) == 1


@pytest.mark.needs("members", "events")
async def test_a_host_who_leaves_is_replaced_by_the_co_host_or_by_moderators(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.moderator, title="With two")
    editor = await filled(community.moderator, editor, "people", host=[community.helper], cohost=[community.helper2])
    await ended(community.moderator, editor, "publish")

    community.server.remove_member(community.helper)
    await community.env.settle()
    await community.run_due()
    assert (await event_called(community, "With two")).host_id == community.helper2.id
    assert community.queue.history() == []

    community.server.remove_member(community.helper2)
    await community.env.settle()
    await community.run_due()
    [card] = community.queue.history()
    assert "has left the server" in card_text(card)
    event = await event_called(community, "With two")
    await community.moderator.select(card, [community.bystander], custom_id=f"events:name-host:{event.id}")
    assert (await event_called(community, "With two")).host_id == community.bystander.id
    assert "is hosted by" in card_text(community.queue.history()[0])


async def test_a_deleted_proposal_leaves_no_card_that_fails(community: Community) -> None:
    await furnish(community)
    await proposed(community)
    [card] = community.queue.history()
    event = await event_called(community)
    await community.app.events.organising.discard(
        by=Actor(id=community.asker.id, guild_id=community.server.id), event_id=event.id
    )

    refused = await community.moderator.click(card, custom_id=f"events:approve:{event.id}")
    assert "can't find this event" in "\n".join(message.content or "" for message in refused.followups)
    await community.run_due()
    assert "was taken back" in card_text(community.queue.history()[0])
    assert await events_of(community) == []


async def test_moderators_who_propose_are_not_limited(community: Community) -> None:
    await furnish(community)
    await community.set(EventSettings, proposals=False)
    form = await community.moderator.slash(community.general, "event propose")
    assert form.modal is not None
    await published_by(community, community.moderator)


async def test_that_a_host_has_left_is_found_out_within_a_day_also_where_nobody_heard_of_it(
    community: Community,
) -> None:
    await furnish(community)
    editor = await begun(community, community.moderator)
    editor = await filled(community.moderator, editor, "people", host=[community.helper])
    await ended(community.moderator, editor, "publish")
    community.env.hang_up()
    community.server.remove_member(community.helper)
    await community.restart()

    await community.later(days=1, minutes=11)
    await community.later(minutes=1)
    assert any("has left the server" in card_text(card) for card in community.queue.history())
