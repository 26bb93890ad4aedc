"""The announcement: posted once with its thread, brought up to date by a handful of edits, and what happens when parts of it are gone."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.http import router
from simcord.results import InteractionResult
from sqlalchemy import insert, update

from bot.actor import Actor
from bot.config import Config
from bot.due import due_row
from bot.events import rules
from bot.events.model import (
    DESCRIPTION_MAX,
    LINE_MAX,
    PLACE_MAX,
    REASON_MAX,
    TITLE_MAX,
    Answer,
    Event,
    EventSettings,
    EventState,
    Occurrence,
    OccurrenceState,
    PlaceKind,
)
from bot.events.rsvp_model import NAMES_SHOWN, Counts, Told, Wish
from bot.events.tables import event_picture
from bot.i18n import Language
from bot.sandbox import simulated
from bot.ui.actions import view_of
from bot.ui.layout import TEXT_LIMIT
from cogs.events.announcing import announcement
from tests.events.answering import Announced, announced, labels, text_of, to_announce
from tests.events.gathering import at
from tests.support.cards import answer, shown
from tests.support.community import Community, open_community

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


LONG_ID = 1_456_074_443_990_000_000


def edits(community: Community) -> int:
    """Return how often the bot has edited a message of a channel so far."""
    return sum(
        1
        for request in community.env.http_requests
        if request.method == "PATCH" and request.path.startswith("/channels/") and "/messages/" in request.path
    )


async def findings(community: Community) -> str:
    return shown(await community.admin.slash(community.general, "doctor"))


async def test_the_announcement_says_all_there_is_to_know_and_has_a_thread(community: Community) -> None:
    voice = community.server.create_voice_channel("lounge")
    tea = await announced(
        community,
        title="Tea *tasting*",
        capacity=12,
        place_kind=PlaceKind.VOICE,
        place_channel_id=voice.id,
        cohost_id=community.helper.id,
        price="500 yen",
        sponsor="Hill & Co",
        audience_role_id=community.roles["staff"].id,
    )

    said, occurrence = text_of(tea.card), await tea.occurrence()
    assert "## Tea \\*tasting\\*" in said and "Bring a cup." in said
    assert f"<t:{at(occurrence.starts_at)}:F>" in said and f"<#{voice.id}>" in said
    assert f"<@{community.staff.id}>, <@{community.helper.id}>" in said
    assert f"<@&{community.roles['staff'].id}>" in said
    assert "500 yen" in said and "Hill & Co" in said and "**Going · 0 of 12**" in said
    assert labels(tea.card) == {
        "Going": True,
        "Maybe": True,
        "Can’t": True,
        "Who’s coming": True,
        "Add to calendar": True,
    }
    [posted] = [
        request for request in community.env.http_requests if request.path == f"/channels/{tea.channel.id}/messages"
    ]
    assert posted.json is not None and posted.json["allowed_mentions"] == {"parse": []}, "nobody is notified"
    assert str((await tea.thread())._channel.name).startswith("Tea *tasting* · 20")


async def test_a_japanese_server_is_told_in_japanese(config: Config) -> None:
    async with open_community(config, locale="ja") as community:
        with community.env.time_context():
            tea = await announced(community, title="お茶会", capacity=12)
            await tea.press(community.helper, "going")
            await community.later(seconds=2)

            assert "**参加　1名（定員12名）**" in text_of(tea.card)
            assert list(labels(tea.card)) == ["参加する", "未定", "参加できない", "参加者を見る", "カレンダーに追加"]


async def test_the_picture_stays_when_the_card_is_edited(community: Community) -> None:
    tea = await to_announce(community)
    async with community.app.database.write() as connection:
        event_id = (await tea.occurrence()).event_id
        await connection.execute(
            insert(event_picture).values(event_id=event_id, guild_id=community.server.id, format="png", data=PNG)
        )
    await community.run_due()
    await tea.press(community.asker, "going")
    await community.later(seconds=2)

    assert f"<@{community.asker.id}>" in text_of(tea.card)
    assert "event.png" in str([row.to_dict() for row in tea.card.components])


@pytest.mark.parametrize("language", Language)
def test_the_fullest_card_is_one_that_discord_takes(language: Language) -> None:
    begins = datetime(2026, 12, 31, 20, tzinfo=UTC)
    event, occurrence = fullest(begins)

    view = announcement(
        event,
        occurrence,
        language=language,
        counts=Counts(going=10_000, offered=10_000, waiting=10_000, maybe=10_000),
        going=[LONG_ID + number for number in range(NAMES_SHOWN)],
        rank="*" * 80,
        picture="event.png",
    )

    assert view.content_length() <= TEXT_LIMIT
    assert len(list(view.walk_children())) <= 40


def fullest(begins: datetime) -> tuple[Event, Occurrence]:
    """Return an event of which everything is as long as it can be, and full of signs that have to be escaped."""
    values: dict[str, Any] = {field.name: None for field in fields(Event)} | {
        "id": 1,
        "guild_id": 1,
        "state": EventState.PUBLISHED,
        "title": "*" * TITLE_MAX,
        "description": "*" * DESCRIPTION_MAX,
        "place_kind": PlaceKind.EXTERNAL,
        "place": "*" * PLACE_MAX,
        "capacity": 10_000,
        "audience_role_id": LONG_ID,
        "audience_rank_id": 1,
        "needs_rank": True,
        "host_id": LONG_ID,
        "cohost_id": LONG_ID,
        "sponsor": "*" * LINE_MAX,
        "price": "*" * LINE_MAX,
    }
    date: dict[str, Any] = {field.name: None for field in fields(Occurrence)} | {
        "id": 1,
        "guild_id": 1,
        "original_at": begins - timedelta(days=1),
        "starts_at": begins,
        "ends_at": begins + timedelta(days=3),
        "moved": True,
        "state": OccurrenceState.CANCELLED,
        "cancelled_reason": "*" * REASON_MAX,
    }
    return Event(**values), Occurrence(**date)


@pytest.fixture
def patient(community: Community) -> Community:
    """The same community on a busy machine: much is to be done at once, and how long that takes isn't what is tested."""
    community.env.settle_timeout = 60.0
    return community


