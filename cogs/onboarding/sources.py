"""`/onboarding source add|list|remove`: the admins' own links, by which they see where newcomers come from."""

import discord
from discord import app_commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.onboarding import invite_errors as errors
from bot.onboarding.inviting_model import LABEL_MAX, Invite, Source
from bot.text import cut
from bot.ui.actions import BIGGEST_ID, Button, CancelButton
from bot.ui.actors import admin_of, guild_of, member_of
from bot.ui.layout import GOOD, card, layout_of, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.roles import is_powerful, may_hand_out, trouble_with
from bot.ui.texts import CHOICE_LIMIT, language_of, plain, text
from cogs.onboarding import linking
from cogs.onboarding.group import onboarding

LISTED = 20
"""What fits a message, whatever the labels are."""

source = app_commands.Group(
    name=text("onboarding-command-source.name"), description=text("onboarding-command-source"), parent=onboarding
)


async def complete_source(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the sources whose links work."""
    await admin_of(interaction)
    listed = await interaction.client.app.onboarding.inviting.sources(guild_id=guild_of(interaction).id)
    return [
        app_commands.Choice(name=cut(label, CHOICE_LIMIT), value=f"#{one.invite.id}")
        for one in listed
        if one.invite.gone_at is None and typed.casefold() in (label := one.invite.label or "").casefold()
    ][:25]


@source.command(name=text("onboarding-command-source-add.name"), description=text("onboarding-command-source-add"))
@app_commands.rename(
    label=text("onboarding-option-label.name"),
    role=text("onboarding-option-role.name"),
    channel=text("onboarding-option-channel.name"),
)
@app_commands.describe(
    label=text("onboarding-option-label"),
    role=text("onboarding-option-role"),
    channel=text("onboarding-option-channel"),
)
async def source_add(
    interaction: discord.Interaction[Bot],
    label: app_commands.Range[str, 1, LABEL_MAX],
    role: discord.Role | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    await think(interaction)
    await admin_of(interaction)
    bot, member, language = interaction.client, member_of(interaction), language_of(interaction)
    inviting = bot.app.onboarding.inviting
    named = await inviting.check_label(guild_id=member.guild.id, label=label)
    if role is not None:
        _check_role(member, role)
    place = channel if channel is not None else await linking.place_for(bot, member.guild)
    shown = plain(named, LABEL_MAX)
    reason = say(
        await bot.public_language(member.guild), "onboarding-source-reason", label=named, member=str(member.id)
    )
    role_id = role.id if role else None
    code = await linking.make(bot, place, reason=cut(reason, 512), role_id=role_id)
    made = await inviting.note_source(
        guild_id=member.guild.id, channel_id=place.id, code=code, label=named, role_id=role_id, by_id=member.id
    )
    await reply(
        interaction,
        view=layout_of(
            card(
                say(language, "onboarding-source-added", label=shown),
                made.url,
                say(language, "onboarding-source-use", channel=place.mention),
                say(language, "onboarding-source-gives", role=role.mention) if role else None,
                colour=GOOD,
            )
        ),
    )


def _check_role(member: discord.Member, role: discord.Role) -> None:
    """Raise what keeps a link from giving a role: before Discord refuses it, and where it wouldn't."""
    trouble = trouble_with(member.guild, role.id)
    if trouble is not None:
        raise errors.RoleNotGiven(role=role.mention, trouble=trouble.value)
    if not may_hand_out(member, role):
        raise errors.RoleNotYours(role=role.mention)
    if is_powerful(role):
        raise errors.RolePowerful(role=role.mention)


@source.command(name=text("onboarding-command-source-list.name"), description=text("onboarding-command-source-list"))
async def source_list(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    await admin_of(interaction)
    guild, language = guild_of(interaction), language_of(interaction)
    listed = await interaction.client.app.onboarding.inviting.sources(guild_id=guild.id)
    if not listed:
        await reply(interaction, view=layout_of(card(say(language, "onboarding-source-empty"))))
        return
    lines = [_listed(one, language) for one in listed[:LISTED]]
    if len(listed) > LISTED:
        lines.append(say(language, "onboarding-source-more", count=len(listed) - LISTED))
    await reply(interaction, view=layout_of(card(say(language, "onboarding-source-title"), "\n".join(lines))))


def _listed(one: Source, language: Language) -> str:
    invite, label = one.invite, plain(one.invite.label or "", LABEL_MAX)
    if invite.gone_at is not None:
        said = say(language, "onboarding-source-line-gone", label=label, at=str(int(invite.gone_at.timestamp())))
    else:
        said = say(language, "onboarding-source-line", label=label, link=f"<{invite.url}>")
    facts = say(language, "onboarding-source-facts", came=one.came, uses=invite.uses, channel=f"<#{invite.channel_id}>")
    if invite.role_id is not None:
        facts += " " + say(language, "onboarding-source-facts-role", role=f"<@&{invite.role_id}>")
    return f"{said}\n{facts}"


@source.command(
    name=text("onboarding-command-source-remove.name"), description=text("onboarding-command-source-remove")
)
@app_commands.rename(which=text("onboarding-option-source.name"))
@app_commands.describe(which=text("onboarding-option-source"))
@app_commands.autocomplete(which=complete_source)
async def source_remove(interaction: discord.Interaction[Bot], which: app_commands.Range[str, 1, LABEL_MAX]) -> None:
    await think(interaction)
    await admin_of(interaction)
    found, language = await source_named(interaction, which), language_of(interaction)
    label = plain(found.label or "", LABEL_MAX)
    if found.gone_at is not None:
        said = say(language, "onboarding-source-removed-already", label=label)
        await reply(interaction, view=layout_of(card(said)))
        return
    asked = say(language, "onboarding-source-ask", label=label, link=found.url)
    buttons = row(RemoveButton(found.id, language=language), CancelButton(language=language))
    await reply(interaction, view=layout_of(card(asked, buttons)))


async def source_named(interaction: discord.Interaction[Bot], typed: str) -> Invite:
    """Return the source meant by a choice of our list or by its label. Raises SourceNotFound."""
    inviting, guild = interaction.client.app.onboarding.inviting, guild_of(interaction)
    number = typed[1:]
    if typed.startswith("#") and number.isascii() and number.isdigit() and int(number) <= BIGGEST_ID:
        return (await inviting.source(guild_id=guild.id, invite_id=int(number))).invite
    return (await inviting.source_named(guild_id=guild.id, label=typed)).invite


class RemoveButton(Button):
    action = "onboarding:source-remove"
    label_id = "onboarding-source-button-remove"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], invite_id: int) -> None:
        await think_in_place(interaction)
        await admin_of(interaction)
        bot, guild, language = interaction.client, guild_of(interaction), language_of(interaction)
        inviting = bot.app.onboarding.inviting
        invite = (await inviting.source(guild_id=guild.id, invite_id=invite_id)).invite
        if invite.gone_at is None:
            await _remove(bot, guild, invite, by_id=interaction.user.id)
        said = say(language, "onboarding-source-removed", label=plain(invite.label or "", LABEL_MAX))
        await show(interaction, layout_of(card(said)))


async def _remove(bot: Bot, guild: discord.Guild, invite: Invite, *, by_id: int) -> None:
    """Delete a source's invite. Raises MayNotRemove."""
    reason = say(
        await bot.public_language(guild),
        "onboarding-source-remove-reason",
        label=invite.label or "",
        member=str(by_id),
    )
    if not await linking.delete(bot, invite.code, reason=cut(reason, 512)):
        raise errors.MayNotRemove(channel=f"<#{invite.channel_id}>")
    await bot.app.onboarding.inviting.note_gone(guild_id=guild.id, codes=[invite.code])


ACTIONS = (RemoveButton,)
