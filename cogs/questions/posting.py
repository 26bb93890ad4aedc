"""Making a question's post on Discord, and keeping its row. What fails in between is taken back."""

import logging
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import ui

from bot.actor import Actor
from bot.client import Bot
from bot.errors import UserError
from bot.questions.errors import NoQuestionChannel
from bot.questions.model import Post, Question, State
from bot.ui.texts import CONTENT_LIMIT, plain
from cogs.questions import card, pictures, tags
from cogs.questions.places import Opened, Place, close_again, open_in, place_to_ask

log = logging.getLogger(__name__)

TOPICS_MAX = tags.APPLIED_TAGS_MAX - 1  # the fifth place is the state's


class PlaceClosed(UserError):
    """The member can't write in the channel for questions: the bot must not do it for them."""

    message = "questions-error-place-closed"


class TagNeeded(UserError):
    """The forum wants a tag, has none for the state, and none was chosen."""

    message = "questions-error-tag-needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody filled in."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    topic_ids: frozenset[int] = frozenset()
    picture: discord.Attachment | None = None
    anonymous: bool = False


async def publish(bot: Bot, typed: Typed, *, member: discord.Member, by: Actor, size_limit: int) -> Question:
    """Post a question and keep it; `size_limit` is the largest file the bot may send, in bytes.

    Raises whatever `Asking.check` does, PlaceClosed, TagNeeded, NotAPicture, PictureTooLarge, or
    discord.HTTPException; neither a post nor a row is left then.
    """
    place = await place_to_write(bot, member)
    draft = await bot.app.questions.asking.check(by=by, title=typed.title, body=typed.body, anonymous=typed.anonymous)
    picture = await pictures.read(typed.picture, limit=size_limit, anonymous=typed.anonymous) if typed.picture else None
    shown = await state_tags_ready(bot, place)
    language = await bot.public_language(member.guild)
    opened = await open_in(
        shown,
        title=draft.title,
        content=parts(shown, draft.title, draft.body)[0],
        embed=card.first_embed(
            asker_id=None if typed.anonymous else member.id, asked_at=bot.app.clock(), language=language
        ),
        files=[picture.file()] if picture else [],
        tags=chosen_tags(shown, typed.topic_ids),
    )
    try:
        await send_rest(opened, parts(shown, draft.title, draft.body)[1:])
        question = await bot.app.questions.asking.ask(draft, post_of(opened), by=by)
    except BaseException:
        await close_again(opened)
        raise
    await card.refresh(bot, question)
    if not typed.anonymous:
        await follow(opened.thread, member)
    return question


async def place_to_write(bot: Bot, member: discord.Member) -> Place:
    """Return the channel for questions. Raises NoQuestionChannel, or PlaceClosed where the member can't write there."""
    place = await place_to_ask(bot, member.guild)
    own = place.permissions_for(member)
    if not own.view_channel or not own.send_messages:
        raise PlaceClosed
    return place


class TopicSelect(ui.Select[Any]):
    """A forum's topics, in a form. Built without a place it takes whatever was submitted."""

    def __init__(self, place: Place | None) -> None:
        super().__init__(custom_id="topics", required=False, min_values=0, options=[])
        topics = place.available_tags if isinstance(place, discord.ForumChannel) else []
        shown = [tag for tag in topics if tags.state_shown(tag.name) is None and not tag.moderated]
        self.options = [discord.SelectOption(label=tag.name, value=str(tag.id), emoji=tag.emoji) for tag in shown]
        self.max_values = max(1, min(TOPICS_MAX, len(shown)))
        self.offered = place is None or bool(shown)
        """Whether there is anything to choose from."""

    @property
    def chosen(self) -> frozenset[int]:
        return frozenset(int(value) for value in self.values if value.isascii() and value.isdigit())


async def state_tags_ready(bot: Bot, place: Place) -> Place:
    """Return the channel with the tags that show the state, as far as Discord lets us make them."""
    if not isinstance(place, discord.ForumChannel):
        return place
    try:
        return await tags.ensure(place, await bot.public_language(place.guild))
    except discord.NotFound:
        raise NoQuestionChannel from None
    except discord.HTTPException as refused:
        # A question is worth more than its tag.
        log.warning("tags of forum %s: HTTP %s, code %s", place.id, refused.status, refused.code)
        return place


def chosen_tags(place: Place, topic_ids: frozenset[int]) -> list[discord.ForumTag]:
    """Return the tags a new question carries. Raises TagNeeded."""
    if not isinstance(place, discord.ForumChannel):
        return []
    chosen = tags.applied(place, State.OPEN, topic_ids)
    if not chosen and place.flags.require_tag:
        raise TagNeeded
    return chosen


def parts(place: Place, title: str, body: str, *, head: str = "") -> list[str]:
    """Return the question's words as messages: Discord takes 2,000 characters in each.

    The title is among them where it stands nowhere else: in a text channel, or where there are no other words.
    """
    titled = not isinstance(place, discord.ForumChannel) or not body
    return split("\n".join(part for part in (head, f"**{plain(title)}**" if titled else "", body) if part))


def split(text: str, limit: int = CONTENT_LIMIT) -> list[str]:
    """Return the text in pieces of at most `limit` characters.

    Parted at a line or a space where there is one, or behind a sentence: Japanese has no spaces.
    """
    pieces = []
    while len(text) > limit:
        near = text[: limit + 1]
        spaces = [near.rfind(sign) for sign in "\n "]
        sentences = [near.rfind(sign, 0, limit) + 1 for sign in "。！？"]
        cut_at = max(*spaces, *sentences)
        cut_at = cut_at if cut_at > limit // 2 else limit
        pieces.append(text[:cut_at].rstrip())
        text = text[cut_at:].lstrip()
    return [*pieces, text]


async def send_rest(opened: Opened, rest: list[str]) -> None:
    """Send what found no room in the first message."""
    for part in rest:
        await opened.thread.send(part, allowed_mentions=discord.AllowedMentions.none())


def post_of(opened: Opened) -> Post:
    """Return the post as the domain knows it; its starter is its card."""
    return Post(
        channel_id=opened.thread.parent_id,
        thread_id=opened.thread.id,
        starter_message_id=opened.starter.id,
        card_message_id=opened.starter.id,
        tags=tags.topics(opened.thread.applied_tags),
    )


async def follow(thread: discord.Thread, member: discord.abc.Snowflake) -> None:
    """Have a member told of what is written in a thread that the bot opened for them."""
    try:
        await thread.add_user(member)
    except discord.HTTPException as refused:
        log.warning("member %s could not be added to thread %s: HTTP %s", member.id, thread.id, refused.status)
