"""The message menu *Turn into a question*: somebody asked in passing, and gets a post of their own.

It is confirmed first, with a title to correct, because it speaks for somebody else. The message's text is taken from
the confirmation: without the content intent Discord shows us a message's text in its menu only.
"""

import logging
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.actor import Actor
from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.questions import rules
from bot.questions.errors import AlreadyAQuestion
from bot.questions.model import TITLE_MAX, Question, Source
from bot.text import clean
from bot.ui.actions import Button, Form, confirm_view, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import EMBED_DESCRIPTION_LIMIT, LABEL_LIMIT, label, language_of, text
from cogs.questions import card, pictures, posting
from cogs.questions.adopting import WRITTEN_BY_PEOPLE
from cogs.questions.asking_views import nothing_lost
from cogs.questions.here import asking_member
from cogs.questions.places import Place, close_again, open_in, written_of

log = logging.getLogger(__name__)

PICTURES_MAX = 4


class NothingToConvert(UserError):
    """A system message, or one without text and pictures."""

    message = "questions-error-nothing-to-convert"


class MessageGone(UserError):
    """Deleted meanwhile, or never where the form says: its id came from a forged button."""

    message = "questions-error-message-gone"


# The menu and its confirmation ------------------------------------------------------------------------------------


class Converting(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=text("questions-convert-command.name"), callback=self.convert)

    async def cog_load(self) -> None:
        self.bot.router.add(ConvertButton, ConvertForm)
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.router.remove(ConvertButton, ConvertForm)
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    async def convert(self, interaction: discord.Interaction[Bot], message: discord.Message) -> None:
        await think(interaction)
        place = await posting.place_to_write(self.bot, asking_member(interaction))
        title = await checked(self.bot, message, by=await actor_of(interaction), guild=guild_of(interaction))
        language = language_of(interaction)
        said = say(language, "questions-convert-confirm", member=f"<@{message.author.id}>", channel=f"<#{place.id}>")
        preview = discord.Embed(title=title or None, description=message.content[:EMBED_DESCRIPTION_LIMIT] or None)
        preview.set_footer(text=say(language, "questions-convert-footer"))
        button = ConvertButton(message.channel.id, message.id, language=language)
        await reply(interaction, said, embeds=[preview], view=confirm_view(button, language))


async def checked(bot: Bot, message: discord.Message, *, by: Actor, guild: discord.Guild) -> str:
    """Return a title for a message that may become a question.

    Raises NothingToConvert, BotMessage, NotYoursToConvert or AlreadyAQuestion.
    """
    title = await bot.app.questions.asking.check_convert(by=by, message=written_of(message))
    # Without the content intent the message's menu shows us its pictures, and nothing does afterwards.
    pictured = _pictures_of(message) if bot.intents.message_content else []
    if message.type not in WRITTEN_BY_PEOPLE or not (clean(message.content) or pictured):
        raise NothingToConvert
    here = await bot.app.questions.finding.by_thread(guild_id=guild.id, thread_id=message.channel.id)
    if here is not None and message.id == here.starter_message_id:
        raise AlreadyAQuestion(thread=f"<#{here.thread_id}>")
    return title


class ConvertButton(Button):
    """*Make it a question*: opens the form with the title that was found."""

    action = "questions:convert"
    arguments = (int, int)
    label_id = "questions-convert-button"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], channel_id: int, message_id: int) -> None:
        place = await posting.place_to_write(interaction.client, asking_member(interaction))
        form = ConvertForm(
            channel_id,
            message_id,
            language=language_of(interaction),
            title=_preview(interaction).title or "",
            place=place,
        )
        await open_form(interaction, form)


class ConvertForm(Form):
    action = "questions:convert-as"
    arguments = (int, int)
    title_id = "questions-convert-form"

    def __init__(
        self,
        channel_id: int,
        message_id: int,
        *,
        language: Language,
        title: str = "",
        place: Place | None = None,
    ) -> None:
        super().__init__(channel_id, message_id, language=language)
        self.asked: ui.TextInput[Any] = ui.TextInput(custom_id="title", default=title or None, max_length=TITLE_MAX)
        self.topics = posting.TopicSelect(place)
        self.add_item(ui.Label(text=label(language, "questions-ask-form-title", LABEL_LIMIT), component=self.asked))
        if self.topics.offered:
            self.add_item(
                ui.Label(text=label(language, "questions-ask-form-topics", LABEL_LIMIT), component=self.topics)
            )

    async def submit(self, interaction: discord.Interaction[Bot], channel_id: int, message_id: int) -> None:
        await think_in_place(interaction)
        question: Question | None = None
        async with nothing_lost(interaction, self.asked.value):
            message = await find_message(interaction, channel_id=channel_id, message_id=message_id)
            message.content = message.content or _preview(interaction).description or ""
            conversion = Conversion(
                message=message,
                title=rules.checked_title(self.asked.value),
                body=clean(message.content),
                topic_ids=self.topics.chosen,
                size_limit=interaction.filesize_limit,
            )
            question = await turn_into_question(
                interaction.client, conversion, member=asking_member(interaction), by=await actor_of(interaction)
            )
        if question is not None:
            said = say(self.language, "questions-convert-done", question=card.title_link(question))
            await edit_in_place(interaction, said)


