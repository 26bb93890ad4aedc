"""Evidence bundles: `/playbook evidence`, and the button on boards and cases. Files are given privately, not posted."""

from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.i18n import Language, say
from bot.playbooks.model import Bundle, File, PlaybookSettings
from bot.ui.actions import Button
from bot.ui.actors import actor_of, guild_of
from bot.ui.layout import beside, card, layout_of, line, row
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, moment, text
from cogs.playbooks.board import person
from cogs.playbooks.group import playbook

SHOWN = 8


@playbook.command(name=text("playbooks-command-evidence.name"), description=text("playbooks-command-evidence"))
@app_commands.rename(case=text("playbooks-option-case.name"))
@app_commands.describe(case=text("playbooks-option-case"))
async def playbook_evidence(interaction: discord.Interaction[Bot], case: app_commands.Range[int, 1, 2**31 - 1]) -> None:
    await think(interaction)
    found = await interaction.client.app.playbooks.escalating.case_numbered(case, by=await actor_of(interaction))
    await reply(interaction, view=await bundles_view(interaction, found.id))


async def bundles_view(interaction: discord.Interaction[Bot], case_id: int) -> ui.LayoutView:
    """Return a case's bundles, each to be had again, and the button that makes one."""
    app, language, actor = interaction.client.app, language_of(interaction), await actor_of(interaction)
    number, bundles = await app.playbooks.bundles.of_case(by=actor, case_id=case_id)
    settings = await app.settings.get(guild_of(interaction).id, PlaybookSettings)
    pieces: list[ui.Item[Any] | str | None] = [
        say(language, "playbooks-bundles-title", number=str(number)),
        say(language, "playbooks-bundles-help", days=settings.bundle_days),
        line(),
    ]
    now = app.clock()
    for bundle in bundles[:SHOWN]:
        said = f"{_line(bundle, language, kept=_is_kept(bundle, now))}\n-# `{bundle.sha256}`"
        if _is_kept(bundle, now):
            pieces.append(beside(said, FetchButton(bundle.id, language=language)))
        else:
            pieces.append(said)
    pieces.append(row(MakeButton(case_id, language=language)))
    return layout_of(card(*pieces))


def _is_kept(bundle: Bundle, now: Any) -> bool:
    return bundle.is_kept and bundle.expires_at > now


def _line(bundle: Bundle, language: Language, *, kept: bool) -> str:
    at, member = moment(bundle.made_at, "f"), person(bundle.made_by_id, language)
    if not kept:
        return say(language, "playbooks-bundles-line-over", at=at, member=member)
    size = max(1, round(bundle.size / 1000))
    until = moment(bundle.expires_at, "D")
    return say(language, "playbooks-bundles-line", at=at, member=member, size=size, until=until)


class EvidenceButton(Button):
    """A case's bundles, privately."""

    action = "playbooks:evidence"
    label_id = "playbooks-button-bundle"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        await reply(interaction, view=await bundles_view(interaction, case_id))


class MakeButton(Button):
    action = "playbooks:bundle-make"
    label_id = "playbooks-button-bundle-make"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        file = await interaction.client.app.playbooks.bundles.make(
            by=await actor_of(interaction), case_id=case_id, request_id=interaction.id
        )
        await _give(interaction, file)


class FetchButton(Button):
    action = "playbooks:bundle-fetch"
    label_id = "playbooks-button-bundle-fetch"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], bundle_id: int) -> None:
        await think(interaction)
        file = await interaction.client.app.playbooks.bundles.fetch(by=await actor_of(interaction), bundle_id=bundle_id)
        await _give(interaction, file)


async def _give(interaction: discord.Interaction[Bot], file: File) -> None:
    language = language_of(interaction)
    lines = [say(language, "playbooks-bundle-made"), f"`{file.bundle.sha256}`"]
    if file.bundle.left_out:
        lines.append(say(language, "playbooks-bundle-left-out", count=file.bundle.left_out))
    await reply(interaction, "\n".join(lines), files=[discord.File(BytesIO(file.content), filename=file.name)])


ACTIONS = (EvidenceButton, MakeButton, FetchButton)
