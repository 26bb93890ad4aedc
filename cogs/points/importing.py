"""`/points import`: a file of another bot's points, with a preview and a way back. For admins.

The preview carries the file along as its attachment, so that its button works after a restart.
"""

import asyncio
from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.points.errors import NotAnImport
from bot.points.importing import SHOWN, File, Preview, read
from bot.ui.actions import Button, confirm_view, view_of
from bot.ui.actors import guild_of
from bot.ui.layout import CALM
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, plain, text
from cogs.points.group import points
from cogs.points.here import admin_of

FILE_LIMIT_MB = 5
FILE_NAME = "points.csv"
LINE_SHOWN = 60


class ImportTooLarge(UserError):
    message = "points-error-import-size"


@points.command(name=text("points-command-import.name"), description=text("points-command-import"))
@app_commands.rename(file=text("points-option-file.name"))
@app_commands.describe(file=text("points-option-file"))
async def points_import(interaction: discord.Interaction[Bot], file: discord.Attachment) -> None:
    await admin_of(interaction)
    await think(interaction)
    content = await _content_of(file)
    found = await asyncio.to_thread(read, content)
    preview = await interaction.client.app.points.importing.preview(guild_id=guild_of(interaction).id, file=found)
    language = language_of(interaction)
    await reply(
        interaction,
        embeds=[_preview_embed(preview, language)],
        # The same file again is the way back to *Undo* for whoever has dismissed that.
        view=confirm_view(TakeOver(language=language), language)
        if preview.new
        else view_of(Undo(found.source_id, language=language)),
        files=[discord.File(BytesIO(content), filename=FILE_NAME)] if preview.new else [],
    )


async def _content_of(file: discord.Attachment) -> bytes:
    """Raises ImportTooLarge."""
    if file.size > FILE_LIMIT_MB * 1_000_000:
        raise ImportTooLarge(limit=FILE_LIMIT_MB)
    return await file.read()


def _preview_embed(preview: Preview, language: Language) -> discord.Embed:
    file = preview.file
    lines = [say(language, "points-import-found", members=len(file.points), points=file.total)]
    if preview.new < len(file.points):
        lines.append(say(language, "points-import-known", count=len(file.points) - preview.new))
    if preview.with_others:
        lines.append(say(language, "points-import-more", count=preview.with_others))
    if file.faulty:
        lines.append(say(language, "points-import-faulty", count=len(file.faulty)))
        lines += [
            say(language, "points-import-line", line=faulty.line, text=plain(faulty.text, LINE_SHOWN))
            for faulty in file.faulty[:SHOWN]
        ]
    lines.append(say(language, "points-import-note" if preview.new else "points-import-nothing"))
    return discord.Embed(title=say(language, "points-import-title"), description="\n".join(lines), colour=CALM)


class TakeOver(Button):
    """Takes over what the preview showed."""

    action = "points:import"
    arguments = ()
    label_id = "points-import-do"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        file = await _carried(interaction)
        guild_id, points = guild_of(interaction).id, interaction.client.app.points
        done = await points.importing.take_over(guild_id=guild_id, file=file)
        await points.rank_roles.walk_again(guild_id=guild_id)
        language = language_of(interaction)
        said = say(language, "points-import-done", count=done)
        await edit_in_place(interaction, said, view=view_of(Undo(file.source_id, language=language)))


async def _carried(interaction: discord.Interaction[Bot]) -> File:
    attachments = interaction.message.attachments if interaction.message else []
    if not attachments:
        raise NotAnImport
    return await asyncio.to_thread(read, await _content_of(attachments[0]))


class Undo(Button):
    """Takes back what a file brought."""

    action = "points:import-undo"
    label_id = "points-import-undo"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], source_id: int) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        guild_id, points = guild_of(interaction).id, interaction.client.app.points
        count = await points.importing.undo(guild_id=guild_id, source_id=source_id)
        await points.rank_roles.walk_again(guild_id=guild_id)
        await edit_in_place(interaction, say(language_of(interaction), "points-import-undone", count=count))


class ImportingCog(commands.Cog):
    """The buttons of `/points import`."""

    ACTIONS = (TakeOver, Undo)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
