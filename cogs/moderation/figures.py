"""`/mod figures`: what a period's cases, reports and appeals amount to, each figure with its meaning, and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import discord
from discord import app_commands, ui

from bot import sheets
from bot.appeals.figures import AppealFigures
from bot.client import Bot
from bot.guidelines.model import Version
from bot.i18n import Language, say
from bot.moderation.figures import REPEAT_DAYS, CaseFigures
from bot.moderation.safety import check_moderator
from bot.reports.figures import ReportFigures
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, line, row
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, moment, plain, text
from cogs.moderation.group import mod

DAYS = 30
RULES_SHOWN = 8
FILE_NAME = "moderation.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Everything of one period."""

    cases: CaseFigures
    reports: ReportFigures
    appeals: AppealFigures
    rules: Mapping[int, str]
    """The titles of the rules in force, with their number, by key."""


@mod.command(name=text("moderation-figures-command.name"), description=text("moderation-figures-command"))
@app_commands.rename(days=text("moderation-figures-option-days.name"))
@app_commands.describe(days=text("moderation-figures-option-days"))
async def mod_figures(interaction: discord.Interaction[Bot], days: app_commands.Range[int, 1, 3650] = DAYS) -> None:
    await think(interaction)
    found = await read(interaction, days)
    await reply(interaction, view=figures_view(found, days=days, language=language_of(interaction)))


async def read(interaction: discord.Interaction[Bot], days: int) -> All:
    """Return the figures up to now. Raises ModeratorsOnly."""
    actor, app = await actor_of(interaction), interaction.client.app
    check_moderator(actor)
    end = app.clock()
    start = end - timedelta(days=days)
    return All(
        cases=await app.moderation.figures.read(guild_id=actor.guild_id, start=start, end=end),
        reports=await app.reports.figures(guild_id=actor.guild_id, start=start, end=end),
        appeals=await app.appeals.figures(guild_id=actor.guild_id, start=start, end=end),
        rules=_titles(await app.guidelines.current(guild_id=actor.guild_id), language_of(interaction)),
    )


def _titles(version: Version | None, language: Language) -> Mapping[int, str]:
    rules = version.rules if version is not None else ()
    return {rule.key: f"{rule.number}. {plain(rule.wording(language).title, 80)}" for rule in rules}


def figures_view(found: All, *, days: int, language: Language) -> ui.LayoutView:
    cases, reports, appeals = found.cases, found.reports, found.appeals
    parts = [
        _head(cases.start, cases.end, days, language),
        "\n".join(_reports(reports, language)),
        "\n".join(_cases(found, language)),
        "\n".join(_judgement(cases, appeals, language)),
    ]
    pieces: list[ui.Item[ui.LayoutView] | str | None] = []
    for number, part in enumerate(parts):
        pieces += [line(), part] if number else [part]
    pieces.append(row(FileButton(days, language=language)))
    return layout_of(card(*pieces))


def _head(start: datetime, end: datetime, days: int, language: Language) -> str:
    return say(language, "moderation-figures-title", days=days, start=moment(start, "D"), end=moment(end, "D"))


def _reports(reports: ReportFigures, language: Language) -> list[str]:
    return [
        say(
            language,
            "moderation-figures-first-response",
            median=span(reports.first_p50, language),
            most=span(reports.first_p90, language),
            responded=reports.responded,
            reports=reports.reports,
            in_time=share(reports.in_time, reports.reports, language),
        ),
        say(
            language,
            "moderation-figures-reports",
            reports=reports.reports,
            voices=reports.voices,
            acted=reports.acted,
            dismissed=reports.dismissed,
            open=reports.open,
        ),
    ]


def _cases(found: All, language: Language) -> list[str]:
    cases = found.cases
    acts = [
        say(language, "moderation-figures-count", name=say(language, f"moderation-figures-act-{act}"), count=count)
        for act, count in sorted(cases.acts.items(), key=lambda pair: -pair[1])
    ]
    rules = [
        say(language, "moderation-figures-count", name=rule_name(key, found.rules, language), count=count)
        for key, count in cases.rules[:RULES_SHOWN]
    ]
    separator = say(language, "moderation-figures-separator")
    return [
        say(language, "moderation-figures-cases", count=cases.sanctions, acts=separator.join(acts) or "–"),
        say(language, "moderation-figures-rules", rules=separator.join(rules) or "–"),
        say(
            language,
            "moderation-figures-found",
            **{who: share(cases.found_by.get(who, 0), cases.found, language) for who in ("members", "filters")},
            moderators=share(cases.found_by.get("moderators", 0), cases.found, language),
        ),
    ]


