"""The wizard's cards: what is proposed, what was done. What an admin chose is kept in the ids of the card's buttons.

A card holds one part of the needs, and only that is done with a press, as nothing else was shown. The button that
leads to another part keeps what was chosen there.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord import ui

from bot.client import Bot
from bot.errors import UserError
from bot.i18n import Language, say
from bot.setup import rules
from bot.setup.model import Choice, Need, NeedKind, NothingChosen, NotSuitable, Part, Step, StepKind, Way
from bot.setup.needs import NEEDS, PARTS, part_at, part_of
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, CancelButton, Form, open_form
from bot.ui.actors import admin_of, guild_of, member_of
from bot.ui.layout import CALM, CAREFUL, GOOD, beside, card, layout_of, line, row, show
from bot.ui.replies import think_in_place
from bot.ui.texts import LABEL_LIMIT, language_of, permission_names, plain
from cogs.setup.build import Outcome, bot_role, build, tags_text, targets_text
from cogs.setup.look import Planned, buttons_on, differing, digest, in_part, look_at, plan

_running: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


class ChangedMeanwhile(UserError):
    """Since the plan was shown somebody carried one out, or what it was to use has gone."""

    message = "setup-error-changed"


# What is proposed -------------------------------------------------------------------------------------------------


async def proposal(interaction: discord.Interaction[Bot], part: Part, chosen: dict[str, Choice]) -> ui.LayoutView:
    """Return the plan as a card: each need of the part with what would happen and a button to choose differently."""
    language, guild = language_of(interaction), guild_of(interaction)
    everything = await plan(interaction.client, guild, chosen)
    planned = in_part(everything, part)
    has_work = any(entry.has_work for entry in planned)
    warned = any(entry.is_warned for entry in planned)
    title = say(language, "setup-title", server=plain(guild.name, 100))
    if has_work:
        intro = say(language, "setup-intro", apply=say(language, "setup-apply"))
    else:
        intro = say(language, "setup-intro-warned" if warned else "setup-intro-ready")
    buttons: list[Button] = [ApplyButton(digest(planned), language=language)] if has_work else []
    return layout_of(
        card(
            f"{title}\n### {_place(part, language)}\n{intro}",
            line(),
            *(_entry(entry, member_of(interaction), language) for entry in planned),
            line(),
            row(*buttons, AgainButton(language=language), CancelButton(language=language)),
            row(*_part_buttons(part, everything, language)),
            colour=CALM if has_work else CAREFUL if warned else GOOD,
        )
    )


def _place(part: Part, language: Language) -> str:
    number = PARTS.index(part) + 1
    return say(language, "setup-part", number=number, parts=len(PARTS), title=say(language, part.message_id))


def _part_buttons(
    here: Part, planned: Sequence[Planned], language: Language, *, onward: Part | None = None
) -> "list[PartButton]":
    """Return a button for each part, with what is chosen in it; that of `here` is pressed already."""
    chosen = differing(planned)
    return [
        PartButton(part, rules.packed(chosen, part.needs), language=language, here=part is here, onward=part is onward)
        for part in PARTS
    ]


def _entry(planned: Planned, reader: discord.Member, language: Language) -> ui.Section[Any]:
    need = planned.need
    lines = [f"**{say(language, need.message_id)}**", f"-# {say(language, f'{need.message_id}.why')}"]
    lines += [_step_text(step, planned, reader, language) for step in planned.steps]
    lines += [_lacking(name, reader.guild, language) for name in _lacking_permissions(planned.steps, reader.guild)]
    button = ChangeButton(need.name, rules.written(planned.choice), language=language)
    return beside("\n".join(lines), button)


def _step_text(step: Step, planned: Planned, reader: discord.Member, language: Language) -> str:
    ids = planned.set_ids if step.kind is StepKind.ALREADY else (step.id,)
    return say(
        language,
        f"setup-step-{step.kind}",
        target=targets_text(planned.need, ids, reader),
        name=step.name,
        tags=tags_text([tag.name for tag in step.tags], language),
        limit=rules.FORUM_TAGS_MAX,
        role=bot_role(reader.guild),
        who=planned.need.shown_to[0] if planned.need.shown_to else "",
        mentionable="yes" if planned.need.mentionable else "no",
        given="yes" if planned.need.given else "no",
        permissions=permission_names(list(step.lacking), language),
    )


def _lacking_permissions(steps: Sequence[Step], guild: discord.Guild) -> list[str]:
    wanted = {step.permission: guild.get_channel(step.id) for step in steps if step.permission is not None}
    held = {
        name: channel.permissions_for(guild.me) if channel else guild.me.guild_permissions
        for name, channel in wanted.items()
    }
    return [name for name in wanted if not getattr(held[name], name)]


def _lacking(name: str, guild: discord.Guild, language: Language) -> str:
    said = permission_names([name], language)
    return say(language, "setup-lacking", permission=said, role=bot_role(guild))


def chosen_on(message: discord.Message | None) -> dict[str, Choice]:
    """Return what the card's buttons say was chosen or proposed for each need, in the other parts too."""
    chosen: dict[str, Choice] = {}
    for button in buttons_on(message):
        if button.custom_id.startswith(f"{PartButton.action}:") and not button.disabled:
            number, word = PartButton.parse(button.custom_id)
            chosen.update(rules.unpacked(str(word), part_at(int(number)).needs))
        elif button.custom_id.startswith(f"{ChangeButton.action}:"):
            name, word = ChangeButton.parse(button.custom_id)
            choice = rules.read(str(word))
            if choice is not None:
                chosen[str(name)] = choice
    return chosen


