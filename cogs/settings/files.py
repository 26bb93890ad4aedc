"""Settings as a file: export, and import with a preview.

The preview carries the file along as its attachment, so that its button works after a restart, and the button's id a
digest of what was shown: where somebody changed settings meanwhile, the differences are shown anew instead of applied.
"""

import hashlib
import json
from collections.abc import Sequence
from io import BytesIO

import discord
from discord import ui

from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.settings.fields import setting_of
from bot.settings.model import Change, NotASettingsFile
from bot.ui.actions import Button, Form, confirm_view, open_form
from bot.ui.actors import admin_of, guild_of, member_of
from bot.ui.layout import CALM
from bot.ui.replies import edit_in_place, reply, think
from bot.ui.texts import LABEL_LIMIT, language_of
from cogs.settings.inputs import check_present
from cogs.settings.values import change_text, explained, gone_in

FILE_LIMIT_KB = 256
DIGEST_LENGTH = 16
LINES_SHOWN = 15
FILE_NAME = "engawa-settings-{guild_id}.json"


class FileTooLarge(UserError):
    message = "settings-error-size"


async def export(interaction: discord.Interaction[Bot]) -> None:
    """Answer with the server's settings as a file."""
    await admin_of(interaction)
    await think(interaction)
    guild = guild_of(interaction)
    content = await interaction.client.app.settings.export(guild.id)
    await reply(interaction, say(language_of(interaction), "settings-export-done"), files=[_as_file(guild.id, content)])


def _as_file(guild_id: int, content: str) -> discord.File:
    return discord.File(BytesIO(content.encode()), filename=FILE_NAME.format(guild_id=guild_id))


async def read_file(attachment: discord.Attachment) -> str:
    """Return a settings file's text. Raises FileTooLarge or NotASettingsFile."""
    if attachment.size > FILE_LIMIT_KB * 1024:
        raise FileTooLarge(limit=FILE_LIMIT_KB)
    try:
        return (await attachment.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotASettingsFile from None


async def offer_import(interaction: discord.Interaction[Bot], attachment: discord.Attachment) -> None:
    """Answer with what a file would change, and a button that does it. Changes nothing."""
    await admin_of(interaction)
    await think(interaction)
    content = await read_file(attachment)
    changes = await _preview(interaction, content)
    language = language_of(interaction)
    if not changes:
        await reply(interaction, say(language, "settings-import-same"))
        return
    await reply(
        interaction,
        embeds=[_preview_embed(changes, interaction, language)],
        view=confirm_view(ApplyButton(_digest(changes), language=language), language),
        files=[_as_file(guild_of(interaction).id, content)],
    )


async def _preview(interaction: discord.Interaction[Bot], content: str) -> list[Change]:
    settings, guild, language = interaction.client.app.settings, guild_of(interaction), language_of(interaction)
    try:
        changes = await settings.preview(guild.id, content, by=interaction.user.id)
    except UserError as error:
        raise explained(error, settings.sections, language) from None
    for change in changes:
        check_present(setting_of(settings.sections[change.section], change.key), change.new, guild, language)
    return changes


def _preview_embed(
    changes: Sequence[Change], interaction: discord.Interaction[Bot], language: Language
) -> discord.Embed:
    sections, reader = interaction.client.app.settings.sections, member_of(interaction)
    lines = [
        say(language, "settings-import-line", **change_text(change, sections, language, reader))
        for change in changes[:LINES_SHOWN]
    ]
    if len(changes) > LINES_SHOWN:
        lines.append(say(language, "settings-import-more", count=len(changes) - LINES_SHOWN))
    gone = sum(
        gone_in(setting_of(sections[change.section], change.key), change.new, reader.guild) for change in changes
    )
    if gone:
        lines.append(say(language, "settings-import-gone", count=gone))
    title = say(language, "settings-import-title", count=len(changes))
    embed = discord.Embed(description="\n".join([title, *lines]), colour=CALM)
    return embed.set_footer(text=say(language, "settings-import-note"))


def _digest(changes: Sequence[Change]) -> str:
    """Return a short word for exactly these changes."""
    facts = sorted([change.section, change.key, repr(change.old), repr(change.new)] for change in changes)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:DIGEST_LENGTH]


class ApplyButton(Button):
    """Changes what the preview showed."""

    action = "settings:import"
    arguments = (str,)
    label_id = "settings-import-apply"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], digest: str) -> None:
        await admin_of(interaction)
        await interaction.response.defer()
        language, guild = language_of(interaction), guild_of(interaction)
        content = await _carried_file(interaction)
        changes = await _preview(interaction, content)
        if not changes:
            await edit_in_place(interaction, say(language, "settings-import-same"))
        elif _digest(changes) != digest:
            await edit_in_place(
                interaction,
                say(language, "settings-error-stale"),
                embeds=[_preview_embed(changes, interaction, language)],
                view=confirm_view(cls(_digest(changes), language=language), language),
                files=[_as_file(guild.id, content)],
            )
        else:
            done = await interaction.client.app.settings.import_(guild.id, content, by=interaction.user.id)
            await edit_in_place(interaction, say(language, "settings-import-done", count=len(done)))


async def _carried_file(interaction: discord.Interaction[Bot]) -> str:
    attachments = interaction.message.attachments if interaction.message else []
    if not attachments:
        raise NotASettingsFile
    return await read_file(attachments[0])


class ExportButton(Button):
    action = "settings:export"
    arguments = ()
    label_id = "settings-export"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await export(interaction)


class ImportButton(Button):
    action = "settings:choose-file"
    arguments = ()
    label_id = "settings-import"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await open_form(interaction, FileForm(language=language_of(interaction)))


class FileForm(Form):
    """Takes the file to import."""

    action = "settings:file"
    arguments = ()
    title_id = "settings-import"

    def __init__(self, *, language: Language) -> None:
        super().__init__(language=language)
        self.upload: ui.FileUpload[FileForm] = ui.FileUpload(
            custom_id="file", required=True, min_values=1, max_values=1
        )
        self.add_item(
            ui.Label(
                text=say(language, "settings-form-file")[:LABEL_LIMIT],
                description=say(language, "settings-form-file-hint"),
                component=self.upload,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        if not self.upload.values:
            raise NotASettingsFile
        await offer_import(interaction, self.upload.values[0])


ACTIONS = (ApplyButton, ExportButton, ImportButton, FileForm)
