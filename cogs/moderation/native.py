"""Discord's audit log, as it is written and after an outage: what others did with Discord's own menus.

Deletions of one person's messages by the same moderator share an entry on Discord, which is announced with the first of
them only: how many they became is known where it was read after an outage.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language
from bot.moderation import native, rules
from bot.moderation.model import ModerationSettings
from bot.moderation.native import Entry, What
from bot.operations.doctor import Finding, warning

log = logging.getLogger(__name__)

PAGE = 100  # Discord's limit
PAGES_AT_ONCE = 10

_TOLD_BY_TARGET: Mapping[Any, What] = {
    discord.AuditLogAction.kick: What.KICK,
    discord.AuditLogAction.ban: What.BAN,
    discord.AuditLogAction.unban: What.UNBAN,
}


def entry_of(entry: discord.AuditLogEntry) -> Entry | None:
    """Return what an entry says; None for everything that is no moderation."""
    shared: dict[str, Any] = {
        "id": entry.id,
        "at": entry.created_at,
        "by_id": entry.user_id,
        "reason": entry.reason or "",
    }
    target_id = getattr(entry.target, "id", None)
    extra: Any = entry.extra
    match entry.action:
        case discord.AuditLogAction.kick | discord.AuditLogAction.ban | discord.AuditLogAction.unban:
            return Entry(what=_TOLD_BY_TARGET[entry.action], member_id=target_id, **shared)
        case discord.AuditLogAction.member_update:
            return _timeout(entry, target_id, shared)
        case discord.AuditLogAction.member_prune:
            return Entry(what=What.PRUNE, count=extra.members_removed, days=extra.delete_member_days, **shared)
        case discord.AuditLogAction.message_delete:
            return Entry(
                what=What.REMOVE, member_id=target_id, channel_id=extra.channel.id, count=extra.count, **shared
            )
        case discord.AuditLogAction.message_bulk_delete:
            return Entry(what=What.PURGE, channel_id=target_id, count=extra.count, **shared)
    return None


def _timeout(entry: discord.AuditLogEntry, member_id: int | None, shared: Mapping[str, Any]) -> Entry | None:
    """Return what an entry says about a timeout; None for whatever else was changed of a member."""
    if not hasattr(entry.after, "timed_out_until") and not hasattr(entry.before, "timed_out_until"):
        return None
    before = getattr(entry.before, "timed_out_until", None)
    after = getattr(entry.after, "timed_out_until", None)
    was_running = native.is_running(before, at=entry.created_at)
    if native.is_running(after, at=entry.created_at):
        return Entry(what=What.TIMEOUT, member_id=member_id, until=after, changed=was_running, **shared)
    return Entry(what=What.END_TIMEOUT, member_id=member_id, **shared) if was_running else None


class NativeActs(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.NATIVE, self.read)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.checks.remove(self.check)

    @commands.Cog.listener()
    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        """Make a case of what somebody else has just done."""
        found = self._read_one(entry)
        if found is not None:
            await self.bot.app.moderation.native.heard(guild_id=entry.guild.id, entry=found)

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Read what was done while we were away: a new session tells nothing of it."""
        for guild in self.bot.guilds:
            if guild.shard_id == shard_id:
                await self._plan(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same after an outage of Discord's."""
        await self._plan(guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._plan(guild)

    async def _plan(self, guild: discord.Guild) -> None:
        self.bot.app.moderation.native.was_away(guild.id)
        now = self.bot.app.clock()
        await self.bot.app.due.plan(guild_id=guild.id, kind=rules.NATIVE, subject_id=guild.id, due_at=now)

    async def read(self, due: Due) -> None:
        """Read the log from where it was read to, some pages at a time."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        if not await self._read_on(guild):
            await self._plan(guild)

    async def catch_up(self, guild: discord.Guild) -> None:
        """Read now what was done while we were away, for whatever would undo it else. Raises TryLater."""
        if not self.bot.app.moderation.native.is_current(guild.id) and not await self._read_on(guild):
            raise TryLater(f"the audit log of server {guild.id} isn't read to its end yet")

    async def _read_on(self, guild: discord.Guild) -> bool:
        """Whether the log is read as far as it goes. Raises TryLater."""
        if not guild.me.guild_permissions.view_audit_log:
            return True  # the check-up tells; with the permission it goes on from here at the next start
        after_id = await self.bot.app.moderation.native.begin(guild_id=guild.id)
        for _ in range(PAGES_AT_ONCE):
            if after_id is None:
                return True
            after_id = await self._read_page(guild, after_id)
        return after_id is None

    async def _read_page(self, guild: discord.Guild, after_id: int) -> int | None:
        """Read a page; returns the entry after which the next begins, or None at the end. Raises TryLater."""
        try:
            answer: Any = await self.bot.http.get_audit_logs(guild.id, limit=PAGE, after=after_id)
        except discord.Forbidden:
            return None
        except discord.HTTPException as refused:
            raise TryLater(f"the audit log of server {guild.id}: HTTP {refused.status}") from None
        page: Sequence[Any] = answer["audit_log_entries"]
        read_until = max((int(data["id"]) for data in page), default=after_id)
        is_all = len(page) < PAGE
        made = await self.bot.app.moderation.native.read(
            guild_id=guild.id, entries=self._entries(guild, page), read_until=read_until, is_all=is_all
        )
        if made:
            log.info("server %s: %s cases from the audit log", guild.id, len(made))
        return None if is_all else read_until

    def _entries(self, guild: discord.Guild, page: Sequence[Any]) -> list[Entry]:
        found: list[Entry] = []
        for data in page:
            try:
                # As discord.py makes it of the event: its own list of entries fails as a whole over a single one.
                entry = discord.AuditLogEntry(
                    users={}, integrations={}, app_commands={}, automod_rules={}, webhooks={}, data=data, guild=guild
                )
                one = self._read_one(entry)
            except (KeyError, TypeError, ValueError, AttributeError):
                log.exception("an entry of the audit log of server %s was not understood", guild.id)
                continue
            if one is not None:
                found.append(one)
        return found

    def _read_one(self, entry: discord.AuditLogEntry) -> Entry | None:
        """Return an entry of somebody else's: what the bot does is a case before it is done."""
        return None if entry.user_id == entry.guild.me.id else entry_of(entry)

    async def check(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        guild = reader.guild
        settings = await self.bot.app.settings.get(guild.id, ModerationSettings)
        if not settings.adopt_native or guild.me.guild_permissions.view_audit_log:
            return []
        return [warning("moderation-check-audit-log")]
