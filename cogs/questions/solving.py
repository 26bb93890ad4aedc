"""Saying what solved a question: the menu *Accept answer*, the button under the first answer, the card, `/solved`.

Accepting shows on the card (a link to the answer) and in the post's tag, without a message: nobody is disturbed.
It can be undone and moved to another answer, and the asker can thank others who helped.
"""

import logging
from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.questions.errors import AlreadySolved, AnswerGone, NotAnAnswer, NotYours, QuestionGone
from bot.questions.model import Question, Written
from bot.settings.model import ServerSettings
from bot.text import cut, one_line
from bot.ui.actions import BIGGEST_ID, Button, CancelButton, Choosing, view_of
from bot.ui.actors import actor_of
from bot.ui.replies import NOBODY, think
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, text
from cogs.questions import card, prompts
from cogs.questions.closing import note_in_thread
from cogs.questions.here import answer_beside, question_here, question_of, read_message, think_beside
from cogs.questions.places import find_thread, message_link, written_of

log = logging.getLogger(__name__)

ANSWERS_READ = 100
"""Messages looked through for answers to choose from: one request."""
OPTIONS_MAX = 25  # Discord's limit for a select
THANKABLE_SHOWN = 10

WRITTEN_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)


class AnswererLeft(UserError):
    """Who wrote the answer is no longer in the server."""

    message = "questions-error-answerer-left"


# Accepting --------------------------------------------------------------------------------------------------------


async def accept(
    interaction: discord.Interaction[Bot],
    question: Question,
    *,
    channel_id: int,
    message_id: int,
    text: str = "",
    move: bool = False,
) -> None:
    """Accept a message as what solved the question, show it, and tell the person what they can do next.

    Where another answer was accepted before, they are asked whether to move. To be called after `think_beside`.
    `text` is what the message says, where that is known: without the content intent only its own menu shows it to us.
    """
    bot, actor = interaction.client, await actor_of(interaction)
    if not await bot.app.questions.finding.may_accept(by=actor, question=question):
        raise NotYours
    answer = await _written(bot, question, channel_id=channel_id, message_id=message_id, text=text)
    try:
        accepted = await bot.app.questions.solving.accept(by=actor, question_id=question.id, answer=answer, move=move)
    except AlreadySolved:
        if question.solution is None or question.solution.message_id == message_id:
            raise
        await _ask_to_move(interaction, question, message_id)
        return
    await card.refresh(bot, accepted.question)
    await prompts.take_away(bot, accepted.question)
    await _say_accepted(interaction, accepted.question, moved=accepted.previous is not None)


async def _written(bot: Bot, question: Question, *, channel_id: int, message_id: int, text: str) -> Written:
    """Read the answer from Discord, and who wrote it with the roles they have now.

    Raises NotAnAnswer, QuestionGone, AnswerGone or AnswererLeft.
    """
    if channel_id != question.thread_id:
        raise NotAnAnswer
    thread = await find_thread(bot, question)
    if thread is None:
        raise QuestionGone
    try:
        message = await thread.fetch_message(message_id)
    except discord.NotFound:
        raise AnswerGone from None
    if message.type not in WRITTEN_BY_PEOPLE:
        raise NotAnAnswer
    if not message.author.bot:
        try:
            # Messages that are fetched come without the member; the answer counts for the side its author is on.
            message.author = await thread.guild.fetch_member(message.author.id)
        except discord.NotFound:
            raise AnswererLeft from None
    message.content = message.content or text
    return written_of(message)


async def _ask_to_move(interaction: discord.Interaction[Bot], question: Question, message_id: int) -> None:
    language = language_of(interaction)
    assert question.solution is not None
    asked = say(language, "questions-move-ask", link=message_link(question, question.solution.message_id))
    view = view_of(MoveButton(question.id, message_id, language=language), CancelButton(language=language))
    await answer_beside(interaction, asked, view=view)


async def _say_accepted(interaction: discord.Interaction[Bot], question: Question, *, moved: bool) -> None:
    language = language_of(interaction)
    assert question.solution is not None
    link = message_link(question, question.solution.message_id)
    said = say(language, "questions-accept-moved" if moved else "questions-accept-done", link=link)
    helpers = await _thankable(interaction, question)
    items: list[ui.Item[ui.View]] = [UndoButton(question.id, language=language)]
    if helpers:
        said += "\n" + say(language, "questions-thank-ask")
        items.insert(0, ThankSelect(question.id, helpers, language=language))
    await answer_beside(interaction, said, view=view_of(*items))


# Offering ---------------------------------------------------------------------------------------------------------


