"""`/rules test`: what the filters would say to a text. It joins the command of the guidelines."""

import discord
from discord import app_commands

from bot.client import Bot
from bot.filters.model import Mode
from bot.filters.trying import Tried
from bot.i18n import Language, say
from bot.text import cut
from bot.ui.layout import CAREFUL, GOOD, card, layout_of
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, plain, text
from cogs.filters import wording
from cogs.filters.here import moderator_of

TEXT_MAX = 2_000
READ_MAX = 600


@app_commands.command(name=text("filters-command-test.name"), description=text("filters-command-test"))
@app_commands.rename(typed=text("filters-option-text.name"))
@app_commands.describe(typed=text("filters-option-text"))
async def rules_test(interaction: discord.Interaction[Bot], typed: app_commands.Range[str, 1, TEXT_MAX]) -> None:
    await think(interaction)
    actor = await moderator_of(interaction)
    tried = await interaction.client.app.filters.trying.test(typed, by=actor)
    said = tried_text(typed, tried, language_of(interaction))
    colour = CAREFUL if tried.found or tried.newcomers else GOOD
    await reply(interaction, view=layout_of(card(said, colour=colour)))


def tried_text(typed: str, tried: Tried, language: Language) -> str:
    """Return what every filter would say to a text, and how it is read."""
    lines = [say(language, "filters-test-title", text=plain(typed, 200))]
    for one in tried.found:
        happens = "off" if one.filter.mode is Mode.OFF else "dry" if one.filter.mode is Mode.DRY else "on"
        consequence = say(language, f"filters-would-{one.filter.consequence}")
        lines.append(
            say(
                language,
                f"filters-test-hit-{happens}",
                filter=plain(one.filter.name, 60),
                kind=wording.kind_of(one.filter.looks_for, language),
                found=plain(one.what, 60) if one.what else "–",
                consequence=consequence,
            )
        )
    lines += [say(language, "filters-test-newcomers", filter=plain(one.name, 60)) for one in tried.newcomers]
    if not tried.found and not tried.newcomers:
        lines.append(say(language, "filters-test-nothing"))
    if tried.untried:
        lines.append(say(language, "filters-test-untried", count=tried.untried))
    lines.append(say(language, "filters-test-read", text=plain(cut(tried.read_as, READ_MAX), READ_MAX)))
    return "\n".join(lines)


def join(bot: Bot) -> None:
    """Make it a subcommand of `/rules`, where that is loaded."""
    group = bot.tree.get_command("rules")
    if isinstance(group, app_commands.Group) and group.get_command(rules_test.name) is None:
        group.add_command(rules_test)
