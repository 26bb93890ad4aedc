"""Files of results: figures, and what was written or single responses, for spreadsheets; and all of it as JSON.

They are made of a `Report` and so hold what its screens show, not more: what has no figures there has none here. Only
surveys with names have a row for each response. In a row of any other, whoever is known by one answer, as the only one
of a small shop, would be known by all of them; of those the texts are in a file, in another order each time.
"""

import json
import random
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import sheets
from bot.surveys.model import Given, Question, QuestionKind
from bot.surveys.reporting import Report, shows_names
from bot.surveys.results import NUMBERS, TEXTS, Figures, Rate
from bot.surveys.store.responses import Response
from bot.surveys.suppression import Segment

SHUFFLER = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What names things that only Discord knows."""

    members: Mapping[int, str]
    groups: Mapping[Segment, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    figures: bytes
    """CSV: a line for each answer one could give."""
    everything: bytes
    """JSON."""
    responses: bytes | None
    """CSV: a line for each response; None where single ones may not be seen."""
    texts: bytes | None
    """CSV: what was written, where there are no such lines; None where nothing may be seen of it."""


def files_of(report: Report, words: Words, *, shuffler: random.Random = SHUFFLER) -> Files | None:
    """Return a survey's files; None where there is nothing to be seen."""
    if report.results is None:
        return None
    named = shows_names(report.survey)
    rows = report.rows() if named else []
    texts = [] if named else list(_rows_of_texts(report, shuffler))
    return Files(
        figures=sheets.write(_FIGURES, _figure_rows(report, words)),
        everything=json.dumps(_as_json(report, words, shuffler), ensure_ascii=False, indent=2).encode(),
        responses=_responses(report, rows, words) if rows else None,
        texts=sheets.write(("question", "answer"), texts) if texts else None,
    )


# Figures ----------------------------------------------------------------------------------------------------------

_FIGURES = ("group", "question", "kind", "answer", "count", "share", "answered", "mean", "median", "nps", "low", "high")


def _figure_rows(report: Report, words: Words) -> Iterable[Sequence[object]]:
    yield from _rows_of_rates(report, words)
    for question in report.sheet.questions:
        found = report.figures_of(question)
        if found is not None and question.kind not in TEXTS:
            yield from _rows_of_figures(question, found, "")
    for group in report.groups:
        for question in report.sheet.questions:
            found = group.results.of(question.id)
            if found is not None and found.shown:
                yield from _rows_of_figures(question, found, words.groups.get(group.segment, group.segment.name))


def _rows_of_rates(report: Report, words: Words) -> Iterable[Sequence[object]]:
    yield _rate_row("", report.rate.finished, report.rate.asked)
    for one in report.segments:
        name = words.groups.get(one.segment, one.segment.name)
        yield _rate_row(name, one.rate.finished, one.rate.asked)


def _rate_row(group: str, finished: int, asked: int | None) -> Sequence[object]:
    share = _rounded(Rate(finished=finished, asked=asked).share)
    return (sheets.harmless(group), "", "rate", "", finished, share, "" if asked is None else asked, *[""] * 5)


def _rows_of_figures(question: Question, found: Figures, group: str) -> Iterable[Sequence[object]]:
    interval = found.nps.interval if question.kind is QuestionKind.NPS else None
    after = (
        _rounded(found.mean),
        _rounded(found.median),
        _rounded(found.nps.score if question.kind is QuestionKind.NPS else None),
        _rounded(interval.low if interval else None),
        _rounded(interval.high if interval else None),
    )
    for bar in found.bars:
        yield (
            sheets.harmless(group),
            sheets.harmless(question.text),
            question.kind.value,
            sheets.harmless(label_of(question, bar.key)),
            bar.count,
            _rounded(bar.share),
            found.answered,
            *after,
        )


def label_of(question: Question, key: int) -> str:
    """Return what an answer is called: an option's text, or the number."""
    return next((option.text for option in question.options if option.id == key), str(key))


def _rounded(value: float | None) -> object:
    return "" if value is None else round(value, 4)


# Responses --------------------------------------------------------------------------------------------------------


def _responses(report: Report, rows: Sequence[Response], words: Words) -> bytes:
    header = ["name", "id", *(sheets.harmless(one.text) for one in report.sheet.questions)]
    lines = []
    for row in rows:
        who = [sheets.harmless(words.members.get(row.member_id or 0, "")), sheets.id_cell(row.member_id)]
        lines.append([*who, *(_cell(one, row.answers.get(one.id)) for one in report.sheet.questions)])
    return sheets.write(header, lines)


def _rows_of_texts(report: Report, shuffler: random.Random) -> Iterable[Sequence[object]]:
    for question in report.sheet.questions:
        if question.kind in TEXTS:
            texts = report.texts_of(question)
            shuffler.shuffle(texts)
            yield from ((sheets.harmless(question.text), sheets.harmless(text)) for text in texts)


def _cell(question: Question, given: Given | None) -> object:
    if given is None:
        return ""
    if given.number is not None:
        return given.number
    if given.options:
        return sheets.harmless("; ".join(label_of(question, key) for key in given.options))
    return sheets.harmless(given.text or "")


# JSON -------------------------------------------------------------------------------------------------------------


def _as_json(report: Report, words: Words, shuffler: random.Random) -> dict[str, Any]:
    survey = report.survey
    return {
        "title": survey.title,
        "why": survey.why,
        "kind": survey.kind.value,
        "anonymous": survey.anonymous,
        "open": report.is_open,
        "opened_on": survey.opened_at.date().isoformat() if survey.opened_at else None,
        "closed_on": survey.closed_at.date().isoformat() if survey.closed_at else None,
        "asked": report.rate.asked,
        "finished": report.rate.finished,
        "counted": report.results.responses if report.results else 0,
        "questions": [_question(report, question, shuffler) for question in report.sheet.questions],
        "groups": [
            {
                "kind": one.segment.kind.value,
                "name": words.groups.get(one.segment, one.segment.name),
                "asked": one.rate.asked,
                "finished": one.rate.finished,
                "questions": _of_group(report, one.segment),
            }
            for one in report.segments
        ],
        "decision": survey.decision,
    }


def _of_group(report: Report, segment: Segment) -> list[dict[str, Any]]:
    group = next((one for one in report.groups if one.segment == segment), None)
    if group is None:
        return []
    found = [(question, group.results.of(question.id)) for question in report.sheet.questions]
    return [
        {"text": question.text, **_numbers(question, one)} for question, one in found if one is not None and one.shown
    ]


def _question(report: Report, question: Question, shuffler: random.Random) -> dict[str, Any]:
    about: dict[str, Any] = {"text": question.text, "kind": question.kind.value}
    if question.kind in TEXTS:
        texts = report.texts_of(question)
        shuffler.shuffle(texts)
        return {**about, "texts": texts or None}
    found = report.figures_of(question)
    return {**about, **(_numbers(question, found) if found is not None else {"answered": None})}


def _numbers(question: Question, found: Figures) -> dict[str, Any]:
    numbers: dict[str, Any] = {
        "answered": found.answered,
        "answers": [
            {"answer": label_of(question, bar.key), "count": bar.count, "share": round(bar.share, 4)}
            for bar in found.bars
        ],
    }
    if question.kind in NUMBERS:
        numbers |= {"mean": found.mean, "median": found.median}
    if question.kind is QuestionKind.NPS and found.nps.interval is not None:
        numbers["nps"] = {
            "score": found.nps.score,
            "low": found.nps.interval.low,
            "high": found.nps.interval.high,
        }
    return numbers
