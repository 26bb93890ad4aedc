"""What `/about` says: written by admins, in each language they like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actor import Actor
from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Language
from bot.onboarding.store import abouts as store
from bot.text import clean

TEXT_MAX = 1000
"""Of each of the three texts: together with what else the card says they fit Discord's 4,000 characters."""


class AboutTooLong(UserError):
    """`limit`: of characters."""

    message = "onboarding-about-error-long"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutText:
    """What the community is for, in one language. A text may be empty."""

    purpose: str = ""
    benefits: str = ""
    hopes: str = ""

    def __bool__(self) -> bool:
        return bool(self.purpose or self.benefits or self.hopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    text: AboutText
    language: Language
    changed_at: datetime


class About:
    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def read(self, *, guild_id: int, language: Language) -> Written | None:
        """Return the text in `language`, or else in the one there is."""
        written = await self.all(guild_id=guild_id)
        return written.get(language) or next(iter(written.values()), None)

    async def all(self, *, guild_id: int) -> Mapping[Language, Written]:
        async with self._database.read() as connection:
            rows = await store.of_server(connection, guild_id=guild_id)
        return {Language(row.language): _written(row) for row in rows}

    async def write(self, text: AboutText, *, language: Language, by: Actor) -> AboutText:
        """Keep what an admin wrote; nothing written deletes it. Returns what is kept. Raises AboutTooLong."""
        kept = AboutText(purpose=clean(text.purpose), benefits=clean(text.benefits), hopes=clean(text.hopes))
        if max(len(kept.purpose), len(kept.benefits), len(kept.hopes)) > TEXT_MAX:
            raise AboutTooLong(limit=TEXT_MAX)
        async with self._database.write() as connection:
            if kept:
                values = {
                    "guild_id": by.guild_id,
                    "language": language.value,
                    "purpose": kept.purpose,
                    "benefits": kept.benefits,
                    "hopes": kept.hopes,
                    "changed_by_id": by.id,
                    "changed_at": self._clock(),
                }
                await store.put(connection, values)
            else:
                await store.remove(connection, guild_id=by.guild_id, language=language.value)
        return kept


def _written(row: Any) -> Written:
    return Written(
        text=AboutText(purpose=row.purpose, benefits=row.benefits, hopes=row.hopes),
        language=Language(row.language),
        changed_at=row.changed_at,
    )
