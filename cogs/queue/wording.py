"""What is said of something that waits."""

import discord

from bot.i18n import Language, exists, say
from bot.queue.model import Item, Urgency, Waiting
from bot.ui.layout import BAD, CALM, CAREFUL
from bot.ui.texts import moment, plain

TEXT_MAX = 300
"""Of each of the texts in a line."""


def line(waiting: Waiting, language: Language) -> str:
    """Return what it is, in a line."""
    params = {
        name: plain(value, TEXT_MAX) if isinstance(value, str) else value for name, value in waiting.params.items()
    }
    if waiting.kind == "delivery":
        params["feature"] = feature_name(str(waiting.params["feature"]), language)
    return say(language, waiting.message_id, **params)


def feature_name(feature: str, language: Language) -> str:
    """Return a feature's name; its own word where it has none."""
    known = f"privacy-feature-{feature}"
    return say(language, known) if exists(known) else feature


def kind_name(kind: str, language: Language) -> str:
    return say(language, f"queue-kind-{kind}")


def facts(item: Item, language: Language) -> str:
    """Return the small print of it: how urgent, since when, until when, who has it."""
    said = []
    if item.mark.escalated_at is not None:
        said.append(say(language, "queue-escalated"))
    elif item.waiting.urgency >= Urgency.HIGH:
        said.append(say(language, "queue-urgent"))
    said.append(say(language, "queue-since", since=moment(item.waiting.since)))
    if item.overdue:
        said.append(say(language, "queue-overdue"))
    elif item.waiting.due_at is not None:
        said.append(say(language, "queue-due", due=moment(item.waiting.due_at)))
    if item.mark.taken_by_id is not None:
        said.append(say(language, "queue-taken-by", member=f"<@{item.mark.taken_by_id}>"))
    return "-# " + " · ".join(said)


def whole(item: Item, language: Language) -> str:
    return f"**{kind_name(item.waiting.kind, language)}** {line(item.waiting, language)}\n{facts(item, language)}"


def colour(item: Item) -> discord.Colour:
    if item.waiting.urgency >= Urgency.LEGAL or (item.overdue and item.waiting.urgency >= Urgency.HIGH):
        return BAD
    return CAREFUL if item.overdue or item.mark.escalated_at is not None else CALM


def link_to(item: Item, guild_id: int) -> str | None:
    """Return where it can be seen on Discord."""
    if item.waiting.link is None:
        return None
    channel_id, message_id = item.waiting.link
    place = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return place if message_id is None else f"{place}/{message_id}"
