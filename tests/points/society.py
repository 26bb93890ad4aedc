"""A month in a server, lived through the bot's real services on a clock that is moved: honest people and cheats.

What is planned is done in the order of its moments: what the gateway would bring goes into the activity buffer, which
is flushed every six hours; questions, upvotes and thanks are the use cases that buttons and menus call.
"""

import itertools
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.activity.model import DeletionFact, MessageFact, ReactionFact, VoiceFact, first_id_at
from bot.actor import Actor
from bot.app import App
from bot.errors import UserError
from bot.points.audit import Report
from bot.points.store import derived
from bot.points.thanking import Thanks
from bot.questions.model import Post, QuestionSettings, Written
from tests.support.clock import MovableClock

GUILD = 1
GENERAL, FORUM = 10, 20
DAYS = 30
HOUR = timedelta(hours=1)
FLUSH_EVERY = 6 * HOUR


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    id: int
    joined_at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(id=self.id, guild_id=GUILD)


@dataclass(slots=True)
class Asked:
    """A question of the month; there is none yet, or none at all where the bot refused it."""

    thread_id: int
    question_id: int | None = None
    answers: dict[int, Written] = field(default_factory=dict)
    """By their author."""


Act = Callable[[], Awaitable[object]]


class Society:
    def __init__(self, app: App, clock: MovableClock, *, seed: int = 1) -> None:
        self.app = app
        self.clock = clock
        self.chance = random.Random(seed)
        self.start = clock()
        self._number = itertools.count(1)
        self._plan: list[tuple[datetime, int, Act]] = []

    def day(self, number: int) -> datetime:
        return self.start + timedelta(days=number)

    def person(self, name: str, *, made_days: float | None = None, joined_days: float = 60) -> Person:
        """Return somebody whose account was made so many days before the month begins (negative: within it)."""
        made = self.start - timedelta(days=made_days if made_days is not None else self.chance.uniform(100, 2_000))
        return Person(name, first_id_at(made) + next(self._number), self.start - timedelta(days=joined_days))

    def people(self, name: str, count: int) -> list[Person]:
        return [self.person(f"{name} {nth + 1}") for nth in range(count)]

    async def live(self) -> None:
        """Let everything that was planned happen."""
        await self.app.activity.load()
        await self.app.settings.change(GUILD, QuestionSettings, {"forum_channel_id": FORUM}, by=None)
        flushed = self.start
        for at, _, act in sorted(self._plan, key=lambda planned: planned[:2]):
            while at - flushed >= FLUSH_EVERY:
                flushed += FLUSH_EVERY
                self.clock.now = flushed
                await self.app.activity.flush()
            self.clock.now = at
            await act()
        self.clock.now = self.day(DAYS)
        await self.app.activity.flush()

    def _at(self, at: datetime, act: Act) -> None:
        if at < self.day(DAYS):
            self._plan.append((at, next(self._number), act))

    # What the gateway brings

    def says(
        self, person: Person, at: datetime, text: str | None = None, *, times: int = 1, channel_id: int = GENERAL
    ) -> int:
        """Write a message, by default one that was never written before; returns its id. `times`: how often it comes."""
        at += timedelta(milliseconds=next(self._number) % 997)  # nobody writes at the very same moment
        message_id = first_id_at(at) + next(self._number) % 4_000
        text = text if text is not None else f"message {message_id}"
        fact = MessageFact(
            GUILD,
            channel_id,
            None,
            message_id,
            person.id,
            (),
            person.joined_at.isoformat(),
            None,
            len(text),
            hash(text) or 1,
            0,
        )

        async def write() -> None:
            for _ in range(times):
                self.app.activity.message(fact)

        self._at(at, write)
        return message_id

    def reacts(self, person: Person, to: Person, message_id: int, at: datetime) -> None:
        at_ms = int(at.timestamp() * 1000)
        joined = person.joined_at.isoformat()
        fact = ReactionFact(GUILD, GENERAL, None, message_id, person.id, to.id, (), joined, True, at_ms)

        async def react() -> None:
            self.app.activity.reaction(fact)

        self._at(at, react)

    def deletes(self, message_id: int, at: datetime) -> None:
        async def delete() -> None:
            self.app.activity.deletion(DeletionFact(GUILD, GENERAL, (message_id,)))

        self._at(at, delete)

    def talks(
        self, person: Person, channel_id: int, at: datetime, until: datetime, *, mute: bool = False, afk: bool = False
    ) -> None:
        """Be in a voice channel."""
        for moment, where in ((at, channel_id), (min(until, self.day(DAYS) - timedelta(seconds=1)), None)):
            fact = VoiceFact(GUILD, person.id, where, f"s{person.id}", False, mute, afk, (), None, moment)
            self._at(moment, self._heard(fact))

    def _heard(self, fact: VoiceFact) -> Act:
        async def hear() -> None:
            self.app.activity.voice(fact)

        return hear

    # What people do with questions, and thanks

    def asks(self, person: Person, at: datetime) -> Asked:
        asked = Asked(thread_id=10_000 + next(self._number))

        async def ask() -> None:
            asking = self.app.questions.asking
            try:
                draft = await asking.check(by=person.actor, title="Where is my order?", body="", anonymous=False)
            except UserError:
                return  # too many today
            post = Post(
                channel_id=FORUM,
                thread_id=asked.thread_id,
                starter_message_id=asked.thread_id,
                card_message_id=10_000 + next(self._number),
                tags=(),
            )
            asked.question_id = (await asking.ask(draft, post, by=person.actor)).id

        self._at(at, ask)
        return asked

    def answers(self, person: Person, asked: Asked, at: datetime) -> None:
        written = Written(
            message_id=first_id_at(at) + next(self._number) % 4_000,
            channel_id=asked.thread_id,
            author_id=person.id,
            author_role_ids=frozenset(),
            author_is_bot=False,
            text="Look at your account.",
            written_at=at,
        )
        asked.answers[person.id] = written

        async def answer() -> None:
            await self.app.questions.answers.record(written, guild_id=GUILD)

        self._at(at, answer)

    def accepts(self, person: Person, asked: Asked, of: Person, at: datetime) -> None:
        async def accept() -> None:
            if asked.question_id is not None:
                await self.app.questions.solving.accept(
                    by=person.actor, question_id=asked.question_id, answer=asked.answers[of.id]
                )

        self._at(at, accept)

    def upvotes(self, person: Person, asked: Asked, of: Person, at: datetime) -> None:
        async def upvote() -> None:
            await self.app.questions.answers.upvote(
                guild_id=GUILD,
                message_id=asked.answers[of.id].message_id,
                member_id=person.id,
                emoji="👍",
                joined_at=person.joined_at,
            )

        self._at(at, upvote)

    def thanks(self, person: Person, to: Person, at: datetime) -> None:
        thanks = Thanks(member_id=to.id, is_bot=False, source_id=first_id_at(at) + next(self._number) % 4_000)

        async def thank() -> None:
            with suppress(UserError):  # too many today, or too new: the cheat goes on to the next
                await self.app.points.thanking.thank(thanks, by=person.actor, joined_at=person.joined_at)

        self._at(at, thank)

    # What came of it

    async def points(self, people: Sequence[Person]) -> dict[int, int]:
        found = {}
        async with self.app.database.read() as connection:
            for person in people:
                standing = await derived.standing(connection, guild_id=GUILD, member_id=person.id)
                found[person.id] = standing.points if standing else 0
        return found

    async def report(self) -> Report:
        return await self.app.points.audit.report(guild_id=GUILD)
