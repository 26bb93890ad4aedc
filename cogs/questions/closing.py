"""Closing without a solution and opening again: *Close…* and *Re-open* on a card, `/questions close|reopen|duplicate`.

A reason is always given and always shown in words: on the card, and as one short message in the thread where that is
not archived (a message would bring it back to the top of everybody's list).
"""

import logging
import secrets
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.questions.errors import NotYoursToClose
from bot.questions.model import NOTE_MAX, SIMILAR_SHOWN, Question
from bot.text import cut, letters, one_line
from bot.ui.actions import Button, Choosing, Form, open_form, view_of
from bot.ui.actors import actor_of
from bot.ui.replies import NOBODY, edit_in_place, reply, tell, think, think_in_place
from bot.ui.texts import CHOICE_LIMIT, LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain, text
from cogs.questions import card, prompts
from cogs.questions.group import questions
from cogs.questions.here import asking_member, question_here, question_named, question_of
from cogs.questions.places import find_thread, visible_to, wake

log = logging.getLogger(__name__)


# What happens -----------------------------------------------------------------------------------------------------


async def close(interaction: discord.Interaction[Bot], question: Question, *, note: str | None = None) -> Question:
    """Close it as whoever this is may: the asker withdraws it, staff give a reason. Shows it; answers nobody."""
    closed = await interaction.client.app.questions.closing.close(
        by=await actor_of(interaction), question_id=question.id, note=note
    )
    await show_closed(interaction.client, closed)
    return closed


async def close_as_duplicate(interaction: discord.Interaction[Bot], question: Question, *, of_id: int) -> None:
    """Mark it as asked already, show that, and tell the person so."""
    closed = await interaction.client.app.questions.closing.mark_duplicate(
        by=await actor_of(interaction), question_id=question.id, of_id=of_id
    )
    await show_closed(interaction.client, closed)
    original = await question_of(interaction, closed.duplicate_of_id or of_id)
    await tell(interaction, "questions-duplicate-done", question=card.title_link(original))


async def open_again(interaction: discord.Interaction[Bot], question_id: int) -> None:
    bot = interaction.client
    opened = await bot.app.questions.closing.reopen(by=await actor_of(interaction), question_id=question_id)
    await _bring_back(bot, opened)
    await card.refresh(bot, opened)
    await note_in_thread(bot, opened, "questions-reopened-note")
    await tell(interaction, "questions-reopened")


async def _bring_back(bot: Bot, question: Question) -> None:
    """Take the thread out of the archive, so that an open question is seen; a locked one stays as it was left."""
    try:
        thread = await find_thread(bot, question)
        if thread is not None and not thread.locked:
            await wake(thread)
    except discord.HTTPException as refused:
        log.warning("thread %s stays archived: HTTP %s, code %s", question.thread_id, refused.status, refused.code)


async def show_closed(bot: Bot, question: Question, *, nonce: str | None = None) -> None:
    """Show on Discord that it is closed, and why."""
    await card.refresh(bot, question)
    await prompts.take_away(bot, question)
    await note_in_thread(bot, question, None, nonce=nonce)


async def note_in_thread(bot: Bot, question: Question, message_id: str | None, *, nonce: str | None = None) -> None:
    """Say one sentence in the thread (None: how the question stands), unless it is archived.

    It only repeats what the card shows, so what Discord refuses here is logged and left.
    """
    try:
        thread = await find_thread(bot, question)
        if thread is None or thread.archived:
            return
        nonce = nonce or f"note-{secrets.randbits(48)}"
        language = await bot.public_language(thread.guild)
        said = say(language, message_id) if message_id else await _closed_note(bot, question, language)
        await thread.send(said, allowed_mentions=NOBODY, silent=True, suppress_embeds=True, nonce=nonce)
    except discord.HTTPException as refused:
        log.warning("note in thread %s: HTTP %s, code %s", question.thread_id, refused.status, refused.code)


async def _closed_note(bot: Bot, question: Question, language: Language) -> str:
    original: Question | None = None
    if question.duplicate_of_id is not None:
        original = await bot.app.questions.finding.get(guild_id=question.guild_id, question_id=question.duplicate_of_id)
    line = card.state_line(question, language=language, other=original)
    if not question.close_note:
        return line
    return f"{line}\n{say(language, 'questions-card-note', note=plain(question.close_note, NOTE_MAX))}"


# The card's buttons -----------------------------------------------------------------------------------------------


class CloseButton(Button):
    """*Close…*: asks privately for the reason."""

    action = card.CLOSE
    label_id = "questions-card-button-close"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await ask_reason(interaction, await question_of(interaction, question_id))


async def ask_reason(interaction: discord.Interaction[Bot], question: Question) -> None:
    """Offer the reasons this person can close it for. Raises NotYoursToClose."""
    finding, language = interaction.client.app.questions.finding, language_of(interaction)
    actor = await actor_of(interaction)
    reasons: list[Button] = []
    if finding.is_asker(question, actor.id):
        reasons.append(WithdrawButton(question.id, language=language))
    elif await finding.may_close(by=actor, question=question):
        reasons.append(ReasonButton(question.id, language=language))
    elif not await finding.may_accept(by=actor, question=question):  # trusted members say what was asked before
        raise NotYoursToClose
    view = view_of(*reasons, DuplicateButton(question.id, language=language))
    asked = say(language, "questions-close-ask", question=card.title_link(question))
    await reply(interaction, asked, view=view)


