"""`/mod cases`: searching, a page at a time. What is searched for is in the buttons, so that they work for ever."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import exists, say
from bot.moderation import errors
from bot.moderation.dates import day_meant
from bot.moderation.model import Act, Criteria, Origin, State
from bot.moderation.searching import TEXT_MAX, Found
from bot.settings.model import ServerSettings
from bot.ui.actions import BIGGEST_ID, ButtonOutdated
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import beside, card, layout_of, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, moment, plain, text
from cogs.moderation import cards
from cogs.moderation.cases import CaseButton
from cogs.moderation.group import mod
from cogs.moderation.typed import complete_rule
from cogs.moderation.wording import act_text, joined, origin_text, person_text, state_text

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""Discord's first year: moments are counted in minutes from there."""

Choice = TypeVar("Choice", Act, State, Origin)


def _choices(kind: type[StrEnum], prefix: str) -> list[app_commands.Choice[str]]:
    """Return the values of a kind by their names; those that are said with a length have one without it."""
    named = {one.value: f"{prefix}-{one.value}" for one in kind}
    return [
        app_commands.Choice(name=text(f"{name}.name" if exists(f"{name}.name") else name), value=value)
        for value, name in named.items()
    ]


@mod.command(name=text("moderation-command-cases.name"), description=text("moderation-command-cases"))
@app_commands.rename(
    member=text("moderation-option-member.name"),
    moderator=text("moderation-option-moderator.name"),
    rule=text("moderation-option-rule.name"),
    act=text("moderation-option-act.name"),
    state=text("moderation-option-state.name"),
    origin=text("moderation-option-origin.name"),
    words=text("moderation-option-words.name"),
    since=text("moderation-option-from-day.name"),
    until=text("moderation-option-to-day.name"),
)
@app_commands.describe(
    member=text("moderation-option-member"),
    moderator=text("moderation-option-moderator"),
    rule=text("moderation-option-rule"),
    act=text("moderation-option-act"),
    state=text("moderation-option-state"),
    origin=text("moderation-option-origin"),
    words=text("moderation-option-words"),
    since=text("moderation-option-from-day"),
    until=text("moderation-option-to-day"),
)
@app_commands.choices(
    act=_choices(Act, "moderation-act"),
    state=_choices(State, "moderation-state"),
    origin=_choices(Origin, "moderation-origin"),
)
@app_commands.autocomplete(rule=complete_rule)
async def mod_cases(
    interaction: discord.Interaction[Bot],
    member: discord.User | None = None,
    moderator: discord.User | None = None,
    rule: app_commands.Range[int, 1, 999] | None = None,
    act: app_commands.Choice[str] | None = None,
    state: app_commands.Choice[str] | None = None,
    origin: app_commands.Choice[str] | None = None,
    words: app_commands.Range[str, 1, TEXT_MAX] | None = None,
    since: app_commands.Range[str, 1, 40] | None = None,
    until: app_commands.Range[str, 1, 40] | None = None,
) -> None:
    await think(interaction)
    zone = (await interaction.client.app.settings.get(guild_of(interaction).id, ServerSettings)).zone
    criteria = Criteria(
        member_id=member.id if member is not None else None,
        moderator_id=moderator.id if moderator is not None else None,
        rule_key=await _rule_key(interaction, rule),
        act=Act(act.value) if act is not None else None,
        state=State(state.value) if state is not None else None,
        origin=Origin(origin.value) if origin is not None else None,
        since=await _beginning(interaction, since, zone),
        until=await _beginning(interaction, until, zone, days_later=1),
        text=" ".join(words.split()) if words is not None else "",
    )
    await reply(interaction, view=await found_view(interaction, criteria, 1))


async def _rule_key(interaction: discord.Interaction[Bot], number: int | None) -> int | None:
    """Return the rule of that number, as it is known through all versions. Raises RuleNotFound."""
    if number is None:
        return None
    rule = await interaction.client.app.guidelines.rule(guild_id=guild_of(interaction).id, number=number)
    if rule is None:
        raise errors.RuleNotFound
    return rule.key


async def _beginning(
    interaction: discord.Interaction[Bot], typed: str | None, zone: ZoneInfo, *, days_later: int = 0
) -> datetime | None:
    """Return when the day that was typed begins, or so many days after it. Raises DateNotUnderstood."""
    if typed is None:
        return None
    today = interaction.client.app.clock().astimezone(zone).date()
    day = await asyncio.to_thread(day_meant, typed, today=today)
    return datetime.combine(day + timedelta(days=days_later), time(), zone).astimezone(UTC)


async def found_view(interaction: discord.Interaction[Bot], criteria: Criteria, page: int) -> ui.LayoutView:
    """Return a page of what is found. Raises ModeratorsOnly."""
    language = language_of(interaction)
    found = await interaction.client.app.moderation.searching.search(
        criteria, by=await actor_of(interaction), page=page
    )
    pieces: list[ui.Item[Any] | str | None] = [await _title(interaction, criteria, found)]
    for case in found.cases:
        pieces.append(beside(cards.line_text(case, language), CaseButton(case.id, language=language)))
    if not found.cases:
        pieces.append(say(language, "moderation-cases-none"))
    if found.pages > 1:
        pieces.append(position(found.page, found.pages, language))
    turning = page_buttons(CasesPage, coded(criteria), page=found.page, pages=found.pages, language=language)
    pieces.append(row(*turning))
    return layout_of(card(*pieces))


