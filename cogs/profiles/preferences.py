"""`/profile preferences`: in which language, in which zone and when somebody likes to be spoken to."""

import asyncio
from typing import Any, Literal

import discord
from discord import app_commands, ui

from bot.actor import Actor
from bot.client import Bot
from bot.i18n import Language, say
from bot.profiles import rules, zones
from bot.profiles.model import Preferences
from bot.profiles.preferring import Preferring
from bot.settings.model import ServerSettings
from bot.text import cut
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import beside, card, layout_of, line, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import CHOICE_LIMIT, language_of, text
from cogs.profiles.group import profile as group

DISCORD = "discord"
"""The choice of no language of one's own."""

LANGUAGES = [
    app_commands.Choice(name=text("profiles-language-discord"), value=DISCORD),
    app_commands.Choice(name="English", value=Language.EN.value),
    app_commands.Choice(name="日本語", value=Language.JA.value),
]
Hour = app_commands.Range[str, 1, 20]


async def complete_zone(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest zones by what people call their city, with the time it is there."""
    language, now = language_of(interaction), interaction.client.app.clock()
    places = await asyncio.to_thread(zones.find, typed)
    return [
        app_commands.Choice(
            name=cut(
                f"{place.cities[language]} – {place.zone} ({zones.offset(place.zone, now)})",
                CHOICE_LIMIT,
            ),
            value=place.zone,
        )
        for place in places
    ]


@group.command(name=text("profiles-command-preferences.name"), description=text("profiles-command-preferences"))
@app_commands.rename(
    language=text("profiles-option-language.name"),
    time_zone=text("profiles-option-time-zone.name"),
    quiet_from=text("profiles-option-quiet-from.name"),
    quiet_until=text("profiles-option-quiet-until.name"),
)
@app_commands.describe(
    language=text("profiles-option-language"),
    time_zone=text("profiles-option-time-zone"),
    quiet_from=text("profiles-option-quiet-from"),
    quiet_until=text("profiles-option-quiet-until"),
)
@app_commands.choices(language=LANGUAGES)
@app_commands.autocomplete(time_zone=complete_zone)
async def profile_preferences(
    interaction: discord.Interaction[Bot],
    language: Literal["discord", "en", "ja"] | None = None,
    time_zone: app_commands.Range[str, 1, 100] | None = None,
    quiet_from: Hour | None = None,
    quiet_until: Hour | None = None,
) -> None:
    await think(interaction)
    actor, preferring = await actor_of(interaction), interaction.client.app.profiles.preferring
    # Everything is read before anything is stored: what can't be understood leaves all as it was.
    zone = None if time_zone is None else await asyncio.to_thread(zones.read, time_zone)
    begin, end = (None if typed is None else rules.read_time(typed) for typed in (quiet_from, quiet_until))
    if begin is not None or end is not None:
        await preferring.choose_quiet_hours(begin, end, by=actor)
    if zone is not None:
        await preferring.choose_zone(zone, by=actor)
    if language is not None:
        await preferring.choose_language(None if language == DISCORD else Language(language), by=actor)
    changed = any(given is not None for given in (language, time_zone, quiet_from, quiet_until))
    await reply(interaction, view=await panel(interaction, changed=changed))


async def panel(interaction: discord.Interaction[Bot], *, changed: bool = False) -> ui.LayoutView:
    """Return somebody's preferences, each with a button that takes it back."""
    actor, app, language = await actor_of(interaction), interaction.client.app, language_of(interaction)
    found = await app.profiles.preferring.of(guild_id=actor.guild_id, member_id=actor.id)
    server = await app.settings.get(actor.guild_id, ServerSettings)
    done = say(language, "profiles-did-prefer") if changed else None
    heading = "\n".join(filter(None, (say(language, "profiles-preferences-title"), done)))
    return layout_of(
        card(
            heading,
            line(),
            _entry(_language_text(found, language), found.language is not None, OwnLanguageButton(language=language)),
            _entry(
                _zone_text(found, server, interaction, language),
                found.time_zone is not None,
                ServersZoneButton(language=language),
            ),
            _entry(_quiet_text(found, language), found.has_quiet_hours, NoQuietHoursButton(language=language)),
            line(),
            say(language, "profiles-preferences-how"),
        )
    )


def _entry(said: str, is_chosen: bool, button: Button) -> ui.Item[Any] | str:
    return beside(said, button) if is_chosen else said


def _language_text(found: Preferences, language: Language) -> str:
    named = say(language, f"profiles-language-{found.language or DISCORD}")
    return f"**{say(language, 'profiles-preference-language')}**\n{named}"


def _zone_text(
    found: Preferences, server: ServerSettings, interaction: discord.Interaction[Bot], language: Language
) -> str:
    zone = found.zone(server.zone)
    now = interaction.client.app.clock().astimezone(zone)
    said = say(
        language,
        "profiles-zone-own" if found.time_zone else "profiles-zone-servers",
        zone=zone.key,
        now=rules.written_time(now.hour * 60 + now.minute),
    )
    return f"**{say(language, 'profiles-preference-zone')}**\n{said}"


def _quiet_text(found: Preferences, language: Language) -> str:
    if found.quiet_from is None or found.quiet_until is None:
        said = say(language, "profiles-quiet-none")
    else:
        begin, end = rules.written_time(found.quiet_from), rules.written_time(found.quiet_until)
        over_night = "yes" if found.quiet_from > found.quiet_until else "no"
        said = say(language, "profiles-quiet", begin=begin, end=end, night=over_night)
    return f"**{say(language, 'profiles-preference-quiet')}**\n{said}"


# Taking back ------------------------------------------------------------------------------------------------------


class _BackButton(Button):
    """Takes a preference back."""

    arguments = ()

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        await cls.take_back(interaction.client.app.profiles.preferring, actor)
        await show(interaction, await panel(interaction, changed=True))

    @staticmethod
    async def take_back(preferring: Preferring, actor: Actor) -> None:
        raise NotImplementedError


class OwnLanguageButton(_BackButton):
    action = "profiles:own-language"
    label_id = "profiles-button-own-language"

    @staticmethod
    async def take_back(preferring: Preferring, actor: Actor) -> None:
        await preferring.choose_language(None, by=actor)


class ServersZoneButton(_BackButton):
    action = "profiles:servers-zone"
    label_id = "profiles-button-servers-zone"

    @staticmethod
    async def take_back(preferring: Preferring, actor: Actor) -> None:
        await preferring.choose_zone(None, by=actor)


class NoQuietHoursButton(_BackButton):
    action = "profiles:no-quiet-hours"
    label_id = "profiles-button-no-quiet-hours"

    @staticmethod
    async def take_back(preferring: Preferring, actor: Actor) -> None:
        await preferring.no_quiet_hours(by=actor)


ACTIONS = (OwnLanguageButton, ServersZoneButton, NoQuietHoursButton)
