"""Which threads are questions: asked of every event in a thread, and of every message, so it is remembered."""

from datetime import timedelta

import discord

from bot.activity.model import MessageFact
from bot.client import Bot

REMEMBERED_MAX = 20_000
YOUNG = timedelta(minutes=2)
"""A thread younger than this may be about to become a question: that it isn't one yet is not remembered."""


class KnownThreads:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[int, bool] = {}

    def add(self, thread_id: int) -> None:
        self._remember(thread_id, True)

    def may_concern(self, fact: MessageFact) -> bool:
        """Whether a message may be one of a question's, or begin one; of what is remembered this is sure."""
        remembered = self._known.get(fact.channel_id)
        if remembered is not None and fact.message_id != fact.channel_id:
            return remembered
        guild = self._bot.get_guild(fact.guild_id)
        if guild is None:
            return False
        if guild.get_channel(fact.channel_id) is not None:  # a channel, no thread
            self._remember(fact.channel_id, False)
            return False
        return True

    async def is_question(self, *, guild_id: int, thread_id: int) -> bool:
        remembered = self._known.get(thread_id)
        if remembered is not None:
            return remembered
        found = await self._bot.app.questions.finding.by_thread(guild_id=guild_id, thread_id=thread_id)
        age = self._bot.app.clock() - discord.utils.snowflake_time(thread_id)
        if found is not None or age > YOUNG:
            self._remember(thread_id, found is not None)
        return found is not None

    def _remember(self, thread_id: int, value: bool) -> None:
        if len(self._known) >= REMEMBERED_MAX:
            self._known.clear()
        self._known[thread_id] = value
