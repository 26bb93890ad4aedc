"""Answering a survey, privately and page by page.

Every press finds its page from its custom id, and what was answered from the database: so a page can be used after a
restart, twice at once, or out of turn, and who comes back goes on where they were. Nothing here logs who answers.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language, say
from bot.surveys import errors, rules
from bot.surveys.answering import SKIPPED, Progress, bounds, longest, most
from bot.surveys.model import Given, Question, QuestionKind
from bot.text import cut, one_line
from bot.ui.actions import Button, Choosing, Form, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CALM, GOOD, Piece, card, layout_of, line, row
from bot.ui.pages import pages_for
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment
from cogs.surveys import pages
from cogs.surveys.pages import Pictures

INTRO = 0
BUTTONS_MAX = 5
"""More options than that are a menu."""
IN_A_ROW = 5
COLOUR = CALM
WIPE_AGAIN_AFTER = timedelta(minutes=1)

Items = list[Piece | str | None]


# Controls of a question -------------------------------------------------------------------------------------------


class PickButton(Button):
    """One option of a single choice, or of concepts."""

    action = "surveys:answer-pick"
    arguments = (int, int, int)

    def __init__(self, question: Question, option_id: int, *, said: str, chosen: bool, live: bool, language: Language):
        arguments = (question.survey_id, question.id, option_id)
        super().__init__(*arguments, language=language, label=said, disabled=not live)
        if chosen:
            self.style = discord.ButtonStyle.success

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], survey_id: int, question_id: int, option_id: int
    ) -> None:
        await keep(interaction, survey_id, question_id, Given(options=(option_id,)))


class NumberButton(Button):
    """One number of a scale, or of the NPS."""

    action = "surveys:answer-number"
    arguments = (int, int, int)

    def __init__(self, question: Question, number: int, *, chosen: bool, live: bool, language: Language) -> None:
        arguments = (question.survey_id, question.id, number)
        super().__init__(*arguments, language=language, label=str(number), disabled=not live)
        if chosen:
            self.style = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, question_id: int, number: int) -> None:
        await keep(interaction, survey_id, question_id, Given(number=number))


class OptionMenu(Choosing, ui.Select[Any]):
    """A choice of many options, or of several of them."""

    action = "surveys:answer-choose"
    arguments = (int, int)

    def __init__(self, question: Question, given: Given, *, live: bool, language: Language) -> None:
        several = question.kind is QuestionKind.SEVERAL
        super().__init__(
            custom_id=self.make_custom_id(question.survey_id, question.id),
            placeholder=say(language, "surveys-answer-choose-several" if several else "surveys-answer-choose"),
            min_values=1 if question.required else 0,
            max_values=most(question),
            options=[
                discord.SelectOption(
                    label=cut(one_line(option.text), OPTION_LABEL_LIMIT),
                    value=str(option.id),
                    default=option.id in given.options,
                )
                for option in question.options
            ],
            disabled=not live,
        )

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int, question_id: int
    ) -> None:
        chosen = tuple(int(value) for value in values if value.isascii() and value.isdigit())
        if len(chosen) != len(values):
            raise errors.DoesNotFit
        await keep(interaction, survey_id, question_id, Given(options=chosen))


class WriteButton(Button):
    """Opens the form for a text, with what was written before in it."""

    action = "surveys:answer-write"
    arguments = (int, int)
    label_id = "surveys-answer-write"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, question_id: int) -> None:
        # A form must be the first answer: these are a few local rows.
        progress = await interaction.client.app.surveys.answering.progress(await actor_of(interaction), survey_id)
        question = progress.with_id(question_id)
        if question is None or question.kind not in (QuestionKind.SHORT, QuestionKind.LONG):
            raise errors.DoesNotFit
        form = TextForm(survey_id, question_id, language=language_of(interaction))
        form.ask(question, progress.answers.get(question_id, SKIPPED), anonymous=progress.survey.anonymous)
        await open_form(interaction, form)


class TextForm(Form):
    action = "surveys:answer-text"
    arguments = (int, int)
    title_id = "surveys-answer-form"

    def __init__(self, *arguments: int | str, language: Language) -> None:
        super().__init__(*arguments, language=language)
        self.asked: ui.TextDisplay[Any] = ui.TextDisplay("…")
        self.written: ui.TextInput[Any] = ui.TextInput(custom_id="text", required=False)
        self.add_item(self.asked)
        self.add_item(ui.Label(text=label(language, "surveys-answer-form-text", LABEL_LIMIT), component=self.written))

    def ask(self, question: Question, given: Given, *, anonymous: bool) -> None:
        """Show the question, and what was written before."""
        self.asked.content = pages.question_text(question, self.language, anonymous=anonymous)
        long = question.kind is QuestionKind.LONG
        self.written.style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        self.written.max_length = longest(question)
        self.written.required = question.required
        self.written.default = given.text

    async def submit(self, interaction: discord.Interaction[Bot], survey_id: int, question_id: int) -> None:
        await keep(interaction, survey_id, question_id, Given(text=self.written.value))


def controls(question: Question, given: Given, language: Language, *, live: bool = True) -> list[Piece]:
    """Return what a question is answered with, in rows; without `live` nothing of it can be pressed."""
    match question.kind:
        case QuestionKind.SHORT | QuestionKind.LONG:
            message_id = "surveys-answer-write" if given.text is None else "surveys-answer-rewrite"
            button = WriteButton(
                question.survey_id, question.id, language=language, disabled=not live, label=say(language, message_id)
            )
            return _rows([button])
        case QuestionKind.SCALE | QuestionKind.NPS:
            lowest, highest = bounds(question)
            numbers = [
                NumberButton(question, number, chosen=given.number == number, live=live, language=language)
                for number in range(lowest, highest + 1)
            ]
            return _rows(numbers)
        case QuestionKind.CONCEPT:
            return _rows(_picks(question, given, language, live=live, numbered=True))
        case QuestionKind.SINGLE if len(question.options) <= BUTTONS_MAX:
            # One below the other: they are sentences rather than words.
            picks = _picks(question, given, language, live=live, numbered=False)
            return [ui.ActionRow(pick) for pick in picks]
    return [ui.ActionRow(OptionMenu(question, given, live=live, language=language))]


def _picks(question: Question, given: Given, language: Language, *, live: bool, numbered: bool) -> list[PickButton]:
    return [
        PickButton(
            question,
            option.id,
            said=f"{number}. {one_line(option.text)}" if numbered else one_line(option.text),
            chosen=option.id in given.options,
            live=live,
            language=language,
        )
        for number, option in enumerate(question.options, start=1)
    ]


def _rows(buttons: Sequence[Piece]) -> list[Piece]:
    """Return buttons in as few rows as there can be, all about as long."""
    count = -(-len(buttons) // IN_A_ROW)
    length = -(-len(buttons) // count)
    return [ui.ActionRow(*buttons[start : start + length]) for start in range(0, len(buttons), length)]


# Pages ------------------------------------------------------------------------------------------------------------


def intro_items(progress: Progress, language: Language, *, server: str) -> Items:
    """Return the first page, without buttons."""
    return [pages.intro_text(progress, language, server=server)]


def question_items(
    progress: Progress, question: Question, language: Language, *, pictures: Pictures, live: bool = True
) -> Items:
    """Return a question with what it is answered with; without `live` nothing of it can be pressed.

    Whoever sends it sends `pages.files(question, pictures)` along.
    """
    given = progress.answers.get(question.id, SKIPPED)
    items: Items = [
        pages.head(progress.survey, language, position=question.position, of=len(progress.questions)),
        pages.question_text(question, language, anonymous=progress.survey.anonymous),
    ]
    if question.kind is QuestionKind.CONCEPT:
        items += pages.concepts(question, pictures)
    if given.text is not None:
        items.append(f"> {pages.given_text(question, given, language)}")
    return [*items, *controls(question, given, language, live=live)]


class GoButton(Button):
    """Leads to a page: 0 is the first one, then come the questions, then one's own answers."""

    action = "surveys:answer-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, position: int) -> None:
        await think_in_place(interaction)
        answering = interaction.client.app.surveys.answering
        by = await actor_of(interaction)
        progress = await (answering.progress(by, survey_id) if position == INTRO else answering.begin(by, survey_id))
        await show_page(interaction, progress, position)


