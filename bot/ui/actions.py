"""Buttons, menus and forms that work for ever: their state is in the custom id, `<feature>:<action>:<argument>…`.

Every press is routed by `Router` from the custom id alone, and the row is read again. discord.py's own ways were tried
and left: it keeps every sent view in memory, and every form that was opened and cancelled; what a restart forgets is
answered by nothing, and what a `DynamicItem` raises is only logged (ui/view.py), so that the member sees “This
interaction failed”. Here views are sent stopped, which keeps discord.py from storing them, one router answers presses,
choices and submitted forms alike, and an id that nothing knows any more gets an answer too.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar

import discord
from discord import ui

from bot.errors import UserError
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.layout import note, show
from bot.ui.replies import edit_in_place, reply_error
from bot.ui.texts import BUTTON_LABEL_LIMIT, LABEL_LIMIT, language_of

CUSTOM_ID_LIMIT = 100
BIGGEST_ID = 2**63 - 1

Argument = int | str


class ButtonOutdated(UserError):
    """A custom id that no action knows, or with arguments it can't have: from an older version, or forged."""

    message = "error-button-outdated"


class Routed:
    """What buttons, menus and forms have in common.

    `action` is `<feature>:<action>`; `arguments` the types of what follows it, `int` for a row's or Discord's id.
    """

    action: ClassVar[str]
    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (int,)

    @classmethod
    def make_custom_id(cls, *arguments: Argument) -> str:
        """Return the custom id. Raises ValueError where Discord or `parse` would not take it."""
        custom_id = ":".join([cls.action, *map(str, arguments)])
        if len(custom_id) > CUSTOM_ID_LIMIT or not cls._gives_back(custom_id, arguments):
            raise ValueError(f"{custom_id!r} is no custom id for {cls.__name__}")
        return custom_id

    @classmethod
    def _gives_back(cls, custom_id: str, arguments: tuple[Argument, ...]) -> bool:
        try:
            return cls.parse(custom_id) == arguments
        except ButtonOutdated:
            return False

    @classmethod
    def parse(cls, custom_id: str) -> tuple[Argument, ...]:
        """Return the arguments in a custom id. Raises ButtonOutdated for anything `make_custom_id` can't have made."""
        parts = custom_id.split(":")
        if ":".join(parts[:2]) != cls.action or len(parts) - 2 != len(cls.arguments):
            raise ButtonOutdated
        return tuple(_argument(part, wanted) for part, wanted in zip(parts[2:], cls.arguments, strict=True))


def _argument(part: str, wanted: type[int] | type[str]) -> Argument:
    if wanted is str:
        return part
    if not (part.isascii() and part.isdigit()) or len(part) > 19 or int(part) > BIGGEST_ID or str(int(part)) != part:
        raise ButtonOutdated
    return int(part)


class Button(Routed, ui.Button[ui.View]):
    """A button. A subclass names its label and does its work in `press(interaction, *arguments)`."""

    label_id: ClassVar[str]
    look: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary
    symbol: ClassVar[str | None] = None
    press: ClassVar[Callable[..., Awaitable[None]]]

    def __init__(
        self,
        *arguments: Argument,
        language: Language,
        disabled: bool = False,
        label: str | None = None,
        row: int | None = None,
    ) -> None:
        super().__init__(
            style=self.look,
            label=cut(label if label is not None else say(language, self.label_id), BUTTON_LABEL_LIMIT),
            emoji=self.symbol,
            custom_id=self.make_custom_id(*arguments),
            disabled=disabled,
            row=row,
        )


class Choosing(Routed):
    """A menu: mixed with one of discord.py's selects; its work is in `choose(interaction, values, *arguments)`."""

    choose: ClassVar[Callable[..., Awaitable[None]]]


