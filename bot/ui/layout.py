"""Cards: messages laid out with Discord's components V2, where a sentence can have its button beside it.

Such a message has neither content nor embeds, at most 40 components, and stays one for good: Discord refuses to take
the flag away. Like all views here they are sent stopped (see `bot.ui.actions`).
"""

from typing import Any

import discord
from discord import ui

from bot.ui.replies import edit_in_place, reply

TEXT_LIMIT = 4000
"""The characters of all texts in one message together."""

CALM = discord.Colour(0x6B7F6E)
GOOD = discord.Colour(0x3B8F5A)
CAREFUL = discord.Colour(0xC98A2B)
BAD = discord.Colour(0xB5483A)

Piece = ui.Item[Any]


def layout_of(*items: Piece) -> ui.LayoutView:
    """Return the items as a message of their own."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def card(*items: Piece | str | None, colour: discord.Colour = CALM) -> ui.Container[Any]:
    """Return a frame around the items; a string is a text, None is left out."""
    frame: ui.Container[Any] = ui.Container(accent_colour=colour)
    for item in items:
        if item is not None:
            frame.add_item(ui.TextDisplay(item) if isinstance(item, str) else item)
    return frame


def beside(text: str, button: ui.Button[Any]) -> ui.Section[Any]:
    """Return a text with a button to its right."""
    return ui.Section(text, accessory=button)


def row(*items: Piece) -> ui.ActionRow[Any] | None:
    """Return up to five buttons, or one menu, in a row; None for nothing."""
    return ui.ActionRow(*items) if items else None


def line() -> ui.Separator[Any]:
    return ui.Separator()


def note(text: str) -> ui.LayoutView:
    """Return a card that only says something."""
    return layout_of(card(text))


async def show(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Show a card: in place of the one whose button or form it was, else as a private answer."""
    if interaction.message is not None and interaction.message.flags.components_v2:
        await edit_in_place(interaction, view=view)
    else:
        await reply(interaction, view=view)
