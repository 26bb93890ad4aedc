"""`/mod ladder`: what is asked for from so many strikes on, for moderators to read and for admins to change.

What an admin is changing is in the buttons of the page, until it is saved: nothing counts before, and a restart loses
nothing. The ladder that was shown is in them too, so that nobody overwrites what another admin has saved meanwhile.
"""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.actor import Actor
from bot.client import Bot
from bot.guidelines.model import Penalty
from bot.i18n import Language, say
from bot.moderation import laddering
from bot.moderation.errors import AdminsOnly
from bot.moderation.laddering import RUNGS_MAX, STEPS, Ladder, Preview
from bot.moderation.model import DEFAULT_LADDER, Act, LadderMode, Rung
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, CAREFUL, card, layout_of, line, row
from bot.ui.replies import reply, think
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, text
from cogs.moderation.group import mod
from cogs.moderation.here import show_here, think_here
from cogs.moderation.wording import act_text, joined

Rungs = Sequence[Rung]

NEW = 0
"""In place of strikes: a rung that is added."""


@mod.command(name=text("moderation-command-ladder.name"), description=text("moderation-command-ladder"))
async def mod_ladder(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    ladder = await interaction.client.app.moderation.laddering.get(by=await actor_of(interaction))
    await reply(interaction, view=await ladder_view(interaction, ladder.rungs, ladder.rungs))


async def ladder_view(
    interaction: discord.Interaction[Bot],
    rungs: Rungs,
    before: Rungs,
    *,
    said: str | None = None,
) -> ui.LayoutView:
    """Return the page of a ladder: `rungs` as they are being changed, `before` as they are in force."""
    app, language, actor = interaction.client.app, language_of(interaction), await actor_of(interaction)
    ladder = await app.moderation.laddering.get(by=actor)
    preview = await app.moderation.laddering.preview(rungs, by=actor)
    changed = tuple(rungs) != tuple(before)
    pieces: list[ui.Item[Any] | str | None] = [said] if said else []
    pieces += [_heading(ladder, language, changed=changed), _rungs_text(rungs, preview, language)]
    pieces += [line(), _walk_text(preview, language)]
    trouble = laddering.trouble(rungs)
    if trouble is not None:
        pieces.append(f"⚠️ {say(language, trouble.message, **trouble.params)}")
    if actor.manages_server:
        pieces += _controls(rungs, before, language, changed=changed, savable=changed and trouble is None)
    return layout_of(card(*pieces, colour=CAREFUL if changed else CALM))


def _heading(ladder: Ladder, language: Language, *, changed: bool) -> str:
    state = "changed" if changed else "own" if ladder.own else "usual"
    automatic = "true" if ladder.mode is LadderMode.AUTOMATIC else "false"
    return say(language, "moderation-ladder-title", state=state, automatic=automatic)


def _rungs_text(rungs: Rungs, preview: Preview, language: Language) -> str:
    return "\n".join(
        say(
            language,
            "moderation-ladder-rung",
            strikes=rung.strikes,
            act=act_text(rung.act, language, minutes=rung.minutes),
            members=reached,
        )
        for rung, reached in zip(rungs, preview.reached, strict=True)
    )


def _walk_text(preview: Preview, language: Language) -> str:
    """Return what somebody meets who is warned again and again."""
    steps = [
        say(language, "moderation-ladder-step", number=number, act=act_text(step.act, language, minutes=step.minutes))
        for number, step in enumerate(preview.steps, start=1)
    ]
    return f"-# {say(language, 'moderation-ladder-walk', steps=joined(steps, language))}"


def _controls(
    rungs: Rungs, before: Rungs, language: Language, *, changed: bool, savable: bool
) -> list[ui.Item[Any] | str | None]:
    codes = laddering.coded(rungs), laddering.coded(before)
    buttons: list[ui.Button[Any]] = []
    if len(rungs) < RUNGS_MAX:
        buttons.append(AddButton(*codes, language=language))
    if changed:
        buttons.append(SaveButton(*codes, language=language, disabled=not savable))
        buttons.append(DiscardButton(language=language))
    if tuple(rungs) != DEFAULT_LADDER:
        buttons.append(ResetButton(codes[1], language=language))
    return [row(RungMenu(rungs, *codes, language=language)) if rungs else None, row(*buttons)]


def read(*codes: str) -> tuple[tuple[Rung, ...], ...]:
    """Return the rungs of buttons. Raises ButtonOutdated."""
    found = [laddering.decoded(code) for code in codes]
    rungs = tuple(each for each in found if each is not None)
    if len(rungs) != len(codes):
        raise ButtonOutdated
    return rungs


async def _admin(interaction: discord.Interaction[Bot]) -> Actor:
    actor = await actor_of(interaction)
    if not actor.manages_server:
        raise AdminsOnly
    return actor


class RungMenu(Choosing, ui.Select[Any]):
    """Opens the form of a rung."""

    action = "moderation:rung"
    arguments = (str, str)

    def __init__(self, rungs: Rungs, code: str, before: str, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(code, before),
            placeholder=label(language, "moderation-ladder-choose"),
            options=[
                discord.SelectOption(
                    label=label(
                        language,
                        "moderation-ladder-option",
                        OPTION_LABEL_LIMIT,
                        strikes=rung.strikes,
                        act=act_text(rung.act, language, minutes=rung.minutes),
                    ),
                    value=str(rung.strikes),
                )
                for rung in rungs
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], code: str, before: str) -> None:
        rungs, _ = read(code, before)
        rung = next((each for each in rungs if [str(each.strikes)] == values), None)
        if rung is None:
            raise ButtonOutdated
        form = RungForm(rung.strikes, code, before, language=language_of(interaction), rung=rung)
        await open_form(interaction, form)


class AddButton(Button):
    action = "moderation:rung-add"
    arguments = (str, str)
    label_id = "moderation-ladder-add"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], code: str, before: str) -> None:
        read(code, before)
        await open_form(interaction, RungForm(NEW, code, before, language=language_of(interaction)))


