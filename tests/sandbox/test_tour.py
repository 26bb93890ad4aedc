"""The tour ends well: five weeks of story and all that follows it, through the bot's own commands."""

import pytest

from bot.i18n import Language, say
from bot.sandbox import tour
from bot.sandbox.acts import ActFailed, Acts
from bot.sandbox.house import House
from tests.sandbox import moved_in


async def test_the_tour_walks_through_the_whole_house(capsys: pytest.CaptureFixture[str]) -> None:
    code = await tour.guide(Language.JA)

    told = capsys.readouterr().out
    assert code == 0, told[-2000:]
    for chapter in (
        *("before", "solve", "hand", "passing", "sealed", "refused"),
        *("card", "board", "thanks", "reach", "perks"),
        *("survey", "event", "incident"),
        *("restart", "time", "find", "hall", "fair", "house"),
        *("join", "settle", "first", "stalled", "invited", "funnel", "rules", "data", "sum"),
    ):
        assert say(Language.JA, f"sandbox-tour-{chapter}") in told


async def test_an_act_without_its_outcome_is_not_passed_over(house: House) -> None:
    acts = Acts(house)  # nobody set the bot up: there is no channel for questions

    with pytest.raises(ActFailed):
        await acts.ask("claire", "Is anybody there?", "Hello?")


async def test_what_a_person_is_not_offered_they_cannot_choose(house: House) -> None:
    await moved_in(house)
    acts = Acts(house)
    post, _ = await acts.ask("claire", "Is anybody there?", "Hello?")

    with pytest.raises(ActFailed):
        await acts.reopen("claire", post)
