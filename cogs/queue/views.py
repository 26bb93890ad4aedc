"""The list of what waits, one thing of it, and its buttons."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.queue.errors import NoChannel, NothingThere
from bot.queue.model import Item
from bot.settings.model import ServerSettings
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import CALM, GOOD, beside, card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import NOBODY, edit_in_place, reply, tell, think, think_in_place
from bot.ui.texts import BUTTON_LABEL_LIMIT, label, language_of
from cogs.queue import wording

PER_PAGE = 8

ALL, MINE = "all", "mine"


async def list_view(interaction: discord.Interaction[Bot], page: int, which: str) -> ui.LayoutView:
    """Return a page of what waits, all of it or what the reader has taken. Raises ModeratorsOnly."""
    language, actor = language_of(interaction), await actor_of(interaction)
    items = await interaction.client.app.queue.waiting(by=actor)
    mine = [item for item in items if item.mark.taken_by_id == actor.id]
    shown = mine if which == MINE else items
    pages = pages_for(len(shown), PER_PAGE)
    page = min(max(page, 1), pages)
    pieces: list[ui.Item[Any] | str | None] = [
        say(
            language,
            "queue-title",
            count=len(items),
            overdue=sum(item.overdue for item in items),
            mine=len(mine),
        )
    ]
    for item in shown[(page - 1) * PER_PAGE : page * PER_PAGE]:
        waiting = item.waiting
        pieces.append(
            beside(wording.whole(item, language), OpenButton(waiting.kind, waiting.subject_id, language=language))
        )
    if not shown:
        pieces.append(say(language, "queue-nothing-mine" if which == MINE else "queue-nothing"))
    if pages > 1:
        pieces.append(position(page, pages, language))
    other = ListButton(1, ALL if which == MINE else MINE, language=language, forward=True, disabled=False)
    other.label = label(language, "queue-button-all" if which == MINE else "queue-button-mine", BUTTON_LABEL_LIMIT)
    pieces.append(
        row(
            *page_buttons(ListPage, which, page=page, pages=pages, language=language),
            other,
            SummaryButton(language=language),
        )
    )
    colour = wording.colour(shown[0]) if shown else GOOD
    return layout_of(card(*pieces, colour=colour))


class ListPage(PageButton):
    action = "queue:page"
    arguments = (int, str)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, which: str) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await list_view(interaction, page, which))


class ListButton(ListPage):
    """Back to the list, or to the other one."""

    action = "queue:list"


class OpenButton(Button):
    """Opens one thing in place of the list."""

    action = "queue:open"
    arguments = (str, int)
    label_id = "queue-button-open"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], kind: str, subject_id: int) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        try:
            item = await interaction.client.app.queue.get(by=actor, kind=kind, subject_id=subject_id)
        except NothingThere:
            await edit_in_place(interaction, view=await list_view(interaction, 1, ALL))
            raise
        await show_item(interaction, item)


def item_view(bot: Bot, item: Item, *, guild_id: int, reader_id: int, language: Language) -> ui.LayoutView:
    """Return one thing with everything that can be done about it."""
    key = (item.waiting.kind, item.waiting.subject_id)
    holder = item.mark.taken_by_id
    taking: Button = (
        GiveBackButton(*key, language=language)
        if holder == reader_id
        else TakeButton(*key, holder or 0, language=language, label=_take_label(holder, language))
    )
    entrance = bot.entrances.get(item.waiting.entrance or "")
    escalating = bot.entrances.get(f"escalate-{item.waiting.kind}")
    buttons: list[ui.Item[Any]] = [taking]
    if entrance is not None:
        buttons.append(entrance(item.waiting.subject_id, language))
    link = wording.link_to(item, guild_id)
    if link is not None:
        buttons.append(ui.Button(style=discord.ButtonStyle.link, url=link, label=label(language, "queue-button-link")))
    if item.waiting.dismissible:
        buttons.append(DoneButton(*key, language=language))
    if escalating is not None:
        buttons.append(escalating(item.waiting.subject_id, language))
    elif item.mark.escalated_at is None:
        buttons.append(EscalateButton(*key, language=language))
    back = ListButton(1, ALL, language=language, forward=True, disabled=False)
    back.label = label(language, "queue-button-back", BUTTON_LABEL_LIMIT)
    return layout_of(
        card(wording.whole(item, language), row(*buttons[:5]), line(), row(back), colour=wording.colour(item))
    )


def _take_label(holder: int | None, language: Language) -> str:
    return say(language, "queue-button-take" if holder is None else "queue-button-take-over")


async def show_item(interaction: discord.Interaction[Bot], item: Item) -> None:
    view = item_view(
        interaction.client,
        item,
        guild_id=interaction.guild_id or 0,
        reader_id=interaction.user.id,
        language=language_of(interaction),
    )
    await show(interaction, view)


class TakeButton(Button):
    """Takes it on; the last argument is whose it was when it was shown, 0 for nobody's."""

    action = "queue:take"
    arguments = (str, int, int)
    label_id = "queue-button-take"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], kind: str, subject_id: int, holder: int) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        item = await interaction.client.app.queue.take(
            by=actor, kind=kind, subject_id=subject_id, from_id=holder or None
        )
        await show_item(interaction, item)


class GiveBackButton(Button):
    action = "queue:give-back"
    arguments = (str, int)
    label_id = "queue-button-give-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], kind: str, subject_id: int) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        await show_item(
            interaction, await interaction.client.app.queue.give_back(by=actor, kind=kind, subject_id=subject_id)
        )


