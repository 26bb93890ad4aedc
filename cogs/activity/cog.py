"""When the reading happens."""

from datetime import timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from cogs.activity.catching_up import CatchUp

LOOK_EVERY = timedelta(seconds=2)


class ActivityCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.catch_up = CatchUp(bot)

    async def cog_load(self) -> None:
        self.bot.app.jobs.declare("catch-up", self.catch_up.run, every=LOOK_EVERY, at_start=True)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("catch-up")

    # What may open a channel that was closed to the bot: it is tried again at once.

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        self.catch_up.try_again(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        self.catch_up.try_again(after.guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        if after.id == after.guild.me.id and before.roles != after.roles:
            self.catch_up.try_again(after.guild.id)
