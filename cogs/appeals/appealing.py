"""Appealing: the button in the letter about a case, also in a direct message, and `/appeal` with one's own cases."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.appeals.desk import LETTER
from bot.appeals.model import TEXT_MAX, Mine, State
from bot.client import Bot
from bot.engine import AsyncConnection
from bot.i18n import Language, say
from bot.inbox.model import Letter, Text
from bot.ui.actions import Button, confirm_view, open_form
from bot.ui.actors import guild_of
from bot.ui.giving_back import GivingBackForm
from bot.ui.layout import CALM, beside, card, layout_of, row
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import edit_in_place, reply, tell, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, text
from cogs.appeals.wording import letter_text, mine_text

PER_PAGE = 5


class AppealButton(Button):
    """Opens the form for a case: the member's own, wherever they press it."""

    action = "appeals:appeal"
    label_id = "appeals-button-appeal"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        appealing = interaction.client.app.appeals.appealing
        case = await appealing.check(member_id=interaction.user.id, case_id=case_id)
        await open_form(interaction, AppealForm(case_id, language=language_of(interaction), number=case.number))


class AppealForm(GivingBackForm):
    """What should be looked at again."""

    action = "appeals:form"
    title_id = "appeals-form-title"

    def __init__(self, case_id: int, *, language: Language, number: int = 0) -> None:
        super().__init__(case_id, language=language, title=say(language, self.title_id, number=str(number)))
        self.written: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=TEXT_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "appeals-form-text", LABEL_LIMIT),
                description=label(language, "appeals-form-text.help", OPTION_LABEL_LIMIT),
                component=self.written,
            )
        )

    async def take(self, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        appealing, written = interaction.client.app.appeals.appealing, self.written.value
        appeal = await appealing.appeal(member_id=interaction.user.id, case_id=case_id, text=written)
        await tell(interaction, "appeals-thanks", at=moment(appeal.due_at, "f"))


# One's own cases ----------------------------------------------------------------------------------------------------


async def mine_view(interaction: discord.Interaction[Bot], page: int) -> ui.LayoutView:
    language, guild = language_of(interaction), guild_of(interaction)
    appealing = interaction.client.app.appeals.appealing
    mine = await appealing.mine(guild_id=guild.id, member_id=interaction.user.id)
    pages = pages_for(len(mine), PER_PAGE)
    page = min(max(1, page), pages)
    pieces: list[ui.Item[Any] | str | None] = [say(language, "appeals-about")]
    pieces.append(say(language, "appeals-mine-title", count=len(mine)))
    for one in mine[(page - 1) * PER_PAGE : page * PER_PAGE]:
        button = _button(one, language)
        said = mine_text(one, language)
        pieces.append(said if button is None else beside(said, button))
    if pages > 1:
        pieces.append(position(page, pages, language))
    pieces.append(row(*page_buttons(MinePage, page=page, pages=pages, language=language)))
    return layout_of(card(*pieces, colour=CALM))


def _button(mine: Mine, language: Language) -> Button | None:
    if mine.appeal is None:
        return AppealButton(mine.case.id, language=language)
    return WithdrawButton(mine.appeal.id, language=language) if mine.appeal.state is State.OPEN else None


class MinePage(PageButton):
    action = "appeals:mine"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await mine_view(interaction, page))


class WithdrawButton(Button):
    """Asks first: there is one appeal for a case."""

    action = "appeals:withdraw"
    label_id = "appeals-button-withdraw"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], appeal_id: int) -> None:
        language = language_of(interaction)
        asked = confirm_view(ReallyWithdrawButton(appeal_id, language=language), language)
        await reply(interaction, say(language, "appeals-withdraw-ask"), view=asked)


class ReallyWithdrawButton(Button):
    action = "appeals:really-withdraw"
    label_id = "appeals-button-really-withdraw"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], appeal_id: int) -> None:
        await think_in_place(interaction)
        await interaction.client.app.appeals.appealing.withdraw(
            member_id=interaction.user.id, guild_id=guild_of(interaction).id, appeal_id=appeal_id
        )
        await edit_in_place(interaction, say(language_of(interaction), "appeals-withdrawn"))


ACTIONS = (AppealButton, AppealForm, MinePage, WithdrawButton, ReallyWithdrawButton)


class MemberAppeals(commands.Cog):
    """The command, the form, and the letters that tell the decision."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.entrances["appeal"] = lambda case_id, language: AppealButton(case_id, language=language)
        self.bot.app.inbox.renderers[LETTER] = self.letter

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        self.bot.entrances.pop("appeal", None)

    @app_commands.command(name=text("appeals-command.name"), description=text("appeals-command"))
    @app_commands.guild_only()
    async def appeal(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await reply(interaction, view=await mine_view(interaction, 1))

    async def letter(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        """Tell the decision about an appeal (`bot.inbox.model.Renderer`)."""
        found = await self.bot.app.appeals.deciding.told(
            connection, guild_id=letter.guild_id, appeal_id=letter.subject_id
        )
        return None if found is None else Text(body=letter_text(*found, language))
