"""`/filter hits`: what filters found, or would have, and whether they were right."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.filters.errors import AlreadyJudged
from bot.filters.model import Judgement
from bot.i18n import say
from bot.ui.actions import Button
from bot.ui.layout import beside, card, layout_of, row, show
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import reply, tell, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.filters import wording
from cogs.filters.group import filter_
from cogs.filters.here import FilterName, complete_filter, filter_named, moderator_of

ALL, EARNEST, DRY = 0, 1, 2
"""Which hits are listed."""


@filter_.command(name=text("filters-command-hits.name"), description=text("filters-command-hits"))
@app_commands.rename(filter_name=text("filters-option-filter.name"), which=text("filters-option-which.name"))
@app_commands.describe(filter_name=text("filters-option-filter"), which=text("filters-option-which"))
@app_commands.choices(
    which=[
        app_commands.Choice(name=text("filters-which-all"), value=ALL),
        app_commands.Choice(name=text("filters-which-earnest"), value=EARNEST),
        app_commands.Choice(name=text("filters-which-dry"), value=DRY),
    ]
)
@app_commands.autocomplete(filter_name=complete_filter)
async def filter_hits(
    interaction: discord.Interaction[Bot], filter_name: FilterName | None = None, which: int = ALL
) -> None:
    await think(interaction)
    filter_id = 0 if filter_name is None else (await filter_named(interaction, filter_name)).id
    await reply(interaction, view=await hits_view(interaction, page=1, filter_id=filter_id, which=which))


async def hits_view(
    interaction: discord.Interaction[Bot], *, page: int, filter_id: int, which: int = ALL
) -> ui.LayoutView:
    """Return a page of hits; `filter_id` 0: of all filters."""
    language, actor = language_of(interaction), await moderator_of(interaction)
    judging = interaction.client.app.filters.judging
    found = await judging.page(
        by=actor, number=page, filter_id=filter_id or None, dry={EARNEST: False, DRY: True}.get(which)
    )
    if not found.total:
        return layout_of(card(say(language, "filters-hits-none")))
    pieces: list[ui.Item[Any] | str | None] = [say(language, "filters-hits-title", count=found.total)]
    if filter_id:
        how = (await judging.precision(guild_id=actor.guild_id)).get(filter_id)
        pieces.append(wording.precision_line(how, language))
    for hit in found.hits:
        said = wording.hit_line(hit, language)
        if hit.judgement in (Judgement.NONE, Judgement.WAITING):
            button = WrongHereButton(hit.id, found.number, filter_id, which, language=language)
            pieces.append(beside(said, button))
        else:
            pieces.append(said)
    turning = page_buttons(HitsPage, filter_id, which, page=found.number, pages=found.pages, language=language)
    if turning:
        pieces.append(position(found.number, found.pages, language))
        pieces.append(row(*turning))
    return layout_of(card(*pieces))


class HitsPage(PageButton):
    action = "filters:hits-page"
    arguments = (int, int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, filter_id: int, which: int) -> None:
        await think_in_place(interaction)
        await show(interaction, await hits_view(interaction, page=page, filter_id=filter_id, which=which))


class WrongHereButton(Button):
    """Says of a hit in the list that the filter was wrong."""

    action = "filters:wrong-here"
    arguments = (int, int, int, int)
    label_id = "filters-button-wrong"

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], hit_id: int, page: int, filter_id: int, which: int
    ) -> None:
        await think_in_place(interaction)
        try:
            judged = await interaction.client.app.filters.judging.wrong(
                by=await moderator_of(interaction), hit_id=hit_id
            )
        except AlreadyJudged:
            await show(interaction, await hits_view(interaction, page=page, filter_id=filter_id, which=which))
            raise
        await show(interaction, await hits_view(interaction, page=page, filter_id=filter_id, which=which))
        if any(hit.case_id is not None for hit in judged):
            await tell(interaction, "filters-wrong-case")


ACTIONS = (HitsPage, WrongHereButton)
