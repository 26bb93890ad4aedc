"""`/privacy optout`: whether what somebody does is recorded, and one button to change it."""

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import say
from bot.ui.actions import Button, ButtonOutdated
from bot.ui.actors import guild_of
from bot.ui.layout import card, layout_of, row
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.privacy.group import privacy


@privacy.command(name=text("privacy-command-optout.name"), description=text("privacy-command-optout"))
async def privacy_optout(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await reply(interaction, view=optout_view(interaction))


def optout_view(interaction: discord.Interaction[Bot]) -> ui.LayoutView:
    language, optouts = language_of(interaction), interaction.client.app.privacy.optouts
    out = optouts.is_out(guild_id=guild_of(interaction).id, member_id=interaction.user.id)
    return layout_of(
        card(
            say(language, "privacy-optout-title"),
            say(language, "privacy-optout-is-off" if out else "privacy-optout-is-on"),
            say(language, "privacy-optout-means"),
            say(language, "privacy-optout-goes-on"),
            say(language, "privacy-optout-before"),
            row(
                RecordButton(
                    int(out),
                    language=language,
                    label=say(language, "privacy-optout-return" if out else "privacy-optout-leave"),
                )
            ),
        )
    )


class RecordButton(Button):
    """Stops or resumes recording: which of them is in the id, so that two presses do not undo each other."""

    action = "privacy:record"
    label_id = "privacy-optout-leave"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], record: int) -> None:
        if record not in (0, 1):
            raise ButtonOutdated
        await think_in_place(interaction)
        optouts, guild_id = interaction.client.app.privacy.optouts, guild_of(interaction).id
        change = optouts.come_back if record else optouts.leave
        await change(guild_id=guild_id, member_id=interaction.user.id)
        await edit_in_place(interaction, view=optout_view(interaction))


ACTIONS = (RecordButton,)
