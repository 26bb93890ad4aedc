"""Finding questions: `/questions open`, `mine`, `tag` and `search`, and *Similar questions* on a card.

Only what the reader can see is listed, and only they see the list.
"""

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.questions.errors import NothingToSearch
from bot.questions.model import SIMILAR_SHOWN, Page, Question, State, Tag
from bot.text import cut, one_line
from bot.ui.actions import Argument, Button, view_of
from bot.ui.actors import actor_of
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import CHOICE_LIMIT, language_of, moment, plain, text
from cogs.questions import card
from cogs.questions.group import questions
from cogs.questions.here import TagUnknown, asking_member, question_of
from cogs.questions.places import message_link, visible_to
from cogs.questions.sealing import note_told, notices, untold_of

QUERY_LIMIT = 70
"""A page button carries the words that were searched for, in a custom id of 100 characters."""
CHOICES_MAX = 25  # Discord's limit
TAGS_IN_LINE = 3

SYMBOLS = {State.OPEN: "❓", State.SOLVED: "✅", State.CLOSED: "🔒"}

Shown = tuple[discord.Embed, discord.ui.View | None]


# What a list looks like -------------------------------------------------------------------------------------------


def list_of(
    page: Page[Question],
    button: type[PageButton],
    *arguments: Argument,
    title: str,
    empty: str,
    language: Language,
    now: datetime,
) -> Shown:
    """Return a page of questions, and the buttons to turn it."""
    entries = [entry(question, language, now=now) for question in page.items]
    embed = discord.Embed(title=title, description="\n".join(entries) or empty, colour=card.COLOURS[State.OPEN])
    if page.pages > 1:
        embed.set_footer(text=position(page.number, page.pages, language))
    return embed, view_of(*page_buttons(button, *arguments, page=page.number, pages=page.pages, language=language))


def entry(question: Question, language: Language, *, now: datetime) -> str:
    """Return a question as two lines of a list: what it is, and how it stands."""
    about = [
        _standing(question, language, now=now),
        say(language, "questions-list-asked", when=moment(question.asked_at)),
    ]
    about += [plain(tag.name, 20) for tag in question.tags[:TAGS_IN_LINE]]
    return f"{SYMBOLS[question.state]} {card.title_link(question)}\n\u2003\u2002{' · '.join(about)}"


def _standing(question: Question, language: Language, *, now: datetime) -> str:
    if question.solution is not None:
        return say(language, "questions-list-solved", link=message_link(question, question.solution.message_id))
    if question.state is State.CLOSED:
        return say(language, f"questions-list-closed-{question.close_reason}")
    claim = question.claimed_at(now)
    if claim is not None:
        return say(language, "questions-list-claimed", member=f"<@{claim.member_id}>")
    return say(language, "questions-list-waiting" if question.first_answer is None else "questions-list-answered")


# The lists --------------------------------------------------------------------------------------------------------


async def open_list(interaction: discord.Interaction[Bot], page: int) -> Shown:
    language, app = language_of(interaction), interaction.client.app
    member = asking_member(interaction)
    found = await app.questions.finding.open(guild_id=member.guild.id, channels=visible_to(member), page=page)
    return list_of(
        found,
        OpenPage,
        title=say(language, "questions-open-title", count=found.total),
        empty=say(language, "questions-open-empty"),
        language=language,
        now=app.clock(),
    )


async def own_list(interaction: discord.Interaction[Bot], page: int) -> Shown:
    language, app = language_of(interaction), interaction.client.app
    found = await app.questions.finding.mine(by=await actor_of(interaction), page=page)
    return list_of(
        found,
        MinePage,
        title=say(language, "questions-mine-title", count=found.total),
        empty=say(language, "questions-mine-empty"),
        language=language,
        now=app.clock(),
    )


async def tag_list(interaction: discord.Interaction[Bot], page: int, tag_id: int) -> Shown:
    """Raises TagUnknown."""
    language, app = language_of(interaction), interaction.client.app
    member = asking_member(interaction)
    tag = await tag_named(interaction, str(tag_id))
    found = await app.questions.finding.tagged(
        guild_id=member.guild.id, tag_id=tag_id, channels=visible_to(member), page=page
    )
    return list_of(
        found,
        TagPage,
        tag_id,
        title=say(language, "questions-tag-title", tag=plain(tag.name, 50), count=found.total),
        empty=say(language, "questions-tag-empty"),
        language=language,
        now=app.clock(),
    )


async def found_list(interaction: discord.Interaction[Bot], page: int, query: str) -> Shown:
    """Raises NothingToSearch."""
    language, app = language_of(interaction), interaction.client.app
    member = asking_member(interaction)
    found = await app.questions.finding.search(
        guild_id=member.guild.id, text=query, channels=visible_to(member), page=page
    )
    return list_of(
        found,
        FoundPage,
        query,
        title=say(language, "questions-search-title", query=plain(query, QUERY_LIMIT), count=found.total),
        empty=say(language, "questions-search-empty"),
        language=language,
        now=app.clock(),
    )


