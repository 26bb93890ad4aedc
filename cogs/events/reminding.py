"""Sending reminders: in the event's thread to those going, by direct message to who asked for that.

Where somebody's direct messages are closed, they are mentioned in the thread instead, and told of it below the answer
to whatever they do next with events; from then on they are reminded in threads.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.due import BACK_OFF, MAX_ATTEMPTS, Due, TryLater
from bot.events import rules
from bot.events.model import Event, Occurrence
from bot.events.reminding import MessageSending, Sending, useful_until
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.replies import NOBODY, can_follow
from bot.ui.texts import language_of, plain
from cogs.events import wording
from cogs.events.calling import call

log = logging.getLogger(__name__)

SHORTEST_PAUSE = timedelta(minutes=1)
LOOKED_AT = 10
"""Latest messages to somebody among which a reminder is looked for that was sent before."""


class Reminders(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(rules.REMIND, self.remind)
        self.bot.app.due.handle(rules.REMIND_MESSAGE, self.remind_by_message)
        self.bot.router.afterwards.append(self.tell)

    async def cog_unload(self) -> None:
        self.bot.router.afterwards.remove(self.tell)

    # In the thread ----------------------------------------------------------------------------------------------------

    async def remind(self, due: Due) -> None:
        reminding, guild = self.bot.app.events.reminding, self._guild(due)
        if guild is None:
            return
        sending = await reminding.to_send(due)
        if sending is None:
            return
        if sending.mentioned:
            try:
                await self._call(
                    due,
                    sending.event,
                    sending.occurrence,
                    language=await self.bot.public_language(guild),
                    member_ids=sending.mentioned,
                    since=sending.reminder.due_at,
                    late=sending.late,
                )
            except TryLater as refused:
                raise again_in_time(refused, due, sending, now=self.bot.app.clock()) from None
        await reminding.sent(sending)

    async def _call(
        self,
        due: Due,
        event: Event,
        occurrence: Occurrence,
        *,
        language: Language,
        member_ids: tuple[int, ...],
        since: datetime,
        late: bool,
    ) -> None:
        has_begun = self.bot.app.clock() >= occurrence.starts_at
        await call(
            self.bot,
            due,
            event,
            occurrence,
            said=reminder_text(event, occurrence, language, late=late, has_begun=has_begun),
            more=say(language, "events-reminder-more", title=wording.title_of(event)),
            member_ids=member_ids,
            since=since,
            variants=all_texts(event, occurrence, language),
            buttons=self._buttons(occurrence, language),
        )

    def _buttons(self, occurrence: Occurrence, language: Language) -> list[Button]:
        entrance = self.bot.entrances.get("event")
        return [] if entrance is None else [entrance(occurrence.id, language)]

    def _guild(self, due: Due) -> discord.Guild | None:
        """Return the server, None where the bot isn't in it any more. Raises TryLater during an outage."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is not None and guild.unavailable:
            raise TryLater(f"server {due.guild_id} isn't there")
        return guild

    # By direct message ------------------------------------------------------------------------------------------------

    async def remind_by_message(self, due: Due) -> None:
        """Send somebody a direct message, or mention them in the thread where that is closed."""
        guild = self._guild(due)
        sending = await self.bot.app.events.reminding.message_to_send(due)
        if guild is None or sending is None:
            return
        try:
            await self._send(due, guild, sending)
        except discord.Forbidden:
            await self.bot.app.events.reminding.refused(guild_id=guild.id, member_id=sending.member_id)
            await self._call(
                due,
                sending.event,
                sending.occurrence,
                language=await self.bot.public_language(guild),
                member_ids=(sending.member_id,),
                since=sending.reminder.due_at,
                late=sending.late,
            )
        except discord.NotFound:
            log.info("server %s: a reminder's member isn't on Discord any more", guild.id)
        except discord.HTTPException as refused:
            later = TryLater(f"a direct message: HTTP {refused.status}, code {refused.code}")
            raise again_in_time(later, due, sending, now=self.bot.app.clock()) from None

    async def _send(self, due: Due, guild: discord.Guild, sending: MessageSending) -> None:
        channel = await self.bot.create_dm(discord.Object(sending.member_id))
        language = await self._language(guild, sending.member_id)
        said = message_text(guild, sending, language, has_begun=self.bot.app.clock() >= sending.occurrence.starts_at)
        if due.attempts > 1 or due.failure is not None:
            async for before in channel.history(limit=LOOKED_AT):
                if before.content == said:
                    return
        await channel.send(said, allowed_mentions=NOBODY, nonce=due.nonce, suppress_embeds=True)

    async def _language(self, guild: discord.Guild, member_id: int) -> Language:
        """Return the language somebody chose for the server, else the server's: Discord doesn't tell us theirs."""
        chosen = self.bot.app.profiles.languages.get((guild.id, member_id))
        return await self.bot.public_language(guild) if chosen is None else chosen

    # That messages are closed -----------------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.tell(interaction)

    async def tell(self, interaction: discord.Interaction[Any]) -> None:
        """Tell somebody, below the answer to what they did with events, that they couldn't be reached."""
        reminding = self.bot.app.events.reminding
        key = (interaction.guild_id or 0, interaction.user.id)
        if key not in reminding.untold or not _is_of_events(interaction) or not can_follow(interaction):
            return
        if not await reminding.tell_refused(guild_id=key[0], member_id=key[1]):
            return
        try:
            await interaction.followup.send(
                say(language_of(interaction), "events-reminder-refused"), ephemeral=True, allowed_mentions=NOBODY
            )
        except discord.HTTPException as refused:
            log.info("server %s: somebody could not be told of closed messages: HTTP %s", key[0], refused.status)


