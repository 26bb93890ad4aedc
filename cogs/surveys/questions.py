"""The questions of a survey that hasn't opened: added by kind, edited, moved, removed; pictures of concepts."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.surveys import rules
from bot.surveys.building import terms_of
from bot.surveys.errors import QuestionGone
from bot.surveys.model import (
    CONCEPTS_MAX,
    OPTION_MAX,
    QUESTION_MAX,
    QUESTIONS_MAX,
    Picture,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionTerms,
    SurveyKind,
)
from bot.text import cut, one_line
from bot.ui import pictures
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form
from bot.ui.layout import CAREFUL, Piece, beside, card, layout_of, line, row, show
from bot.ui.replies import think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, plain
from cogs.surveys.here import BackButton, admin_of, or_given_back, still_the_same
from cogs.surveys.preview import PreviewButton
from cogs.surveys.wording import joined, kind_text

NEW = 0
"""In place of a question's id: one that is added."""
IN_A_MENU = 25
KINDS = tuple(kind for kind in QuestionKind if kind is not QuestionKind.CONCEPT)
OPTIONS_INPUT_MAX = 2_600
SCALES = ((1, 5), (1, 7), (1, 10), (0, 10), (1, 3), (1, 4), (1, 6))
"""Five points first: what most people expect."""
SIDE_MAX = 1_000
"""Pixels of a concept's picture: eight of them go into one message."""


# The list ---------------------------------------------------------------------------------------------------------


def menus(sheet: Questionnaire, language: Language) -> list[Piece]:
    """Return the menus in which a question is chosen: as many as there have to be."""
    starts = range(0, len(sheet.questions), IN_A_MENU)
    parts = [sheet.questions[start : start + IN_A_MENU] for start in starts]
    return [
        ui.ActionRow(QuestionMenu(sheet.survey.id, number, part, language=language))
        for number, part in enumerate(parts, start=1)
    ]


class QuestionMenu(Choosing, ui.Select[Any]):
    """Up to 25 questions: the chosen one is shown. The second argument tells the menus of a long survey apart."""

    action = "surveys:question-menu"
    arguments = (int, int)

    def __init__(self, survey_id: int, number: int, questions: Sequence[Question], *, language: Language) -> None:
        said = say(
            language,
            "surveys-menu-question",
            first=str(questions[0].position),
            last=str(questions[-1].position),
        )
        super().__init__(
            custom_id=self.make_custom_id(survey_id, number),
            placeholder=cut(said, 150),
            options=[
                discord.SelectOption(
                    label=cut(f"{one.position}. {one_line(one.text)}", OPTION_LABEL_LIMIT), value=str(one.id)
                )
                for one in questions
            ],
        )

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int, _number: int
    ) -> None:
        await think_in_place(interaction)
        if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 18:
            raise ButtonOutdated
        await _show_question(interaction, survey_id, int(values[0]))


# One question -----------------------------------------------------------------------------------------------------


async def _show_question(interaction: discord.Interaction[Bot], survey_id: int, question_id: int) -> None:
    building, by = interaction.client.app.surveys.building, await admin_of(interaction)
    async with still_the_same(interaction, survey_id):
        sheet = await building.get(by=by, survey_id=survey_id)
        question = sheet.with_id(question_id)
        if question is None:
            raise QuestionGone
    await show(interaction, question_view(sheet, question, language_of(interaction)))


