"""Changing, moving and cancelling what is published, on Discord."""

import discord
import pytest
from sqlalchemy import select

from bot.config import Config
from bot.due import due_row
from bot.events import rules
from bot.events.model import Event, EventState, Occurrence, OccurrenceState
from bot.events.rsvp_model import Wish
from bot.events.store import changing
from bot.i18n import Language
from bot.sandbox import simulated
from bot.ui.actors import actor_from
from tests.events.making import (
    announcements,
    begun,
    button_of,
    ended,
    event_called,
    events_of,
    filled,
    furnish,
    pressed,
    published_by,
)
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, open_community


async def dates_of(community: Community, event: Event) -> list[Occurrence]:
    async with community.app.database.read() as connection:
        return await changing.all_of(connection, event_id=event.id)


async def answered(community: Community, who: object, occurrence: Occurrence) -> None:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    member = await guild.fetch_member(who.id)  # type: ignore[attr-defined]
    actor = await actor_from(community.bot, member)
    await community.app.events.answering.answer(by=actor, occurrence_id=occurrence.id, wish=Wish.GOING)


async def told_of(community: Community, occurrence: Occurrence) -> dict[str, object] | None:
    async with community.app.database.read() as connection:
        row = await connection.scalar(
            select(due_row.c.payload).where(due_row.c.kind == rules.TELL, due_row.c.subject_id == occurrence.id)
        )
    return row if row is None else dict(row)


async def below(community: Community, occurrence: Occurrence) -> list[discord.Message]:
    """Return what the bot has said in the event's thread, the oldest first."""
    thread = community.bot.get_channel(occurrence.thread_id or 0)
    assert isinstance(thread, discord.Thread)
    return [sent async for sent in thread.history(oldest_first=True) if sent.type is discord.MessageType.default]


async def weekly(community: Community) -> Event:
    """Have a moderator publish a weekly event, and its first announcement made."""

    editor = await begun(community, community.moderator)
    editor = await filled(community.moderator, editor, "repeats", preset=["weekly"])
    await ended(community.moderator, editor, "publish")
    await community.run_due()
    return await event_called(community)


async def test_nothing_changes_before_it_is_saved_and_those_concerned_are_told(community: Community) -> None:
    channel = await furnish(community)
    event = await published_by(community, community.moderator)
    await community.run_due()
    [date] = await dates_of(community, event)
    await answered(community, community.asker, date)

    editor = await community.moderator.slash(community.general, "event edit", event=f"#{event.id}")
    assert "nothing is public until you save" in shown(editor)
    editor = await filled(community.moderator, editor, "time", start="2026-01-09 21:00")
    editor = await filled(community.moderator, editor, "place", place="The garden")
    assert (await event_called_published(community)).place == "Café Engawa"
    await community.restart()

    asked = await ended(community.moderator, editor, "save")
    assert "One person has answered" in shown(asked)
    done = await pressed(community.moderator, asked, "events:save-yes")
    assert "is saved" in shown(done)
    saved = await event_called_published(community)
    [date] = await dates_of(community, saved)
    assert saved.place == "The garden" and date.starts_at.hour == 12
    assert await told_of(community, date) is not None
    await community.later(seconds=5)
    [post] = announcements(channel)
    assert "The garden" in str([part.to_dict() for part in post.components])
    [said] = await below(community, date)
    assert "has been moved from" in said.content and "is somewhere else now: The garden" in said.content
    assert [person.id for person in said.mentions] == [community.asker.id]
    assert [one for one in await events_of(community) if one.state is EventState.DRAFT] == []


async def event_called_published(community: Community) -> Event:
    [found] = await events_of(community, EventState.PUBLISHED)
    return found


@pytest.mark.parametrize("language", Language)
async def test_a_new_host_is_mentioned_below_the_announcement_and_nobody_else(
    config: Config, language: Language
) -> None:
    async with open_community(config, locale=language.value) as community:
        with community.env.time_context():
            await furnish(community)
            event = await published_by(community, community.moderator)
            await community.run_due()
            [date] = await dates_of(community, event)
            await answered(community, community.asker, date)

            editor = await community.moderator.slash(community.general, "event edit", event=f"#{event.id}")
            editor = await filled(community.moderator, editor, "people", host=[community.helper])
            await ended(community.moderator, editor, "save")
            [date] = await dates_of(community, event)
            await community.later(seconds=5)

            [said] = await below(community, date)
            expected = {Language.EN: "is hosted by", Language.JA: "主催が変わりました"}
            assert expected[language] in said.content and f"<@{community.helper.id}>" in said.content
            assert [person.id for person in said.mentions] == [community.helper.id]


