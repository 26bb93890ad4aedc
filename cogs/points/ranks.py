"""`/ranks`: which there are and where one stands, for everybody; adding, changing and removing them, for admins."""

import logging
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.points.errors import RankNotFound, RanksThere
from bot.points.model import NAME_MAX, THRESHOLD_MAX, Rank
from bot.points.ranks import Draft, Edit, Ladder, Step
from bot.points.roles import Trouble
from bot.ui.actions import Button, CancelButton, confirm_view
from bot.ui.actors import guild_of, member_of
from bot.ui.layout import CALM, CAREFUL, TEXT_LIMIT, card, layout_of, line, note, row, show
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.roles import is_powerful, may_hand_out, obstacle, trouble_params, troubles_of
from bot.ui.texts import CHOICE_LIMIT, language_of, plain, text
from cogs.points.here import admin_of

log = logging.getLogger(__name__)

SUGGESTED = (50, 250, 1_000, 3_000, 8_000)
"""The thresholds of the ranks that are suggested; the messages `ranks-suggested-<number>` name them."""

COLOURS = (0x8FA89B, 0x5B9279, 0x3D7EA6, 0x8A5FBF, 0xD19A2E)
"""Of the roles that are made for them."""

CHOICES_MAX = 25  # Discord's limit
ROOM_FOR_TITLE = 40


class RoleNotGivable(UserError):
    """@everyone, or a role that belongs to a bot, to an integration or to boosting."""

    message = "points-error-role-managed"


class RoleTooPowerful(UserError):
    """A role with which one could moderate or administrate."""

    message = "points-error-role-powerful"


class RoleAboveYou(UserError):
    """A role that the person who names it could not give by hand."""

    message = "points-error-role-above-you"


class NothingToChange(UserError):
    message = "points-error-rank-nothing"


class RolesNotMade(UserError):
    """Discord refuses to make roles."""

    message = "points-error-roles-not-made"


# The list ---------------------------------------------------------------------------------------------------------


async def ladder_card(interaction: discord.Interaction[Bot]) -> ui.LayoutView:
    """Return the ranks as whoever asks sees them; admins also see what doesn't work, and what to do."""
    bot, member, language = interaction.client, member_of(interaction), language_of(interaction)
    ladder = await bot.app.points.ranks.ladder(guild_id=member.guild.id, member_id=member.id)
    manages = interaction.permissions.manage_guild or interaction.permissions.administrator
    if not ladder.steps:
        return _no_ranks(language, manages=manages)
    troubles = await _troubles(bot, member.guild, language, ladder) if manages else []
    parts: list[str | ui.Item[Any]] = ["\n".join(_line(step, member.guild, language) for step in ladder.steps), line()]
    parts.append(_own(ladder, language))
    hint = f"-# {say(language, 'ranks-admin-hint')}" if manages else ""
    room = TEXT_LIMIT - sum(len(part) for part in (*parts, hint) if isinstance(part, str)) - ROOM_FOR_TITLE
    shown = _that_fit(troubles, room)
    if shown:
        parts += [line(), *shown]
    if hint:
        parts.append(hint)
    colour = CAREFUL if troubles else CALM
    return layout_of(card(f"## {say(language, 'ranks-title')}", *parts, colour=colour))


def _that_fit(texts: Sequence[str], room: int) -> list[str]:
    """Return the first texts that have room; `/doctor` shows all."""
    lengths = accumulate(len(text) for text in texts)
    return [text for text, end in zip(texts, lengths, strict=True) if end <= room]


def _no_ranks(language: Language, *, manages: bool) -> ui.LayoutView:
    if not manages:
        return note(say(language, "ranks-none"))
    return layout_of(card(say(language, "ranks-none-admin"), row(SuggestButton(language=language))))


def _line(step: Step, guild: discord.Guild, language: Language) -> str:
    mark = "🔶" if step.own else "🔸" if step.reached else "▫️"
    name, role = plain(step.rank.name, NAME_MAX), "none"
    if step.rank.role_id is not None:
        mention = f"<@&{step.rank.role_id}>"
        # Mostly the role has the rank's name, and in its own colour once is enough.
        if _is_named(guild.get_role(step.rank.role_id), step.rank.name):
            name = mention
        else:
            role = mention
    return say(
        language,
        "ranks-line",
        mark=mark,
        name=name,
        points=step.rank.threshold,
        role=role,
        members=step.members,
    )


def _is_named(role: discord.Role | None, name: str) -> bool:
    return role is not None and role.name.strip().casefold() == name.strip().casefold()


def _own(ladder: Ladder, language: Language) -> str:
    own = next((step.rank for step in ladder.steps if step.own), None)
    has = say(language, "ranks-own", points=ladder.points, rank=plain(own.name) if own else "none")
    if ladder.next is None:
        return f"{has}\n{say(language, 'ranks-top')}"
    missing = ladder.next.threshold - ladder.points
    return f"{has}\n{say(language, 'ranks-next', points=missing, rank=plain(ladder.next.name))}"


