"""`/points history`: what somebody got points for, latest first. One's own; moderators may read everybody's."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.errors import BotsHaveNone
from bot.points.history import Line, Lines
from bot.points.model import Kind, LedgerRow
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import card, layout_of, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, moment, plain, text
from cogs.points.group import points
from cogs.points.here import may_moderate, moderator_of
from cogs.points.people import People, has_left, name_in, people_of

MINUS = "\u2212"
REASON_SHOWN = 200
WITH_MESSAGE = frozenset({Kind.MESSAGE, Kind.REACTION, Kind.UPVOTE})
"""Kinds whose cause is a message in the channel they name."""
IN_THREAD = frozenset({Kind.ANSWER})
"""Kinds whose channel is a thread of its own: once it is archived we don't know it any more, and a link opens it."""


async def history_view(interaction: discord.Interaction[Bot], member_id: int, page: int) -> ui.LayoutView:
    """Return a page of somebody's history. Raises ModeratorsOnly where it is another's."""
    if member_id != interaction.user.id:
        await moderator_of(interaction)
    guild, language = guild_of(interaction), language_of(interaction)
    lines = await interaction.client.app.points.history.page(guild_id=guild.id, member_id=member_id, page=page)
    reads = _Reader(
        member=member_of(interaction),
        language=language,
        people=await people_of(guild, _named(lines, member_id, own=member_id == interaction.user.id)),
        moderates=may_moderate(await actor_of(interaction)),
    )
    return layout_of(
        card(
            reads.title(lines, member_id),
            "\n".join(reads.line(line) for line in lines.items) or say(language, "points-history-empty"),
            row(*page_buttons(HistoryPage, member_id, page=lines.number, pages=lines.pages, language=language)),
        )
    )


def _named(lines: Lines, member_id: int, *, own: bool) -> set[int]:
    givers = {line.giver_id for line in lines.items if line.giver_id is not None}
    return givers if own else givers | {member_id}


class _Reader:
    """Says lines of the ledger to one person."""

    def __init__(self, *, member: discord.Member, language: Language, people: People, moderates: bool) -> None:
        self._member = member
        self._guild = member.guild
        self._language = language
        self._people = people
        self._moderates = moderates

    def title(self, lines: Lines, member_id: int) -> str:
        if member_id == self._member.id:
            title = say(self._language, "points-history-title-own")
        elif has_left(self._people, member_id):
            title = say(self._language, "points-history-title-former", member=f"<@{member_id}>")
        else:
            name = name_in(self._people, member_id, self._language)
            title = say(self._language, "points-history-title", member=name)
        return f"{title}\n-# {' · '.join(self._sums(lines))}"

    def _sums(self, lines: Lines) -> list[str]:
        standing = lines.standing
        said = [say(self._language, "points-amount", points=standing.points if standing else 0)]
        if standing is not None and standing.spent:
            said.append(say(self._language, "points-history-balance", points=standing.balance))
        if lines.pages > 1:
            said.append(position(lines.number, lines.pages, self._language))
        return said

    def line(self, line: Line) -> str:
        about = [f"**{signed(line.row.points)}** {self._what(line)}", *self._from(line), *self._where(line.row)]
        about.append(moment(line.row.happened_at, "d"))
        reason = plain(line.row.reason, REASON_SHOWN) if line.row.reason else ""
        return " · ".join(about) + (
            f"\n-# {say(self._language, 'points-history-reason', reason=reason)}" if reason else ""
        )

    def _what(self, line: Line) -> str:
        if line.row.reverses_id is None:
            return self._kind(line.row)
        if line.undoes is None:
            return say(self._language, "points-kind-reversal")
        # Without a link: what was taken back is mostly what was deleted.
        return say(self._language, "points-history-undone", what=self._name(line.undoes.kind))

    def _name(self, kind: Kind) -> str:
        return say(self._language, f"points-kind-{kind}")

    def _kind(self, row: LedgerRow) -> str:
        kind = self._name(row.kind)
        if row.channel_id is None or row.kind not in WITH_MESSAGE | IN_THREAD:
            return kind
        channel = f"https://discord.com/channels/{row.guild_id}/{row.channel_id}"
        return f"[{kind}]({channel}/{row.source_id})" if row.kind in WITH_MESSAGE else f"[{kind}]({channel})"

    def _from(self, line: Line) -> list[str]:
        if line.giver_id is None or (line.row.kind is Kind.ADJUSTMENT and not self._moderates):
            return []
        if has_left(self._people, line.giver_id):
            return [say(self._language, "points-history-from-former")]
        name = name_in(self._people, line.giver_id, self._language)
        return [say(self._language, "points-history-from", member=name)]

    def _where(self, row: LedgerRow) -> list[str]:
        channel = self._guild.get_channel_or_thread(row.channel_id) if row.channel_id else None
        # A deleted channel's mention shows as nothing one could use, as does one the reader can't see.
        if channel is None or not channel.permissions_for(self._member).view_channel:
            return []
        return [channel.mention]


def signed(amount: int) -> str:
    if amount < 0:
        return f"{MINUS}{-amount:,}"
    return f"+{amount:,}" if amount else "0"


class HistoryPage(PageButton):
    action = "points:history-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, member_id: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await history_view(interaction, member_id, page))


@points.command(name=text("points-history-command.name"), description=text("points-history-command"))
@app_commands.rename(member=text("points-option-member.name"))
@app_commands.describe(member=text("points-history-command.member"))
async def points_history(
    interaction: discord.Interaction[Bot], member: discord.User | discord.Member | None = None
) -> None:
    await think(interaction)
    if member is not None and member.bot:
        raise BotsHaveNone
    shown = member.id if member is not None else interaction.user.id
    await reply(interaction, view=await history_view(interaction, shown, 1))


class History(commands.Cog):
    """The command `/points` as a whole, and the history's buttons."""

    ACTIONS = (HistoryPage,)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)
        self.bot.tree.add_command(points)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(points.name)
        self.bot.router.remove(*self.ACTIONS)
