"""Answering an event: the buttons of its announcement, one's own answer privately, and who comes.

Whoever presses a button of the announcement gets a private card with the truth about their answer and the same
buttons; pressed there, it is changed in place.
"""

from typing import Any, ClassVar

import discord
from discord import ui

from bot.client import Bot
from bot.events.model import Answer, OccurrenceState
from bot.events.rsvp_errors import RankGone, RoleNeeded
from bot.events.rsvp_model import Answered, People, Wish
from bot.i18n import Language, say
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CALM, CAREFUL, GOOD, card, layout_of, line, note, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of
from cogs.events import wording
from cogs.events.calendar import IcsButton

LISTS = (Answer.GOING, Answer.WAITING, Answer.MAYBE, Answer.CANNOT)
"""What hosts can leaf through."""


async def begin(interaction: discord.Interaction[Bot]) -> None:
    """Acknowledge a press: on one's own card it is changed in place, elsewhere a private answer comes."""
    if _on_own_card(interaction):
        await think_in_place(interaction)
    else:
        await think(interaction)


async def finish(interaction: discord.Interaction[Bot], view: ui.LayoutView) -> None:
    """Show a private card after `begin`."""
    if _on_own_card(interaction):
        await edit_in_place(interaction, view=view)
    else:
        await reply(interaction, view=view)


def _on_own_card(interaction: discord.Interaction[Bot]) -> bool:
    flags = None if interaction.message is None else interaction.message.flags
    return flags is not None and flags.ephemeral and flags.components_v2


# Answering --------------------------------------------------------------------------------------------------------


class WishButton(Button):
    wish: ClassVar[Wish]

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await begin(interaction)
        try:
            answered = await interaction.client.app.events.answering.answer(
                by=await actor_of(interaction), occurrence_id=occurrence_id, wish=cls.wish
            )
        except RoleNeeded as refused:
            if guild_of(interaction).get_role(int(str(refused.params["role"]))) is None:
                raise RankGone from None
            raise
        await finish(interaction, own_view(answered, language_of(interaction), pressed=True))


class GoingButton(WishButton):
    action = "rsvp:going"
    label_id = "events-rsvp-button-going"
    look = discord.ButtonStyle.success
    wish = Wish.GOING


class MaybeButton(WishButton):
    action = "rsvp:maybe"
    label_id = "events-rsvp-button-maybe"
    wish = Wish.MAYBE


class CannotButton(WishButton):
    action = "rsvp:cannot"
    label_id = "events-rsvp-button-cannot"
    wish = Wish.CANNOT


class TakeButton(Button):
    """*Yes, I come*, to a place one was offered."""

    action = "rsvp:take"
    label_id = "events-rsvp-button-take"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await begin(interaction)
        answered = await interaction.client.app.events.answering.take(
            by=await actor_of(interaction), occurrence_id=occurrence_id
        )
        await finish(interaction, own_view(answered, language_of(interaction), pressed=True))


class PassOnButton(Button):
    """*No, pass it on*: the next in line is asked."""

    action = "rsvp:pass-on"
    label_id = "events-rsvp-button-pass-on"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await begin(interaction)
        answered = await interaction.client.app.events.answering.pass_on(
            by=await actor_of(interaction), occurrence_id=occurrence_id
        )
        await finish(interaction, own_view(answered, language_of(interaction), pressed=True))


class MineButton(Button):
    """The way to one's own answer, from messages of other parts."""

    action = "rsvp:mine"
    label_id = "events-rsvp-button-mine"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await begin(interaction)
        answered = await interaction.client.app.events.answering.mine(
            by=await actor_of(interaction), occurrence_id=occurrence_id
        )
        await finish(interaction, own_view(answered, language_of(interaction)))


class ByMessageButton(Button):
    """How one is reminded: 1 by direct message, 0 in the thread."""

    action = "rsvp:by-message"
    arguments = (int, int)
    label_id = "events-rsvp-button-by-message"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int, wanted: int) -> None:
        await begin(interaction)
        answered = await interaction.client.app.events.answering.set_by_message(
            by=await actor_of(interaction), occurrence_id=occurrence_id, by_message=bool(wanted)
        )
        await finish(interaction, own_view(answered, language_of(interaction)))


