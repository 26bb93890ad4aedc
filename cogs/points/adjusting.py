"""`/points adjust`: points given or taken by hand. For admins."""

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import say
from bot.points.errors import BotsHaveNone
from bot.points.model import POINTS_MAX, REASON_MAX
from bot.ui.actors import guild_of
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, text
from cogs.points.group import points
from cogs.points.here import admin_of


@points.command(name=text("points-command-adjust.name"), description=text("points-command-adjust"))
@app_commands.rename(
    member=text("points-option-member.name"),
    amount=text("points-option-amount.name"),
    reason=text("points-option-reason.name"),
)
@app_commands.describe(
    member=text("points-option-member"), amount=text("points-option-amount"), reason=text("points-option-reason")
)
async def points_adjust(
    interaction: discord.Interaction[Bot],
    member: discord.User,
    amount: app_commands.Range[int, -POINTS_MAX, POINTS_MAX],
    reason: app_commands.Range[str, 1, REASON_MAX],
) -> None:
    await admin_of(interaction)
    if member.bot:
        raise BotsHaveNone
    await think(interaction)
    standing = await interaction.client.app.points.adjusting.adjust(
        guild_id=guild_of(interaction).id,
        member_id=member.id,
        points=amount,
        reason=reason,
        by_id=interaction.user.id,
        request_id=interaction.id,
    )
    said = say(
        language_of(interaction),
        "points-adjusted" if amount > 0 else "points-adjusted-down",
        member=member.mention,
        points=abs(amount),
        total=standing.points,
    )
    await reply(interaction, said)
