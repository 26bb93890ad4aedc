"""The bot's questions to people inside a thread (“did this solve it?”), taken away once they are answered."""

import logging
from collections.abc import AsyncIterator

import discord

from bot.client import Bot
from bot.questions.model import Question
from cogs.questions.places import find_thread

log = logging.getLogger(__name__)

# What the buttons under them do, `Button.action` of whoever does it.
ACCEPT = "questions:accept"
QUIET_YES = "questions:quiet-yes"
QUIET_NO = "questions:quiet-no"
QUIET_CLOSE = "questions:quiet-close"

OFFER_FOLLOWS_WITHIN = 10
"""Messages after the first answer among which the offer to accept it is looked for."""
REMINDER_WITHIN = 25
"""Latest messages among which the reminder is looked for: it stands in a quiet thread."""


async def take_away(bot: Bot, question: Question) -> None:
    """Delete what was asked in the question's thread and needs no answer any more. What Discord refuses is logged."""
    try:
        thread = await find_thread(bot, question)
        if thread is None:
            return
        async for message in _where_they_may_be(thread, question):
            if bot.user is not None and message.author.id == bot.user.id and _is_prompt(message):
                await message.delete()
    except discord.HTTPException as refused:
        log.info("prompt in thread %s stays: HTTP %s, code %s", question.thread_id, refused.status, refused.code)


async def _where_they_may_be(thread: discord.Thread, question: Question) -> AsyncIterator[discord.Message]:
    if question.first_answer is not None:
        after = discord.Object(question.first_answer.message_id)
        async for message in thread.history(limit=OFFER_FOLLOWS_WITHIN, after=after, oldest_first=True):
            yield message
    if question.quiet_asked_at is not None:
        async for message in thread.history(limit=REMINDER_WITHIN):
            yield message


def _is_prompt(message: discord.Message) -> bool:
    ids = [getattr(child, "custom_id", None) or "" for row in message.components for child in _children(row)]
    return any(custom_id.startswith((f"{ACCEPT}:", f"{QUIET_NO}:")) for custom_id in ids)


def _children(row: discord.Component) -> list[discord.Component]:
    return list(row.children) if isinstance(row, discord.ActionRow) else []