def question_view(
    sheet: Questionnaire, question: Question, language: Language, *, said: str | None = None
) -> ui.LayoutView:
    """Return a question with what can be done with it."""
    survey_id, stamp, last = sheet.survey.id, sheet.survey.revision, len(sheet.questions)
    pieces: list[Piece | str | None] = [said, _question_text(question, last, language)]
    if question.kind is QuestionKind.CONCEPT:
        pieces.append(row(PictureMenu(sheet, question, language=language)))
    required = RequiredButton(survey_id, stamp, question.id, int(not question.required), language=language)
    pieces += [
        line(),
        row(
            EditButton(survey_id, stamp, question.id, language=language),
            MoveButton(survey_id, stamp, question.id, "up", language=language, disabled=question.position == 1),
            MoveButton(survey_id, stamp, question.id, "down", language=language, disabled=question.position == last),
            required,
            RemoveButton(survey_id, stamp, question.id, language=language),
        ),
        row(
            PreviewButton(question.position, survey_id, language=language),
            AddButton(survey_id, stamp, language=language, disabled=last >= QUESTIONS_MAX),
            BackButton(survey_id, language=language),
        ),
    ]
    return layout_of(card(*pieces))


def _question_text(question: Question, last: int, language: Language) -> str:
    lines = [
        f"### {question.position}. {plain(question.text, 2 * QUESTION_MAX)}",
        f"-# {joined([kind_text(question, language), f'{question.position} / {last}'], language)}",
    ]
    for option in question.options:
        has_none = question.kind is QuestionKind.CONCEPT and not option.has_picture
        missing = f" — {say(language, 'surveys-picture-none')}" if has_none else ""
        lines.append(f"- {plain(option.text, OPTION_MAX + 20)}{missing}")
    for number, means in ((question.lowest, question.lowest_means), (question.highest, question.highest_means)):
        if means:
            lines.append(f"- {number} = {plain(means, 90)}")
    if question.most is not None:
        lines.append(say(language, "surveys-question-most", count=question.most))
    return "\n".join(lines)


class MoveButton(Button):
    """*Up* and *Down*."""

    action = "surveys:question-move"
    arguments = (int, int, int, str)
    label_id = "surveys-button-up"

    def __init__(
        self, survey_id: int, stamp: int, question_id: int, way: str, *, language: Language, disabled: bool
    ) -> None:
        said = say(language, f"surveys-button-{way}")
        super().__init__(survey_id, stamp, question_id, way, language=language, disabled=disabled, label=said)

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int, way: str
    ) -> None:
        await think_in_place(interaction)
        if way not in ("up", "down"):
            raise ButtonOutdated
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            sheet = await building.move_question(
                by=by, survey_id=survey_id, stamp=stamp, question_id=question_id, up=way == "up"
            )
        await _show(interaction, sheet, question_id)


class RequiredButton(Button):
    """Makes a question required, or optional: the last argument."""

    action = "surveys:question-required"
    arguments = (int, int, int, int)
    label_id = "surveys-button-required"

    def __init__(self, survey_id: int, stamp: int, question_id: int, wanted: int, *, language: Language) -> None:
        said = say(language, "surveys-button-required" if wanted else "surveys-button-optional")
        super().__init__(survey_id, stamp, question_id, wanted, language=language, label=said)

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int, wanted: int
    ) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            sheet = await building.require(
                by=by, survey_id=survey_id, stamp=stamp, question_id=question_id, required=bool(wanted)
            )
        await _show(interaction, sheet, question_id)


class RemoveButton(Button):
    action = "surveys:question-remove"
    arguments = (int, int, int)
    label_id = "surveys-button-remove"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int) -> None:
        await think_in_place(interaction)
        building, by, language = (
            interaction.client.app.surveys.building,
            await admin_of(interaction),
            language_of(interaction),
        )
        async with still_the_same(interaction, survey_id):
            question = (await building.check(by=by, survey_id=survey_id, stamp=stamp)).with_id(question_id)
        if question is None:
            raise QuestionGone
        asked = say(language, "surveys-remove-ask", question=plain(question.text, 2 * QUESTION_MAX))
        yes = RemoveYesButton(survey_id, stamp, question_id, language=language)
        keep = ShowButton(survey_id, question_id, language=language)
        await show(interaction, layout_of(card(asked, row(yes, keep), colour=CAREFUL)))