class RungForm(Form):
    """A rung: from how many strikes on, and what is asked for then. Left without strikes, it is taken out."""

    action = "moderation:rung-form"
    arguments = (int, str, str)
    title_id = "moderation-ladder-form"

    def __init__(self, strikes: int, code: str, before: str, *, language: Language, rung: Rung | None = None) -> None:
        super().__init__(strikes, code, before, language=language)
        self.strikes: ui.TextInput[Any] = ui.TextInput(
            custom_id="strikes",
            default=None if rung is None else str(rung.strikes),
            max_length=3,
            required=strikes == NEW,
        )
        help_id = "moderation-ladder-strikes.help" if strikes == NEW else "moderation-ladder-strikes-edit"
        self.add_item(
            ui.Label(
                text=label(language, "moderation-ladder-strikes", LABEL_LIMIT),
                description=label(language, help_id, OPTION_LABEL_LIMIT),
                component=self.strikes,
            )
        )
        self.step: ui.Select[Any] = ui.Select(custom_id="step", options=_steps(language, rung), required=True)
        self.add_item(ui.Label(text=label(language, "moderation-ladder-step-asked", LABEL_LIMIT), component=self.step))

    async def submit(self, interaction: discord.Interaction[Bot], strikes: int, code: str, before: str) -> None:
        await think_here(interaction)
        await _admin(interaction)
        rungs, shown = read(code, before)
        typed = (self.strikes.value or "").strip()
        if not typed:
            changed = laddering.without_rung(rungs, strikes)
        else:
            number = int(typed) if typed.isdecimal() else -1
            rung = laddering.rung_of(number, _step_named(next(iter(self.step.values), "")))
            changed = laddering.with_rung(rungs, rung, instead_of=strikes or None)
        await show_here(interaction, await ladder_view(interaction, changed, shown))


def _steps(language: Language, rung: Rung | None) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=act_text(Act(step.action.value), language, minutes=step.minutes),
            value=step.name,
            default=rung is not None and (rung.act.value, rung.minutes) == (step.action.value, step.minutes),
        )
        for step in STEPS
    ]


def _step_named(name: str) -> Penalty:
    """Raises ButtonOutdated."""
    found = next((step for step in STEPS if step.name == name), None)
    if found is None:
        raise ButtonOutdated
    return found


class SaveButton(Button):
    action = "moderation:ladder-save"
    arguments = (str, str)
    label_id = "moderation-ladder-save"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], code: str, before: str) -> None:
        await think_here(interaction)
        rungs, shown = read(code, before)
        own = () if rungs == DEFAULT_LADDER else rungs
        await interaction.client.app.moderation.laddering.change(own, by=await actor_of(interaction), instead_of=shown)
        said = say(language_of(interaction), "moderation-ladder-saved")
        await show_here(interaction, await ladder_view(interaction, rungs, rungs, said=said))


class ResetButton(Button):
    """Goes back to the ladder a server begins with."""

    action = "moderation:ladder-reset"
    arguments = (str,)
    label_id = "moderation-ladder-reset"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], before: str) -> None:
        await think_here(interaction)
        (shown,) = read(before)
        await _admin(interaction)
        await show_here(interaction, await ladder_view(interaction, DEFAULT_LADDER, shown))


class DiscardButton(Button):
    """Shows the ladder in force again."""

    action = "moderation:ladder-discard"
    arguments = ()
    label_id = "moderation-ladder-discard"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think_here(interaction)
        ladder = await interaction.client.app.moderation.laddering.get(by=await actor_of(interaction))
        await show_here(interaction, await ladder_view(interaction, tuple(ladder.rungs), tuple(ladder.rungs)))


ACTIONS = (RungMenu, AddButton, RungForm, SaveButton, ResetButton, DiscardButton)
