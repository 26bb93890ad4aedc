"""Answering on Discord: everybody gets the private truth in their own language, and two never get the last place."""

import pytest
import simcord
from simcord.results import InteractionResult
from sqlalchemy import update

from bot.actor import Actor
from bot.config import Config
from bot.events.model import Answer
from bot.events.rsvp_model import Wish
from bot.events.tables import event as event_table
from bot.sandbox import simulated
from tests.events.answering import Announced, announced, button, labels
from tests.support.cards import answer, shown
from tests.support.community import Community, open_community, private_text


async def test_a_member_reads_their_place_privately_and_changes_their_answer_there(community: Community) -> None:
    tea = await announced(community, capacity=50)

    going = await tea.press(community.asker, "going")
    assert "**You’re in:** place 1 of 50." in shown(going) and answer(going).ephemeral
    changed = await community.asker.click(answer(going), custom_id=f"rsvp:cannot:{tea.id}")

    assert "You can’t come" in shown(changed) and "Your place is free for somebody else now" in shown(changed)
    assert not changed.followups, "the same private card says it now"
    assert await tea.answer_of(community.asker) is Answer.CANNOT


async def test_a_reader_of_japanese_is_told_in_japanese(community: Community) -> None:
    tea = await announced(community, capacity=1)
    await tea.press(community.helper, "going")

    told = shown(await tea.press(community.helper_ja, "going"))

    assert "キャンセル待ちの1番目です" in told and "リマインダーをDMで受け取る" in told


@pytest.mark.parametrize(
    ("wish", "said"),
    [("going", "number 1 of those who come"), ("maybe", "Your answer is “Maybe”"), ("cannot", "You can’t come")],
)
async def test_pressing_twice_says_that_nothing_has_changed(community: Community, wish: str, said: str) -> None:
    tea = await announced(community)
    first = shown(await tea.press(community.asker, wish))

    again = shown(await tea.press(community.asker, wish))

    assert said in first and "Nothing has changed" not in first
    assert said in again and "Nothing has changed" in again


async def test_two_at_once_on_the_last_place(community: Community) -> None:
    tea = await announced(community, capacity=1)

    results = await simulated.at_once(
        community.env,
        *(who.click(tea.card, custom_id=f"rsvp:going:{tea.id}") for who in (community.asker, community.helper_ja)),
    )

    told = "\n".join(shown(result) for result in results)
    answers = {await tea.answer_of(who) for who in (community.asker, community.helper_ja)}
    assert answers == {Answer.GOING, Answer.WAITING}
    assert ("place 1 of 1" in told) == (await tea.answer_of(community.asker) is Answer.GOING)
    assert ("1番目です" in told) == (await tea.answer_of(community.helper_ja) is Answer.WAITING)


async def test_the_same_person_pressing_going_and_cant_at_once_has_one_answer(community: Community) -> None:
    tea = await announced(community, capacity=1)

    await simulated.at_once(community.env, tea.press(community.asker, "going"), tea.press(community.asker, "cannot"))
    told = shown(await tea.press(community.helper, "going"))

    mine = await tea.answer_of(community.asker)
    assert (mine, "place 1 of 1" in told) in ((Answer.GOING, False), (Answer.CANNOT, True))


async def test_who_it_isnt_for_reads_who_it_is_for(community: Community) -> None:
    staff = community.roles["staff"]
    tea = await announced(community, audience_role_id=staff.id, host_id=community.helper.id)

    refused = await tea.press(community.asker, "going")

    assert f"everybody with <@&{staff.id}>" in private_text(refused)
    assert await tea.answer_of(community.asker) is None
    assert "You’re in" in shown(await tea.press(community.staff, "going"))
    assert "You’re in" in shown(await tea.press(community.helper, "going")), "its host is always welcome"


