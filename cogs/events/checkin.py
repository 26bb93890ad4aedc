"""Checking in: `/event code` for hosts, `/checkin` for members. A code is only shown privately, to who runs it."""

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.events.codes import CodeCard
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, GOOD, card, layout_of, row, show
from bot.ui.replies import tell, think, think_in_place
from bot.ui.texts import language_of, moment, text
from cogs.events import hosting, wording
from cogs.events.group import event

CODE_TYPED_MAX = 40


@event.command(name=text("events-command-code.name"), description=text("events-command-code"))
@app_commands.rename(which=text("events-attendance-option-event.name"))
@app_commands.describe(which=text("events-attendance-option-event"))
@app_commands.autocomplete(which=hosting.complete_run)
async def event_code(interaction: discord.Interaction[Bot], which: hosting.TypedEvent | None = None) -> None:
    await think(interaction)
    await hosting.show_meant(interaction, which, "code")


async def show_code(interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
    found = await interaction.client.app.events.codes.card(by=await actor_of(interaction), occurrence_id=occurrence_id)
    await show(interaction, code_view(found, language_of(interaction)))


hosting.SHOWN["code"] = show_code


def code_view(found: CodeCard, language: Language) -> ui.LayoutView:
    """Return how checking in stands, with what a host can do about it."""
    title = say(language, "events-attendance-code-title", title=wording.title_of(found.event))
    between = {"from": moment(found.opens_at, "f"), "until": moment(found.closes_at, "f")}
    if found.code is None:
        said = say(language, "events-attendance-code-closed", count=found.checked_in, **between)
        buttons = row(OpenCodeButton(found.occurrence.id, language=language))
        return layout_of(card(title, said, buttons, colour=CALM))
    return layout_of(
        card(
            title,
            f"# `{found.code}`",
            say(language, "events-attendance-code-open", code=found.code, **between),
            say(language, "events-attendance-code-count", count=found.checked_in),
            row(
                NewCodeButton(found.occurrence.id, language=language),
                CloseCodeButton(found.occurrence.id, language=language),
            ),
            colour=GOOD,
        )
    )


class OpenCodeButton(Button):
    action = "events:code-open"
    label_id = "events-attendance-button-code-open"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think_in_place(interaction)
        codes = interaction.client.app.events.codes
        found = await codes.renew(by=await actor_of(interaction), occurrence_id=occurrence_id)
        await show(interaction, code_view(found, language_of(interaction)))


class NewCodeButton(OpenCodeButton):
    """A new code: the old one has got around."""

    action = "events:code-new"
    label_id = "events-attendance-button-code-new"
    look = discord.ButtonStyle.secondary


class CloseCodeButton(Button):
    action = "events:code-close"
    label_id = "events-attendance-button-code-close"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think_in_place(interaction)
        codes = interaction.client.app.events.codes
        found = await codes.close(by=await actor_of(interaction), occurrence_id=occurrence_id)
        await show(interaction, code_view(found, language_of(interaction)))


@app_commands.command(name=text("events-command-checkin.name"), description=text("events-command-checkin"))
@app_commands.rename(code=text("events-attendance-option-code.name"))
@app_commands.describe(code=text("events-attendance-option-code"))
@app_commands.guild_only()
async def checkin(interaction: discord.Interaction[Bot], code: app_commands.Range[str, 1, CODE_TYPED_MAX]) -> None:
    await think(interaction)
    checked = await interaction.client.app.events.codes.check_in(code, by=await actor_of(interaction))
    said = "events-attendance-checked-in-again" if checked.again else "events-attendance-checked-in"
    await tell(interaction, said, title=wording.title_of(checked.event))


ACTIONS = (OpenCodeButton, NewCodeButton, CloseCodeButton, hosting.WhichMenu)
