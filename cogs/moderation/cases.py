"""`/mod case`: one case with all that belongs to it, for moderators alone, and the buttons for what can be done."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation.cases import CHANGES_A_PAGE, File, to_try_again
from bot.moderation.lifting import LIFTABLE
from bot.moderation.model import Case, State
from bot.ui.actions import Button
from bot.ui.actors import actor_of
from bot.ui.layout import card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import reply, think
from bot.ui.texts import label, language_of, plain, text
from cogs.moderation import cards
from cogs.moderation.acting import perform_now
from cogs.moderation.group import mod
from cogs.moderation.here import CARD_ROOM, reply_whole, show_here, think_here
from cogs.moderation.wording import act_text

NUMBER_MAX = 10_000_000
WHOLE_EVIDENCE = 3_000


@mod.command(name=text("moderation-command-case.name"), description=text("moderation-command-case"))
@app_commands.rename(number=text("moderation-option-number.name"))
@app_commands.describe(number=text("moderation-option-number"))
async def mod_case(interaction: discord.Interaction[Bot], number: app_commands.Range[int, 1, NUMBER_MAX]) -> None:
    await think(interaction)
    found = await interaction.client.app.moderation.cases.numbered(number, by=await actor_of(interaction))
    await reply(interaction, view=await case_view(interaction, found.id))


@mod_case.autocomplete("number")
async def _complete(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[int]]:
    """Offer the latest cases, or the one whose number was typed."""
    language, actor = language_of(interaction), await actor_of(interaction)
    found = await interaction.client.app.moderation.searching.suggestions(str(typed), by=actor)
    return [app_commands.Choice(name=_choice_text(case, language), value=case.number) for case in found]


def _choice_text(case: Case, language: Language) -> str:
    """Return a case without whom it is about: a suggestion shows ids for mentions."""
    act = act_text(case.act, language, minutes=case.minutes)
    said = say(language, "moderation-case-title", number=str(case.number), act=act)
    return f"{said} · {case.created_at:%Y-%m-%d}"[:100]


# The page


async def case_view(interaction: discord.Interaction[Bot], case_id: int, *, said: str | None = None) -> ui.LayoutView:
    """Return a case's page in the reader's language; `said`: what has just happened. Raises ModeratorsOnly."""
    bot, language = interaction.client, language_of(interaction)
    file = await bot.app.moderation.cases.file(case_id, by=await actor_of(interaction))
    pieces: list[ui.Item[Any] | str | None] = [said] if said else []
    letter = await bot.app.moderation.doing.how_told(file.case)
    lines = [*cards.outline(file.case, file.rule, letter, language), *cards.background(file, language)]
    pieces.append("\n".join(lines))
    for more in (cards.evidence_lines(file.evidence, language), cards.change_lines(file, language)):
        if more:
            pieces += [line(), "\n".join(more)]
    pieces += [row(*each) for each in _buttons(bot, file, language) if each]
    return layout_of(card(*pieces, colour=cards.colour_of(file.case)))


async def show_case(interaction: discord.Interaction[Bot], case_id: int, *, said: str | None = None) -> None:
    await show_here(interaction, await case_view(interaction, case_id, said=said))


def _buttons(bot: Bot, file: File, language: Language) -> list[list[ui.Button[Any]]]:
    return [_wrong(file, language), _doing(bot, file, language), _looking(bot, file, language)]


def _wrong(file: File, language: Language) -> list[ui.Button[Any]]:
    """Return what can be done about what went wrong."""
    case = file.case
    if case.state not in (State.FAILED, State.PARTLY) or file.settled:
        return []
    found: list[ui.Button[Any]] = [SettleButton(case.id, language=language)]
    if to_try_again(case):
        found.insert(0, AgainButton(case.id, language=language))
    return found


def _doing(bot: Bot, file: File, language: Language) -> list[ui.Button[Any]]:
    case = file.case
    found = [
        make(case.id, language)
        for name in ("edit-case", "note-case", "lift-case", "escalate-case")
        if (make := bot.entrances.get(name)) is not None and (name != "lift-case" or _is_liftable(case))
    ]
    return list(found)


def _is_liftable(case: Case) -> bool:
    return case.act in LIFTABLE and case.state not in (State.LIFTED, State.FAILED)


def _looking(bot: Bot, file: File, language: Language) -> list[ui.Button[Any]]:
    case = file.case
    found: list[ui.Button[Any]] = []
    if case.member_id is not None and (make := bot.entrances.get("history")) is not None:
        found.append(make(case.member_id, language))
    if file.changes_total:
        said = label(language, "moderation-button-changes", count=file.changes_total)
        found.append(ChangesButton(case.id, language=language, label=said))
    if file.evidence and (len(file.evidence) > cards.EVIDENCE_SHOWN or _is_cut(file)):
        found.append(EvidenceButton(case.id, language=language))
    if len(plain(case.reason, 10_000)) > cards.REASON_SHOWN:
        found.append(ReasonButton(case.id, language=language))
    if (link := cards.link_to(case)) is not None:
        found.append(ui.Button(url=link, label=label(language, "moderation-button-message")))
    return found


def _is_cut(file: File) -> bool:
    return any(one.text is not None and len(plain(one.text, 10_000)) > cards.EXCERPT for one in file.evidence)


class CaseButton(Button):
    """Opens a case, beside what is there."""

    action = "moderation:case"
    label_id = "moderation-button-case"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        await reply(interaction, view=await case_view(interaction, case_id))


class LoggedButton(CaseButton):
    """The same on the post in the log's channel, which is known by it."""

    action = "moderation:logged"


