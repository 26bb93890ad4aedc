"""Colours on pictures: how well they can be read on each other (WCAG 2.2), and how to make them readable."""

from collections.abc import Iterable

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least for text."""
SHAPE_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: the least for what carries meaning without being text."""

_STEPS = 64


def from_int(value: int) -> Colour:
    """Return the colour of a number as Discord writes it, 0xRRGGBB."""
    return (value >> 16 & 255, value >> 8 & 255, value & 255)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, *, on: Iterable[Colour], least: float = TEXT_CONTRAST) -> Colour:
    """Return `colour`, as little lighter or darker as it takes to reach the contrast on all of `on`.

    Where nothing reaches it, black or white, whichever does better.
    """
    grounds = tuple(on)
    best = max((WHITE, BLACK), key=lambda end: _least_contrast(end, grounds))
    for step in range(_STEPS + 1):
        candidate = mix(colour, best, step / _STEPS)
        if _least_contrast(candidate, grounds) >= least:
            return candidate
    return best


def _least_contrast(colour: Colour, grounds: tuple[Colour, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)
