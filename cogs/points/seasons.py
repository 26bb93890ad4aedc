"""The end of a season on Discord: its winners in the announcement channel, and `/hall-of-fame`."""

from collections.abc import Collection
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import Language, say
from bot.points.model import Scope, Winner
from bot.points.rules import SEASON_END, SEASON_POST, months_of
from bot.points.seasons import Result
from bot.settings.model import ServerSettings
from bot.ui.actions import Button
from bot.ui.actors import guild_of
from bot.ui.layout import GOOD, card, layout_of, line, note, row, show
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.posting import holds
from bot.ui.replies import NOBODY, reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.points.people import still_here
from cogs.points.posting import NoChannel, announcement_channel, post

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


class Seasons(commands.Cog):
    """The end of seasons, `/hall-of-fame` and its buttons."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(HallButton, HallPage)
        self.bot.app.due.handle(SEASON_END, self.end)
        self.bot.app.due.handle(SEASON_POST, self.post)

    async def cog_unload(self) -> None:
        self.bot.router.remove(HallButton, HallPage)

    async def end(self, due: Due) -> None:
        await self.bot.app.points.seasons.end(season_id=due.subject_id)

    async def post(self, due: Due) -> None:
        """Post the winners. Without a channel they are in the hall of fame all the same."""
        guild = self.bot.get_guild(due.guild_id)
        result = await self.bot.app.points.seasons.result(guild_id=due.guild_id, season_id=due.subject_id)
        if guild is None or result is None or not result.winners:
            return
        try:
            channel = await announcement_channel(self.bot, guild)
        except NoChannel:
            return
        language = await self.bot.public_language(guild)
        await post(
            channel,
            nonce=f"season-{result.season.id}",
            again=due.attempts > 1 or due.failure is not None,
            is_it=holds(HallButton.make_custom_id(result.season.id)),
            view=await announced(self.bot, guild, result, language, complete=due.payload.get("complete", True)),
            allowed_mentions=NOBODY,
        )

    @app_commands.command(name=text("seasons-command-hall.name"), description=text("seasons-command-hall"))
    @app_commands.guild_only()
    async def hall_of_fame(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await reply(interaction, view=await hall(interaction, 1))


class HallButton(Button):
    """*Hall of fame* below the winners; its argument tells one season's post from another's."""

    action = "points:hall"
    label_id = "seasons-hall-button"
    symbol = "🏛️"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], _season_id: int) -> None:
        await think(interaction)
        await reply(interaction, view=await hall(interaction, 1))


class HallPage(PageButton):
    action = "points:hall-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await show(interaction, await hall(interaction, page))


async def announced(
    bot: Bot, guild: discord.Guild, result: Result, language: Language, *, complete: bool
) -> discord.ui.LayoutView:
    """Return the winners as everybody sees them."""
    title = say(language, "seasons-over", season=await _name(bot, guild, result, language))
    return layout_of(
        card(
            f"## 🏆 {title}",
            *await _winners(guild, result, language),
            None if complete else f"-# {say(language, 'seasons-incomplete')}",
            row(HallButton(result.season.id, language=language)),
            colour=GOOD,
        )
    )


async def hall(interaction: discord.Interaction[Bot], page: int) -> discord.ui.LayoutView:
    """Return one season of the hall of fame, the latest first."""
    bot, guild, language = interaction.client, guild_of(interaction), language_of(interaction)
    result, page, pages = await bot.app.points.seasons.hall_of_fame(guild_id=guild.id, page=page)
    if result is None:
        return note(say(language, "seasons-hall-empty"))
    title = say(language, "seasons-hall-title", season=await _name(bot, guild, result, language))
    return layout_of(
        card(
            f"## 🏛️ {title}",
            *await _winners(guild, result, language),
            f"-# {position(page, pages, language)}" if pages > 1 else None,
            row(*page_buttons(HallPage, page=page, pages=pages, language=language)),
            colour=GOOD,
        )
    )


async def _winners(guild: discord.Guild, result: Result, language: Language) -> list[str | discord.ui.Item[Any]]:
    shown = [winner for winners in result.winners.values() for winner in winners]
    here = await still_here(guild, {winner.member_id for winner in shown if winner.member_id is not None})
    parts: list[str | discord.ui.Item[Any]] = []
    for scope in Scope:
        winners = result.winners.get(scope, ())
        if winners:
            lines = [_line(winner, here, language) for winner in winners]
            parts += [line(), "\n".join([f"### {say(language, f'seasons-scope-{scope}')}", *lines])]
    return parts or [say(language, "seasons-nobody")]


def _line(winner: Winner, here: Collection[int], language: Language) -> str:
    if winner.hidden:
        name = say(language, "seasons-hidden-member")
    else:
        name = f"<@{winner.member_id}>" if winner.member_id in here else say(language, "seasons-former-member")
    place = MEDALS.get(winner.place) or say(language, "seasons-place", place=winner.place)
    return say(language, "seasons-winner", place=place, member=name, points=winner.points)


async def _name(bot: Bot, guild: discord.Guild, result: Result, language: Language) -> str:
    zone = (await bot.app.settings.get(guild.id, ServerSettings)).zone
    first, last = months_of(result.season, zone)
    return say(
        language,
        "seasons-name",
        first=first.month,
        last=last.month,
        year=str(last.year),
        span="month" if first == last else "months",
    )
