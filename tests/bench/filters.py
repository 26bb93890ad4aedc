"""What ten thousand words and a hundred patterns cost each message: python -m tests.bench.filters [ROUNDS]

Floods in turns: without filters, with words and patterns, and with all kinds. First the whole bot, as a process of its own: its processor
time for a message, from the socket to the commit. Then, in this process, what lies between an event's JSON and the commit: without
receiving and decompressing, of which filters add nothing, so the ratio is larger and shows their own cost better.
"""

import asyncio
import random
import re
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import discord
import orjson

from bot.activity.model import MessageFact
from bot.actor import Actor
from bot.app import App
from bot.client import Bot
from bot.config import Config
from bot.filters.model import Contents, Looks, Mode, Terms
from bot.filters.screen import Filter, Invites, Links, Patterns, Personal, Screen, Words
from bot.filters.suggesting import groups
from bot.operations import migrate
from bot.sandbox import command
from tests.bench.crowd import AUTHORS, Crowd
from tests.bench.flood import FEW_MEMBERS, RAW, Figures, flood_in_turns, make_database
from tests.bench.flooding import Candidate, live
from tests.bench.in_process import furnish
from tests.bench.memory import Memory
from tests.filters.screened import LANGUAGES
from tests.wire.things import Guild

ROUNDS = 15
MESSAGES = 4_000
COMMIT_AFTER = 500
WORDS = 10_000
PATTERNS = 100
SHORTEST, USUAL, LONGEST = 20, 30, 200

STORY = Path(command.__file__).parent / "story"
SENTENCE = re.compile(r"[^。！？.!?\n]+[。！？.!?]*")
KANA_THERE = re.compile("[\u3041-\u30ff]").search

ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "z",
    "br",
    "ch",
    "cl",
    "dr",
    "fl",
    "gr",
    "pl",
    "sh",
    "st",
    "th",
    "tr",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
CODAS = ["", "", "", *["b", "ck", "d", "ft", "g", "l", "m", "nd", "ng", "nt", "p", "r", "rk", "s", "st", "t", "x"]]
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわがぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽ"
KANJI = (
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車"
    "何南万毎白天母火右読友左休父雨死殺消黙馬鹿頭悪野郎屑糞豚狂障害者池沼老無能低脳基地援助交際痴漢売春薬物詐欺副業稼儲即現口座"
)


def chat(count: int) -> list[str]:
    """Return messages of both languages, 20 to 200 characters long, no two the same: of what the sandbox's people say."""
    draw = random.Random(7)
    said = sentences()
    return [_message(draw, said[LANGUAGES[number % 2]], " " if number % 2 == 0 else "") for number in range(count)]


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for path in sorted(STORY.glob("*.toml")):
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            for sentence in SENTENCE.findall(text):
                if len(sentence) >= 8 and (" " in sentence or not sentence.isascii()):
                    found["ja" if KANA_THERE(sentence) else "en"].append(sentence)
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _message(draw: random.Random, said: list[str], space: str) -> str:
    wanted = int(draw.triangular(SHORTEST, LONGEST, USUAL))
    text = draw.choice(said)
    while len(text) < wanted:
        text += space + draw.choice(said)
    return text[:wanted]


