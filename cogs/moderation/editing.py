"""Changing a case from its page, and noting something about it."""

from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.guidelines.model import Version
from bot.i18n import Language, say
from bot.moderation import errors
from bot.moderation.cases import File
from bot.moderation.editing import KEPT, NOTE_MAX, WHY_MAX, Revision, has_length, has_strikes
from bot.moderation.model import REASON_MAX, Act, Case
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, open_form
from bot.ui.actors import actor_of
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of
from cogs.moderation import people
from cogs.moderation.cases import show_case
from cogs.moderation.forms import GivingBackForm
from cogs.moderation.typed import minutes_of
from cogs.moderation.wording import length_text

WITH_STRIKES, WITH_LENGTH = 1, 2
NO_RULE = "none"
SAME_RULE = str(KEPT)
FOR_GOOD = ("for good", "permanent", "forever", "無期限", "永久")


class EditButton(Button):
    action = "moderation:edit"
    label_id = "moderation-button-edit"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        app, actor = interaction.client.app, await actor_of(interaction)
        file = await app.moderation.cases.file(case_id, by=actor)
        if file.case.member_id == actor.id:
            raise errors.NotYourself
        version = await app.guidelines.current(guild_id=actor.guild_id)
        has_one = has_length(file.case) and (file.case.act is not Act.BAN or await people.may_ban(interaction, Act.BAN))
        inputs = WITH_STRIKES * has_strikes(file.case) + WITH_LENGTH * has_one
        form = EditForm(case_id, file.stamp, inputs, language=language_of(interaction), file=file, version=version)
        await open_form(interaction, form)


class EditForm(GivingBackForm):
    """A case as it is, to be changed. Which inputs there are is in its id: it is built anew when it is submitted."""

    action = "moderation:edit-form"
    arguments = (int, int, int)
    title_id = "moderation-edit-title"

    def __init__(
        self,
        case_id: int,
        stamp: int,
        inputs: int,
        *,
        language: Language,
        file: File | None = None,
        version: Version | None = None,
    ) -> None:
        super().__init__(case_id, stamp, inputs, language=language)
        if inputs not in range(4):
            raise ButtonOutdated
        case = None if file is None else file.case
        self.reason = self.line(
            "reason", "moderation-edit-reason", most=REASON_MAX, long=True, filled=None if case is None else case.reason
        )
        self.rule: ui.Select[Any] = ui.Select(
            custom_id="rule", options=_rule_options(language, case, version), required=True
        )
        self.add_item(ui.Label(text=label(language, "moderation-edit-rule", LABEL_LIMIT), component=self.rule))
        self.strikes = self.length = None
        if inputs & WITH_STRIKES:
            filled = None if case is None else str(case.strikes)
            self.strikes = self.line("strikes", "moderation-edit-strikes", most=3, required=True, filled=filled)
        if inputs & WITH_LENGTH:
            filled = None if case is None else length_typed(case, language)
            self.length = self.line("length", "moderation-edit-length", most=40, required=True, filled=filled)
        self.why = self.line("why", "moderation-edit-why", most=WHY_MAX, long=True, required=True)

    async def take(self, interaction: discord.Interaction[Bot], case_id: int, stamp: int, _inputs: int) -> None:
        editing, actor = interaction.client.app.moderation.editing, await actor_of(interaction)
        if self.length is not None:
            case = await interaction.client.app.moderation.cases.get(case_id, by=actor)
            await people.moderator_for(interaction, case.act)
        revision = Revision(
            reason=self.reason.value or "",
            rule_number=self._rule(),
            strikes=_whole(self.strikes.value) if self.strikes is not None else 0,
            minutes=minutes_typed(self.length.value) if self.length is not None else None,
            keeps_length=self.length is None,
        )
        revised = await editing.revise(revision, by=actor, case_id=case_id, stamp=stamp, why=self.why.value or "")
        said = say(language_of(interaction), "moderation-edited", number=str(revised.number))
        await show_case(interaction, case_id, said=said)

    def _rule(self) -> int | None:
        chosen = next(iter(self.rule.values), SAME_RULE)
        if chosen == NO_RULE:
            return None
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) <= 3):
            raise ButtonOutdated
        return int(chosen)


def _rule_options(language: Language, case: Case | None, version: Version | None) -> list[discord.SelectOption]:
    """Return the rules to choose from: the one it has first, then none, then those in force."""
    options = []
    if case is None or case.rule_number is not None:
        number = str(case.rule_number) if case is not None else ""
        said = label(language, "moderation-edit-rule-kept", OPTION_LABEL_LIMIT, number=number)
        options.append(discord.SelectOption(label=said, value=SAME_RULE, default=True))
    none = label(language, "moderation-edit-rule-none", OPTION_LABEL_LIMIT)
    options.append(discord.SelectOption(label=none, value=NO_RULE, default=not options))
    for rule in version.rules if version is not None else ():
        if case is None or rule.key != case.rule_key:
            title = cut(f"{rule.number}. {rule.wording(language).title}", OPTION_LABEL_LIMIT)
            options.append(discord.SelectOption(label=title, value=str(rule.number)))
    return options


def length_typed(case: Case, language: Language) -> str:
    """Return a length as one would type it."""
    return say(language, "moderation-edit-for-good") if case.minutes is None else length_text(case.minutes, language)


def minutes_typed(typed: str | None) -> int | None:
    """Return a length in minutes; None for good. Raises DurationNotUnderstood."""
    written = " ".join((typed or "").split()).casefold()
    return None if written in FOR_GOOD else minutes_of(written)


def _whole(typed: str | None) -> int:
    """Return a whole number; one that is out of range for what is none."""
    written = (typed or "").strip()
    return int(written) if written.isdecimal() else -1


class NoteButton(Button):
    action = "moderation:note"
    label_id = "moderation-button-note"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await open_form(interaction, NoteForm(case_id, language=language_of(interaction)))


class NoteForm(GivingBackForm):
    action = "moderation:note-form"
    title_id = "moderation-note-title"

    def __init__(self, about_id: int, *, language: Language) -> None:
        super().__init__(about_id, language=language)
        self.written = self.line("text", "moderation-note-text", most=NOTE_MAX, long=True, required=True)

    async def take(self, interaction: discord.Interaction[Bot], about_id: int) -> None:
        editing, actor = interaction.client.app.moderation.editing, await actor_of(interaction)
        await editing.note(self.written.value or "", by=actor, case_id=about_id)
        await show_case(interaction, about_id, said=say(language_of(interaction), "moderation-noted"))


ACTIONS = (EditButton, EditForm, NoteButton, NoteForm)


def edit_entrance(case_id: int, language: Language) -> Button:
    return EditButton(case_id, language=language)


def note_entrance(case_id: int, language: Language) -> Button:
    return NoteButton(case_id, language=language)
