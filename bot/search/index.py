"""The one interface behind which full-text search lives. Features know this module and `bot.search.create` only.

An index holds one collection (questions, ideas …) and keeps the documents of each server apart: in a shared table the
words of other servers' documents shift the weights (municipal FAQs .690 → .584). What is written takes the caller's
connection, so that a document is found exactly when the fact it comes from is committed.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from bot.engine import AsyncConnection
from bot.search import gate
from bot.search.gate import Coverage

FILTERED_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to be found. `body` is read from its beginning: the accepted answer first, then the question."""

    document_id: int
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    document_id: int
    score: float
    """Higher is better; comparable within one result only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, best first."""

    hits: tuple[Hit, ...] = ()
    coverages: tuple[Coverage, ...] = field(default=())
    """Of the best hits, as far as they were judged: none while typing."""

    @property
    def ids(self) -> list[int]:
        return [hit.document_id for hit in self.hits]

    @property
    def shown(self) -> bool:
        """Whether the hits are good enough to be shown to somebody who did not ask for them."""
        return gate.worth_showing(self.coverages)


Filter = Callable[[Sequence[int]], Awaitable[Collection[int]]]
"""Returns those of some document ids that may be found, with one query for all of them."""
Allowed = Collection[int] | Filter


class SearchIndex(ABC):
    """Documents of one collection, found by what they say."""

    @abstractmethod
    async def put(
        self, connection: AsyncConnection, *, guild_id: int, document_id: int, title: str, body: str = ""
    ) -> None:
        """Make a document findable once `connection` commits; one with the same id is replaced."""

    @abstractmethod
    async def remove(self, connection: AsyncConnection, *, guild_id: int, document_id: int) -> None:
        """Forget a document; one that is not there is no error."""

    @abstractmethod
    async def clear_away(self, connection: AsyncConnection, *, guild_id: int) -> bool:
        """Take a step in clearing away what is left in the file of removed documents; returns whether there is more.

        Nothing of it can be found, but it could be read. A step takes some ten milliseconds.
        """

    @abstractmethod
    async def drop(self, connection: AsyncConnection, *, guild_id: int) -> None:
        """Forget everything of a server."""

    @abstractmethod
    async def rebuild(self, connection: AsyncConnection, *, guild_id: int, documents: Iterable[Document]) -> None:
        """Make the server's index anew from `documents`, which are all it will hold."""

    @abstractmethod
    async def outdated(self, connection: AsyncConnection) -> list[int]:
        """Return the servers whose index was made by another version of this code and has to be rebuilt.

        Until then it is searched as it is, and finds less.
        """

    @abstractmethod
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
        """Return up to `limit` documents that `text` is like, best first.

        `typing`: the text may break off in the middle of a word, and nothing is judged. `allowed` leaves others out
        without making the result shorter: a set of ids, or a function asked with batches of ids. `without`: the
        document the text is from, which is weighed as if it were not there.
        A text without words (emoji, "how do I") finds nothing.
        """

    @abstractmethod
    async def close(self) -> None:
        """Let go of files and threads. Can be called twice."""


async def keep_allowed(hits: Sequence[Hit], *, limit: int, allowed: Allowed | None) -> list[Hit]:
    """Return the first `limit` of `hits` that `allowed` lets through; asks no further than it has to."""
    if allowed is None:
        return list(hits[:limit])
    kept: list[Hit] = []
    for start in range(0, len(hits), FILTERED_AT_ONCE):
        batch = hits[start : start + FILTERED_AT_ONCE]
        passing = await allowed([hit.document_id for hit in batch]) if callable(allowed) else allowed
        kept += [hit for hit in batch if hit.document_id in passing]
        if len(kept) >= limit:
            break
    return kept[:limit]
