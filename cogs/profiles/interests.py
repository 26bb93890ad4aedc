"""`/profile interests` and the door of that name: a private menu of the roles that say what one is interested in.

Discord goes first: what could be given and taken there is what is noted, and what could not is said.
"""

import asyncio
import logging
from collections.abc import Awaitable, Collection, Sequence
from weakref import WeakValueDictionary

import discord
from discord import ui

from bot.actor import Actor
from bot.client import Bot
from bot.db import DatabaseClosed, StorageTrouble
from bot.due import TryLater
from bot.i18n import Language, say
from bot.profiles import rules
from bot.profiles.errors import DiscordSilent, MemberGone, NoInterests, StillScreened
from bot.profiles.model import Chosen, Missed, Trouble
from bot.settings.model import MENU_LIMIT
from bot.text import cut, one_line
from bot.ui.actions import Button, Choosing
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import CALM, CAREFUL, GOOD, card, layout_of, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.roles import UNKNOWN_ROLE, fetch_member, is_powerful, trouble_with
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, plain, text
from cogs.profiles.group import profile as group

log = logging.getLogger(__name__)

PLACEHOLDER_LIMIT = 150

_choosing: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
"""One choice of a member at a time: the second has to begin from what the first has made."""


def trouble_of(guild: discord.Guild, role_id: int) -> Trouble | None:
    """Return why a role can't be anybody's interest, as far as Discord shows; None where it can."""
    found = trouble_with(guild, role_id)
    if found is not None:
        return Trouble(found.value)
    role = guild.get_role(role_id)
    return Trouble.NOT_OFFERED if role is not None and is_powerful(role) else None


async def offered_roles(bot: Bot, guild: discord.Guild) -> list[discord.Role]:
    """Return the interests one can choose here, those that stand highest on the server first."""
    role_ids = await bot.app.profiles.interests.offered(guild.id)
    roles = [guild.get_role(role_id) for role_id in role_ids if trouble_of(guild, role_id) is None]
    return sorted((role for role in roles if role is not None), reverse=True)[:MENU_LIMIT]


# Showing ----------------------------------------------------------------------------------------------------------


@group.command(name=text("profiles-command-interests.name"), description=text("profiles-command-interests"))
async def profile_interests(interaction: discord.Interaction[Bot]) -> None:
    await _offer(interaction)


class InterestsButton(Button):
    """The door: anybody may press it, and chooses for themselves."""

    action = "profiles:interests"
    arguments = ()
    label_id = "profiles-button-interests"
    symbol = "🌱"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await _offer(interaction)


