"""`/event attendance`: the host's list of who was there, ticked by hand or from a file, and as a file.

Only hosts, co-hosts and moderators see it, privately. What a member's last events were only moderators see.
"""

import asyncio
import logging
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import sheets
from bot.client import Bot
from bot.due import Due, TryLater
from bot.events import importing, rules
from bot.events.attendance import AttendanceList, Line
from bot.events.errors import ListTooLarge, NobodyThere
from bot.events.importing import FILE_KB, Entry, Person, Staged, read_entries
from bot.events.model import Answer, Attended
from bot.events.store.attendance import Turnout, Visit
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import Button, Choosing
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CALM, card, layout_of, row, show
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import NOBODY, edit_in_place, reply, think, think_in_place
from bot.ui.roles import available_guild
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, moment, plain, text
from cogs.events import below, hosting, wording
from cogs.events.group import event

log = logging.getLogger(__name__)

FILE_NAME = "attendance.csv"
NAMES_SHOWN = 15
"""Of each kind in the preview of a file; the rest are counted."""
NAME_SHOWN = 40
SEARCHED_MAX = 40
"""Names of a file that are looked for in the whole server: each asks Discord once."""
ADDED_AT_ONCE = 10

COLUMNS = ("member_id", "name", "rsvp", "there", "minutes", "by_voice", "by_code", "by_host", "by_file", "outcome")


@event.command(name=text("events-command-attendance.name"), description=text("events-command-attendance"))
@app_commands.rename(
    which=text("events-attendance-option-event.name"),
    file=text("events-attendance-option-file.name"),
    member=text("events-attendance-option-member.name"),
)
@app_commands.describe(
    which=text("events-attendance-option-event"),
    file=text("events-attendance-option-file"),
    member=text("events-attendance-option-member"),
)
@app_commands.autocomplete(which=hosting.complete_run)
async def event_attendance(
    interaction: discord.Interaction[Bot],
    which: hosting.TypedEvent | None = None,
    file: discord.Attachment | None = None,
    member: discord.User | None = None,
) -> None:
    await think(interaction)
    if member is not None:
        await show_visits(interaction, member.id)
    elif file is not None:
        await import_file(interaction, which, file)
    else:
        await hosting.show_meant(interaction, which, "attendance")


# The list


async def show_list(interaction: discord.Interaction[Bot], occurrence_id: int, page: int = 1) -> None:
    attendance = interaction.client.app.events.attendance
    found = await attendance.page(by=await actor_of(interaction), occurrence_id=occurrence_id, page=page)
    people = await hosting.people_of(guild_of(interaction), [line.member_id for line in found.lines])
    await show(interaction, list_view(found, people, language_of(interaction)))


hosting.SHOWN["attendance"] = show_list


def list_view(found: AttendanceList, people: hosting.People, language: Language) -> ui.LayoutView:
    occurrence, event_id = found.occurrence, found.event.id
    state = "settled" if occurrence.settled_at is not None else "open"
    pieces: list[ui.Item[Any] | str | None] = [
        say(language, "events-attendance-title", title=wording.title_of(found.event)),
        say(
            language,
            "events-attendance-summary",
            at=moment(occurrence.starts_at, "f"),
            going=found.going,
            there=found.there,
            state=state,
        ),
        "\n".join(line_text(line, people, language) for line in found.lines)
        or say(language, "events-attendance-nobody"),
    ]
    if found.pages > 1:
        pieces.append(position(found.page, found.pages, language))
    if found.can_tick:
        absent = [line.member_id for line in found.lines if not line.there]
        present = [line.member_id for line in found.lines if line.there]
        if absent:
            pieces.append(row(TickMenu(occurrence.id, found.page, absent, people, language=language)))
        if present:
            pieces.append(row(UntickMenu(occurrence.id, found.page, present, people, language=language)))
        pieces.append(row(AddMenu(occurrence.id, language=language)))
    turning = page_buttons(AttendancePage, occurrence.id, page=found.page, pages=found.pages, language=language)
    export = ExportButton(occurrence.id, language=language, disabled=not found.total)
    pieces.append(row(*turning, export, TurnoutButton(event_id, language=language)))
    if found.can_tick:
        pieces.append(say(language, "events-attendance-hint"))
    return layout_of(card(*pieces, colour=CALM))


