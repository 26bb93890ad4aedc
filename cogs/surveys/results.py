"""`/survey results` and `/survey export`: what was answered, page by page and as files. For admins, privately."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.surveys.exporting import Words, files_of
from bot.surveys.model import Question, QuestionKind, SurveyKind, SurveyState
from bot.surveys.reporting import Report, shows_names
from bot.surveys.results import TEXTS, Figures, Rate
from bot.surveys.suppression import Segment, SegmentKind
from bot.ui.actions import Button
from bot.ui.actors import guild_of
from bot.ui.charts.model import Chart
from bot.ui.layout import card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, moment, plain, text
from cogs.surveys import charting
from cogs.surveys.concept import DecideButton
from cogs.surveys.group import survey
from cogs.surveys.here import SurveyName, admin_of, answered_survey, survey_named
from cogs.surveys.wording import title_of

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 100  # Discord's limit
PATIENCE_SECONDS = 5.0
TEXTS_A_PAGE = 10
ROOM_FOR_TEXTS = 3_000
"""Characters of a page of texts."""
TEXT_SHOWN = 1_000
GROUP_SHOWN = 60
GROUPS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Page:
    """The overview, a question, or some of the texts written to one."""

    question: Question | None = None
    texts: Sequence[str] = field(default=())
    of: int = 0
    """How many texts there are to this question."""


@survey.command(name=text("surveys-command-results.name"), description=text("surveys-command-results"))
@app_commands.rename(name=text("surveys-option-survey.name"))
@app_commands.describe(name=text("surveys-option-survey"))
@app_commands.autocomplete(name=answered_survey)
async def survey_results(interaction: discord.Interaction[Bot], name: SurveyName) -> None:
    await think(interaction)
    sheet = await survey_named(interaction, name)
    view, files = await _page(interaction, sheet.survey.id, 1)
    await reply(interaction, view=view, files=files)


@survey.command(name=text("surveys-command-export.name"), description=text("surveys-command-export"))
@app_commands.rename(name=text("surveys-option-survey.name"))
@app_commands.describe(name=text("surveys-option-survey"))
@app_commands.autocomplete(name=answered_survey)
async def survey_export(interaction: discord.Interaction[Bot], name: SurveyName) -> None:
    await think(interaction)
    await _send_files(interaction, (await survey_named(interaction, name)).survey.id)


class ResultsPage(PageButton):
    action = "surveys:results-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, survey_id: int) -> None:
        await think_in_place(interaction)
        view, files = await _page(interaction, survey_id, page)
        await edit_in_place(interaction, view=view, files=files)


class FilesButton(Button):
    action = "surveys:results-files"
    label_id = "surveys-results-button-files"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think(interaction)
        await _send_files(interaction, survey_id)


# Pages ------------------------------------------------------------------------------------------------------------


async def _page(
    interaction: discord.Interaction[Bot], survey_id: int, wanted: int
) -> tuple[ui.LayoutView, list[discord.File]]:
    by, language = await admin_of(interaction), language_of(interaction)
    report = await interaction.client.app.surveys.reporting.report(by=by, survey_id=survey_id)
    pages = pages_of(report)
    number = min(max(1, wanted), len(pages))
    page = pages[number - 1]
    galleries, files = await charting.galleries_of(_charts(report, page, language), language)
    names = group_names(guild_of(interaction), report, language)
    said = page_text(report, page, language, names)
    buttons = [
        *page_buttons(ResultsPage, survey_id, page=number, pages=len(pages), language=language),
        *_buttons(report, language),
    ]
    where = f"-# {position(number, len(pages), language)}" if len(pages) > 1 else None
    view = layout_of(card(*said[:1], *galleries, *said[1:], where, line() if buttons else None, row(*buttons)))
    return view, files


def _buttons(report: Report, language: Language) -> list[Button]:
    found: list[Button] = []
    if report.results is not None:
        found.append(FilesButton(report.survey.id, language=language))
    if report.survey.kind is SurveyKind.CONCEPT and report.survey.state is SurveyState.CLOSED:
        found.append(DecideButton(report.survey.id, language=language))
    return found


def pages_of(report: Report) -> list[Page]:
    """Return the overview, then the questions in order; what was written to one takes as many pages as it needs."""
    pages = [Page()]
    if report.results is None:
        return pages
    for question in report.sheet.questions:
        texts = report.texts_of(question) if question.kind in TEXTS else []
        shown = [plain(one, TEXT_SHOWN) for one in texts]
        pages += [Page(question, part, len(shown)) for part in parted(shown)] or [Page(question)]
    return pages


def parted(texts: Sequence[str]) -> list[list[str]]:
    """Return texts in parts of which each has room on a page."""
    parts: list[list[str]] = []
    room = 0
    for one in texts:
        if not parts or len(parts[-1]) >= TEXTS_A_PAGE or len(one) > room:
            parts.append([])
            room = ROOM_FOR_TEXTS
        parts[-1].append(one)
        room -= len(one) + 4
    return parts


def _charts(report: Report, page: Page, language: Language) -> list[Chart]:
    if page.question is None or page.question.kind in TEXTS:
        return []
    figures = report.figures_of(page.question)
    return [] if figures is None else charts_with_ends(page.question, figures, language)


def charts_with_ends(question: Question, figures: Figures, language: Language) -> list[Chart]:
    if question.kind is not QuestionKind.NPS:
        return charting.charts_of(question, figures, language)
    lowest, highest = (say(language, f"surveys-answer-nps-{end}") for end in ("lowest", "highest"))
    return charting.charts_of(question, figures, language, lowest=lowest, highest=highest)


def page_text(report: Report, page: Page, language: Language, names: Mapping[Segment, str]) -> list[str]:
    """Return a page's texts: the heading, above its pictures, and what is below."""
    question = page.question
    if question is None:
        return _overview(report, language, names)
    head = charting.question_text(question, language)
    if question.kind in TEXTS:
        return [head, _texts(report, page, language)]
    figures = report.figures_of(question)
    if figures is None:
        hidden = "surveys-results-hidden-open" if report.is_open else "surveys-results-hidden"
        return [head, say(language, hidden)]
    groups = groups_text(report, question, language, names)
    return [head, charting.figures_text(question, figures, language), *([groups] if groups else [])]