def part_on(message: discord.Message | None) -> Part:
    """Return the part a card shows; the first for a card of an older version, or of `/doctor`."""
    for button in buttons_on(message):
        if button.custom_id.startswith(f"{PartButton.action}:") and button.disabled:
            return part_at(int(PartButton.parse(button.custom_id)[0]))
    return PARTS[0]


class PartButton(Button):
    """Leads to a part; its second argument is what was chosen there, for when it is shown."""

    action = "setup:part"
    arguments = (int, str)
    label_id = "setup-part-button"

    def __init__(self, part: Part, chosen: str, *, language: Language, here: bool, onward: bool) -> None:
        title = say(language, part.message_id)
        said = say(language, self.label_id, title=title) if onward else title
        super().__init__(PARTS.index(part), "" if here else chosen, language=language, disabled=here, label=said)
        if onward:
            self.style = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], number: int, _chosen: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        await show(interaction, await proposal(interaction, part_at(number), chosen_on(interaction.message)))


class ApplyButton(Button):
    """Carries the plan out. Its argument is where the plan started from."""

    action = "setup:apply"
    arguments = (str,)
    label_id = "setup-apply"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], start: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        guild, chosen, part = guild_of(interaction), chosen_on(interaction.message), part_on(interaction.message)
        async with _running.setdefault(guild.id, asyncio.Lock()):
            if digest(in_part(await plan(interaction.client, guild, chosen), part)) != start:
                raise ChangedMeanwhile
            outcomes = await build(interaction.client, guild, part, chosen, by=member_of(interaction))
        planned = await plan(interaction.client, guild, _elsewhere(chosen, part))
        await show(interaction, _report(part, outcomes, planned, guild, language_of(interaction)))


def _elsewhere(chosen: dict[str, Choice], part: Part) -> dict[str, Choice]:
    """Return what was chosen in the other parts."""
    here = {need.name for need in part.needs}
    return {name: choice for name, choice in chosen.items() if name not in here}


class AgainButton(Button):
    """Looks at the server anew; what was chosen in the part on the card is proposed afresh."""

    action = "setup:again"
    arguments = ()
    label_id = "setup-again"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        part = part_on(interaction.message)
        chosen = _elsewhere(chosen_on(interaction.message), part)
        await show(interaction, await proposal(interaction, part, chosen))


# Choosing differently ---------------------------------------------------------------------------------------------


class ChangeButton(Button):
    """Opens the form for one need; what is chosen now is its second argument."""

    action = "setup:change"
    arguments = (str, str)
    label_id = "setup-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], name: str, word: str) -> None:
        await admin_of(interaction)
        choice = rules.read(word)
        if choice is None:
            raise ButtonOutdated
        await open_form(interaction, ChoiceForm(name, language=language_of(interaction), choice=choice))


