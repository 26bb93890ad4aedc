"""Events, whatever Discord refuses: made, changed and decided on once; drafts stay, and moderators see every proposal."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult
from sqlalchemy import delete

from bot.actor import Actor
from bot.events.model import Event, EventState
from bot.events.organising import Words
from bot.events.tables import event as event_table
from bot.i18n import Language
from tests.events.making import begun, ended, events_of, furnish, pressed
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.support.community import Community


@dataclass
class Case:
    """An event of its own, and what was shown of it."""

    title: str
    id: int = 0
    shown: Any = None


@pytest.fixture(autouse=True)
async def channel(community: Community) -> None:
    await furnish(community)


def moderator(community: Community) -> Actor:
    return Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True)


async def event_of(community: Community, case: Case) -> Event | None:
    found = [one for one in await events_of(community) if one.title == case.title]
    assert len(found) <= 1, "made twice"
    return found[0] if found else None


async def is_in(community: Community, case: Case, state: EventState) -> bool:
    found = await event_of(community, case)
    return found is not None and found.state is state


async def without_drafts(community: Community, title: str) -> Case:
    """Begin with none, or nobody may begin another one."""
    async with community.app.database.write() as connection:
        undecided = [EventState.DRAFT.value, EventState.PROPOSED.value]
        await connection.execute(delete(event_table).where(event_table.c.state.in_(undecided)))
    return Case(title=title)


async def drafted(community: Community, title: str) -> Case:
    case = await without_drafts(community, title)
    case.shown = await begun(community, community.moderator, title=title)
    return case


async def published(community: Community, title: str) -> Case:
    start = f"{community.env.now() + timedelta(days=30):%Y-%m-%d} 20:00"
    organising, by = community.app.events.organising, moderator(community)
    await without_drafts(community, title)
    event = await organising.begin(Words(title=title, start=start, place="Café"), by=by, language=Language.EN)
    await organising.publish(by=by, event_id=event.id)
    return Case(title=title, id=event.id)


async def test_beginning(community: Community, line: Line) -> None:
    async def begin(community: Community, case: Case) -> InteractionResult:
        return await begun(community, community.moderator, title=case.title)

    async def is_begun(community: Community, case: Case) -> bool:
        return await is_in(community, case, EventState.DRAFT)

    await sweep(community, line, Act(prepare=without_drafts, do=begin, done=is_begun, alone=True, anew=True))


async def test_publishing(community: Community, line: Line) -> None:
    async def publish(community: Community, case: Case) -> InteractionResult:
        return await ended(community.moderator, case.shown, "publish")

    async def is_published(community: Community, case: Case) -> bool:
        return await is_in(community, case, EventState.PUBLISHED)

    await sweep(community, line, Act(prepare=drafted, do=publish, done=is_published, alone=True))


async def test_saving_changes(community: Community, line: Line) -> None:
    async def changed(community: Community, title: str) -> Case:
        case = await published(community, title)
        revising, drafting, by = community.app.events.revising, community.app.events.drafting, moderator(community)
        copy = await revising.begin(by=by, event_id=case.id)
        await drafting.set_place(None, "The garden", "", by=by, event_id=copy.id, revision=copy.revision)
        case.shown = await community.moderator.slash(community.general, "event edit", event=f"#{case.id}")
        return case

    async def save(community: Community, case: Case) -> InteractionResult:
        return await ended(community.moderator, case.shown, "save")

    async def is_saved(community: Community, case: Case) -> bool:
        found = await event_of(community, case)
        return found is not None and found.place == "The garden"

    await sweep(community, line, Act(prepare=changed, do=save, done=is_saved, alone=True))


async def test_cancelling(community: Community, line: Line) -> None:
    async def asked(community: Community, title: str) -> Case:
        case = await published(community, title)
        case.shown = await community.moderator.slash(community.general, "event cancel", event=f"#{case.id}")
        return case

    async def cancel(community: Community, case: Case) -> InteractionResult:
        form = await pressed(community.moderator, case.shown, "events:cancel")
        return await community.moderator.submit_modal(form, {"reason": "Rain"})

    async def is_cancelled(community: Community, case: Case) -> bool:
        return await is_in(community, case, EventState.CANCELLED)

    await sweep(community, line, Act(prepare=asked, do=cancel, done=is_cancelled, alone=True))


# Proposals --------------------------------------------------------------------------------------------------------


async def proposed(community: Community, title: str) -> Case:
    await without_drafts(community, title)
    start = f"{community.env.now() + timedelta(days=30):%Y-%m-%d} 20:00"
    by = Actor(id=community.asker.id, guild_id=community.server.id)
    words = Words(title=title, start=start, place="Café")
    event = await community.app.events.organising.begin(words, by=by, language=Language.EN)
    await community.app.events.proposing.propose(by=by, event_id=event.id)
    return Case(title=title, id=event.id)


async def queued(community: Community, title: str) -> Case:
    case = await proposed(community, title)
    await community.run_due()
    return case


async def cards_of(community: Community, case: Case) -> list[discord.Message]:
    return [
        message
        for message in community.queue.history()
        if f"{case.title}\\n" in str([part.to_dict() for part in message.components])
    ]


async def test_putting_a_proposal_into_the_queue(community: Community, line: Line) -> None:
    async def work(community: Community, _: Case) -> None:
        await community.run_due()

    async def is_queued_once(community: Community, case: Case) -> bool:
        return len(await cards_of(community, case)) == 1

    await sweep(community, line, Act(prepare=proposed, do=work, done=is_queued_once, by_itself=True, alone=True))


async def test_approving(community: Community, line: Line) -> None:
    async def approve(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        return await community.moderator.click(card, custom_id=custom_id(card, "events:approve"))

    async def is_approved(community: Community, case: Case) -> bool:
        return await is_in(community, case, EventState.PUBLISHED)

    await sweep(community, line, Act(prepare=queued, do=approve, done=is_approved, alone=True))


async def test_declining(community: Community, line: Line) -> None:
    async def decline(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        form = await community.moderator.click(card, custom_id=custom_id(card, "events:decline"))
        return await community.moderator.submit_modal(form, {"reason": "Not now"})

    async def is_declined(community: Community, case: Case) -> bool:
        return await is_in(community, case, EventState.DECLINED)

    await sweep(community, line, Act(prepare=queued, do=decline, done=is_declined, alone=True))
