"""Files: reading the codes in one, and writing down who claimed what. Nothing here says a code in an error."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.perks import errors
from bot.perks.model import CODE_MAX, CODES_AT_ONCE, FILE_KB, Claim

ENCODINGS = ("utf-8-sig", "cp932")
"""What spreadsheets save: Excel in Japan writes Shift JIS unless it is told otherwise."""

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

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
    rows = _rows(_decoded(content))
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


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's “Unicode text”
        candidates: Sequence[str] = ("utf-16",)
    else:
        candidates = ENCODINGS
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:  # a picture, a workbook
            return text
    raise errors.CodeFileUnreadable


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that aren't empty, each with the line it stands on."""
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise errors.CodeFileUnreadable from None


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.lstrip().partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


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
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(CLAIM_COLUMNS)
    for claim in claims:
        decided_at = claim.decided_at
        writer.writerow(
            (
                claim.id,
                _harmless(claim.perk_name),
                # Fifteen digits are all a spreadsheet keeps of a number; in this form it is a text.
                f'="{claim.member_id}"' if claim.member_id is not None else "",
                claim.claimed_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
                claim.price,
                claim.state.value,
                _harmless(claim.code_ending or ""),
                decided_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if decided_at is not None else "",
                f'="{claim.decided_by_id}"' if claim.decided_by_id is not None else "",
                _harmless(claim.reason or ""),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
