"""`/privacy show`: what is stored, why and for how long, table by table, as the tables themselves say."""

from collections.abc import Iterable, Sequence

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.privacy.catalogue import MemberTable, member_tables
from bot.privacy.model import Holding, PrivacySettings
from bot.ui.actors import guild_of
from bot.ui.layout import card, layout_of, line, row
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.privacy.group import privacy
from cogs.privacy.tables import erased_text, kept_lines

PAGE_LIMIT = 3_500
"""Characters of a page: a message has room for 4,000."""


async def show_view(interaction: discord.Interaction[Bot], page: int) -> ui.LayoutView:
    """Return a page of what is stored about whoever asks; the first one says it in short."""
    guild, language, app = guild_of(interaction), language_of(interaction), interaction.client.app
    holdings = await app.privacy.showing.holdings(guild_id=guild.id, member_id=interaction.user.id)
    pages = [await _overview(interaction, holdings), *feature_pages(holdings, language)]
    number = min(max(page, 1), len(pages))
    return layout_of(
        card(
            pages[number - 1],
            line(),
            f"-# {position(number, len(pages), language)}",
            row(*page_buttons(ShowPage, page=number, pages=len(pages), language=language)),
        )
    )


async def _overview(interaction: discord.Interaction[Bot], holdings: Sequence[Holding]) -> str:
    guild, language, app = guild_of(interaction), language_of(interaction), interaction.client.app
    settings = await app.settings.get(guild.id, PrivacySettings)
    out = app.privacy.optouts.is_out(guild_id=guild.id, member_id=interaction.user.id)
    rows = sum(holding.rows for holding in holdings)
    operator = (
        say(language, "privacy-show-operator", text=settings.operator_text)
        if settings.operator_text
        else say(language, "privacy-show-operator-none")
    )
    return "\n".join(
        (
            say(language, "privacy-show-title"),
            say(language, "privacy-show-intro"),
            say(language, "privacy-show-rows", rows=rows),
            "",
            say(language, "privacy-show-recording-off" if out else "privacy-show-recording-on"),
            say(language, "privacy-show-texts"),
            "",
            say(language, "privacy-show-rights"),
            "",
            say(language, "privacy-show-kept"),
            *kept_lines(language, "privacy-show-kept-entry"),
            "",
            operator,
            "",
            say(language, "privacy-show-backups", kept=app.privacy.backups_kept, days=app.privacy.backup_days),
        )
    )


def feature_pages(holdings: Iterable[Holding], language: Language) -> list[str]:
    """Return every table, by feature, on as many pages as it takes."""
    rows = {holding.table: holding.rows for holding in holdings}
    pages: list[list[str]] = [[]]
    room = PAGE_LIMIT
    for feature, entries in _by_feature().items():
        heading = say(language, "privacy-show-feature", feature=say(language, f"privacy-feature-{feature}"))
        for number, entry in enumerate(entries):
            said = _entry(entry, rows.get(entry.name, 0), language)
            block = said if number else f"{heading}\n{said}"
            if len(block) + 1 > room:
                block = said if block is said else block
                pages.append([])
                room = PAGE_LIMIT
            pages[-1].append(block)
            room -= len(block) + 1
    return ["\n".join(page) for page in pages]


def _by_feature() -> dict[str, list[MemberTable]]:
    found: dict[str, list[MemberTable]] = {}
    for entry in sorted(member_tables(), key=lambda entry: (entry.feature, entry.name)):
        found.setdefault(entry.feature, []).append(entry)
    return found


def _entry(entry: MemberTable, rows: int, language: Language) -> str:
    return say(
        language,
        "privacy-show-entry",
        what=say(language, entry.message_id),
        rows=rows,
        why=say(language, f"{entry.message_id}.why"),
        **{"how-long": say(language, f"{entry.message_id}.how-long")},
        erased=erased_text(entry, language),
    )


class ShowPage(PageButton):
    action = "privacy:page"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await show_view(interaction, page))


@privacy.command(name=text("privacy-command-show.name"), description=text("privacy-command-show"))
async def privacy_show(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await reply(interaction, view=await show_view(interaction, 1))


ACTIONS = (ShowPage,)
