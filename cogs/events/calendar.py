"""What is coming, as one sees it: `/event list`, and calendar files (`/event calendar`, a button on announcements)."""

import asyncio
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.events import calendar
from bot.events.calendar import Entry, Names
from bot.events.errors import EventNotFound
from bot.events.listing import Coming, Sees
from bot.events.model import Event, Occurrence, OccurrenceState, PlaceKind
from bot.events.recurring import describe
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import beside, card, layout_of, note, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import channel_text, language_of, text
from cogs.events import wording
from cogs.events.group import event
from cogs.events.targets import EventName, event_choices, read_choice

ALL_FILE, MINE_FILE, DATE_FILE, SERIES_FILE = "events.ics", "my-events.ics", "this-date.ics", "all-dates.ics"
RULE_SHOWN = 80
PLACE_SHOWN = 100
"""Five of the longest lines stay below Discord's 4,000 characters so."""


@event.command(name=text("events-command-list.name"), description=text("events-command-list"))
async def event_list(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await reply(interaction, view=await list_view(interaction, 1))


async def list_view(interaction: discord.Interaction[Bot], number: int) -> ui.LayoutView:
    language, listing = language_of(interaction), interaction.client.app.events.listing
    page = await listing.page(by=await actor_of(interaction), sees=_sees(interaction), number=number)
    if not page.items:
        return note(say(language, "events-list-empty"))
    pieces: list[ui.Item[Any] | str | None] = [say(language, "events-list-title")]
    entrance = interaction.client.entrances.get("event")
    for coming in page.items:
        said = coming_text(coming, interaction, language)
        pieces.append(said if entrance is None else beside(said, entrance(coming.occurrence.id, language)))
    if page.pages > 1:
        pieces.append(position(page.number, page.pages, language))
    turning = page_buttons(ListPage, page=page.number, pages=page.pages, language=language)
    pieces.append(row(*turning, FilesButton(language=language)))
    return layout_of(card(*pieces))


def coming_text(coming: Coming, interaction: discord.Interaction[Bot], language: Language) -> str:
    """Return what a list says of one date: what, when and where, who it is open to, one's own answer."""
    shown, occurrence = coming.event, coming.occurrence
    when = say(language, "events-list-when", at=wording.seconds(occurrence.starts_at))
    if occurrence.state is OccurrenceState.RUNNING:
        when = say(language, "events-list-running", at=wording.seconds(occurrence.ends_at))
    facts = [when, _place(shown, interaction)]
    if shown.rule is not None:
        facts.append(cut(describe(shown.rule, language), RULE_SHOWN))
    if coming.later:
        facts.append(say(language, "events-list-more", count=coming.later))
    answer = say(language, "events-list-answer", answer="none" if coming.answer is None else coming.answer.value)
    lines = [f"**{wording.title_of(shown)}**", " · ".join(facts), f"{answer} · {_places(coming, language)}"]
    return "\n".join([*lines, _announcement(occurrence, language)])


def _place(shown: Event, interaction: discord.Interaction[Bot]) -> str:
    channel = guild_of(interaction).get_channel(shown.place_channel_id) if shown.place_channel_id else None
    if shown.place_kind is not PlaceKind.EXTERNAL and channel is not None:
        return channel_text(channel, member_of(interaction))
    return cut(wording.place_text(shown), PLACE_SHOWN)


def _places(coming: Coming, language: Language) -> str:
    free = coming.counts.free(coming.event.capacity)
    if free is None:
        return say(language, "events-list-going", count=coming.counts.going)
    if free == 0 or coming.counts.waiting:
        return say(language, "events-list-full", waiting=coming.counts.in_line)
    return say(language, "events-list-free", free=free, capacity=coming.event.capacity or 0)


def _announcement(occurrence: Occurrence, language: Language) -> str:
    url = link(occurrence)
    if url is not None:
        return say(language, "events-list-announcement", url=url)
    return say(language, "events-list-later" if occurrence.channel_id is None else "events-list-announcement-gone")


def link(occurrence: Occurrence) -> str | None:
    """Return where the announcement is; None where there is none."""
    if occurrence.channel_id is None or occurrence.message_id is None:
        return None
    return f"https://discord.com/channels/{occurrence.guild_id}/{occurrence.channel_id}/{occurrence.message_id}"


def _sees(interaction: discord.Interaction[Bot]) -> Sees:
    guild, member = guild_of(interaction), member_of(interaction)

    def sees(channel_id: int) -> bool:
        channel = guild.get_channel(channel_id)
        # Nobody can read a channel that was deleted, and the event is still on.
        return channel is None or channel.permissions_for(member).view_channel

    return sees


class ListPage(PageButton):
    action = "events:list"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await list_view(interaction, page))


# Calendar files


