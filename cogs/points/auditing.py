"""`/points audit`: what moderators may want to look at, each line with the reason it is there and what to do about it.

Worded as hints: a course, a wedding party or two people in love look like a ring from afar. Nothing follows by itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.audit import SHOWN, Limits, Report, Rise
from bot.points.model import PAIR_WINDOW
from bot.points.rings import Crowd, Flow, Ring
from bot.ui.actions import BIGGEST_ID, ButtonOutdated, Choosing
from bot.ui.actors import guild_of
from bot.ui.layout import CAREFUL, TEXT_LIMIT, card, layout_of, line, row
from bot.ui.replies import reply, think
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, moment, text
from cogs.points.group import points
from cogs.points.here import moderator_of
from cogs.points.history import history_view
from cogs.points.people import People, name_in, people_of

FLOWS_SHOWN = 4
"""Directions of a ring that are named: those in which most was given."""
OPTIONS_MAX = 25  # Discord's limit for a select
ROOM_FOR_THE_REST = 400
"""Characters kept free of hints, for the title and what is said at the end."""


class AuditHistoryMenu(Choosing, ui.Select[Any]):
    """Whose history to look at."""

    action = "points:audit-history"
    arguments = ()

    def __init__(self, options: list[discord.SelectOption], language: Language) -> None:
        super().__init__(
            options=options, placeholder=label(language, "points-audit-look"), custom_id=self.make_custom_id()
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str]) -> None:
        await think(interaction)
        await moderator_of(interaction)
        if not values or not (values[0].isascii() and values[0].isdigit()) or int(values[0]) > BIGGEST_ID:
            raise ButtonOutdated
        await reply(interaction, view=await history_view(interaction, int(values[0]), 1))


class _Reader:
    """Says what was found in one language."""

    def __init__(self, report: Report, people: People, language: Language) -> None:
        self._report = report
        self._people = people
        self._language = language

    def view(self) -> ui.LayoutView:
        title = say(self._language, "points-audit-title", days=PAIR_WINDOW.days)
        if self._report.is_empty:
            return layout_of(card(f"{title}\n{say(self._language, 'points-audit-nothing')}"))
        parts = self._parts()
        shown = _that_fit(parts)
        rest = len(parts) - len(shown) + self._beyond()
        more = say(self._language, "points-audit-more", count=rest) if rest else None
        menu = row(AuditHistoryMenu(self._options(), self._language))
        return layout_of(card(title, line(), "\n\n".join(shown), more, menu, colour=CAREFUL))

    def _parts(self) -> list[str]:
        report = self._report
        return [
            *map(self._ring, report.rings[:SHOWN]),
            *map(self._crowd, report.crowds[:SHOWN]),
            *map(self._rise, report.rises[:SHOWN]),
            *map(self._limits, report.limits[:SHOWN]),
        ]

    def _beyond(self) -> int:
        found: Sequence[Sequence[object]] = (
            self._report.rings,
            self._report.crowds,
            self._report.rises,
            self._report.limits,
        )
        return sum(max(0, len(some) - SHOWN) for some in found)

    def _ring(self, ring: Ring) -> str:
        said = say(
            self._language,
            "points-audit-ring",
            members=self._names(ring.member_ids),
            count=len(ring.member_ids),
            gifts=ring.gifts,
            points=ring.points,
            percent=int(100 * ring.share),
            since=moment(ring.since, "d"),
        )
        flows = "\n".join(map(self._flow, ring.flows[:FLOWS_SHOWN]))
        return f"{said}\n{flows}\n{say(self._language, 'points-audit-ring-why')}"

    def _flow(self, flow: Flow) -> str:
        giver, member = self._name(flow.giver_id), self._name(flow.member_id)
        return say(
            self._language, "points-audit-flow", giver=giver, member=member, count=flow.gifts, points=flow.points
        )

    def _crowd(self, crowd: Crowd) -> str:
        said = say(
            self._language,
            "points-audit-crowd",
            member=self._name(crowd.member_id),
            count=len(crowd.giver_ids),
            gifts=crowd.gifts,
            points=crowd.points,
            percent=int(100 * crowd.share),
            since=moment(crowd.since, "d"),
            made_from=moment(crowd.made_from, "d"),
            made_until=moment(crowd.made_until, "d"),
        )
        return f"{said}\n{say(self._language, 'points-audit-crowd-why')}"

    def _rise(self, rise: Rise) -> str:
        member = self._name(rise.member_id)
        said = say(self._language, "points-audit-rise", member=member, recent=rise.recent, usual=rise.usual)
        return f"{said}\n{say(self._language, 'points-audit-rise-why')}"

    def _limits(self, limits: Limits) -> str:
        kind = say(self._language, f"points-kind-{limits.kind}")
        member = self._name(limits.member_id)
        said = say(self._language, "points-audit-limits", member=member, count=limits.reached, kind=kind)
        return f"{said}\n{say(self._language, 'points-audit-limits-why')}"

    def _name(self, member_id: int) -> str:
        return name_in(self._people, member_id, self._language)

    def _names(self, member_ids: Iterable[int]) -> str:
        return ("、" if self._language is Language.JA else ", ").join(map(self._name, member_ids))

    def _options(self) -> list[discord.SelectOption]:
        options = []
        for member_id in list(_members(self._report))[:OPTIONS_MAX]:
            member = self._people.get(member_id)
            name = label(self._language, "points-former-member") if member is None else member.display_name
            options.append(
                discord.SelectOption(
                    label=name[:OPTION_LABEL_LIMIT], value=str(member_id), description=f"ID {member_id}"
                )
            )
        return options


def _that_fit(parts: Sequence[str]) -> list[str]:
    """Return the first parts that have room on one card."""
    shown: list[str] = []
    left = TEXT_LIMIT - ROOM_FOR_THE_REST
    for part in parts:
        left -= len(part) + 2
        if left < 0:
            break
        shown.append(part)
    return shown


def _members(report: Report) -> dict[int, None]:
    """Return everybody whom the report names, in its order."""
    found: dict[int, None] = {}
    for ring in report.rings[:SHOWN]:
        found |= dict.fromkeys(ring.member_ids)
    for crowd in report.crowds[:SHOWN]:
        found[crowd.member_id] = None
    found |= dict.fromkeys(rise.member_id for rise in report.rises[:SHOWN])
    return found | dict.fromkeys(limits.member_id for limits in report.limits[:SHOWN])


@points.command(name=text("points-audit-command.name"), description=text("points-audit-command"))
async def points_audit(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await moderator_of(interaction)
    guild = guild_of(interaction)
    report = await interaction.client.app.points.audit.report(guild_id=guild.id)
    people = await people_of(guild, list(_members(report)))
    await reply(interaction, view=_Reader(report, people, language_of(interaction)).view())


class Auditing(commands.Cog):
    """The menu of the audit; its command is one of `/points`."""

    ACTIONS = (AuditHistoryMenu,)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
