"""Which date of an event somebody who runs it means, and how members on a list are called."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.events.errors import NothingToRun, SayWhich
from bot.events.model import OccurrenceState
from bot.events.store.attendance import Meant
from bot.i18n import Language, say
from bot.text import cut, one_line
from bot.ui.actions import BIGGEST_ID, ButtonOutdated, Choosing
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, row
from bot.ui.replies import reply, think_in_place
from bot.ui.texts import CHOICE_LIMIT, OPTION_LABEL_LIMIT, label, language_of

log = logging.getLogger(__name__)

TypedEvent = app_commands.Range[str, 1, 200]
_CHOSEN = re.compile(r"#(\d{1,19})", re.ASCII)

PATIENCE_SECONDS = 5.0
ASKED_AT_ONCE = 100  # Discord's limit

Show = Callable[[discord.Interaction[Bot], int], Awaitable[None]]
"""Answers with what somebody wanted of an occurrence, given its id."""

SHOWN: dict[str, Show] = {}
"""What can be wanted, by the name in the menu's custom id; the modules of what is shown add theirs."""


async def complete_run(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the dates of events somebody may run now."""
    found = await interaction.client.app.events.attendance.around_now(by=await actor_of(interaction), typed=typed)
    return [app_commands.Choice(name=name_of(one, CHOICE_LIMIT), value=f"#{one.occurrence.id}") for one in found]


def name_of(meant: Meant, limit: int) -> str:
    day = f" · {meant.starts_local:%Y-%m-%d %H:%M}"
    return cut(one_line(meant.title), limit - len(day)) + day


async def show_meant(interaction: discord.Interaction[Bot], typed: str | None, wanted: str) -> None:
    """Show what is wanted of the date that was chosen, or of the only one it can be; else ask which.

    Raises NothingToRun.
    """
    chosen = _CHOSEN.fullmatch(typed.strip()) if typed else None
    if chosen is not None:
        await SHOWN[wanted](interaction, _checked(chosen[1]))
        return
    attendance = interaction.client.app.events.attendance
    found = await attendance.around_now(by=await actor_of(interaction), typed=typed or "")
    if not found:
        raise NothingToRun
    running = [one for one in found if one.occurrence.state is OccurrenceState.RUNNING]
    only = found if len(found) == 1 else running
    if len(only) == 1:
        await SHOWN[wanted](interaction, only[0].occurrence.id)
        return
    language = language_of(interaction)
    menu = WhichMenu(wanted, found, language=language)
    await reply(interaction, view=layout_of(card(say(language, "events-attendance-which"), row(menu))))


async def only_one(interaction: discord.Interaction[Bot], typed: str | None) -> int:
    """Return the id of the date that was chosen, or of the only one it can be.

    Raises NothingToRun, or SayWhich where there are several.
    """
    chosen = _CHOSEN.fullmatch(typed.strip()) if typed else None
    if chosen is not None:
        return _checked(chosen[1])
    found = await interaction.client.app.events.attendance.around_now(by=await actor_of(interaction), typed=typed or "")
    if len(found) > 1:
        raise SayWhich
    if not found:
        raise NothingToRun
    return found[0].occurrence.id


def _checked(digits: str) -> int:
    if int(digits) > BIGGEST_ID:  # no database takes it
        raise NothingToRun
    return int(digits)


class WhichMenu(Choosing, ui.Select[Any]):
    """Which date is meant, where somebody runs several."""

    action = "events:which"
    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (str,)

    def __init__(self, wanted: str, found: Sequence[Meant], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(wanted),
            placeholder=label(language, "events-attendance-which-placeholder"),
            options=[
                discord.SelectOption(label=name_of(one, OPTION_LABEL_LIMIT), value=str(one.occurrence.id))
                for one in found[:25]
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], wanted: str) -> None:
        await think_in_place(interaction)
        [occurrence_id] = ids_in(values[:1])
        if wanted not in SHOWN:
            raise ButtonOutdated
        await SHOWN[wanted](interaction, occurrence_id)


def ids_in(values: Sequence[str]) -> list[int]:
    """Return ids out of a menu. Raises ButtonOutdated for what no menu of ours can have held."""
    if not values or not all(_is_id(value) for value in values):
        raise ButtonOutdated
    return [int(value) for value in values]


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 19 and int(value) <= BIGGEST_ID


# People

People = Mapping[int, discord.Member | None]
"""Members by their id; None for who isn't in the server, nothing for whom Discord didn't tell in time."""


async def people_of(guild: discord.Guild, member_ids: Collection[int]) -> People:
    """Ask Discord for members; they aren't cached (see `bot.client`)."""
    wanted, found = sorted(set(member_ids)), dict[int, discord.Member | None]()
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        part = wanted[start : start + ASKED_AT_ONCE]
        answered = await _ask(guild, user_ids=part, limit=len(part))
        if answered is None:
            break
        there = {member.id: member for member in answered}
        found.update((id_, there.get(id_)) for id_ in part)
    return found


async def people_called(guild: discord.Guild, name: str) -> Sequence[discord.Member]:
    """Return members whose name begins with `name`."""
    return await _ask(guild, query=cut(name, 32), limit=25) or []


async def _ask(guild: discord.Guild, **wanted: Any) -> list[discord.Member] | None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await guild.query_members(cache=False, **wanted)
    except (TimeoutError, discord.DiscordException, OSError, RuntimeError) as error:
        log.warning("server %s: Discord doesn't say who the members are: %s", guild.id, type(error).__name__)
        return None


def called(people: People, member_id: int, language: Language) -> str:
    """Return what somebody is called in a menu or a file, as it is."""
    member = people.get(member_id)
    if member is not None:
        return one_line(member.display_name) or member.name
    return say(language, "events-attendance-former") if member_id in people else str(member_id)
