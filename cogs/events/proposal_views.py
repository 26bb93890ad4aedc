"""Members' proposals as moderators see them in their queue, and the question who hosts an event that lost its host."""

from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.events.errors import AlreadyDecided
from bot.events.model import REASON_MAX, Event, EventState, PlaceKind
from bot.i18n import Language, say
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import BAD, CALM, CAREFUL, GOOD, card, layout_of, row
from bot.ui.replies import edit_in_place, reply, reply_error, think, think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment, plain
from cogs.events import organising_texts as texts
from cogs.events.forms import give_back
from cogs.events.ground import check_ground, check_host
from cogs.events.preview import rank_name, show_editor
from cogs.events.wording import audience_text, description_text, hosts_text, place_text, title_of

DESCRIPTION_SHOWN = 1_200


def proposal_view(event: Event, language: Language, *, now: datetime, rank: str | None = None) -> ui.LayoutView:
    """Return a proposal as moderators see it, with its buttons as long as nobody has decided."""
    head = say(language, "events-queue-proposal", title=title_of(event), member=_member(event.created_by_id, language))
    audience = audience_text(event, rank, language)
    facts = [
        texts.start_text(event, language),
        say(language, "events-editor-duration", span=texts.span_text(event.duration, language)),
        texts.repeats_text(event, now, language),
        say(language, "events-rsvp-fact-where", place=_place(event, language)),
        say(language, "events-rsvp-fact-host", hosts=hosts_text(event, language)),
        say(language, "events-rsvp-fact-for", audience=audience) if audience else "",
    ]
    description = description_text(event)
    body = [head, description[:DESCRIPTION_SHOWN] if description else None, "\n".join(filter(None, facts))]
    if event.state is EventState.PROPOSED:
        buttons = row(
            ApproveButton(event.id, language=language),
            DeclineButton(event.id, language=language),
            EditProposalButton(event.id, language=language),
        )
        return layout_of(card(*body, buttons, colour=CAREFUL))
    return layout_of(card(*body, _decision(event, language), colour=BAD if declined(event) else GOOD))


def taken_back(language: Language) -> ui.LayoutView:
    """Return what is left of a proposal's card when who made it has deleted it."""
    return layout_of(card(say(language, "events-queue-taken-back"), colour=CALM))


def declined(event: Event) -> bool:
    return event.state is EventState.DECLINED


def _decision(event: Event, language: Language) -> str:
    said = say(
        language,
        "events-queue-declined" if declined(event) else "events-queue-approved",
        member=_member(event.decided_by_id, language),
        at=moment(event.decided_at, "f") if event.decided_at else "–",
    )
    if declined(event) and event.reason:
        said += "\n" + say(language, "events-reason", reason=plain(event.reason, 2 * REASON_MAX))
    return said


def _member(member_id: int | None, language: Language) -> str:
    return say(language, "events-former-member") if member_id is None else f"<@{member_id}>"


def _place(event: Event, language: Language) -> str:
    unknown = event.place is None if event.place_kind is PlaceKind.EXTERNAL else event.place_channel_id is None
    return say(language, "events-organising-none") if unknown else place_text(event)


async def _show_card(interaction: discord.Interaction[Bot], event: Event) -> None:
    """Show a proposal's card as it is now, in the server's language: it is public among moderators."""
    bot = interaction.client
    language = await bot.public_language(guild_of(interaction))
    view = proposal_view(event, language, now=bot.app.clock(), rank=await rank_name(bot, event))
    await edit_in_place(interaction, view=view)


async def _show_decided(interaction: discord.Interaction[Bot], event_id: int) -> None:
    """Show what somebody else has decided, on a card that still had its buttons."""
    found = await interaction.client.app.events.proposing.proposal(by=await actor_of(interaction), event_id=event_id)
    await _show_card(interaction, found)


