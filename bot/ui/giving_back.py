"""Giving people back what they typed, where nothing could be done with it."""

import logging
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.i18n import say
from bot.ui.actions import Argument, Form
from bot.ui.replies import reply, reply_error

log = logging.getLogger(__name__)

ECHO_LIMIT = 1_500


async def give_back(
    interaction: discord.Interaction[Any], typed: str, *, said: str, file_name: str = "text.txt"
) -> None:
    """Send somebody privately what they typed: to copy from the message, or as a file where it is long."""
    if not typed.strip():
        return
    try:
        if len(typed) <= ECHO_LIMIT and "```" not in typed:
            await reply(interaction, f"{said}\n```\n{typed}\n```")
        else:
            await reply(interaction, said, files=[discord.File(BytesIO(typed.encode()), filename=file_name)])
    except discord.HTTPException as refused:
        log.warning("a text could not be given back: HTTP %s", refused.status)


class GivingBackForm(Form):
    """A form that gives back what was typed, whatever goes wrong. Its work is in `take(interaction, *arguments)`."""

    async def take(self, interaction: discord.Interaction[Any], *arguments: Any) -> None:
        raise NotImplementedError

    async def submit(self, interaction: discord.Interaction[Any], *arguments: Argument) -> None:
        try:
            await self.take(interaction, *arguments)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, self.typed(), said=say(self.language, "form-given-back"))

    def typed(self) -> str:
        """Return all that was typed, in the order of the form."""
        inputs = [item for item in self.walk_children() if isinstance(item, ui.TextInput)]
        return "\n\n".join(item.value.strip() for item in inputs if item.value.strip())
