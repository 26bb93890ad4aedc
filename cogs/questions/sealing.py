"""Who asked anonymously: `/questions unseal`. Two moderators agree on it with a reason, both see who it was, privately,
and the author is told: by a direct message, as the form they asked with announced, or else at their next
`/questions mine`.
"""

import logging
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.i18n import Language, say
from bot.questions.errors import UnsealNeedsAnother
from bot.questions.model import NOTE_MAX, Question, UnsealRequest, UnsealState
from bot.questions.rules import TELL_UNSEALED
from bot.questions.sealing import Unsealed
from bot.ui.actions import Button, CancelButton, Form, open_form, view_of
from bot.ui.actors import actor_of, guild_of
from bot.ui.replies import NOBODY, reply, tell, think
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, plain, text
from cogs.questions import card
from cogs.questions.delivering import queue_channel
from cogs.questions.group import questions
from cogs.questions.here import answer_beside, moderator_of, question_here, question_of, think_beside

log = logging.getLogger(__name__)


# Asking for it ----------------------------------------------------------------------------------------------------


@questions.command(name=text("questions-command-unseal.name"), description=text("questions-command-unseal"))
async def questions_unseal(interaction: discord.Interaction[Bot]) -> None:
    """Start it, confirm it, or see it again: whatever is this moderator's next step."""
    actor = await moderator_of(interaction)
    question = await question_here(interaction)  # a form must be the first answer: this is one local row
    latest = await interaction.client.app.questions.sealing.latest(guild_id=question.guild_id, question_id=question.id)
    if latest is None or not _counts(interaction, latest):
        await open_form(interaction, UnsealForm(question.id, language=language_of(interaction)))
        return
    await think(interaction)
    if latest.state is UnsealState.CONFIRMED:
        unsealed = await interaction.client.app.questions.sealing.reveal(by=actor, request_id=latest.id)
        await reply(interaction, _revealed(unsealed, language_of(interaction)))
    elif latest.requested_by_id == actor.id:
        raise UnsealNeedsAnother
    else:
        await _show_request(interaction, latest, question)


def _counts(interaction: discord.Interaction[Bot], request: UnsealRequest) -> bool:
    """Whether a request still stands: nobody confirmed an expired one, and a new one can be made."""
    return request.state is UnsealState.CONFIRMED or interaction.client.app.clock() < request.expires_at


async def _show_request(interaction: discord.Interaction[Bot], request: UnsealRequest, question: Question) -> None:
    language = language_of(interaction)
    view = view_of(ConfirmUnsealButton(request.id, language=language), CancelButton(language=language))
    await reply(interaction, _request_text(request, question, language), view=view)


def _request_text(request: UnsealRequest, question: Question, language: Language) -> str:
    return say(
        language,
        "questions-unseal-post",
        member=f"<@{request.requested_by_id}>",
        question=card.title_link(question),
        reason=plain(request.reason, NOTE_MAX),
        until=moment(request.expires_at, "f"),
    )


class UnsealForm(Form):
    """Why it has to be known who asked: kept, and told to the author."""

    action = "questions:unseal-form"
    title_id = "questions-unseal-form-title"

    def __init__(self, question_id: int, *, language: Language) -> None:
        super().__init__(question_id, language=language)
        self.reason: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="reason", max_length=NOTE_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "questions-unseal-form-reason", LABEL_LIMIT),
                description=label(language, "questions-unseal-form-reason.help", OPTION_LABEL_LIMIT),
                component=self.reason,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], question_id: int) -> None:
        await think(interaction)
        bot, question = interaction.client, await question_of(interaction, question_id)
        request = await bot.app.questions.sealing.request(
            by=await actor_of(interaction), question_id=question.id, reason=self.reason.value
        )
        posted = await _post_request(bot, request, question)
        message_id = "questions-unseal-requested" if posted else "questions-unseal-requested-here"
        await tell(interaction, message_id, until=moment(request.expires_at, "f"))


async def _post_request(bot: Bot, request: UnsealRequest, question: Question) -> bool:
    """Show the request to the other moderators in their queue; returns whether that worked."""
    channel = await queue_channel(bot, request.guild_id)
    if channel is None:
        return False
    language = await bot.public_language(channel.guild)
    view = view_of(ConfirmUnsealButton(request.id, language=language))
    try:
        await channel.send(
            _request_text(request, question, language),
            view=view or discord.utils.MISSING,
            allowed_mentions=NOBODY,
            suppress_embeds=True,
            nonce=f"unseal-{request.id}",
        )
    except discord.HTTPException as refused:
        log.warning("request to unseal %s not posted: HTTP %s, code %s", request.id, refused.status, refused.code)
        return False
    return True