class ChoiceForm(Form):
    """How a need is to be met: with which channel or role, with a new one, or not at all."""

    action = "setup:choice"
    arguments = (str,)
    title_id = "setup-form-way"

    def __init__(self, name: str, *, language: Language, choice: Choice | None = None) -> None:
        self.need = _need_named(name)
        title = say(language, "setup-form-title", need=say(language, self.need.message_id))
        super().__init__(name, language=language, title=title)
        is_role = self.need.kind is NeedKind.ROLE
        current = choice or Choice(way=Way.MAKE)
        self.way: ui.RadioGroup[ChoiceForm] = ui.RadioGroup(
            custom_id="way", required=True, options=_ways(is_role, current.way, language)
        )
        self.pick = _picker(self.need, current.id)
        self.add_item(ui.Label(text=cut(say(language, "setup-form-way"), LABEL_LIMIT), component=self.way))
        picked = say(language, "setup-form-role" if is_role else "setup-form-channel")
        self.add_item(ui.Label(text=picked, component=self.pick))

    async def submit(self, interaction: discord.Interaction[Bot], name: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        chosen = chosen_on(interaction.message)
        chosen[name] = self._choice(guild_of(interaction))
        await show(interaction, await proposal(interaction, part_of(self.need), chosen))

    def _choice(self, guild: discord.Guild) -> Choice:
        if self.way.value == Way.SKIP:
            return Choice(way=Way.SKIP)
        if self.way.value == Way.ANEW:
            return Choice(way=Way.ANEW)
        ids = [value.id for value in self.pick.values]
        if not ids:
            raise NothingChosen
        if not rules.suits(self.need, look_at(guild), ids[0]):
            raise NotSuitable
        return Choice(way=Way.USE, id=ids[0])


def _need_named(name: str) -> Need:
    need = next((need for need in NEEDS if need.name == name), None)
    if need is None:
        raise ButtonOutdated
    return need


def _ways(is_role: bool, current: Way, language: Language) -> list[discord.RadioGroupOption]:
    use = "setup-form-use-role" if is_role else "setup-form-use-channel"
    labels = {Way.USE: use, Way.ANEW: "setup-form-make", Way.SKIP: "setup-form-skip"}
    shown_as = {Way.KEEP: Way.USE, Way.MAKE: Way.ANEW}.get(current, current)
    return [
        discord.RadioGroupOption(label=say(language, labels[way]), value=way.value, default=way is shown_as)
        for way in labels
    ]


def _picker(need: Need, current: int) -> "ui.RoleSelect[ChoiceForm] | ui.ChannelSelect[ChoiceForm]":
    if need.kind is NeedKind.ROLE:
        roles = [discord.SelectDefaultValue(id=current, type=discord.SelectDefaultValueType.role)] if current else []
        return ui.RoleSelect(custom_id="pick", required=False, min_values=0, default_values=roles)
    types = [discord.ChannelType.text]
    if need.kind is NeedKind.FORUM:
        types.insert(0, discord.ChannelType.forum)
    channels = [discord.SelectDefaultValue(id=current, type=discord.SelectDefaultValueType.channel)] if current else []
    return ui.ChannelSelect(
        custom_id="pick", required=False, min_values=0, channel_types=types, default_values=channels
    )


# What was done ----------------------------------------------------------------------------------------------------


def _report(
    part: Part, outcomes: Sequence[Outcome], planned: Sequence[Planned], guild: discord.Guild, language: Language
) -> ui.LayoutView:
    failed = any(outcome.failed for outcome in outcomes)
    onward = None if failed else _with_work(part, planned)
    entries = [f"**{say(language, outcome.need.message_id)}**\n{outcome.say(language)}" for outcome in outcomes]
    return layout_of(
        card(
            _report_heading(part, guild, language, failed=failed, onward=onward),
            line(),
            *entries,
            line(),
            None if failed or onward else say(language, "setup-next"),
            row(AgainButton(language=language)) if failed else None,
            row(*_part_buttons(part, planned, language, onward=onward)),
            colour=CAREFUL if failed else GOOD,
        )
    )


def _with_work(here: Part, planned: Sequence[Planned]) -> Part | None:
    """Return the first other part in which there is something to do."""
    return next(
        (part for part in PARTS if part is not here and any(entry.has_work for entry in in_part(planned, part))), None
    )


def _report_heading(part: Part, guild: discord.Guild, language: Language, *, failed: bool, onward: Part | None) -> str:
    if failed:
        title, intro = "setup-partly-title", "setup-partly-intro"
    elif onward is not None:
        title, intro = "setup-part-done-title", "setup-part-done-intro"
    else:
        title, intro = "setup-done-title", "setup-done-intro"
    names = {"server": plain(guild.name, 100), "part": say(language, part.message_id)}
    following = {"again": say(language, "setup-again"), "onward": say(language, onward.message_id) if onward else ""}
    return f"{say(language, title, **names)}\n{say(language, intro, **following)}"


ACTIONS = (ApplyButton, AgainButton, ChangeButton, ChoiceForm, PartButton)
