"""Colours of charts, from the palette of Okabe and Ito, which all kinds of colour vision tell apart.

A chart has a ground of its own, dark in Discord's light theme, too: its colours are the same for everybody. No meaning
is in colour alone; all is labelled.
"""

from typing import Final

from bot.ui.charts.model import Tone
from bot.ui.drawing.colours import BLACK, WHITE, Colour, contrast, mix

GROUND: Final[Colour] = (24, 25, 30)
TEXT: Final[Colour] = (244, 244, 246)
MUTED: Final = mix(GROUND, TEXT, 0.68)
TRACK: Final = mix(GROUND, TEXT, 0.12)
GRID: Final = mix(GROUND, TEXT, 0.28)
MARK: Final[Colour] = (240, 228, 66)
"""Okabe and Ito's yellow: the mean, the line of a trend."""

TONES: Final[dict[Tone, Colour]] = {
    Tone.PLAIN: (86, 180, 233),
    Tone.BEST: (230, 159, 0),
    Tone.PROMOTER: (86, 180, 233),
    Tone.PASSIVE: (132, 134, 142),
    Tone.DETRACTOR: (213, 94, 0),
}


def on(tone: Tone) -> Colour:
    """Return the colour to write on a tone with."""
    return max((WHITE, BLACK), key=lambda one: contrast(one, TONES[tone]))
