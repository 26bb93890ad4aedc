"""What admins do with filters on Discord, and what is to be seen of it, for tests."""

from typing import Any

import discord
import simcord

from bot.actor import Actor
from bot.filters.model import Consequence, Contents, Filter, Looks, Mode, Terms
from bot.sandbox import simulated_moderation as mod
from bot.ui.posting import custom_ids
from tests.support.community import Community


async def made(community: Community, *words: str, name: str = "Insults", **terms: Any) -> Filter:
    """Have an admin make a filter that is on and removes."""
    values: dict[str, Any] = {"mode": Mode.ON, "consequence": Consequence.REMOVE, "looks_for": Looks.WORDS} | terms
    looks_for = values.pop("looks_for")
    contents = values.pop("contents", Contents(words=words))
    return await community.app.filters.making.add(
        Terms(name=name, contents=contents, **values), by=admin_of(community), looks_for=looks_for
    )


async def changed(community: Community, one: Filter, **changes: Any) -> None:
    await community.app.filters.making.change(by=admin_of(community), filter_id=one.id, **changes)


def admin_of(community: Community) -> Actor:
    return Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)


def rules_of(community: Community) -> list[Any]:
    """Return the rules in AutoMod."""
    return mod.automod_rules(community.server)


def texts(channel: simcord.ChannelHandle) -> list[str]:
    return [message.content for message in channel.history()]


def queue_cards(community: Community) -> list[discord.Message]:
    return [message for message in community.queue.history() if "Filter:" in card_text(message)]


def card_text(message: discord.Message) -> str:
    return str([part.to_dict() for part in message.components])


def button_of(message: discord.Message, action: str) -> str:
    known = sorted(custom_ids(message.components))
    found = [custom_id for custom_id in known if custom_id.startswith(f"{action}:")]
    assert len(found) == 1, known
    return found[0]