def _texts(report: Report, page: Page, language: Language) -> str:
    if not page.texts:
        later = report.is_open and report.survey.anonymous
        return say(language, "surveys-results-texts-later" if later else "surveys-results-texts-hidden")
    return "\n".join([*(f"> {one}" for one in page.texts), say(language, "surveys-results-texts-order", count=page.of)])


def _overview(report: Report, language: Language, names: Mapping[Segment, str]) -> list[str]:
    head = [say(language, "surveys-results-heading", title=title_of(report.survey)), state_text(report, language)]
    said = [rate_text(report.rate, language)]
    if report.results is None:
        said.append(_why_nothing(report, language))
    elif report.is_open and report.survey.anonymous:
        said.append(say(language, "surveys-results-as-of", count=report.results.responses))
    segments = segments_text(report, language, names)
    decision = decision_text(report, language)
    return ["\n".join(head), "\n".join(said), *(part for part in (segments, decision) if part)]


def _why_nothing(report: Report, language: Language) -> str:
    if report.too_few:
        return say(language, "surveys-results-too-few")
    concept = report.survey.kind is SurveyKind.CONCEPT
    return say(language, "surveys-results-not-yet-concept" if concept else "surveys-results-not-yet")


def state_text(report: Report, language: Language) -> str:
    found = report.survey
    if not report.is_open:
        closed = moment(found.closed_at, "D") if found.closed_at else "–"
        return say(language, "surveys-results-closed", closed=closed)
    if found.closes_at is None:
        return say(language, "surveys-results-open-forever")
    return say(language, "surveys-results-open", closes=moment(found.closes_at))


def rate_text(rate: Rate, language: Language) -> str:
    if rate.share is None:
        return say(language, "surveys-results-rate-unknown", finished=rate.finished)
    return say(
        language,
        "surveys-results-rate",
        finished=rate.finished,
        asked=rate.asked or 0,
        percent=charting.percent_of(rate.share),
    )