async def _troubles(bot: Bot, guild: discord.Guild, language: Language, ladder: Ladder) -> list[str]:
    """Return one sentence for each reason why rank roles can't be given, with what to do."""
    ranks = [step.rank for step in ladder.steps]
    found = await troubles_of(bot.app.points.rank_roles, guild, ranks)
    return [trouble_text(trouble, affected, guild, language) for trouble, affected in found.items()]


def trouble_text(trouble: Trouble, ranks: Sequence[Rank], guild: discord.Guild, language: Language) -> str:
    said, params = f"doctor-rank-roles-{trouble}", trouble_params(ranks, guild, language)
    return f"⚠️ {say(language, said, **params)}\n-# → {say(language, f'{said}.remedy', **params)}"


# Suggested ranks --------------------------------------------------------------------------------------------------


def suggested(language: Language) -> list[Draft]:
    return [
        Draft(name=say(language, f"ranks-suggested-{number}"), threshold=threshold)
        for number, threshold in enumerate(SUGGESTED, start=1)
    ]


class SuggestButton(Button):
    """*Suggest ranks*: shows which, and asks whether with roles."""

    action = "points:suggest-ranks"
    arguments = ()
    label_id = "ranks-suggest-button"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        drafts = suggested(await interaction.client.public_language(guild))
        lines = [say(language, "ranks-suggested", name=one.name, points=one.threshold) for one in drafts]
        may = guild.me.guild_permissions.manage_roles
        said = "ranks-suggest-ask" if may else "ranks-suggest-ask-no-roles"
        buttons: list[ui.Item[Any]] = [MakeRanksButton("roles", language=language)] if may else []
        buttons.append(MakeRanksButton("plain", language=language, label=say(language, "ranks-make-plain")))
        buttons.append(CancelButton(language=language))
        await show(interaction, layout_of(card(say(language, said), "\n".join(lines), row(*buttons))))


class MakeRanksButton(Button):
    """*Create with roles*, or without."""

    action = "points:make-ranks"
    arguments = (str,)
    label_id = "ranks-make-roles"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], way: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        bot, guild = interaction.client, guild_of(interaction)
        if await bot.app.points.ranks.list(guild_id=guild.id):
            raise RanksThere
        drafts = suggested(await bot.public_language(guild))
        made: list[discord.Role] = []
        if way == "roles":
            made = await _make_roles(guild, [draft.name for draft in drafts], reason="/ranks")
            drafts = [
                Draft(name=draft.name, threshold=draft.threshold, role_id=role.id)
                for draft, role in zip(drafts, made, strict=True)
            ]
        try:
            await bot.app.points.ranks.add_all(drafts, guild_id=guild.id)
        except UserError:
            await _discard(made)  # somebody else was faster
            raise
        await show(interaction, await ladder_card(interaction))


async def _make_roles(guild: discord.Guild, names: Sequence[str], *, reason: str) -> list[discord.Role]:
    """Make roles, all or none. Raises RolesNotMade."""
    made: list[discord.Role] = []
    try:
        # Discord puts each new role at the bottom: the lowest rank comes last.
        for name, colour in reversed(list(zip(names, COLOURS, strict=True))):
            made.append(
                await guild.create_role(
                    name=name,
                    colour=discord.Colour(colour),
                    permissions=discord.Permissions.none(),
                    hoist=False,
                    mentionable=False,
                    reason=reason,
                )
            )
    except discord.HTTPException as refused:
        log.warning("server %s: roles for ranks: HTTP %s, code %s", guild.id, refused.status, refused.code)
        await _discard(made)
        raise RolesNotMade from None
    return made[::-1]


async def _discard(roles: Iterable[discord.Role]) -> None:
    for role in roles:
        try:
            await role.delete(reason="/ranks")
        except discord.HTTPException as refused:
            log.warning("role %s could not be taken back: HTTP %s", role.id, refused.status)


# Commands ---------------------------------------------------------------------------------------------------------


async def complete_rank(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    ranks = await interaction.client.app.points.ranks.list(guild_id=guild_of(interaction).id)
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=rank.name[:CHOICE_LIMIT], value=str(rank.id))
        for rank in ranks
        if wanted in rank.name.casefold()
    ][:CHOICES_MAX]


async def rank_named(interaction: discord.Interaction[Bot], typed: str) -> Rank:
    """Return the rank meant by a choice of the list or its name. Raises RankNotFound."""
    wanted = typed.strip()
    ranks = await interaction.client.app.points.ranks.list(guild_id=guild_of(interaction).id)
    for rank in ranks:
        if wanted == str(rank.id):
            return rank
    for rank in ranks:
        if wanted.casefold() == rank.name.casefold():
            return rank
    raise RankNotFound


def check_role(member: discord.Member, role: discord.Role) -> None:
    """Raises RoleNotGivable, RoleTooPowerful or RoleAboveYou."""
    if role.managed or role.is_default():
        raise RoleNotGivable
    if is_powerful(role):
        raise RoleTooPowerful
    if not may_hand_out(member, role):
        raise RoleAboveYou


