"""Anonymous means anonymous: what somebody with the database, and everything in it, can find out.

Members answer by the real way, in an order the test knows, each with an answer the test knows. Then the file is opened
as an admin would, without the bot and without its key file, and searched for anything that leads from an answer to a
member: ids, keys made of ids, order, times, points, and bytes of rows that were deleted.
"""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import random
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.config import Config
from bot.surveys.anonymity import PURPOSE
from bot.surveys.model import Given, QuestionKind, QuestionTerms
from tests.support.clock import MovableClock
from tests.surveys.forms import (
    ALL_KINDS,
    LONG,
    NPS,
    SERVER,
    closed,
    filled,
    member,
    opened,
    questions_of,
    survey_of,
)

PEOPLE = 40
FIRST_ID = 700_000_000_000_000_000
WORDS = "what-only-{}-would-say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A survey that members answered one after the other, minutes apart."""

    survey_id: int
    order: Sequence[int]
    """The members' ids as they sent their answers."""
    began: Sequence[int]
    words: Mapping[int, str]
    """What each of them wrote, which nobody else did."""
    keys: Mapping[int, str]
    """The members' keys while it was open."""
    secret: bytes


def ids(count: int) -> list[int]:
    # As Discord's: of various ages, so that the order of ids is none of anything else.
    return random.Random(count).sample(range(FIRST_ID, FIRST_ID + 10**15), count)


