"""Posting announcements, keeping them up to date, and telling those concerned below them that something has changed.

All of it is done by due rows; a timer looks every two seconds whether one is due by now, so that a card shows an answer
within about three seconds however many come, and nothing is lost where the bot is killed in between.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.events import rules
from bot.events.announcing import AGAIN, told_of
from bot.events.model import Event, EventSettings, EventState, Occurrence, OccurrenceState
from bot.events.rsvp_model import Shown, Told
from bot.i18n import Language, say
from bot.operations.doctor import Finding, warning
from bot.ui.actions import view_of
from bot.ui.posting import NoChannel, channel_named, holds, sent_before
from bot.ui.replies import NOBODY
from bot.ui.texts import moment, plain
from cogs.events import wording
from cogs.events.announcing import REASON_SHOWN, file_of, shown_view
from cogs.events.answering import GoingButton, MineButton
from cogs.events.below import in_messages, make_thread, mentioning, said_before, speak

log = logging.getLogger(__name__)

SOON_EVERY = timedelta(seconds=2)
LOOKED_AT = 100
"""Latest messages among which an announcement that was sent before is looked for."""
OPEN = (OccurrenceState.PLANNED, OccurrenceState.RUNNING)


class Posting(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._editing: set[int] = set()
        """Occurrences whose announcement is being edited: a second edit beside it could arrive first."""

    async def cog_load(self) -> None:
        due = self.bot.app.due
        due.handle(rules.ANNOUNCE, self.announce)
        due.handle(rules.THREAD, self.thread)
        due.handle(rules.SHOW, self.show)
        due.handle(rules.TELL, self.tell)
        self.bot.app.jobs.declare("event-cards", self.soon, every=SOON_EVERY)
        self.bot.checks.append(self.check)
        self.bot.entrances["event"] = lambda occurrence_id, language: MineButton(occurrence_id, language=language)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("event-cards")
        self.bot.checks.remove(self.check)
        self.bot.entrances.pop("event", None)

    async def soon(self) -> None:
        """Do what is due by now. Where nobody has answered this costs nothing."""
        if self.bot.app.events.announcing.is_soon():
            await self.bot.app.due.sweep()

    # The announcement ---------------------------------------------------------------------------------------------

    async def announce(self, due: Due) -> None:
        """Post an occurrence's announcement. One that somebody deleted is only posted again where that was asked."""
        shown = await self._shown(due)
        if shown is None or not _to_announce(shown, again=bool(due.payload.get(AGAIN)), now=self.bot.app.clock()):
            return
        guild = self._guild(due)
        settings = await self.bot.app.settings.get(guild.id, EventSettings)
        try:
            channel = channel_named(guild, settings.channel_id, name="channel for events")
        except NoChannel:
            raise CannotBeDone("events can't be announced: no channel is set for them") from None
        is_retried = due.attempts > 1 or due.failure is not None
        mark = holds(GoingButton.make_custom_id(due.subject_id))
        sent = await sent_before(channel, mark, limit=LOOKED_AT) if is_retried else None
        if sent is None:
            sent = await self._send(due, channel, shown)
        await self.bot.app.events.announcing.posted(
            guild_id=guild.id, occurrence_id=due.subject_id, channel_id=channel.id, message_id=sent.id
        )

    async def _send(self, due: Due, channel: discord.TextChannel, shown: Shown) -> discord.Message:
        view = shown_view(shown, await self.bot.public_language(channel.guild))
        try:
            return await channel.send(view=view, files=file_of(shown), allowed_mentions=NOBODY, nonce=due.nonce)
        except (discord.Forbidden, discord.NotFound) as refused:
            reason = f"an event can't be announced in channel {channel.id}: HTTP {refused.status}, code {refused.code}"
            raise CannotBeDone(reason) from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None

    async def thread(self, due: Due) -> None:
        """Make the thread below an announcement. Where that can't be, the announcement stays without."""
        shown = await self._shown(due)
        if shown is None or shown.occurrence.message_id is None or shown.occurrence.thread_id is not None:
            return
        self._guild(due)
        try:
            thread_id = await make_thread(self.bot, shown.event, shown.occurrence)
        except discord.NotFound:
            await self._lost(shown.occurrence)
            return
        except discord.Forbidden as refused:
            reason = f"an event gets no thread in channel {shown.occurrence.channel_id}: HTTP 403, code {refused.code}"
            raise CannotBeDone(reason) from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {shown.occurrence.channel_id}: HTTP {refused.status}") from None
        await self.bot.app.events.announcing.threaded(occurrence_id=due.subject_id, thread_id=thread_id)

    async def show(self, due: Due) -> None:
        """Bring an announcement up to date, one edit at a time; the waiting list first, if the event was changed."""
        if due.subject_id in self._editing:
            await self.bot.app.events.announcing.plan_show_later(guild_id=due.guild_id, occurrence_id=due.subject_id)
            return
        self._editing.add(due.subject_id)
        try:
            await self.bot.app.events.waiting.refit(guild_id=due.guild_id, occurrence_id=due.subject_id)
            await self._show(due)
        finally:
            self._editing.discard(due.subject_id)

    async def _show(self, due: Due) -> None:
        shown = await self._shown(due)
        if shown is None or shown.occurrence.channel_id is None or shown.occurrence.message_id is None:
            return
        guild, occurrence = self._guild(due), shown.occurrence
        channel = guild.get_channel(shown.occurrence.channel_id)
        if not isinstance(channel, discord.TextChannel):
            await self._lost(occurrence)
            return
        view = shown_view(shown, await self.bot.public_language(guild))
        message = channel.get_partial_message(shown.occurrence.message_id)
        try:
            # With its picture each time: Discord takes away what an edit doesn't name, and doesn't let it be named.
            await message.edit(view=view, attachments=file_of(shown), allowed_mentions=NOBODY)
        except discord.NotFound:
            await self._lost(occurrence)
        except discord.Forbidden as refused:
            reason = f"the announcement of an event in channel {channel.id} can't be edited: code {refused.code}"
            raise CannotBeDone(reason) from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {channel.id}: HTTP {refused.status}") from None

    # Telling of a change ------------------------------------------------------------------------------------------

    async def tell(self, due: Due) -> None:
        """Mention those concerned below the announcement, each once, also where a try was cut off."""
        shown = await self._shown(due)
        if shown is None or shown.occurrence.channel_id is None:
            return
        event, occurrence = shown.event, shown.occurrence
        what = _what(due, occurrence, now=self.bot.app.clock())
        if not what:
            return
        language = await self.bot.public_language(self._guild(due))
        concerned = await self.bot.app.events.announcing.concerned(occurrence_id=occurrence.id, what=what)
        said = change_text(event, occurrence, what, language, before=_before(due), why=due.payload.get("reason"))
        more = say(language, f"events-rsvp-tell-{what[0].value}.more", title=wording.title_of(event))
        hosts = [id_ for id_ in (event.host_id, event.cohost_id) if id_ is not None and Told.HOST in what]
        if due.attempts > 1 or due.failure is not None:
            known, begun = await self._told_before(event, occurrence, heads=(said, more), since=due.due_at)
            if begun and not (left := [one for one in concerned if one not in known]):
                return
            elif begun:
                concerned, said = left, more
        to_answer = not {Told.MOVED, Told.PLACE}.isdisjoint(what)
        button = [MineButton(occurrence.id, language=language)] if to_answer else []
        for number, (text, member_ids) in enumerate(in_messages(said, more, concerned)):
            view = {"view": view_of(*button)} if button and number == 0 else {}
            await speak(
                self.bot,
                event,
                occurrence,
                nonce=f"{due.nonce[:21]}-{number}",
                content=text,
                allowed_mentions=mentioning([*member_ids, *hosts] if number == 0 else member_ids),
                **view,
            )

    async def _told_before(
        self, event: Event, occurrence: Occurrence, *, heads: tuple[str, str], since: datetime
    ) -> tuple[set[int], bool]:
        """Return whom an earlier try has mentioned, and whether it has said anything."""
        known: set[int] = set()
        begun = False
        async for sent in said_before(self.bot, event, occurrence, since=since - timedelta(days=1)):
            if sent.content.startswith(heads):
                known.update(sent.raw_mentions)
                begun = True
        return known, begun

    # What is missing ----------------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.channel_id, [payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(payload.guild_id, payload.channel_id, sorted(payload.message_ids))

    async def _deleted(self, guild_id: int | None, channel_id: int, message_ids: Sequence[int]) -> None:
        if guild_id is None or (await self.bot.app.settings.get(guild_id, EventSettings)).channel_id != channel_id:
            return
        for message_id in message_ids:
            found = await self.bot.app.events.announcing.of_message(guild_id=guild_id, message_id=message_id)
            if found is not None:
                await self._lost(found)

    async def _lost(self, occurrence: Occurrence) -> None:
        assert occurrence.message_id is not None
        log.info("server %s: the announcement of occurrence %s is gone", occurrence.guild_id, occurrence.id)
        await self.bot.app.events.announcing.lost(occurrence_id=occurrence.id, message_id=occurrence.message_id)

    async def check(self, reader: discord.Member, _language: Language) -> Sequence[Finding]:
        """Say which announcements were deleted. What was refused stands among what was given up."""
        gone = await self.bot.app.events.announcing.gone(guild_id=reader.guild.id)
        return [
            warning("events-rsvp-doctor-gone", title=plain(event.title, 100), at=moment(occurrence.starts_at, "f"))
            for event, occurrence in gone
        ]

    async def _shown(self, due: Due) -> Shown | None:
        return await self.bot.app.events.announcing.shown(guild_id=due.guild_id, occurrence_id=due.subject_id)

    def _guild(self, due: Due) -> discord.Guild:
        guild = self.bot.get_guild(due.guild_id)
        if guild is None:
            raise CannotBeDone(f"the bot isn't in server {due.guild_id} any more")
        if guild.unavailable:
            raise TryLater(f"server {due.guild_id} isn't there")
        return guild


