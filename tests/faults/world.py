"""What has to be so in a community whatever has happened, once Discord works and some time has passed."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import discord
import simcord
from sqlalchemy import select

from bot.due import State as DueState
from bot.due import due_row
from bot.questions.model import Question, QuestionSettings
from bot.questions.store import rows
from bot.questions.tables import question as question_table
from bot.sandbox import simulated
from cogs.questions import card, tags
from tests.questions.acting import labels
from tests.support.community import Community, text_of


async def questions_of(community: Community) -> list[Question]:
    """Return the questions whose threads weren't deleted."""
    async with community.app.database.read() as connection:
        return await rows.questions(
            connection, select(question_table).where(question_table.c.deleted_at.is_(None)).order_by("id")
        )


async def posts_of(community: Community) -> list[simcord.ChannelHandle]:
    """Return every thread in the channel for questions."""
    settings = await community.app.settings.get(community.server.id, QuestionSettings)
    found = [channel for channel in community.server.channels.values() if channel.id == settings.forum_channel_id]
    return [post for channel in found for post in channel.threads]


async def problems(community: Community) -> list[str]:
    """Return how what people see differs from what is kept, and what was left undone."""
    kept = await questions_of(community)
    posts = {post.id: post for post in await posts_of(community)}
    found = [f"post “{post._channel.name}” is nobody's question" for post in posts.values() if _lost(post, kept)]
    for question in kept:
        post = posts.get(question.thread_id)
        if post is None:
            found.append(f"“{question.title}” has no post")
        else:
            found += [f"“{question.title}”: {problem}" async for problem in _card_problems(community, question, post)]
            found += [f"“{question.title}”: {problem}" for problem in _tag_problems(community, question, post)]
    return [*found, *await _left_undone(community), *await _miscounted(community)]


def _lost(post: simcord.ChannelHandle, kept: list[Question]) -> bool:
    return post.id not in {question.thread_id for question in kept}


async def _card_problems(community: Community, question: Question, post: simcord.ChannelHandle) -> AsyncIterator[str]:
    parent = [channel for channel in community.server.channels.values() if channel.id == question.channel_id]
    messages = [message for channel in (post, *parent) for message in channel.history()]
    cards = [message for message in messages if _is_card(message, question)]
    if [one.id for one in cards] != [question.card_message_id]:
        yield f"{len(cards)} cards, {[one.id for one in cards]}; the row names {question.card_message_id}"
        return
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    embed, view = await card.drawn(community.bot, question, guild)
    if cards[0].embeds[0].description != embed.description:
        yield f"{question.state}, and the card says {text_of(cards[0])!r}"
    wanted = [getattr(item, "label", None) for item in view.children] if view else []
    if labels(cards[0]) != wanted:
        yield f"{question.state}, and the card's buttons are {labels(cards[0])}"


def _is_card(message: discord.Message, question: Question) -> bool:
    return f"'{card.SIMILAR}:{question.id}'" in str([row.to_dict() for row in message.components])


def _tag_problems(community: Community, question: Question, post: simcord.ChannelHandle) -> Iterator[str]:
    forum = community.bot.get_channel(question.channel_id)
    if not isinstance(forum, discord.ForumChannel):
        return
    wanted = tags.state_tag(forum, question.state)
    shown = [tag.name for tag in forum.available_tags if tag.id in post._channel.applied_tags]
    shown = [name for name in shown if tags.state_shown(name) is not None]
    if shown != ([wanted.name] if wanted else []):
        yield f"{question.state}, and its tags are {shown}"


async def _left_undone(community: Community) -> list[str]:
    async with community.app.database.read() as connection:
        left = await connection.execute(
            select(due_row).where(
                (due_row.c.state == DueState.GIVEN_UP)
                | ((due_row.c.state == DueState.OPEN) & (due_row.c.due_at <= community.env.now()))
            )
        )
        return [f"{row.kind} is {row.state}: {row.failure}" for row in left]


async def _miscounted(community: Community) -> list[str]:
    """Return where points, places, seasons and ranks aren't what the ledger says."""
    report = await community.app.points.recompute.compare()
    return [str(difference) for difference in report.differences]


async def clear(community: Community) -> None:
    """Delete every post, so that nothing more happens by itself, and let a day pass: how much one may ask is counted."""
    for post in await posts_of(community):
        await simulated.delete_thread(community.env, post)
    async with community.app.database.write() as connection:
        await connection.execute(due_row.delete())
    await community.env.pass_time(timedelta(hours=25))
