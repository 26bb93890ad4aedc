"""What of profiles lives as long as the bot: the command, the menu on a person, the door, the check, what is seen."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.ui.texts import text
from cogs.profiles import fields, interests, preferences
from cogs.profiles.checks import Checks
from cogs.profiles.group import profile
from cogs.profiles.interests import InterestsButton

DOOR = "interests"
ACTIONS = (*fields.ACTIONS, *interests.ACTIONS, *preferences.ACTIONS)


class ProfileCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=text("profiles-menu"), callback=fields.profile_of_person)
        self.menu.guild_only = True
        self.check = Checks(bot)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(profile)
        self.bot.tree.add_command(self.menu)
        self.bot.router.add(*ACTIONS)
        self.bot.router.afterwards.append(self.see)
        self.bot.doors[DOOR] = lambda language: InterestsButton(language=language)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(profile.name)
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)
        self.bot.router.remove(*ACTIONS)
        self.bot.router.afterwards.remove(self.see)
        self.bot.doors.pop(DOOR, None)
        self.bot.checks.remove(self.check)

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.see(interaction)

    async def see(self, interaction: discord.Interaction[Any]) -> None:
        """Follow the interests of whoever did something, as their roles came with it."""
        await interests.see(interaction)
