"""Results of surveys and the NPS, whatever Discord refuses: nothing is shown twice, nobody is asked twice, no text is lost."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import simcord
from simcord.results import InteractionResult

from bot import due
from bot.surveys import rules
from bot.surveys.model import SurveyKind, SurveySettings
from bot.surveys.store import catalogue, people
from bot.ui.charts import drawing  # noqa: F401 - matplotlib takes seconds to load on a busy machine
from tests.faults.harness import Act, Fault, Line, sweep
from tests.support.cards import answer
from tests.support.community import Community
from tests.surveys.acting_building import with_channel
from tests.surveys.forms import SINGLE, opened, survey_of
from tests.surveys.test_results_cog import CONCEPT, close, looked, survey, turned


@dataclass
class Case:
    survey_id: int
    shown: Any = None


async def the_channel(community: Community) -> simcord.ChannelHandle:
    if "surveys" not in community.extra:
        community.extra["surveys"] = await with_channel(community)
    found: simcord.ChannelHandle = community.extra["surveys"]
    return found


async def closed(community: Community, _: str) -> Case:
    survey_id = await survey(community)
    await close(community, survey_id)
    return Case(survey_id)


async def test_looking_at_results_and_downloading_them(community: Community, line: Line) -> None:
    async def overview(community: Community, case: Case) -> InteractionResult:
        return await looked(community, community.admin, case.survey_id)

    async def seen(community: Community, title: str) -> Case:
        case = await closed(community, title)
        case.shown = await looked(community, community.admin, case.survey_id)
        return case

    async def turn(_: Community, case: Case) -> InteractionResult:
        return await turned(community.admin, case.shown)

    async def files(community: Community, case: Case) -> InteractionResult:
        return await community.admin.slash(community.general, "survey export", survey=f"#{case.survey_id}")

    await sweep(community, line, Act(prepare=closed, do=overview))
    await sweep(community, line, Act(prepare=seen, do=turn))
    await sweep(community, line, Act(prepare=closed, do=files))


async def test_recording_a_decision(community: Community, line: Line) -> None:
    async def asked(community: Community, _: str) -> Case:
        survey_id = await survey(community, [CONCEPT], kind=SurveyKind.CONCEPT, anonymous=False)
        await close(community, survey_id)
        return Case(survey_id, await looked(community, community.admin, survey_id))

    async def decide(community: Community, case: Case) -> InteractionResult:
        form = await community.admin.click(answer(case.shown), custom_id=f"surveys:decide:{case.survey_id}")
        return await community.admin.submit_modal(form, {"decision": "The tall one."})

    async def is_decided(community: Community, case: Case) -> bool:
        found = await survey_of(community.app, case.survey_id, server=community.server.id)
        return found.decision == "The tall one."

    await sweep(community, line, Act(prepare=asked, do=decide, done=is_decided, anew=True))


async def test_showing_results_to_all(community: Community, line: Line) -> None:
    await the_channel(community)

    async def over(community: Community, title: str) -> Case:
        survey_id = await survey(community, publish=True, title=title)
        async with community.app.database.write() as connection:
            found = await catalogue.get(connection, guild_id=community.server.id, survey_id=survey_id)
            assert found is not None
            await community.app.surveys.lifecycle.close_in(connection, found)
            for kind in (rules.POST, rules.REWARD):
                await due.cancel(connection, kind=kind, subject_id=survey_id)
        return Case(survey_id)

    async def publish(community: Community, _: Case) -> None:
        await community.run_due()

    async def is_published(community: Community, case: Case) -> bool:
        found = await survey_of(community.app, case.survey_id, server=community.server.id)
        return found.results_message_id is not None

    def nobody_may_post(fault: Fault) -> bool:
        return fault.status in (403, 404)

    await sweep(
        community,
        line,
        Act(prepare=over, do=publish, done=is_published, by_itself=True, alone=True, may_stay_undone=nobody_may_post),
    )


async def test_mentioning_those_who_are_asked(community: Community, line: Line) -> None:
    await the_channel(community)
    await community.set(SurveySettings, nps_mentions=1)
    await community.env.pass_time(timedelta(days=20))

    async def invited(community: Community, title: str) -> Case:
        survey_id = await opened(community.app, [SINGLE], server=community.server.id, kind=SurveyKind.NPS, title=title)
        async with community.app.database.write() as connection:
            on = community.env.now().date()
            await people.invite(
                connection, [community.asker.id], guild_id=community.server.id, survey_id=survey_id, on=on
            )
            await due.cancel(connection, kind=rules.POST, subject_id=survey_id)
            await due.plan(
                connection,
                guild_id=community.server.id,
                kind=rules.NPS_MENTION,
                subject_id=survey_id,
                due_at=community.env.now(),
            )
        return Case(survey_id)

    async def mention(community: Community, _: Case) -> None:
        await community.run_due()

    async def is_mentioned(community: Community, case: Case) -> bool:
        found = await community.app.surveys.inviting.to_mention(guild_id=community.server.id, survey_id=case.survey_id)
        return found is None

    await sweep(community, line, Act(prepare=invited, do=mention, done=is_mentioned, by_itself=True, alone=True))
