"""What people do with reports on Discord, for tests."""

from collections.abc import Sequence
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.reports.model import Sheet
from tests.support.cards import buttons
from tests.support.community import Community

WORDS = "He says this in every thread."


async def written(community: Community, content: str = "You are all idiots.") -> discord.Message:
    """Have the asker write something that is to be reported."""
    message: discord.Message = await community.asker.send(community.general, content)
    return message


async def opened(
    community: Community, who: simcord.MemberActor, message: discord.Message, *, menu: str = "Report"
) -> InteractionResult:
    """Have somebody choose the menu on a message; returns the form."""
    return await who.context_menu(community.general, menu, message)


async def reported(
    community: Community,
    who: simcord.MemberActor,
    message: discord.Message,
    *,
    concern: str = "other",
    words: str = WORDS,
) -> InteractionResult:
    form = await opened(community, who, message)
    return await sent(who, form, concern=concern, words=words)


async def reported_member(
    community: Community,
    who: simcord.MemberActor,
    about: simcord.MemberActor,
    *,
    concern: str = "other",
    words: str = WORDS,
) -> InteractionResult:
    form = await who.context_menu(community.general, "Report member", about)
    return await sent(who, form, concern=concern, words=words)


async def sent(
    who: simcord.MemberActor, form: InteractionResult, *, concern: str = "other", words: str = WORDS
) -> InteractionResult:
    return await who.submit_modal(form, {"concern": [concern], "words": words})


def cards(community: Community) -> list[discord.Message]:
    """Return what stands in the queue's channel, oldest first."""
    return list(community.queue.history())


async def pressed(who: simcord.MemberActor, message: Any, action: str) -> InteractionResult:
    """Press the button of an action on a message."""
    return await who.click(message, custom_id=button_of(message, action))


def button_of(message: Any, action: str) -> str:
    found = [custom_id for custom_id in _custom_ids(message) if custom_id.startswith(f"{action}:")]
    assert len(found) == 1, f"{action}: {_custom_ids(message)}"
    return found[0]


def _custom_ids(message: Any) -> list[str]:
    if isinstance(message, discord.Message):
        message = raw(message)
    return list(buttons(message))


def raw(message: discord.Message) -> Any:
    """Return a public message as `tests.support.cards` reads it."""

    class Raw:
        content, embeds = message.content, message.embeds
        components: Sequence[Any] = [component.to_dict() for component in message.components]

    return Raw


async def closed(
    who: simcord.MemberActor, message: Any, *, outcome: str = "dismissed", said: str = "It was a joke among friends."
) -> InteractionResult:
    """Have a moderator close a report from its card."""
    form = await pressed(who, message, "reports:close")
    return await who.submit_modal(form, {"outcome": [outcome], "answer": said})


async def sheet_of(community: Community, report_id: int = 1) -> Sheet:
    found = await community.app.reports.deciding.find(guild_id=community.server.id, report_id=report_id)
    assert found is not None
    return found
