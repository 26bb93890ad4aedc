"""What the rows promise whoever writes them: nobody anonymous is named, and no state is half true."""

import pytest
from sqlalchemy import BigInteger, Integer, event, insert, select
from sqlalchemy.exc import IntegrityError

from bot.db import metadata
from bot.engine import AsyncConnection
from bot.questions.model import CloseReason, FactKind, Role, Side, Solution, State, Tag
from bot.questions.store import answers, experts, faq, lists, questions
from bot.questions.tables import question, question_fact
from tests.questions.room import ASKER, FORUM, GUILD, HELPER, ORDERS, OTHER_GUILD, SECOND, Room, person

TABLES = [table for table in metadata.sorted_tables if table.name.startswith("question")]


async def every_value(connection: AsyncConnection) -> list[object]:
    values: list[object] = []
    for table in metadata.sorted_tables:
        for row in await connection.execute(select(table)):
            values += row
    return values


async def test_an_anonymous_asker_stands_in_no_column_of_any_table(room: Room) -> None:
    secret = person(987_654_321_987_654_321)
    await room.set(questions_per_day=50)
    question_ = await room.ask(secret, "Is this normal?", "I am shy.", ORDERS, anonymous=True)
    answer = await room.reply(question_, HELPER)
    await room.accept(question_, answer, secret)
    await room.app.questions.solving.thank(by=secret, question_id=question_.id, helper_ids=[HELPER.id])
    await room.app.questions.solving.undo(by=secret, question_id=question_.id)
    await room.app.questions.closing.close(by=secret, question_id=question_.id, note="Thanks all")
    await room.app.questions.closing.reopen(by=secret, question_id=question_.id)
    await room.app.questions.reminders.not_yet(by=secret, question_id=question_.id)
    await room.app.questions.asking.member_left(guild_id=GUILD, member_id=secret.id)

    async with room.app.database.read() as connection:
        values = await every_value(connection)
    assert HELPER.id in values
    assert [value for value in values if str(secret.id) in str(value)] == []


async def test_what_an_anonymous_asker_writes_under_their_own_name_stands_where_a_helpers_would(room: Room) -> None:
    secret = person(987_654_321_987_654_321)
    question_ = await room.ask(secret, anonymous=True)
    await room.reply(question_, secret, "The same here.")
    other = await room.ask(anonymous=True)
    await room.reply(other, HELPER, "The same here.")

    assert await named_in(room, secret.id) == await named_in(room, HELPER.id)


async def named_in(room: Room, member_id: int) -> list[str]:
    """Return the columns that hold somebody's id, each as often as it does."""
    async with room.app.database.read() as connection:
        rows = [(table, row) for table in TABLES for row in (await connection.execute(select(table))).mappings()]
    return sorted(f"{table.name}.{name}" for table, row in rows for name, value in row.items() if value == member_id)


def test_every_big_number_says_what_it_names() -> None:
    silent = [
        str(column)
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, BigInteger | Integer) and column.name.endswith(("id", "_by")) and not column.info
    ]
    assert silent == []


def test_every_table_knows_its_server() -> None:
    assert [table.name for table in TABLES if "guild_id" not in table.columns] == []


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.SOLVED},
        {"state": State.OPEN, "answer_message_id": 5},
        {"state": State.CLOSED},
        {"state": State.OPEN, "close_reason": CloseReason.QUIET},
        {"anonymous": True},
    ],
)
async def test_the_database_refuses_a_state_that_is_half_true(room: Room, values: dict[str, object]) -> None:
    asked = await room.ask()
    with pytest.raises(IntegrityError):
        async with room.app.database.write() as connection:
            await questions.change(connection, asked.id, **values)
    assert await room.now(asked) == asked


async def test_a_thread_is_one_question(room: Room) -> None:
    asked = await room.ask()
    async with room.app.database.read() as connection:
        row = (await connection.execute(select(question).where(question.c.id == asked.id))).one()
    with pytest.raises(IntegrityError):
        async with room.app.database.write() as connection:
            await connection.execute(insert(question).values({**row._mapping, "id": None}))


async def test_deleting_a_question_takes_everything_about_it_along(room: Room) -> None:
    asked = await room.solved("Where is it?", "There.", ORDERS)
    await room.app.questions.solving.thank(by=ASKER, question_id=asked.id, helper_ids=[HELPER.id])
    async with room.app.database.write() as connection:
        await connection.execute(question.delete().where(question.c.id == asked.id))
        left = [
            table.name
            for table in TABLES
            if "question_id" in table.columns and (await connection.execute(select(table))).first() is not None
        ]
    assert left == []


# Conditions in the WHERE


def solution(message_id: int, room: Room) -> Solution:
    return Solution(
        message_id=message_id,
        answerer_id=HELPER.id,
        side=Side.MEMBER,
        text="So.",
        accepted_at=room.clock(),
        accepted_as=Role.ASKER,
        accepted_by_id=ASKER.id,
    )


async def test_solving_expects_the_solution_it_replaces(room: Room) -> None:
    asked = await room.ask()
    async with room.app.database.write() as connection:
        assert not await questions.solve(connection, asked, solution=solution(5, room), instead_of_message_id=4)
        assert await questions.solve(connection, asked, solution=solution(5, room), instead_of_message_id=None)
        assert not await questions.solve(connection, asked, solution=solution(6, room), instead_of_message_id=None)
        assert await questions.solve(connection, asked, solution=solution(6, room), instead_of_message_id=5)