def line_text(line: Line, people: hosting.People, language: Language) -> str:
    """Return somebody on the list: whether they count, whether they had said so, and how it is known."""
    known = line.known
    facts = [say(language, f"events-attendance-said-{_said(line.answer)}")]
    facts += [
        say(language, f"events-attendance-by-{way}") for way in ("code", "host", "file") if getattr(known, f"by_{way}")
    ]
    if known.minutes or known.by_voice:
        facts.append(say(language, "events-attendance-minutes", minutes=known.minutes))
    if known.denied:
        facts.append(say(language, "events-attendance-denied"))
    if known.outcome is Attended.NO_SHOW:
        facts.append(say(language, "events-attendance-no-show"))
    name = f"<@{line.member_id}>"
    if line.member_id in people and people[line.member_id] is None:
        name = say(language, "events-attendance-former")
    return f"{'✅' if line.there else '⬜'} {_joined([name, *facts], language)}"


def _said(answer: Answer | None) -> str:
    return "nothing" if answer is None else answer.value


def _joined(parts: Sequence[str], language: Language) -> str:
    return ("・" if language is Language.JA else " · ").join(parts)


class AttendancePage(PageButton):
    action = "events:attendance"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, occurrence_id: int) -> None:
        await think_in_place(interaction)
        await show_list(interaction, occurrence_id, page)


class OpenListButton(Button):
    """Opens the list, below the reminder that nothing is known of who was there."""

    action = "events:attendance-open"
    label_id = "events-attendance-button-open"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think(interaction)
        attendance = interaction.client.app.events.attendance
        found = await attendance.page(by=await actor_of(interaction), occurrence_id=occurrence_id, page=1)
        people = await hosting.people_of(guild_of(interaction), [line.member_id for line in found.lines])
        await reply(interaction, view=list_view(found, people, language_of(interaction)))


class _MemberMenu(Choosing, ui.Select[Any]):
    """A menu of the members on a page; both say what is so, so that an old page can't turn anything round."""

    arguments = (int, int)
    placeholder_id: str

    def __init__(
        self, occurrence_id: int, page: int, member_ids: Sequence[int], people: hosting.People, *, language: Language
    ) -> None:
        super().__init__(
            custom_id=self.make_custom_id(occurrence_id, page),
            placeholder=label(language, self.placeholder_id),
            options=[
                discord.SelectOption(
                    label=cut(hosting.called(people, member_id, language), OPTION_LABEL_LIMIT), value=str(member_id)
                )
                for member_id in member_ids
            ],
            max_values=len(member_ids),
        )


class TickMenu(_MemberMenu):
    action = "events:attendance-tick"
    placeholder_id = "events-attendance-placeholder-tick"

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], occurrence_id: int, page: int
    ) -> None:
        await think_in_place(interaction)
        attendance, by = interaction.client.app.events.attendance, await actor_of(interaction)
        await attendance.tick(by=by, occurrence_id=occurrence_id, member_ids=hosting.ids_in(values))
        await show_list(interaction, occurrence_id, page)


class UntickMenu(_MemberMenu):
    action = "events:attendance-untick"
    placeholder_id = "events-attendance-placeholder-untick"

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], occurrence_id: int, page: int
    ) -> None:
        await think_in_place(interaction)
        attendance, by = interaction.client.app.events.attendance, await actor_of(interaction)
        await attendance.untick(by=by, occurrence_id=occurrence_id, member_ids=hosting.ids_in(values))
        await show_list(interaction, occurrence_id, page)


class AddMenu(Choosing, ui.UserSelect[Any]):
    """Somebody who was there and isn't on the list."""

    action = "events:attendance-add"

    def __init__(self, occurrence_id: int, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(occurrence_id),
            placeholder=label(language, "events-attendance-placeholder-add"),
            max_values=ADDED_AT_ONCE,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], occurrence_id: int) -> None:
        await think_in_place(interaction)
        member_ids = _people_in(interaction, hosting.ids_in(values))
        if not member_ids:
            raise NobodyThere
        attendance, by = interaction.client.app.events.attendance, await actor_of(interaction)
        await attendance.tick(by=by, occurrence_id=occurrence_id, member_ids=member_ids)
        await show_list(interaction, occurrence_id)


def _people_in(interaction: discord.Interaction[Bot], chosen: Sequence[int]) -> list[int]:
    """Return those chosen who are members, and no bots."""
    data: Any = interaction.data
    resolved = data.get("resolved", {})
    users, members = resolved.get("users", {}), resolved.get("members", {})
    return [id_ for id_ in chosen if str(id_) in members and not users.get(str(id_), {}).get("bot")]


class TurnoutButton(Button):
    """How many came, of the latest dates of the event."""

    action = "events:turnout"
    label_id = "events-attendance-button-turnout"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think(interaction)
        attendance = interaction.client.app.events.attendance
        turnouts = await attendance.turnouts(by=await actor_of(interaction), event_id=event_id)
        await reply(interaction, view=layout_of(card(turnout_text(turnouts, language_of(interaction)))))


