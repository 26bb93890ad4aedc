"""The ways into the dialogue: `/mod warn|timeout|kick|ban`, *Moderate* on messages and members, buttons of cards."""

from typing import Any, ClassVar, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Bot
from bot.moderation import rules
from bot.moderation.drafting import DELETABLE_SECONDS
from bot.moderation.model import Act, Origin
from bot.ui.actions import Button, ButtonOutdated
from bot.ui.replies import think
from bot.ui.texts import text
from cogs.moderation import beginning, dialogue, lifting
from cogs.moderation.acting import Acting
from cogs.moderation.ending import EndingTime
from cogs.moderation.group import mod
from cogs.moderation.here import reply_whole
from cogs.moderation.letters import WHOLE_REASON, CaseLetters
from cogs.moderation.typed import complete_rule, minutes_of

JUDGED = {"judge-report": Origin.REPORT, "judge-filter": Origin.FILTER, "judge-raid": Origin.RAID}
"""Entrances to the dialogue from what a decision can come from."""

Rule = app_commands.Range[int, 0, 100]
Length = app_commands.Range[str, 1, 60]
Reason = app_commands.Range[str, 1, 4000]

DELETIONS = [
    app_commands.Choice(name=text(f"moderation-delete-{seconds}"), value=seconds) for seconds in DELETABLE_SECONDS
]
RENAMED = {
    "member": text("moderation-decide-option-member.name"),
    "user": text("moderation-option-user.name"),
    "rule": text("moderation-decide-option-rule.name"),
    "reason": text("moderation-option-reason.name"),
    "duration": text("moderation-decide-option-duration.name"),
    "delete": text("moderation-option-delete.name"),
}
DESCRIBED = {
    "member": text("moderation-decide-option-member"),
    "user": text("moderation-option-user"),
    "rule": text("moderation-decide-option-rule"),
    "reason": text("moderation-option-reason"),
    "duration": text("moderation-decide-option-duration"),
    "delete": text("moderation-option-delete"),
}


def named(*options: str) -> dict[str, app_commands.locale_str]:
    return {option: RENAMED[option] for option in options}


def described(*options: str) -> dict[str, app_commands.locale_str | str]:
    return {option: DESCRIBED[option] for option in options}


async def _decide(
    interaction: discord.Interaction[Bot],
    act: Act,
    user: discord.User,
    *,
    rule: int | None,
    reason: str,
    duration: str | None = None,
    delete_seconds: int = 0,
) -> None:
    await think(interaction)
    await beginning.begin(
        interaction,
        member_id=user.id,
        origin=Origin.COMMAND,
        act=act,
        rule_number=rule,
        reason=reason,
        minutes=None if duration is None else minutes_of(duration),
        delete_seconds=delete_seconds,
    )


@mod.command(name=text("moderation-command-warn.name"), description=text("moderation-command-warn"))
@app_commands.rename(**named("member", "rule", "reason"))
@app_commands.describe(**described("member", "rule", "reason"))
@app_commands.autocomplete(rule=complete_rule)
async def mod_warn(
    interaction: discord.Interaction[Bot], member: discord.User, rule: Rule | None = None, reason: Reason = ""
) -> None:
    await _decide(interaction, Act.WARN, member, rule=rule, reason=reason)


@mod.command(name=text("moderation-command-timeout.name"), description=text("moderation-command-timeout"))
@app_commands.rename(**named("member", "duration", "rule", "reason"))
@app_commands.describe(**described("member", "duration", "rule", "reason"))
@app_commands.autocomplete(rule=complete_rule)
async def mod_timeout(
    interaction: discord.Interaction[Bot],
    member: discord.User,
    duration: Length | None = None,
    rule: Rule | None = None,
    reason: Reason = "",
) -> None:
    await _decide(interaction, Act.TIMEOUT, member, rule=rule, reason=reason, duration=duration)


@mod.command(name=text("moderation-command-kick.name"), description=text("moderation-command-kick"))
@app_commands.rename(**named("member", "rule", "reason"))
@app_commands.describe(**described("member", "rule", "reason"))
@app_commands.autocomplete(rule=complete_rule)
async def mod_kick(
    interaction: discord.Interaction[Bot], member: discord.User, rule: Rule | None = None, reason: Reason = ""
) -> None:
    await _decide(interaction, Act.KICK, member, rule=rule, reason=reason)


@mod.command(name=text("moderation-command-ban.name"), description=text("moderation-command-ban"))
@app_commands.rename(**named("user", "duration", "rule", "reason", "delete"))
@app_commands.describe(**described("user", "duration", "rule", "reason", "delete"))
@app_commands.choices(delete=DELETIONS)
@app_commands.autocomplete(rule=complete_rule)
async def mod_ban(
    interaction: discord.Interaction[Bot],
    user: discord.User,
    duration: Length | None = None,
    rule: Rule | None = None,
    reason: Reason = "",
    delete: Literal[0, 3600, 86400, 604800] = 0,
) -> None:
    await _decide(interaction, Act.BAN, user, rule=rule, reason=reason, duration=duration, delete_seconds=int(delete))


# Menus --------------------------------------------------------------------------------------------------------------


async def moderate_message(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    await think(interaction)
    await beginning.begin_about(interaction, message)


async def moderate_member(interaction: discord.Interaction[Bot], member: discord.Member | discord.User) -> None:
    await think(interaction)
    await beginning.begin(interaction, member_id=member.id, origin=Origin.MENU)


class JudgeButton(Button):
    """Decides about what a report, a filter's hit or a raid is about."""

    action = "moderation:judge"
    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (str, int)
    label_id = "moderation-button-judge"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], name: str, origin_id: int) -> None:
        origin = JUDGED.get(f"judge-{name}")
        if origin is None:
            raise ButtonOutdated
        await think(interaction)
        await beginning.begin_from(interaction, origin, origin_id)


class WholeReasonButton(Button):
    """To the member alone: the whole of a reason that a letter has the beginning of."""

    action = "moderation:told-reason"
    label_id = "moderation-button-told-reason"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        reason = await interaction.client.app.moderation.telling.reason_for(
            member_id=interaction.user.id, case_id=case_id
        )
        await reply_whole(interaction, reason, file_name="reason.txt")


class Deciding(commands.Cog):
    """Wires what moderators decide to Discord: menus, entrances, due rows, letters."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        menus: tuple[Any, ...] = (moderate_message, moderate_member)
        self.menus = [
            app_commands.ContextMenu(name=text("moderation-menu-moderate"), callback=callback) for callback in menus
        ]
        for menu in self.menus:
            menu.default_permissions = discord.Permissions(moderate_members=True)
            menu.guild_only = True

    async def cog_load(self) -> None:
        self.bot.router.add(*dialogue.ACTIONS, *lifting.ACTIONS, *ACTIONS)
        for menu in self.menus:
            self.bot.tree.add_command(menu)
        for name in JUDGED:
            self.bot.entrances[name] = _judging(name.removeprefix("judge-"))
        self.bot.entrances[WHOLE_REASON] = lambda case_id, language: WholeReasonButton(case_id, language=language)
        CaseLetters(self.bot).register()
        self.bot.app.due.handle(rules.ACT, Acting(self.bot).act)
        self.bot.app.due.handle(rules.END, EndingTime(self.bot).end)

    async def cog_unload(self) -> None:
        for menu in self.menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)
        for name in (*JUDGED, WHOLE_REASON):
            del self.bot.entrances[name]


def _judging(name: str) -> Any:
    return lambda origin_id, language: JudgeButton(name, origin_id, language=language)


ACTIONS = (JudgeButton, WholeReasonButton)
