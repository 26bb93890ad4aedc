"""Live questions of an event: the card in its thread, asking, voting, and what the host does with them.

Everybody sees the card; the pages behind it are private, so that voting moves nothing under other people's fingers.
"""

import logging
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.due import CannotBeDone, Due, TryLater
from bot.events import rules
from bot.events.errors import NoPlaceForQuestions, NothingToRun
from bot.events.live import Questions
from bot.events.model import QUESTION_MAX, LiveState, PlaceKind
from bot.events.store.live import Question
from bot.i18n import Language, say
from bot.ui.actions import Button, Form, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CALM, GOOD, beside, card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import NOBODY, edit_in_place, reply, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain, text
from cogs.events import hosting, wording
from cogs.events.group import event

log = logging.getLogger(__name__)

TEXT_SHOWN = 2 * QUESTION_MAX
"""Escapes included."""


@event.command(name=text("events-command-questions.name"), description=text("events-command-questions"))
@app_commands.rename(which=text("events-attendance-option-event.name"))
@app_commands.describe(which=text("events-attendance-option-event"))
@app_commands.autocomplete(which=hosting.complete_run)
async def event_questions(interaction: discord.Interaction[Bot], which: hosting.TypedEvent | None = None) -> None:
    await think(interaction)
    live, by = interaction.client.app.events.live, await actor_of(interaction)
    near = None if which else await live.near(by=by, channel_id=interaction.channel_id or 0)
    if near is not None:
        await show_page(interaction, near, anew=True)
        return
    try:
        await hosting.show_meant(interaction, which, "questions")
    except NothingToRun:
        if which:
            raise
        raise await live.why_none_near(by=by) from None