async def test_in_japanese_a_change_is_forgotten(community: Community) -> None:
    await furnish(community)
    event = await published_by(community, community.admin_ja, title="お茶の会")

    editor = await community.admin_ja.slash(community.general, "event edit", event=f"#{event.id}")
    assert "保存するまで公開されません" in shown(editor)
    editor = await filled(community.admin_ja, editor, "words", title="コーヒーの会")
    done = await ended(community.admin_ja, editor, "leave")
    assert "元のままです" in shown(done)
    assert (await event_called_published(community)).title == "お茶の会"


async def test_of_two_who_change_it_at_once_the_later_is_told(community: Community) -> None:
    await furnish(community)
    event = await published_by(community, community.moderator)
    one = await community.moderator.slash(community.general, "event edit", event=f"#{event.id}")
    other = await community.moderator2.slash(community.general, "event edit", event=f"#{event.id}")
    one = await filled(community.moderator, one, "words", title="Coffee")
    other = await filled(community.moderator2, other, "words", title="Cocoa")

    first, second = await simulated.at_once(
        community.env,
        community.moderator.click(answer(one), custom_id=button_of(answer(one), "events:editor-end", ":save")),
        community.moderator2.click(answer(other), custom_id=button_of(answer(other), "events:editor-end", ":save")),
    )
    assert "is saved" in shown(first) + shown(second)
    assert "Somebody has changed this event" in shown(first) + shown(second)
    assert (await event_called_published(community)).title in ("Coffee", "Cocoa")


async def test_only_hosts_and_moderators_may_change_it(community: Community) -> None:
    await furnish(community)
    event = await published_by(community, community.moderator)

    for command in ("event edit", "event cancel"):
        refused = await community.bystander.slash(community.general, command, event=f"#{event.id}")
        assert "Only the host" in shown(refused)
    assert await community.bystander.autocomplete(community.general, "event edit", "event", "") == []
    choices = await community.moderator2.autocomplete(community.general, "event edit", "event", "TEA")
    assert [choice["name"] for choice in choices] == ["Tea tasting"]


async def test_one_date_of_a_series_is_moved_after_asking(community: Community) -> None:
    await furnish(community)
    event = await weekly(community)
    first, second = (await dates_of(community, event))[:2]
    await answered(community, community.asker, first)

    choices = await community.moderator.autocomplete(community.general, "event move", "event", "tea")
    assert choices[0]["name"] == "Tea tasting · Fri 9 Jan 2026, 20:00" and choices[-1]["name"].endswith("all dates")
    asked = await community.moderator.slash(
        community.general, "event move", event=choices[0]["value"], to="2026-01-10 18:00"
    )
    assert "It concerns one person" in shown(asked) and "Sat 10 Jan 2026, 18:00" in shown(asked)
    await community.restart()
    form = await pressed(community.moderator, asked, "events:move")
    done = await community.moderator.submit_modal(form, {"reason": "The café is closed on Friday"})
    assert "is moved" in shown(done)

    moved, untouched = (await dates_of(community, event))[:2]
    assert moved.moved and moved.original_at == first.original_at and moved.starts_at.hour == 9
    assert untouched.starts_at == second.starts_at
    told = await told_of(community, moved)
    assert told is not None and told["reason"] == "The café is closed on Friday"
    await community.later(seconds=5)
    assert moved.thread_id is not None
    thread = community.bot.get_channel(moved.thread_id)
    assert isinstance(thread, discord.Thread)
    said = [message.content async for message in thread.history()]
    assert any("The café is closed on Friday" in one and f"<@{community.asker.id}>" in one for one in said)


async def test_all_dates_of_a_series_are_moved(community: Community) -> None:
    await furnish(community)
    event = await weekly(community)
    before = await dates_of(community, event)

    asked = await community.moderator.slash(
        community.general, "event move", event=f"#{event.id}", to="2026-01-10 18:00"
    )
    assert "all dates to come" in shown(asked)
    done = await community.moderator.submit_modal(await pressed(community.moderator, asked, "events:move"), {})
    assert "is moved" in shown(done)
    after = await dates_of(community, event)
    assert [one.id for one in after][: len(before)] == [one.id for one in before]
    assert {(one.starts_at.weekday(), one.starts_at.hour) for one in after} == {(5, 9)}
    assert (await event_called_published(community)).rule == "FREQ=WEEKLY;BYDAY=SA"


async def test_one_date_or_all_from_the_editor(community: Community) -> None:
    await furnish(community)
    event = await weekly(community)
    first = (await dates_of(community, event))[0]

    asked = await community.moderator.slash(community.general, "event edit", event=f"#{event.id}")
    assert "What would you like to change?" in shown(asked)
    form = await community.moderator.select(answer(asked), [str(first.id)], custom_id=f"events:edit-date:{event.id}")
    question = await community.moderator.submit_modal(form, {"start": "2026-01-10 18:00"})
    assert "Move **Tea tasting**" in shown(question)
    editor = await pressed(
        community.moderator,
        await community.moderator.slash(community.general, "event edit", event=f"#{event.id}"),
        "events:edit-all",
    )
    assert "nothing is public until you save" in shown(editor)


