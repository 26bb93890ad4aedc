"""`/rules history`: which versions there were, and how many agreed."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.guidelines.model import History, Published
from bot.i18n import Language, say
from bot.ui.actors import actor_of
from bot.ui.layout import beside, card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, moment, text
from cogs.guidelines.differing import SeeChangesButton
from cogs.guidelines.group import rules


async def history_view(interaction: discord.Interaction[Bot], *, page: int = 1) -> ui.LayoutView:
    """Raises NoRules."""
    actor, language = await actor_of(interaction), language_of(interaction)
    history = await interaction.client.app.guidelines.reader.history(guild_id=actor.guild_id, page=page)
    entries = [_entry(one, language, for_admin=actor.manages_server) for one in history.versions]
    foot = f"-# {say(language, 'guidelines-history-agreed', count=history.up_to_date)}"
    return layout_of(
        card(
            f"## {say(language, 'guidelines-history-title')}",
            *entries,
            line(),
            foot,
            row(*_turning(history, language)),
        )
    )


def _entry(one: Published, language: Language, *, for_admin: bool) -> ui.Item[Any] | str:
    said = say(
        language,
        "guidelines-history-line",
        number=str(one.number),
        at=moment(one.published_at, "D"),
        rules=one.rules,
        material="first" if one.number == 1 else str(one.material).lower(),
        agreed=one.agreed,
    )
    if for_admin:
        by = f"<@{one.published_by_id}>" if one.published_by_id else say(language, "guidelines-former-member")
        said += f"\n-# {say(language, 'guidelines-history-by', member=by)}"
    if one.number == 1:
        return said
    return beside(said, SeeChangesButton(one.number - 1, one.number, language=language))


def _turning(history: History, language: Language) -> list[ui.Item[Any]]:
    return list(page_buttons(HistoryPageButton, page=history.page, pages=history.pages, language=language))


class HistoryPageButton(PageButton):
    action = "guidelines:history"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await show(interaction, await history_view(interaction, page=page))


@rules.command(name=text("guidelines-command-history.name"), description=text("guidelines-command-history"))
async def rules_history(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await reply(interaction, view=await history_view(interaction))


ACTIONS = (HistoryPageButton,)
