"""The list of events and calendar files, whatever Discord refuses: nothing is changed by looking, and a second try gets through."""

from datetime import timedelta

from simcord.results import InteractionResult

from tests.events.answering import Announced, announced
from tests.faults.harness import Act, Line, sweep, thorough
from tests.support.cards import answer
from tests.support.community import Community

FAR = timedelta(days=60)


async def series(community: Community, title: str) -> Announced:
    return await announced(community, title=title, starts_in=FAR, rule="FREQ=DAILY")


async def ready(community: Community, title: str) -> Announced:
    return await announced(community, title=title, starts_in=FAR)


async def listed(community: Community, title: str) -> InteractionResult:
    await ready(community, title)
    return await community.asker.slash(community.general, "event list")


async def test_taking_the_calendar_of_an_event(community: Community, line: Line) -> None:
    async def take(community: Community, tea: Announced) -> InteractionResult:
        event = (await tea.shown()).event
        return await community.asker.slash(community.general, "event calendar", event=f"#{event.id}")

    await sweep(community, line, Act(prepare=series, do=take))


async def test_taking_a_file_from_an_announcement(community: Community, line: Line) -> None:
    async def take(community: Community, tea: Announced) -> InteractionResult:
        return await community.asker.click(tea.card, custom_id=f"events:ics:{tea.id}")

    await sweep(community, line, Act(prepare=ready, do=take))


@thorough
async def test_listing(community: Community, line: Line) -> None:
    async def look(community: Community, _: Announced) -> InteractionResult:
        return await community.asker.slash(community.general, "event list")

    await sweep(community, line, Act(prepare=series, do=look))


@thorough
async def test_taking_files_from_the_list(community: Community, line: Line) -> None:
    async def take(community: Community, shown: InteractionResult) -> InteractionResult:
        return await community.asker.click(answer(shown), custom_id="events:calendars")

    await sweep(community, line, Act(prepare=listed, do=take))
