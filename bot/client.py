"""The Discord client: intents, extensions, command sync, and where errors of commands end."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import App
from bot.command_sync import Client, sync_commands
from bot.config import DISCORD_API
from bot.db import StorageTrouble
from bot.gateway.entry import RawEntry, is_as_expected
from bot.gateway.fallback import ObjectEntry
from bot.gateway.members import MemberChanges
from bot.gateway.messages import Messages
from bot.gateway.positions import Positions
from bot.gateway.resuming import Resuming, hang_up
from bot.gateway.turns import take_turns
from bot.i18n import Language
from bot.operations.doctor import Finding
from bot.settings.model import ServerSettings
from bot.ui import acknowledging
from bot.ui.actions import Button, CancelButton, Router
from bot.ui.replies import reply_error
from bot.ui.texts import Translator

log = logging.getLogger(__name__)

EXTENSIONS: tuple[str, ...] = (
    "cogs.settings",
    "cogs.setup",
    "cogs.doctor",
    "cogs.questions",
    "cogs.points",
    "cogs.activity",
    "cogs.perks",
    "cogs.guidelines",
    "cogs.profiles",
    "cogs.onboarding",
    "cogs.privacy",
    "cogs.problems",
    "cogs.events",
    "cogs.surveys",
    "cogs.inbox",
    "cogs.queue",
    "cogs.moderation",
    "cogs.reports",
    "cogs.appeals",
    "cogs.filters",
    "cogs.raids",
    "cogs.playbooks",
)

SWEEP_DUE_EVERY = timedelta(seconds=30)
BETWEEN_SESSIONS_SECONDS = 5.0
FLUSH_AT_LEAST_EVERY = timedelta(minutes=1)
"""Of what members do; in a running bot it is written much sooner, by a timer of its own."""


class _LateSuggestions(logging.Filter):
    """Say in one line that suggestions came too late: discord.py logs an error with its traceback.

    It happens to everybody who types fast, and there is nothing to mend.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, discord.HTTPException) and "autocomplete" in str(record.msg):
            record.levelno, record.levelname = logging.INFO, "INFO"
            record.msg, record.exc_info = f"{record.msg}: HTTP {error.status}, code {error.code}", None
        return True


logging.getLogger("discord.app_commands.tree").addFilter(_LateSuggestions())

Door = Callable[[Language], Button]
"""Makes the button that leads into a feature, in a language, for messages of other features."""

Entrance = Callable[[int, Language], Button]
"""Makes the button that leads to one row of a feature, given its id, for messages of other features."""

Check = Callable[[discord.Member, Language], Awaitable[Sequence[Finding]]]
"""Looks at one feature on the reader's server, for `/doctor`; findings in the order in which an admin would look."""


MENUS_OF_A_KIND = 15
"""How many menus on messages Discord takes, and how many on members, since March 2026."""


class Tree(app_commands.CommandTree["Bot"]):
    """The commands; whatever one of them raises is told to the person."""

    def add_command(self, command: Any, /, **scope: Any) -> None:
        """Add a command. discord.py 2.7.1 refuses the sixth menu of a kind (mended in its 026a882d5)."""
        if not isinstance(command, app_commands.ContextMenu) or scope:
            super().add_command(command, **scope)
            return
        kind = command.type.value
        if (command.name, None, kind) in self._context_menus:
            raise app_commands.CommandAlreadyRegistered(command.name, None)
        if sum(1 for _, guild_id, each in self._context_menus if (guild_id, each) == (None, kind)) >= MENUS_OF_A_KIND:
            raise app_commands.CommandLimitReached(guild_id=None, limit=MENUS_OF_A_KIND, type=command.type)
        self._context_menus[command.name, None, kind] = command

    def copy_global_to(self, *, guild: discord.abc.Snowflake) -> None:
        """Copy all commands to one server. The menus are kept from discord.py's own copying, which counts to five."""
        menus = {key: menu for key, menu in self._context_menus.items() if key[1] is None}
        self._context_menus = {key: menu for key, menu in self._context_menus.items() if key[1] is not None}
        super().copy_global_to(guild=guild)
        copies = {(name, guild.id, kind): menu for (name, _, kind), menu in menus.items()}
        self._context_menus |= menus | copies

    async def on_error(self, interaction: "discord.Interaction[Bot]", error: app_commands.AppCommandError) -> None:
        await reply_error(interaction, error)
        acknowledging.end(interaction, interaction.client.router, interaction.client.app.tally)


