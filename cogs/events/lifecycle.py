"""Saying that an occurrence begins, and ending it: both by due rows."""

from datetime import timedelta

from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.events import rules
from bot.events.running import Beginning
from bot.i18n import Language, say
from cogs.events import wording
from cogs.events.calling import call

ON_TIME = timedelta(minutes=5)
"""So long after the start it “begins now”."""


class LifecycleCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        due = self.bot.app.due
        due.handle(rules.START, self.begin)
        due.handle(rules.END, self.end)
        due.handle(rules.MATERIALISE, self.bot.app.events.running.materialise)

    async def begin(self, due: Due) -> None:
        """Begin an occurrence and say so to those going. What was never announced begins without a word."""
        beginning = await self.bot.app.events.running.begin(due)
        guild = self.bot.get_guild(due.guild_id)
        if beginning is None or guild is None or beginning.occurrence.channel_id is None:
            return
        language = await self.bot.public_language(guild)
        on_time, late = (begins_text(beginning, language, late=late) for late in (False, True))
        is_late = self.bot.app.clock() - beginning.occurrence.starts_at > ON_TIME
        await call(
            self.bot,
            due,
            beginning.event,
            beginning.occurrence,
            said=late if is_late else on_time,
            more=say(language, "events-begins-more", title=wording.title_of(beginning.event)),
            member_ids=beginning.mentioned,
            since=beginning.occurrence.began_at or beginning.occurrence.starts_at,
            variants=(on_time, late),
        )

    async def end(self, due: Due) -> None:
        await self.bot.app.events.running.end(due)


def begins_text(beginning: Beginning, language: Language, *, late: bool) -> str:
    event, occurrence = beginning.event, beginning.occurrence
    return say(
        language,
        "events-begins-late" if late else "events-begins",
        title=wording.title_of(event),
        place=wording.place_text(event),
        at=wording.seconds(occurrence.starts_at),
    )
