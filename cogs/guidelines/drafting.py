"""The draft of the rules, and everything one does with it up to its publication. For admins.

Whatever changes the draft carries its stamp: a button on a card that shows an older state changes nothing, says so, and
shows the draft as it is now.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.guidelines.errors import DraftChanged, NoDraft, RuleGone
from bot.guidelines.model import RULES_MAX, Draft, Rule
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, Choosing, open_form
from bot.ui.layout import CAREFUL, GOOD, card, layout_of, line, note, row, show
from bot.ui.pages import PageButton
from bot.ui.replies import reply, reply_error, think_in_place
from bot.ui.texts import OPTION_LABEL_LIMIT, label, language_of
from cogs.guidelines.differing import for_admins, pages_view, summary
from cogs.guidelines.draft_texts import lacking_text, main_language, place_text, rule_line, state_text
from cogs.guidelines.group import admin_of
from cogs.guidelines.rule_form import NEW, RuleInputs
from cogs.guidelines.wording import penalty_text, rule_text

log = logging.getLogger(__name__)

ECHO_LIMIT = 1_900
"""Of a text in one message, beside the sentence that it comes with."""


@asynccontextmanager
async def newest_shown(interaction: discord.Interaction[Bot]) -> AsyncIterator[None]:
    """Show the draft as it is now, before it is said that it was another one a moment ago.

    Where there is none any more the card stays: after a double click it says that the draft is published.
    """
    try:
        yield
    except (DraftChanged, RuleGone):
        await show_now(interaction)
        raise


# The card ---------------------------------------------------------------------------------------------------------


def overview(draft: Draft, language: Language, *, said: str | None = None) -> ui.LayoutView:
    """Return the draft's rules, with everything one can do with it; `said`: what has just happened."""
    version = draft.version
    head = f"## {say(language, 'guidelines-draft-title', number=str(version.number))}\n-# {state_text(draft, language)}"
    lines = "\n".join(rule_line(rule, draft, language) for rule in version.rules)
    buttons: list[ui.Item[Any]] = [
        AddButton(version.stamp, language=language, disabled=len(version.rules) >= RULES_MAX),
        DifferenceButton(1, language=language, disabled=draft.published is None or not draft.difference),
        PublishButton(version.stamp, language=language, disabled=not (version.rules and draft.difference)),
        DiscardButton(version.stamp, language=language),
    ]
    return layout_of(
        card(
            said,
            head,
            line(),
            lines or say(language, "guidelines-draft-empty"),
            line(),
            row(RuleMenu(version.rules, language=language)) if version.rules else None,
            row(*buttons),
        )
    )


def one_rule(draft: Draft, rule: Rule, language: Language, *, asked: bool = False) -> ui.LayoutView:
    """Return a rule of the draft in all its languages; `asked`: with the question whether to remove it."""
    version, stamp = draft.version, draft.version.stamp
    order = (language, *(other for other in Language if other is not language))
    texts = [rule_text(rule, one) for one in order if one in rule.wordings]
    foot = say(language, "guidelines-penalty-line", penalty=penalty_text(rule.penalty, language))
    if asked:
        question = say(language, "guidelines-remove-ask", number=str(rule.number))
        sure = row(RemoveButton(rule.key, stamp, language=language), RuleButton(rule.key, language=language))
        return layout_of(card(*texts, line(), f"-# {foot}", question, sure, colour=CAREFUL))
    buttons = row(
        EditButton(rule.key, stamp, language=language),
        MoveButton(rule.key, "up", stamp, language=language, disabled=rule.number == 1),
        MoveButton(rule.key, "down", stamp, language=language, disabled=rule.number == len(version.rules)),
        AskRemoveButton(rule.key, language=language),
        DraftButton(language=language),
    )
    return layout_of(card(*texts, line(), f"-# {foot}", buttons))


async def show_now(interaction: discord.Interaction[Bot]) -> None:
    """Show the draft as it is now, where it was another one a moment ago."""
    language = language_of(interaction)
    try:
        draft = await interaction.client.app.guidelines.drafting.get(by=await admin_of(interaction))
    except NoDraft:
        await show(interaction, note(say(language, "guidelines-draft-gone")))
        return
    await show(interaction, overview(draft, language))


class DraftButton(Button):
    """*Back to the draft*."""

    action = "guidelines:draft"
    arguments = ()
    label_id = "guidelines-button-draft"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await think_in_place(interaction)
        await admin_of(interaction)
        await show_now(interaction)


# One rule ---------------------------------------------------------------------------------------------------------


async def _show_rule(interaction: discord.Interaction[Bot], key: int, *, asked: bool = False) -> None:
    async with newest_shown(interaction):
        draft = await interaction.client.app.guidelines.drafting.get(by=await admin_of(interaction))
        rule = draft.version.with_key(key)
        if rule is None:
            raise RuleGone
    await show(interaction, one_rule(draft, rule, language_of(interaction), asked=asked))


