"""Full-text search in SQLite's FTS5: a virtual table per server, made when its first document comes.

FTS5 gets terms, never text: `tokens` makes them, separated by spaces, and the tokenizer `ascii` only splits at these
(to it every character beyond ASCII is part of a word). Searches run on threads with connections of their own that can
only read, so that neither the event loop nor a writer waits for them.
"""

import asyncio
import re
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, insert, select

from bot.engine import AsyncConnection
from bot.search import gate, tokens
from bot.search.gate import Coverage
from bot.search.index import Allowed, Document, Found, Hit, SearchIndex, keep_allowed
from bot.search.query import Plan, Vocabulary, make_plan, title_weights
from bot.search.reader import Readers
from bot.search.tables import search_table
from bot.search.tokens import Asked

TITLE_WEIGHT = 2.0
"""Weights from 1 to 5 make no difference to what is found."""
BODY_WEIGHT = 1.0
FIRST_RANKED = 200
"""Enough for nearly every filter; where it is not, all that match are ranked."""
REBUILT_AT_ONCE = 200
MERGED_AT_ONCE = 200
"""Pages of the index: some ten milliseconds, for which writers wait."""
KNOWN_SECONDS = 300.0
MAX_KNOWN_TABLES = 100
MAX_KNOWN_COUNTS = 20_000
COMMON = 20
"""Counts from this on are kept: they are slow to read, and a few more or less make no difference to them."""
MIN_WORD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What a table answers: the best documents, and what is needed to judge them."""

    asked: Asked
    plan: Plan = field(default_factory=Plan)
    hits: Sequence[Hit] = ()
    cut_off: bool = False
    """Whether there may be more."""
    without: int | None = None

    @property
    def terms(self) -> set[str]:
        """All terms of the text, and those that may be meant by its mistyped words."""
        return {*self.asked.terms, *self.asked.hints}.union(*self.plan.weights)


class Fts5Index(SearchIndex):
    def __init__(
        self,
        path: Path,
        *,
        collection: str,
        version: str = str(tokens.TOKENIZER_VERSION),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not re.fullmatch("[a-z]+", collection):
            raise ValueError("a collection becomes part of table names: small letters only")
        self.collection = collection
        self._version = version
        self.readers = Readers(path)
        self._known = _Known(clock)

    async def put(
        self, connection: AsyncConnection, *, guild_id: int, document_id: int, title: str, body: str = ""
    ) -> None:
        if not await self._exists(connection, guild_id):
            await self._create(connection, guild_id)
        table = self._table(guild_id)
        await connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (document_id,))
        row = _row(Document(document_id=document_id, title=title, body=body))
        await connection.exec_driver_sql(_insert_into(table), row)

    async def remove(self, connection: AsyncConnection, *, guild_id: int, document_id: int) -> None:
        if await self._exists(connection, guild_id):
            table = self._table(guild_id)
            await connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (document_id,))

    async def clear_away(self, connection: AsyncConnection, *, guild_id: int) -> bool:
        if not await self._exists(connection, guild_id):
            return False
        # FTS5 only notes that a document is gone; its terms stay until the parts that hold them are merged.
        table = self._table(guild_id)
        before = await connection.scalar(select(func.total_changes()))
        await connection.exec_driver_sql(f"INSERT INTO {table}({table}, rank) VALUES ('merge', -{MERGED_AT_ONCE})")
        # As SQLite has it: less than two rows are changed where there was nothing to merge.
        return bool(await connection.scalar(select(func.total_changes())) - before >= 2)

    async def drop(self, connection: AsyncConnection, *, guild_id: int) -> None:
        table = self._table(guild_id)
        await connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}_terms")
        await connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        await connection.execute(delete(search_table).where(*self._row_of(guild_id)))
        self._known.forget(table)

    async def rebuild(self, connection: AsyncConnection, *, guild_id: int, documents: Iterable[Document]) -> None:
        """Make the table anew. Writers wait meanwhile, with 10,000 questions about ten seconds: do it at start."""
        await self.drop(connection, guild_id=guild_id)
        await self._create(connection, guild_id)
        table = self._table(guild_id)
        todo = list(documents)
        for start in range(0, len(todo), REBUILT_AT_ONCE):
            rows = await asyncio.to_thread(_rows, todo[start : start + REBUILT_AT_ONCE])
            await connection.exec_driver_sql(_insert_into(table), rows)
        await connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    async def outdated(self, connection: AsyncConnection) -> list[int]:
        query = (
            select(search_table.c.guild_id)
            .where(search_table.c.collection == self.collection, search_table.c.version != self._version)
            .order_by(search_table.c.guild_id)
        )
        return list((await connection.execute(query)).scalars())

    async def search(
        self,
        *,
        guild_id: int,
        text: str,
        typing: bool = False,
        limit: int = 5,
        allowed: Allowed | None = None,
        without: int | None = None,
    ) -> Found:
        rank = partial(self.rank, guild_id=guild_id, text=text, typing=typing, without=without)
        most = max(FIRST_RANKED, limit)
        ranking = await rank(most=most)
        hits = await keep_allowed(ranking.hits, limit=limit, allowed=allowed)
        if len(hits) < limit and ranking.cut_off:
            ranking = await rank(most=None)
            hits = await keep_allowed(ranking.hits, limit=limit, allowed=allowed)
        coverages = () if typing else await self.judge(guild_id=guild_id, ranking=ranking, hits=hits)
        return Found(hits=tuple(hits), coverages=tuple(coverages))

    async def rank(
        self, *, guild_id: int, text: str, typing: bool = False, most: int | None, without: int | None = None
    ) -> Ranking:
        """Return the `most` best documents, or all that share a term with `text`."""
        asked = tokens.ask(text)
        if not asked:
            return Ranking(asked=asked)
        read = partial(self._rank, table=self._table(guild_id), asked=asked, typing=typing, most=most, without=without)
        return await self.readers.run(read)

    async def judge(self, *, guild_id: int, ranking: Ranking, hits: Sequence[Hit]) -> list[Coverage]:
        """Return what the best `hits` have in common with what was asked."""
        if not hits or not ranking.plan:
            return []
        ids = [hit.document_id for hit in hits[: gate.LOOKED_AT]]
        return await self.readers.run(partial(self._judge, table=self._table(guild_id), ranking=ranking, ids=ids))

    async def close(self) -> None:
        await self.readers.close()

    def _rank(
        self,
        connection: sqlite3.Connection,
        *,
        table: str,
        asked: Asked,
        typing: bool,
        most: int | None,
        without: int | None,
    ) -> Ranking:
        if not _has_table(connection, table):
            return Ranking(asked=asked)
        plan = make_plan(asked, self._vocabulary(connection, table, without=without), typing=typing)
        if not plan:
            return Ranking(asked=asked)
        rows = connection.execute(
            f"SELECT rowid, bm25({table}, {TITLE_WEIGHT}, {BODY_WEIGHT}) AS score FROM {table}"
            f" WHERE {table} MATCH ? ORDER BY score LIMIT ?",
            (_match(plan), -1 if most is None else most),
        ).fetchall()
        # bm25() is smaller for better documents
        hits = [Hit(document_id=document_id, score=-score) for document_id, score in rows if document_id != without]
        return Ranking(asked=asked, plan=plan, hits=hits, cut_off=len(rows) == most, without=without)

    def _judge(
        self, connection: sqlite3.Connection, *, table: str, ranking: Ranking, ids: Sequence[int]
    ) -> list[Coverage]:
        if not _has_table(connection, table):
            return []
        vocabulary = self._vocabulary(connection, table, without=ranking.without)
        stored = [row for row in (_stored(connection, table, document_id) for document_id in ids) if row]
        return [
            gate.coverage(
                words=ranking.plan.weights,
                terms=ranking.terms,
                title=title_weights(title, vocabulary),
                document={*title, *body},
            )
            for title, body in stored
        ]

    def _vocabulary(self, connection: sqlite3.Connection, table: str, *, without: int | None) -> Vocabulary:
        own = _stored(connection, table, without) if without is not None else None
        known = self._known.of(table)
        terms = _FtsVocabulary(connection, table, known, own=frozenset((*own[0], *own[1])) if own else frozenset())
        return Vocabulary(
            documents=_documents(connection, table) - (1 if own else 0),
            counts=terms.counts,
            words_like=terms.words_like,
            starts_a_term=terms.starts_a_term,
        )

    def _table(self, guild_id: int) -> str:
        # The number goes into SQL as a name, which can't be a parameter: it must be one.
        return f"search_{self.collection}_{int(guild_id)}"

    def _row_of(self, guild_id: int) -> tuple[ColumnElement[bool], ...]:
        return search_table.c.collection == self.collection, search_table.c.guild_id == guild_id

    async def _exists(self, connection: AsyncConnection, guild_id: int) -> bool:
        query = select(search_table.c.version).where(*self._row_of(guild_id))
        return (await connection.execute(query)).first() is not None

    async def _create(self, connection: AsyncConnection, guild_id: int) -> None:
        table = self._table(guild_id)
        await connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table} USING fts5(title, body, tokenize = 'ascii')")
        await connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table}_terms USING fts5vocab({table}, 'row')")
        values = {"collection": self.collection, "guild_id": guild_id, "version": self._version}
        await connection.execute(insert(search_table).values(**values))


class _Known:
    """What was read of the tables' vocabularies, kept a few minutes.

    Counting a common term reads all its postings: at 10,000 questions that is half of the time of a search.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tables: OrderedDict[str, _KnownOfTable] = OrderedDict()

    def of(self, table: str) -> "_KnownOfTable":
        """Return what is known of a table, nothing if that is too old."""
        now = self._clock()
        with self._lock:
            known = self._tables.pop(table, None)
            if known is None or now - known.since >= KNOWN_SECONDS:
                known = _KnownOfTable(since=now)
            self._tables[table] = known
            if len(self._tables) > MAX_KNOWN_TABLES:
                self._tables.popitem(last=False)
            return known

    def forget(self, table: str) -> None:
        with self._lock:
            self._tables.pop(table, None)


