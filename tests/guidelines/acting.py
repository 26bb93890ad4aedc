"""What people do with the rules on Discord, for tests."""

from collections.abc import Sequence
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.guidelines.model import GuidelineSettings, Terms, Version
from bot.i18n import Language
from tests.guidelines.house import terms
from tests.support.cards import answer, buttons, text_of
from tests.support.community import Community

LONG = "Long words. " * 70


def button_of(message: Any, action: str) -> str:
    found = [one for one in buttons(message) if one == action or one.startswith(f"{action}:")]
    assert len(found) == 1, f"{action}: {buttons(message)}"
    return found[0]


async def pressed(who: simcord.MemberActor, result: InteractionResult, action: str) -> InteractionResult:
    """Press the button of an action on the bot's answer."""
    message = answer(result)
    return await who.click(message, custom_id=button_of(message, action))


async def edit(community: Community, who: simcord.MemberActor | None = None) -> InteractionResult:
    """Have an admin type /rules edit."""
    return await (who or community.admin).slash(community.general, "rules edit")


async def chosen(who: simcord.MemberActor, result: InteractionResult, key: int) -> InteractionResult:
    """Choose a rule of the draft."""
    return await who.select(answer(result), [str(key)], custom_id="guidelines:rule-menu")


async def publish(who: simcord.MemberActor, result: InteractionResult, *, kind: str = "material") -> InteractionResult:
    asked = await pressed(who, result, "guidelines:ask-publish")
    return await pressed(who, asked, f"guidelines:publish:{kind}")


async def suggested_published(community: Community) -> InteractionResult:
    """Have an admin publish what is suggested."""
    begun = await pressed(community.admin, await edit(community), "guidelines:begin:suggested")
    return await publish(community.admin, begun)


def admin_actor(community: Community) -> Actor:
    return Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)


async def published(community: Community, *rules: Terms, material: bool = True) -> Version:
    """Have an admin publish exactly these rules, as the next version."""
    drafting, by = community.app.guidelines.drafting, admin_actor(community)
    draft = await drafting.open(by=by)
    if draft is None:
        draft = await drafting.begin(rules, by=by, main=Language.EN)
    else:
        for one in draft.version.rules:
            draft = await drafting.remove(by=by, key=one.key, stamp=draft.version.stamp)
        for given in rules:
            draft = await drafting.add(given, by=by, stamp=draft.version.stamp, main=Language.EN)
    return await drafting.publish(by=by, stamp=draft.version.stamp, material=material)


def some_rules(count: int, text: str = "Always.") -> list[Terms]:
    return [terms(f"Rule {number}", text, ja=f"ルール{number}") for number in range(1, count + 1)]


async def channel_for_rules(community: Community, name: str = "rules") -> simcord.ChannelHandle:
    """Make a channel and have the rules be posted there."""
    channel = community.server.create_text_channel(name)
    await community.env.settle()
    await community.set(GuidelineSettings, channel_id=channel.id)
    return channel


async def agreed(community: Community, who: simcord.MemberActor) -> InteractionResult:
    """Have somebody read to the end and agree."""
    return await pressed(who, await last_page(community, who), "guidelines:agree")


async def last_page(community: Community, who: simcord.MemberActor) -> InteractionResult:
    shown = await who.slash(community.general, "rules show")
    for _ in range(20):
        pages = [one for one in buttons(answer(shown)) if one.startswith("guidelines:page:")]
        if not pages or any(one.startswith("guidelines:agree:") for one in buttons(answer(shown))):
            break
        shown = await who.click(answer(shown), custom_id=pages[-1])
    return shown


def posts(channel: simcord.ChannelHandle) -> list[discord.Message]:
    """Return what stands in a channel, in reading order."""
    return sorted(channel.history(), key=lambda message: message.id)


def read(message: discord.Message) -> str:
    """Return everything a reader sees in a public message."""

    class Raw:
        content, embeds = message.content, message.embeds
        components: Sequence[Any] = [component.to_dict() for component in message.components]

    return text_of(Raw)


def told(result: InteractionResult) -> str:
    """Return everything the person reads after a press: the card as it is now, and what was said below it."""
    messages = [*([result.response] if result.response else []), *result.followups]
    messages = [message for message in messages if message.ephemeral]
    assert messages, f"no private answer: {result!r}"
    return "\n".join(text_of(message) for message in messages)


async def checkup(community: Community, who: simcord.MemberActor | None = None) -> str:
    """Return what /doctor says."""
    return told(await (who or community.admin).slash(community.general, "doctor"))
