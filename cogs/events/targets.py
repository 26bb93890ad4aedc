"""Which event, or which date of one, somebody means: suggestions while they type, and what a choice stands for."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.client import Bot
from bot.events.errors import EventNotFound
from bot.events.model import Event, EventState
from bot.events.moving import Target
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import BIGGEST_ID
from bot.ui.actors import actor_of
from bot.ui.texts import CHOICE_LIMIT, language_of
from cogs.events import organising_texts as texts

EventName = app_commands.Range[str, 1, 200]
_CHOSEN = re.compile(r"([#@])(\d{1,19})", re.ASCII)
"""# an event, @ one of its dates: titles can be alike."""


def read_choice(typed: str) -> tuple[int | None, int | None]:
    """Return the event or the date a choice stands for. Raises EventNotFound for anything else."""
    found = _CHOSEN.fullmatch(typed.strip())
    if found is None or int(found[2]) > BIGGEST_ID:
        raise EventNotFound
    number = int(found[2])
    return (number, None) if found[1] == "#" else (None, number)


async def event_meant(interaction: discord.Interaction[Bot], typed: str, states: Sequence[EventState]) -> int:
    """Return the event meant by a choice, or by a title that only one has. Raises EventNotFound."""
    try:
        event_id, _ = read_choice(typed)
    except EventNotFound:
        organising, actor = interaction.client.app.events.organising, await actor_of(interaction)
        found = await organising.managed(by=actor, typed=typed, states=states)
        if EventState.DRAFT in states:
            found += await organising.own_drafts(by=actor, typed=typed)
        exact = {event.id for event in found if event.title.casefold() == typed.strip().casefold()}
        if len(exact) != 1:
            raise
        return exact.pop()
    if event_id is None:
        raise EventNotFound
    return event_id


def event_choices(found: Sequence[Event], language: Language) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=texts.choice_text(event, language, limit=CHOICE_LIMIT), value=f"#{event.id}")
        for event in found[:25]
    ]


async def complete_published(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the published events that somebody may change."""
    organising, actor = interaction.client.app.events.organising, await actor_of(interaction)
    found = await organising.managed(by=actor, typed=typed, states=[EventState.PUBLISHED])
    return event_choices(found, language_of(interaction))


async def complete_target(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest events that somebody may move or cancel, and the next dates of each series."""
    moving, actor = interaction.client.app.events.moving, await actor_of(interaction)
    language = language_of(interaction)
    return [
        app_commands.Choice(name=target_label(target, language), value=_value(target))
        for target in await moving.targets(by=actor, typed=typed)
    ]


def _value(target: Target) -> str:
    return f"#{target.event.id}" if target.occurrence is None else f"@{target.occurrence.id}"


def target_label(target: Target, language: Language) -> str:
    """Return an event or a date as a suggestion, in the wall time it was meant in."""
    title, zone = target.event.title, ZoneInfo(target.event.time_zone)
    if target.occurrence is not None:
        when = texts.wall_text(target.occurrence.starts_at.astimezone(zone), language)
        return _fitting("events-target-date", title, language, when=when)
    if target.event.rule is not None:
        return _fitting("events-target-all", title, language)
    if target.next is None:
        return cut(title, CHOICE_LIMIT)
    when = texts.wall_text(target.next.starts_at.astimezone(zone), language)
    return _fitting("events-target-date", title, language, when=when)


def _fitting(message_id: str, title: str, language: Language, **params: str) -> str:
    """Return a label in which the title is cut, not what stands after it."""
    room = CHOICE_LIMIT - len(say(language, message_id, title="", **params))
    return cut(say(language, message_id, title=cut(title, max(10, room)), **params), CHOICE_LIMIT)
