"""Live questions as people meet them on Discord: one card everybody sees, private pages, and hardly any edits."""

import discord
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.events.live import OPEN_MAX
from bot.events.store import occurrences
from bot.sandbox import simulated
from tests.events.evening import Evening, evening, pressed
from tests.events.test_attendance_screens import raw
from tests.support.cards import answer, buttons, shown, text_of
from tests.support.community import Community


async def opened(community: Community) -> Evening:
    tonight = await evening(community)
    await tonight.until_start()
    page = await community.helper.slash(community.general, "event questions")
    assert answer(page).ephemeral and "There is no open question" in shown(page)
    return tonight


async def cards(community: Community, tonight: Evening) -> list[discord.Message]:
    thread = community.bot.get_channel(tonight.occurrence.thread_id or 0)
    assert isinstance(thread, discord.Thread)
    return [message async for message in thread.history() if "💬" in text_of(raw(message))]


async def card_text(community: Community, tonight: Evening) -> str:
    await community.later(seconds=3)
    [card] = await cards(community, tonight)
    return text_of(raw(card))


async def ask(
    community: Community, tonight: Evening, who: simcord.MemberActor, text: str = "Which tea is this?"
) -> InteractionResult:
    [card] = await cards(community, tonight)
    form = await who.click(card, custom_id=f"events:live-ask:{tonight.id}")
    return await who.submit_modal(form, {"question": text})


async def page_of(community: Community, tonight: Evening, who: simcord.MemberActor) -> InteractionResult:
    [card] = await cards(community, tonight)
    return await who.click(card, custom_id=f"events:live-all:{tonight.id}")


async def test_members_ask_and_vote_and_the_host_takes_the_top_one(community: Community) -> None:
    tonight = await opened(community)
    asked = await ask(community, tonight, community.asker)
    assert answer(asked).ephemeral and "Your question is in: Which tea is this?" in shown(asked)
    await ask(community, tonight, community.bystander, "How long does it steep?")

    voting = await page_of(community, tonight, community.staff)
    second = next(id_ for id_ in buttons(answer(voting)) if id_.startswith("events:live-vote:2:"))
    voted = await community.staff.click(answer(voting), custom_id=second)
    assert "Take back my vote" in shown(voted)
    said = await card_text(community, tonight)
    assert said.index("▲ 2** · How long does it steep?") < said.index("▲ 1** · Which tea is this?")
    assert "2 open · 0 answered" in said

    hosting = await page_of(community, tonight, community.helper)
    top = next(id_ for id_ in buttons(answer(hosting)) if id_.startswith("events:live-answered:2:"))
    done = await community.helper.click(answer(hosting), custom_id=top)
    assert "steep" not in shown(done) and "Answered or set aside (1)" in shown(done)
    assert "1 open · 1 answered" in await card_text(community, tonight)

    decided = await pressed(community.helper, done, "events:live-decided")
    assert "answered" in shown(decided)
    back = await pressed(community.helper, decided, "events:live-back")
    assert "No question has been answered" in shown(back)


async def test_members_have_no_hosts_buttons_and_withdraw_their_own(community: Community) -> None:
    tonight = await opened(community)
    await ask(community, tonight, community.asker)
    page = await page_of(community, tonight, community.asker)
    ids = " ".join(buttons(answer(page)))
    assert "events:live-withdraw:1:1" in ids and "answered" not in ids and "vote" not in ids and "close" not in ids
    gone = await community.asker.click(answer(page), custom_id="events:live-withdraw:1:1")
    assert "There is no open question" in shown(gone)
    assert "Which tea" not in await card_text(community, tonight)


async def test_texts_notify_nobody_and_hide_nothing(community: Community) -> None:
    tonight = await opened(community)
    asked = await ask(community, tonight, community.asker, f"@everyone <@{community.staff.id}> [x](http://x) **b**")
    assert "\\*\\*b" in shown(asked)
    said = await card_text(community, tonight)
    assert "[x](" not in said.replace("\\[", "") and "@everyone" not in said
    [card] = await cards(community, tonight)
    assert card.mentions == [] and not card.mention_everyone


async def test_only_so_many_each_and_in_japanese(community: Community) -> None:
    tonight = await opened(community)
    for number in range(OPEN_MAX):
        said = shown(await ask(community, tonight, community.asker_ja, f"お茶の種類は？その{number}"))
        assert "質問を受け付けました" in said
    refused = await ask(community, tonight, community.asker_ja, "もうひとつ")
    assert "すでに3件あります" in simulated.said(refused)
    page = await page_of(community, tonight, community.asker_ja)
    assert "取り下げる" in shown(page) and "質問・Tea tasting" in shown(page)


async def test_many_votes_make_one_edit(community: Community) -> None:
    tonight = await opened(community)
    await ask(community, tonight, community.asker)
    await community.later(seconds=5)
    voters = (community.bystander, community.staff, community.moderator, community.admin, community.helper2)
    pages = [await page_of(community, tonight, who) for who in voters]
    before = len(community.env.http_requests)
    await simulated.at_once(
        community.env,
        *(who.click(answer(page), custom_id="events:live-vote:1:1") for who, page in zip(voters, pages, strict=True)),
    )
    said = await card_text(community, tonight)
    edits = [
        request
        for request in community.env.http_requests[before:]
        if request.method == "PATCH" and request.path.startswith("/channels/")
    ]
    assert "▲ 6** · Which tea" in said and len(edits) == 1