async def answered(app: App, clock: MovableClock, *, people: int = PEOPLE, changes: bool = True) -> Answered:
    """Have members answer, change their minds, come back on other days, and some of them never send it."""
    survey_id = await opened(app, ALL_KINDS)
    *_, written = await questions_of(app, survey_id)
    members = ids(people)
    words = {member_id: WORDS.format(number) for number, member_id in enumerate(members)}
    for number, member_id in enumerate(members):
        clock.advance(minutes=97)
        await filled(
            app,
            survey_id,
            member_id,
            seed=number,
            answers={written.id: Given(text=words[member_id])},
            send=number % 7 != 3,
        )
        if changes and number % 5 == 0:
            early = members[number // 2]
            clock.advance(minutes=1)
            await app.surveys.answering.save(member(early), survey_id, written.id, Given(text=words[early]))
    survey = await survey_of(app, survey_id)
    secret = app.surveys.anonymity.secret_of(survey)
    assert survey.sealed_secret is not None
    value = app.seal.open_text(survey.sealed_secret, guild_id=SERVER, purpose=PURPOSE)
    return Answered(
        survey_id=survey_id,
        order=[member_id for number, member_id in enumerate(members) if number % 7 != 3],
        began=members,
        words=words,
        keys={member_id: secret.key_of(member_id) for member_id in members},
        secret=base64.urlsafe_b64decode(value + "="),
    )


# What an admin does -----------------------------------------------------------------------------------------------


def rows_of(path: Path) -> Mapping[str, list[dict[str, Any]]]:
    """Return every row of every table, in the order in which the database gives them."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "_fts" not in name
        ]
        return {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in tables}


def files_of(path: Path) -> Iterator[tuple[str, bytes]]:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            yield suffix or "file", path.with_name(path.name + suffix).read_bytes()


def places_of(content: bytes, needles: Mapping[int, str]) -> dict[int, int]:
    """Return where in the bytes something stands for the first time, by member."""
    return {key: at for key, needle in needles.items() if (at := content.find(needle.encode())) >= 0}


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's correlation of two orders: 1 the same, -1 reversed, about 0 none."""
    ranks = [sorted(range(len(values)), key=values.__getitem__) for values in (one, other)]
    places = [{index: place for place, index in enumerate(rank)} for rank in ranks]
    count = len(one)
    squares = sum((places[0][index] - places[1][index]) ** 2 for index in range(count))
    return 1 - 6 * squares / (count * (count**2 - 1))


@pytest.fixture
def path(config: Config) -> Path:
    return Path(config.database_url.removeprefix("sqlite:///"))


# A closed survey --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    was: Answered
    path: Path
    rows: Mapping[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory, database_template: Path) -> Closed:
    """A survey that was open from one month into the next, and everything in its database afterwards."""
    folder = tmp_path_factory.mktemp("anonymous")
    path = Path(shutil.copyfile(database_template, folder / "engawa.db"))
    config = Config(
        _env_file=None,
        discord_token=SecretStr("test-token"),
        database_url=f"sqlite:///{path}",
        backup_dir=folder / "backups",
    )
    return Closed(was=asyncio.run(_closed(config)), path=path, rows=rows_of(path))


async def _closed(config: Config) -> Answered:
    clock = MovableClock(datetime(2026, 1, 30, 9, 0, tzinfo=UTC))
    app = App(config, clock=clock)
    try:
        was = await answered(app, clock)
        assert clock().month == 2
        clock.advance(days=7)
        await closed(app, was.survey_id)
        return was
    finally:
        await app.close()


async def test_all_answers_are_there_that_were_sent_and_no_others(after: Closed) -> None:
    written = {row["text"] for row in after.rows["survey_answer"]}

    assert {after.was.words[member_id] for member_id in after.was.order} <= written
    assert not {after.was.words[member_id] for member_id in set(after.was.began) - set(after.was.order)} & written


async def test_no_row_has_both_a_member_and_an_answer(after: Closed) -> None:
    keys = {row["key"] for row in after.rows["survey_response"]}
    words, members = set(after.was.words.values()), set(after.was.began)
    for table, rows in after.rows.items():
        for row in rows:
            said = json.dumps(row, default=str)
            about_answers = any(key in said for key in keys) or any(word in said for word in words)
            assert not (about_answers and any(str(member_id) in said for member_id in members)), table


async def test_only_responses_and_answers_know_their_keys(after: Closed) -> None:
    keys = {row["key"] for row in after.rows["survey_response"]}
    knowing = {
        table
        for table, rows in after.rows.items()
        if any(value in keys for row in rows for value in row.values() if isinstance(value, str))
    }
    assert knowing == {"survey_response", "survey_answer"}


async def test_all_columns_of_responses_are_the_same_but_their_random_keys(after: Closed) -> None:
    alike = {json.dumps({**row, "key": None}) for row in after.rows["survey_response"]}

    assert len(alike) == 1
    [row] = [json.loads(one) for one in alike]
    assert (row["member_id"], row["sealed"], row["released"]) == (None, None, 0)
    assert row["month"] == "2026-02"  # also of those who answered in January


async def test_keys_are_made_of_nothing_that_is_known(after: Closed) -> None:
    keys = {row["key"] for row in after.rows["survey_response"]}
    assert len(keys) == len(after.was.order)
    assert not keys & set(after.was.keys.values())
    [survey] = after.rows["survey"]
    salts = [b"", after.was.secret, str(SERVER).encode(), str(after.was.survey_id).encode()]
    for member_id, salt in itertools.product(after.was.began, salts):
        for message in (str(member_id), f"member {member_id}", f"{SERVER}:{member_id}"):
            digests = hmac.new(salt, message.encode(), hashlib.sha256), hashlib.sha256(salt + message.encode())
            assert not {key for key in keys for digest in digests if digest.hexdigest()[:40] in key}
    assert survey["sealed_secret"] is None


async def test_of_the_secret_of_keys_and_of_sealed_answers_no_byte_is_left(after: Closed) -> None:
    for name, content in files_of(after.path):
        for member_id, key in after.was.keys.items():
            assert key.encode() not in content, f"{name} still has the key of {member_id}"
        assert after.was.secret not in content
        assert b"gAAAA" not in content, f"{name} still has something that was encrypted"
        unsent = set(after.was.began) - set(after.was.order)
        assert not [word for member_id in unsent if (word := after.was.words[member_id]).encode() in content]


async def test_the_log_of_the_database_is_emptied(app: App, clock: MovableClock, path: Path) -> None:
    was = await answered(app, clock)

    await closed(app, was.survey_id, reward=False)

    sizes = {name: len(content) for name, content in files_of(path)}

    assert sizes.get("-wal", 0) == 0


async def test_rows_say_nothing_of_when_anybody_answered(after: Closed) -> None:
    own = ("survey_participant", "survey_response", "survey_answer", "survey_invited", "survey_segment")
    for table in own:
        for row in after.rows[table]:
            assert not [name for name, value in row.items() if name.endswith("_at") and value]
    days = {row["began_on"] for row in after.rows["survey_participant"]}
    assert all(len(day) == len("2026-01-05") for day in days)


async def test_points_have_one_moment_and_no_order(after: Closed) -> None:
    entries = [row for row in after.rows["point_ledger"] if row["kind"] == "survey"]
    assert {row["member_id"] for row in entries} == set(after.was.order)
    assert len({row["happened_at"] for row in entries}) == 1
    assert len({row["recorded_at"] for row in entries}) == 1
    assert len({(row["points"], row["source_id"]) for row in entries}) == 1


async def test_nothing_due_names_anybody(after: Closed) -> None:
    for row in after.rows["due_row"]:
        if row["kind"].startswith("surveys:"):
            assert (row["subject_id"], json.loads(row["payload"])) == (after.was.survey_id, {})


async def test_what_was_shown_while_it_was_open_is_gone(app: App, clock: MovableClock, path: Path) -> None:
    was = await answered(app, clock)
    shown = await app.surveys.releasing.live(guild_id=SERVER, survey_id=was.survey_id, summarise=len)
    assert shown is not None

    await closed(app, was.survey_id)

    rows = rows_of(path)
    assert rows["survey_snapshot"] == []
    assert {row["released"] for row in rows["survey_response"]} == {0}


async def test_fewer_than_five_leave_no_answer_behind(app: App, clock: MovableClock, path: Path) -> None:
    was = await answered(app, clock, people=5)  # of whom four send it
    assert len(was.order) == 4

    await closed(app, was.survey_id)

    rows = rows_of(path)
    assert rows["survey_response"] == rows["survey_answer"] == []
    assert len([row for row in rows["point_ledger"] if row["kind"] == "survey"]) == 4
    for name, content in files_of(path):
        assert not [word for word in was.words.values() if word.encode() in content], name


# While it is open, without the key file ---------------------------------------------------------------------------


async def test_while_it_is_open_nobody_reads_an_answer_without_the_key_file(
    app: App, clock: MovableClock, path: Path
) -> None:
    was = await answered(app, clock, people=8)

    rows = rows_of(path)
    assert rows["survey_answer"] == []
    for name, content in files_of(path):
        assert not [word for word in was.words.values() if word.encode() in content], name
        assert was.secret not in content
        assert base64.urlsafe_b64encode(was.secret)[:40] not in content


async def test_while_it_is_open_answers_look_alike(app: App, clock: MovableClock, path: Path) -> None:
    was = await answered(app, clock, people=8)

    sealed = [row["sealed"] for row in rows_of(path)["survey_response"]]
    assert len(sealed) == len(was.began)
    assert len({len(one) for one in sealed}) == 1
    # What Fernet writes in front of a text is a version and eight bytes of time.
    assert {base64.urlsafe_b64decode(one)[1:9] for one in sealed} == {bytes(8)}


async def test_while_it_is_open_no_length_tells_who_writes_much(app: App, path: Path) -> None:
    """Of a copy one knows whose row it was that came last, and after closing the only long text would be theirs."""
    survey_id = await opened(app, (NPS, LONG))
    _, question = await questions_of(app, survey_id)
    for number, text in enumerate(("", "ok", "長い理由。" * 399 + "おわり")):
        await filled(app, survey_id, FIRST_ID + number, answers={question.id: Given(text=text)})

    assert len({len(row["sealed"]) for row in rows_of(path)["survey_response"]}) == 1


async def test_while_it_is_open_no_length_tells_who_chooses_much(app: App, path: Path) -> None:
    many = QuestionTerms(kind=QuestionKind.SEVERAL, text="All?", options=tuple(map(str, range(25))))
    survey_id = await opened(app, [many] * 9)
    asked = await questions_of(app, survey_id)
    for member_id, count in ((FIRST_ID, 1), (FIRST_ID + 1, 25)):
        chosen = {one.id: Given(options=tuple(option.id for option in one.options[:count])) for one in asked}
        await filled(app, survey_id, member_id, answers=chosen)

    assert len({len(row["sealed"]) for row in rows_of(path)["survey_response"]}) == 1


async def test_a_copy_made_when_one_person_had_answered_leads_nowhere(
    app: App, clock: MovableClock, path: Path, tmp_path: Path
) -> None:
    """Who keeps such a copy knows whose the only row was, and must not find it again."""
    survey_id = await opened(app, (LONG,))
    [question] = await questions_of(app, survey_id)
    await filled(app, survey_id, FIRST_ID, answers={question.id: Given(text="the first one's words")})
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        source.backup(copy)
    for number in range(1, 6):
        await filled(app, survey_id, FIRST_ID + number)

    await closed(app, survey_id)

    early, late = rows_of(tmp_path / "copy.db"), rows_of(path)
    assert b"the first one's words" not in (tmp_path / "copy.db").read_bytes()
    assert "the first one's words" in {row["text"] for row in late["survey_answer"]}
    assert not {row["key"] for row in early["survey_response"]} & {row["key"] for row in late["survey_response"]}


# Order, over many surveys -----------------------------------------------------------------------------------------

RUNS = 16
ANSWERING = 12


async def test_no_order_is_that_of_answering(app: App, clock: MovableClock, path: Path) -> None:
    """Neither that of keys, nor of rows as they are read, nor of bytes in the file, nor of points or participants."""
    found: dict[str, list[float]] = {}
    await opened(app)  # the number 1 is written in no byte at all
    for _ in range(RUNS):
        was = await _quickly_answered(app, clock)
        await closed(app, was.survey_id)
        for name, order in _orders(path, was).items():
            found.setdefault(name, []).append(correlation(range(len(order)), order))
    assert set(found) == {"keys", "answers", "bytes", "points", "participants", "participants' bytes"}
    for name, correlations in found.items():
        # A correlation of 12 random places has a standard deviation of 1 / √11; the mean of 16 of 0.08.
        mean = sum(correlations) / len(correlations)
        assert abs(mean) < 4 * (1 / (ANSWERING - 1)) ** 0.5 / RUNS**0.5, f"{name}: {mean}"


async def _quickly_answered(app: App, clock: MovableClock) -> Answered:
    survey_id = await opened(app, (LONG,))
    [question] = await questions_of(app, survey_id)
    # Another order of ids each time, else the order by id would look like one.
    members = random.Random(survey_id).sample(range(FIRST_ID, FIRST_ID + 10**15), ANSWERING)
    words = {member_id: f"survey-{survey_id}-{WORDS.format(number)}" for number, member_id in enumerate(members)}
    for member_id in members:
        clock.advance(minutes=1)
        await filled(app, survey_id, member_id, answers={question.id: Given(text=words[member_id])})
    return Answered(survey_id=survey_id, order=members, began=members, words=words, keys={}, secret=b"")


def _orders(path: Path, was: Answered) -> dict[str, list[float]]:
    """Return for each order there is in the database the place of every member, in the order of answering."""
    rows = rows_of(path)
    texts = {row["text"]: row["response_key"] for row in rows["survey_answer"]}
    by_row = [row["text"] for row in rows["survey_answer"]]
    people = [row["member_id"] for row in rows["survey_participant"] if row["survey_id"] == was.survey_id]
    points = {row["member_id"]: row["id"] for row in rows["point_ledger"] if row["source_id"] == was.survey_id}
    content = path.read_bytes()
    keys = sorted(texts.values())
    stored = {member_id: _packed(content, was.survey_id, member_id) for member_id in was.order}
    return {
        "keys": [keys.index(texts[was.words[one]]) for one in was.order],
        "answers": [by_row.index(was.words[one]) for one in was.order],
        "bytes": [content.find(was.words[one].encode()) for one in was.order],
        "points": [points[one] for one in was.order],
        "participants": [people.index(one) for one in was.order],
        "participants' bytes": [stored[one] for one in was.order],
    }


def _packed(content: bytes, survey_id: int, member_id: int) -> int:
    """Return where a member's row of taking part stands: a number of the survey, then the id in eight bytes."""
    at = content.find(survey_id.to_bytes(1, "big") + member_id.to_bytes(8, "big"))
    assert at >= 0
    return at