async def open_questions(interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
    """Put the card up, if there is none; show the host's page."""
    live, by = interaction.client.app.events.live, await actor_of(interaction)
    found = await live.to_open(by=by, occurrence_id=occurrence_id)
    if found.board is None:
        await _post_card(interaction, found)
    await show_page(interaction, occurrence_id, anew=interaction.message is None)


hosting.SHOWN["questions"] = open_questions


async def _post_card(interaction: discord.Interaction[Bot], found: Questions) -> None:
    """Send the card where the event is talked about. Raises NoPlaceForQuestions."""
    bot, guild = interaction.client, guild_of(interaction)
    live, by = bot.app.events.live, await actor_of(interaction)
    view = board_view(found, await bot.public_language(guild), opening=True)
    old = found.board
    for channel_id in _places(found):
        try:
            place = bot.get_partial_messageable(channel_id, guild_id=guild.id)
            sent = await place.send(view=view, allowed_mentions=NOBODY)
        except (discord.NotFound, discord.Forbidden) as refused:
            log.info("questions of occurrence %s not in %s: HTTP %s", found.occurrence.id, channel_id, refused.status)
            continue
        done = await live.opened(
            by=by,
            occurrence_id=found.occurrence.id,
            channel_id=channel_id,
            message_id=sent.id,
            instead_of=old.message_id if old is not None else None,
        )
        if not done:  # somebody else was faster
            await _take_away(bot, channel_id, sent.id)
        elif old is not None:
            await _take_away(bot, old.channel_id, old.message_id)
        return
    raise NoPlaceForQuestions


def _places(found: Questions) -> list[int]:
    """Return where a card can be, the best first: the event's thread, the chat of its voice channel."""
    held, places = found.event, [found.occurrence.thread_id]
    if held.place_kind is not PlaceKind.EXTERNAL:
        places.append(held.place_channel_id)
    places.append(found.occurrence.channel_id)
    return [channel_id for channel_id in places if channel_id is not None]


async def _take_away(bot: Bot, channel_id: int, message_id: int) -> None:
    try:
        await bot.get_partial_messageable(channel_id).get_partial_message(message_id).delete()
    except discord.HTTPException as refused:
        log.info("a card of questions stays in %s: HTTP %s", channel_id, refused.status)


# What is shown


def board_view(found: Questions, language: Language, *, opening: bool = False) -> ui.LayoutView:
    """Return the card everybody sees."""
    is_open = found.is_open or opening
    pieces: list[ui.Item[Any] | str | None] = [
        say(language, "events-live-title", title=wording.title_of(found.event)),
        say(language, "events-live-how" if is_open else "events-live-over"),
    ]
    if found.questions:
        pieces += [line(), "\n".join(board_line(question, language) for question in found.questions)]
    more = found.open_count - len(found.questions)
    if more > 0:
        pieces.append(say(language, "events-live-more", count=more))
    if found.open_count or found.answered_count:
        pieces.append(say(language, "events-live-counts", open=found.open_count, answered=found.answered_count))
    see = SeeAllButton(found.occurrence.id, language=language)
    pieces.append(row(AskButton(found.occurrence.id, language=language), see) if is_open else row(see))
    return layout_of(card(*pieces, colour=GOOD if is_open else CALM))


def board_line(question: Question, language: Language) -> str:
    return say(language, "events-live-line", votes=question.votes, text=plain(question.text, TEXT_SHOWN))


def page_view(found: Questions, reader_id: int, language: Language) -> ui.LayoutView:
    """Return the questions as one member sees them, with what they can do about each."""
    pieces: list[ui.Item[Any] | str | None] = [say(language, "events-live-title", title=wording.title_of(found.event))]
    if not found.questions:
        pieces.append(say(language, "events-live-none-decided" if found.decided else "events-live-none"))
    for question in found.questions:
        pieces += _entry(found, question, reader_id, language)
    if found.pages > 1:
        pieces.append(position(found.page, found.pages, language))
    pieces.append(row(*_below(found, language)))
    if found.may_manage and not found.decided:
        pieces.append(row(*_for_hosts(found, language)))
    return layout_of(card(*pieces, colour=GOOD if found.is_open else CALM))


def _entry(found: Questions, question: Question, reader_id: int, language: Language) -> list[ui.Item[Any] | str | None]:
    said = say(
        language,
        "events-live-entry",
        votes=question.votes,
        text=plain(question.text, TEXT_SHOWN),
        member=f"<@{question.member_id}>",
        state=question.state.value,
    )
    arguments, mine = (question.id, found.page), question.member_id == reader_id
    buttons: list[Button] = []
    if found.may_manage and found.decided:
        buttons.append(PutBackButton(*arguments, language=language))
    elif found.may_manage:
        buttons += [AnsweredButton(*arguments, language=language), HideButton(*arguments, language=language)]
    if found.decided or not found.is_open:
        return [said, row(*buttons)]
    first: Button
    if mine:
        first = WithdrawButton(*arguments, language=language)
    elif question.voted:
        first = UnvoteButton(*arguments, language=language)
    else:
        first = VoteButton(*arguments, language=language)
    return [beside(said, first), row(*buttons)]


def _below(found: Questions, language: Language) -> list[Button]:
    occurrence_id, decided = found.occurrence.id, int(found.decided)
    turning = page_buttons(QuestionsPage, occurrence_id, decided, page=found.page, pages=found.pages, language=language)
    if found.decided:
        return [*turning, BackToOpenButton(occurrence_id, language=language)]
    return [*turning, AskButton(occurrence_id, language=language, disabled=not found.is_open)]


def _for_hosts(found: Questions, language: Language) -> list[Button]:
    occurrence_id = found.occurrence.id
    count = found.answered_count + found.hidden_count
    decided = label(language, "events-live-button-decided", count=count)
    buttons: list[Button] = [
        DecidedButton(occurrence_id, language=language, label=decided, disabled=not count),
    ]
    if found.board is not None:
        switch = CloseQuestionsButton if found.is_open else ReopenQuestionsButton
        buttons += [switch(occurrence_id, language=language), PostAgainButton(occurrence_id, language=language)]
    return buttons


async def show_page(
    interaction: discord.Interaction[Bot],
    occurrence_id: int,
    page: int = 1,
    *,
    decided: bool = False,
    anew: bool = False,
) -> None:
    live, by = interaction.client.app.events.live, await actor_of(interaction)
    found = await live.page(by=by, occurrence_id=occurrence_id, page=page, decided=decided)
    view = page_view(found, by.id, language_of(interaction))
    if anew:
        await reply(interaction, view=view)
    else:
        await edit_in_place(interaction, view=view)


# Members


class AskButton(Button):
    action = "events:live-ask"
    label_id = "events-live-button-ask"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await open_form(interaction, AskForm(occurrence_id, language=language_of(interaction)))


class AskForm(Form):
    action = "events:live-ask-form"
    title_id = "events-live-ask-title"

    def __init__(self, occurrence_id: int, *, language: Language) -> None:
        super().__init__(occurrence_id, language=language)
        self.question: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="question", max_length=QUESTION_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "events-live-ask-text", LABEL_LIMIT),
                description=label(language, "events-live-ask-text.help", OPTION_LABEL_LIMIT),
                component=self.question,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think(interaction)
        live, by = interaction.client.app.events.live, await actor_of(interaction)
        asked = await live.ask(self.question.value, by=by, occurrence_id=occurrence_id)
        language = language_of(interaction)
        said = say(language, "events-live-asked", text=plain(asked.text, TEXT_SHOWN))
        buttons = row(SeeAllButton(occurrence_id, language=language))
        await reply(interaction, view=layout_of(card(said, buttons, colour=GOOD)))


class SeeAllButton(Button):
    action = "events:live-all"
    label_id = "events-live-button-all"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think(interaction)
        await show_page(interaction, occurrence_id, anew=True)


class QuestionsPage(PageButton):
    action = "events:live-page"
    arguments = (int, int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, occurrence_id: int, decided: int) -> None:
        await think_in_place(interaction)
        await show_page(interaction, occurrence_id, page, decided=bool(decided))


class VoteButton(Button):
    action = "events:live-vote"
    arguments = (int, int)
    label_id = "events-live-button-vote"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int, page: int) -> None:
        await think_in_place(interaction)
        found = await interaction.client.app.events.live.vote(by=await actor_of(interaction), question_id=question_id)
        await show_page(interaction, found.occurrence_id, page)


