"""The card of a raid, its buttons, and the list of suspects."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.due import TryLater
from bot.i18n import Language, say
from bot.moderation.model import Act, ModerationSettings
from bot.moderation.safety import check_moderator
from bot.raids.detecting import Sign
from bot.raids.model import Cause, Measure, Progress, Raid, State, Step, Suspect, Whole
from bot.text import cut, one_line
from bot.ui.actions import BIGGEST_ID, Button, ButtonOutdated, Choosing, view_of
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import BAD, CALM, CAREFUL, GOOD, card, layout_of, line, note, row, show
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import edit_in_place, reply, tell, think, think_in_place
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of, moment, plain, text
from cogs.raids.group import raid as group
from cogs.raids.measures import carry_out, doors_of

NAMES_SHOWN = 8
PER_PAGE = 20


def raid_view(whole: Whole, language: Language) -> ui.LayoutView:
    """Return the card of a raid as moderators see it."""
    raid = whole.raid
    told = {"joined": raid.joined, "suspects": raid.suspects, "kept": whole.kept_out}
    parts = [say(language, f"raids-card-{raid.cause}", **told)]
    parts.append("-# " + say(language, "raids-since", since=moment(raid.began_at, "f"), latest=moment(raid.latest_at)))
    if whole.suspects:
        names = ", ".join(plain(one.name, 40) for one in whole.suspects[:NAMES_SHOWN])
        parts.append(say(language, "raids-names", names=names, signs=_signs(whole, language)))
    if whole.steps:
        parts.append(_measures(whole, language))
    if whole.kept_out or whole.cleared:
        state = "let-in" if raid.state is State.UNDONE else "kept-out"
        counts = {"kept": whole.kept_out, "cleared": whole.cleared, "left": whole.left}
        parts.append(say(language, f"raids-{state}", **counts))
    if raid.state is not State.RUNNING:
        parts.append(_ended(raid, language))
    return layout_of(card("\n".join(parts), _buttons(whole, language), colour=_colour(whole)))


def _ended(raid: Raid, language: Language) -> str:
    who = f"<@{raid.ended_by_id}>" if raid.ended_by_id is not None else "nobody"
    at = moment(raid.ended_at, "f") if raid.ended_at is not None else "–"
    return say(language, f"raids-ended-{raid.state}", member=who, at=at)


def _colour(whole: Whole) -> discord.Colour:
    if whole.raid.state is not State.RUNNING:
        return CAREFUL if _refused(whole.steps) else GOOD
    return CALM if whole.raid.cause is Cause.RUSH else BAD


def _signs(whole: Whole, language: Language) -> str:
    counted = [sign for sign in Sign if any(sign in one.signs for one in whole.suspects)]
    return say(language, "raids-separator").join(say(language, f"raids-sign-{sign}") for sign in counted)


def _refused(steps: Sequence[Step]) -> list[Step]:
    return [step for step in steps if step.state in (Progress.FAILED, Progress.STUCK)]


def _measures(whole: Whole, language: Language) -> str:
    until = moment(whole.raid.ends_at, "f") if whole.raid.ends_at is not None else "–"
    lines = [
        say(language, "raids-measure-invites", state=step.state.value, until=until)
        for step in whole.steps
        if step.kind is Measure.INVITES
    ]
    slow = [step for step in whole.steps if step.kind is Measure.SLOW_MODE]
    if slow:
        lines.append(say(language, "raids-measure-slow-mode", seconds=slow[0].after or 0, **_counted(slow)))
    refused = {(step.kind.value, step.failure or "") for step in _refused(whole.steps)}
    lines += [say(language, "raids-measure-failed", kind=kind, failure=said) for kind, said in sorted(refused)]
    return "\n".join(f"- {one}" for one in lines)


def _counted(steps: Sequence[Step]) -> dict[str, int]:
    """Return how many are slowed down, yet to be, as before, changed by somebody, refused, and stuck."""
    states = [step.state for step in steps]
    return {
        "done": states.count(Progress.DONE) + states.count(Progress.ENDING),
        "waiting": states.count(Progress.WAITING),
        "ended": states.count(Progress.ENDED),
        "left": states.count(Progress.LEFT),
        "failed": states.count(Progress.FAILED),
        "stuck": states.count(Progress.STUCK),
    }


def _buttons(whole: Whole, language: Language) -> ui.ActionRow[Any] | None:
    raid = whole.raid
    running, protected = raid.state is State.RUNNING, raid.ends_at is not None
    found: list[Button] = []
    if running and not protected:
        found.append(ProtectButton(raid.id, language=language))
    if whole.left and raid.state is not State.UNDONE:
        suspects = say(language, "raids-button-suspects", count=whole.left)
        found.append(SuspectsButton(raid.id, 1, language=language, label=suspects))
    if running and protected:
        found.append(LongerButton(raid.id, language=language))
    if running:
        found.append(OverButton(raid.id, language=language))
    if _undoable(whole):
        found.append(UndoButton(raid.id, language=language))
    return row(*found) if found else None


def _undoable(whole: Whole) -> bool:
    if whole.raid.state is State.UNDONE:
        return any(step.state is Progress.STUCK for step in whole.steps)
    return whole.raid.ends_at is not None or whole.kept_out > 0 or whole.left > 0


async def show_raid(interaction: discord.Interaction[Bot], raid_id: int) -> None:
    """Show a card as it is now, in the language of where it stands."""
    bot, guild = interaction.client, guild_of(interaction)
    whole = await bot.app.raids.acting.whole(guild_id=guild.id, raid_id=raid_id)
    public = interaction.message is not None and interaction.message.id == whole.raid.queue_message_id
    language = await bot.public_language(guild) if public else language_of(interaction)
    await show(interaction, raid_view(whole, language))


async def act(bot: Bot, raid: Raid) -> None:
    """Do what was just decided; what Discord is too busy for is the due row's."""
    with suppress(TryLater):
        await carry_out(bot, raid)


