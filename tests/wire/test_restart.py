"""kill -9 and a new process on the same database: for the people nothing is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.wire.community import add_community, ask, card_in, cards_in, choose_forum
from tests.wire.conftest import StartBot
from tests.wire.server import Wire


async def test_after_kill_9_buttons_and_forms_work_and_posts_made_meanwhile_are_adopted(
    wire: Wire, start_bot: StartBot
) -> None:
    community = add_community(wire)
    anna, ben = community.anna, community.ben
    first = await (await start_bot()).ready()
    await choose_forum(wire, community)
    asked = await ask(wire, anna, community.general, "How fine do I grind?", details="For a V60")
    still_open = wire.people.slash(anna, community.general, "ask", title="How hot should the water be?")
    await still_open.modal()

    await first.kill()
    by_hand = wire.people.create_forum_post(ben, community.forum, "豆の保存方法は？", "冷凍庫ですか？")
    second = await (await start_bot()).ready()

    claimed = wire.people.press(ben, await card_in(wire, asked), "questions:claim")
    await claimed.answered()
    await wire.changes.until(lambda: ben.mention in asked.starter.text, "Ben's name on the card")
    submitted = await wire.people.submit_modal(still_open)
    await submitted.reply()
    await card_in(wire, by_hand)

    names = sorted(thread.name for thread in community.guild.threads.values())
    assert names == sorted(["How fine do I grind?", "How hot should the water be?", "豆の保存方法は？"])
    assert [len(cards_in(thread)) for thread in community.guild.threads.values()] == [1, 1, 1]
    assert "Traceback" not in second.output


async def test_a_process_killed_while_it_was_answering_leaves_no_half_question(
    wire: Wire, start_bot: StartBot, tmp_path: Path
) -> None:
    community = add_community(wire)
    first = await (await start_bot()).ready()
    await choose_forum(wire, community)
    gate = wire.faults.hold("PATCH", "/channels/*/messages/*")
    opened = wire.people.slash(community.anna, community.general, "ask", title="How fine do I grind?")
    await wire.people.submit_modal(opened)
    await wire.changes.until(lambda: gate.waiting, "the card being drawn")

    await first.kill()
    wire.faults.clear()
    with closing(sqlite3.connect(tmp_path / "engawa.db")) as database:  # as if the process had come back a minute later
        database.execute("UPDATE due_row SET due_at = '2026-01-01 00:00:00.000000'")
        database.commit()
    second = await (await start_bot()).ready()

    [thread] = community.guild.threads.values()
    await card_in(wire, thread)
    assert len(cards_in(thread)) == 1
    assert "Traceback" not in second.output
