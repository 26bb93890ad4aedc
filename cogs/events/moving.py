"""`/event move` and `/event cancel`: one date or all, after saying how many people it concerns, with a reason for them.

What is typed as the new moment is shown as everybody will see it before anything happens; where it can mean several
moments, each has its button.
"""

from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.events.errors import AlreadyOver
from bot.events.model import REASON_MAX
from bot.events.moving import Target
from bot.i18n import Language, say
from bot.ui.actions import Button, ButtonOutdated, CancelButton, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import BAD, CAREFUL, card, layout_of, note, row
from bot.ui.replies import reply_error, think
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, text
from bot.when import Moment
from cogs.events import organising_texts as texts
from cogs.events.forms import START_MAX, give_back
from cogs.events.group import event as group
from cogs.events.preview import moment_of, show_here, think_here
from cogs.events.targets import EventName, complete_target, read_choice
from cogs.events.wording import title_of

ONE, ALL = "one", "all"
"""What of an event is meant, in custom ids."""


async def _target(interaction: discord.Interaction[Bot], what: str, row_id: int) -> Target:
    moving, actor = interaction.client.app.events.moving, await actor_of(interaction)
    if what not in (ONE, ALL):
        raise ButtonOutdated
    if what == ONE:
        return await moving.target(by=actor, occurrence_id=row_id)
    return await moving.target(by=actor, event_id=row_id)


def _named(target: Target) -> tuple[str, int]:
    """Return what stands for a target in custom ids."""
    return (ALL, target.event.id) if target.occurrence is None else (ONE, target.occurrence.id)


async def _chosen(interaction: discord.Interaction[Bot], typed: str) -> Target:
    event_id, occurrence_id = read_choice(typed)
    moving, actor = interaction.client.app.events.moving, await actor_of(interaction)
    return await moving.target(by=actor, event_id=event_id, occurrence_id=occurrence_id)


# Moving -------------------------------------------------------------------------------------------------------------


@group.command(name=text("events-command-move.name"), description=text("events-command-move"))
@app_commands.rename(event=text("events-option-event.name"), to=text("events-option-to.name"))
@app_commands.describe(event=text("events-option-target"), to=text("events-option-to"))
@app_commands.autocomplete(event=complete_target)
async def event_move(
    interaction: discord.Interaction[Bot], event: EventName, to: app_commands.Range[str, 1, START_MAX]
) -> None:
    await think(interaction)
    await ask_move(interaction, await _chosen(interaction, event), to)


async def ask_move(interaction: discord.Interaction[Bot], target: Target, typed: str) -> None:
    """Show what a typed moment means, and whom it concerns."""
    moving, language = interaction.client.app.events.moving, language_of(interaction)
    if target.next is None:
        raise AlreadyOver
    moments = await moving.read(typed, target=target, language=language)
    dropped = 0
    if target.occurrence is None:
        dropped = max([await moving.dropped(target, one.at) for one in moments])
    await show_here(interaction, _move_question(target, moments, dropped, language))


def _move_question(target: Target, moments: tuple[Moment, ...], dropped: int, language: Language) -> ui.LayoutView:
    one = target.occurrence or target.next
    assert one is not None
    what, row_id = _named(target)
    zone = texts.zone_text(target.event.time_zone, moments[0].at, language)
    asked = "events-move-ask-series" if what == ALL and target.event.rule else "events-move-ask"
    lines = [
        say(language, asked, title=title_of(target.event), at=moment(one.starts_at, "F")),
        *(f"→ **{moment(meant.at, 'F')}** – {texts.moment_label(meant, language)}" for meant in moments),
        f"-# {zone}",
        say(language, "events-move-people", people=target.people),
    ]
    if dropped:
        lines.append(say(language, "events-move-dropped", people=dropped))
    buttons: list[ui.Item[Any]] = [
        MoveButton.of(what, row_id, meant, int(one.starts_at.timestamp()), dropped, language=language)
        for meant in moments
    ]
    return layout_of(card("\n".join(lines), row(*buttons, CancelButton(language=language)), colour=CAREFUL))


class MoveButton(Button):
    """“Move it to …”: asks for the reason, with which it happens."""

    action = "events:move"
    arguments = (str, int, int, int, int)
    look = discord.ButtonStyle.primary

    @classmethod
    def of(cls, what: str, row_id: int, meant: Moment, was: int, dropped: int, *, language: Language) -> "MoveButton":
        said = say(language, "events-move-button", at=texts.moment_label(meant, language))
        return cls(what, row_id, int(meant.at.timestamp()), was, int(bool(dropped)), language=language, label=said)

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], what: str, row_id: int, at: int, was: int, dropping: int
    ) -> None:
        await open_form(interaction, MoveReasonForm(what, row_id, at, was, dropping, language=language_of(interaction)))


