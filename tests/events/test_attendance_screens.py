"""Attendance as hosts, members and moderators meet it on Discord, from the voice channel to the points."""

import csv
import io
from collections.abc import Sequence

import discord
import pytest

from bot.events import codes
from bot.events.model import Attended, PlaceKind
from bot.sandbox import simulated
from tests.events.evening import chosen, evening, option_ids, pressed
from tests.support.cards import answer, shown, text_of
from tests.support.community import Community


def raw(message: discord.Message) -> object:
    class Raw:
        content, embeds = message.content, message.embeds
        components: Sequence[object] = [component.to_dict() for component in message.components]

    return Raw


async def code_of(community: Community) -> str:
    card = await community.helper.slash(community.general, "event code")
    assert answer(card).ephemeral
    opened = await pressed(community.helper, card, "events:code-open")
    return next(line for line in shown(opened).splitlines() if line.startswith("# `")).strip("# `")


# Voice ------------------------------------------------------------------------------------------------------------


async def test_who_sat_in_the_room_was_there_over_a_restart_and_the_host_sees_it(community: Community) -> None:
    tonight = await evening(community)
    await tonight.come(community.asker, community.bystander)
    await tonight.until_start()
    await community.asker.join_voice(tonight.room)
    await tonight.until_start(minutes=10)
    await community.restart()
    await tonight.until_start(minutes=40)
    await community.asker.leave_voice()
    await tonight.settled()

    assert await tonight.outcomes() == {
        community.asker.id: Attended.ATTENDED,
        community.bystander.id: Attended.NO_SHOW,
    }
    listed = await community.helper.slash(community.general, "event attendance")
    assert answer(listed).ephemeral
    assert f"✅ <@{community.asker.id}> · going · 40 min in voice" in shown(listed)
    assert f"⬜ <@{community.bystander.id}> · going · no-show" in shown(listed)
    turnout = await pressed(community.helper, listed, "events:turnout")
    assert "2 said they’d come: 1 came, 1 didn’t" in shown(turnout) and "**50 %**" in shown(turnout)


# Codes ------------------------------------------------------------------------------------------------------------


async def test_a_code_is_shown_to_the_host_alone_and_checks_members_in(community: Community) -> None:
    tonight = await evening(community)
    await tonight.until_start()
    code = await code_of(community)
    assert len(code) == codes.LENGTH

    done = await community.asker.slash(community.general, "checkin", code=code.lower())
    assert answer(done).ephemeral and "You’re checked in to **Tea tasting**" in shown(done)
    again = await community.asker.slash(community.general, "checkin", code=code)
    assert "already" in shown(again)
    ja = await community.asker_ja.slash(community.general, "checkin", code=f"{code[:3]}-{code[3:]}")
    assert "「Tea tasting」にチェックインしました" in shown(ja)
    refused = await community.bystander.slash(community.general, "checkin", code="000000")
    assert "isn’t right" in shown(refused) and "4 tries left" in shown(refused)
    for message in [*community.general.history(), *tonight.channel.history()]:
        assert code not in text_of(raw(message))

    card = await community.helper.slash(community.general, "event code")
    assert "2 members have checked in" in shown(card)
    renewed = await pressed(community.helper, card, "events:code-new")
    assert code not in shown(renewed)
    closed = await pressed(community.helper, renewed, "events:code-close")
    assert "Check-in is closed. 2 members have checked in." in shown(closed)
    nothing = await community.bystander.slash(community.general, "checkin", code=code)
    assert "no event to check in to" in shown(nothing)


async def test_members_have_no_codes_and_no_lists(community: Community) -> None:
    await evening(community)
    for command in ("event code", "event attendance"):
        refused = await community.asker.slash(community.general, command)
        assert answer(refused).ephemeral and "You run no event around now" in shown(refused)
        forged = await community.asker.slash(community.general, command, event="#1")
        assert "Only the host, the co-host and moderators" in shown(forged)
    suggested = await community.asker.autocomplete(community.general, "event code", "event", "")
    assert suggested == []
    for who in (community.helper, community.moderator, community.admin):
        assert "Check-in" in shown(await who.slash(community.general, "event code"))
    visits = await community.asker.slash(community.general, "event attendance", member=community.helper)
    assert "Only moderators" in shown(visits)


