"""`/leaderboard`: who has the most points, of all time, this season or lately.

It is private: whoever looks sees their own place, turns pages, and hides or shows themselves. With `public` it is
posted for everybody, without anybody's own place; whoever uses its menus then gets a private board of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.boards import Board, Own, Placed
from bot.points.model import Period, Scope
from bot.ui.actions import Button, ButtonOutdated, Choosing
from bot.ui.actors import guild_of, member_of
from bot.ui.layout import card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, moment, text
from cogs.points.people import People, name_in, people_of, role_ids

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
LOOKS_MAX = 3
"""How often a board is read anew because somebody on it turned out to be staff, or staff no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which page of which board somebody wants to see."""

    period: Period = Period.ALL_TIME
    scope: Scope = Scope.ALL
    page: int = 1

    @classmethod
    def of(cls, period: str, scope: str, page: int = 1) -> "Wanted":
        """Read a custom id's arguments. Raises ButtonOutdated."""
        try:
            return cls(period=Period(period), scope=Scope(scope), page=page)
        except ValueError:
            raise ButtonOutdated from None


# Showing ----------------------------------------------------------------------------------------------------------


async def read(interaction: discord.Interaction[Bot], wanted: Wanted) -> tuple[Board, People]:
    """Return the page and who is on it, as their roles are now."""
    boards, guild, reader = interaction.client.app.points.boards, guild_of(interaction), member_of(interaction)
    await boards.see(guild_id=guild.id, roles={reader.id: role_ids(reader)})
    people: dict[int, discord.Member | None] = {}
    for _ in range(LOOKS_MAX):
        board = await boards.page(
            guild_id=guild.id, period=wanted.period, scope=wanted.scope, page=wanted.page, reader_id=reader.id
        )
        new = await people_of(guild, {placed.member_id for placed in board.rows} - people.keys())
        people.update(new)
        if not await boards.see(
            guild_id=guild.id, roles={id_: role_ids(member) for id_, member in new.items() if member is not None}
        ):
            break
    return board, people


async def show(interaction: discord.Interaction[Bot], wanted: Wanted) -> None:
    """Show a board to who asked for it: in place of their private one, else as a new private one."""
    on_own = interaction.message is not None and interaction.message.flags.ephemeral
    await (think_in_place if on_own else think)(interaction)
    view = await private_view(interaction, wanted)
    if on_own:
        await edit_in_place(interaction, view=view)
    else:
        await reply(interaction, view=view)


async def private_view(interaction: discord.Interaction[Bot], wanted: Wanted) -> ui.LayoutView:
    board, people = await read(interaction, wanted)
    seasons = await interaction.client.app.points.boards.has_seasons(guild_of(interaction).id)
    return view_of_board(board, people, language_of(interaction), seasons=seasons, own=True)


def view_of_board(board: Board, people: People, language: Language, *, seasons: bool, own: bool) -> ui.LayoutView:
    """Lay a board out; `seasons`: whether that of the season can be chosen, `own`: whether it is one reader's own."""
    about = Wanted(period=board.period, scope=board.scope, page=board.number)
    buttons: Sequence[Button] = page_buttons(
        BoardPage, about.period, about.scope, page=board.number, pages=board.pages, language=language
    )
    if own:
        buttons = [*buttons, _visibility(about, board.own, language)]
    return layout_of(
        card(
            _title(board, language),
            "\n".join(_line(placed, people, language) for placed in board.rows) or _empty(board, language),
            line() if own else None,
            own_line(board, language) if own else None,
            row(PeriodMenu(board.period, board.scope, language, seasons=seasons)),
            row(ScopeMenu(board.period, board.scope, language)),
            row(*buttons),
        )
    )


def _title(board: Board, language: Language) -> str:
    about = [say(language, f"points-period-{board.period}"), say(language, f"points-scope-{board.scope}")]
    if board.period is Period.SEASON and board.season is not None:
        about.append(say(language, "points-board-season-ends", when=moment(board.season.ends_at)))
    if board.members:
        about.append(say(language, "points-board-members", members=board.members))
    if board.pages > 1:
        about.append(position(board.number, board.pages, language))
    return f"{say(language, 'points-board-title')}\n-# {' · '.join(about)}"


def _line(placed: Placed, people: People, language: Language) -> str:
    # “4.” would begin a list, which Discord numbers by itself.
    place = MEDALS.get(placed.place) or f"{placed.place:,}\\."
    points = say(language, "points-amount", points=placed.points)
    return f"{place} **{name_in(people, placed.member_id, language)}** · {points}"


