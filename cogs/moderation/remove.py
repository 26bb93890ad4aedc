"""The menu *Remove message* on a message: the dialogue of *Moderate*, with “and remove the message” chosen already.

What else is done about it is what the rule and the ladder ask for, so that no reason for a deviation is needed.
"""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.moderation import errors
from bot.moderation.channel_errors import StartsPost
from bot.moderation.model import Act, Origin
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import think
from bot.ui.snapshots import snapshot_of
from bot.ui.texts import text
from cogs.moderation import dialogue, people


async def remove_message(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    """Keep the message as it is now, and decide about removing it."""
    await think(interaction)
    if message.webhook_id is not None:
        raise errors.NothingToDecide
    if message.id == message.channel.id:
        raise StartsPost
    bot, guild = interaction.client, guild_of(interaction)
    await people.check(interaction, Act.REMOVE, message.author.id)
    actor, drafts = await actor_of(interaction), bot.app.moderation.drafts
    kept = await bot.app.moderation.evidence.keep(guild_id=guild.id, snapshot=snapshot_of(message))
    draft = await drafts.begin(
        by=actor,
        member_id=message.author.id,
        origin=Origin.MENU,
        channel_id=message.channel.id,
        message_id=message.id,
        evidence_id=kept.id,
    )
    await drafts.change(by=actor, draft_id=draft.id, remove_message=1)
    await dialogue.show_sheet(interaction, draft.id)


class Removing(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=text("moderation-menu-remove"), callback=remove_message)
        self.menu.default_permissions = discord.Permissions(moderate_members=True)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)
