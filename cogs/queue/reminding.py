"""Telling those on duty what is overdue, and calling somebody to what was escalated: in the channel of the queue."""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import Language, say
from bot.playbooks.model import PlaybookSettings
from bot.queue.model import CALL, OCCASION, REMIND, QueueSettings
from bot.settings.model import ServerSettings
from bot.ui import queue
from bot.ui.layout import BAD, CAREFUL, card, layout_of, row
from cogs.queue import wording
from cogs.queue.views import OpenHereButton

LOOK_EVERY = timedelta(minutes=5)
NAMED = 10
"""How many things one reminder names."""


class QueueReminding(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(OpenHereButton)
        self.bot.app.due.handle(REMIND, self.remind)
        self.bot.app.due.handle(CALL, self.call)
        self.bot.app.jobs.declare("queue", self.look, every=LOOK_EVERY)

    async def cog_unload(self) -> None:
        self.bot.router.remove(OpenHereButton)
        self.bot.app.jobs.withdraw("queue")

    async def look(self) -> None:
        """Plan a reminder where something is overdue and a channel is set for the queue."""
        planned = False
        for guild in self.bot.guilds:
            settings = await self.bot.app.settings.get(guild.id, ServerSettings)
            if settings.queue_channel_id is not None:
                planned |= await self.bot.app.queue.plan_reminder(guild_id=guild.id)
        if planned:
            await self.bot.app.due.sweep()

    async def remind(self, due: Due) -> None:
        """Say in one message what is overdue and was not said before."""
        late = await self.bot.app.queue.late(guild_id=due.guild_id)
        if not late:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what="what is overdue")
        language = await self.bot.public_language(channel.guild)
        settings = await self.bot.app.settings.get(due.guild_id, QueueSettings)
        role_ids = [settings.remind_role_id] if settings.remind_role_id is not None else []
        said = say(language, "queue-reminder", count=len(late), called=len(role_ids), roles=_mentions(role_ids))
        named = "\n".join(wording.whole(item, language) for item in late[:NAMED])
        await self._post(due, channel, (said, named), role_ids=role_ids, language=language, colour=CAREFUL)
        await self.bot.app.queue.reminded(late, guild_id=due.guild_id)

    async def call(self, due: Due) -> None:
        """Call those who lead to something that was escalated."""
        item = await self.bot.app.queue.called(guild_id=due.guild_id, mark_id=due.subject_id)
        if item is None:
            return
        channel = await queue.queue_of(self.bot, due.guild_id, what="what was escalated")
        language = await self.bot.public_language(channel.guild)
        settings = await self.bot.app.settings.get(due.guild_id, PlaybookSettings)
        role_ids = sorted(settings.lead_role_ids)
        said = say(language, "queue-call", called=len(role_ids), roles=_mentions(role_ids))
        texts = (said, wording.whole(item, language))
        await self._post(due, channel, texts, role_ids=role_ids, language=language, colour=BAD)

    async def _post(
        self,
        due: Due,
        channel: discord.TextChannel,
        texts: tuple[str, str],
        *,
        role_ids: Sequence[int],
        language: Language,
        colour: discord.Colour,
    ) -> None:
        # Two rows can be of the same second, and a row is the same each time: only both tell a message from others.
        button = OpenHereButton(due.id, due.payload[OCCASION], language=language)
        view = layout_of(card(*texts, row(button), colour=colour))
        await queue.put(due, channel, view, mark=button.custom_id or "", mentions=_allowed(role_ids))


def _mentions(role_ids: Sequence[int]) -> str:
    return " ".join(f"<@&{role_id}>" for role_id in role_ids)


def _allowed(role_ids: Sequence[int]) -> discord.AllowedMentions:
    return discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(one) for one in role_ids])