async def test_only_twenty_names_are_shown(patient: Community) -> None:
    community = patient
    tea = await announced(community)
    for number in range(23):
        await community.app.events.answering.answer(
            by=Actor(id=LONG_ID + number, guild_id=community.server.id), occurrence_id=tea.id, wish=Wish.GOING
        )
    await community.later(seconds=2)

    assert text_of(tea.card).count("<@") == 20 + 1, "twenty names and the host's"
    assert "and 3 more" in text_of(tea.card)


async def test_forty_presses_in_five_seconds_make_a_handful_of_edits(patient: Community) -> None:
    community = patient
    tea = await announced(community, capacity=25)
    people = []
    for number in range(40):
        people.append(community.server.add_member(community.env.create_user(f"guest{number}")))
        await community.env.settle()
    before = edits(community)

    for second in range(5):
        await simulated.at_once(
            community.env,
            *(who.click(tea.card, custom_id=f"rsvp:going:{tea.id}") for who in people[8 * second : 8 * second + 8]),
        )
        await community.later(seconds=1)  # the timer of a running bot looks every two
    await community.later(seconds=2)

    assert 1 <= edits(community) - before <= 6
    assert "**Going · 25 of 25**" in text_of(tea.card) and "Waiting list: 15" in text_of(tea.card)


async def test_an_answer_is_shown_within_three_seconds_though_others_keep_coming(community: Community) -> None:
    tea = await announced(community)
    await tea.press(community.asker, "going")

    for who in (community.helper, community.helper2, community.bystander):
        await community.later(seconds=0.7)
        await tea.press(who, "maybe")

    assert f"<@{community.asker.id}>" in text_of(tea.card)


