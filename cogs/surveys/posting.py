"""A survey's post in the channel for surveys, and the one reminder below it.

The post says what it is for, what becomes of names, how long it takes and until when, and follows the number of answers
every ten minutes at most. Somebody may delete it: then it stays away, the survey goes on, and admins, who see it in
`/doctor`, can have it posted again from the survey's page. When the survey has closed it says so; with a deleted one it
goes.
"""

import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.operations.doctor import Finding, problem, warning
from bot.points.model import Rank
from bot.surveys import rules
from bot.surveys.errors import KeyMissing
from bot.surveys.model import AudienceKind, Questionnaire, Survey, SurveySettings, SurveyState
from bot.ui.layout import CALM, GOOD, card, layout_of, line, row
from bot.ui.posting import NoChannel, channel_named, custom_ids, sent_before
from bot.ui.replies import NOBODY
from bot.ui.roles import available_guild
from bot.ui.texts import channel_text, plain
from cogs.surveys.answering import entrance
from cogs.surveys.wording import audience_text, both, joined, privacy_text, title_of

log = logging.getLogger(__name__)

LOOKED_AT = 50
"""Latest messages among which a post that was sent before is looked for."""
LOOKED_AFTER = 5
"""Open surveys whose posts `/doctor` looks for on Discord."""
WHY_SHOWN = 400
NAME = "channel for surveys"


# The post ---------------------------------------------------------------------------------------------------------


def post_view(sheet: Questionnaire, language: Language, *, finished: int, ranks: Sequence[Rank] = ()) -> ui.LayoutView:
    """Return a survey's post, open or closed."""
    survey = sheet.survey
    head = f"## {title_of(survey)}\n{say(language, 'surveys-why', why=plain(survey.why, WHY_SHOWN))}"
    answered = say(language, "surveys-answered", count=finished)
    if survey.state is not SurveyState.OPEN:
        closed = say(language, "surveys-post-closed")
        return layout_of(card(head, line(), f"{closed}\n-# {answered}", colour=CALM))
    facts = [
        privacy_text(survey, language),
        say(
            language,
            "surveys-post-length",
            count=len(sheet.questions),
            minutes=rules.minutes_for(sheet.questions),
        ),
        say(language, "surveys-who", who=audience_text(survey, language, ranks=ranks)),
    ]
    if survey.closes_at is not None:
        facts.append(say(language, "surveys-closes", at=both(survey.closes_at)))
    after = [say(language, "surveys-post-publish" if survey.publish else "surveys-post-private")]
    if survey.points:
        after.append(say(language, "surveys-post-points", points=survey.points))
    small = f"-# {joined([answered, *after], language)}"
    button = row(entrance(survey.id, language))
    return layout_of(card(head, line(), "\n".join(facts), small, button, colour=GOOD))


def _pinged(survey: Survey) -> discord.AllowedMentions:
    role_id = survey.audience.role_id
    if not survey.pings or survey.audience.kind is not AudienceKind.ROLE or role_id is None:
        return NOBODY
    return discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(role_id)])


