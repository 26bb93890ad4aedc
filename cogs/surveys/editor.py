"""The editor: a survey as its admins see it, with everything they can do with it in its state.

The card is private and holds nothing itself: its buttons carry the survey's id and revision, so it works after a
restart, half-way through, and says so where somebody else was faster.
"""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.points.model import Rank
from bot.surveys import rules
from bot.surveys.model import (
    QUESTIONS_MAX,
    TITLE_MAX,
    WHY_MAX,
    AudienceKind,
    Questionnaire,
    Survey,
    SurveyKind,
    SurveyState,
)
from bot.ui.actions import Button, ButtonOutdated, Form, open_form
from bot.ui.layout import GOOD, Piece, beside, card, layout_of, line, row, show
from bot.ui.replies import think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain
from cogs.surveys.here import BackButton, admin_of, or_given_back, still_the_same
from cogs.surveys.lifecycle import AskCloseButton, AskDeleteButton, AskOpenButton, PostAgainButton, StopPlanButton
from cogs.surveys.preview import PreviewButton
from cogs.surveys.questions import AddButton, menus
from cogs.surveys.terms import ClosingButton, WhenButton, WhoButton, when_text
from cogs.surveys.wording import audience_text, joined, kind_text, privacy_text, title_of

LIST_LIMIT = 2_000
"""Characters for all questions in the list: what stands around them has to fit a card of 4,000, too."""

EDITABLE = (SurveyState.DRAFT, SurveyState.PLANNED)


# The card ---------------------------------------------------------------------------------------------------------


def overview(
    sheet: Questionnaire, language: Language, *, ranks: Sequence[Rank] = (), said: str | None = None
) -> ui.LayoutView:
    """Return a survey with all that can be done with it; `said`: what has just happened."""
    survey = sheet.survey
    pieces: list[Piece | str | None] = [said, _head(sheet, language), line(), _list(sheet, language)]
    if survey.state in EDITABLE:
        pieces += [*menus(sheet, language), _question_buttons(sheet, language), line()]
        pieces += _sections(survey, language, ranks=ranks)
    else:
        pieces += [line(), _facts(survey, language, ranks=ranks)]
    pieces += [line(), row(*_buttons(survey, language))]
    return layout_of(card(*pieces, colour=GOOD) if survey.state is SurveyState.OPEN else card(*pieces))


def _head(sheet: Questionnaire, language: Language) -> str:
    survey = sheet.survey
    facts = [
        say(language, f"surveys-state-{survey.state}"),
        say(language, f"surveys-survey-kind-{survey.kind}"),
        say(language, "surveys-questions", count=len(sheet.questions)),
    ]
    if sheet.questions:
        facts.append(say(language, "surveys-minutes", count=rules.minutes_for(sheet.questions)))
    why = say(language, "surveys-why", why=plain(survey.why, WHY_MAX + 60))
    return f"## {title_of(survey)}\n-# {joined(facts, language)}\n{why}\n-# {privacy_text(survey, language)}"