async def test_moderators_and_hosts_see_every_list_and_members_who_comes(community: Community) -> None:
    tea = await announced(community, capacity=1, host_id=community.helper.id)
    await tea.press(community.asker, "going")
    await tea.press(community.asker_ja, "going")
    await tea.press(community.bystander, "maybe")

    for who in (community.helper, community.moderator, community.admin):
        lists = await tea.press(who, "people")
        assert f"<@{community.asker.id}>" in shown(lists)
        waiting = await who.click(answer(lists), custom_id=f"rsvp:list:{tea.id}:1")
        assert f"<@{community.asker_ja.id}>" in shown(waiting) and f"<@{community.asker.id}>" not in shown(waiting)
    seen = await tea.press(community.helper_ja, "people")
    assert f"<@{community.asker.id}>" in shown(seen) and "キャンセル待ち1名" in shown(seen)
    assert f"<@{community.asker_ja.id}>" not in shown(seen), "who waits is the hosts' to know"
    assert not labels(answer(seen))


async def test_a_long_list_is_leafed_through(community: Community) -> None:
    tea = await announced(community)
    for number in range(31):
        await community.app.events.answering.answer(
            by=Actor(id=9_000 + number, guild_id=community.server.id), occurrence_id=tea.id, wish=Wish.GOING
        )

    first = await tea.press(community.asker, "people")
    assert shown(first).count("<@") == 30
    second = await community.asker.click(answer(first), label="Next")

    assert shown(second).count("<@") == 1


async def test_being_reminded_by_message_is_chosen_on_the_private_card(community: Community) -> None:
    tea = await announced(community)
    own = await tea.press(community.asker, "going")
    assert "Reminders are posted in the event’s thread" in shown(own)

    changed = await community.asker.click(answer(own), custom_id=f"rsvp:by-message:{tea.id}:1")
    assert "come by direct message" in shown(changed)
    back = await community.asker.click(answer(changed), custom_id=button(answer(changed), "rsvp:by-message"))

    assert "Reminders are posted in the event’s thread" in shown(back)


async def test_answers_hold_after_a_restart_and_its_buttons_too(community: Community) -> None:
    tea = await announced(community, capacity=1)
    going = await tea.press(community.asker, "going")
    await community.restart()
    tea.community = community

    again = await community.asker.click(answer(going), custom_id=f"rsvp:maybe:{tea.id}")

    assert "Your answer is “Maybe”" in shown(again)
    assert "place 1 of 1" in shown(await tea.press(community.helper, "going"))


async def test_an_event_that_was_deleted_or_is_forged_is_refused(community: Community) -> None:
    tea = await announced(community)
    card = tea.card
    async with community.app.database.write() as connection:
        await connection.execute(event_table.delete())

    refused = await community.asker.click(card, custom_id=f"rsvp:going:{tea.id}")

    assert "can't find this date" in private_text(refused)


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (500, 0), (429, 0)])
async def test_an_answer_discord_doesnt_take_is_told_with_the_next_press(
    community: Community, status: int, code: int
) -> None:
    tea = await announced(community, capacity=1)
    community.fails("POST", "/webhooks/*", status, code=code)
    await tea.press(community.asker, "going")
    told = shown(await tea.press(community.asker, "going"))

    assert "place 1 of 1" in told, "it counted, and pressing again doesn't undo it"


async def test_a_server_in_japanese_with_a_member_who_reads_english(config: Config) -> None:
    async with open_community(config, locale="ja") as community:
        with community.env.time_context():
            tea = await announced(community, title="お茶会", capacity=3)
            told = shown(await tea.press(community.asker, "going"))
            assert "お茶会" in told and "place 1 of 3" in told
            assert "参加する" in labels(tea.card)


async def test_an_event_with_fewer_places_now_says_so_truthfully(community: Community) -> None:
    tea = await announced(community, capacity=2)
    await tea.press(community.asker, "going")
    await tea.press(community.helper, "going")
    async with community.app.database.write() as connection:
        await connection.execute(update(event_table).values(capacity=1))

    told = await pressed(community, tea, community.bystander)

    assert "All places are taken" in told and "number 1 on the waiting list" in told
    assert "Nothing has changed" in await pressed(community, tea, community.helper)


async def pressed(community: Community, tea: Announced, who: simcord.MemberActor) -> str:
    result: InteractionResult = await tea.press(who, "going")
    return shown(result)
