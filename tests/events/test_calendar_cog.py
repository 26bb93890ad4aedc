"""`/event list`, `/event calendar` and the button for calendar files, as members see them."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.config import Config
from bot.events.model import Answer, Event, EventSettings, OccurrenceState, PlaceKind
from bot.events.recurring import Preset, preset_rule
from tests.events import happenings
from tests.events.answering import announced
from tests.events.calendars import parsed
from tests.events.happenings import dates, publish
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community

DAY = timedelta(days=1)


def next_evening(community: Community) -> datetime:
    return community.env.now().replace(hour=20, minute=0, second=0, microsecond=0, tzinfo=None) + DAY


async def weekly(community: Community, **fields: Any) -> Event:
    start = next_evening(community)
    values = {"rule": preset_rule(Preset.WEEKLY, start), "title": "Weekly tea", "guild_id": community.server.id}
    return await publish(community.app, starts=start, **(values | fields))


def private(result: InteractionResult) -> str:
    """Return what the person alone was shown."""
    assert answer(result).ephemeral
    return shown(result)


async def files(result: InteractionResult) -> dict[str, bytes]:
    """Return the files of the private answer, by their names."""
    found = answer(result)
    assert found.ephemeral
    return {each.filename: await each.read() for each in found.attachments}


def titles(content: bytes) -> list[str]:
    return [str(part["summary"]) for part in parsed(content).events]


async def test_a_member_sees_what_is_coming_with_their_own_answer(community: Community) -> None:
    tea = await announced(community, title="Tea *tasting*", capacity=3)
    await tea.press(community.asker, "going")
    await announced(community, title="Quiz", starts_in=timedelta(days=5))

    said = private(await community.asker.slash(community.general, "event list"))

    assert "## Coming up" in said
    assert said.index("Tea \\*tasting\\*") < said.index("Quiz")
    at = int((await tea.occurrence()).starts_at.timestamp())
    assert f"<t:{at}:F> (<t:{at}:R>)" in said
    assert "**You are coming** · 2 of 3 places left" in said
    assert "You haven’t answered · nobody has said yes so far" in said
    link = f"https://discord.com/channels/{community.server.id}/{tea.channel.id}/{tea.card.id}"
    assert f"[Announcement]({link})" in said


async def test_a_japanese_member_reads_it_in_japanese(community: Community) -> None:
    tea = await announced(community, capacity=1)
    await tea.press(community.asker, "going")
    await tea.press(community.asker_ja, "going")
    await weekly(community, title="お茶会")

    said = private(await community.asker_ja.slash(community.general, "event list"))

    assert "これからの予定" in said and "**キャンセル待ちです** · 満席（キャンセル待ち1人）" in said
    assert "毎週" in said and "まだ返事をしていません · 参加の返事はまだありません" in said
    assert not re.search(
        r"[A-Za-z]{4,}", re.sub(r"https?://\S+|<[^>]+>|Tea tasting|Veranda Café|Café Engawa", "", said)
    )


async def test_the_answer_can_be_given_from_the_list(community: Community) -> None:
    tea = await announced(community)
    listed = answer(await community.asker.slash(community.general, "event list"))

    [mine] = [custom_id for custom_id in buttons(listed) if custom_id.endswith(f":{tea.id}")]
    assert shown(await community.asker.click(listed, custom_id=mine))


async def test_the_list_has_pages(community: Community) -> None:
    for number in range(6):
        await weekly(community, title=f"Round {number}")
    first = await community.asker.slash(community.general, "event list")
    assert "Page 1 of 2" in shown(first) and "Round 5" not in shown(first)

    second = await community.asker.click(answer(first), custom_id="events:list:2")

    assert "Page 2 of 2" in shown(second) and "Round 5" in shown(second)


async def test_the_longest_texts_make_a_page_that_discord_takes(community: Community) -> None:
    days = ",".join(str(number) for number in range(1, 29))
    for _ in range(5):
        await announced(
            community, title="*" * 100, place="_" * 100, rule=f"FREQ=MONTHLY;BYMONTHDAY={days}", capacity=9_999
        )

    for who in (community.asker, community.asker_ja):
        said = private(await who.slash(community.general, "event list"))
        assert said.count("https://discord.com/channels/") == 5
        assert len(said) < 4_000


async def test_a_series_has_a_line_for_its_next_date_and_for_those_one_has_answered(community: Community) -> None:
    found = await dates(community.app, await weekly(community))
    await happenings.come(community.app, found[3], community.asker.id)

    said = private(await community.asker.slash(community.general, "event list"))

    assert said.count("Weekly tea") == 2
    assert f"every {found[0].starts_at:%A} · {len(found) - 2} more dates planned" in said
    assert f"<t:{int(found[3].starts_at.timestamp())}:F>" in said


async def test_where_nothing_is_coming_that_is_said(community: Community) -> None:
    for command in ("event list", "event calendar"):
        assert "Nothing is coming up" in private(await community.asker.slash(community.general, command))
        assert "いまのところありません" in private(await community.asker_ja.slash(community.general, command))


async def test_what_is_for_another_role_is_shown_to_those_who_have_it(community: Community) -> None:
    await announced(community, title="Staff only", audience_role_id=community.roles["staff"].id, host_id=None)

    assert "Staff only" not in private(await community.asker.slash(community.general, "event list"))
    assert "Staff only" in private(await community.staff.slash(community.general, "event list"))
    assert "Staff only" in private(await community.moderator.slash(community.general, "event list"))
    assert await community.asker.autocomplete(community.general, "event calendar", "event", "") == []


async def test_what_is_announced_in_a_channel_one_cannot_see_is_not_shown(community: Community) -> None:
    await community.set(EventSettings, channel_id=community.queue.id)
    community.extra["events"] = community.queue
    await announced(community, title="Behind doors")

    assert "Behind doors" not in private(await community.asker.slash(community.general, "event list"))
    assert "Behind doors" in private(await community.moderator.slash(community.general, "event list"))


async def test_an_event_whose_announcement_was_deleted_is_still_listed(community: Community) -> None:
    tea = await announced(community)
    await community.moderator.delete(tea.card)
    await community.env.settle()

    said = private(await community.asker.slash(community.general, "event list"))

    assert "Tea tasting" in said and "Its announcement was deleted" in said and "[Announcement]" not in said


async def test_another_server_has_its_own_list(community: Community) -> None:
    await announced(community, title="Ours")
    other = community.env.create_guild("Elsewhere")
    stranger = other.add_member(community.env.create_user("stranger"))
    lobby = other.create_text_channel("lobby")
    await community.env.settle()

    assert "Nothing is coming up" in private(await stranger.slash(lobby, "event list"))
    assert await stranger.autocomplete(lobby, "event calendar", "event", "Ours") == []


async def test_the_calendar_is_given_privately_all_of_it_and_ones_own(community: Community) -> None:
    series = await weekly(community)
    await announced(community, title="Quiz")
    first = (await dates(community.app, series))[0]
    await happenings.come(community.app, first, community.asker.id)

    result = await community.asker.slash(community.general, "event calendar")

    found = await files(result)
    assert list(found) == ["events.ics", "my-events.ics"]
    assert sorted(titles(found["events.ics"])) == ["Quiz", "Weekly tea"]
    [mine] = parsed(found["my-events.ics"]).events
    assert mine["dtstart"].dt == first.starts_at
    assert parsed(found["events.ics"])["x-wr-calname"] == "Veranda"
    assert "two calendar files" in private(result)
    assert list(await files(await community.helper.slash(community.general, "event calendar"))) == ["events.ics"]


@pytest.mark.parametrize("typed", ["Weekly tea", "weekly TEA"])
async def test_the_calendar_of_one_event_is_found_by_its_name(community: Community, typed: str) -> None:
    await weekly(community)
    await announced(community, title="Quiz")

    [choice] = await community.asker.autocomplete(community.general, "event calendar", "event", "tea")
    by_choice = await files(await community.asker.slash(community.general, "event calendar", event=choice["value"]))
    by_name = await files(await community.asker.slash(community.general, "event calendar", event=typed))

    assert titles(by_choice["all-dates.ics"]) == ["Weekly tea"]
    assert list(by_name) == ["all-dates.ics"]


@pytest.mark.parametrize("typed", ["nothing of the kind", "#99999999", "@1", "#x"])
async def test_an_event_that_is_not_there_is_refused(community: Community, typed: str) -> None:
    await weekly(community)
    result = await community.asker.slash(community.general, "event calendar", event=typed)
    assert "can't find this event" in private(result)


async def test_the_button_gives_the_date_and_its_series(community: Community) -> None:
    voice = community.server.create_voice_channel("lounge")
    tea = await announced(community, place_kind=PlaceKind.VOICE, place_channel_id=voice.id, place=None)

    result = await community.asker.click(tea.card, custom_id=f"events:ics:{tea.id}")

    [part] = parsed((await files(result))["this-date.ics"]).events
    assert (part["summary"], part["location"]) == ("Tea tasting", "lounge")
    assert part["url"].endswith(str(tea.card.id))
    assert "calendar file of this event" in private(result)


async def test_the_button_of_a_cancelled_date_marks_it_as_such_in_calendars(community: Community) -> None:
    tea = await announced(community)
    card = tea.card
    await tea.change(state=OccurrenceState.CANCELLED)

    result = await community.asker_ja.click(card, custom_id=f"events:ics:{tea.id}")

    [part] = parsed((await files(result))["this-date.ics"]).events
    assert part["status"] == "CANCELLED"
    assert "中止" in private(result)


async def test_a_place_that_somebody_waits_for_is_said_as_such(community: Community) -> None:
    tea = await announced(community, capacity=1)
    await tea.press(community.asker, "going")
    await tea.press(community.helper, "going")
    assert await tea.answer_of(community.helper) is Answer.WAITING
    said = private(await community.helper.slash(community.general, "event list"))
    assert "**You are on the waiting list** · no place left, 1 is waiting" in said


async def test_what_is_below_a_list_survives_a_restart(config: Config, community: Community) -> None:
    await announced(community)
    listed = answer(await community.asker.slash(community.general, "event list"))
    await community.restart()
    assert list(await files(await community.asker.click(listed, custom_id="events:calendars"))) == ["events.ics"]
