"""Events, whatever Discord refuses: an answer counts once, the announcement shows it, and who is offered a place learns of it once."""

from datetime import timedelta

from simcord.results import InteractionResult

from bot.events import rules
from bot.events.model import Answer, OccurrenceState
from tests.events.answering import Announced, announced, text_of, to_announce
from tests.faults.harness import Act, Fault, Line, sweep, thorough
from tests.support.community import Community

FAR = timedelta(days=60)
"""Between two acts a day passes; nothing must come close to its start."""


async def published(community: Community, title: str) -> Announced:
    return await to_announce(community, title=title, capacity=1, starts_in=FAR)


async def ready(community: Community, title: str) -> Announced:
    return await announced(community, title=title, capacity=1, starts_in=FAR)


async def answered(community: Community, title: str) -> Announced:
    tea = await ready(community, title)
    await tea.press(community.asker, "going")
    return tea


async def full(community: Community, title: str) -> Announced:
    tea = await answered(community, title)
    await tea.press(community.helper, "going")
    await community.later(seconds=2)
    return tea


async def freed(community: Community, title: str) -> Announced:
    tea = await full(community, title)
    await tea.press(community.asker, "cannot")
    return tea


async def offered(community: Community, title: str) -> Announced:
    tea = await freed(community, title)
    await community.later(seconds=2)
    return tea


async def cancelled(community: Community, title: str) -> Announced:
    tea = await full(community, title)
    await tea.change(state=OccurrenceState.CANCELLED)
    await tea.plan(rules.TELL, what="cancelled")
    return tea


async def soon(community: Community, _: Announced) -> None:
    """Let pass what a running bot's timers take."""
    await community.later(seconds=2)


def told(tea: Announced, *, words: str) -> list[list[int]]:
    """Return whom messages with these words mention, in the thread and in the announcement's own channel."""
    places = [tea.channel, *tea.channel.threads]
    said = [message for place in places for message in place.history() if words in message.content]
    of_this = [message for message in said if tea_title(tea) in message.content]
    return [message.raw_mentions for message in of_this]


def tea_title(tea: Announced) -> str:
    title: str = tea.community.extra["titles"][tea.id]
    return title


async def keep_title(community: Community, tea: Announced) -> Announced:
    community.extra.setdefault("titles", {})[tea.id] = f"**{(await tea.shown()).event.title}**"
    return tea


async def test_announcing(community: Community, line: Line) -> None:
    async def is_announced(_: Community, tea: Announced) -> bool:
        occurrence = await tea.occurrence()
        return [card.id for card in tea.cards()] == [occurrence.message_id] and occurrence.thread_id is not None

    async def work(community: Community, _: Announced) -> None:
        await community.run_due()

    def was_deleted(fault: Fault) -> bool:
        return fault.status == 404 and fault.call[1].endswith("/threads")

    act = Act(prepare=published, do=work, done=is_announced, by_itself=True, alone=True, may_stay_undone=was_deleted)
    await sweep(community, line, act)


async def test_answering(community: Community, line: Line) -> None:
    async def come(community: Community, tea: Announced) -> InteractionResult:
        return await tea.press(community.asker, "going")

    async def comes(community: Community, tea: Announced) -> bool:
        return await tea.answer_of(community.asker) is Answer.GOING

    await sweep(community, line, Act(prepare=ready, do=come, done=comes))


@thorough
async def test_looking_who_comes(community: Community, line: Line) -> None:
    async def look(community: Community, tea: Announced) -> InteractionResult:
        return await tea.press(community.staff, "people")

    await sweep(community, line, Act(prepare=answered, do=look))


async def test_showing_an_answer_on_the_card(community: Community, line: Line) -> None:
    async def is_shown(community: Community, tea: Announced) -> bool:
        return [f"<@{community.asker.id}>" in text_of(card) for card in tea.cards()] == [True]

    def was_deleted(fault: Fault) -> bool:
        return fault.status == 404

    act = Act(prepare=answered, do=soon, done=is_shown, by_itself=True, alone=True, may_stay_undone=was_deleted)
    await sweep(community, line, act)


async def test_offering_a_free_place(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Announced:
        return await keep_title(community, await freed(community, title))

    async def is_told_once(community: Community, tea: Announced) -> bool:
        return told(tea, words="There is a place for you") == [[community.helper.id]]

    await sweep(community, line, Act(prepare=prepare, do=soon, done=is_told_once, by_itself=True, alone=True))


async def test_taking_the_place(community: Community, line: Line) -> None:
    async def take(community: Community, tea: Announced) -> InteractionResult:
        [asked] = await tea.below()
        return await community.helper.click(asked, custom_id=f"rsvp:take:{tea.id}")

    async def comes(community: Community, tea: Announced) -> bool:
        return await tea.answer_of(community.helper) is Answer.GOING

    await sweep(community, line, Act(prepare=offered, do=take, done=comes))


async def test_telling_that_it_was_cancelled(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Announced:
        return await keep_title(community, await cancelled(community, title))

    async def are_told_once(community: Community, tea: Announced) -> bool:
        return told(tea, words="has been cancelled") == [[community.asker.id, community.helper.id]]

    await sweep(community, line, Act(prepare=prepare, do=soon, done=are_told_once, by_itself=True, alone=True))
