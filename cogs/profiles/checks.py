"""What `/doctor` says of interests. Whether roles were deleted or stand above the bot's, it sees by itself."""

from collections.abc import Sequence

import discord

from bot.client import Bot
from bot.i18n import Language
from bot.operations.doctor import Finding, fine, problem
from bot.ui.roles import is_powerful


class Checks:
    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def __call__(self, reader: discord.Member, language: Language) -> Sequence[Finding]:
        """Return how the roles stand that are interests on the reader's server."""
        role_ids = await self.bot.app.profiles.interests.offered(reader.guild.id)
        roles = [role for role_id in sorted(role_ids) if (role := reader.guild.get_role(role_id)) is not None]
        powerful = [role.mention for role in roles if is_powerful(role)]
        if powerful:
            return [
                problem("profiles-doctor-powerful", roles=("、" if language is Language.JA else ", ").join(powerful))
            ]
        return [fine("profiles-doctor-interests", count=len(roles)) if roles else fine("profiles-doctor-none")]