def _list(sheet: Questionnaire, language: Language) -> str:
    if not sheet.questions:
        return say(language, "surveys-no-questions")
    each = max(24, LIST_LIMIT // len(sheet.questions) - 24)
    return "\n".join(
        f"{question.position}. {plain(question.text, each)}"
        + (f"\n-# {kind_text(question, language)}" if len(sheet.questions) <= 10 else "")
        for question in sheet.questions
    )


def _question_buttons(sheet: Questionnaire, language: Language) -> Piece | None:
    survey = sheet.survey
    full = len(sheet.questions) >= QUESTIONS_MAX
    return row(
        AddButton(survey.id, survey.revision, language=language, disabled=full),
        PreviewButton(1, survey.id, language=language, disabled=not sheet.questions),
    )


def _sections(survey: Survey, language: Language, *, ranks: Sequence[Rank]) -> list[Piece]:
    stamp = survey.revision
    who = say(language, "surveys-who", who=audience_text(survey, language, ranks=ranks))
    found: list[Piece] = [beside(who, WhoButton(survey.id, language=language))]
    if survey.audience.kind is AudienceKind.ROLE:
        pings = say(language, "surveys-pings-yes" if survey.pings else "surveys-pings-no")
        found.append(beside(pings, PingsButton(survey.id, stamp, int(not survey.pings), language=language)))
    found.append(beside(when_text(survey, language), WhenButton(survey.id, language=language)))
    publish = say(language, "surveys-publish-yes" if survey.publish else "surveys-publish-no")
    found.append(beside(publish, PublishButton(survey.id, stamp, int(not survey.publish), language=language)))
    points = say(language, "surveys-points", points=survey.points)
    found.append(beside(points, PointsButton(survey.id, stamp, language=language)))
    return found


def _facts(survey: Survey, language: Language, *, ranks: Sequence[Rank]) -> str:
    facts = [
        say(language, "surveys-who", who=audience_text(survey, language, ranks=ranks)),
        when_text(survey, language),
        say(language, "surveys-publish-yes" if survey.publish else "surveys-publish-no"),
        say(language, "surveys-points", points=survey.points),
    ]
    if survey.asked is not None:
        facts.insert(1, say(language, "surveys-asked", count=survey.asked))
    return "\n".join(facts)


def _buttons(survey: Survey, language: Language) -> list[Button]:
    stamp = survey.revision
    texts = TextsButton(survey.id, stamp, language=language)
    match survey.state:
        case SurveyState.DRAFT:
            delete = AskDeleteButton(survey.id, stamp, language=language)
            return [texts, AskOpenButton(survey.id, stamp, language=language), delete]
        case SurveyState.PLANNED:
            return [texts, StopPlanButton(survey.id, stamp, language=language)]
        case SurveyState.OPEN:
            again = [PostAgainButton(survey.id, language=language)] if rules.has_post(survey) else []
            closing = ClosingButton(survey.id, stamp, language=language)
            preview = PreviewButton(1, survey.id, language=language)
            return [texts, closing, preview, *again, AskCloseButton(survey.id, stamp, language=language)]
    preview = PreviewButton(1, survey.id, language=language)
    return [CopyButton(survey.id, language=language), preview, AskDeleteButton(survey.id, stamp, language=language)]


async def show_survey(interaction: discord.Interaction[Bot], sheet: Questionnaire, *, said: str | None = None) -> None:
    ranks = await interaction.client.app.surveys.audience.ranks(guild_id=sheet.survey.guild_id)
    await show(interaction, overview(sheet, language_of(interaction), ranks=ranks, said=said))


class DraftButton(BackButton):
    """Shows a survey as it is now."""

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        building = interaction.client.app.surveys.building
        await show_survey(interaction, await building.get(by=await admin_of(interaction), survey_id=survey_id))


# Its texts --------------------------------------------------------------------------------------------------------


def text_inputs(form: Form, *, survey: Survey | None = None) -> tuple[ui.TextInput[Any], ui.TextInput[Any]]:
    """Add the inputs of a survey's title and of why it asks to a form."""
    title: ui.TextInput[Any] = ui.TextInput(
        custom_id="title", max_length=TITLE_MAX, default=survey.title if survey else None
    )
    why: ui.TextInput[Any] = ui.TextInput(
        custom_id="why",
        style=discord.TextStyle.paragraph,
        max_length=WHY_MAX,
        default=survey.why if survey else None,
    )
    for name, component in (("title", title), ("why", why)):
        form.add_item(
            ui.Label(
                text=label(form.language, f"surveys-form-{name}", LABEL_LIMIT),
                description=label(form.language, f"surveys-form-{name}.help", OPTION_LABEL_LIMIT),
                component=component,
            )
        )
    return title, why


def name_input(form: Form, *, anonymous: bool = True) -> ui.RadioGroup[Any]:
    """Add the choice between anonymous and named to a form."""
    named: ui.RadioGroup[Any] = ui.RadioGroup(
        custom_id="named",
        options=[
            discord.RadioGroupOption(
                label=label(form.language, f"surveys-form-{value}", OPTION_LABEL_LIMIT),
                description=label(form.language, f"surveys-form-{value}.help", OPTION_LABEL_LIMIT),
                value=value,
                default=(value == "anonymous") == anonymous,
            )
            for value in ("anonymous", "named")
        ],
    )
    form.add_item(ui.Label(text=label(form.language, "surveys-form-name", LABEL_LIMIT), component=named))
    return named


class TextsButton(Button):
    action = "surveys:texts"
    arguments = (int, int)
    label_id = "surveys-button-texts"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        # One read of our own database before the form, which has to come at once: nobody should write for nothing.
        by, building = await admin_of(interaction), interaction.client.app.surveys.building
        async with still_the_same(interaction, survey_id):
            survey = (await building.check(by=by, survey_id=survey_id, stamp=stamp)).survey
        asks = survey.state in EDITABLE and survey.kind is SurveyKind.SURVEY
        form = TextsForm(survey_id, stamp, int(asks), language=language_of(interaction), survey=survey)
        await open_form(interaction, form)


class TextsForm(Form):
    """Title, why, and, as long as nobody may have answered, whether it is anonymous (the last argument)."""

    action = "surveys:texts-form"
    arguments = (int, int, int)
    title_id = "surveys-form-texts"

    def __init__(
        self, survey_id: int, stamp: int, asks: int, *, language: Language, survey: Survey | None = None
    ) -> None:
        super().__init__(survey_id, stamp, asks, language=language)
        self.heading, self.why = text_inputs(self, survey=survey)
        self.named = name_input(self, anonymous=survey is None or survey.anonymous) if asks else None

    async def submit(self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, _asks: int) -> None:
        await think_in_place(interaction)
        typed = f"{self.heading.value}\n\n{self.why.value}"
        sheet = await or_given_back(interaction, typed, self._store(interaction, survey_id, stamp))
        if sheet is not None:
            await show_survey(interaction, sheet, said=say(self.language, "surveys-saved"))

    async def _store(self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> Questionnaire:
        async with still_the_same(interaction, survey_id):
            return await interaction.client.app.surveys.building.describe(
                by=await admin_of(interaction),
                survey_id=survey_id,
                stamp=stamp,
                title=self.heading.value,
                why=self.why.value,
                anonymous=None if self.named is None else self.named.value == "anonymous",
            )


# Afterwards -------------------------------------------------------------------------------------------------------


class _Toggle(Button):
    """A yes or no about a survey; the last argument is what it shall be."""

    arguments = (int, int, int)
    label_id = "surveys-button-toggle"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, wanted: int) -> None:
        await think_in_place(interaction)
        if wanted not in (0, 1):
            raise ButtonOutdated
        async with still_the_same(interaction, survey_id):
            sheet = await cls._store(interaction, survey_id, stamp, bool(wanted))
        await show_survey(interaction, sheet)

    @classmethod
    async def _store(
        cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, wanted: bool
    ) -> Questionnaire:
        raise NotImplementedError


class PublishButton(_Toggle):
    action = "surveys:publish"

    @classmethod
    async def _store(
        cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, wanted: bool
    ) -> Questionnaire:
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        return await building.set_publish(by=by, survey_id=survey_id, stamp=stamp, publish=wanted)


class PingsButton(_Toggle):
    action = "surveys:pings"

    @classmethod
    async def _store(
        cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, wanted: bool
    ) -> Questionnaire:
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        return await building.set_pings(by=by, survey_id=survey_id, stamp=stamp, pings=wanted)


class PointsButton(Button):
    action = "surveys:points"
    arguments = (int, int)
    label_id = "surveys-button-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await admin_of(interaction)
        await open_form(interaction, PointsForm(survey_id, stamp, language=language_of(interaction)))


class PointsForm(Form):
    action = "surveys:points-form"
    arguments = (int, int)
    title_id = "surveys-form-points"

    def __init__(self, survey_id: int, stamp: int, *, language: Language) -> None:
        super().__init__(survey_id, stamp, language=language)
        self.points: ui.TextInput[Any] = ui.TextInput(custom_id="points", max_length=10)
        self.add_item(
            ui.Label(
                text=label(language, "surveys-form-points", LABEL_LIMIT),
                description=label(language, "surveys-form-points.help", OPTION_LABEL_LIMIT),
                component=self.points,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        points = rules.read_points(self.points.value)
        async with still_the_same(interaction, survey_id):
            sheet = await building.set_points(by=by, survey_id=survey_id, stamp=stamp, points=points)
        await show_survey(interaction, sheet)


class CopyButton(Button):
    """*Copy*: begins a draft like this survey."""

    action = "surveys:copy"
    label_id = "surveys-button-copy"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        language, by = language_of(interaction), await admin_of(interaction)
        building = interaction.client.app.surveys.building
        original = await building.get(by=by, survey_id=survey_id)
        title = copied_title(original.survey, language)
        sheet = await building.copy(by=by, survey_id=survey_id, title=title)
        await show_survey(interaction, sheet, said=say(language, "surveys-copied"))


def copied_title(survey: Survey, language: Language) -> str:
    return rules.shortened(say(language, "surveys-copy-title", title=survey.title), TITLE_MAX)


ACTIONS = (
    DraftButton,
    TextsButton,
    TextsForm,
    PublishButton,
    PingsButton,
    PointsButton,
    PointsForm,
    CopyButton,
)