class ReasonInput(Form):
    """A form that asks for a reason those concerned will read; it may be left empty."""

    def __init__(self, *arguments: int | str, language: Language) -> None:
        super().__init__(*arguments, language=language)
        self.reason: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="reason", max_length=REASON_MAX, required=False
        )
        self.add_item(
            ui.Label(
                text=label(language, "events-form-reason", LABEL_LIMIT),
                description=label(language, "events-form-reason.help", OPTION_LABEL_LIMIT),
                component=self.reason,
            )
        )


class MoveReasonForm(ReasonInput):
    action = "events:move-reason"
    arguments = (str, int, int, int, int)
    title_id = "events-move-title"

    async def submit(
        self, interaction: discord.Interaction[Bot], what: str, row_id: int, at: int, was: int, dropping: int
    ) -> None:
        await think_here(interaction)
        moving, actor = interaction.client.app.events.moving, await actor_of(interaction)
        where: dict[str, Any] = {"at": moment_of(at), "was": moment_of(was), "reason": self.reason.value}
        try:
            if what == ONE:
                moved = await moving.move_date(by=actor, occurrence_id=row_id, **where)
            else:
                moved = await moving.move_all(by=actor, event_id=row_id, **where, dropping=dropping == 1)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, self.reason.value, self.language)
            return
        said = say(
            self.language,
            "events-moved",
            title=title_of(moved.event),
            at=moment(moment_of(at), "F"),
            people=moved.people,
        )
        await show_here(interaction, note(said))


class MoveForm(Form):
    """When one date of a series is to be instead, from `/event edit`."""

    action = "events:move-form"
    arguments = (int, int)
    title_id = "events-move-title"

    def __init__(self, event_id: int, occurrence_id: int, *, language: Language) -> None:
        super().__init__(event_id, occurrence_id, language=language)
        self.start: ui.TextInput[Any] = ui.TextInput(custom_id="start", max_length=START_MAX, required=True)
        self.add_item(
            ui.Label(
                text=label(language, "events-form-start", LABEL_LIMIT),
                description=label(language, "events-form-start.help", OPTION_LABEL_LIMIT),
                component=self.start,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], _event_id: int, occurrence_id: int) -> None:
        await think_here(interaction)
        await ask_move(interaction, await _target(interaction, ONE, occurrence_id), self.start.value)


# Cancelling ---------------------------------------------------------------------------------------------------------


@group.command(name=text("events-command-cancel.name"), description=text("events-command-cancel"))
@app_commands.rename(event=text("events-option-event.name"))
@app_commands.describe(event=text("events-option-target"))
@app_commands.autocomplete(event=complete_target)
async def event_cancel(interaction: discord.Interaction[Bot], event: EventName) -> None:
    await think(interaction)
    target, language = await _chosen(interaction, event), language_of(interaction)
    await show_here(interaction, _cancel_question(target, language))


def _cancel_question(target: Target, language: Language) -> ui.LayoutView:
    what, row_id = _named(target)
    one = target.occurrence or target.next
    kind = "one" if what == ONE else ("series" if target.event.rule else "once")
    said = say(
        language,
        f"events-cancel-ask-{kind}",
        title=title_of(target.event),
        at=moment(one.starts_at, "F") if one is not None else "–",
    )
    people = say(language, "events-move-people", people=target.people)
    kept = CancelButton(language=language, label=say(language, "events-cancel-keep"))
    buttons = row(CancelEventButton(what, row_id, language=language), kept)
    return layout_of(card(f"{said}\n{people}", buttons, colour=BAD))


class CancelEventButton(Button):
    """“Cancel it …”: asks for the reason, with which it happens."""

    action = "events:cancel"
    arguments = (str, int)
    label_id = "events-cancel-button"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], what: str, row_id: int) -> None:
        await open_form(interaction, CancelReasonForm(what, row_id, language=language_of(interaction)))


class CancelReasonForm(ReasonInput):
    action = "events:cancel-reason"
    arguments = (str, int)
    title_id = "events-cancel-title"

    async def submit(self, interaction: discord.Interaction[Bot], what: str, row_id: int) -> None:
        await think_here(interaction)
        moving, actor = interaction.client.app.events.moving, await actor_of(interaction)
        try:
            target = await _target(interaction, what, row_id)
            if what == ONE:
                await moving.cancel_date(by=actor, occurrence_id=row_id, reason=self.reason.value)
            else:
                await moving.cancel_all(by=actor, event_id=row_id, reason=self.reason.value)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await give_back(interaction, self.reason.value, self.language)
            return
        said = say(self.language, "events-cancelled", title=title_of(target.event), people=target.people)
        await show_here(interaction, note(said))


ACTIONS = (MoveButton, MoveReasonForm, MoveForm, CancelEventButton, CancelReasonForm)
