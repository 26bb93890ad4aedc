"""Escalating a case or a report: what will happen is shown before it does. What was chosen is in the custom ids, so
the dialogue works after a restart, and there is nothing to clean up where somebody leaves it.
"""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.due import CannotBeDone, TryLater
from bot.i18n import Language, say
from bot.moderation.model import Severity
from bot.playbooks import rules
from bot.playbooks.errors import PlaybookNotFound
from bot.playbooks.model import Entry, Escalation, PlaybookSettings
from bot.ui.actions import Button, ButtonOutdated, CancelButton, Choosing
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CAREFUL, card, layout_of, line, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import label, language_of, plain, text
from cogs.playbooks.group import playbook
from cogs.playbooks.opening import Opened, perform
from cogs.playbooks.placing import Call, Place, call_for, place_in
from cogs.playbooks.showing import option_of
from cogs.playbooks.working import BoardButton, severity_in, severity_options

CASE, REPORT = "case", "report"
NOT_CHOSEN = "-"
"""In place of a playbook's key."""


@playbook.command(name=text("playbooks-command-escalate.name"), description=text("playbooks-command-escalate"))
@app_commands.rename(case=text("playbooks-option-case.name"))
@app_commands.describe(case=text("playbooks-option-case"))
async def playbook_escalate(interaction: discord.Interaction[Bot], case: app_commands.Range[int, 1, 2**31 - 1]) -> None:
    await think(interaction)
    found = await interaction.client.app.playbooks.escalating.case_numbered(case, by=await actor_of(interaction))
    await reply(interaction, view=await dialogue(interaction, CASE, found.id))


async def dialogue(
    interaction: discord.Interaction[Bot],
    kind: str,
    subject_id: int,
    *,
    severity: Severity = Severity.SERIOUS,
    key: str = NOT_CHOSEN,
) -> ui.LayoutView:
    """Return the choices with what will happen."""
    bot, guild, language = interaction.client, guild_of(interaction), language_of(interaction)
    title = await _title(interaction, kind, subject_id)
    entries = await bot.app.playbooks.library.all(guild_id=guild.id, language=language)
    settings = await bot.app.settings.get(guild.id, PlaybookSettings)
    place = await place_in(bot, guild, language)
    found = await call_for(bot, guild, severity, place.threads or place.cards)
    what = [
        _place_text(place, language),
        *_call_texts(found, language),
        say(language, "playbooks-escalate-deadline", hours=rules.hours_for(severity, settings)),
    ]
    if severity is Severity.LEGAL:
        what.append(say(language, "playbooks-escalate-legal"))
    chosen = any(entry.key == key for entry in entries)
    go = GoButton(kind, subject_id, severity.value, key, language=language, disabled=not chosen)
    return layout_of(
        card(
            f"{title}\n{say(language, 'playbooks-escalate-what')}",
            row(SeverityChoice(kind, subject_id, key, chosen=severity, language=language)),
            row(PlaybookChoice(kind, subject_id, severity.value, entries=entries, chosen=key, language=language)),
            line(),
            "\n".join(what),
            None if chosen else f"-# {say(language, 'playbooks-escalate-choose')}",
            row(go, CancelButton(language=language)),
            colour=CAREFUL,
        )
    )


async def _title(interaction: discord.Interaction[Bot], kind: str, subject_id: int) -> str:
    """Return the heading, where it can be escalated. Raises what keeps it from being."""
    actor, language = await actor_of(interaction), language_of(interaction)
    escalating = interaction.client.app.playbooks.escalating
    if kind == CASE:
        case = await escalating.check_case(by=actor, case_id=subject_id)
        return say(language, "playbooks-escalate-title", number=str(case.number))
    if kind == REPORT:
        await escalating.check_report(by=actor, report_id=subject_id)
        return say(language, "playbooks-escalate-title-report")
    raise ButtonOutdated


def _place_text(place: Place, language: Language) -> str:
    if place.threads is not None:
        return say(language, "playbooks-escalate-where", channel=place.threads.mention)
    if place.cards is not None:
        return say(language, "playbooks-escalate-where-queue", channel=place.cards.mention, missing=place.failure)
    return say(language, "playbooks-escalate-where-nowhere")


def _call_texts(found: Call, language: Language) -> list[str]:
    if not found.roles:
        return [say(language, "playbooks-escalate-calls-nobody")]
    lines = [say(language, "playbooks-escalate-calls", roles=_mentions(found.roles))]
    if found.silent:
        lines.append(f"⚠️ {say(language, 'playbooks-escalate-unmentionable', roles=_mentions(found.silent))}")
    return lines


