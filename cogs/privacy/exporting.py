"""`/privacy export`: everything that is stored about somebody, as files for their eyes only."""

from io import BytesIO

import discord

from bot.client import Bot
from bot.i18n import say
from bot.ui.actors import guild_of
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, text
from cogs.privacy.group import privacy


@privacy.command(name=text("privacy-command-export.name"), description=text("privacy-command-export"))
async def privacy_export(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    app, language = interaction.client.app, language_of(interaction)
    files = await app.privacy.exporting.export(
        guild_id=guild_of(interaction).id, member_id=interaction.user.id, language=language
    )
    for number, file in enumerate(files, start=1):
        # One a message: Discord's limit is for all files of a message together in some clients.
        said = (
            say(language, "privacy-export-done", files=len(files))
            if number == 1
            else say(language, "privacy-export-part", number=number, files=len(files))
        )
        await reply(interaction, said, files=[discord.File(BytesIO(file.content), filename=file.name)])


ACTIONS = ()