class BackButton(CaseButton):
    """Goes back to the case's page from one of its lists."""

    action = "moderation:case-back"
    label_id = "moderation-button-back"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think_here(interaction)
        await show_case(interaction, case_id)


# What belongs to it


class ChangesButton(Button):
    action = "moderation:changes"
    label_id = "moderation-button-changes"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await _show_changes(interaction, 1, case_id)


class ChangesPage(PageButton):
    action = "moderation:changes-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, case_id: int) -> None:
        await _show_changes(interaction, page, case_id)


async def _show_changes(interaction: discord.Interaction[Bot], page: int, case_id: int) -> None:
    await think_here(interaction)
    language, actor = language_of(interaction), await actor_of(interaction)
    found = await interaction.client.app.moderation.cases.changes(case_id, by=actor, page=page)
    room = CARD_ROOM // (3 * CHANGES_A_PAGE)
    pieces: list[ui.Item[Any] | str | None] = [
        f"### {cards.title_text(found.case, language)}",
        *cards.change_texts(found.items, language, limit=room, why=room),
    ]
    if found.pages > 1:
        pieces.append(position(found.page, found.pages, language))
    turning = page_buttons(ChangesPage, case_id, page=found.page, pages=found.pages, language=language)
    pieces.append(row(*turning, BackButton(case_id, language=language)))
    await show_here(interaction, layout_of(card(*pieces)))


class EvidenceButton(Button):
    action = "moderation:evidence"
    label_id = "moderation-button-evidence"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await _show_evidence(interaction, 1, case_id)


class EvidencePage(PageButton):
    action = "moderation:evidence-page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, case_id: int) -> None:
        await _show_evidence(interaction, page, case_id)


async def _show_evidence(interaction: discord.Interaction[Bot], page: int, case_id: int) -> None:
    """Show one message as it was, whole."""
    await think_here(interaction)
    language = language_of(interaction)
    file = await interaction.client.app.moderation.cases.file(case_id, by=await actor_of(interaction))
    pages = pages_for(len(file.evidence), 1)
    number = min(max(1, page), pages)
    pieces: list[ui.Item[Any] | str | None] = [f"### {cards.title_text(file.case, language)}"]
    if file.evidence:
        one = file.evidence[number - 1]
        pieces.append(cards.evidence_text(one, language, limit=WHOLE_EVIDENCE))
        until = f"-# {say(language, 'moderation-evidence-until', at=discord.utils.format_dt(one.expires_at, 'D'))}"
        pieces.append(until if one.text is not None else None)
    if pages > 1:
        pieces.append(position(number, pages, language))
    turning = page_buttons(EvidencePage, case_id, page=number, pages=pages, language=language)
    pieces.append(row(*turning, BackButton(case_id, language=language)))
    await show_here(interaction, layout_of(card(*pieces)))


class ReasonButton(Button):
    action = "moderation:reason"
    label_id = "moderation-button-reason"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        found = await interaction.client.app.moderation.cases.get(case_id, by=await actor_of(interaction))
        await reply_whole(interaction, found.reason, file_name=f"case-{found.number}-reason.txt")


# What went wrong


class AgainButton(Button):
    action = "moderation:again"
    label_id = "moderation-button-again"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think_here(interaction)
        bot = interaction.client
        found = await bot.app.moderation.cases.try_again(case_id, by=await actor_of(interaction))
        after = await perform_now(bot, found)
        said = say(language_of(interaction), "moderation-tried-again", state=after.state.value)
        await show_case(interaction, case_id, said=said)


class SettleButton(Button):
    action = "moderation:settle"
    label_id = "moderation-button-settle"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think_here(interaction)
        actor = await actor_of(interaction)
        await interaction.client.app.queue.done(by=actor, kind="case", subject_id=case_id)
        await show_case(interaction, case_id, said=say(language_of(interaction), "moderation-settled"))


ACTIONS = (
    CaseButton,
    LoggedButton,
    BackButton,
    ChangesButton,
    ChangesPage,
    EvidenceButton,
    EvidencePage,
    ReasonButton,
    AgainButton,
    SettleButton,
)


def case_entrance(case_id: int, language: Language) -> Button:
    return CaseButton(case_id, language=language)
