"""What is shown of an anonymous survey while it is open: it moves by five people or more, and so does the last step."""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest

from bot.app import App
from bot.surveys.anonymity import Answers
from bot.surveys.model import Given, QuestionKind, QuestionTerms
from bot.surveys.releasing import Released
from bot.surveys.store import responses
from tests.surveys.forms import SERVER, closed, filled, member, opened, questions_of

LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXY")
CHOICE = QuestionTerms(kind=QuestionKind.SINGLE, text="First letter?", options=LETTERS)
VERSION = QuestionTerms(kind=QuestionKind.SINGLE, text="Which time?", options=LETTERS)
FORM = (CHOICE, CHOICE, VERSION)
"""The first two say who it is, the third how often they have changed it."""

View = Mapping[int, int]
"""What somebody could see: people, and which of their answers."""


class Survey:
    """An open survey whose results show who is counted, for the test alone."""

    def __init__(self, app: App, survey_id: int, questions: Sequence[int], options: Sequence[Sequence[int]]) -> None:
        self.app, self.id, self._questions, self._options = app, survey_id, questions, options
        self.versions: dict[int, int] = {}

    @classmethod
    async def open(cls, app: App) -> "Survey":
        survey_id = await opened(app, FORM)
        asked = await questions_of(app, survey_id)
        return cls(app, survey_id, [one.id for one in asked], [[option.id for option in one.options] for one in asked])

    async def answer(self, person: int) -> None:
        """Have somebody answer, or change what they answered."""
        first = person not in self.versions
        self.versions[person] = self.versions.get(person, -1) + 1
        if first:
            await filled(self.app, self.id, person, answers=self._of(person))
        else:
            [*_, version] = self._questions
            await self.app.surveys.answering.save(member(person), self.id, version, self._of(person)[version])

    async def erase(self, person: int) -> None:
        async with self.app.database.write() as connection:
            await self.app.surveys.privacy.forget(connection, guild_id=SERVER, member_id=person)
        del self.versions[person]

    async def look(self) -> View:
        return _view(await self.released())

    async def released(self) -> Released | None:
        return await self.app.surveys.releasing.live(guild_id=SERVER, survey_id=self.id, summarise=self._read)

    async def close(self) -> View:
        await closed(self.app, self.id, reward=False)
        async with self.app.database.read() as connection:
            found = await responses.finished(connection, self.id)
        return dict(self._read([one.answers for one in found]))

    def _of(self, person: int) -> dict[int, Given]:
        places = (person // 25, person % 25, self.versions[person] % 25)
        return {
            question: Given(options=(options[place],))
            for question, options, place in zip(self._questions, self._options, places, strict=True)
        }

    def _read(self, answers: Sequence[Answers]) -> list[tuple[int, int]]:
        counted = []
        for one in answers:
            tens, ones, version = (
                options.index(one[question].options[0])
                for question, options in zip(self._questions, self._options, strict=True)
            )
            counted.append((tens * 25 + ones, version))
        return counted


def _view(released: Released | None) -> View:
    return {} if released is None else dict(released.results)


def differing(one: View, other: View) -> set[int]:
    return {person for person in {*one, *other} if one.get(person) != other.get(person)}


@pytest.mark.parametrize("seed", range(6))
async def test_any_two_results_an_admin_could_have_seen_differ_by_five_people_or_by_none(app: App, seed: int) -> None:
    chance = random.Random(seed)
    survey = await Survey.open(app)
    views: list[View] = [{}]

    for person in range(chance.choice([9, 14, 22, 30])):
        await survey.answer(person)
        while chance.random() < 0.4:
            act = chance.choice(["change", "erase", "look"])
            somebody = chance.choice(sorted(survey.versions) or [None])
            if act == "look" or somebody is None:
                views.append(await survey.look())
            elif act == "change":
                await survey.answer(somebody)
            else:
                await survey.erase(somebody)
    views.append(await survey.look())
    for somebody in chance.sample(sorted(survey.versions), 2):
        await survey.erase(somebody)
    views.append(await survey.close())

    for one, other in combinations(views, 2):
        assert len(differing(one, other)) not in range(1, 5)


async def test_nothing_is_shown_before_ten_have_answered(app: App) -> None:
    survey = await Survey.open(app)
    for person in range(9):
        await survey.answer(person)
        assert await survey.released() is None

    await survey.answer(9)

    released = await survey.released()
    assert released is not None
    assert (released.responses, len(released.results)) == (5, 5)


async def test_looking_again_shows_the_same(app: App) -> None:
    survey = await Survey.open(app)
    for person in range(12):
        await survey.answer(person)
    first = await survey.look()

    for person in first:  # what people change isn't seen before others have answered
        await survey.answer(person)

    assert await survey.look() == first


async def test_who_is_counted_first_is_drawn(app: App) -> None:
    """Of ten, the five that are shown aren't those who answered first: it would take luck of 1 in 252, three times."""
    shown = []
    for _ in range(3):
        survey = await Survey.open(app)
        for person in range(10):
            await survey.answer(person)
        shown.append(set(await survey.look()))

    assert shown != [set(range(5))] * 3


async def test_who_is_erased_after_results_were_seen_stays_in_them_without_a_name(app: App) -> None:
    survey = await Survey.open(app)
    for person in range(12):
        await survey.answer(person)
    counted, *_ = seen = await survey.look()

    await survey.erase(counted)
    for person in range(12, 17):
        await survey.answer(person)

    assert set(await survey.look()) >= set(seen)
    progress = await app.surveys.answering.progress(member(counted), survey.id)
    assert not progress.begun


async def test_who_is_erased_before_results_were_seen_is_not_counted(app: App) -> None:
    survey = await Survey.open(app)
    for person in range(12):
        await survey.answer(person)

    await survey.erase(3)

    assert set(await survey.close()) == set(range(12)) - {3}
