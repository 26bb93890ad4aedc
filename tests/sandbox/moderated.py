"""A server with moderators, and a bot that keeps what it hears, for tests of what the simulated Discord promises."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle

from bot.sandbox.simulated import Simulation

MODERATOR = discord.Permissions(
    ban_members=True,
    kick_members=True,
    manage_channels=True,
    manage_guild=True,
    manage_messages=True,
    manage_roles=True,
    moderate_members=True,
)
HOST = discord.Permissions(create_private_threads=True)


class Watcher(commands.AutoShardedBot):
    """Keeps what it hears of moderation."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__("!", intents=intents or discord.Intents.all(), shard_count=1)
        self.entries: list[discord.AuditLogEntry] = []
        self.heard: list[str] = []
        self.executions: list[discord.AutoModAction] = []

    async def setup_hook(self) -> None:
        async def look_at(interaction: discord.Interaction[Any], person: discord.Member | discord.User) -> None:
            await interaction.response.send_message(f"{type(person).__name__} {person.name}", ephemeral=True)

        self.tree.add_command(app_commands.ContextMenu(name="Moderate", callback=look_at))
        await self.tree.sync()

    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        self.entries.append(entry)

    async def on_member_ban(self, guild: discord.Guild, user: discord.User) -> None:
        self.heard.append(f"ban {user.name}")

    async def on_member_unban(self, guild: discord.Guild, user: discord.User) -> None:
        self.heard.append(f"unban {user.name}")

    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        self.heard.append(f"gone {event.user.name}")

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        self.heard.append(f"{len(event.message_ids)} deleted")

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        self.heard.append("paused" if after.invites_paused() else "open")

    async def on_automod_action(self, execution: discord.AutoModAction) -> None:
        self.executions.append(execution)


class Place:
    def __init__(self, env: Simulation, bot: Watcher) -> None:
        self.env, self.bot = env, bot
        self.guild: GuildHandle = env.create_guild("A server")
        self.moderators = self.guild.create_role("Moderators", permissions=MODERATOR)
        self.room: ChannelHandle = self.guild.create_text_channel("room")
        self.alerts: ChannelHandle = self.guild.create_text_channel("alerts")
        self.mod = self.person("mod", self.moderators)
        self.mod2 = self.person("mod2", self.moderators)
        self.ann = self.person("ann")
        self.bob = self.person("bob")

    def person(self, name: str, *roles: Any) -> MemberActor:
        return self.guild.add_member(self.env.create_user(name), roles=roles)

    @property
    def server(self) -> discord.Guild:
        found = self.env.bot.get_guild(self.guild.id)
        assert found is not None
        return found

    @property
    def channel(self) -> discord.TextChannel:
        found = self.server.get_channel(self.room.id)
        assert isinstance(found, discord.TextChannel)
        return found

    async def member(self, actor: MemberActor) -> discord.Member:
        return await self.server.fetch_member(actor.id)

    async def rule(self, **given: Any) -> discord.AutoModRule:
        fields = {
            "name": "words",
            "event_type": discord.AutoModRuleEventType.message_send,
            "trigger": discord.AutoModTrigger(keyword_filter=["*ばか*", "cat"]),
            "actions": [discord.AutoModRuleAction(custom_message="no")],
            "enabled": True,
        }
        return await self.server.create_automod_rule(**{**fields, **given})

    def texts(self, channel: ChannelHandle | None = None) -> list[str]:
        return [message.content for message in (channel or self.room).history()]
