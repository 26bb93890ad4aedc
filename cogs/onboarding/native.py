"""`/onboarding native`: what stands in Discord's own onboarding and welcome screen, and an offer to fill it.

Discord's onboarding is the server's own. It is read, what could be added is shown to the word, and only an admin's
press adds it. Nothing is switched on, taken away, changed or put in another order, and what somebody has changed since
it was shown is shown anew first.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui
from discord.http import Route

from bot.client import Bot
from bot.i18n import Language, say
from bot.onboarding.invite_errors import NativeForbidden, NativeRefused, NoCommunity
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.native import (
    JSON,
    OPTIONS_MAX,
    WELCOME_CHANNELS_MAX,
    Additions,
    Interest,
    Wanted,
    Welcome,
    additions,
    fingerprint,
)
from bot.profiles.model import ProfileSettings
from bot.questions.model import QuestionSettings
from bot.ui.actions import Button
from bot.ui.actors import admin_of, member_of
from bot.ui.layout import CALM, GOOD, card, layout_of, line, row
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.roles import is_powerful, may_hand_out, trouble_with
from bot.ui.texts import language_of, permission_names, plain, text
from cogs.onboarding.group import onboarding

log = logging.getLogger(__name__)

COMMUNITY = "COMMUNITY"
SCREEN_ON = "WELCOME_SCREEN_ENABLED"
NEEDED = ("manage_guild", "manage_roles")
"""What Discord asks for to change onboarding."""

PROMPTS_SHOWN = 8
NAMED = 15
"""Roles or channels in one line."""
TITLE_SHOWN = 60

EMOJI = {"welcome": "👋", "introductions": "🙋", "questions": "❓"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What stands on Discord, and what would be added."""

    onboarding: JSON
    screen: JSON | None
    """None: there is none."""
    made: Additions
    left_out: Sequence[discord.Role]
    """Interests that no link or prompt should give, or that can't be given."""

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.onboarding, self.screen, self.made)


