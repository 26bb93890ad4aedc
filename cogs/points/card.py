"""The rank card: who, which rank, how many points, and how far it is to the next rank.

Nothing here knows a language: captions and sentences come translated with the card.
"""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from bot.ui.drawing.studio import Picture, Studio, Undrawable

CARDS_KEPT = 32


class Style(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is written on a card besides names and figures, in the reader's language; an empty one is left out."""

    points: str
    """Above the points: “Points”."""
    progress: str = ""
    """Below the bar: “520 points to go”, “Highest rank”."""
    position: str = ""
    """Above the place on the board: “Position”."""
    season: str = ""
    """Above the season's points: “This season”."""
    season_place: str = ""
    """After the season's points: “3rd place”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    name: str
    rank: str | None
    next_rank: str | None
    points: int
    threshold: int
    """Where the present rank begins."""
    next_threshold: int | None
    """None at the top, and where there are no ranks."""
    position: int | None
    """None where the member is hidden from the board."""
    members: int
    """How many are on the board."""
    labels: Labels
    season_points: int | None = None
    avatar: bytes | None = None
    """Of any size and format; anything unusable becomes an initial. 256 pixels a side are plenty."""
    accent: int | None = None
    """The rank role's colour, 0xRRGGBB."""
    style: Style = Style.DARK

    @property
    def progress(self) -> float:
        """How far it is from this rank to the next, 0 to 1; 1 at the top."""
        if self.next_threshold is None:
            return 1.0
        whole = max(1, self.next_threshold - self.threshold)
        return min(1.0, max(0.0, (self.points - self.threshold) / whole))


def draw(card: Card) -> bytes:
    """Return the card as PNG. Raises Undrawable. Takes tens of milliseconds: on the event loop use `render`."""
    return _draw(card).png


def _draw(card: Card) -> Picture:
    from cogs.points import card_picture  # noqa: PLC0415 - Pillow is loaded when the first card is asked for

    return card_picture.draw(card)


_studio = Studio(name="rank-card", kept=CARDS_KEPT)


async def render(card: Card) -> Picture | None:
    """Return the card, drawn beside the event loop, or None where fonts lack glyphs for it."""
    try:
        return await _studio.picture(_key(card), partial(_draw, card))
    except Undrawable:
        return None


def _key(card: Card) -> Card:
    """Return the card with its avatar's digest for the avatar, which needn't be kept."""
    digest = hashlib.blake2b(card.avatar, digest_size=16).digest() if card.avatar else None
    return replace(card, avatar=digest)
