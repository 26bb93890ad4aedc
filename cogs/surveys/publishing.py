"""What follows a survey's closing by itself: its groups are counted, and its results are shown to all where it says so.

The results stand in the channel for surveys, once; they are edited when a decision is recorded. Where somebody deleted
them they stay away. Nothing anybody wrote is in them, nor anything of fewer than five people.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.surveys import rules
from bot.surveys.errors import NotOpenYet, SurveyNotFound
from bot.surveys.model import Survey, SurveySettings, SurveyState
from bot.surveys.reporting import Report
from bot.surveys.results import TEXTS
from bot.surveys.suppression import Segment
from bot.text import cut
from bot.ui.layout import GOOD, TEXT_LIMIT, card, layout_of, line
from bot.ui.posting import NoChannel, channel_named
from bot.ui.replies import NOBODY
from bot.ui.roles import available_guild
from cogs.surveys import charting
from cogs.surveys.population import population_of
from cogs.surveys.results import (
    charts_with_ends,
    decision_text,
    group_names,
    groups_text,
    rate_text,
    state_text,
)
from cogs.surveys.wording import title_of

log = logging.getLogger(__name__)

NAME = "channel for surveys"
PICTURES_MAX = 10
"""Files in one message."""
QUESTIONS_MAX = 12
"""In one message: each takes two of its forty components."""
ROOM = TEXT_LIMIT - 200
LOOKED_AT = 50
"""Latest messages among which results that were sent before are looked for."""
COUNTED_WITHOUT_DISCORD_AFTER = 3
"""Tries to learn who the members are; then the groups that the database knows are counted."""


class Publishing(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.COUNT, self.count)
        self.bot.app.due.handle(rules.RESULTS, self.publish)

    async def count(self, due: Due) -> None:
        """Count the groups of a survey that has closed."""
        guild = available_guild(self.bot, due.guild_id)
        population = await population_of(self.bot, guild) if guild is not None else None
        if population is None and guild is not None and due.attempts < COUNTED_WITHOUT_DISCORD_AFTER:
            raise TryLater(f"server {guild.id}: Discord doesn't say who the members are")
        try:
            await self.bot.app.surveys.counting.count(
                guild_id=due.guild_id, survey_id=due.subject_id, population=population
            )
        except SurveyNotFound:
            return

    async def publish(self, due: Due) -> None:
        """Show the results to all, or bring them up to date."""
        guild = available_guild(self.bot, due.guild_id)
        try:
            report = await self.bot.app.surveys.reporting.make(guild_id=due.guild_id, survey_id=due.subject_id)
        except (SurveyNotFound, NotOpenYet):
            return
        if guild is None or report.survey.state is not SurveyState.CLOSED:
            return
        settings = await self.bot.app.settings.get(guild.id, SurveySettings)
        try:
            channel = channel_named(guild, settings.channel_id, name=NAME)
        except NoChannel:
            raise CannotBeDone("no channel for surveys is set") from None
        language = await self.bot.public_language(guild)
        draws = channel.permissions_for(guild.me).attach_files
        view, files = await public_view(report.public(), guild, language, draws=draws)
        if report.survey.results_message_id is not None:
            await self._edit(channel, report.survey, view, files)
        else:
            await self._send(channel, due, report.survey, view, files, heading=heading(report, language))

    async def _edit(
        self, channel: discord.TextChannel, survey: Survey, view: ui.LayoutView, files: Sequence[discord.File]
    ) -> None:
        assert survey.results_message_id is not None
        message = channel.get_partial_message(survey.results_message_id)
        try:
            await message.edit(view=view, attachments=list(files), allowed_mentions=NOBODY)
        except discord.NotFound:
            log.info("server %s: the results of survey %s were deleted", survey.guild_id, survey.id)
        except discord.Forbidden as refused:
            raise CannotBeDone(f"the results of survey {survey.id} can't be edited: code {refused.code}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"the results of survey {survey.id}: HTTP {refused.status}") from None

    async def _send(
        self,
        channel: discord.TextChannel,
        due: Due,
        survey: Survey,
        view: ui.LayoutView,
        files: Sequence[discord.File],
        *,
        heading: str,
    ) -> None:
        try:
            sent_id = await _sent_before(channel, survey, heading) if due.attempts > 1 else None
            if sent_id is None:
                sent = await channel.send(view=view, files=list(files), allowed_mentions=NOBODY, nonce=due.nonce)
                sent_id = sent.id
        except (discord.NotFound, discord.Forbidden) as refused:
            raise CannotBeDone(f"{NAME} {channel.id}: HTTP {refused.status}, code {refused.code}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"{NAME} {channel.id}: HTTP {refused.status}") from None
        await self.bot.app.surveys.reporting.note_post(survey_id=survey.id, message_id=sent_id)


async def _sent_before(channel: discord.TextChannel, survey: Survey, heading: str) -> int | None:
    """Return the message an earlier try sent before it could be noted: Discord knows a nonce for some minutes only."""
    try:
        async for sent in channel.history(limit=LOOKED_AT):
            if sent.author.id == channel.guild.me.id and _is_later(sent, survey) and _begins_with(sent, heading):
                return sent.id
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return None


def _is_later(message: discord.Message, survey: Survey) -> bool:
    # Discord's clock and ours needn't agree to the second.
    return survey.closed_at is None or message.created_at > survey.closed_at - timedelta(minutes=5)


def _begins_with(message: discord.Message, heading: str) -> bool:
    for component in message.components:
        for child in getattr(component, "children", ()):
            return getattr(child, "content", "").partition("\n")[0] == heading
    return False


def heading(report: Report, language: Language) -> str:
    return say(language, "surveys-results-heading", title=title_of(report.survey))


async def public_view(
    report: Report, guild: discord.Guild, language: Language, *, draws: bool = True
) -> tuple[ui.LayoutView, list[discord.File]]:
    """Return what everybody is shown of a closed survey, with its pictures."""
    head = "\n".join([heading(report, language), state_text(report, language), rate_text(report.rate, language)])
    if report.results is None:
        return layout_of(card(head, say(language, "surveys-results-too-few-public"))), []
    after = "\n".join(part for part in (decision_text(report, language), _thanks(language)) if part)
    pieces, files = await _questions(report, guild, language, draws=draws, room=ROOM - len(head) - len(after))
    return layout_of(card(head, *pieces, line(), after, colour=GOOD)), files


def _thanks(language: Language) -> str:
    return f"-# {say(language, 'surveys-results-thanks')}"


async def _questions(
    report: Report, guild: discord.Guild, language: Language, *, draws: bool, room: int
) -> tuple[list[Any], list[discord.File]]:
    names = group_names(guild, report, language)
    pieces: list[Any] = []
    files: list[discord.File] = []
    shown = [question for question in report.sheet.questions if question.kind not in TEXTS]
    for place, question in enumerate(shown):
        figures = report.figures_of(question)
        wanted = charts_with_ends(question, figures, language) if figures is not None and draws else []
        wanted = wanted[-1:] if len(files) + len(wanted) > PICTURES_MAX else wanted
        galleries: list[Any] = []
        drawn: list[discord.File] = []
        if len(files) + len(wanted) <= PICTURES_MAX:
            galleries, drawn = await charting.galleries_of(wanted, language, first=len(files))
        said = _said(report, question, language, names, is_drawn=bool(galleries))
        if len(said) > room or place >= QUESTIONS_MAX:
            pieces.append(say(language, "surveys-results-more", count=len(shown) - place))
            break
        room -= len(said)
        files += drawn
        pieces += [said, *galleries]
    return pieces, files


def _said(report: Report, question: Any, language: Language, names: dict[Segment, str], *, is_drawn: bool) -> str:
    head, figures = charting.question_text(question, language), report.figures_of(question)
    if figures is None:
        return f"{head}\n{say(language, 'surveys-results-hidden')}"
    note = f"-# {charting.note_of(question, figures, language)}"
    # A picture says it all, and in its description too; without one it is said here.
    body = note if is_drawn else charting.figures_text(question, figures, language)
    groups = groups_text(report, question, language, names)
    return cut("\n".join([head, body, *([groups] if groups else [])]), ROOM)