async def test_an_answer_that_comes_while_the_card_is_edited_is_shown_by_another_edit(community: Community) -> None:
    tea = await announced(community)
    await tea.press(community.asker, "going")
    editing = community.app.due._handlers[rules.SHOW]

    async def edited_while_somebody_answers(due: object) -> None:
        community.app.due.handle(rules.SHOW, editing)
        await editing(due)  # type: ignore[arg-type]
        await community.app.events.answering.left(guild_id=community.server.id, member_id=community.asker.id)

    community.app.due.handle(rules.SHOW, edited_while_somebody_answers)
    await community.later(seconds=2)
    assert "**Going · 1**" in text_of(tea.card)
    await community.later(seconds=2)

    assert "**Going · 0**" in text_of(tea.card)


async def test_nothing_is_lost_when_the_bot_is_killed_between_answer_and_edit(community: Community) -> None:
    tea = await announced(community, capacity=1)
    await tea.press(community.asker, "going")
    await tea.press(community.helper, "going")
    await community.restart()
    tea.community = community

    await community.later(seconds=2)

    assert f"<@{community.asker.id}>" in text_of(tea.card) and "Waiting list: 1" in text_of(tea.card)
    assert "nothing has changed" in shown(await tea.press(community.helper, "going")).lower()


async def test_an_announcement_that_was_sent_and_not_noted_is_found_again(community: Community) -> None:
    tea = await announced(community)
    await tea.change(channel_id=None, message_id=None, thread_id=None)  # as if the process had died in between
    await tea.plan(rules.ANNOUNCE)
    community.fails("GET", f"/channels/{tea.channel.id}/messages", 500)
    async with community.app.database.write() as connection:
        await connection.execute(update(due_row).where(due_row.c.kind == rules.ANNOUNCE).values(attempts=1))
    await community.run_due()
    await community.later(minutes=40)

    assert len(tea.cards()) == 1
    occurrence = await tea.occurrence()
    assert occurrence.message_id == tea.card.id and occurrence.thread_id == tea.card.id


async def test_busy_discord_gets_the_edit_later(community: Community) -> None:
    tea = await announced(community)
    await tea.press(community.asker, "going")
    community.fails("PATCH", f"/channels/{tea.channel.id}/messages/*", 500)
    await community.later(seconds=2)
    assert "**Going · 0**" in text_of(tea.card)
    await tea.press(community.helper, "going")
    await community.later(minutes=2)

    assert "**Going · 2**" in text_of(tea.card)


# What an event becomes


async def test_a_cancelled_event_says_so_and_cant_be_answered(community: Community) -> None:
    tea = await announced(community)
    old = tea.card
    await tea.change(state=OccurrenceState.CANCELLED, cancelled_reason="Rain.")
    told = await community.asker.click(old, custom_id=f"rsvp:going:{tea.id}")
    assert "over or cancelled" in shown(told)
    await tea.plan(rules.SHOW)
    await community.run_due()

    assert "❌ **Cancelled**" in text_of(tea.card) and "Reason: Rain." in text_of(tea.card)
    assert labels(tea.card) == {
        "Going": False,
        "Maybe": False,
        "Can’t": False,
        "Who’s coming": True,
        "Add to calendar": True,
    }


@pytest.mark.parametrize(
    ("state", "said"), [(OccurrenceState.RUNNING, "On right now"), (OccurrenceState.ENDED, "This is over")]
)
async def test_the_card_says_whether_it_is_on_or_over(community: Community, state: OccurrenceState, said: str) -> None:
    tea = await announced(community)
    await tea.change(state=state)
    await tea.plan(rules.SHOW)
    await community.run_due()

    assert said in text_of(tea.card)
    assert labels(tea.card)["Going"] is (state is OccurrenceState.RUNNING)


async def test_what_is_cancelled_or_over_by_the_time_is_not_announced(community: Community) -> None:
    cancelled, late = await to_announce(community), await to_announce(community)
    declined = await to_announce(community, state=EventState.CANCELLED)
    await cancelled.change(state=OccurrenceState.CANCELLED)
    await late.change(starts_at=community.env.now() - timedelta(hours=3), ends_at=community.env.now())
    await community.run_due()

    assert [one.cards() for one in (cancelled, late, declined)] == [[], [], []]


