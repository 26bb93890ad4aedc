"""What `/doctor` looks at about filters."""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord.ext import commands

from bot.actor import Actor
from bot.client import Bot
from bot.filters.model import REMOVES, Filter, FilterSettings, Handed, Mode
from bot.i18n import Language
from bot.operations.doctor import Finding, fine, hint, problem, warning
from bot.ui.texts import channel_text, plain

TRIED_LONG_ENOUGH = timedelta(days=14)
LOOKED_AT_ENOUGH = 6
"""Hits that moderators have looked at, from which on a filter can be called often wrong."""
NAMED = 5


class FilterCheck(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self.bot.checks.remove(self.check)

    async def check(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        """Return how filters stand: tried for too long, often wrong, without what they need."""
        guild, app = reader.guild, self.bot.app
        by = Actor(id=reader.id, guild_id=guild.id, manages_server=True)
        filters = await app.filters.making.all_of(by=by)
        if not filters:
            return [hint("filters-doctor-none")]
        known = await app.filters.handing.known(guild_id=guild.id)
        on = [one for one in filters if one.mode is Mode.ON]
        handed = sum(
            1 for one in on if one.id in known and known[one.id].state is Handed.OURS and known[one.id].rule_id
        )
        findings: list[Finding] = [fine("filters-doctor-fine", on=len(on), handed=handed)] if on else []
        if not self.bot.intents.message_content:
            findings.append(warning("filters-doctor-content"))
        findings += self._broken(guild, filters, language)
        findings += self._tried(filters, language)
        findings += await self._often_wrong(guild, filters)
        findings += await self._automod(guild, on, language)
        findings += self._removing(reader, on, language)
        return findings

    def _broken(self, guild: discord.Guild, filters: Sequence[Filter], language: Language) -> list[Finding]:
        loaded = self.bot.app.filters.screens.loaded.get(guild.id)
        broken = [one for one in filters if loaded is not None and one.id in loaded.broken]
        if not broken:
            return []
        return [problem("filters-doctor-broken", count=len(broken), names=_names(broken, language))]

    def _tried(self, filters: Sequence[Filter], language: Language) -> list[Finding]:
        since = self.bot.app.clock() - TRIED_LONG_ENOUGH
        tried = [one for one in filters if one.mode is Mode.DRY and one.changed_at < since]
        return [hint("filters-doctor-trying", count=len(tried), names=_names(tried, language))] if tried else []

    async def _often_wrong(self, guild: discord.Guild, filters: Sequence[Filter]) -> list[Finding]:
        precision = await self.bot.app.filters.judging.precision(guild_id=guild.id)
        found = []
        for one in filters:
            how = precision.get(one.id)
            if one.mode is not Mode.OFF and how is not None and how.right + how.wrong >= LOOKED_AT_ENOUGH:
                assert how.share is not None
                if how.share < 1 / 2:
                    found.append(warning("filters-doctor-wrong", filter=plain(one.name, 60)))
        return found

    async def _automod(self, guild: discord.Guild, on: Sequence[Filter], language: Language) -> list[Finding]:
        handing = self.bot.app.filters.handing
        wanting = [one for one in on if await handing.obstacle(one) is None]
        settings = await self.bot.app.settings.get(guild.id, FilterSettings)
        if not wanting or not settings.use_automod:
            return []
        if not guild.me.guild_permissions.manage_guild:
            return [warning("filters-doctor-automod")]
        known = await handing.known(guild_id=guild.id)
        refused = [one for one in wanting if one.id in known and known[one.id].state in (Handed.REFUSED, Handed.FULL)]
        if not refused:
            return []
        return [hint("filters-doctor-automod-refused", count=len(refused), names=_names(refused, language))]

    def _removing(self, reader: discord.Member, on: Sequence[Filter], language: Language) -> list[Finding]:
        """Return where messages can't be removed, if any filter removes some."""
        guild = reader.guild
        if not self.bot.intents.message_content or not any(one.consequence in REMOVES for one in on):
            return []
        closed = [
            channel
            for channel in guild.text_channels
            if (held := channel.permissions_for(guild.me)).view_channel and not held.manage_messages
        ]
        if not closed:
            return []
        named = ("、" if language is Language.JA else ", ").join(channel_text(one, reader) for one in closed[:NAMED])
        return [problem("filters-doctor-remove", channels=named if len(closed) <= NAMED else f"{named} …")]


def _names(filters: Sequence[Filter], language: Language) -> str:
    named = ("、" if language is Language.JA else ", ").join(plain(one.name, 60) for one in filters[:NAMED])
    return named if len(filters) <= NAMED else f"{named} …"