class ProtectButton(Button):
    """Takes the measures: also of a rush that a moderator knows to be a raid."""

    action = "raids:protect"
    label_id = "raids-button-protect"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int) -> None:
        await think_in_place(interaction)
        await begin(interaction)
        await show_raid(interaction, raid_id)


async def begin(interaction: discord.Interaction[Bot]) -> Raid:
    """Take the measures because a moderator says so. Raises ModeratorsOnly or AlreadyRunning."""
    bot, guild, actor = interaction.client, guild_of(interaction), await actor_of(interaction)
    noted = say(await bot.public_language(guild), "raids-case-begun")
    raid = await bot.app.raids.acting.begin(by=actor, doors=doors_of(guild), noted=noted)
    await act(bot, raid)
    await bot.app.raids.watching.look(guild.id)  # too few joined to be noticed; some may be of one make
    return raid


class LongerButton(Button):
    action = "raids:longer"
    label_id = "raids-button-longer"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int) -> None:
        await think_in_place(interaction)
        bot = interaction.client
        await act(bot, await bot.app.raids.acting.longer(by=await actor_of(interaction), raid_id=raid_id))
        await show_raid(interaction, raid_id)


class OverButton(Button):
    """It is over: doors open again, who is kept out stays out."""

    action = "raids:over"
    label_id = "raids-button-over"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int) -> None:
        await think_in_place(interaction)
        await end(interaction, raid_id)
        await show_raid(interaction, raid_id)


async def end(interaction: discord.Interaction[Bot], raid_id: int) -> None:
    bot, guild = interaction.client, guild_of(interaction)
    noted = say(await bot.public_language(guild), "raids-case-over")
    await act(bot, await bot.app.raids.acting.end(by=await actor_of(interaction), raid_id=raid_id, noted=noted))


class UndoButton(Button):
    """Gives everything back, kept-out people included."""

    action = "raids:undo"
    label_id = "raids-button-undo"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int) -> None:
        await think_in_place(interaction)
        bot, guild = interaction.client, guild_of(interaction)
        noted = say(await bot.public_language(guild), "raids-case-undone")
        await act(bot, await bot.app.raids.acting.undo(by=await actor_of(interaction), raid_id=raid_id, noted=noted))
        await show_raid(interaction, raid_id)


# Suspects -----------------------------------------------------------------------------------------------------------


async def suspects_view(interaction: discord.Interaction[Bot], raid_id: int, page: int) -> ui.LayoutView:
    """Return a page of those who look made by one hand, with what can be done about all of them."""
    language, actor = language_of(interaction), await actor_of(interaction)
    keeping_out = interaction.client.app.raids.keeping_out
    whole, _ = await keeping_out.suspects(by=actor, raid_id=raid_id, page=1, size=1)
    pages = pages_for(whole.left, PER_PAGE)
    page = min(max(page, 1), pages)
    whole, found = await keeping_out.suspects(by=actor, raid_id=raid_id, page=page, size=PER_PAGE)
    if not found:
        return note(say(language, "raids-suspects-none"))
    return layout_of(
        card(
            say(language, "raids-suspects-title", count=whole.left),
            "\n".join(_suspect(one, language) for one in found),
            position(page, pages, language) if pages > 1 else None,
            row(*page_buttons(SuspectsPage, raid_id, page=page, pages=pages, language=language)),
            row(ClearMenu(raid_id, language=language, options=[_option(one) for one in found])),
            line(),
            row(
                KeepOutButton(raid_id, "timeout", language=language, label=say(language, "raids-button-quarantine")),
                KeepOutButton(raid_id, "ban", language=language, label=say(language, "raids-button-ban")),
            ),
            colour=CAREFUL,
        )
    )


def _option(one: Suspect) -> discord.SelectOption:
    known_as = cut(one_line(one.name), OPTION_LABEL_LIMIT) or str(one.member_id)  # menus show no markup
    return discord.SelectOption(label=known_as, value=str(one.member_id))