class RemoveButton(Button):
    """*Remove*, below the question."""

    action = "points:remove-rank"
    label_id = "ranks-remove-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], rank_id: int) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        language = language_of(interaction)
        removed = await interaction.client.app.points.ranks.remove(guild_id=guild_of(interaction).id, rank_id=rank_id)
        await edit_in_place(interaction, say(language, "ranks-removed", name=plain(removed.name)))


def _with_warning(interaction: discord.Interaction[Bot], said: str, rank: Rank) -> str:
    """Return an answer, with what is to be done where the bot can't give the rank's role."""
    guild = guild_of(interaction)
    trouble = obstacle(guild, rank.role_id) if rank.role_id is not None else None
    if trouble is None:
        return said
    return f"{said}\n\n{trouble_text(trouble, [rank], guild, language_of(interaction))}"


Name = app_commands.Range[str, 1, NAME_MAX]
Points = app_commands.Range[int, 1, THRESHOLD_MAX]
Choice = app_commands.Range[str, 1, 100]


class Ranks(commands.Cog):
    """`/ranks` and its buttons."""

    ACTIONS = (SuggestButton, MakeRanksButton, RemoveButton)

    # Everybody sees the group for the list's sake: that only admins change anything is checked here.
    ranks = app_commands.Group(name=text("ranks-command.name"), description=text("ranks-command"), guild_only=True)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)

    @ranks.command(name=text("ranks-command-list.name"), description=text("ranks-command-list"))
    async def list_(self, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await reply(interaction, view=await ladder_card(interaction))

    @ranks.command(name=text("ranks-command-add.name"), description=text("ranks-command-add"))
    @app_commands.rename(
        name=text("ranks-option-name.name"),
        points=text("ranks-option-points.name"),
        role=text("ranks-option-role.name"),
    )
    @app_commands.describe(
        name=text("ranks-option-name"), points=text("ranks-option-points"), role=text("ranks-option-role")
    )
    async def add(
        self, interaction: discord.Interaction[Bot], name: Name, points: Points, role: discord.Role | None = None
    ) -> None:
        await think(interaction)
        actor, language = await admin_of(interaction), language_of(interaction)
        if role is not None:
            check_role(member_of(interaction), role)
        added = await self.bot.app.points.ranks.add(
            Draft(name=name, threshold=points, role_id=role.id if role else None), guild_id=actor.guild_id
        )
        said = say(language, "ranks-added", name=plain(added.name), points=added.threshold)
        await reply(interaction, _with_warning(interaction, said, added))

    @ranks.command(name=text("ranks-command-edit.name"), description=text("ranks-command-edit"))
    @app_commands.rename(
        rank=text("ranks-option-rank.name"),
        name=text("ranks-option-name.name"),
        points=text("ranks-option-points.name"),
        role=text("ranks-option-role.name"),
        without_role=text("ranks-option-without-role.name"),
    )
    @app_commands.describe(
        rank=text("ranks-option-rank"),
        name=text("ranks-option-name"),
        points=text("ranks-option-points"),
        role=text("ranks-option-role"),
        without_role=text("ranks-option-without-role"),
    )
    @app_commands.autocomplete(rank=complete_rank)
    async def edit(
        self,
        interaction: discord.Interaction[Bot],
        rank: Choice,
        name: Name | None = None,
        points: Points | None = None,
        role: discord.Role | None = None,
        without_role: bool = False,
    ) -> None:
        await think(interaction)
        actor, language = await admin_of(interaction), language_of(interaction)
        if name is None and points is None and role is None and not without_role:
            raise NothingToChange
        if role is not None:
            check_role(member_of(interaction), role)
        chosen = await rank_named(interaction, rank)
        before, after = await self.bot.app.points.ranks.edit(
            Edit(name=name, threshold=points, role_id=role.id if role else None, without_role=without_role),
            guild_id=actor.guild_id,
            rank_id=chosen.id,
        )
        said = say(language, "ranks-edited", name=plain(after.name), points=after.threshold)
        if before.role_id is not None and before.role_id != after.role_id:
            said += f"\n{say(language, 'ranks-role-stays', role=f'<@&{before.role_id}>')}"
        await reply(interaction, _with_warning(interaction, said, after))

    @ranks.command(name=text("ranks-command-remove.name"), description=text("ranks-command-remove"))
    @app_commands.rename(rank=text("ranks-option-rank.name"))
    @app_commands.describe(rank=text("ranks-option-rank"))
    @app_commands.autocomplete(rank=complete_rank)
    async def remove(self, interaction: discord.Interaction[Bot], rank: Choice) -> None:
        await think(interaction)
        await admin_of(interaction)
        chosen, language = await rank_named(interaction, rank), language_of(interaction)
        said = say(language, "ranks-remove-ask", name=plain(chosen.name))
        if chosen.role_id is not None:
            said += f"\n{say(language, 'ranks-role-stays', role=f'<@&{chosen.role_id}>')}"
        await reply(interaction, said, view=confirm_view(RemoveButton(chosen.id, language=language), language))
