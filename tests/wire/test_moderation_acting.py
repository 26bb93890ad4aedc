"""kill -9 between telling and banning: the next process bans, tells nobody twice, and ends the ban on time."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.wire.conftest import StartBot
from tests.wire.server import Wire
from tests.wire.things import Member, Message

BAN_MEMBERS, MODERATE_MEMBERS = 1 << 2, 1 << 40
MINUTE_AGO = "2026-01-01 00:00:00.000000"


def as_if_later(path: Path, kind: str) -> None:
    """Let the process come back when the rows of a kind are due."""
    with closing(sqlite3.connect(path / "engawa.db")) as database:
        database.execute("UPDATE due_row SET due_at = ? WHERE kind = ?", (MINUTE_AGO, kind))
        database.commit()


def cases(path: Path) -> list[tuple[str, str, str, str]]:
    with closing(sqlite3.connect(path / "engawa.db")) as database:
        return database.execute("SELECT act, state, told, acted FROM moderation_case ORDER BY id").fetchall()


async def test_killed_between_the_letter_and_the_ban(wire: Wire, start_bot: StartBot, tmp_path: Path) -> None:
    guild = wire.world.add_guild()
    general = wire.world.add_channel(guild, "general")
    role = wire.world.add_role(guild, "Moderators", permissions=BAN_MEMBERS | MODERATE_MEMBERS)
    mika = wire.world.add_member(guild, "Mika", roles=[role])
    anna = wire.world.add_member(guild, "Anna")
    first = await (await start_bot()).ready()
    begun = wire.people.slash(mika, general, "mod ban", user=anna, duration="7 days", reason="Threats")
    preview = await wire.people.press(mika, await begun.reply(), "moderation:decide-preview").updated()
    gate = wire.faults.hold("PUT", "/guilds/*/bans/*")
    wire.people.press(mika, preview, "moderation:decide-do")
    await wire.changes.until(lambda: gate.waiting, "the ban being asked for")
    assert letters(wire, anna) and cases(tmp_path) == [("ban", "waiting", "done", "waiting")]

    await first.kill()
    wire.faults.clear()
    assert anna.id in guild.members
    as_if_later(tmp_path, "moderation:act")
    second = await (await start_bot()).ready()
    await wire.changes.until(lambda: anna.id in guild.bans, "the ban")

    assert len(letters(wire, anna)) == 1
    await second.kill()
    as_if_later(tmp_path, "moderation:act")
    with closing(sqlite3.connect(tmp_path / "engawa.db")) as database:
        database.execute("UPDATE moderation_case SET ends_at = ?", (MINUTE_AGO,))
        database.commit()
    as_if_later(tmp_path, "moderation:end")
    third = await (await start_bot()).ready()
    await wire.changes.until(lambda: anna.id not in guild.bans, "the end of the ban")
    assert len(letters(wire, anna)) == 1
    assert "Traceback" not in third.output


def letters(wire: Wire, member: Member) -> list[Message]:
    channel = wire.world.dm(member.user)
    return list(channel.messages.values())
