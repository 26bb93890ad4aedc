"""`/start`: the first steps of whoever asks, and noticing what newcomers have done of them."""

import logging
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.db import DatabaseClosed, StorageTrouble
from bot.i18n import Language, say
from bot.onboarding.progress import SWEPT_FOR, Checklist, Line
from bot.ui.actors import guild_of, member_of
from bot.ui.layout import CALM, GOOD, beside, card, layout_of, line
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, moment, text

log = logging.getLogger(__name__)

NOTICE_EVERY = timedelta(minutes=10)

SHOWN_AT_ONCE = 8
"""Steps with a button beside them: each takes three of a message's 40 components, with the line above it four."""

FINISHED_REMEMBERED = 50_000


class Start(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._finished: set[tuple[int, int]] = set()
        """Newcomers who have done everything: their presses cost no query."""

    async def cog_load(self) -> None:
        self.bot.app.jobs.declare("first-steps", self.bot.app.onboarding.progress.sweep, every=NOTICE_EVERY)
        self.bot.router.afterwards.append(self.notice)

    async def cog_unload(self) -> None:
        self.bot.app.jobs.withdraw("first-steps")
        self.bot.router.afterwards.remove(self.notice)

    @app_commands.command(name=text("onboarding-command-start.name"), description=text("onboarding-command-start"))
    @app_commands.guild_only()
    async def start(self, interaction: discord.Interaction[Bot]) -> None:
        """Show the steps one has to do still, then those one has done."""
        await think(interaction)
        member = member_of(interaction)
        checklist = await self.bot.app.onboarding.progress.look(
            guild_id=guild_of(interaction).id, member_id=member.id, role_ids=member._roles
        )
        await reply(interaction, view=checklist_view(self.bot, checklist, language_of(interaction)))

    # What newcomers have done

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction[Bot], command: app_commands.Command[Any, ..., Any]
    ) -> None:
        if command is not self.start:  # which has looked itself
            await self.notice(interaction)

    async def notice(self, interaction: discord.Interaction[Any]) -> None:
        """Notice a step that a newcomer's command, press or form may have been."""
        member = interaction.user
        if not isinstance(member, discord.Member) or not self._is_new(member):
            return
        key = (member.guild.id, member.id)
        if key in self._finished:
            return
        progress = self.bot.app.onboarding.progress
        try:
            finished = await progress.notice(guild_id=key[0], member_id=key[1], role_ids=member._roles)
        except (StorageTrouble, DatabaseClosed) as trouble:
            log.warning("server %s: a step is noticed later: %s", key[0], type(trouble).__name__)
            return
        if finished:
            if len(self._finished) >= FINISHED_REMEMBERED:
                self._finished.clear()
            self._finished.add(key)

    def _is_new(self, member: discord.Member) -> bool:
        return member.joined_at is not None and self.bot.app.clock() - member.joined_at < SWEPT_FOR


def checklist_view(bot: Bot, checklist: Checklist, language: Language) -> ui.LayoutView:
    pieces: list[ui.Item[Any] | str | None] = [_head(checklist, language)]
    for one in checklist.left[:SHOWN_AT_ONCE]:
        said, door = _step_text(one, language, counted=checklist.counted), bot.doors.get(one.step.name)
        pieces += [line(), beside(said, door(language)) if door is not None else said]
    if len(checklist.left) > SHOWN_AT_ONCE:
        pieces.append(say(language, "onboarding-start-more", count=len(checklist.left) - SHOWN_AT_ONCE))
    if not checklist.left:
        pieces += [line(), say(language, "onboarding-start-finished")]
    if checklist.done:
        pieces += [line(), "\n".join(_done_text(one, language) for one in checklist.done)]
    if not checklist.counted:
        pieces.append(f"-# {say(language, 'onboarding-start-uncounted')}")
    return layout_of(card(*pieces, colour=CALM if checklist.left else GOOD))


def _head(checklist: Checklist, language: Language) -> str:
    done, total = len(checklist.done), len(checklist.lines)
    bar = "▰" * done + "▱" * (total - done)
    progress = say(language, "onboarding-start-progress", bar=bar, done=done, total=total)
    if checklist.earned:
        progress += f" · {say(language, 'onboarding-start-earned', points=checklist.earned)}"
    lines = [say(language, "onboarding-start-title"), progress]
    if checklist.left:
        lines.append(f"-# {say(language, 'onboarding-start-intro')}")
    return "\n".join(lines)


def _step_text(one: Line, language: Language, *, counted: bool) -> str:
    name = one.step.name
    lines = [f"**{say(language, f'onboarding-step-{name}')}**", say(language, f"onboarding-step-{name}.help")]
    if one.points and counted:
        lines.append(f"-# {say(language, 'onboarding-start-points', points=one.points)}")
    return "\n".join(lines)


def _done_text(one: Line, language: Language) -> str:
    assert one.done_at is not None
    said = say(language, f"onboarding-step-{one.step.name}")
    return say(language, "onboarding-start-done", step=said, at=moment(one.done_at, "D"))
