"""`/invite`: a member's own link, and what came of it. Private."""

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import Bot
from bot.i18n import Language, say
from bot.onboarding.invite_errors import InvitesOff
from bot.onboarding.inviting_model import Invite, Missing, Progress, Reason, Terms
from bot.onboarding.model import OnboardingSettings
from bot.operations.doctor import Finding, fine, problem, warning
from bot.ui.actors import member_of
from bot.ui.layout import card, layout_of, line
from bot.ui.replies import reply, think
from bot.ui.texts import language_of, plain, text
from cogs.onboarding import linking

NEARLY_TOO_MANY = 900
"""Of the 1,000 invites Discord lets a server have."""

_SHOWN: Sequence[Reason] = (Reason.REJOINED, Reason.LEFT, Reason.BANNED, Reason.EXPIRED)

_asking: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
"""By server and member: who asks twice at once gets one link."""


@app_commands.command(name=text("onboarding-command-invite.name"), description=text("onboarding-command-invite"))
@app_commands.guild_only()
async def invite(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    bot, member = interaction.client, member_of(interaction)
    settings = await bot.app.settings.get(member.guild.id, OnboardingSettings)
    if not settings.invites_allowed:
        raise InvitesOff
    own = await invite_of(bot, member)
    referring = bot.app.onboarding.referring
    view = invite_view(
        own,
        await referring.terms(guild_id=member.guild.id),
        await referring.progress(guild_id=member.guild.id, inviter_id=member.id),
        language_of(interaction),
    )
    await reply(interaction, view=view)


async def invite_of(bot: Bot, member: discord.Member) -> Invite:
    """Return a member's own invite, made now where there is none. Raises NoPlace, MayNotInvite or TooManyInvites."""
    guild, inviting = member.guild, bot.app.onboarding.inviting
    key = (guild.id, member.id)
    lock = _asking.setdefault(key, asyncio.Lock())
    async with lock:
        known = await inviting.personal(guild_id=guild.id, member_id=member.id)
        if known is not None and await linking.exists(bot, known.code):
            return known
        if known is not None:
            await inviting.note_gone(guild_id=guild.id, codes=[known.code])
        channel = await linking.place_for(bot, guild)
        reason = say(await bot.public_language(guild), "onboarding-invite-reason", member=str(member.id))
        code = await linking.make(bot, channel, reason=reason)
        return await inviting.note_personal(guild_id=guild.id, member_id=member.id, channel_id=channel.id, code=code)


def invite_view(own: Invite, terms: Terms, progress: Progress, language: Language) -> ui.LayoutView:
    return layout_of(
        card(
            say(language, "onboarding-invite-title"),
            say(language, "onboarding-invite-link", link=own.url),
            line(),
            _terms_text(terms, language),
            line(),
            "\n".join(_progress_lines(progress, terms, language)),
            say(language, "onboarding-invite-note"),
        )
    )


def _terms_text(terms: Terms, language: Language) -> str:
    if not terms.points:
        return say(language, "onboarding-invite-no-points")
    return say(
        language,
        "onboarding-invite-terms",
        points=terms.points,
        agree="yes" if terms.must_agree else "no",
        stay=terms.stay_days,
        active=terms.active_days,
    )


def _progress_lines(progress: Progress, terms: Terms, language: Language) -> list[str]:
    lines = [say(language, "onboarding-invite-came", count=progress.came)]
    if progress.rewarded:
        lines.append(say(language, "onboarding-invite-rewarded", count=progress.rewarded))
    days = {Missing.STAY: terms.stay_days, Missing.ACTIVITY: terms.active_days}
    for missing in (None, *Missing):
        count = progress.waiting.get(missing, 0)
        if count and terms.points:
            name = missing.value if missing else "ready"
            said = {"days": days[missing]} if missing in days else {}
            lines.append(say(language, f"onboarding-invite-waiting-{name}", count=count, **said))
    for reason in _SHOWN:
        if progress.refused.get(reason):
            lines.append(say(language, f"onboarding-invite-refused-{reason.value}", count=progress.refused[reason]))
    others = sum(count for reason, count in progress.refused.items() if reason not in _SHOWN)
    if others:
        lines.append(say(language, "onboarding-invite-refused-other", count=others))
    return lines


# For the check-up -------------------------------------------------------------------------------------------------


class InvitesCog(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.checks.append(self.check)

    async def cog_unload(self) -> None:
        self._bot.checks.remove(self.check)

    async def check(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        """Look whether invites can be made, and whether it can be seen who came by them."""
        guild = reader.guild
        role = plain(guild.self_role.name if guild.self_role else guild.me.display_name, 60)
        found = [*await self._making(guild, role), *await self._reading(guild, role, language)]
        alive = await self._bot.app.onboarding.inviting.count_alive(guild_id=guild.id)
        if alive >= NEARLY_TOO_MANY:
            found.append(warning("doctor-invites-many", count=alive))
        return found or [fine("doctor-invites-fine")]

    async def _making(self, guild: discord.Guild, role: str) -> list[Finding]:
        if not (await self._bot.app.settings.get(guild.id, OnboardingSettings)).invites_allowed:
            return []
        places = await linking.places(self._bot, guild)
        if not places:
            return [problem("doctor-invites-no-place")]
        if any(place.permissions_for(guild.me).create_instant_invite for place in places):
            return []
        return [problem("doctor-invites-create", channel=places[0].mention, role=role)]

    async def _reading(self, guild: discord.Guild, role: str, language: Language) -> list[Finding]:
        if guild.me.guild_permissions.manage_guild:
            return []
        used = {invite.channel_id for invite in await self._bot.app.onboarding.inviting.alive(guild_id=guild.id)}
        channels = [channel for channel_id in sorted(used) if (channel := guild.get_channel(channel_id))]
        dark = [one.mention for one in channels if not one.permissions_for(guild.me).manage_channels]
        comma = "、" if language is Language.JA else ", "
        return [warning("doctor-invites-read", channels=comma.join(dark[:10]), role=role)] if dark else []