async def _offer(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    guild, language = guild_of(interaction), language_of(interaction)
    roles = await offered_roles(interaction.client, guild)
    if not roles:
        raise NoInterests
    held = {role.id for role in roles} & set(member_of(interaction)._roles)
    view = _view(roles, held, language, intro=say(language, "profiles-interests-intro"))
    await reply(interaction, view=view)


def _view(
    roles: Sequence[discord.Role],
    held: Collection[int],
    language: Language,
    *,
    intro: str,
    colour: discord.Colour = CALM,
) -> ui.LayoutView:
    # A menu in which nothing is marked and nothing is chosen sends nothing: hence the button.
    none = None if held else row(NoneButton(language=language))
    menu = InterestMenu(roles, held, language=language)
    return layout_of(card(say(language, "profiles-interests-title"), intro, row(menu), none, colour=colour))


# Choosing ---------------------------------------------------------------------------------------------------------


class InterestMenu(Choosing, ui.Select[ui.LayoutView]):
    action = "profiles:interest"
    arguments = ()

    def __init__(self, roles: Sequence[discord.Role], held: Collection[int], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(),
            placeholder=label(language, "profiles-interests-placeholder", PLACEHOLDER_LIMIT),
            min_values=0,
            max_values=len(roles),
            options=[
                discord.SelectOption(
                    label=cut(one_line(role.name) or str(role.id), OPTION_LABEL_LIMIT),
                    value=str(role.id),
                    default=role.id in held,
                )
                for role in roles
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str]) -> None:
        await _choose(interaction, {int(value) for value in values if value.isascii() and value.isdigit()})


class NoneButton(Button):
    """For who is interested in none of it."""

    action = "profiles:no-interest"
    arguments = ()
    label_id = "profiles-button-none"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await _choose(interaction, set())


async def _choose(interaction: discord.Interaction[Bot], wanted: set[int]) -> None:
    await think_in_place(interaction)
    actor, guild, language = await actor_of(interaction), guild_of(interaction), language_of(interaction)
    async with _choosing.setdefault((guild.id, actor.id), asyncio.Lock()):
        chosen = await _change_roles(interaction.client, guild, actor, wanted)
        await interaction.client.app.profiles.interests.chose(
            chosen.role_ids,
            by=actor,
            interaction_id=interaction.id,
            counts=not chosen.missed or bool(wanted & chosen.role_ids),
        )
    roles = await offered_roles(interaction.client, guild)
    intro = _outcome(chosen, guild, language)
    if not roles:  # what is there to say was said; a menu of nothing can't be shown
        await show(interaction, layout_of(card(say(language, "profiles-interests-title"), intro, colour=CAREFUL)))
        return
    colour = CAREFUL if chosen.missed else GOOD
    await show(interaction, _view(roles, chosen.role_ids, language, intro=intro, colour=colour))


async def _change_roles(bot: Bot, guild: discord.Guild, actor: Actor, wanted: set[int]) -> Chosen:
    """Give and take roles until the member has what they chose, as far as Discord lets us."""
    try:
        # The press came with the roles of that moment; another one may have changed them since.
        member = await fetch_member(guild, actor.id)
    except TryLater:
        raise DiscordSilent from None
    if member is None:
        raise MemberGone
    if member.pending:
        raise StillScreened
    offered = {role.id for role in await offered_roles(bot, guild)}
    held = frozenset(member._roles)  # private, but `roles` builds Role objects from the cache
    give, take = rules.wanted_changes(wanted, held, offered)
    missed = [
        Missed(role_id=role_id, trouble=trouble_of(guild, role_id) or Trouble.NOT_OFFERED)
        for role_id in sorted(wanted - offered)
    ]
    reason = say(await bot.public_language(guild), "profiles-audit-reason")
    now = set(held)
    for role_id in (*give, *take):
        act = member.add_roles if role_id in give else member.remove_roles
        trouble = await _tried(guild, role_id, act(discord.Object(role_id), reason=reason))
        if trouble is None:
            now ^= {role_id}
        else:
            missed.append(Missed(role_id=role_id, trouble=trouble))
    return Chosen(role_ids=frozenset(now), missed=missed)


async def _tried(guild: discord.Guild, role_id: int, request: Awaitable[None]) -> Trouble | None:
    """Send a change of somebody's role; returns why it didn't come about."""
    try:
        await request
    except discord.NotFound as refused:
        return Trouble.GONE if refused.code == UNKNOWN_ROLE else Trouble.REFUSED
    except discord.Forbidden as refused:
        log.warning("role %s in server %s: HTTP 403, code %s", role_id, guild.id, refused.code)
        return trouble_of(guild, role_id) or Trouble.REFUSED
    except discord.HTTPException as refused:
        log.warning("role %s in server %s: HTTP %s", role_id, guild.id, refused.status)
        return Trouble.BUSY
    return None


def _outcome(chosen: Chosen, guild: discord.Guild, language: Language) -> str:
    """Say what somebody has chosen now, and what did not work and why."""
    lines = []
    for trouble in Trouble:
        named = [_role_text(guild, missed.role_id, language) for missed in chosen.missed if missed.trouble is trouble]
        if named:
            roles = ("、" if language is Language.JA else ", ").join(named)
            lines.append(say(language, f"profiles-trouble-{trouble}", roles=roles, count=len(named)))
    if not lines:
        return say(language, "profiles-interests-did")
    return "\n".join([say(language, "profiles-interests-partly"), *lines])


def _role_text(guild: discord.Guild, role_id: int, language: Language) -> str:
    role = guild.get_role(role_id)
    return f"**{plain(role.name, 100)}**" if role else say(language, "profiles-interests-gone")


# Following --------------------------------------------------------------------------------------------------------


async def see(bot: Bot, member: discord.Member, *, at_ms: int) -> None:
    """Follow the interests of somebody whose roles came with an event: Discord is asked nothing for it."""
    app, key = bot.app, (member.guild.id, member.id)
    if member.bot or key in _choosing or app.activity.is_ignored(*key):
        return
    try:
        await app.profiles.interests.seen(member._roles, guild_id=key[0], member_id=key[1], at_ms=at_ms)
    except (StorageTrouble, DatabaseClosed) as trouble:
        log.warning("server %s: interests are followed later: %s", key[0], type(trouble).__name__)


ACTIONS = (InterestsButton, InterestMenu, NoneButton)
