"""`/rules edit`: opens the draft, or offers something to begin with. For admins."""

import discord
from discord import ui

from bot.client import Bot
from bot.guidelines.errors import DraftThere
from bot.i18n import Language, say
from bot.ui.actions import Button, ButtonOutdated
from bot.ui.layout import card, layout_of, line, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.guidelines.draft_texts import main_language
from cogs.guidelines.drafting import overview
from cogs.guidelines.group import admin_of, rules
from cogs.guidelines.suggested import suggested_rules


@rules.command(name=text("guidelines-command-edit.name"), description=text("guidelines-command-edit"))
async def rules_edit(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    language = language_of(interaction)
    draft = await interaction.client.app.guidelines.drafting.open(by=await admin_of(interaction))
    await reply(interaction, view=overview(draft, language) if draft else offer(language))


def offer(language: Language) -> ui.LayoutView:
    """Return what one begins with on a server without rules."""
    titles = "\n".join(
        f"{place}. {terms.wordings[language].title}" for place, terms in enumerate(suggested_rules(), start=1)
    )
    buttons = row(
        BeginButton("suggested", language=language),
        BeginButton("empty", language=language, label=say(language, "guidelines-begin-empty")),
    )
    return layout_of(card(say(language, "guidelines-begin"), line(), titles, line(), buttons))


class BeginButton(Button):
    """*Start from these*, or with an empty draft."""

    action = "guidelines:begin"
    arguments = (str,)
    label_id = "guidelines-begin-suggested"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], way: str) -> None:
        await think_in_place(interaction)
        if way not in ("suggested", "empty"):
            raise ButtonOutdated
        actor, drafting = await admin_of(interaction), interaction.client.app.guidelines.drafting
        terms = suggested_rules() if way == "suggested" else []
        try:
            draft = await drafting.begin(terms, by=actor, main=await main_language(interaction))
        except DraftThere:
            opened = await drafting.open(by=actor)
            if opened is not None:
                await show(interaction, overview(opened, language_of(interaction)))
            raise
        await show(interaction, overview(draft, language_of(interaction)))


ACTIONS = (BeginButton,)