@onboarding.command(name=text("onboarding-command-native.name"), description=text("onboarding-command-native"))
async def onboarding_native(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await admin_of(interaction)
    found = await read(interaction.client, member_of(interaction))
    await reply(interaction, view=native_view(found, member_of(interaction).guild, language_of(interaction)))


async def read(bot: Bot, reader: discord.Member) -> Reading:
    """Read what stands there. Raises NoCommunity."""
    guild = reader.guild
    if COMMUNITY not in guild.features:
        raise NoCommunity
    there: Any = await bot.http.get_guild_onboarding(guild.id)
    known, screen = await _screen(bot, guild)
    wanted, left_out = await _wanted(bot, reader, screen=known)
    made = additions(there, screen, wanted, new_prompt_id=discord.utils.time_snowflake(discord.utils.utcnow()))
    return Reading(onboarding=there, screen=screen, made=made, left_out=left_out)


async def _screen(bot: Bot, guild: discord.Guild) -> tuple[bool, JSON | None]:
    """Return the welcome screen, and whether we could see if there is one."""
    try:
        found: Any = await bot.http.get_welcome_screen(guild.id)
    except discord.NotFound:
        return True, None
    except discord.Forbidden:  # as long as it is off, only those may see it who manage the server
        return False, None
    return True, found


async def _wanted(bot: Bot, reader: discord.Member, *, screen: bool) -> tuple[Wanted, list[discord.Role]]:
    """Return what this server's settings have to offer, and the interests that must not stand in a prompt."""
    guild, settings, language = reader.guild, bot.app.settings, await bot.public_language(reader.guild)
    role_ids = (await settings.get(guild.id, ProfileSettings)).interest_role_ids
    roles = sorted((role for one in role_ids if (role := guild.get_role(one))), key=lambda role: -role.position)
    given = [role for role in roles if _may_stand_there(reader, role)]
    own = await settings.get(guild.id, OnboardingSettings)
    forum = (await settings.get(guild.id, QuestionSettings)).forum_channel_id
    named = {"welcome": own.welcome_channel_id, "introductions": own.introductions_channel_id, "questions": forum}
    places = {name: one for name, channel_id in named.items() if (one := _seen_by_all(guild, channel_id))}
    return (
        Wanted(
            prompt_title=say(language, "onboarding-native-prompt"),
            interests=[Interest(role_id=role.id, name=role.name) for role in given],
            channel_ids=[channel.id for channel in places.values()],
            welcome=[
                Welcome(
                    channel_id=channel.id,
                    description=say(language, f"onboarding-native-channel-{name}"),
                    emoji=EMOJI[name],
                )
                for name, channel in places.items()
                if screen
            ],
        ),
        [role for role in roles if role not in given],
    )


def _may_stand_there(reader: discord.Member, role: discord.Role) -> bool:
    return trouble_with(reader.guild, role.id) is None and not is_powerful(role) and may_hand_out(reader, role)


def _seen_by_all(guild: discord.Guild, channel_id: int | None) -> discord.abc.GuildChannel | None:
    """Return a channel that Discord takes there: everybody sees it."""
    channel = guild.get_channel(channel_id or 0)
    return channel if channel and channel.permissions_for(guild.default_role).view_channel else None


# What is shown ----------------------------------------------------------------------------------------------------


def native_view(found: Reading, guild: discord.Guild, language: Language, *, note: str | None = None) -> ui.LayoutView:
    lacking = [name for name in NEEDED if not getattr(guild.me.guild_permissions, name)]
    pieces: list[ui.Item[Any] | str | None] = [
        say(language, note) if note else None,
        "\n".join(_there(found, guild, language)),
        line(),
        "\n".join(_offered(found, language)),
    ]
    if found.made.any and lacking:
        names = permission_names(lacking, language)
        role = plain(guild.self_role.name if guild.self_role else guild.me.display_name, TITLE_SHOWN)
        pieces.append(say(language, "onboarding-native-lacking", permissions=names, role=role))
    elif found.made.any:
        pieces += [
            say(language, "onboarding-native-promise"),
            row(FillButton(found.fingerprint, language=language)),
        ]
    return layout_of(card(*pieces, colour=CALM if found.made.any else GOOD))


def _there(found: Reading, guild: discord.Guild, language: Language) -> list[str]:
    """Say what stands on Discord."""
    there = found.onboarding
    lines = [say(language, "onboarding-native-there", on="yes" if there["enabled"] else "no")]
    for prompt in there["prompts"][:PROMPTS_SHOWN]:
        title = plain(prompt["title"], TITLE_SHOWN)
        lines.append(say(language, "onboarding-native-there-prompt", title=title, options=len(prompt["options"])))
    if len(there["prompts"]) > PROMPTS_SHOWN:
        lines.append(say(language, "onboarding-native-more", count=len(there["prompts"]) - PROMPTS_SHOWN))
    if not there["prompts"]:
        lines.append(say(language, "onboarding-native-there-no-prompt"))
    lines.append(say(language, "onboarding-native-there-channels", count=len(there["default_channel_ids"])))
    shown = (found.screen or {}).get("welcome_channels") or []
    state = "on" if SCREEN_ON in guild.features else "off"
    lines.append(say(language, "onboarding-native-there-screen", state=state, count=len(shown)))
    return lines


def _offered(found: Reading, language: Language) -> list[str]:
    """Say what would be added, to the word."""
    made, lines = found.made, []
    if made.interests:
        title = plain(made.prompt_title, TITLE_SHOWN) if made.prompt_title is not None else ""
        roles = _listed([f"<@&{interest.role_id}>" for interest in made.interests], language)
        name = "onboarding-native-add-options" if title else "onboarding-native-add-prompt"
        lines.append(say(language, name, title=title or _new_title(found), roles=roles))
    if made.channel_ids:
        channels = _listed([f"<#{channel_id}>" for channel_id in made.channel_ids], language)
        lines.append(say(language, "onboarding-native-add-channels", channels=channels))
    for one in made.welcome:
        said = f"{one.emoji} {one.description}"
        lines.append(say(language, "onboarding-native-add-welcome", channel=f"<#{one.channel_id}>", said=said))
    if lines:
        lines.insert(0, say(language, "onboarding-native-add"))
    else:
        lines.append(say(language, "onboarding-native-nothing"))
    for what in made.no_room:
        limit = {"prompts": 15, "options": OPTIONS_MAX, "welcome": WELCOME_CHANNELS_MAX}[what]
        lines.append(say(language, f"onboarding-native-no-room-{what}", limit=limit))
    if found.left_out:
        roles = _listed([role.mention for role in found.left_out], language)
        lines.append(say(language, "onboarding-native-left-out", roles=roles))
    return lines


def _new_title(found: Reading) -> str:
    body = found.made.onboarding_body
    assert body is not None
    return plain(str(body["prompts"][-1]["title"]), TITLE_SHOWN)


def _listed(names: Sequence[str], language: Language) -> str:
    comma = "、" if language is Language.JA else ", "
    more = [say(language, "onboarding-native-names-more", count=len(names) - NAMED)] if len(names) > NAMED else []
    return comma.join([*names[:NAMED], *more])


# Filling in -------------------------------------------------------------------------------------------------------


class FillButton(Button):
    """*Fill in*: adds what is shown, unless it isn't what is there any more."""

    action = "onboarding:native-fill"
    arguments = (str,)
    label_id = "onboarding-native-button"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], shown: str) -> None:
        await think_in_place(interaction)
        await admin_of(interaction)
        bot, member, language = interaction.client, member_of(interaction), language_of(interaction)
        found = await read(bot, member)
        if found.fingerprint != shown:
            note = "onboarding-native-changed" if found.made.any else None
            await edit_in_place(interaction, view=native_view(found, member.guild, language, note=note))
            return
        note = await _fill(bot, member, found)
        try:
            now = await read(bot, member)
        except discord.HTTPException:  # it was done, and that has to be said
            await edit_in_place(interaction, view=layout_of(card(say(language, note))))
            return
        await edit_in_place(interaction, view=native_view(now, member.guild, language, note=note))


async def _fill(bot: Bot, member: discord.Member, found: Reading) -> str:
    """Add what is missing and return the message that says what became of it.

    Raises NativeForbidden or NativeRefused, with nothing changed.
    """
    guild = member.guild
    reason = say(await bot.public_language(guild), "onboarding-native-reason", member=str(member.id))
    done = False
    for method, path, body in (
        ("PUT", "/guilds/{guild_id}/onboarding", found.made.onboarding_body),
        ("PATCH", "/guilds/{guild_id}/welcome-screen", found.made.welcome_body),
    ):
        if body is None:
            continue
        try:
            await bot.http.request(Route(method, path, guild_id=guild.id), json=body, reason=reason)
        except discord.HTTPException as refused:
            log.warning("%s %s: HTTP %s, code %s", method, path, refused.status, refused.code)
            if done:
                return "onboarding-native-half"
            _explain(refused)
            raise
        done = True
    return "onboarding-native-done"


def _explain(refused: discord.HTTPException) -> None:
    if isinstance(refused, discord.Forbidden):
        raise NativeForbidden from refused
    if refused.status == 400:
        raise NativeRefused(code=str(refused.code)) from refused


ACTIONS = (FillButton,)
