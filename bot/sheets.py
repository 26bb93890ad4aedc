"""Files for and from spreadsheets: reading what Excel saves, in Japan too, and writing what it opens correctly.

Excel takes a file for UTF-8 only with a mark at its beginning, a cell that starts like a formula for one, and keeps
fifteen digits of a number, of which Discord's ids have more.
"""

import csv
import io
from collections.abc import Iterable, Sequence

ENCODINGS = ("utf-8-sig", "cp932")
"""What spreadsheets save: Excel in Japan writes Shift JIS unless it is told otherwise."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[int, list[str]]
"""The line a row ends on, and its cells."""


class Unreadable(Exception):
    """A picture, a workbook, an encoding nobody uses, or a quote that never ends."""


def read(content: bytes) -> list[Row]:
    """Return the rows that aren't empty; `,` `;` or tabs part the cells, whichever the first line has most of.

    Raises Unreadable.
    """
    return parse(decoded(content))


def decoded(content: bytes) -> str:
    """Return a file's text. Raises Unreadable."""
    # Excel's “Unicode text” begins with one of these.
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf_16 else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable


def parse(text: str) -> list[Row]:
    """The same for a text."""
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise Unreadable from None


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.lstrip().partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def write(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file that Excel opens correctly. What people wrote goes through `harmless`, ids through `id_cell`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def id_cell(discord_id: int | None) -> str:
    """Return an id as a text, all its digits kept; empty for none."""
    return "" if discord_id is None else f'="{discord_id}"'
