"""Evidence: kept as it was, for its time, and longer while something open rests on it."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App
from bot.engine import AsyncConnection
from bot.moderation.model import Attachment, Evidence, ModerationSettings, Snapshot
from tests.support.clock import MovableClock

GUILD, OTHER_GUILD, ADMIN = 1, 2, 9


def snapshot(message_id: int = 501, text: str = "out of order", *, author_id: int = 101) -> Snapshot:
    return Snapshot(
        author_id=author_id,
        channel_id=77,
        message_id=message_id,
        written_at=datetime(2026, 1, 1, tzinfo=UTC),
        text=text,
        attachments=(Attachment(name="map.png", size=12, content_type="image/png"),),
    )


async def kept(app: App, evidence: Evidence) -> Evidence:
    found = await app.moderation.evidence.get(guild_id=evidence.guild_id, evidence_id=evidence.id)
    assert found is not None
    return found


async def test_a_message_is_kept_as_it_was_with_the_names_of_its_files(app: App, clock: MovableClock) -> None:
    evidence = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot())

    assert evidence.text == "out of order" and evidence.attachments[0].name == "map.png"
    assert evidence.expires_at - clock() == timedelta(days=90)
    assert await kept(app, evidence) == evidence


async def test_the_same_words_are_kept_once_and_edited_ones_beside_them(app: App) -> None:
    first = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot())
    again = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot())
    edited = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot(text="never said that"))

    assert first.id == again.id != edited.id
    assert (await kept(app, first)).text == "out of order"


async def test_another_server_has_its_own(app: App) -> None:
    here = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot())
    there = await app.moderation.evidence.keep(guild_id=OTHER_GUILD, snapshot=snapshot())

    assert here.id != there.id
    assert await app.moderation.evidence.get(guild_id=OTHER_GUILD, evidence_id=here.id) is None


async def test_words_go_when_their_time_is_over_and_the_row_stays(app: App, clock: MovableClock) -> None:
    evidence = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot())
    clock.advance(days=89)
    assert (await app.privacy.retention.run(guild_id=GUILD, names=["evidence"]))["evidence"] == 0
    clock.advance(days=1)

    gone = await app.privacy.retention.run(guild_id=GUILD, names=["evidence"])

    emptied = await kept(app, evidence)
    assert gone["evidence"] == 1
    assert (emptied.text, emptied.author_id, emptied.attachments) == (None, None, ())


async def test_a_shorter_time_counts_for_what_is_kept_already(app: App, clock: MovableClock) -> None:
    evidence = await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot())
    clock.advance(days=8)
    await app.settings.change(GUILD, ModerationSettings, {"evidence_days": 7}, by=ADMIN)

    shown = {kind.name: kind for kind in await app.privacy.retention.overview(guild_id=GUILD)}["evidence"]
    await app.privacy.retention.run(guild_id=GUILD)

    assert (shown.days, shown.due) == (7, 1)
    assert (await kept(app, evidence)).text is None


@pytest.mark.parametrize("many", [1, 3])
async def test_what_something_open_rests_on_waits(
    app: App, clock: MovableClock, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.moderation.evidence.AT_ONCE", 2)
    rows = [await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot(600 + n)) for n in range(many)]
    open_ids = {rows[0].id}

    async def still_open(connection: AsyncConnection, guild_id: int, ids: Sequence[int]) -> Collection[int]:
        assert guild_id == GUILD
        return open_ids.intersection(ids)

    app.moderation.evidence.holders.append(still_open)
    clock.advance(days=91)

    assert (await app.privacy.retention.run(guild_id=GUILD, names=["evidence"]))["evidence"] == many - 1
    assert (await kept(app, rows[0])).text == "out of order"
    open_ids.clear()
    assert (await app.privacy.retention.run(guild_id=GUILD, names=["evidence"]))["evidence"] == 1
    assert (await kept(app, rows[0])).text is None


async def test_the_author_is_given_their_words_and_nobody_elses(app: App) -> None:
    await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot(text="mine"))
    await app.moderation.evidence.keep(guild_id=GUILD, snapshot=snapshot(502, "theirs", author_id=102))

    async with app.database.write() as connection:
        await app.moderation.evidence.forget_in(connection, guild_id=GUILD, member_id=101)
        left = await app.moderation.evidence.keep_in(
            connection, guild_id=GUILD, snapshot=snapshot(502, "theirs", author_id=102)
        )

    assert left.id == 2, "another's words are still there"
    forgotten = await app.moderation.evidence.get(guild_id=GUILD, evidence_id=1)
    assert forgotten is not None and forgotten.text is None