def turnout_text(turnouts: Sequence[Turnout], language: Language) -> str:
    if not turnouts:
        return say(language, "events-attendance-turnout-none")
    lines = [say(language, "events-attendance-turnout-title")]
    for one in turnouts:
        lines.append(
            say(
                language,
                "events-attendance-turnout-line",
                at=moment(one.starts_at, "d"),
                going=one.going,
                came=one.came,
                missing=one.missing,
                unannounced=one.unannounced,
            )
        )
    known = [one for one in turnouts if one.came or one.missing]
    decided = sum(one.came + one.missing for one in known)
    if decided:
        percent = round(100 * sum(one.missing for one in known) / decided)
        lines.append(say(language, "events-attendance-turnout-rate", percent=percent, count=len(known)))
    return "\n".join(lines)


async def show_visits(interaction: discord.Interaction[Bot], member_id: int) -> None:
    """Show a moderator somebody's latest events."""
    language, actor = language_of(interaction), await actor_of(interaction)
    visits = await interaction.client.app.events.attendance.visits(by=actor, member_id=member_id)
    lines = [say(language, "events-attendance-visits-title", member=f"<@{member_id}>", count=len(visits))]
    lines += [visit_text(one, language) for one in visits]
    await reply(interaction, view=layout_of(card("\n".join(lines))))


def visit_text(visit: Visit, language: Language) -> str:
    outcome = "unknown" if visit.outcome is None else visit.outcome.value
    return say(
        language,
        "events-attendance-visit",
        title=plain(visit.title, 120),
        at=moment(visit.starts_at, "d"),
        outcome=outcome,
    )


# As a file


class ExportButton(Button):
    action = "events:attendance-export"
    label_id = "events-attendance-button-export"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think(interaction)
        attendance, language = interaction.client.app.events.attendance, language_of(interaction)
        found = await attendance.whole(by=await actor_of(interaction), occurrence_id=occurrence_id)
        shown = [line.member_id for line in found.lines][: importing.PEOPLE_MAX]
        people = await hosting.people_of(guild_of(interaction), shown)
        rows = [_file_row(line, people, language) for line in found.lines]
        content = await asyncio.to_thread(sheets.write, COLUMNS, rows)
        said = say(language, "events-attendance-exported")
        await reply(interaction, said, files=[discord.File(BytesIO(content), filename=FILE_NAME)])


def _file_row(line: Line, people: hosting.People, language: Language) -> Sequence[object]:
    known = line.known
    return (
        sheets.id_cell(line.member_id),
        sheets.harmless(hosting.called(people, line.member_id, language)),
        _said(line.answer),
        _yes(line.there),
        known.minutes,
        *(_yes(way) for way in (known.by_voice, known.by_code, known.by_host, known.by_file)),
        "" if known.outcome is None else known.outcome.value,
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


# From a file


async def import_file(interaction: discord.Interaction[Bot], which: str | None, file: discord.Attachment) -> None:
    """Read a file and show whom it would count, before it counts anybody."""
    occurrence_id = await hosting.only_one(interaction, which)
    lists, by = interaction.client.app.events.importing, await actor_of(interaction)
    before = await lists.check(by=by, occurrence_id=occurrence_id)
    if file.size > FILE_KB * 1024:
        raise ListTooLarge(limit=FILE_KB)
    entries = await asyncio.to_thread(read_entries, await file.read())
    people = await _people_meant(guild_of(interaction), entries, [line.member_id for line in before.lines])
    matching = importing.match(entries, people)
    staged = await lists.stage(matching, by=by, occurrence_id=occurrence_id)
    await reply(interaction, view=staged_view(staged, language_of(interaction)))


async def _people_meant(guild: discord.Guild, entries: Sequence[Entry], listed: Sequence[int]) -> list[Person]:
    """Return the members a file may mean: those on the list, those whose ids it has, and those of its other names."""
    ids = [*listed[: importing.PEOPLE_MAX], *(entry.member_id for entry in entries if entry.member_id is not None)]
    found = {
        member.id: _person(member)
        for member in (await hosting.people_of(guild, ids)).values()
        if member is not None and not member.bot
    }
    for name in importing.names_to_search(entries, found.values())[:SEARCHED_MAX]:
        found |= {member.id: _person(member) for member in await hosting.people_called(guild, name) if not member.bot}
    return list(found.values())


def _person(member: discord.Member) -> Person:
    names = (member.name, member.display_name, member.global_name, member.nick)
    return Person(id=member.id, names=tuple(name for name in names if name))


def staged_view(staged: Staged, language: Language) -> ui.LayoutView:
    """Return whom a file would count and whom not, with the question whether it shall."""
    matching, several = staged.matching, "、" if language is Language.JA else ", "
    pieces = [
        say(
            language,
            "events-attendance-preview",
            title=wording.title_of(staged.event),
            matched=len(matching.member_ids),
            new=staged.new,
        )
    ]
    if matching.member_ids:
        pieces.append(_some([f"<@{id_}>" for id_ in matching.member_ids], several, language))
    for kind, names in (("ambiguous", matching.ambiguous), ("unmatched", matching.unmatched)):
        if names:
            listed = _some([plain(name, NAME_SHOWN) for name in names], several, language)
            pieces.append(say(language, f"events-attendance-preview-{kind}", count=len(names), names=listed))
    buttons = row(
        CountListButton(staged.id, language=language, disabled=not matching.member_ids),
        DropListButton(staged.id, language=language),
    )
    return layout_of(card(*pieces, buttons, colour=CALM))


def _some(names: Sequence[str], between: str, language: Language) -> str:
    listed = between.join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return say(language, "events-attendance-and-more", names=listed, more=more) if more > 0 else listed


class CountListButton(Button):
    action = "events:attendance-count"
    label_id = "events-attendance-button-count"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], import_id: int) -> None:
        await think_in_place(interaction)
        lists, by = interaction.client.app.events.importing, await actor_of(interaction)
        occurrence_id, members = await lists.add(by=by, import_id=import_id)
        language = language_of(interaction)
        said = say(language, "events-attendance-counted", count=len(members))
        open_list = row(OpenListButton(occurrence_id, language=language))
        await show(interaction, layout_of(card(said, open_list, colour=CALM)))


