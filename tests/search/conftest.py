"""An index of questions on a fresh database, and a word to put and find in one line each."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from bot.db import Database
from bot.search.fts5 import Fts5Index
from bot.search.index import Allowed, Document, Found, SearchIndex
from tests.search.seconds import Seconds

SERVER = 100
OTHER_SERVER = 200


@dataclass(frozen=True, kw_only=True)
class Library:
    """An index and the database it is in, as a feature uses them."""

    database: Database
    index: SearchIndex
    seconds: Seconds

    async def put(self, document_id: int, title: str, body: str = "", *, guild_id: int = SERVER) -> None:
        async with self.database.write() as connection:
            await self.index.put(connection, guild_id=guild_id, document_id=document_id, title=title, body=body)

    async def remove(self, document_id: int, *, guild_id: int = SERVER) -> None:
        async with self.database.write() as connection:
            await self.index.remove(connection, guild_id=guild_id, document_id=document_id)

    async def drop(self, *, guild_id: int = SERVER) -> None:
        async with self.database.write() as connection:
            await self.index.drop(connection, guild_id=guild_id)

    async def rebuild(self, *titles: str, guild_id: int = SERVER) -> None:
        documents = [Document(document_id=number, title=title) for number, title in enumerate(titles, 1)]
        async with self.database.write() as connection:
            await self.index.rebuild(connection, guild_id=guild_id, documents=documents)

    async def outdated(self) -> list[int]:
        async with self.database.read() as connection:
            return await self.index.outdated(connection)

    async def search(
        self,
        text: str,
        *,
        guild_id: int = SERVER,
        typing: bool = False,
        limit: int = 5,
        allowed: Allowed | None = None,
        without: int | None = None,
    ) -> Found:
        return await self.index.search(
            guild_id=guild_id, text=text, typing=typing, limit=limit, allowed=allowed, without=without
        )

    async def find(self, text: str, *, guild_id: int = SERVER, typing: bool = False) -> list[int]:
        return (await self.search(text, guild_id=guild_id, typing=typing)).ids


@pytest_asyncio.fixture
async def library(database: Database) -> AsyncIterator[Library]:
    assert database.path is not None
    seconds = Seconds()
    index = Fts5Index(database.path, collection="questions", clock=seconds)
    yield Library(database=database, index=index, seconds=seconds)
    await index.close()