async def test_it_closes_with_the_event_and_says_what_was_answered(community: Community) -> None:
    tonight = await opened(community)
    await ask(community, tonight, community.asker)
    await community.later(seconds=5)
    await tonight.until_end()
    await community.later(seconds=10)
    [card] = await cards(community, tonight)
    said = text_of(raw(card))
    assert "Questions are closed" in said and "1 open · 0 answered" in said and "Which tea" in said
    assert not any(id_.startswith("events:live-ask") for id_ in buttons(raw(card)))


async def test_it_closes_at_once_when_the_event_is_cancelled_or_ends_early(community: Community) -> None:
    for act in (cancel, end_early):
        tonight = await opened(community)
        await ask(community, tonight, community.asker)
        await community.later(seconds=5)
        assert "Questions are closed" not in await card_text(community, tonight)

        await act(community, tonight)

        assert "Questions are closed" in await card_text(community, tonight), act.__name__


async def cancel(community: Community, tonight: Evening) -> None:
    async with community.app.database.write() as connection:
        await community.app.events.lifecycle.cancel_occurrence(
            connection, tonight.event, tonight.occurrence, reason=None, now=community.env.now()
        )


async def end_early(community: Community, tonight: Evening) -> None:
    """End it as Discord's own event does when somebody has ended that by hand."""
    async with community.app.database.write() as connection:
        one = await occurrences.get(connection, guild_id=community.server.id, occurrence_id=tonight.id)
        assert one is not None
        assert await community.app.events.running.ended_by_hand(connection, one, now=community.env.now())


async def test_a_restart_in_between_loses_nothing(community: Community) -> None:
    tonight = await opened(community)
    await ask(community, tonight, community.asker)
    await community.restart()
    assert "Which tea is this?" in await card_text(community, tonight)
    page = await page_of(community, tonight, community.staff)
    await community.restart()
    voted = await community.staff.click(answer(page), custom_id="events:live-vote:1:1")
    assert "Take back my vote" in shown(voted)


async def test_a_card_that_was_deleted_is_put_up_again_by_the_host_only(community: Community) -> None:
    tonight = await opened(community)
    await ask(community, tonight, community.asker)
    [card] = await cards(community, tonight)
    community.env.backend.delete_message(card.channel.id, card.id)
    await community.later(seconds=5)
    assert await cards(community, tonight) == []
    page = await community.helper.slash(community.general, "event questions")
    await pressed(community.helper, page, "events:live-post")
    assert "Which tea is this?" in await card_text(community, tonight)


async def test_without_a_thread_it_goes_into_the_voice_channels_chat(community: Community) -> None:
    tonight = await evening(community)
    await tonight.until_start()
    community.fails("POST", f"/channels/{tonight.occurrence.thread_id}/messages", 403, code=50013, times=None)
    await community.helper.slash(community.general, "event questions")
    assert "💬" in text_of(raw(tonight.room.history()[-1]))


async def test_where_nothing_can_be_posted_the_host_is_told(community: Community) -> None:
    await evening(community)
    await community.later(minutes=50)
    community.fails("POST", "/channels/*/messages", 403, code=50013, times=None)
    refused = await community.helper.slash(community.general, "event questions")
    assert "I can’t post the questions" in shown(refused)


async def test_a_member_without_a_card_is_told(community: Community) -> None:
    await evening(community)
    refused = await community.asker.slash(community.general, "event questions")
    assert "No questions are being collected" in shown(refused)
    tonight = await evening(community, title="Coffee")
    await community.helper.slash(community.general, "event questions", event=f"#{tonight.id}")
    page = await community.asker.slash(community.general, "event questions")
    assert "Questions · Coffee" in shown(page) and "Ask a question" in shown(page)
    another = await evening(community, title="Cocoa")
    await community.helper.slash(community.general, "event questions", event=f"#{another.id}")
    asked = await community.asker.slash(community.general, "event questions")
    assert "Several events are collecting questions" in shown(asked)


async def test_two_hosts_open_at_once_and_there_is_one_card(community: Community) -> None:
    tonight = await evening(community)
    await tonight.until_start()
    await simulated.at_once(
        community.env,
        community.helper.slash(community.general, "event questions"),
        community.moderator.slash(community.general, "event questions"),
    )
    assert len(await cards(community, tonight)) == 1


async def test_the_card_is_closed_at_once_where_the_event_is_cancelled(community: Community) -> None:
    tonight = await opened(community)
    assert "Questions are closed" not in await card_text(community, tonight)

    await community.app.events.moving.cancel_all(
        by=Actor(id=community.helper.id, guild_id=community.server.id), event_id=tonight.event.id, reason=""
    )

    assert "Questions are closed" in await card_text(community, tonight)
