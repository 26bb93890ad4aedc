"""What of profiles lives as long as the bot: the command, the menu on a person, the door, the check, what is seen."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.activity.model import snowflake_ms
from bot.client import Bot
from bot.gateway.members import SEEN
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
        self.bot.members.watchers.append(self.wants)
        self.bot.add_listener(self.on_member_seen, f"on_{SEEN}")
        self.bot.doors[DOOR] = lambda language: InterestsButton(language=language)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(profile.name)
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)
        self.bot.router.remove(*ACTIONS)
        self.bot.members.watchers.remove(self.wants)
        self.bot.remove_listener(self.on_member_seen, f"on_{SEEN}")
        self.bot.doors.pop(DOOR, None)
        self.bot.checks.remove(self.check)

    # Roles may come from elsewhere --------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Bot]) -> None:
        """Follow the interests of whoever did something: their roles come with it."""
        suggesting = interaction.type is discord.InteractionType.autocomplete
        if isinstance(interaction.user, discord.Member) and not suggesting:
            await interests.see(self.bot, interaction.user, at_ms=snowflake_ms(interaction.id))

    async def on_member_seen(self, member: discord.Member) -> None:
        """The same for who was given a role by hand, or by Discord's own onboarding."""
        await interests.see(self.bot, member, at_ms=int(self.bot.app.clock().timestamp() * 1000))

    def wants(self, guild_id: int, _member_id: int, _joined_at: str | None, pending: bool) -> bool:
        return not pending and self.bot.app.profiles.interests.may_be_offered(guild_id)