class Bot(Client):
    """The client of the whole product. What it knows below Discord is in `app`."""

    def __init__(self, app: App, *, extensions: Sequence[str] = EXTENSIONS, shard_count: int | None = None) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=intents_for(app),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            # Messages and interactions carry the member with its roles; 500,000 cached members are 650 MB.
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            guild_ready_timeout=0.3,
            enable_debug_events=False,
            shard_count=shard_count,
        )
        self.app = app
        self.router = Router()
        self.messages = Messages()
        self.doors: dict[str, Door] = {}
        """By the name of the first step they belong to, or of the feature; cogs add theirs."""
        self.entrances: dict[str, Entrance] = {}
        """By feature: “survey”, for instance; cogs add theirs."""
        self.checks: list[Check] = []
        """What `/doctor` asks the features; cogs add theirs."""
        self.positions = Positions(self, activity=app.activity, clock=app.clock)
        self.resuming = Resuming(self, activity=app.activity, positions=self.positions, clock=app.clock)
        self.entry = self._choose_entry()
        self.members = MemberChanges(self)
        self._identified_at: float | None = None
        self._wanted_extensions = tuple(extensions)

    def _choose_entry(self) -> RawEntry | ObjectEntry:
        activity, content = self.app.activity, self.app.config.message_content
        if self.app.config.message_entry == "raw":
            if is_as_expected(self):
                activity.snapshot = self.positions.snapshot
                return RawEntry(
                    self,
                    activity=activity,
                    messages=self.messages,
                    replay=self.positions,
                    clock=self.app.clock,
                    content=content,
                )
            log.warning("discord.py %s is not known here: messages come in the slow way", discord.__version__)
        entry = ObjectEntry(self, activity=activity, messages=self.messages, clock=self.app.clock, content=content)
        for listener in entry.listeners:
            self.add_listener(listener)
        return entry

    async def setup_hook(self) -> None:
        await self.app.load()
        take_turns()
        if isinstance(self.entry, ObjectEntry):
            # What a session that is still kept would bring again is counted without its positions from now on.
            await self.app.activity.forget_positions()
        self.app.jobs.declare("activity", self.app.activity.flush, every=FLUSH_AT_LEAST_EVERY)
        if self.app.config.discord_api_url != DISCORD_API:
            await self._use_other_gateway()
        await self.tree.set_translator(Translator())
        self.router.add(CancelButton)
        # At the start everything that fell due while the bot was away is overdue.
        self.app.jobs.declare("due", self.app.due.sweep, every=SWEEP_DUE_EVERY, at_start=True)
        for extension in self._wanted_extensions:
            await self.load_extension(extension)
        await sync_commands(self)

    async def on_message(self, message: discord.Message, /) -> None:
        """The only listener for messages. There are no prefix commands, which discord.py would look for in each."""
        await self.entry.on_message(message)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        if event_name == "socket_event_type":
            return  # comes with every single event, and nobody listens
        if event_name == "interaction":  # no task of it has begun yet
            acknowledging.begin(args[0], self.router, self.app.tally)
        elif event_name == "app_command_completion":
            acknowledging.end(args[0], self.router, self.app.tally)
        if isinstance(self.entry, ObjectEntry) and not self.entry.take(event_name, args):
            return
        super().dispatch(event_name, *args, **kwargs)

    def _schedule_event(self, coro: Any, event_name: str, *args: Any, **kwargs: Any) -> asyncio.Task[Any]:
        task = super()._schedule_event(coro, event_name, *args, **kwargs)
        if isinstance(self.entry, RawEntry):
            self.positions.hold(task, event_name)
        return task

    async def on_interaction(self, interaction: "discord.Interaction[Bot]") -> None:
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            await self.router.route(interaction)
            acknowledging.end(interaction, self.router, self.app.tally)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what a listener raised, without its arguments: they hold what people wrote."""
        trouble = sys.exception()
        if isinstance(trouble, StorageTrouble):
            log.warning("listener %s: %s (%s)", event_method, type(trouble).__name__, trouble)
            return
        log.error("listener %s failed", event_method, exc_info=sys.exc_info())
        self.app.tally.errors["listener"] += 1

    async def public_language(self, guild: discord.Guild) -> Language:
        """Return the language of public posts in a server."""
        settings = await self.app.settings.get(guild.id, ServerSettings)
        return settings.public_language(preferred_locale=guild.preferred_locale)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        if initial and isinstance(self.entry, RawEntry):
            await self.resuming.prepare()
        if not await self.resuming.connect(shard_id, initial=initial):
            await super().launch_shard(gateway, shard_id, initial=initial)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Leave Discord's five seconds between two sessions. discord.py waits before the first, too, if it resumed."""
        loop = asyncio.get_running_loop()
        if self._identified_at is not None:
            await asyncio.sleep(max(0, self._identified_at + BETWEEN_SESSIONS_SECONDS - loop.time()))
        self._identified_at = loop.time()

    async def on_shard_disconnect(self, shard_id: int) -> None:
        for guild in self.guilds:
            if guild.shard_id == shard_id:
                self.app.activity.silent(guild.id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        for guild in self.guilds:
            if guild.shard_id == shard_id:
                self.app.activity.heard(guild.id)

    async def hang_up(self) -> None:
        """Take no more events, and leave what comes to the next process where it can go on with our sessions."""
        if isinstance(self.entry, RawEntry):
            await hang_up(self)

    def is_connected(self) -> bool:
        """Whether every connection to Discord is up now; `is_ready()` stays true when one is lost."""
        shards = self.shards.values()
        return self.is_ready() and bool(shards) and not any(shard.is_closed() for shard in shards)

    async def drain(self, *, within: timedelta) -> None:
        """Wait for the commands, presses and listeners that are under way."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within.total_seconds()
        current = asyncio.current_task()
        while True:
            under_way = [task for task in asyncio.all_tasks() if task is not current and _is_under_way(task)]
            remaining = deadline - loop.time()
            if not under_way or remaining <= 0:
                return
            await asyncio.wait(under_way, timeout=remaining)

    async def _use_other_gateway(self) -> None:
        # discord.py takes the gateway of a first connection from GET /gateway/bot only without a shard count, and goes
        # back to the built-in one after an invalid session (gateway.py).
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


def _is_under_way(task: asyncio.Task[Any]) -> bool:
    return task.get_name().startswith(("CommandTree-invoker", "discord.py: on_"))


def intents_for(app: App) -> discord.Intents:
    """Return the events we ask Discord for; the two privileged ones only where the operator has them."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.members = app.config.members
    intents.guild_messages = True
    intents.guild_reactions = True
    intents.guild_scheduled_events = True
    intents.voice_states = True
    intents.invites = True
    intents.moderation = True  # bans, and the entries of the audit log
    intents.auto_moderation_configuration = True
    intents.auto_moderation_execution = True
    intents.message_content = app.config.message_content
    return intents


def use_api(url: str) -> None:
    """Send REST requests to `url` (with its version, as in https://discord.com/api/v10) from now on."""
    Route.BASE = url