class WithdrawButton(Button):
    action = "questions:withdraw"
    label_id = "questions-close-withdraw"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think_in_place(interaction)
        await close(interaction, await question_of(interaction, question_id))
        await edit_in_place(interaction, say(language_of(interaction), "questions-close-done"))


class ReasonButton(Button):
    action = "questions:reason"
    label_id = "questions-close-reason"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await open_form(interaction, ReasonForm(question_id, language=language_of(interaction)))


class ReasonForm(Form):
    """Why staff close it, in their own words: the asker and everybody else will read it."""

    action = "questions:reason-form"
    title_id = "questions-close-form-title"

    def __init__(self, question_id: int, *, language: Language) -> None:
        super().__init__(question_id, language=language)
        self.reason: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="reason", max_length=NOTE_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "questions-close-form-reason", LABEL_LIMIT),
                description=label(language, "questions-close-form-reason.help", OPTION_LABEL_LIMIT),
                component=self.reason,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await close(interaction, await question_of(interaction, question_id), note=self.reason.value)
        await tell(interaction, "questions-close-done")


class DuplicateButton(Button):
    """*Asked already…*: shows which questions it could be."""

    action = "questions:duplicates"
    label_id = "questions-close-duplicate"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think_in_place(interaction)
        question, language = await question_of(interaction, question_id), language_of(interaction)
        candidates = await _like(interaction, question)
        if not candidates:
            await edit_in_place(interaction, say(language, "questions-duplicate-none"))
            return
        view = view_of(DuplicateSelect(question_id, candidates, language=language))
        await edit_in_place(interaction, say(language, "questions-duplicate-ask"), view=view)


class DuplicateSelect(Choosing, ui.Select[ui.View]):
    action = "questions:duplicate-of"

    def __init__(self, question_id: int, candidates: list[Question], *, language: Language) -> None:
        options = [
            discord.SelectOption(
                label=cut(one.title, OPTION_LABEL_LIMIT),
                value=str(one.id),
                description=label(language, f"questions-state-{one.state}", OPTION_LABEL_LIMIT),
            )
            for one in candidates
        ]
        super().__init__(
            custom_id=self.make_custom_id(question_id),
            placeholder=label(language, "questions-duplicate-placeholder", 150),
            options=options,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], question_id: int) -> None:
        await think(interaction)
        question = await question_of(interaction, question_id)
        original = await question_named(interaction, values[0])
        await close_as_duplicate(interaction, question, of_id=original.id)


async def _like(interaction: discord.Interaction[Bot], question: Question) -> list[Question]:
    """Return questions it could be a duplicate of: similar solved ones, then others with the same words."""
    finding, channels = interaction.client.app.questions.finding, visible_to(asking_member(interaction))
    similar = await finding.similar(
        guild_id=question.guild_id,
        text=f"{question.title}\n{question.body}",
        channels=channels,
        not_id=question.id,
        limit=SIMILAR_SHOWN,
    )
    others: list[Question] = []
    if letters(question.title):  # posts made by hand are called anything
        found = await finding.search(guild_id=question.guild_id, text=question.title, channels=channels)
        others = [one for one in found.items if one.id != question.id and one not in similar.questions]
    return [*similar.questions, *others][:10]


class ReopenButton(Button):
    action = card.REOPEN
    label_id = "questions-card-button-reopen"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        await open_again(interaction, question_id)


# Commands ---------------------------------------------------------------------------------------------------------


@questions.command(name=text("questions-command-close.name"), description=text("questions-command-close"))
@app_commands.rename(reason=text("questions-option-reason.name"))
@app_commands.describe(reason=text("questions-option-reason"))
async def questions_close(
    interaction: discord.Interaction[Bot], reason: app_commands.Range[str, 1, NOTE_MAX] | None = None
) -> None:
    await think(interaction)
    await close(interaction, await question_here(interaction), note=reason)
    await tell(interaction, "questions-close-done")


@questions.command(name=text("questions-command-reopen.name"), description=text("questions-command-reopen"))
async def questions_reopen(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    question = await question_here(interaction)
    await open_again(interaction, question.id)


async def complete_question(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Return questions the reader can see that fit what was typed: solved and unsolved ones."""
    finding, member = interaction.client.app.questions.finding, asking_member(interaction)
    channels = visible_to(member)
    fitting: list[Question] = []
    if letters(typed):
        found = await finding.search(guild_id=member.guild.id, text=typed, channels=channels)
        fitting = list(found.items)
    elif not one_line(typed):
        fitting = list(await finding.while_typing(guild_id=member.guild.id, text="", channels=channels, limit=10))
    return [
        app_commands.Choice(name=cut(one.title, CHOICE_LIMIT), value=str(one.id))
        for one in fitting
        if one.thread_id != interaction.channel_id
    ]


@questions.command(name=text("questions-command-duplicate.name"), description=text("questions-command-duplicate"))
@app_commands.rename(question=text("questions-option-question.name"))
@app_commands.describe(question=text("questions-option-question"))
@app_commands.autocomplete(question=complete_question)
async def questions_duplicate(interaction: discord.Interaction[Bot], question: app_commands.Range[str, 1, 200]) -> None:
    await think(interaction)
    this = await question_here(interaction)
    original = await question_named(interaction, question)
    await close_as_duplicate(interaction, this, of_id=original.id)


class Closing(commands.Cog):
    """The buttons and forms around closing."""

    ACTIONS = (
        CloseButton,
        WithdrawButton,
        ReasonButton,
        ReasonForm,
        DuplicateButton,
        DuplicateSelect,
        ReopenButton,
    )

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