class PostAgainButton(Button):
    """For who runs an event whose announcement was deleted."""

    action = "rsvp:post-again"
    label_id = "events-rsvp-button-post-again"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await begin(interaction)
        announcing = interaction.client.app.events.announcing
        await announcing.post_again(by=await actor_of(interaction), occurrence_id=occurrence_id)
        await finish(interaction, note(say(language_of(interaction), "events-rsvp-post-again")))


# One's own answer -------------------------------------------------------------------------------------------------


def own_view(answered: Answered, language: Language, *, pressed: bool = False) -> ui.LayoutView:
    """Return somebody's answer as it stands, with the ways to change it; `pressed`: they have just answered."""
    event, occurrence = answered.event, answered.occurrence
    said = [status_text(answered, language, pressed=pressed)]
    if answered.open and answered.answer in (Answer.GOING, Answer.OFFERED, Answer.WAITING):
        said.append(say(language, "events-rsvp-reminded", way="message" if answered.by_message else "thread"))
    return layout_of(
        card(
            "\n".join(
                [f"### {wording.title_of(event)}", wording.when_text(occurrence), wording.place_text(event)]
            ).strip(),
            said[0],
            *(f"-# {more}" for more in said[1:]),
            row(*_answers(answered, language)) if answered.open else None,
            row(*_ways(answered, language)),
            colour=_COLOURS.get(answered.answer, CALM) if answered.answer is not None else CALM,
        )
    )


_COLOURS = {Answer.GOING: GOOD, Answer.OFFERED: CAREFUL, Answer.WAITING: CAREFUL}


def _answers(answered: Answered, language: Language) -> list[ui.Item[Any]]:
    occurrence_id = answered.occurrence.id
    if answered.answer is Answer.OFFERED:
        return [TakeButton(occurrence_id, language=language), PassOnButton(occurrence_id, language=language)]
    return [
        GoingButton(occurrence_id, language=language, disabled=answered.answer in (Answer.GOING, Answer.WAITING)),
        MaybeButton(occurrence_id, language=language, disabled=answered.answer is Answer.MAYBE),
        CannotButton(occurrence_id, language=language, disabled=answered.answer is Answer.CANNOT),
    ]


def _ways(answered: Answered, language: Language) -> list[ui.Item[Any]]:
    occurrence = answered.occurrence
    ways: list[ui.Item[Any]] = [
        PeopleButton(occurrence.id, language=language),
        IcsButton(occurrence.id, language=language),
    ]
    if answered.open:
        label = say(language, "events-rsvp-button-in-thread") if answered.by_message else None
        ways.append(ByMessageButton(occurrence.id, int(not answered.by_message), language=language, label=label))
    if answered.may_manage and answered.open and occurrence.channel_id is not None and occurrence.message_id is None:
        ways.append(PostAgainButton(occurrence.id, language=language))
    return ways


def status_text(answered: Answered, language: Language, *, pressed: bool = False) -> str:
    """Return the truth about somebody's answer: their place, what was changed, or that nothing was."""
    if not answered.open:
        return _over_text(answered, language)
    said = _answer_text(answered, language)
    if not pressed:
        return said
    if not answered.changed:
        return say(language, "events-rsvp-unchanged", answer=said)
    given_up = answered.before in (Answer.GOING, Answer.OFFERED)
    if given_up and answered.answer in (Answer.MAYBE, Answer.CANNOT) and answered.capacity is not None:
        said += " " if language is Language.EN else ""
        said += say(language, "events-rsvp-place-freed")
    return said


def _over_text(answered: Answered, language: Language) -> str:
    cancelled = answered.occurrence.state is OccurrenceState.CANCELLED
    return say(language, "events-rsvp-over-cancelled" if cancelled else "events-rsvp-over-ended")


