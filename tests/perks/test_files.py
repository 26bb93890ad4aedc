"""Reading codes as people save them, and writing claims so that no spreadsheet spoils them."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import UserError
from bot.perks import errors
from bot.perks.files import read_codes, write_claims
from bot.perks.model import CODE_MAX, CODES_AT_ONCE, Claim, Gives, State


@pytest.mark.parametrize(
    "content",
    [
        b"AAA-1\nBBB-2\n",
        b"AAA-1\r\nBBB-2\r\n",
        b"\xef\xbb\xbfcode\r\nAAA-1\r\nBBB-2",
        b"Code\n\n\nAAA-1\n  \n , \nBBB-2\n\n",
        "コード\nAAA-1\nBBB-2\n".encode(),
        "番号,クーポン コード\n1,AAA-1\n2,BBB-2\n".encode("cp932"),
        b"id;Coupon Code;price\n1;AAA-1;3\n2;BBB-2;3\n",
        b"no\tgift_code\n1\tAAA-1\n2\tBBB-2\n",
        "code\nAAA-1\nBBB-2".encode("utf-16"),
        b'"AAA-1"\n"BBB-2"\n',
        b'="AAA-1"\n="BBB-2"\n',
        b"  AAA-1  \n\xe3\x80\x80BBB-2\n",
        b"AAA-1,\nBBB-2,\n",
    ],
)
def test_codes_are_found_however_they_were_saved(content: bytes) -> None:
    assert read_codes(content).codes == ("AAA-1", "BBB-2")


def test_leading_zeros_and_case_stay() -> None:
    assert read_codes(b"00123\naBc\nABC\n").codes == ("00123", "aBc", "ABC")


def test_repeated_codes_are_taken_once_and_counted() -> None:
    file = read_codes(b"A1\nA1\nB2\nA1\n")
    assert (file.codes, file.repeated) == (("A1", "B2"), 2)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", errors.CodeFileEmpty),
        (b"\xef\xbb\xbf\r\n \r\n", errors.CodeFileEmpty),
        (b"code\n\n", errors.CodeFileEmpty),
        (b"name,number\nAna,1\n", errors.CodeColumnMissing),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", errors.CodeFileUnreadable),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", errors.CodeFileUnreadable),
        (b"\xff\xfe\x00", errors.CodeFileUnreadable),
        (b"A1\n1.23457E+15\n", errors.CodesRounded),
        (b"A1\nB\x07\n", errors.CodeInvalid),
        (b"A1\n```B\n", errors.CodeInvalid),
        (b"A1\n" + b"B" * (CODE_MAX + 1), errors.CodeInvalid),
        (b'A1\n"B\n2"\n', errors.CodeInvalid),
        (b"\n".join(b"%06d" % number for number in range(CODES_AT_ONCE + 1)), errors.TooManyCodes),
        (b"x" * 1_100_000, errors.CodeFileTooLarge),
    ],
)
def test_what_is_no_file_of_codes(content: bytes, expected: type[UserError]) -> None:
    with pytest.raises(expected):
        read_codes(content)


def test_a_refused_file_names_the_line_and_never_the_code() -> None:
    with pytest.raises(errors.CodesRounded) as refused:
        read_codes(b"code\nSECRET-1\n\n9.87654E+12\n")
    assert refused.value.params == {"line": 4}
    assert "9.87" not in repr(refused.value) and "SECRET" not in repr(refused.value)


def test_a_file_says_nothing_of_its_codes_in_a_log() -> None:
    assert "SECRET" not in repr(read_codes(b"SECRET-1\n"))


def test_claims_are_written_for_excel_and_are_no_formulas() -> None:
    claim = Claim(
        id=3,
        guild_id=1,
        perk_id=1,
        perk_name="=HYPERLINK(1)",
        gives=Gives.STAFF,
        member_id=123456789012345678,
        price=10,
        claimed_at=datetime(2026, 5, 20, 20, tzinfo=UTC),
        state=State.REFUSED,
        decided_at=datetime(2026, 5, 21, 1, tzinfo=UTC),
        decided_by_id=None,
        reason="在庫切れ, すみません",
        queue_channel_id=None,
        queue_message_id=None,
        code_ending=None,
    )
    content = write_claims([claim], zone=ZoneInfo("Asia/Tokyo"))

    assert content.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert row["perk"] == "'=HYPERLINK(1)"
    assert row["member_id"] == '="123456789012345678"'
    assert (row["claimed_at"], row["decided_at"]) == ("2026-05-21 05:00", "2026-05-21 10:00")
    assert row["reason"] == "在庫切れ, すみません"
