"""A question's card: the one message of the bot's that shows how the question stands, edited in place.

What people wrote is the message's content and is never touched again; the state is an embed and a row of buttons.
So whatever markdown somebody leaves open can't reach the bot's own words, and a card can be drawn anew from the row
alone. Buttons carry the question's id; the work behind them is in the package's other modules, by the names below.

A question that nobody had answered also has an entry in the moderators' queue, which is drawn along with the card.
"""

import asyncio
import logging
import re
from datetime import datetime
from weakref import WeakValueDictionary

import discord
from discord import ui

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.questions.errors import QuestionNotFound
from bot.questions.model import CloseReason, Question, Side, State
from bot.questions.rules import CARD, CARD_AGAIN_AFTER
from bot.text import one_line
from bot.ui.actions import view_of
from bot.ui.texts import BUTTON_LABEL_LIMIT, label, moment, plain
from cogs.questions import tags
from cogs.questions.places import awake, find_thread, message_link, thread_link

log = logging.getLogger(__name__)

# What the card's buttons do, `Button.action` of whoever does it; their one argument is the question's id.
CLAIM = "questions:claim"
RELEASE = "questions:release"
SOLVE = "questions:solve"
SIMILAR = "questions:similar"
CLOSE = "questions:close"
REOPEN = "questions:reopen"
REPLY = "questions:reply"
QUEUE_TAKE = "questions:queue-take"
"""*Take* on the entry in the moderators' queue."""

COLOURS = {State.OPEN: 0xF2A93B, State.SOLVED: 0x3BA55D, State.CLOSED: 0x80848E}

_SCHEME = re.compile(r"https?://", re.IGNORECASE)

_drawing: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


# What it shows ----------------------------------------------------------------------------------------------------


def title_link(question: Question, limit: int = 80) -> str:
    """Return the question's title as a link to it. No title can break out of the link."""
    return f"[{unlinked(question.title, limit)}]({thread_link(question)})"


def unlinked(text: str, limit: int = 80) -> str:
    """Return text that can stand inside a link's brackets: where it holds an address Discord shows no link."""
    without_addresses = _SCHEME.sub("", text) if one_line(_SCHEME.sub("", text)) else text.replace("//", "")
    return plain(without_addresses.translate({ord("["): "［", ord("]"): "］"}), limit)


def embed_of(
    question: Question, *, language: Language, claimed: bool = False, other: Question | None = None
) -> discord.Embed:
    """Return how the question stands; `other` is the question that answers it, where there is one."""
    lines = [state_line(question, language=language, claimed=claimed, other=other)]
    if question.close_note and question.state is State.CLOSED:
        lines.append(say(language, "questions-card-note", note=plain(question.close_note, 400)))
    who = _asked_by(question, language)
    if who:
        lines.append(who)
    return discord.Embed(description="\n".join(lines), colour=COLOURS[question.state])


def first_embed(*, asker_id: int | None, asked_at: datetime, language: Language) -> discord.Embed:
    """Return what a post shows before its row is kept: open, and by whom (None: anonymously)."""
    lines = [say(language, "questions-card-open"), asked_by(asker_id, asked_at, language)]
    return discord.Embed(description="\n".join(lines), colour=COLOURS[State.OPEN])


def state_line(question: Question, *, language: Language, claimed: bool = False, other: Question | None = None) -> str:
    """Say in one sentence how the question stands."""
    match question.state:
        case State.SOLVED:
            return _solved_line(question, language)
        case State.CLOSED:
            return _closed_line(question, language, other)
        case State.OPEN if claimed and question.claim is not None:
            return say(
                language,
                "questions-card-claimed",
                member=f"<@{question.claim.member_id}>",
                until=moment(question.claim.until, "f"),
            )
    return say(language, "questions-card-open" if question.first_answer is None else "questions-card-answered")


def _solved_line(question: Question, language: Language) -> str:
    solution = question.solution
    assert solution is not None, "a solved question has a solution (tables.py)"
    link = message_link(question, solution.message_id)
    if solution.side is Side.ASKER:
        return say(language, "questions-card-solved-by-asker", link=link)
    if solution.answerer_id is None:
        return say(language, "questions-card-solved", link=link)
    return say(language, "questions-card-solved-by", member=f"<@{solution.answerer_id}>", link=link)


def _closed_line(question: Question, language: Language, other: Question | None) -> str:
    reason = question.close_reason
    if reason in (CloseReason.DUPLICATE, CloseReason.DEFLECTED) and other is not None:
        return say(language, f"questions-card-closed-{reason}-of", question=_named(other, beside=question))
    return say(language, f"questions-card-closed-{reason}")