async def _title(interaction: discord.Interaction[Bot], criteria: Criteria, found: Found) -> str:
    language = language_of(interaction)
    said = say(language, "moderation-cases-title", count=found.total)
    asked = await _asked(interaction, criteria)
    return f"### {said}\n-# {joined(asked, language)}" if asked else f"### {said}"


async def _asked(interaction: discord.Interaction[Bot], criteria: Criteria) -> list[str]:
    """Return what was searched for in words, so that a date read otherwise than it was meant is seen."""
    language = language_of(interaction)
    asked = []
    for name, person in (("member", criteria.member_id), ("moderator", criteria.moderator_id)):
        if person is not None:
            asked.append(say(language, f"moderation-asked-{name}", who=person_text(person, language)))
    if criteria.rule_key is not None:
        asked.append(say(language, "moderation-asked-rule", rule=await _rule_named(interaction, criteria.rule_key)))
    if criteria.act is not None:
        asked.append(act_text(criteria.act, language))
    if criteria.state is not None:
        asked.append(state_text(criteria.state, language))
    if criteria.origin is not None:
        asked.append(say(language, "moderation-case-origin", origin=origin_text(criteria.origin, language)))
    if criteria.since is not None:
        asked.append(say(language, "moderation-asked-since", at=moment(criteria.since, "D")))
    if criteria.until is not None:
        last = criteria.until - timedelta(minutes=1)
        asked.append(say(language, "moderation-asked-until", at=moment(last, "D")))
    if criteria.text:
        asked.append(say(language, "moderation-asked-words", words=plain(criteria.text, 2 * TEXT_MAX)))
    return asked


async def _rule_named(interaction: discord.Interaction[Bot], key: int) -> str:
    version = await interaction.client.app.guidelines.current(guild_id=guild_of(interaction).id)
    rule = None if version is None else version.with_key(key)
    if rule is None:
        return "—"
    return f"{rule.number}. {plain(rule.wording(language_of(interaction)).title, 60)}"


class CasesPage(PageButton):
    action = "moderation:cases"
    arguments = (int, str)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, code: str) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await found_view(interaction, decoded(code), page))


ACTIONS = (CasesPage,)


# What is searched for, in a button's id: numbers to the base of 36, the text at the end


def coded(criteria: Criteria) -> str:
    """Return criteria in at most 80 characters. A colon parts a button's arguments; searching takes ： for it."""
    parts = [
        *(_to_36(value) for value in (criteria.member_id, criteria.moderator_id, criteria.rule_key)),
        *(_place(value) for value in (criteria.act, criteria.state, criteria.origin)),
        *(_to_36(_minutes(value)) for value in (criteria.since, criteria.until)),
    ]
    return "|".join([*parts, criteria.text.replace(":", "：")])


def decoded(code: str) -> Criteria:
    """Raises ButtonOutdated for what `coded` can't have made."""
    parts = code.split("|", maxsplit=8)
    if len(parts) != 9 or len(parts[8]) > TEXT_MAX:
        raise ButtonOutdated
    numbers = [_from_36(part) for part in parts[:8]]
    return Criteria(
        member_id=numbers[0],
        moderator_id=numbers[1],
        rule_key=numbers[2],
        act=_at_place(Act, numbers[3]),
        state=_at_place(State, numbers[4]),
        origin=_at_place(Origin, numbers[5]),
        since=_moment(numbers[6]),
        until=_moment(numbers[7]),
        text=parts[8],
    )


def _to_36(value: int | None) -> str:
    if value is None:
        return ""
    digits = ""
    while value or not digits:
        value, rest = divmod(value, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _from_36(part: str) -> int | None:
    if not part:
        return None
    if len(part) > 13 or not set(part) <= set(_DIGITS) or int(part, 36) > BIGGEST_ID:
        raise ButtonOutdated
    return int(part, 36)


def _place(value: Act | State | Origin | None) -> str:
    return "" if value is None else _to_36(list(type(value)).index(value))


def _at_place(kind: Callable[[str], Choice], place: int | None) -> Choice | None:
    known: list[Choice] = list(kind)  # type: ignore[call-overload]
    if place is not None and place >= len(known):
        raise ButtonOutdated
    return None if place is None else known[place]


def _minutes(at: datetime | None) -> int | None:
    return None if at is None else max(0, (at - _EPOCH) // timedelta(minutes=1))


def _moment(minutes: int | None) -> datetime | None:
    if minutes is None:
        return None
    if minutes > 100 * 366 * 24 * 60:
        raise ButtonOutdated
    return _EPOCH + timedelta(minutes=minutes)
