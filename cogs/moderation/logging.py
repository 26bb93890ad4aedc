"""The moderators' log: each case is posted in the channel an admin has chosen, and the post follows what becomes of it.

Nothing that members wrote is in it, only what was decided and why.
"""

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import Language
from bot.moderation.model import Case, ModerationSettings, Place
from bot.moderation.rules import LOG
from bot.ui import queue
from bot.ui.layout import card, layout_of, row
from bot.ui.posting import NoChannel, channel_named
from bot.ui.roles import available_guild
from cogs.moderation import cards
from cogs.moderation.cases import LoggedButton

REASON_SHOWN = 300


class Log(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(LOG, self.post)

    async def post(self, due: Due) -> None:
        """Post a case, or bring its post up to date. Raises CannotBeDone or TryLater."""
        cases = self.bot.app.moderation.cases
        case = await cases.find(guild_id=due.guild_id, case_id=due.subject_id)
        guild = available_guild(self.bot, due.guild_id)
        if case is None or guild is None:
            return
        view, place = await self._view(guild, case), await cases.place(case)
        if place is not None:  # one that somebody deleted stays away
            await queue.redraw(guild, (place.channel_id, place.message_id), view, what=f"case {case.id}")
            return
        settings = await self.bot.app.settings.get(guild.id, ModerationSettings)
        try:
            channel = channel_named(guild, settings.log_channel_id, name="channel for cases")
        except NoChannel:
            return
        sent = await queue.put(due, channel, view, mark=LoggedButton.make_custom_id(case.id))
        await cases.posted(case, Place(channel_id=channel.id, message_id=sent.id))

    async def _view(self, guild: discord.Guild, case: Case) -> discord.ui.LayoutView:
        language: Language = await self.bot.public_language(guild)
        rule = await self.bot.app.moderation.cases.rule_of(case)
        letter = await self.bot.app.moderation.doing.how_told(case)
        said = "\n".join(cards.outline(case, rule, letter, language, reason=REASON_SHOWN))
        return layout_of(card(said, row(LoggedButton(case.id, language=language)), colour=cards.colour_of(case)))
