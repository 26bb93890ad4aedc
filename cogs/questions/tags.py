"""A forum's tags: the three that show a question's state, and the topics, which are all the others.

State tags are found by their name in either language, so that a server that changes its language, or made them by
hand, keeps the ones it has. Discord takes the whole list of a forum's tags at once: what is left out is deleted from
the forum and from its posts, so every edit here starts from the list as it is and adds to it.
"""

import asyncio
from collections.abc import Collection, Iterable
from weakref import WeakValueDictionary

import discord

from bot.i18n import Language, say
from bot.questions.model import State, Tag

FORUM_TAGS_MAX = 20  # Discord's limits
APPLIED_TAGS_MAX = 5

_NAME_IDS = {
    State.OPEN: "questions-tag-open",
    State.SOLVED: "questions-tag-solved",
    State.CLOSED: "questions-tag-closed",
}
_SYMBOLS = {State.OPEN: "❓", State.SOLVED: "✅", State.CLOSED: "🔒"}
# "Open" can be chosen by whoever posts by hand; what a question has become is not for everybody to say.
_MODERATED = {State.OPEN: False, State.SOLVED: True, State.CLOSED: True}

_locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


def state_shown(tag_name: str) -> State | None:
    """Return the state a tag of this name stands for, None for a topic."""
    folded = tag_name.strip().casefold()
    for state, name_id in _NAME_IDS.items():
        if folded in {say(language, name_id).casefold() for language in Language}:
            return state
    return None


def topics(tags: Iterable[discord.ForumTag]) -> tuple[Tag, ...]:
    """Return the tags that are topics, as the domain knows them."""
    return tuple(Tag(id=tag.id, name=tag.name) for tag in tags if state_shown(tag.name) is None)


def state_tag(forum: discord.ForumChannel, state: State) -> discord.ForumTag | None:
    """Return the forum's tag for a state, None where it has none."""
    return next((tag for tag in forum.available_tags if state_shown(tag.name) is state), None)


def missing(forum: discord.ForumChannel) -> tuple[State, ...]:
    """Return the states the forum has no tag for."""
    shown = {state_shown(tag.name) for tag in forum.available_tags}
    return tuple(state for state in State if state not in shown)


async def ensure(forum: discord.ForumChannel, language: Language) -> discord.ForumChannel:
    """Give the forum the state tags it lacks, as many as there is room for, and return it as it is then.

    Without Manage Channels it stays as it is, and `/doctor` says so. Raises discord.HTTPException where Discord
    refuses.
    """
    async with _locks.setdefault(forum.id, asyncio.Lock()):
        current = forum.guild.get_channel(forum.id)
        forum = current if isinstance(current, discord.ForumChannel) else forum
        room = FORUM_TAGS_MAX - len(forum.available_tags)
        new = [_new_tag(state, language, forum) for state in missing(forum)][:room]
        if not new or not forum.permissions_for(forum.guild.me).manage_channels:
            return forum
        edited = await forum.edit(available_tags=[*forum.available_tags, *new])
        return edited or forum


def _new_tag(state: State, language: Language, forum: discord.ForumChannel) -> discord.ForumTag:
    # A moderated tag can only be put on by whoever manages threads: without that, the bot could not use it itself.
    moderated = _MODERATED[state] and forum.permissions_for(forum.guild.me).manage_threads
    return discord.ForumTag(name=say(language, _NAME_IDS[state]), emoji=_SYMBOLS[state], moderated=moderated)


def applied(forum: discord.ForumChannel, state: State, topic_ids: Collection[int]) -> list[discord.ForumTag]:
    """Return the tags a post in `state` should carry: the state's, then those topics the forum still has."""
    shown = state_tag(forum, state)
    kept = [tag for tag in forum.available_tags if tag.id in topic_ids and state_shown(tag.name) is None]
    return [*([shown] if shown else []), *kept][:APPLIED_TAGS_MAX]
