"""How well and how fast similar questions are found, by the search as it is shipped.

    python -m tests.bench.similar DATA.jsonl RESULTS.jsonl [--semantic] [--typed]
    python -m tests.bench.similar --speed [QUESTIONS]

DATA has lines {"type": "doc", "suite", "id", "title", "body"} and {"type": "query", "suite", "id", "kind", "text",
"gold": [ids]}; a suite becomes a server, its docs solved questions. RESULTS gets {"suite", "query_id", "ranked",
"shown", "ms"}; ms is CPU time of the whole process. `--typed` adds every query broken off after 50 and 75 % of its
characters, as somebody types it ("<id>#p50", "<id>#p75"). Printed is hit@5, the share of answerable queries with a
right document among the first five, beside FTS5 as it comes (unicode61, the words of the text joined by OR).
"""

import argparse
import asyncio
import json
import random
import re
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.db import Database, metadata
from bot.search.create import create_index
from bot.search.index import Document, Found, SearchIndex

RANKED = 25
TYPED_PERCENT = (50, 75)


@dataclass(slots=True)
class Suite:
    docs: list[dict[str, Any]] = field(default_factory=list)
    queries: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One search: what was looked for and what came."""

    suite: str
    query_id: str
    kind: str
    gold: Sequence[str]
    ranked: Sequence[str]
    plain: Sequence[str]
    shown: bool
    ms: float

    def line(self) -> str:
        return json.dumps(
            {
                "suite": self.suite,
                "query_id": self.query_id,
                "ranked": self.ranked,
                "shown": self.shown,
                "ms": round(self.ms, 3),
            }
        )


def read_suites(path: Path) -> dict[str, Suite]:
    suites: dict[str, Suite] = defaultdict(Suite)
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            suite = suites[row["suite"]]
            (suite.docs if row["type"] == "doc" else suite.queries).append(row)
    return suites


@asynccontextmanager
async def fresh_index(*, semantic: bool = False) -> AsyncIterator[tuple[Database, SearchIndex]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.db")
        async with database.write() as connection:
            await connection.run_sync(metadata.create_all)
        index = create_index(database, collection="questions", semantic=semantic)
        try:
            yield database, index
        finally:
            await index.close()
            await database.close()


async def run_suite(
    name: str, suite: Suite, *, guild_id: int, database: Database, index: SearchIndex, typed: bool
) -> list[Run]:
    names = [doc["id"] for doc in suite.docs]
    documents = [
        Document(document_id=number, title=doc["title"], body=doc.get("body", ""))
        for number, doc in enumerate(suite.docs)
    ]
    async with database.write() as connection:
        await index.rebuild(connection, guild_id=guild_id, documents=documents)
    plain = PlainFts5(documents)
    await index.search(guild_id=guild_id, text="warm up 準備")
    runs: list[Run] = []
    for query_id, text, query in variants(suite.queries, typed=typed):
        typing = query_id != query["id"]
        found, ms = await timed(index, guild_id=guild_id, text=text, typing=typing)
        runs.append(
            Run(
                suite=name,
                query_id=query_id,
                kind=query["kind"] + (query_id.removeprefix(query["id"]) if typing else ""),
                gold=query["gold"],
                ranked=[names[number] for number in found.ids],
                plain=[names[number] for number in plain.search(text)],
                shown=found.shown or (typing and bool(found.hits)),
                ms=ms,
            )
        )
    return runs


def variants(queries: Iterable[dict[str, Any]], *, typed: bool) -> Iterable[tuple[str, str, dict[str, Any]]]:
    for query in queries:
        yield query["id"], query["text"], query
        for percent in TYPED_PERCENT if typed else ():
            yield f"{query['id']}#p{percent}", query["text"][: len(query["text"]) * percent // 100], query


async def timed(index: SearchIndex, *, guild_id: int, text: str, typing: bool) -> tuple[Found, float]:
    started = time.process_time()
    found = await index.search(guild_id=guild_id, text=text, typing=typing, limit=RANKED)
    return found, (time.process_time() - started) * 1000


class PlainFts5:
    """FTS5 as it comes: what a bot gets that hands it the text as it is."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE plain USING fts5(title, body)")
        rows = [(each.document_id, each.title, each.body) for each in documents]
        self._connection.executemany("INSERT INTO plain(rowid, title, body) VALUES (?, ?, ?)", rows)

    def search(self, text: str) -> list[int]:
        words = dict.fromkeys(re.findall(r"\w+", text))
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        query = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?"
        return [number for (number,) in self._connection.execute(query, (match, RANKED))]


