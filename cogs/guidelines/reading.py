"""`/rules show`, the private pages of the rules, and *I agree* on the last of them."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.guidelines.errors import RuleNotFound
from bot.guidelines.model import RULES_MAX, Reading
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import GOOD, card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import CHOICE_LIMIT, language_of, moment, text
from cogs.guidelines.differing import SeeChangesButton
from cogs.guidelines.group import rules
from cogs.guidelines.wording import packed, penalty_text, rule_text, version_line


def page_view(reading: Reading, language: Language, *, page: int = 1, note: str | None = None) -> ui.LayoutView:
    """Return a page of the rules in force, for one reader; `note`: what has to be said first."""
    version = reading.version
    pages = packed([rule_text(rule, language) for rule in version.rules])
    page = min(max(1, page), len(pages))
    heading = f"## {say(language, 'guidelines-title')}\n{version_line(version, language)}"
    if note is None and page == 1 and not reading.up_to_date and reading.agreement is not None:
        note = say(language, "guidelines-read-changed", number=str(reading.agreement.version_number))
    last = page == len(pages)
    buttons: list[ui.Item[Any]] = list(
        page_buttons(ReadPageButton, version.number, page=page, pages=len(pages), language=language)
    )
    if last and not reading.agreed_to_this:
        buttons.append(AgreeButton(version.number, language=language))
    if reading.agreement is not None and not reading.agreed_to_this:
        buttons.append(SeeChangesButton(reading.agreement.version_number, version.number, language=language))
    footer = f"-# {_state(reading, language, page=page, pages=len(pages))}"
    return layout_of(card(heading, note, *pages[page - 1], line(), footer, row(*buttons)))


def _state(reading: Reading, language: Language, *, page: int, pages: int) -> str:
    """Return what the reader has agreed to, or how they can."""
    agreement = reading.agreement
    if agreement is not None and reading.up_to_date:
        name = "guidelines-read-agreed" if reading.agreed_to_this else "guidelines-read-agreed-before"
        return say(language, name, number=str(agreement.version_number), at=moment(agreement.agreed_at, "D"))
    if page < pages:
        return say(language, "guidelines-read-on", page=page, pages=pages)
    return say(language, "guidelines-read-agree")


async def open_pages(interaction: discord.Interaction[Bot]) -> None:
    """Show somebody the rules privately, in their language. Raises NoRules."""
    await think(interaction)
    reading = await interaction.client.app.guidelines.reader.read(by=await actor_of(interaction))
    await reply(interaction, view=page_view(reading, language_of(interaction)))


class GuidelinesButton(Button):
    """*Read and agree*: the door to the rules, on messages for all."""

    action = "guidelines:open"
    arguments = ()
    label_id = "guidelines-button-open"
    look = discord.ButtonStyle.primary
    symbol = "📜"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await open_pages(interaction)


class OwnLanguageButton(Button):
    """*Read in my language*, beside the posted rules: named in both languages, for those who can't read the one."""

    action = "guidelines:own-language"
    arguments = ()
    label_id = "guidelines-button-own-language"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot]) -> None:
        await open_pages(interaction)


class ReadPageButton(PageButton):
    """*Back* and *Next* in the private pages; the second argument is the version that is being read."""

    action = "guidelines:page"
    arguments = (int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, number: int) -> None:
        await think_in_place(interaction)
        reading = await interaction.client.app.guidelines.reader.read(by=await actor_of(interaction))
        language = language_of(interaction)
        if reading.version.number != number:
            await show(interaction, page_view(reading, language, note=say(language, "guidelines-read-newer")))
            return
        await show(interaction, page_view(reading, language, page=page))


class AgreeButton(Button):
    """*I agree*, to the version whose pages it is on."""

    action = "guidelines:agree"
    label_id = "guidelines-button-agree"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], number: int) -> None:
        await think_in_place(interaction)
        actor, language, guidelines = (
            await actor_of(interaction),
            language_of(interaction),
            interaction.client.app.guidelines,
        )
        agreed = await guidelines.reader.agree(by=actor, number=number)
        if agreed.outdated:
            await show(interaction, page_view(agreed.reading, language, note=say(language, "guidelines-read-newer")))
            return
        agreement = agreed.reading.agreement
        assert agreement is not None
        said = say(language, "guidelines-agreed", number=str(number), at=moment(agreement.agreed_at, "f"))
        role_id = await guidelines.member_role.role_id(guild_id=actor.guild_id)
        if role_id is not None and role_id not in actor.role_ids:
            pending = member_of(interaction).pending
            said += "\n" + say(language, "guidelines-agreed-role", role=f"<@&{role_id}>", pending=str(pending).lower())
        said += "\n" + say(language, "guidelines-agreed-next")
        await show(interaction, layout_of(card(said, colour=GOOD)))


async def complete_rule(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[int]]:
    """Suggest rules by number or title."""
    current = await interaction.client.app.guidelines.current(guild_id=guild_of(interaction).id)
    language, wanted = language_of(interaction), str(typed).strip().casefold()
    names = {rule.number: f"{rule.number}. {rule.wording(language).title}" for rule in current.rules} if current else {}
    return [
        app_commands.Choice(name=cut(name, CHOICE_LIMIT), value=number)
        for number, name in names.items()
        if wanted in name.casefold()
    ]


@rules.command(name=text("guidelines-command-show.name"), description=text("guidelines-command-show"))
@app_commands.rename(number=text("guidelines-option-number.name"))
@app_commands.describe(number=text("guidelines-option-number"))
@app_commands.autocomplete(number=complete_rule)
async def rules_show(
    interaction: discord.Interaction[Bot], number: app_commands.Range[int, 1, RULES_MAX] | None = None
) -> None:
    if number is None:
        await open_pages(interaction)
        return
    await think(interaction)
    actor, language = await actor_of(interaction), language_of(interaction)
    version = (await interaction.client.app.guidelines.reader.read(by=actor)).version
    rule = version.rule(number)
    if rule is None:
        raise RuleNotFound(number=str(number))
    footer = version_line(version, language)
    if actor.moderates or actor.manages_server:
        footer += f"\n-# {say(language, 'guidelines-penalty-line', penalty=penalty_text(rule.penalty, language))}"
    await reply(interaction, view=layout_of(card(rule_text(rule, language), line(), footer)))


ACTIONS = (GuidelinesButton, OwnLanguageButton, ReadPageButton, AgreeButton)
