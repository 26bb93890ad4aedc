"""What moderators type: nobody writes 4,000 characters twice because they could not be taken."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import say
from bot.ui import giving_back
from bot.ui.actions import Argument, Form
from bot.ui.replies import reply_error
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label
from cogs.moderation.here import think_here


class GivingBackForm(Form):
    """A form that gives back what was typed, whatever goes wrong. Its work is in `take(interaction, *arguments)`."""

    async def take(self, interaction: discord.Interaction[Bot], *arguments: Any) -> None:
        raise NotImplementedError

    async def submit(self, interaction: discord.Interaction[Bot], *arguments: Argument) -> None:
        await think_here(interaction)
        try:
            await self.take(interaction, *arguments)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            said = say(self.language, "moderation-form-back")
            await giving_back.give_back(interaction, self.typed(), said=said)

    def typed(self) -> str:
        inputs = [item for item in self.walk_children() if isinstance(item, ui.TextInput)]
        return "\n\n".join(item.value.strip() for item in inputs if item.value and item.value.strip())

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
