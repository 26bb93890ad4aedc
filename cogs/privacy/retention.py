"""`/privacy retention`: how long each kind of data is kept, what goes tonight, and doing it now. For admins."""

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.privacy.model import UnknownKind
from bot.privacy.retention import Kept
from bot.ui.actions import Button, CancelButton
from bot.ui.actors import admin_of, guild_of
from bot.ui.layout import BAD, beside, card, layout_of, line, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.privacy.group import privacy


@privacy.command(name=text("privacy-command-retention.name"), description=text("privacy-command-retention"))
async def privacy_retention(interaction: discord.Interaction[Bot]) -> None:
    await admin_of(interaction)
    await think(interaction)
    await reply(interaction, view=await retention_view(interaction))


async def retention_view(interaction: discord.Interaction[Bot], said: str | None = None) -> ui.LayoutView:
    """Return all kinds as they stand; `said` tells what was just done."""
    guild, language = guild_of(interaction), language_of(interaction)
    kinds = await interaction.client.app.privacy.retention.overview(guild_id=guild.id)
    return layout_of(
        card(
            f"{say(language, 'privacy-retention-title')}\n{say(language, 'privacy-retention-intro')}",
            *([said] if said else []),
            line(),
            *(_entry(kind, language) for kind in kinds),
        )
    )


def _entry(kind: Kept, language: Language) -> ui.Section[ui.LayoutView] | str:
    said = say(
        language,
        "privacy-retention-entry",
        kind=say(language, f"privacy-kind-{kind.name}"),
        limit=say(language, "privacy-retention-days", days=kind.days)
        if kind.days
        else say(language, "privacy-retention-ever"),
        due=say(language, "privacy-retention-due", rows=kind.due),
        last=say(language, "privacy-retention-last", rows=kind.last_rows, when=str(int(kind.last_at.timestamp())))
        if kind.last_at
        else say(language, "privacy-retention-never"),
    )
    return beside(said, PruneButton(kind.name, language=language)) if kind.due else said


class PruneButton(Button):
    """*Do it now*: asks first."""

    action = "privacy:prune"
    arguments = (str,)
    label_id = "privacy-retention-now"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], name: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        language, retention = language_of(interaction), interaction.client.app.privacy.retention
        kinds = await retention.overview(guild_id=guild_of(interaction).id)
        kind = next((kind for kind in kinds if kind.name == name), None)
        if kind is None:
            raise UnknownKind
        if not kind.due:
            await show(interaction, await retention_view(interaction, say(language, "privacy-retention-nothing")))
            return
        await show(
            interaction,
            layout_of(
                card(
                    say(language, "privacy-retention-sure", rows=kind.due),
                    say(language, f"privacy-kind-{kind.name}"),
                    row(PruneNowButton(name, language=language), CancelButton(language=language)),
                    colour=BAD,
                )
            ),
        )


class PruneNowButton(Button):
    action = "privacy:prune-now"
    arguments = (str,)
    label_id = "privacy-retention-sure-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], name: str) -> None:
        await admin_of(interaction)
        await think_in_place(interaction)
        language, retention = language_of(interaction), interaction.client.app.privacy.retention
        gone = await retention.run(guild_id=guild_of(interaction).id, names=[name])
        said = say(language, "privacy-retention-done", rows=sum(gone.values()))
        await show(interaction, await retention_view(interaction, said))


ACTIONS = (PruneButton, PruneNowButton)
