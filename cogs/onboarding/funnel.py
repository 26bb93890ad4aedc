"""`/onboarding funnel`: how far newcomers come, each figure with its meaning. For admins."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, exists, say
from bot.onboarding.funnel import TAKES, table
from bot.onboarding.funnel_model import Came, Funnel, Origin, OriginLine, Period, Stage
from bot.onboarding.inviting_model import LABEL_MAX
from bot.onboarding.model import Fact
from bot.text import cut
from bot.ui.actions import Button
from bot.ui.actors import admin_of, guild_of
from bot.ui.drawing.studio import Picture, Studio, Undrawable
from bot.ui.layout import card, layout_of, line, row
from bot.ui.replies import reply, think
from bot.ui.texts import CHOICE_LIMIT, language_of, plain, text
from cogs.onboarding.group import onboarding

if TYPE_CHECKING:
    from cogs.onboarding.funnel_picture import Row

FILE_NAME = "newcomers.csv"
PICTURE_NAME = "newcomers.png"
PICTURES_KEPT = 8
ALT_LIMIT = 1024  # of a picture's description
BLOCKS = 10
ORIGINS_SHOWN = 6
LABEL_SHOWN = 40
STAGE_SHOWN = 60

EVERYBODY = "all"
PERIODS = [app_commands.Choice(name=text(f"onboarding-period-{period.value}"), value=period.value) for period in Period]


async def complete_origin(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    await admin_of(interaction)
    language = language_of(interaction)
    labels = await interaction.client.app.onboarding.funnels.labels(guild_id=guild_of(interaction).id)
    known = {came.value: say(language, f"onboarding-funnel-origin-{came.value}") for came in (PERSONAL, UNKNOWN)}
    known |= {str(invite_id): label for invite_id, label in labels.items()}
    return [
        app_commands.Choice(name=cut(name, CHOICE_LIMIT), value=value)
        for value, name in known.items()
        if typed.casefold() in name.casefold()
    ][:25]


PERSONAL, UNKNOWN = Came.PERSONAL, Came.UNKNOWN


@onboarding.command(name=text("onboarding-command-funnel.name"), description=text("onboarding-command-funnel"))
@app_commands.rename(period=text("onboarding-option-period.name"), origin=text("onboarding-option-funnel-source.name"))
@app_commands.describe(period=text("onboarding-option-period"), origin=text("onboarding-option-funnel-source"))
@app_commands.choices(period=PERIODS)
@app_commands.autocomplete(origin=complete_origin)
async def onboarding_funnel(
    interaction: discord.Interaction[Bot],
    period: Literal["7", "30", "90", "all"] = "30",
    origin: app_commands.Range[str, 1, LABEL_MAX] | None = None,
) -> None:
    await think(interaction)
    await admin_of(interaction)
    key, chosen = await _origin_named(interaction, origin)
    found = await interaction.client.app.onboarding.funnels.funnel(
        guild_id=guild_of(interaction).id, period=Period(period), origin=chosen
    )
    language = language_of(interaction)
    picture = await render(found, language) if found.joined else None
    view = funnel_view(found, Period(period), key, language, picture=picture is not None)
    files = [discord.File(BytesIO(picture.png), filename=PICTURE_NAME)] if picture else []
    await reply(interaction, view=view, files=files)


_studio = Studio(name="funnel", kept=PICTURES_KEPT)


async def render(funnel: Funnel, language: Language) -> Picture | None:
    """Return the stages as a picture, drawn beside the event loop, or None where fonts lack glyphs for it."""
    from cogs.onboarding import funnel_picture  # noqa: PLC0415 - Pillow is loaded when the first one is asked for

    rows = tuple(_row(stage, language, funnel_picture.Row) for stage in funnel.stages)
    try:
        return await _studio.picture(rows, partial(funnel_picture.draw, rows))
    except Undrawable:
        return None


def _row(stage: Stage, language: Language, make: "type[Row]") -> "Row":
    figure = "–"
    if stage.share is not None:
        percent = say(language, "onboarding-funnel-percent", percent=round(100 * stage.share))
        figure = f"{stage.count:,} · {percent}"
    return make(stage_name(stage.name, language), stage.share, figure)


def _gallery(funnel: Funnel, language: Language) -> ui.MediaGallery[ui.LayoutView]:
    said: Sequence[str] = [
        say(language, "onboarding-funnel-alt-stage", stage=stage_name(stage.name, language), count=stage.count)
        for stage in funnel.stages
        if stage.share is not None
    ]
    comma = "、" if language is Language.JA else ", "
    alt = say(language, "onboarding-funnel-alt", joined=funnel.joined, stages=comma.join(said))
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{PICTURE_NAME}", description=cut(alt, ALT_LIMIT))
    return gallery


async def _origin_named(interaction: discord.Interaction[Bot], typed: str | None) -> tuple[str, Origin | None]:
    """Return the origin meant by a choice or a label, with what stands for it in a custom id.

    Of an unknown one nobody came: its figures are all 0.
    """
    if typed is None or typed == EVERYBODY:
        return EVERYBODY, None
    if typed in (PERSONAL, UNKNOWN):
        return typed, Origin(came=Came(typed))
    labels = await interaction.client.app.onboarding.funnels.labels(guild_id=guild_of(interaction).id)
    for invite_id, label in labels.items():
        if typed in (str(invite_id), label):
            return str(invite_id), Origin(came=Came.SOURCE, label=label)
    return "0", Origin(came=Came.SOURCE, label=typed)


def funnel_view(
    funnel: Funnel, period: Period, key: str, language: Language, *, picture: bool = False
) -> ui.LayoutView:
    head = [say(language, "onboarding-funnel-title"), _period_text(funnel, period, language)]
    if not funnel.joined:
        head.append(say(language, "onboarding-funnel-empty"))
        return layout_of(card("\n".join(head)))
    head.append(say(language, "onboarding-funnel-joined", count=funnel.joined))
    stages = [stage_text(stage, language) for stage in funnel.stages]
    rejoined = say(language, "onboarding-funnel-rejoined", count=funnel.rejoined) if funnel.rejoined else None
    origins = _origins_text(funnel, language) if funnel.origin is None else None
    return layout_of(
        card(
            "\n".join(head),
            _gallery(funnel, language) if picture else None,
            "\n".join(stages),
            rejoined,
            line() if origins else None,
            origins,
            line(),
            say(language, "onboarding-funnel-means"),
            row(FileButton(period.value, key, language=language)),
        )
    )


def _period_text(funnel: Funnel, period: Period, language: Language) -> str:
    said = say(
        language,
        "onboarding-funnel-period",
        period="all" if period.days is None else "days",
        days=period.days or 0,
    )
    if funnel.origin is None:
        return said
    origin = say(language, "onboarding-funnel-origin", origin=origin_name(funnel.origin, language))
    return f"{said}{'・' if language is Language.JA else ' · '}{origin}"


def stage_name(name: str, language: Language) -> str:
    """Return what a stage is called; a step of another feature brings its own words."""
    own = f"onboarding-funnel-{name}"
    if exists(own):
        return say(language, own)
    step = f"onboarding-step-{name}"
    return cut(say(language, step), STAGE_SHOWN) if exists(step) else name


def stage_text(stage: Stage, language: Language) -> str:
    """Return a stage: its bar, its figures, and below them what they mean."""
    name, own = stage_name(stage.name, language), f"onboarding-funnel-{stage.name}.means"
    means = say(language, own) if exists(own) else say(language, "onboarding-funnel-step-means")
    if stage.share is None:
        said = say(language, "onboarding-funnel-line-none", bar=bar(0), stage=name)
    else:
        step = ""
        if stage.step is not None and stage.name != "screened":
            step = say(language, "onboarding-funnel-step", percent=round(100 * stage.step))
        said = say(
            language,
            "onboarding-funnel-line-of" if stage.name in TAKES else "onboarding-funnel-line",
            bar=bar(stage.share),
            stage=name,
            count=stage.count,
            share=say(language, "onboarding-funnel-percent", percent=round(100 * stage.share)),
            step=step,
            **({"of": stage.of} if stage.name in TAKES else {}),
        )
    return f"{said}\n-# {means}"


def bar(share: float) -> str:
    """Return a bar of blocks, which are as wide as each other in every font; a share above 0 is never shown as none."""
    full = round(BLOCKS * share)
    if share > 0:
        full = max(1, full)
    return "█" * full + "░" * (BLOCKS - full)


def origin_name(origin: Origin, language: Language) -> str:
    if origin.label is not None:
        return plain(origin.label, LABEL_SHOWN)
    return say(language, f"onboarding-funnel-origin-{origin.came.value}")


def _origins_text(funnel: Funnel, language: Language) -> str:
    lines = [say(language, "onboarding-funnel-origins")]
    lines += [_origin_text(one, language) for one in funnel.origins[:ORIGINS_SHOWN]]
    if len(funnel.origins) > ORIGINS_SHOWN:
        lines.append(say(language, "onboarding-funnel-origins-more", count=len(funnel.origins) - ORIGINS_SHOWN))
    if any(one.origin.came is Came.UNKNOWN for one in funnel.origins):
        lines.append(say(language, "onboarding-funnel-unknown-note"))
    return "\n".join(lines)


def _origin_text(one: OriginLine, language: Language) -> str:
    posted = one.counts.get(Fact.POSTED.value, 0)
    return say(
        language,
        "onboarding-funnel-origin-line",
        origin=origin_name(one.origin, language),
        joined=one.joined,
        posted=posted,
        share=say(language, "onboarding-funnel-percent", percent=round(100 * posted / one.joined)),
        answered=one.counts.get(Fact.ANSWERED.value, 0),
    )


class FileButton(Button):
    """The figures as a file, as they are when it is pressed."""

    action = "onboarding:funnel-file"
    arguments = (str, str)
    label_id = "onboarding-funnel-button-file"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], period: str, key: str) -> None:
        await think(interaction)
        await admin_of(interaction)
        _, origin = await _origin_named(interaction, key)
        wanted = Period(period) if period in set(Period) else Period.MONTH
        found = await interaction.client.app.onboarding.funnels.funnel(
            guild_id=guild_of(interaction).id, period=wanted, origin=origin
        )
        said = say(language_of(interaction), "onboarding-funnel-file")
        await reply(interaction, said, files=[discord.File(BytesIO(table(found)), filename=FILE_NAME)])


ACTIONS = (FileButton,)
