"""How Discord shows profiles: what members say about themselves, their interests, and how they like to be spoken to."""

from bot.client import Bot
from cogs.profiles import fields as _fields  # noqa: F401 - its commands join /profile
from cogs.profiles import preferences as _preferences  # noqa: F401
from cogs.profiles.cog import ProfileCog


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    await bot.add_cog(ProfileCog(bot))