async def test_those_concerned_are_mentioned_when_it_is_moved(community: Community) -> None:
    tea = await announced(community, capacity=1)
    for who, wish in ((community.asker, "going"), (community.helper, "going"), (community.asker_ja, "maybe")):
        await tea.press(who, wish)
    await tea.press(community.bystander, "cannot")
    before = (await tea.occurrence()).starts_at
    await tea.change(starts_at=before + timedelta(hours=1), moved=True)
    await tea.plan(rules.TELL, what="moved", **{"from": before.isoformat()})
    await community.run_due()

    [told] = await tea.below()
    assert f"from <t:{at(before)}:F> to **<t:{at(before + timedelta(hours=1))}:F>**" in told.content
    assert {person.id for person in told.mentions} == {
        community.asker.id,
        community.helper.id,
        community.asker_ja.id,
    }
    assert "Reminders" in shown(await community.asker.click(told, custom_id=f"rsvp:mine:{tea.id}"))


async def test_a_move_that_is_cancelled_before_it_is_told_is_told_as_cancelled(community: Community) -> None:
    tea = await announced(community)
    await tea.press(community.asker, "maybe")
    await tea.plan(rules.TELL, what="moved", **{"from": community.env.now().isoformat()})
    await tea.change(state=OccurrenceState.CANCELLED, cancelled_reason="No *tea*.")
    await community.run_due()

    [told] = await tea.below()
    assert "has been cancelled" in told.content and "No \\*tea\\*." in told.content
    assert [person.id for person in told.mentions] == [community.asker.id]


async def test_of_two_moves_before_they_are_told_the_first_start_and_the_last_are_said(community: Community) -> None:
    tea = await announced(community)
    first = (await tea.occurrence()).starts_at
    for hours in (1, 2):
        before = (await tea.occurrence()).starts_at
        await tea.change(starts_at=first + timedelta(hours=hours))
        async with community.app.database.write() as connection:
            await community.app.events.announcing.plan_tell(
                connection, guild_id=community.server.id, occurrence_id=tea.id, what=Told.MOVED, before=before
            )
    await community.run_due()

    [told] = await tea.below()
    assert f"<t:{at(first)}:F>" in told.content and f"<t:{at(first + timedelta(hours=2))}:F>" in told.content


