"""The form to ask with, and what the asker sees after it."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.questions import rules
from bot.questions.model import BODY_MAX, TITLE_MAX, Question, QuestionSettings
from bot.text import cut, one_line
from bot.ui import giving_back
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form, view_of
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import edit_in_place, reply, reply_error, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, excerpt, label, language_of
from cogs.questions import card, posting, replying
from cogs.questions.here import asking_member, question_of
from cogs.questions.places import Place, visible_to

DESCRIPTION_LIMIT = 100  # of an input in a modal
ROW_ID = re.compile(r"[1-9][0-9]{0,17}")


# The form ---------------------------------------------------------------------------------------------------------


class AskForm(Form):
    """What somebody asks. Built without a place, as it is for reading what was submitted, it has every input."""

    action = "questions:ask"
    arguments = ()
    title_id = "questions-ask-form"

    def __init__(
        self, *, language: Language, asked: str = "", place: Place | None = None, anonymous_allowed: bool = True
    ) -> None:
        super().__init__(language=language)
        self.asked: ui.TextInput[Any] = ui.TextInput(
            custom_id="title",
            default=asked or None,
            max_length=TITLE_MAX,
            placeholder=label(language, "questions-ask-form-title-placeholder", 100),
        )
        self.details: ui.TextInput[Any] = ui.TextInput(
            custom_id="details", style=discord.TextStyle.paragraph, required=False, max_length=BODY_MAX
        )
        self.topics = posting.TopicSelect(place)
        self.screenshot: ui.FileUpload[Any] = ui.FileUpload(custom_id="screenshot", required=False, max_values=1)
        self.anonymously: ui.Checkbox[Any] = ui.Checkbox(custom_id="anonymous")
        self._add("title", self.asked)
        self._add("details", self.details)
        if self.topics.offered:
            self._add("topics", self.topics)
        self._add("screenshot", self.screenshot)
        if anonymous_allowed:
            self._add("anonymous", self.anonymously)

    def _add(self, name: str, component: ui.Item[Any]) -> None:
        message_id = f"questions-ask-form-{name}"
        self.add_item(
            ui.Label(
                text=label(self.language, message_id, LABEL_LIMIT),
                description=label(self.language, f"{message_id}.help", DESCRIPTION_LIMIT),
                component=component,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        typed = posting.Typed(
            title=self.asked.value,
            body=self.details.value,
            topic_ids=self.topics.chosen,
            picture=next(iter(self.screenshot.values), None),
            anonymous=self.anonymously.value,
        )
        await ask(interaction, typed)


async def open_ask_form(interaction: discord.Interaction[Bot], asked: str = "") -> None:
    """Show the form, with the title somebody typed already. Settings come from memory: a form has to come at once.

    Raises NoQuestionChannel, PlaceClosed, or what is wrong with the title.
    """
    if asked:
        rules.checked_title(asked)
    bot = interaction.client
    place = await posting.place_to_write(bot, asking_member(interaction))
    settings = await bot.app.settings.get(guild_of(interaction).id, QuestionSettings)
    form = AskForm(
        language=language_of(interaction),
        asked=one_line(asked),
        place=place,
        anonymous_allowed=settings.anonymous_allowed,
    )
    await open_form(interaction, form)


@asynccontextmanager
async def nothing_lost(
    interaction: discord.Interaction[Bot], text: str, *, picture: bool = False
) -> AsyncIterator[None]:
    """Give somebody back what they typed, after the reason, whatever goes wrong inside."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
        await reply_error(interaction, error)
        await give_back(interaction, text, picture=picture)


async def give_back(interaction: discord.Interaction[Bot], text: str, *, picture: bool = False) -> None:
    """Send somebody privately what they typed: to copy from the message, or as a file where it is long."""
    if not text:
        return
    language = language_of(interaction)
    said = say(language, "questions-ask-text-back")
    if picture:
        said = f"{said} {say(language, 'questions-ask-picture-again')}"
    await giving_back.give_back(interaction, text, said=said, file_name="question.txt")


# After asking -----------------------------------------------------------------------------------------------------


async def ask(interaction: discord.Interaction[Bot], typed: posting.Typed) -> None:
    """Post the question, then show the asker where it is and what was solved before."""
    question: Question | None = None
    text = f"{typed.title}\n\n{typed.body}".strip()
    async with nothing_lost(interaction, text, picture=typed.picture is not None):
        question = await posting.publish(
            interaction.client,
            typed,
            member=asking_member(interaction),
            by=await actor_of(interaction),
            size_limit=interaction.filesize_limit,
        )
    # Outside: what fails from here on must not be told as if nothing had been posted.
    if question is not None:
        await show_asked(interaction, question, text=text)