class StartButton(GoButton):
    action = "surveys:answer-start"
    look = discord.ButtonStyle.primary


class SkipButton(Button):
    action = "surveys:answer-skip"
    arguments = (int, int)
    label_id = "surveys-answer-skip"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, question_id: int) -> None:
        await keep(interaction, survey_id, question_id, SKIPPED)


def _turning(progress: Progress, question: Question, language: Language) -> list[Button]:
    survey_id, position = progress.survey.id, question.position
    given = progress.answers.get(question.id)
    buttons: list[Button] = [
        GoButton(survey_id, position - 1, language=language, label=say(language, "pages-previous"))
    ]
    if not question.required and given != SKIPPED:
        said = say(language, "surveys-answer-skip" if given is None else "surveys-answer-clear")
        buttons.append(SkipButton(survey_id, question.id, language=language, label=said))
    if given is not None:
        buttons.append(GoButton(survey_id, position + 1, language=language, label=say(language, "pages-next")))
    return buttons


async def show_page(interaction: discord.Interaction[Bot], progress: Progress, position: int) -> None:
    """Show a page in place of the one that was pressed, or as a private answer."""
    language = language_of(interaction)
    question = progress.at(position)
    pictures: Pictures = {}
    if position == INTRO:
        view = _intro(progress, language, server=guild_of(interaction).name)
    elif question is None:
        view = review(progress, language, page=1)
    else:
        if question.kind is QuestionKind.CONCEPT:
            pictures = await interaction.client.app.surveys.answering.pictures(progress.survey)
        items = question_items(progress, question, language, pictures=pictures)
        view = layout_of(card(*items, line(), row(*_turning(progress, question, language)), colour=COLOUR))
    await _show(interaction, view, files=pages.files(question, pictures))