class UnvoteButton(Button):
    action = "events:live-unvote"
    arguments = (int, int)
    label_id = "events-live-button-unvote"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int, page: int) -> None:
        await think_in_place(interaction)
        live = interaction.client.app.events.live
        found = await live.unvote(by=await actor_of(interaction), question_id=question_id)
        await show_page(interaction, found.occurrence_id, page)


class WithdrawButton(Button):
    action = "events:live-withdraw"
    arguments = (int, int)
    label_id = "events-live-button-withdraw"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int, page: int) -> None:
        await think_in_place(interaction)
        live = interaction.client.app.events.live
        found = await live.withdraw(by=await actor_of(interaction), question_id=question_id)
        await show_page(interaction, found.occurrence_id, page)


# Hosts


class AnsweredButton(Button):
    action = "events:live-answered"
    arguments = (int, int)
    label_id = "events-live-button-answered"
    look = discord.ButtonStyle.primary
    state = LiveState.ANSWERED

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], question_id: int, page: int) -> None:
        await think_in_place(interaction)
        live, by = interaction.client.app.events.live, await actor_of(interaction)
        found = await live.decide(by=by, question_id=question_id, state=cls.state)
        await show_page(interaction, found.occurrence_id, page, decided=cls.state is LiveState.OPEN)


class HideButton(AnsweredButton):
    action = "events:live-hide"
    label_id = "events-live-button-hide"
    look = discord.ButtonStyle.secondary
    state = LiveState.HIDDEN


class PutBackButton(AnsweredButton):
    action = "events:live-back"
    label_id = "events-live-button-back"
    look = discord.ButtonStyle.secondary
    state = LiveState.OPEN


class DecidedButton(Button):
    action = "events:live-decided"
    label_id = "events-live-button-decided"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think_in_place(interaction)
        await show_page(interaction, occurrence_id, decided=True)


class BackToOpenButton(Button):
    action = "events:live-open-ones"
    label_id = "events-live-button-open-ones"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think_in_place(interaction)
        await show_page(interaction, occurrence_id)


class CloseQuestionsButton(Button):
    action = "events:live-close"
    label_id = "events-live-button-close"
    opens = False

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think_in_place(interaction)
        live, by = interaction.client.app.events.live, await actor_of(interaction)
        await live.set_open(by=by, occurrence_id=occurrence_id, is_open=cls.opens)
        await show_page(interaction, occurrence_id)


class ReopenQuestionsButton(CloseQuestionsButton):
    action = "events:live-reopen"
    label_id = "events-live-button-reopen"
    opens = True


class PostAgainButton(Button):
    """The card has scrolled far up, or somebody deleted it."""

    action = "events:live-post"
    label_id = "events-live-button-post"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think_in_place(interaction)
        live, by = interaction.client.app.events.live, await actor_of(interaction)
        await _post_card(interaction, await live.to_open(by=by, occurrence_id=occurrence_id))
        await show_page(interaction, occurrence_id)


ACTIONS = (
    AskButton,
    AskForm,
    SeeAllButton,
    QuestionsPage,
    VoteButton,
    UnvoteButton,
    WithdrawButton,
    AnsweredButton,
    HideButton,
    PutBackButton,
    DecidedButton,
    BackToOpenButton,
    CloseQuestionsButton,
    ReopenQuestionsButton,
    PostAgainButton,
)


class LiveCog(commands.Cog):
    """Keeps the cards up to date."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._editing: set[int] = set()
        """Occurrences whose card is being edited: a second edit beside it could arrive first."""

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.app.due.handle(rules.LIVE, self.show)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)

    async def show(self, due: Due) -> None:
        live = self.bot.app.events.live
        if due.subject_id in self._editing:
            await live.plan_later(guild_id=due.guild_id, occurrence_id=due.subject_id)
            return
        self._editing.add(due.subject_id)
        try:
            await self._show(due)
        finally:
            self._editing.discard(due.subject_id)

    async def _show(self, due: Due) -> None:
        """Bring a card up to date. One that somebody deleted is only put up again by a host."""
        live, guild = self.bot.app.events.live, available_guild(self.bot, due.guild_id)
        found = await live.shown(guild_id=due.guild_id, occurrence_id=due.subject_id)
        if found is None or guild is None or found.board is None:
            return
        view = board_view(found, await self.bot.public_language(guild))
        message = self.bot.get_partial_messageable(found.board.channel_id, guild_id=guild.id)
        try:
            await message.get_partial_message(found.board.message_id).edit(view=view, allowed_mentions=NOBODY)
        except discord.NotFound:
            log.info("the card of questions of occurrence %s was deleted", due.subject_id)
        except discord.Forbidden as refused:
            reason = f"the card of questions in channel {found.board.channel_id}: HTTP 403, code {refused.code}"
            raise CannotBeDone(reason) from None
        except discord.HTTPException as refused:
            raise TryLater(f"channel {found.board.channel_id}: HTTP {refused.status}") from None
        await live.plan_end(found)
