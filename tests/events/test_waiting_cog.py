"""The waiting list on Discord: who is offered a place is mentioned in the thread, once, and answers there."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.events import rules
from bot.events.model import Answer
from bot.events.tables import event as event_table
from bot.sandbox import simulated
from tests.events.answering import Announced, announced, labels, text_of
from tests.support.cards import shown
from tests.support.community import Community, private_text


async def full(community: Community) -> Announced:
    """Have the asker on the only place, and the helper and a reader of Japanese waiting."""
    tea = await announced(community, capacity=1)
    for who in (community.asker, community.helper, community.helper_ja):
        await tea.press(who, "going")
    return tea


async def test_the_next_in_line_is_asked_in_the_thread_and_takes_the_place(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)

    [asked] = await tea.below()
    assert [person.id for person in asked.mentions] == [community.helper.id]
    assert "Are you coming?" in asked.content and list(labels(asked)) == ["Yes, I’m coming", "No, pass it on"]
    taken = await community.helper.click(asked, custom_id=f"rsvp:take:{tea.id}")
    await community.later(seconds=2)

    assert "place 1 of 1" in shown(taken)
    assert f"<@{community.helper.id}>" in text_of(tea.card) and "Waiting list: 1" in text_of(tea.card)


async def test_others_cant_press_what_is_somebody_elses_offer(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)
    [asked] = await tea.below()

    refused = await community.helper_ja.click(asked, custom_id=f"rsvp:take:{tea.id}")

    assert "ご案内中の席はありません" in private_text(refused)
    assert await tea.answer_of(community.helper) is Answer.OFFERED


async def test_a_place_that_is_passed_on_is_offered_to_the_next(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)
    [asked] = await tea.below()
    passed = await community.helper.click(asked, custom_id=f"rsvp:pass-on:{tea.id}")
    await community.later(seconds=2)

    assert "You can’t come" in shown(passed)
    assert [person.id for person in (await tea.below())[-1].mentions] == [community.helper_ja.id]
    stale = await community.helper.click(asked, custom_id=f"rsvp:take:{tea.id}")
    assert "No place is being offered to you" in private_text(stale)


async def test_taking_and_passing_on_at_once_comes_to_one_answer(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)
    [asked] = await tea.below()

    await simulated.at_once(
        community.env,
        community.helper.click(asked, custom_id=f"rsvp:take:{tea.id}"),
        community.helper.click(asked, custom_id=f"rsvp:pass-on:{tea.id}"),
    )

    answers = [await tea.answer_of(who) for who in (community.helper, community.helper_ja)]
    assert answers in ([Answer.GOING, Answer.WAITING], [Answer.CANNOT, Answer.OFFERED])


async def test_an_offer_nobody_takes_goes_on_and_is_told_to_the_next(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)
    await community.later(hours=12)
    await community.later(seconds=2)

    assert await tea.answer_of(community.helper) is Answer.MAYBE
    assert [person.id for person in (await tea.below())[-1].mentions] == [community.helper_ja.id]
    own = shown(await tea.press(community.helper, "going"))
    assert "number 1 on the waiting list" in own


async def test_close_to_the_start_the_next_gets_the_place_and_is_told(community: Community) -> None:
    tea = await full(community)
    await community.env.pass_time(timedelta(days=2, hours=23, minutes=20))
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)

    told = (await tea.below())[-1]
    assert "you’re off the waiting list and going" in told.content
    assert [person.id for person in told.mentions] == [community.helper.id]


async def test_more_places_are_offered_to_all_they_are_enough_for_in_one_message(community: Community) -> None:
    tea = await full(community)
    async with community.app.database.write() as connection:
        await connection.execute(update(event_table).values(capacity=3))
    await tea.plan(rules.SHOW)
    await community.later(seconds=2)
    await community.later(seconds=2)

    [asked] = await tea.below()
    assert {person.id for person in asked.mentions} == {community.helper.id, community.helper_ja.id}


@pytest.mark.expects_errors
async def test_an_offer_that_was_told_and_not_noted_is_not_told_again(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    told = community.app.events.waiting.told

    async def dies(*_: object, **__: object) -> None:
        community.app.events.waiting.told = told  # type: ignore[method-assign]
        raise RuntimeError("killed")

    community.app.events.waiting.told = dies  # type: ignore[method-assign]
    await community.later(seconds=2)
    await community.later(minutes=2)

    assert len(await tea.below()) == 1


async def test_an_offer_survives_a_restart(community: Community) -> None:
    tea = await full(community)
    await tea.press(community.asker, "cannot")
    await community.restart()
    tea.community = community
    await community.later(seconds=2)

    [asked] = await tea.below()
    taken = await community.helper.click(asked, custom_id=f"rsvp:take:{tea.id}")

    assert "place 1 of 1" in shown(taken)


@pytest.mark.needs("members", "events")
async def test_who_leaves_the_server_makes_room_at_once(community: Community) -> None:
    tea = await full(community)
    community.server.remove_member(community.asker)
    await community.env.settle()
    await community.later(seconds=2)

    assert await tea.answer_of(community.asker) is Answer.CANNOT
    assert [person.id for person in (await tea.below())[-1].mentions] == [community.helper.id]


async def test_who_left_while_the_bot_was_away_is_found_within_a_day(community: Community) -> None:
    tea = await full(community)
    community.env.hang_up()
    community.server.remove_member(community.asker)
    await community.restart()
    tea.community = community
    await community.later(seconds=2)
    await community.later(seconds=2)

    assert await tea.answer_of(community.asker) is Answer.CANNOT
    assert await tea.answer_of(community.helper) is Answer.OFFERED
    assert await tea.answer_of(community.helper_ja) is Answer.WAITING


async def test_nobody_is_withdrawn_where_discord_doesnt_say_who_is_there(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    tea = await full(community)

    async def silent(*_: object, **__: object) -> list[object]:
        raise TimeoutError

    monkeypatch.setattr("discord.Guild.query_members", silent)
    await community.later(days=1, hours=1)

    assert await tea.answer_of(community.asker) is Answer.GOING


@pytest.mark.parametrize(("status", "code"), [(500, 0), (429, 0)])
async def test_busy_discord_gets_the_offer_later_and_once(community: Community, status: int, code: int) -> None:
    tea = await full(community)
    thread = await tea.thread()
    community.fails("POST", f"/channels/{thread.id}/messages", status, code=code)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)
    await community.later(minutes=2)

    assert len(await tea.below()) == 1


async def test_where_nothing_may_be_said_admins_see_it_and_the_offer_stands_on_the_private_card(
    community: Community,
) -> None:
    tea = await full(community)
    thread = await tea.thread()
    community.fails("POST", f"/channels/{thread.id}/messages", 403, code=50013, times=None)
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)

    assert "nothing can be said in" in shown(await community.admin.slash(community.general, "doctor"))
    assert "place 1 of 1" in shown(await tea.press(community.helper, "going"))


async def test_where_the_thread_was_deleted_the_offer_is_made_below_the_announcement(community: Community) -> None:
    tea = await full(community)
    await simulated.delete_thread(community.env, await tea.thread())
    await tea.press(community.asker, "cannot")
    await community.later(seconds=2)

    [asked] = [message for message in tea.channel.history() if "Are you coming?" in message.content]
    assert "place 1 of 1" in shown(await community.helper.click(asked, custom_id=f"rsvp:take:{tea.id}"))