# Agreeing ---------------------------------------------------------------------------------------------------------


class ConfirmUnsealButton(Button):
    """The second moderator's consent."""

    action = "questions:unseal"
    label_id = "questions-unseal-confirm"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], request_id: int) -> None:
        await think_beside(interaction)
        bot = interaction.client
        unsealed = await bot.app.questions.sealing.confirm(by=await actor_of(interaction), request_id=request_id)
        await answer_beside(interaction, _revealed(unsealed, language_of(interaction)))
        await _show_done(interaction, unsealed)


async def _show_done(interaction: discord.Interaction[Bot], unsealed: Unsealed) -> None:
    """Put the outcome on the message in the queue, with a button for the moderator who asked for it."""
    message = interaction.message
    if message is None or message.flags.ephemeral:
        return
    language = await interaction.client.public_language(guild_of(interaction))
    request = unsealed.request
    said = say(
        language,
        "questions-unseal-post-done",
        first=f"<@{request.requested_by_id}>",
        second=f"<@{request.confirmed_by_id}>",
        question=card.title_link(unsealed.question),
        reason=plain(request.reason, NOTE_MAX),
    )
    try:
        await message.edit(
            content=said, view=view_of(RevealButton(request.id, language=language)), allowed_mentions=NOBODY
        )
    except discord.HTTPException as refused:
        log.warning("message of unsealing %s stays: HTTP %s", request.id, refused.status)


class RevealButton(Button):
    """Shows the author again to either of the two."""

    action = "questions:unseal-show"
    label_id = "questions-unseal-show"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], request_id: int) -> None:
        await think(interaction)
        unsealed = await interaction.client.app.questions.sealing.reveal(
            by=await actor_of(interaction), request_id=request_id
        )
        await reply(interaction, _revealed(unsealed, language_of(interaction)))


def _revealed(unsealed: Unsealed, language: Language) -> str:
    # With the bare id: of somebody who left, Discord shows nothing else.
    return say(
        language,
        "questions-unseal-author",
        question=card.title_link(unsealed.question),
        member=f"<@{unsealed.author_id}>",
        id=str(unsealed.author_id),
    )


# Telling the author -----------------------------------------------------------------------------------------------


def _notice(unsealed: Unsealed, language: Language, *, server: str) -> str:
    return say(
        language,
        "questions-unsealed-notice",
        question=card.title_link(unsealed.question),
        server=plain(server, 100),
        reason=plain(unsealed.request.reason, NOTE_MAX),
    )


async def untold_of(interaction: discord.Interaction[Bot]) -> tuple[Unsealed, ...]:
    """Return what this person has to be told and could not be told by direct message. For their eyes only."""
    return await interaction.client.app.questions.sealing.untold(by=await actor_of(interaction))


def notices(interaction: discord.Interaction[Bot], untold: tuple[Unsealed, ...]) -> str | None:
    language, server = language_of(interaction), guild_of(interaction).name
    return "\n\n".join(_notice(unsealed, language, server=server) for unsealed in untold) or None


async def note_told(bot: Bot, untold: tuple[Unsealed, ...]) -> None:
    for unsealed in untold:
        await bot.app.questions.sealing.told(guild_id=unsealed.request.guild_id, request_id=unsealed.request.id)


class Sealing(commands.Cog):
    """The buttons, the form, and the message to the author."""

    ACTIONS = (UnsealForm, ConfirmUnsealButton, RevealButton)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.app.due.handle(TELL_UNSEALED, self.tell_author)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    async def tell_author(self, due: Due) -> None:
        """Write to the author. Where they take no messages, `/questions mine` will tell them: nothing more is tried."""
        sealing = self.bot.app.questions.sealing
        unsealed = await sealing.to_tell(guild_id=due.guild_id, request_id=due.subject_id)
        guild = self.bot.get_guild(due.guild_id)
        if unsealed is None or guild is None:
            return
        language = await self.bot.public_language(guild)
        try:
            author = await self.bot.fetch_user(unsealed.author_id)
            await author.send(
                _notice(unsealed, language, server=guild.name),
                allowed_mentions=NOBODY,
                suppress_embeds=True,
                nonce=due.nonce,
            )
        except (discord.Forbidden, discord.NotFound) as refused:
            log.info("author of unsealing %s takes no messages: HTTP %s", due.subject_id, refused.status)
            return
        except discord.HTTPException as refused:
            raise TryLater(f"direct message of unsealing {due.subject_id}: HTTP {refused.status}") from None
        await sealing.told(guild_id=due.guild_id, request_id=due.subject_id)
