"""Answers come in, are accepted, moved, taken back and thanked for, whatever Discord refuses."""

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.questions.model import QuestionSettings, State
from bot.sandbox import simulated
from cogs.questions import prompts
from tests.faults import scenes
from tests.faults.harness import Act, Fault, Line, custom_id, sweep, thorough
from tests.questions.acting import answer, card_of, options_of, row_of
from tests.support.community import Community

Answered = tuple[simcord.ChannelHandle, discord.Message]


@pytest.fixture(autouse=True)
async def enough_questions(community: Community) -> None:
    await community.set(QuestionSettings, questions_per_day=100)


async def is_solved(community: Community, situation: Answered) -> bool:
    solution = (await row_of(community, situation[0])).solution
    return solution is not None and solution.message_id == situation[1].id


async def is_open(community: Community, situation: Answered) -> bool:
    return (await row_of(community, situation[0])).state is State.OPEN


async def test_a_first_answer(community: Community, line: Line) -> None:
    async def send(community: Community, post: simcord.ChannelHandle) -> None:
        await community.helper.send(post, "Descale it.")

    async def is_noted(community: Community, post: simcord.ChannelHandle) -> bool:
        return (await row_of(community, post)).first_answer is not None

    await sweep(community, line, Act(prepare=scenes.opened, do=send, done=is_noted, by_itself=True))


@thorough
async def test_accepting_with_the_menu(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Answered:
        post, message = await scenes.answered(community, title)
        await community.helper2.send(post, "Or buy a new one.")
        return post, message

    async def accept(community: Community, situation: Answered) -> InteractionResult:
        return await community.asker.context_menu(situation[0], "Accept answer", situation[1])

    await sweep(community, line, Act(prepare=prepare, do=accept, done=is_solved))


@thorough
async def test_accepting_with_the_button_below_the_answer(community: Community, line: Line) -> None:
    async def accept(community: Community, situation: Answered) -> InteractionResult:
        offers = [one for one in situation[0].history() if prompts._is_prompt(one)]
        assert offers
        return await community.asker.click(offers[0], custom_id=custom_id(offers[0], "questions:accept"))

    await sweep(community, line, Act(prepare=scenes.answered, do=accept, done=is_solved))


@thorough
async def test_accepting_from_the_list(community: Community, line: Line) -> None:
    async def accept(community: Community, situation: Answered) -> InteractionResult:
        shown = await community.asker.slash(situation[0], "solved")
        return await community.asker.select(answer(shown), list(options_of(answer(shown)).values())[:1])

    await sweep(community, line, Act(prepare=scenes.answered, do=accept, done=is_solved))


async def test_accepting_in_an_archived_post(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Answered:
        post, message = await scenes.answered(community, title)
        await simulated.set_thread(community.env, post, archived=True)
        return post, message

    async def accept(community: Community, situation: Answered) -> InteractionResult:
        return await community.asker.slash(situation[0], "solved", answer=str(situation[1].id))

    def stays_gone(fault: Fault) -> bool:
        return fault.status == 404 and fault.call[1] == "/channels/{id}/messages/{id}"  # a card is not made again there

    await sweep(community, line, Act(prepare=prepare, do=accept, done=is_solved, skip=stays_gone))


async def test_moving_the_acceptance(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Answered:
        post, _ = await scenes.solved(community, title)
        return post, await community.helper2.send(post, "Or buy a new one.")

    async def move(community: Community, situation: Answered) -> InteractionResult:
        shown = await community.asker.context_menu(situation[0], "Accept answer", situation[1])
        return await community.asker.click(answer(shown), custom_id=custom_id(answer(shown), "questions:move"))

    await sweep(community, line, Act(prepare=prepare, do=move, done=is_solved))


@thorough
async def test_taking_the_acceptance_back(community: Community, line: Line) -> None:
    async def undo(community: Community, situation: Answered) -> InteractionResult:
        shown = await community.asker.click(await card_of(community, situation[0]), label="Re-open")
        return shown

    await sweep(community, line, Act(prepare=scenes.solved, do=undo, done=is_open))


async def test_taking_the_acceptance_back_in_the_list(community: Community, line: Line) -> None:
    async def undo(community: Community, situation: Answered) -> InteractionResult:
        shown = await community.asker.slash(situation[0], "solved")
        return await community.asker.click(answer(shown), custom_id=custom_id(answer(shown), "questions:undo"))

    await sweep(community, line, Act(prepare=scenes.solved, do=undo, done=is_open))


async def test_thanking_others(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> InteractionResult:
        post, message = await scenes.answered(community, title)
        await community.helper2.send(post, "Or buy a new one.")
        return await community.asker.context_menu(post, "Accept answer", message)

    async def thank(community: Community, shown: InteractionResult) -> InteractionResult:
        return await community.asker.select(answer(shown), [str(community.helper2.id)])

    await sweep(community, line, Act(prepare=prepare, do=thank))


async def test_deleting_the_solution(community: Community, line: Line) -> None:
    async def delete(community: Community, situation: Answered) -> None:
        await community.helper.delete(situation[1])

    await sweep(community, line, Act(prepare=scenes.solved, do=delete, done=is_open, by_itself=True))
