"""Attendance and live questions, whatever Discord refuses: what was said counts once, and there is one card."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.events.model import LiveState, PlaceKind
from tests.events.evening import Evening, chosen, evening, pressed
from tests.events.test_attendance_screens import code_of, raw
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.support.cards import text_of
from tests.support.community import Community

pytestmark = pytest.mark.usefixtures("line")


@dataclass
class Case:
    """Somebody who has done nothing yet, at an event."""

    who: simcord.MemberActor
    tonight: Evening
    shown: Any = None
    title: str = ""


async def at(community: Community) -> Evening:
    """Return an event everybody is at, the same for all cases."""
    if "evening" not in community.extra:
        tonight = await evening(community, duration=timedelta(days=5))  # each case lets time pass
        await tonight.until_start()
        community.extra["evening"] = tonight
        community.extra["code"] = await code_of(community)
    tonight = community.extra["evening"]
    assert isinstance(tonight, Evening)
    return tonight


async def somebody(community: Community, title: str = "") -> Case:
    tonight = await at(community)
    community.extra["people"] = number = community.extra.get("people", 0) + 1
    who = community.server.add_member(community.env.create_user(f"member{number}"))
    await community.env.settle()
    return Case(who=who, tonight=tonight, title=f"{title} {number}")


async def is_there(_: Community, case: Case) -> bool:
    return case.who.id in await case.tonight.there()


async def test_checking_in(community: Community, line: Line) -> None:
    async def check_in(community: Community, case: Case) -> InteractionResult:
        return await case.who.slash(community.general, "checkin", code=community.extra["code"])

    await sweep(community, line, Act(prepare=somebody, do=check_in, done=is_there))


async def test_adding_somebody_to_the_list(community: Community, line: Line) -> None:
    async def listed(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        case.shown = await community.helper.slash(community.general, "event attendance", event=f"#{case.tonight.id}")
        return case

    async def add(community: Community, case: Case) -> InteractionResult:
        return await chosen(community.helper, case.shown, "events:attendance-add", [case.who])

    await sweep(community, line, Act(prepare=listed, do=add, done=is_there))


async def test_bringing_a_list(community: Community, line: Line) -> None:
    async def bring(community: Community, case: Case) -> InteractionResult:
        file = ("list.csv", f"id\n{case.who.id}\n".encode())
        return await community.helper.slash(
            community.general, "event attendance", event=f"#{case.tonight.id}", file=file
        )

    async def brought(community: Community, title: str) -> Case:
        case = await somebody(community, title)
        case.shown = await bring(community, case)
        return case

    async def count(community: Community, case: Case) -> InteractionResult:
        return await pressed(community.helper, case.shown, "events:attendance-count")

    await sweep(community, line, Act(prepare=somebody, do=bring))
    await sweep(community, line, Act(prepare=brought, do=count, done=is_there))


# Live questions ---------------------------------------------------------------------------------------------------


async def cards(community: Community, tonight: Evening) -> list[discord.Message]:
    thread = community.bot.get_channel(tonight.occurrence.thread_id or 0)
    assert isinstance(thread, discord.Thread)
    return [message async for message in thread.history() if "💬" in text_of(raw(message))]


async def texts(community: Community, tonight: Evening) -> list[str]:
    by = Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True)
    found = await community.app.events.live.page(by=by, occurrence_id=tonight.id, page=1)
    shown = [question.text for question in found.questions]
    for page in range(2, found.pages + 1):
        more = await community.app.events.live.page(by=by, occurrence_id=tonight.id, page=page)
        shown += [question.text for question in more.questions]
    return shown


async def with_card(community: Community, title: str) -> Case:
    case = await somebody(community, title)
    if not await cards(community, case.tonight):
        page = await community.helper.slash(community.general, "event questions", event=f"#{case.tonight.id}")
        if not await cards(community, case.tonight):  # somebody has deleted it
            await pressed(community.helper, page, "events:live-post")
    [case.shown] = await cards(community, case.tonight)
    return case


async def ask(_: Community, case: Case) -> InteractionResult:
    form = await case.who.click(case.shown, custom_id=custom_id(case.shown, "events:live-ask"))
    return await case.who.submit_modal(form, {"question": case.title})


async def is_asked(community: Community, case: Case) -> bool:
    return case.title in await texts(community, case.tonight)


async def test_asking(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=with_card, do=ask, done=is_asked, anew=True))


async def test_the_card_shows_what_was_asked(community: Community, line: Line) -> None:
    async def asked(community: Community, title: str) -> Case:
        case = await with_card(community, title)
        for text in await texts(community, case.tonight):  # so that the new one is among those shown
            await answered(community, case, text)
        await community.later(seconds=5)
        await ask(community, case)
        return case

    async def answered(community: Community, case: Case, text: str) -> None:
        by = Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True)
        live = community.app.events.live
        page = await live.page(by=by, occurrence_id=case.tonight.id, page=1)
        for question in page.questions:
            if question.text == text:
                await live.decide(by=by, question_id=question.id, state=LiveState.ANSWERED)

    async def work(community: Community, _: Case) -> None:
        await community.later(seconds=3)

    async def is_shown(community: Community, case: Case) -> bool:
        return any(case.title in text_of(raw(card)) for card in await cards(community, case.tonight))

    await sweep(
        community,
        line,
        Act(
            prepare=asked,
            do=work,
            done=is_shown,
            by_itself=True,
            alone=True,
            may_stay_undone=lambda fault: fault.status == 404,
        ),
    )


async def test_opening_the_questions(community: Community, line: Line) -> None:
    async def upcoming(community: Community, title: str) -> Case:
        tonight = await evening(community, title=f"Tea {community.extra.get('teas', 0)}")
        community.extra["teas"] = community.extra.get("teas", 0) + 1
        return Case(who=community.helper, tonight=tonight, title=title)

    async def open_questions(community: Community, case: Case) -> InteractionResult:
        return await case.who.slash(community.general, "event questions", event=f"#{case.tonight.id}")

    async def is_open(community: Community, case: Case) -> bool:
        found = await community.app.events.live.shown(guild_id=community.server.id, occurrence_id=case.tonight.id)
        return found is not None

    await sweep(community, line, Act(prepare=upcoming, do=open_questions, done=is_open))


# By itself --------------------------------------------------------------------------------------------------------


async def test_asking_the_host_who_was_there(community: Community, line: Line) -> None:
    async def over(community: Community, title: str) -> Case:
        tonight = await evening(community, place_kind=PlaceKind.EXTERNAL, place="Café", place_channel_id=None)
        await tonight.come(community.asker)
        await tonight.until_end(minutes=29)
        return Case(who=community.helper, tonight=tonight, title=title)

    async def work(community: Community, case: Case) -> None:
        await case.tonight.until_end(minutes=31)
        await community.later(seconds=30)

    async def is_asked_once(community: Community, case: Case) -> bool:
        thread = community.bot.get_channel(case.tonight.occurrence.thread_id or 0)
        if not isinstance(thread, discord.Thread):
            return False
        said = [text_of(raw(message)) async for message in thread.history()]
        return sum("who was there" in one for one in said) == 1

    await sweep(community, line, Act(prepare=over, do=work, done=is_asked_once, by_itself=True, alone=True))
