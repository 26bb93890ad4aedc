"""Reporting: the menus on messages and members, the form, and `/report` with what came of one's own reports."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.guidelines.model import Version
from bot.i18n import Language, say
from bot.moderation.model import Snapshot
from bot.reports.errors import MemberNeeded
from bot.reports.model import URGENT, WORDS_MAX, Chosen, Concern, State
from bot.reports.reporting import PER_PAGE
from bot.text import cut
from bot.ui.actions import Button, open_form
from bot.ui.actors import actor_of, guild_of
from bot.ui.giving_back import GivingBackForm, give_back
from bot.ui.layout import CALM, beside, card, layout_of, row
from bot.ui.pages import PageButton, page_buttons, pages_for, position
from bot.ui.replies import edit_in_place, reply, tell, think, think_in_place
from bot.ui.snapshots import snapshot_of
from bot.ui.texts import LABEL_LIMIT, OPTION_LABEL_LIMIT, label, language_of, text
from cogs.reports import cards
from cogs.reports.here import find_side

RULE = "rule-"
MENU_LIMIT = 25  # Discord's, of options

# The form -----------------------------------------------------------------------------------------------------------


class ReportForm(GivingBackForm):
    """What it is about, and words: on one message (`of_message` 1) or on a member (0), where words are needed."""

    action = "reports:form"
    arguments = (int, int)
    title_id = "reports-form-title"

    def __init__(
        self,
        draft_id: int,
        of_message: int,
        *,
        language: Language,
        version: Version | None = None,
        words: str = "",
    ) -> None:
        title = say(language, "reports-form-title" if of_message else "reports-form-title-member")
        super().__init__(draft_id, of_message, language=language, title=title)
        self.concern: ui.Select[Any] = ui.Select(
            custom_id="concern",
            placeholder=label(language, "reports-form-concern-menu", 150),
            options=_options(version, language),
            required=True,
        )
        self.words: ui.TextInput[Any] = ui.TextInput(
            custom_id="words",
            style=discord.TextStyle.paragraph,
            max_length=WORDS_MAX,
            required=not of_message,
            default=cut(words, WORDS_MAX) or None,
        )
        self._add("reports-form-concern", self.concern)
        self._add("reports-form-words" if of_message else "reports-form-words-member", self.words)

    def _add(self, message_id: str, component: ui.Item[Any]) -> None:
        self.add_item(
            ui.Label(
                text=label(self.language, message_id, LABEL_LIMIT),
                description=label(self.language, f"{message_id}.help", OPTION_LABEL_LIMIT),
                component=component,
            )
        )

    async def take(self, interaction: discord.Interaction[Bot], draft_id: int, _of_message: int) -> None:
        await think(interaction)
        bot, actor = interaction.client, await actor_of(interaction)
        chosen = _chosen(self.concern.values, self.words.value)
        about_id = await bot.app.reports.reporting.whom(by=actor, draft_id=draft_id)
        side = await find_side(bot, guild_of(interaction), about_id)
        filed = await bot.app.reports.reporting.submit(by=actor, draft_id=draft_id, chosen=chosen, side=side)
        said = cards.thanks_text(joined=filed.joined, again=filed.again, concern=chosen.concern, language=self.language)
        await reply(interaction, said)


def _options(version: Version | None, language: Language) -> list[discord.SelectOption]:
    """Return what can be chosen: the rules in force, what can't wait, then anything else."""
    urgent = [_option(concern, language) for concern in URGENT]
    ruled = [
        discord.SelectOption(
            value=f"{RULE}{rule.number}",
            label=label(
                language,
                "reports-concern-rule",
                OPTION_LABEL_LIMIT,
                number=rule.number,
                title=rule.wording(language).title,
            ),
        )
        for rule in (version.rules if version is not None else ())
    ]
    return [*ruled[: MENU_LIMIT - len(URGENT) - 1], *urgent, _option(Concern.OTHER, language)]


def _option(concern: Concern, language: Language) -> discord.SelectOption:
    named = f"reports-concern-{concern.value}"
    return discord.SelectOption(
        value=concern.value,
        label=label(language, named, OPTION_LABEL_LIMIT),
        description=label(language, f"{named}.help", OPTION_LABEL_LIMIT),
    )


def _chosen(values: list[str], words: str) -> Chosen:
    """Return what was chosen; whatever no menu of ours holds is something else."""
    value = values[0] if values else ""
    number = value.removeprefix(RULE)
    if value.startswith(RULE) and number.isascii() and number.isdigit() and len(number) <= 4:
        return Chosen(concern=Concern.RULE, rule_number=int(number), words=words)
    known = value if value in list(Concern) and value != Concern.RULE else Concern.OTHER
    return Chosen(concern=Concern(known), words=words)


