"""`/questions stats`: what a period's questions amount to, each figure with its meaning. For moderators and admins."""

from datetime import timedelta

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.questions.figures import Backlog, Figures, Spread, TagFigures
from bot.ui.replies import reply, think
from bot.ui.texts import EMBED_FIELD_LIMIT, language_of, moment, plain, text
from cogs.questions.finding import complete_tag, tag_named
from cogs.questions.group import questions
from cogs.questions.here import moderator_of

DAYS = 30
TAGS_SHOWN = 10
TAGS_READ = 200
COLOUR = 0x5865F2


@questions.command(name=text("questions-command-stats.name"), description=text("questions-command-stats"))
@app_commands.rename(days=text("questions-option-days.name"), tag=text("questions-option-tag.name"))
@app_commands.describe(days=text("questions-option-days"), tag=text("questions-option-tag"))
@app_commands.autocomplete(tag=complete_tag)
async def questions_stats(
    interaction: discord.Interaction[Bot],
    days: app_commands.Range[int, 1, 3650] = DAYS,
    tag: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    await think(interaction)
    actor, app, language = await moderator_of(interaction), interaction.client.app, language_of(interaction)
    end = app.clock()
    start = end - timedelta(days=days)
    figures = app.questions.figures
    if tag is None:
        report = await figures.report(guild_id=actor.guild_id, start=start, end=end)
        tags = await figures.by_tag(guild_id=actor.guild_id, start=start, end=end, limit=TAGS_SHOWN)
        embed = report_embed(report, tags, language, days=days)
    else:
        chosen = await tag_named(interaction, tag)
        tags = await figures.by_tag(guild_id=actor.guild_id, start=start, end=end, limit=TAGS_READ)
        found = next((one for one in tags if one.tag.id == chosen.id), None)
        embed = tag_embed(chosen.name, found, language, days=days)
    embed.description = say(language, "questions-stats-period", start=moment(start, "D"), end=moment(end, "D"))
    await reply(interaction, embeds=[embed])


def report_embed(figures: Figures, tags: tuple[TagFigures, ...], language: Language, *, days: int) -> discord.Embed:
    embed = discord.Embed(title=say(language, "questions-stats-title", days=days), colour=COLOUR)
    _add(embed, language, "asked", count=figures.asked, needed=figures.needed_answer)
    _add(
        embed,
        language,
        "answered",
        share=_share(figures.share_answered, language),
        count=figures.answered,
        members=figures.answered_first_by_member,
    )
    _add(
        embed,
        language,
        "solved",
        count=figures.solved,
        members=figures.solved_by_members,
        share=_share(figures.share_solved_by_members, language),
    )
    _add_times(embed, language, "first-answer", figures.first_answer)
    _add_times(embed, language, "solution", figures.solution)
    _add(embed, language, "saved", count=figures.tickets_saved, money=_money(figures, language))
    _add(
        embed,
        language,
        "happened",
        reopened=figures.reopened,
        deflected=figures.deflected,
        unanswered=figures.closed_unanswered,
    )
    ages = "".join(f"\n{_age(age, language)}" for age in figures.backlog if age.open)
    _add(embed, language, "backlog", count=figures.open, ages=ages)
    if tags:
        lines = "\n".join(_tag_line(one, language) for one in tags)
        _field(embed, say(language, "questions-stats-tags"), lines)
    return embed


def tag_embed(name: str, figures: TagFigures | None, language: Language, *, days: int) -> discord.Embed:
    title = say(language, "questions-stats-tag-title", tag=plain(name, 50), days=days)
    embed = discord.Embed(title=title, colour=COLOUR)
    if figures is None:
        _field(embed, "—", say(language, "questions-stats-none"))
        return embed
    _add(embed, language, "asked", count=figures.asked, needed=figures.needed_answer)
    answered = figures.answered / figures.needed_answer if figures.needed_answer else None
    by_members = figures.solved_by_members / figures.solved if figures.solved else None
    _field(
        embed,
        say(language, "questions-stats-answered"),
        say(language, "questions-stats-tag-answered", share=_share(answered, language), count=figures.answered),
    )
    _add(
        embed,
        language,
        "solved",
        count=figures.solved,
        members=figures.solved_by_members,
        share=_share(by_members, language),
    )
    if figures.first_answer_p50 is not None:
        _field(
            embed,
            say(language, "questions-stats-first-answer"),
            say(language, "questions-stats-tag-first-answer", p50=span(figures.first_answer_p50, language)),
        )
    return embed


def _add(embed: discord.Embed, language: Language, figure: str, **params: str | int) -> None:
    """Add a figure: its name, its value, and below that its definition, as a quotation."""
    name = f"questions-stats-{figure}"
    value = say(language, f"{name}.value", **params)
    _field(embed, say(language, name), f"{value}\n> {say(language, f'{name}.means')}")


def _add_times(embed: discord.Embed, language: Language, figure: str, spread: Spread | None) -> None:
    if spread is None:
        _field(embed, say(language, f"questions-stats-{figure}"), "—")
        return
    _add(embed, language, figure, p50=span(spread.p50, language), p90=span(spread.p90, language))


def _field(embed: discord.Embed, name: str, value: str) -> None:
    embed.add_field(name=name, value=value[:EMBED_FIELD_LIMIT], inline=False)


def _share(share: float | None, language: Language) -> str:
    return "—" if share is None else say(language, "questions-stats-percent", percent=round(100 * share))


def _money(figures: Figures, language: Language) -> str:
    if figures.saved is None:
        return "none"
    return say(language, "questions-stats-money", amount=round(figures.saved), currency=figures.currency)


def _age(age: Backlog, language: Language) -> str:
    if age.up_to is None:
        return say(
            language,
            "questions-stats-age-over",
            days=age.older_than.days,
            count=age.open,
            unanswered=age.unanswered,
        )
    return say(language, "questions-stats-age", days=age.up_to.days, count=age.open, unanswered=age.unanswered)


def _tag_line(figures: TagFigures, language: Language) -> str:
    return say(
        language,
        "questions-stats-tag-line",
        tag=plain(figures.tag.name, 20),
        asked=figures.asked,
        answered=figures.answered,
        solved=figures.solved,
    )


def span(length: timedelta, language: Language) -> str:
    """Say a length of time as roughly as people do: 40 seconds is under a minute, 26 hours are a day."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return say(language, "questions-span-moment")
    if minutes < 60:
        return say(language, "questions-span-minutes", count=minutes)
    if minutes < 48 * 60:
        return say(language, "questions-span-hours", count=round(minutes / 60, 1))
    return say(language, "questions-span-days", count=round(minutes / 60 / 24, 1))