def segments_text(report: Report, language: Language, names: Mapping[Segment, str]) -> str | None:
    if not report.segments:
        return None
    lines = [say(language, "surveys-results-segments")]
    for kind in SegmentKind:
        of_kind = [one for one in report.segments if one.segment.kind is kind][:GROUPS_SHOWN]
        if of_kind:
            lines.append(say(language, f"surveys-results-segment-{kind}"))
        lines += [
            say(
                language,
                "surveys-results-segment-line",
                group=names[one.segment],
                finished=one.rate.finished,
                asked=one.rate.asked or 0,
                percent=charting.percent_of(one.rate.share or 0.0),
            )
            for one in of_kind
        ]
    return "\n".join([*lines, say(language, "surveys-results-segments-note")])


def groups_text(report: Report, question: Question, language: Language, names: Mapping[Segment, str]) -> str | None:
    """Return what groups chose of a test of concepts."""
    lines = []
    comma = "・" if language is Language.JA else " · "
    for group in report.groups[:GROUPS_SHOWN]:
        figures = group.results.of(question.id)
        if figures is None or not figures.shown:
            continue
        bars = [
            f"{plain(label, 40)} {say(language, 'surveys-results-percent', percent=charting.percent_of(bar.share))}"
            for bar in figures.bars
            for label in (next((one.text for one in question.options if one.id == bar.key), "?"),)
        ]
        lines.append(
            say(
                language,
                "surveys-results-group-line",
                group=names[group.segment],
                count=figures.answered,
                bars=comma.join(bars),
            )
        )
    if not lines:
        return None
    note = say(language, "surveys-results-segments-note")
    return "\n".join([say(language, "surveys-results-groups"), *lines, note])


def decision_text(report: Report, language: Language) -> str | None:
    found = report.survey
    if found.decision is None or found.decided_at is None:
        return None
    decision = "\n".join(plain(one) for one in found.decision.splitlines() if one.strip())
    said = say(language, "surveys-results-decided", decision=decision, when=moment(found.decided_at, "D"))
    return f"{say(language, 'surveys-results-decision')}\n{said}"


def group_names(guild: discord.Guild, report: Report, language: Language) -> dict[Segment, str]:
    """Return what groups are called: ranks by their names, interests and roles as Discord calls them now."""
    segments = {one.segment for one in report.segments} | {one.segment for one in report.groups}
    return {segment: _name_of(guild, segment, language) for segment in segments}


def _name_of(guild: discord.Guild, segment: Segment, language: Language) -> str:
    if segment.kind is SegmentKind.RANK:
        return plain(segment.name, GROUP_SHOWN)
    role = guild.get_role(int(segment.name))
    return plain(role.name, GROUP_SHOWN) if role is not None else say(language, "surveys-results-group-gone")


# Files ------------------------------------------------------------------------------------------------------------


async def _send_files(interaction: discord.Interaction[Bot], survey_id: int) -> None:
    by, language, guild = await admin_of(interaction), language_of(interaction), guild_of(interaction)
    report = await interaction.client.app.surveys.reporting.report(by=by, survey_id=survey_id)
    member_ids = [one.member_id for one in report.responses if one.member_id] if shows_names(report.survey) else []
    words = Words(
        members=await named_members(guild, member_ids) if member_ids else {},
        groups=group_names(guild, report, language),
    )
    made = files_of(report, words)
    if made is None:
        await reply(interaction, say(language, "surveys-results-files-none"))
        return
    files = [_file("figures.csv", made.figures), _file("results.json", made.everything)]
    said = [say(language, "surveys-results-files")]
    if made.responses is not None:
        files.append(_file("answers.csv", made.responses))
        said.append(say(language, "surveys-results-files-rows"))
    if made.texts is not None:
        files.append(_file("texts.csv", made.texts))
        said.append(say(language, "surveys-results-files-texts"))
    await reply(interaction, "\n".join(said), files=files)


async def named_members(guild: discord.Guild, member_ids: Sequence[int]) -> dict[int, str]:
    """Return what members are called, as far as Discord tells: nobody is in memory."""
    names: dict[int, str] = {}
    for start in range(0, len(member_ids), ASKED_AT_ONCE):
        some = list(member_ids[start : start + ASKED_AT_ONCE])
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await guild.query_members(user_ids=some, limit=len(some), cache=False)
        except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
            log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
            break
        names |= {member.id: member.display_name for member in found}
    return names


def _file(name: str, content: bytes) -> discord.File:
    return discord.File(BytesIO(content), filename=name)


ACTIONS = (ResultsPage, FilesButton)
