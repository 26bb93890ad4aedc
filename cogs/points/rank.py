"""`/rank`: how somebody stands, as a picture and in words.

Everybody may see it, since recognition is social; for one's own eyes there is an option. The picture says nothing that
the words don't, which screen readers read and which are all there is where no font has the letters of a name.
"""

import asyncio
import io

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.boards import Position
from bot.points.errors import BotsHaveNone, HasLeft, IsHidden
from bot.points.model import PointsSettings, Standing
from bot.ui.actors import guild_of, member_of
from bot.ui.drawing.studio import Picture
from bot.ui.layout import card as frame
from bot.ui.layout import layout_of
from bot.ui.replies import reply, tell, think
from bot.ui.texts import language_of, plain, text
from cogs.points.avatars import Avatars
from cogs.points.card import Card, Labels, Style, render
from cogs.points.people import name_of, role_ids

FILE = "rank.png"
ALT_LIMIT = 1024  # Discord's, of a description
RANK_NAME_SHOWN = 40


class RankCards(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.avatars = Avatars()

    @app_commands.command(name=text("points-rank-command.name"), description=text("points-rank-command"))
    @app_commands.guild_only()
    @app_commands.rename(member=text("points-option-member.name"), private=text("points-option-private.name"))
    @app_commands.describe(member=text("points-rank-command.member"), private=text("points-rank-command.private"))
    async def rank(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.User | discord.Member | None = None,
        private: bool = False,
    ) -> None:
        shown = _shown(interaction, member)
        # What is refused is told privately, what is shown is public: which it is must be known before Discord is told.
        standing = await self.bot.app.points.boards.standing(guild_id=shown.guild.id, member_id=shown.id)
        own = shown.id == interaction.user.id
        if standing is not None and standing.hidden and not own:
            raise IsHidden(member=name_of(shown))
        if not _has_any(standing):
            await _tell_none(interaction, shown, own=own)
            return
        private = private or (standing is not None and standing.hidden)
        await think(interaction, private=private)
        await self.bot.app.points.boards.see(guild_id=shown.guild.id, roles={shown.id: role_ids(shown)})
        language = language_of(interaction) if private else await self.bot.public_language(shown.guild)
        await self._answer(interaction, shown, language, private=private)

    async def _answer(
        self, interaction: discord.Interaction[Bot], member: discord.Member, language: Language, *, private: bool
    ) -> None:
        position, avatar = await asyncio.gather(
            self.bot.app.points.boards.position(guild_id=member.guild.id, member_id=member.id),
            self.avatars.of(member),
        )
        settings = await self.bot.app.settings.get(member.guild.id, PointsSettings)
        picture = await render(
            card_of(member, position, language, avatar=avatar, style=Style(settings.card_style.value))
        )
        words = facts(member, position, language)
        if picture is not None:
            try:
                await reply(
                    interaction,
                    view=in_picture(words),
                    files=[file_of(picture, words)],
                    private=private,
                )
                return
            except discord.Forbidden:
                pass  # nobody may attach files here, and the words do without
        await reply(interaction, view=in_words(words), private=private)


def _shown(interaction: discord.Interaction[Bot], chosen: discord.User | discord.Member | None) -> discord.Member:
    """Return whose rank is meant. Raises BotsHaveNone or HasLeft."""
    if chosen is None:
        return member_of(interaction)
    if chosen.bot:
        raise BotsHaveNone
    if not isinstance(chosen, discord.Member):
        guild_of(interaction)
        raise HasLeft(member=name_of(chosen))
    return chosen


def _has_any(standing: Standing | None) -> bool:
    return standing is not None and standing.points > 0


async def _tell_none(interaction: discord.Interaction[Bot], member: discord.Member, *, own: bool) -> None:
    if own:
        await tell(interaction, "points-rank-none-own")
    else:
        await tell(interaction, "points-rank-none", member=name_of(member))


# In words ---------------------------------------------------------------------------------------------------------


def facts(member: discord.Member, position: Position, language: Language) -> list[str]:
    """Return what the card says, line by line: who, how much, how far to the next rank."""
    lines = [_who(member, position, language), _how_much(position, language)]
    if position.next_rank is not None:
        lines.append(
            say(
                language,
                "points-rank-next",
                points=position.next_rank.threshold - position.points,
                rank=plain(position.next_rank.name, RANK_NAME_SHOWN),
            )
        )
    elif position.rank is not None:
        lines.append(say(language, "points-rank-top"))
    return lines


def _who(member: discord.Member, position: Position, language: Language) -> str:
    if position.rank is None:
        return f"**{name_of(member)}**"
    rank = plain(position.rank.name, RANK_NAME_SHOWN)
    return say(language, "points-rank-who", member=name_of(member), rank=rank)


def _how_much(position: Position, language: Language) -> str:
    parts = [say(language, "points-amount", points=position.points)]
    if position.place is not None:
        parts.append(say(language, "points-rank-place", place=position.place, members=position.members))
    elif position.standing is not None and position.standing.hidden:
        parts.append(say(language, "points-rank-hidden"))
    if position.season is not None:
        season = {"points": position.season_points}
        if position.season_place is None:
            parts.append(say(language, "points-rank-season", **season))
        else:
            parts.append(say(language, "points-rank-season-place", **season, place=position.season_place))
    return " · ".join(parts)


def in_picture(words: list[str]) -> ui.LayoutView:
    """Return the picture, with what it says below for who doesn't see it."""
    alt = alternative(words)
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{FILE}", description=alt)
    )
    return layout_of(gallery, ui.TextDisplay("\n".join(f"-# {line}" for line in words)))


def in_words(words: list[str]) -> ui.LayoutView:
    return layout_of(frame("\n".join([f"### {words[0]}", *words[1:]])))


def file_of(picture: Picture, words: list[str]) -> discord.File:
    return discord.File(io.BytesIO(picture.png), filename=FILE, description=alternative(words))


def alternative(words: list[str]) -> str:
    """Return the lines as one text without markup: alternative texts show it as signs."""
    plain_words = discord.utils.remove_markdown("\n".join(words)).replace("\\", "")
    return plain_words[:ALT_LIMIT]


# As a picture -----------------------------------------------------------------------------------------------------


def card_of(
    member: discord.Member, position: Position, language: Language, *, avatar: bytes | None, style: Style
) -> Card:
    rank, following = position.rank, position.next_rank
    return Card(
        name=member.display_name,
        rank=rank.name if rank else None,
        next_rank=following.name if following else None,
        points=position.points,
        threshold=rank.threshold if rank else 0,
        next_threshold=following.threshold if following else None,
        position=position.place,
        members=position.members,
        labels=_labels(position, language),
        season_points=position.season_points if position.season else None,
        avatar=avatar,
        accent=_accent(member.guild, rank.role_id if rank else None),
        style=style,
    )


def _labels(position: Position, language: Language) -> Labels:
    progress = ""
    if position.next_rank is not None:
        progress = say(language, "points-card-to-go", points=position.next_rank.threshold - position.points)
    elif position.rank is not None:
        progress = say(language, "points-card-top")
    place = position.season_place
    return Labels(
        points=say(language, "points-card-points"),
        progress=progress,
        position=say(language, "points-card-position"),
        season=say(language, "points-card-season"),
        season_place="" if place is None else say(language, "points-card-season-place", place=place),
    )


def _accent(guild: discord.Guild, role_id: int | None) -> int | None:
    role = guild.get_role(role_id) if role_id is not None else None
    return role.colour.value or None if role is not None else None