def _named(other: Question, *, beside: Question) -> str:
    """Return the question that answers another. Its title shows only to who sees its channel: Discord sees to that."""
    return title_link(other) if other.channel_id == beside.channel_id else f"<#{other.thread_id}>"


def _asked_by(question: Question, language: Language) -> str | None:
    if question.asker_id is None and not question.anonymous:
        return None
    return asked_by(question.asker_id, question.asked_at, language)


def asked_by(asker_id: int | None, asked_at: datetime, language: Language) -> str:
    when = moment(asked_at)
    if asker_id is None:
        return say(language, "questions-card-asked-anonymously", when=when)
    return say(language, "questions-card-asked-by", member=f"<@{asker_id}>", when=when)


def buttons_of(question: Question, *, language: Language, claimed: bool = False) -> list[ui.Button[ui.View]]:
    """Return what can be done with the question as it stands."""
    grey, green = discord.ButtonStyle.secondary, discord.ButtonStyle.success
    similar = _button(SIMILAR, question, language, "questions-card-button-similar", grey)
    if question.state is not State.OPEN:
        return [_button(REOPEN, question, language, "questions-card-button-reopen", grey), similar]
    take = (
        _button(RELEASE, question, language, "questions-card-button-release", grey)
        if claimed
        else _button(CLAIM, question, language, "questions-card-button-claim", discord.ButtonStyle.primary)
    )
    shown = [
        take,
        _button(SOLVE, question, language, "questions-card-button-solve", green),
        similar,
        _button(CLOSE, question, language, "questions-card-button-close", grey),
    ]
    if question.anonymous:
        # On the card and not only in the private answer, which Discord forgets with the client's next start.
        shown.append(_button(REPLY, question, language, "questions-card-button-reply", grey))
    return shown


def _button(
    action: str, question: Question, language: Language, label_id: str, style: discord.ButtonStyle
) -> ui.Button[ui.View]:
    shown = label(language, label_id, BUTTON_LABEL_LIMIT)
    return ui.Button(style=style, label=shown, custom_id=f"{action}:{question.id}")


# Its entry in the moderators' queue --------------------------------------------------------------------------------


def queue_entry(
    question: Question, *, language: Language, claimed: bool = False, other: Question | None = None
) -> tuple[str, ui.View | None]:
    """Return what the entry says of the question as it stands, and *Take* while nobody cares for it."""
    when = moment(question.asked_at)
    if question.deleted_at is not None:
        return say(language, "questions-queue-deleted", when=when), None
    link = title_link(question)
    if question.state is not State.OPEN:
        about = say(language, "questions-queue-about", question=link, when=when)
        return f"{about}\n{state_line(question, language=language, other=other)}", None
    if question.first_answer is not None:
        return say(language, "questions-queue-answered", question=link, when=when), None
    waiting = say(language, "questions-queue-post", question=link, when=when)
    if claimed and question.claim is not None:
        taken = say(language, "questions-queue-taken", member=f"<@{question.claim.member_id}>")
        return f"{waiting}\n{taken}", None
    return waiting, view_of(
        _button(QUEUE_TAKE, question, language, "questions-queue-take", discord.ButtonStyle.primary)
    )


# Drawing it -------------------------------------------------------------------------------------------------------


async def refresh(bot: Bot, question: Question) -> bool:
    """Bring the card and the post's tags into step with the row as it now is; returns whether that is done.

    Never raises what Discord refuses: it is tried again later by the due row that stands since the change, and shown
    to the admins once that gives up. A card somebody deleted is made again, unless the thread is archived.
    """
    try:
        await _draw(bot, guild_id=question.guild_id, question_id=question.id)
    except discord.HTTPException as refused:
        log.warning("card of question %s: HTTP %s, code %s", question.id, refused.status, refused.code)
        await bot.app.due.plan(
            guild_id=question.guild_id,
            kind=CARD,
            subject_id=question.id,
            due_at=bot.app.clock() + CARD_AGAIN_AFTER,
        )
        return False
    await bot.app.due.cancel(kind=CARD, subject_id=question.id)
    return True


async def refresh_due(bot: Bot, due: Due) -> None:
    """The handler of `CARD` rows."""
    try:
        await _draw(bot, guild_id=due.guild_id, question_id=due.subject_id)
    except QuestionNotFound:
        return
    except discord.Forbidden as refused:
        raise CannotBeDone(f"the card of question {due.subject_id}: {refused.text}") from None
    except discord.HTTPException as refused:
        raise TryLater(f"the card of question {due.subject_id}: HTTP {refused.status}") from None


