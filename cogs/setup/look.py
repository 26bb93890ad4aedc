"""What a server has, as the proposals see it, and what is planned for it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.client import Bot
from bot.settings.fields import ids_in, setting_of
from bot.setup import rules
from bot.setup.model import Channel, Choice, Need, NeedKind, Part, Role, Server, Step, StepKind, Way
from bot.setup.needs import NEEDS, required_permissions
from bot.ui.roles import is_powerful

_WARNINGS = {
    StepKind.SEEN_BY_EVERYONE,
    StepKind.HIDDEN_FROM_BOT,
    StepKind.NOT_ALLOWED,
    StepKind.ABOVE_BOT,
    StepKind.POWERFUL,
}
"""What an admin has to mend."""
_NOTES = {
    StepKind.ALREADY,
    StepKind.SKIP,
    StepKind.NO_ROOM_FOR_TAGS,
    StepKind.PLAIN_CHANNEL,
    StepKind.MAYBE_NO_FORUM,
    *_WARNINGS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """How a need is to be met, and what that means."""

    need: Need
    choice: Choice
    proposed: Choice
    """What it would be if nobody had chosen."""
    steps: tuple[Step, ...]
    set_ids: tuple[int, ...]
    """What the setting names and the server still has."""
    stored_ids: tuple[int, ...]
    """What the setting names."""

    @property
    def is_warned(self) -> bool:
        return any(step.kind in _WARNINGS for step in self.steps)

    @property
    def has_work(self) -> bool:
        return any(step.kind not in _NOTES for step in self.steps)


def look_at(guild: discord.Guild, *, seen_by: Sequence[int] = ()) -> Server:
    """Return what the server has, and which of the roles `seen_by` can see each channel: all would be too many."""
    watching = [role for id_ in seen_by if (role := guild.get_role(id_)) is not None]
    channels = [
        _channel(channel, watching)
        for channel in sorted(guild.channels, key=lambda channel: (channel.position, channel.id))
        if isinstance(channel, discord.ForumChannel | discord.TextChannel)
    ]
    roles = [
        Role(
            id=role.id,
            name=role.name,
            assignable=not (role.is_default() or role.managed),
            above_bot=role >= guild.me.top_role,
            powerful=is_powerful(role),
        )
        for role in reversed(guild.roles)
    ]
    return Server(channels=tuple(channels), roles=tuple(roles), has_community="COMMUNITY" in guild.features)


def _channel(channel: discord.ForumChannel | discord.TextChannel, watching: Iterable[discord.Role]) -> Channel:
    guild = channel.guild
    held = channel.permissions_for(guild.me)
    return Channel(
        id=channel.id,
        name=channel.name,
        kind=NeedKind.FORUM if isinstance(channel, discord.ForumChannel) else NeedKind.TEXT,
        tag_names=tuple(tag.name for tag in channel.available_tags)
        if isinstance(channel, discord.ForumChannel)
        else (),
        everyone_sees=channel.permissions_for(guild.default_role).view_channel,
        bot_sees=held.view_channel,
        is_rules_channel=guild.rules_channel == channel,
        denied=frozenset(name for name in required_permissions() if not getattr(held, name)),
        seen_by=frozenset(role.id for role in watching if channel.permissions_for(role).view_channel),
    )


async def set_ids(bot: Bot, guild: discord.Guild, need: Need) -> list[int]:
    """Return the ids that the need's setting names, whether or not they are still there."""
    section = bot.app.settings.sections[need.section]
    stored = (await bot.app.settings.get(guild.id, section)).model_dump(mode="json")
    return ids_in(setting_of(section, need.key), stored[need.key])


def active_needs(bot: Bot) -> list[Need]:
    """Return the needs of the features that are there."""
    return [need for need in NEEDS if need.section in bot.app.settings.sections]


async def plan(bot: Bot, guild: discord.Guild, chosen: Mapping[str, Choice]) -> list[Planned]:
    """Return what would happen: what was chosen where that can still be done, what is proposed for the rest."""
    server, language = look_at(guild), await bot.public_language(guild)
    needs = active_needs(bot)
    watched = {name for need in needs for name in need.shown_to}
    planned: list[Planned] = []
    role_ids: dict[str, Sequence[int]] = {}
    for need in needs:
        stored = await set_ids(bot, guild, need)
        proposed = rules.propose(need, server, stored)
        choice = _settled(need, server, stored, proposed, chosen.get(need.name))
        present = tuple(id_ for id_ in stored if server.role(id_) or server.channel(id_))
        if need.name in watched:
            role_ids[need.name] = _roles_by_then(need, present, choice)
            server = look_at(guild, seen_by=[id_ for ids in role_ids.values() for id_ in ids])
        steps = tuple(rules.steps(need, choice, server, language=language, role_ids=role_ids))
        planned.append(
            Planned(need=need, choice=choice, proposed=proposed, steps=steps, set_ids=present, stored_ids=tuple(stored))
        )
    return planned


def in_part(planned: Iterable[Planned], part: Part) -> list[Planned]:
    return [entry for entry in planned if entry.need in part.needs]


def differing(planned: Iterable[Planned]) -> dict[str, Choice]:
    """Return what somebody chose otherwise than it was proposed."""
    return {entry.need.name: entry.choice for entry in planned if entry.choice != entry.proposed}


def _roles_by_then(need: Need, present: Sequence[int], choice: Choice) -> list[int]:
    """Return the roles that meet a need once it is met, as far as they exist."""
    kept = present if need.takes_several or choice.way is not Way.USE else ()
    return [*kept, *([choice.id] if choice.way is Way.USE else [])]


def _settled(need: Need, server: Server, stored: Sequence[int], proposed: Choice, chosen: Choice | None) -> Choice:
    if chosen is None or chosen.way in (Way.KEEP, Way.MAKE):
        return proposed
    if chosen.way is not Way.USE:
        return chosen
    if chosen.id in stored:
        return Choice(way=Way.KEEP, id=chosen.id)
    suits = rules.suits(need, server, chosen.id)
    return chosen if suits else proposed


def digest(planned: Iterable[Planned]) -> str:
    """Return a short word for a plan and the settings it started from.

    It is another one once the plan was carried out, and where what was to be used is gone.
    """
    facts = [[entry.need.name, rules.written(entry.choice), *map(str, entry.stored_ids)] for entry in planned]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A button of a card, as Discord gives it back."""

    custom_id: str
    disabled: bool


def buttons_on(message: discord.Message | None) -> Iterator[Shown]:
    """Yield a card's buttons."""
    yield from _buttons(message.components if message else [])


def _buttons(components: Iterable[Any]) -> Iterator[Shown]:
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if custom_id:
            yield Shown(custom_id=custom_id, disabled=bool(getattr(component, "disabled", False)))
        yield from _buttons(getattr(component, "children", ()))
        accessory = getattr(component, "accessory", None)
        if accessory is not None:
            yield from _buttons([accessory])