def _preview(interaction: discord.Interaction[Bot]) -> discord.Embed:
    shown = interaction.message.embeds if interaction.message is not None else []
    return shown[0] if shown else discord.Embed()


# Doing it ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    message: discord.Message
    title: str
    body: str
    topic_ids: frozenset[int]
    size_limit: int


async def find_message(interaction: discord.Interaction[Bot], *, channel_id: int, message_id: int) -> discord.Message:
    """Return the message again, as it is now. Raises MessageGone, also where the member can't read it."""
    guild, member = guild_of(interaction), asking_member(interaction)
    try:
        channel = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable) or not _reads(channel, member):
            raise MessageGone
        return await channel.fetch_message(message_id)
    except (discord.NotFound, discord.InvalidData):
        raise MessageGone from None


def _reads(channel: Any, member: discord.Member) -> bool:
    held: discord.Permissions = channel.permissions_for(member)
    return held.view_channel and held.read_message_history


async def turn_into_question(bot: Bot, conversion: Conversion, *, member: discord.Member, by: Actor) -> Question:
    """Post a message's text as a question of its author's, and keep it.

    Raises what `checked` does, PlaceClosed, NoQuestionChannel, TagNeeded or discord.HTTPException; neither a post nor
    a row is left then.
    """
    message, guild = conversion.message, member.guild
    place = await posting.place_to_write(bot, member)
    await checked(bot, message, by=by, guild=guild)
    place = await posting.state_tags_ready(bot, place)
    language = await bot.public_language(guild)
    credit = say(language, "questions-convert-credit", member=f"<@{message.author.id}>", link=message.jump_url)
    words = posting.parts(place, conversion.title, conversion.body, head=credit)
    opened = await open_in(
        place,
        title=conversion.title,
        content=words[0],
        embed=card.first_embed(asker_id=message.author.id, asked_at=bot.app.clock(), language=language),
        files=await _copies(message, limit=conversion.size_limit),
        tags=posting.chosen_tags(place, conversion.topic_ids),
    )
    try:
        await posting.send_rest(opened, words[1:])
        adopted = await bot.app.questions.asking.adopt(
            posting.post_of(opened),
            guild_id=guild.id,
            author_id=message.author.id,
            title=conversion.title,
            body=conversion.body,
            asked_at=bot.app.clock(),
            source=Source.MESSAGE,
            origin_message_id=message.id,
        )
        if not adopted.new:  # somebody else was faster
            raise AlreadyAQuestion(thread=f"<#{adopted.question.thread_id}>")
    except BaseException:
        await close_again(opened)
        raise
    await card.refresh(bot, adopted.question)
    await posting.follow(opened.thread, message.author)
    await _say_so(message, adopted.question, language)
    return adopted.question


def _pictures_of(message: discord.Message) -> list[discord.Attachment]:
    return [found for found in message.attachments if (found.content_type or "").startswith("image/")]


async def _copies(message: discord.Message, *, limit: int) -> list[discord.File]:
    """Return the message's pictures; one that can't be copied is left out, the link to the message remains."""
    copies = []
    for attachment in _pictures_of(message)[:PICTURES_MAX]:
        try:
            copies.append((await pictures.read(attachment, limit=limit)).file())
        except (UserError, discord.HTTPException) as refused:
            log.info("a picture of message %s was not copied: %s", message.id, type(refused).__name__)
    return copies


async def _say_so(message: discord.Message, question: Question, language: Language) -> None:
    """Tell those who were there where it goes on, without a ping."""
    said = say(language, "questions-convert-moved", question=card.title_link(question))
    try:
        await message.reply(said, mention_author=False, silent=True, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as refused:
        log.warning("message %s could not be answered: HTTP %s", message.id, refused.status)