async def _draw(bot: Bot, *, guild_id: int, question_id: int) -> None:
    # One after the other, each from the row as it is then: the last to draw must not draw what was before.
    async with _drawing.setdefault(question_id, asyncio.Lock()):
        question = await bot.app.questions.finding.get(guild_id=guild_id, question_id=question_id)
        try:
            await _draw_post(bot, question)
        finally:
            if question.queue_entry is not None:
                await _draw_queue_entry(bot, guild_id=guild_id, question_id=question_id)


async def _draw_post(bot: Bot, question: Question) -> None:
    thread = await find_thread(bot, question)
    if thread is None:
        return
    if question.card_message_id == thread.id and isinstance(thread.parent, discord.TextChannel):
        # The card of a thread in a text channel is the message it was made on, which never sleeps.
        await _edit_card(bot, question, thread, thread.parent)
        return
    async with awake(thread) as woken:
        # The card first: it needs fewer permissions than the tags.
        await _edit_card(bot, question, woken, woken, was_archived=thread.archived)
        await _show_tags(bot, question, woken)


async def _draw_queue_entry(bot: Bot, *, guild_id: int, question_id: int) -> None:
    # Read again: looking for the post may have shown that it was deleted.
    question = await bot.app.questions.finding.get(guild_id=guild_id, question_id=question_id)
    guild, entry = bot.get_guild(guild_id), question.queue_entry
    if guild is None or entry is None:
        return
    channel = guild.get_channel(entry.channel_id)
    language = await bot.public_language(guild)
    claimed = question.claimed_at(bot.app.clock()) is not None
    other = await _other(bot, question)
    said, view = queue_entry(question, language=language, claimed=claimed, other=other)
    try:
        if isinstance(channel, discord.TextChannel):
            await channel.get_partial_message(entry.message_id).edit(
                content=said, view=view, allowed_mentions=discord.AllowedMentions.none()
            )
            return
    except discord.NotFound:
        log.info("entry of question %s in the queue is gone", question.id)
    except discord.Forbidden as refused:
        # Closed to us since: what stands there can't be mended, and the card must not wait for it.
        log.warning("entry of question %s in the queue: HTTP 403, code %s", question.id, refused.code)
        return
    await bot.app.questions.reminders.queue_entry_gone(guild_id=question.guild_id, question_id=question.id)


async def _show_tags(bot: Bot, question: Question, thread: discord.Thread) -> None:
    forum = thread.parent
    if not isinstance(forum, discord.ForumChannel):
        return
    if tags.state_tag(forum, question.state) is None:  # Discord refused it when the question was asked
        forum = await tags.ensure(forum, await bot.public_language(thread.guild))
    wanted = tags.applied(forum, question.state, {tag.id for tag in thread.applied_tags})
    if wanted and {tag.id for tag in wanted} != {tag.id for tag in thread.applied_tags}:
        await thread.edit(applied_tags=wanted)


async def _edit_card(
    bot: Bot,
    question: Question,
    thread: discord.Thread,
    channel: discord.Thread | discord.TextChannel,
    *,
    was_archived: bool = False,
) -> None:
    embed, view = await drawn(bot, question, thread.guild)
    if question.card_message_id is not None:
        try:
            # An edit works the mentions out anew, from people's own words too.
            await channel.get_partial_message(question.card_message_id).edit(
                embed=embed, view=view, allowed_mentions=discord.AllowedMentions.none()
            )
            return
        except discord.NotFound:
            log.info("card of question %s is gone", question.id)
    if not was_archived:
        await _send_card(bot, question, thread, embed, view)


async def drawn(bot: Bot, question: Question, guild: discord.Guild) -> tuple[discord.Embed, ui.View | None]:
    """Return the card's embed and buttons, in the server's language."""
    language = await bot.public_language(guild)
    claimed = question.claimed_at(bot.app.clock()) is not None
    other = await _other(bot, question)
    embed = embed_of(question, language=language, claimed=claimed, other=other)
    return embed, view_of(*buttons_of(question, language=language, claimed=claimed))


async def _other(bot: Bot, question: Question) -> Question | None:
    if question.duplicate_of_id is None:
        return None
    try:
        return await bot.app.questions.finding.get(guild_id=question.guild_id, question_id=question.duplicate_of_id)
    except QuestionNotFound:
        return None


async def _send_card(
    bot: Bot, question: Question, thread: discord.Thread, embed: discord.Embed, view: ui.View | None
) -> None:
    shown = view if view is not None else discord.utils.MISSING
    # The nonce keeps Discord from posting it twice where an answer of its got lost.
    nonce = f"card-{question.card_message_id or question.id}"
    sent = await thread.send(embed=embed, view=shown, nonce=nonce, silent=True)
    await bot.app.questions.asking.set_card(
        guild_id=question.guild_id, question_id=question.id, card_message_id=sent.id
    )
