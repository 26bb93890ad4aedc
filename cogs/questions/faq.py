"""`/faq`: solved questions that staff gave a name, shown anywhere by it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.questions.model import FAQ_NAME_MAX, FaqEntry, State
from bot.text import cut
from bot.ui.actions import view_of
from bot.ui.actors import actor_of, guild_of
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, tell, think, think_in_place
from bot.ui.texts import CHOICE_LIMIT, EMBED_TITLE_LIMIT, language_of, plain, text
from cogs.questions import card
from cogs.questions.finding import Shown
from cogs.questions.here import question_here, question_named
from cogs.questions.places import message_link, thread_link


def shown_to_all(entry: FaqEntry, language: Language) -> discord.Embed:
    """Return an entry as everybody sees it: the question, the answer as it was written, and where both are."""
    question = entry.question
    assert question.solution is not None, "only solved entries are found"
    link = message_link(question, question.solution.message_id)
    embed = discord.Embed(
        title=cut(question.title, EMBED_TITLE_LIMIT),
        url=thread_link(question),
        description=question.solution.text or say(language, "questions-faq-no-text"),
        colour=card.COLOURS[State.SOLVED],
    )
    embed.add_field(name="\u200b", value=say(language, "questions-faq-link", link=link), inline=False)
    embed.set_footer(text=say(language, "questions-faq-footer", name=entry.name))
    return embed


async def page_of(interaction: discord.Interaction[Bot], number: int) -> Shown:
    language = language_of(interaction)
    page = await interaction.client.app.questions.faq.list(guild_id=guild_of(interaction).id, page=number)
    lines = [f"**{plain(entry.name, 100)}** · {card.title_link(entry.question)}" for entry in page.items]
    embed = discord.Embed(
        title=say(language, "questions-faq-title", count=page.total),
        description="\n".join(lines) or say(language, "questions-faq-empty"),
        colour=card.COLOURS[State.SOLVED],
    )
    if page.pages > 1:
        embed.set_footer(text=position(page.number, page.pages, language))
    return embed, view_of(*page_buttons(FaqPage, page=page.number, pages=page.pages, language=language))


class FaqPage(PageButton):
    action = "questions:faq-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        embed, view = await page_of(interaction, page)
        await edit_in_place(interaction, embeds=[embed], view=view)


async def complete_name(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    names = await interaction.client.app.questions.faq.names(guild_id=guild_of(interaction).id, typed=typed)
    return [app_commands.Choice(name=cut(name, CHOICE_LIMIT), value=name) for name in names]


Name = app_commands.Range[str, 1, FAQ_NAME_MAX]


class Faq(commands.Cog):
    """`/faq` and its buttons."""

    ACTIONS = (FaqPage,)

    faq = app_commands.Group(
        name=text("questions-command-faq.name"), description=text("questions-command-faq"), guild_only=True
    )

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    @faq.command(name=text("questions-command-faq-show.name"), description=text("questions-command-faq-show"))
    @app_commands.rename(name=text("questions-option-faq.name"))
    @app_commands.describe(name=text("questions-option-faq"))
    @app_commands.autocomplete(name=complete_name)
    async def show(self, interaction: discord.Interaction[Bot], name: app_commands.Range[str, 1, 200]) -> None:
        # The answer is public and a refusal is not: which it is must be known before Discord is told. One local row.
        entry = await self.bot.app.questions.faq.find(guild_id=guild_of(interaction).id, name=name)
        language = await self.bot.public_language(guild_of(interaction))
        await reply(interaction, embeds=[shown_to_all(entry, language)], private=False)

    @faq.command(name=text("questions-command-faq-add.name"), description=text("questions-command-faq-add"))
    @app_commands.rename(name=text("questions-option-faq-name.name"), question=text("questions-option-question.name"))
    @app_commands.describe(name=text("questions-option-faq-name"), question=text("questions-option-faq-question"))
    async def add(
        self,
        interaction: discord.Interaction[Bot],
        name: Name,
        question: app_commands.Range[str, 1, 200] | None = None,
    ) -> None:
        await think(interaction)
        chosen = await (question_named(interaction, question) if question else question_here(interaction))
        entry = await self.bot.app.questions.faq.promote(
            by=await actor_of(interaction), question_id=chosen.id, name=name
        )
        await tell(
            interaction, "questions-faq-added", name=plain(entry.name, 100), question=card.title_link(entry.question)
        )

    @faq.command(name=text("questions-command-faq-rename.name"), description=text("questions-command-faq-rename"))
    @app_commands.rename(name=text("questions-option-faq.name"), new_name=text("questions-option-faq-new-name.name"))
    @app_commands.describe(name=text("questions-option-faq"), new_name=text("questions-option-faq-new-name"))
    @app_commands.autocomplete(name=complete_name)
    async def rename(
        self, interaction: discord.Interaction[Bot], name: app_commands.Range[str, 1, 200], new_name: Name
    ) -> None:
        await think(interaction)
        shown = await self.bot.app.questions.faq.rename(by=await actor_of(interaction), name=name, new_name=new_name)
        await tell(interaction, "questions-faq-renamed", name=plain(shown, 100))

    @faq.command(name=text("questions-command-faq-remove.name"), description=text("questions-command-faq-remove"))
    @app_commands.rename(name=text("questions-option-faq.name"))
    @app_commands.describe(name=text("questions-option-faq"))
    @app_commands.autocomplete(name=complete_name)
    async def remove(self, interaction: discord.Interaction[Bot], name: app_commands.Range[str, 1, 200]) -> None:
        await think(interaction)
        await self.bot.app.questions.faq.drop(by=await actor_of(interaction), name=name)
        await tell(interaction, "questions-faq-removed", name=plain(name, 100))

    @faq.command(name=text("questions-command-faq-list.name"), description=text("questions-command-faq-list"))
    async def list_(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        embed, view = await page_of(interaction, 1)
        await reply(interaction, embeds=[embed], view=view)