def _mentions(roles: Sequence[discord.Role]) -> str:
    return " ".join(role.mention for role in roles)


class EscalateCaseButton(Button):
    """*Escalate* on a case."""

    action = "playbooks:escalate-case"
    label_id = "playbooks-button-escalate"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        await reply(interaction, view=await dialogue(interaction, CASE, case_id))


class EscalateReportButton(Button):
    """*Escalate* on a report."""

    action = "playbooks:escalate-report"
    label_id = "playbooks-button-escalate"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await think(interaction)
        await reply(interaction, view=await dialogue(interaction, REPORT, report_id))


class SeverityChoice(Choosing, ui.Select[Any]):
    action = "playbooks:choose-severity"
    arguments = (str, int, str)

    def __init__(self, kind: str, subject_id: int, key: str, *, chosen: Severity, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(kind, subject_id, key),
            placeholder=label(language, "playbooks-escalate-severity-menu", 150),
            options=severity_options(chosen, language),
        )

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], kind: str, subject_id: int, key: str
    ) -> None:
        await think_in_place(interaction)
        severity = severity_in(values[0])
        await show(interaction, await dialogue(interaction, kind, subject_id, severity=severity, key=key))


class PlaybookChoice(Choosing, ui.Select[Any]):
    action = "playbooks:choose-playbook"
    arguments = (str, int, str)

    def __init__(
        self,
        kind: str,
        subject_id: int,
        severity: str,
        *,
        entries: Sequence[Entry],
        chosen: str,
        language: Language,
    ) -> None:
        super().__init__(
            custom_id=self.make_custom_id(kind, subject_id, severity),
            placeholder=label(language, "playbooks-escalate-playbook-menu", 150),
            options=[option_of(entry, chosen=entry.key == chosen) for entry in entries],
        )

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], kind: str, subject_id: int, severity: str
    ) -> None:
        await think_in_place(interaction)
        wanted = severity_in(severity)
        await show(interaction, await dialogue(interaction, kind, subject_id, severity=wanted, key=values[0]))


class GoButton(Button):
    action = "playbooks:go"
    arguments = (str, int, str, str)
    label_id = "playbooks-escalate-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], kind: str, subject_id: int, severity: str, key: str
    ) -> None:
        await think_in_place(interaction)
        if key == NOT_CHOSEN:
            raise PlaybookNotFound
        escalation = await _escalate(interaction, kind, subject_id, severity_in(severity), key)
        said = await _carry_out(interaction, escalation)
        language = language_of(interaction)
        await show(interaction, layout_of(card(said, row(BoardButton(escalation.id, language=language)))))


async def _escalate(
    interaction: discord.Interaction[Bot], kind: str, subject_id: int, severity: Severity, key: str
) -> Escalation:
    bot, actor = interaction.client, await actor_of(interaction)
    public = await bot.public_language(guild_of(interaction))
    escalating = bot.app.playbooks.escalating
    if kind == CASE:
        return await escalating.open(by=actor, case_id=subject_id, severity=severity, playbook_key=key, language=public)
    if kind == REPORT:
        return await escalating.open_report(
            by=actor,
            report_id=subject_id,
            severity=severity,
            playbook_key=key,
            language=public,
            reason=say(public, "playbooks-report-reason", number=str(subject_id)),
        )
    raise ButtonOutdated


async def _carry_out(interaction: discord.Interaction[Bot], escalation: Escalation) -> str:
    """Open the thread now, and say what became of it; the due row goes on where Discord doesn't answer."""
    bot, language = interaction.client, language_of(interaction)
    try:
        opened = await perform(bot, escalation.guild_id, escalation.id, again=False)
    except TryLater:
        return say(language, "playbooks-opened-later")
    except CannotBeDone as refused:
        return say(language, "playbooks-opened-nowhere", failure=plain(str(refused), 200))
    if opened is None:  # closed by somebody else in this second
        return say(language, "playbooks-error-closed")
    if opened.room is not None:
        await bot.app.due.cancel(kind=rules.OPEN, subject_id=escalation.id)
    return _opened_text(opened, language)


def _opened_text(opened: Opened, language: Language) -> str:
    if opened.room is None:
        return say(language, "playbooks-opened-nowhere", failure=opened.failure)
    if opened.in_thread:
        return say(language, "playbooks-opened", place=opened.room.mention)
    return say(language, "playbooks-opened-queue", place=opened.room.mention, failure=opened.failure)


ACTIONS = (
    EscalateCaseButton,
    EscalateReportButton,
    SeverityChoice,
    PlaybookChoice,
    GoButton,
)
