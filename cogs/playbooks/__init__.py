"""How Discord shows playbooks, escalated cases and bundles of evidence."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
