"""A list of attendants from a file: whatever a spreadsheet saves, and whatever somebody else sends."""

import asyncio

import pytest

from bot import sheets
from bot.app import App
from bot.due import due_row
from bot.events import errors, rules
from bot.events.importing import (
    FILE_KB,
    PEOPLE_MAX,
    STAGED_FOR,
    Entry,
    Matching,
    Person,
    match,
    names_to_search,
    read_entries,
)
from bot.events.model import Attended
from bot.events.tables import event_attendance_import
from tests.events.hall import ANNA, BEN, COHOST, GUILD, HOST, MIKA, START, Hall
from tests.support.clock import MovableClock

ID = 234567890123456789


@pytest.fixture
def hall(app: App, clock: MovableClock) -> Hall:
    clock.now = START
    return Hall(app=app, clock=clock)


def found(entries: list[Entry]) -> list[tuple[int | None, tuple[str, ...]]]:
    return [(entry.member_id, entry.names) for entry in entries]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_names_are_read_in_every_encoding_spreadsheets_save(encoding: str) -> None:
    content = "名前,部署\n亜紀,営業\nＡＮＮＡ,\n\n亜紀,営業\n".encode(encoding)
    assert found(read_entries(content)) == [(None, ("亜紀",)), (None, ("anna",))]


def test_one_column_needs_no_title() -> None:
    content = f"anna\n@Ben\n<@{ID}>\n{ID + 1}\nmika#1234\n".encode()
    assert found(read_entries(content)) == [
        (None, ("anna",)),
        (None, ("ben",)),
        (ID, ()),
        (ID + 1, ()),
        (None, ("mika",)),
    ]


def test_our_own_file_comes_back_with_those_who_were_there_only() -> None:
    rows = [
        (sheets.id_cell(ID), sheets.harmless("=anna"), "yes"),
        (sheets.id_cell(ID + 1), "ben", "no"),
    ]
    assert found(read_entries(sheets.write(("member_id", "name", "there"), rows))) == [(ID, ("=anna",))]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"x" * (FILE_KB * 1024 + 1), errors.ListTooLarge),
        (b"", errors.ListEmpty),
        (b"name\n\n,\n", errors.ListEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", errors.ListUnreadable),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", errors.ListUnreadable),
        (b'name\n"never ends' + b"x" * 140_000, errors.ListUnreadable),
        (b"anna,ben\nmika,ito\n", errors.ListColumnMissing),
        (b"id\n2.34568E+17\n", errors.ListIdsRounded),
        ("\n".join(f"member {n}" for n in range(PEOPLE_MAX + 1)).encode(), errors.ListTooLong),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(content: bytes, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        read_entries(content)


def test_formulas_control_characters_and_long_cells_are_only_names() -> None:
    content = 'name\n"=HYPERLINK(""http://x"")"\n"a\x07b\u202ec"\n' + "z" * 90_000 + "\n"
    entries = read_entries(content.encode())
    assert [entry.names[0] for entry in entries[:2]] == ['=hyperlink("http://x")', "abc"]
    assert all(len(entry.shown) <= 100 and len(entry.names[0]) <= 100 for entry in entries)


def test_who_is_meant_is_told_by_id_then_user_name_then_a_name_only_one_has() -> None:
    people = [
        Person(id=1, names=("anna", "Tea Lover")),
        Person(id=2, names=("ben", "anna")),
        Person(id=3, names=("mika", "Tea Lover")),
        Person(id=4, names=("ito", "伊藤")),
    ]
    entries = [
        Entry(member_id=2, names=("nobody",), shown="2"),
        Entry(member_id=None, names=("anna",), shown="Anna"),  # a user name goes before somebody's nickname
        Entry(member_id=None, names=("tea lover",), shown="Tea Lover"),
        Entry(member_id=None, names=("伊藤",), shown="伊藤"),
        Entry(member_id=9, names=(), shown="9"),
        Entry(member_id=None, names=("stranger",), shown="Stranger"),
    ]
    assert match(entries, people) == Matching(
        member_ids=(2, 1, 4), ambiguous=("Tea Lover",), unmatched=("9", "Stranger")
    )
    assert names_to_search(entries, people) == ["stranger"]


# Staged -----------------------------------------------------------------------------------------------------------


async def staged(hall: Hall, occurrence_id: int, *member_ids: int) -> int:
    matching = Matching(member_ids=member_ids)
    return (await hall.app.events.importing.stage(matching, by=HOST, occurrence_id=occurrence_id)).id


async def test_nobody_counts_before_the_host_says_yes_and_everybody_once(hall: Hall) -> None:
    lists, occurrence_id = hall.app.events.importing, await hall.occurrence(room=None)
    await hall.app.events.attendance.tick(by=HOST, occurrence_id=occurrence_id, member_ids=[ANNA.id])
    matching = Matching(member_ids=(ANNA.id, BEN.id))
    shown = await lists.stage(matching, by=HOST, occurrence_id=occurrence_id)
    assert shown.new == 1 and list(await hall.outcomes(occurrence_id)) == [ANNA.id]

    assert await lists.add(by=COHOST, import_id=shown.id) == (occurrence_id, (ANNA.id, BEN.id))
    with pytest.raises(errors.ListOutdated):
        await lists.add(by=HOST, import_id=shown.id)
    await hall.over(occurrence_id)
    assert await hall.outcomes(occurrence_id) == {ANNA.id: Attended.ATTENDED, BEN.id: Attended.ATTENDED}


async def test_a_list_waits_for_an_hour_and_only_for_who_runs_the_event(hall: Hall) -> None:
    lists, occurrence_id = hall.app.events.importing, await hall.occurrence()
    first, second = await staged(hall, occurrence_id, ANNA.id), await staged(hall, occurrence_id, BEN.id)
    for act in (lists.add, lists.drop):
        with pytest.raises(errors.NotTheHost):
            await act(by=MIKA, import_id=first)
    await lists.drop(by=HOST, import_id=second)
    assert await hall.rows(event_attendance_import) == 1
    async with hall.app.database.read() as connection:
        rows = (await connection.execute(due_row.select().where(due_row.c.kind == rules.FORGET_LIST))).all()
    assert {row.due_at for row in rows} == {START + STAGED_FOR}
    await lists.forget(guild_id=GUILD, import_id=first)
    assert await hall.rows(event_attendance_import) == 0
    with pytest.raises(errors.ListOutdated):
        await lists.add(by=HOST, import_id=first)


async def test_two_say_yes_at_once(hall: Hall) -> None:
    lists, occurrence_id = hall.app.events.importing, await hall.occurrence()
    import_id = await staged(hall, occurrence_id, ANNA.id)
    done = await asyncio.gather(*(lists.add(by=HOST, import_id=import_id) for _ in range(2)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["ListOutdated", "tuple"]
