"""`/thank` and the menus on a message and on a person: a small public card, and privately what it was worth.

The points are written first. Where the card can't be posted, or who thanks couldn't write there themselves, they hear
that it counts all the same. The reason is posted and kept nowhere.
"""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.errors import ThankBot, ThankGone
from bot.points.model import REASON_MAX
from bot.points.thanking import Thanked, Thanks, Why
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import card, layout_of
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, plain, text

log = logging.getLogger(__name__)

COLOUR = discord.Colour(0xF2A93B)


async def thank(
    interaction: discord.Interaction[Bot],
    person: discord.User | discord.Member,
    *,
    message: discord.Message | None = None,
    reason: str | None = None,
) -> None:
    """Thank a person, for a message where there is one. Raises what Thanking.thank does, and ThankGone."""
    await think(interaction)
    giver = member_of(interaction)
    if person.bot or (message is not None and message.webhook_id is not None):
        raise ThankBot
    receiver = await _member(interaction, person)
    channel = interaction.channel
    thanked = await interaction.client.app.points.thanking.thank(
        Thanks(
            member_id=receiver.id,
            is_bot=receiver.bot,
            source_id=message.id if message is not None else interaction.id,
            channel_id=interaction.channel_id,
            parent_id=channel.parent_id if isinstance(channel, discord.Thread) else None,
            role_ids=frozenset(receiver._roles),  # private, but `roles` builds and sorts Role objects
        ),
        by=await actor_of(interaction),
        joined_at=giver.joined_at,
    )
    posted = await _post(interaction, receiver, message=message, reason=reason)
    await reply(interaction, _answer(language_of(interaction), receiver, thanked, posted=posted))


async def _member(interaction: discord.Interaction[Bot], person: discord.User | discord.Member) -> discord.Member:
    """Return somebody as a member: a message's author comes without their roles. Raises ThankGone."""
    if isinstance(person, discord.Member):
        return person
    try:
        return await guild_of(interaction).fetch_member(person.id)
    except discord.NotFound:
        raise ThankGone from None


# What everybody sees ----------------------------------------------------------------------------------------------


async def _post(
    interaction: discord.Interaction[Bot],
    receiver: discord.Member,
    *,
    message: discord.Message | None,
    reason: str | None,
) -> bool:
    """Post the card where it was said; False where that can't be. The one mention is meant: who is thanked hears it."""
    channel = interaction.channel
    if not isinstance(channel, discord.abc.Messageable) or not _may_write(interaction):
        return False
    language = await interaction.client.public_language(guild_of(interaction))
    said = say(language, "points-thank-card", giver=interaction.user.mention, member=receiver.mention)
    shown = plain(reason or "", REASON_MAX)
    because = f"> {shown}" if shown else None
    beside: dict[str, Any] = {} if message is None else {"reference": message.to_reference(fail_if_not_exists=False)}
    try:
        await channel.send(
            view=layout_of(card(said, because, colour=COLOUR)),
            **beside,
            allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=[receiver], replied_user=False),
            nonce=f"thank-{interaction.id % 10**18}",
        )
    except discord.HTTPException as refused:
        log.info("thanks in channel %s: HTTP %s, code %s", interaction.channel_id, refused.status, refused.code)
        return False
    return True


def _may_write(interaction: discord.Interaction[Bot]) -> bool:
    """Whether both the member and the bot may write here: a menu also works where only the team may."""
    channel = interaction.channel
    in_thread = isinstance(channel, discord.Thread)
    if isinstance(channel, discord.Thread) and channel.locked and not interaction.permissions.manage_threads:
        return False
    return all(
        held.send_messages_in_threads if in_thread else held.send_messages
        for held in (interaction.permissions, interaction.app_permissions)
    )


# What the giver is told -------------------------------------------------------------------------------------------


def _answer(language: Language, receiver: discord.Member, thanked: Thanked, *, posted: bool) -> str:
    parts = [
        say(language, "points-thank-done", member=receiver.mention, points=thanked.points),
        _why(language, thanked),
        say(language, "points-thank-left", left=thanked.left),
    ]
    if not posted:
        parts.append(say(language, "points-thank-not-posted"))
    return "\n".join(part for part in parts if part)


def _why(language: Language, thanked: Thanked) -> str:
    match thanked.why:
        case Why.AGAIN:
            return say(language, "points-thank-why-again", full=thanked.full, earlier=thanked.earlier)
        case Why.LIMIT:
            return say(language, "points-thank-why-limit", full=thanked.full)
        case Why.PLACE:
            return say(language, "points-thank-why-place", full=thanked.full)
        case Why.OFF:
            return say(language, "points-thank-why-off")
        case Why.USUAL:
            return ""


# Commands ---------------------------------------------------------------------------------------------------------


async def thank_for_message(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    """The menu on a message."""
    await thank(interaction, message.author, message=message)


async def thank_person(interaction: discord.Interaction[Bot], person: discord.User) -> None:
    """The menu on a person."""
    await thank(interaction, person)


class Thanking(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menus: tuple[app_commands.ContextMenu, ...] = (
            app_commands.ContextMenu(name=text("points-thank-menu"), callback=thank_for_message),
            app_commands.ContextMenu(name=text("points-thank-menu"), callback=thank_person),
        )
        for menu in self.menus:
            menu.guild_only = True

    async def cog_load(self) -> None:
        for menu in self.menus:
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        for menu in self.menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command(name=text("points-thank-command.name"), description=text("points-thank-command"))
    @app_commands.rename(member=text("points-option-thank-member.name"), reason=text("points-option-thank-reason.name"))
    @app_commands.describe(member=text("points-option-thank-member"), reason=text("points-option-thank-reason"))
    @app_commands.guild_only()
    async def thank(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.User,
        reason: app_commands.Range[str, 1, REASON_MAX] | None = None,
    ) -> None:
        await thank(interaction, member, reason=reason)