def _judgement(cases: CaseFigures, appeals: AppealFigures, language: Language) -> list[str]:
    return [
        say(
            language,
            "moderation-figures-followed",
            share=share(cases.proposed - cases.deviated, cases.proposed, language),
            proposed=cases.proposed,
            deviated=cases.deviated,
        ),
        say(
            language,
            "moderation-figures-repeated",
            share=share(cases.repeaters, cases.members, language),
            repeaters=cases.repeaters,
            members=cases.members,
            days=REPEAT_DAYS,
        ),
        say(
            language,
            "moderation-figures-appeals",
            appeals=appeals.appeals,
            upheld=appeals.upheld,
            reduced=appeals.reduced,
            lifted=appeals.lifted,
            open=appeals.open,
            median=span(appeals.decided_p50, language),
        ),
    ]


def rule_name(key: int | None, titles: Mapping[int, str], language: Language) -> str:
    if key is None:
        return say(language, "moderation-figures-no-rule")
    return titles.get(key) or say(language, "moderation-figures-old-rule")


def share(part: int, whole: int, language: Language) -> str:
    """Return a share in whole per cent; a dash of nothing."""
    return say(language, "moderation-figures-share", percent=round(100 * part / whole)) if whole else "–"


def span(length: timedelta | None, language: Language) -> str:
    """Return how long something took, as precisely as is worth reading."""
    if length is None:
        return "–"
    minutes = max(1, length / timedelta(minutes=1))
    for unit, size, up_to in (("minutes", 1, 120), ("hours", 60, 48 * 60)):
        if minutes < up_to:
            return say(language, f"moderation-figures-{unit}", count=round(minutes / size, 1 if size > 1 else 0))
    return say(language, "moderation-figures-days", count=round(minutes / 60 / 24, 1))


class FileButton(Button):
    """The same figures as a file."""

    action = "moderation:figures-file"
    label_id = "moderation-figures-file"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], days: int) -> None:
        await think(interaction)
        found = await read(interaction, min(max(days, 1), 3650))
        content = sheets.write(("figure", "value"), table(found, language_of(interaction)))
        await reply(interaction, files=[discord.File(BytesIO(content), filename=FILE_NAME)])


def table(found: All, language: Language) -> Sequence[tuple[str, object]]:
    """Return every figure with its name for programs; spans in minutes."""
    cases, reports, appeals = found.cases, found.reports, found.appeals

    def minutes(length: timedelta | None) -> float | str:
        return "" if length is None else round(length / timedelta(minutes=1), 1)

    return [
        ("start", cases.start.isoformat()),
        ("end", cases.end.isoformat()),
        ("reports", reports.reports),
        ("report_voices", reports.voices),
        ("reports_responded", reports.responded),
        ("reports_in_time", reports.in_time),
        ("first_response_minutes_p50", minutes(reports.first_p50)),
        ("first_response_minutes_p90", minutes(reports.first_p90)),
        ("reports_acted", reports.acted),
        ("reports_dismissed", reports.dismissed),
        ("reports_open", reports.open),
        ("sanctions", cases.sanctions),
        *((f"act_{act}", count) for act, count in cases.acts.items()),
        *((f"rule {rule_name(key, found.rules, language)}", count) for key, count in cases.rules),
        *((f"found_by_{who}", count) for who, count in cases.found_by.items()),
        ("members", cases.members),
        ("repeaters", cases.repeaters),
        ("proposed", cases.proposed),
        ("deviated", cases.deviated),
        ("lifted", cases.lifted),
        ("appeals", appeals.appeals),
        ("appeals_upheld", appeals.upheld),
        ("appeals_reduced", appeals.reduced),
        ("appeals_lifted", appeals.lifted),
        ("appeals_open", appeals.open),
        ("appeal_minutes_p50", minutes(appeals.decided_p50)),
    ]


ACTIONS = (FileButton,)
