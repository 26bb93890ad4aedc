"""How Discord shows privacy."""

from bot.client import Bot
from cogs.privacy.cog import PrivacyCog


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(PrivacyCog(bot))
