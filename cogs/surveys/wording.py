"""Surveys in words: the same sentences in the editor, in lists, and in the post."""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import Language, say
from bot.points.model import NAME_MAX, Rank
from bot.surveys.model import AudienceKind, Question, QuestionKind, Survey, SurveyKind
from bot.ui.texts import moment, plain

TITLE_SHOWN = 130
"""What a title of 100 characters can take with its escapes."""


def title_of(survey: Survey) -> str:
    return plain(survey.title, TITLE_SHOWN)


def joined(parts: Sequence[str], language: Language) -> str:
    return ("・" if language is Language.JA else " · ").join(part for part in parts if part)


def audience_text(survey: Survey, language: Language, *, ranks: Sequence[Rank]) -> str:
    """Return who is asked."""
    audience = survey.audience
    if survey.kind is SurveyKind.NPS:
        return say(language, "surveys-audience-nps")
    rank = next((one for one in ranks if one.id == audience.rank_id), None)
    match audience.kind:
        case AudienceKind.ROLE if audience.role_id is not None:
            return say(language, "surveys-audience-role", role=f"<@&{audience.role_id}>")
        case AudienceKind.RANK if rank is not None:
            return say(language, "surveys-audience-rank", rank=plain(rank.name, NAME_MAX))
        case AudienceKind.SAMPLE:
            return say(language, "surveys-audience-sample", count=audience.sample_size or 0)
        case AudienceKind.ALL | AudienceKind.ATTENDEES:
            return say(language, f"surveys-audience-{audience.kind}")
    return say(language, "surveys-audience-gone")


def privacy_text(survey: Survey, language: Language) -> str:
    """Return plainly what becomes of a member's name."""
    if survey.kind is SurveyKind.CONCEPT:
        return say(language, "surveys-privacy-concept")
    return say(language, "surveys-privacy-anonymous" if survey.anonymous else "surveys-privacy-named")


def kind_text(question: Question, language: Language) -> str:
    """Return what kind of question it is, with what belongs to its kind."""
    said = say(language, f"surveys-kind-{question.kind}")
    if question.kind is QuestionKind.SCALE:
        said = say(language, "surveys-kind-scale-of", lowest=str(question.lowest), highest=str(question.highest))
    elif question.options:
        said = say(language, "surveys-kind-options", kind=said, count=len(question.options))
    required = say(language, "surveys-question-required" if question.required else "surveys-question-optional")
    return joined([said, required], language)


def both(when: datetime) -> str:
    """Return a moment as a date with its time, and how far away it is."""
    return f"{moment(when, 'F')} ({moment(when)})"
