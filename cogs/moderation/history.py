"""`/mod history` and the user menu: everything about one member on one page, also of who has left."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation.history import Picture
from bot.moderation.model import Act, Case, LadderMode
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CALM, CAREFUL, beside, card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, moment, plain, text
from cogs.moderation import cards
from cogs.moderation.cases import CaseButton
from cogs.moderation.group import mod
from cogs.moderation.here import show_here, think_here
from cogs.moderation.people import member_on
from cogs.moderation.wording import act_text, joined

NOTE_SHOWN = 160
IN_FORCE_SHOWN = 5
"""Of what binds somebody at once: more than one is rare, and the cases stand below."""


@mod.command(name=text("moderation-command-history.name"), description=text("moderation-command-history"))
@app_commands.rename(member=text("moderation-option-member.name"))
@app_commands.describe(member=text("moderation-option-history-member"))
async def mod_history(interaction: discord.Interaction[Bot], member: discord.User) -> None:
    await _open(interaction, member.id)


async def history_from_menu(interaction: discord.Interaction[Bot], person: discord.Member | discord.User) -> None:
    await _open(interaction, person.id)


async def _open(interaction: discord.Interaction[Bot], member_id: int) -> None:
    await think(interaction)
    await reply(interaction, view=await history_view(interaction, member_id, 1))


async def history_view(
    interaction: discord.Interaction[Bot], member_id: int, page: int, *, said: str | None = None
) -> ui.LayoutView:
    """Return a page about a member; `said`: what has just happened. Raises ModeratorsOnly."""
    bot, language = interaction.client, language_of(interaction)
    picture = await bot.app.moderation.history.of(member_id, by=await actor_of(interaction), page=page)
    pieces: list[ui.Item[Any] | str | None] = [said] if said else []
    pieces.append("\n".join([await _heading(interaction, picture), *_counting(picture, language)]))
    if picture.page == 1:
        pieces += _now(picture, language)
    pieces += [line(), f"**{say(language, 'moderation-history-cases', count=picture.total)}**"]
    pieces += [
        beside(cards.line_text(case, language, whom=False), CaseButton(case.id, language=language))
        for case in picture.cases
    ]
    if picture.pages > 1:
        pieces.append(position(picture.page, picture.pages, language))
    turning = page_buttons(HistoryPage, member_id, page=picture.page, pages=picture.pages, language=language)
    about = bot.entrances.get("note-member")
    pieces.append(row(*turning, *([about(member_id, language)] if about is not None else [])))
    return layout_of(card(*pieces, colour=CAREFUL if picture.standing.strikes or picture.in_force else CALM))


async def _heading(interaction: discord.Interaction[Bot], picture: Picture) -> str:
    """Return who it is, and since when they are here: Discord knows whoever is on the server."""
    language, member_id = language_of(interaction), picture.member_id
    member = await _member(interaction, member_id)
    name = "" if member is None else f" · {plain(member.display_name, 60)}"
    facts = [say(language, "moderation-history-account", at=moment(discord.utils.snowflake_time(member_id), "D"))]
    if member is not None and member.joined_at is not None:
        facts.append(say(language, "moderation-history-here", at=moment(member.joined_at, "D")))
    elif member is None and picture.stays and picture.stays[0].left_at is not None:
        facts.append(say(language, "moderation-history-left", at=moment(picture.stays[0].left_at, "D")))
    elif member is None:
        facts.append(say(language, "moderation-history-not-here"))
    if len(picture.stays) > 1:
        facts.append(say(language, "moderation-history-stays", count=len(picture.stays)))
    return f"### <@{member_id}>{name}\n-# {joined([*facts, f'`{member_id}`'], language)}"


async def _member(interaction: discord.Interaction[Bot], member_id: int) -> discord.Member | None:
    """Return the member, if they are here and Discord says so: without an answer the page does."""
    try:
        return await member_on(guild_of(interaction), member_id)
    except discord.HTTPException:
        return None


def _counting(picture: Picture, language: Language) -> list[str]:
    """Return the strikes that count now, and what comes next."""
    standing = picture.standing
    lapses = cards.lapses_text(standing.lapses, language)
    lines = [say(language, "moderation-standing", strikes=standing.strikes, lapses=lapses)]
    step = picture.next_step
    act = act_text(step.act, language, minutes=step.minutes)
    by_ladder = "true" if step.by_ladder else "false"
    lines.append(say(language, "moderation-next-warning", strikes=step.strikes, act=act, ladder=by_ladder))
    rung = picture.next_rung
    if rung is not None and rung.strikes > step.strikes:
        act = act_text(rung.act, language, minutes=rung.minutes)
        automatic = "true" if picture.mode is LadderMode.AUTOMATIC else "false"
        lines.append(say(language, "moderation-next-rung", strikes=rung.strikes, act=act, automatic=automatic))
    return lines


def _now(picture: Picture, language: Language) -> list[ui.Item[Any] | str | None]:
    """Return what is in force, how often there was what, what other features know, and the latest notes."""
    lines = [_in_force(case, language) for case in picture.in_force[:IN_FORCE_SHOWN]]
    counted = [
        say(language, f"moderation-count-{act.value}", count=picture.counts[act])
        for act in Act
        if picture.counts.get(act)
    ]
    if counted:
        lines.append(say(language, "moderation-history-so-far", counts=joined(counted, language)))
    lines += [say(language, fact.message_id, **fact.params) for fact in picture.facts]
    pieces: list[ui.Item[Any] | str | None] = ["\n".join(lines)] if lines else []
    if picture.notes:
        title = f"**{say(language, 'moderation-history-notes')}**"
        pieces += [line(), "\n".join([title, *(_note(case, language) for case in picture.notes)])]
    return pieces


def _in_force(case: Case, language: Language) -> str:
    until = "none" if case.ends_at is None else moment(case.ends_at, "f")
    act = act_text(case.act, language, minutes=case.minutes)
    return say(language, "moderation-history-in-force", act=act, until=until, number=str(case.number))


def _note(case: Case, language: Language) -> str:
    by = cards.moderator_text(case, language)
    return f"> {plain(case.reason, NOTE_SHOWN)}\n-# {joined([by, moment(case.created_at, 'd')], language)}"


class HistoryButton(Button):
    """Opens a member's history, beside what is there."""

    action = "moderation:history"
    label_id = "moderation-button-history"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], member_id: int) -> None:
        await _open(interaction, member_id)


class HistoryPage(PageButton):
    action = "moderation:history-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, member_id: int) -> None:
        await think_here(interaction)
        await show_here(interaction, await history_view(interaction, member_id, page))


ACTIONS = (HistoryButton, HistoryPage)


def history_entrance(member_id: int, language: Language) -> Button:
    return HistoryButton(member_id, language=language)


class MemberHistory(commands.Cog):
    """The user menu."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=text("moderation-menu-history"), callback=history_from_menu)
        self.menu.default_permissions = discord.Permissions(moderate_members=True)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)
