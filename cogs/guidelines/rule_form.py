"""The inputs in which a rule is written: title and text in both languages, and the default action.

These are exactly the five inputs Discord takes. The draft's stamp and the server's language are in the form's id: what
is submitted is what was opened.
"""

from typing import Any

import discord
from discord import ui

from bot.guidelines import rules
from bot.guidelines.model import PENALTIES, TEXT_MAX, TITLE_MAX, Action, Penalty, Rule, Terms, Wording
from bot.i18n import Language, say
from bot.ui.actions import ButtonOutdated, Form
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label
from cogs.guidelines.wording import penalty_text

NEW = 0
"""In place of a key: a rule that is added."""


class RuleInputs(Form):
    """A rule of the draft, or a new one."""

    arguments = (int, int, str)
    title_id = "guidelines-form-title"

    def __init__(self, key: int, stamp: int, main: str, *, language: Language, rule: Rule | None = None) -> None:
        title = say(language, "guidelines-form-title" if key == NEW else "guidelines-form-title-edit")
        super().__init__(key, stamp, main, language=language, title=title)
        if main not in list(Language):
            raise ButtonOutdated
        self.main = Language(main)
        self.other = next(one for one in Language if one is not self.main)
        self.titles: dict[Language, ui.TextInput[Any]] = {}
        self.texts: dict[Language, ui.TextInput[Any]] = {}
        for one in (self.main, self.other):
            self._add_wording(one, rule.wordings.get(one) if rule is not None else None)
        self.penalty: ui.Select[Any] = ui.Select(
            custom_id="penalty",
            options=_options(language, rule.penalty if rule is not None else Penalty(action=Action.WARN)),
            required=True,
        )
        self.add_item(
            ui.Label(
                text=label(language, "guidelines-form-penalty", LABEL_LIMIT),
                description=label(language, "guidelines-form-penalty.help", OPTION_LABEL_LIMIT),
                component=self.penalty,
            )
        )

    def _add_wording(self, one: Language, wording: Wording | None) -> None:
        required = one is self.main
        self.titles[one] = ui.TextInput(
            custom_id=f"title-{one}",
            max_length=TITLE_MAX,
            required=required,
            default=wording.title if wording is not None else None,
        )
        self.texts[one] = ui.TextInput(
            custom_id=f"text-{one}",
            style=discord.TextStyle.paragraph,
            max_length=TEXT_MAX,
            required=required,
            default=wording.text if wording is not None else None,
        )
        named = say(self.language, f"guidelines-language-{one}")
        suffix = "" if required else "-other"
        for what, component in (("heading", self.titles[one]), ("text", self.texts[one])):
            text = label(self.language, f"guidelines-form-{what}{suffix}", LABEL_LIMIT, language=named)
            self.add_item(ui.Label(text=text, component=component))

    def typed(self) -> Terms:
        """Return what was typed. Raises PenaltyUnknown."""
        return Terms(
            penalty=rules.penalty_named(next(iter(self.penalty.values), "")),
            wordings={
                one: Wording(title=self.titles[one].value or "", text=self.texts[one].value or "")
                for one in (self.main, self.other)
            },
        )

    def text(self) -> str:
        """Return everything that was typed in words."""
        parts = [item.value.strip() for one in (self.main, self.other) for item in (self.titles[one], self.texts[one])]
        return "\n\n".join(part for part in parts if part)


def _options(language: Language, chosen: Penalty) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=penalty_text(penalty, language)[:OPTION_LABEL_LIMIT], value=penalty.name, default=penalty == chosen
        )
        for penalty in PENALTIES
    ]
