"""The check-up as a card, and the buttons that mend what the bot can mend itself."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.command_sync import sync_commands
from bot.errors import UserError
from bot.i18n import Language, say
from bot.operations.doctor import Severity
from bot.settings.fields import Setting, ids_in, setting_of
from bot.settings.model import Kind, UnknownSetting
from bot.setup.needs import REQUIREMENTS
from bot.ui.actions import Argument, Button, ButtonOutdated
from bot.ui.actors import admin_of, guild_of, member_of
from bot.ui.layout import BAD, CAREFUL, GOOD, TEXT_LIMIT, beside, card, layout_of, line, row, show
from bot.ui.replies import think_in_place
from bot.ui.texts import channel_text, language_of, plain
from cogs.doctor.checks import (
    ACCESS,
    FORGET,
    RETRY,
    SETUP,
    SYNC,
    Found,
    Mend,
    can_open,
    differing_commands,
    examine,
    lacking_in,
)

TROUBLES_SHOWN = 8
"""What a card holds with a button beside each; whoever mends these sees the rest then."""
HINTS_SHOWN = 6

TROUBLES = (Severity.PROBLEM, Severity.WARNING)
SYMBOLS = {Severity.FINE: "✅", Severity.HINT: "💡", Severity.WARNING: "⚠️", Severity.PROBLEM: "❌"}

_syncing = asyncio.Lock()


class NotAllowed(UserError):
    """Discord refuses what a button was to mend."""

    message = "doctor-error-refused"


class CommandsNotTaken(UserError):
    message = "doctor-error-sync"


async def checkup(interaction: discord.Interaction[Bot], *, done: str | None = None) -> ui.LayoutView:
    """Look at everything and return it as a card: what is wrong first, what is fine in small print."""
    language, guild = language_of(interaction), guild_of(interaction)
    found = await examine(interaction.client, member_of(interaction), language, asked_at=interaction.created_at)
    troubles = sorted(
        (entry for entry in found if entry.finding.severity in TROUBLES),
        key=lambda entry: TROUBLES.index(entry.finding.severity),
    )
    hidden = len(troubles) - TROUBLES_SHOWN
    heading = "\n".join(filter(None, (_title(guild, language), done, _summary(troubles, language))))
    more = say(language, "doctor-more", count=hidden) if hidden > 0 else ""
    shown, hints = [_text(entry, language) for entry in troubles[:TROUBLES_SHOWN]], _hints(found, language)
    room = TEXT_LIMIT - sum(map(len, (heading, more, hints, *shown)))
    return layout_of(
        card(
            heading,
            line(),
            *_entries(troubles[:TROUBLES_SHOWN], language),
            more or None,
            line() if troubles else None,
            hints or None,
            _in_order(found, language, room=room),
            row(AgainButton(language=language)),
            colour=_colour(troubles),
        )
    )


def _title(guild: discord.Guild, language: Language) -> str:
    return say(language, "doctor-title", server=plain(guild.name, 100))


def _summary(troubles: Sequence[Found], language: Language) -> str:
    if not troubles:
        return say(language, "doctor-well")
    problems = sum(1 for entry in troubles if entry.finding.severity is Severity.PROBLEM)
    return say(language, "doctor-summary", problems=problems, warnings=len(troubles) - problems)


def _colour(troubles: Sequence[Found]) -> discord.Colour:
    if not troubles:
        return GOOD
    return BAD if troubles[0].finding.severity is Severity.PROBLEM else CAREFUL


def _entries(troubles: Sequence[Found], language: Language) -> Iterator[ui.Item[Any]]:
    """Yield each trouble with what mends it; a button that mends several stands beside the first of them."""
    offered: set[Mend] = set()
    for entry in troubles:
        text = _text(entry, language)
        if entry.mend is None or entry.mend in offered:
            yield ui.TextDisplay(text)
        else:
            offered.add(entry.mend)
            yield beside(text, MENDING[entry.mend.action](*entry.mend.arguments, language=language))


def _text(entry: Found, language: Language) -> str:
    finding = entry.finding
    text = f"{SYMBOLS[finding.severity]} {finding.said(language)}"
    remedy = finding.remedy_said(language)
    return text if remedy is None else f"{text}\n-# → {remedy}"


def _hints(found: Sequence[Found], language: Language) -> str:
    """Say what isn't used, in short; "" for nothing."""
    hints = [entry for entry in found if entry.finding.severity is Severity.HINT]
    if not hints:
        return ""
    lines = [_text(entry, language) for entry in hints[:HINTS_SHOWN]]
    more = [say(language, "doctor-hints-more", count=len(hints) - HINTS_SHOWN)] if len(hints) > HINTS_SHOWN else []
    return "\n".join([say(language, "doctor-hints"), *lines, *more])


def _in_order(found: Sequence[Found], language: Language, *, room: int) -> str:
    """Say what is fine, as far as there is room for it, and at least how much it is."""
    fine = [entry.finding.said(language) for entry in found if entry.finding.severity is Severity.FINE]
    lines = [say(language, "doctor-fine")]
    for number, said in enumerate(fine):
        rest = say(language, "doctor-fine-more", count=len(fine) - number)
        if sum(len(each) + 1 for each in lines) + len(said) + len(rest) + 10 > room:
            return "\n".join([*lines, f"-# ✅ {rest}"])
        lines.append(f"-# ✅ {said}")
    return "\n".join(lines)


