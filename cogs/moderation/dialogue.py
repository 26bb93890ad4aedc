"""The one dialogue in which moderators decide, whichever way they came to it.

Everything on it works from the draft's row alone, after a restart too. It is private, one moderator's own; what they
may do, and to whom, is asked again with every step that matters, as roles change meanwhile.
"""

from typing import Any, ClassVar

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.inbox.model import Text
from bot.moderation import errors
from bot.moderation.drafting import DELETABLE_SECONDS, REASON, WHY, Draft, Sheet
from bot.moderation.model import REASON_MAX, Act
from bot.ui.actions import Button, ButtonOutdated, Choosing, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import BAD, CALM, CAREFUL, card, layout_of, line, note, row
from bot.ui.letters import language_for, letter_view
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of
from cogs.moderation import options, people
from cogs.moderation import sheet as words
from cogs.moderation.acting import perform_now
from cogs.moderation.forms import GivingBackForm
from cogs.moderation.here import show_here, think_here
from cogs.moderation.letters import told_text
from cogs.moderation.results import result_view
from cogs.moderation.sheet import HARD
from cogs.moderation.typed import minutes_of
from cogs.moderation.wording import act_text

PLACEHOLDER_LIMIT = 150
LENGTH_MAX = 60


# What is shown ------------------------------------------------------------------------------------------------------


async def show_sheet(interaction: discord.Interaction[Bot], draft_id: int, *, said: str | None = None) -> None:
    """Show a draft as it is now; where it was confirmed before, what came of it."""
    bot, language = interaction.client, language_of(interaction)
    actor = await actor_of(interaction)
    sheet = await bot.app.moderation.drafts.sheet(by=actor, draft_id=draft_id)
    if sheet.draft.case_id is not None:
        case = await bot.app.moderation.cases.get(sheet.draft.case_id, by=actor)
        await show_here(interaction, await result_view(bot, case, language))
        return
    await show_here(interaction, sheet_view(sheet, language, said=said))


async def show_preview(interaction: discord.Interaction[Bot], draft_id: int, *, said: str | None = None) -> None:
    """Show what will be done; where something is missing, the sheet. Raises NotHere, and what `people.check` does."""
    bot, language = interaction.client, language_of(interaction)
    actor = await actor_of(interaction)
    sheet = await bot.app.moderation.drafts.sheet(by=actor, draft_id=draft_id)
    if sheet.draft.case_id is not None or sheet.missing or sheet.act is None:
        await show_sheet(interaction, draft_id, said=said)
        return
    await check(interaction, sheet.act, sheet.draft)
    guild = guild_of(interaction)
    theirs = await language_for(bot, guild, sheet.draft.member_id)
    await show_here(interaction, preview_view(bot, sheet, language, theirs=theirs, server=guild.name, said=said))


async def check(interaction: discord.Interaction[Bot], act: Act, draft: Draft) -> None:
    """Raises what `people.check` does, and NotHere."""
    target = await people.check(interaction, act, draft.member_id)
    if target.rank is None and act in (Act.TIMEOUT, Act.KICK):
        raise errors.NotHere


def sheet_view(sheet: Sheet, language: Language, *, said: str | None = None) -> ui.LayoutView:
    """Return the card on which it is decided; `said`: what has just happened."""
    draft = sheet.draft
    return layout_of(
        card(
            said,
            words.head_text(sheet, language),
            words.message_text(sheet, language),
            words.standing_text(sheet, language),
            *words.warnings(sheet, language),
            line(),
            f"**{say(language, 'moderation-decide-rule')}**",
            row(RuleMenu.of(sheet, language)) if sheet.version is not None and sheet.version.rules else None,
            words.proposal_text(sheet, language),
            row(ActMenu.of(sheet, language)),
            row(DeleteMenu.of(sheet, language)) if sheet.act is Act.BAN else None,
            words.written_text(sheet, language),
            line(),
            words.missing_text(sheet, language),
            row(
                PreviewButton(draft.id, language=language, disabled=bool(sheet.missing)),
                WriteButton(draft.id, language=language, label=label(language, _write_label(sheet))),
                *([RemoveButton.of(sheet, language)] if _may_toggle(sheet) else []),
                DropButton(draft.id, language=language),
            ),
            colour=CAREFUL if sheet.act in HARD else CALM,
        )
    )


def _write_label(sheet: Sheet) -> str:
    if WHY in sheet.missing:
        return "moderation-button-write-why"
    return "moderation-button-write-needed" if REASON in sheet.missing else "moderation-button-write"


def _may_toggle(sheet: Sheet) -> bool:
    return sheet.draft.can_remove and sheet.act is not Act.REMOVE


# The preview --------------------------------------------------------------------------------------------------------


