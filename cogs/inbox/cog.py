"""`/inbox`: what concerns one member alone. A due row delivers letters; what it can't is told below an answer."""

import logging
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import Language, say
from bot.inbox.model import DELIVER, Delivery, Letter, Page
from bot.ui.actions import Button
from bot.ui.actors import guild_of
from bot.ui.layout import beside, card, layout_of, row, show
from bot.ui.letters import READ, deliver, letter_view
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import NOBODY, can_follow, reply, think, think_in_place
from bot.ui.texts import language_of, moment, text

log = logging.getLogger(__name__)

OWN_ACTIONS = "inbox:"


class InboxCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.app.due.handle(DELIVER, self.deliver)
        self.bot.router.afterwards.append(self.tell)
        self.bot.entrances[READ] = lambda letter_id, language: ReadButton(letter_id, language=language)

    async def cog_unload(self) -> None:
        self.bot.router.afterwards.remove(self.tell)
        del self.bot.entrances[READ]

    @app_commands.command(name=text("inbox-command.name"), description=text("inbox-command"))
    @app_commands.guild_only()
    async def inbox(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await show_list(interaction)

    async def deliver(self, due: Due) -> None:
        """Bring a letter to its member. Raises TryLater."""
        letter = await self.bot.app.inbox.get(due.subject_id)
        if letter is not None and letter.delivery is Delivery.WAITING:
            await deliver(self.bot, letter)

    # Below an answer

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], _command: app_commands.Command[Any, ..., Any]
    ) -> None:
        await self.tell(interaction)

    async def tell(self, interaction: discord.Interaction[Any]) -> None:
        """Tell somebody whom nobody could reach, below the answer to what they did, that a letter waits."""
        inbox, guild_id, member_id = self.bot.app.inbox, interaction.guild_id, interaction.user.id
        if guild_id is None or not inbox.may_concern(guild_id=guild_id, member_id=member_id):
            return
        if not can_follow(interaction) or _is_of_inbox(interaction):
            return
        letters = await inbox.untold(guild_id=guild_id, member_id=member_id)
        if not letters:
            return
        try:
            await interaction.followup.send(
                view=_waiting_view(letters, language_of(interaction)), ephemeral=True, allowed_mentions=NOBODY
            )
        except discord.HTTPException as refused:
            log.info("server %s: somebody could not be told of a letter: HTTP %s", guild_id, refused.status)
            inbox.not_told(guild_id=guild_id, member_id=member_id)
            return
        for letter in letters:
            await inbox.delivered(letter, delivery=Delivery.BELOW)


def _is_of_inbox(interaction: discord.Interaction[Any]) -> bool:
    """Whether somebody is reading their letters right now."""
    if interaction.command is not None:
        return interaction.command.qualified_name == "inbox"
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "")).startswith(OWN_ACTIONS)


def _waiting_view(letters: list[Letter], language: Language) -> ui.LayoutView:
    said = say(language, "inbox-waiting", count=len(letters))
    door: Button = (
        ReadButton(letters[0].id, language=language) if len(letters) == 1 else ListButton(1, language=language)
    )
    return layout_of(card(said, row(door)))


# The list and one letter --------------------------------------------------------------------------------------------


async def show_list(interaction: discord.Interaction[Bot], page: int = 1) -> None:
    inbox, language = interaction.client.app.inbox, language_of(interaction)
    found = await inbox.page(guild_id=guild_of(interaction).id, member_id=interaction.user.id, page=page)
    titles = {letter.id: await _title(interaction, letter, language) for letter in found.letters}
    await show(interaction, list_view(found, titles, language))


async def _title(interaction: discord.Interaction[Bot], letter: Letter, language: Language) -> str:
    text_of_letter = await interaction.client.app.inbox.text(letter, language)
    return say(language, "inbox-gone") if text_of_letter is None else text_of_letter.title


def list_view(page: Page, titles: dict[int, str], language: Language) -> ui.LayoutView:
    if not page.letters:
        return layout_of(card(say(language, "inbox-empty")))
    turning = page_buttons(InboxPageButton, page=page.page, pages=page.pages, language=language)
    return layout_of(
        card(
            say(language, "inbox-head", unread=page.unread),
            *(
                beside(_line(letter, titles[letter.id], language), ReadButton(letter.id, language=language))
                for letter in page.letters
            ),
            f"-# {position(page.page, page.pages, language)}" if page.pages > 1 else None,
            row(*turning),
        )
    )


def _line(letter: Letter, title: str, language: Language) -> str:
    mark = "inbox-line-unread" if letter.read_at is None else "inbox-line-read"
    return say(language, mark, title=title, at=moment(letter.created_at, "f"))


class ReadButton(Button):
    """*Read*: one letter, to its member alone."""

    action = "inbox:read"
    label_id = "inbox-button-read"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], letter_id: int) -> None:
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await (think_in_place(interaction) if private else think(interaction))
        inbox, language = interaction.client.app.inbox, language_of(interaction)
        letter = await inbox.read(guild_id=guild_of(interaction).id, member_id=interaction.user.id, letter_id=letter_id)
        found = await inbox.text(letter, language)
        if found is None:
            view = layout_of(card(say(language, "inbox-gone"), row(ListButton(1, language=language))))
        else:
            view = letter_view(interaction.client, found, language, buttons=(ListButton(1, language=language),))
        await (show(interaction, view) if private else reply(interaction, view=view))


class ListButton(Button):
    """*All messages*: the list, at a page."""

    action = "inbox:list"
    label_id = "inbox-button-list"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await show_list(interaction, page)


class InboxPageButton(PageButton):
    action = "inbox:page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await show_list(interaction, page)


ACTIONS = (ReadButton, ListButton, InboxPageButton)
