"""Numbers in kanji, where they count something of the calendar or the clock."""

import re

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_COUNTED = re.compile(
    r"(?P<before>第?)(?P<number>[〇零一二三四五六七八九十]+)(?=(?P<after>[年月日時分週半ヶヵケカか箇個]?))"
)


def with_digits(text: str) -> str:
    """Return a text with 12月24日 for 十二月二十四日; kanji that count nothing are left as they are."""
    return _COUNTED.sub(_digits, text)


def _digits(found: re.Match[str]) -> str:
    if not (found["before"] or found["after"]):
        return found[0]
    value = _value(found["number"])
    return found[0] if value is None else f"{found['before']}{value}"


def _value(written: str) -> int | None:
    """Return a number below a hundred with 十, or one written digit by digit; None for what is neither."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in written))
    if len(tens) > 1 or len(ones) > 1 or "十" in ones or tens in ("〇", "零") or ones in ("〇", "零"):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