def _is_of_events(interaction: discord.Interaction[Any]) -> bool:
    if interaction.command is not None:
        return interaction.command.qualified_name.split(" ")[0] in ("event", "checkin")
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "")).startswith(("events:", "rsvp:"))


def again_in_time(refused: TryLater, due: Due, sending: Sending | MessageSending, *, now: datetime) -> TryLater:
    """Return what has a reminder tried again while it is of use: the usual pauses soon reach over the start.

    The last try is when it isn't of use any more, so that it is noted as skipped rather than given up.
    """
    until = useful_until(before=sending.reminder.before, starts_at=sending.occurrence.starts_at)
    pause, left = BACK_OFF[min(due.attempts, len(BACK_OFF)) - 1], until - now
    if left <= timedelta() or pause < left / 2:
        return refused
    is_last = due.attempts >= MAX_ATTEMPTS - 1
    return TryLater(str(refused), after=left if is_last else max(SHORTEST_PAUSE, left / 3))


def reminder_text(event: Event, occurrence: Occurrence, language: Language, *, late: bool, has_begun: bool) -> str:
    """Return a reminder as the thread has it; Discord shows how long is left, also where it comes late."""
    return say(
        language,
        _which("events-reminder", late=late, has_begun=has_begun),
        title=wording.title_of(event),
        place=wording.place_text(event),
        at=wording.seconds(occurrence.starts_at),
    )


def all_texts(event: Event, occurrence: Occurrence, language: Language) -> list[str]:
    """Return what a reminder could have said, whenever it was sent."""
    return [
        reminder_text(event, occurrence, language, late=late, has_begun=has_begun)
        for late in (False, True)
        for has_begun in (False, True)
    ]


def message_text(guild: discord.Guild, sending: MessageSending, language: Language, *, has_begun: bool) -> str:
    """Return a reminder as a direct message has it: it also says of which server it is."""
    said = say(
        language,
        _which("events-reminder-message", late=sending.late, has_begun=has_begun),
        server=plain(guild.name, 100),
        title=wording.title_of(sending.event),
        place=wording.place_text(sending.event),
        at=wording.seconds(sending.occurrence.starts_at),
    )
    link = link_to(sending.occurrence)
    return said if link is None else f"{said}\n{link}"


def link_to(occurrence: Occurrence) -> str | None:
    """Return the address of an announcement."""
    if occurrence.channel_id is None or occurrence.message_id is None:
        return None
    return f"https://discord.com/channels/{occurrence.guild_id}/{occurrence.channel_id}/{occurrence.message_id}"


def _which(of: str, *, late: bool, has_begun: bool) -> str:
    """Return the message for a reminder in a thread, or by direct message."""
    on_time, late_one, begun = {
        "events-reminder": ("events-reminder", "events-reminder-late", "events-reminder-begun"),
        "events-reminder-message": (
            "events-reminder-message",
            "events-reminder-message-late",
            "events-reminder-message-begun",
        ),
    }[of]
    if has_begun:
        return begun
    return late_one if late else on_time
