"""`/privacy delete`: says exactly what becomes of everything, asks twice, and erases."""

from collections.abc import Iterable, Mapping

import discord
from discord import ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.privacy.model import Outlook
from bot.ui.actions import Button, ButtonOutdated, CancelButton
from bot.ui.actors import guild_of
from bot.ui.layout import BAD, card, layout_of, line, note, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.privacy.group import privacy
from cogs.privacy.tables import kept_lines, named

KINDS_SHOWN = 14
"""Of what is deleted, and of what stays without a name: a message has its limits, `/privacy show` has none."""


@privacy.command(name=text("privacy-command-delete.name"), description=text("privacy-command-delete"))
async def privacy_delete(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    app, guild, language = interaction.client.app, guild_of(interaction), language_of(interaction)
    await app.privacy.erasing.check(guild_id=guild.id, member_id=interaction.user.id)
    outlook = await app.privacy.showing.outlook(guild_id=guild.id, member_id=interaction.user.id)
    anonymous = await app.questions.privacy.has_anonymous(guild_id=guild.id, member_id=interaction.user.id)
    out = app.privacy.optouts.is_out(guild_id=guild.id, member_id=interaction.user.id)
    await reply(
        interaction, view=_outlook_view(outlook, language, anonymous=anonymous, days=app.privacy.backup_days, out=out)
    )


def _outlook_view(outlook: Outlook, language: Language, *, anonymous: bool, days: int, out: bool) -> ui.LayoutView:
    parts = [
        "\n".join((say(language, "privacy-delete-deleted"), *_kinds(outlook.deleted, language)))
        if outlook.deleted
        else "",
        "\n".join((say(language, "privacy-delete-forgotten"), *_kinds(outlook.forgotten, language)))
        if outlook.forgotten
        else "",
        "\n".join((say(language, "privacy-delete-kept"), *kept_lines(language, "privacy-delete-kept-entry"))),
        say(language, "privacy-delete-anonymous") if anonymous else "",
        say(language, "privacy-delete-ranks")
        if "point_member" in outlook.deleted or "onboarding_arrival" in outlook.forgotten
        else "",
        say(language, "privacy-delete-discord"),
        say(language, "privacy-delete-final", days=days),
    ]
    nothing = "" if outlook.rows or anonymous else say(language, "privacy-delete-nothing")
    return layout_of(
        card(
            say(language, "privacy-delete-title"),
            line(),
            nothing or "\n\n".join(part for part in parts if part),
            line(),
            row(
                DeleteButton(0, language=language),
                *([] if out else [DeleteButton(1, language=language)]),
                CancelButton(language=language),
            ),
            colour=BAD,
        )
    )


def _kinds(rows: Mapping[str, int], language: Language) -> Iterable[str]:
    """Say how many rows of which tables, most first."""
    tables = sorted(rows, key=lambda table: (-rows[table], table))
    for table in tables[:KINDS_SHOWN]:
        yield say(language, "privacy-delete-entry", what=say(language, named(table).message_id), rows=rows[table])
    if len(tables) > KINDS_SHOWN:
        yield say(language, "privacy-delete-more", count=len(tables) - KINDS_SHOWN)


class DeleteButton(Button):
    """The first yes; the argument says whether nothing is to be recorded afterwards."""

    action = "privacy:delete"
    label_id = "privacy-delete-yes"
    look = discord.ButtonStyle.danger

    def __init__(self, optout: int, *, language: Language) -> None:
        label = say(language, "privacy-delete-yes-optout") if optout else None
        super().__init__(optout, language=language, label=label)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], optout: int) -> None:
        if optout not in (0, 1):
            raise ButtonOutdated
        await think_in_place(interaction)
        app, guild, language = interaction.client.app, guild_of(interaction), language_of(interaction)
        await app.privacy.erasing.check(guild_id=guild.id, member_id=interaction.user.id)
        outlook = await app.privacy.showing.outlook(guild_id=guild.id, member_id=interaction.user.id)
        await show(
            interaction,
            layout_of(
                card(
                    say(language, "privacy-delete-sure", rows=outlook.rows),
                    say(language, "privacy-delete-sure-optout") if optout else None,
                    row(EraseButton(optout, language=language), CancelButton(language=language)),
                    colour=BAD,
                )
            ),
        )


class EraseButton(Button):
    """The second yes. Pressed twice, the second finds nothing any more."""

    action = "privacy:erase"
    label_id = "privacy-delete-sure-yes"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], optout: int) -> None:
        if optout not in (0, 1):
            raise ButtonOutdated
        await think_in_place(interaction)
        app, guild, language = interaction.client.app, guild_of(interaction), language_of(interaction)
        privacy_, ids = app.privacy, {"guild_id": guild.id, "member_id": interaction.user.id}
        await privacy_.erasing.check(**ids)
        if optout:
            await privacy_.optouts.leave(**ids)
        erased = await privacy_.erasing.erase(**ids)
        out = privacy_.optouts.is_out(**ids)
        said = (
            say(language, "privacy-delete-done", rows=erased.rows, days=privacy_.backup_days),
            say(language, "privacy-delete-done-optout" if out else "privacy-delete-done-recording"),
        )
        await show(interaction, note("\n".join(said)))


ACTIONS = (DeleteButton, EraseButton)