def _suspect(one: Suspect, language: Language) -> str:
    signs = (say(language, f"raids-sign-{sign}") for sign in sorted(one.signs))
    return say(
        language,
        "raids-suspect",
        member=f"<@{one.member_id}>",
        name=plain(one.name, 60),
        made=moment(one.made_at, "R"),
        signs=say(language, "raids-separator").join(signs),
    )


class SuspectsButton(Button):
    """Shows the suspects, privately."""

    action = "raids:suspects"
    arguments = (int, int)
    label_id = "raids-button-keep-out"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int, page: int) -> None:
        await think(interaction)
        await reply(interaction, view=await suspects_view(interaction, raid_id, page))


class SuspectsPage(PageButton):
    action = "raids:page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, raid_id: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await suspects_view(interaction, raid_id, page))


class ClearMenu(Choosing, ui.Select[Any]):
    """Takes people off the list whom a moderator knows."""

    action = "raids:clear"

    def __init__(self, raid_id: int, *, language: Language, options: list[discord.SelectOption] | None = None) -> None:
        offered = options or []
        super().__init__(
            custom_id=self.make_custom_id(raid_id),
            placeholder=label(language, "raids-clear", 150),
            min_values=1,
            max_values=max(1, len(offered)),
            options=offered,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], raid_id: int) -> None:
        await think_in_place(interaction)
        if not all(one.isascii() and one.isdigit() and int(one) <= BIGGEST_ID for one in values):
            raise ButtonOutdated
        await interaction.client.app.raids.keeping_out.clear(
            by=await actor_of(interaction), raid_id=raid_id, member_ids=[int(one) for one in values]
        )
        await edit_in_place(interaction, view=await suspects_view(interaction, raid_id, 1))


class KeepOutButton(Button):
    """Asks once more: it is about many people."""

    action = "raids:keep-out"
    arguments = (int, str)
    label_id = "raids-button-keep-out"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int, what: str) -> None:
        await think(interaction)
        actor, language = await actor_of(interaction), language_of(interaction)
        whole, _ = await interaction.client.app.raids.keeping_out.suspects(by=actor, raid_id=raid_id, page=1, size=1)
        act_of(what)
        asked = say(language, f"raids-keep-out-{what}", count=whole.left)
        await reply(interaction, asked, view=view_of(KeepOutYesButton(raid_id, what, language=language)))


def act_of(what: str) -> Act:
    """Raises ButtonOutdated for anything but a quarantine or a ban."""
    if what not in ("timeout", "ban"):
        raise ButtonOutdated
    return Act(what)


class KeepOutYesButton(Button):
    action = "raids:keep-out-yes"
    arguments = (int, str)
    label_id = "raids-button-keep-out-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int, what: str) -> None:
        await think_in_place(interaction)
        bot, guild, actor = interaction.client, guild_of(interaction), await actor_of(interaction)
        settings = await bot.app.settings.get(guild.id, ModerationSettings)
        held = interaction.permissions
        count = await bot.app.raids.keeping_out.keep_out(
            by=actor,
            raid_id=raid_id,
            act=act_of(what),
            may_ban=settings.moderators_may_ban or held.ban_members or held.administrator,
            reason=say(await bot.public_language(guild), "raids-case-kept-out"),
        )
        await edit_in_place(interaction, say(language_of(interaction), "raids-kept-out-done", count=count))


# Commands -----------------------------------------------------------------------------------------------------------


@group.command(name=text("raids-command-status.name"), description=text("raids-command-status"))
async def raid_status(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    actor = await actor_of(interaction)
    check_moderator(actor)
    whole = await interaction.client.app.raids.acting.whole(guild_id=actor.guild_id)
    await reply(interaction, view=raid_view(whole, language_of(interaction)))


@group.command(name=text("raids-command-start.name"), description=text("raids-command-start"))
async def raid_start(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    raid = await begin(interaction)
    whole = await interaction.client.app.raids.acting.whole(guild_id=raid.guild_id, raid_id=raid.id)
    await reply(interaction, view=raid_view(whole, language_of(interaction)))


@group.command(name=text("raids-command-end.name"), description=text("raids-command-end"))
async def raid_end(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    actor = await actor_of(interaction)
    check_moderator(actor)
    whole = await interaction.client.app.raids.acting.whole(guild_id=actor.guild_id)
    await end(interaction, whole.raid.id)
    await tell(interaction, "raids-over-told")


class SeeRaidButton(Button):
    """Shows the card privately, from the queue."""

    action = "raids:see"
    label_id = "raids-button-see"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], raid_id: int) -> None:
        await think(interaction)
        actor = await actor_of(interaction)
        check_moderator(actor)
        whole = await interaction.client.app.raids.acting.whole(guild_id=actor.guild_id, raid_id=raid_id)
        await reply(interaction, view=raid_view(whole, language_of(interaction)))


ACTIONS = (
    ProtectButton,
    LongerButton,
    OverButton,
    UndoButton,
    SuspectsButton,
    SuspectsPage,
    ClearMenu,
    KeepOutButton,
    KeepOutYesButton,
    SeeRaidButton,
)
