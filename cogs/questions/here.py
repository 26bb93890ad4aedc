"""Which question somebody means: the one whose thread they are in, or one they name by a link."""

import re

import discord

from bot.actor import Actor
from bot.client import Bot
from bot.errors import UserError
from bot.questions.errors import ModeratorsOnly, QuestionNotFound
from bot.questions.model import Question
from bot.questions.rules import is_moderator
from bot.settings.model import ServerSettings
from bot.ui.actions import BIGGEST_ID
from bot.ui.actors import ServerOnly, actor_of, guild_of
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from cogs.questions.places import visible_to


class NotInAQuestion(UserError):
    """A command for one question was used outside of a question's thread."""

    message = "questions-error-not-here"


class NotALink(UserError):
    """What was typed is neither a link to a message of this server nor a choice of the list."""

    message = "questions-error-not-a-link"


class TagUnknown(UserError):
    """`tag`: what was typed."""

    message = "questions-error-tag"


_LINK = re.compile(r"<?https?://(?:\w+\.)?discord(?:app)?\.com/channels/(\d{1,19})/(\d{1,19})(?:/(\d{1,19}))?/?>?")
_ID = re.compile(r"\d{15,19}", re.ASCII)


def asking_member(interaction: discord.Interaction[Bot]) -> discord.Member:
    """Return who pressed or typed it, with what they may see. Raises ServerOnly."""
    if not isinstance(interaction.user, discord.Member):
        raise ServerOnly
    return interaction.user


async def moderator_of(interaction: discord.Interaction[Bot]) -> Actor:
    """Return who pressed or typed it. Raises ModeratorsOnly for anybody but moderators and admins."""
    actor = await actor_of(interaction)
    if not is_moderator(actor, await interaction.client.app.settings.get(actor.guild_id, ServerSettings)):
        raise ModeratorsOnly
    return actor


async def question_here(interaction: discord.Interaction[Bot]) -> Question:
    """Return the question of the thread this was used in. Raises NotInAQuestion."""
    found = await interaction.client.app.questions.finding.by_thread(
        guild_id=guild_of(interaction).id, thread_id=interaction.channel_id or 0
    )
    if found is None:
        raise NotInAQuestion
    return found


async def question_of(interaction: discord.Interaction[Bot], question_id: int) -> Question:
    """Return a question by its id. Raises QuestionNotFound, also for one this person can't see or of another server."""
    found = await interaction.client.app.questions.finding.get(
        guild_id=guild_of(interaction).id, question_id=question_id
    )
    return _seen_by(asking_member(interaction), found)


def _seen_by(member: discord.Member, question: Question) -> Question:
    # Ids can be forged, in custom ids as in options: they must open nothing that the channel list doesn't.
    if question.channel_id not in visible_to(member):
        raise QuestionNotFound
    return question


async def question_named(interaction: discord.Interaction[Bot], typed: str) -> Question:
    """Return the question meant by a choice of our own list (its id) or a pasted link to its thread.

    Raises NotALink or QuestionNotFound.
    """
    typed = typed.strip()
    if typed.isascii() and typed.isdigit() and len(typed) < 15:
        return await question_of(interaction, int(typed))
    thread_id, _ = read_link(typed, guild_id=guild_of(interaction).id)
    found = await interaction.client.app.questions.finding.by_thread(
        guild_id=guild_of(interaction).id, thread_id=thread_id
    )
    if found is None:
        raise QuestionNotFound
    return _seen_by(asking_member(interaction), found)


def read_link(typed: str, *, guild_id: int) -> tuple[int, int]:
    """Return the channel and the message (0 where none) a link of this server names. Raises NotALink."""
    found = _LINK.fullmatch(typed.strip())
    if found is None or int(found[1]) != guild_id:
        raise NotALink
    channel_id, message_id = int(found[2]), int(found[3] or 0)
    if max(channel_id, message_id) > BIGGEST_ID:  # no database takes it
        raise NotALink
    return channel_id, message_id


def read_message(typed: str, *, guild_id: int, channel_id: int) -> tuple[int, int]:
    """The same, where a message's id alone means one of `channel_id`."""
    if _ID.fullmatch(typed.strip()) and int(typed) <= BIGGEST_ID:
        return channel_id, int(typed)
    return read_link(typed, guild_id=guild_id)


# Answering --------------------------------------------------------------------------------------------------------


async def think_beside(interaction: discord.Interaction[Bot]) -> None:
    """Say that the answer is on its way: in place of a private message of ours, privately beside a public one."""
    if _on_private_message(interaction):
        await think_in_place(interaction)
    else:
        await think(interaction)


async def answer_beside(
    interaction: discord.Interaction[Bot], content: str, *, view: discord.ui.View | None = None
) -> None:
    """Give the answer that `think_beside` announced."""
    if _on_private_message(interaction):
        await edit_in_place(interaction, content, view=view)
    else:
        await reply(interaction, content, view=view)


def _on_private_message(interaction: discord.Interaction[Bot]) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