def _to_announce(shown: Shown, *, again: bool, now: datetime) -> bool:
    event, occurrence = shown.event, shown.occurrence
    if event.state is not EventState.PUBLISHED or occurrence.state not in OPEN or occurrence.ends_at <= now:
        return False
    return occurrence.message_id is None and (again or occurrence.channel_id is None)


def _what(due: Due, occurrence: Occurrence, *, now: datetime) -> list[Told]:
    """Return what is to be told: what has become true meanwhile, and nothing that is over."""
    if occurrence.state is OccurrenceState.CANCELLED:
        return [Told.CANCELLED]
    if occurrence.state not in OPEN or occurrence.ends_at <= now:
        return []
    try:
        what = told_of(due.payload)
    except ValueError:
        raise CannotBeDone(f"nobody knows what to tell of occurrence {occurrence.id}") from None
    return [one for one in Told if one in what and one is not Told.CANCELLED]


def _before(due: Due) -> datetime | None:
    written = due.payload.get("from")
    return None if written is None else datetime.fromisoformat(written)


def change_text(
    event: Event,
    occurrence: Occurrence,
    what: Sequence[Told],
    language: Language,
    *,
    before: datetime | None,
    why: str | None = None,
) -> str:
    """Return what has happened to an occurrence, with the old and the new time, and why."""
    said = "\n".join(_changed_text(event, occurrence, one, language, before=before) for one in what)
    reason = occurrence.cancelled_reason if Told.CANCELLED in what else why
    if not reason:
        return said
    return f"{said}\n{say(language, 'events-rsvp-reason', reason=plain(reason, REASON_SHOWN))}"


def _changed_text(
    event: Event, occurrence: Occurrence, what: Told, language: Language, *, before: datetime | None
) -> str:
    params: dict[str, Any] = {"title": wording.title_of(event), "at": wording.seconds(occurrence.starts_at)}
    if what is Told.MOVED and before is not None and before != occurrence.starts_at:
        return say(language, "events-rsvp-tell-moved", **params, before=wording.seconds(before))
    if what is Told.MOVED:
        return say(language, "events-rsvp-tell-moved.now", **params)
    if what is Told.PLACE:
        return say(language, "events-rsvp-tell-place", **params, place=wording.place_text(event))
    if what is Told.HOST:
        return say(language, "events-rsvp-tell-host", **params, hosts=wording.hosts_text(event, language))
    return say(language, "events-rsvp-tell-cancelled", **params)
