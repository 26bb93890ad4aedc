"""Telling the operator: one message a problem in their channel, whatever server it is in. It notifies nobody."""

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.i18n import Language, say
from bot.problems.model import TELL, UNNAME, Problem
from bot.text import cut
from bot.ui.replies import NOBODY
from bot.ui.texts import CONTENT_LIMIT, plain

LOOKED_AT = 25
WORDS_MAX = 1_500
"""Of what somebody wrote, with what keeps it from being markup."""

Channel = discord.TextChannel | discord.Thread | discord.VoiceChannel


class Telling(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(TELL, self.tell)
        self.bot.app.due.handle(UNNAME, self.unname)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Try again what was given up, and tell what came before there was a channel. (Not when loaded: the doctor does
        that, too, and must change nothing.)"""
        await self.bot.app.problems.plan_untold()

    async def tell(self, due: Due) -> None:
        """Post a problem in the operator's channel, once."""
        problem = await self.bot.app.problems.get(due.subject_id)
        if problem is None or problem.told_at is not None or problem.closed_at is not None:
            return
        channel = await self._channel(self.bot.app.config.operator_channel_id)
        said = self._said(problem, await self._language(channel))
        try:
            sent = await _sent_before(channel, said) if due.attempts > 1 else None
            sent = sent or await channel.send(said, allowed_mentions=NOBODY, suppress_embeds=True, nonce=due.nonce)
        except (discord.NotFound, discord.Forbidden) as refused:
            raise _refused(refused) from None
        except discord.HTTPException as refused:
            raise TryLater(f"the operator's channel: HTTP {refused.status}") from None
        await self.bot.app.problems.told(problem.id, channel_id=channel.id, message_id=sent.id)
        await self.bot.app.problems.plan_untold()  # what was given up while the channel could not be written to

    async def unname(self, due: Due) -> None:
        """Write what was posted anew, without who reported it; what was deleted meanwhile needs nothing."""
        problem = await self.bot.app.problems.get(due.subject_id)
        if problem is None or problem.message_id is None:
            return
        try:
            channel = await self._channel(problem.channel_id)
            said = self._said(problem, await self._language(channel))
            await channel.get_partial_message(problem.message_id).edit(content=said, allowed_mentions=NOBODY)
        except discord.NotFound:
            return
        except discord.Forbidden as refused:
            raise _refused(refused) from None
        except discord.HTTPException as refused:
            raise TryLater(f"the operator's channel: HTTP {refused.status}") from None

    async def _channel(self, channel_id: int | None) -> Channel:
        """Return the operator's channel. Raises CannotBeDone or TryLater."""
        if channel_id is None:
            raise CannotBeDone("there is no operator's channel any more")
        found = self.bot.get_channel(channel_id)
        if found is None:
            try:
                found = await self.bot.fetch_channel(channel_id)
            except (discord.NotFound, discord.Forbidden) as refused:
                raise _refused(refused) from None
            except discord.InvalidData:
                raise CannotBeDone("the operator's channel is of a kind that is not known") from None
            except discord.HTTPException as refused:
                raise TryLater(f"the operator's channel: HTTP {refused.status}") from None
        if not isinstance(found, Channel):
            raise CannotBeDone("the operator's channel takes no messages")
        return found

    async def _language(self, channel: Channel) -> Language:
        return await self.bot.public_language(channel.guild)

    def _said(self, problem: Problem, language: Language) -> str:
        guild = self.bot.get_guild(problem.guild_id)
        name = plain(guild.name, 100) if guild is not None else "?"
        lines = [
            say(language, "problems-told", number=problem.id, server=name, server_id=str(problem.guild_id)),
            self._who(problem, language),
        ]
        if problem.reference:
            lines.append(say(language, "problems-told-code", reference=problem.reference.replace("`", "´")))
        words = "\n".join(f"> {plain(line, WORDS_MAX)}" for line in problem.text.splitlines() if line.strip())
        return cut("\n".join([*lines, cut(words, WORDS_MAX)]), CONTENT_LIMIT)

    @staticmethod
    def _who(problem: Problem, language: Language) -> str:
        if problem.member_id is None:
            return say(language, "problems-told-nameless")
        return say(language, "problems-told-by", member=f"<@{problem.member_id}>", member_id=str(problem.member_id))


def _refused(refused: discord.HTTPException) -> CannotBeDone:
    # Whose channel it is, and where, is nothing for the admins who are shown this.
    return CannotBeDone(f"the operator's channel can't be written to (HTTP {refused.status}, code {refused.code})")


async def _sent_before(channel: Channel, said: str) -> discord.Message | None:
    """Return what an earlier try sent before it could be marked: Discord knows a nonce for some minutes only."""
    me = channel.guild.me.id
    try:
        async for sent in channel.history(limit=LOOKED_AT):
            if sent.author.id == me and sent.content == said:
                return sent
    except discord.Forbidden:
        pass  # without Read Message History: twice is better than never
    return None