class RuleMenu(Choosing, ui.Select[Any]):
    """The rules of the draft: the chosen one is shown."""

    action = "guidelines:rule-menu"
    arguments = ()

    def __init__(self, rules: Sequence[Rule], *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(),
            placeholder=label(language, "guidelines-draft-menu", 150),
            options=[
                discord.SelectOption(
                    label=cut(f"{rule.number}. {rule.wording(language).title}", OPTION_LABEL_LIMIT), value=str(rule.key)
                )
                for rule in rules
            ],
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str]) -> None:
        await think_in_place(interaction)
        if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 18:
            raise ButtonOutdated
        await _show_rule(interaction, int(values[0]))


class RuleButton(Button):
    """*Keep it*: shows a rule again."""

    action = "guidelines:rule"
    label_id = "guidelines-button-keep"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: int) -> None:
        await think_in_place(interaction)
        await _show_rule(interaction, key)


class AskRemoveButton(Button):
    action = "guidelines:ask-remove"
    label_id = "guidelines-button-remove"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: int) -> None:
        await think_in_place(interaction)
        await _show_rule(interaction, key, asked=True)


class RemoveButton(Button):
    action = "guidelines:remove"
    arguments = (int, int)
    label_id = "guidelines-button-remove-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: int, stamp: int) -> None:
        await think_in_place(interaction)
        actor, language = await admin_of(interaction), language_of(interaction)
        async with newest_shown(interaction):
            draft = await interaction.client.app.guidelines.drafting.remove(by=actor, key=key, stamp=stamp)
        await show(interaction, overview(draft, language, said=say(language, "guidelines-rule-removed")))


class MoveButton(Button):
    """*Up* and *Down*."""

    action = "guidelines:move"
    arguments = (int, str, int)
    label_id = "guidelines-button-up"

    def __init__(self, key: int, direction: str, stamp: int, *, language: Language, disabled: bool = False) -> None:
        said = say(language, "guidelines-button-up" if direction == "up" else "guidelines-button-down")
        super().__init__(key, direction, stamp, language=language, disabled=disabled, label=said)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: int, direction: str, stamp: int) -> None:
        await think_in_place(interaction)
        if direction not in ("up", "down"):
            raise ButtonOutdated
        actor, language = await admin_of(interaction), language_of(interaction)
        async with newest_shown(interaction):
            draft = await interaction.client.app.guidelines.drafting.move(
                by=actor, key=key, stamp=stamp, up=direction == "up"
            )
        rule = draft.version.with_key(key)
        assert rule is not None
        await show(interaction, one_rule(draft, rule, language))


class AddButton(Button):
    action = "guidelines:add"
    label_id = "guidelines-button-add"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], stamp: int) -> None:
        await _open_form(interaction, NEW, stamp)


class EditButton(Button):
    action = "guidelines:edit"
    arguments = (int, int)
    label_id = "guidelines-button-edit"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], key: int, stamp: int) -> None:
        await _open_form(interaction, key, stamp)


async def _open_form(interaction: discord.Interaction[Bot], key: int, stamp: int) -> None:
    # One read of our own database before the form, which has to come at once: nobody should write for nothing.
    actor = await admin_of(interaction)
    async with newest_shown(interaction):
        draft = await interaction.client.app.guidelines.drafting.check(by=actor, stamp=stamp)
        rule = draft.version.with_key(key)
        if rule is None and key != NEW:
            raise RuleGone
    main = await main_language(interaction)
    form = RuleForm(key, stamp, main.value, language=language_of(interaction), rule=rule)
    await open_form(interaction, form)


class RuleForm(RuleInputs):
    """A rule of the draft, or a new one. If the draft has changed meanwhile, whoever wrote it gets the text back."""

    action = "guidelines:rule-form"

    async def submit(self, interaction: discord.Interaction[Bot], key: int, stamp: int, _main: str) -> None:
        await think_in_place(interaction)
        draft: Draft | None = None
        try:
            async with newest_shown(interaction):
                draft = await self._store(interaction, key, stamp)
        except Exception as error:  # noqa: BLE001 - an edge: reply_error tells the person and logs, the text must not be lost
            await reply_error(interaction, error)
            await self._give_back(interaction)
        # Outside: what fails from here on must not be told as if nothing had been changed.
        if draft is not None:
            await show(interaction, _after_form(draft, key, self.language))

    async def _store(self, interaction: discord.Interaction[Bot], key: int, stamp: int) -> Draft:
        actor, drafting, terms = await admin_of(interaction), interaction.client.app.guidelines.drafting, self.typed()
        if key == NEW:
            return await drafting.add(terms, by=actor, stamp=stamp, main=self.main)
        return await drafting.edit(terms, by=actor, key=key, stamp=stamp, main=self.main)

    async def _give_back(self, interaction: discord.Interaction[Bot]) -> None:
        """Send them privately what they typed, to copy from."""
        text = self.text().replace("```", "'''")
        try:
            for start in range(0, len(text), ECHO_LIMIT):
                head = f"{say(self.language, 'guidelines-form-back')}\n" if start == 0 else ""
                await reply(interaction, f"{head}```\n{text[start : start + ECHO_LIMIT]}\n```")
        except discord.HTTPException as refused:
            log.warning("a rule's text could not be given back: HTTP %s", refused.status)


