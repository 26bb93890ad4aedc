"""The state of the simulated Discord, and what it tells the bot, where SimCord 3.2.1 does otherwise."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import discord
from simcord._clock import Clock
from simcord.backend import Backend
from simcord.backend.cdn import CdnStore
from simcord.backend.errors import BackendError
from simcord.backend.models import AuditLogEntry, Channel, Guild, Message
from simcord.enums import AppCommandType, ChannelType
from yarl import URL

from bot.sandbox import audit_log, automod, moderating, scheduled


class _ClockFrom(Clock):
    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._epoch = start


class Always(dict[str, Any]):
    """What an event says that Discord sends whatever the intents."""


class _Files(CdnStore):
    """Discord's files, with people's pictures in whichever size is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.avatars: dict[str, bytes] = {}
        """By what is after the host in their address."""

    def get(self, url: str) -> bytes | None:
        found = super().get(url)
        return self.avatars.get(URL(url).path) if found is None else found


class SimulatedBackend(Backend):
    """The state of the simulated Discord."""

    cdn: _Files

    def __init__(self, *, start: datetime | None = None, bot_name: str = "Engawa") -> None:
        super().__init__(clock=_ClockFrom(start) if start is not None else None)
        self.bot_user.name = bot_name
        self.cdn = _Files()
        self.locales: dict[int, str] = {}
        """Interaction locales by person; en-US for the others."""
        self.extras: dict[int, dict[str, Any]] = {}
        """Fields of channels that SimCord does not know, as on the wire."""
        self.nonces: dict[tuple[int, str], tuple[int, datetime]] = {}
        self.approved = discord.Intents.all()
        """What is switched on in the developer portal."""
        self.invite_roles: dict[str, list[int]] = {}
        """The roles that invites give, by code."""
        self.event_pictures: dict[int, str | None] = {}
        """Pictures of scheduled events, as they were sent."""
        self.guild_extras: dict[int, dict[str, Any]] = {}
        """Fields of servers that SimCord does not know, as on the wire."""
        self.closed_dms: set[int] = set()
        """Who takes no direct messages."""
        self.last_written: dict[tuple[int, int], datetime] = {}
        """When somebody last wrote in a channel that had slow mode, by channel and person."""
        self._arriving: Message | None = None
        self.application_flags = 0
        """The same as Discord says it; tests may say something else."""

    def next_scheduled_event_deadline(self) -> datetime | None:
        return scheduled.next_deadline(self)

    def activate_due_scheduled_events(self) -> None:
        scheduled.advance(self)

    def approve(self, intents: discord.Intents) -> None:
        """Switch the privileged intents on and off in the developer portal."""
        self.approved = intents
        self.application_flags = discord.ApplicationFlags(
            gateway_guild_members_limited=intents.members, gateway_message_content_limited=intents.message_content
        ).value

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        if not moderating.may_hear(self, event, payload):
            return
        if event == "INTERACTION_CREATE":
            payload = self._in_language(payload)
        elif event == "MESSAGE_REACTION_ADD":
            payload = self._with_author(payload)
        elif event == "GUILD_MEMBER_UPDATE" and int(payload["user"]["id"]) == self.bot_user.id:
            payload = Always(payload)
        elif event.startswith(("CHANNEL_", "THREAD_")) and payload.get("id"):
            payload = self.with_extras(payload)
        elif event == "AUTO_MODERATION_ACTION_EXECUTION" and not self.approved.message_content:
            payload = automod.without_content(payload)
        super().emit(event, payload)

    def _with_author(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        message = self.get_message(int(payload["channel_id"]), int(payload["message_id"]))
        return {**payload, "message_author_id": str(message.author_id)}

    def _in_language(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        user = (payload.get("member") or payload)["user"]
        spoken = {**payload, "locale": self.locales.get(int(user["id"]), "en-US")}
        if "guild_id" in payload:
            spoken["guild_locale"] = self.get_guild(int(payload["guild_id"])).preferred_locale
        return spoken

    def visible_commands(
        self, *, user_id: int, channel_id: int, type: int = AppCommandType.CHAT_INPUT
    ) -> list[dict[str, Any]]:
        found = super().visible_commands(user_id=user_id, channel_id=channel_id, type=type)
        return [_described_in(command, self.locales.get(user_id, "en-US")) for command in found]

    def with_extras(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        return {**payload, **self.extras.get(int(payload["id"]), {})}

    def introduction(self, guild: Guild, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return a server as Discord shows it."""
        channels = [self.with_extras(channel) for channel in payload["channels"]]
        return {**payload, **moderating.guild_settings(self, guild), "channels": channels}

    def record_audit_log(
        self,
        guild_id: int,
        action_type: int,
        *,
        target_id: int | None = None,
        changes: list[dict[str, Any]] | None = None,
        options: dict[str, Any] | None = None,
        reason: str | None = None,
        user_id: int | None = None,
    ) -> AuditLogEntry:
        entry = AuditLogEntry(
            id=self.snowflake(),
            action_type=int(action_type),
            user_id=self.bot_user.id if user_id is None else user_id,
            target_id=target_id,
            reason=reason or None,
            changes=list(changes or []),
            options=dict(options or {}),
        )
        return audit_log.record(self, guild_id, entry)

    def edit_message(self, channel_id: int, message_id: int, fields: dict[str, Any]) -> Message:
        if fields.get("content"):
            automod.refuse_edit(self, self.get_message(channel_id, message_id), fields["content"])
        return super().edit_message(channel_id, message_id, fields)

    def _auto_mod_blocks(self, channel: Channel, author_id: int, content: str) -> bool:
        assert self._arriving is not None
        return automod.judge(self, channel, self._arriving, self._arriving.content)

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        channel = self.get_channel(message.channel_id)
        moderating.heed_slow_mode(self, channel, message)
        if channel.is_thread:
            if self._starts_a_post(channel):
                message.id = channel.id
            elif not message.is_ephemeral:
                self._wake(channel, message.author_id)
        # An alert of AutoMod's is a message that comes while another does.
        before, self._arriving = self._arriving, message
        try:
            return super().commit_message(message, broadcast=broadcast)
        finally:
            self._arriving = before

    def _starts_a_post(self, thread: Channel) -> bool:
        parent = self.channels.get(thread.parent_id or 0)
        return parent is not None and parent.type == ChannelType.FORUM and not thread.message_count

    def _wake(self, thread: Channel, author_id: int) -> None:
        assert thread.thread_metadata is not None
        assert thread.guild_id is not None
        if thread.thread_metadata.locked:
            allowed = discord.Permissions(self.compute_permissions(thread.guild_id, author_id, thread.id))
            if not allowed.manage_threads:
                raise BackendError(403, 160005, "This thread is locked")
        if thread.thread_metadata.archived:
            self.edit_channel(thread.id, {}, thread_metadata={"archived": False, "archive_timestamp": self.now_iso()})

    def require_awake(self, channel_id: int) -> None:
        """Raise what Discord answers to a change inside an archived thread."""
        metadata = self.get_channel(channel_id).thread_metadata
        if metadata is not None and metadata.archived:
            raise BackendError(400, 50083, "Thread is archived")

    def archive_idle_threads(self) -> None:
        """Archive the threads nobody wrote in for as long as they ask, as Discord does some time after it."""
        for thread in [channel for channel in self.channels.values() if channel.is_thread]:
            metadata = thread.thread_metadata
            assert metadata is not None
            last = discord.utils.snowflake_time(max(thread.id, thread.last_message_id or 0))
            last = max(last, datetime.fromisoformat(metadata.archive_timestamp))
            idle = self.clock.now() - last
            if not metadata.archived and idle >= timedelta(minutes=metadata.auto_archive_duration):
                changed = {"archived": True, "archive_timestamp": self.now_iso()}
                self.edit_channel(thread.id, {}, thread_metadata=changed)


def _described_in(command: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """Return a command or option with what it says of itself in the reader's language; names stay as bots get them."""
    said = (command.get("description_localizations") or {}).get(locale) or command.get("description", "")
    options = [_described_in(option, locale) for option in command.get("options") or []]
    return {**command, "description": said, "options": options}
