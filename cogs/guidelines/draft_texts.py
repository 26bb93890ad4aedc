"""What the cards of a draft say of it, in words."""

import discord

from bot.client import Bot
from bot.guidelines.model import Difference, Draft, GuidelineSettings, Rule, Version
from bot.i18n import Language, say
from bot.ui.actors import guild_of, member_of
from bot.ui.texts import channel_text, moment
from cogs.guidelines.differing import summary
from cogs.guidelines.posting import may_post
from cogs.guidelines.wording import joined, listed, penalty_text, title_of

TITLE_LISTED = 100
"""Of a title with its escapes: twenty of them have to fit a card."""


async def main_language(interaction: discord.Interaction[Bot]) -> Language:
    """Return the language every rule has to be written in: that of the server's public posts."""
    return await interaction.client.public_language(guild_of(interaction))


def state_text(draft: Draft, language: Language) -> str:
    """Return whose draft it is, and how it differs from what is published."""
    version = draft.version
    by = f"<@{version.created_by_id}>" if version.created_by_id else say(language, "guidelines-former-member")
    begun = say(language, "guidelines-draft-begun", member=by, at=moment(version.changed_at))
    if draft.published is None:
        return joined([begun, say(language, "guidelines-draft-first")], language)
    if not draft.difference:
        return joined([begun, say(language, "guidelines-draft-same", number=str(draft.published.number))], language)
    return joined([begun, summary(draft.difference, language)], language)


def rule_line(rule: Rule, draft: Draft, language: Language) -> str:
    """Return a rule as the draft's card lists it."""
    mark = _mark(rule, draft.difference) if draft.published is not None else ""
    parts = [penalty_text(rule.penalty, language)]
    lacking = [one for one in Language if one not in rule.wordings]
    parts += [
        say(language, "guidelines-draft-lacking", language=say(language, f"guidelines-language-{one}"))
        for one in lacking
    ]
    said = f"**{rule.number}. {title_of(rule, language, limit=TITLE_LISTED)}**{mark}"
    return f"{said}\n-# {joined(parts, language)}"


def _mark(rule: Rule, difference: Difference) -> str:
    if rule.key in {added.key for added in difference.added}:
        return " 🆕"
    return " ✏️" if rule.key in {changed.new.key for changed in difference.changed} else ""


def lacking_text(version: Version, language: Language) -> str | None:
    """Return which rules are missing in which language."""
    lines = []
    for one in Language:
        numbers = [str(rule.number) for rule in version.rules if one not in rule.wordings]
        if numbers:
            named = say(language, f"guidelines-language-{one}")
            lines.append(say(language, "guidelines-publish-lacking", language=named, numbers=listed(numbers, language)))
    return "\n".join(lines) or None


async def place_text(interaction: discord.Interaction[Bot], language: Language) -> str:
    """Say where the rules are posted, or what keeps them from it."""
    guild = guild_of(interaction)
    settings = await interaction.client.app.settings.get(guild.id, GuidelineSettings)
    channel = guild.get_channel(settings.channel_id or 0)
    if channel is None:
        return f"-# {say(language, 'guidelines-publish-nowhere')}"
    named = channel_text(channel, member_of(interaction))
    if not may_post(guild, channel.id):
        return say(language, "guidelines-publish-closed", channel=named)
    return f"-# {say(language, 'guidelines-publish-where', channel=named)}"