class Form(Routed, ui.Modal):
    """A modal. Its work is in `submit(interaction, *arguments)`, where the inputs hold what was typed.

    `cls(*arguments, language=…)` must build the same inputs with the same custom ids: the form that is submitted is
    built anew, as it may have been opened before a restart.
    """

    title_id: ClassVar[str]
    submit: Callable[..., Awaitable[None]]

    def __init__(self, *arguments: Argument, language: Language, title: str | None = None) -> None:
        said = title if title is not None else say(language, self.title_id)
        super().__init__(title=cut(said, LABEL_LIMIT), custom_id=self.make_custom_id(*arguments))
        self.language = language
        self.stop()


async def open_form(interaction: discord.Interaction[Any], form: Form) -> None:
    """Show a form. It must be the first answer, so nothing slow may come before it."""
    await interaction.response.send_modal(form)


def view_of(*items: ui.Item[Any]) -> ui.View | None:
    """Return the items as a view that discord.py does not keep; None for no items."""
    if not items:
        return None
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


Action = type[Button] | type[Choosing] | type[Form]


def _belongs(action: Action, kind: discord.InteractionType, component: int | None) -> bool:
    """Whether what was pressed or submitted is what the action is: a button can't carry what a menu or a form does."""
    if kind is discord.InteractionType.modal_submit:
        return issubclass(action, Form)
    return issubclass(action, Button if component == discord.ComponentType.button.value else Choosing)


class Router:
    """Finds what a press belongs to, runs it, and answers whatever goes wrong."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}
        self.afterwards: list[Callable[[discord.Interaction[Any]], Awaitable[None]]] = []
        """What is done after every press, choice and form that went well."""

    def add(self, *actions: Action) -> None:
        for action in actions:
            if self._actions.get(action.action, action) is not action:
                raise ValueError(f"two actions are named {action.action!r}")
            self._actions[action.action] = action

    def remove(self, *actions: Action) -> None:
        for action in actions:
            self._actions.pop(action.action, None)

    def all(self) -> Sequence[Action]:
        return list(self._actions.values())

    def knows(self, action: str) -> bool:
        return action in self._actions

    async def route(self, interaction: discord.Interaction[Any]) -> None:
        """Run what the interaction's custom id stands for. For component and modal interactions only."""
        try:
            await self._run(interaction)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs
            await reply_error(interaction, error)
            return
        for after in self.afterwards:
            await after(interaction)

    async def _run(self, interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data
        custom_id: str = data["custom_id"]
        action = self._actions.get(":".join(custom_id.split(":")[:2]))
        if action is None or not _belongs(action, interaction.type, data.get("component_type")):
            raise ButtonOutdated
        arguments = action.parse(custom_id)
        if issubclass(action, Form):
            form = action(*arguments, language=language_of(interaction))
            _fill(form, interaction, data)
            await form.submit(interaction, *arguments)
        elif issubclass(action, Button):
            await action.press(interaction, *arguments)
        else:
            await action.choose(interaction, list(data.get("values", [])), *arguments)


def _fill(form: Form, interaction: discord.Interaction[Any], data: Any) -> None:
    # Private in discord.py 2.7.1, and what Modal._scheduled_task does with the same payload; a test holds us to it.
    resolved = discord.app_commands.Namespace._get_resolved_items(interaction, data.get("resolved", {}))
    form._refresh(interaction, data["components"], resolved)


class CancelButton(Button):
    """“Cancel” beside any confirmation: takes the question away."""

    action = "ui:cancel"
    arguments = ()
    label_id = "confirm-no"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Any]) -> None:
        cancelled = say(language_of(interaction), "confirm-cancelled")
        if interaction.message is not None and interaction.message.flags.components_v2:
            await show(interaction, note(cancelled))  # a card stays one: Discord takes no plain text for it
        else:
            await edit_in_place(interaction, cancelled)


def confirm_view(yes: Button, language: Language) -> ui.View | None:
    """Return a confirmation: the button that does it, and *Cancel*."""
    return view_of(yes, CancelButton(language=language))
