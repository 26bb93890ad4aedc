"""Points taken over from another bot."""

import pytest

from bot.app import App
from bot.errors import UserError
from bot.points import errors, importing
from bot.points.importing import read
from bot.points.store import derived

GUILD = 1
ANA, BEN = 10**17 + 1, 10**17 + 2


def parsed(content: str) -> importing.File:
    return read(content.encode())


@pytest.mark.parametrize(
    "content",
    [
        f"user_id,points\n{ANA},100\n{BEN},50\n",
        f"{ANA},100\n{BEN},50",
        f"\ufeffUser ID;XP;Name\r\n{ANA};100;アナ\r\n{BEN};50;\r\n",
        f"name\tpoints\tid\nana\t100\t{ANA}\nben\t50\t{BEN}\n",
        f"ユーザーID,経験値\n{ANA},100.0\n\n{BEN},50\n",
        f'who,how much\n<@{ANA}>,100\n"=""{BEN}""",50',
        f"{BEN},50\n{ANA},60\n{ANA},40",
    ],
)
def test_files_of_many_bots_are_read(content: str) -> None:
    assert parsed(content).points == {ANA: 100, BEN: 50}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("", errors.ImportEmpty),
        ("\n \n", errors.ImportEmpty),
        ("hello", errors.NotAnImport),
        ("a,b\nc,d", errors.NotAnImport),
        (f"user_id,points\n{ANA},-5", errors.NotAnImport),
        (f"user_id,points\n{ANA},nan", errors.NotAnImport),
        ("user_id,points\n1.23457E+17,5", errors.RoundedIds),
        ("user_id,points\n" + "1,1\n" * importing.ROWS_MAX, errors.ImportTooLong),
    ],
)
def test_other_files_are_refused(content: str, refusal: type[UserError]) -> None:
    with pytest.raises(refusal):
        parsed(content)


def test_lines_that_make_no_sense_are_named() -> None:
    file = parsed(f"user_id,points\n{ANA},100\nnobody,7\n{BEN},many\n")
    assert [(faulty.line, faulty.text) for faulty in file.faulty] == [(3, "nobody,7"), (4, f"{BEN},many")]
    assert file.points == {ANA: 100}


async def points(app: App, member_id: int) -> int:
    async with app.database.read() as connection:
        found = await derived.standing(connection, guild_id=GUILD, member_id=member_id)
    return found.points if found else 0


async def test_a_file_is_taken_over_once(app: App) -> None:
    file = parsed(f"user_id,points\n{ANA},100\n{BEN},50\n")
    assert await app.points.importing.take_over(guild_id=GUILD, file=file) == 2
    reordered = parsed(f"{BEN};50\n{ANA};100\n")
    assert (await app.points.importing.preview(guild_id=GUILD, file=reordered)).new == 0
    assert await app.points.importing.take_over(guild_id=GUILD, file=reordered) == 0
    assert (await points(app, ANA), await points(app, BEN)) == (100, 50)


async def test_another_file_adds_and_says_so_before(app: App) -> None:
    await app.points.importing.take_over(guild_id=GUILD, file=parsed(f"{ANA},100"))
    more = parsed(f"{ANA},7\n{BEN},1")
    preview = await app.points.importing.preview(guild_id=GUILD, file=more)
    assert (preview.new, preview.with_others) == (2, 1)
    await app.points.importing.take_over(guild_id=GUILD, file=more)
    assert await points(app, ANA) == 107


async def test_an_import_can_be_undone_and_done_again(app: App) -> None:
    file = parsed(f"{ANA},100\n{BEN},50")
    for _ in range(2):
        assert await app.points.importing.take_over(guild_id=GUILD, file=file) == 2
        assert await points(app, ANA) == 100
        assert await app.points.importing.undo(guild_id=GUILD, source_id=file.source_id) == 2
        assert await points(app, ANA) == 0
        with pytest.raises(errors.NoImport):
            await app.points.importing.undo(guild_id=GUILD, source_id=file.source_id)
    assert (await app.points.recompute.compare()).count == 0


async def test_a_long_file_that_was_cut_off_goes_on(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    file = parsed("\n".join(f"{10**17 + number},{number + 1}" for number in range(8)))
    first = importing.File(source_id=file.source_id, points=dict(list(file.points.items())[:4]), faulty=())
    assert await app.points.importing.take_over(guild_id=GUILD, file=first) == 4
    assert await app.points.importing.take_over(guild_id=GUILD, file=file) == 4
    assert (await app.points.recompute.compare()).count == 0


async def test_servers_are_apart(app: App) -> None:
    file = parsed(f"{ANA},100")
    await app.points.importing.take_over(guild_id=2, file=file)
    assert (await app.points.importing.preview(guild_id=GUILD, file=file)).new == 1