async def offer(bot: Bot, question: Question, message: discord.Message) -> None:
    """Ask under the first answer whether it solved the question, with the button to say so. Nobody is mentioned."""
    assert message.guild is not None
    try:
        language = await bot.public_language(message.guild)
        await message.channel.send(
            say(language, "questions-offer"),
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
            view=view_of(AcceptButton(question.id, message.id, language=language)) or discord.utils.MISSING,
            allowed_mentions=NOBODY,
            silent=True,
            nonce=f"offer-{question.id}",
        )
    except discord.HTTPException as refused:
        log.warning("offer in thread %s: HTTP %s, code %s", question.thread_id, refused.status, refused.code)


async def answer_lost(bot: Bot, question: Question) -> None:
    """Say in the thread that the accepted answer was deleted and the question is open again."""
    await note_in_thread(bot, question, "questions-answer-lost")


async def offer_answers(interaction: discord.Interaction[Bot], question: Question) -> None:
    """Let the person choose, privately, which of the latest answers solved it. Raises NotYours or QuestionGone."""
    bot, language = interaction.client, language_of(interaction)
    actor = await actor_of(interaction)
    if not await bot.app.questions.finding.may_accept(by=actor, question=question):
        raise NotYours
    thread = await find_thread(bot, question)
    if thread is None:
        raise QuestionGone
    items: list[ui.Item[ui.View]] = []
    found = [message async for message in thread.history(limit=ANSWERS_READ)]
    answers = [message for message in found if _could_be_answer(message, question, actor.id)][:OPTIONS_MAX]
    if answers:
        items.append(AnswerSelect(question, await _options(bot, question, answers, language), language=language))
    if question.solution is not None:
        items.append(UndoButton(question.id, language=language))
    await answer_beside(interaction, _asked(question, language, any_answers=bool(answers)), view=view_of(*items))


def _asked(question: Question, language: Language, *, any_answers: bool) -> str:
    if question.solution is not None:
        link = message_link(question, question.solution.message_id)
        return say(language, "questions-solved-already" if any_answers else "questions-solved-by-only", link=link)
    return say(language, "questions-solve-ask" if any_answers else "questions-solve-none")


def _could_be_answer(message: discord.Message, question: Question, reader_id: int) -> bool:
    """Whether to list a message. Others' lists hold what an anonymous asker wrote: leaving it out would name them."""
    return (
        message.type in WRITTEN_BY_PEOPLE
        and not message.author.bot
        and message.author.id != reader_id
        and message.id != question.starter_message_id
        and (question.solution is None or message.id != question.solution.message_id)
    )


async def _options(
    bot: Bot, question: Question, messages: Sequence[discord.Message], language: Language
) -> list[discord.SelectOption]:
    known = await bot.app.questions.answers.of(guild_id=question.guild_id, question_id=question.id)
    upvotes = {answer.message_id: answer.upvotes for answer in known}
    server = await bot.app.settings.get(question.guild_id, ServerSettings)
    options = []
    for message in messages:
        written = f"{message.created_at.astimezone(server.zone):%Y-%m-%d %H:%M}"
        about = [message.author.display_name, written]
        if upvotes.get(message.id):
            about.append(say(language, "questions-solve-upvotes", count=upvotes[message.id]))
        said = cut(one_line(message.content), OPTION_LABEL_LIMIT) or label(language, "questions-solve-no-text")
        by_whom = cut(one_line(" · ".join(about)), OPTION_LABEL_LIMIT)
        option = discord.SelectOption(label=said, value=str(message.id), description=by_whom)
        if not message.content and not bot.intents.message_content:
            option = discord.SelectOption(label=by_whom, value=str(message.id))  # it has a text that isn't shown to us
        options.append(option)
    return options


# Buttons and menus ------------------------------------------------------------------------------------------------


class AcceptButton(Button):
    """*This solved it* under the first answer: accepts that answer."""

    action = prompts.ACCEPT
    arguments = (int, int)
    label_id = "questions-offer-button"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int, message_id: int) -> None:
        await think(interaction)
        question = await question_of(interaction, question_id)
        await accept(interaction, question, channel_id=interaction.channel_id or 0, message_id=message_id)


class MoveButton(Button):
    """Confirms that another answer is the solution."""

    action = "questions:move"
    arguments = (int, int)
    label_id = "questions-move-button"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int, message_id: int) -> None:
        await think_beside(interaction)
        question = await question_of(interaction, question_id)
        await accept(interaction, question, channel_id=question.thread_id, message_id=message_id, move=True)


class UndoButton(Button):
    """Takes the acceptance back."""

    action = "questions:undo"
    label_id = "questions-undo-button"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think_beside(interaction)
        bot, question = interaction.client, await question_of(interaction, question_id)
        undone = await bot.app.questions.solving.undo(by=await actor_of(interaction), question_id=question.id)
        await card.refresh(bot, undone.question)
        await answer_beside(interaction, say(language_of(interaction), "questions-undo-done"))