def _intro(progress: Progress, language: Language, *, server: str) -> ui.LayoutView:
    going_on = progress.begun
    position = progress.next or len(progress.questions) + 1
    said = say(language, "surveys-answer-go-on" if going_on else "surveys-answer-start")
    button = StartButton(progress.survey.id, position, language=language, label=said)
    return layout_of(card(*intro_items(progress, language, server=server), row(button), colour=COLOUR))


async def _show(
    interaction: discord.Interaction[Bot], view: ui.LayoutView, *, files: Sequence[discord.File] = ()
) -> None:
    shown = interaction.message
    if shown is not None and shown.flags.ephemeral and shown.flags.components_v2:
        await edit_in_place(interaction, view=view, files=files)
    else:
        await reply(interaction, view=view, files=files)


async def keep(interaction: discord.Interaction[Bot], survey_id: int, question_id: int, given: Given) -> None:
    """Keep an answer, and show what comes next."""
    await think_in_place(interaction)
    answering = interaction.client.app.surveys.answering
    progress = await answering.save(await actor_of(interaction), survey_id, question_id, given)
    await show_page(interaction, progress, _after(progress, question_id))


def _after(progress: Progress, question_id: int) -> int:
    """Return what comes after an answer: the next question that has none, at last one's own answers."""
    question = progress.with_id(question_id)
    if question is not None and question.kind is QuestionKind.SEVERAL and progress.answers[question_id] != SKIPPED:
        return question.position  # they may want to choose one more
    return progress.next or len(progress.questions) + 1


# One's own answers, and sending them ------------------------------------------------------------------------------


class ReviewButton(Button):
    """Another page of one's own answers."""

    action = "surveys:answer-review"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, page: int) -> None:
        await think_in_place(interaction)
        progress = await interaction.client.app.surveys.answering.progress(await actor_of(interaction), survey_id)
        await _show(interaction, review(progress, language_of(interaction), page=page))


