"""The beginnings of the dialogue: about somebody, about a message, about what waits in the queue."""

from typing import Any

import discord

from bot.client import Bot
from bot.moderation import errors
from bot.moderation.model import Act, Origin
from bot.ui.actors import actor_of
from bot.ui.snapshots import snapshot_of
from cogs.moderation import people
from cogs.moderation.dialogue import show_sheet


async def begin(interaction: discord.Interaction[Bot], *, member_id: int, origin: Origin, **values: Any) -> None:
    """Begin to decide about somebody, and show it. To be called after `think`.

    Raises what `people.check` and `Drafts.begin` do.
    """
    await people.check(interaction, values.get("act") or Act.NOTE, member_id)
    actor, drafts = await actor_of(interaction), interaction.client.app.moderation.drafts
    draft = await drafts.begin(by=actor, member_id=member_id, origin=origin, **values)
    await show_sheet(interaction, draft.id)


async def begin_about(
    interaction: discord.Interaction[Bot], message: discord.Message, *, remove_message: bool = False
) -> None:
    """Keep a message as it is now, and begin to decide about it. To be called after `think`.

    Raises NothingToDecide about a webhook's, and what `people.check` does.
    """
    if message.webhook_id is not None:
        raise errors.NothingToDecide
    await people.check(interaction, Act.NOTE, message.author.id)
    actor, moderation = await actor_of(interaction), interaction.client.app.moderation
    kept = await moderation.evidence.keep(guild_id=actor.guild_id, snapshot=snapshot_of(message))
    draft = await moderation.drafts.begin(
        by=actor,
        member_id=message.author.id,
        origin=Origin.MENU,
        channel_id=message.channel.id,
        message_id=message.id,
        evidence_id=kept.id,
        remove_message=remove_message,
    )
    await show_sheet(interaction, draft.id)


async def begin_from(interaction: discord.Interaction[Bot], origin: Origin, origin_id: int) -> None:
    """Begin to decide about what a report, a filter's hit or a raid is about, and show it beside that."""
    actor, drafts = await actor_of(interaction), interaction.client.app.moderation.drafts
    draft = await drafts.begin_from(origin, origin_id, by=actor)
    try:
        await people.check(interaction, Act.NOTE, draft.member_id)
    except Exception:
        await drafts.drop(by=actor, draft_id=draft.id)  # other moderators read of those who are deciding
        raise
    await show_sheet(interaction, draft.id)
