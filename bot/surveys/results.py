"""What was answered, counted: pure functions of questions and finished responses.

A question that fewer than five people answered shows no figures at all (`SMALLEST_GROUP`), in no view: `Figures.shown`
says so, and every view and file asks it. Of an anonymous survey that is still open only the questions that everybody
must answer have figures (`while_open`): those who answered an optional question are fewer than those who finished, and
what is held back is counted in people who finished, so the difference of two views could be one person's answer.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.surveys import nps
from bot.surveys.model import SMALLEST_GROUP, Given, Question, QuestionKind

CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.SEVERAL, QuestionKind.CONCEPT})
NUMBERS = frozenset({QuestionKind.SCALE, QuestionKind.NPS})
TEXTS = frozenset({QuestionKind.SHORT, QuestionKind.LONG})

Answers = Mapping[int, Given]
"""What one person answered, by the questions' ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An answer one could give, and how many gave it."""

    key: int
    """The option's id, or the number."""
    count: int
    share: float
    """Of those who answered the question: of several choices the shares add up to more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was answered to one question."""

    question_id: int
    kind: QuestionKind
    answered: int
    counts: Mapping[int, int]
    """By the options' ids in their order, or by the numbers from the lowest; nothing for texts."""

    @property
    def shown(self) -> bool:
        """Whether so many answered that it may be seen."""
        return self.answered >= SMALLEST_GROUP

    @property
    def bars(self) -> tuple[Bar, ...]:
        return tuple(
            Bar(key=key, count=count, share=count / self.answered if self.answered else 0.0)
            for key, count in self.counts.items()
        )

    @property
    def mean(self) -> float | None:
        """Of a scale and NPS; None where nobody answered."""
        if self.kind not in NUMBERS or not self.answered:
            return None
        return sum(number * count for number, count in self.counts.items()) / self.answered

    @property
    def median(self) -> float | None:
        """The same; of an even number of answers the mean of the two in the middle."""
        if self.kind not in NUMBERS or not self.answered:
            return None
        return (self._at((self.answered - 1) // 2) + self._at(self.answered // 2)) / 2

    def _at(self, place: int) -> int:
        for number, count in sorted(self.counts.items()):
            if place < count:
                return number
            place -= count
        raise IndexError(place)

    @property
    def nps(self) -> nps.Counts:
        return nps.counts_of(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was answered to a survey, without texts and without who said it."""

    responses: int
    """How many finished."""
    figures: tuple[Figures, ...]
    """In the questions' order."""

    @property
    def shown(self) -> bool:
        return self.responses >= SMALLEST_GROUP

    def of(self, question_id: int) -> Figures | None:
        return next((one for one in self.figures if one.question_id == question_id), None)

    def as_json(self) -> dict[str, Any]:
        """Return what `of_json` reads: for the snapshot of an open survey."""
        return {
            "responses": self.responses,
            "figures": [
                {
                    "question": one.question_id,
                    "kind": one.kind.value,
                    "answered": one.answered,
                    "counts": [[key, count] for key, count in one.counts.items()],
                }
                for one in self.figures
            ],
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Results":
        return cls(
            responses=kept["responses"],
            figures=tuple(
                Figures(
                    question_id=one["question"],
                    kind=QuestionKind(one["kind"]),
                    answered=one["answered"],
                    counts=dict(one["counts"]),
                )
                for one in kept["figures"]
            ),
        )


def summarise(questions: Sequence[Question], responses: Sequence[Answers]) -> Results:
    """Count the finished responses of a survey."""
    return Results(
        responses=len(responses),
        figures=tuple(_figures(question, responses) for question in questions),
    )


def while_open(results: Results, questions: Sequence[Question]) -> Results:
    """Return what of an anonymous survey may be seen before it closes; see the module's docstring."""
    seen = {question.id for question in questions if question.required and question.kind not in TEXTS}
    return Results(
        responses=results.responses,
        figures=tuple(one for one in results.figures if one.question_id in seen),
    )


def _figures(question: Question, responses: Sequence[Answers]) -> Figures:
    given = [one for answers in responses if (one := answers.get(question.id)) is not None and _is_answer(one)]
    counted = Counter(key for one in given for key in _keys(question, one))
    return Figures(
        question_id=question.id,
        kind=question.kind,
        answered=len(given),
        counts={key: counted[key] for key in keys_of(question)},
    )


def _is_answer(given: Given) -> bool:
    return given.number is not None or bool(given.options) or bool(given.text and given.text.strip())


def _keys(question: Question, given: Given) -> Iterable[int]:
    if question.kind in CHOICES:
        return given.options
    return () if given.number is None else (given.number,)


def keys_of(question: Question) -> Sequence[int]:
    """Return what can be answered: the options' ids, or the numbers; nothing of texts."""
    if question.kind in CHOICES:
        return [option.id for option in question.options]
    if question.kind is QuestionKind.NPS:
        return range(nps.LOWEST, nps.HIGHEST + 1)
    if question.kind is QuestionKind.SCALE and question.lowest is not None and question.highest is not None:
        return range(question.lowest, question.highest + 1)
    return ()


def texts_of(question: Question, responses: Sequence[Answers], *, smallest: int = SMALLEST_GROUP) -> list[str]:
    """Return what was written, none of it where fewer than `smallest` people wrote; the order tells nothing.

    It is the order of the texts themselves, stirred by their own content: the same at every look, so that pages can be
    turned, and another than any they were written or kept in.
    """
    written = [given.text.strip() for answers in responses if (given := answers.get(question.id)) and given.text]
    written = [text for text in written if text]
    return stirred(written) if len(written) >= smallest else []


def stirred(texts: Iterable[str]) -> list[str]:
    """Return texts in an order that depends on nothing but what they say."""
    found = sorted(texts)
    random.Random("\0".join(found)).shuffle(found)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of those asked took part."""

    finished: int
    asked: int | None
    """None: nobody knows how many it was."""

    @property
    def share(self) -> float | None:
        """None where nobody knows, as where more took part than were counted when it opened."""
        return None if not self.asked or self.finished > self.asked else self.finished / self.asked
