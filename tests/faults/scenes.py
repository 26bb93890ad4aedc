"""Questions in every state, made without clicking: hundreds of them are needed, and how they came about is not the test."""

from typing import Any

import discord
import simcord

from bot.actor import Actor
from bot.sandbox import simulated
from cogs.questions import card, posting
from cogs.questions.places import written_of
from tests.questions.acting import row_of
from tests.support.community import Community

Answered = tuple[simcord.ChannelHandle, discord.Message]


def actor(community: Community, member: simcord.MemberActor) -> Actor:
    return Actor(id=member.id, guild_id=community.server.id, role_ids=frozenset())


async def opened(
    community: Community, title: str, *, by: simcord.MemberActor | None = None, anonymous: bool = False
) -> simcord.ChannelHandle:
    """A question as `/ask` leaves it."""
    asker, bot = by or community.asker, community.bot
    guild = bot.get_guild(community.server.id)
    assert guild is not None
    typed = posting.Typed(title=title, body=f"{title}, and then it switches itself off.", anonymous=anonymous)
    member = await guild.fetch_member(asker.id)
    question = await posting.publish(bot, typed, member=member, by=actor(community, asker), size_limit=10_000)
    await community.env.settle()
    return next(post for post in community.forum.threads if post.id == question.thread_id)


async def answered(community: Community, title: str, **options: Any) -> Answered:
    """The same with the helper's answer, and the offer to accept it below."""
    post = await opened(community, title, **options)
    return post, await community.helper.send(post, "Descale it: two beeps mean limescale.")


async def solved(community: Community, title: str, **options: Any) -> Answered:
    """The same with a solution, told to nobody."""
    post = await opened(community, title, **options)
    backend = community.env.backend
    made = backend.create_message(post.id, community.helper.id, "Descale it.", broadcast=False)
    message = next(one for one in post.history() if one.id == made.id)
    question = await row_of(community, post)
    asker = actor(community, options.get("by") or community.asker)
    done = await community.app.questions.solving.accept(by=asker, question_id=question.id, answer=written_of(message))
    await card.refresh(community.bot, done.question)
    await community.env.settle()
    return post, message


async def closed(community: Community, title: str, *, archived: bool = False) -> simcord.ChannelHandle:
    """One that its asker withdrew."""
    post = await opened(community, title)
    question = await row_of(community, post)
    done = await community.app.questions.closing.close(
        by=actor(community, community.asker), question_id=question.id, note=None
    )
    await card.refresh(community.bot, done)
    await simulated.set_thread(community.env, post, archived=archived)
    return post