async def complete_coming(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest what is coming, each event or series once."""
    entries = await interaction.client.app.events.listing.all(by=await actor_of(interaction), sees=_sees(interaction))
    wanted = typed.strip().casefold()
    found = [entry.event for entry in entries if wanted in entry.event.title.casefold()]
    return event_choices(found, language_of(interaction))


@event.command(name=text("events-command-calendar.name"), description=text("events-command-calendar"))
@app_commands.rename(chosen=text("events-option-calendar-event.name"))
@app_commands.describe(chosen=text("events-option-calendar-event"))
@app_commands.autocomplete(chosen=complete_coming)
async def event_calendar(interaction: discord.Interaction[Bot], chosen: EventName | None = None) -> None:
    await think(interaction)
    if chosen is None:
        await _give_calendars(interaction)
    else:
        await _give_series(interaction, chosen)


async def _give_calendars(interaction: discord.Interaction[Bot]) -> None:
    """Answer with a file of all that is coming, and with one of what somebody comes to."""
    language, listing = language_of(interaction), interaction.client.app.events.listing
    actor, sees = await actor_of(interaction), _sees(interaction)
    entries = await listing.all(by=actor, sees=sees)
    if not entries:
        await reply(interaction, say(language, "events-list-empty"))
        return
    mine = await listing.mine(by=actor, sees=sees)
    files = [await _series_file(interaction, entries, ALL_FILE)]
    if mine:
        files.append(await _dates_file(interaction, mine, MINE_FILE))
    message_id = "events-calendar-all-and-mine" if mine else "events-calendar-all"
    await reply(interaction, say(language, message_id, count=len(entries), mine=len(mine)), files=files)


async def _give_series(interaction: discord.Interaction[Bot], chosen: str) -> None:
    listing, actor, sees = interaction.client.app.events.listing, await actor_of(interaction), _sees(interaction)
    try:
        event_id = read_choice(chosen)[0]
    except EventNotFound:
        titled = [
            entry.event.id
            for entry in await listing.all(by=actor, sees=sees)
            if entry.event.title.casefold() == chosen.strip().casefold()
        ]
        if len(titled) != 1:
            raise
        event_id = titled[0]
    if event_id is None:
        raise EventNotFound
    entry = await listing.series(by=actor, sees=sees, event_id=event_id)
    file = await _series_file(interaction, [entry], SERIES_FILE if entry.event.rule else DATE_FILE)
    message_id = "events-calendar-series" if entry.event.rule else "events-calendar-date"
    await reply(interaction, say(language_of(interaction), message_id), files=[file])


class FilesButton(Button):
    """Below the list: what it shows, as calendar files."""

    action = "events:calendars"
    arguments = ()
    label_id = "events-button-calendars"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        await _give_calendars(interaction)


class IcsButton(Button):
    """On an announcement: a calendar file of this date, and of the series it belongs to. Its argument: the date."""

    action = "events:ics"
    label_id = "events-button-ics"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think(interaction)
        listing, actor = interaction.client.app.events.listing, await actor_of(interaction)
        found, occurrence = await listing.one(by=actor, occurrence_id=occurrence_id)
        files = [await _dates_file(interaction, [(found, occurrence)], DATE_FILE)]
        message_id = "events-calendar-date"
        if occurrence.state is OccurrenceState.CANCELLED:
            message_id = "events-calendar-date-cancelled"
        elif found.rule is not None:
            try:
                entry = await listing.series(by=actor, sees=_sees(interaction), event_id=found.id)
            except EventNotFound:
                pass  # It is over, or for others: there is this date only.
            else:
                files.append(await _series_file(interaction, [entry], SERIES_FILE))
                message_id = "events-calendar-date-and-series"
        await reply(interaction, say(language_of(interaction), message_id), files=files)


async def _series_file(interaction: discord.Interaction[Bot], entries: list[Entry], name: str) -> discord.File:
    shown = [(entry.event, date) for entry in entries for date in entry.dates]
    names, now = _names(interaction, shown), interaction.client.app.clock()
    return _file(await asyncio.to_thread(calendar.series_file, entries, names, now=now), name)


async def _dates_file(
    interaction: discord.Interaction[Bot], dates: list[tuple[Event, Occurrence]], name: str
) -> discord.File:
    names, now = _names(interaction, dates), interaction.client.app.clock()
    return _file(await asyncio.to_thread(calendar.dates_file, dates, names, now=now), name)


def _file(content: bytes, name: str) -> discord.File:
    return discord.File(BytesIO(content), filename=name)


def _names(interaction: discord.Interaction[Bot], dates: Iterable[tuple[Event, Occurrence]]) -> Names:
    """Return what a file says of channels: names of those that somebody sees, and where announcements are."""
    guild, member, found = guild_of(interaction), member_of(interaction), list(dates)
    place_ids = {shown.place_channel_id for shown, _ in found} | {date.place_channel_id for _, date in found}
    places = [channel for place_id in place_ids if place_id and (channel := guild.get_channel(place_id)) is not None]
    links = {date.id: url for _, date in found if (url := link(date)) is not None}
    return Names(
        calendar=guild.name,
        channels={each.id: each.name for each in places if each.permissions_for(member).view_channel},
        links=links,
    )


ACTIONS = (ListPage, FilesButton, IcsButton)