async def _open(
    interaction: discord.Interaction[Bot], *, about_id: int | None, snapshot: Snapshot | None, words: str = ""
) -> None:
    """Note what is reported, and ask what it is about. It answers with a form, so nothing slow is done before."""
    bot, guild = interaction.client, guild_of(interaction)
    draft_id = await bot.app.reports.reporting.begin(
        by=await actor_of(interaction), about_id=about_id, snapshot=snapshot, bot_id=guild.me.id
    )
    version = await bot.app.guidelines.current(guild_id=guild.id)
    of_message = int(snapshot is not None)
    form = ReportForm(draft_id, of_message, language=language_of(interaction), version=version, words=words)
    await open_form(interaction, form)


async def report_message(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    """The menu on a message. What the bot or a webhook has posted is somebody's whom nobody names here."""
    for_somebody = message.webhook_id is not None or message.author.id == guild_of(interaction).me.id
    about_id = None if for_somebody else message.author.id
    await _open(interaction, about_id=about_id, snapshot=snapshot_of(message))


async def report_member(interaction: discord.Interaction[Bot], member: discord.Member | discord.User) -> None:
    """The menu on a person."""
    await _open(interaction, about_id=member.id, snapshot=None)


# One's own reports ---------------------------------------------------------------------------------------------------


async def mine_view(interaction: discord.Interaction[Bot], page: int) -> ui.LayoutView:
    """Return what reports are, and how one's own stand."""
    language, actor = language_of(interaction), await actor_of(interaction)
    page = max(1, page)
    reports, total = await interaction.client.app.reports.reporting.mine(by=actor, page=page)
    pieces: list[ui.Item[Any] | str | None] = [say(language, "reports-about")]
    pieces.append(say(language, "reports-mine-title", count=total))
    for report in reports:
        said = cards.mine_text(report, language)
        open_still = report.state is State.OPEN
        pieces.append(beside(said, AddWordsButton(report.id, language=language)) if open_still else said)
    pages = pages_for(total, PER_PAGE)
    page = min(page, pages)
    if pages > 1:
        pieces.append(position(page, pages, language))
    pieces.append(row(*page_buttons(MinePage, page=page, pages=pages, language=language)))
    return layout_of(card(*pieces, colour=CALM))


class MinePage(PageButton):
    action = "reports:mine"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await mine_view(interaction, page))


class AddWordsButton(Button):
    action = "reports:add"
    label_id = "reports-button-add"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await interaction.client.app.reports.reporting.check_addable(
            by=await actor_of(interaction), report_id=report_id
        )
        await open_form(interaction, AddWordsForm(report_id, language=language_of(interaction)))


class AddWordsForm(GivingBackForm):
    action = "reports:add-form"
    title_id = "reports-add-title"

    def __init__(self, report_id: int, *, language: Language) -> None:
        super().__init__(report_id, language=language)
        self.words: ui.TextInput[Any] = ui.TextInput(
            custom_id="words", style=discord.TextStyle.paragraph, max_length=WORDS_MAX, required=True
        )
        self.add_item(ui.Label(text=label(language, "reports-add-words", LABEL_LIMIT), component=self.words))

    async def take(self, interaction: discord.Interaction[Bot], report_id: int) -> None:
        await think(interaction)
        reporting, actor = interaction.client.app.reports.reporting, await actor_of(interaction)
        await reporting.add_words(by=actor, report_id=report_id, words=self.words.value)
        await tell(interaction, "reports-added")


ACTIONS = (ReportForm, MinePage, AddWordsButton, AddWordsForm)


class MemberReports(commands.Cog):
    """The command, the menus and the forms."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.menus: tuple[app_commands.ContextMenu, ...] = (
            app_commands.ContextMenu(name=text("reports-menu-message"), callback=report_message),
            app_commands.ContextMenu(name=text("reports-menu-member"), callback=report_member),
        )
        for menu in self.menus:
            menu.guild_only = True

    async def cog_load(self) -> None:
        self.bot.router.add(*ACTIONS)
        for menu in self.menus:
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        self.bot.router.remove(*ACTIONS)
        for menu in self.menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command(name=text("reports-command.name"), description=text("reports-command"))
    @app_commands.rename(member=text("reports-option-member.name"), words=text("reports-option-words.name"))
    @app_commands.describe(member=text("reports-option-member"), words=text("reports-option-words"))
    @app_commands.guild_only()
    async def report(
        self,
        interaction: discord.Interaction[Bot],
        member: discord.User | None = None,
        words: app_commands.Range[str, 1, WORDS_MAX] = "",
    ) -> None:
        if member is not None:
            await _open(interaction, about_id=member.id, snapshot=None, words=words)
            return
        await think(interaction)
        if words:
            await give_back(interaction, words, said=say(language_of(interaction), "form-given-back"))
            raise MemberNeeded
        await reply(interaction, view=await mine_view(interaction, 1))
