"""The asker of an anonymous question writes to those who help, through the bot."""

from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

import discord

from bot.app import App
from bot.client import Bot
from bot.errors import UserError
from bot.i18n import say
from bot.questions.errors import NotAnonymous, NotTheAsker, QuestionGone
from bot.questions.model import Question
from bot.text import clean
from bot.ui.texts import moment
from cogs.questions.places import find_thread, message_link
from cogs.questions.posting import PlaceClosed

REPLY_MAX = 1_800
"""Below the 2,000 characters of a message, for the line that says who writes."""

REPLIES_AT_MOST = 5
REPLIES_WITHIN = timedelta(minutes=10)


class EmptyReply(UserError):
    message = "questions-error-reply-empty"


class ThreadLocked(UserError):
    message = "questions-error-locked"


class TooManyReplies(UserError):
    """`limit`, `again` (a moment as Discord shows it)."""

    message = "questions-error-reply-limit"


# Of each process, by question, in memory only: a restart forgives, and no row says who wrote when.
_lately: WeakKeyDictionary[App, dict[int, list[datetime]]] = WeakKeyDictionary()


async def check(bot: Bot, *, guild_id: int, question_id: int, member_id: int) -> Question:
    """Return the question if it is that member's own anonymous one.

    Raises QuestionNotFound, NotAnonymous, NotTheAsker or QuestionGone.
    """
    finding = bot.app.questions.finding
    question = await finding.get(guild_id=guild_id, question_id=question_id)
    if not question.anonymous:
        raise NotAnonymous
    if not finding.is_asker(question, member_id):
        raise NotTheAsker
    if question.deleted_at is not None:
        raise QuestionGone
    return question


async def reply_as_asker(bot: Bot, *, member: discord.Member, question_id: int, text: str) -> str:
    """Post what the asker wrote, under the bot's name, and return a link to it.

    Raises what `check` does, EmptyReply, QuestionGone, PlaceClosed, ThreadLocked, TooManyReplies or
    discord.HTTPException; nothing was posted then.
    """
    question = await check(bot, guild_id=member.guild.id, question_id=question_id, member_id=member.id)
    words = clean(text)
    if not words:
        raise EmptyReply
    thread = await find_thread(bot, question)
    if thread is None or thread.parent is None:
        raise QuestionGone
    # What a member couldn't write themselves, the bot must not write for them.
    if not thread.parent.permissions_for(member).send_messages_in_threads:
        raise PlaceClosed
    if thread.locked:
        raise ThreadLocked
    now = bot.app.clock()
    _count(bot.app, question.id, now)
    language = await bot.public_language(member.guild)
    # Its own line comes first: nothing the text leaves open can reach it.
    sent = await thread.send(
        f"{say(language, 'questions-reply-from-asker')}\n{words}", allowed_mentions=discord.AllowedMentions.none()
    )
    await bot.app.questions.answers.touch(guild_id=question.guild_id, question_id=question.id, at=now)
    return message_link(question, sent.id)


def _count(app: App, question_id: int, now: datetime) -> None:
    """Raises TooManyReplies."""
    by_question = _lately.setdefault(app, {})
    lately = [when for when in by_question.get(question_id, []) if now - when < REPLIES_WITHIN]
    if len(lately) >= REPLIES_AT_MOST:
        raise TooManyReplies(limit=REPLIES_AT_MOST, again=moment(lately[0] + REPLIES_WITHIN))
    by_question[question_id] = [*lately, now]
