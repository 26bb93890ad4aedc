"""Moderation: cases, what is done in them, strikes and their ladder."""

from bot.client import Bot


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
