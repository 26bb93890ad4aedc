"""Members' pictures for their cards: fetched when they are needed, within a moment, or left out."""

import asyncio
import logging
from collections import OrderedDict
from datetime import timedelta

import aiohttp
import discord

log = logging.getLogger(__name__)

WITHIN = timedelta(seconds=1.5)
SIZE = 256
"""Pixels a side."""
BYTES_MAX = 1_000_000
KEPT = 32


class Avatars:
    """The pictures that were used last. A new picture has a new address, so what is kept is never out of date."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def of(self, member: discord.Member) -> bytes | None:
        """Return a member's picture; None where they have none of their own, or Discord doesn't give it in time."""
        asset = member.guild_avatar or member.avatar
        if asset is None:
            return None
        asset = asset.replace(size=SIZE, format="png")
        picture = self._kept.get(asset.url) or await _fetched(asset)
        if picture is not None:
            self._kept[asset.url] = picture
            self._kept.move_to_end(asset.url)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return picture


async def _fetched(asset: discord.Asset) -> bytes | None:
    try:
        async with asyncio.timeout(WITHIN.total_seconds()):
            picture = await asset.read()
    except (TimeoutError, discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.info("a picture was not to be had: %s", type(error).__name__)
        return None
    return picture if len(picture) <= BYTES_MAX else None