def _after_form(draft: Draft, key: int, language: Language) -> ui.LayoutView:
    """Return the draft after a rule was added or edited."""
    edited = draft.version.with_key(key)
    rule, name = (edited, "guidelines-rule-edited") if edited else (draft.version.rules[-1], "guidelines-rule-added")
    return overview(draft, language, said=say(language, name, number=str(rule.number)))


# The whole draft --------------------------------------------------------------------------------------------------


class DifferenceButton(PageButton):
    """*What differs* from what is published, in pages."""

    action = "guidelines:difference"
    label_id = "guidelines-button-difference"

    def __init__(
        self,
        page: int,
        *,
        language: Language,
        forward: bool | None = None,
        disabled: bool = False,
    ) -> None:
        if forward is None:
            Button.__init__(self, page, language=language, disabled=disabled)
        else:
            super().__init__(page, language=language, forward=forward, disabled=disabled)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        language = language_of(interaction)
        async with newest_shown(interaction):
            draft = await interaction.client.app.guidelines.drafting.get(by=await admin_of(interaction))
        await show(interaction, _difference_view(draft, language, page=page))


def _difference_view(draft: Draft, language: Language, *, page: int) -> ui.LayoutView:
    before = draft.published.number if draft.published is not None else 0
    title = say(language, "guidelines-draft-difference", number=str(draft.version.number), before=str(before))
    return pages_view(
        for_admins(draft.difference, language),
        language,
        heading=f"## {title}\n-# {summary(draft.difference, language)}",
        page=page,
        button=DifferenceButton,
        more=[DraftButton(language=language)],
    )


class DiscardButton(Button):
    action = "guidelines:ask-discard"
    label_id = "guidelines-button-discard"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], stamp: int) -> None:
        await think_in_place(interaction)
        language = language_of(interaction)
        async with newest_shown(interaction):
            await interaction.client.app.guidelines.drafting.check(by=await admin_of(interaction), stamp=stamp)
        buttons = row(DiscardYesButton(stamp, language=language), DraftButton(language=language))
        await show(interaction, layout_of(card(say(language, "guidelines-discard-ask"), buttons, colour=CAREFUL)))


class DiscardYesButton(Button):
    action = "guidelines:discard"
    label_id = "guidelines-button-discard-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], stamp: int) -> None:
        await think_in_place(interaction)
        async with newest_shown(interaction):
            await interaction.client.app.guidelines.drafting.discard(by=await admin_of(interaction), stamp=stamp)
        await show(interaction, note(say(language_of(interaction), "guidelines-discarded")))


# Publishing -------------------------------------------------------------------------------------------------------


class PublishButton(Button):
    """*Publish*: asks whether everybody has to agree again."""

    action = "guidelines:ask-publish"
    label_id = "guidelines-button-publish"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], stamp: int) -> None:
        await think_in_place(interaction)
        language = language_of(interaction)
        async with newest_shown(interaction):
            draft = await interaction.client.app.guidelines.drafting.check(by=await admin_of(interaction), stamp=stamp)
        place = await place_text(interaction, language)
        await show(interaction, _publish_view(draft, language, place=place))


def _publish_view(draft: Draft, language: Language, *, place: str) -> ui.LayoutView:
    number, stamp = str(draft.version.number), draft.version.stamp
    count = len(draft.version.rules)
    lacking = lacking_text(draft.version, language)
    if draft.published is None:
        said = say(language, "guidelines-publish-first", count=count)
        choices = [PublishYesButton("material", stamp, language=language)]
    else:
        said = say(language, "guidelines-publish-ask", number=number, difference=summary(draft.difference, language))
        choices = [
            PublishYesButton("material", stamp, language=language, label=say(language, "guidelines-publish-material")),
            PublishYesButton("details", stamp, language=language, label=say(language, "guidelines-publish-details")),
        ]
    return layout_of(card(said, lacking, place, row(*choices, DraftButton(language=language))))


class PublishYesButton(Button):
    """Publishes the draft: `material`, or only in its `details` another one."""

    action = "guidelines:publish"
    arguments = (str, int)
    label_id = "guidelines-button-publish"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], kind: str, stamp: int) -> None:
        await think_in_place(interaction)
        if kind not in ("material", "details"):
            raise ButtonOutdated
        actor, language = await admin_of(interaction), language_of(interaction)
        async with newest_shown(interaction):
            version = await interaction.client.app.guidelines.drafting.publish(
                by=actor, stamp=stamp, material=kind == "material"
            )
        said = say(
            language,
            "guidelines-published",
            number=str(version.number),
            material=str(version.material).lower(),
        )
        place = await place_text(interaction, language)
        await show(interaction, layout_of(card(said, place, colour=GOOD)))


ACTIONS = (
    DraftButton,
    RuleMenu,
    RuleButton,
    AskRemoveButton,
    RemoveButton,
    MoveButton,
    AddButton,
    EditButton,
    RuleForm,
    DifferenceButton,
    DiscardButton,
    DiscardYesButton,
    PublishButton,
    PublishYesButton,
)
