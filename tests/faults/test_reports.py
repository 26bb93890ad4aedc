"""Reports and appeals, whatever Discord refuses: each is there once, decided once, and those concerned are told once."""

from dataclasses import dataclass
from typing import Any

import discord
from simcord.results import InteractionResult
from sqlalchemy import update

from bot.appeals.model import Appeal
from bot.appeals.model import State as AppealState
from bot.moderation.model import Act as Acts
from bot.moderation.model import Case as ModerationCase
from bot.moderation.tables import moderation_case
from bot.reports.model import Report, State
from tests.appeals.acting import decided
from tests.faults.harness import Act, Line, custom_id, sweep
from tests.reports.acting import opened, raw, sent
from tests.support.cards import text_of
from tests.support.community import Community


@dataclass
class Case:
    """A message of its own that is reported, or a case that is appealed."""

    title: str
    message: discord.Message | None = None
    case: ModerationCase | None = None
    shown: Any = None


async def report_of(community: Community, case: Case) -> Report | None:
    from bot.reports import store  # noqa: PLC0415 - a look into the rows

    assert case.message is not None
    async with community.app.database.read() as connection:
        reports = await store.waiting(connection, guild_id=community.server.id, limit=200)
        closed = [
            found
            for number in range(1, 200)
            if (found := await store.get(connection, guild_id=community.server.id, report_id=number)) is not None
        ]
    return next((one for one in [*reports, *closed] if one.message_id == case.message.id), None)


async def with_message(community: Community, title: str) -> Case:
    message: discord.Message = await community.asker.send(community.general, title)
    return Case(title=title, message=message)


async def send(community: Community, case: Case) -> InteractionResult:
    assert case.message is not None
    form = await opened(community, community.helper, case.message)
    return form if form.modal is None else await sent(community.helper, form)


async def is_reported(community: Community, case: Case) -> bool:
    return await report_of(community, case) is not None


async def filed(community: Community, title: str) -> Case:
    case = await with_message(community, title)
    await send(community, case)
    return case


async def queued(community: Community, title: str) -> Case:
    case = await filed(community, title)
    await community.run_due()
    return case


async def cards_of(community: Community, case: Case) -> list[discord.Message]:
    assert case.message is not None
    return [card for card in community.queue.history() if f"/{case.message.id})" in text_of(raw(card))]


async def is_queued_once(community: Community, case: Case) -> bool:
    return len(await cards_of(community, case)) == 1


async def work(community: Community, _: Case) -> None:
    await community.run_due()


async def test_sending_a_report(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=with_message, do=send, done=is_reported))


async def test_putting_a_report_into_the_queue(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=filed, do=work, done=is_queued_once, by_itself=True, alone=True))


async def test_taking_a_report(community: Community, line: Line) -> None:
    async def take(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        return await community.moderator.click(card, custom_id=custom_id(card, "reports:take"))

    async def is_taken(community: Community, case: Case) -> bool:
        found = await report_of(community, case)
        return found is not None and found.taken_by_id == community.moderator.id

    await sweep(community, line, Act(prepare=queued, do=take, done=is_taken))


async def test_closing_a_report(community: Community, line: Line) -> None:
    async def close(community: Community, case: Case) -> InteractionResult:
        [card] = await cards_of(community, case)
        form = await community.moderator.click(card, custom_id=custom_id(card, "reports:close"))
        return await community.moderator.submit_modal(form, {"outcome": ["dismissed"], "answer": "No breach."})

    async def is_closed(community: Community, case: Case) -> bool:
        found = await report_of(community, case)
        return found is not None and found.state is State.DISMISSED

    await sweep(community, line, Act(prepare=queued, do=close, done=is_closed))


# Appeals ------------------------------------------------------------------------------------------------------------


async def appeal_of(community: Community, case: Case) -> Appeal | None:
    from bot.appeals import store  # noqa: PLC0415 - a look into the rows

    assert case.case is not None
    async with community.app.database.read() as connection:
        return await store.of_case(connection, guild_id=community.server.id, case_id=case.case.id)


async def with_case(community: Community, title: str) -> Case:
    warned = await decided(community, community.asker, community.moderator2, act=Acts.NOTE, reason=title)
    async with community.app.database.write() as connection:  # a warning whose letter and ladder are others' tests
        values = {"act": Acts.WARN.value}
        await connection.execute(update(moderation_case).where(moderation_case.c.id == warned.id).values(**values))
    return Case(title=title, case=warned, shown=await community.asker.slash(community.general, "appeal"))


async def appeal(community: Community, case: Case) -> InteractionResult:
    assert case.case is not None
    form = await community.asker.click(case.shown.response, custom_id=f"appeals:appeal:{case.case.id}")
    if form.modal is None:
        return form
    return await community.asker.submit_modal(form, {"text": "It was a quotation."})


async def is_appealed(community: Community, case: Case) -> bool:
    return await appeal_of(community, case) is not None


async def appealed(community: Community, title: str) -> Case:
    case = await with_case(community, title)
    await appeal(community, case)
    return case


async def test_sending_an_appeal(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=with_case, do=appeal, done=is_appealed))


async def test_deciding_an_appeal(community: Community, line: Line) -> None:
    async def waiting(community: Community, title: str) -> Case:
        case = await appealed(community, title)
        await community.run_due()
        return case

    async def lift(community: Community, case: Case) -> InteractionResult:
        found = await appeal_of(community, case)
        assert found is not None
        wanted = f"appeals:decide:{found.id}:lifted"
        [card] = [one for one in community.queue.history() if wanted in str([row.to_dict() for row in one.components])]
        form = await community.moderator.click(card, custom_id=wanted)
        return await community.moderator.submit_modal(form, {"answer": "You are right."})

    async def is_lifted(community: Community, case: Case) -> bool:
        found = await appeal_of(community, case)
        return found is not None and found.state is AppealState.LIFTED

    await sweep(community, line, Act(prepare=waiting, do=lift, done=is_lifted))
