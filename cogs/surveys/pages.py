"""What members read of a survey: its first page, its questions, their own answers. Texts and pictures, no buttons."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.i18n import Language, say
from bot.surveys import rules
from bot.surveys.answering import SKIPPED, Progress, bounds, most
from bot.surveys.model import (
    OPTION_MAX,
    QUESTION_MAX,
    TITLE_MAX,
    WHY_MAX,
    Given,
    Picture,
    Question,
    QuestionKind,
    Survey,
    SurveyKind,
)
from bot.text import cut
from bot.ui.pages import position as position_text
from bot.ui.texts import moment, plain

ESCAPED = 2
"""So many times as long a text may be once its signs are escaped."""
REVIEW_AT_ONCE = 8
"""Questions on a page of one's own answers: with their texts they stay below what a message takes."""
QUOTED_MAX = 700
REVIEWED_MAX = 160
ALT_MAX = 200

Pictures = Mapping[int, Picture]
"""By the options' ids."""


def intro_text(progress: Progress, language: Language, *, server: str) -> str:
    """Return the first page: who asks, why, what happens to the answers, how long it takes."""
    survey = progress.survey
    lines = [
        f"## {plain(survey.title, ESCAPED * TITLE_MAX)}",
        say(language, "surveys-answer-asks", server=plain(server, 100)),
        say(language, "surveys-answer-why", why=plain(survey.why, ESCAPED * WHY_MAX)),
        "",
        say(language, _kept_id(survey)),
        "",
        say(
            language,
            "surveys-answer-length",
            questions=len(progress.questions),
            minutes=rules.minutes_for(progress.questions),
        ),
    ]
    if survey.closes_at is not None:
        lines.append(say(language, "surveys-answer-until", closes=moment(survey.closes_at, "f")))
    if survey.points:
        lines.append(say(language, "surveys-answer-points", points=survey.points))
    return "\n".join(lines)


def _kept_id(survey: Survey) -> str:
    if survey.anonymous:
        return "surveys-answer-anonymous"
    return "surveys-answer-concept" if survey.kind is SurveyKind.CONCEPT else "surveys-answer-named"


def head(survey: Survey, language: Language, *, position: int, of: int) -> str:
    title = plain(survey.title, ESCAPED * TITLE_MAX)
    return "-# " + say(language, "surveys-answer-position", title=title, position=position, total=of)


def question_text(question: Question, language: Language, *, anonymous: bool) -> str:
    lines = [f"### {plain(question.text, ESCAPED * QUESTION_MAX)}"]
    hint = hint_text(question, language)
    if hint:
        lines.append(hint)
    if anonymous and question.kind in (QuestionKind.SHORT, QuestionKind.LONG):
        lines.append("-# " + say(language, "surveys-answer-careful"))
    if not question.required:
        lines.append("-# " + say(language, "surveys-answer-optional"))
    return "\n".join(lines)


def hint_text(question: Question, language: Language) -> str | None:
    """Return what somebody must know to answer: how many to choose, what the ends of a scale mean."""
    if question.kind is QuestionKind.SEVERAL:
        limit = most(question)
        every = limit == len(question.options)
        return say(language, "surveys-answer-several") if every else say(language, "surveys-answer-most", count=limit)
    if question.kind is QuestionKind.NPS:
        return ends_text(
            language, 0, say(language, "surveys-answer-nps-lowest"), 10, say(language, "surveys-answer-nps-highest")
        )
    if question.kind is QuestionKind.SCALE:
        lowest, highest = bounds(question)
        return ends_text(language, lowest, question.lowest_means, highest, question.highest_means)
    return None


def ends_text(
    language: Language, lowest: int, means: str | None, highest: int, highest_means: str | None
) -> str | None:
    ends = [
        say(language, "surveys-answer-end", number=str(number), meaning=plain(text, 150))
        for number, text in ((lowest, means), (highest, highest_means))
        if text
    ]
    return " · ".join(ends) or None


def given_text(question: Question, given: Given, language: Language, *, limit: int = QUOTED_MAX) -> str | None:
    """Return an answer in words; None for none."""
    if given == SKIPPED:
        return None
    if given.number is not None:
        return str(given.number)
    if given.options:
        chosen = [plain(option.text, ESCAPED * OPTION_MAX) for option in question.options if option.id in given.options]
        return cut(("、" if language is Language.JA else ", ").join(chosen), limit)
    return plain(given.text or "", limit)


def head_of_review(progress: Progress, language: Language, *, page: int, of: int) -> str:
    title = plain(progress.survey.title, ESCAPED * TITLE_MAX)
    said = say(language, "surveys-answer-review", title=title)
    return said if of == 1 else f"{said}\n-# {position_text(page, of, language)}"


def review_text(progress: Progress, language: Language, *, page: int) -> str:
    """Return somebody's answers, as many as one page takes, from page 1."""
    return "\n".join(_reviewed(progress, question, language) for question in on_review(progress, page))


def on_review(progress: Progress, page: int) -> Sequence[Question]:
    start = (page - 1) * REVIEW_AT_ONCE
    return progress.questions[start : start + REVIEW_AT_ONCE]


def _reviewed(progress: Progress, question: Question, language: Language) -> str:
    asked = plain(question.text, REVIEWED_MAX)
    said = given_text(question, progress.answers.get(question.id, SKIPPED), language, limit=REVIEWED_MAX)
    if said is None:
        said = "-# " + say(language, "surveys-answer-needed" if question.required else "surveys-answer-none")
    return f"**{question.position}. {asked}**\n{said}"


# Pictures of concepts ---------------------------------------------------------------------------------------------


def concepts(question: Question, pictures: Pictures) -> list[ui.Item[Any]]:
    """Return each option's name above its picture."""
    items: list[ui.Item[Any]] = []
    for number, option in enumerate(question.options, start=1):
        items.append(ui.TextDisplay(f"**{number}. {plain(option.text, ESCAPED * OPTION_MAX)}**"))
        if option.id in pictures:
            gallery: ui.MediaGallery[Any] = ui.MediaGallery()
            url = f"attachment://{_file_name(option.id, pictures[option.id])}"
            gallery.add_item(media=url, description=cut(option.text, ALT_MAX))
            items.append(gallery)
    return items


def files(question: Question | None, pictures: Pictures) -> list[discord.File]:
    """Return the pictures of a question, to be sent with its page."""
    if question is None or question.kind is not QuestionKind.CONCEPT:
        return []
    return [
        discord.File(io.BytesIO(pictures[option.id].data), filename=_file_name(option.id, pictures[option.id]))
        for option in question.options
        if option.id in pictures
    ]


def _file_name(option_id: int, picture: Picture) -> str:
    return f"option-{option_id}.{picture.format}"