class DropListButton(Button):
    action = "events:attendance-drop"
    label_id = "confirm-no"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], import_id: int) -> None:
        await think_in_place(interaction)
        await interaction.client.app.events.importing.drop(by=await actor_of(interaction), import_id=import_id)
        said = say(language_of(interaction), "events-attendance-dropped")
        await edit_in_place(interaction, view=layout_of(card(said)))


ACTIONS = (
    AttendancePage,
    OpenListButton,
    TickMenu,
    UntickMenu,
    AddMenu,
    TurnoutButton,
    ExportButton,
    CountListButton,
    DropListButton,
)


class AttendanceCog(commands.Cog):
    """What is done by itself about who was there."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        self.bot.app.due.handle(rules.SETTLE, self.settle)
        self.bot.app.due.handle(rules.UNTICKED, self.remind)
        self.bot.app.due.handle(rules.FORGET_LIST, self.forget_list)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)

    async def settle(self, due: Due) -> None:
        """Settle attendance, as soon as it is known again who is in voice."""
        attendance, guild = self.bot.app.events.attendance, available_guild(self.bot, due.guild_id)
        if guild is None:
            return
        if not attendance.follows_voice(guild.id):
            raise TryLater(f"who is in voice in server {guild.id} isn't known yet")
        await attendance.settle(guild_id=due.guild_id, occurrence_id=due.subject_id)

    async def remind(self, due: Due) -> None:
        """Ask the host, once and in the thread, to say who was there."""
        attendance = self.bot.app.events.attendance
        found = await attendance.nothing_known(guild_id=due.guild_id, occurrence_id=due.subject_id)
        guild = available_guild(self.bot, due.guild_id)
        if found is None or guild is None:
            return
        held, occurrence = found
        if due.attempts > 1 and await self._reminded(due, held, occurrence):
            return
        language = await self.bot.public_language(guild)
        host = f"<@{held.host_id}>" if held.host_id is not None else ""
        said = say(language, "events-attendance-unticked", host=host, title=wording.title_of(held)).strip()
        allowed = discord.AllowedMentions(users=[discord.Object(held.host_id)]) if held.host_id else NOBODY
        view = layout_of(card(said, row(OpenListButton(occurrence.id, language=language)), colour=CALM))
        await below.speak(self.bot, held, occurrence, nonce=due.nonce, view=view, allowed_mentions=allowed)

    async def _reminded(self, due: Due, held: Any, occurrence: Any) -> bool:
        """Whether an earlier try has sent it before that could be noted."""
        wanted = OpenListButton.make_custom_id(occurrence.id)
        async for sent in below.said_before(self.bot, held, occurrence, since=occurrence.settled_at or due.due_at):
            if wanted in str([component.to_dict() for component in sent.components]):
                return True
        return False

    async def forget_list(self, due: Due) -> None:
        await self.bot.app.events.importing.forget(guild_id=due.guild_id, import_id=due.subject_id)