def _answer_text(answered: Answered, language: Language) -> str:
    rsvp, place = answered.rsvp, answered.position or 1
    if rsvp is None:
        return _none_text(answered, language)
    if rsvp.answer is Answer.GOING and answered.capacity is not None:
        return say(language, "events-rsvp-mine-going-of", place=place, capacity=answered.capacity)
    if rsvp.answer in (Answer.GOING, Answer.WAITING):
        return say(language, f"events-rsvp-mine-{rsvp.answer.value}", place=place)
    if rsvp.answer is Answer.OFFERED and rsvp.offered_until is not None:
        return say(language, "events-rsvp-mine-offered", until=wording.seconds(rsvp.offered_until))
    return say(language, f"events-rsvp-mine-{rsvp.answer.value}")


def _none_text(answered: Answered, language: Language) -> str:
    free = answered.counts.free(answered.capacity)
    if answered.capacity is None or free is None:
        return say(language, "events-rsvp-mine-none")
    return say(language, "events-rsvp-mine-none-of", free=free, capacity=answered.capacity)


# Who comes --------------------------------------------------------------------------------------------------------


async def people_view(
    interaction: discord.Interaction[Bot], occurrence_id: int, answer: Answer = Answer.GOING, page: int = 1
) -> ui.LayoutView:
    people = await interaction.client.app.events.answering.people(
        by=await actor_of(interaction), occurrence_id=occurrence_id, answer=answer, page=page
    )
    return drawn_people(people, language_of(interaction))


def drawn_people(people: People, language: Language) -> ui.LayoutView:
    """Return a page of names. They are mentions, which show as names and notify nobody in a private message."""
    shown = LISTS.index(people.answer)
    names = wording.names_text([f"<@{member_id}>" for member_id in people.member_ids], language)
    counts = people.counts
    head = say(language, "events-rsvp-people-title", title=wording.title_of(people.event))
    sums = say(
        language,
        "events-rsvp-people-counts",
        going=counts.going,
        waiting=counts.in_line,
        maybe=counts.maybe,
        cannot=counts.cannot,
    )
    turning = page_buttons(
        PeoplePage, people.occurrence.id, shown, page=people.number, pages=people.pages, language=language
    )
    return layout_of(
        card(
            f"{head}\n-# {sums}",
            line(),
            say(language, f"events-rsvp-list-{people.answer.value}"),
            names or say(language, "events-rsvp-people-nobody"),
            say(language, "events-rsvp-people-offered", count=counts.offered)
            if people.answer is Answer.WAITING and counts.offered
            else None,
            position(people.number, people.pages, language) if people.pages > 1 else None,
            row(*turning),
            row(*_tabs(people, language)) if people.sees_all else None,
            colour=CALM,
        )
    )


def _tabs(people: People, language: Language) -> list[ui.Item[Any]]:
    return [
        ListButton(
            people.occurrence.id,
            number,
            language=language,
            label=say(language, f"events-rsvp-list-{answer.value}.tab"),
            disabled=answer is people.answer,
        )
        for number, answer in enumerate(LISTS)
    ]


def _list_of(number: int) -> Answer:
    return LISTS[number] if number < len(LISTS) else Answer.GOING


class PeopleButton(Button):
    """*Who comes*: a private list."""

    action = "rsvp:people"
    label_id = "events-rsvp-button-people"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int) -> None:
        await think(interaction)
        await reply(interaction, view=await people_view(interaction, occurrence_id))


class PeoplePage(PageButton):
    action = "rsvp:people-page"
    arguments = (int, int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, occurrence_id: int, number: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await people_view(interaction, occurrence_id, _list_of(number), page))


class ListButton(Button):
    """Another list, for who runs the event."""

    action = "rsvp:list"
    arguments = (int, int)
    label_id = "events-rsvp-button-people"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], occurrence_id: int, number: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await people_view(interaction, occurrence_id, _list_of(number)))


ACTIONS = (
    GoingButton,
    MaybeButton,
    CannotButton,
    TakeButton,
    PassOnButton,
    MineButton,
    ByMessageButton,
    PostAgainButton,
    PeopleButton,
    PeoplePage,
    ListButton,
)
