"""What admins make of the playbooks: versions, own ones, going back; each server for itself."""

import pytest

from bot.actor import Actor
from bot.i18n import Language
from bot.playbooks import builtin, errors
from bot.playbooks.model import OWN_MAX, Step
from tests.playbooks.desk import ADMIN, GUILD, MEMBER, MODERATOR, OTHER_GUILD, Desk

EN, JA = Language.EN, Language.JA
OTHER_ADMIN = Actor(id=9, guild_id=OTHER_GUILD, manages_server=True)


async def test_a_server_begins_with_what_is_built_in(desk: Desk) -> None:
    entries = await desk.app.playbooks.library.all(guild_id=GUILD, language=JA)
    assert [entry.key for entry in entries] == list(builtin.KEYS)
    assert all(entry.version == 0 and entry.built_in and entry.language is JA for entry in entries)


async def test_a_change_is_a_version_with_who_and_when_and_other_servers_keep_theirs(desk: Desk) -> None:
    library = desk.app.playbooks.library
    changed = await library.change(
        by=ADMIN, key="raid", language=EN, base=0, when="when it rains", steps=(Step(do="Call Ana", who="you"),)
    )
    assert (changed.version, changed.changed_by_id, changed.changed_at) == (1, ADMIN.id, desk.clock())
    assert changed.playbook.steps == (Step(do="Call Ana", who="you"),)
    assert changed.playbook.say == builtin.playbooks(EN)["raid"].say, "the rest stays as it was"

    assert (await library.get(guild_id=GUILD, key="raid", language=JA)).version == 0
    assert (await library.get(guild_id=OTHER_GUILD, key="raid", language=EN)).version == 0


async def test_what_somebody_else_has_changed_is_not_overwritten(desk: Desk) -> None:
    library = desk.app.playbooks.library
    await library.change(by=ADMIN, key="raid", language=EN, base=0, when="first")
    with pytest.raises(errors.PlaybookChanged):
        await library.change(by=ADMIN, key="raid", language=EN, base=0, when="second")
    assert (await library.get(guild_id=GUILD, key="raid", language=EN)).playbook.when == "first"
    assert (await library.change(by=ADMIN, key="raid", language=EN, base=1, when="third")).version == 2


async def test_going_back_to_the_built_in_text_and_again_to_a_version(desk: Desk) -> None:
    library = desk.app.playbooks.library
    await library.change(by=ADMIN, key="raid", language=EN, base=0, when="ours")
    back = await library.reset(by=ADMIN, key="raid", language=EN)
    assert back is not None and back.version == 0 and back.playbook == builtin.playbooks(EN)["raid"]
    with pytest.raises(errors.NothingToReset):
        await library.reset(by=ADMIN, key="raid", language=EN)

    history = await library.history(by=ADMIN, key="raid", language=EN)
    assert [(one.number, one.playbook is None) for one in history] == [(2, True), (1, False)]
    again = await library.bring_back(by=ADMIN, key="raid", language=EN, number=1)
    assert (again.version, again.playbook.when) == (3, "ours")
    with pytest.raises(errors.PlaybookNotFound):
        await library.bring_back(by=ADMIN, key="raid", language=EN, number=2)  # the built-in text is no version of ours
    number, entry = await library.base(guild_id=GUILD, key="raid", language=EN)
    assert number == 3 and entry.version == 3


async def test_an_own_playbook_in_one_language_is_shown_in_that_to_everybody(desk: Desk) -> None:
    library = desk.app.playbooks.library
    added = await library.add(by=ADMIN, language=JA, title="停電", when="停電のとき", steps=(Step(do="待つ"),))
    assert (added.key, added.version, added.built_in) == ("own-1", 1, False)

    read = await library.get(guild_id=GUILD, key="own-1", language=EN)
    assert (read.language, read.playbook.title) == (JA, "停電")
    assert (await library.named("停電", guild_id=GUILD, language=EN)).key == "own-1"

    translated = await library.change(by=ADMIN, key="own-1", language=EN, base=0, title="Blackout")
    assert translated.language is EN and translated.playbook.steps == (Step(do="待つ"),)
    assert (await library.get(guild_id=GUILD, key="own-1", language=JA)).playbook.title == "停電"
    with pytest.raises(errors.PlaybookNotFound):
        await library.get(guild_id=OTHER_GUILD, key="own-1", language=JA)