def print_table(runs: Iterable[Run]) -> None:
    groups: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        groups[f"{run.suite}/{run.kind}"].append(run)
    print(f"{'suite/kind':34} {'n':>5} {'hit@5':>7} {'plain':>7} {'hit@1':>7} {'shown':>7} {'p50 ms':>8} {'p99 ms':>8}")
    for name, group in sorted(groups.items()):
        times = sorted(run.ms for run in group)
        shown = sum(run.shown for run in group) / len(group)
        cells = [
            hit_share(group, "ranked", 5),
            hit_share(group, "plain", 5),
            hit_share(group, "ranked", 1),
            f"{shown:.3f}",
        ]
        print(
            f"{name:34} {len(group):5} " + " ".join(f"{cell:>7}" for cell in cells),
            f"{percentile(times, 0.5):8.2f} {percentile(times, 0.99):8.2f}",
        )


def hit_share(group: Iterable[Run], which: str, first: int) -> str:
    answerable = [run for run in group if run.gold]
    if not answerable:
        return "-"
    hits = sum(not set(run.gold).isdisjoint(getattr(run, which)[:first]) for run in answerable)
    return f"{hits / len(answerable):.3f}"


def percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def run_all(suites: dict[str, Suite], *, semantic: bool, typed: bool) -> list[Run]:
    runs: list[Run] = []
    async with fresh_index(semantic=semantic) as (database, index):
        for guild_id, (name, suite) in enumerate(suites.items(), 1):
            runs += await run_suite(name, suite, guild_id=guild_id, database=database, index=index, typed=typed)
    return runs


def measure_quality(data: Path, results: Path, *, semantic: bool, typed: bool) -> None:
    runs = asyncio.run(run_all(read_suites(data), semantic=semantic, typed=typed))
    results.write_text("".join(run.line() + "\n" for run in runs), encoding="utf-8")
    print_table(runs)


class InventedQuestions:
    """Texts whose words are as unevenly common as people's are (Zipf), in a language's letters; the same every run."""

    def __init__(self, language: str) -> None:
        self._random = random.Random(language)
        self._space = " " if language == "en" else ""
        make = self._english if language == "en" else self._japanese
        self._words = [make() for _ in range(20_000)]
        self._weights = [1 / rank for rank in range(3, 20_003)]

    def text(self, words: int) -> str:
        return self._space.join(self._random.choices(self._words, self._weights, k=words))

    def _english(self) -> str:
        return "".join(self._random.choices("etaoinshrdlucmfw", k=self._random.randint(3, 9)))

    def _japanese(self) -> str:
        kanji = [chr(0x4E00 + int(self._random.paretovariate(0.7)) % 2_000) for _ in range(self._random.randint(1, 2))]
        katakana = self._random.choices("アイスントルマクリバフプドー", k=self._random.randint(3, 6))
        stem = katakana if self._random.random() < 0.3 else kanji
        return "".join(stem) + self._random.choice(["を", "が", "した", "する", "ない", "です", "から", "の"])


async def measure_speed(questions: int) -> None:
    print(f"{questions} questions a server, titles of 10 words, bodies of 90; CPU ms of the whole process")
    for language in ("en", "ja"):
        invented = InventedQuestions(language)
        documents = [
            Document(document_id=number, title=invented.text(10), body=invented.text(90)) for number in range(questions)
        ]
        async with fresh_index() as (database, index):
            started = time.process_time()
            async with database.write() as connection:
                await index.rebuild(connection, guild_id=1, documents=documents)
            built = time.process_time() - started
            print(f"{language}: rebuilt at {questions / built:,.0f} questions a CPU second")
            for typing, words in ((False, 12), (False, 60), (True, 5)):
                texts = [invented.text(words) for _ in range(300)]
                times = sorted([(await timed(index, guild_id=1, text=text, typing=typing))[1] for text in texts])
                what = "while typing" if typing else "asked"
                print(
                    f"{language}: {what}, {words} words: p50 {percentile(times, 0.5):.1f}, p99 {percentile(times, 0.99):.1f}"
                )
            times = await times_of_put(database, index, invented)
            print(f"{language}: a question put: p50 {percentile(times, 0.5):.1f}, p99 {percentile(times, 0.99):.1f}")


async def times_of_put(database: Database, index: SearchIndex, invented: InventedQuestions) -> list[float]:
    times = []
    for number in range(100):
        title, body = invented.text(10), invented.text(90)
        started = time.process_time()
        async with database.write() as connection:
            await index.put(connection, guild_id=1, document_id=number, title=title, body=body)
        times.append((time.process_time() - started) * 1000)
    return sorted(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("results", nargs="?", type=Path)
    parser.add_argument("--semantic", action="store_true", help="with the extra engawa[semantic]")
    parser.add_argument("--typed", action="store_true", help="also broken off after 50 and 75 %% of the characters")
    parser.add_argument("--speed", nargs="?", type=int, const=10_000, help="measure CPU time at this many questions")
    arguments = parser.parse_args()
    if arguments.speed:
        asyncio.run(measure_speed(arguments.speed))
    elif arguments.data and arguments.results:
        measure_quality(arguments.data, arguments.results, semantic=arguments.semantic, typed=arguments.typed)
    else:
        parser.error("give DATA and RESULTS, or --speed")


if __name__ == "__main__":
    main()
