"""Figures in words and as charts: the same for admins' pages, for what is shown to all, and for the NPS."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.i18n import Language, say
from bot.surveys.exporting import label_of
from bot.surveys.model import NpsRound, Question, QuestionKind
from bot.surveys.nps import Counts, Interval, Stance, stance_of
from bot.surveys.results import CHOICES, Figures
from bot.text import cut
from bot.ui import charts
from bot.ui.charts.model import Bar, Bars, Chart, Columns, Point, Stacked, Tone, Trend
from bot.ui.texts import plain

ALT_LIMIT = 1024  # of a picture's description
ANSWER_SHOWN = 130
"""What an option of 100 characters can take with its escapes."""
TEXT_SHOWN = 250
MINUS = "−"

_TONES = {Stance.PROMOTER: Tone.PROMOTER, Stance.PASSIVE: Tone.PASSIVE, Stance.DETRACTOR: Tone.DETRACTOR}


# Words ------------------------------------------------------------------------------------------------------------


def score_text(score: float) -> str:
    """Return a score with its sign, rounded."""
    rounded = round(score)
    return f"{MINUS}{-rounded}" if rounded < 0 else f"+{rounded}" if rounded else "0"


def percent_of(share: float) -> int:
    """Return a share in whole percent; what somebody chose is never shown as nothing."""
    return max(1, round(100 * share)) if share > 0 else 0


def question_text(question: Question, language: Language) -> str:
    said = plain(question.text, TEXT_SHOWN)
    return say(language, "surveys-results-question", number=question.position, text=said)


def figures_text(question: Question, figures: Figures, language: Language) -> str:
    """Return what was answered: each answer with its share, then mean, median or score, then how many answered."""
    lines = [
        say(
            language,
            "surveys-results-line",
            answer=plain(label_of(question, bar.key), ANSWER_SHOWN),
            percent=percent_of(bar.share),
            count=bar.count,
        )
        for bar in figures.bars
    ]
    return "\n".join([*lines, f"-# {note_of(question, figures, language)}"])


def note_of(question: Question, figures: Figures, language: Language) -> str:
    several = question.kind is QuestionKind.SEVERAL
    answered = say(
        language,
        "surveys-results-answered-several" if several else "surveys-results-answered",
        count=figures.answered,
    )
    between = "・" if language is Language.JA else " · "
    if question.kind is QuestionKind.NPS and figures.nps.interval is not None and figures.nps.score is not None:
        return between.join([_score_line(figures.nps, language), answered])
    if figures.mean is None or figures.median is None:
        return answered
    mean = say(language, "surveys-results-mean", mean=f"{figures.mean:.1f}", median=f"{figures.median:g}")
    return between.join([mean, answered])


def _score_line(counts: Counts, language: Language) -> str:
    assert counts.score is not None
    assert counts.interval is not None
    return say(language, "surveys-nps-chart-score", **_interval(counts.score, counts.interval))


def _interval(score: float, interval: Interval) -> dict[str, str]:
    return {"score": score_text(score), "low": score_text(interval.low), "high": score_text(interval.high)}


# Charts -----------------------------------------------------------------------------------------------------------


def charts_of(
    question: Question, figures: Figures, language: Language, *, lowest: str = "", highest: str = ""
) -> list[Chart]:
    """Return the pictures of a question: one, of the NPS two. `lowest` and `highest` say what the ends mean."""
    note = note_of(question, figures, language)
    if question.kind in CHOICES:
        return [_bars(question, figures, language, note)]
    columns = _columns(question, figures, language, note, lowest, highest)
    return [columns, stances(figures.nps, language)] if question.kind is QuestionKind.NPS else [columns]


def _bars(question: Question, figures: Figures, language: Language, note: str) -> Bars:
    most = max((bar.count for bar in figures.bars), default=0)
    return Bars(
        title=question.text,
        bars=tuple(
            Bar(
                label_of(question, bar.key),
                bar.share,
                say(language, "surveys-results-figure", count=bar.count, percent=percent_of(bar.share)),
                Tone.BEST if most and bar.count == most else Tone.PLAIN,
            )
            for bar in figures.bars
        ),
        note=note,
    )


def _columns(question: Question, figures: Figures, language: Language, note: str, lowest: str, highest: str) -> Columns:
    is_nps = question.kind is QuestionKind.NPS
    keys = list(figures.counts)
    mean = figures.mean
    return Columns(
        title=question.text,
        columns=tuple(
            Bar(
                str(bar.key),
                bar.share,
                say(language, "surveys-results-percent", percent=percent_of(bar.share)),
                _TONES[stance_of(bar.key)] if is_nps else Tone.PLAIN,
            )
            for bar in figures.bars
        ),
        note=note,
        lowest_means=question.lowest_means or lowest,
        highest_means=question.highest_means or highest,
        mean=None if mean is None or is_nps or len(keys) < 2 else (mean - keys[0]) / (keys[-1] - keys[0]),
    )


def stances(counts: Counts, language: Language) -> Stacked:
    """Return promoters, passives and detractors as parts of one bar."""
    parts = (
        (Stance.PROMOTER, counts.promoters),
        (Stance.PASSIVE, counts.passives),
        (Stance.DETRACTOR, counts.detractors),
    )
    between = "：" if language is Language.JA else ": "
    bars = []
    for stance, count in parts:
        share = count / counts.answered if counts.answered else 0.0
        percent = percent_of(share)
        figure = say(language, "surveys-results-figure", count=count, percent=percent)
        label = f"{say(language, f'surveys-nps-chart-stance-{stance}')}{between}{figure}"
        bars.append(Bar(label, share, say(language, "surveys-results-percent", percent=percent), _TONES[stance]))
    return Stacked(
        title=_score_line(counts, language) if counts.interval is not None else "NPS",
        parts=tuple(bars),
        note=say(language, "surveys-results-answered", count=counts.answered),
    )


def trend(rounds: Sequence[NpsRound], language: Language) -> Trend:
    """Return rounds that have a score as a line with their intervals."""
    return Trend(
        title=say(language, "surveys-nps-chart-trend"),
        points=tuple(
            Point(_quarter(one.round, language), score_text(one.score), one.score, one.low, one.high)
            for one in rounds
            if one.score is not None and one.low is not None and one.high is not None
        ),
        note=say(language, "surveys-nps-chart-trend-note"),
    )


def _quarter(name: str, language: Language) -> str:
    year, _, number = name.partition("-Q")
    return say(language, "surveys-nps-chart-quarter", year=year, number=number)


# Pictures ---------------------------------------------------------------------------------------------------------


async def galleries_of(
    wanted: Sequence[Chart], language: Language, *, first: int = 0
) -> tuple[list[ui.MediaGallery[Any]], list[discord.File]]:
    """Draw charts; returns them with what they say in words, and their files. One that can't be drawn is left out.

    Each is a gallery of its own: Discord crops pictures that share one. `first` keeps the names of several calls for
    one message apart.
    """
    galleries: list[ui.MediaGallery[Any]] = []
    files: list[discord.File] = []
    for place, chart in enumerate(wanted, start=first):
        picture = await charts.render(chart)
        if picture is not None:
            name = f"chart-{place + 1}.png"
            files.append(discord.File(BytesIO(picture.png), filename=name))
            gallery: ui.MediaGallery[Any] = ui.MediaGallery()
            gallery.add_item(media=f"attachment://{name}", description=alt_of(chart, language))
            galleries.append(gallery)
    return galleries, files


def alt_of(chart: Chart, language: Language) -> str:
    """Return a chart in words, for those who don't see it."""
    match chart:
        case Bars():
            said = [_alt_bar(bar, language) for bar in chart.bars]
        case Columns():
            said = [_alt_bar(bar, language) for bar in chart.columns]
        case Stacked():
            said = [bar.label for bar in chart.parts]
        case Trend():
            said = [_alt_point(point, language) for point in chart.points]
    comma = "、" if language is Language.JA else ", "
    whole = say(language, "surveys-results-alt", title=chart.title, bars=comma.join(said), note=chart.note)
    return cut(whole, ALT_LIMIT)


def _alt_bar(bar: Bar, language: Language) -> str:
    return say(language, "surveys-results-alt-bar", answer=bar.label, figure=bar.figure)


def _alt_point(point: Point, language: Language) -> str:
    return say(
        language,
        "surveys-nps-alt-round",
        round=point.label.replace("\n", " "),
        score=point.figure,
        low=score_text(point.low),
        high=score_text(point.high),
    )