async def test_two_check_in_at_once(community: Community) -> None:
    tonight = await evening(community)
    await tonight.until_start()
    code = await code_of(community)
    people = (community.asker, community.bystander, community.staff)
    await simulated.at_once(community.env, *(who.slash(community.general, "checkin", code=code) for who in people))
    assert await tonight.there() == {who.id for who in people}


async def test_of_several_events_the_host_says_which(community: Community) -> None:
    await evening(community)
    await evening(community, title="Coffee", place_channel_id=None, place_kind=PlaceKind.EXTERNAL, place="Here")
    asked = await community.helper.slash(community.general, "event code")
    assert "Which one do you mean?" in shown(asked)
    first, second = option_ids(asked, "events:which")
    card = await chosen(community.helper, asked, "events:which", [second])
    assert "Check-in · Coffee" in shown(card)
    suggested = await community.helper.autocomplete(community.general, "event code", "event", "cof")
    assert [choice["value"] for choice in suggested] == [f"#{second}"] and first != second
    refused = await community.helper.slash(community.general, "event attendance", file=("a.csv", b"asker"))
    assert "choose which one" in shown(refused)


# The list ---------------------------------------------------------------------------------------------------------


async def test_a_host_ticks_unticks_and_adds(community: Community) -> None:
    tonight = await evening(community)
    await tonight.come(community.asker, community.bystander)
    await tonight.until_start()
    listed = await community.helper.slash(community.general, "event attendance")
    old = await community.helper.slash(community.general, "event attendance")
    assert "2 going · 0 there" in shown(listed)
    assert option_ids(listed, "events:attendance-tick") == [str(community.asker.id), str(community.bystander.id)]
    assert "asker" in shown(listed), "menus name people as they are called"

    ticked = await chosen(community.helper, listed, "events:attendance-tick", [str(community.asker.id)])
    assert f"✅ <@{community.asker.id}> · going · ticked" in shown(ticked)
    added = await chosen(community.helper, ticked, "events:attendance-add", [community.staff])
    assert f"✅ <@{community.staff.id}> · no answer · ticked" in shown(added)
    unticked = await chosen(community.helper, added, "events:attendance-untick", [str(community.staff.id)])
    assert f"⬜ <@{community.staff.id}> · no answer · ticked as not there" in shown(unticked)
    # A page that is older than what was said can only say so again: it turns nothing round.
    await chosen(community.helper, old, "events:attendance-tick", [str(community.asker.id)])
    assert await tonight.there() == {community.asker.id}


async def test_it_reads_well_in_japanese(community: Community) -> None:
    tonight = await evening(community, host_id=community.asker_ja.id)
    await tonight.come(community.asker)
    await tonight.until_start()
    card = await pressed(
        community.asker_ja, await community.asker_ja.slash(community.general, "event code"), "events:code-open"
    )
    assert "このコードを見せるか" in shown(card) and "チェックインした方は、まだいません" in shown(card)
    listed = await community.asker_ja.slash(community.general, "event attendance")
    assert "参加と答えた方 1人・出席 0人" in shown(listed) and "出席していた方を選ぶ" in shown(listed)
    assert f"⬜ <@{community.asker.id}>・参加" in shown(listed)


async def test_a_bot_is_not_added(community: Community) -> None:
    tonight = await evening(community)
    await tonight.until_start()
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    await community.env.settle()
    listed = await community.helper.slash(community.general, "event attendance")
    refused = await chosen(community.helper, listed, "events:attendance-add", [robot])
    assert "Bots don’t count" in simulated.said(refused) and await tonight.there() == set()


