"""Who is asked, and when: chosen step by step on cards of their own.

Moments are typed in the admin's own words (`bot.when`) and come back as Discord's time stamps; where several can be
meant they are asked which. Nothing is saved before it is clear.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot import when
from bot.client import Bot
from bot.i18n import Language, say
from bot.points.model import Rank
from bot.settings.model import ServerSettings
from bot.surveys import rules
from bot.surveys.audience import Estimate
from bot.surveys.desk import Gathering
from bot.surveys.model import Audience, AudienceKind, Questionnaire, Survey, SurveyState
from bot.text import cut
from bot.ui.actions import Button, ButtonOutdated, Choosing, Form, open_form
from bot.ui.actors import guild_of
from bot.ui.layout import Piece, beside, card, layout_of, line, row, show
from bot.ui.replies import think_in_place
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, moment
from cogs.surveys.here import BackButton, admin_of, or_given_back, still_the_same
from cogs.surveys.population import population_of
from cogs.surveys.wording import audience_text, both

MENU_LIMIT = 25
OPENS, CLOSES = "opens", "closes"


# Who --------------------------------------------------------------------------------------------------------------


class WhoButton(Button):
    action = "surveys:who"
    label_id = "surveys-button-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        building = interaction.client.app.surveys.building
        await _show_who(interaction, await building.get(by=await admin_of(interaction), survey_id=survey_id))


async def _show_who(interaction: discord.Interaction[Bot], sheet: Questionnaire) -> None:
    bot, survey, guild = interaction.client, sheet.survey, guild_of(interaction)
    surveys = bot.app.surveys
    population = await population_of(bot, guild)
    estimate = await surveys.building.estimate(
        by=await admin_of(interaction), survey_id=survey.id, population=population
    )
    ranks = await surveys.audience.ranks(guild_id=guild.id)
    gatherings = await surveys.audience.gatherings(guild_id=guild.id)
    language = language_of(interaction)
    said = estimate_text(estimate, language, told=population is not None)
    view = _who_view(survey, language, ranks=ranks, gatherings=gatherings, said=said)
    await show(interaction, view)


def _who_view(
    survey: Survey,
    language: Language,
    *,
    ranks: Sequence[Rank],
    gatherings: Sequence[Gathering],
    said: str,
) -> ui.LayoutView:
    who = say(language, "surveys-who", who=audience_text(survey, language, ranks=ranks))
    pieces: list[Piece | str | None] = [
        f"### {say(language, 'surveys-who-title')}",
        f"{who}\n-# {said}",
        line(),
        row(EverybodyButton(survey.id, survey.revision, language=language)),
        row(RoleMenu(survey, language=language)),
        row(RankMenu(survey, ranks[:MENU_LIMIT], language=language)) if ranks else None,
        row(EventMenu(survey, gatherings[:MENU_LIMIT], language=language)) if gatherings else None,
        row(SampleButton(survey.id, survey.revision, language=language), BackButton(survey.id, language=language)),
        f"-# {say(language, 'surveys-who-note')}",
    ]
    return layout_of(card(*pieces))


def estimate_text(estimate: Estimate, language: Language, *, told: bool) -> str:
    """Return how many are asked, as far as that is known; `told`: whether Discord said who the members are."""
    if not told and not estimate.complete:
        return say(language, "surveys-estimate-later")
    if estimate.count is None:
        return say(language, "surveys-estimate-unknown")
    return say(language, "surveys-estimate" if estimate.complete else "surveys-estimate-known", count=estimate.count)


async def _ask(interaction: discord.Interaction[Bot], survey_id: int, stamp: int, audience: Audience) -> None:
    building, by = interaction.client.app.surveys.building, await admin_of(interaction)
    async with still_the_same(interaction, survey_id):
        sheet = await building.ask(by=by, survey_id=survey_id, stamp=stamp, audience=audience)
    await _show_who(interaction, sheet)


class EverybodyButton(Button):
    action = "surveys:who-all"
    arguments = (int, int)
    label_id = "surveys-button-everybody"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        await _ask(interaction, survey_id, stamp, Audience(kind=AudienceKind.ALL))


class RoleMenu(Choosing, ui.RoleSelect[Any]):
    action = "surveys:who-role"
    arguments = (int, int)

    def __init__(self, survey: Survey, *, language: Language) -> None:
        super().__init__(
            custom_id=self.make_custom_id(survey.id, survey.revision),
            placeholder=label(language, "surveys-menu-role", 150),
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        role = guild_of(interaction).get_role(_number(values))
        if role is None:
            raise ButtonOutdated
        everybody = Audience(kind=AudienceKind.ALL)
        audience = everybody if role.is_default() else Audience(kind=AudienceKind.ROLE, role_id=role.id)
        await _ask(interaction, survey_id, stamp, audience)


class RankMenu(Choosing, ui.Select[Any]):
    action = "surveys:who-rank"
    arguments = (int, int)

    def __init__(self, survey: Survey, ranks: Sequence[Rank], *, language: Language) -> None:
        options = [discord.SelectOption(label=cut(one.name, OPTION_LABEL_LIMIT), value=str(one.id)) for one in ranks]
        super().__init__(
            custom_id=self.make_custom_id(survey.id, survey.revision),
            placeholder=label(language, "surveys-menu-rank", 150),
            options=options,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        rank_id = _number(values)
        ranks = await interaction.client.app.surveys.audience.ranks(guild_id=guild_of(interaction).id)
        if rank_id not in {rank.id for rank in ranks}:
            raise ButtonOutdated
        await _ask(interaction, survey_id, stamp, Audience(kind=AudienceKind.RANK, rank_id=rank_id))


class EventMenu(Choosing, ui.Select[Any]):
    """The events that were, latest first."""

    action = "surveys:who-event"
    arguments = (int, int)

    def __init__(self, survey: Survey, gatherings: Sequence[Gathering], *, language: Language) -> None:
        options = [
            discord.SelectOption(
                label=cut(one.title, OPTION_LABEL_LIMIT),
                description=one.began_at.astimezone(UTC).date().isoformat(),
                value=str(one.occurrence_id),
            )
            for one in gatherings
        ]
        super().__init__(
            custom_id=self.make_custom_id(survey.id, survey.revision),
            placeholder=label(language, "surveys-menu-event", 150),
            options=options,
        )

    @classmethod
    async def choose(cls, interaction: discord.Interaction[Bot], values: list[str], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        audience = Audience(kind=AudienceKind.ATTENDEES, occurrence_id=_number(values))
        await _ask(interaction, survey_id, stamp, audience)


def _number(values: list[str]) -> int:
    if len(values) != 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 19:
        raise ButtonOutdated
    return int(values[0])


class SampleButton(Button):
    action = "surveys:who-sample"
    arguments = (int, int)
    label_id = "surveys-button-sample"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await admin_of(interaction)
        await open_form(interaction, SampleForm(survey_id, stamp, language=language_of(interaction)))


class SampleForm(Form):
    action = "surveys:sample-form"
    arguments = (int, int)
    title_id = "surveys-form-sample"

    def __init__(self, survey_id: int, stamp: int, *, language: Language) -> None:
        super().__init__(survey_id, stamp, language=language)
        self.size: ui.TextInput[Any] = ui.TextInput(custom_id="size", max_length=10)
        self.add_item(
            ui.Label(
                text=label(language, "surveys-form-sample-size", LABEL_LIMIT),
                description=label(language, "surveys-form-sample-size.help", OPTION_LABEL_LIMIT),
                component=self.size,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        size = rules.read_number(self.size.value)
        await _ask(interaction, survey_id, stamp, Audience(kind=AudienceKind.SAMPLE, sample_size=size))


# When -------------------------------------------------------------------------------------------------------------


def opens_text(survey: Survey, language: Language) -> str:
    if survey.opened_at is not None:
        return say(language, "surveys-opened", at=moment(survey.opened_at, "f"))
    if survey.opens_at is None:
        return say(language, "surveys-opens-at-once")
    return say(language, "surveys-opens", at=both(survey.opens_at))


def closes_text(survey: Survey, language: Language) -> str:
    if survey.closed_at is not None:
        return say(language, "surveys-closed", at=moment(survey.closed_at, "f"))
    if survey.closes_at is None:
        return say(language, "surveys-closes-default", days=rules.OPEN_FOR.days)
    return say(language, "surveys-closes", at=both(survey.closes_at))


def when_text(survey: Survey, language: Language) -> str:
    return f"{opens_text(survey, language)}\n{closes_text(survey, language)}"


class WhenButton(Button):
    action = "surveys:when"
    label_id = "surveys-button-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int) -> None:
        await think_in_place(interaction)
        by, building = await admin_of(interaction), interaction.client.app.surveys.building
        sheet = await building.get(by=by, survey_id=survey_id)
        await _show_when(interaction, sheet)


async def _show_when(interaction: discord.Interaction[Bot], sheet: Questionnaire, *, said: str | None = None) -> None:
    survey, language = sheet.survey, language_of(interaction)
    if survey.state is SurveyState.OPEN:
        await show(interaction, layout_of(card(said, closes_text(survey, language), row(_back(survey, language)))))
        return
    zone = say(language, "surveys-when-zone", zone=(await _zone(interaction)).key)
    buttons = [
        MomentButton(
            survey.id, survey.revision, which, language=language, label=say(language, f"surveys-button-{which}")
        )
        for which in (OPENS, CLOSES)
    ]
    reset = ResetTimesButton(survey.id, survey.revision, language=language)
    pieces = (
        said,
        f"### {say(language, 'surveys-when-title')}",
        beside(opens_text(survey, language), buttons[0]),
        beside(closes_text(survey, language), buttons[1]),
        f"-# {zone}",
        row(reset, _back(survey, language)),
    )
    await show(interaction, layout_of(card(*pieces)))


def _back(survey: Survey, language: Language) -> BackButton:
    return BackButton(survey.id, language=language)


async def _zone(interaction: discord.Interaction[Bot]) -> ZoneInfo:
    """Return the zone the admin's times are meant in: their own, else the server's."""
    app, guild_id = interaction.client.app, guild_of(interaction).id
    servers = (await app.settings.get(guild_id, ServerSettings)).zone
    return (await app.profiles.preferring.of(guild_id=guild_id, member_id=interaction.user.id)).zone(servers)


class ResetTimesButton(Button):
    """*As soon as I say, for a week*."""

    action = "surveys:when-reset"
    arguments = (int, int)
    label_id = "surveys-button-reset-times"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await think_in_place(interaction)
        by, building = await admin_of(interaction), interaction.client.app.surveys.building
        async with still_the_same(interaction, survey_id):
            sheet = await building.time(by=by, survey_id=survey_id, stamp=stamp, opens_at=None, closes_at=None)
        await _show_when(interaction, sheet)


class MomentButton(Button):
    """Opens the form for the opening or the closing time."""

    action = "surveys:when-ask"
    arguments = (int, int, str)
    label_id = "surveys-button-change"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, which: str) -> None:
        await admin_of(interaction)
        if which not in (OPENS, CLOSES):
            raise ButtonOutdated
        await open_form(interaction, MomentForm(survey_id, stamp, which, language=language_of(interaction)))


class ClosingButton(Button):
    """*Closing time*, of an open survey."""

    action = "surveys:closing"
    arguments = (int, int)
    label_id = "surveys-button-closes"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int) -> None:
        await admin_of(interaction)
        await open_form(interaction, MomentForm(survey_id, stamp, CLOSES, language=language_of(interaction)))


class MomentForm(Form):
    action = "surveys:when-form"
    arguments = (int, int, str)
    title_id = "surveys-form-when"

    def __init__(self, survey_id: int, stamp: int, which: str, *, language: Language) -> None:
        if which not in (OPENS, CLOSES):
            raise ButtonOutdated
        super().__init__(survey_id, stamp, which, language=language)
        self.moment: ui.TextInput[Any] = ui.TextInput(custom_id="moment", max_length=80)
        self.add_item(
            ui.Label(
                text=label(language, f"surveys-form-{which}", LABEL_LIMIT),
                description=label(language, "surveys-form-when.help", OPTION_LABEL_LIMIT),
                component=self.moment,
            )
        )

    async def submit(self, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, which: str) -> None:
        await think_in_place(interaction)
        work = take_moment(interaction, survey_id, stamp, which, self.moment.value)
        await or_given_back(interaction, self.moment.value, work)


async def take_moment(
    interaction: discord.Interaction[Bot], survey_id: int, stamp: int, which: str, typed: str
) -> None:
    """Set the opening or closing time as typed; where it can mean several moments, ask which."""
    by, app, language = await admin_of(interaction), interaction.client.app, language_of(interaction)
    async with still_the_same(interaction, survey_id):
        survey = (await app.surveys.building.check(by=by, survey_id=survey_id, stamp=stamp)).survey
    zone = await _zone(interaction)
    # Its first reading loads a library: not on the loop that everybody waits for.
    reading = await asyncio.to_thread(when.read, typed, now=app.clock(), zone=zone, language=language)
    if reading.clear:
        await _set(interaction, survey_id, stamp, which, reading.moments[0].at)
    else:
        await show(interaction, _choice_view(survey, which, reading, language))


def _choice_view(survey: Survey, which: str, reading: when.Reading, language: Language) -> ui.LayoutView:
    pieces: list[Piece | str | None] = [say(language, "surveys-when-which")]
    for one in reading.moments:
        why = ("、" if language is Language.JA else ", ").join(say(language, why) for why in one.whys)
        said = f"{both(one.at)}\n-# {why}" if why else both(one.at)
        button = ThisMomentButton(survey.id, survey.revision, which, int(one.at.timestamp()), language=language)
        pieces.append(beside(said, button))
    return layout_of(card(*pieces, line(), row(_back(survey, language))))


class ThisMomentButton(Button):
    """One of several moments that may have been meant."""

    action = "surveys:when-this"
    arguments = (int, int, str, int)
    label_id = "surveys-button-this"

    @classmethod
    async def press(
        cls, interaction: discord.Interaction[Bot], survey_id: int, stamp: int, which: str, seconds: int
    ) -> None:
        await think_in_place(interaction)
        if which not in (OPENS, CLOSES) or seconds > 2**33:
            raise ButtonOutdated
        await _set(interaction, survey_id, stamp, which, datetime.fromtimestamp(seconds, UTC))


async def _set(interaction: discord.Interaction[Bot], survey_id: int, stamp: int, which: str, at: datetime) -> None:
    """Set one of the two times: of an open survey, its closing."""
    by, surveys = await admin_of(interaction), interaction.client.app.surveys
    async with still_the_same(interaction, survey_id):
        survey = (await surveys.building.check(by=by, survey_id=survey_id, stamp=stamp)).survey
        if survey.state is SurveyState.OPEN:
            await surveys.lifecycle.extend(by=by, survey_id=survey_id, stamp=stamp, closes_at=at)
            sheet = await surveys.building.get(by=by, survey_id=survey_id)
        else:
            times = {"opens_at": survey.opens_at, "closes_at": survey.closes_at, f"{which}_at": at}
            sheet = await surveys.building.time(by=by, survey_id=survey_id, stamp=stamp, **times)
    await _show_when(interaction, sheet, said=say(language_of(interaction), "surveys-saved"))


ACTIONS = (
    WhoButton,
    EverybodyButton,
    RoleMenu,
    RankMenu,
    EventMenu,
    SampleButton,
    SampleForm,
    WhenButton,
    ResetTimesButton,
    MomentButton,
    ClosingButton,
    MomentForm,
    ThisMomentButton,
)