class ChangeMenu(Choosing, ui.Select[Any]):
    """Leads from one's own answers to the question of one."""

    action = "surveys:answer-change"

    def __init__(self, survey_id: int, questions: Sequence[Question], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(survey_id),
            placeholder=say(language, "surveys-answer-change"),
            options=[
                discord.SelectOption(
                    label=cut(f"{question.position}. {one_line(question.text)}", OPTION_LABEL_LIMIT),
                    value=str(question.position),
                )
                for question in questions
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int) -> None:
        await think_in_place(interaction)
        progress = await interaction.client.app.surveys.answering.progress(await actor_of(interaction), survey_id)
        positions = {str(question.position): question.position for question in progress.questions}
        if len(values) != 1 or values[0] not in positions:
            raise errors.DoesNotFit
        await show_page(interaction, progress, positions[values[0]])


class SendButton(Button):
    action = "surveys:answer-send"
    label_id = "surveys-answer-send"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        progress = await interaction.client.app.surveys.answering.finish(await actor_of(interaction), survey_id)
        await _show(interaction, thanks(progress, language_of(interaction)))


def review(progress: Progress, language: Language, *, page: int) -> ui.LayoutView:
    """Return a page of somebody's answers: to be sent, or sent already and still to be changed."""
    survey_id = progress.survey.id
    count = pages_for(len(progress.questions), pages.REVIEW_AT_ONCE)
    page = min(max(page, 1), count)
    turning = [
        ReviewButton(survey_id, other, language=language, disabled=not 1 <= other <= count, label=say(language, said))
        for other, said in ((page - 1, "pages-previous"), (page + 1, "pages-next"))
        if count > 1
    ]
    send = SendButton(survey_id, language=language, disabled=progress.missing is not None)
    return layout_of(
        card(
            pages.head_of_review(progress, language, page=page, of=count),
            pages.review_text(progress, language, page=page),
            line(),
            _note(progress, language),
            ui.ActionRow(ChangeMenu(survey_id, pages.on_review(progress, page), language=language)),
            row(*turning, *([] if progress.finished else [send])),
            colour=GOOD if progress.finished else COLOUR,
        )
    )


def _note(progress: Progress, language: Language) -> str:
    """Return what can be done on the page of one's own answers."""
    missing = progress.missing
    if missing is not None:
        return say(language, "surveys-answer-missing", number=missing.position)
    return say(language, "surveys-answer-sent-note" if progress.finished else "surveys-answer-send-note")


def thanks(progress: Progress, language: Language) -> ui.LayoutView:
    """Return the last page."""
    survey = progress.survey
    lines = [say(language, "surveys-answer-thanks")]
    if survey.closes_at is not None:
        lines.append(say(language, "surveys-answer-thanks-until", closes=moment(survey.closes_at, "f")))
    if survey.points:
        lines.append(say(language, "surveys-answer-thanks-points", points=survey.points))
    look = ReviewButton(survey.id, 1, language=language, label=say(language, "surveys-answer-look"))
    return layout_of(card("\n".join(lines), row(look), colour=GOOD))


# The way in -------------------------------------------------------------------------------------------------------


class EnterButton(Button):
    """*Take part*, below a survey's post and wherever else it is asked: goes on where somebody is."""

    action = "surveys:enter"
    label_id = "surveys-answer-enter"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think(interaction)
        progress = await interaction.client.app.surveys.answering.progress(await actor_of(interaction), survey_id)
        await show_page(interaction, progress, _entered(progress))


def _entered(progress: Progress) -> int:
    if not progress.begun:
        return INTRO
    return progress.next or len(progress.questions) + 1


def entrance(survey_id: int, language: Language) -> Button:
    """Return the button that leads into a survey."""
    return EnterButton(survey_id, language=language)


class Answering(commands.Cog):
    """The buttons, menus and the form; and what follows from answers when a survey has closed."""

    ACTIONS = (
        EnterButton,
        GoButton,
        StartButton,
        PickButton,
        NumberButton,
        OptionMenu,
        WriteButton,
        TextForm,
        SkipButton,
        ReviewButton,
        ChangeMenu,
        SendButton,
    )

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.entrances["survey"] = entrance
        self.bot.app.due.handle(rules.REWARD, self.reward)
        self.bot.app.due.handle(rules.WIPE, self.wipe)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
        del self.bot.entrances["survey"]

    async def reward(self, due: Due) -> None:
        """Give the points of a survey that has closed."""
        try:
            await self.bot.app.surveys.rewards.give(guild_id=due.guild_id, survey_id=due.subject_id)
        except errors.SurveyNotFound:
            return

    async def wipe(self, due: Due) -> None:
        """Leave nothing of a closed survey in the database's log."""
        if not await self.bot.app.surveys.anonymity.wipe():
            raise TryLater("the database is in use", after=WIPE_AGAIN_AFTER)
