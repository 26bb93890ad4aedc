"""Questions that have become quiet: their asker is asked whether they are solved, and in the end they are closed."""

import logging

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due
from bot.i18n import say
from bot.questions.model import Question, QuestionSettings
from bot.questions.rules import CLOSE, QUIET
from bot.ui.actions import Button, view_of
from bot.ui.actors import actor_of
from bot.ui.replies import NOBODY, tell, think
from cogs.questions import closing, prompts, solving
from cogs.questions.delivering import deliver, reached
from cogs.questions.here import question_of

log = logging.getLogger(__name__)


class SolvedButton(Button):
    """*Yes*: choose the answer that solved it."""

    action = prompts.QUIET_YES
    label_id = "questions-quiet-yes"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await solving.offer_answers(interaction, await question_of(interaction, question_id))


class NotYetButton(Button):
    """*Not yet*: the question stays open and is asked about again later."""

    action = prompts.QUIET_NO
    label_id = "questions-quiet-no"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        bot, question = interaction.client, await question_of(interaction, question_id)
        await bot.app.questions.reminders.not_yet(by=await actor_of(interaction), question_id=question.id)
        await prompts.take_away(bot, question)  # as it was before, when it had been asked
        await tell(interaction, "questions-quiet-kept")


class QuietCloseButton(Button):
    """*Close*: the asker needs no answer any more; staff are asked for a reason."""

    action = prompts.QUIET_CLOSE
    label_id = "questions-quiet-close"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        bot, question = interaction.client, await question_of(interaction, question_id)
        if not bot.app.questions.finding.is_asker(question, interaction.user.id):
            await closing.ask_reason(interaction, question)
            return
        await closing.close(interaction, question)
        await tell(interaction, "questions-close-done")


class Reminding(commands.Cog):
    """The reminders and their buttons."""

    ACTIONS = (SolvedButton, NotYetButton, QuietCloseButton)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.app.due.handle(QUIET, self.ask_if_solved)
        self.bot.app.due.handle(CLOSE, self.close_quiet)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    async def ask_if_solved(self, due: Due) -> None:
        """Ask in the thread. In a locked one nobody could answer: nothing is said, and the time runs all the same."""
        reminders = self.bot.app.questions.reminders
        question = await reminders.to_ask_if_solved(guild_id=due.guild_id, question_id=due.subject_id)
        if question is None:
            return
        thread = await reached(self.bot, question)
        if thread is not None and not thread.locked:
            await self._ask(due, question, thread)
        await reminders.asked_if_solved(guild_id=due.guild_id, question_id=due.subject_id)

    async def _ask(self, due: Due, question: Question, thread: discord.Thread) -> None:
        language = await self.bot.public_language(thread.guild)
        settings = await self.bot.app.settings.get(question.guild_id, QuestionSettings)
        # An anonymous asker can't be mentioned, and one who left can't answer.
        named = question.asker_id is not None and question.asker_left_at is None
        said = say(language, "questions-quiet-ask", member=f"<@{question.asker_id}>" if named else "nobody")
        if settings.close_after_days:
            said += "\n" + say(language, "questions-quiet-then", days=settings.close_after_days)
        buttons = (SolvedButton, NotYetButton, QuietCloseButton)
        mentions = discord.AllowedMentions(users=[discord.Object(question.asker_id or 0)]) if named else NOBODY
        view = view_of(*(button(question.id, language=language) for button in buttons))
        await deliver(due, thread, said, view=view, mentions=mentions)

    async def close_quiet(self, due: Due) -> None:
        question = await self.bot.app.questions.reminders.close_quiet(guild_id=due.guild_id, question_id=due.subject_id)
        if question is not None:
            await closing.show_closed(self.bot, question, nonce=due.nonce)