def preview_view(
    bot: Bot, sheet: Sheet, language: Language, *, theirs: Language, server: str, said: str | None = None
) -> ui.LayoutView:
    """Return exactly what the member will read, in their language, and what is done besides."""
    draft, act = sheet.draft, sheet.act
    assert act is not None
    tells = act is not Act.NOTE
    items: list[ui.Item[Any]] = []
    if said is not None:
        items.append(ui.TextDisplay(said))
    items.append(
        ui.TextDisplay(
            say(
                language,
                "moderation-preview-head" if tells else "moderation-preview-note",
                act=act_text(act, language, minutes=sheet.minutes),
                member=f"<@{draft.member_id}>",
                theirs=theirs.value,
            )
        )
    )
    if tells:
        items += letter_view(bot, Text(body=told_text(sheet.told(), theirs)), theirs, server=server).children
    items.append(
        card(
            "\n".join(words.besides(sheet, language)),
            *words.warnings(sheet, language),
            row(
                DoButton.of(sheet, language),
                BackButton(draft.id, language=language),
                DropButton(draft.id, language=language),
            ),
            colour=BAD if act in HARD else CAREFUL,
        )
    )
    return layout_of(*items)


# Buttons and menus --------------------------------------------------------------------------------------------------


class RuleMenu(Choosing, ui.Select[Any]):
    action = "moderation:decide-rule"

    @classmethod
    def of(cls, sheet: Sheet, language: Language) -> "RuleMenu":
        return cls(
            custom_id=cls.make_custom_id(sheet.draft.id),
            placeholder=label(language, "moderation-decide-rule-menu", PLACEHOLDER_LIMIT),
            options=options.rules(sheet, language),
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], draft_id: int) -> None:
        await think_here(interaction)
        number = options.number(values)
        drafts = interaction.client.app.moderation.drafts
        await drafts.choose_rule(number, by=await actor_of(interaction), draft_id=draft_id)
        await show_sheet(interaction, draft_id)


class ActMenu(Choosing, ui.Select[Any]):
    action = "moderation:decide-act"

    @classmethod
    def of(cls, sheet: Sheet, language: Language) -> "ActMenu":
        return cls(
            custom_id=cls.make_custom_id(sheet.draft.id),
            placeholder=label(language, "moderation-decide-act-menu", PLACEHOLDER_LIMIT),
            options=options.acts(sheet, language),
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], draft_id: int) -> None:
        if values == [options.OTHER]:
            await open_form(interaction, LengthForm(draft_id, language=language_of(interaction)))
            return
        await think_here(interaction)
        drafts, actor = interaction.client.app.moderation.drafts, await actor_of(interaction)
        before = await drafts.sheet(by=actor, draft_id=draft_id)
        act, minutes = options.chosen_act(values, before)
        await people.check(interaction, act, before.draft.member_id)
        await drafts.choose_act(act, minutes, by=actor, draft_id=draft_id)
        await show_sheet(interaction, draft_id)


class DeleteMenu(Choosing, ui.Select[Any]):
    """How far back a ban deletes the member's messages."""

    action = "moderation:decide-delete"

    @classmethod
    def of(cls, sheet: Sheet, language: Language) -> "DeleteMenu":
        return cls(custom_id=cls.make_custom_id(sheet.draft.id), options=options.deletions(sheet, language))

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], draft_id: int) -> None:
        await think_here(interaction)
        seconds = options.number(values)
        if seconds not in DELETABLE_SECONDS:
            raise ButtonOutdated
        drafts = interaction.client.app.moderation.drafts
        await drafts.change(by=await actor_of(interaction), draft_id=draft_id, delete_seconds=seconds)
        await show_sheet(interaction, draft_id)


class WriteButton(Button):
    action = "moderation:decide-write"
    label_id = "moderation-button-write"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], draft_id: int) -> None:
        # One read of our own database before the form, which has to come at once.
        drafts = interaction.client.app.moderation.drafts
        sheet = await drafts.sheet(by=await actor_of(interaction), draft_id=draft_id)
        form = WriteForm(draft_id, int(sheet.deviates), language=language_of(interaction))
        form.fill(sheet)
        await open_form(interaction, form)


class RemoveButton(Button):
    """Turns removing the message on or off."""

    action = "moderation:decide-remove"
    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (int, int)
    label_id = "moderation-button-remove-too"

    @classmethod
    def of(cls, sheet: Sheet, language: Language) -> "RemoveButton":
        wanted = 0 if sheet.draft.remove_message else 1
        said = say(language, "moderation-button-remove-too" if wanted else "moderation-button-remove-not")
        return cls(sheet.draft.id, wanted, language=language, label=said)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], draft_id: int, wanted: int) -> None:
        await think_here(interaction)
        drafts = interaction.client.app.moderation.drafts
        await drafts.change(by=await actor_of(interaction), draft_id=draft_id, remove_message=int(bool(wanted)))
        await show_sheet(interaction, draft_id)