def _empty(board: Board, language: Language) -> str:
    if board.period is Period.SEASON:
        return say(language, "points-board-empty-season")
    return say(language, "points-board-empty-helpers" if board.scope is Scope.HELPERS else "points-board-empty")


def own_line(board: Board, language: Language) -> str:
    own = board.own
    points = say(language, "points-amount", points=own.points)
    if own.place is not None:
        return say(language, "points-board-own", place=own.place, members=board.members, points=points)
    if own.hidden:
        return say(language, "points-board-own-hidden", points=points)
    if own.staff:
        return say(language, "points-board-own-staff", points=points)
    return say(language, "points-board-own-none")


# Menus and buttons ------------------------------------------------------------------------------------------------


class BoardPage(PageButton):
    action = "points:board-page"
    arguments = (int, str, str)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, period: str, scope: str) -> None:
        await show(interaction, Wanted.of(period, scope, page))


class _Menu(Choosing, ui.Select[Any]):
    """A menu of values of which one is chosen now."""

    def __init__(self, options: Sequence[discord.SelectOption], *arguments: str) -> None:
        super().__init__(options=list(options), custom_id=self.make_custom_id(*arguments))


class PeriodMenu(_Menu):
    action = "points:board-period"
    arguments = (str, str)

    def __init__(self, period: Period, scope: Scope, language: Language, *, seasons: bool) -> None:
        offered = [one for one in Period if seasons or one is not Period.SEASON or one is period]
        options = [
            discord.SelectOption(
                label=label(language, f"points-period-{one}", OPTION_LABEL_LIMIT), value=one, default=one is period
            )
            for one in offered
        ]
        super().__init__(options, period, scope)

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: Sequence[str], period: str, scope: str
    ) -> None:
        await show(interaction, Wanted.of(values[0] if values else period, scope))


class ScopeMenu(_Menu):
    action = "points:board-scope"
    arguments = (str, str)

    def __init__(self, period: Period, scope: Scope, language: Language) -> None:
        options = [
            discord.SelectOption(
                label=label(language, f"points-scope-{one}", OPTION_LABEL_LIMIT),
                description=label(language, f"points-scope-{one}.help", OPTION_LABEL_LIMIT),
                value=one,
                default=one is scope,
            )
            for one in Scope
        ]
        super().__init__(options, period, scope)

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: Sequence[str], period: str, scope: str
    ) -> None:
        await show(interaction, Wanted.of(period, values[0] if values else scope))


class HideButton(Button):
    """*Hide me*: nobody finds whoever presses it on a board any more, at once."""

    action = "points:board-hide"
    arguments = (int, str, str)
    label_id = "points-board-button-hide"
    hidden = True

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, period: str, scope: str) -> None:
        wanted = Wanted.of(period, scope, page)
        await think_in_place(interaction)
        await interaction.client.app.points.boards.set_hidden(
            guild_id=guild_of(interaction).id, member_id=interaction.user.id, hidden=cls.hidden
        )
        await show(interaction, wanted)


class ShowButton(HideButton):
    action = "points:board-show"
    label_id = "points-board-button-show"
    hidden = False


def _visibility(about: Wanted, own: Own, language: Language) -> Button:
    button = ShowButton if own.hidden else HideButton
    return button(about.page, about.period, about.scope, language=language)


# The command ------------------------------------------------------------------------------------------------------


class Leaderboard(commands.Cog):
    ACTIONS = (BoardPage, PeriodMenu, ScopeMenu, HideButton, ShowButton)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    @app_commands.command(name=text("points-board-command.name"), description=text("points-board-command"))
    @app_commands.guild_only()
    @app_commands.rename(public=text("points-option-public.name"))
    @app_commands.describe(public=text("points-board-command.public"))
    async def leaderboard(self, interaction: discord.Interaction[Bot], public: bool = False) -> None:
        if not public:
            await show(interaction, Wanted())
            return
        await think(interaction, private=False)
        guild = guild_of(interaction)
        board, people = await read(interaction, Wanted())
        seasons = await self.bot.app.points.boards.has_seasons(guild.id)
        language = await self.bot.public_language(guild)
        await reply(
            interaction,
            view=view_of_board(board, people, language, seasons=seasons, own=False),
            private=False,
        )