async def show_asked(interaction: discord.Interaction[Bot], question: Question, *, text: str) -> None:
    """Say where the question is, and offer solved ones like it."""
    language = language_of(interaction)
    lines = [say(language, "questions-ask-done", question=card.title_link(question))]
    buttons: list[ui.Item[Any]] = []
    if question.anonymous:
        lines.append(say(language, "questions-ask-done-anonymously"))
        buttons.append(ReplyButton(question.id, language=language))
    found = await _similar(interaction, question, text)
    if found:
        lines += ["", say(language, "questions-ask-similar"), *(similar_line(other, language) for other in found)]
        buttons.append(Deflect(question.id, language=language, questions=found))
    await reply(interaction, "\n".join(lines), view=view_of(*buttons))


async def _similar(interaction: discord.Interaction[Bot], question: Question, text: str) -> Sequence[Question]:
    app = interaction.client.app
    settings = await app.settings.get(question.guild_id, QuestionSettings)
    if not settings.suggest_similar:
        return ()
    found = await app.questions.finding.similar(
        guild_id=question.guild_id, text=text, channels=visible_to(asking_member(interaction)), not_id=question.id
    )
    return found.questions if found.sure else ()


def similar_line(question: Question, language: Language) -> str:
    """Return a solved question with the beginning of what solved it."""
    line = f"- {card.title_link(question)}"
    if question.solution is None or not one_line(question.solution.text):
        return line
    return f"{line}\n  -# {excerpt(question.solution.text, 120)}"


class Deflect(Choosing, ui.Select[ui.View]):
    """*This solved it*, for one of the solved questions the asker was shown."""

    action = "questions:deflect"
    arguments = (int,)

    def __init__(self, question_id: int, *, language: Language, questions: Sequence[Question]) -> None:
        options = [
            discord.SelectOption(label=cut(other.title, OPTION_LABEL_LIMIT), value=str(other.id)) for other in questions
        ]
        super().__init__(
            custom_id=self.make_custom_id(question_id),
            placeholder=label(language, "questions-ask-this-solved-it", 150),
            options=options,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], question_id: int) -> None:
        await think_in_place(interaction)
        if len(values) != 1 or not ROW_ID.fullmatch(values[0]):
            raise ButtonOutdated
        bot, language = interaction.client, language_of(interaction)
        target = await question_of(interaction, int(values[0]))
        closed = await bot.app.questions.closing.deflect(
            by=await actor_of(interaction), question_id=question_id, to_id=target.id
        )
        await card.refresh(bot, closed)
        await edit_in_place(interaction, say(language, "questions-ask-deflected", question=card.title_link(closed)))


class AskAnyway(Button):
    """*Ask a new question*, after a solved one was looked at."""

    action = "questions:ask-anyway"
    arguments = ()
    label_id = "questions-ask-anyway"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await open_ask_form(interaction)


class AskButton(Button):
    """*Ask a question*: the door into asking, for messages of other features."""

    action = "questions:ask-here"
    arguments = ()
    label_id = "questions-ask-here"
    symbol = "❓"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await open_ask_form(interaction)


async def show_found(interaction: discord.Interaction[Bot], question: Question) -> None:
    """Show a question that was chosen from the suggestions, in place of asking."""
    language = language_of(interaction)
    lines = [f"**{card.title_link(question)}**", card.state_line(question, language=language)]
    if question.solution is not None and one_line(question.solution.text):
        lines.append(f"> {excerpt(question.solution.text, 600)}")
    await reply(interaction, "\n".join(lines), view=view_of(AskAnyway(language=language)))


# Replying to one's own anonymous question --------------------------------------------------------------------------


class ReplyForm(Form):
    """What the asker of an anonymous question writes to those who help."""

    action = "questions:reply-text"
    arguments = (int,)
    title_id = "questions-reply-form"

    def __init__(self, question_id: int, *, language: Language) -> None:
        super().__init__(question_id, language=language)
        self.text: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=replying.REPLY_MAX
        )
        self.add_item(
            ui.Label(
                text=label(language, "questions-reply-form-text", LABEL_LIMIT),
                description=label(language, "questions-reply-form-text.help", DESCRIPTION_LIMIT),
                component=self.text,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        link = ""
        async with nothing_lost(interaction, self.text.value):
            link = await replying.reply_as_asker(
                interaction.client, member=asking_member(interaction), question_id=question_id, text=self.text.value
            )
        if link:
            await reply(interaction, say(self.language, "questions-reply-done", link=link))


class ReplyButton(Button):
    """*Reply as the asker*: on the card of an anonymous question, where only its asker gets anywhere with it."""

    action = card.REPLY
    label_id = "questions-card-button-reply"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int) -> None:
        # One read of our own database before the form, which has to come at once: nobody should write for nothing.
        await replying.check(
            interaction.client,
            guild_id=guild_of(interaction).id,
            question_id=question_id,
            member_id=interaction.user.id,
        )
        await open_form(interaction, ReplyForm(question_id, language=language_of(interaction)))


ACTIONS = (AskForm, Deflect, AskAnyway, AskButton, ReplyForm, ReplyButton)