class SurveyPosts(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.POST, self.post)
        self.bot.app.due.handle(rules.REMIND, self.remind)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.checks.remove(self.check)

    async def post(self, due: Due) -> None:
        """Have the post show the survey as it is: sent, edited, or taken away."""
        surveys, guild = self.bot.app.surveys, available_guild(self.bot, due.guild_id)
        found = await surveys.building.shown(guild_id=due.guild_id, survey_id=due.subject_id)
        if guild is None or found is None:
            return
        sheet, finished = found
        survey = sheet.survey
        if survey.state is SurveyState.DELETED:
            await self._take_away(guild, survey)
            return
        if survey.state not in (SurveyState.OPEN, SurveyState.CLOSED):
            return
        ranks = await surveys.audience.ranks(guild_id=guild.id)
        view = post_view(sheet, await self.bot.public_language(guild), finished=finished, ranks=ranks)
        if survey.message_id is not None and await self._edit(guild, survey, view):
            return
        was_never_sent = survey.channel_id is None and rules.has_post(survey)
        if survey.state is SurveyState.OPEN and (was_never_sent or due.payload.get("again")):
            await self._send(due, guild, survey, view)

    async def _edit(self, guild: discord.Guild, survey: Survey, view: ui.LayoutView) -> bool:
        """Edit the post; False where there is none any more."""
        message = _message(guild, survey)
        if message is None:
            await self._gone(survey)
            return False
        try:
            await message.edit(view=view, allowed_mentions=NOBODY)
        except discord.NotFound:
            await self._gone(survey)
            return False
        except discord.Forbidden as refused:
            raise CannotBeDone(f"the post of survey {survey.id} can't be edited: code {refused.code}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"the post of survey {survey.id}: HTTP {refused.status}") from None
        return True

    async def _gone(self, survey: Survey) -> None:
        """Note that somebody deleted the post: the channel stays noted, so that it isn't posted again unasked."""
        log.info("server %s: the post of survey %s is gone", survey.guild_id, survey.id)
        lifecycle = self.bot.app.surveys.lifecycle
        await lifecycle.posted(survey=survey, channel_id=survey.channel_id, message_id=None)

    async def _send(self, due: Due, guild: discord.Guild, survey: Survey, view: ui.LayoutView) -> None:
        settings = await self.bot.app.settings.get(guild.id, SurveySettings)
        try:
            channel = channel_named(guild, settings.channel_id, name=NAME)
        except NoChannel:
            raise CannotBeDone("no channel for surveys is set") from None
        sent_id = await _sent_before(channel, survey) if due.attempts > 1 else None
        if sent_id is None:
            sent_id = await _sent(channel, due, view, _pinged(survey))
        lifecycle = self.bot.app.surveys.lifecycle
        await lifecycle.posted(survey=survey, channel_id=channel.id, message_id=sent_id)

    async def _take_away(self, guild: discord.Guild, survey: Survey) -> None:
        message = _message(guild, survey)
        try:
            if message is not None:
                await message.delete()
        except discord.NotFound:
            pass
        except discord.Forbidden as refused:
            raise CannotBeDone(f"the post of survey {survey.id} can't be deleted: code {refused.code}") from None
        except discord.HTTPException as refused:
            raise TryLater(f"the post of survey {survey.id}: HTTP {refused.status}") from None
        await self.bot.app.surveys.lifecycle.posted(survey=survey, channel_id=None, message_id=None)

    # The reminder -------------------------------------------------------------------------------------------------

    async def remind(self, due: Due) -> None:
        """Remind once, as a reply to the post. Too late for that, or where the post was deleted, it is left."""
        surveys, guild = self.bot.app.surveys, available_guild(self.bot, due.guild_id)
        survey = await surveys.lifecycle.find(guild_id=due.guild_id, survey_id=due.subject_id)
        if guild is None or survey is None or not rules.is_worth_reminding(survey, now=self.bot.app.clock()):
            return
        message = _message(guild, survey)
        if message is None:
            return
        language = await self.bot.public_language(guild)
        if due.attempts == 1 or not await _was_reminded(message, survey):
            await self._send_reminder(due, message, survey, language)
        await surveys.lifecycle.reminded(survey=survey)

    async def _send_reminder(
        self, due: Due, message: discord.PartialMessage, survey: Survey, language: Language
    ) -> None:
        pinged = _pinged(survey)
        try:
            await message.channel.send(
                view=reminder_view(survey, language, pings=pinged is not NOBODY),
                reference=message.to_reference(fail_if_not_exists=False),
                allowed_mentions=pinged,
                nonce=due.nonce,
            )
        except (discord.NotFound, discord.Forbidden) as refused:
            reason = f"survey {survey.id} can't be reminded of: HTTP {refused.status}, code {refused.code}"
            raise CannotBeDone(reason) from None
        except discord.HTTPException as refused:
            raise TryLater(f"the reminder of survey {survey.id}: HTTP {refused.status}") from None

    # /doctor ------------------------------------------------------------------------------------------------------

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Return which open surveys have lost their post or their key, and what is planned without a channel for it."""
        guild = reader.guild
        states = (SurveyState.OPEN, SurveyState.PLANNED)
        running = await self.bot.app.surveys.building.named(guild_id=guild.id, states=states, limit=25)
        findings: list[Finding] = []
        settings = await self.bot.app.settings.get(guild.id, SurveySettings)
        if running and settings.channel_id is None:
            findings.append(problem("surveys-doctor-no-channel"))
        locked = [survey for survey in running if not self._is_readable(survey)]
        findings += [problem("surveys-doctor-key", title=title_of(survey)) for survey in locked]
        shown = [survey for survey in running if survey.state is SurveyState.OPEN and rules.has_post(survey)]
        for survey in shown[:LOOKED_AFTER]:
            if not await self._is_there(guild, survey):
                channel = guild.get_channel(survey.channel_id or 0)
                named = channel_text(channel, reader) if channel is not None else "#?"
                findings.append(warning("surveys-doctor-post-gone", title=title_of(survey), channel=named))
        return findings

    def _is_readable(self, survey: Survey) -> bool:
        """Whether the key file is the one an anonymous survey was opened with; a damaged file is told of as such."""
        surveys = self.bot.app.surveys
        if survey.state is not SurveyState.OPEN or survey.sealed_secret is None or not surveys.desk.seal.is_usable():
            return True
        try:
            surveys.anonymity.secret_of(survey)
        except KeyMissing:
            return False
        return True

    async def _is_there(self, guild: discord.Guild, survey: Survey) -> bool:
        if survey.channel_id is None:
            return True  # it is still to be posted: where that fails, its due row says so
        message = _message(guild, survey)
        if message is None:
            return False
        try:
            await message.fetch()
        except discord.NotFound:
            return False
        except discord.HTTPException as refused:
            log.info("server %s: a survey's post can't be looked at: HTTP %s", guild.id, refused.status)
        return True


def reminder_view(survey: Survey, language: Language, *, pings: bool) -> ui.LayoutView:
    """Return the reminder with its button."""
    assert survey.closes_at is not None
    said = say(language, "surveys-reminder", title=title_of(survey), at=both(survey.closes_at))
    role = f"<@&{survey.audience.role_id}>" if pings else None
    pieces: list[Any] = [*([ui.TextDisplay(role)] if role else []), card(said, row(entrance(survey.id, language)))]
    return layout_of(*pieces)


def _message(guild: discord.Guild, survey: Survey) -> discord.PartialMessage | None:
    channel = guild.get_channel(survey.channel_id or 0)
    if survey.message_id is None or not isinstance(channel, discord.TextChannel):
        return None
    return channel.get_partial_message(survey.message_id)


async def _sent(channel: discord.TextChannel, due: Due, view: ui.LayoutView, mentions: discord.AllowedMentions) -> int:
    try:
        return (await channel.send(view=view, allowed_mentions=mentions, nonce=due.nonce)).id
    except (discord.Forbidden, discord.NotFound) as refused:
        reason = f"{NAME} {channel.id}: HTTP {refused.status}, code {refused.code}"
        raise CannotBeDone(reason) from None
    except discord.HTTPException as refused:
        raise TryLater(f"{NAME} {channel.id}: HTTP {refused.status}") from None


async def _sent_before(channel: discord.TextChannel, survey: Survey) -> int | None:
    """Return the post an earlier try sent."""
    found = await sent_before(channel, lambda sent: sent.reference is None and _leads_to(sent, survey), limit=LOOKED_AT)
    return None if found is None else found.id


async def _was_reminded(message: discord.PartialMessage, survey: Survey) -> bool:
    """Whether an earlier try sent the reminder before it could be noted."""
    channel = message.channel
    assert isinstance(channel, discord.TextChannel)
    found = await sent_before(
        channel, lambda sent: sent.reference is not None and _leads_to(sent, survey), limit=LOOKED_AT
    )
    return found is not None


def _leads_to(sent: discord.Message, survey: Survey) -> bool:
    """Whether a message has the button that leads into a survey."""
    return entrance(survey.id, Language.EN).custom_id in custom_ids(sent.components)
