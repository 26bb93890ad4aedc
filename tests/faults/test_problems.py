"""Problems with the bot, whatever Discord refuses: kept once, and told to the operator once."""

from simcord.results import InteractionResult

from bot.problems.model import Problem
from tests.faults.harness import Act, Line, sweep
from tests.support.community import Community


async def nothing(community: Community, title: str) -> str:
    return title


async def report(community: Community, title: str) -> InteractionResult:
    # Somebody else each time: a day takes five of a member.
    actor = community.server.add_member(community.env.create_user(f"member{len(title)}{abs(hash(title)) % 9999}"))
    form = await actor.slash(community.general, "problem")
    return await actor.submit_modal(form, {"what": title})


async def problems(community: Community, title: str) -> list[Problem]:
    return [one for one in await community.app.problems.list(closed=True, limit=1_000) if one.text == title]


async def is_kept(community: Community, title: str) -> bool:
    return bool(await problems(community, title))


async def test_reporting(community: Community, line: Line) -> None:
    await sweep(community, line, Act(prepare=nothing, do=report, done=is_kept, anew=True))


async def test_telling_the_operator(community: Community, line: Line) -> None:
    channel = community.server.create_text_channel("operator")
    community.config.operator_channel_id = channel.id
    await community.restart()

    async def reported(community: Community, title: str) -> str:
        await report(community, title)
        return title

    async def work(community: Community, _: str) -> None:
        await community.run_due()

    async def is_told(community: Community, title: str) -> bool:
        posted = [message for message in channel.history() if message.content.endswith(title)]
        [problem] = await problems(community, title)
        return len(posted) == 1 and problem.told_at is not None

    await sweep(community, line, Act(prepare=reported, do=work, done=is_told, by_itself=True, alone=True))