class ShowButton(Button):
    """*Keep it*: shows the question again."""

    action = "surveys:question"
    arguments = (int, int)
    label_id = "surveys-button-keep"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, question_id: int) -> None:
        await think_in_place(interaction)
        await _show_question(interaction, survey_id, question_id)


class RemoveYesButton(Button):
    action = "surveys:question-remove-yes"
    arguments = (int, int, int)
    label_id = "surveys-button-remove"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            await building.remove_question(by=by, survey_id=survey_id, stamp=stamp, question_id=question_id)
        language = language_of(interaction)
        back = BackButton(survey_id, language=language)
        await show(interaction, layout_of(card(say(language, "surveys-question-removed"), row(back))))


async def _show(
    interaction: discord.Interaction[Bot], sheet: Questionnaire, question_id: int, *, said: str | None = None
) -> None:
    question = sheet.with_id(question_id)
    assert question is not None
    await show(interaction, question_view(sheet, question, language_of(interaction), said=said))


# Adding and editing -----------------------------------------------------------------------------------------------


class AddButton(Button):
    """*Add a question*: of which kind?"""

    action = "surveys:question-add"
    arguments = (int, int)
    label_id = "surveys-button-add"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            sheet = await building.check(by=by, survey_id=survey_id, stamp=stamp)
        await show(interaction, _kinds_view(sheet, language_of(interaction)))


def _kinds_view(sheet: Questionnaire, language: Language) -> ui.LayoutView:
    survey = sheet.survey
    kinds: list[QuestionKind] = [*KINDS]
    has_concept = any(question.kind is QuestionKind.CONCEPT for question in sheet.questions)
    if survey.kind is SurveyKind.CONCEPT and not has_concept:
        kinds.insert(0, QuestionKind.CONCEPT)
    pieces = [
        beside(
            f"**{say(language, f'surveys-kind-{kind}')}**\n-# {say(language, f'surveys-kind-{kind}.help')}",
            KindButton(survey.id, survey.revision, kind.value, language=language),
        )
        for kind in kinds
    ]
    heading = f"### {say(language, 'surveys-add-title')}"
    return layout_of(card(heading, *pieces, line(), row(BackButton(survey.id, language=language))))


class KindButton(Button):
    """*Add*, beside a kind of question."""

    action = "surveys:question-kind"
    arguments = (int, int, str)
    label_id = "surveys-button-add-kind"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, kind: str) -> None:
        if kind not in list(QuestionKind):
            raise ButtonOutdated
        # One read of our own database before the form, which has to come at once: nobody should write for nothing.
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            await building.check(by=by, survey_id=survey_id, stamp=stamp)
        await open_form(interaction, QuestionForm(survey_id, stamp, NEW, kind, language=language_of(interaction)))


class EditButton(Button):
    action = "surveys:question-edit"
    arguments = (int, int, int)
    label_id = "surveys-button-edit"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int) -> None:
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        async with still_the_same(interaction, survey_id):
            question = (await building.check(by=by, survey_id=survey_id, stamp=stamp)).with_id(question_id)
            if question is None:
                raise QuestionGone
        language = language_of(interaction)
        form = QuestionForm(
            survey_id, stamp, question_id, question.kind.value, language=language, terms=terms_of(question)
        )
        await open_form(interaction, form)


