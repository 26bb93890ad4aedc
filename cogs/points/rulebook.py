"""`/points rule`: what earns how much, and which channels and roles count more, less or not at all. For admins."""

import discord
from discord import ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.errors import RuleOutOfRange, WeightOutOfRange
from bot.points.model import DEFAULT_RULES, Kind, Rule
from bot.points.rulebook import CAP_MAX, COOLDOWN_MAX_SECONDS, PERCENT_MAX, RULE_POINTS_MAX, Book, Weight
from bot.settings.fields import read_number
from bot.ui.actions import Button, ButtonOutdated, Form, open_form
from bot.ui.actors import guild_of
from bot.ui.layout import beside, card, layout_of, line, row, show
from bot.ui.replies import think, think_in_place
from bot.ui.texts import label, language_of, text
from cogs.points.group import points
from cogs.points.here import admin_of

USUAL = 100
TYPED_LIMIT = 8

WEIGHED_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.media,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
)
"""A category would weigh nothing, since messages name their channel only; a thread counts as its channel does."""


@points.command(name=text("points-command-rule.name"), description=text("points-command-rule"))
async def points_rule(interaction: discord.Interaction[Bot]) -> None:
    await admin_of(interaction)
    await think(interaction)
    await show(interaction, await panel(interaction))


async def panel(interaction: discord.Interaction[Bot]) -> ui.LayoutView:
    """Return the rules as they stand now."""
    language, guild = language_of(interaction), guild_of(interaction)
    book = await interaction.client.app.points.rulebook.read(guild.id)
    return layout_of(
        card(
            say(language, "points-rule-title"),
            line(),
            *(
                beside(_rule_text(rule, language), ChangeRule(rule.kind.value, language=language))
                for rule in book.rules.values()
            ),
            line(),
            _weights_text(book, guild, language),
            row(WeighChannel(language=language), WeighRole(language=language)),
        )
    )


def _rule_text(rule: Rule, language: Language) -> str:
    name = say(language, f"points-kind-{rule.kind}")
    if not rule.points:
        said = say(language, "points-rule-off")
    else:
        said = say(language, f"points-rule-{'voice' if rule.kind is Kind.VOICE else 'each'}", points=rule.points)
        if rule.cooldown_seconds:
            said += " " + say(language, "points-rule-cooldown", seconds=rule.cooldown_seconds)
        if rule.daily_cap:
            said += " " + say(language, "points-rule-cap", points=rule.daily_cap)
    note = "" if rule == DEFAULT_RULES[rule.kind] else f"\u2002{say(language, 'points-rule-changed')}"
    return f"**{name}**{note}\n{said}\n-# {say(language, f'points-rule-help-{rule.kind}')}"


def _weights_text(book: Book, guild: discord.Guild, language: Language) -> str:
    lines = [
        say(
            language,
            "points-weight-none" if not weight.percent else "points-weight-line",
            target=_target_text(weight, guild, language),
            percent=weight.percent,
        )
        for weight in book.weights
    ]
    return "\n".join([say(language, "points-weight-title"), *(lines or [say(language, "points-weight-empty")])])


def _target_text(weight: Weight, guild: discord.Guild, language: Language) -> str:
    if weight.is_role:
        there = guild.get_role(weight.target_id) is not None
        return f"<@&{weight.target_id}>" if there else say(language, "points-weight-gone-role")
    there = guild.get_channel(weight.target_id) is not None
    return f"<#{weight.target_id}>" if there else say(language, "points-weight-gone-channel")


# One rule


def kind_named(name: str) -> Kind:
    """Return a kind that has a rule. Raises ButtonOutdated for another one."""
    kind = next((kind for kind in DEFAULT_RULES if kind == name), None)
    if kind is None:
        raise ButtonOutdated
    return kind


class ChangeRule(Button):
    """Opens the form of one rule."""

    action = "points:rule"
    arguments = (str,)
    label_id = "points-rule-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], name: str) -> None:
        kind = kind_named(name)
        await admin_of(interaction)
        book = await interaction.client.app.points.rulebook.read(guild_of(interaction).id)
        await open_form(interaction, RuleForm(kind.value, language=language_of(interaction), rule=book.rules[kind]))