@dataclass(slots=True)
class _KnownOfTable:
    """Threads share it without a lock: each entry is put there whole, and reading it twice does no harm."""

    since: float
    counts: dict[str, int] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    """Latin words by their first letter."""


class _FtsVocabulary:
    """A table's terms, by way of fts5vocab."""

    def __init__(
        self, connection: sqlite3.Connection, table: str, known: _KnownOfTable, *, own: frozenset[str]
    ) -> None:
        self._connection = connection
        self._table = table
        self._known = known
        self._own = own

    def counts(self, terms: Collection[str]) -> dict[str, int]:
        """Return the counts without the document that has the `own` terms."""
        found = ((term, count - (term in self._own)) for term, count in self._all_counts(terms).items())
        return {term: count for term, count in found if count > 0}

    def _all_counts(self, terms: Collection[str]) -> dict[str, int]:
        known = self._known.counts
        found = {term: known[term] for term in terms if term in known}
        asked = [term for term in terms if term not in found]
        marks = ", ".join("?" * len(asked))
        query = f"SELECT term, doc FROM {self._table}_terms WHERE term IN ({marks})"
        read: dict[str, int] = dict(self._connection.execute(query, asked).fetchall()) if asked else {}
        if len(known) < MAX_KNOWN_COUNTS:
            known.update((term, count) for term, count in read.items() if count >= COMMON)
        return found | read

    def words_like(self, word: str) -> frozenset[str]:
        letter = word[0]
        if letter not in self._known.words:
            self._known.words[letter] = self._words_beginning_with(letter)
        return self._known.words[letter]

    def _words_beginning_with(self, letter: str) -> frozenset[str]:
        query = f"SELECT term FROM {self._table}_terms WHERE term >= ? AND term < ?"
        rows = self._connection.execute(query, (letter, chr(ord(letter) + 1)))
        return frozenset(term for (term,) in rows if len(term) >= MIN_WORD and term.isascii() and term.isalpha())

    def starts_a_term(self, beginning: str) -> bool:
        query = f"SELECT 1 FROM {self._table}_terms WHERE term >= ? AND term < ? LIMIT 1"
        return self._connection.execute(query, (beginning, beginning + "\U0010ffff")).fetchone() is not None


