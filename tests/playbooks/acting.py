"""What people do about serious cases on Discord, for tests."""

from collections.abc import Sequence
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.moderation.model import Act, Case, Origin, Snapshot, Subject
from bot.moderation.opening import Decision
from bot.playbooks.model import PlaybookSettings
from bot.sandbox import simulated
from tests.support.cards import answer, id_of
from tests.support.community import Community


async def case_about(community: Community, member: simcord.MemberActor, *texts: str, **decided: Any) -> Case:
    """A warning that a moderator has given, with these messages as evidence."""
    ids = []
    for number, text in enumerate(texts):
        snapshot = Snapshot(
            author_id=member.id,
            channel_id=community.general.id,
            message_id=1_000_000 + number,
            written_at=community.env.now(),
            text=text,
        )
        kept = await community.app.moderation.evidence.keep(guild_id=community.server.id, snapshot=snapshot)
        ids.append(kept.id)
    return await community.app.moderation.opening.open(
        Decision(
            guild_id=community.server.id,
            act=Act.WARN,
            origin=Origin.COMMAND,
            subject=Subject(member_id=member.id, evidence_ids=tuple(ids)),
            moderator_id=community.moderator.id,
            done_already=True,
            **({"reason": "insults"} | decided),
        )
    )


async def serious_channel(community: Community) -> simcord.ChannelHandle:
    """A channel for serious cases, with roles to call."""
    leads = community.server.create_role("Leads", mentionable=True)
    lawyers = community.server.create_role("Legal team", mentionable=True)
    channel = community.server.create_text_channel("serious")
    await community.env.settle()
    await community.set(PlaybookSettings, channel_id=channel.id, lead_role_ids=[leads.id], legal_role_ids=[lawyers.id])
    return channel


async def asked(
    community: Community,
    case: Case,
    *,
    by: simcord.MemberActor | None = None,
    severity: str = "serious",
    key: str = "harassment",
) -> InteractionResult:
    """Choose severity and playbook; returns the dialogue, ready to be confirmed."""
    who = by or community.moderator
    shown = await who.slash(community.general, "playbook escalate", case=case.number)
    shown = await chosen(who, shown, "playbooks:choose-severity", severity)
    return await chosen(who, shown, "playbooks:choose-playbook", key)


async def escalated(community: Community, case: Case, **options: Any) -> InteractionResult:
    who = options.get("by") or community.moderator
    return await pressed(who, await asked(community, case, **options), "playbooks:go")


async def chosen(who: simcord.MemberActor, shown: InteractionResult, action: str, *values: str) -> InteractionResult:
    message = answer(shown)
    return await who.select(message, list(values), custom_id=id_of(message, action))


async def pressed(who: simcord.MemberActor, shown: InteractionResult, action: str) -> InteractionResult:
    message = answer(shown)
    return await who.click(message, custom_id=id_of(message, action))


def threads(community: Community) -> list[simcord.ChannelHandle]:
    """Return every thread of the server, the private ones among them."""
    backend = community.env.backend
    return [
        simcord.ChannelHandle(community.env, community.server, channel)
        for channel in backend.channels.values()
        if channel.is_thread
    ]


def public_board(room: simcord.ChannelHandle) -> discord.Message:
    """Return the board in a thread or channel."""
    found = [
        message for message in room.history() if message.components and "playbooks:" in str(raw(message).components)
    ]
    assert len(found) == 1, [message.components for message in room.history()]
    return found[0]


def raw(message: discord.Message) -> Any:
    """Return a public message as `cards.text_of` reads it."""

    class Raw:
        content, embeds = message.content, message.embeds
        components: Sequence[Any] = [component.to_dict() for component in message.components]

    return Raw


async def press_on(who: simcord.MemberActor, room: simcord.ChannelHandle, action: str) -> InteractionResult:
    """Press a button of the board."""
    message = public_board(room)
    return await who.click(message, custom_id=id_of(raw(message), action))


async def ticked(who: simcord.MemberActor, room: simcord.ChannelHandle, *values: str) -> InteractionResult:
    message = public_board(room)
    return await who.select(message, list(values), custom_id=id_of(raw(message), "playbooks:tick"))


def told(result: InteractionResult) -> str:
    return simulated.said(result)


def actor(who: simcord.MemberActor, **rights: Any) -> Actor:
    return Actor(id=who.id, guild_id=who.guild.id, **rights)