class RuleForm(Form):
    """What one kind earns."""

    action = "points:rule-form"
    arguments = (str,)
    title_id = "points-rule-title"

    def __init__(self, name: str, *, language: Language, rule: Rule | None = None) -> None:
        self.kind = kind_named(name)
        super().__init__(name, language=language, title=say(language, f"points-kind-{self.kind}"))
        default = DEFAULT_RULES[self.kind]
        now = rule or default
        self.points = _number("points", now.points, default.points)
        self.cooldown = _number("cooldown", now.cooldown_seconds, default.cooldown_seconds)
        self.cap = _number("cap", now.daily_cap, default.daily_cap)
        self.add_item(ui.TextDisplay(say(language, f"points-rule-help-{self.kind}")))
        self.add_item(_labelled("points-rule-form-points", self.points, default.points, language))
        if self.has_cooldown:
            self.add_item(_labelled("points-rule-form-cooldown", self.cooldown, default.cooldown_seconds, language))
        self.add_item(_labelled("points-rule-form-cap", self.cap, default.daily_cap, language))

    @property
    def has_cooldown(self) -> bool:
        """Only messages come so fast that a pause means anything."""
        return self.kind is Kind.MESSAGE

    async def submit(self, interaction: discord.Interaction[Bot], name: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        default = DEFAULT_RULES[self.kind]
        await interaction.client.app.points.rulebook.change(
            guild_id=guild_of(interaction).id,
            kind=self.kind,
            points=_typed(self.points, default.points),
            cooldown_seconds=_typed(self.cooldown, default.cooldown_seconds) if self.has_cooldown else 0,
            daily_cap=_typed(self.cap, default.daily_cap),
        )
        await show(interaction, await panel(interaction))


def _number(custom_id: str, value: int, default: int) -> ui.TextInput[Form]:
    typed = None if value == default else str(value)
    return ui.TextInput(
        custom_id=custom_id, default=typed, placeholder=str(default), required=False, max_length=TYPED_LIMIT
    )


def _labelled(message_id: str, item: ui.TextInput[Form], default: int, language: Language) -> ui.Label[Form]:
    return ui.Label(
        text=label(language, message_id, 45),
        description=label(language, f"{message_id}.help", 100, default=default),
        component=item,
    )


def _typed(item: ui.TextInput[Form], default: int) -> int:
    """Return the number in an input, the default where it was left empty. Raises RuleOutOfRange."""
    typed = item.value.strip()
    if not typed:
        return default
    number = read_number(typed, whole=True)
    if number is None:
        raise RuleOutOfRange(points=RULE_POINTS_MAX, seconds=COOLDOWN_MAX_SECONDS, cap=CAP_MAX)
    return int(number)


# Channels and roles


class WeighChannel(Button):
    action = "points:weigh-channel"
    arguments = ()
    label_id = "points-weight-channel"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await open_form(interaction, ChannelForm(language=language_of(interaction)))


class WeighRole(Button):
    action = "points:weigh-role"
    arguments = ()
    label_id = "points-weight-role"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await open_form(interaction, RoleForm(language=language_of(interaction)))


class _WeightForm(Form):
    """What a channel or a role makes of points."""

    arguments = ()
    target: ui.ChannelSelect[Form] | ui.RoleSelect[Form]

    def __init__(self, *, language: Language) -> None:
        super().__init__(language=language)
        self.percent: ui.TextInput[Form] = ui.TextInput(
            custom_id="percent", placeholder=str(USUAL), required=True, max_length=TYPED_LIMIT
        )
        self.add_item(ui.Label(text=label(language, self.title_id, 45), component=self.target))
        self.add_item(
            ui.Label(
                text=label(language, "points-weight-form-percent", 45),
                description=label(language, "points-weight-form-percent.help", 100),
                component=self.percent,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot]) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        percent = read_number(self.percent.value.removesuffix("%").removesuffix("％"), whole=True)
        if percent is None:
            raise WeightOutOfRange(limit=PERCENT_MAX)
        guild = guild_of(interaction)
        for chosen in self.target.values:
            await interaction.client.app.points.rulebook.weigh(
                guild_id=guild.id,
                target_id=chosen.id,
                is_role=isinstance(self.target, ui.RoleSelect),
                percent=int(percent),
            )
        await show(interaction, await panel(interaction))


class ChannelForm(_WeightForm):
    action = "points:weight-channel"
    title_id = "points-weight-channel"

    def __init__(self, *, language: Language) -> None:
        self.target = ui.ChannelSelect(
            custom_id="target", required=True, max_values=10, channel_types=list(WEIGHED_TYPES)
        )
        super().__init__(language=language)


class RoleForm(_WeightForm):
    action = "points:weight-role"
    title_id = "points-weight-role"

    def __init__(self, *, language: Language) -> None:
        self.target = ui.RoleSelect(custom_id="target", required=True, max_values=10)
        super().__init__(language=language)


class RulebookCog(commands.Cog):
    """The buttons and forms of `/points rule`."""

    ACTIONS = (ChangeRule, RuleForm, WeighChannel, WeighRole, ChannelForm, RoleForm)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        self.bot.router.add(*self.ACTIONS)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*self.ACTIONS)
