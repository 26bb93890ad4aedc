"""`/nps`: a round by hand, the score with its trend and reasons, and all of it as files. For admins, privately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot import sheets
from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.surveys.model import NpsMode, NpsRound
from bot.surveys.nps import Counts
from bot.surveys.sampling import HERE_FOR
from bot.surveys.scoring import Overview, Reasons, counts_of
from bot.ui.actions import Button
from bot.ui.actors import guild_of
from bot.ui.charts.model import Chart
from bot.ui.layout import card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, moment, plain, text
from cogs.surveys import charting
from cogs.surveys.group import nps
from cogs.surveys.here import admin_of
from cogs.surveys.population import population_of
from cogs.surveys.results import TEXT_SHOWN, parted


class MembersUnknown(UserError):
    """Discord doesn't say now who the members are."""

    message = "surveys-error-members-unknown"


@nps.command(name=text("surveys-nps-command-start.name"), description=text("surveys-nps-command-start"))
async def nps_start(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    app, guild, by = interaction.client.app, guild_of(interaction), await admin_of(interaction)
    population = await population_of(interaction.client, guild, joined_before=app.clock() - HERE_FOR)
    if population is None:
        raise MembersUnknown
    public = await interaction.client.public_language(guild)
    survey, count = await app.surveys.programme.start(by=by, population=population, language=public)
    language = language_of(interaction)
    closes = moment(survey.closes_at or app.clock() + timedelta(0))
    said = [say(language, "surveys-nps-started", round=survey.round or "", count=count, closes=closes)]
    if not population.complete:
        said.append(say(language, "surveys-nps-started-known"))
    await reply(interaction, "\n".join(said))


@nps.command(name=text("surveys-nps-command-show.name"), description=text("surveys-nps-command-show"))
async def nps_show(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    view, files = await _page(interaction, 1)
    await reply(interaction, view=view, files=files)


@nps.command(name=text("surveys-nps-command-export.name"), description=text("surveys-nps-command-export"))
async def nps_export(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await _send_files(interaction)


class NpsPage(PageButton):
    action = "surveys:nps-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        view, files = await _page(interaction, page)
        await edit_in_place(interaction, view=view, files=files)


class NpsFilesButton(Button):
    action = "surveys:nps-files"
    arguments = ()
    label_id = "surveys-nps-button-files"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await _send_files(interaction)


# Pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ReasonsPage:
    reasons: Reasons
    texts: Sequence[str] = field(default=())


async def _page(interaction: discord.Interaction[Bot], wanted: int) -> tuple[ui.LayoutView, list[discord.File]]:
    overview, reasons = await _found(interaction)
    language = language_of(interaction)
    pages = _reason_pages(reasons)
    number, count = min(max(1, wanted), len(pages) + 1), len(pages) + 1
    buttons: list[Button] = page_buttons(NpsPage, page=number, pages=count, language=language)
    if overview.rounds:
        buttons.append(NpsFilesButton(language=language))
    where = f"-# {position(number, count, language)}" if count > 1 else None
    files: list[discord.File] = []
    if number == 1:
        galleries, files = await charting.galleries_of(_charts(overview, language), language)
        said = overview_text(overview, language, has_reasons=bool(reasons))
        pieces: list[ui.Item[Any] | str] = [said[0], *galleries, *said[1:]]
    else:
        pieces = [_reasons_text(pages[number - 2], language)]
    return layout_of(card(*pieces, where, line() if buttons else None, row(*buttons))), files


async def _found(interaction: discord.Interaction[Bot]) -> tuple[Overview, list[Reasons]]:
    scoring, by = interaction.client.app.surveys.scoring, await admin_of(interaction)
    overview = await scoring.overview(by=by)
    latest = overview.rounds[-1] if overview.rounds else None
    return overview, await scoring.reasons(by=by, survey_id=latest.survey_id) if latest else []


def _reason_pages(reasons: Iterable[Reasons]) -> list[_ReasonsPage]:
    return [
        _ReasonsPage(group, part)
        for group in reasons
        for part in parted([plain(one, TEXT_SHOWN) for one in group.texts])
    ]


def _charts(overview: Overview, language: Language) -> list[Chart]:
    found: list[Chart] = []
    if overview.rounds and overview.rounds[-1].score is not None:
        found.append(charting.stances(counts_of(overview.rounds[-1]), language))
    if overview.scored:
        found.append(charting.trend(overview.rounds, language))
    return found


def overview_text(overview: Overview, language: Language, *, has_reasons: bool) -> list[str]:
    """Return the texts above and below the pictures."""
    head = [say(language, "surveys-nps-heading")]
    if overview.running is not None:
        head.append(_running_text(overview, language))
    elif overview.mode is NpsMode.OFF:
        head.append(say(language, "surveys-nps-off"))
    if not overview.rounds:
        return ["\n".join([*head, say(language, "surveys-nps-none")])]
    latest = overview.rounds[-1]
    head += _round_text(latest, language)
    change = _change_text(overview, language) if latest.score is not None else None
    below = [
        *([change] if change else []),
        *([] if has_reasons else [say(language, "surveys-nps-reasons-none")]),
        *(_line(one, language) for one in reversed(overview.rounds[:-1])),
        say(language, "surveys-nps-means"),
    ]
    return ["\n".join(head), "\n".join(below)]


def _running_text(overview: Overview, language: Language) -> str:
    running = overview.running
    assert running is not None
    return say(
        language,
        "surveys-nps-running",
        round=running.round or "",
        finished=overview.finished,
        invited=overview.invited,
        closes=moment(running.closes_at) if running.closes_at else "–",
    )


def _round_text(one: NpsRound, language: Language) -> list[str]:
    if one.score is None:
        return [_line(one, language)]
    counts = counts_of(one)
    return [
        _line(one, language),
        say(
            language,
            "surveys-nps-counts",
            promoters=one.promoters,
            passives=one.passives,
            detractors=one.detractors,
            answered=counts.answered,
            asked=max(one.asked, counts.answered),
            percent=charting.percent_of(_rate(one, counts)),
        ),
    ]


def _rate(one: NpsRound, counts: Counts) -> float:
    return min(1.0, counts.answered / one.asked) if one.asked else 0.0


def _line(one: NpsRound, language: Language) -> str:
    if one.score is None or one.low is None or one.high is None:
        return say(language, "surveys-nps-few", round=one.round)
    return say(
        language,
        "surveys-nps-score",
        round=one.round,
        score=charting.score_text(one.score),
        low=charting.score_text(one.low),
        high=charting.score_text(one.high),
    )


def _change_text(overview: Overview, language: Language) -> str | None:
    change = overview.change
    if change is None:
        return None
    before, unclear = overview.scored[-2], change.trend == "unclear"
    return say(
        language,
        f"surveys-nps-change-{change.trend}",
        points=charting.score_text(change.points) if unclear else str(abs(round(change.points))),
        before=before.round,
        low=charting.score_text(change.interval.low),
        high=charting.score_text(change.interval.high),
    )


def _reasons_text(page: _ReasonsPage, language: Language) -> str:
    between = "・" if language is Language.JA else ", "
    stances = between.join(say(language, f"surveys-nps-stance-{stance}") for stance in page.reasons.stances)
    lines = [say(language, "surveys-nps-reasons", stances=stances), *(f"> {one}" for one in page.texts)]
    return "\n".join([*lines, say(language, "surveys-results-texts-order", count=len(page.reasons.texts))])


# Files ------------------------------------------------------------------------------------------------------------

_ROUNDS = (
    *("round", "closed_on", "asked", "answered", "promoters", "passives", "detractors"),
    *("score", "low", "high"),
)


async def _send_files(interaction: discord.Interaction[Bot]) -> None:
    overview, reasons = await _found(interaction)
    language = language_of(interaction)
    if not overview.rounds:
        await reply(interaction, say(language, "surveys-nps-none"))
        return
    scoring, by = interaction.client.app.surveys.scoring, await admin_of(interaction)
    files = [_file("nps.csv", sheets.write(_ROUNDS, (_round_row(one) for one in await scoring.rounds(by=by))))]
    if reasons:
        rows = [(" + ".join(group.stances), sheets.harmless(one)) for group in reasons for one in group.texts]
        files.append(_file("nps-reasons.csv", sheets.write(("stance", "reason"), rows)))
    await reply(interaction, say(language, "surveys-nps-files"), files=files)


def _round_row(one: NpsRound) -> Sequence[object]:
    if one.score is None or one.low is None or one.high is None:
        return (one.round, one.closed_on.isoformat(), one.asked, *[""] * 7)
    scores = (round(score, 2) for score in (one.score, one.low, one.high))
    answered = counts_of(one).answered
    counts = (one.asked, answered, one.promoters, one.passives, one.detractors)
    return (one.round, one.closed_on.isoformat(), *counts, *scores)


def _file(name: str, content: bytes) -> discord.File:
    return discord.File(BytesIO(content), filename=name)


ACTIONS = (NpsPage, NpsFilesButton)
