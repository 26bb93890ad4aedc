"""`/event details`: everything about an event, for those who run it."""

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.events.detailing import Date, Details
from bot.events.model import Answer, EventState, NativeState, OccurrenceState, Reminder, ReminderState
from bot.events.store.attendance import Turnout
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, line, row
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, moment, plain, text
from cogs.events import organising_texts as texts
from cogs.events.creating import GoOnButton
from cogs.events.editing import EditAllButton
from cogs.events.group import event as group
from cogs.events.preview import rank_name
from cogs.events.targets import EventName, event_choices, event_meant
from cogs.events.wording import audience_text, hosts_text, place_text, title_of

SHOWN = tuple(EventState)
ANSWERS = (Answer.GOING, Answer.OFFERED, Answer.WAITING, Answer.MAYBE, Answer.CANNOT)
TURNOUTS_SHOWN = 5
UPCOMING = (OccurrenceState.PLANNED, OccurrenceState.RUNNING)


async def complete_any(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the events somebody runs, and what they have begun."""
    organising, actor = interaction.client.app.events.organising, await actor_of(interaction)
    states = [state for state in EventState if state is not EventState.DRAFT]
    found = await organising.managed(by=actor, typed=typed, states=states)
    drafts = await organising.own_drafts(by=actor, typed=typed)
    known = {one.id for one in drafts}
    return event_choices([*drafts, *(one for one in found if one.id not in known)], language_of(interaction))


@group.command(name=text("events-command-details.name"), description=text("events-command-details"))
@app_commands.rename(event=text("events-option-event.name"))
@app_commands.describe(event=text("events-option-event"))
@app_commands.autocomplete(event=complete_any)
async def event_details(interaction: discord.Interaction[Bot], event: EventName) -> None:
    await think(interaction)
    event_id = await event_meant(interaction, event, SHOWN)
    events, actor, language = interaction.client.app.events, await actor_of(interaction), language_of(interaction)
    details = await events.detailing.details(by=actor, event_id=event_id)
    turnouts: list[Turnout] = []
    if details.event.state not in (EventState.DRAFT, EventState.PROPOSED, EventState.DECLINED):
        turnouts = list(await events.attendance.turnouts(by=actor, event_id=event_id))
    rank = await rank_name(interaction.client, details.event)
    now = interaction.client.app.clock()
    await reply(interaction, view=details_view(details, turnouts[:TURNOUTS_SHOWN], language, now=now, rank=rank))


def details_view(
    details: Details, turnouts: list[Turnout], language: Language, *, now: datetime, rank: str | None
) -> ui.LayoutView:
    event = details.event
    head = f"## {title_of(event)}\n-# {texts.state_text(event.state, language)}"
    dates = "\n".join(_date_text(date, language) for date in details.dates)
    return layout_of(
        card(
            head,
            "\n".join(_facts(details, language, now=now, rank=rank)),
            line() if dates else None,
            dates or None,
            line() if turnouts else None,
            "\n".join(_turnouts(turnouts, language)) or None,
            row(*_buttons(details, language)),
        )
    )


def _buttons(details: Details, language: Language) -> list[Button]:
    event = details.event
    if event.state is EventState.PUBLISHED:
        return [EditAllButton(event.id, language=language, label=say(language, "events-details-edit"))]
    if event.state is EventState.DRAFT:
        return [GoOnButton(event.id, language=language, label=say(language, "events-details-go-on"))]
    return []


def _facts(details: Details, language: Language, *, now: datetime, rank: str | None) -> list[str]:
    event = details.event
    place = place_text(event) or say(language, "events-organising-none")
    facts = [
        texts.start_text(event, language),
        say(language, "events-editor-duration", span=texts.span_text(event.duration, language)),
        texts.repeats_text(event, now, language),
        say(language, "events-rsvp-fact-where", place=place),
        say(language, "events-rsvp-fact-host", hosts=hosts_text(event, language)),
        say(
            language,
            "events-details-capacity",
            capacity=event.capacity if event.capacity is not None else say(language, "events-details-unlimited"),
        ),
        say(language, "events-editor-reminders", reminders=texts.reminders_text(event.reminders, language)),
    ]
    audience = audience_text(event, rank, language)
    if audience:
        facts.append(say(language, "events-rsvp-fact-for", audience=audience))
    for name in ("price", "sponsor"):
        said = getattr(event, name)
        if said:
            facts.append(say(language, f"events-rsvp-fact-{name}", **{name: plain(said, 150)}))
    facts.append(say(language, "events-details-picture", has="yes" if details.picture else "no"))
    if event.reason:
        facts.append(say(language, "events-reason", reason=plain(event.reason, 400)))
    if event.pending:
        facts.append(say(language, "events-details-pending"))
    return facts


def _date_text(date: Date, language: Language) -> str:
    """Return one date: when, who comes, its announcement, its reminders, and Discord's own event."""
    one = date.occurrence
    state = say(language, f"events-details-date-{one.state.value}")
    dot = "・" if language is Language.JA else " · "
    lines = [f"**{moment(one.starts_at, 'F')}**{dot}{state}"]
    if one.moved:
        lines.append(say(language, "events-details-moved", at=moment(one.original_at, "F")))
    answers = [
        say(language, f"events-details-answer-{answer.value}", count=date.answers[answer])
        for answer in ANSWERS
        if date.answers.get(answer)
    ]
    said = [texts.SEPARATOR[language].join(answers) or say(language, "events-details-no-answers")]
    if one.message_id is not None and one.channel_id is not None:
        link = f"https://discord.com/channels/{one.guild_id}/{one.channel_id}/{one.message_id}"
        said.append(say(language, "events-details-announced", link=link))
    else:
        said.append(say(language, "events-details-not-announced"))
    lines.append(" · ".join(said))
    lines += _reminder_texts(date.reminders[:5], language)
    if one.follow_up is not None:
        lines.append(say(language, f"events-details-follow-up-{one.follow_up.value}"))
    if one.native_state is not NativeState.NONE and one.state in UPCOMING:
        lines.append(say(language, f"events-details-native-{one.native_state.value}"))
    return "\n".join([lines[0], *(f"-# {said}" for said in lines[1:])])


def _reminder_texts(reminders: Sequence[Reminder], language: Language) -> list[str]:
    """Return a line for each reminder that is over, and one for all that are to come."""
    planned = [one for one in reminders if one.state is ReminderState.PLANNED]
    lines = [_reminder_text(one, language) for one in reminders if one.state is not ReminderState.PLANNED]
    if planned:
        at = texts.SEPARATOR[language].join(moment(one.due_at, "f") for one in planned)
        lines.append(say(language, "events-details-reminder-planned", at=at))
    return lines


def _reminder_text(reminder: Reminder, language: Language) -> str:
    at = reminder.finished_at or reminder.due_at
    return say(
        language,
        f"events-details-reminder-{reminder.state.value}",
        before=texts.span_text(reminder.before, language),
        at=moment(at, "f"),
    )


def _turnouts(turnouts: list[Turnout], language: Language) -> list[str]:
    if not turnouts:
        return []
    lines = [
        say(
            language,
            "events-details-turnout",
            at=moment(one.starts_at, "D"),
            going=one.going,
            came=one.came,
            missing=one.missing,
            unannounced=one.unannounced,
        )
        for one in turnouts
    ]
    return [say(language, "events-details-turnouts"), *lines]


ACTIONS = ()
