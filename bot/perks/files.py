"""Files: reading the codes in one, and writing down who claimed what. Nothing here says a code in an error."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import sheets
from bot.perks import errors
from bot.perks.model import CODE_MAX, CODES_AT_ONCE, FILE_KB, Claim

COLUMN_NAMES = frozenset(
    {
        *("code", "codes", "coupon", "couponcode", "voucher", "vouchercode", "giftcode", "promocode", "serial", "key"),
        *("コード", "クーポン", "クーポンコード", "ギフトコード", "シリアルコード", "シリアル番号", "引換コード"),
    }
)

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_NO_CODE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]|```")
"""What can't be copied from a message: control and direction marks, and the fence around the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesFile:
    codes: tuple[str, ...]
    repeated: int
    """How often a code stood there again."""

    def __repr__(self) -> str:
        return f"CodesFile({len(self.codes)} codes)"


def read_codes(content: bytes) -> CodesFile:
    """Read a file with one column, or with several of which one is named as the codes'; empty lines don't matter.

    Raises CodeFileTooLarge, CodeFileUnreadable, CodeFileEmpty, CodeColumnMissing, CodesRounded, CodeInvalid or
    TooManyCodes.
    """
    if len(content) > FILE_KB * 1024:
        raise errors.CodeFileTooLarge(limit=FILE_KB)
    rows = _rows(content)
    if not rows:
        raise errors.CodeFileEmpty
    column, start = _column(rows[0][1])
    codes = [_code(row, column, number) for number, row in rows[start:]]
    given = [code for code in codes if code]
    if not given:
        raise errors.CodeFileEmpty
    unique = tuple(dict.fromkeys(given))
    if len(unique) > CODES_AT_ONCE:
        raise errors.TooManyCodes(limit=CODES_AT_ONCE)
    return CodesFile(codes=unique, repeated=len(given) - len(unique))


def _rows(content: bytes) -> list[sheets.Row]:
    try:
        return sheets.read(content)
    except sheets.Unreadable:
        raise errors.CodeFileUnreadable from None


def _column(first: Sequence[str]) -> tuple[int, int]:
    """Return which column has the codes, and on which row they begin."""
    names = [re.sub(r"[\s_-]", "", cell).casefold() for cell in first]
    named = next((index for index, name in enumerate(names) if name in COLUMN_NAMES), None)
    if named is not None:
        return named, 1
    # Codes of one column may end in a comma each, as an empty second column does.
    if sum(1 for cell in first if cell.strip()) > 1:
        raise errors.CodeColumnMissing
    return next(index for index, cell in enumerate(first) if cell.strip()), 0


def _code(row: Sequence[str], column: int, line: int) -> str:
    if len(row) <= column:
        return ""
    code = row[column].strip()
    formula = _AS_FORMULA.fullmatch(code)  # how one keeps Excel from dropping leading zeros
    if formula is not None:
        code = formula[1].strip()
    if _ROUNDED.fullmatch(code):
        raise errors.CodesRounded(line=line)
    if len(code) > CODE_MAX or _NO_CODE.search(code):
        raise errors.CodeInvalid(line=line, limit=CODE_MAX)
    return code


# Writing

CLAIM_COLUMNS = (
    *("claim", "perk", "member_id", "claimed_at", "price", "state", "code_ending", "decided_at", "decided_by_id"),
    "reason",
)


def write_claims(claims: Iterable[Claim], *, zone: ZoneInfo) -> bytes:
    """Return claims as a CSV file that Excel opens correctly, times in the server's zone. Codes aren't in it."""
    return sheets.write(CLAIM_COLUMNS, (_claim_row(claim, zone) for claim in claims))


def _claim_row(claim: Claim, zone: ZoneInfo) -> Sequence[object]:
    return (
        claim.id,
        sheets.harmless(claim.perk_name),
        sheets.id_cell(claim.member_id),
        _time(claim.claimed_at, zone),
        claim.price,
        claim.state.value,
        sheets.harmless(claim.code_ending or ""),
        _time(claim.decided_at, zone) if claim.decided_at is not None else "",
        sheets.id_cell(claim.decided_by_id),
        sheets.harmless(claim.reason or ""),
    )


def _time(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