async def turn(interaction: discord.Interaction[Bot], shown: Shown) -> None:
    await edit_in_place(interaction, embeds=[shown[0]], view=shown[1])


class OpenPage(PageButton):
    action = "questions:open-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await turn(interaction, await open_list(interaction, page))


class MinePage(PageButton):
    action = "questions:mine-page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await turn(interaction, await own_list(interaction, page))


class TagPage(PageButton):
    action = "questions:tag-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, tag_id: int) -> None:
        await think_in_place(interaction)
        await turn(interaction, await tag_list(interaction, page, tag_id))


class FoundPage(PageButton):
    action = "questions:found-page"
    arguments = (int, str)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, query: str) -> None:
        await think_in_place(interaction)
        await turn(interaction, await found_list(interaction, page, query))


class SimilarButton(Button):
    """*Similar questions* on a card: solved ones, for the eyes of whoever pressed it."""

    action = card.SIMILAR
    label_id = "questions-card-button-similar"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        question = await question_of(interaction, question_id)
        member, language = asking_member(interaction), language_of(interaction)
        found = await interaction.client.app.questions.finding.similar(
            guild_id=question.guild_id,
            text=f"{question.title}\n{question.body}",
            channels=visible_to(member),
            not_id=question.id,
            limit=SIMILAR_SHOWN,
        )
        now = interaction.client.app.clock()
        lines = [entry(one, language, now=now) for one in found.questions]
        if not lines:
            await reply(interaction, say(language, "questions-similar-none"))
            return
        embed = discord.Embed(
            title=say(language, "questions-similar-title"),
            description="\n".join(lines),
            colour=card.COLOURS[State.SOLVED],
        )
        await reply(interaction, embeds=[embed])


# Tags -------------------------------------------------------------------------------------------------------------


async def complete_tag(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    tags = await interaction.client.app.questions.finding.tags(guild_id=interaction.guild_id or 0)
    return tag_choices(tags, typed)


def tag_choices(tags: "tuple[Tag, ...]", typed: str) -> list[app_commands.Choice[str]]:
    """Return the tags whose name contains what was typed."""
    wanted = one_line(typed).casefold()
    fitting = [tag for tag in tags if wanted in tag.name.casefold()]
    return [app_commands.Choice(name=cut(tag.name, CHOICE_LIMIT), value=str(tag.id)) for tag in fitting[:CHOICES_MAX]]


async def tag_named(interaction: discord.Interaction[Bot], typed: str) -> Tag:
    """Return the tag that was chosen from the list (its id) or typed (its name). Raises TagUnknown."""
    tags = await interaction.client.app.questions.finding.tags(guild_id=interaction.guild_id or 0)
    return pick_tag(tags, typed)


def pick_tag(tags: "tuple[Tag, ...]", typed: str) -> Tag:
    """Raises TagUnknown."""
    wanted = one_line(typed).casefold()
    for tag in tags:
        if wanted in (str(tag.id), tag.name.casefold()):
            return tag
    raise TagUnknown(tag=plain(typed, 50))


# Commands ---------------------------------------------------------------------------------------------------------


@questions.command(name=text("questions-command-open.name"), description=text("questions-command-open"))
async def questions_open(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    embed, view = await open_list(interaction, 1)
    await reply(interaction, embeds=[embed], view=view)


@questions.command(name=text("questions-command-mine.name"), description=text("questions-command-mine"))
async def questions_mine(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    untold = await untold_of(interaction)
    embed, view = await own_list(interaction, 1)
    await reply(interaction, notices(interaction, untold), embeds=[embed], view=view)
    await note_told(interaction.client, untold)


@questions.command(name=text("questions-command-tag.name"), description=text("questions-command-tag"))
@app_commands.rename(tag=text("questions-option-tag.name"))
@app_commands.describe(tag=text("questions-option-tag"))
@app_commands.autocomplete(tag=complete_tag)
async def questions_tag(interaction: discord.Interaction[Bot], tag: app_commands.Range[str, 1, 100]) -> None:
    await think(interaction)
    chosen = await tag_named(interaction, tag)
    embed, view = await tag_list(interaction, 1, chosen.id)
    await reply(interaction, embeds=[embed], view=view)


@questions.command(name=text("questions-command-search.name"), description=text("questions-command-search"))
@app_commands.rename(words=text("questions-option-words.name"))
@app_commands.describe(words=text("questions-option-words"))
async def questions_search(
    interaction: discord.Interaction[Bot], words: app_commands.Range[str, 1, QUERY_LIMIT]
) -> None:
    await think(interaction)
    query = one_line(words.replace(":", " "))  # a colon would end the words in a page button's custom id
    if not query:
        raise NothingToSearch
    embed, view = await found_list(interaction, 1, query)
    await reply(interaction, embeds=[embed], view=view)


class Finding(commands.Cog):
    """The command `/questions` as a whole, and the lists' buttons."""

    ACTIONS = (OpenPage, MinePage, TagPage, FoundPage, SimilarButton)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.tree.add_command(questions)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(questions.name)
        self.bot.router.remove(*self.ACTIONS)