async def test_many_are_mentioned_in_messages_that_discord_takes_and_nobody_twice(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    tea = await announced(community)
    everybody = [LONG_ID + number for number in range(170)]
    for member_id in everybody:
        await community.app.events.answering.answer(
            by=Actor(id=member_id, guild_id=community.server.id), occurrence_id=tea.id, wish=Wish.GOING
        )
    await tea.change(state=OccurrenceState.CANCELLED, cancelled_reason="R" * 300)
    await tea.plan(rules.TELL, what="cancelled")
    path = f"/channels/{(await tea.thread()).id}/messages"
    posted: list[str] = []

    def cut_off(backend: Any, method: str, asked: str, **request: Any) -> Any:
        if (method, asked) == ("POST", path):
            posted.append(asked)
            if len(posted) == 2:
                community.fails(method, path, 500)
        return dispatch(backend, method, asked, **request)

    dispatch = router.dispatch
    monkeypatch.setattr(router, "dispatch", cut_off)
    await community.run_due()
    assert len(await tea.below()) == 1, "the first try was cut off after one message"
    await community.later(minutes=2)

    told = await tea.below()
    assert sorted(member_id for message in told for member_id in message.raw_mentions) == everybody
    assert all(len(message.content) <= 2000 and len(message.raw_mentions) <= 80 for message in told)


# What is gone, or not allowed


async def test_a_deleted_announcement_is_shown_to_admins_and_posted_again_by_the_host(community: Community) -> None:
    tea = await announced(community)
    await tea.press(community.asker, "going")
    thread = await tea.thread()
    await community.moderator.delete(tea.card)
    await community.later(minutes=1)

    assert tea.cards() == [], "somebody may have meant it"
    assert "was deleted, so nobody can answer there" in await findings(community)
    await tea.plan(rules.ANNOUNCE)  # whatever else plans it
    await community.run_due()
    assert tea.cards() == []
    own = await mine(community, tea, community.staff)
    await community.staff.click(answer(own), custom_id=f"rsvp:post-again:{tea.id}")
    await community.later(minutes=1)

    assert f"<@{community.asker.id}>" in text_of(tea.card)
    assert (await tea.occurrence()).thread_id == thread.id, "what was said stays together"
    assert "was deleted, so nobody" not in await findings(community)


async def mine(community: Community, tea: Announced, who: simcord.MemberActor) -> InteractionResult:
    """Have somebody open their own answer by the button other messages have."""
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    channel = guild.get_channel(community.general.id)
    assert isinstance(channel, discord.TextChannel)
    view = view_of(community.bot.entrances["event"](tea.id, Language.EN))
    assert view is not None
    await channel.send("Look:", view=view)
    await community.env.settle()
    message = community.general.last_message
    assert message is not None
    return await who.click(message, custom_id=f"rsvp:mine:{tea.id}")


async def test_others_cant_have_it_posted_again(community: Community) -> None:
    tea = await announced(community)
    await community.moderator.delete(tea.card)
    await community.later(minutes=1)

    own = await mine(community, tea, community.asker)

    assert "Post the announcement again" not in shown(own)


async def test_without_the_right_to_make_threads_the_announcement_stays(community: Community) -> None:
    tea = await to_announce(community)
    community.fails("POST", "/channels/*/messages/*/threads", 403, code=50013, times=None)
    await community.run_due()
    await tea.press(community.asker, "going")
    await community.later(seconds=2)

    assert f"<@{community.asker.id}>" in text_of(tea.card)
    assert (await tea.occurrence()).thread_id is None
    assert "an event gets no thread" in await findings(community)


async def test_where_the_thread_is_gone_it_is_said_in_another_or_in_the_channel(community: Community) -> None:
    tea = await announced(community)
    await tea.press(community.asker, "going")
    await simulated.delete_thread(community.env, await tea.thread())
    community.fails("POST", "/channels/*/messages/*/threads", 400, code=160004, times=None)
    await tea.change(state=OccurrenceState.CANCELLED)
    await tea.plan(rules.TELL, what="cancelled")
    await community.run_due()
    await community.later(minutes=2)

    said = [message for message in tea.channel.history() if "has been cancelled" in message.content]
    assert [person.id for message in said for person in message.mentions] == [community.asker.id]


async def test_without_a_channel_admins_learn_why_nothing_is_announced(community: Community) -> None:
    tea = await to_announce(community)
    await community.set(EventSettings, channel_id=None)
    await community.run_due()

    assert tea.cards() == []
    assert "no channel is set for them" in await findings(community)


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (403, 50001)])
async def test_a_card_that_cant_be_edited_is_given_up_visibly_and_answers_still_count(
    community: Community, status: int, code: int
) -> None:
    tea = await announced(community)
    community.fails("PATCH", f"/channels/{tea.channel.id}/messages/*", status, code=code, times=None)
    told = await tea.press(community.asker, "going")
    await community.later(seconds=2)

    assert "You’re in" in shown(told) and await tea.answer_of(community.asker) is Answer.GOING
    assert "can't be edited" in await findings(community)
    community.works_again()
    await tea.press(community.helper, "going")
    await community.later(seconds=2)

    assert "**Going · 2**" in text_of(tea.card)


async def test_a_deleted_channel_ends_its_announcements(community: Community) -> None:
    tea = await announced(community)
    community.env.backend.delete_channel(tea.channel.id)
    await community.env.settle()
    await tea.plan(rules.SHOW)
    await community.run_due()

    assert (await tea.occurrence()).message_id is None
    assert "was deleted, so nobody can answer there" in await findings(community)