def _has_table(connection: sqlite3.Connection, table: str) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (f"{table}_terms",)).fetchone() is not None


def _documents(connection: sqlite3.Connection, table: str) -> int:
    # The table of sizes is FTS5's own, documented with it; count(*) of the virtual table walks through the texts.
    return int(connection.execute(f"SELECT count(*) FROM {table}_docsize").fetchone()[0])


def _stored(connection: sqlite3.Connection, table: str, document_id: int) -> tuple[list[str], list[str]] | None:
    """Return the terms of a document's title and body."""
    row = connection.execute(f"SELECT title, body FROM {table} WHERE rowid = ?", (document_id,)).fetchone()
    return (row[0].split(), row[1].split()) if row else None


def _match(plan: Plan) -> str:
    """Return the FTS5 expression; every term is a quoted string, so that nothing a person writes is syntax."""
    parts = [_quoted(term) for term in plan.terms]
    if plan.prefix:
        parts.append(f"{_quoted(plan.prefix)} *")
    return " OR ".join(parts)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _insert_into(table: str) -> str:
    return f"INSERT INTO {table}(rowid, title, body) VALUES (?, ?, ?)"


def _rows(documents: Sequence[Document]) -> list[tuple[int, str, str]]:
    return [_row(document) for document in documents]


def _row(document: Document) -> tuple[int, str, str]:
    return (
        document.document_id,
        " ".join(tokens.title_terms(document.title)),
        " ".join(tokens.body_terms(document.body)),
    )