class QuestionForm(Form):
    """A question of one kind: the kind says which inputs there are."""

    action = "surveys:question-form"
    arguments = (int, int, int, str)
    title_id = "surveys-form-question"

    def __init__(
        self,
        survey_id: int,
        stamp: int,
        question_id: int,
        kind: str,
        *,
        language: Language,
        terms: QuestionTerms | None = None,
    ) -> None:
        if kind not in list(QuestionKind):
            raise ButtonOutdated
        self.kind = QuestionKind(kind)
        title = say(language, f"surveys-kind-{kind}")
        super().__init__(survey_id, stamp, question_id, kind, language=language, title=title)
        self.was = terms
        self.text = self._input("text", QUESTION_MAX, terms.text if terms else None, long=True)
        self.options: ui.TextInput[Any] | None = None
        self.most: ui.TextInput[Any] | None = None
        self.scale: ui.Select[Any] | None = None
        self.means: list[ui.TextInput[Any]] = []
        self.pictures: ui.FileUpload[Any] | None = None
        self._add_own(terms, is_new=question_id == NEW)
        self.optional: ui.Checkbox[Any] = ui.Checkbox(
            custom_id="optional", default=terms is not None and not terms.required
        )
        self._label("optional", self.optional)

    def _add_own(self, terms: QuestionTerms | None, *, is_new: bool) -> None:
        """Add what only this kind has."""
        if self.kind in rules.OPTIONS_MAX_OF:
            name = "concepts" if self.kind is QuestionKind.CONCEPT else "options"
            there = "\n".join(terms.options) if terms else None
            self.options = self._input(name, OPTIONS_INPUT_MAX, there, long=True)
        if self.kind is QuestionKind.SEVERAL:
            there = str(terms.most) if terms and terms.most else None
            self.most = self._input("most", 3, there, required=False)
        if self.kind is QuestionKind.SCALE:
            self._add_scale(terms)
        if self.kind is QuestionKind.CONCEPT and is_new:
            self.pictures = ui.FileUpload(custom_id="pictures", required=False, max_values=CONCEPTS_MAX)
            self._label("pictures", self.pictures)

    def _add_scale(self, terms: QuestionTerms | None) -> None:
        chosen = (terms.lowest, terms.highest) if terms else SCALES[0]
        self.scale = ui.Select(
            custom_id="scale",
            options=[
                discord.SelectOption(
                    label=label(self.language, "surveys-form-scale-of", 100, lowest=str(low), highest=str(high)),
                    value=f"{low}-{high}",
                    default=(low, high) == chosen,
                )
                for low, high in SCALES
            ],
            required=True,
        )
        self._label("scale", self.scale)
        ends = (terms.lowest_means, terms.highest_means) if terms else (None, None)
        self.means = [
            self._input(name, rules.MEANS_MAX, there, required=False)
            for name, there in zip(("lowest", "highest"), ends, strict=True)
        ]

    def _input(
        self, name: str, limit: int, there: str | None, *, long: bool = False, required: bool = True
    ) -> ui.TextInput[Any]:
        style = discord.TextStyle.paragraph if long else discord.TextStyle.short
        item: ui.TextInput[Any] = ui.TextInput(
            custom_id=name, style=style, max_length=limit, required=required, default=there
        )
        self._label(name, item)
        return item

    def _label(self, name: str, item: ui.Item[Any]) -> None:
        self.add_item(
            ui.Label(
                text=label(self.language, f"surveys-form-{name}", LABEL_LIMIT),
                description=label(self.language, f"surveys-form-{name}.help", OPTION_LABEL_LIMIT),
                component=item,
            )
        )

    async def submit(
        self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int, _kind: str
    ) -> None:
        await think_in_place(interaction)
        stored = await or_given_back(interaction, self.typed(), self._store(interaction, survey_id, stamp, question_id))
        if stored is None:
            return
        sheet, shown_id = stored
        said = say(self.language, "surveys-question-added" if question_id == NEW else "surveys-saved")
        await _show(interaction, sheet, shown_id, said=said)

    def typed(self) -> str:
        """Return everything that was written, to be given back."""
        inputs = [self.text, self.options, self.most, *self.means]
        return "\n\n".join(item.value for item in inputs if item is not None and item.value)

    def _terms(self) -> QuestionTerms:
        lowest, highest = _ends(self.scale)
        lowest_means, highest_means = [item.value for item in self.means] or ("", "")
        return QuestionTerms(
            kind=self.kind,
            text=self.text.value,
            required=not self.optional.value,
            options=tuple((self.options.value if self.options else "").splitlines()),
            lowest=lowest,
            highest=highest,
            lowest_means=lowest_means,
            highest_means=highest_means,
            most=rules.read_most(self.most.value if self.most else ""),
        )

    async def _store(
        self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int
    ) -> tuple[Questionnaire, int]:
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        uploaded = await _read_all(self.pictures.values if self.pictures else [])
        async with still_the_same(interaction, survey_id):
            if question_id != NEW:
                sheet = await building.edit_question(
                    self._terms(), by=by, survey_id=survey_id, stamp=stamp, question_id=question_id
                )
                return sheet, question_id
            sheet = await building.add_question(
                self._terms(), by=by, survey_id=survey_id, stamp=stamp, pictures=uploaded
            )
        return sheet, sheet.questions[-1].id


