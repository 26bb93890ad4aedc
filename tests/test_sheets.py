"""Files of spreadsheets: what Excel saves is read, what is written it opens."""

import pytest

from bot import sheets


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_japanese_is_read_however_excel_saved_it(encoding: str) -> None:
    assert sheets.read("名前,点\n亜紀,3\n".encode(encoding)) == [(1, ["名前", "点"]), (2, ["亜紀", "3"])]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_are_parted_by_whatever_the_first_line_has_most_of(separator: str) -> None:
    content = separator.join(["id", "name", "points"]) + "\n" + separator.join(["1", "a b", "2"])
    assert sheets.read(content.encode())[1] == (2, ["1", "a b", "2"])


def test_empty_lines_are_left_out_and_the_others_keep_their_numbers() -> None:
    assert sheets.read(b"a,b\n\n , \nc,d\n") == [(1, ["a", "b"]), (4, ["c", "d"])]


@pytest.mark.parametrize("content", [b"\x89PNG\x00\x00", b"\xff\xfe\x00", b"\x81\xff\xff"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(sheets.Unreadable):
        sheets.read(content)


def test_what_is_written_is_read_again() -> None:
    rows = [(1, "亜紀, “A”"), (2, "two\nlines")]
    written = sheets.write(["nr", "name"], rows)
    assert written.startswith("\ufeff".encode())
    assert [cells for _, cells in sheets.read(written)] == [["nr", "name"], ["1", "亜紀, “A”"], ["2", "two\nlines"]]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert sheets.harmless(cell) == f"'{cell}"
    assert sheets.harmless(f"a{cell}") == f"a{cell}"


def test_an_id_keeps_all_its_digits() -> None:
    assert sheets.id_cell(123456789012345678) == '="123456789012345678"'
    assert sheets.id_cell(None) == ""