class PreviewButton(Button):
    action = "moderation:decide-preview"
    label_id = "moderation-button-preview"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], draft_id: int) -> None:
        await think_here(interaction)
        await show_preview(interaction, draft_id)


class BackButton(Button):
    action = "moderation:decide-back"
    label_id = "moderation-button-decide-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], draft_id: int) -> None:
        await think_here(interaction)
        await show_sheet(interaction, draft_id)


class DropButton(Button):
    action = "moderation:decide-drop"
    label_id = "moderation-button-drop"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], draft_id: int) -> None:
        await think_here(interaction)
        await interaction.client.app.moderation.drafts.drop(by=await actor_of(interaction), draft_id=draft_id)
        await show_here(interaction, note(say(language_of(interaction), "moderation-decide-dropped")))


class DoButton(Button):
    """Confirms what the preview showed: `mark` says what that was."""

    action = "moderation:decide-do"
    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (int, int)
    label_id = "moderation-button-do"
    look = discord.ButtonStyle.danger

    @classmethod
    def of(cls, sheet: Sheet, language: Language) -> "DoButton":
        return cls(sheet.draft.id, sheet.mark, language=language)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], draft_id: int, mark: int) -> None:
        await think_here(interaction)
        bot, actor = interaction.client, await actor_of(interaction)
        sheet = await bot.app.moderation.drafts.sheet(by=actor, draft_id=draft_id)
        if sheet.draft.case_id is None and sheet.act is not None:
            await check(interaction, sheet.act, sheet.draft)
        language = language_of(interaction)
        try:
            case = await bot.app.moderation.drafts.confirm(
                by=actor, draft_id=draft_id, mark=mark, request_id=interaction.id
            )
        except (errors.PreviewOutdated, errors.NotReady) as outdated:
            await show_preview(interaction, draft_id, said=f"⚠️ {say(language, outdated.message)}")
            return
        case = await perform_now(bot, case)
        await show_here(interaction, await result_view(bot, case, language))


# Forms --------------------------------------------------------------------------------------------------------------


class WriteForm(GivingBackForm):
    """The reason, which the member reads; and why something else is done than was proposed, for moderators alone."""

    action = "moderation:decide-write-form"
    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (int, int)
    title_id = "moderation-form-write-title"

    def __init__(self, draft_id: int, with_why: int, *, language: Language) -> None:
        super().__init__(draft_id, with_why, language=language)
        self.why = None
        if with_why:
            self.why = self.line("why", "moderation-form-why", most=REASON_MAX, long=True, required=True)
        self.reason = self.line("reason", "moderation-form-reason", most=REASON_MAX, long=True)

    def fill(self, sheet: Sheet) -> None:
        self.reason.default = sheet.draft.reason or None
        if self.why is not None:
            self.why.default = sheet.draft.deviation

    async def take(self, interaction: discord.Interaction[Bot], draft_id: int, _with_why: int) -> None:
        await interaction.client.app.moderation.drafts.write(
            by=await actor_of(interaction),
            draft_id=draft_id,
            reason=self.reason.value,
            why=None if self.why is None else self.why.value,
        )
        await show_sheet(interaction, draft_id)


class LengthForm(GivingBackForm):
    """A timeout or a ban of a length that no menu has."""

    action = "moderation:decide-length-form"
    title_id = "moderation-form-length-title"

    def __init__(self, draft_id: int, *, language: Language) -> None:
        super().__init__(draft_id, language=language)
        self.act: ui.Select[Any] = ui.Select(custom_id="act", required=True)
        for act in (Act.TIMEOUT, Act.BAN):
            said = label(language, f"moderation-form-length-{act.value}", OPTION_LABEL_LIMIT)
            self.act.add_option(label=said, value=act.value, default=act is Act.TIMEOUT)
        self.add_item(ui.Label(text=label(language, "moderation-form-act", LABEL_LIMIT), component=self.act))
        self.length = self.line("length", "moderation-form-length", most=LENGTH_MAX, required=True)

    async def take(self, interaction: discord.Interaction[Bot], draft_id: int) -> None:
        act = next((act for act in (Act.TIMEOUT, Act.BAN) if [act.value] == self.act.values), None)
        if act is None:
            raise ButtonOutdated
        minutes = minutes_of(self.length.value)
        drafts, actor = interaction.client.app.moderation.drafts, await actor_of(interaction)
        draft = await drafts.get(by=actor, draft_id=draft_id)
        await people.check(interaction, act, draft.member_id)
        await drafts.choose_act(act, minutes, by=actor, draft_id=draft_id)
        await show_sheet(interaction, draft_id)


ACTIONS = (
    RuleMenu,
    ActMenu,
    DeleteMenu,
    WriteButton,
    RemoveButton,
    PreviewButton,
    BackButton,
    DropButton,
    DoButton,
    WriteForm,
    LengthForm,
)