class AgainButton(Button):
    action = "doctor:again"
    arguments = ()
    label_id = "doctor-again"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await show(interaction, await checkup(interaction))


class AccessButton(Button):
    """Allows the bot in a channel what a feature needs there."""

    action = "doctor:access"
    arguments = (str,)
    label_id = "doctor-access"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], feature: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        guild = guild_of(interaction)
        channel = await _channel_of(interaction.client, guild, feature)
        requirement = next(entry for entry in REQUIREMENTS if entry.feature == feature)
        lacking = lacking_in(channel, requirement)
        if lacking and not can_open(channel, lacking):
            raise NotAllowed
        if lacking:
            overwrite = channel.overwrites_for(guild.me)
            overwrite.update(**dict.fromkeys(lacking, True))
            try:
                await channel.set_permissions(guild.me, overwrite=overwrite, reason="/doctor")
            except discord.Forbidden:
                raise NotAllowed from None
        done = say(language_of(interaction), "doctor-did-access", channel=channel_text(channel, member_of(interaction)))
        await show(interaction, await checkup(interaction, done=done))


async def _channel_of(bot: Bot, guild: discord.Guild, feature: str) -> discord.abc.GuildChannel:
    """Return the channel a feature works in. Raises ButtonOutdated where there is none."""
    requirement = next((entry for entry in REQUIREMENTS if entry.feature == feature and entry.key), None)
    section = bot.app.settings.sections.get(requirement.section or "") if requirement else None
    if requirement is None or requirement.key is None or section is None:
        raise ButtonOutdated
    stored = (await bot.app.settings.get(guild.id, section)).model_dump(mode="json")[requirement.key]
    channel = guild.get_channel(stored or 0)
    if channel is None:
        raise ButtonOutdated
    return channel


class SyncButton(Button):
    """Sends the commands to Discord, where they still differ."""

    action = "doctor:sync"
    arguments = ()
    label_id = "doctor-sync"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        async with _syncing:
            # Discord takes 200 new commands a day: a second press sends nothing.
            if await differing_commands(interaction.client):
                await sync_commands(interaction.client, again=True)
            taken = await _commands_taken(interaction.client)
        if taken is False:
            raise CommandsNotTaken  # what Discord refused is in the log
        done = say(language_of(interaction), "doctor-did-sync") if taken else None
        await show(interaction, await checkup(interaction, done=done))


async def _commands_taken(bot: Bot) -> bool | None:
    """Return whether Discord now has the commands as they are; None where it doesn't say."""
    try:
        return not await differing_commands(bot)
    except discord.HTTPException:
        return None


class RetryButton(Button):
    """Has everything that was given up tried again."""

    action = "doctor:retry"
    arguments = ()
    label_id = "doctor-retry"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        due, guild = interaction.client.app.due, guild_of(interaction)
        rows = await due.given_up(guild_id=guild.id)
        retried = [await due.retry(guild_id=guild.id, due_id=row.id) for row in rows]
        done = say(language_of(interaction), "doctor-did-retry", count=sum(retried)) if any(retried) else None
        await show(interaction, await checkup(interaction, done=done))


class ForgetButton(Button):
    """Takes what was deleted out of a setting."""

    action = "doctor:forget"
    arguments = (str, str)
    label_id = "doctor-forget"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], section: str, key: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        settings, guild, language = interaction.client.app.settings, guild_of(interaction), language_of(interaction)
        known = settings.sections.get(section)
        if known is None:
            raise ButtonOutdated
        try:
            setting = setting_of(known, key)
        except UnknownSetting:
            raise ButtonOutdated from None
        stored = (await settings.get(guild.id, known)).model_dump(mode="json")[key]
        kept = _still_there(setting, stored, guild)
        if kept != ids_in(setting, stored):
            value = kept if setting.kind in (Kind.CHANNELS, Kind.ROLES) else None
            await settings.change(guild.id, known, {key: value or None}, by=interaction.user.id)
        done = say(language, "doctor-did-forget", field=say(language, setting.message_id))
        await show(interaction, await checkup(interaction, done=done))


def _still_there(setting: Setting, value: Any, guild: discord.Guild) -> list[int]:
    find = guild.get_channel if setting.names_channels else guild.get_role
    return [id_ for id_ in ids_in(setting, value) if find(id_) is not None]


def _setup_button(*_: Argument, language: Language) -> ui.Button[Any]:
    """Return a button that opens the wizard in the check-up's place: its id is the wizard's own “Look again”."""
    return ui.Button(label=say(language, "doctor-setup"), custom_id="setup:again")


MENDING: dict[str, Callable[..., ui.Button[Any]]] = {
    SETUP: _setup_button,
    ACCESS: AccessButton,
    SYNC: SyncButton,
    RETRY: RetryButton,
    FORGET: ForgetButton,
}

ACTIONS = (AgainButton, AccessButton, SyncButton, RetryButton, ForgetButton)
