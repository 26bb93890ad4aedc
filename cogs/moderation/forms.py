"""What moderators type: nobody writes 4,000 characters twice because they could not be taken."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.ui import giving_back
from bot.ui.actions import Argument
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label
from cogs.moderation.here import think_here


class GivingBackForm(giving_back.GivingBackForm):
    """A form whose inputs are added line by line; it is answered where it was opened."""

    async def submit(self, interaction: discord.Interaction[Bot], *arguments: Argument) -> None:
        await think_here(interaction)
        await super().submit(interaction, *arguments)

    def line(
        self,
        name: str,
        message_id: str,
        *,
        most: int,
        long: bool = False,
        required: bool = False,
        filled: str | None = None,
    ) -> ui.TextInput[Any]:
        """Add an input with its label and help."""
        made: ui.TextInput[Any] = ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            default=filled or None,
            max_length=most,
            required=required,
        )
        self.add_item(
            ui.Label(
                text=label(self.language, message_id, LABEL_LIMIT),
                description=label(self.language, f"{message_id}.help", OPTION_LABEL_LIMIT),
                component=made,
            )
        )
        return made
