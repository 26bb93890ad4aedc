"""What one does with the whole of an event in its editor: publish, propose, approve, save, discard."""

from collections.abc import Awaitable, Callable

import discord
from discord import ui

from bot.client import Bot
from bot.events.errors import AnswersDropped
from bot.events.model import Event
from bot.events.revising import PLACE, SCHEDULE, Effect
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import CAREFUL, card, layout_of, note, row
from bot.ui.texts import language_of, moment
from cogs.events.ground import check_ground
from cogs.events.preview import show_editor, show_here, think_here
from cogs.events.wording import title_of

DROPPED_SHOWN = 8


async def _checked(interaction: discord.Interaction[Bot], event_id: int) -> discord.TextChannel:
    """Raises what keeps an event from being public."""
    events, actor = interaction.client.app.events, await actor_of(interaction)
    found = await events.drafting.get(by=actor, event_id=event_id)
    picture = await events.organising.picture(guild_id=actor.guild_id, event_id=event_id)
    return await check_ground(interaction.client, found, picture=picture is not None, language=language_of(interaction))


async def publish(interaction: discord.Interaction[Bot], event_id: int) -> None:
    channel = await _checked(interaction, event_id)
    actor, organising = await actor_of(interaction), interaction.client.app.events.organising
    published = await organising.publish(by=actor, event_id=event_id)
    await _say(interaction, "events-editor-published", published, channel=f"<#{channel.id}>")


async def approve(interaction: discord.Interaction[Bot], event_id: int) -> None:
    channel = await _checked(interaction, event_id)
    actor, proposing = await actor_of(interaction), interaction.client.app.events.proposing
    published = await proposing.approve(by=actor, event_id=event_id)
    await _say(interaction, "events-editor-published", published, channel=f"<#{channel.id}>")


async def propose(interaction: discord.Interaction[Bot], event_id: int) -> None:
    actor, proposing = await actor_of(interaction), interaction.client.app.events.proposing
    proposed = await proposing.propose(by=actor, event_id=event_id)
    await _say(interaction, "events-editor-proposed", proposed)


async def discard(interaction: discord.Interaction[Bot], event_id: int) -> None:
    actor, organising = await actor_of(interaction), interaction.client.app.events.organising
    discarded = await organising.discard(by=actor, event_id=event_id)
    await _say(interaction, "events-editor-discarded", discarded)


async def leave(interaction: discord.Interaction[Bot], event_id: int) -> None:
    """Forget the changes to a published event."""
    actor, organising = await actor_of(interaction), interaction.client.app.events.organising
    left = await organising.discard(by=actor, event_id=event_id)
    await _say(interaction, "events-editor-left", left)


async def save(interaction: discord.Interaction[Bot], event_id: int) -> None:
    """Save changes, or first say whom they concern."""
    actor, revising = await actor_of(interaction), interaction.client.app.events.revising
    effect = await revising.effect(by=actor, event_id=event_id)
    if effect.changed:
        await _checked(interaction, event_id)
    if not _is_noticed(effect):
        await _save(interaction, event_id, dropping=False)
        return
    await show_here(interaction, _question(event_id, effect, language_of(interaction)))


def _is_noticed(effect: Effect) -> bool:
    """Whether saving concerns people who have made plans."""
    moved = not {*PLACE, *SCHEDULE, "duration"}.isdisjoint(effect.changed)
    return bool(effect.dropped) or (moved and effect.concerned > 0)


def _question(event_id: int, effect: Effect, language: Language) -> ui.LayoutView:
    lines = [say(language, "events-editor-ask-save", people=effect.concerned)]
    if effect.dropped:
        lines.append(say(language, "events-editor-ask-dropped", dates=len(effect.dropped)))
        lines += [
            say(language, "events-editor-dropped-line", at=moment(one.starts_at, "F"), people=count)
            for one, count in effect.dropped[:DROPPED_SHOWN]
        ]
    buttons = row(
        SaveYesButton(event_id, int(bool(effect.dropped)), language=language),
        BackButton(event_id, language=language),
    )
    return layout_of(card("\n".join(lines), buttons, colour=CAREFUL))


async def _save(interaction: discord.Interaction[Bot], event_id: int, *, dropping: bool) -> None:
    actor, revising = await actor_of(interaction), interaction.client.app.events.revising
    saved = await revising.save(by=actor, event_id=event_id, dropping=dropping)
    await _say(interaction, "events-editor-saved", saved)


async def _say(interaction: discord.Interaction[Bot], message_id: str, event: Event, **params: str) -> None:
    language = language_of(interaction)
    await show_here(interaction, note(say(language, message_id, title=title_of(event), **params)))


class SaveYesButton(Button):
    """“Yes”: saves, though people have made plans; with 1 also where dates they answered for are cancelled."""

    action = "events:save-yes"
    arguments = (int, int)
    label_id = "events-editor-button-save-yes"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int, dropping: int) -> None:
        await think_here(interaction)
        await _checked(interaction, event_id)
        try:
            await _save(interaction, event_id, dropping=dropping == 1)
        except AnswersDropped:  # somebody answered while this was asked
            await save(interaction, event_id)


class BackButton(Button):
    """Back to the editor."""

    action = "events:editor"
    label_id = "events-editor-button-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], event_id: int) -> None:
        await think_here(interaction)
        await show_editor(interaction, event_id)


ENDINGS: dict[str, Callable[[discord.Interaction[Bot], int], Awaitable[None]]] = {
    "publish": publish,
    "approve": approve,
    "propose": propose,
    "discard": discard,
    "save": save,
    "leave": leave,
}

ACTIONS = (SaveYesButton, BackButton)