async def test_reopening_expects_the_question_as_it_was_read(room: Room) -> None:
    solved = await room.solved()
    async with room.app.database.write() as connection:
        moved = solution(99, room)
        assert solved.solution is not None
        await questions.solve(connection, solved, solution=moved, instead_of_message_id=solved.solution.message_id)
        assert not await questions.reopen(connection, solved, at=room.clock())
        again = await questions.get(connection, guild_id=GUILD, question_id=solved.id)
        assert again is not None and await questions.reopen(connection, again, at=room.clock())
        assert not await questions.reopen(connection, again, at=room.clock())


async def test_closing_as_quiet_expects_that_nobody_wrote_since(room: Room) -> None:
    asked = await room.ask()
    room.clock.advance(minutes=1)
    async with room.app.database.write() as connection:
        await questions.touch(connection, asked.id, at=room.clock(), reminders=True)
        assert not await questions.close_quiet(connection, asked, at=room.clock())
        now = await questions.get(connection, guild_id=GUILD, question_id=asked.id)
        assert now is not None and await questions.close_quiet(connection, now, at=room.clock())


async def test_closing_and_claiming_expect_an_open_question(room: Room) -> None:
    asked = await room.ask()
    now = room.clock()
    async with room.app.database.write() as connection:
        for expected in (True, False):
            assert expected is await questions.close(
                connection, asked.id, reason=CloseReason.STAFF, note="So", by_id=1, at=now
            )
        assert not await questions.claim(connection, asked.id, member_id=HELPER.id, now=now, until=now)
        assert not await questions.take_offer(connection, asked.id, at=now)
    assert (await room.now(asked)).claim is None


async def test_an_older_message_does_not_set_the_activity_back(room: Room) -> None:
    asked = await room.ask()
    async with room.app.database.write() as connection:
        await questions.touch(connection, asked.id, at=asked.asked_at.replace(year=2020), reminders=False)
    assert (await room.now(asked)).last_activity_at == asked.last_activity_at


async def test_nothing_is_found_by_another_servers_id(room: Room) -> None:
    asked = await room.ask(ASKER, "Where is it?", "", ORDERS)
    answer = await room.reply(asked, HELPER)
    async with room.app.database.read() as connection:
        assert await questions.get(connection, guild_id=OTHER_GUILD, question_id=asked.id) is None
        assert await questions.by_thread(connection, guild_id=OTHER_GUILD, thread_id=asked.thread_id) is None
        assert await answers.by_message(connection, guild_id=OTHER_GUILD, message_id=answer.message_id) is None
        assert await lists.by_ids(connection, guild_id=OTHER_GUILD, question_ids=[asked.id]) == []
        assert await lists.documents(connection, guild_id=OTHER_GUILD) == []
        assert await faq.names(connection, guild_id=OTHER_GUILD, part="", limit=5) == []
        assert await experts.count(connection, guild_id=OTHER_GUILD) == {}


async def test_long_lists_of_ids_are_asked_in_parts(room: Room) -> None:
    asked = await room.ask()
    async with room.app.database.read() as connection:
        known = await questions.known_threads(
            connection, guild_id=GUILD, thread_ids=[*range(5_000_000, 5_003_000), asked.thread_id]
        )
        found = await lists.by_ids(connection, guild_id=GUILD, question_ids=[*range(5_000_000, 5_003_000), asked.id])
    assert known == {asked.thread_id}
    assert [one.id for one in found] == [asked.id]


async def test_a_tag_named_twice_is_kept_once(room: Room) -> None:
    asked = await room.ask(ASKER, "Where is it?", "", ORDERS, Tag(id=ORDERS.id, name="Deliveries"))
    assert asked.tags == (Tag(id=ORDERS.id, name="Deliveries"),)


async def test_facts_are_only_ever_added(room: Room) -> None:
    asked = await room.ask()
    answer = await room.reply(asked, HELPER)
    await room.reply(asked, SECOND)
    await room.accept(asked, answer)
    await room.app.questions.solving.undo(by=ASKER, question_id=asked.id)
    await room.accept(asked, answer)
    async with room.app.database.read() as connection:
        kinds = list(await connection.scalars(select(question_fact.c.kind).order_by(question_fact.c.id)))
    assert kinds == [FactKind.ASKED, FactKind.ANSWERED, FactKind.SOLVED, FactKind.REOPENED, FactKind.SOLVED]


async def test_a_reply_costs_few_statements(room: Room) -> None:
    """A busy thread must not hold the one writer: what didn't change isn't written again."""
    asked = await room.ask(ASKER, "Where is it?", "", ORDERS, channel_id=FORUM)
    await room.reply(asked, HELPER)
    statements: list[str] = []
    engine = room.app.database.engine.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    room.clock.advance(minutes=1)
    await room.reply(asked, HELPER)
    event.remove(engine, "before_cursor_execute", note)
    assert len(statements) <= 16, statements
    assert not [statement for statement in statements if "MATCH" in statement or "question_terms" in statement]