async def test_a_moment_with_two_meanings_has_a_button_for_each(community: Community) -> None:
    await furnish(community)
    event = await published_by(community, community.moderator)

    asked = await community.moderator.slash(
        community.general, "event move", event=f"#{event.id}", to="12/11/2026 20:00"
    )
    assert len([one for one in buttons(answer(asked)) if one.startswith("events:move:")]) == 2
    refused = await community.moderator.slash(community.general, "event move", event=f"#{event.id}", to="soonish")
    assert "can't read “soonish”" in shown(refused)


async def test_dates_people_answered_for_are_asked_about_before_a_rule_drops_them(community: Community) -> None:
    await furnish(community)
    event = await weekly(community)
    dates = await dates_of(community, event)
    await answered(community, community.asker, dates[1])

    editor = await pressed(
        community.moderator,
        await community.moderator.slash(community.general, "event edit", event=f"#{event.id}"),
        "events:edit-all",
    )
    editor = await filled(community.moderator, editor, "repeats", preset=["biweekly"])
    asked = await ended(community.moderator, editor, "save")
    assert "will be **cancelled**" in shown(asked) and "one person has answered" in shown(asked)
    assert all(one.state is OccurrenceState.PLANNED for one in await dates_of(community, event))
    back = await pressed(community.moderator, asked, "events:editor")
    await pressed(community.moderator, await ended(community.moderator, back, "save"), "events:save-yes")
    states = {one.id: one.state for one in await dates_of(community, event)}
    assert states[dates[1].id] is OccurrenceState.CANCELLED and states[dates[0].id] is OccurrenceState.PLANNED


async def test_cancelling_one_date_and_then_the_series(community: Community) -> None:
    channel = await furnish(community)
    event = await weekly(community)
    first, second = (await dates_of(community, event))[:2]
    await answered(community, community.asker, first)

    asked = await community.moderator.slash(community.general, "event cancel", event=f"@{second.id}")
    assert "The other dates stay" in shown(asked) and "Nobody is coming yet" in shown(asked)
    form = await pressed(community.moderator, asked, "events:cancel")
    await community.moderator.submit_modal(form, {"reason": "Holiday"})
    by_id = {one.id: one for one in await dates_of(community, event)}
    assert by_id[second.id].state is OccurrenceState.CANCELLED and by_id[second.id].cancelled_reason == "Holiday"

    asked = await community.moderator.slash(community.general, "event cancel", event=f"#{event.id}")
    assert "**all dates to come**" in shown(asked) and "one person" in shown(asked)
    form = await pressed(community.moderator, asked, "events:cancel")
    done = await community.moderator.submit_modal(form, {"reason": "No more tea"})
    assert "is cancelled" in shown(done)
    assert (await event_called(community)).state is EventState.CANCELLED
    assert {one.state for one in await dates_of(community, event)} == {OccurrenceState.CANCELLED}
    await community.later(seconds=5)
    assert "No more tea" in str([part.to_dict() for part in announcements(channel)[0].components])
    again = await community.moderator.slash(community.general, "event cancel", event=f"#{event.id}")
    assert "over or cancelled" in shown(again)


async def test_in_japanese_a_date_is_cancelled(community: Community) -> None:
    await furnish(community)
    event = await published_by(community, community.admin_ja, title="お茶の会")

    asked = await community.admin_ja.slash(community.general, "event cancel", event=f"#{event.id}")
    assert "中止しますか" in shown(asked)
    done = await community.admin_ja.submit_modal(await pressed(community.admin_ja, asked, "events:cancel"), {})
    assert "を中止しました" in shown(done) and "参加予定の方はいませんでした" in shown(done)


async def test_a_reason_is_given_back_where_it_came_too_late(community: Community) -> None:
    await furnish(community)
    event = await published_by(community, community.moderator)
    forms = []
    for who in (community.moderator, community.moderator2):
        asked = await who.slash(community.general, "event cancel", event=f"#{event.id}")
        forms.append(await pressed(who, asked, "events:cancel"))
    await community.moderator.submit_modal(forms[0], {"reason": "Rain"})

    late = await community.moderator2.submit_modal(forms[1], {"reason": "A storm is coming"})
    said = "\n".join(message.content or "" for message in late.followups)
    assert "over or cancelled" in said and "A storm is coming" in said


async def test_a_member_who_hosts_may_move_their_event(community: Community) -> None:
    await furnish(community)

    editor = await begun(community, community.moderator)
    editor = await filled(community.moderator, editor, "people", host=[community.helper])
    await ended(community.moderator, editor, "publish")
    event = await event_called(community)

    asked = await community.helper.slash(community.general, "event move", event=f"#{event.id}", to="2026-01-10 18:00")
    done = await community.helper.submit_modal(await pressed(community.helper, asked, "events:move"), {})
    assert "is moved" in shown(done)
    [date] = await dates_of(community, event)
    assert date.starts_at.day == 10