class SolveButton(Button):
    """*This is solved* on a card."""

    action = card.SOLVE
    label_id = "questions-card-button-solve"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await offer_answers(interaction, await question_of(interaction, question_id))


class AnswerSelect(Choosing, ui.Select[ui.View]):
    """The latest answers; the one that is chosen becomes the solution.

    Its second argument is the solution the list was shown with (0: none): choosing another is a decision to move it.
    """

    action = "questions:answer"
    arguments = (int, int)

    def __init__(self, question: Question, options: list[discord.SelectOption], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(question.id, question.solution.message_id if question.solution else 0),
            placeholder=label(language, "questions-solve-placeholder"),
            options=options,
        )

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], question_id: int, instead_of: int
    ) -> None:
        await think_beside(interaction)
        question = await question_of(interaction, question_id)
        move = question.solution is not None and question.solution.message_id == instead_of
        message_id = _chosen_ids(values)[0]
        await accept(interaction, question, channel_id=question.thread_id, message_id=message_id, move=move)


def _chosen_ids(values: list[str]) -> list[int]:
    """Return ids out of a select. Raises AnswerGone for what no select of ours can have held."""
    if not values or not all(value.isascii() and value.isdigit() and len(value) <= 19 for value in values):
        raise AnswerGone
    ids = [int(value) for value in values]
    if max(ids) > BIGGEST_ID:
        raise AnswerGone
    return ids


# Thanking ---------------------------------------------------------------------------------------------------------


async def _thankable(interaction: discord.Interaction[Bot], question: Question) -> list[discord.Member]:
    """Return who the asker can thank besides the answerer; nobody for anyone else, nor where Discord doesn't say."""
    bot, actor = interaction.client, await actor_of(interaction)
    assert question.solution is not None
    assert interaction.guild is not None
    if not bot.app.questions.finding.is_asker(question, actor.id):
        return []
    helper_ids = await bot.app.questions.solving.helpers(by=actor, question_id=question.id)
    others = [helper_id for helper_id in helper_ids if helper_id != question.solution.answerer_id]
    members = []
    for helper_id in others[:THANKABLE_SHOWN]:
        try:
            members.append(await interaction.guild.fetch_member(helper_id))
        except discord.NotFound:
            continue  # left the server
        except discord.HTTPException as refused:
            log.info("member of server %s not read: HTTP %s", question.guild_id, refused.status)
    return members


class ThankSelect(Choosing, ui.Select[ui.View]):
    """Others who helped, to be thanked by the asker."""

    action = "questions:thank"

    def __init__(self, question_id: int, helpers: Sequence[discord.Member], *, language: Language) -> None:
        options = [
            discord.SelectOption(label=cut(one_line(helper.display_name), OPTION_LABEL_LIMIT), value=str(helper.id))
            for helper in helpers
        ]
        super().__init__(
            custom_id=self.make_custom_id(question_id),
            placeholder=label(language, "questions-thank-placeholder"),
            options=options,
            max_values=len(options),
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], question_id: int) -> None:
        await think_beside(interaction)
        thanked = await interaction.client.app.questions.solving.thank(
            by=await actor_of(interaction), question_id=question_id, helper_ids=_chosen_ids(values)
        )
        named = " ".join(f"<@{member_id}>" for member_id in thanked)
        message_id = "questions-thank-done" if thanked else "questions-thank-before"
        await answer_beside(interaction, say(language_of(interaction), message_id, members=named))


# Commands ---------------------------------------------------------------------------------------------------------


async def accept_from_menu(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    """The menu on a message."""
    await think(interaction)
    question = await question_here(interaction)
    await accept(interaction, question, channel_id=message.channel.id, message_id=message.id, text=message.content)


class Solving(commands.Cog):
    """`/solved`, the menu on a message, and the buttons."""

    ACTIONS = (AcceptButton, MoveButton, UndoButton, SolveButton, AnswerSelect, ThankSelect)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=text("questions-menu-accept"), callback=accept_from_menu)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)
        self.bot.router.remove(*self.ACTIONS)

    @app_commands.command(name=text("questions-command-solved.name"), description=text("questions-command-solved"))
    @app_commands.rename(answer=text("questions-option-answer.name"))
    @app_commands.describe(answer=text("questions-option-answer"))
    @app_commands.guild_only()
    async def solved(
        self, interaction: discord.Interaction[Bot], answer: app_commands.Range[str, 1, 200] | None = None
    ) -> None:
        await think(interaction)
        question = await question_here(interaction)
        if answer is None:
            await offer_answers(interaction, question)
            return
        channel_id, message_id = read_message(answer, guild_id=question.guild_id, channel_id=question.thread_id)
        await accept(interaction, question, channel_id=channel_id, message_id=message_id)