async def test_where_nothing_is_known_the_host_is_asked_once_in_the_thread(community: Community) -> None:
    tonight = await evening(community, place_kind=PlaceKind.EXTERNAL, place="The café", place_channel_id=None)
    await tonight.come(community.asker)
    await tonight.settled()
    await community.later(hours=1)
    thread = community.bot.get_channel(tonight.occurrence.thread_id or 0)
    assert isinstance(thread, discord.Thread)
    asked = [message async for message in thread.history() if "I don’t know who was there" in text_of(raw(message))]
    assert len(asked) == 1 and f"<@{community.helper.id}>" in text_of(raw(asked[0]))
    assert await tonight.outcomes() == {}

    opened = await community.helper.click(asked[0], custom_id=f"events:attendance-open:{tonight.id}")
    assert answer(opened).ephemeral and "1 going · 0 there" in shown(opened)
    refused = await community.asker.click(asked[0], custom_id=f"events:attendance-open:{tonight.id}")
    assert "Only the host" in simulated.said(refused)


async def test_moderators_see_a_members_last_events(community: Community) -> None:
    tonight = await evening(community)
    await tonight.come(community.asker)
    await tonight.until_start()
    await community.helper2.join_voice(tonight.room)
    await tonight.settled()
    visits = await community.moderator.slash(community.general, "event attendance", member=community.asker)
    assert "said they’d come, and didn’t" in shown(visits) and answer(visits).ephemeral


# Files ------------------------------------------------------------------------------------------------------------


async def test_a_file_is_previewed_and_counts_once_confirmed(community: Community) -> None:
    tonight = await evening(community)
    await tonight.come(community.asker)
    await tonight.until_start()
    file = f"name\nasker\n{community.staff.id}\nBystander\nnobody *here*\n=1+1\n".encode("utf-16")
    preview = await community.helper.slash(community.general, "event attendance", file=("list.csv", file))
    assert answer(preview).ephemeral
    assert "I recognised 3 members, 3 of whom" in shown(preview)
    assert "2 are nobody I know here" in shown(preview) and "nobody \\*here\\*" in shown(preview)
    assert await tonight.there() == set()

    done = await pressed(community.helper, preview, "events:attendance-count")
    assert "3 members from the file" in shown(done)
    assert await tonight.there() == {community.asker.id, community.staff.id, community.bystander.id}


async def test_a_file_is_forgotten_when_the_host_says_no_or_nothing(community: Community) -> None:
    tonight = await evening(community)
    await tonight.until_start()
    for way in ("events:attendance-drop", None):
        preview = await community.helper.slash(community.general, "event attendance", file=("a.csv", b"asker\n"))
        if way is not None:
            await pressed(community.helper, preview, way)
        else:
            await community.later(minutes=59)
            await community.later(minutes=2)
        late = await pressed(community.helper, preview, "events:attendance-count") if way is None else None
        assert late is None or "not waiting any more" in simulated.said(late)
    assert await tonight.there() == set()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\x89PNG\r\n\x00", "can’t read this file"), (b"x" * 300_000, "too large"), (b"\n\n", "found nobody")],
)
async def test_files_that_are_none_are_refused(community: Community, content: bytes, said: str) -> None:
    await evening(community)
    await community.later(minutes=40)
    refused = await community.helper.slash(community.general, "event attendance", file=("a.csv", content))
    assert said in shown(refused)


async def test_the_list_comes_as_a_file_without_formulas(community: Community) -> None:
    tonight = await evening(community)
    rascal = community.server.add_member(community.env.create_user("rascal", global_name="=1+1"))
    await community.env.settle()
    await tonight.come(rascal)
    await tonight.until_start()
    listed = await community.helper.slash(community.general, "event attendance")
    sent = await pressed(community.helper, listed, "events:attendance-export")
    [file] = answer(sent).attachments
    content = community.env.backend.cdn.get(file.url)
    assert content is not None
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[1][:4] == [f'="{rascal.id}"', "'=1+1", "going", "no"]
