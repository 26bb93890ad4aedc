"""What is too old goes, and exactly what was announced."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import ColumnElement, func, insert, select

from bot.activity.privacy import add_to_totals, total_of
from bot.activity.tables import activity_day, activity_total
from bot.app import App
from bot.due import State, due_row
from bot.engine import AsyncConnection
from bot.events.model import OccurrenceState
from bot.events.store import occurrences
from bot.events.tables import event_attendance_import, event_checkin_try, event_presence
from bot.moderation.tables import moderation_evidence, moderation_purge
from bot.onboarding.tables import onboarding_arrival
from bot.privacy.erasing import ENDS_BY_ITSELF
from bot.privacy.model import PrivacySettings, UnknownKind, Why
from bot.privacy.tables import privacy_erasure
from bot.problems.tables import problem
from bot.questions.tables import question_unseal
from bot.settings.tables import setting_change
from tests.events.gathering import published
from tests.privacy.everything import Filler
from tests.privacy.test_erasing import ANNA, BERT, ELSEWHERE, HERE
from tests.support.clock import MovableClock

CARLA = 830000000000000003
DORA = 840000000000000004


async def put(app: App, table: Any, *rows: dict[str, Any]) -> None:
    async with app.database.write() as connection:
        for row in rows:
            await connection.execute(insert(table).values(**row))


async def count(app: App, table: Any, *conditions: Any) -> int:
    async with app.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0)


def day_row(day: date, member_id: int = ANNA, *, guild_id: int = HERE, **values: int) -> dict[str, Any]:
    return dict.fromkeys((column.name for column in activity_day.c), 0) | {
        "guild_id": guild_id,
        "member_id": member_id,
        "day": day,
        **values,
    }


async def overview(app: App) -> dict[str, int]:
    return {kind.name: kind.due for kind in await app.privacy.retention.overview(guild_id=HERE)}


async def furnish(app: App, clock: MovableClock) -> dict[str, int]:
    """Put something old and something young of each kind on two servers; returns how much is old here."""
    now = clock()
    old = timedelta(days=3_000)
    today = now.date()
    await app.settings.change(HERE, PrivacySettings, {"leavers_days": 90}, by=None)
    await put(
        app,
        activity_day,
        *(day_row(today - timedelta(days=number), messages=2) for number in (0, 399, 400, 402, 500)),
        day_row(today - timedelta(days=500), BERT, messages=3, replies=1),
        day_row(today - timedelta(days=500), guild_id=ELSEWHERE, messages=7),
    )
    finished = {"payload": {}, "due_at": now, "attempts": 1, "guild_id": HERE, "kind": "test:kind"}
    await put(
        app,
        due_row,
        {**finished, "subject_id": 1, "state": State.DONE, "finished_at": now - timedelta(days=31)},
        {**finished, "subject_id": 2, "state": State.DONE, "finished_at": now - timedelta(days=29)},
        {**finished, "subject_id": 3, "state": State.GIVEN_UP, "finished_at": now - timedelta(days=100)},
        {**finished, "subject_id": 4, "state": State.GIVEN_UP, "finished_at": now - timedelta(days=181)},
        {**finished, "subject_id": 5, "state": State.OPEN, "due_at": now - old},
        {**finished, "subject_id": 6, "state": State.DONE, "finished_at": now - old, "guild_id": ELSEWHERE},
    )
    change = {"guild_id": HERE, "section": "a", "key": "b", "old": 1, "new": 2, "changed_by": ANNA}
    await put(
        app,
        setting_change,
        {**change, "changed_at": now - timedelta(days=731)},
        {**change, "changed_at": now - timedelta(days=729)},
    )
    report = {"guild_id": HERE, "text": "It creaks", "reported_at": now - old}
    await put(
        app,
        problem,
        {**report, "closed_at": now - timedelta(days=181)},
        {**report, "closed_at": now - timedelta(days=179)},
        {**report, "closed_at": None},
    )
    arrival: dict[str, Any] = {"guild_id": HERE, "rejoined": False, "to_welcome": False, "nudges_off": False}
    arrival |= {"arrived_at": now - old}
    gone, lately = now - timedelta(days=91), now - timedelta(days=89)
    await put(
        app,
        onboarding_arrival,
        {**arrival, "member_id": ANNA, "joined_at": now - old, "left_at": gone},
        {**arrival, "member_id": BERT, "joined_at": now - old, "left_at": lately},
        {**arrival, "member_id": CARLA, "joined_at": now - old, "left_at": gone},
        {**arrival, "member_id": CARLA, "joined_at": now, "left_at": None},
        {**arrival, "member_id": ANNA, "joined_at": now - old, "left_at": gone, "guild_id": ELSEWHERE},
    )
    await furnish_attendance(app, now)
    told: dict[str, Any] = {"author_id": DORA, "channel_id": 5, "message_id": 6, "written_at": now - old}
    told |= {"taken_at": now - timedelta(days=10), "text": "words", "attachments": []}
    await put(
        app,
        moderation_evidence,
        {**told, "guild_id": HERE, "expires_at": now - timedelta(days=1)},
        {**told, "guild_id": HERE, "expires_at": now + timedelta(days=1)},
        {**told, "guild_id": ELSEWHERE, "expires_at": now - timedelta(days=1)},
    )
    looked_at = {"moderator_id": DORA, "channel_id": 5, "young": [], "old": [], "reason": ""}
    looked_at |= {"deleted": 0, "gone": 0, "failed": 0, "guild_id": HERE}
    await put(
        app,
        moderation_purge,
        {**looked_at, "created_at": now - timedelta(days=8)},
        {**looked_at, "created_at": now - timedelta(days=6)},
    )
    few = {"activity": 3, "leavers": 1, "due": 2, "changes": 1, "unsealing": 0, "problems": 1}
    nothing = dict.fromkeys((kind.name for kind in app.privacy.retention.kinds), 0)
    return nothing | few | {"checkins": 1, "lists": 1, "presence": 3, "purges": 1, "evidence": 1}


async def furnish_attendance(app: App, now: datetime) -> None:
    """Put what attending leaves: of a settled, a cancelled and two unsettled events, and of one that is going on."""
    day = timedelta(days=1)
    tried = {"guild_id": HERE, "member_id": DORA}
    await put(app, event_checkin_try, {**tried, "tried_at": now - 1.1 * day}, {**tried, "tried_at": now - 0.9 * day})
    dates = {
        name: (await published(app, lambda: now, guild_id=HERE))[1].id for name in ("settled", "cancelled", "open")
    }
    async with app.database.write() as connection:
        await occurrences.change(connection, occurrence_id=dates["settled"], settled_at=now - 2 * day)
        await occurrences.change(connection, occurrence_id=dates["cancelled"], state=OccurrenceState.CANCELLED)
    there = {"guild_id": HERE, "member_id": DORA, "from_at": now - 40 * day}
    await put(
        app,
        event_presence,
        {**there, "occurrence_id": dates["settled"], "until_at": now - 1.1 * day},
        {**there, "occurrence_id": dates["settled"], "until_at": now - 0.9 * day},
        {**there, "occurrence_id": dates["cancelled"], "until_at": now - 1.1 * day},
        {**there, "occurrence_id": dates["open"], "until_at": now - 29 * day},
        {**there, "occurrence_id": dates["open"], "until_at": now - 31 * day},
    )
    listed = {"guild_id": HERE, "occurrence_id": dates["open"], "by_id": DORA, "matched": "[]"}
    await put(
        app,
        event_attendance_import,
        {**listed, "staged_at": now - 1.1 * day},
        {**listed, "staged_at": now - 0.9 * day},
    )


async def test_the_preview_is_what_is_then_deleted(app: App, clock: MovableClock) -> None:
    old = await furnish(app, clock)
    assert await overview(app) == old

    gone = await app.privacy.retention.run(guild_id=HERE)

    assert gone == old
    assert set((await overview(app)).values()) == {0}
    assert await app.privacy.retention.run(guild_id=HERE) == dict.fromkeys(old, 0)


async def test_what_is_young_open_or_elsewhere_stays(app: App, clock: MovableClock) -> None:
    await furnish(app, clock)
    await app.privacy.retention.run(guild_id=HERE)

    async with app.database.read() as connection:
        left = list(await connection.scalars(select(due_row.c.subject_id).order_by(due_row.c.subject_id)))
    assert left == [2, 3, 5, 6]
    assert await count(app, problem) == 2
    assert await count(app, setting_change, setting_change.c.section == "a") == 1
    assert await count(app, activity_day, activity_day.c.guild_id == ELSEWHERE) == 1
    assert await count(app, onboarding_arrival, onboarding_arrival.c.guild_id == ELSEWHERE) == 1
    assert await count(app, moderation_evidence, moderation_evidence.c.text == "words") == 2


async def test_days_that_go_stay_as_sums(app: App, clock: MovableClock) -> None:
    await furnish(app, clock)
    day = clock().date() - timedelta(days=500)
    async with app.database.read() as connection:
        before = await total_of(connection, guild_id=HERE, day=day)
    assert before["messages"] == 5

    await app.privacy.retention.run(guild_id=HERE, names=["activity"])

    async with app.database.read() as connection:
        assert await total_of(connection, guild_id=HERE, day=day) == before
    assert before == {"members": 2, "messages": 5, "replies": 1, "reactions": 0, "voice_seconds": 0}
    assert await count(app, activity_total, activity_total.c.guild_id == ELSEWHERE) == 0


async def test_whoever_left_long_ago_is_erased_and_whoever_came_back_is_not(app: App, clock: MovableClock) -> None:
    await furnish(app, clock)
    await put(app, activity_day, *(day_row(clock().date(), who, messages=1) for who in (BERT, CARLA)))

    await app.privacy.retention.run(guild_id=HERE, names=["leavers"])

    async with app.database.read() as connection:
        known = set(
            await connection.scalars(
                select(onboarding_arrival.c.member_id).where(onboarding_arrival.c.guild_id == HERE)
            )
        )
    assert known == {None, BERT, CARLA}
    assert await count(app, activity_day, activity_day.c.guild_id == HERE, activity_day.c.member_id == ANNA) == 0
    assert await count(app, activity_day, activity_day.c.member_id.in_((BERT, CARLA))) == 3


async def test_where_no_time_is_set_nobody_who_left_is_erased(app: App, clock: MovableClock) -> None:
    await furnish(app, clock)
    await app.settings.change(HERE, PrivacySettings, {"leavers_days": 0}, by=None)

    assert (await overview(app))["leavers"] == 0
    assert "leavers" not in await app.privacy.retention.run(guild_id=HERE)


async def test_only_the_kind_that_is_asked_for_goes_and_an_unknown_one_is_refused(
    app: App, clock: MovableClock
) -> None:
    old = await furnish(app, clock)
    assert await app.privacy.retention.run(guild_id=HERE, names=["due"]) == {"due": 2}
    assert await overview(app) == old | {"due": 0}
    with pytest.raises(UnknownKind):
        await app.privacy.retention.run(guild_id=HERE, names=["everything"])


async def test_a_request_to_open_a_question_stays_until_the_author_was_told(app: App, clock: MovableClock) -> None:
    async with app.database.write() as connection:
        await Filler(connection).fill(HERE, [ANNA, BERT])
        await connection.execute(question_unseal.delete())
        question_id = await connection.scalar(select(func.min(question_unseal.metadata.tables["question"].c.id)))
    row = {"guild_id": HERE, "question_id": question_id, "reason": "r", "requested_by_id": BERT}
    long_ago = clock() - timedelta(days=731)
    await put(
        app,
        question_unseal,
        {**row, "requested_at": long_ago, "state": "requested"},
        {**row, "requested_at": long_ago, "state": "confirmed", "told_at": long_ago},
        {**row, "requested_at": long_ago, "state": "confirmed", "told_at": None},
        {**row, "requested_at": clock(), "state": "confirmed", "told_at": clock()},
    )

    assert await app.privacy.retention.run(guild_id=HERE, names=["unsealing"]) == {"unsealing": 2}


async def test_it_is_noted_how_much_went_when(app: App, clock: MovableClock) -> None:
    await furnish(app, clock)
    await app.privacy.retention.run(guild_id=HERE)

    kinds = {kind.name: kind for kind in await app.privacy.retention.overview(guild_id=HERE)}
    assert (kinds["due"].last_rows, kinds["due"].last_at) == (2, clock())
    assert kinds["unsealing"].last_at is None
    async with app.database.read() as connection:
        found = await connection.scalars(select(privacy_erasure.c.kind).where(privacy_erasure.c.why == Why.RETENTION))
    assert sorted(found) == [
        "activity",
        "changes",
        "checkins",
        "due",
        "evidence",
        "leavers",
        "lists",
        "presence",
        "problems",
        "purges",
    ]


async def test_it_happens_once_a_night_in_the_servers_time(app: App, clock: MovableClock) -> None:
    await app.privacy.servers.joined(HERE)
    tokyo_night = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)  # three in the morning there
    clock.now = tokyo_night
    await app.privacy.retention.nightly()  # the first time at once

    async def old_rows() -> int:
        await put(
            app,
            due_row,
            {
                "guild_id": HERE,
                "kind": "test:kind",
                "subject_id": int(clock().timestamp()),
                "payload": {},
                "due_at": clock(),
                "state": State.DONE,
                "attempts": 1,
                "finished_at": clock() - timedelta(days=40),
            },
        )
        await app.privacy.retention.nightly()
        return await count(app, due_row)

    clock.now = tokyo_night + timedelta(hours=23)
    assert await old_rows() == 1
    clock.now = tokyo_night + timedelta(hours=25)
    assert await old_rows() == 0
    clock.now = tokyo_night + timedelta(hours=30)
    assert await old_rows() == 1
    clock.now = tokyo_night + timedelta(days=9)  # it was down for some nights
    assert await old_rows() == 0


async def test_many_rows_go_in_several_transactions_and_all_of_them(app: App, clock: MovableClock) -> None:
    change = {"guild_id": HERE, "section": "a", "key": "b", "old": 1, "new": 2, "changed_by": None}
    async with app.database.write() as connection:
        await connection.execute(
            insert(setting_change), [{**change, "changed_at": clock() - timedelta(days=800)} for _ in range(2_500)]
        )
    assert await app.privacy.retention.run(guild_id=HERE, names=["changes"]) == {"changes": 2_500}
    assert await count(app, setting_change) == 0


async def test_each_kind_says_for_how_long_it_is_kept(app: App, clock: MovableClock) -> None:
    await app.settings.change(HERE, PrivacySettings, {"activity_days": 60}, by=None)
    await put(app, activity_day, *(day_row(clock().date() - timedelta(days=number)) for number in (59, 60, 61, 62)))

    kinds = {kind.name: kind for kind in await app.privacy.retention.overview(guild_id=HERE)}

    expected = {
        "activity": 60,
        "leavers": 0,
        "due": 30,
        "changes": 730,
        "unsealing": 730,
        "problems": 180,
        "checkins": 1,
        "lists": 1,
        "presence": 1,
        "purges": 7,
        "evidence": 90,
    }
    assert {name: kinds[name].days for name in expected} == expected
    # A day may still be running somewhere: the one of the limit and the one before stay.
    assert kinds["activity"].due == 1


async def test_a_fact_of_a_day_that_went_is_added_to_its_sum(app: App, clock: MovableClock) -> None:
    day = clock().date() - timedelta(days=500)
    for who in (ANNA, BERT):  # read late from a channel's history, the night after
        await put(app, activity_day, day_row(day, who, messages=2, reactions_given=1, voice_seconds=60))
        await app.privacy.retention.run(guild_id=HERE, names=["activity"])

    async with app.database.read() as connection:
        total = await total_of(connection, guild_id=HERE, day=day)
    assert total == {"members": 2, "messages": 4, "replies": 0, "reactions": 2, "voice_seconds": 120}
    assert await count(app, activity_total) == 1


async def test_a_day_of_very_many_goes_in_parts_and_its_sum_is_right(
    app: App, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.privacy.retention.AT_ONCE", 2)
    day = clock().date() - timedelta(days=500)
    await put(app, activity_day, *(day_row(day, member_id, messages=2) for member_id in range(1, 6)))
    steps: list[int] = []

    async def added(connection: AsyncConnection, which: ColumnElement[bool]) -> None:
        steps.append(int(await connection.scalar(select(func.count()).select_from(activity_day).where(which)) or 0))
        await add_to_totals(connection, which)

    monkeypatch.setattr("bot.privacy.retention.add_to_totals", added)
    assert (await overview(app))["activity"] == 5
    assert await app.privacy.retention.run(guild_id=HERE, names=["activity"]) == {"activity": 5}

    assert steps == [2, 2, 1]
    async with app.database.read() as connection:
        total = await total_of(connection, guild_id=HERE, day=day)
    assert (total["members"], total["messages"]) == (5, 10)


async def test_whoever_comes_back_while_others_are_erased_stays(
    app: App, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await furnish(app, clock)
    now = clock()
    arrival: dict[str, Any] = {"guild_id": HERE, "rejoined": False, "to_welcome": False, "nudges_off": False}
    gone = {**arrival, "joined_at": now - timedelta(days=900), "left_at": now - timedelta(days=91)}
    await put(app, onboarding_arrival, {**gone, "member_id": DORA})
    carry_out = app.privacy.erasing.carry_out

    async def and_dora_comes_back(**which: Any) -> Any:
        await put(app, onboarding_arrival, {**arrival, "member_id": DORA, "joined_at": now})
        return await carry_out(**which)

    monkeypatch.setattr(app.privacy.erasing, "carry_out", and_dora_comes_back)
    assert await app.privacy.retention.run(guild_id=HERE, names=["leavers"]) == {"leavers": 1}

    assert await count(app, onboarding_arrival, onboarding_arrival.c.member_id == DORA) == 2


async def test_what_could_not_be_taken_from_somebody_who_was_erased_names_them_for_no_longer_than_what_is_done(
    app: App, clock: MovableClock
) -> None:
    now = clock()
    row = {"payload": {}, "due_at": now, "attempts": 8, "guild_id": HERE, "state": State.GIVEN_UP}
    await put(
        app,
        due_row,
        *(
            {**row, "kind": kind, "subject_id": days, "finished_at": now - timedelta(days=days)}
            for kind in (*ENDS_BY_ITSELF, "test:kind")
            for days in (29, 31)
        ),
    )
    assert await app.privacy.retention.run(guild_id=HERE, names=["due"]) == {"due": len(ENDS_BY_ITSELF)}
    assert await count(app, due_row, due_row.c.kind.in_(ENDS_BY_ITSELF), due_row.c.subject_id == 31) == 0