def words_and_patterns(not_in: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return words and patterns of both languages that are in no text of the flood, as real ones would be in few."""
    draw = random.Random(11)
    seen = not_in.casefold()
    words = dict.fromkeys(
        word
        for language in LANGUAGES
        for group in groups(language)
        for word in group.words
        if word.strip('*"') not in seen
    )
    while len(words) < WORDS:
        word = _latin_word(draw) if len(words) % 2 else _japanese_word(draw)
        if word not in seen:
            words[word] = None
    some = [word for word in words if word.isascii() and word.isalpha()]
    return tuple(words), tuple(_pattern(number, draw, some) for number in range(PATTERNS))


def _latin_word(draw: random.Random) -> str:
    return "".join(draw.choice(ONSETS) + draw.choice(VOWELS) + draw.choice(CODAS) for _ in range(draw.randint(2, 3)))


def _japanese_word(draw: random.Random) -> str:
    return draw.choice(KANJI) + "".join(draw.choice(draw.choice((KANJI, KANA))) for _ in range(draw.randint(2, 4)))


def _pattern(number: int, draw: random.Random, words: list[str]) -> str:
    one, other = draw.choice(words), draw.choice(words)
    kinds = (
        rf"\b{one}\s+{other}\b",
        rf"(?:{one}|{other})\W*\d{{2,}}",
        rf"{one}.{{0,20}}{other}",
        rf"(?:{one}){{2,}}",
        rf"{draw.choice(KANJI)}{draw.choice(KANJI)}[^。]{{0,10}}{_japanese_word(draw)}",
        r"\b[a-z]{4}\d{9}[a-z]\b",  # asks for no letter at all
    )
    return kinds[number % 5 if number < PATTERNS - 3 else 5]


class Flooded:
    """A bot that takes messages as fast as it can."""

    def __init__(self, app: App, bot: Bot, crowd: Crowd) -> None:
        self._app = app
        self._bot = bot
        self._crowd = crowd

    async def microseconds(self) -> float:
        """Return what a message takes."""
        payloads = self._crowd.payloads(MESSAGES)
        take = self._bot._connection.parsers["MESSAGE_CREATE"]
        began = time.process_time()
        for number, payload in enumerate(payloads, start=1):
            take(orjson.loads(payload))
            if number % COMMIT_AFTER == 0:
                await self._app.activity.flush()
        return (time.process_time() - began) / MESSAGES * 1e6

    @contextmanager
    def screened(self, screen: Screen | None) -> Iterator[None]:
        if screen is None:
            yield
            return

        def screens(messages: Sequence[tuple[MessageFact, str]]) -> list[int]:
            texts = [text for _, text in messages]
            return [place for place in screen.which_may_hit(texts) if screen.look_thoroughly(texts[place])]

        async def handler(message: discord.Message) -> None: ...

        self._bot.messages.screen(screens, handler)
        try:
            yield
        finally:
            self._bot.messages.unscreen(handler)


async def measure(screens: dict[str, Screen | None], texts: list[str], *, rounds: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        app = App(Config(_env_file=None, database_url=f"sqlite:///{folder}/engawa.db", backup_dir=Path(folder)))
        await migrate.migrate(app.database)
        bot = Bot(app)
        try:
            async with bot:
                place = furnish(Memory(bot))
                await place.memory.connect()
                crowd = Crowd(place.member.guild, channel_ids=[place.general.id], role_ids=[], authors=2_000)
                crowd._texts = [orjson.dumps(text).decode()[1:-1] for text in texts]
                crowd.back_to(MESSAGES * rounds * len(screens) / 1000 + 3600)
                flooded = Flooded(app, bot, crowd)
                await flooded.microseconds()
                found: dict[str, list[float]] = {name: [] for name in screens}
                for _ in range(rounds):
                    for name, screen in screens.items():
                        with flooded.screened(screen):
                            found[name].append(await flooded.microseconds())
                return found
        finally:
            await app.close()


def compiled(filters: list[Filter]) -> tuple[Screen, str]:
    before = resident_megabytes()
    began = time.process_time()
    screen = Screen(filters)
    return screen, f"{time.process_time() - began:.2f} s to compile, {resident_megabytes() - before:.0f} MB"


def resident_megabytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def alone(screen: Screen, texts: list[str]) -> Callable[[], float]:
    def microseconds() -> float:
        began = time.process_time()
        for text in texts:
            screen.look(text)
        return (time.process_time() - began) / len(texts) * 1e6

    return microseconds


def filtering(name: str, filters: list[tuple[Looks, Contents]]) -> Candidate:
    """Return the bot with these filters on."""

    async def prepare(database: Path, guild: Guild) -> None:
        await make_database(database, guild)
        app = App(Config(_env_file=None, database_url=f"sqlite:///{database}", backup_dir=database.parent))
        admin = Actor(id=1, guild_id=guild.id, manages_server=True)
        for looks_for, contents in filters:
            terms = Terms(name=looks_for.value, mode=Mode.ON, contents=contents)
            await app.filters.making.add(terms, by=admin, looks_for=looks_for)
        await app.close()

    return replace(RAW, name=name, prepare=prepare)


async def measure_whole(candidates: list[Candidate], texts: list[str], *, rounds: int) -> dict[str, list[float]]:
    """Return the processor time of the whole process for a message, in microseconds."""
    async with AsyncExitStack() as living:
        places = [
            await living.enter_async_context(live(candidate, members=FEW_MEMBERS, authors=AUTHORS))
            for candidate in candidates
        ]
        for place in places:
            place.crowd._texts = [orjson.dumps(text).decode()[1:-1] for text in texts]
        figures = Figures()
        await flood_in_turns(places, figures, rounds=rounds, events=MESSAGES)
    return {name: [one.cpu_of_100_000 * 10 for one in floods] for name, floods in figures.floods.items()}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    texts = chat(5_000)  # as many as the crowd knows
    words, patterns = words_and_patterns("\n".join(texts))
    exceptions = tuple(word for language in LANGUAGES for group in groups(language) for word in group.exceptions)
    both: list[Filter] = [
        Words(filter_id=1, words=words, exceptions=exceptions),
        Patterns(filter_id=2, patterns=patterns),
    ]
    rest: list[Filter] = [Links(filter_id=3, domains=("example.jp",)), Invites(filter_id=4), Personal(filter_id=5)]
    some, about_some = compiled(both)
    every, about_every = compiled(both + rest)
    titles = f"{len(words):,} words, {len(patterns)} patterns", "and links, invites, personal data"
    for title, screen, about in zip(titles, (some, every), (about_some, about_every), strict=True):
        opened = len(screen.which_may_hit(texts)) / len(texts)
        hit = sum(screen.look(text) is not None for text in texts) / len(texts)
        lengths = statistics.median(map(len, texts))
        print(
            f"{title}: {about}; of {len(texts):,} messages, {lengths:.0f} characters, {opened:.1%} looked at, {hit:.1%} hit"
        )
        for language, part in zip(LANGUAGES, (texts[::2], texts[1::2]), strict=True):
            print(f"  alone, {language}: {min(alone(screen, part)() for _ in range(5)):.2f} µs a message")
    listed = [
        (Looks.WORDS, Contents(words=words, exceptions=exceptions)),
        (Looks.PATTERNS, Contents(patterns=patterns)),
    ]
    more = [(Looks.LINKS, Contents(domains=("example.jp",))), (Looks.INVITES, Contents()), (Looks.PERSONAL, Contents())]
    bots = [filtering("no filters", []), filtering(titles[0], listed), filtering(titles[1], listed + more)]
    print("the whole bot")
    report(asyncio.run(measure_whole(bots, texts, rounds=rounds)))
    print("between JSON and commit")
    report(asyncio.run(measure({"no filters": None, titles[0]: some, titles[1]: every}, texts, rounds=rounds)))


def report(found: dict[str, list[float]]) -> None:
    base = found["no filters"]
    for name, times in found.items():
        ratio = statistics.median(one / other for one, other in zip(times, base, strict=True))
        print(f"{name:36} {statistics.median(times):6.1f} µs a message, {ratio:.3f} ×")


if __name__ == "__main__":
    main()