class ApproveButton(Button):
    action = "events:approve"
    label_id = "events-editor-button-approve"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_in_place(interaction)
        events, actor = interaction.client.app.events, await actor_of(interaction)
        try:
            found = await events.proposing.proposal(by=actor, event_id=event_id)
            if found.state is not EventState.PROPOSED:
                raise AlreadyDecided
            picture = await events.organising.picture(guild_id=actor.guild_id, event_id=event_id)
            await check_ground(
                interaction.client, found, picture=picture is not None, language=language_of(interaction)
            )
            approved = await events.proposing.approve(by=actor, event_id=event_id)
        except AlreadyDecided:
            await _show_decided(interaction, event_id)
            raise
        await _show_card(interaction, approved)


class DeclineButton(Button):
    action = "events:decline"
    label_id = "events-queue-button-decline"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await open_form(interaction, DeclineForm(event_id, language=language_of(interaction)))


class DeclineForm(Form):
    """Why a proposal is declined: who proposed it reads that."""

    action = "events:decline-form"
    title_id = "events-queue-decline-title"

    def __init__(self, event_id: int, *, language: Language) -> None:
        super().__init__(event_id, language=language)
        self.reason: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="reason", max_length=REASON_MAX, required=True
        )
        self.add_item(
            ui.Label(
                text=label(language, "events-form-decline", LABEL_LIMIT),
                description=label(language, "events-form-decline.help", OPTION_LABEL_LIMIT),
                component=self.reason,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_in_place(interaction)
        proposing, actor = interaction.client.app.events.proposing, await actor_of(interaction)
        try:
            declined = await proposing.decline(by=actor, event_id=event_id, reason=self.reason.value)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            if isinstance(error, AlreadyDecided):
                await _show_decided(interaction, event_id)
            await reply_error(interaction, error)
            await give_back(interaction, self.reason.value, self.language)
            return
        await _show_card(interaction, declined)


class EditProposalButton(Button):
    """Opens the editor privately."""

    action = "events:edit-proposal"
    label_id = "events-queue-button-edit"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think(interaction)
        events, actor = interaction.client.app.events, await actor_of(interaction)
        found = await events.proposing.proposal(by=actor, event_id=event_id)
        if found.state is not EventState.PROPOSED:
            raise AlreadyDecided
        await show_editor(interaction, event_id)


class SeeProposalButton(Button):
    """Shows a proposal's card from a list of what waits."""

    action = "events:see-proposal"
    label_id = "events-queue-button-see"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think(interaction)
        bot, actor = interaction.client, await actor_of(interaction)
        found = await bot.app.events.proposing.proposal(by=actor, event_id=event_id)
        rank = await rank_name(bot, found)
        await reply(interaction, view=proposal_view(found, language_of(interaction), now=bot.app.clock(), rank=rank))


# Hosts who left -----------------------------------------------------------------------------------------------------


def host_view(event: Event, language: Language) -> ui.LayoutView:
    """Return the card of an event that has lost its host."""
    if event.host_id is not None:
        said = say(language, "events-queue-host-named", title=title_of(event), member=f"<@{event.host_id}>")
        return layout_of(card(said, colour=CALM))
    said = say(language, "events-queue-host-lost", title=title_of(event))
    return layout_of(card(said, row(HostMenu(event.id, language=language)), colour=CAREFUL))


class HostMenu(Choosing, ui.UserSelect[Any]):
    """Names who hosts an event from now on."""

    action = "events:name-host"

    def __init__(self, event_id: int, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(event_id),
            placeholder=label(language, "events-queue-host-menu", 150),
            min_values=1,
            max_values=1,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], event_id: int) -> None:
        await think_in_place(interaction)
        if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 19:
            raise ButtonOutdated
        proposing, actor = interaction.client.app.events.proposing, await actor_of(interaction)
        guild = guild_of(interaction)
        await check_host(guild, int(values[0]))
        language = await interaction.client.public_language(guild)
        try:
            named = await proposing.name_host(by=actor, event_id=event_id, member_id=int(values[0]))
        except AlreadyDecided:
            found = await proposing.proposal(by=actor, event_id=event_id)
            await edit_in_place(interaction, view=host_view(found, language))
            raise
        await edit_in_place(interaction, view=host_view(named, language))


ACTIONS = (ApproveButton, DeclineButton, DeclineForm, EditProposalButton, SeeProposalButton, HostMenu)