def _ends(scale: ui.Select[Any] | None) -> tuple[int | None, int | None]:
    if scale is None:
        return None, None
    found = next((ends for ends in SCALES if scale.values == [f"{ends[0]}-{ends[1]}"]), None)
    if found is None:
        raise ButtonOutdated
    return found


# Pictures of concepts ---------------------------------------------------------------------------------------------


class PictureMenu(Choosing, ui.Select[Any]):
    """The concepts: the chosen one gets a picture."""

    action = "surveys:picture-menu"
    arguments = (int, int, int)

    def __init__(self, sheet: Questionnaire, question: Question, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(sheet.survey.id, sheet.survey.revision, question.id),
            placeholder=label(language, "surveys-menu-picture", 150),
            options=[
                discord.SelectOption(
                    label=cut(option.text, OPTION_LABEL_LIMIT),
                    description=label(
                        language, "surveys-picture-there" if option.has_picture else "surveys-picture-none", 100
                    ),
                    value=str(option.id),
                )
                for option in question.options
            ],
        )

    @classmethod
    async def choose(
        cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int, stamp: int, question_id: int
    ) -> None:
        await admin_of(interaction)
        if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 18:
            raise ButtonOutdated
        form = PictureForm(survey_id, stamp, question_id, int(values[0]), language=language_of(interaction))
        await open_form(interaction, form)


class PictureForm(Form):
    action = "surveys:picture-form"
    arguments = (int, int, int, int)
    title_id = "surveys-form-picture"

    def __init__(self, survey_id: int, stamp: int, question_id: int, option_id: int, *, language: Language) -> None:
        super().__init__(survey_id, stamp, question_id, option_id, language=language)
        self.picture: ui.FileUpload[Any] = ui.FileUpload(custom_id="picture", required=True, max_values=1)
        self.add_item(
            ui.Label(
                text=label(language, "surveys-form-picture", LABEL_LIMIT),
                description=label(language, "surveys-form-picture.help", OPTION_LABEL_LIMIT),
                component=self.picture,
            )
        )

    async def submit(
        self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, question_id: int, option_id: int
    ) -> None:
        await think_in_place(interaction)
        building, by = interaction.client.app.surveys.building, await admin_of(interaction)
        uploaded = await _read_all(self.picture.values)
        async with still_the_same(interaction, survey_id):
            sheet = await building.set_picture(
                uploaded[0], by=by, survey_id=survey_id, stamp=stamp, question_id=question_id, option_id=option_id
            )
        await _show(interaction, sheet, question_id, said=say(self.language, "surveys-saved"))


async def _read_all(attachments: Sequence[discord.Attachment]) -> list[Picture]:
    """Return uploaded pictures, in order. Raises NotAPicture or PictureTooLarge."""
    drawn = [await pictures.read(attachment, side=SIDE_MAX) for attachment in attachments]
    return [Picture(format=one.format, data=one.data) for one in drawn]


ACTIONS = (
    QuestionMenu,
    MoveButton,
    RequiredButton,
    RemoveButton,
    ShowButton,
    RemoveYesButton,
    AddButton,
    KindButton,
    EditButton,
    QuestionForm,
    PictureMenu,
    PictureForm,
)
