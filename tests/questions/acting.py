"""What people do with questions, for tests that are about something else."""

from typing import Any

import discord
import simcord
from simcord.results import InteractionResult, ResponseMessage

from bot.questions.model import Question
from bot.sandbox import simulated
from bot.ui.actions import view_of
from tests.support.community import Community

TITLE = "My kettle beeps twice"


async def asked(
    community: Community,
    title: str = TITLE,
    *,
    by: simcord.MemberActor | None = None,
    details: str = "And then it switches itself off.",
    anonymous: bool = False,
) -> simcord.ChannelHandle:
    """Have somebody ask through the bot; returns the post."""
    asker = by or community.asker
    shown = await asker.slash(community.general, "ask", title=title)
    values: dict[str, Any] = {"title": title, "details": details}
    if anonymous:
        values["anonymous"] = True
    before = {post.id for post in community.forum.threads}
    await asker.submit_modal(shown, values)
    [post] = [post for post in community.forum.threads if post.id not in before]
    return post


async def asked_and_answered(
    community: Community, title: str = TITLE, **options: Any
) -> tuple[simcord.ChannelHandle, discord.Message]:
    """The same with an answer by the helper."""
    post = await asked(community, title, **options)
    answer = await community.helper.send(post, "Descale it: two beeps mean limescale.")
    return post, answer


async def solved(
    community: Community, title: str = TITLE, **options: Any
) -> tuple[simcord.ChannelHandle, discord.Message]:
    """The same, and the helper's answer was accepted."""
    post, answer = await asked_and_answered(community, title, **options)
    asker = options.get("by") or community.asker
    await asker.context_menu(post, "Accept answer", answer)
    return post, answer


async def row_of(community: Community, post: simcord.ChannelHandle) -> Question:
    found = await community.app.questions.finding.by_thread(guild_id=community.server.id, thread_id=post.id)
    assert found is not None
    return found


async def card_of(community: Community, post: simcord.ChannelHandle) -> discord.Message:
    question = await row_of(community, post)
    return next(message for message in post.history() if message.id == question.card_message_id)


async def forged(community: Community, channel: simcord.ChannelHandle, custom_id: str) -> discord.Message:
    """Return a message with a button of somebody's own making: `custom_id` never stood on one of ours."""
    target: Any = community.bot.get_channel(channel.id)
    button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="?", custom_id=custom_id)
    sent = await target.send("?", view=view_of(button))
    await community.env.settle()
    return next(message for message in channel.history() if message.id == sent.id)


def labels(message: Any) -> list[str]:
    """Return what the buttons of a message say, in order."""
    return [_get(child, "label") for row in message.components for child in _children(row) if _get(child, "label")]


def options_of(message: Any) -> dict[str, str]:
    """Return the options of a message's select: what they say, and their values."""
    selects = [child for row in message.components for child in _children(row) if _get(child, "options")]
    options = [option for select in selects for option in _get(select, "options")]
    return {_get(option, "label"): _get(option, "value") for option in options}


def _children(row: Any) -> list[Any]:
    return list(_get(row, "components") if isinstance(row, dict) else getattr(row, "children", []))


def _get(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else getattr(part, name, None)


def answer(result: InteractionResult) -> ResponseMessage:
    """Return the bot's last private message in answer to an act."""
    found = simulated.answer_to(result)
    assert found is not None
    assert found.ephemeral, f"not private: {found!r}"
    return found


def mentions_in(community: Community, since: int) -> list[Any]:
    """Return everything the bot has sent since the `since`-th request that may have notified somebody."""
    pinging = []
    for request in community.env.http_requests[since:]:
        allowed = (request.json or {}).get("allowed_mentions") if isinstance(request.json, dict) else None
        if allowed and (
            allowed.get("parse") or allowed.get("users") or allowed.get("roles") or allowed.get("replied_user")
        ):
            pinging.append((request.method, request.path, allowed))
    return pinging
