"""Discord's own events, kept in step both ways."""

import logging
from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.events import rules
from bot.events.model import PlaceKind
from bot.events.native import LIMIT_CODE, Task
from bot.events.native_model import Field, Shape, Status
from bot.i18n import Language, say
from bot.operations.doctor import Finding, hint, warning
from bot.ui.replies import NOBODY
from cogs.events import wording
from cogs.events.below import speak

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(hours=6)
LIMIT_AGAIN = timedelta(hours=6)
"""With 100 events on Discord another one is tried so much later."""
LOOKED_AT = 25
FINAL_CODE = 180000
"""Discord's, for changing an event that is over."""

KINDS = {
    PlaceKind.VOICE: discord.EntityType.voice,
    PlaceKind.STAGE: discord.EntityType.stage_instance,
    PlaceKind.EXTERNAL: discord.EntityType.external,
}
STATUSES = {
    Status.SCHEDULED: discord.EventStatus.scheduled,
    Status.ACTIVE: discord.EventStatus.active,
    Status.COMPLETED: discord.EventStatus.completed,
    Status.CANCELLED: discord.EventStatus.canceled,
}


def shape_seen(event: discord.ScheduledEvent) -> Shape:
    """Return what an event on Discord shows."""
    kinds = {theirs: ours for ours, theirs in KINDS.items()}
    statuses = {theirs: ours for ours, theirs in STATUSES.items()}
    return Shape(
        title=event.name,
        description=event.description or "",
        starts_at=event.start_time.astimezone(UTC),
        ends_at=None if event.end_time is None else event.end_time.astimezone(UTC),
        kind=kinds[event.entity_type],
        channel_id=event.channel_id,
        location=event.location,
        status=statuses[event.status],
    )


class NativeCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.NATIVE, self.bring)
        self.bot.app.due.handle(rules.NATIVE_TELL, self.tell)
        self.bot.app.jobs.declare("events-native", self.look_after, every=LOOK_EVERY)
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("events-native")
        self.bot.checks.remove(self.check)

    # From us to Discord -----------------------------------------------------------------------------------------------

    async def bring(self, due: Due) -> None:
        """Make Discord's own event of an occurrence, or bring it into step."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            return
        if guild.unavailable:
            raise TryLater(f"server {guild.id} isn't there")
        task = await self.bot.app.events.native.task(guild_id=guild.id, occurrence_id=due.subject_id)
        if task is None:
            return
        try:
            if task.known is None:
                await self._make(guild, due, task)
            else:
                await self._change(guild, task)
        except discord.Forbidden as refused:
            raise CannotBeDone(_reason(task, refused)) from None
        except discord.HTTPException as refused:
            if refused.code == LIMIT_CODE:
                raise TryLater(_reason(task, refused), after=LIMIT_AGAIN) from None
            if refused.status in (400, 404):
                raise CannotBeDone(_reason(task, refused)) from None
            raise TryLater(_reason(task, refused)) from None

    async def _make(self, guild: discord.Guild, due: Due, task: Task) -> None:
        made = await self._made_before(guild, task) if due.attempts > 1 or due.failure is not None else None
        if made is None:
            made = await guild.create_scheduled_event(**_everything(task))
        await self.bot.app.events.native.told(task, native_id=made.id)

    async def _made_before(self, guild: discord.Guild, task: Task) -> discord.ScheduledEvent | None:
        """Return the event an earlier try has made before that could be noted."""
        for event in await guild.fetch_scheduled_events(with_counts=False):
            same = event.name == task.wanted.title and event.start_time == task.wanted.starts_at
            ours = same and event.creator_id == guild.me.id and event.status is discord.EventStatus.scheduled
            if ours and await self.bot.app.events.native.is_free(guild_id=guild.id, native_id=event.id):
                return event
        return None

    async def _change(self, guild: discord.Guild, task: Task) -> None:
        native_id, native = task.occurrence.native_id, self.bot.app.events.native
        assert native_id is not None
        try:
            event = guild.get_scheduled_event(native_id) or await self._fetch(guild, native_id)
            await event.edit(**_changes(task))
        except discord.NotFound:
            await native.deleted(guild_id=guild.id, native_id=native_id)
            return
        except discord.HTTPException as refused:
            if refused.code != FINAL_CODE:
                raise
            # Somebody was faster: what it is now is taken over.
            await self._look(guild, native_id)
            return
        await native.told(task, native_id=native_id)

    async def _fetch(self, guild: discord.Guild, native_id: int) -> discord.ScheduledEvent:
        return await guild.fetch_scheduled_event(native_id, with_counts=False)

    # From Discord to us -----------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_scheduled_event_update(self, _before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> None:
        await self._seen(after)

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        await self.bot.app.events.native.deleted(guild_id=event.guild_id, native_id=event.id)

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Take over what was changed while we were away: a new session tells nothing of it."""
        for guild_id in await self.bot.app.events.native.servers():
            guild = self.bot.get_guild(guild_id)
            if guild is not None and guild.shard_id == shard_id and not guild.unavailable:
                await self.reconcile(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same after an outage of Discord's."""
        if self.bot.is_ready():  # else its shard's turn comes
            await self.reconcile(guild)

    async def reconcile(self, guild: discord.Guild) -> None:
        kept = await self.bot.app.events.native.kept(guild_id=guild.id)
        if not kept:
            return
        try:
            there = {event.id: event for event in await guild.fetch_scheduled_events(with_counts=False)}
            for one in kept:
                assert one.native_id is not None
                if one.native_id in there:
                    await self._seen(there[one.native_id])
                else:  # the list has nothing that is over
                    await self._look(guild, one.native_id)
        except discord.HTTPException as refused:
            log.warning("server %s: its events can't be read: HTTP %s", guild.id, refused.status)

    async def _look(self, guild: discord.Guild, native_id: int) -> None:
        try:
            event = await self._fetch(guild, native_id)
        except discord.NotFound:
            await self.bot.app.events.native.deleted(guild_id=guild.id, native_id=native_id)
            return
        await self._seen(event)

    async def _seen(self, event: discord.ScheduledEvent) -> None:
        await self.bot.app.events.native.seen(guild_id=event.guild_id, native_id=event.id, shape=shape_seen(event))

    async def look_after(self) -> None:
        """Compare from time to time, and try again what was given up."""
        native = self.bot.app.events.native
        for guild_id in await native.servers():
            guild = self.bot.get_guild(guild_id)
            if guild is not None and not guild.unavailable:
                await self.reconcile(guild)
        for guild_id, due_id in await native.stuck():
            guild = self.bot.get_guild(guild_id)
            if guild is not None and not guild.unavailable and guild.me.guild_permissions.create_events:
                await self.bot.app.due.retry(guild_id=guild_id, due_id=due_id)

    async def tell(self, due: Due) -> None:
        """Say in the thread what else was taken over: nobody has to act on it, so nobody is mentioned."""
        guild = self.bot.get_guild(due.guild_id)
        found = await self.bot.app.events.native.asked(guild_id=due.guild_id, occurrence_id=due.subject_id)
        if guild is None or found is None:
            return
        event, occurrence = found
        language = await self.bot.public_language(guild)
        which = "events-native-taken-title" if Field.TITLE in due.payload["what"] else "events-native-taken-text"
        said = say(language, which, title=wording.title_of(event))
        await speak(self.bot, event, occurrence, nonce=due.nonce, content=said, allowed_mentions=NOBODY)

    # What is missing --------------------------------------------------------------------------------------------------

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Say which events Discord doesn't have, and why. A missing permission is found with the others."""
        native, found = self.bot.app.events.native, []
        waiting = await native.waiting(guild_id=reader.guild.id)
        if any(f"code {LIMIT_CODE}" in (due.failure or "") for _, due in waiting):
            found.append(warning("events-native-doctor-limit", count=len(waiting)))
        elif waiting:
            found.append(warning("events-native-doctor-waiting", count=len(waiting)))
        gone = await native.gone(guild_id=reader.guild.id)
        if gone:
            found.append(hint("events-native-doctor-gone", count=len(gone)))
        return found


def _everything(task: Task) -> dict[str, Any]:
    """Return what a new event is made of."""
    wanted = task.wanted
    return {
        "name": wanted.title,
        "description": wanted.description,
        "start_time": wanted.starts_at,
        "end_time": wanted.ends_at or task.occurrence.ends_at,
        "privacy_level": discord.PrivacyLevel.guild_only,
        "entity_type": KINDS[wanted.kind],
        **_place(wanted),
        **({} if task.picture is None else {"image": task.picture.data}),
    }


def _place(shape: Shape) -> dict[str, Any]:
    if shape.kind is PlaceKind.EXTERNAL:
        return {"location": shape.location}
    return {"channel": discord.Object(shape.channel_id or 0)}


def _changes(task: Task) -> dict[str, Any]:
    """Return what an edit names. Of what is over or has begun, Discord takes less."""
    wanted, changed, known = task.wanted, task.changed, task.known
    assert known is not None
    values: dict[str, Any] = {}
    if Field.STATUS in changed:
        values["status"] = STATUSES[wanted.status]
    if wanted.status.is_final:
        return values
    if Field.TITLE in changed:
        values["name"] = wanted.title
    if Field.DESCRIPTION in changed:
        values["description"] = wanted.description
    if Field.TIME in changed and known.status is Status.SCHEDULED and wanted.starts_at != known.starts_at:
        values["start_time"] = wanted.starts_at
    if changed & {Field.TIME, Field.PLACE}:
        values["end_time"] = wanted.ends_at
    if Field.PLACE in changed:
        values |= {"entity_type": KINDS[wanted.kind], **_place(wanted)}
    if Field.PICTURE in changed:
        values["image"] = None if task.picture is None else task.picture.data
    return values


def _reason(task: Task, refused: discord.HTTPException) -> str:
    did = "made" if task.known is None else "changed"
    return f"Discord's own event can't be {did}: HTTP {refused.status}, code {refused.code}"