class DoneButton(Button):
    action = "queue:done"
    arguments = (str, int)
    label_id = "queue-button-done"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], kind: str, subject_id: int) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        await interaction.client.app.queue.done(by=actor, kind=kind, subject_id=subject_id)
        await edit_in_place(interaction, view=await list_view(interaction, 1, ALL))


class EscalateButton(Button):
    """Makes it more urgent and calls those who lead."""

    action = "queue:escalate"
    arguments = (str, int)
    label_id = "queue-button-escalate"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], kind: str, subject_id: int) -> None:
        await think_in_place(interaction)
        actor = await actor_of(interaction)
        await show_item(
            interaction, await interaction.client.app.queue.escalate(by=actor, kind=kind, subject_id=subject_id)
        )


class TryAgainButton(Button):
    """Tries again what was given up: the entrance of a failed delivery."""

    action = "queue:try-again"
    label_id = "queue-button-try-again"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], due_id: int) -> None:
        await think_in_place(interaction)
        actor, queue = await actor_of(interaction), interaction.client.app.queue
        await queue.get(by=actor, kind="delivery", subject_id=due_id)
        await interaction.client.app.due.retry(guild_id=actor.guild_id, due_id=due_id)
        await interaction.client.app.due.sweep()
        await edit_in_place(interaction, view=await list_view(interaction, 1, ALL))


class OpenHereButton(Button):
    """Opens the list privately, from a message of the moderators' channel."""

    action = "queue:show"
    arguments = (int, int)  # which reminder or call it is: the due row, and its occasion
    label_id = "queue-button-show"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], _row: int, _occasion: int) -> None:
        await think(interaction)
        await reply(interaction, view=await list_view(interaction, 1, ALL))


# For handing over a shift


async def summary_view(interaction: discord.Interaction[Bot], *, posted: bool) -> ui.LayoutView:
    """Return how things stand; `posted`: for the moderators' channel, in the server's language.

    Raises ModeratorsOnly.
    """
    bot, actor = interaction.client, await actor_of(interaction)
    summary = await bot.app.queue.summary(by=actor)
    language = await bot.public_language(guild_of(interaction)) if posted else language_of(interaction)
    hours = round((bot.app.clock() - summary.since).total_seconds() / 3600)
    kinds = [
        say(
            language,
            "queue-summary-kind",
            kind=wording.kind_name(kind, language),
            count=counts.waiting,
            overdue=counts.overdue,
        )
        for kind, counts in summary.kinds.items()
    ]
    people = [
        say(
            language,
            "queue-summary-person",
            member=f"<@{member_id}>",
            taken=summary.taken.get(member_id, 0),
            done=summary.done.get(member_id, 0),
            open=sum(item.mark.taken_by_id == member_id for item in summary.items),
        )
        for member_id in _people(summary.taken, summary.done, summary.items)
    ]
    first = [wording.whole(item, language) for item in summary.items[:5]]
    pieces: list[ui.Item[Any] | str | None] = [
        say(language, "queue-summary-title", count=len(summary.items), hours=hours),
        "\n".join(kinds) or say(language, "queue-nothing"),
        say(language, "queue-summary-first") + "\n" + "\n".join(first) if first else None,
        say(language, "queue-summary-people", hours=hours) + "\n" + "\n".join(people) if people else None,
    ]
    if posted:
        pieces.append(say(language, "queue-summary-posted-by", member=f"<@{actor.id}>"))
    else:
        back = ListButton(1, ALL, language=language, forward=True, disabled=False)
        back.label = label(language, "queue-button-back", BUTTON_LABEL_LIMIT)
        pieces.append(row(back, PostSummaryButton(language=language)))
    return layout_of(card(*pieces, colour=CALM))


def _people(taken: Mapping[int, int], done: Mapping[int, int], items: Sequence[Item]) -> list[int]:
    """Return those who did something or have something, up to fifteen."""
    holders = [item.mark.taken_by_id for item in items if item.mark.taken_by_id is not None]
    return list(dict.fromkeys([*taken, *done, *holders]))[:15]


class SummaryButton(Button):
    action = "queue:summary"
    arguments = ()
    label_id = "queue-button-summary"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await summary_view(interaction, posted=False))


class PostSummaryButton(Button):
    """Posts the summary where the moderators read, for whoever comes next."""

    action = "queue:post-summary"
    arguments = ()
    label_id = "queue-button-post-summary"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think(interaction)
        view = await summary_view(interaction, posted=True)
        await post_summary(interaction, view)


async def post_summary(interaction: discord.Interaction[Bot], view: ui.LayoutView) -> None:
    """Send it into the channel of the queue. Raises NoChannel where there is none."""
    bot, guild = interaction.client, guild_of(interaction)
    settings = await bot.app.settings.get(guild.id, ServerSettings)
    channel = guild.get_channel(settings.queue_channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        raise NoChannel
    sent = await channel.send(view=view, allowed_mentions=NOBODY)
    await tell(interaction, "queue-summary-posted", link=sent.jump_url)


ACTIONS = (
    ListPage,
    ListButton,
    OpenButton,
    TakeButton,
    GiveBackButton,
    DoneButton,
    EscalateButton,
    TryAgainButton,
    SummaryButton,
    PostSummaryButton,
)
