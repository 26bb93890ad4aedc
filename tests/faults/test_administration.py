"""Settings, setup and check-up, whatever Discord refuses."""

from typing import Any

from simcord.results import InteractionResult
from sqlalchemy import func, select, update

from bot.due import State, due_row, plan
from bot.questions.model import QuestionSettings
from bot.questions.rules import UNCLAIM
from bot.settings.model import ServerSettings
from tests.doctor.test_checkup import allowed, deny_bot
from tests.faults import scenes
from tests.faults.harness import Act, Fault, Line, custom_id, sweep
from tests.questions.acting import row_of
from tests.settings.test_panel import exported, page_with
from tests.setup.place import Place, place
from tests.support.cards import answer
from tests.support.community import Community

# Settings ---------------------------------------------------------------------------------------------------------


async def chosen(community: Community) -> QuestionSettings:
    return await community.app.settings.get(community.server.id, QuestionSettings)


async def test_changing_a_setting(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Any:
        await community.set(QuestionSettings, questions_per_day=5)
        return await page_with(community, community.admin, "questions", "questions_per_day")

    async def change(community: Community, panel: Any) -> InteractionResult:
        form = await community.admin.click(panel, custom_id="settings:edit:questions:questions_per_day")
        return await community.admin.submit_modal(form, {"value": "7"})

    async def is_changed(community: Community, _: Any) -> bool:
        return (await chosen(community)).questions_per_day == 7

    await sweep(community, line, Act(prepare=prepare, do=change, done=is_changed, alone=True))


async def test_switching_something_off_and_looking_at_the_log(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Any:
        await community.set(QuestionSettings, suggest_similar=True)
        return await page_with(community, community.admin, "questions", "suggest_similar")

    async def switch(community: Community, panel: Any) -> InteractionResult:
        await community.admin.click(panel, custom_id="settings:set:questions:suggest_similar:0")
        shown = await community.admin.slash(community.general, "settings open")
        return await community.admin.click(answer(shown), custom_id="settings:log")

    async def is_off(community: Community, _: Any) -> bool:
        return not (await chosen(community)).suggest_similar

    await sweep(community, line, Act(prepare=prepare, do=switch, done=is_off, alone=True))


async def test_exporting_and_importing(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> str:
        await community.set(QuestionSettings, claim_hours=8)
        content = await exported(await community.admin.slash(community.general, "settings export"))
        await community.set(QuestionSettings, claim_hours=4)
        return content

    async def bring_back(community: Community, content: str) -> InteractionResult:
        file = ("a.json", content.encode())
        shown = await community.admin.slash(community.general, "settings import", file=file)
        return await community.admin.click(answer(shown), custom_id=custom_id(answer(shown), "settings:import"))

    async def is_back(community: Community, _: str) -> bool:
        return (await chosen(community)).claim_hours == 8

    await sweep(community, line, Act(prepare=prepare, do=bring_back, done=is_back, alone=True))


# Setup ------------------------------------------------------------------------------------------------------------


async def test_setting_a_server_up(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Place:
        return await place(community, name=title)

    async def set_up(_: Community, server: Place) -> InteractionResult:
        shown = await server.setup()
        return await server.admin.click(answer(shown), custom_id=custom_id(answer(shown), "setup:apply"))

    async def is_ready(_: Community, server: Place) -> bool:
        names = server.names()
        for name in ("Staff", "Moderators", "mod-queue", "questions"):
            assert names.count(name) < 2, f"{name} was made {names.count(name)} times"
        shared, questions = await server.shared(), await server.questions()
        return bool(
            shared.staff_role_ids
            and shared.moderator_role_ids
            and shared.queue_channel_id
            and questions.forum_channel_id
            and "questions" in names
            and server.tags("questions") == ["Open", "Solved", "Closed"]
        )

    await sweep(community, line, Act(prepare=prepare, do=set_up, done=is_ready))


async def test_setting_up_what_is_for_newcomers(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Place:
        return await place(community, name=title)

    async def set_up(_: Community, server: Place) -> InteractionResult:
        shown = await server.choose(await server.newcomers(), "newcomer", "anew")
        return await server.admin.click(answer(shown), custom_id=custom_id(answer(shown), "setup:apply"))

    async def is_ready(_: Community, server: Place) -> bool:
        names = server.names()
        for name in ("rules", "welcome", "introductions"):
            assert names.count(name) < 2, f"{name} was made {names.count(name)} times"
        onboarding, guidelines = await server.onboarding(), await server.guidelines()
        named = (onboarding.welcome_channel_id, onboarding.introductions_channel_id, onboarding.newcomer_role_id)
        return guidelines.channel_id is not None and None not in named and "Newcomer" in names

    await sweep(community, line, Act(prepare=prepare, do=set_up, done=is_ready))


# The check-up's buttons -------------------------------------------------------------------------------------------


def pressing(button: str) -> Any:
    async def press(community: Community, _: object) -> InteractionResult:
        shown = await community.admin.slash(community.general, "doctor")
        return await community.admin.click(answer(shown), custom_id=custom_id(answer(shown), button))

    return press


async def test_the_bot_gives_itself_what_it_lacks(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> None:
        await deny_bot(community, community.forum.id, "embed_links")

    async def has_it(community: Community, _: None) -> bool:
        return allowed(community, community.forum.id).embed_links

    await sweep(community, line, Act(prepare=prepare, do=pressing("doctor:access"), done=has_it, anew=True, alone=True))


async def test_commands_are_sent_again(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> None:
        known = community.env.backend.commands[None]
        community.env.backend.commands[None] = {key: known[key] for key in known if key[0] == "doctor"}

    async def are_known(community: Community, _: None) -> bool:
        return "settings open" in community.admin.available_commands(community.general)

    await sweep(
        community, line, Act(prepare=prepare, do=pressing("doctor:sync"), done=are_known, anew=True, alone=True)
    )


async def test_what_was_given_up_is_tried_again(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> None:
        question = await row_of(community, await scenes.opened(community, title))
        async with community.app.database.write() as connection:
            now = community.env.now()
            await plan(connection, guild_id=question.guild_id, kind=UNCLAIM, subject_id=question.id, due_at=now)
            await connection.execute(
                update(due_row).where(due_row.c.kind == UNCLAIM).values(state=State.GIVEN_UP, finished_at=now)
            )

    async def is_open(community: Community, _: None) -> bool:
        async with community.app.database.read() as connection:
            given_up = select(func.count()).select_from(due_row).where(due_row.c.state == State.GIVEN_UP)
            return not await connection.scalar(given_up)

    def stays_given_up(fault: Fault) -> bool:
        return fault.of_answer  # the admin presses again

    act = Act(prepare=prepare, do=pressing("doctor:retry"), done=is_open, anew=True, alone=True, skip=stays_given_up)
    await sweep(community, line, act)


async def test_what_was_deleted_is_forgotten(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> None:
        await community.set(ServerSettings, queue_channel_id=12345)

    async def is_forgotten(community: Community, _: None) -> bool:
        settings = await community.app.settings.get(community.server.id, ServerSettings)
        return settings.queue_channel_id is None

    await sweep(
        community, line, Act(prepare=prepare, do=pressing("doctor:forget"), done=is_forgotten, anew=True, alone=True)
    )