async def test_taking_an_own_playbook_away_leaves_its_versions_and_its_key_to_nobody(desk: Desk) -> None:
    library = desk.app.playbooks.library
    await library.add(by=ADMIN, language=EN, title="Blackout", when="dark", steps=(Step(do="wait"),))
    await library.change(by=ADMIN, key="own-1", language=JA, base=0, title="停電")

    assert await library.reset(by=ADMIN, key="own-1", language=EN) is None
    with pytest.raises(errors.PlaybookNotFound):
        await library.get(guild_id=GUILD, key="own-1", language=JA)
    assert len(await library.history(by=ADMIN, key="own-1", language=EN)) == 2
    next_one = await library.add(by=ADMIN, language=EN, title="Flood", when="wet", steps=(Step(do="swim"),))
    assert next_one.key == "own-2"


async def test_there_are_no_more_own_ones_than_menus_hold(desk: Desk) -> None:
    library = desk.app.playbooks.library
    for number in range(OWN_MAX):
        await library.add(by=ADMIN, language=EN, title=f"Mine {number}", when="x", steps=(Step(do="y"),))
    assert len(await library.all(guild_id=GUILD, language=EN)) == 25
    with pytest.raises(errors.TooManyOwn):
        await library.add(by=ADMIN, language=EN, title="Too many", when="x", steps=(Step(do="y"),))


@pytest.mark.parametrize("who", [MODERATOR, MEMBER])
async def test_only_admins_change_them(desk: Desk, who: Actor) -> None:
    library = desk.app.playbooks.library
    with pytest.raises(errors.AdminsOnly):
        await library.change(by=who, key="raid", language=EN, base=0, when="x")
    with pytest.raises(errors.AdminsOnly):
        await library.add(by=who, language=EN, title="x", when="x", steps=(Step(do="y"),))
    with pytest.raises(errors.AdminsOnly):
        await library.reset(by=who, key="raid", language=EN)
    with pytest.raises(errors.AdminsOnly):
        await library.history(by=who, key="raid", language=EN)
    with pytest.raises(errors.AdminsOnly):
        await library.bring_back(by=who, key="raid", language=EN, number=1)


async def test_another_servers_admin_reaches_nothing(desk: Desk) -> None:
    library = desk.app.playbooks.library
    await library.add(by=ADMIN, language=EN, title="Blackout", when="dark", steps=(Step(do="wait"),))
    with pytest.raises(errors.PlaybookNotFound):
        await library.change(by=OTHER_ADMIN, key="own-1", language=EN, base=1, when="x")
    with pytest.raises(errors.PlaybookNotFound):
        await library.reset(by=OTHER_ADMIN, key="own-1", language=EN)
    assert await library.history(by=OTHER_ADMIN, key="own-1", language=EN) == []


@pytest.mark.parametrize("typed", ["raid", "RAID", " Raid ", "荒らし"])
async def test_a_playbook_is_found_by_key_and_by_title_in_any_language(desk: Desk, typed: str) -> None:
    found = await desk.app.playbooks.library.named(typed, guild_id=GUILD, language=EN)
    assert (found.key, found.language) == ("raid", EN)


async def test_what_there_is_not_is_not_found(desk: Desk) -> None:
    with pytest.raises(errors.PlaybookNotFound):
        await desk.app.playbooks.library.named("fire drill", guild_id=GUILD, language=EN)
    with pytest.raises(errors.PlaybookNotFound):
        await desk.app.playbooks.library.get(guild_id=GUILD, key="own-7", language=EN)
