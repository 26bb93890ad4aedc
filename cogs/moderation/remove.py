"""The menu *Remove message* on a message: the dialogue of *Moderate*, with “and remove the message” chosen already.

What else is done about it is what the rule and the ladder ask for, so that no reason for a deviation is needed.
"""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.moderation.channel_errors import StartsPost
from bot.ui.replies import think
from bot.ui.texts import text
from cogs.moderation import beginning


async def remove_message(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    await think(interaction)
    if message.id == message.channel.id:
        raise StartsPost
    await beginning.begin_about(interaction, message, remove_message=True)


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
